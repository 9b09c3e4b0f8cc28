//! Reads the file that the path names; `PUT` tries to write it.

use bytes::Bytes;
use spin_sdk::http::{FullBody, IntoResponse, Method, Request, StatusCode};
use spin_sdk::http_service;

#[http_service]
async fn handle(request: Request) -> impl IntoResponse {
    let path = request.uri().path();
    let result = match *request.method() {
        Method::PUT => std::fs::write(path, "written").map(|()| Vec::new()),
        _ => std::fs::read(path),
    };
    match result {
        Ok(bytes) => (StatusCode::OK, FullBody::new(Bytes::from(bytes))),
        Err(error) => (
            StatusCode::NOT_FOUND,
            FullBody::new(format!("{:?}", error.kind()).into()),
        ),
    }
}
