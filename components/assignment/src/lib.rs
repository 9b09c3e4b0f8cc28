//! Dispatch, officers, levels, extensions, and the Centre's urging (Điều 8, Điều 18 k.9).

#![deny(missing_docs)]

mod assignment;
mod dispatch;
mod extension;
mod handling;
mod level;
mod queue;
mod urging;

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/desks/assignment/cases", queue::queue)
        .get("/api/desks/handling/cases", handling::handling)
        .post("/api/cases/{code}/dispatch", dispatch::dispatch)
        .post("/api/cases/{code}/assignment", assignment::assignment)
        .post("/api/cases/{code}/level", level::level)
        .post("/api/cases/{code}/extension", extension::extension)
        .post("/api/cases/{code}/urging", urging::urging)
}

#[derive(OpenApi)]
#[openapi(paths(
    queue::queue,
    handling::handling,
    dispatch::dispatch,
    assignment::assignment,
    level::level,
    extension::extension,
    urging::urging,
))]
struct Document;

/// The routes' description.
pub fn openapi() -> utoipa::openapi::OpenApi {
    edge::openapi::with_problems(Document::openapi())
}

edge::component!(routes);
