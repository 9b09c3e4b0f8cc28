//! Key-value stores, variables, files, outgoing requests.

mod support;

use http::{Method, Request};
use http_body_util::Full;
use support::{App, application, reply};

const KEY_VALUE: &str = r#"
[[trigger.http]]
route = "/..."
component = "key-value"
[component.key-value]
source = "{guest:key-value}"
key_value_stores = ["default", "cache"]
"#;

#[tokio::test(flavor = "multi_thread")]
async fn stores_keep_values_apart_by_label() {
    let mut application = application(KEY_VALUE);
    let config = application.path("runtime.toml");
    std::fs::write(
        &config,
        "[key_value_store.cache]\ntype = \"spin\"\npath = \"cache/kv.db\"\n",
    )
    .unwrap();
    application.options.runtime_config = Some(config);
    let app = application.start().await;
    assert_eq!(app.text("/default/a").await, "none");
    assert_eq!(
        app.send(Method::PUT, "/default/a", "một").await.body,
        "true"
    );
    assert_eq!(
        app.send(Method::PUT, "/default/a", "hai").await.body,
        "true"
    );
    assert_eq!(app.send(Method::PUT, "/default/b", "").await.body, "true");
    assert_eq!(app.text("/default/a").await, "hai");
    assert_eq!(app.text("/cache/a").await, "none");
    assert_eq!(app.text("/default/").await, "a,b");
    assert_eq!(
        app.send(Method::DELETE, "/default/a", "").await.body,
        "false"
    );
    assert_eq!(app.text("/default/").await, "b");
    assert_eq!(app.text("/secret/a").await, "error: Error::AccessDenied");
    let large = "x".repeat(3 << 20);
    app.send(Method::PUT, "/cache/large", &large).await;
    assert!(app.text("/cache/large").await == large);
    // A relative path starts at the configuration file, as in Spin.
    assert!(app.path("cache/kv.db").is_file());
    assert!(app.path(".spin/sqlite_key_value.db").is_file());
    assert!(app.running.counters().key_value_operations > 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_keys_are_listed() {
    let app = application(&KEY_VALUE.replace(", \"cache\"", ""))
        .start()
        .await;
    for i in 0..200 {
        app.send(Method::PUT, &format!("/default/{i:03}"), "x")
            .await;
    }
    let keys = app.text("/default/").await;
    assert_eq!(keys.split(',').count(), 200);
    assert!(keys.starts_with("000,001") && keys.ends_with("199"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_nobody_defined_fails_at_start() {
    let message = application(KEY_VALUE).refusal().await;
    assert!(
        message.contains("[key_value_store.cache]") && message.contains("spin.toml:11"),
        "{message}"
    );
}

const VARIABLES: &str = r#"
[variables]
city = { default = "Hà Nội" }
token = { required = true, secret = true }
[[trigger.http]]
route = "/..."
component = "variables"
[component.variables]
source = "{guest:variables}"
[component.variables.variables]
greeting = "Chào {{ city }}!"
token = "{{ token }}"
"#;

#[tokio::test(flavor = "multi_thread")]
async fn variables_are_templates_over_the_applications() {
    let mut application = application(VARIABLES);
    application.options.variables = vec![("token".to_owned(), "t0".to_owned())];
    let app = application.start().await;
    assert_eq!(app.text("/greeting").await, "Chào Hà Nội!");
    assert_eq!(app.text("/token").await, "t0");
    // The application's variable is not the component's.
    assert!(
        app.text("/city")
            .await
            .starts_with("error: Error::Undefined")
    );
    assert!(
        app.text("/City")
            .await
            .starts_with("error: Error::InvalidName")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_required_variable_fails_at_start() {
    let message = application(VARIABLES).refusal().await;
    assert!(
        message.contains("spin.toml:8") && message.contains("SPIN_VARIABLE_TOKEN"),
        "{message}"
    );
    let mut application = application(VARIABLES);
    application.options.variables = vec![("tokn".to_owned(), "t0".to_owned())];
    assert!(application.refusal().await.contains("tokn"));
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_are_mounted_read_only() {
    let application = application(
        r#"
[[trigger.http]]
route = "/..."
component = "files"
[component.files]
source = "{guest:files}"
files = [{ source = "public", destination = "/" }, { source = "terms", destination = "/data/terms" }]
"#,
    );
    for (name, text) in [
        ("public/css/a.css", "body"),
        ("terms/7.txt", "bảy"),
        ("secret.txt", "no"),
    ] {
        let path = application.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let app = application.start().await;
    assert_eq!(app.text("/css/a.css").await, "body");
    assert_eq!(app.text("/data/terms/7.txt").await, "bảy");
    assert_eq!(app.get("/secret.txt").await.status, 404);
    assert_eq!(app.get("/../secret.txt").await.status, 404);
    assert_eq!(app.send(Method::PUT, "/css/a.css", "").await.status, 404);
    assert_eq!(app.send(Method::PUT, "/new.css", "").await.status, 404);
    assert_eq!(
        std::fs::read_to_string(app.path("public/css/a.css")).unwrap(),
        "body"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_not_there_fails_at_start() {
    let message = application(
        "[[trigger.http]]\nroute = \"/...\"\ncomponent = \"files\"\n[component.files]\n\
         source = \"{guest:files}\"\nfiles = [{ source = \"gone\", destination = \"/\" }]\n",
    )
    .refusal()
    .await;
    assert!(
        message.contains("spin.toml:10:") && message.contains("not a folder"),
        "{message}"
    );
}

const OUTBOUND: &str = r#"
[variables]
port = { default = "1" }
[[trigger.http]]
route = "/send"
component = "sender"
[[trigger.http]]
route = "/open/..."
component = "http"
[[trigger.http]]
route = { private = true }
component = "private"
[component.sender]
source = "{guest:outbound}"
allowed_outbound_hosts = ["http://127.0.0.1:{{ port }}", "http://private.spin.internal", "http://gone.spin.internal", "http://self"]
[component.http]
source = "{guest:http}"
[component.private]
source = "{guest:http}"
[component.lonely]
source = "{guest:outbound}"
[[trigger.http]]
route = "/lonely"
component = "lonely"
"#;

async fn sent(app: &App, from: &str, to: &str, body: &str) -> (u16, String) {
    let request = Request::post(app.url(from))
        .header("x-to", to)
        .body(Full::from(body.to_owned()));
    let reply = reply(request.unwrap()).await;
    (reply.status.as_u16(), reply.body)
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_leave_only_to_allowed_hosts() {
    let other = application(OUTBOUND).start().await;
    let mut application = application(OUTBOUND);
    let port = other.running.addr.port().to_string();
    application.options.variables = vec![("port".to_owned(), port.clone())];
    let app = application.start().await;
    let to = other.url("/open/echo");
    assert_eq!(
        sent(&app, "/send", &to, "qua mạng").await,
        (200, "qua mạng".to_owned())
    );
    assert_eq!(app.running.counters().outbound_requests, 1);
    for denied in [
        "http://127.0.0.1:9/",
        "https://127.0.0.1/",
        "http://http.spin.internal/",
    ] {
        let (status, body) = sent(&app, "/send", denied, "").await;
        assert_eq!(status, 502, "{denied}");
        assert!(body.contains("HttpRequestDenied"), "{denied}: {body}");
    }
    let (_, body) = sent(&app, "/lonely", "http://private.spin.internal/", "").await;
    assert!(body.contains("HttpRequestDenied"), "{body}");
    assert_eq!(app.running.counters().outbound_requests, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn components_reach_each_other_inside_the_process() {
    let app = application(OUTBOUND).start().await;
    let (status, body) = sent(
        &app,
        "/send",
        "http://private.spin.internal/a/echo",
        "trong nhà",
    )
    .await;
    assert_eq!((status, body.as_str()), (200, "trong nhà"));
    let (_, headers) = sent(
        &app,
        "/send",
        "http://private.spin.internal/a/headers?q",
        "",
    )
    .await;
    for line in [
        "spin-path-info: /a/headers",
        "spin-matched-route: /...",
        "spin-client-addr: 0.0.0.0:0",
        "spin-full-url: http://localhost/a/headers?q",
    ] {
        assert!(
            headers.lines().any(|l| l == line),
            "{line} is not in\n{headers}"
        );
    }
    let (status, body) = sent(&app, "/send", "http://gone.spin.internal/", "").await;
    assert_eq!(status, 502, "{body}");
    let counters = app.running.counters();
    assert_eq!(
        (counters.chained_requests, counters.outbound_requests),
        (3, 0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_component_reaches_its_own_application_by_its_routes() {
    let app = application(OUTBOUND).start().await;
    let (status, body) = sent(&app, "/send", "http://self.alt/open/uri?q", "").await;
    assert_eq!((status, body), (200, app.url("/open/uri?q")));
    let (_, headers) = sent(&app, "/send", "http://self.alt/open/headers", "").await;
    assert!(
        headers.contains("spin-matched-route: /open/..."),
        "{headers}"
    );
    assert_eq!(
        sent(&app, "/send", "http://self.alt/nowhere", "").await.0,
        404
    );
    let (_, body) = sent(&app, "/lonely", "http://self.alt/open/uri", "").await;
    assert!(body.contains("HttpRequestDenied"), "{body}");
}
