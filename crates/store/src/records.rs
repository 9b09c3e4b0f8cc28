//! Writing an act on a record that is neither a case nor an alert, and the pages such records are read in.

use crate::journal::Row;
use crate::{Error, Store, to_millis};
use domain::{AccountId, MediaRef, Recipient, Recorded, Tip};
use serde_json::{Map, Value as Json, json};

/// Where a page goes on: after what stands at that instant with that id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordCursor {
    /// Milliseconds of the last one shown.
    pub at: i64,
    /// Its id, for those of the same millisecond.
    pub id: String,
}

impl RecordCursor {
    /// Reads what an answer gave as `next`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        (!id.is_empty()).then_some(Self { at: at.parse().ok()?, id: id.to_owned() })
    }

    /// Before everything.
    pub(crate) fn start() -> Self {
        Self { at: i64::MIN, id: String::new() }
    }
}

/// The words of an outcome's act and states.
pub(crate) struct Words {
    pub subject: &'static str,
    pub act: &'static str,
    pub from: Option<&'static str>,
    pub to: &'static str,
}

impl Store {
    /// One act, one INSERT. Its notices go with it.
    pub(crate) async fn commit_record<S, A, F>(
        &self,
        outcome: &Recorded<S, A, F>,
        words: Words,
        mut fact: Map<String, Json>,
    ) -> Result<(), Error> {
        if !outcome.notices.is_empty() {
            let notices = outcome.notices.iter().map(|(case, notice)| {
                let topic = notice.topic.as_str();
                match &notice.to {
                    Recipient::Account(account) => {
                        json!({ "case": case.as_str(), "recipient": account.as_str(), "topic": topic })
                    }
                    Recipient::Desk(unit, role) => json!({
                        "case": case.as_str(), "recipient": unit.as_str(), "role": role.as_str(), "topic": topic,
                    }),
                }
            });
            fact.insert("notices".into(), notices.collect());
        }
        let text = Json::Object(fact).to_string();
        let row = Row {
            subject: words.subject,
            subject_id: &outcome.id,
            seq: outcome.follows.seq.saturating_add(1),
            act: words.act,
            actor: outcome.actor.as_ref().map(AccountId::as_str),
            unit: outcome.unit.as_str(),
            at: to_millis(outcome.at),
            from: words.from,
            to: words.to,
            outcome: &text,
        };
        self.append(&row, &outcome.follows.hash).await
    }

    pub(crate) async fn page(&self, sql: &str, params: Vec<crate::Value>) -> Result<String, Error> {
        let page = self.json_text(sql, params).await?;
        page.ok_or_else(|| Error::Fault(anyhow::anyhow!("a page of records came back empty")))
    }
}

pub(crate) fn tip(version: u32, hash: &str) -> Result<Tip, Error> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(hash, &mut bytes).map_err(|error| Error::Fault(error.into()))?;
    Ok(Tip { seq: version, hash: bytes })
}

pub(crate) fn files(media: &[MediaRef]) -> Json {
    let one = |file: &MediaRef| json!({ "id": file.id.as_str(), "type": file.media_type.as_str(), "sha256": file.sha256 });
    media.iter().map(one).collect()
}

/// A JSON object as the map that a fact is.
pub(crate) fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::RecordCursor;

    #[test]
    fn a_cursor_reads_what_an_answer_gave() {
        let cursor = RecordCursor::parse("1768000000000-01KAX").unwrap();
        assert_eq!(cursor, RecordCursor { at: 1_768_000_000_000, id: "01KAX".into() });
        for not_one in ["", "x", "1768000000000", "1768000000000-", "-01KAX", "x-01KAX"] {
            assert_eq!(RecordCursor::parse(not_one), None, "{not_one}");
        }
    }
}
