//! The notice of a refusal (Mẫu 01/TCD).

use crate::{BookingReply, booking};
use domain::reception::notify_refusal;
use edge::{Call, Problem, Reply};
use serde::Deserialize;

/// Nothing needs to be said with it: the notice gives the ground and the words of the refusal.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingRefusalNotice)]
pub struct RefusalNotice {}

/// Issues the notice of a refusal; a head of the board, and not who refused.
#[utoipa::path(
    post,
    path = "/api/reception/bookings/{code}/refusal-notice",
    operation_id = "notify_booking_refusal",
    tag = "reception",
    params(("code" = String, Path, description = "The booking.")),
    request_body = RefusalNotice,
    responses((status = 200, description = "Issued.", body = BookingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn notify(call: Call) -> Result<Reply, Problem> {
    call.signed_in().await?;
    let RefusalNotice {} = call.json().await?;
    booking::act(&call, |found, account| notify_refusal(&found.booking, &found.session, account, call.now)).await
}
