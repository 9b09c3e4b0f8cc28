//! Not taking a report on (R-6.2, R-7.1a, R-7.2a).

use domain::Reason;
use domain::triage::{self, RefusalReason, Refuse};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Not taking a report on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusalBody {
    /// The reason of Điều 6 khoản 2: `a` to `e`, `dd` for đ; `scope` for Điều 1 khoản 3.
    #[schema(value_type = String, required, example = "c")]
    reason: Option<String>,
    /// What the citizen reads, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    explanation: Option<String>,
}

/// Refuses the report with a coded reason and an explanation (R-6.2, R-7.2a).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/refusal",
    operation_id = "refuse",
    tag = "verification",
    summary = "Refuse a report with its reason",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = RefusalBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn refusal(call: Call) -> Result<Reply, Problem> {
    let body: RefusalBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let reason = fields.choice::<RefusalReason>("reason", &body.reason);
    let explanation = fields.text::<Reason>("explanation", &body.explanation);
    let (reason, explanation) = fields.finish((reason, explanation))?;
    let loaded = call.case(&actor).await?;
    let outcome = triage::refuse(&loaded.case, &actor, Refuse { reason, explanation }, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
