use crate::own_case::{agreed, own_case};
use domain::{Reason, intake};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Why the report is taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalBody {
    /// The reason.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    reason: Option<String>,
    /// That the caller agreed; for the Support Centre, which does it for a caller without an account (R-18.3a).
    consent: Option<bool>,
}

/// Takes an own report back, until an officer works on it (Điều 26 khoản 2); for a caller without an account the
/// Support Centre does (Điều 18 khoản 3 điểm a).
#[utoipa::path(
    post, path = "/api/reports/{code}/withdrawal", tag = "submission", operation_id = "withdraw_report",
    params(("code" = String, Path, description = "Code of an own report.")), request_body = WithdrawalBody,
    security(("session" = []), ("bearer" = [])),
    responses((status = 200, description = "It is taken back.", body = CaseReply))
)]
pub async fn post(call: Call) -> Result<Reply, Problem> {
    let (loaded, actor) = own_case(&call).await?;
    let body: WithdrawalBody = call.json().await?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    agreed(&loaded, &actor, body.consent)?;
    let outcome = intake::withdraw(&loaded.case, &actor, reason, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
