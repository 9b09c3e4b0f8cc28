//! The host as a program: messages, exit codes, starting and stopping.

mod support;

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use http::Request;
use http_body_util::{BodyExt as _, Full};
use support::{Application, application, send, up};

const HTTP: &str = r#"
[[trigger.http]]
route = "/..."
component = "http"
[component.http]
source = "{guest:http}"
"#;

struct Program {
    child: Child,
    address: String,
    _application: Application,
}

impl Drop for Program {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Starts the program and waits for its address.
fn start(application: Application) -> Program {
    let mut child = up(&application.options.manifest)
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .trim()
        .strip_prefix("listening on http://")
        .unwrap_or_else(|| {
            let mut problem = String::new();
            _ = child.stderr.take().unwrap().read_to_string(&mut problem);
            panic!("{line:?} {problem}")
        });
    Program {
        address: address.to_owned(),
        child,
        _application: application,
    }
}

fn fails(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = command.output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_in_progress_is_finished_before_the_program_ends() {
    let mut program = start(application(HTTP));
    let url = |path: &str| format!("http://{}{path}", program.address);
    let request = Request::get(url("/ticks?20"))
        .body(Full::<bytes::Bytes>::default())
        .unwrap();
    let response = send(request).await.unwrap();
    let id = program.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert!(body.ends_with(b"tick 19\n"), "{body:?}");
    let request = Request::get(url("/number"))
        .body(Full::<bytes::Bytes>::default())
        .unwrap();
    assert!(send(request).await.is_err(), "nobody new is let in");
    let asked = Instant::now();
    assert_eq!(program.child.wait().unwrap().code(), Some(0));
    assert!(
        asked.elapsed() < Duration::from_secs(5),
        "{:?}",
        asked.elapsed()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_connection_does_not_delay_the_end() {
    let mut program = start(application(HTTP));
    let _idle = tokio::net::TcpStream::connect(&program.address)
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let id = program.child.id().to_string();
    let asked = Instant::now();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(program.child.wait().unwrap().code(), Some(0));
    assert!(
        asked.elapsed() < Duration::from_secs(5),
        "{:?}",
        asked.elapsed()
    );
}

#[test]
fn a_taken_port_is_one_clear_message() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let application = application(HTTP);
    let (code, message) = fails(up(&application.options.manifest).args(["--listen", &address]));
    assert_eq!(code, Some(1));
    assert_eq!(
        message,
        format!(
            "error: the address {address} is taken by another program; \
             stop it, or choose another with --listen\n"
        )
    );
}

#[test]
fn what_is_wrong_with_the_manifest_is_said_with_its_line() {
    let application = application(&format!("{HTTP}ai_models = [\"x\"]\n"));
    let (code, message) =
        fails(up(&application.options.manifest).args(["--listen", "127.0.0.1:0"]));
    assert_eq!(code, Some(1));
    assert!(
        message.contains("line 11") && message.contains("ai_models"),
        "{message}"
    );

    let (code, message) =
        fails(up(&application.path("nowhere.toml")).args(["--listen", "127.0.0.1:0"]));
    assert_eq!(code, Some(1));
    assert!(message.contains("nowhere.toml"), "{message}");
}

#[test]
fn wrong_arguments_have_their_own_exit_code() {
    let application = application(HTTP);
    for arguments in [
        ["--listen", "here"],
        ["--request-timeout", "soon"],
        ["--variable", "x"],
    ] {
        let (code, message) = fails(up(&application.options.manifest).args(arguments));
        assert_eq!(code, Some(2), "{message}");
    }
    let help = support::program().args(["up", "--help"]).output().unwrap();
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    for option in [
        "--from",
        "--listen",
        "--state-dir",
        "--sqlite",
        "--control",
        "--variable",
    ] {
        assert!(help.contains(option), "{option}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_start_compiles_nothing() {
    let cache = tempfile::tempdir().unwrap();
    let mut first = application(HTTP);
    first.options.cache_dir = Some(cache.path().to_owned());
    let counters = first.start().await.running.counters();
    assert_eq!(
        (counters.components_compiled, counters.components_from_cache),
        (1, 0)
    );
    let mut second = application(HTTP);
    second.options.cache_dir = Some(cache.path().to_owned());
    let counters = second.start().await.running.counters();
    assert_eq!(
        (counters.components_compiled, counters.components_from_cache),
        (0, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_component_that_is_not_there_or_not_usable_is_named() {
    let missing = application(&HTTP.replace("{guest:http}", "gone.wasm"))
        .refusal()
        .await;
    assert!(
        missing.contains("spin.toml:10") && missing.contains("gone.wasm"),
        "{missing}"
    );

    let broken = application(&HTTP.replace("{guest:http}", "broken.wasm"));
    std::fs::write(broken.path("broken.wasm"), "not wasm").unwrap();
    let broken = broken.refusal().await;
    assert!(
        broken.contains("spin.toml:10") && broken.contains("\"http\""),
        "{broken}"
    );

    // An import nobody has.
    let strange = application(&HTTP.replace("{guest:http}", "strange.wasm"));
    let import = r#"(component (import "spin:redis/redis@3.0.0" (instance (export "x" (func)))))"#;
    std::fs::write(
        strange.path("strange.wasm"),
        wat::parse_str(import).unwrap(),
    )
    .unwrap();
    let strange = strange.refusal().await;
    assert!(
        strange.contains("does not have") && strange.contains("spin:redis"),
        "{strange}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_a_running_application_cuts_its_connections() {
    let app = application(HTTP).start().await;
    let request = Request::get(app.url("/ticks?100"))
        .body(Full::<bytes::Bytes>::default())
        .unwrap();
    let response = send(request).await.unwrap();
    drop(app);
    assert!(response.into_body().collect().await.is_err());
}
