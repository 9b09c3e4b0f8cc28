//! Listening, and what happens to a request before and after the application has it.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use http::header::{CONNECTION, HOST};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{Request, Response, StatusCode, Uri};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use wasmtime_wasi_http::{Error, WasiBody};

use crate::app::{App, empty, full};
use crate::counters::Counters;
use crate::outbound::chained_component;
use crate::routes::WELL_KNOWN;

/// How long to wait before accepting again when the machine has no more file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Takes a port.
///
/// # Errors
///
/// Somebody else has it, or this process may not have it.
pub(crate) async fn listen(address: SocketAddr, option: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => anyhow!(
                "the address {address} is taken by another program; \
             stop it, or choose another with {option}"
            ),
            _ => anyhow!("cannot listen on {address} ({option}): {error}"),
        })
}

/// What a listener serves.
#[derive(Clone, Copy)]
pub(crate) enum Door {
    /// The application.
    Application,
    /// The control port.
    Control,
}

/// Serves connections until `stop` changes, then lets requests finish for up to `drain`.
pub(crate) async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    door: Door,
    mut stop: watch::Receiver<bool>,
    drain: Duration,
) {
    let graceful = GracefulShutdown::new();
    // Owned here, so that connections end with this function at the latest.
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, client)) => {
                // Without it a body that follows its head waits for the client's delayed ACK.
                _ = stream.set_nodelay(true);
                let app = Arc::clone(&app);
                serve_connection(app, stream, client, door, &graceful, &mut connections);
                while connections.try_join_next().is_some() {}
            }
            Err(error) => {
                tracing::warn!("cannot accept a connection: {error}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    // Nobody new is let in while those inside finish.
    drop(listener);
    if tokio::time::timeout(drain, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests took longer than {drain:?} and were cut off");
    }
}

fn serve_connection(
    app: Arc<App>,
    stream: TcpStream,
    client: SocketAddr,
    door: Door,
    graceful: &GracefulShutdown,
    connections: &mut JoinSet<()>,
) {
    let builder = Builder::new(TokioExecutor::new());
    let stream = TokioIo::new(stream);
    match door {
        Door::Application => {
            let service = service_fn(move |request| {
                let app = Arc::clone(&app);
                async move { Ok::<_, Infallible>(respond(&app, request, client).await) }
            });
            let connection = builder.serve_connection(stream, service).into_owned();
            let connection = graceful.watch(connection);
            connections.spawn(async move { log_end(connection.await) });
        }
        Door::Control => {
            let service = service_fn(move |request| {
                let app = Arc::clone(&app);
                async move { Ok::<_, Infallible>(crate::control::respond(app, request).await) }
            });
            let connection = builder.serve_connection(stream, service).into_owned();
            let connection = graceful.watch(connection);
            connections.spawn(async move { log_end(connection.await) });
        }
    }
}

fn log_end(result: Result<(), Box<dyn std::error::Error + Send + Sync>>) {
    if let Err(error) = result {
        tracing::debug!("a connection ended early: {error}");
    }
}

async fn respond(
    app: &App,
    mut request: Request<Incoming>,
    client: SocketAddr,
) -> Response<WasiBody> {
    Counters::count(&app.counters.requests);
    let headers = request.headers_mut();
    // A name of the inner network says nothing when it comes from outside.
    if headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .is_some_and(|host| chained_component(host.split(':').next().unwrap_or(host)).is_some())
    {
        headers.remove(HOST);
    }
    headers.remove(CONNECTION);

    let response = if let Some(name) = request.uri().path().strip_prefix(WELL_KNOWN) {
        well_known(app, name)
    } else {
        match absolute(&request) {
            Ok(uri) => {
                *request.uri_mut() = uri;
                let request = request.map(|body| body.map_err(Error::from).boxed_unsync());
                app.respond(request, client).await
            }
            Err(problem) => {
                tracing::debug!("request without a usable address: {problem:#}");
                empty(StatusCode::BAD_REQUEST)
            }
        }
    };
    app.counters.response(response.status());
    response
}

fn well_known(app: &App, name: &str) -> Response<WasiBody> {
    match name {
        "health" => Response::new(full("OK".into())),
        "info" => {
            let info = serde_json::json!({ "name": app.name, "version": app.version });
            let mut response = Response::new(full(info.to_string().into()));
            response.headers_mut().insert(
                http::header::CONTENT_TYPE,
                http::HeaderValue::from_static("application/json"),
            );
            response
        }
        _ => empty(StatusCode::NOT_FOUND),
    }
}

/// The URI of a request with scheme and authority, which HTTP/1 sends as `Host`.
fn absolute(request: &Request<Incoming>) -> anyhow::Result<Uri> {
    let header = request
        .headers()
        .get(HOST)
        .map(|host| -> anyhow::Result<Authority> { Ok(host.to_str()?.parse()?) })
        .transpose()
        .context("the Host header is not an authority")?;
    let authority = match (header, request.uri().authority().cloned()) {
        (Some(header), Some(uri)) if header != uri => {
            return Err(anyhow!("the Host header and the URI name different hosts"));
        }
        (Some(authority), _) | (None, Some(authority)) => authority,
        (None, None) => return Err(anyhow!("there is no Host header")),
    };
    let path = request
        .uri()
        .path_and_query()
        .cloned()
        .unwrap_or_else(|| PathAndQuery::from_static("/"));
    Ok(Uri::builder()
        .scheme(Scheme::HTTP)
        .authority(authority)
        .path_and_query(path)
        .build()?)
}
