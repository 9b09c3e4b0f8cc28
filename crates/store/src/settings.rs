//! Calendars: values that many requests share and nobody changes. An instance keeps those it has
//! built, by name and version; every look-up that needs one brings the version that counts now.

use crate::{Error, Store};
use chrono::{FixedOffset, NaiveDate, NaiveTime};
use serde::Deserialize;
use std::cell::RefCell;
use std::rc::Rc;
use working_time::{Calendar, CalendarSpec, DatedDay, DayEnd, DayKind, DayStatus, Session};

thread_local! {
    static BUILT: RefCell<Vec<(String, Rc<Calendar>)>> = const { RefCell::new(Vec::new()) };
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

fn sessions(day: &[(String, String)]) -> anyhow::Result<Vec<Session>> {
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M");
    day.iter().map(|(start, end)| Ok(Session::new(time(start)?, time(end)?)?)).collect()
}
