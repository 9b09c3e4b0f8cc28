//! Who is signed in, with which roles, and which units there are.

mod contact;
mod dev_accounts;
mod handlers;
mod me;
mod residence;
mod session;
mod sessions;
mod sign_in;
mod units;

pub use contact::{ContactBody, KeptContact, KeptOrganisation, OrganisationBody};
pub use dev_accounts::{DemoAccount, DemoAccounts};
pub use handlers::{Handler, Handlers};
pub use me::{Me, MembershipView};
pub use residence::Residence;
pub use sessions::{SessionView, Sessions};
pub use sign_in::{Opened, SignIn};
pub use units::{UnitView, Units};

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/sessions", sign_in::sign_in)
        .get("/api/sessions", sessions::list)
        .delete("/api/sessions/{id}", session::end)
        .get("/api/me", me::read)
        .put("/api/me/residence", residence::put)
        .get("/api/me/contact", contact::read)
        .put("/api/me/contact", contact::put)
        .get("/api/units", units::list)
        .get("/api/units/{id}", units::read)
        .get("/api/units/{id}/handlers", handlers::list)
        .get("/api/dev/accounts", dev_accounts::list)
}
edge::component!(routes);

/// The description of the routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(paths(
        sign_in::sign_in,
        sessions::list,
        session::end,
        me::read,
        residence::put,
        contact::read,
        contact::put,
        units::list,
        units::read,
        handlers::list,
        dev_accounts::list
    ))]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
