//! The Centre hands a serious case to the authorities.

use crate::ConductReply;
use domain::{ConductId, Reason, Role, ShortText, refer};
use edge::{Call, Fields, Problem, Reply};
use serde::Deserialize;

/// A referral.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConductReferral)]
pub struct Referring {
    /// The authority that receives it.
    #[schema(value_type = String, required = true, example = "Công an thành phố Hà Nội")]
    body: Option<String>,
    /// What makes it serious, 10 to 2,000 characters.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Hands a record to the authorities; for the Centre. The person is not told by the system.
#[utoipa::path(
    post,
    path = "/api/conduct/records/{id}/referral",
    operation_id = "refer_conduct",
    tag = "oversight",
    params(("id" = String, Path, description = "The record.")),
    request_body = Referring,
    responses((status = 200, description = "Noted.", body = ConductReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn refer_to(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: Referring = call.json().await?;
    let mut fields = Fields::new();
    let authority = fields.text::<ShortText>("body", &body.body);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (authority, reason) = fields.finish((authority, reason))?;
    if !account.has(Role::Centre) {
        return Err(Problem::not_found());
    }
    let store = call.store().await?;
    let id = ConductId::new(call.param("id"));
    let conduct = store.conduct(&id).await?.ok_or_else(Problem::not_found)?;
    let outcome = refer(&conduct, account, authority, reason, call.now)?;
    store.commit_conduct(&outcome).await.map_err(Problem::of_record)?;
    Ok(Reply::ok(&ConductReply::of(id, &outcome)))
}
