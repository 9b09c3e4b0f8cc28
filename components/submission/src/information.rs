use crate::own_case::{agreed, own_case};
use crate::report::MEDIA_MAX;
use domain::intake::{self, ProvideInformation};
use domain::ReportText;
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// What the citizen answers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InformationBody {
    /// The answer.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 4000)]
    answer: Option<String>,
    /// Ids of more files, uploaded before.
    #[schema(max_items = 10)]
    media: Option<Vec<String>>,
    /// That the caller agreed; for the Support Centre, which does it for a caller without an account (R-18.3a).
    consent: Option<bool>,
}

/// Answers what the intake desk asked (Điều 7 khoản 1 điểm b); for a caller without an account the Support Centre
/// does (Điều 18 khoản 3 điểm a).
#[utoipa::path(
    post, path = "/api/reports/{code}/information", tag = "submission", operation_id = "provide_information",
    params(("code" = String, Path, description = "Code of an own report.")), request_body = InformationBody,
    security(("session" = []), ("bearer" = [])),
    responses((status = 200, description = "The desk has the answer.", body = CaseReply))
)]
pub async fn post(call: Call) -> Result<Reply, Problem> {
    let (loaded, actor) = own_case(&call).await?;
    let body: InformationBody = call.json().await?;
    let mut fields = Fields::new();
    let answer = fields.text::<ReportText>("answer", &body.answer);
    let store = call.store().await?;
    let media = body.media.as_deref().unwrap_or_default();
    let sender = &call.signed_in().await?.account.id;
    let media = fields.unused_media("media", media, 0..=MEDIA_MAX, sender, store).await?;
    let (answer, media) = fields.finish((answer, media))?;
    agreed(&loaded, &actor, body.consent)?;
    let command = ProvideInformation { answer, media };
    let outcome = intake::provide_information(&loaded.case, &actor, command, &loaded.office(call.now))?;
    store.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
