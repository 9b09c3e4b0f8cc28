//! Dispatch, officers, supporters, levels, extensions, the Centre's urging, and who held what for how long (Điều 8,
//! Điều 18 k.9).

#![deny(missing_docs)]

mod assignment;
mod dispatch;
mod extension;
mod handling;
mod ledger;
mod level;
mod queue;
mod supporters;
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
        .get("/api/desks/support/cases", supporters::queue)
        .post("/api/cases/{code}/supporters", supporters::invite)
        .post("/api/cases/{code}/supporters/{unit}/assignment", supporters::assignment)
        .post("/api/cases/{code}/supporters/{unit}/declination", supporters::declination)
        .post("/api/cases/{code}/supporters/{unit}/waiver", supporters::waiver)
        .get("/api/cases/{code}/ledger", ledger::of_case)
        .get("/api/ledger", ledger::of_unit)
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
    supporters::queue,
    supporters::invite,
    supporters::assignment,
    supporters::declination,
    supporters::waiver,
    ledger::of_case,
    ledger::of_unit,
))]
struct Document;

/// The routes' description.
pub fn openapi() -> utoipa::openapi::OpenApi {
    edge::openapi::with_problems(Document::openapi())
}

edge::component!(routes);
