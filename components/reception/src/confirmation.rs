//! The board expects a person.

use crate::{BookingReply, booking};
use domain::reception::confirm as decide;
use edge::{Call, Problem, Reply};
use serde::Deserialize;

/// Nothing needs to be said with it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingConfirmation)]
pub struct Confirmation {}

/// Confirms a booking; for the board.
#[utoipa::path(
    post,
    path = "/api/reception/bookings/{code}/confirmation",
    operation_id = "confirm_booking",
    tag = "reception",
    params(("code" = String, Path, description = "The booking.")),
    request_body = Confirmation,
    responses((status = 200, description = "Confirmed.", body = BookingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn confirm(call: Call) -> Result<Reply, Problem> {
    call.signed_in().await?;
    let Confirmation {} = call.json().await?;
    booking::act(&call, |found, account| decide(&found.booking, &found.session, account, call.now)).await
}
