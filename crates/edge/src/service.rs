//! What turns a request of the Spin SDK into ours, and our reply into its response.

use crate::{Body, BoxBody, Reply, ReplyBody, Request, Routes};
use http::header::HOST;
use http::{HeaderValue, Response};
use http_body_util::{BodyExt, Full};

/// Answers one request. Called by [`crate::component!`].
pub async fn serve(routes: &Routes, request: spin_sdk::http::Request) -> Response<BoxBody> {
    let reply = crate::handle(routes, incoming(request)).await;
    outgoing(reply)
}

fn incoming(request: spin_sdk::http::Request) -> Request {
    let (parts, body) = request.into_parts();
    let mut headers = parts.headers;
    // The runtime may carry the host as the authority of the URI instead of a header; the check for
    // cross-site requests reads one place.
    if let Some(authority) = parts.uri.authority()
        && let Ok(host) = HeaderValue::from_str(authority.as_str())
    {
        headers.insert(HOST, host);
    }
    let body = body.map_err(|code| anyhow::anyhow!("reading the request body: {code:?}"));
    Request {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        body: Body::stream(Box::pin(body), &headers),
        headers,
    }
}

fn outgoing(reply: Reply) -> Response<BoxBody> {
    let Reply { status, headers, body } = reply;
    let body: BoxBody = match body {
        ReplyBody::Bytes(bytes) => Box::pin(Full::new(bytes).map_err(|never| match never {})),
        ReplyBody::Stream(stream) => stream,
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
