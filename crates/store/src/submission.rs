//! What citizens read: the categories, the wards, their own reports, and everybody's notices.

use crate::cases::named;
use crate::organisation::day_of;
use crate::sql::{ACTING_UNIT, due_moved, first_unit_of, instant, unit_name};
use crate::{Error, Store, Value};
use domain::{Account, AccountId, CaseCode, Instant, Kind, Point, Topic, UnitId, Ward};
use serde::Deserialize;

/// Where a page of notices goes on: after that one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeCursor {
    /// Its instant in milliseconds.
    pub at: i64,
    /// Its key, for those of one instant.
    pub key: String,
}

/// A notice as it lies in the outbox.
#[derive(Clone, Debug)]
pub struct NoticeRow {
    /// Its key; with the instant, what a page goes on after.
    pub key: String,
    /// Code of the case it is about.
    pub code: String,
    /// What about.
    pub topic: Topic,
    /// When, in milliseconds.
    pub at: i64,
    /// The desk it was sent to: unit, its name, role. `None` for a notice to the person.
    pub desk: Option<(UnitId, String, String)>,
}

/// One person holds a role in a few units. More arms than this would only cost.
const DESKS_MAX: usize = 40;

impl Store {
    /// The categories in their order, of one kind or of all, with who receives their reports on that day, as
    /// `{"categories": […]}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn categories(&self, kind: Option<Kind>, now: Instant) -> Result<String, Error> {
        let sql = format!(
            "SELECT json_object('categories', json_group_array(json_object('code', g.code, 'kind', g.kind, 'name', g.name,
               'usual_level', g.usual_level, 'first_unit', coalesce(f.unit, 'ward'), 'first_unit_name', {unit})
               ORDER BY g.position))
             FROM categories g JOIN first_units f ON {first_unit} WHERE ?1 IS NULL OR g.kind = ?1",
            unit = unit_name("f.unit"),
            first_unit = first_unit_of!("g.code", "?2"),
        );
        self.list(&sql, vec![kind.map(Kind::as_str).into(), day_of(now).into()]).await
    }

    /// The wards and communes of today.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn wards(&self) -> Result<Vec<Ward>, Error> {
        let rows: Option<Vec<(String, String, f64, f64)>> = self
            .json(
                "SELECT json_group_array(json_array(id, name, latitude, longitude)) FROM current_units
                 WHERE kind IN ('ward', 'commune') AND latitude IS NOT NULL AND longitude IS NOT NULL",
                vec![],
            )
            .await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(unit, name, latitude, longitude)| {
                Some(Ward { unit: UnitId::new(unit), name, centroid: Point::new(latitude, longitude)? })
            })
            .collect())
    }

    /// How the case stands that this sender opened with this key: code, state, level, unit, due_at,
    /// version as JSON; `None` when the key is new.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn submitted_case(&self, reporter: &AccountId, key: &str) -> Result<Option<String>, Error> {
        self.json_text(
            &format!(
                "SELECT json_object('code', c.code, 'state', c.state, 'level', c.level, 'unit', c.unit,
                   'due_at', {}, 'version', c.version)
                 FROM submissions s JOIN cases c ON c.id = s.case_id WHERE s.reporter = ?1 AND s.idempotency_key = ?2",
                instant("c.due_at")
            ),
            vec![reporter.as_str().into(), key.into()],
        )
        .await
    }

    /// A page of somebody's own reports, newest first, as `{"reports": […], "next": …}`. `after` is the
    /// `next` of the page before: the code of its last report.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reports_of(&self, reporter: &AccountId, after: Option<&str>, limit: u32) -> Result<String, Error> {
        self.list(&own_reports(), vec![reporter.as_str().into(), after.into(), limit.into()]).await
    }

    /// Somebody's own case in full, as JSON; `None` when there is none of that code or it is somebody
    /// else's. What officers wrote for each other is not in it.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn report_of(&self, reporter: &AccountId, code: &CaseCode) -> Result<Option<String>, Error> {
        let media = |purpose: &str, seq: &str| {
            format!(
                "(SELECT json_group_array(json_object('id', m.media, 'media_type', m.media_type)) FROM
                   (SELECT * FROM case_media WHERE case_id = c.id AND purpose = '{purpose}' {seq}
                    ORDER BY seq, position) m)"
            )
        };
        let sql = format!(
            "SELECT json_object('code', c.code, 'version', c.version, 'state', c.state, 'kind', c.kind, 'level', c.level,
               'category', c.category, 'category_name', (SELECT name FROM categories WHERE code = c.category),
               'unit', c.unit, 'unit_name', {unit_name},
               'text', r.text, 'address', r.address, 'ward', c.ward,
               'ward_name', {ward_name},
               'latitude', r.latitude, 'longitude', r.longitude, 'happened_at', {happened},
               'confidential', {confidential},
               'organisation', (SELECT json_object('name', o.name, 'tax_code', o.tax_code) FROM report_organisations o
                 WHERE o.case_id = c.id),
               'entered', {entered}, 'submitted_at', {submitted}, 'updated_at', {updated},
               'due_at', {due}, 'due_clock', (SELECT kind FROM clocks WHERE case_id = c.id AND closed_at IS NULL
                 AND kind NOT IN ('question_window', 'contribution') ORDER BY due_at LIMIT 1),
               'question_until', (SELECT {window} FROM clocks k WHERE k.case_id = c.id AND k.closed_at IS NULL
                 AND k.kind = 'question_window' AND NOT EXISTS (SELECT 1 FROM questions a WHERE a.case_id = c.id)),
               'closes_at', {closes},
               'media', {report_media}, 'information_media', {information_media},
               'information_requests', (SELECT json_group_array(json_object('question', i.question, 'asked_at', {asked},
                   'unit', i.unit, 'unit_name', {asking_unit},
                   'waiting', {waiting}, 'answer', i.answer, 'answered_at', {answered}))
                 FROM (SELECT * FROM information_requests WHERE case_id = c.id ORDER BY seq) i),
               'result', (SELECT json_object('result', p.result, 'published_at', {published},
                   'responsible', coalesce((SELECT a.name FROM accounts a WHERE a.id = p.responsible), ''),
                   'evidence', {evidence}, 'assessment', {assessment})
                 FROM publications p WHERE p.case_id = c.id),
               'refusal', (SELECT json_object('reason', f.reason, 'explanation', f.explanation, 'refused_at', {refused})
                 FROM refusals f WHERE f.case_id = c.id ORDER BY f.seq DESC LIMIT 1),
               'questions', (SELECT json_group_array(json_object('question', q.question, 'asked_at', {q_asked},
                   'answer', q.answer, 'answered_at', {q_answered}))
                 FROM (SELECT * FROM questions WHERE case_id = c.id ORDER BY seq) q),
               'rating', (SELECT json_object('satisfaction', t.satisfaction, 'comment', t.comment, 'rated_at', {rated})
                 FROM ratings t WHERE t.case_id = c.id),
               'supporters', (SELECT json_group_array({supporter} ORDER BY s.invited_seq, s.unit) FROM contributions s
                 WHERE s.case_id = c.id AND s.state = 'contributed'),
               'chain', {chain},
               'timeline', (SELECT json_group_array(json_object('act', j.act, 'state', j.to_state, 'at', {acted},
                   'by_you', {by_you}, 'unit', {ACTING_UNIT}, {due_moved},
                   'unit_name', {acting_unit},
                   'to_unit_name', {to_unit},
                   'reason', CASE j.act WHEN 'refuse' THEN j.outcome ->> '$.fact.explanation'
                     WHEN 'forward' THEN j.outcome ->> '$.fact.reason'
                     WHEN 'reroute' THEN j.outcome ->> '$.fact.reason'
                     WHEN 'extend' THEN j.outcome ->> '$.fact.legal_basis'
                     WHEN 'withdraw' THEN j.outcome ->> '$.fact.reason'
                     WHEN 'classify' THEN j.outcome ->> '$.fact.reason' END))
                 FROM (SELECT * FROM journal WHERE subject_id = c.id
                   AND act NOT IN ('log_inspection', 'look_at_identity', 'hide_comment') ORDER BY seq) j),
               'identity_looks', {identity_looks})
             FROM cases c JOIN reports r ON r.case_id = c.id WHERE c.code = ?1 AND c.reporter = ?2",
            happened = instant("r.happened_at"),
            confidential = flag("r.confidential"),
            entered = flag("EXISTS (SELECT 1 FROM entries e WHERE e.case_id = c.id)"),
            submitted = instant("c.submitted_at"),
            updated = instant("c.updated_at"),
            due = instant("c.due_at"),
            window = instant("k.due_at"),
            closes = instant("c.closes_at"),
            report_media = media("report", ""),
            information_media = media("information", ""),
            asked = instant("i.at"),
            // A request that a transfer or a decision ended has no answer and waits for none.
            waiting = flag("i.answered_at IS NULL"),
            answered = instant("iif(i.answer IS NULL, NULL, i.answered_at)"),
            published = instant("p.published_at"),
            // A result that was sent back left its evidence behind; only the last one counts.
            evidence = media("evidence", "AND seq = (SELECT max(seq) FROM results WHERE case_id = c.id)"),
            assessment = crate::kinds::assessment("x.case_id = c.id ORDER BY x.seq DESC LIMIT 1"),
            refused = instant("f.at"),
            q_asked = instant("q.at"),
            q_answered = instant("q.answered_at"),
            rated = instant("t.at"),
            acted = instant("j.at"),
            by_you = flag("j.actor IS c.reporter"),
            ward_name = unit_name("c.ward"),
            unit_name = unit_name("c.unit"),
            asking_unit = unit_name("i.unit"),
            identity_looks = crate::inspections::looks_for_reporter(),
            acting_unit = unit_name(ACTING_UNIT),
            supporter = unit_name("s.unit"),
            chain = crate::reopening::chain_json(),
            due_moved = due_moved("c.id", "j.seq"),
            // Only these three move the case; the name of no unit is NULL.
            to_unit = unit_name("iif(j.act IN ('forward', 'reroute', 'dispatch'), j.outcome ->> '$.fact.to', NULL)"),
        );
        self.json_text(&sql, vec![code.as_str().into(), reporter.as_str().into()]).await
    }

    /// Notices to a person and to the desks that person holds, newest first, and whether there are more.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn notices_for(
        &self,
        account: &Account,
        after: Option<&NoticeCursor>,
        limit: u32,
    ) -> Result<(Vec<NoticeRow>, bool), Error> {
        #[derive(Deserialize)]
        struct Row {
            key: String,
            code: String,
            topic: String,
            at: i64,
            role: Option<String>,
            recipient: String,
            unit_name: Option<String>,
        }
        let (at, key) = after.map_or((i64::MAX, ""), |cursor| (cursor.at, cursor.key.as_str()));
        let mut params: Vec<Value> = vec![limit.into(), at.into(), key.into(), account.id.as_str().into()];
        let desks = account.memberships.iter().take(DESKS_MAX);
        params.extend(desks.clone().flat_map(|held| [held.unit.as_str().into(), held.role.as_str().into()]));
        let rows: Option<Vec<Row>> = self.json(&notices(desks.len()), params).await?;
        let mut rows = rows.unwrap_or_default();
        let page = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let notices = rows
            .into_iter()
            .map(|row| {
                let name = row.unit_name.unwrap_or_else(|| row.recipient.clone());
                let unit = UnitId::new(row.recipient);
                Ok(NoticeRow {
                    key: row.key,
                    code: row.code,
                    topic: named(&row.topic, Topic::parse)?,
                    at: row.at,
                    desk: row.role.map(|role| (unit, name, role)),
                })
            })
            .collect::<Result<_, Error>>()?;
        Ok((notices, more))
    }

    async fn list(&self, sql: &str, params: Vec<Value>) -> Result<String, Error> {
        let list = self.json_text(sql, params).await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("a list came back empty")))
    }
}

fn own_reports() -> String {
    format!(
        "SELECT json_object('reports', json_group_array(json_object(
             'code', c.code, 'state', c.state, 'level', c.level, 'kind', c.kind, 'category', c.category,
             'category_name', (SELECT name FROM categories WHERE code = c.category),
             'excerpt', (SELECT substr(text, 1, 200) FROM reports WHERE case_id = c.id),
             'address', (SELECT address FROM reports WHERE case_id = c.id),
             'ward', c.ward, 'ward_name', {ward_name},
             'unit', c.unit, 'unit_name', {unit_name},
             'submitted_at', {submitted}, 'updated_at', {updated}, 'due_at', {due},
             'information_pending', {pending})) FILTER (WHERE c.n <= ?3),
           'next', iif(max(c.n) > ?3, max(iif(c.n = ?3, c.code, NULL)), NULL))
         FROM (SELECT row_number() OVER () AS n, p.* FROM (SELECT * FROM cases WHERE reporter = ?1
             AND id < CASE WHEN ?2 IS NULL THEN '~' ELSE
               (SELECT id FROM cases WHERE code = ?2 AND reporter = ?1) END
             ORDER BY id DESC LIMIT ?3 + 1) p) c",
        submitted = instant("c.submitted_at"),
        updated = instant("c.updated_at"),
        due = instant("c.due_at"),
        pending = flag(PENDING),
        ward_name = unit_name("c.ward"),
        unit_name = unit_name("c.unit"),
    )
}

/// The notices to `?4` and to that many desks, whose units and roles follow as `?5`, `?6` and so on.
fn notices(desks: usize) -> String {
    // The index gives each arm in order, so the arms are merged and not sorted.
    let arm = |of: String| {
        format!(
            "SELECT key, case_id, recipient, role, topic, at FROM outbox
             WHERE {of} AND at <= ?2 AND (at < ?2 OR key > ?3)"
        )
    };
    let mut arms = vec![arm("recipient = ?4 AND role IS NULL".to_owned())];
    arms.extend((0..desks).map(|n| arm(format!("recipient = ?{} AND role = ?{}", 5 + 2 * n, 6 + 2 * n))));
    format!(
        "SELECT json_group_array(json_object('key', o.key, 'topic', o.topic, 'at', o.at, 'role', o.role,
           'recipient', o.recipient, 'code', coalesce((SELECT code FROM cases WHERE id = o.case_id),
             (SELECT code FROM bookings WHERE id = o.case_id)),
           'unit_name', iif(o.role IS NULL, NULL, {})))
         FROM ({} ORDER BY at DESC, key LIMIT ?1 + 1) o",
        unit_name("o.recipient"),
        arms.join(" UNION ALL ")
    )
}

/// A condition as JSON true or false.
fn flag(condition: &str) -> String {
    format!("json(iif({condition}, 'true', 'false'))")
}

const PENDING: &str = "EXISTS (SELECT 1 FROM information_requests i WHERE i.case_id = c.id AND i.answered_at IS NULL)";

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::plan_of;

    #[test]
    fn own_reports_are_read_in_the_order_of_an_index() {
        let plan = plan_of(&own_reports());
        assert!(plan.contains("SEARCH cases USING INDEX cases_of_reporter (reporter=? AND id<?)"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }

    #[test]
    fn notices_are_merged_and_not_sorted() {
        for desks in [0, 1, 5] {
            let plan = plan_of(&notices(desks));
            let arms = plan.matches("SEARCH outbox USING INDEX outbox_of_recipient (recipient=? AND role=? AND at<?)").count();
            assert_eq!(arms, desks + 1, "{plan}");
            assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN outbox"), "{plan}");
        }
    }
}
