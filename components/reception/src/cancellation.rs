//! The citizen gives a place back.

use crate::{BookingReply, booking};
use domain::reception::cancel as decide;
use edge::{Call, Problem, Reply};
use serde::Deserialize;

/// Nothing needs to be said with it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingCancellation)]
pub struct Cancellation {}

/// Cancels a booking, until the day before its session, or until it begins when it was moved there at short notice; for
/// who booked it.
#[utoipa::path(
    post,
    path = "/api/reception/bookings/{code}/cancellation",
    operation_id = "cancel_booking",
    tag = "reception",
    params(("code" = String, Path, description = "The booking.")),
    request_body = Cancellation,
    responses((status = 200, description = "Cancelled; the place is free.", body = BookingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn cancel(call: Call) -> Result<Reply, Problem> {
    call.signed_in().await?;
    let Cancellation {} = call.json().await?;
    booking::act(&call, |found, account| decide(&found.booking, &found.session, account, &found.at.hall(call.now))).await
}
