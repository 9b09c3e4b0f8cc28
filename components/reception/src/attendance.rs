//! The person was received.

use crate::{BookingReply, booking};
use domain::Comment;
use domain::reception::{Attend, attend as decide};
use edge::{Call, Fields, Problem, Reply};
use serde::Deserialize;

/// What the board notes of a person who is there.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingAttendance)]
pub struct Attendance {
    /// How the matter went so far, for the register; at most 1,000 characters.
    #[schema(example = "UBND phường đã trả lời tại văn bản số 12 ngày 05/01/2026.")]
    pub course: Option<String>,
}

/// Notes that the person was received: enters the register, and the answer is due in ten working days; for the board.
#[utoipa::path(
    post,
    path = "/api/reception/bookings/{code}/attendance",
    operation_id = "attend_booking",
    tag = "reception",
    params(("code" = String, Path, description = "The booking.")),
    request_body = Attendance,
    responses((status = 200, description = "Received.", body = BookingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn attend(call: Call) -> Result<Reply, Problem> {
    call.signed_in().await?;
    let body: Attendance = call.json().await?;
    let mut fields = Fields::new();
    let course = fields.text::<Comment>("course", &body.course);
    let (course,) = fields.finish((course,))?;
    booking::act(&call, |found, account| {
        decide(&found.booking, &found.session, account, Attend { course }, &found.at.hall(call.now))
    })
    .await
}
