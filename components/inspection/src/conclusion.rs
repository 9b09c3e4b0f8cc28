//! The end of an inspection.

use domain::Conclusion;
use domain::inspection::{self, EndInspection, Finding};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// The end of an inspection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionConclusionBody {
    /// What was found: `founded`, `unfounded` or `referred` to another authority.
    #[schema(value_type = String, required, example = "founded")]
    finding: Option<String>,
    /// In words, 20 to 8,000 characters.
    #[schema(value_type = String, required, min_length = 20, max_length = 8000)]
    conclusion: Option<String>,
}

/// Ends the inspection that runs with its conclusion. Everybody reads that it ended, the Inspectorate and the
/// Centre what it found.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/inspection-conclusion",
    operation_id = "end_inspection",
    tag = "inspection",
    summary = "End an inspection",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = InspectionConclusionBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn conclusion(call: Call) -> Result<Reply, Problem> {
    let body: InspectionConclusionBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let finding = fields.choice::<Finding>("finding", &body.finding);
    let conclusion = fields.text::<Conclusion>("conclusion", &body.conclusion);
    let (finding, conclusion) = fields.finish((finding, conclusion))?;
    let loaded = call.case(&actor).await?;
    let command = EndInspection { finding, conclusion };
    let outcome = inspection::end(&loaded.case, &actor, command, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
