//! Returning a draft.

use domain::{Reason, approval};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Why a draft is returned.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftReturnBody {
    /// The reason, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Returns the draft with a reason: rework has one working day inside handling.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/draft-return",
    operation_id = "return_draft",
    tag = "approval",
    summary = "Return a draft with a reason",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = DraftReturnBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn draft_return(call: Call) -> Result<Reply, Problem> {
    let body: DraftReturnBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let loaded = call.case(&actor).await?;
    let outcome = approval::return_draft(&loaded.case, &actor, reason, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
