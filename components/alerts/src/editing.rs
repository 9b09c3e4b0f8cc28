//! Somebody of the unit changes what was not sent yet.

use crate::content::{DocumentBody, Given};
use crate::{AlertReply, alert};
use domain::{AlertOffice, Refusal, edit_alert};
use edge::{Call, Fields, Problem, Reply};
use serde::Deserialize;

/// The whole of what an alert is to say from now on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AlertEditing)]
pub struct Editing {
    /// The version that was changed: nobody's words are overwritten unread.
    #[schema(value_type = u32, required = true, example = 1)]
    pub version: Option<u32>,
    /// `warning` or `information`.
    #[schema(value_type = String, required = true, example = "warning")]
    pub kind: Option<String>,
    /// What it is about; `other` when left out.
    #[schema(example = "traffic")]
    pub event: Option<String>,
    /// Headline, 5 to 150 characters on one line.
    #[schema(value_type = String, required = true, example = "Cây đổ phố Hàng Bài")]
    pub title: Option<String>,
    /// Body, 10 to 3,000 characters.
    #[schema(value_type = String, required = true, example = "Cây đổ chắn ngang phố Hàng Bài, đề nghị đi đường khác.")]
    pub text: Option<String>,
    /// The wards and communes it concerns; none: all that the unit speaks for.
    #[serde(default)]
    pub area: Vec<String>,
    /// From when it is shown; from when it is sent, when left out.
    #[schema(format = DateTime, example = "2026-11-20T18:00:00+07:00")]
    pub valid_from: Option<String>,
    /// Until when it is shown; within a year.
    #[schema(value_type = String, required = true, format = DateTime, example = "2026-11-21T09:00:00+07:00")]
    pub valid_until: Option<String>,
    /// All documents it is to have, at most five: those that stay and new ones.
    #[serde(default)]
    pub documents: Vec<DocumentBody>,
    /// Why it is needed beside what an upper level has sent.
    pub reason: Option<String>,
}

/// Changes an alert that waits for approval; anybody of the unit may, and may not approve it then. What
/// it said before stays in the journal.
#[utoipa::path(
    put,
    path = "/api/alerts/{id}",
    operation_id = "edit_alert",
    tag = "alerts",
    params(("id" = String, Path, description = "The alert.")),
    request_body = Editing,
    responses((status = 200, description = "Changed.", body = AlertReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn edit(call: Call) -> Result<Reply, Problem> {
    let editor = &call.signed_in().await?.account;
    let body: Editing = call.json().await?;
    let store = call.store().await?;
    let alert = alert::for_act(&call, store, editor).await?;
    if !editor.works_in(&alert.issuer.unit) {
        return Err(Refusal::NotYourUnit { unit: alert.issuer.unit }.into());
    }
    let mut fields = Fields::new();
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
    let content = given.check(&mut fields, &call, &editor.id, &alert.content.documents).await?;
    let version = fields.required("version", body.version);
    let (content, version) = fields.finish((content, version))?;
    alert::is_as_read(&alert, Some(version))?;
    let terms = store.alert_terms(call.now).await?;
    let level = alert.issuer.level_on(call.now.date_naive(), &terms)?;
    let uppers = store.upper_alerts(&alert.issuer, level, &content, &terms, call.now).await?;
    let office = AlertOffice { now: call.now, terms: &terms, uppers: &uppers };
    let outcome = edit_alert(&alert, editor, content, &office)?;
    alert::commit(store, &outcome).await
}
