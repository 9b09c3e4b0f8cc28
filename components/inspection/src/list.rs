//! The inspections on a case, for the Inspectorate and the Centre.

use domain::Role;
use edge::queue::NamedId;
use edge::{Call, Problem, Reply, StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

/// The inspections on a case and the looks at its sender, in the order in which they happened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspections {
    /// The inspections; at most the last one runs.
    pub inspections: Vec<Inspection>,
    /// The looks at a confidential sender, never with what was seen.
    pub looks: Vec<IdentityLook>,
}

/// An inspection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// The line of the timeline.
    pub seq: u32,
    /// When it was opened.
    #[schema(format = DateTime)]
    pub at: String,
    /// The body that inspects.
    pub body: NamedId,
    /// Who opened it.
    #[schema(required)]
    pub by: Option<String>,
    /// Number of the decision.
    pub decision: String,
    /// What is inspected.
    pub scope: String,
    /// Why.
    pub reason: String,
    /// Its steps.
    pub steps: Vec<InspectionStep>,
    /// Its end; null while it runs.
    #[schema(required)]
    pub ended: Option<InspectionEnd>,
}

/// A step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionStep {
    /// The line of the timeline.
    pub seq: u32,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who noted it.
    #[schema(required)]
    pub by: Option<String>,
    /// What was done or found.
    pub note: String,
    /// Its files.
    pub media: Vec<InspectionFile>,
}

/// A file, for `GET /api/media/{id}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionFile {
    /// Its id.
    pub id: String,
    /// Its media type.
    #[serde(rename = "type")]
    #[schema(example = "application/pdf")]
    pub media_type: String,
}

/// The end.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionEnd {
    /// The line of the timeline.
    pub seq: u32,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who ended it.
    #[schema(required)]
    pub by: Option<String>,
    /// `founded`, `unfounded` or `referred`.
    pub finding: String,
    /// In words.
    pub conclusion: String,
}

/// A look at a confidential sender.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityLook {
    /// The line of the timeline.
    pub seq: u32,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// The body for which it was.
    pub body: NamedId,
    /// Who looked.
    #[schema(required)]
    pub by: Option<String>,
    /// Why.
    pub reason: String,
}

/// The inspections on a case with their steps, and the looks at its sender: for the Inspectorate and the Centre. The
/// unit that holds the case sees in its file that an inspection runs, and no more.
#[utoipa::path(
    get,
    path = "/api/cases/{code}/inspections",
    operation_id = "list_inspections",
    tag = "inspection",
    summary = "The inspections on a case",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    responses((status = 200, description = "The inspections and the looks", body = Inspections)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn list(call: Call) -> Result<Reply, Problem> {
    let actor = call.actor().await?;
    let loaded = call.case(&actor).await?;
    let account = &call.signed_in().await?.account;
    if !account.inspects(&loaded.case) && !account.has(Role::Centre) {
        return Err(Problem::not_your_role());
    }
    let found = call.store().await?.inspections_of(&loaded.case.id).await?;
    Ok(Reply::raw_json(StatusCode::OK, found))
}
