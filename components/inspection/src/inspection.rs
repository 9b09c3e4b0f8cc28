//! Opening an inspection.

use domain::inspection::{self, OpenInspection};
use domain::{Reason, ShortText};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// An inspection to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionBody {
    /// Number of the decision it rests on, 2 to 300 characters.
    #[schema(value_type = String, required, min_length = 2, max_length = 300, example = "Số 12/QĐ-TTTP")]
    decision: Option<String>,
    /// What is inspected: whom, what, which years; 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    scope: Option<String>,
    /// Why, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Opens an inspection on a verified report of waste. The case goes on beside it; its unit is told.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/inspections",
    operation_id = "open_inspection",
    tag = "inspection",
    summary = "Open an inspection",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = InspectionBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn inspection(call: Call) -> Result<Reply, Problem> {
    let body: InspectionBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let decision = fields.text::<ShortText>("decision", &body.decision);
    let scope = fields.text::<Reason>("scope", &body.scope);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (decision, scope, reason) = fields.finish((decision, scope, reason))?;
    let loaded = call.case(&actor).await?;
    let command = OpenInspection { decision, scope, reason };
    let outcome = inspection::open(&loaded.case, &actor, command, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
