//! To the superior agency (R-7.2c).

use domain::{Reason, triage};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Why a case goes to the superior agency.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForwardingBody {
    /// The reason, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Sends the case to the unit above in this field (R-7.2c), whose own 8 hours begin.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/forwarding",
    operation_id = "forward",
    tag = "verification",
    summary = "Forward a case to the superior agency",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ForwardingBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn forwarding(call: Call) -> Result<Reply, Problem> {
    let body: ForwardingBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let loaded = call.case(&actor).await?;
    // R-8.5c: the unit that receives is counted under its own calendar.
    let receiver = loaded.case.superior.as_ref().unwrap_or(&loaded.case.unit);
    let seat = call.store().await?.seat(receiver, &loaded).await?;
    let outcome = triage::forward(&loaded.case, &actor, reason, &seat.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
