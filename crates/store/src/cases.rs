//! Loading a case for an act, and what an act must know beside it.

use crate::organisation::day_of;
use crate::sql::first_unit_of;
use crate::{Error, Store, from_millis};
use domain::publication::RecordedResult;
use domain::regulation::RegulationClass;
use domain::{
    AccountId, Case, CaseCode, CaseId, Clock, ClockKind, Conclusion, Contribution, ContributionState, Instant, Kind, Level,
    MediaId, MediaRef, MediaType, Office, Organisation, ShortText, State, TaxCode, Terms, Tip, UnitId,
};
use serde::Deserialize;
use std::rc::Rc;
use working_time::{Calendar, Limit};

/// A case with the calendar of the unit that holds it, and the terms it was opened under.
#[derive(Debug)]
pub struct LoadedCase {
    /// The case.
    pub case: Case,
    calendar: Rc<Calendar>,
    terms: Rc<Terms>,
}

impl LoadedCase {
    /// The surroundings of a decision made now.
    pub fn office(&self, now: Instant) -> Office<'_> {
        Office { now, calendar: &self.calendar, terms: &self.terms }
    }
}

/// The calendar and limits of a unit that is given a case.
#[derive(Debug)]
pub struct Seat {
    calendar: Rc<Calendar>,
    terms: Rc<Terms>,
}

impl Seat {
    /// The surroundings of a decision made now that gives the case to that unit.
    pub fn office(&self, now: Instant) -> Office<'_> {
        Office { now, calendar: &self.calendar, terms: &self.terms }
    }
}

/// Where a new report goes, and the terms it is opened under.
#[derive(Debug)]
pub struct Route {
    /// The unit that receives it.
    pub unit: UnitId,
    calendar: Rc<Calendar>,
    terms: Rc<Terms>,
}

impl Route {
    /// The surroundings of a decision made now.
    pub fn office(&self, now: Instant) -> Office<'_> {
        Office { now, calendar: &self.calendar, terms: &self.terms }
    }
}

/// What a report is about, as far as it decides where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The kind of report.
    pub kind: Kind,
    /// The category's code, as it was sent.
    pub category: &'a str,
    /// The ward's code, as it was sent.
    pub ward: &'a str,
}

/// What the submission desk must know to take a report.
#[derive(Debug)]
pub struct SubmissionContext {
    /// Where it goes; `None` when the category is unknown, or leads to a ward that does not exist.
    pub route: Option<Route>,
    /// The terms of the kind that are valid; `None` only when none are.
    pub terms: Option<Rc<Terms>>,
    /// The organisation in whose name the sender may report.
    pub organisation: Option<Organisation>,
    /// Whether the category exists.
    pub category_exists: bool,
    /// Whether the ward is a ward or commune that exists today.
    pub ward_exists: bool,
    /// Those of the named files that exist and belong to the sender and to no case yet.
    pub media: Vec<MediaRef>,
}

/// Of the files named in ?2 those that belong to ?1 and to no act yet, looked up one by one: `CROSS JOIN` keeps
/// the planner from reading every picture there is.
macro_rules! unused_media {
    () => {
        "SELECT json_group_array(json_object('id', m.id, 'type', m.media_type, 'sha256', m.sha256))
         FROM json_each(?2) named CROSS JOIN media m ON m.id = named.value
         WHERE m.owner = ?1 AND NOT EXISTS (SELECT 1 FROM case_media a WHERE a.media = m.id)
           AND NOT EXISTS (SELECT 1 FROM alert_media d WHERE d.media = m.id)
           AND NOT EXISTS (SELECT 1 FROM conduct_media b WHERE b.media = m.id)"
    };
}

const UNUSED_MEDIA: &str = unused_media!();

const SUBMISSION_CONTEXT: &str = concat!(
    "SELECT json_object(
       'unit', u.id, 'calendar', l.id, 'calendar_version', l.version,
       'terms_version', (SELECT t.version FROM terms t WHERE t.kind = ?5 AND t.valid_from <= ?6
         AND coalesce(t.valid_to, '9999') > ?6 ORDER BY t.valid_from DESC LIMIT 1),
       'organisation', (SELECT json_object('name', a.organisation, 'tax_code', a.tax_code) FROM accounts a
         WHERE a.id = ?1 AND a.tax_code > '' AND a.organisation > ''),
       'category_exists', g.code IS NOT NULL,
       'ward_exists', EXISTS (SELECT 1 FROM current_units w WHERE w.id = ?4 AND w.kind IN ('ward', 'commune')),
       'media', (",
    unused_media!(),
    "))
     FROM (SELECT 1) LEFT JOIN categories g ON g.code = ?3 AND g.kind = ?5
     LEFT JOIN first_units f ON ",
    first_unit_of!("g.code", "?6"),
    "
     LEFT JOIN current_units u ON u.id = iif(f.category IS NULL, NULL, coalesce(f.unit, ?4))
     LEFT JOIN calendars l ON l.id = u.calendar"
);

#[derive(Deserialize)]
struct CaseRow {
    id: String,
    code: String,
    version: u32,
    hash: String,
    state: String,
    kind: String,
    level: String,
    unit: String,
    superior: Option<String>,
    reporter: String,
    called_in: Option<String>,
    handler: Option<String>,
    drafted_by: Option<String>,
    result_by: Option<String>,
    received: i64,
    failed_contacts: u32,
    information_pending: u8,
    regulation_class: Option<String>,
    report_text: String,
    address: Option<String>,
    asked: u8,
    closes_at: Option<i64>,
    confidential: u8,
    inspecting: u8,
    evaluated: u8,
    views_until: Option<i64>,
    milestones: u32,
    clocks: Vec<ClockRow>,
    contributions: Vec<ContributionRow>,
    calendar: String,
    calendar_version: String,
    terms_version: String,
    on_call: u8,
}

#[derive(Deserialize)]
struct ContributionRow {
    unit: String,
    state: String,
    handler: Option<String>,
    drafted_by: Option<String>,
}

#[derive(Deserialize)]
struct ClockRow {
    kind: String,
    unit: String,
    limit: String,
    origin: i64,
    opened: i64,
    due: i64,
}

#[derive(Deserialize)]
pub(crate) struct MediaRow {
    id: String,
    #[serde(rename = "type")]
    media_type: String,
    sha256: String,
}

const CASE: &str = "SELECT json_object(
  'id', c.id, 'code', c.code, 'version', c.version, 'hash', hex(c.hash), 'state', c.state, 'kind', c.kind,
  'level', c.level, 'unit', c.unit,
  'superior', iif(u.kind IN ('ward', 'commune'), coalesce(u.superior, g.escalates_to), u.superior),
  'reporter', c.reporter, 'called_in', iif(c.reporter GLOB 'caller-*', (SELECT coalesce(
      (SELECT m.unit FROM memberships m WHERE m.account = e.by AND m.role = 'support' ORDER BY m.unit LIMIT 1),
      (SELECT m.unit FROM memberships m WHERE m.role = 'support' ORDER BY m.unit LIMIT 1))
    FROM entries e WHERE e.case_id = c.id), NULL),
  'handler', c.handler, 'drafted_by', c.drafted_by, 'result_by', c.result_by,
  'received', coalesce((SELECT max(t.at) FROM transfers t WHERE t.case_id = c.id), c.submitted_at),
  'failed_contacts', (SELECT count(*) FROM contacts k WHERE k.case_id = c.id AND k.reached = 0
    AND k.seq > max(coalesce((SELECT max(t.seq) FROM transfers t WHERE t.case_id = c.id), 0),
      coalesce((SELECT max(h.seq) FROM contacts h WHERE h.case_id = c.id AND h.reached = 1), 0))),
  'information_pending', EXISTS (SELECT 1 FROM information_requests i WHERE i.case_id = c.id AND i.answered_at IS NULL),
  'regulation_class', (SELECT f.class FROM classifications f WHERE f.case_id = c.id
    AND f.seq > coalesce((SELECT max(t.seq) FROM transfers t WHERE t.case_id = c.id), 0) ORDER BY f.seq DESC LIMIT 1),
  'report_text', r.text, 'address', r.address,
  'asked', EXISTS (SELECT 1 FROM questions q WHERE q.case_id = c.id), 'closes_at', c.closes_at,
  'confidential', r.confidential,
  'inspecting', EXISTS (SELECT 1 FROM inspections n WHERE n.case_id = c.id AND n.ended_at IS NULL),
  'evaluated', EXISTS (SELECT 1 FROM evaluations e WHERE e.case_id = c.id),
  'views_until', (SELECT v.open_until FROM initiatives v WHERE v.case_id = c.id),
  'milestones', (SELECT count(*) FROM milestones m WHERE m.case_id = c.id),
  'clocks', (SELECT json_group_array(json_object('kind', k.kind, 'unit', k.unit, 'limit', k.limit_text,
      'origin', k.origin_at, 'opened', k.opened_at, 'due', k.due_at))
    FROM clocks k WHERE k.case_id = c.id AND k.closed_at IS NULL),
  'contributions', (SELECT json_group_array(json_object('unit', s.unit, 'state', s.state, 'handler', s.handler,
      'drafted_by', s.drafted_by) ORDER BY s.invited_seq, s.unit) FROM contributions s WHERE s.case_id = c.id),
  'calendar', l.id, 'calendar_version', l.version, 'terms_version', c.terms_version,
  'on_call', u.urgent_around_the_clock)
FROM cases c
JOIN reports r ON r.case_id = c.id
JOIN categories g ON g.code = c.category
JOIN units u ON u.id = c.unit
  AND u.valid_from = (SELECT n.valid_from FROM units n WHERE n.id = c.unit AND n.standing > 0 ORDER BY n.valid_from DESC LIMIT 1)
JOIN calendars l ON l.id = u.calendar
WHERE c.code = ?1";

impl Store {
    /// The case of that code, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn case(&self, code: &CaseCode) -> Result<Option<LoadedCase>, Error> {
        let Some(row) = self.json::<CaseRow>(CASE, vec![code.as_str().into()]).await? else {
            return Ok(None);
        };
        let calendar = self.calendar(&row.calendar, &row.calendar_version).await?;
        let terms = self.terms(named(&row.kind, Kind::parse)?, &row.terms_version).await?;
        let terms = if row.on_call == 0 { terms } else { Rc::new(terms.on_call()) };
        Ok(Some(LoadedCase { case: row.into_case()?, calendar, terms }))
    }

    /// Where the clocks of a case are counted once another unit has it: under that unit's calendar and switch,
    /// and the terms the case was opened under. The case's own where there is no such unit.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn seat(&self, unit: &UnitId, loaded: &LoadedCase) -> Result<Seat, Error> {
        let found: Option<(String, String, u8)> = self
            .json(
                "SELECT json_array(l.id, l.version, u.urgent_around_the_clock)
                 FROM current_units u JOIN calendars l ON l.id = u.calendar WHERE u.id = ?1",
                vec![unit.as_str().into()],
            )
            .await?;
        let Some((calendar, version, on_call)) = found else {
            return Ok(Seat { calendar: loaded.calendar.clone(), terms: loaded.terms.clone() });
        };
        let terms = self.terms(loaded.case.kind, &loaded.terms.version).await?;
        let terms = if on_call == 0 { terms } else { Rc::new(terms.on_call()) };
        Ok(Seat { calendar: self.calendar(&calendar, &version).await?, terms })
    }

    /// What taking a report of that kind, in that category and ward, needs at that instant, in one look-up.
    ///
    /// # Errors
    /// [`Error::Fault`], also when no terms of the kind are valid then.
    pub async fn submission_context(
        &self,
        sender: &AccountId,
        asked: &Asked<'_>,
        media: &[String],
        now: Instant,
    ) -> Result<SubmissionContext, Error> {
        let Asked { kind, category, ward } = *asked;
        #[derive(Deserialize)]
        struct Row {
            unit: Option<String>,
            category_exists: u8,
            ward_exists: u8,
            media: Vec<MediaRow>,
            calendar: Option<String>,
            calendar_version: Option<String>,
            terms_version: Option<String>,
            organisation: Option<OrganisationRow>,
        }
        #[derive(Deserialize)]
        struct OrganisationRow {
            name: String,
            tax_code: String,
        }
        let row: Option<Row> = self
            .json(
                SUBMISSION_CONTEXT,
                vec![
                    sender.as_str().into(),
                    serde_json::json!(media).to_string().into(),
                    category.into(),
                    ward.into(),
                    kind.as_str().into(),
                    day_of(now).into(),
                ],
            )
            .await?;
        let row = row.ok_or_else(|| Error::Fault(anyhow::anyhow!("the submission context came back empty")))?;
        let terms = match &row.terms_version {
            Some(version) => Some(self.terms(kind, version).await?),
            None => None,
        };
        let route = match (row.unit, row.calendar, row.calendar_version) {
            (Some(unit), Some(calendar), Some(version)) => {
                let terms = terms.clone().ok_or_else(|| {
                    Error::Fault(anyhow::anyhow!("no terms of {} are valid on that day", kind.as_str()))
                })?;
                Some(Route { unit: UnitId::new(unit), calendar: self.calendar(&calendar, &version).await?, terms })
            }
            _ => None,
        };
        let organisation = match row.organisation {
            Some(OrganisationRow { name, tax_code }) => Some(Organisation {
                name: ShortText::new(&name).map_err(damaged)?,
                tax_code: TaxCode::new(&tax_code).map_err(damaged)?,
            }),
            None => None,
        };
        Ok(SubmissionContext {
            route,
            terms,
            organisation,
            category_exists: row.category_exists != 0,
            ward_exists: row.ward_exists != 0,
            media: into_media(row.media)?,
        })
    }

    /// Those of the named files that exist, belong to that person and to no act yet, in the order named.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn unused_media(&self, owner: &AccountId, ids: &[String]) -> Result<Vec<MediaRef>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let named = serde_json::json!(ids).to_string();
        let rows: Option<Vec<MediaRow>> = self.json(UNUSED_MEDIA, vec![owner.as_str().into(), named.into()]).await?;
        into_media(rows.unwrap_or_default())
    }

    /// The result that lies before the head, with the handling clock it stopped.
    ///
    /// # Errors
    /// [`Error::Fault`], also when there is none: the state said there is.
    pub async fn recorded_result(&self, case: &CaseId) -> Result<RecordedResult, Error> {
        #[derive(Deserialize)]
        struct Row {
            result: String,
            evidence: Vec<MediaRow>,
            origin: Option<i64>,
            limit: Option<String>,
        }
        let row: Row = self
            .json(
                "SELECT json_object('result', r.result,
                   'evidence', (SELECT json_group_array(json_object('id', m.media, 'type', m.media_type, 'sha256', m.sha256))
                     FROM (SELECT * FROM case_media WHERE case_id = r.case_id AND seq = r.seq ORDER BY position) m),
                   'origin', k.origin_at, 'limit', k.limit_text)
                 FROM (SELECT * FROM results WHERE case_id = ?1 ORDER BY seq DESC LIMIT 1) r
                 LEFT JOIN (SELECT * FROM clocks WHERE case_id = ?1 AND kind = 'handling' ORDER BY n DESC LIMIT 1) k",
                vec![case.as_str().into()],
            )
            .await?
            .ok_or_else(|| Error::Fault(anyhow::anyhow!("the case has no recorded result")))?;
        let handling = match (row.origin, row.limit) {
            (Some(origin), Some(limit)) => Some((from_millis(origin)?, parse_limit(&limit)?)),
            _ => None,
        };
        let result = Conclusion::new(&row.result).map_err(damaged)?;
        Ok(RecordedResult { result, evidence: into_media(row.evidence)?, handling })
    }

    /// Whether that account handles cases in that unit.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn handles_in(&self, account: &AccountId, unit: &UnitId) -> Result<bool, Error> {
        let found = self
            .json_text(
                "SELECT account FROM memberships WHERE account = ?1 AND unit = ?2 AND role = 'handler'",
                vec![account.as_str().into(), unit.as_str().into()],
            )
            .await?;
        Ok(found.is_some())
    }

    /// Whether a unit of that id exists today.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn unit_exists(&self, unit: &str) -> Result<bool, Error> {
        Ok(self.json_text("SELECT id FROM current_units WHERE id = ?1", vec![unit.into()]).await?.is_some())
    }
}

impl CaseRow {
    fn into_case(self) -> Result<Case, Error> {
        let mut hash = [0; 32];
        hex::decode_to_slice(&self.hash, &mut hash).map_err(damaged)?;
        Ok(Case {
            id: CaseId::new(self.id),
            code: CaseCode::new(self.code),
            tip: Tip { seq: self.version, hash },
            state: named(&self.state, State::parse)?,
            kind: named(&self.kind, Kind::parse)?,
            level: named(&self.level, Level::parse)?,
            unit: UnitId::new(self.unit),
            superior: self.superior.map(UnitId::new),
            reporter: AccountId::new(self.reporter),
            called_in: self.called_in.map(UnitId::new),
            handler: self.handler.map(AccountId::new),
            drafted_by: self.drafted_by.map(AccountId::new),
            result_by: self.result_by.map(AccountId::new),
            received_at: from_millis(self.received)?,
            failed_contacts: self.failed_contacts,
            information_pending: self.information_pending != 0,
            regulation_class: self
                .regulation_class
                .map(|class| named(&class, RegulationClass::parse))
                .transpose()?,
            report_text: self.report_text,
            address: self.address,
            asked: self.asked != 0,
            closes_at: self.closes_at.map(from_millis).transpose()?,
            confidential: self.confidential != 0,
            inspecting: self.inspecting != 0,
            evaluated: self.evaluated != 0,
            views_until: self.views_until.map(from_millis).transpose()?,
            milestones: self.milestones,
            clocks: self.clocks.into_iter().map(ClockRow::into_clock).collect::<Result<_, _>>()?,
            contributions: self
                .contributions
                .into_iter()
                .map(ContributionRow::into_contribution)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl ContributionRow {
    fn into_contribution(self) -> Result<Contribution, Error> {
        Ok(Contribution {
            unit: UnitId::new(self.unit),
            state: named(&self.state, ContributionState::parse)?,
            handler: self.handler.map(AccountId::new),
            drafted_by: self.drafted_by.map(AccountId::new),
        })
    }
}

impl ClockRow {
    fn into_clock(self) -> Result<Clock, Error> {
        Ok(Clock {
            kind: named(&self.kind, ClockKind::parse)?,
            unit: UnitId::new(self.unit),
            origin: from_millis(self.origin)?,
            opened_at: from_millis(self.opened)?,
            limit: parse_limit(&self.limit)?,
            due_at: from_millis(self.due)?,
        })
    }
}

pub(crate) fn into_media(rows: Vec<MediaRow>) -> Result<Vec<MediaRef>, Error> {
    rows.into_iter()
        .map(|row| {
            Ok(MediaRef {
                id: MediaId::new(row.id),
                media_type: named(&row.media_type, MediaType::parse)?,
                sha256: row.sha256,
            })
        })
        .collect()
}

/// A word of the database as the value it stands for; an unknown word is damage.
pub(crate) fn named<T>(word: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
    parse(word).ok_or_else(|| Error::Fault(anyhow::anyhow!("unknown word {word:?} in the database")))
}

pub(crate) fn parse_limit(text: &str) -> Result<Limit, Error> {
    text.parse().map_err(damaged)
}

pub(crate) fn damaged(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Fault(anyhow::Error::new(error).context("a row of the database is damaged"))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::{plan_of, recompilations_of};

    #[test]
    fn files_are_looked_up_by_their_ids_however_many_there_are() {
        for sql in [UNUSED_MEDIA, SUBMISSION_CONTEXT] {
            let plan = plan_of(sql);
            assert!(plan.contains("SEARCH m USING PRIMARY KEY (id=?)"), "{plan}");
        }
    }

    #[test]
    fn no_look_up_of_an_act_is_compiled_again_for_other_values() {
        for sql in [CASE, SUBMISSION_CONTEXT, UNUSED_MEDIA, crate::desk::case_sql()] {
            assert_eq!(recompilations_of(sql), 0, "{sql}");
        }
        for desk in domain::Desk::ALL {
            assert_eq!(recompilations_of(crate::desk::queue_sql(*desk)), 0, "{desk:?}");
        }
    }

    #[test]
    fn a_case_is_found_by_its_code_without_reading_others() {
        let plan = plan_of(CASE);
        assert!(!plan.contains("SCAN c") && !plan.contains("SCAN k"), "{plan}");
    }
}
