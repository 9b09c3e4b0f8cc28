//! Where citizens are received, on which days and at what hours.

use crate::{Instant, Refusal, UnitId};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use working_time::{Calendar, Limit};

/// A stretch of a day, `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// From.
    pub start: NaiveTime,
    /// Up to.
    pub end: NaiveTime,
}

impl Hours {
    /// Whether a stretch lies inside this one.
    fn hold(&self, start: NaiveTime, end: NaiveTime) -> bool {
        self.start <= start && end <= self.end
    }
}

/// The limits of the law, as dated data (R-28.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Names this set; a session keeps the name of the one it was posted under, and acts on it follow the site's of today.
    pub version: String,
    /// Law, Điều 24: working days by which a session is posted before its day.
    pub post_days: u32,
    /// Nghị định 154/2026: working days by which the parties of an online session are told.
    pub online_notice_days: u32,
    /// The same: working days by which the connection is tried out.
    pub online_test_days: u32,
    /// The same: minutes before the beginning from which the connection stands.
    pub online_connect_minutes: u32,
    /// Until how many days before the session a citizen may cancel.
    pub cancel_days: u32,
    /// Law, Điều 28: the answer, from the reception.
    pub answer: Limit,
    /// The notice that somebody was refused.
    pub refusal_notice: Limit,
}

/// A place of reception with its hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its id.
    pub id: String,
    /// The board that receives there.
    pub unit: UnitId,
    /// The hours of each weekday, Monday first.
    pub weekly: [Vec<Hours>; 7],
    /// Weekdays kept for planned cases.
    pub planned_only: Vec<Weekday>,
    /// The hours of the city's leaders.
    pub leader: Vec<Hours>,
    /// The limits.
    pub rules: Rules,
}

/// When a decision about reception is made, where, and under which calendar.
#[derive(Clone, Copy, Debug)]
pub struct Hall<'a> {
    /// Now.
    pub now: Instant,
    /// The board's calendar.
    pub calendar: &'a Calendar,
    /// The site.
    pub site: &'a Site,
}

impl Hall<'_> {
    /// The working day that lies that many working days before an instant's.
    pub(super) fn days_before(&self, at: Instant, days: u32) -> Result<NaiveDate, Refusal> {
        Ok(self.calendar.working_days_before(at, days)?.date_naive())
    }
}

impl Site {
    fn hours_of(&self, day: Weekday) -> &[Hours] {
        self.weekly.get(day.num_days_from_monday() as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether the site keeps that weekday for planned cases.
    pub(super) fn is_for_planned_cases(&self, day: Weekday) -> bool {
        self.planned_only.contains(&day)
    }

    /// Whether the site is open for that stretch of a weekday.
    pub(super) fn is_open(&self, day: Weekday, start: NaiveTime, end: NaiveTime) -> bool {
        self.hours_of(day).iter().any(|hours| hours.hold(start, end))
    }

    /// Whether leaders receive in that stretch.
    pub(super) fn has_leader(&self, start: NaiveTime, end: NaiveTime) -> bool {
        self.leader.iter().any(|hours| hours.hold(start, end))
    }
}

/// The day on which the city's leaders receive, as it is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaderDay {
    /// The day.
    pub date: NaiveDate,
    /// The day it would have been, when that is a day off.
    pub moved_from: Option<NaiveDate>,
    /// The last day on which it can be posted.
    pub post_until: NaiveDate,
}

/// The leaders' day of a month: the third Tuesday; when that is a day off, the next working day on which the site
/// is open to everybody (Quyết định 12/QĐ-UBND; `docs/decisions/0022`).
///
/// `None` for what is no month.
///
/// # Errors
/// [`Refusal::OutOfCalendar`].
///
/// ```
/// use chrono::{NaiveDate, NaiveTime, Weekday};
/// use domain::UnitId;
/// use domain::reception::{Hall, Hours, Rules, Site, leader_day};
/// use working_time::{Calendar, CalendarSpec, DatedDay, DayKind, DayStatus, Limit};
///
/// let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
/// let off = |date| DatedDay { date, kind: DayKind::Holiday, status: DayStatus::Law, name: "x".into() };
/// # let hours = vec![Hours { start: NaiveTime::from_hms_opt(8, 0, 0).unwrap(), end: NaiveTime::from_hms_opt(11, 30, 0).unwrap() }];
/// # let rules = Rules { version: "x".into(), post_days: 5, online_notice_days: 5, online_test_days: 1,
/// #     online_connect_minutes: 60, cancel_days: 1, answer: Limit::WorkingDays(10), refusal_notice: Limit::WorkingDays(3) };
/// # let site = Site { id: "x".into(), unit: UnitId::new("ban-tcd"), planned_only: vec![Weekday::Fri], leader: hours.clone(), rules,
/// #     weekly: [hours.clone(), hours.clone(), hours.clone(), hours.clone(), hours, vec![], vec![]] };
/// // Tuesday 17 to Thursday 19 are off, Friday is for planned cases: Monday 23.
/// let calendar = Calendar::new(CalendarSpec::office_hours("x", vec![off(day(17)), off(day(18)), off(day(19))], 2026, 2026))?;
/// let hall = Hall { now: "2026-03-01T08:00:00+07:00".parse()?, calendar: &calendar, site: &site };
/// let proposed = leader_day(2026, 3, &hall)?.unwrap();
/// assert_eq!((proposed.date, proposed.moved_from), (day(23), Some(day(17))));
/// // Five working days before: 20, 16, 13, 12, 11.
/// assert_eq!(proposed.post_until, day(11));
/// assert_eq!(leader_day(2026, 13, &hall)?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn leader_day(year: i32, month: u32, hall: &Hall<'_>) -> Result<Option<LeaderDay>, Refusal> {
    let Some(third) = NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Tue, 3) else {
        return Ok(None);
    };
    let mut date = third;
    // The calendar ends somewhere, and then this does with its error.
    while !hall.calendar.is_working_day(date)?
        || hall.site.hours_of(date.weekday()).is_empty()
        || hall.site.is_for_planned_cases(date.weekday())
    {
        let Some(next) = date.checked_add_days(Days::new(1)) else { return Ok(None) };
        date = next;
    }
    let begins = hall.site.leader.first().map_or(NaiveTime::MIN, |hours| hours.start);
    let Some(begins) = date.and_time(begins).and_local_timezone(hall.calendar.spec().offset).single() else {
        return Ok(None);
    };
    let post_until = hall.days_before(begins, hall.site.rules.post_days)?;
    Ok(Some(LeaderDay { date, moved_from: (date != third).then_some(third), post_until }))
}
