//! The comparator: the same handlers, rules and SQL, natively in `axum` with `rusqlite` on the same file.
//!
//! `bench-native DATABASE` prints `listening on http://…`.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::Response;
use edge::Routes;
use std::path::Path;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| anyhow::anyhow!("usage: bench-native DATABASE"))?;
    store::set_native_path(Path::new(&path));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    let app = axum::Router::new().fallback(serve);
    axum::serve(axum::serve::ListenerExt::tap_io(listener, |tcp| drop(tcp.set_nodelay(true))), app).await?;
    Ok(())
}

async fn serve(request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    // SQLite blocks; so the handlers run where blocking is meant, one connection for each thread.
    let served = tokio::task::spawn_blocking(move || answer(parts, body)).await;
    served.unwrap_or_else(|_| Response::new(Body::empty()))
}

fn answer(parts: axum::http::request::Parts, body: Bytes) -> Response<Body> {
    thread_local! {
        static DESKS: [(&'static str, Routes); 3] = [
            ("/api/public/", publication::routes()),
            ("/api/desks/", verification::routes()),
            ("/", submission::routes()),
        ];
    }
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let mut request = edge::Request::new(parts.method, target, body);
    request.headers = parts.headers;
    let reply = DESKS.with(|desks| {
        let (_, routes) = desks.iter().find(|(prefix, _)| request.path.starts_with(prefix))?;
        Some(pollster::block_on(edge::handle(routes, request)))
    });
    let Some(reply) = reply else { return Response::new(Body::empty()) };
    let mut response = Response::new(Body::from(reply.body_bytes().cloned().unwrap_or_default()));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}
