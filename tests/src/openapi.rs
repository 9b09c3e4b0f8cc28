//! The components' own descriptions, put together.

use edge::Routes;
use utoipa::openapi::OpenApi;

/// Name, routes and description of every component that serves HTTP.
pub fn components() -> Vec<(&'static str, Routes, OpenApi)> {
    vec![
        ("submission", submission::routes(), submission::openapi()),
        ("media", media::routes(), media::openapi()),
        ("verification", verification::routes(), verification::openapi()),
        ("assignment", assignment::routes(), assignment::openapi()),
        ("approval", approval::routes(), approval::openapi()),
        ("publication", publication::routes(), publication::openapi()),
        ("alerts", alerts::routes(), alerts::openapi()),
        ("reception", reception::routes(), reception::openapi()),
        ("initiatives", initiatives::routes(), initiatives::openapi()),
        ("inspection", inspection::routes(), inspection::openapi()),
        ("services", services::routes(), services::openapi()),
        ("oversight", oversight::routes(), oversight::openapi()),
        ("identity", identity::routes(), identity::openapi()),
        ("organisation", organisation::routes(), organisation::openapi()),
        ("sla-sweep-http", sla_sweep_http::routes(), sla_sweep_http::openapi()),
    ]
}

/// The whole document as the file holds it.
///
/// # Panics
/// When a description cannot be written as JSON.
pub fn whole() -> String {
    let documents = components().into_iter().map(|(.., document)| document);
    let document = edge::openapi::merge("iHanoi", env!("CARGO_PKG_VERSION"), documents);
    let mut text = document.to_pretty_json().unwrap();
    text.push('\n');
    text
}
