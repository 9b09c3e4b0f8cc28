//! Citizens send, follow, answer, ask and rate (Điều 5, Điều 7 k.1b, Điều 13, Điều 26 k.2).

#![deny(missing_docs)]

mod entry;
mod information;
mod my_report;
mod my_reports;
mod notices;
mod own_case;
mod page;
mod question;
mod rating;
mod reopening;
mod report;
mod scope_check;
mod withdrawal;

use edge::Routes;
use utoipa::OpenApi;

/// What this component answers.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/reports", report::post)
        .get("/api/reports", my_reports::get)
        .get("/api/reports/{code}", my_report::get)
        .post("/api/reports/{code}/information", information::post)
        .post("/api/reports/{code}/withdrawal", withdrawal::post)
        .post("/api/reports/{code}/question", question::post)
        .put("/api/reports/{code}/rating", rating::put)
        .post("/api/reports/{code}/reopening", reopening::post)
        .get("/api/notices", notices::get)
        .post("/api/scope-check", scope_check::post)
        .get("/api/entries", entry::list)
}

#[derive(OpenApi)]
#[openapi(paths(
    report::post,
    my_reports::get,
    my_report::get,
    information::post,
    withdrawal::post,
    question::post,
    rating::put,
    reopening::post,
    notices::get,
    scope_check::post,
    entry::list,
))]
struct Document;

/// What its routes take and give.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

edge::component!(routes);
