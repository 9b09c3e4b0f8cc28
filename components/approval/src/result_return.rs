//! Sending a recorded result back.

use domain::{Act, Reason, publication, workflow};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Why a result is sent back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultReturnBody {
    /// The reason, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Sends the recorded result back: handling runs again on its old count.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/result-return",
    operation_id = "return_result",
    tag = "approval",
    summary = "Send a recorded result back with a reason",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ResultReturnBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn result_return(call: Call) -> Result<Reply, Problem> {
    let body: ResultReturnBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let loaded = call.case(&actor).await?;
    // Where the act may be done a result lies there; elsewhere there may be none to read.
    workflow::step(&loaded.case, &actor, Act::ReturnResult)?;
    let recorded = call.store().await?.recorded_result(&loaded.case.id).await?;
    let outcome = publication::return_result(&loaded.case, &actor, &recorded, reason, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
