//! The board refuses to receive, on a ground of the law.

use crate::{BookingReply, booking};
use domain::Reason;
use domain::reception::{Ground, refuse as decide};
use edge::{Call, Fields, Problem, Reply};
use serde::Deserialize;

/// Why somebody is not received.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingRefusal)]
pub struct RefusalBody {
    /// `incapable`, `disruptive`, `settled` or `other_law`.
    #[schema(value_type = String, required = true, example = "settled")]
    pub ground: Option<String>,
    /// In words, 10 to 2,000 characters; the citizen reads it.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    pub explanation: Option<String>,
}

/// Refuses to receive; the notice of it is due in three working days; for the board.
#[utoipa::path(
    post,
    path = "/api/reception/bookings/{code}/refusal",
    operation_id = "refuse_booking",
    tag = "reception",
    params(("code" = String, Path, description = "The booking.")),
    request_body = RefusalBody,
    responses((status = 200, description = "Refused; the place is free.", body = BookingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn refuse(call: Call) -> Result<Reply, Problem> {
    call.signed_in().await?;
    let body: RefusalBody = call.json().await?;
    let mut fields = Fields::new();
    let ground = fields.choice::<Ground>("ground", &body.ground);
    let explanation = fields.text::<Reason>("explanation", &body.explanation);
    let refusal = fields.finish((ground, explanation))?;
    booking::act(&call, |found, account| {
        decide(&found.booking, &found.session, account, refusal, &found.at.hall(call.now))
    })
    .await
}
