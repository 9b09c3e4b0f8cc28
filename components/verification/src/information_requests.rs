//! Asking the citizen for what is missing (R-7.1b).

use domain::{Reason, triage};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// What the desk asks the citizen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InformationRequestBody {
    /// The question, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000, example = "Xin cho biết số nhà gần nhất.")]
    question: Option<String>,
}

/// Asks the citizen for what is missing (R-7.1b). No clock stops.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/information-requests",
    operation_id = "request_information",
    tag = "verification",
    summary = "Ask the citizen for what is missing",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = InformationRequestBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn information_requests(call: Call) -> Result<Reply, Problem> {
    let body: InformationRequestBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let question = fields.text::<Reason>("question", &body.question);
    let (question,) = fields.finish((question,))?;
    let loaded = call.case(&actor).await?;
    let outcome = triage::request_information(&loaded.case, &actor, question, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
