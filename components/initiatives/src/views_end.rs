//! The early end of a call for views.

use domain::{Reason, initiative};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Why it ends before its time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewsEndBody {
    /// The reason, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Ends a call for views before its time.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/views-end",
    operation_id = "close_views",
    tag = "initiatives",
    summary = "End a call for views early",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ViewsEndBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn views_end(call: Call) -> Result<Reply, Problem> {
    let body: ViewsEndBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let loaded = call.case(&actor).await?;
    let outcome = initiative::close_views(&loaded.case, &actor, reason, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
