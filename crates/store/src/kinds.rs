//! The kinds of report as they are today, and pieces of SQL that belong to some of them.

use crate::cases::named;
use crate::organisation::day_of;
use crate::sql::first_unit_of;
use crate::{Error, Store};
use domain::{Instant, Kind, Signal, Terms};
use serde::Deserialize;
use std::rc::Rc;

/// A kind of report with the terms that are valid.
#[derive(Debug)]
pub struct KindToday {
    /// What it needs and the limits its cases run under.
    pub terms: Rc<Terms>,
    /// Valid since this day, `2025-02-28`.
    pub valid_from: String,
    /// Until before this day; `None`: until another version.
    pub valid_to: Option<String>,
    /// The units that receive such reports, by id and name; `None` is the ward where it is.
    pub first_units: Vec<Option<(String, String)>>,
}

const KINDS: &str = concat!(
    "SELECT json_group_array(json_object('kind', t.kind, 'version', t.version,
     'valid_from', t.valid_from, 'valid_to', t.valid_to,
     'first_units', (SELECT json_group_array(iif(g.unit IS NULL, NULL, json_array(g.unit,
         coalesce((SELECT u.name FROM current_units u WHERE u.id = g.unit), g.unit))))
       FROM (SELECT f.unit, min(c.position) FROM categories c JOIN first_units f ON ",
    first_unit_of!("c.code", "?1"),
    "
         WHERE c.kind = t.kind GROUP BY f.unit ORDER BY 2) g)))
   FROM terms t WHERE t.valid_from <= ?1 AND coalesce(t.valid_to, '9999') > ?1"
);

impl Store {
    /// Every kind of which terms are valid at that instant, in the order of [`Kind::ALL`].
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn kinds(&self, now: Instant) -> Result<Vec<KindToday>, Error> {
        #[derive(Deserialize)]
        struct Row {
            kind: String,
            version: String,
            valid_from: String,
            valid_to: Option<String>,
            first_units: Vec<Option<(String, String)>>,
        }
        let rows: Option<Vec<Row>> = self.json(KINDS, vec![day_of(now).into()]).await?;
        let mut kinds: Vec<KindToday> = Vec::new();
        for row in rows.unwrap_or_default() {
            let terms = self.terms(named(&row.kind, Kind::parse)?, &row.version).await?;
            let Row { valid_from, valid_to, first_units, .. } = row;
            kinds.push(KindToday { terms, valid_from, valid_to, first_units });
        }
        // Where two versions overlap the later one counts, as when a report is sent.
        kinds.sort_by(|a, b| (a.terms.kind, &b.valid_from).cmp(&(b.terms.kind, &a.valid_from)));
        kinds.dedup_by_key(|kind| kind.terms.kind);
        Ok(kinds)
    }
}

/// The expression that shows the assessment that the condition finds as `x`, or NULL.
pub(crate) fn assessment(which: &str) -> String {
    let criteria = ["necessary", "lawful", "simple", "feasible", "consistent", "treaty_fit"]
        .map(|criterion| format!("'{criterion}', json(iif(x.{criterion}, 'true', 'false'))"))
        .join(", ");
    format!("(SELECT json_object({criteria}, 'outcome', x.outcome) FROM assessments x WHERE {which})")
}

/// The expression that gives the reason an officer would refuse with, from a sign's word.
pub(crate) fn signal_reason(signal: &str) -> String {
    let cases: String = Signal::ALL
        .iter()
        .map(|signal| format!(" WHEN '{}' THEN '{}'", signal.as_str(), signal.refusal_reason().as_str()))
        .collect();
    format!("CASE {signal}{cases} END")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use crate::schema::plan_of;

    #[test]
    fn an_assessment_is_found_by_its_case() {
        let plan = plan_of(&format!("SELECT {}", super::assessment("x.case_id = ?1 ORDER BY x.seq DESC LIMIT 1")));
        assert!(plan.contains("SEARCH x USING PRIMARY KEY (case_id=?)") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
