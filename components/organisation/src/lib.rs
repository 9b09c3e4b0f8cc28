//! How the city is organised (Điều 28, Điều 18 k.2b): reorganisations of units, dated settings, contact
//! officers. What a change leaves to be done is done by the sweep.

mod cancellation;
mod changes;
mod preview;
mod reorganisation;
mod reorganisations;

pub use cancellation::Cancellation;
pub use changes::{Change, NewUnitBody, SplitPart, SuccessorBody};
pub use preview::{CasesOfUnit, EndedUnit, OpenCase, Preview, Totals};
pub use reorganisation::{Approval, Progress, ReorganisationReply, ReorganisationView};
pub use reorganisations::{Planning, Reorganisations, ReorganisationSummary};

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/reorganisations", reorganisations::plan)
        .get("/api/reorganisations", reorganisations::list)
        .get("/api/reorganisations/{id}", reorganisation::read)
        .get("/api/reorganisations/{id}/preview", preview::read)
        .get("/api/reorganisations/{id}/cases", preview::cases)
        .post("/api/reorganisations/{id}/approval", reorganisation::approve)
        .post("/api/reorganisations/{id}/cancellation", cancellation::cancel)
}
edge::component!(routes);

/// The description of the routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(paths(
        reorganisations::plan,
        reorganisations::list,
        reorganisation::read,
        preview::read,
        preview::cases,
        reorganisation::approve,
        cancellation::cancel,
    ))]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
