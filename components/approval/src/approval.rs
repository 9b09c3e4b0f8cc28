//! Approving a draft.

use domain::{Comment, approval as phase};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Approving a draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalBody {
    /// A remark, at most 1,000 characters.
    note: Option<String>,
}

/// Approves the draft; never by whoever wrote it.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/approval",
    operation_id = "approve",
    tag = "approval",
    summary = "Approve a draft",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ApprovalBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn approval(call: Call) -> Result<Reply, Problem> {
    let body: ApprovalBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let note = fields.text::<Comment>("note", &body.note);
    let (note,) = fields.finish((note,))?;
    let loaded = call.case(&actor).await?;
    let outcome = phase::approve(&loaded.case, &actor, note, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
