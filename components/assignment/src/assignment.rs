//! Naming the officer who handles (R-8.1c).

use domain::dispatch::{self, Assign};
use domain::{AccountId, Comment};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Naming the officer who handles.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentBody {
    /// The officer's account: a handler of the unit that holds the case.
    #[schema(value_type = String, required, example = "00070-handler")]
    handler: Option<String>,
    /// A word to the officer, at most 1,000 characters.
    note: Option<String>,
}

/// Names the officer who handles, or another one later (R-8.1c).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/assignment",
    operation_id = "assign",
    tag = "assignment",
    summary = "Assign a case to an officer",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = AssignmentBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn assignment(call: Call) -> Result<Reply, Problem> {
    let body: AssignmentBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let handler = fields.id::<AccountId>("handler", &body.handler);
    let note = fields.text::<Comment>("note", &body.note);
    let (handler, note) = fields.finish((handler, note))?;
    let loaded = call.case(&actor).await?;
    let handles_here = call.store().await?.handles_in(&handler, &loaded.case.unit).await?;
    let outcome =
        dispatch::assign(&loaded.case, &actor, Assign { handler, handles_here, note }, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
