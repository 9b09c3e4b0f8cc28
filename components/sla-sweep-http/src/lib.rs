//! The sweep behind an operator's token, for hosts that have no cron trigger: a timer calls it every minute.

mod sweep;

pub use sweep::SweptView;

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new().post("/api/internal/sla-sweep", sweep::run)
}
edge::component!(routes);

/// The description of the routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(paths(sweep::run))]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
