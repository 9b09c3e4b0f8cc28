//! Ending a session.

use edge::{Call, Problem, Reply, clear_session_cookie};

/// Ends one of one's own sessions; `current` names the one that asks. Somebody else's is not found.
#[utoipa::path(
    delete,
    path = "/api/sessions/{id}",
    operation_id = "end_session",
    tag = "identity",
    params(("id" = String, Path, description = "The session, or `current`.", example = "current")),
    responses((status = 204, description = "Ended; for the one that asks, the cookie is cleared.")),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn end(call: Call) -> Result<Reply, Problem> {
    let session = call.signed_in().await?;
    let id = match call.param("id") {
        "current" => session.id.as_str(),
        id => id,
    };
    if !call.store().await?.end_session(&session.account.id, id, call.now).await? {
        return Err(Problem::not_found());
    }
    let reply = Reply::no_content();
    Ok(if id == session.id { reply.cookie(&clear_session_cookie().await) } else { reply })
}
