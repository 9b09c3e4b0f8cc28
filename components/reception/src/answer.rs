//! The board answers.

use crate::{BookingReply, booking};
use domain::reception::{Answer, ResultKind, answer as decide};
use domain::Reason;
use edge::{Call, Fields, Problem, Reply};
use serde::Deserialize;

/// Most working days that may be promised.
const DAYS_MAX: u32 = 60;

/// An answer.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingAnswer)]
pub struct AnswerBody {
    /// `accepted`, `needs_longer`, `transferred` or `resolved`.
    #[schema(value_type = String, required = true, example = "transferred")]
    pub kind: Option<String>,
    /// The unit that takes over, when it is transferred.
    #[schema(example = "so-xay-dung")]
    pub to: Option<String>,
    /// How many working days more, when it needs longer; 1 to 60.
    #[schema(minimum = 1, maximum = 60)]
    pub days: Option<u32>,
    /// In words, 10 to 2,000 characters; the citizen reads it.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    pub explanation: Option<String>,
}

/// Answers what was brought before the board. That it needs longer is an answer, too, and promises another, once; for
/// the board.
#[utoipa::path(
    post,
    path = "/api/reception/bookings/{code}/answer",
    operation_id = "answer_booking",
    tag = "reception",
    params(("code" = String, Path, description = "The booking.")),
    request_body = AnswerBody,
    responses((status = 200, description = "Answered.", body = BookingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn answer(call: Call) -> Result<Reply, Problem> {
    call.signed_in().await?;
    let body: AnswerBody = call.json().await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let kind = fields.choice::<ResultKind>("kind", &body.kind);
    let to = match &body.to {
        Some(_) => fields.known_unit("to", &body.to, store).await?.map(Some),
        None => Some(None),
    };
    let days = match body.days {
        Some(_) => fields.within("days", body.days, 1..=DAYS_MAX).map(Some),
        None => Some(None),
    };
    let explanation = fields.text::<Reason>("explanation", &body.explanation);
    let (kind, to, days, explanation) = fields.finish((kind, to, days, explanation))?;
    let command = Answer { kind, to, days, explanation };
    booking::act(&call, |found, account| {
        decide(&found.booking, &found.session, account, command, &found.at.hall(call.now))
    })
    .await
}
