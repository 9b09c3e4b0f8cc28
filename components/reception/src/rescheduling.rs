//! The board moves a session to another time. It is never dropped without one.

use crate::{Session, session};
use domain::reception::{MoveSession, move_session};
use domain::{Reason, ReceptionSessionId};
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::Deserialize;

/// The new time of a session.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionRescheduling)]
pub struct Rescheduling {
    /// When it begins then. Left out, it is refused: the law wants the new date announced.
    #[schema(format = DateTime, example = "2026-03-12T08:00:00+07:00")]
    pub starts_at: Option<String>,
    /// When it ends then.
    #[schema(format = DateTime, example = "2026-03-12T11:30:00+07:00")]
    pub ends_at: Option<String>,
    /// Why, 10 to 2,000 characters; those who booked read it.
    #[schema(value_type = String, required = true, example = "Người chủ trì có lịch họp đột xuất của Thành phố.")]
    pub reason: Option<String>,
}

/// Moves a session that has not begun; every booking keeps its place and everybody in it is told.
#[utoipa::path(
    post,
    path = "/api/reception/sessions/{id}/rescheduling",
    operation_id = "reschedule_reception_session",
    tag = "reception",
    params(("id" = String, Path, description = "The session.")),
    request_body = Rescheduling,
    responses((status = 200, description = "Moved.", body = Session)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn reschedule(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: Rescheduling = call.json().await?;
    let mut fields = Fields::new();
    let starts_at = fields.optional_instant("starts_at", &body.starts_at);
    let ends_at = fields.optional_instant("ends_at", &body.ends_at);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (starts_at, ends_at, reason) = fields.finish((starts_at, ends_at, reason))?;
    let store = call.store().await?;
    // Sessions are public, so whoever is not of the board is told so.
    let id = ReceptionSessionId::new(call.param("id"));
    let found = store.reception_session(&id).await?.ok_or_else(Problem::not_found)?;
    let command = MoveSession { to: starts_at.zip(ends_at), reason };
    let outcome = move_session(&found.session, account, command, &found.at.hall(call.now))?;
    session::commit(store, &outcome, StatusCode::OK).await
}
