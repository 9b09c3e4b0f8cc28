//! Letting the result be public.

use domain::{Act, ReportText, publication as phase, workflow};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Letting the result be public.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicationBody {
    /// The report in the head's own wording, 10 to 4,000 characters. Left out, the report's own words
    /// are taken. In both, telephone numbers, e-mail addresses and identity numbers are masked. Not given where
    /// the result alone is public (`publicity` of the case file is `result_only`).
    text: Option<String>,
}

/// Publishes; the head answers for it, and is never the author. The citizen may ask for 2 days.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/publication",
    operation_id = "publish",
    tag = "approval",
    summary = "Let the result be public",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = PublicationBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn publication(call: Call) -> Result<Reply, Problem> {
    let body: PublicationBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    // An emptied text is no text left out: that would publish the report as it was sent.
    let text = match &body.text {
        Some(text) => fields.text::<ReportText>("text", text).map(Some),
        None => Some(None),
    };
    let (text,) = fields.finish((text,))?;
    let loaded = call.case(&actor).await?;
    // Where the act may be done a result lies there; elsewhere there may be none to read.
    workflow::step(&loaded.case, &actor, Act::Publish)?;
    let recorded = call.store().await?.recorded_result(&loaded.case.id).await?;
    let outcome = phase::publish(&loaded.case, &actor, &recorded, text, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
