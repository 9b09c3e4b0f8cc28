//! Cron, and the control port.

mod support;

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use support::{App, Application, application, eventually};

/// 2026-02-13T16:00:00+07:00, in seconds since 1970.
const FRIDAY: u64 = 1_770_973_200;

fn with_cron(schedule: &str) -> Application {
    let mut application = application(&format!(
        r#"
[[trigger.http]]
route = "/..."
component = "http"
[[trigger.cron]]
component = "sweep"
cron_expression = "{schedule}"
[component.http]
source = "{{guest:http}}"
[component.sweep]
source = "{{guest:cron}}"
sqlite_databases = ["default"]
"#
    ));
    application.options.sqlite = vec!["CREATE TABLE runs (timestamp, clock, run)".to_owned()];
    application
}

/// A schedule that does not come round during a test.
async fn app() -> App {
    with_cron("0 0 0 1 1 *").start().await
}

fn runs(app: &App) -> Vec<(u64, u64, u64)> {
    let database = app.database();
    let mut statement = database
        .prepare("SELECT timestamp, clock, run FROM runs")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_see_the_clock_that_is_set_and_it_stands_still() {
    let app = app().await;
    let set = app
        .control(
            Method::PUT,
            "/clock",
            r#"{"now":"2026-02-13T16:00:00+07:00"}"#,
        )
        .await;
    assert_eq!(set.status, 200);
    assert_eq!(
        json(&set.body),
        json!({"now": "2026-02-13T09:00:00Z", "real": false})
    );
    assert_eq!(app.text("/clock").await, format!("{FRIDAY} {FRIDAY}"));
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(app.text("/clock").await, format!("{FRIDAY} {FRIDAY}"));
    app.control(Method::PUT, "/clock", r#"{"advance_seconds":3600}"#)
        .await;
    assert_eq!(app.text("/clock").await, format!("{0} {0}", FRIDAY + 3600));
    // Monotonic time stays real: a sleep ends.
    assert_eq!(app.text("/sleep?20").await, "slept");
    let real = app.control(Method::PUT, "/clock", r#"{"real":true}"#).await;
    assert_eq!(json(&real.body)["real"], true);
    let seen: u64 = app
        .text("/clock")
        .await
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    assert!(now.as_secs().abs_diff(seen) < 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_command_that_says_nothing_clear_is_refused() {
    let app = app().await;
    for body in [
        "{}",
        r#"{"now":"today"}"#,
        r#"{"real":false}"#,
        r#"{"now":"2026-02-13T16:00:00+07:00","real":true}"#,
        r#"{"advance_seconds":9223372036854775807}"#,
        r#"{"advance_hours":1}"#,
    ] {
        assert_eq!(
            app.control(Method::PUT, "/clock", body).await.status,
            400,
            "{body}"
        );
    }
    let clock = app.control(Method::GET, "/clock", "").await;
    assert_eq!(json(&clock.body)["real"], true);
    assert_eq!(app.control(Method::POST, "/clock", "").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cron_component_runs_when_asked_on_a_fresh_instance() {
    let app = app().await;
    app.control(
        Method::PUT,
        "/clock",
        r#"{"now":"2026-02-13T16:00:00+07:00"}"#,
    )
    .await;
    for _ in 0..2 {
        assert_eq!(
            app.control(Method::POST, "/cron/sweep", "").await.status,
            204
        );
    }
    app.running.run_cron("sweep").await.unwrap();
    assert_eq!(runs(&app), [(FRIDAY, FRIDAY, 1); 3]);
    assert_eq!(
        app.control(Method::POST, "/cron/http", "").await.status,
        404
    );
    let counters = json(&app.control(Method::GET, "/counters", "").await.body);
    assert_eq!(counters["cron_runs"], 3);
    assert_eq!(counters["instances"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_cron_run_says_why() {
    let mut application = with_cron("0 0 0 1 1 *");
    application.options.sqlite.clear();
    let app = application.start().await;
    let reply = app.control(Method::POST, "/cron/sweep", "").await;
    assert_eq!(reply.status, 500);
    assert!(reply.body.contains("no such table: runs"), "{}", reply.body);
    assert_eq!(app.running.counters().cron_failures, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_schedule_starts_runs_except_while_the_clock_is_set() {
    let app = with_cron("* * * * * *").start().await;
    eventually("two ticks", async || runs(&app).len() >= 2).await;
    assert!(
        runs(&app)
            .iter()
            .all(|(timestamp, clock, run)| clock - timestamp <= 1 && *run == 1)
    );
    app.control(
        Method::PUT,
        "/clock",
        r#"{"now":"2026-02-13T16:00:00+07:00"}"#,
    )
    .await;
    tokio::time::sleep(Duration::from_millis(1200)).await;
    let before = runs(&app).len();
    tokio::time::sleep(Duration::from_millis(2200)).await;
    assert_eq!(runs(&app).len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_or_component_that_cannot_be_is_named() {
    let message = with_cron("*/5 * * * *").refusal().await;
    assert!(
        message.contains("spin.toml:11") && message.contains("six fields"),
        "{message}"
    );
    let message = application(
        "[[trigger.cron]]\ncomponent = \"http\"\ncron_expression = \"0 * * * * *\"\n\
         [component.http]\nsource = \"{guest:http}\"\n",
    )
    .refusal()
    .await;
    assert!(message.contains("no cron component"), "{message}");
    let message = application(
        "[[trigger.http]]\nroute = \"/\"\ncomponent = \"cron\"\n[component.cron]\nsource = \"{guest:cron}\"\n\
         sqlite_databases = [\"default\"]\n",
    )
    .refusal()
    .await;
    assert!(message.contains("wasi:http/handler@0.3.0"), "{message}");
}

#[test]
fn the_cron_guest_imports_nothing_of_wasi_0_3() {
    let wasm = std::fs::read(support::guest("cron")).unwrap();
    let wanted = |text: &[u8]| wasm.windows(text.len()).any(|window| window == text);
    assert!(
        wanted(b"wasi:cli/stderr@0.2"),
        "imports of 0.2 are found this way"
    );
    for interface in [
        "http/types",
        "http/client",
        "clocks/monotonic-clock",
        "cli/stdout",
    ] {
        assert!(
            !wanted(format!("wasi:{interface}@0.3").as_bytes()),
            "{interface}"
        );
    }
}
