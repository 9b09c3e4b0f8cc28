//! Alerts to residents: one person of a unit writes, a head who did not write it approves, and with
//! that it is sent. Who sees it is decided when it is read.

mod alert;
mod approval;
mod cancellation;
mod inbox;
mod list;
mod writing;

pub use alert::{Alert, AlertReply};
pub use approval::Approval;
pub use cancellation::Cancellation;
pub use inbox::Inbox;
pub use list::{UnitAlert, UnitAlerts};
pub use writing::Writing;

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/alerts", writing::write)
        .get("/api/alerts", list::list)
        .get("/api/alerts/{id}", alert::read)
        .post("/api/alerts/{id}/approval", approval::approve)
        .post("/api/alerts/{id}/cancellation", cancellation::cancel)
        .get("/api/inbox", inbox::read)
}
edge::component!(routes);

/// The description of the routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(
        paths(writing::write, list::list, alert::read, approval::approve, cancellation::cancel, inbox::read),
        components(schemas(Alert, UnitAlert))
    )]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
