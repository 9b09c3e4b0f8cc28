//! A person objects to a violation.

use crate::ConductReply;
use domain::{Object, ObjectionId, ReportText, ViolationId, object};
use edge::{Call, Fields, Problem, Reply, new_id, words};
use serde::Deserialize;

/// The most files with an objection.
const FILES_MAX: usize = 10;

/// An objection to be made.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Objecting {
    /// Id of the violation, one's own.
    #[schema(value_type = String, required = true)]
    violation: Option<String>,
    /// Why it does not hold, 10 to 4,000 characters.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 4000)]
    text: Option<String>,
    /// Ids of uploaded files that show it.
    #[schema(value_type = Vec<String>, max_items = 10)]
    media: Option<Vec<String>>,
}

/// Objects to a violation, once. Open to a locked account, too; the unit above or the Centre decides.
#[utoipa::path(
    post,
    path = "/api/me/conduct/objections",
    operation_id = "object_to_violation",
    tag = "oversight",
    request_body = Objecting,
    responses((status = 200, description = "Made; it waits for the decision.", body = ConductReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn object_to(call: Call) -> Result<Reply, Problem> {
    let person = &call.signed_in().await?.account;
    let body: Objecting = call.json().await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let violation = fields.id::<ViolationId>("violation", &body.violation);
    let text = fields.text::<ReportText>("text", &body.text);
    let files = body.media.unwrap_or_default();
    let media = fields.unused_media("media", &files, 0..=FILES_MAX, &person.id, store).await?;
    let conduct = store.conduct_of(&person.id).await?;
    if let Some(id) = &violation
        && !conduct.as_ref().is_some_and(|own| own.violations.iter().any(|one| one.id == *id))
    {
        fields.error("violation", "unknown_violation", words::UNKNOWN_VIOLATION);
    }
    let (violation, text, media, conduct) = fields.finish((violation, text, media, conduct))?;
    let command = Object { id: ObjectionId::new(new_id(call.now)), violation, text, media };
    let id = command.id.clone();
    let outcome = object(&conduct, person, command, &store.centre().await?, call.now)?;
    store.commit_conduct(&outcome).await.map_err(Problem::of_record)?;
    Ok(Reply::ok(&ConductReply::of(id, &outcome)))
}
