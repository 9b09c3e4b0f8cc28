//! How far a milestone has come.

use crate::FILES_MAX;
use domain::Comment;
use domain::initiative::{self, Progress, ReportProgress};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// How far a milestone has come.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressBody {
    /// Its number in the published plan, from 1.
    #[schema(value_type = u32, required, minimum = 1, example = 1)]
    milestone: Option<u32>,
    /// `going`, `done` or `late`.
    #[schema(value_type = String, required, example = "done")]
    progress: Option<String>,
    /// In words for everybody, at most 1,000 characters; numbers and addresses are masked.
    note: Option<String>,
    /// Ids of one's own uploaded files that show it, at most 20. Everybody sees them.
    #[schema(max_items = 20)]
    #[serde(default)]
    media: Vec<String>,
}

/// Says how far a milestone has come, also after the case has closed.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/progress",
    operation_id = "progress",
    tag = "initiatives",
    summary = "Report the progress of a milestone",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ProgressBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn progress(call: Call) -> Result<Reply, Problem> {
    let body: ProgressBody = call.json().await?;
    let actor = call.actor().await?;
    let owner = &call.signed_in().await?.account.id;
    let mut fields = Fields::new();
    let milestone = fields.required("milestone", body.milestone);
    let progress = fields.choice::<Progress>("progress", &body.progress);
    let note = fields.text::<Comment>("note", &body.note);
    let media = fields.unused_media("media", &body.media, 0..=FILES_MAX, owner, call.store().await?).await?;
    let (milestone, progress, note, media) = fields.finish((milestone, progress, note, media))?;
    let loaded = call.case(&actor).await?;
    let command = ReportProgress { milestone, progress, note, media };
    let outcome = initiative::progress(&loaded.case, &actor, command, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
