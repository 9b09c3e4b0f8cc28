//! Initiatives (Điều 9): evaluation, the public's views and the progress of a plan; what everybody reads of them, and
//! what verified accounts say to them.

#![deny(missing_docs)]

mod comments;
mod evaluation;
mod hidden_comments;
mod list;
mod one;
mod progress;
mod support;
mod views;
mod views_end;

pub use comments::Comments;
pub use list::Initiatives;
pub use one::Initiative;

use edge::{Fields, Routes, words};
use store::initiatives::ListPlace;
use utoipa::OpenApi;

/// Most files that one act may bring.
const FILES_MAX: usize = 20;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/cases/{code}/evaluation", evaluation::evaluation)
        .post("/api/cases/{code}/views", views::views)
        .post("/api/cases/{code}/views-end", views_end::views_end)
        .post("/api/cases/{code}/hidden-comments", hidden_comments::hidden_comments)
        .post("/api/cases/{code}/progress", progress::progress)
        .get("/api/public/initiatives", list::list)
        .get("/api/public/initiatives/{code}", one::read)
        .put("/api/public/initiatives/{code}/support", support::support)
        .delete("/api/public/initiatives/{code}/support", support::withdraw)
        .get("/api/public/initiatives/{code}/comments", comments::list)
        .post("/api/public/initiatives/{code}/comments", comments::comment)
}

#[derive(OpenApi)]
#[openapi(paths(
    evaluation::evaluation,
    views::views,
    views_end::views_end,
    hidden_comments::hidden_comments,
    progress::progress,
    list::list,
    one::read,
    support::support,
    support::withdraw,
    comments::list,
    comments::comment,
))]
struct Document;

/// The routes' description.
pub fn openapi() -> utoipa::openapi::OpenApi {
    edge::openapi::with_problems(Document::openapi())
}

edge::component!(routes);

/// The end of the page before.
fn place(fields: &mut Fields, after: &Option<String>) -> Option<Option<ListPlace>> {
    match after.as_deref().map(str::parse::<ListPlace>) {
        None => Some(None),
        Some(Ok(place)) => Some(Some(place)),
        Some(Err(_)) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    }
}
