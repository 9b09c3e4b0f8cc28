//! Sends a request to the address in the header `x-to`, with the body it got itself, and passes the
//! answer on.

use spin_sdk::http::body::IncomingBodyExt as _;
use spin_sdk::http::{self, FullBody, IntoResponse, Request, StatusCode};
use spin_sdk::http_service;

#[http_service]
async fn handle(request: Request) -> impl IntoResponse {
    let to = request
        .headers()
        .get("x-to")
        .and_then(|to| to.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let body = request.into_body().bytes().await.unwrap_or_default();
    match http::post(to, body).await {
        Ok(response) => {
            let status = response.status();
            let body = response.into_body().bytes().await.unwrap_or_default();
            (status, FullBody::new(body))
        }
        Err(code) => (
            StatusCode::BAD_GATEWAY,
            FullBody::new(format!("{code:?}").into()),
        ),
    }
}
