//! The texts a unit starts from when it refuses a report.

use crate::records::{Words, object, tip};
use crate::sql::instant;
use crate::{Error, Store};
use domain::triage::RefusalReason;
use domain::{ReplyTemplate, TemplateAct, TemplateOutcome, TemplateState, Tip, UnitId};
use serde::Deserialize;
use serde_json::json;

/// A text that a unit has worded.
#[derive(Clone, Debug, Deserialize)]
pub struct TemplateText {
    /// The coded reason.
    pub reason: String,
    /// The text.
    pub text: String,
    /// How often the unit worded it; 0 never.
    pub version: u32,
    /// When last, RFC 3339.
    pub edited_at: String,
    /// The name of who did.
    pub edited_by: Option<String>,
}

impl Store {
    /// A unit's template for a reason, as an edit finds it.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reply_template(&self, unit: &UnitId, reason: RefusalReason) -> Result<ReplyTemplate, Error> {
        let id = format!("{unit}/{}", reason.as_str());
        let row: Option<(u32, String)> = self
            .json("SELECT json_array(version, hex(hash)) FROM reply_templates WHERE id = ?1", vec![id.into()])
            .await?;
        let tip = match row {
            Some((version, hash)) => tip(version, &hash)?,
            None => Tip::START,
        };
        Ok(ReplyTemplate { unit: unit.clone(), reason, tip })
    }

    /// The templates that a unit has worded, or has from a unit that it took over from: its own come first,
    /// then the latest.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reply_templates(&self, unit: &UnitId) -> Result<Vec<TemplateText>, Error> {
        let sql = format!(
            "SELECT json_group_array(json_object('reason', t.reason, 'text', t.text,
               'version', iif(t.own, t.version, 0), 'edited_at', {},
               'edited_by', (SELECT a.name FROM accounts a WHERE a.id = t.edited_by)))
             FROM (SELECT w.*, row_number() OVER (PARTITION BY reason ORDER BY own DESC, edited_at DESC, id) AS choice
               FROM (SELECT o.*, substr(o.id, instr(o.id, '/') + 1) AS reason,
                   substr(o.id, 1, instr(o.id, '/') - 1) = o.unit AS own
                 FROM reply_templates o WHERE o.unit = ?1) w) t WHERE t.choice = 1",
            instant("t.edited_at")
        );
        Ok(self.json(&sql, vec![unit.as_str().into()]).await?.unwrap_or_default())
    }

    /// Writes an edit of a template.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody worded it first.
    pub async fn commit_template(&self, outcome: &TemplateOutcome) -> Result<(), Error> {
        let words = Words {
            subject: "reply_template",
            act: TemplateAct::as_str(outcome.act),
            from: outcome.from.map(TemplateState::as_str),
            to: outcome.to.as_str(),
        };
        self.commit_record(outcome, words, object(json!({ "text": outcome.fact.as_str() }))).await
    }
}
