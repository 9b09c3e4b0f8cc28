//! A resident has read an alert.

use domain::AlertId;
use edge::{Call, Problem, Reply, words};
use serde::{Deserialize, Serialize};
use store::alerts::AlertReader;

/// Nothing needs to be said with it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AlertReading)]
pub struct Reading {}

/// That it was noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct AlertRead {
    /// The alert.
    pub id: String,
    /// When the reader read it first.
    #[schema(format = DateTime)]
    pub read_at: String,
}

/// Notes that who is signed in has read an alert of their inbox; once, a second time changes nothing. The unit
/// learns how many have, not who.
#[utoipa::path(
    post,
    path = "/api/inbox/{id}/read",
    operation_id = "mark_alert_read",
    tag = "alerts",
    params(("id" = String, Path, description = "The alert.")),
    request_body = Reading,
    responses((status = 200, description = "Noted.", body = AlertRead)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn mark(call: Call) -> Result<Reply, Problem> {
    let session = call.signed_in().await?;
    let Reading {} = call.json().await?;
    let store = call.store().await?;
    let id = AlertId::new(call.param("id"));
    let reader = &session.account.id;
    if let Some(read_at) = store.read_alert(&id, reader, session.residence.as_ref(), call.now).await? {
        return Ok(Reply::ok(&AlertRead { id: id.to_string(), read_at }));
    }
    let seen = store.alert_view(&id, AlertReader { account: Some(reader), now: call.now }).await?;
    match seen.filter(|alert| alert.shown) {
        Some(_) => Err(Problem::forbidden("not_in_audience", words::NOT_IN_AUDIENCE).article("Điều 17 khoản 1")),
        None => Err(Problem::not_found()),
    }
}
