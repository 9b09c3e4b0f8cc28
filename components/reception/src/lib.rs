//! Booking of citizen reception: the board posts sessions, citizens book a place, are received, stand in the
//! register and are answered.

mod absence;
mod answer;
mod attendance;
mod booking;
mod calendar;
mod cancellation;
mod confirmation;
mod connection;
mod desk;
mod leader_day;
mod page;
mod refusal;
mod refusal_notice;
mod register;
mod rescheduling;
mod session;
mod sites;

pub use absence::Absence;
pub use answer::AnswerBody;
pub use attendance::Attendance;
pub use booking::{Booking, BookingBody, BookingReply, BookingResult, Bookings, Citizen, RegisterEntry};
pub use cancellation::Cancellation;
pub use confirmation::Confirmation;
pub use connection::Connection;
pub use desk::DeskBookings;
pub use leader_day::LeaderDayReply;
pub use refusal::RefusalBody;
pub use refusal_notice::RefusalNotice;
pub use register::{Register, RegisterLine};
pub use rescheduling::Rescheduling;
pub use session::{OnlineDates, PostBody, Session, Sessions, SiteName};
pub use sites::{Site, Sites};

use edge::Routes;
use utoipa::OpenApi;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/reception/sites", sites::list)
        .get("/api/reception/leader-day", leader_day::propose)
        .get("/api/reception/sessions", session::list)
        .post("/api/reception/sessions", session::post)
        .post("/api/reception/sessions/{id}/rescheduling", rescheduling::reschedule)
        .put("/api/reception/sessions/{id}/connection", connection::put)
        .get("/api/reception/bookings", booking::mine)
        .post("/api/reception/bookings", booking::book)
        .get("/api/reception/bookings/{code}", booking::read)
        .get("/api/reception/bookings/{code}/calendar.ics", calendar::read)
        .post("/api/reception/bookings/{code}/cancellation", cancellation::cancel)
        .post("/api/reception/bookings/{code}/confirmation", confirmation::confirm)
        .post("/api/reception/bookings/{code}/attendance", attendance::attend)
        .post("/api/reception/bookings/{code}/absence", absence::mark)
        .post("/api/reception/bookings/{code}/refusal", refusal::refuse)
        .post("/api/reception/bookings/{code}/refusal-notice", refusal_notice::notify)
        .post("/api/reception/bookings/{code}/answer", answer::answer)
        .get("/api/desks/reception/bookings", desk::day)
        .get("/api/desks/reception/deadlines", desk::deadlines)
        .get("/api/desks/reception/register", register::list)
        .get("/api/desks/reception/register.csv", register::export)
}
edge::component!(routes);

/// The description of the routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(
        paths(
            sites::list,
            leader_day::propose,
            session::list,
            session::post,
            rescheduling::reschedule,
            connection::put,
            booking::mine,
            booking::book,
            booking::read,
            calendar::read,
            cancellation::cancel,
            confirmation::confirm,
            attendance::attend,
            absence::mark,
            refusal::refuse,
            refusal_notice::notify,
            answer::answer,
            desk::day,
            desk::deadlines,
            register::list,
            register::export,
        ),
    )]
    struct Document;
    edge::openapi::with_problems(Document::openapi())
}
