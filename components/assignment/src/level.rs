//! Changing the level.

use domain::{Level, Reason, dispatch};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Another level.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelBody {
    /// The level: `urgent`, `normal` or `complex`.
    #[schema(value_type = String, required, example = "complex")]
    level: Option<String>,
    /// Why, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Changes the level; a running handling clock is counted anew from its start.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/level",
    operation_id = "reclassify",
    tag = "assignment",
    summary = "Change the level of a case",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = LevelBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn level(call: Call) -> Result<Reply, Problem> {
    let body: LevelBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let level = fields.choice::<Level>("level", &body.level);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (level, reason) = fields.finish((level, reason))?;
    let loaded = call.case(&actor).await?;
    let outcome = dispatch::reclassify(&loaded.case, &actor, level, reason, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
