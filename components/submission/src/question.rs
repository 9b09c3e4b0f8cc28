use crate::own_case::{agreed, own_case};
use domain::{ReportText, aftercare};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// What is not clear.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionBody {
    /// The question.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 4000)]
    question: Option<String>,
    /// That the caller agreed; for the Support Centre, which does it for a caller without an account (R-18.3a).
    consent: Option<bool>,
}

/// Asks for clarification of a published result, once and within two days; the agency has two working days to
/// answer (Điều 13). For a caller without an account the Support Centre asks (Điều 18 khoản 3 điểm a).
#[utoipa::path(
    post, path = "/api/reports/{code}/question", tag = "submission", operation_id = "ask_question",
    params(("code" = String, Path, description = "Code of an own report.")), request_body = QuestionBody,
    security(("session" = []), ("bearer" = [])),
    responses((status = 200, description = "The agency has the question.", body = CaseReply))
)]
pub async fn post(call: Call) -> Result<Reply, Problem> {
    let (loaded, actor) = own_case(&call).await?;
    let body: QuestionBody = call.json().await?;
    let mut fields = Fields::new();
    let question = fields.text::<ReportText>("question", &body.question);
    let (question,) = fields.finish((question,))?;
    agreed(&loaded, &actor, body.consent)?;
    let outcome = aftercare::ask(&loaded.case, &actor, question, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
