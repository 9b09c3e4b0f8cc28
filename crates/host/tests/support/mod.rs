//! Starts applications of test guests and talks to them.

#![allow(dead_code, reason = "every test file uses its own part")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use host::{Host, HostOptions, Running};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tempfile::TempDir;
use tokio::net::TcpStream;

/// Everything that speaks HTTP, in one call of cargo.
const HTTP_GUESTS: [&str; 8] = [
    "hello",
    "http",
    "sqlite",
    "key-value",
    "variables",
    "outbound",
    "files",
    "trap",
];
/// Cargo joins the features of packages it builds together, and the cron guest must not import what
/// the `http` feature imports.
const CRON_GUESTS: [&str; 1] = ["cron"];

/// The wasm of a guest, built once per test process and only if cargo finds it out of date.
pub fn guest(name: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        build(&HTTP_GUESTS);
        build(&CRON_GUESTS);
        target_dir().join("wasm32-wasip2/component")
    });
    folder.join(format!("guest_{}.wasm", name.replace('-', "_")))
}

fn build(guests: &[&str]) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args([
            "build",
            "--quiet",
            "--target",
            "wasm32-wasip2",
            "--profile",
            "component",
        ])
        .arg("--target-dir")
        .arg(target_dir())
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    for guest in guests {
        cargo.arg("-p").arg(format!("guest-{guest}"));
    }
    assert!(cargo.status().unwrap().success(), "the guests do not build");
}

/// The target folder this test was built into: `<target>/<profile>/deps/<test>`.
fn target_dir() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(3).unwrap().to_owned()
}

/// The compiled guests of all tests: compiling them again each time would be most of the time.
pub fn cache_dir() -> PathBuf {
    target_dir().join("host-tests-cache")
}

/// An application in a folder of its own.
pub struct Application {
    pub folder: TempDir,
    pub options: HostOptions,
}

/// Writes a manifest. `{guest:name}` in it becomes the path of that guest.
pub fn application(manifest: &str) -> Application {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from(
        "spin_manifest_version = 2\n[application]\nname = \"test\"\nversion = \"1.2.3\"\n",
    );
    let mut rest = manifest;
    while let Some((before, after)) = rest.split_once("{guest:") {
        let (name, after) = after.split_once('}').unwrap();
        text.push_str(before);
        text.push_str(guest(name).to_str().unwrap());
        rest = after;
    }
    text.push_str(rest);
    let path = folder.path().join("spin.toml");
    std::fs::write(&path, text).unwrap();
    let options = HostOptions {
        control: Some("127.0.0.1:0".parse().unwrap()),
        cache_dir: Some(cache_dir()),
        ..HostOptions::new(path)
    };
    Application { folder, options }
}

impl Application {
    pub async fn start(self) -> App {
        let running = Host::start(self.options.clone())
            .await
            .unwrap_or_else(|e| panic!("{e:#}"));
        App {
            running,
            folder: self.folder,
            options: self.options,
        }
    }

    /// The message with which the host refuses to start.
    pub async fn refusal(self) -> String {
        match Host::start(self.options).await {
            Ok(_) => panic!("the host should refuse to start"),
            Err(error) => format!("{error:#}"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// A running application.
pub struct App {
    pub running: Running,
    pub folder: TempDir,
    pub options: HostOptions,
}

/// A response that has been read to its end.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl App {
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.addr)
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, "").await
    }

    /// The body of a successful GET.
    pub async fn text(&self, path: &str) -> String {
        let reply = self.get(path).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.body
    }

    pub async fn post(&self, path: &str, body: &str) -> String {
        let reply = self.send(Method::POST, path, body).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.body
    }

    pub async fn send(&self, method: Method, path: &str, body: &str) -> Reply {
        let request = Request::builder().method(method).uri(self.url(path));
        reply(request.body(Full::from(body.to_owned())).unwrap()).await
    }

    pub async fn control(&self, method: Method, path: &str, body: &str) -> Reply {
        let address = self.running.control_addr.unwrap();
        let request = Request::builder()
            .method(method)
            .uri(format!("http://{address}{path}"));
        reply(request.body(Full::from(body.to_owned())).unwrap()).await
    }

    pub fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path(".spin/sqlite_db.db")).unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// Sends a request and reads the whole response.
pub async fn reply(request: Request<Full<Bytes>>) -> Reply {
    let (parts, body) = send(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Reply {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

/// Sends a request on a connection of its own; the URI must be absolute.
pub async fn send<B>(
    mut request: Request<B>,
) -> Result<Response<Incoming>, Box<dyn std::error::Error>>
where
    B: hyper::body::Body<Data = Bytes> + Send + 'static,
    B::Error: std::error::Error + Send + Sync,
{
    let authority = request.uri().authority().unwrap().to_string();
    let stream = TcpStream::connect(&authority).await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let path = request.uri().path_and_query().unwrap().to_string();
    *request.uri_mut() = path.parse()?;
    if !request.headers().contains_key("host") {
        request.headers_mut().insert("host", authority.parse()?);
    }
    Ok(sender.send_request(request).await?)
}

/// Waits until `check` is true, for things that happen on another thread.
pub async fn eventually(what: &str, mut check: impl AsyncFnMut() -> bool) {
    for _ in 0..200 {
        if check().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("never happened: {what}");
}

/// The host as a program.
pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_host"))
}

pub fn up(manifest: &Path) -> Command {
    let mut command = program();
    command
        .arg("up")
        .arg("--from")
        .arg(manifest)
        .arg("--cache-dir")
        .arg(cache_dir());
    command
}
