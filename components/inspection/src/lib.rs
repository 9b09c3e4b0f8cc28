//! The City Inspectorate's desk: verified waste, inspections (Điều 24), and looks at a confidential sender
//! (Điều 5 k.7).

#![deny(missing_docs)]

mod conclusion;
mod inspection;
mod list;
mod look;
mod queue;
mod running;
mod step;

pub use list::Inspections;
pub use look::SenderIdentity;
pub use running::RunningInspections;

use edge::Routes;
use utoipa::OpenApi;

/// Most files that one act may bring.
const FILES_MAX: usize = 20;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/desks/inspection/cases", queue::queue)
        .get("/api/desks/inspection/running", running::running)
        .get("/api/cases/{code}/inspections", list::list)
        .post("/api/cases/{code}/inspections", inspection::inspection)
        .post("/api/cases/{code}/inspection-steps", step::step)
        .post("/api/cases/{code}/inspection-conclusion", conclusion::conclusion)
        .post("/api/cases/{code}/identity-looks", look::look)
}

#[derive(OpenApi)]
#[openapi(paths(
    queue::queue,
    running::running,
    list::list,
    inspection::inspection,
    step::step,
    conclusion::conclusion,
    look::look,
))]
struct Document;

/// The routes' description.
pub fn openapi() -> utoipa::openapi::OpenApi {
    edge::openapi::with_problems(Document::openapi())
}

edge::component!(routes);
