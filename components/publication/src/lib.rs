//! What everybody may read: published cases, how far a case has come, how a deadline is counted, which kinds and
//! categories of report there are, and in which ward a place lies.
//!
//! Reads `publications` and, of the journal, only what names no person.

#![deny(missing_docs)]

mod case;
mod cases;
mod categories;
mod explain;
/// The kinds of report and the questions that lead to one.
pub mod kinds;
mod wards;

pub use case::{ActView, CaseView, PublicationView, PublicFile, RefusalView};
pub use cases::{CaseLine, Cases};
pub use explain::{CalendarView, CountedView, ExplanationView, StepView};

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/public/cases", cases::list)
        .get("/api/public/cases/{code}", case::read)
        .get("/api/deadlines/explain", explain::explain)
        .get("/api/kinds", kinds::list)
        .get("/api/kinds/questions", kinds::questions)
        .get("/api/categories", categories::get)
        .get("/api/wards/nearest", wards::get)
}
edge::component!(routes);

/// The description of the routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(paths(cases::list, case::read, explain::explain, kinds::list, kinds::questions, categories::get, wards::get))]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
