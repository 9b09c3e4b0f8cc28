//! The HTTP trigger.

mod support;

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::{SinkExt as _, StreamExt as _};
use http::{Method, Request};
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::Frame;
use support::{App, application, guest, reply, send};

const HTTP: &str = r#"
[[trigger.http]]
route = "/..."
component = "http"
[[trigger.http]]
route = "/items/:item_id/..."
component = "http"
[[trigger.http]]
route = "/items/:item_id"
component = "http"
[[trigger.http]]
route = "/static"
static_response = { status_code = 418, headers = { x-kind = "teapot" }, body = "short" }
[[trigger.http]]
route = { private = true }
component = "secret"
[component.http]
source = "{guest:http}"
environment = { A = "1", B = "two" }
[component.secret]
source = "{guest:hello}"
"#;

async fn app() -> App {
    application(HTTP).start().await
}

fn header<'a>(headers: &'a str, name: &str) -> Vec<&'a str> {
    let prefix = format!("{name}: ");
    headers
        .lines()
        .filter_map(|line| line.strip_prefix(prefix.as_str()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guest_sees_an_absolute_address_and_spins_headers() {
    let app = app().await;
    let address = app.running.addr;
    assert_eq!(
        app.text("/uri?q=1").await,
        format!("http://{address}/uri?q=1")
    );
    let headers = app.text("/items/7/headers?x").await;
    assert_eq!(header(&headers, "spin-path-info"), ["/headers"]);
    assert_eq!(
        header(&headers, "spin-full-url"),
        [format!("http://{address}/items/7/headers?x")]
    );
    assert_eq!(
        header(&headers, "spin-matched-route"),
        ["/items/:item_id/..."]
    );
    assert_eq!(
        header(&headers, "spin-raw-component-route"),
        ["/items/:item_id/..."]
    );
    assert_eq!(
        header(&headers, "spin-component-route"),
        ["/items/:item_id"]
    );
    assert_eq!(header(&headers, "spin-base-path"), ["/"]);
    assert_eq!(header(&headers, "spin-path-match-item-id"), ["7"]);
    assert_eq!(header(&headers, "host"), [address.to_string()]);
    assert!(header(&headers, "spin-client-addr")[0].starts_with("127.0.0.1:"));
    assert_eq!(
        app.text("/items/headers")
            .await
            .matches("spin-path-info: \n")
            .count(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clients_own_spin_header_comes_first_and_connection_does_not_come() {
    let app = app().await;
    let request = Request::get(app.url("/headers"))
        .header("spin-client-addr", "6.6.6.6:6")
        .header("connection", "keep-alive, x-hop")
        .body(Full::default())
        .unwrap();
    let headers = reply(request).await.body;
    let clients = header(&headers, "spin-client-addr");
    assert_eq!(clients.len(), 2);
    assert_eq!(clients[0], "6.6.6.6:6");
    assert!(clients[1].starts_with("127.0.0.1:"));
    assert!(header(&headers, "connection").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_host_answers_what_needs_no_component() {
    let app = app().await;
    assert_eq!(app.text("/.well-known/spin/health").await, "OK");
    assert!(app.text("/.well-known/spin/info").await.contains("1.2.3"));
    assert_eq!(app.get("/.well-known/spin/other").await.status, 404);
    let reply = app.get("/static").await;
    assert_eq!((reply.status.as_u16(), reply.body.as_str()), (418, "short"));
    assert_eq!(reply.headers["x-kind"], "teapot");
    assert_eq!(app.running.counters().instances, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_component_is_unreachable_from_outside() {
    let manifest = HTTP.replace("route = \"/...\"", "route = \"/open/...\"");
    let app = application(&manifest).start().await;
    assert_eq!(app.get("/").await.status, 404);
    for host in ["secret.spin.internal", "secret.spin.internal:80"] {
        let request = Request::get(app.url("/"))
            .header("host", host)
            .body(Full::default())
            .unwrap();
        let status = reply(request).await.status;
        assert!(status == 404 || status == 400, "{host}: {status}");
    }
    assert_eq!(app.running.counters().instances, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_stream_in_both_directions_at_once() {
    let app = app().await;
    let (mut sender, receiver) = futures::channel::mpsc::channel::<Bytes>(1);
    let body = StreamBody::new(receiver.map(|b| Ok::<_, std::convert::Infallible>(Frame::data(b))));
    let request = Request::post(app.url("/echo")).body(body).unwrap();
    let mut response = send(request).await.unwrap().into_body();
    for word in ["một", "hai", "ba"] {
        sender.send(Bytes::from(word)).await.unwrap();
        // The next word is sent only when this one has come back.
        let frame = response
            .frame()
            .await
            .unwrap()
            .unwrap()
            .into_data()
            .unwrap();
        assert_eq!(frame, word);
    }
    drop(sender);
    assert!(response.frame().await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_response_begins_before_it_is_over() {
    let app = app().await;
    let started = Instant::now();
    let request = Request::get(app.url("/ticks?20"))
        .body(Full::<Bytes>::default())
        .unwrap();
    let mut body = send(request).await.unwrap().into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert!(first.starts_with(b"tick 0\n"));
    assert!(
        started.elapsed() < Duration::from_millis(800),
        "{:?}",
        started.elapsed()
    );
    let rest = body.collect().await.unwrap().to_bytes();
    assert!(rest.ends_with(b"tick 19\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn large_bodies_pass_in_and_out() {
    let app = app().await;
    let size = 24 << 20;
    let body = "x".repeat(size);
    assert_eq!(app.post("/length", &body).await, size.to_string());
    assert_eq!(app.text(&format!("/bytes?{size}")).await.len(), size);
    assert_eq!(app.post("/echo", &body).await.len(), size);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_is_shared_by_requests_and_replaced_after_its_count() {
    let mut application = application(HTTP);
    application.options.reuse.count_max = 3;
    application.options.reuse.idle_timeout = Duration::from_secs(60);
    let app = application.start().await;
    for expected in ["1", "2", "3", "1", "2", "3", "1"] {
        assert_eq!(app.text("/number").await, expected);
    }
    assert_eq!(app.running.counters().instances, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_serves_several_requests_at_once() {
    let app = app().await;
    // One after the other, because a new instance is made while the others compute; but all are
    // asleep at once, and each instance by itself would serve one.
    let requests = (0..8).map(async |number| {
        tokio::time::sleep(Duration::from_millis(100 * number)).await;
        app.text("/sleep?2000").await
    });
    futures::future::join_all(requests).await;
    let instances = app.running.counters().instances;
    assert!(instances < 8, "{instances} instances");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_instance_is_dropped() {
    let mut application = application(HTTP);
    application.options.reuse.idle_timeout = Duration::from_millis(100);
    let app = application.start().await;
    assert_eq!(app.text("/number").await, "1");
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(app.text("/number").await, "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_environment_is_the_manifests_and_output_goes_to_files() {
    let app = app().await;
    let mut lines: Vec<_> = app
        .text("/environment")
        .await
        .lines()
        .map(str::to_owned)
        .collect();
    lines.sort();
    assert_eq!(lines, ["A=1", "B=two"]);
    app.text("/print").await;
    let log = |name: &str| std::fs::read_to_string(app.path(".spin/logs").join(name)).unwrap();
    assert_eq!(log("http_stdout.txt"), "to stdout\n");
    assert_eq!(log("http_stderr.txt"), "to stderr\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn http2_without_tls_is_served() {
    let app = app().await;
    let stream = tokio::net::TcpStream::connect(app.running.addr)
        .await
        .unwrap();
    let (mut sender, connection) = hyper::client::conn::http2::handshake(
        hyper_util::rt::TokioExecutor::new(),
        hyper_util::rt::TokioIo::new(stream),
    )
    .await
    .unwrap();
    tokio::spawn(connection);
    let request = Request::get(app.url("/uri"))
        .body(Full::<Bytes>::default())
        .unwrap();
    let response = sender.send_request(request).await.unwrap();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body, app.url("/uri"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ambiguous_host_is_a_bad_request() {
    let app = app().await;
    let request = Request::get(app.url("/uri"))
        .header("host", "not a host")
        .body(Full::default())
        .unwrap();
    assert_eq!(reply(request).await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_named_components_are_loaded() {
    let mut application = application(HTTP);
    application.options.components = vec!["http".to_owned()];
    std::fs::write(
        application.path("spin.toml"),
        std::fs::read_to_string(application.path("spin.toml"))
            .unwrap()
            .replace(guest("hello").to_str().unwrap(), "missing.wasm"),
    )
    .unwrap();
    let app = application.start().await;
    assert!(app.text("/number").await == "1");
    assert_eq!(app.send(Method::GET, "/static", "").await.status, 418);
}
