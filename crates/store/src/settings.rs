//! Calendars and terms: values that many requests share and nobody changes. An instance keeps those it has
//! built, by name and version; every look-up that needs one brings the version that counts.

use crate::{Error, Store};
use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime};
use domain::{Kind, Publicity, Terms};
use serde::Deserialize;
use std::cell::RefCell;
use std::rc::Rc;
use working_time::{Calendar, CalendarSpec, DatedDay, DayEnd, DayKind, DayStatus, Limit, Session};

thread_local! {
    static BUILT: RefCell<Vec<(String, Rc<Calendar>)>> = const { RefCell::new(Vec::new()) };
    /// A version's terms never change, so that none is ever thrown away: there are a few for each kind.
    static TERMS: RefCell<Vec<Rc<Terms>>> = const { RefCell::new(Vec::new()) };
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermsRow {
    acceptance: String,
    verification: String,
    dispatch: String,
    handling_urgent: String,
    handling_normal: String,
    handling_complex: String,
    extension_days_max: Option<u32>,
    contribution_reserve_days: u32,
    rework: String,
    publication: String,
    question_window: String,
    clarification: String,
    contact_attempts_min: u32,
    media_required: bool,
    place_required: bool,
    confidential_by_default: bool,
    publicity: String,
    transfer: Option<String>,
}

#[derive(Deserialize)]
struct SpecRow {
    version: String,
    offset: String,
    first_year: i32,
    last_year: i32,
    day_end: String,
    weekly: Vec<Vec<(String, String)>>,
    swap_work_sessions: Vec<(String, String)>,
    days: Vec<DayRow>,
}

#[derive(Deserialize)]
struct DayRow {
    date: String,
    kind: String,
    status: String,
    name: String,
}

impl Store {
    pub(crate) async fn calendar(&self, id: &str, version: &str) -> Result<Rc<Calendar>, Error> {
        let built = BUILT.with_borrow(|built| {
            built.iter().find(|(of, calendar)| of == id && calendar.version() == version).map(|(_, c)| c.clone())
        });
        if let Some(calendar) = built {
            return Ok(calendar);
        }
        let spec = self
            .json_text("SELECT spec FROM calendars WHERE id = ?1", vec![id.into()])
            .await?
            .ok_or_else(|| Error::Fault(anyhow::anyhow!("there is no calendar {id:?}")))?;
        let calendar = Rc::new(read_calendar(&spec).map_err(Error::Fault)?);
        BUILT.with_borrow_mut(|built| {
            built.retain(|(of, _)| of != id);
            built.push((id.to_owned(), calendar.clone()));
        });
        Ok(calendar)
    }

    pub(crate) async fn terms(&self, kind: Kind, version: &str) -> Result<Rc<Terms>, Error> {
        let built = TERMS.with_borrow(|built| {
            built.iter().find(|terms| terms.kind == kind && terms.version == version).cloned()
        });
        if let Some(terms) = built {
            return Ok(terms);
        }
        let spec = self
            .json_text("SELECT spec FROM terms WHERE kind = ?1 AND version = ?2", vec![kind.as_str().into(), version.into()])
            .await?
            .ok_or_else(|| Error::Fault(anyhow::anyhow!("there are no terms {version:?} of {}", kind.as_str())))?;
        let terms = Rc::new(read_terms(kind, version, &spec).map_err(Error::Fault)?);
        TERMS.with_borrow_mut(|built| built.push(terms.clone()));
        Ok(terms)
    }

    /// The calendar of a unit, or the city's when none is named; `None` when there is no such unit.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn calendar_of(&self, unit: Option<&str>) -> Result<Option<Rc<Calendar>>, Error> {
        let found: Option<(String, String)> = self
            .json(
                "SELECT json_array(l.id, l.version) FROM calendars l WHERE l.id =
                   iif(?1 IS NULL, 'city', (SELECT calendar FROM current_units WHERE id = ?1))",
                vec![unit.into()],
            )
            .await?;
        match found {
            Some((id, version)) => self.calendar(&id, &version).await.map(Some),
            None => Ok(None),
        }
    }
}

/// Builds a calendar from its JSON (`data/calendar.json` shows the shape).
///
/// # Errors
/// What is wrong with it.
pub(crate) fn read_calendar(json: &str) -> anyhow::Result<Calendar> {
    let row: SpecRow = serde_json::from_str(json)?;
    let weekly: Vec<Vec<Session>> = row.weekly.iter().map(|day| sessions(day)).collect::<anyhow::Result<_>>()?;
    let weekly: [Vec<Session>; 7] =
        weekly.try_into().map_err(|_| anyhow::anyhow!("a week has seven days, Monday first"))?;
    let days = row
        .days
        .iter()
        .map(|day| {
            Ok(DatedDay {
                date: day.date.parse::<NaiveDate>()?,
                kind: match day.kind.as_str() {
                    "holiday" => DayKind::Holiday,
                    "make_up" => DayKind::MakeUp,
                    "swap_off" => DayKind::SwapOff,
                    "swap_work" => DayKind::SwapWork,
                    other => anyhow::bail!("unknown kind of day {other:?}"),
                },
                status: match day.status.as_str() {
                    "law" => DayStatus::Law,
                    "official" => DayStatus::Official,
                    "estimated" => DayStatus::Estimated,
                    other => anyhow::bail!("unknown status of a day {other:?}"),
                },
                name: day.name.clone(),
            })
        })
        .collect::<anyhow::Result<_>>()?;
    let spec = CalendarSpec {
        version: row.version,
        offset: row.offset.parse::<FixedOffset>()?,
        weekly,
        swap_work_sessions: sessions(&row.swap_work_sessions)?,
        days,
        first_year: row.first_year,
        last_year: row.last_year,
        day_end: match row.day_end.as_str() {
            "close_of_office" => DayEnd::CloseOfOffice,
            "midnight" => DayEnd::Midnight,
            other => anyhow::bail!("unknown end of day {other:?}"),
        },
    };
    Ok(Calendar::new(spec)?)
}

/// Builds terms from their JSON (`data/terms.json` shows the shape).
///
/// # Errors
/// What is wrong with them.
pub(crate) fn read_terms(kind: Kind, version: &str, json: &str) -> anyhow::Result<Terms> {
    let row: TermsRow = serde_json::from_str(json)?;
    let limit = |text: &str| text.parse::<Limit>();
    let days = |days: u32| Limit::WorkingDays(days).checked().map(|_| days);
    Ok(Terms {
        kind,
        version: version.to_owned(),
        acceptance: limit(&row.acceptance)?,
        verification: limit(&row.verification)?,
        dispatch: limit(&row.dispatch)?,
        handling_urgent: limit(&row.handling_urgent)?,
        handling_normal: limit(&row.handling_normal)?,
        handling_complex: limit(&row.handling_complex)?,
        extension_days_max: row.extension_days_max.map(days).transpose()?,
        contribution_reserve_days: match row.contribution_reserve_days {
            0 => 0,
            reserve => days(reserve)?,
        },
        rework: limit(&row.rework)?,
        publication: limit(&row.publication)?,
        question_window: limit(&row.question_window)?,
        clarification: limit(&row.clarification)?,
        contact_attempts_min: row.contact_attempts_min,
        media_required: row.media_required,
        place_required: row.place_required,
        confidential_by_default: row.confidential_by_default,
        publicity: Publicity::parse(&row.publicity).ok_or_else(|| anyhow::anyhow!("unknown publicity {:?}", row.publicity))?,
        transfer: row.transfer.as_deref().map(limit).transpose()?,
    })
}

/// Whether new terms keep to the sense of the regulation: what is done within hours or a day takes days at most, what
/// is urgent no longer than what is not, and no agency takes longer than the law gives for settling a complaint (Luật
/// Khiếu nại, Điều 28: 30 days, 45 where it is complex, 60 where it is far away).
///
/// # Errors
/// The first field that goes beyond it.
pub(crate) fn checked_terms(terms: &Terms) -> anyhow::Result<()> {
    const STEP_DAYS: u32 = 10;
    const HANDLING_DAYS: u32 = 60;
    let steps = [
        ("acceptance", terms.acceptance),
        ("verification", terms.verification),
        ("dispatch", terms.dispatch),
        ("rework", terms.rework),
        ("publication", terms.publication),
        ("clarification", terms.clarification),
    ];
    let steps = steps.into_iter().chain(terms.transfer.map(|limit| ("transfer", limit)));
    let handling = [
        ("handling_urgent", terms.handling_urgent, terms.handling_normal),
        ("handling_normal", terms.handling_normal, terms.handling_complex),
        ("handling_complex", terms.handling_complex, Limit::WorkingDays(HANDLING_DAYS)),
    ];
    for (name, limit) in steps {
        anyhow::ensure!(minutes(limit) <= minutes(Limit::WorkingDays(STEP_DAYS)), "{name}: at most {STEP_DAYS}wd");
    }
    for (name, limit, most) in handling {
        anyhow::ensure!(minutes(limit) <= minutes(most), "{name}: at most {most}");
    }
    anyhow::ensure!(minutes(terms.question_window) <= minutes(Limit::CalendarDays(30)), "question_window: at most 30d");
    let extended = Limit::WorkingDays(terms.extension_days_max.unwrap_or(HANDLING_DAYS));
    anyhow::ensure!(
        terms.extension_days_max.is_none_or(|days| days <= HANDLING_DAYS) && minutes(terms.handling_complex) <= minutes(extended),
        "extension_days_max: at least handling_complex, at most {HANDLING_DAYS}"
    );
    anyhow::ensure!(terms.contribution_reserve_days <= STEP_DAYS, "contribution_reserve_days: at most {STEP_DAYS}");
    anyhow::ensure!(terms.contact_attempts_min <= 10, "contact_attempts_min: at most 10");
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AlertTermsRow {
    repeat_days: u32,
    near_hours: u32,
    district_until: String,
}

/// Whether that JSON says when an alert repeats another: within weeks, near within days.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check_alert_terms(spec: &serde_json::Value) -> anyhow::Result<()> {
    let AlertTermsRow { repeat_days, near_hours, district_until } = AlertTermsRow::deserialize(spec)?;
    anyhow::ensure!((1..=31).contains(&repeat_days), "repeat_days: 1 to 31");
    anyhow::ensure!((1..=168).contains(&near_hours), "near_hours: 1 to 168");
    let district_until = district_until.parse::<NaiveDate>()?;
    anyhow::ensure!((2000..=2100).contains(&district_until.year()), "district_until: a day of 2000 to 2100");
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConductTermsRow {
    in_row_max: u32,
    lock_days: u32,
}

/// Whether that JSON says when an account is locked: a lock is for a time.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check_conduct_terms(spec: &serde_json::Value) -> anyhow::Result<()> {
    let ConductTermsRow { in_row_max, lock_days } = ConductTermsRow::deserialize(spec)?;
    anyhow::ensure!((1..=100).contains(&in_row_max), "in_row_max: 1 to 100");
    anyhow::ensure!((1..=365).contains(&lock_days), "lock_days: 1 to 365");
    Ok(())
}

/// How limits of different units compare: an office day has eight hours.
fn minutes(limit: Limit) -> u64 {
    let (amount, minutes) = match limit {
        Limit::WorkingMinutes(amount) => (amount, 1),
        Limit::WorkingHours(amount) | Limit::ClockHours(amount) => (amount, 60),
        Limit::WorkingDays(amount) | Limit::CalendarDays(amount) => (amount, 8 * 60),
    };
    u64::from(amount) * minutes
}

fn sessions(day: &[(String, String)]) -> anyhow::Result<Vec<Session>> {
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M");
    day.iter().map(|(start, end)| Ok(Session::new(time(start)?, time(end)?)?)).collect()
}
