//! Somebody of a unit writes an alert.

use crate::AlertReply;
use crate::content::{DocumentBody, Given};
use domain::{Account, Alert, AlertId, AlertOffice, AlertState, Issuer, Refusal, UnitId, WriteAlert, write_alert};
use edge::{Call, Fields, Problem, Reply, new_id, words};
use serde::Deserialize;
use store::Store;

/// An alert to be written.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Writing {
    /// The unit that issues it and answers for it. A ward or commune reaches its residents, a district
    /// those of its wards while there were districts, the others the whole city.
    #[schema(value_type = String, required = true, example = "00070")]
    pub unit: Option<String>,
    /// `warning` or `information`.
    #[schema(value_type = String, required = true, example = "warning")]
    pub kind: Option<String>,
    /// What it is about: `storm`, `flood`, `fire`, `epidemic`, `power_cut`, `water_cut`, `traffic`, `security`,
    /// or `other`, which it is when left out. By it a repetition of an upper level's alert is found.
    #[schema(example = "traffic")]
    pub event: Option<String>,
    /// Headline, 5 to 150 characters on one line.
    #[schema(value_type = String, required = true, example = "Cây đổ phố Hàng Bài")]
    pub title: Option<String>,
    /// Body, 10 to 3,000 characters.
    #[schema(value_type = String, required = true, example = "Cây đổ chắn ngang phố Hàng Bài, đề nghị đi đường khác.")]
    pub text: Option<String>,
    /// The wards and communes it concerns; none: all that the unit speaks for. Who reads it follows from the
    /// unit, not from this.
    #[serde(default)]
    pub area: Vec<String>,
    /// From when it is shown; from when it is sent, when left out.
    #[schema(format = DateTime, example = "2026-11-20T18:00:00+07:00")]
    pub valid_from: Option<String>,
    /// Until when it is shown; within a year.
    #[schema(value_type = String, required = true, format = DateTime, example = "2026-11-21T09:00:00+07:00")]
    pub valid_until: Option<String>,
    /// At most five documents.
    #[serde(default)]
    pub documents: Vec<DocumentBody>,
    /// The sent alert that it updates, of the same unit.
    pub replaces: Option<String>,
    /// Why it is needed beside what an upper level has sent, 10 to 2,000 characters; required when it is near
    /// that.
    pub reason: Option<String>,
}

/// Writes an alert, or the update of one; it waits for another person's approval.
///
/// What repeats an alert of an upper level is told in `similar`, and is refused when it is to be sent. What is
/// near one is taken with a `reason`; without it the answer is 422 `near_repeat`, with the alert in `related`.
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
    let issuer = existing_issuer(&mut fields, body.unit.as_deref(), store, &call).await?;
    let given = Given {
        kind: body.kind.as_deref(),
        event: body.event.as_deref(),
        title: body.title.as_deref(),
        text: body.text.as_deref(),
        area: &body.area,
        valid_from: body.valid_from.as_deref(),
        valid_until: body.valid_until.as_deref(),
        documents: &body.documents,
        reason: body.reason.as_deref(),
    };
    let content = given.check(&mut fields, &call, &author.id, &[]).await?;
    let replaces = existing_alert(&mut fields, body.replaces.as_deref(), store, author).await?;
    let (issuer, content, replaces) = fields.finish((issuer, content, replaces))?;
    // Before anything of upper levels is looked up in somebody else's name.
    if !author.works_in(&issuer.unit) {
        return Err(Refusal::NotYourUnit { unit: issuer.unit }.into());
    }
    let terms = store.alert_terms(call.now).await?;
    let level = issuer.level_on(call.now.date_naive(), &terms)?;
    let uppers = store.upper_alerts(&issuer, level, &content, &terms, call.now).await?;
    let command = WriteAlert { id: AlertId::new(new_id(call.now)), issuer, content, replaces };
    let office = AlertOffice { now: call.now, terms: &terms, uppers: &uppers };
    let outcome = write_alert(author, command, &office)?;
    store.commit_alert(&outcome).await?;
    let reply = AlertReply::from(&outcome);
    Ok(Reply::created(&format!("/api/alerts/{}", reply.id), &reply))
}

async fn existing_issuer(
    fields: &mut Fields,
    id: Option<&str>,
    store: &Store,
    call: &Call,
) -> Result<Option<Issuer>, Problem> {
    let Some(id) = fields.id::<UnitId>("unit", id) else {
        return Ok(None);
    };
    let issuer = store.alert_issuer(&id, call.now).await?;
    if issuer.is_none() {
        fields.error("unit", "unknown_unit", words::UNKNOWN_UNIT);
    }
    Ok(issuer)
}

/// The alert to be updated. One that was never sent is as unknown outside its unit as one that is not there.
async fn existing_alert(
    fields: &mut Fields,
    id: Option<&str>,
    store: &Store,
    author: &Account,
) -> Result<Option<Option<Alert>>, Problem> {
    let Some(id) = fields.optional_id::<AlertId>("replaces", id) else {
        return Ok(None);
    };
    let Some(id) = id else {
        return Ok(Some(None));
    };
    let visible = store.alert(&id).await?.filter(|alert| author.works_in(&alert.issuer.unit) || alert.state == AlertState::Sent);
    if visible.is_none() {
        fields.error("replaces", "unknown_alert", words::UNKNOWN_ALERT);
    }
    Ok(visible.map(Some))
}
