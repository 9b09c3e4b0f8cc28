//! One's own sessions.

use edge::{Call, Problem, Reply, StatusCode};
use serde::Deserialize;

/// The sessions that stand.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    /// Newest first; at most 100.
    pub sessions: Vec<SessionView>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Session)]
pub struct SessionView {
    /// Its id, by which it can be ended.
    pub id: String,
    /// Since when.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Until when.
    #[schema(format = DateTime)]
    pub expires_at: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Lists one's own sessions that stand.
#[utoipa::path(
    get,
    path = "/api/sessions",
    operation_id = "list_sessions",
    tag = "identity",
    responses((status = 200, description = "The sessions.", body = Sessions)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let session = call.signed_in().await?;
    let list = call.store().await?.sessions(&session.account.id, &session.id, call.now).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}
