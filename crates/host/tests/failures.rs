//! What goes wrong in a component, and what stays right around it.

mod support;

use std::time::Duration;

use support::{Application, application, eventually};

const TRAP: &str = r#"
[[trigger.http]]
route = "/..."
component = "trap"
[component.trap]
source = "{guest:trap}"
[component.hello]
source = "{guest:hello}"
[[trigger.http]]
route = "/hello"
component = "hello"
"#;

fn trap() -> Application {
    application(TRAP)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trap_is_an_empty_500_and_the_server_goes_on() {
    let app = trap().start().await;
    for _ in 0..3 {
        let reply = app.get("/panic").await;
        assert_eq!((reply.status.as_u16(), reply.body.as_str()), (500, ""));
        assert_eq!(app.text("/fine").await, "fine");
    }
    assert_eq!(app.running.counters().traps, 3);
    let words = std::fs::read_to_string(app.path(".spin/logs/trap_stderr.txt")).unwrap();
    assert!(words.contains("as asked"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trap_takes_the_other_requests_of_its_instance_with_it() {
    let app = trap().start().await;
    let panic = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        app.get("/panic").await
    };
    let (slow, panic) = tokio::join!(app.get("/slow"), panic);
    assert_eq!((slow.status.as_u16(), panic.status.as_u16()), (500, 500));
    assert_eq!(app.running.counters().instances, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_the_handler_is_an_empty_500_and_no_trap() {
    let app = trap().start().await;
    let reply = app.get("/error").await;
    assert_eq!((reply.status.as_u16(), reply.body.as_str()), (500, ""));
    assert_eq!(app.text("/fine").await, "fine");
    let counters = app.running.counters();
    assert_eq!((counters.traps, counters.instances), (0, 1));
    assert_eq!(counters.responses[&500], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_takes_too_long_is_given_up() {
    let mut application = trap();
    application.options.reuse.request_timeout = Some(Duration::from_millis(300));
    let app = application.start().await;
    assert_eq!(app.get("/slow").await.status, 500);
    assert_eq!(app.text("/fine").await, "fine");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_that_never_pauses_is_ended_and_stops_nobody_else() {
    let mut application = trap();
    application.options.reuse.request_timeout = Some(Duration::from_millis(500));
    let app = application.start().await;
    let others = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        for _ in 0..20 {
            assert_eq!(app.text("/hello").await, "hello");
        }
    };
    // More of them than threads.
    let loops = futures::future::join_all((0..6).map(|_| app.get("/spin")));
    let (loops, ()) = tokio::join!(loops, others);
    assert!(loops.iter().all(|reply| reply.status == 500));
    eventually("all are ended", async || app.running.counters().traps == 6).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_may_not_have_more_memory_than_configured() {
    let mut application = application(
        "[[trigger.http]]\nroute = \"/...\"\ncomponent = \"http\"\n[component.http]\nsource = \"{guest:http}\"\n",
    );
    let config = application.path("runtime.toml");
    std::fs::write(&config, "max_instance_memory = 16_000_000\n").unwrap();
    application.options.runtime_config = Some(config);
    let app = application.start().await;
    assert_eq!(app.text("/bytes?1000000").await.len(), 1_000_000);
    assert_eq!(app.get("/bytes?64000000").await.status, 500);
    assert_eq!(app.text("/bytes?1000000").await.len(), 1_000_000);
}
