//! Services and utilities: a unit writes an entry, the Centre approves it or sends it back, citizens
//! browse and search what is valid.

mod acts;
mod browse;
mod entry;
mod list;

pub use acts::{Nothing, Reasoned, ServiceReply};
pub use browse::Offered;
pub use entry::{Area, OfferedService, Wording};
pub use list::{UnitService, UnitServices};

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/public/services", browse::browse)
        .get("/api/services", list::list)
        .post("/api/services", acts::write)
        .get("/api/services/{id}", entry::read)
        .put("/api/services/{id}", acts::edit)
        .post("/api/services/{id}/submission", acts::submit)
        .post("/api/services/{id}/approval", acts::approve)
        .post("/api/services/{id}/return", acts::return_entry)
        .post("/api/services/{id}/withdrawal", acts::withdraw)
}
edge::component!(routes);

/// The description of the routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(
        paths(
            browse::browse,
            list::list,
            acts::write,
            entry::read,
            acts::edit,
            acts::submit,
            acts::approve,
            acts::return_entry,
            acts::withdraw,
        ),
        components(schemas(UnitService))
    )]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
