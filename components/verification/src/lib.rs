//! The intake desk: its queue, the case file, and what is decided on receipt (Điều 6, 7).

#![deny(missing_docs)]

mod acceptance;
pub mod case_file;
mod classification;
mod contacts;
mod forwarding;
mod information_requests;
mod queue;
mod refusal;
mod reply_templates;
mod rerouting;

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/desks/verification/cases", queue::queue)
        .get("/api/cases/{code}", case_file::case_file)
        .post("/api/cases/{code}/contacts", contacts::contacts)
        .post("/api/cases/{code}/information-requests", information_requests::information_requests)
        .post("/api/cases/{code}/acceptance", acceptance::acceptance)
        .post("/api/cases/{code}/refusal", refusal::refusal)
        .post("/api/cases/{code}/forwarding", forwarding::forwarding)
        .post("/api/cases/{code}/rerouting", rerouting::rerouting)
        .post("/api/cases/{code}/classification", classification::classification)
        .get("/api/units/{unit}/reply-templates", reply_templates::list)
        .put("/api/units/{unit}/reply-templates/{reason}", reply_templates::set)
}

#[derive(OpenApi)]
#[openapi(paths(
    queue::queue,
    case_file::case_file,
    contacts::contacts,
    information_requests::information_requests,
    acceptance::acceptance,
    refusal::refusal,
    forwarding::forwarding,
    rerouting::rerouting,
    classification::classification,
    reply_templates::list,
    reply_templates::set,
))]
struct Document;

/// The routes' description.
pub fn openapi() -> utoipa::openapi::OpenApi {
    edge::openapi::with_problems(Document::openapi())
}

edge::component!(routes);
