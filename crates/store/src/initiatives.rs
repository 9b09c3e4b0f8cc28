//! What everybody reads of initiatives and says to them, and what the desk reads of one (Điều 9).

use crate::desk::{boolean, person};
use crate::sql::{instant, unit_name};
use crate::{Error, Store, Value, from_millis, to_millis};
use domain::initiative::Decision;
use domain::{AccountId, CaseCode, CaseId, CommentId, Instant, MediaType, PublicText};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::fmt;
use std::str::FromStr;

/// Which initiatives a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitiativeFilter {
    /// All that are public, the newest first.
    All,
    /// Those on which the public is asked now, the soonest end first.
    Open,
    /// The adopted ones, the newest first.
    Adopted,
    /// The declined ones, the newest first.
    Declined,
}

impl InitiativeFilter {
    /// Every filter.
    pub const ALL: &'static [InitiativeFilter] = &[Self::All, Self::Open, Self::Adopted, Self::Declined];

    /// The word used in the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Adopted => "adopted",
            Self::Declined => "declined",
        }
    }

    /// The filter of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|filter| filter.as_str() == word)
    }
}

/// A place in a list: behind the row with these two. Clients pass it on as a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPlace {
    at: i64,
    id: String,
}

/// A word that is no place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list")]
pub struct NotAListPlace;

impl FromStr for ListPlace {
    type Err = NotAListPlace;

    fn from_str(word: &str) -> Result<Self, NotAListPlace> {
        let (at, id) = word.split_once('.').ok_or(NotAListPlace)?;
        let plausible = !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let at = at.parse().map_err(|_| NotAListPlace)?;
        if plausible { Ok(Self { at, id: id.to_owned() }) } else { Err(NotAListPlace) }
    }
}

impl fmt::Display for ListPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at, self.id)
    }
}

/// An initiative as taking part in it needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicInitiative {
    /// The case.
    pub case: CaseId,
    /// Until when views are taken.
    pub views_until: Option<Instant>,
}

/// The supports of an initiative, as one account sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Supports {
    /// How many there are.
    pub supports: u32,
    /// Whether this account's is among them.
    pub supported: bool,
}

/// What became of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commented {
    /// It stands.
    Done,
    /// This account made one before.
    Before,
    /// The time was over by then.
    Closed,
}

impl Store {
    /// The public initiative of that code.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn public_initiative_of(&self, code: &CaseCode) -> Result<Option<PublicInitiative>, Error> {
        #[derive(Deserialize)]
        struct Row {
            case: String,
            until: Option<i64>,
        }
        let row: Option<Row> = self
            .json(
                "SELECT json_object('case', case_id, 'until', open_until) FROM initiatives WHERE code = ?1",
                vec![code.as_str().into()],
            )
            .await?;
        row.map(|row| {
            Ok(PublicInitiative { case: CaseId::new(row.case), views_until: row.until.map(from_millis).transpose()? })
        })
        .transpose()
    }

    /// Notes that an account supports an initiative; the second time changes nothing. That views are taken is asked
    /// again in the write: nothing is counted that comes after the end.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn support_initiative(&self, case: &CaseId, account: &AccountId, now: Instant) -> Result<(), Error> {
        self.run(
            "INSERT OR IGNORE INTO initiative_supports(case_id, account, at)
             SELECT i.case_id, ?2, ?3 FROM initiatives i WHERE i.case_id = ?1 AND i.open_until > ?3",
            vec![case.as_str().into(), account.as_str().into(), to_millis(now).into()],
        )
        .await
    }

    /// Takes a support back while views are taken.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn withdraw_support(&self, case: &CaseId, account: &AccountId, now: Instant) -> Result<(), Error> {
        self.run(
            "DELETE FROM initiative_supports WHERE case_id = ?1 AND account = ?2
               AND EXISTS (SELECT 1 FROM initiatives i WHERE i.case_id = ?1 AND i.open_until > ?3)",
            vec![case.as_str().into(), account.as_str().into(), to_millis(now).into()],
        )
        .await
    }

    /// How many support an initiative, and whether that account does.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn supports_of(&self, case: &CaseId, account: &AccountId) -> Result<Supports, Error> {
        let sql = format!(
            "SELECT json_object('supports', i.supports, 'supported', {}) FROM initiatives i WHERE i.case_id = ?1",
            boolean("EXISTS (SELECT 1 FROM initiative_supports s WHERE s.case_id = i.case_id AND s.account = ?2)")
        );
        let found = self.json(&sql, vec![case.as_str().into(), account.as_str().into()]).await?;
        found.ok_or_else(|| Error::Fault(anyhow::anyhow!("the initiative is gone")))
    }

    /// Keeps a comment, the first of that account, while views are taken.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn comment_on_initiative(
        &self,
        case: &CaseId,
        account: &AccountId,
        id: &CommentId,
        text: &PublicText,
        now: Instant,
    ) -> Result<Commented, Error> {
        let kept = self
            .json_text(
                "INSERT OR IGNORE INTO initiative_comments(case_id, account, at, id, text)
                 SELECT i.case_id, ?2, ?3, ?4, ?5 FROM initiatives i WHERE i.case_id = ?1 AND i.open_until > ?3
                 RETURNING id",
                vec![
                    case.as_str().into(),
                    account.as_str().into(),
                    to_millis(now).into(),
                    id.as_str().into(),
                    text.as_str().into(),
                ],
            )
            .await?;
        if kept.is_some() {
            return Ok(Commented::Done);
        }
        let before = self
            .json_text(
                "SELECT id FROM initiative_comments WHERE case_id = ?1 AND account = ?2",
                vec![case.as_str().into(), account.as_str().into()],
            )
            .await?;
        Ok(if before.is_some() { Commented::Before } else { Commented::Closed })
    }

    /// Whether that comment stands on that initiative and is shown.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn comment_is_shown(&self, case: &CaseId, comment: &CommentId) -> Result<bool, Error> {
        let found = self
            .json_text(
                "SELECT c.id FROM initiative_comments c WHERE c.id = ?2 AND c.case_id = ?1
                   AND NOT EXISTS (SELECT 1 FROM hidden_comments h WHERE h.case_id = ?1 AND h.comment = ?2)",
                vec![case.as_str().into(), comment.as_str().into()],
            )
            .await?;
        Ok(found.is_some())
    }

    /// A page of public initiatives, with the counts of each filter.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn public_initiatives(
        &self,
        filter: InitiativeFilter,
        after: Option<&ListPlace>,
        limit: u32,
        now: Instant,
    ) -> Result<String, Error> {
        let number = |place: &ListPlace| place.id.parse::<i64>().unwrap_or(i64::MAX);
        let (at, id) = match (filter, after) {
            (InitiativeFilter::Open, after) => (after.map_or(i64::MIN, |place| place.at), after.map_or(0, number)),
            (_, after) => (0, after.map_or(i64::MAX, number)),
        };
        let params: Vec<Value> = vec![to_millis(now).into(), at.into(), id.into(), limit.into()];
        let list = self.json_text(&list_sql(filter), params).await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the list of initiatives came back empty")))
    }

    /// One public initiative with its plan and how far that has come; `viewer` learns what they said themselves.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn public_initiative(
        &self,
        code: &CaseCode,
        viewer: Option<&AccountId>,
        now: Instant,
    ) -> Result<Option<String>, Error> {
        let viewer = viewer.map(AccountId::as_str);
        self.json_text(&one_sql(), vec![code.as_str().into(), to_millis(now).into(), viewer.into()]).await
    }

    /// A page of the comments that are shown, the newest first, with no name.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn initiative_comments(&self, case: &CaseId, after: Option<&ListPlace>, limit: u32) -> Result<String, Error> {
        let (at, id) = after.map_or((i64::MAX, ""), |place| (place.at, place.id.as_str()));
        let list = self
            .json_text(&comments_sql(), vec![case.as_str().into(), at.into(), id.into(), limit.into()])
            .await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the comments came back empty")))
    }
}

/// A decision as the journal keeps it; `0005_initiatives.sql` is the other half.
pub(crate) fn decision_json(decision: &Decision) -> Json {
    match decision {
        Decision::Adopt(plan) => {
            let (from, to) = plan.days();
            json!({
                "decision": decision.as_str(),
                "plan": plan.text().as_str(),
                "from": from.to_string(),
                "to": to.to_string(),
                "responsible": plan.responsible().as_str(),
                "milestones": plan
                    .milestones()
                    .iter()
                    .map(|stone| json!({ "title": stone.title.as_str(), "due_on": stone.due_on.to_string() }))
                    .collect::<Vec<_>>(),
            })
        }
        Decision::Decline(reasons) => json!({ "decision": decision.as_str(), "reasons": reasons.as_str() }),
    }
}

/// `?1` now, `?2` and `?3` the place, `?4` how many.
fn list_sql(filter: InitiativeFilter) -> String {
    let (condition, order, backward, next) = match filter {
        InitiativeFilter::All => ("n.number < ?3", "number DESC", "number", "'0.' || number"),
        InitiativeFilter::Adopted => ("n.decision = 'adopt' AND n.number < ?3", "number DESC", "number", "'0.' || number"),
        InitiativeFilter::Declined => {
            ("n.decision = 'decline' AND n.number < ?3", "number DESC", "number", "'0.' || number")
        }
        InitiativeFilter::Open => (
            "n.open_until > ?1 AND (n.open_until, n.number) > (?2, ?3)",
            "open_until, number",
            "open_until DESC, number DESC",
            "open_until || '.' || number",
        ),
    };
    format!(
        "WITH page AS MATERIALIZED (SELECT * FROM initiatives n WHERE {condition} ORDER BY {order} LIMIT ?4 + 1)
         SELECT json_object(
           'initiatives', (SELECT json_group_array(json_object('code', o.code,
               'category', json_object('code', o.category, 'name', g.name),
               'unit', json_object('id', c.unit, 'name', {unit}),
               'excerpt', iif(length(coalesce(p.text, o.teaser)) > 240,
                 substr(coalesce(p.text, o.teaser), 1, 239) || '…', coalesce(p.text, o.teaser)),
               'open', {open}, 'open_until', {open_until}, 'supports', o.supports, 'comments', o.comments,
               'decision', o.decision, 'decided_at', {decided_at}))
             FROM (SELECT * FROM page ORDER BY {order} LIMIT ?4 + 0) o JOIN cases c ON c.id = o.case_id
             LEFT JOIN publications p ON p.case_id = o.case_id LEFT JOIN categories g ON g.code = o.category),
           'counts', json_object('all', (SELECT count(*) FROM initiatives),
             'open', (SELECT count(*) FROM initiatives WHERE open_until > ?1),
             'adopted', (SELECT count(*) FROM initiatives WHERE decision = 'adopt'),
             'declined', (SELECT count(*) FROM initiatives WHERE decision = 'decline')),
           'next', (SELECT {next} FROM (SELECT * FROM page ORDER BY {order} LIMIT ?4 + 0)
             WHERE (SELECT count(*) FROM page) > ?4 ORDER BY {backward} LIMIT 1))",
        unit = unit_name("c.unit"),
        open = boolean("o.open_until > ?1"),
        open_until = instant("o.open_until"),
        decided_at = instant("o.decided_at"),
    )
}

/// The milestones of the plan of `c`, each with the last word on it.
fn milestones() -> String {
    format!(
        "(SELECT json_group_array(json_object('number', m.number, 'title', m.title, 'due_on', m.due_on,
             'progress', r.progress, 'note', r.note, 'reported_at', {}) ORDER BY m.number)
           FROM milestones m LEFT JOIN milestone_reports r ON r.case_id = m.case_id AND r.seq = (
             SELECT max(l.seq) FROM milestone_reports l WHERE l.case_id = m.case_id AND l.milestone = m.number)
           WHERE m.case_id = c.id)",
        instant("r.at")
    )
}

/// The types of an agency's files that everybody may read.
fn public_types() -> String {
    let public = MediaType::ALL.iter().filter(|media_type| media_type.is_public_of_a_result());
    public.map(|media_type| format!("'{}'", media_type.as_str())).collect::<Vec<_>>().join(", ")
}

/// `?1` the code, `?2` now, `?3` the viewer.
fn one_sql() -> String {
    format!(
        "SELECT json_object('code', i.code, 'state', c.state,
           'category', json_object('code', i.category, 'name', g.name),
           'unit', json_object('id', c.unit, 'name', {unit}),
           'submitted_at', {submitted_at}, 'text', coalesce(p.text, i.teaser), 'result', p.result,
           'views', iif(i.views_opened_at IS NULL, NULL, json_object('opened_at', {opened_at}, 'until', {until},
             'closed_at', {closed_at}, 'open', {open})),
           'supports', i.supports, 'comments', i.comments,
           'decision', i.decision, 'decided_at', {decided_at}, 'reasons', i.reasons,
           'plan', iif(i.plan IS NULL, NULL, json_object('text', i.plan, 'from', i.plan_from, 'to', i.plan_to,
             'responsible', i.responsible, 'milestones', {milestones})),
           'reports', (SELECT json_group_array(json_object('at', {report_at}, 'milestone', r.milestone,
               'progress', r.progress, 'note', r.note,
               'media', (SELECT json_group_array(json_object('id', m.media, 'type', m.media_type) ORDER BY m.position)
                 FROM case_media m WHERE m.case_id = r.case_id AND m.seq = r.seq AND m.media_type IN ({public})))
               ORDER BY r.seq DESC)
             FROM milestone_reports r WHERE r.case_id = c.id),
           'yours', iif(?3 IS NULL, NULL, json_object('supported', {supported}, 'commented', {commented})))
         FROM initiatives i JOIN cases c ON c.id = i.case_id LEFT JOIN publications p ON p.case_id = i.case_id
         LEFT JOIN categories g ON g.code = i.category WHERE i.code = ?1",
        unit = unit_name("c.unit"),
        submitted_at = instant("c.submitted_at"),
        opened_at = instant("i.views_opened_at"),
        until = instant("i.open_until"),
        closed_at = instant("i.views_closed_at"),
        open = boolean("i.open_until > ?2"),
        decided_at = instant("i.decided_at"),
        milestones = milestones(),
        public = public_types(),
        report_at = instant("r.at"),
        supported = boolean("EXISTS (SELECT 1 FROM initiative_supports s WHERE s.case_id = i.case_id AND s.account = ?3)"),
        commented = boolean("EXISTS (SELECT 1 FROM initiative_comments s WHERE s.case_id = i.case_id AND s.account = ?3)"),
    )
}

/// `?1` the case, `?2` and `?3` the place, `?4` how many.
fn comments_sql() -> String {
    format!(
        "WITH page AS MATERIALIZED (SELECT m.at, m.id, m.text FROM initiative_comments m WHERE m.case_id = ?1
             AND m.at <= ?2 AND (m.at < ?2 OR m.id < ?3 OR ?3 = '')
             AND NOT EXISTS (SELECT 1 FROM hidden_comments h WHERE h.case_id = m.case_id AND h.comment = m.id)
           ORDER BY m.at DESC, m.id DESC LIMIT ?4 + 1)
         SELECT json_object(
           'comments', (SELECT json_group_array(json_object('id', o.id, 'at', {at}, 'text', o.text))
             FROM (SELECT * FROM page ORDER BY at DESC, id DESC LIMIT ?4 + 0) o),
           'next', (SELECT at || '.' || id FROM (SELECT * FROM page ORDER BY at DESC, id DESC LIMIT ?4 + 0)
             WHERE (SELECT count(*) FROM page) > ?4 ORDER BY at, id LIMIT 1))",
        at = instant("o.at"),
    )
}

/// What the case file of `c` says of an initiative; NULL for another kind.
pub(crate) fn in_file() -> String {
    format!(
        "iif(c.kind <> 'initiative', NULL, json_object(
           'evaluations', (SELECT json_group_array(json_object('seq', e.seq, 'at', {evaluated_at}, 'by', {evaluated_by},
               'feasibility', e.feasibility, 'feasibility_reason', e.feasibility_reason, 'fit', e.fit,
               'fit_reason', e.fit_reason) ORDER BY e.seq) FROM evaluations e WHERE e.case_id = c.id),
           'views', (SELECT json_object('opened_at', {opened_at}, 'until', {until}, 'closed_at', {closed_at},
               'open', {open}, 'teaser', i.teaser, 'supports', i.supports, 'comments', i.comments)
             FROM initiatives i WHERE i.case_id = c.id AND i.views_opened_at IS NOT NULL),
           'comments', (SELECT json_group_array(json_object('id', m.id, 'at', {comment_at}, 'text', m.text,
               'hidden', h.reason) ORDER BY m.at DESC, m.id DESC) FROM initiative_comments m
             LEFT JOIN hidden_comments h ON h.case_id = m.case_id AND h.comment = m.id
             WHERE m.case_id = c.id AND m.at >= coalesce((SELECT l.at FROM initiative_comments l WHERE l.case_id = c.id
               ORDER BY l.at DESC, l.id DESC LIMIT 1 OFFSET 199), 0)),
           'decisions', (SELECT json_group_array(json_object('seq', d.seq, 'at', {decided_at}, 'by', {decided_by},
               'decision', d.decision, 'reasons', d.reasons, 'plan', d.plan, 'from', d.plan_from, 'to', d.plan_to,
               'responsible', d.responsible, 'milestones', json(d.milestones)) ORDER BY d.seq)
             FROM decisions d WHERE d.case_id = c.id),
           'milestones', {milestones}))",
        evaluated_at = instant("e.at"),
        evaluated_by = person("e.by"),
        opened_at = instant("i.views_opened_at"),
        until = instant("i.open_until"),
        closed_at = instant("i.views_closed_at"),
        open = boolean("i.open_until > ?2"),
        comment_at = instant("m.at"),
        decided_at = instant("d.at"),
        decided_by = person("d.by"),
        milestones = milestones(),
    )
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::plan_of;

    #[test]
    fn no_list_of_initiatives_sorts_or_scans_more_than_a_page() {
        for filter in InitiativeFilter::ALL {
            let plan = plan_of(&list_sql(*filter));
            let (_, found) = plan.split_once("MATERIALIZE page\n").unwrap();
            let found = found.lines().next().unwrap();
            let expected = match filter {
                InitiativeFilter::All => "SEARCH n USING INTEGER PRIMARY KEY (rowid<?)",
                InitiativeFilter::Open => "SEARCH n USING INDEX initiatives_open (",
                _ => "SEARCH n USING INDEX initiatives_by_decision (decision=? AND number<?)",
            };
            assert!(found.contains(expected), "{filter:?}\n{plan}");
        }
    }

    #[test]
    fn an_initiative_and_its_comments_are_found_by_indexes() {
        let plan = plan_of(&one_sql());
        for table in ["SCAN i", "SCAN c", "SCAN m", "SCAN r"] {
            assert!(!plan.lines().any(|line| line == table), "{plan}");
        }
        let plan = plan_of(&comments_sql());
        assert!(plan.contains("SEARCH m USING INDEX initiative_comments_by_time (case_id=? AND at<?)"), "{plan}");
        let (_, found) = plan.split_once("MATERIALIZE page\n").unwrap();
        assert!(!found.lines().take(3).any(|line| line.contains("TEMP B-TREE")), "{plan}");
    }

    #[test]
    fn a_place_reads_what_an_answer_gave() {
        let place: ListPlace = "1768000000000.01KAX".parse().unwrap();
        assert_eq!(place.to_string(), "1768000000000.01KAX");
        for not_one in ["", ".", "x", "5", "5.", ".5", "x.5", "5.a b"] {
            assert_eq!(not_one.parse::<ListPlace>(), Err(NotAListPlace), "{not_one}");
        }
    }
}
