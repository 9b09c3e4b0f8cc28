//! Remarks on the regulation: loading one for an act, writing one, and the lists.

use crate::cases::named;
use crate::records::{Words, object, tip};
use crate::sql::{instant, unit_name};
use crate::{Error, Store, Value};
use domain::{Remark, RemarkAct, RemarkFact, RemarkId, RemarkOutcome, RemarkState, ReportText, ShortText, UnitId};
use serde::Deserialize;
use serde_json::json;

/// Which remarks are wanted. What is given must hold together.
#[derive(Clone, Debug, Default)]
pub struct RemarkFilter {
    /// The unit that sent it.
    pub unit: Option<UnitId>,
    /// The article it is about.
    pub article: Option<u8>,
    /// Where it stands.
    pub state: Option<RemarkState>,
    /// Before this number.
    pub before: Option<i64>,
    /// How many.
    pub limit: u32,
}

impl Store {
    /// The remark of that id as an act finds it, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn remark(&self, id: &RemarkId) -> Result<Option<Remark>, Error> {
        #[derive(Deserialize)]
        struct Row {
            version: u32,
            hash: String,
            state: String,
            answered: u8,
        }
        let row: Option<Row> = self
            .json(
                "SELECT json_object('version', version, 'hash', hex(hash), 'state', state,
                   'answered', answered_at IS NOT NULL) FROM remarks WHERE id = ?1",
                vec![id.as_str().into()],
            )
            .await?;
        row.map(|row| {
            Ok(Remark {
                id: id.clone(),
                tip: tip(row.version, &row.hash)?,
                state: named(&row.state, RemarkState::parse)?,
                answered: row.answered != 0,
            })
        })
        .transpose()
    }

    /// Writes an act on a remark.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted first.
    pub async fn commit_remark(&self, outcome: &RemarkOutcome) -> Result<(), Error> {
        let fact = match &outcome.fact {
            RemarkFact::Sent(sent) => json!({
                "article": sent.article,
                "clause": sent.clause.as_ref().map(ShortText::as_str),
                "text": sent.text.as_str(),
                "proposal": sent.proposal.as_ref().map(ReportText::as_str),
            }),
            RemarkFact::Answered(answer) => json!({ "answer": answer.as_str() }),
            RemarkFact::Merged(note) => json!({ "note": note.as_str() }),
        };
        let words = Words {
            subject: "remark",
            act: RemarkAct::as_str(outcome.act),
            from: outcome.from.map(RemarkState::as_str),
            to: outcome.to.as_str(),
        };
        self.commit_record(outcome, words, object(fact)).await
    }

    /// A page of remarks, latest first, as `{"remarks": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn remarks(&self, filter: &RemarkFilter) -> Result<String, Error> {
        let (sql, params) = remarks_sql(filter);
        self.page(&sql, params).await
    }
}

fn remarks_sql(filter: &RemarkFilter) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![filter.limit.into(), filter.before.unwrap_or(i64::MAX).into()];
    let mut conditions = vec!["number < ?2".to_owned()];
    let given: [(&str, Option<Value>); 3] = [
        ("unit", filter.unit.as_ref().map(|unit| unit.as_str().into())),
        ("article", filter.article.map(|article| u32::from(article).into())),
        ("state", filter.state.map(|state| state.as_str().into())),
    ];
    for (column, value) in given {
        if let Some(value) = value {
            params.push(value);
            conditions.push(format!("{column} = ?{}", params.len()));
        }
    }
    let sql = format!(
        "WITH page AS MATERIALIZED (
           SELECT * FROM remarks WHERE {conditions} ORDER BY number DESC LIMIT ?1 + 1)
         SELECT json_object(
           'remarks', (SELECT json_group_array(json_object('id', o.id, 'state', o.state, 'version', o.version,
               'unit', json_object('id', o.unit, 'name', {unit}), 'article', o.article, 'clause', o.clause,
               'text', o.text, 'proposal', o.proposal, 'sent_at', {sent}, 'answer', o.answer, 'answered_at', {answered},
               'merged_note', o.merged_note, 'merged_at', {merged}))
             FROM (SELECT * FROM page ORDER BY number DESC LIMIT ?1 + 0) o),
           'next', (SELECT CAST(min(number) AS TEXT) FROM (SELECT number FROM page ORDER BY number DESC LIMIT ?1 + 0)
             WHERE (SELECT count(*) FROM page) > ?1))",
        conditions = conditions.join(" AND "),
        unit = unit_name("o.unit"),
        sent = instant("o.sent_at"),
        answered = instant("o.answered_at"),
        merged = instant("o.merged_at"),
    );
    (sql, params)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::{plan_of, recompilations_of};

    #[test]
    fn each_filter_is_a_stretch_of_an_index() {
        let filters = [
            (RemarkFilter::default(), "remarks USING INTEGER PRIMARY KEY (rowid<?)"),
            (RemarkFilter { unit: Some(UnitId::new("00070")), ..RemarkFilter::default() }, "remarks_of_unit (unit=? AND"),
            (RemarkFilter { article: Some(8), ..RemarkFilter::default() }, "remarks_by_article (article=? AND"),
            (RemarkFilter { state: Some(RemarkState::Sent), ..RemarkFilter::default() }, "remarks_by_state (state=? AND"),
        ];
        for (filter, index) in filters {
            let sql = remarks_sql(&filter).0;
            let plan = plan_of(&sql);
            assert!(plan.contains(index), "{plan}");
            assert_eq!(recompilations_of(&sql), 0, "{sql}");
        }
    }
}
