//! Alerts to residents: one person of a unit writes, others edit, a head who wrote none of it approves, and with
//! that it is sent, unless an upper level has sent it before. Who sees it is decided when it is read.

mod alert;
mod approval;
mod cancellation;
mod content;
mod editing;
mod inbox;
mod list;
mod reading;
mod writing;

pub use alert::{Alert, AlertReply, Document, EarlierAlert, SimilarAlert};
pub use approval::Approval;
pub use cancellation::Cancellation;
pub use content::DocumentBody;
pub use editing::Editing;
pub use inbox::Inbox;
pub use list::{AlertVersion, UnitAlert, UnitAlerts};
pub use reading::{AlertRead, Reading};
pub use writing::Writing;

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/alerts", writing::write)
        .get("/api/alerts", list::list)
        .get("/api/alerts/{id}", alert::read)
        .put("/api/alerts/{id}", editing::edit)
        .post("/api/alerts/{id}/approval", approval::approve)
        .post("/api/alerts/{id}/cancellation", cancellation::cancel)
        .get("/api/inbox", inbox::read)
        .post("/api/inbox/{id}/read", reading::mark)
}
edge::component!(routes);

/// The description of the routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(
        paths(
            writing::write,
            list::list,
            alert::read,
            editing::edit,
            approval::approve,
            cancellation::cancel,
            inbox::read,
            reading::mark
        ),
        components(schemas(Alert, UnitAlert))
    )]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
