//! The board's desk: who comes today, and what is due.

use crate::page::{board, day as stretch, page};
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::Deserialize;

/// Which part of which day.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DayQuery {
    /// The day.
    #[param(example = "2026-03-10", required)]
    date: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// Which part of what is due.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DueQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of the board's bookings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeskBookings {
    /// In order.
    pub bookings: Vec<crate::Booking>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// Lists who comes on a day, in the order of the sessions; for the board.
#[utoipa::path(
    get,
    path = "/api/desks/reception/bookings",
    operation_id = "list_bookings_of_day",
    tag = "reception",
    params(DayQuery),
    responses((status = 200, description = "A page of the day.", body = DeskBookings)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn day(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let query: DayQuery = call.query()?;
    let store = call.store().await?;
    let board = board(store, account).await?;
    let mut fields = Fields::new();
    let day = fields.required("date", query.date.as_deref()).and_then(|text| stretch(&mut fields, "date", text));
    let page = page(&mut fields, query.after.as_deref(), query.limit);
    let (day, (after, limit)) = fields.finish((day, page))?;
    Ok(Reply::raw_json(StatusCode::OK, store.bookings_between(&board, day, after, limit).await?))
}

/// Lists the bookings on which a clock runs, soonest due first; for the board.
#[utoipa::path(
    get,
    path = "/api/desks/reception/deadlines",
    operation_id = "list_bookings_due",
    tag = "reception",
    params(DueQuery),
    responses((status = 200, description = "A page of what is due.", body = DeskBookings)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn deadlines(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let query: DueQuery = call.query()?;
    let store = call.store().await?;
    let board = board(store, account).await?;
    let mut fields = Fields::new();
    let page = page(&mut fields, query.after.as_deref(), query.limit);
    let ((after, limit),) = fields.finish((page,))?;
    Ok(Reply::raw_json(StatusCode::OK, store.bookings_due(&board, after, limit).await?))
}
