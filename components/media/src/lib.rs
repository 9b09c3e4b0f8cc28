//! Pictures, videos and documents: taken in, given out, and copied without metadata for the public.
//!
//! Bytes lie in the key-value store in chunks and stream through: neither an upload nor a download holds a
//! whole video. What is known of a file is one row of the database, written when every chunk is stored;
//! bytes without a row do not exist for anybody.

#![deny(missing_docs)]

#[cfg(not(target_arch = "wasm32"))]
pub mod blobs;
#[cfg(target_arch = "wasm32")]
mod blobs;
mod copy;
mod download;
mod public;
mod range;
mod rights;
mod serve;
mod strip;
mod upload;

use edge::Routes;
use utoipa::OpenApi;

/// What this component answers.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/media", upload::post)
        .get("/api/media/{id}", download::get)
        .get("/api/public/media/{id}", public::get)
}

#[derive(OpenApi)]
#[openapi(paths(upload::post, download::get, public::get))]
struct Document;

/// What its routes take and give.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

edge::component!(routes);
