//! The evaluation of an initiative.

use domain::Reason;
use domain::initiative::{self, Evaluation, Grade};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// What the unit found when it studied the initiative.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationBody {
    /// Whether it can be done: `high`, `medium` or `low`.
    #[schema(value_type = String, required, example = "high")]
    feasibility: Option<String>,
    /// Why, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    feasibility_reason: Option<String>,
    /// Whether it fits the situation: `high`, `medium` or `low`.
    #[schema(value_type = String, required, example = "medium")]
    fit: Option<String>,
    /// Why, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    fit_reason: Option<String>,
}

/// Evaluates an initiative, before its draft. A later evaluation counts instead.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/evaluation",
    operation_id = "evaluate",
    tag = "initiatives",
    summary = "Evaluate an initiative",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = EvaluationBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn evaluation(call: Call) -> Result<Reply, Problem> {
    let body: EvaluationBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let feasibility = fields.choice::<Grade>("feasibility", &body.feasibility);
    let feasibility_reason = fields.text::<Reason>("feasibility_reason", &body.feasibility_reason);
    let fit = fields.choice::<Grade>("fit", &body.fit);
    let fit_reason = fields.text::<Reason>("fit_reason", &body.fit_reason);
    let (feasibility, feasibility_reason, fit, fit_reason) =
        fields.finish((feasibility, feasibility_reason, fit, fit_reason))?;
    let loaded = call.case(&actor).await?;
    let evaluation = Evaluation { feasibility, feasibility_reason, fit, fit_reason };
    let outcome = initiative::evaluate(&loaded.case, &actor, evaluation, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
