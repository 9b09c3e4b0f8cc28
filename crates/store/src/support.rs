//! What supporting agencies read: their queue, and what they were asked for on the case.

use crate::desk::{boolean, person, urged};
use crate::sql::{instant, unit_name};
use crate::{Error, Store, Value};
use domain::UnitId;
use domain::support::Tier;
use std::sync::LazyLock;

static QUEUE: LazyLock<String> = LazyLock::new(build_queue);

/// The query of a unit's queue of contributions.
pub(crate) fn queue_sql() -> &'static str {
    &QUEUE
}

impl Store {
    /// A page of the contributions that a unit owes, soonest due first; those of cases that are not dispatched
    /// yet, which have no due instant, at the end. `params` are those of a page.
    pub(crate) async fn support_queue(&self, unit: &UnitId, mut params: Vec<Value>) -> Result<String, Error> {
        params.push(unit.as_str().into());
        self.queue(&QUEUE, params).await
    }

    /// The level of government of those of the units that exist today and can lead or support (R-8.2a), in the
    /// order named.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn tiers(&self, units: &[UnitId]) -> Result<Vec<(UnitId, Tier)>, Error> {
        let named: Vec<&str> = units.iter().map(UnitId::as_str).collect();
        let rows: Option<Vec<(String, String)>> = self
            .json(
                "SELECT json_group_array(json_array(u.id, iif(u.kind IN ('ward', 'commune'), 'commune', 'city')))
                 FROM json_each(?1) named CROSS JOIN current_units u ON u.id = named.value WHERE u.kind <> 'district'",
                vec![serde_json::json!(named).to_string().into()],
            )
            .await?;
        let rows = rows.unwrap_or_default();
        let tier = |unit: &UnitId| {
            let (_, tier) = rows.iter().find(|(id, _)| id == unit.as_str())?;
            Some((unit.clone(), Tier::parse(tier)?))
        };
        Ok(units.iter().filter_map(tier).collect())
    }
}

/// Two walks through one index, as in the queues of cases.
fn build_queue() -> String {
    const WAITING: &str = "FROM contributions s WHERE s.unit = ?6 AND s.waiting = 1";
    format!(
        "WITH found AS MATERIALIZED (
           SELECT id, due_at FROM (
             SELECT * FROM (SELECT s.case_id AS id, s.due_at {WAITING} AND (s.due_at, s.case_id) > (?2, ?3)
               ORDER BY s.due_at, s.case_id LIMIT ?5 + 1)
             UNION ALL
             SELECT * FROM (SELECT s.case_id AS id, s.due_at {WAITING} AND s.due_at IS NULL AND s.case_id > ?4
               ORDER BY s.case_id LIMIT ?5 + 1))
           ORDER BY due_at IS NULL, due_at, id LIMIT ?5 + 1),
         page AS MATERIALIZED (SELECT * FROM found ORDER BY due_at IS NULL, due_at, id LIMIT ?5 + 0)
         SELECT json_object(
           'total', (SELECT count(*) {WAITING}),
           'overdue', (SELECT count(*) {WAITING} AND s.due_at < ?1),
           'cases', (SELECT json_group_array(json_object(
               'code', c.code, 'state', c.state, 'level', c.level, 'kind', c.kind,
               'category', json_object('code', c.category, 'name', g.name),
               'unit', json_object('id', c.unit, 'name', {unit}),
               'ward', json_object('id', c.ward, 'name', {ward}),
               'address', r.address,
               'excerpt', iif(length(s.request) > 120, substr({line}, 1, 119) || '…', {line}),
               'confidential', {confidential},
               'submitted_at', {submitted_at}, 'due_at', {due_at}, 'overdue', {overdue},
               'clocks', iif(p.due_at IS NULL, json('[]'), json('[\"contribution\"]')),
               'handler', {handler}, 'urged', {urged}, 'contribution', s.state)
             ORDER BY p.due_at IS NULL, p.due_at, p.id)
             FROM page p CROSS JOIN cases c ON c.id = p.id CROSS JOIN reports r ON r.case_id = c.id
             CROSS JOIN contributions s ON s.case_id = c.id AND s.unit = ?6
             LEFT JOIN categories g ON g.code = c.category),
           'next', (SELECT lower(hex(coalesce(p.due_at, '') || '.' || p.id)) FROM page p
             WHERE (SELECT count(*) FROM found) > ?5
             ORDER BY p.due_at IS NULL DESC, p.due_at DESC, p.id DESC LIMIT 1))",
        unit = unit_name("c.unit"),
        ward = unit_name("c.ward"),
        line = "replace(replace(s.request, char(13), ''), char(10), ' ')",
        confidential = boolean("r.confidential"),
        submitted_at = instant("c.submitted_at"),
        due_at = instant("p.due_at"),
        overdue = boolean("p.due_at < ?1"),
        handler = person("s.handler"),
        urged = urged(),
    )
}

/// What each supporter of case `c` was asked for and how far it has come; `?2` now, `?4` what may be done on each.
pub(crate) fn contributions_json() -> String {
    format!(
        "(SELECT json_group_array(json_object(
            'unit', json_object('id', s.unit, 'name', {unit}), 'state', s.state,
            'waiting', {waiting}, 'request', s.request, 'invited_at', {invited_at}, 'invited_by', {invited_by},
            'due_at', {due_at}, 'overdue', {overdue},
            'handler', (SELECT json_object('id', a.id, 'name', a.name) FROM accounts a WHERE a.id = s.handler),
            'note', s.note, 'author', {author}, 'contribution', s.contribution,
            'media', (SELECT json_group_array(json_object('id', m.media, 'type', m.media_type) ORDER BY m.position)
              FROM case_media m WHERE m.case_id = s.case_id AND m.seq = s.drafted_seq),
            'return_reason', s.return_reason, 'decided_at', {decided_at}, 'decided_by', {decided_by},
            'decision', s.decision,
            'may', json(coalesce(?4 -> s.unit, '[]')))
          ORDER BY s.invited_seq, s.unit) FROM contributions s WHERE s.case_id = c.id)",
        unit = unit_name("s.unit"),
        waiting = boolean("s.waiting"),
        invited_at = instant("s.invited_at"),
        invited_by = person("s.invited_by"),
        due_at = instant("s.due_at"),
        overdue = boolean("s.due_at < ?2"),
        author = person("s.drafted_by"),
        decided_at = instant("s.decided_at"),
        // Withdrawing ends them: then it is the sender, who may be hidden.
        decided_by = person("nullif(s.decided_by, c.reporter)"),
    )
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::plan_of;

    #[test]
    fn a_supporters_queue_is_read_in_the_order_of_an_index() {
        let plan = plan_of(&QUEUE);
        assert!(plan.contains("USING COVERING INDEX contributions_queue (unit=? AND waiting=?"), "{plan}");
        assert!(!plan.contains("SCAN s\n") && !plan.contains("SCAN c\n") && !plan.contains("SCAN r\n"), "{plan}");
        // Two walks and two counts, each inside the index.
        assert_eq!(plan.matches("SEARCH s USING COVERING INDEX contributions_queue").count(), 4, "{plan}");
    }
}
