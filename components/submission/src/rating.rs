use crate::own_case::{agreed, own_case};
use domain::Comment;
use domain::aftercare::{self, Satisfaction};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// How content the citizen is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingBody {
    /// `satisfied`, `acceptable` or `unsatisfied`.
    #[schema(value_type = String, required = true, example = "satisfied")]
    satisfaction: Option<String>,
    /// A remark.
    #[schema(max_length = 1000)]
    comment: Option<String>,
    /// That the caller agreed; for the Support Centre, which does it for a caller without an account (R-18.3a).
    consent: Option<bool>,
}

/// Rates a published result; a later rating replaces the earlier until the case closes (Điều 13). For a caller without
/// an account the Support Centre does (Điều 18 khoản 3 điểm a).
#[utoipa::path(
    put, path = "/api/reports/{code}/rating", tag = "submission", operation_id = "rate_result",
    params(("code" = String, Path, description = "Code of an own report.")), request_body = RatingBody,
    security(("session" = []), ("bearer" = [])),
    responses((status = 200, description = "This rating stands.", body = CaseReply))
)]
pub async fn put(call: Call) -> Result<Reply, Problem> {
    let (loaded, actor) = own_case(&call).await?;
    let body: RatingBody = call.json().await?;
    let mut fields = Fields::new();
    let satisfaction = fields.choice::<Satisfaction>("satisfaction", &body.satisfaction);
    let comment = fields.text::<Comment>("comment", &body.comment);
    let (satisfaction, comment) = fields.finish((satisfaction, comment))?;
    agreed(&loaded, &actor, body.consent)?;
    let outcome = aftercare::rate(&loaded.case, &actor, satisfaction, comment, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
