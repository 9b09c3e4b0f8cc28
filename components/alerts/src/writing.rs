//! Somebody of a unit writes an alert.

use crate::AlertReply;
use domain::{AlertId, AlertKind, AlertText, Title, UnitId, WriteAlert, write_alert};
use edge::{Call, Fields, Problem, Reply, new_id, words};
use serde::Deserialize;
use store::{Store, Unit};

/// An alert to be written.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Writing {
    /// The unit that issues it and answers for it. A ward or commune reaches its residents, the
    /// others the whole city.
    #[schema(example = "00070")]
    pub unit: String,
    /// `warning` or `information`.
    #[schema(example = "warning")]
    pub kind: String,
    /// Headline, 5 to 150 characters on one line.
    #[schema(example = "Cây đổ phố Hàng Bài")]
    pub title: String,
    /// Body, 10 to 3,000 characters.
    #[schema(example = "Cây đổ chắn ngang phố Hàng Bài, đề nghị đi đường khác.")]
    pub text: String,
    /// Until when it is shown.
    #[schema(format = DateTime, example = "2026-11-21T09:00:00+07:00")]
    pub valid_until: String,
}

/// Writes an alert; it waits for another person's approval.
#[utoipa::path(
    post,
    path = "/api/alerts",
    operation_id = "write_alert",
    tag = "alerts",
    request_body = Writing,
    responses((status = 201, description = "Written.", body = AlertReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn write(call: Call) -> Result<Reply, Problem> {
    let author = &call.signed_in().await?.account;
    let body: Writing = call.json().await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let unit = existing_unit(&mut fields, &body.unit, store).await?;
    let kind = fields.choice::<AlertKind>("kind", &body.kind);
    let title = fields.text::<Title>("title", &body.title);
    let text = fields.text::<AlertText>("text", &body.text);
    let valid_until = fields.instant("valid_until", &body.valid_until);
    let (unit, kind, title, text, valid_until) = fields.finish((unit, kind, title, text, valid_until))?;
    let command = WriteAlert {
        id: AlertId::new(new_id(call.now)),
        unit: unit.id,
        unit_is_commune: unit.kind.has_residents(),
        kind,
        title,
        text,
        valid_until,
    };
    let outcome = write_alert(author, command, call.now)?;
    store.commit_alert(&outcome).await?;
    let reply = AlertReply::from(&outcome);
    Ok(Reply::created(&format!("/api/alerts/{}", reply.id), &reply))
}

async fn existing_unit(fields: &mut Fields, id: &str, store: &Store) -> Result<Option<Unit>, Problem> {
    let Some(id) = fields.id::<UnitId>("unit", id) else {
        return Ok(None);
    };
    let unit = store.unit(&id).await?;
    if unit.is_none() {
        fields.error("unit", "unknown_unit", words::UNKNOWN_UNIT);
    }
    Ok(unit)
}
