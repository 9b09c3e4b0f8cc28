//! Answering a citizen's question.

use domain::{Conclusion, aftercare};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// The agency's answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerBody {
    /// The answer, 20 to 8,000 characters.
    #[schema(value_type = String, required, min_length = 20, max_length = 8000)]
    answer: Option<String>,
}

/// Answers the citizen's question; the case stays open for another window.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/answer",
    operation_id = "answer",
    tag = "approval",
    summary = "Answer a citizen's question",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = AnswerBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn answer(call: Call) -> Result<Reply, Problem> {
    let body: AnswerBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let answer = fields.text::<Conclusion>("answer", &body.answer);
    let (answer,) = fields.finish((answer,))?;
    let loaded = call.case(&actor).await?;
    let outcome = aftercare::answer(&loaded.case, &actor, answer, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
