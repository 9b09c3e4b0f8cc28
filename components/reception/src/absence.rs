//! Nobody came.

use crate::{BookingReply, booking};
use domain::reception::mark_absent;
use edge::{Call, Problem, Reply};
use serde::Deserialize;

/// Nothing needs to be said with it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingAbsence)]
pub struct Absence {}

/// Notes that nobody came, once the session has begun; for the board.
#[utoipa::path(
    post,
    path = "/api/reception/bookings/{code}/absence",
    operation_id = "mark_booking_absent",
    tag = "reception",
    params(("code" = String, Path, description = "The booking.")),
    request_body = Absence,
    responses((status = 200, description = "Noted.", body = BookingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn mark(call: Call) -> Result<Reply, Problem> {
    call.signed_in().await?;
    let Absence {} = call.json().await?;
    booking::act(&call, |found, account| mark_absent(&found.booking, &found.session, account, call.now)).await
}
