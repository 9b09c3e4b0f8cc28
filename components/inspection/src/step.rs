//! A step of an inspection.

use crate::FILES_MAX;
use domain::Reason;
use domain::inspection::{self, LogInspection};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// A step of an inspection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionStepBody {
    /// What was done or found, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    note: Option<String>,
    /// Ids of the inspector's own uploaded files, at most 20. Only the Inspectorate and the Centre see them.
    #[schema(max_items = 20)]
    #[serde(default)]
    media: Vec<String>,
}

/// Notes a step of the inspection that runs. Nobody outside the Inspectorate and the Centre reads it.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/inspection-steps",
    operation_id = "log_inspection",
    tag = "inspection",
    summary = "Note a step of an inspection",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = InspectionStepBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn step(call: Call) -> Result<Reply, Problem> {
    let body: InspectionStepBody = call.json().await?;
    let actor = call.actor().await?;
    let owner = &call.signed_in().await?.account.id;
    let mut fields = Fields::new();
    let note = fields.text::<Reason>("note", &body.note);
    let media = fields.unused_media("media", &body.media, 0..=FILES_MAX, owner, call.store().await?).await?;
    let (note, media) = fields.finish((note, media))?;
    let loaded = call.case(&actor).await?;
    let outcome = inspection::log(&loaded.case, &actor, LogInspection { note, media }, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
