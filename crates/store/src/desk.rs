//! What a desk reads: its queue, soonest due first, and one case with everything the office knows of it.

use crate::sql::{ACTING_UNIT, due_moved, instant, unit_name};
use crate::{Error, Store, Value, to_millis};
use domain::{AccountId, Act, CaseId, Desk, Instant, State, UnitId, roles_for};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// A place in a queue: behind that case, which was due then. Shown to clients as an opaque word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePlace {
    /// `None`: among the cases on which no agency's clock runs, which stand at the end.
    due_at: Option<i64>,
    case: String,
}

/// A word that is no place in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a queue")]
pub struct NotAPlace;

impl FromStr for QueuePlace {
    type Err = NotAPlace;

    fn from_str(word: &str) -> Result<Self, NotAPlace> {
        let plain = hex::decode(word).ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(NotAPlace)?;
        let (due_at, case) = plain.split_once('.').ok_or(NotAPlace)?;
        let due_at = match due_at {
            "" => None,
            millis => Some(millis.parse().map_err(|_| NotAPlace)?),
        };
        Ok(Self { due_at, case: case.to_owned() })
    }
}

impl fmt::Display for QueuePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let due_at = self.due_at.map(|millis| millis.to_string()).unwrap_or_default();
        f.write_str(&hex::encode(format!("{due_at}.{}", self.case)))
    }
}

/// Which part of a queue is wanted.
#[derive(Clone, Debug)]
pub struct QueuePage {
    /// Behind this place; `None` from the start.
    pub after: Option<QueuePlace>,
    /// At most that many cases.
    pub limit: u32,
}

static DESK_QUEUE: LazyLock<String> = LazyLock::new(|| build_queue("c.unit = ?6 AND c.desk = ?7"));

// A handler's published cases stand in the queue of aftercare; drafted and resulted ones wait for the head.
static HANDLER_QUEUE: LazyLock<String> = LazyLock::new(|| {
    let (handling, approved) = (State::Handling.as_str(), State::Approved.as_str());
    build_queue(&format!("c.handler = ?6 AND c.handler > '' AND c.desk > '' AND c.state IN ('{handling}', '{approved}')"))
});

static DESK_CASE: LazyLock<String> = LazyLock::new(build_case);

/// The query of a desk's queue; of an officer's own for [`Desk::Handling`]. For the tests of its plan.
pub fn queue_sql(desk: Desk) -> &'static str {
    match desk {
        Desk::Handling => &HANDLER_QUEUE,
        Desk::Support => crate::support::queue_sql(), // R-8.2b
        _ => &DESK_QUEUE,
    }
}

/// The query of a case as a desk sees it. For the tests of its plan.
pub fn case_sql() -> &'static str {
    &DESK_CASE
}

impl Store {
    /// A page of a desk's queue in that unit, soonest due first, as JSON; with the counts of all of it.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn desk_queue(&self, unit: &UnitId, desk: Desk, now: Instant, page: &QueuePage) -> Result<String, Error> {
        let mut params = page.params(now);
        if desk == Desk::Support {
            return self.support_queue(unit, params).await;
        }
        params.extend([unit.as_str().into(), desk.as_str().into()]);
        self.queue(&DESK_QUEUE, params).await
    }

    /// A page of the cases that wait for that officer, in any unit, soonest due first.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn handler_queue(&self, handler: &AccountId, now: Instant, page: &QueuePage) -> Result<String, Error> {
        let mut params = page.params(now);
        params.push(handler.as_str().into());
        self.queue(&HANDLER_QUEUE, params).await
    }

    pub(crate) async fn queue(&self, sql: &str, params: Vec<Value>) -> Result<String, Error> {
        let queue = self.json_text(sql, params).await?;
        queue.ok_or_else(|| Error::Fault(anyhow::anyhow!("the queue came back empty")))
    }

    /// A case as a desk sees it, as JSON: the report, the clocks, everything that was noted, the whole
    /// timeline, and the acts that this person may do. A confidential report comes without its sender
    /// not in `sender`, nor as the actor of a line. `may_support` says what the person may do on what
    /// each supporter was asked for (R-8.2b).
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn desk_case(
        &self,
        case: &CaseId,
        may: &[Act],
        may_support: &[(UnitId, Vec<Act>)],
        now: Instant,
    ) -> Result<Option<String>, Error> {
        let words = |acts: &[Act]| acts.iter().map(|act| act.as_str()).collect::<Vec<_>>();
        let support: serde_json::Map<_, _> =
            may_support.iter().map(|(unit, acts)| (unit.to_string(), words(acts).into())).collect();
        self.json_text(
            &DESK_CASE,
            vec![
                case.as_str().into(),
                to_millis(now).into(),
                serde_json::json!(words(may)).to_string().into(),
                serde_json::Value::Object(support).to_string().into(),
            ],
        )
        .await
    }

    /// Whether a unit may give a case to another to be handled (R-8.1b): to itself always; a city agency
    /// also to a ward or commune, which has nobody below it.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn dispatches_to(&self, from: &UnitId, to: &UnitId) -> Result<bool, Error> {
        let found = self
            .json_text(
                "SELECT t.id FROM current_units f JOIN current_units t ON t.id = ?2 WHERE f.id = ?1
                   AND (t.id = f.id OR (f.kind IN ('department', 'centre') AND t.kind IN ('ward', 'commune')))",
                vec![from.as_str().into(), to.as_str().into()],
            )
            .await?;
        Ok(found.is_some())
    }
}

impl Store {
    /// Whether a unit may distribute an initiative to another: the Centre to any department, ward or commune.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn distributes_to(&self, from: &UnitId, to: &UnitId) -> Result<bool, Error> {
        let found = self
            .json_text(
                "SELECT t.id FROM current_units f JOIN current_units t ON t.id = ?2 WHERE f.id = ?1
                   AND f.kind = 'centre' AND t.kind IN ('department', 'ward', 'commune')",
                vec![from.as_str().into(), to.as_str().into()],
            )
            .await?;
        Ok(found.is_some())
    }
}

impl QueuePage {
    /// `?1` now, `?2` and `?3` the place among cases with a due instant, `?4` the place among those without,
    /// `?5` how many.
    pub(crate) fn params(&self, now: Instant) -> Vec<Value> {
        let (due_at, case, undue) = match &self.after {
            None => (i64::MIN, "", ""),
            Some(QueuePlace { due_at: Some(due_at), case }) => (*due_at, case.as_str(), ""),
            // Behind everything that is due.
            Some(QueuePlace { due_at: None, case }) => (i64::MAX, "", case.as_str()),
        };
        vec![to_millis(now).into(), due_at.into(), case.into(), undue.into(), self.limit.into()]
    }
}

/// NULL sorts before every number, and an index cannot turn that round, so the cases without a due instant
/// are a second walk through the same index. Each walk ends after a page. A bare parameter behind LIMIT would
/// have the statement compiled anew at each use; a sum does not.
pub(crate) fn build_queue(whose: &str) -> String {
    let name = unit_name;
    format!(
        "WITH found AS MATERIALIZED (
           SELECT id, due_at FROM (
             SELECT * FROM (SELECT c.id, c.due_at FROM cases c WHERE {whose} AND (c.due_at, c.id) > (?2, ?3)
               ORDER BY c.due_at, c.id LIMIT ?5 + 1)
             UNION ALL
             SELECT * FROM (SELECT c.id, c.due_at FROM cases c WHERE {whose} AND c.due_at IS NULL AND c.id > ?4
               ORDER BY c.id LIMIT ?5 + 1))
           ORDER BY due_at IS NULL, due_at, id LIMIT ?5 + 1),
         page AS MATERIALIZED (SELECT * FROM found ORDER BY due_at IS NULL, due_at, id LIMIT ?5 + 0)
         SELECT json_object(
           'total', (SELECT count(*) FROM cases c WHERE {whose}),
           'overdue', (SELECT count(*) FROM cases c WHERE {whose} AND c.due_at < ?1),
           'cases', (SELECT json_group_array(json_object(
               'code', c.code, 'state', c.state, 'level', c.level, 'kind', c.kind,
               'category', json_object('code', c.category, 'name', g.name),
               'unit', json_object('id', c.unit, 'name', {unit}),
               'ward', json_object('id', c.ward, 'name', {ward}),
               'address', r.address,
               'excerpt', iif(length(r.text) > 120, substr({line}, 1, 119) || '…', {line}),
               'confidential', {confidential},
               'submitted_at', {submitted_at}, 'due_at', {due_at}, 'overdue', {overdue},
               'clocks', (SELECT json_group_array(k.kind ORDER BY k.due_at, k.kind) FROM clocks k
                 WHERE k.case_id = c.id AND k.closed_at IS NULL AND k.kind <> 'contribution'),
               'handler', {handler}, 'urged', {urged}, 'contribution', NULL)
             ORDER BY p.due_at IS NULL, p.due_at, p.id)
             FROM page p CROSS JOIN cases c ON c.id = p.id CROSS JOIN reports r ON r.case_id = c.id
             LEFT JOIN categories g ON g.code = c.category),
           'next', (SELECT lower(hex(coalesce(p.due_at, '') || '.' || p.id)) FROM page p
             WHERE (SELECT count(*) FROM found) > ?5
             ORDER BY p.due_at IS NULL DESC, p.due_at DESC, p.id DESC LIMIT 1))",
        unit = name("c.unit"),
        ward = name("c.ward"),
        line = "replace(replace(r.text, char(13), ''), char(10), ' ')",
        confidential = boolean("r.confidential"),
        submitted_at = instant("c.submitted_at"),
        due_at = instant("c.due_at"),
        overdue = boolean("c.due_at < ?1"),
        handler = person("c.handler"),
        urged = urged(),
    )
}

/// Whether the Centre urged the unit that holds the case.
pub(crate) fn urged() -> String {
    boolean("EXISTS (SELECT 1 FROM urgings e WHERE e.case_id = c.id AND e.unit = c.unit)")
}

fn build_case() -> String {
    let citizens_acts = Act::ALL
        .iter()
        .filter(|act| !matches!(**act, Act::Close | Act::Succeed | Act::Recount) && roles_for(**act).is_empty())
        .map(|act| format!("'{}'", act.as_str()))
        .collect::<Vec<_>>()
        .join(", ");
    let media = |seq: &str| {
        format!(
            "(SELECT json_group_array(json_object('id', m.media, 'type', m.media_type) ORDER BY m.position)
               FROM case_media m WHERE m.case_id = c.id AND m.seq = {seq})"
        )
    };
    let unit = |id: &str| format!("json_object('id', {id}, 'name', {})", unit_name(id));
    let answered_at = instant("f.answered_at");
    let facts = [
        ("contacts", "contacts", format!("'channel', f.channel, 'reached', {}, 'note', f.note", boolean("f.reached"))),
        (
            "information_requests",
            "information_requests",
            format!("'question', f.question, 'answer', f.answer, 'answered_at', {answered_at}"),
        ),
        (
            "acceptances",
            "acceptances",
            format!(
                "'checklist', json_object('content_clear', {}, 'identity_complete', {}, 'media_intact', {},
                   'place_specific', {}), 'level', f.level, 'level_reason', f.level_reason",
                boolean("f.content_clear"),
                boolean("f.identity_complete"),
                boolean("f.media_intact"),
                boolean("f.place_specific"),
            ),
        ),
        ("refusals", "refusals", "'reason', f.reason, 'explanation', f.explanation".to_owned()),
        ("assignments", "assignments", format!("'handler', {}, 'note', f.note", person("f.handler"))),
        (
            "level_changes",
            "level_changes",
            format!("'from', f.from_level, 'to', f.to_level, 'reason', f.reason, {}", due_moved("f.case_id", "f.seq")),
        ),
        (
            "extensions",
            "extensions",
            format!("'legal_basis', f.legal_basis, 'total_days', f.total_days, {}", due_moved("f.case_id", "f.seq")),
        ),
        (
            "drafts",
            "drafts",
            format!(
                "'conclusion', f.conclusion, 'media', {}, 'assessment', {}",
                media("f.seq"),
                crate::kinds::assessment("x.case_id = f.case_id AND x.seq = f.seq"),
            ),
        ),
        ("classifications", "classifications", "'class', f.class, 'reason', f.reason".to_owned()),
        ("returns", "returns", "'act', f.act, 'reason', f.reason".to_owned()),
        ("approvals", "approvals", "'note', f.note".to_owned()),
        ("results", "results", format!("'result', f.result, 'evidence', {}", media("f.seq"))),
        ("urgings", "urgings", "'reason', f.reason".to_owned()),
    ]
    .map(|(name, table, fields)| {
        format!(
            "'{name}', (SELECT json_group_array(json_object('seq', f.seq, 'at', {}, 'unit', {}, 'by', {}, {fields})
               ORDER BY f.seq) FROM {table} f WHERE f.case_id = c.id)",
            instant("f.at"),
            unit("f.unit"),
            person("f.by"),
        )
    })
    .join(",\n  ");
    format!(
        "SELECT json_object(
  'code', c.code, 'version', c.version, 'state', c.state, 'kind', c.kind, 'level', c.level,
  'confidential', {confidential},
  'category', json_object('code', c.category, 'name', g.name),
  'unit', {unit}, 'ward', {ward},
  'superior', (SELECT json_object('id', s.id, 'name', s.name) FROM current_units u
    JOIN current_units s ON s.id = iif(u.kind IN ('ward', 'commune'), coalesce(u.superior, g.escalates_to), u.superior) WHERE u.id = c.unit),
  'handler', (SELECT json_object('id', a.id, 'name', a.name) FROM accounts a WHERE a.id = c.handler),
  'submitted_at', {submitted_at}, 'updated_at', {updated_at}, 'due_at', {due_at}, 'closes_at', {closes_at},
  'overdue', {overdue},
  'report', json_object('text', r.text, 'address', r.address, 'latitude', r.latitude, 'longitude', r.longitude,
    'happened_at', {happened_at}, 'media', {report_media}),
  'sender', coalesce(
    (SELECT json_object('name', e.name, 'phone', e.phone, 'email', e.email, 'verified', {sender_verified})
      FROM entries e WHERE e.case_id = c.id AND r.confidential = 0),
    (SELECT json_object('name', a.name, 'phone', a.phone, 'email', a.email, 'verified', {verified})
      FROM accounts a WHERE a.id = c.reporter AND r.confidential = 0)),
  'sender_verified', {sender_verified},
  'organisation', (SELECT json_object('name', o.name, 'tax_code', o.tax_code) FROM report_organisations o
    WHERE o.case_id = c.id AND r.confidential = 0),
  'entry', (SELECT json_object('by', {entered_by}, 'channel', e.channel, 'at', {entered_at}) FROM entries e
    WHERE e.case_id = c.id),
  'signals', (SELECT json_group_array(json_object('signal', s.signal, 'reason', {signal_reason}) ORDER BY s.position)
    FROM report_signals s WHERE s.case_id = c.id),
  'publicity', (SELECT t.spec ->> '$.publicity' FROM terms t WHERE t.kind = c.kind AND t.version = c.terms_version),
  'clocks', (SELECT json_group_array(json_object('kind', k.kind, 'unit', {clock_unit}, 'limit', k.limit_text,
      'since', {origin_at}, 'due_at', {clock_due_at}, 'overdue', {clock_overdue}) ORDER BY k.due_at, k.kind)
    FROM clocks k WHERE k.case_id = c.id AND k.closed_at IS NULL),
  'media', (SELECT json_group_array(json_object('id', m.media, 'type', m.media_type, 'purpose', m.purpose, 'seq', m.seq)
    ORDER BY m.seq, m.position) FROM case_media m WHERE m.case_id = c.id
    AND m.purpose <> 'inspection'),
  'inspections', {inspections},
  'initiative', {initiative},
  {facts},
  'transfers', (SELECT json_group_array(json_object('seq', f.seq, 'at', {fact_at}, 'act', f.act, 'from', {from},
      'to', {to}, 'by', {by}, 'reason', f.reason) ORDER BY f.seq) FROM transfers f WHERE f.case_id = c.id),
  'dispatches', (SELECT json_group_array(json_object('seq', f.seq, 'at', {fact_at}, 'from', {from}, 'to', {to},
      'by', {by}, 'division', f.division, 'instruction', f.instruction) ORDER BY f.seq)
    FROM dispatches f WHERE f.case_id = c.id),
  'publication', (SELECT json_object('at', {published_at}, 'unit', {publication_unit}, 'by', {responsible},
      'text', p.text, 'address', p.address, 'result', p.result) FROM publications p WHERE p.case_id = c.id),
  'questions', (SELECT json_group_array(json_object('seq', f.seq, 'at', {fact_at}, 'question', f.question,
      'answer', f.answer, 'answered_at', {answered_at}, 'answered_by', {answered_by}) ORDER BY f.seq)
    FROM questions f WHERE f.case_id = c.id),
  'rating', (SELECT json_object('at', {fact_at}, 'satisfaction', f.satisfaction, 'comment', f.comment)
    FROM ratings f WHERE f.case_id = c.id),
  'contributions', {contributions}, 'chain', {chain},
  'timeline', (SELECT json_group_array(json_object('seq', j.seq, 'at', {journal_at}, 'act', j.act,
      'from', j.from_state, 'to', j.to_state, 'unit', {journal_unit},
      'by', CASE WHEN j.act IN ({citizens_acts}) AND j.actor <> c.reporter THEN 'officer' WHEN j.act IN ({citizens_acts}) THEN 'citizen' WHEN j.actor IS NULL THEN 'system' ELSE 'officer' END,
      'actor', iif(j.act IN ({citizens_acts}) AND r.confidential = 1, NULL, {actor}),
      'details', json(CASE j.act WHEN 'submit' THEN '{{}}'
        WHEN 'open_inspection' THEN '{{}}' WHEN 'log_inspection' THEN '{{}}' WHEN 'end_inspection' THEN '{{}}'
        WHEN 'look_at_identity' THEN '{{}}'
        WHEN 'publish' THEN json_remove(j.outcome, '$.fact.folded') -> '$.fact'
        ELSE j.outcome -> '$.fact' END)) ORDER BY j.seq)
    FROM journal j WHERE j.subject_id = c.id),
  'may', json(?3))
FROM cases c JOIN reports r ON r.case_id = c.id LEFT JOIN categories g ON g.code = c.category
WHERE c.id = ?1",
        confidential = boolean("r.confidential"),
        unit = unit("c.unit"),
        ward = unit("c.ward"),
        submitted_at = instant("c.submitted_at"),
        updated_at = instant("c.updated_at"),
        due_at = instant("c.due_at"),
        closes_at = instant("c.closes_at"),
        overdue = boolean("c.due_at < ?2"),
        happened_at = instant("r.happened_at"),
        report_media = media("1"),
        verified = boolean("a.verified_at IS NOT NULL"),
        sender_verified = boolean("EXISTS (SELECT 1 FROM accounts a WHERE a.id = c.reporter AND a.verified_at IS NOT NULL)"),
        entered_by = person("e.by"),
        entered_at = instant("e.at"),
        signal_reason = crate::kinds::signal_reason("s.signal"),
        clock_unit = unit("k.unit"),
        origin_at = instant("k.origin_at"),
        clock_due_at = instant("k.due_at"),
        clock_overdue = boolean("k.kind <> 'question_window' AND k.due_at < ?2"),
        fact_at = instant("f.at"),
        from = unit("f.from_unit"),
        to = unit("f.to_unit"),
        by = person("f.by"),
        published_at = instant("p.published_at"),
        publication_unit = unit("p.unit"),
        responsible = person("p.responsible"),
        answered_by = person("f.answered_by"),
        journal_at = instant("j.at"),
        journal_unit = unit(ACTING_UNIT),
        actor = person("j.actor"),
        contributions = crate::support::contributions_json(),
        chain = crate::reopening::chain_json(),
        // What an inspection does is the Inspectorate's; the unit that holds the case sees that one runs.
        inspections = crate::inspections::in_file(),
        initiative = crate::initiatives::in_file(),
    )
}

/// A condition as a JSON boolean; unknown is false.
pub(crate) fn boolean(condition: &str) -> String {
    format!("json(iif({condition}, 'true', 'false'))")
}

/// The name of the person whose account the expression gives; NULL without one.
pub(crate) fn person(account: &str) -> String {
    format!("(SELECT n.name FROM accounts n WHERE n.id = {account})")
}
