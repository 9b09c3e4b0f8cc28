//! How the city is organised (Điều 28, Điều 18 k.2b): reorganisations of units, dated settings, contact
//! officers. What a change leaves to be done is done by the sweep.

mod cancellation;
mod changes;
mod first_units;
mod preview;
mod reorganisation;
mod reorganisations;
mod settings;
mod units;

pub use cancellation::Cancellation;
pub use changes::{Change, NewUnitBody, SplitPart, SuccessorBody};
pub use first_units::FirstUnitPut;
pub use preview::{CasesOfUnit, EndedUnit, OpenCase, Preview, Totals};
pub use reorganisation::{Approval, Progress, ReorganisationReply, ReorganisationView};
pub use reorganisations::{Planning, Reorganisations, ReorganisationSummary};
pub use settings::{CalendarPreviewReply, CalendarPut, RetentionPut, SettingReply, TermsPut};
pub use units::{ContactOfficer, ContactOfficers, ContactPut, ContactReply, UnitSettingsPut};

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
        .get("/api/calendars/{id}", settings::read_calendar)
        .put("/api/calendars/{id}", settings::put_calendar)
        .post("/api/calendars/{id}/preview", settings::preview_calendar)
        .get("/api/terms/{kind}", settings::read_terms)
        .put("/api/terms/{kind}", settings::put_terms)
        .get("/api/first-units/{category}", first_units::read)
        .put("/api/first-units/{category}", first_units::put_first_unit)
        .get("/api/retention", settings::read_retention)
        .put("/api/retention/{what}", settings::put_retention)
        .get("/api/units/{id}/settings", units::read_settings)
        .put("/api/units/{id}/settings", units::put_settings)
        .get("/api/contact-officers", units::contacts)
        .post("/api/units/{id}/contact-officers", units::add_contact)
        .put("/api/units/{id}/contact-officers/{contact}", units::put_contact)
        .delete("/api/units/{id}/contact-officers/{contact}", units::remove_contact)
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
        settings::read_calendar,
        settings::put_calendar,
        settings::preview_calendar,
        settings::read_terms,
        settings::put_terms,
        first_units::read,
        first_units::put_first_unit,
        settings::read_retention,
        settings::put_retention,
        units::read_settings,
        units::put_settings,
        units::contacts,
        units::add_contact,
        units::put_contact,
        units::remove_contact,
    ))]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
