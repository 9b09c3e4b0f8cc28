//! Who held a case, and for how much working time on each clock (R-8.5c).

use crate::{ClockKind, Instant, UnitId};
use chrono::{TimeDelta, Timelike};
use std::collections::BTreeMap;
use working_time::{Calendar, Limit, OutOfCalendar};

/// A stretch of a clock, as it stands in the books: a recomputed clock has several.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The unit that answers for it.
    pub unit: UnitId,
    /// What it measures.
    pub kind: ClockKind,
    /// The limit it ran under.
    pub limit: Limit,
    /// When it began.
    pub opened_at: Instant,
    /// When it was due.
    pub due_at: Instant,
    /// When it ended; `None` while it runs.
    pub closed_at: Option<Instant>,
}

/// How much working time a unit spent on a clock. Minutes of the unit's own calendar; of a clock whose hours
/// run day and night, minutes of the wall clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// All of it.
    pub held: u64,
    /// What of it lay past the due instant.
    pub late: u64,
}

/// A line of the ledger: one unit on one kind of clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The unit.
    pub unit: UnitId,
    /// The kind of clock.
    pub kind: ClockKind,
    /// The minutes.
    pub minutes: Minutes,
    /// Whether a clock of that kind runs there now.
    pub running: bool,
}

/// The minutes of one stretch up to `now`, under the calendar of its unit.
///
/// Both ends are cut to the whole minute, so that stretches that meet add up to the whole without a remainder.
///
/// # Errors
/// [`OutOfCalendar`].
///
/// ```
/// use domain::{ClockKind, Instant, UnitId, ledger::{Minutes, Stretch, minutes}};
/// use working_time::{Calendar, CalendarSpec, Limit};
/// let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", vec![], 2026, 2026))?;
/// let at = |text: &str| text.parse::<Instant>().unwrap();
/// // Taken on Friday at 16:00 with 4 working hours, done on Monday at 11:30: lunch and the weekend are nobody's.
/// let stretch = Stretch {
///     unit: UnitId::new("00070"), kind: ClockKind::Dispatch, limit: Limit::WorkingHours(4),
///     opened_at: at("2026-03-06T16:00:00+07:00"), due_at: at("2026-03-09T11:00:00+07:00"),
///     closed_at: Some(at("2026-03-09T11:30:00+07:00")),
/// };
/// assert_eq!(minutes(&stretch, &calendar, at("2026-03-20T08:00:00+07:00"))?, Minutes { held: 270, late: 30 });
/// // Being asked before it began is no time.
/// let running = Stretch { closed_at: None, ..stretch };
/// assert_eq!(minutes(&running, &calendar, at("2026-03-06T15:00:00+07:00"))?, Minutes { held: 0, late: 0 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn minutes(stretch: &Stretch, calendar: &Calendar, now: Instant) -> Result<Minutes, OutOfCalendar> {
    let from = whole_minute(stretch.opened_at);
    let to = whole_minute(stretch.closed_at.unwrap_or(now));
    let late_from = from.max(whole_minute(stretch.due_at));
    Ok(Minutes { held: between(stretch.limit, calendar, from, to)?, late: between(stretch.limit, calendar, late_from, to)? })
}

/// The ledger of a case: one line for each unit and kind of clock in the order in which they began, and the sum.
/// The citizen's own window is nobody's time ([`ClockKind::binds_the_agency`]).
///
/// # Errors
/// [`OutOfCalendar`].
pub fn ledger<'a>(
    stretches: impl IntoIterator<Item = (&'a Stretch, &'a Calendar)>,
    now: Instant,
) -> Result<(Vec<Line>, Minutes), OutOfCalendar> {
    let mut found: BTreeMap<(UnitId, ClockKind), (Instant, Line)> = BTreeMap::new();
    let mut total = Minutes::default();
    for (stretch, calendar) in stretches.into_iter().filter(|(stretch, _)| stretch.kind.binds_the_agency()) {
        let spent = minutes(stretch, calendar, now)?;
        let key = (stretch.unit.clone(), stretch.kind);
        let (since, line) = found.entry(key).or_insert_with(|| {
            let (unit, kind) = (stretch.unit.clone(), stretch.kind);
            (stretch.opened_at, Line { unit, kind, minutes: Minutes::default(), running: false })
        });
        *since = stretch.opened_at.min(*since);
        line.running |= stretch.closed_at.is_none();
        for sum in [&mut line.minutes, &mut total] {
            sum.held = sum.held.saturating_add(spent.held);
            sum.late = sum.late.saturating_add(spent.late);
        }
    }
    let mut lines: Vec<(Instant, Line)> = found.into_values().collect();
    lines.sort_by(|a, b| (a.0, a.1.kind).cmp(&(b.0, b.1.kind)));
    Ok((lines.into_iter().map(|(_, line)| line).collect(), total))
}

fn between(limit: Limit, calendar: &Calendar, from: Instant, to: Instant) -> Result<u64, OutOfCalendar> {
    if to <= from {
        return Ok(0);
    }
    match limit {
        Limit::ClockHours(_) | Limit::CalendarDays(_) => Ok(u64::try_from((to - from).num_minutes()).unwrap_or(0)),
        _ => Ok(calendar.elapsed(from, to)?.as_minutes()),
    }
}

fn whole_minute(at: Instant) -> Instant {
    let over = TimeDelta::seconds(i64::from(at.second())) + TimeDelta::nanoseconds(i64::from(at.nanosecond()));
    at - over
}
