//! To another agency, because it came to the wrong one.

use domain::{Reason, triage};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Where a case that came to the wrong agency goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReroutingBody {
    /// The unit it goes to.
    #[schema(value_type = String, required, example = "so-xay-dung")]
    to: Option<String>,
    /// The reason, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Sends a case that came to the wrong agency to the right one.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/rerouting",
    operation_id = "reroute",
    tag = "verification",
    summary = "Send a case to the agency that is competent",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ReroutingBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn rerouting(call: Call) -> Result<Reply, Problem> {
    let body: ReroutingBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let to = fields.known_unit("to", &body.to, call.store().await?).await?;
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (to, reason) = fields.finish((to, reason))?;
    let loaded = call.case(&actor).await?;
    // R-8.5c: the unit that receives is counted under its own calendar.
    let seat = call.store().await?.seat(&to, &loaded).await?;
    let outcome = triage::reroute(&loaded.case, &actor, to, reason, &seat.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
