//! Violations, locks and objections: loading a record for an act, writing one, and what people read.

use crate::cases::named;
use crate::records::{RecordCursor, Words, files, object, tip};
use crate::sql::{instant, unit_name};
use crate::{Error, Store, from_millis, hanoi, to_millis};
use domain::{
    AccountId, CaseCode, CaseId, Conduct, ConductAct, ConductFact, ConductId, ConductOutcome, ConductState,
    ConductTerms, Instant, Lock, Objection, ObjectionId, PastLock, UnitId, Violation, ViolationId,
};
use serde::Deserialize;
use serde_json::json;

/// An objection with what decides who may read it.
#[derive(Clone, Debug)]
pub struct ObjectionPlace {
    /// The record it is in.
    pub conduct: ConductId,
    /// The unit whose head decides; `None`: the Centre.
    pub reviewer: Option<UnitId>,
}

#[derive(Deserialize)]
struct ConductRow {
    id: String,
    account: String,
    version: u32,
    hash: String,
    state: String,
    accepted_after: u32,
    violations: Vec<ViolationRow>,
    locks: Vec<LockRow>,
}

#[derive(Deserialize)]
struct ViolationRow {
    id: String,
    seq: u32,
    #[serde(rename = "case")]
    case_id: String,
    unit: String,
    by: String,
    reviewer: Option<String>,
    annulled: u8,
    objection: Option<ObjectionRow>,
}

#[derive(Deserialize)]
struct ObjectionRow {
    id: String,
    decided: u8,
}

#[derive(Deserialize)]
struct LockRow {
    seq: u32,
    accepted_after: u32,
    until: i64,
    lifted: u8,
}

fn conduct_sql(which: &str) -> String {
    format!(
        "SELECT json_object('id', c.id, 'account', c.account, 'version', c.version, 'hash', hex(c.hash),
           'state', c.state, 'accepted_after', c.accepted_after,
           'violations', (SELECT json_group_array(json_object('id', v.id, 'seq', v.seq, 'case', v.case_id,
               'unit', v.unit, 'by', v.by, 'reviewer', v.reviewer, 'annulled', v.annulled_at IS NOT NULL,
               'objection', (SELECT json_object('id', o.id, 'decided', o.state <> 'waiting')
                 FROM objections o WHERE o.violation = v.id)))
             FROM (SELECT * FROM violations WHERE conduct_id = c.id ORDER BY seq) v),
           'locks', (SELECT json_group_array(json_object('seq', l.seq, 'accepted_after', l.accepted_after, 'until', l.until,
               'lifted', l.lifted_at IS NOT NULL))
             FROM (SELECT * FROM conduct_locks WHERE conduct_id = c.id ORDER BY seq) l))
         FROM conduct c WHERE {which}"
    )
}

impl Store {
    /// What is recorded about an account; `None` when nothing is.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn conduct_of(&self, account: &AccountId) -> Result<Option<Conduct>, Error> {
        self.load_conduct("c.account = ?1", account.as_str()).await
    }

    /// The record of that id, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn conduct(&self, id: &ConductId) -> Result<Option<Conduct>, Error> {
        self.load_conduct("c.id = ?1", id.as_str()).await
    }

    async fn load_conduct(&self, which: &str, value: &str) -> Result<Option<Conduct>, Error> {
        let row: Option<ConductRow> = self.json(&conduct_sql(which), vec![value.into()]).await?;
        row.map(ConductRow::into_conduct).transpose()
    }

    /// The lock on that account, if one stood when its record was last written; ask it whether it still runs.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn lock_of(&self, account: &AccountId) -> Result<Option<Lock>, Error> {
        let found: Option<(i64,)> = self
            .json(
                "SELECT json_array(locked_until) FROM conduct WHERE account = ?1 AND state = 'locked' AND locked_until > 0",
                vec![account.as_str().into()],
            )
            .await?;
        found.map(|(until,)| Ok(Lock { until: from_millis(until)? })).transpose()
    }

    /// How many violations in a row are borne, and how long a lock lasts, on that day.
    ///
    /// # Errors
    /// [`Error::Fault`], also when nothing is valid then.
    pub async fn conduct_terms(&self, now: Instant) -> Result<ConductTerms, Error> {
        let row: Option<(u32, u32)> = self
            .json(
                "SELECT json_array(in_row_max, lock_days) FROM conduct_terms
                 WHERE valid_from <= ?1 AND coalesce(valid_to, '9999') > ?1 ORDER BY valid_from DESC LIMIT 1",
                vec![now.with_timezone(&hanoi()).date_naive().to_string().into()],
            )
            .await?;
        let (in_row_max, lock_days) =
            row.ok_or_else(|| Error::Fault(anyhow::anyhow!("no terms of conduct are valid on that day")))?;
        Ok(ConductTerms { in_row_max, lock_days })
    }

    /// The Centre's unit.
    ///
    /// # Errors
    /// [`Error::Fault`], also when there is none.
    pub async fn centre(&self) -> Result<UnitId, Error> {
        let id = self.json_text("SELECT id FROM current_units WHERE kind = 'centre' ORDER BY id LIMIT 1", vec![]).await?;
        id.map(UnitId::new).ok_or_else(|| Error::Fault(anyhow::anyhow!("there is no Centre among the units")))
    }

    /// Where an objection lies, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn objection(&self, id: &ObjectionId) -> Result<Option<ObjectionPlace>, Error> {
        let row: Option<(String, Option<String>)> = self
            .json("SELECT json_array(conduct_id, reviewer) FROM objections WHERE id = ?1", vec![id.as_str().into()])
            .await?;
        Ok(row.map(|(conduct, reviewer)| ObjectionPlace {
            conduct: ConductId::new(conduct),
            reviewer: reviewer.map(UnitId::new),
        }))
    }

    /// Writes an act on a record of conduct.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted first, or a report was accepted meanwhile; [`Error::AlreadyDone`] when
    /// somebody recorded the first violation, or one for the same case, at the same moment; [`Error::FileTaken`] when
    /// a file is used.
    pub async fn commit_conduct(&self, outcome: &ConductOutcome) -> Result<(), Error> {
        let fact = match &outcome.fact {
            ConductFact::Violated { account, violation, case, reviewer, lock, accepted_after, locked_until } => json!({
                "account": account.as_str(),
                "violation": violation.id.as_str(),
                "case": case.as_str(),
                "kind": violation.kind.as_str(),
                "reason": violation.reason.as_str(),
                "media": files(&violation.evidence),
                "reviewer": reviewer.as_ref().map(UnitId::as_str),
                "lock": lock.map(|lock| to_millis(lock.until)),
                "accepted_after": accepted_after,
                "locked_until": locked_until.map(to_millis),
            }),
            ConductFact::Objected { objection } => json!({
                "objection": objection.id.as_str(),
                "violation": objection.violation.as_str(),
                "text": objection.text.as_str(),
                "media": files(&objection.media),
            }),
            ConductFact::Decided { objection, reason, lifted, accepted_after, locked_until } => json!({
                "objection": objection.as_str(),
                "reason": reason.as_str(),
                "lifted": lifted,
                "accepted_after": accepted_after,
                "locked_until": locked_until.map(to_millis),
            }),
            ConductFact::Referred { body, reason } => json!({ "body": body.as_str(), "reason": reason.as_str() }),
            ConductFact::Unlocked => json!({}),
        };
        let words = Words {
            subject: "account",
            act: ConductAct::as_str(outcome.act),
            from: outcome.from.map(ConductState::as_str),
            to: outcome.to.as_str(),
        };
        self.commit_record(outcome, words, object(fact)).await
    }

    /// Records whose lock is over and of which nobody was told yet; soonest first.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn locks_to_end(&self, now: Instant, limit: u32) -> Result<Vec<ConductId>, Error> {
        let ids: Option<Vec<String>> = self.json(LOCKS_TO_END, vec![to_millis(now).into(), limit.into()]).await?;
        Ok(ids.unwrap_or_default().into_iter().map(ConductId::new).collect())
    }

    /// What a person reads of the own record, as `{"locked_until", "in_row", "in_row_max", "violations"}`. No
    /// officer is named.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn own_conduct(&self, account: &AccountId, terms: ConductTerms, now: Instant) -> Result<String, Error> {
        self.page(&own_sql(), vec![account.as_str().into(), to_millis(now).into(), terms.in_row_max.into()]).await
    }

    /// A record with whose it is, for the Centre; `None` when there is none of that id.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn conduct_view(&self, id: &ConductId, now: Instant) -> Result<Option<String>, Error> {
        self.json_text(&view_sql(), vec![id.as_str().into(), to_millis(now).into()]).await
    }

    /// The violations recorded with a case, as `{"violations": […]}`, for the people of its desk.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn violations_of_case(&self, code: &CaseCode) -> Result<String, Error> {
        let sql = format!(
            "SELECT json_object('violations', json_group_array(json_object('id', v.id, 'kind', v.kind,
               'reason', v.reason, 'unit', json_object('id', v.unit, 'name', {}), 'recorded_at', {},
               'recorded_by', (SELECT a.name FROM accounts a WHERE a.id = v.by), 'annulled_at', {})))
             FROM (SELECT * FROM violations WHERE case_id = (SELECT id FROM cases WHERE code = ?1) ORDER BY seq) v",
            unit_name("v.unit"),
            instant("v.at"),
            instant("v.annulled_at"),
        );
        self.page(&sql, vec![code.as_str().into()]).await
    }

    /// A page of the objections that wait, oldest first: those a unit decides, or all of them for the Centre; as
    /// `{"objections": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn objections_waiting(
        &self,
        reviewer: Option<&UnitId>,
        now: Instant,
        after: Option<RecordCursor>,
        limit: u32,
    ) -> Result<String, Error> {
        let after = after.unwrap_or_else(RecordCursor::start);
        let params = vec![
            to_millis(now).into(),
            after.at.into(),
            after.id.into(),
            limit.into(),
            reviewer.map(UnitId::as_str).into(),
        ];
        self.page(&waiting_sql(reviewer.is_some()), params).await
    }

    /// A page of the locks that run, soonest to end first, as `{"locks": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn locks(&self, now: Instant, after: Option<RecordCursor>, limit: u32) -> Result<String, Error> {
        let after = after.unwrap_or_else(RecordCursor::start);
        self.page(&locks_sql(), vec![to_millis(now).into(), after.at.into(), after.id.into(), limit.into()]).await
    }

    /// A page of the records on which something was recorded, the latest first, as
    /// `{"records": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn conduct_records(&self, now: Instant, after: Option<RecordCursor>, limit: u32) -> Result<String, Error> {
        let (at, id) = after.map_or((i64::MAX, String::new()), |after| (after.at, after.id));
        self.page(&records_sql(), vec![to_millis(now).into(), at.into(), id.into(), limit.into()]).await
    }
}

const LOCKS_TO_END: &str = "SELECT json_group_array(id) FROM (SELECT id FROM conduct
  WHERE state = 'locked' AND locked_until <= ?1 ORDER BY locked_until, id LIMIT ?2 + 0)";

/// Behind this act a row begins: `domain::Conduct::row` in SQL.
const ROW_START: &str = "max(c.accepted_after, coalesce((SELECT max(l.seq) FROM conduct_locks l
  WHERE l.conduct_id = c.id AND l.lifted_at IS NULL), 0))";

/// How many stand in a row.
fn in_row() -> String {
    format!("(SELECT count(*) FROM violations r WHERE r.conduct_id = c.id AND r.annulled_at IS NULL AND r.seq > {ROW_START})")
}

fn locked_until(now: &str) -> String {
    format!("iif(c.state = 'locked' AND c.locked_until > {now}, {}, NULL)", instant("c.locked_until"))
}

fn media(of: &str, seq: &str) -> String {
    format!(
        "(SELECT json_group_array(json_object('id', m.media, 'media_type', m.media_type))
          FROM (SELECT * FROM conduct_media WHERE conduct_id = {of} AND seq = {seq} ORDER BY position) m)"
    )
}

/// The violations of the record `c`, oldest first, each with the objection to it.
fn violations() -> String {
    format!(
        "(SELECT json_group_array(json_object('id', v.id, 'kind', v.kind, 'reason', v.reason,
            'code', (SELECT k.code FROM cases k WHERE k.id = v.case_id),
            'unit', json_object('id', v.unit, 'name', {unit}), 'recorded_at', {at}, 'media', {evidence},
            'annulled_at', {annulled}, 'counts', json(iif(v.annulled_at IS NULL AND v.seq > {ROW_START}, 'true', 'false')),
            'objection', (SELECT json_object('id', o.id, 'text', o.text, 'made_at', {made}, 'media', {files},
                'state', o.state, 'decided_at', {decided}, 'decided_unit', iif(o.decided_unit IS NULL, NULL,
                  json_object('id', o.decided_unit, 'name', {judge})), 'decision', o.decision)
              FROM objections o WHERE o.violation = v.id)))
          FROM (SELECT * FROM violations WHERE conduct_id = c.id ORDER BY seq) v)",
        unit = unit_name("v.unit"),
        at = instant("v.at"),
        evidence = media("v.conduct_id", "v.seq"),
        annulled = instant("v.annulled_at"),
        made = instant("o.at"),
        files = media("o.conduct_id", "o.seq"),
        decided = instant("o.decided_at"),
        judge = unit_name("o.decided_unit"),
    )
}

fn own_sql() -> String {
    format!(
        "SELECT json_object('locked_until', {until}, 'in_row', iif(c.id IS NULL, 0, {in_row}), 'in_row_max', ?3,
           'violations', iif(c.id IS NULL, json('[]'), {violations}))
         FROM (SELECT 1) LEFT JOIN conduct c ON c.account = ?1",
        until = locked_until("?2"),
        in_row = in_row(),
        violations = violations(),
    )
}

/// The name of whose record `c` is. Beside the code of a confidential case it would say who sent that, so it
/// is left out where one such is in the record: the Centre looks at the case, and the journal says so.
const NAME: &str = "(SELECT a.name FROM accounts a WHERE a.id = c.account AND NOT EXISTS (SELECT 1 FROM violations h
  JOIN reports p ON p.case_id = h.case_id WHERE h.conduct_id = c.id AND p.confidential = 1))";

/// When the record `c` was last handed on.
fn last_referred() -> String {
    format!(
        "(SELECT {} FROM referrals f WHERE f.conduct_id = c.id ORDER BY f.seq DESC LIMIT 1)",
        instant("f.at")
    )
}

/// How many violations of the record `c` stand.
const STANDING: &str = "(SELECT count(*) FROM violations v WHERE v.conduct_id = c.id AND v.annulled_at IS NULL)";

fn view_sql() -> String {
    format!(
        "SELECT json_object('id', c.id, 'name', {NAME},
           'locked_until', {until}, 'in_row', {in_row}, 'violations', {violations},
           'referrals', (SELECT json_group_array(json_object('body', f.body, 'reason', f.reason, 'referred_at', {at}))
             FROM (SELECT * FROM referrals WHERE conduct_id = c.id ORDER BY seq) f))
         FROM conduct c WHERE c.id = ?1",
        until = locked_until("?2"),
        in_row = in_row(),
        violations = violations(),
        at = instant("f.at"),
    )
}

/// ?1 now, ?2 and ?3 the cursor, ?4 the length, ?5 the unit that decides.
fn waiting_sql(of_a_unit: bool) -> String {
    let unit = if of_a_unit { "reviewer = ?5 AND" } else { "?5 IS NULL AND" };
    format!(
        "WITH page AS MATERIALIZED (SELECT * FROM objections WHERE {unit} state = 'waiting' AND (at, id) > (?2, ?3)
           ORDER BY at, id LIMIT ?4 + 1)
         SELECT json_object('objections', (SELECT json_group_array(json_object('id', o.id, 'text', o.text,
               'made_at', {made}, 'media', {files}, 'conduct', c.id, 'in_row', {in_row}, 'locked_until', {until},
               'violation', json_object('id', v.id, 'kind', v.kind, 'reason', v.reason,
                 'code', (SELECT k.code FROM cases k WHERE k.id = v.case_id),
                 'report', (SELECT r.text FROM reports r WHERE r.case_id = v.case_id),
                 'unit', json_object('id', v.unit, 'name', {unit_of}), 'recorded_at', {at}, 'media', {evidence})))
             FROM (SELECT * FROM page ORDER BY at, id LIMIT ?4 + 0) o JOIN violations v ON v.id = o.violation
             JOIN conduct c ON c.id = o.conduct_id),
           'next', (SELECT at || '-' || id FROM page WHERE (SELECT count(*) FROM page) > ?4
             ORDER BY at, id LIMIT 1 OFFSET ?4 - 1))",
        made = instant("o.at"),
        files = media("o.conduct_id", "o.seq"),
        in_row = in_row(),
        until = locked_until("?1"),
        unit_of = unit_name("v.unit"),
        at = instant("v.at"),
        evidence = media("v.conduct_id", "v.seq"),
    )
}

/// ?1 now, ?2 and ?3 the cursor, ?4 the length.
fn locks_sql() -> String {
    format!(
        "WITH page AS MATERIALIZED (SELECT * FROM conduct WHERE state = 'locked'
           AND (locked_until, id) > (max(?1, ?2), ?3) ORDER BY locked_until, id LIMIT ?4 + 1)
         SELECT json_object('locks', (SELECT json_group_array(json_object('conduct', c.id,
               'name', {NAME}, 'locked_until', {until}, 'violations', {STANDING}, 'referred_at', {referred}))
             FROM (SELECT * FROM page ORDER BY locked_until, id LIMIT ?4 + 0) c),
           'next', (SELECT locked_until || '-' || id FROM page WHERE (SELECT count(*) FROM page) > ?4
             ORDER BY locked_until, id LIMIT 1 OFFSET ?4 - 1))",
        until = instant("c.locked_until"),
        referred = last_referred(),
    )
}

/// ?1 now, ?2 and ?3 the cursor, ?4 the length. The last violation of each says how grave it may be.
fn records_sql() -> String {
    format!(
        "WITH page AS MATERIALIZED (SELECT * FROM conduct WHERE (violated_at, id) < (?2, ?3)
           ORDER BY violated_at DESC, id DESC LIMIT ?4 + 1)
         SELECT json_object('records', (SELECT json_group_array(json_object('id', c.id, 'name', {NAME},
               'locked_until', {until}, 'in_row', {in_row}, 'violations', {STANDING},
               'last', (SELECT json_object('kind', w.kind, 'reason', w.reason,
                   'unit', json_object('id', w.unit, 'name', {unit}), 'recorded_at', {at})
                 FROM violations w WHERE w.conduct_id = c.id ORDER BY w.seq DESC LIMIT 1),
               'referred_at', {referred}))
             FROM (SELECT * FROM page ORDER BY violated_at DESC, id DESC LIMIT ?4 + 0) c),
           'next', (SELECT violated_at || '-' || id FROM page WHERE (SELECT count(*) FROM page) > ?4
             ORDER BY violated_at DESC, id DESC LIMIT 1 OFFSET ?4 - 1))",
        until = locked_until("?1"),
        in_row = in_row(),
        unit = unit_name("w.unit"),
        at = instant("w.at"),
        referred = last_referred(),
    )
}

impl ConductRow {
    fn into_conduct(self) -> Result<Conduct, Error> {
        Ok(Conduct {
            id: ConductId::new(self.id),
            account: AccountId::new(self.account),
            tip: tip(self.version, &self.hash)?,
            state: Some(named(&self.state, ConductState::parse)?),
            accepted_after: self.accepted_after,
            violations: self.violations.into_iter().map(ViolationRow::into_violation).collect(),
            locks: self.locks.into_iter().map(LockRow::into_lock).collect::<Result<_, Error>>()?,
        })
    }
}

impl ViolationRow {
    fn into_violation(self) -> Violation {
        Violation {
            id: ViolationId::new(self.id),
            seq: self.seq,
            case: CaseId::new(self.case_id),
            unit: UnitId::new(self.unit),
            by: AccountId::new(self.by),
            reviewer: self.reviewer.map(UnitId::new),
            annulled: self.annulled != 0,
            objection: self
                .objection
                .map(|made| Objection { id: ObjectionId::new(made.id), decided: made.decided != 0 }),
        }
    }
}

impl LockRow {
    fn into_lock(self) -> Result<PastLock, Error> {
        Ok(PastLock {
            seq: self.seq,
            accepted_after: self.accepted_after,
            until: from_millis(self.until)?,
            lifted: self.lifted != 0,
        })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::{plan_of, recompilations_of};

    #[test]
    fn a_record_and_its_views_are_found_by_index() {
        for sql in [conduct_sql("c.account = ?1"), conduct_sql("c.id = ?1"), own_sql(), view_sql()] {
            let plan = plan_of(&sql);
            for table in ["c", "v", "violations", "objections", "conduct_locks", "conduct_media", "referrals", "o", "l"] {
                assert!(!plan.contains(&format!("SCAN {table}\n")) || ["v", "l"].contains(&table), "{table}: {plan}");
            }
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }

    #[test]
    fn queues_are_stretches_of_their_indexes() {
        for (sql, index) in [
            (waiting_sql(false), "objections USING INDEX objections_waiting (state=? AND (at,id)>(?,?))"),
            (waiting_sql(true), "objections USING INDEX objections_of_reviewer (reviewer=? AND state=? AND (at,id)>(?,?))"),
            (locks_sql(), "conduct USING INDEX conduct_locked ((locked_until,id)>(?,?))"),
            (records_sql(), "conduct USING INDEX conduct_by_violation ((violated_at,id)<(?,?))"),
            (LOCKS_TO_END.to_owned(), "conduct USING COVERING INDEX conduct_locked (locked_until<?)"),
        ] {
            let plan = plan_of(&sql);
            assert!(plan.contains(index), "{index}\n{plan}");
            assert_eq!(recompilations_of(&sql), 0, "{sql}");
        }
    }
}
