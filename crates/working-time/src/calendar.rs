//! The calendar: per-day sums, built once, and the questions answered from them.

use std::error::Error;
use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};

use crate::spec::DAY;
use crate::{
    CalendarError, CalendarSpec, DatedDay, DayEnd, DayStatus, Explanation, Instant, Limit, Session,
    WorkingTime, explain,
};

/// Office time over a number of known years.
///
/// Inside, time is a count of seconds from 00:00 of the first loaded day (`position`), and a day
/// is a count of days from it. For each day the working seconds and working days before it are
/// summed up when the calendar is built; a question is then a look-up and at most one binary
/// search, however long the span.
#[derive(Clone)]
pub struct Calendar {
    spec: CalendarSpec,
    /// 00:00 of the first loaded day.
    origin: Instant,
    first_date: NaiveDate,
    /// The kinds of day there are: Monday to Sunday, worked Saturday, day off.
    patterns: Vec<Pattern>,
    /// For each day, its index in `patterns`.
    pattern_of: Vec<u8>,
    /// For each day and for the end of the last, the working seconds before it.
    seconds_before: Vec<i64>,
    /// For each day and for the end of the last, the working days before it.
    working_days_before: Vec<u32>,
    /// The working days, in order.
    working_days: Vec<u32>,
    /// The dated days, in order: the day and its index in `spec.days`.
    dated: Vec<(u32, usize)>,
    /// The estimated days on which the office would do something else if the estimate is wrong.
    estimated: Vec<u32>,
}

/// The sessions of one kind of day, in seconds from its 00:00.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pattern {
    pub(crate) sessions: Vec<(i64, i64)>,
    pub(crate) seconds: i64,
}

const SWAP_WORK: u8 = 7;
const OFF: u8 = 8;

impl Calendar {
    /// Builds a calendar, checking that the data makes sense.
    ///
    /// # Errors
    ///
    /// [`CalendarError`]: sessions out of order, a date listed twice or outside the years, years
    /// in the wrong order, or an office that never opens.
    ///
    /// ```
    /// use working_time::{Calendar, CalendarError, CalendarSpec};
    ///
    /// let error = Calendar::new(CalendarSpec::office_hours("x", vec![], 2027, 2025)).unwrap_err();
    /// assert_eq!(error, CalendarError::Years { first_year: 2027, last_year: 2025 });
    /// ```
    pub fn new(spec: CalendarSpec) -> Result<Calendar, CalendarError> {
        let CalendarSpec {
            first_year,
            last_year,
            offset,
            ..
        } = spec;
        let bad_years = CalendarError::Years {
            first_year,
            last_year,
        };
        // A hundred years of seconds keep every sum far from overflow, and the build cheap.
        if first_year > last_year
            || first_year < 1900
            || last_year > 2999
            || last_year - first_year >= 100
        {
            return Err(bad_years);
        }
        let (Some(first_date), Some(last_date)) = (
            NaiveDate::from_ymd_opt(first_year, 1, 1),
            NaiveDate::from_ymd_opt(last_year, 12, 31),
        ) else {
            return Err(bad_years);
        };
        let Some(origin) = first_date
            .and_time(NaiveTime::MIN)
            .and_local_timezone(offset)
            .single()
        else {
            return Err(bad_years);
        };
        let days = (last_date - first_date).num_days() as usize + 1;

        let mut patterns = Vec::with_capacity(9);
        let mut weekday = Weekday::Mon;
        for sessions in &spec.weekly {
            patterns.push(pattern(sessions, Some(weekday))?);
            weekday = weekday.succ();
        }
        patterns.push(pattern(&spec.swap_work_sessions, None)?);
        patterns.push(Pattern::default());

        let first_weekday = first_date.weekday().num_days_from_monday() as usize;
        let mut pattern_of: Vec<u8> = (0..days)
            .map(|day| ((first_weekday + day) % 7) as u8)
            .collect();

        let mut dated = Vec::with_capacity(spec.days.len());
        for (index, entry) in spec.days.iter().enumerate() {
            if entry.date < first_date || entry.date > last_date {
                return Err(CalendarError::DayOutsideYears { date: entry.date });
            }
            dated.push(((entry.date - first_date).num_days() as u32, index));
        }
        dated.sort_unstable();
        if let Some(pair) = dated.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(CalendarError::DuplicateDay {
                date: spec.days[pair[0].1].date,
            });
        }

        let mut estimated = Vec::new();
        for &(day, index) in &dated {
            let entry = &spec.days[index];
            let usual = &mut pattern_of[day as usize];
            let actual = if entry.kind.is_worked() {
                SWAP_WORK
            } else {
                OFF
            };
            if actual == SWAP_WORK && spec.swap_work_sessions.is_empty() {
                return Err(CalendarError::SwapWorkWithoutSessions { date: entry.date });
            }
            // An estimated holiday on a Sunday changes no answer.
            if entry.status == DayStatus::Estimated
                && patterns[*usual as usize].sessions != patterns[actual as usize].sessions
            {
                estimated.push(day);
            }
            *usual = actual;
        }

        let mut seconds_before = Vec::with_capacity(days + 1);
        let mut working_days_before = Vec::with_capacity(days + 1);
        let mut working_days = Vec::with_capacity(days);
        let mut seconds = 0;
        for (day, &index) in pattern_of.iter().enumerate() {
            seconds_before.push(seconds);
            working_days_before.push(working_days.len() as u32);
            let today = patterns[index as usize].seconds;
            if today > 0 {
                seconds += today;
                working_days.push(day as u32);
            }
        }
        seconds_before.push(seconds);
        working_days_before.push(working_days.len() as u32);
        if working_days.is_empty() {
            return Err(CalendarError::NeverOpen);
        }

        Ok(Calendar {
            spec,
            origin,
            first_date,
            patterns,
            pattern_of,
            seconds_before,
            working_days_before,
            working_days,
            dated,
            estimated,
        })
    }

    /// The data the calendar was built from.
    pub fn spec(&self) -> &CalendarSpec {
        &self.spec
    }

    /// The version of that data, to be stored next to every answer.
    pub fn version(&self) -> &str {
        &self.spec.version
    }

    /// The instant at which `limit`, started at `from`, is due.
    ///
    /// - Working hours and minutes start at once and run inside sessions only. A limit that ends
    ///   exactly at a session's end is due then, not at the start of the next.
    /// - Working days: the day of `from` is not counted, worked or not (BLDS 2015, Điều 147
    ///   khoản 2); due at the calendar's [`DayEnd`] of the last one.
    /// - Calendar days: the day of `from` is not counted; due at 24:00 of the last day (Điều 148
    ///   khoản 6), or, when that is a day off, at 24:00 of the next working day (khoản 5),
    ///   whatever the [`DayEnd`]: that setting is about working days. 24:00 is 00:00 of the day
    ///   after.
    /// - Clock hours run day and night.
    ///
    /// Acting at the due instant itself is in time; a second later is late.
    ///
    /// # Errors
    ///
    /// [`OutOfCalendar`] when `from` is on no loaded day or the answer would lie beyond the last.
    ///
    /// ```
    /// # use working_time::{Calendar, CalendarSpec, Instant, Limit};
    /// # let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", vec![], 2026, 2026))?;
    /// let due = |from: &str, limit| {
    ///     let from: Instant = from.parse().unwrap();
    ///     calendar.due(from, limit).map(|due| due.to_rfc3339())
    /// };
    /// // Exactly at the close of office, not on Monday at 08:00.
    /// assert_eq!(due("2026-03-06T16:00:00+07:00", Limit::WorkingHours(1))?, "2026-03-06T17:00:00+07:00");
    /// // Friday and one working day: Monday.
    /// assert_eq!(due("2026-03-06T16:00:00+07:00", Limit::WorkingDays(1))?, "2026-03-09T17:00:00+07:00");
    /// // Two days from Friday end on a Sunday, so at the end of Monday.
    /// assert_eq!(due("2026-03-06T16:00:00+07:00", Limit::CalendarDays(2))?, "2026-03-10T00:00:00+07:00");
    /// // The same instant, written in UTC: still Friday in Hà Nội.
    /// assert_eq!(due("2026-03-06T09:00:00Z", Limit::WorkingDays(1))?, "2026-03-09T17:00:00+07:00");
    /// // The last working day of 2026 is a Thursday; the next is not loaded.
    /// assert!(due("2026-12-31T08:00:00+07:00", Limit::WorkingDays(1)).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn due(&self, from: Instant, limit: Limit) -> Result<Instant, OutOfCalendar> {
        let start = self.position_on_a_day(from)?;
        Ok(self.instant(self.due_position(start, limit)?))
    }

    /// The working time from `from` up to `to`; zero when `to` is not after `from`.
    ///
    /// # Errors
    ///
    /// [`OutOfCalendar`] when either lies outside the loaded years. The end of the last loaded
    /// day is inside.
    ///
    /// ```
    /// # use working_time::{Calendar, CalendarSpec, Instant};
    /// # let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", vec![], 2026, 2026))?;
    /// let at = |text: &str| text.parse::<Instant>().unwrap();
    /// // Friday 16:00 to Monday 09:00: an hour on each side of the weekend.
    /// let passed = calendar.elapsed(at("2026-03-06T16:00:00+07:00"), at("2026-03-09T09:00:00+07:00"))?;
    /// assert_eq!(passed.to_string(), "2 giờ");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn elapsed(&self, from: Instant, to: Instant) -> Result<WorkingTime, OutOfCalendar> {
        let worked =
            self.worked_until(self.position(to)?) - self.worked_until(self.position(from)?);
        Ok(WorkingTime::from_seconds(
            u64::try_from(worked).unwrap_or(0),
        ))
    }

    /// The working time left at `now` of what is due at `due`; zero when it is due or late.
    ///
    /// # Errors
    ///
    /// As [`Calendar::elapsed`].
    ///
    /// ```
    /// # use working_time::{Calendar, CalendarSpec, Instant, WorkingTime};
    /// # let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", vec![], 2026, 2026))?;
    /// let at = |text: &str| text.parse::<Instant>().unwrap();
    /// let due = at("2026-03-09T17:00:00+07:00");
    /// // In the lunch break nothing runs.
    /// assert_eq!(calendar.remaining(at("2026-03-09T12:00:00+07:00"), due)?.to_string(), "4 giờ");
    /// assert_eq!(calendar.remaining(at("2026-03-09T13:00:00+07:00"), due)?.to_string(), "4 giờ");
    /// assert_eq!(calendar.remaining(at("2026-03-10T08:00:00+07:00"), due)?, WorkingTime::ZERO);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn remaining(&self, now: Instant, due: Instant) -> Result<WorkingTime, OutOfCalendar> {
        self.elapsed(now, due)
    }

    /// The instant at which three quarters of the time from `from` to `due` have run, rounded up to
    /// a whole second: of the working time, or of the clock's where the limit is one of clock hours,
    /// which run through the night. A span without working time is measured on the clock as well. A
    /// `due` that is not after `from` is its own warning.
    ///
    /// # Errors
    ///
    /// [`OutOfCalendar`] when either lies outside the loaded years.
    ///
    /// ```
    /// # use working_time::{Calendar, CalendarSpec, Instant, Limit};
    /// # let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", vec![], 2026, 2026))?;
    /// let at = |text: &str| text.parse::<Instant>().unwrap();
    /// // 8 working hours over a weekend: 4 on Friday, 2 of the 4 on Monday.
    /// let (from, due) = (at("2026-03-06T13:00:00+07:00"), at("2026-03-09T12:00:00+07:00"));
    /// assert_eq!(calendar.warn_at(from, due, Limit::WorkingHours(8))?, at("2026-03-09T10:00:00+07:00"));
    /// // 4 clock hours, of which the office is open for the first half hour only.
    /// let (from, due) = (at("2026-03-06T16:30:00+07:00"), at("2026-03-06T20:30:00+07:00"));
    /// assert_eq!(calendar.warn_at(from, due, Limit::ClockHours(4))?, at("2026-03-06T19:30:00+07:00"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn warn_at(&self, from: Instant, due: Instant, limit: Limit) -> Result<Instant, OutOfCalendar> {
        let (start, end) = (self.position(from)?, self.position(due)?);
        if end <= start {
            return Ok(self.instant(end));
        }
        let before = self.worked_until(start);
        let worked = self.worked_until(end) - before;
        if worked == 0 || matches!(limit, Limit::ClockHours(_)) {
            return Ok(self.instant(start + three_quarters(end - start)));
        }
        Ok(self.instant(self.position_of_work(before + three_quarters(worked))?))
    }

    /// The instant `days` working days before `due`: "two working days before it is due".
    ///
    /// The time of day stays, with two exceptions that keep the answer a sensible hour: the
    /// [`DayEnd`] of one day becomes the [`DayEnd`] of the other, and an hour before the close
    /// never becomes one after it (a worked Saturday may be short). 00:00 is the end of the day
    /// before. So going back 2 days from where 5 working days are due leads to where 3 are due.
    /// Zero days before is `due` itself.
    ///
    /// # Errors
    ///
    /// [`OutOfCalendar`] when `due` is outside the loaded years or the answer would be.
    ///
    /// ```
    /// # use working_time::{Calendar, CalendarSpec, Instant};
    /// # let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", vec![], 2026, 2026))?;
    /// let at = |text: &str| text.parse::<Instant>().unwrap();
    /// // Two working days before Monday is Thursday.
    /// let before = calendar.working_days_before(at("2026-03-09T17:00:00+07:00"), 2)?;
    /// assert_eq!(before, at("2026-03-05T17:00:00+07:00"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn working_days_before(&self, due: Instant, days: u32) -> Result<Instant, OutOfCalendar> {
        let end = self.position(due)?;
        if days == 0 {
            return Ok(self.instant(end));
        }
        let day = self.day_ending_at(end);
        let before_calendar = || self.out_of_calendar(self.first_date - TimeDelta::days(1));
        let target = self.working_days_before[day]
            .checked_sub(days)
            .map(|index| self.working_days[index as usize] as usize)
            .filter(|_| end > 0)
            .ok_or_else(before_calendar)?;
        let time = end - day as i64 * DAY;
        let time = match (self.pattern(day).close(), self.pattern(target).close()) {
            (Some(_), _) if time == self.end_of_working_day(day) => self.end_of_working_day(target),
            (Some(close), Some(earlier)) if time <= close => time.min(earlier),
            // After hours, or on a day off, there is no close to keep to.
            _ => time,
        };
        Ok(self.instant(target as i64 * DAY + time))
    }

    /// The due instant with the way to it, for a person to check by hand.
    ///
    /// # Errors
    ///
    /// As [`Calendar::due`].
    ///
    /// ```
    /// # use working_time::{Calendar, CalendarSpec, Instant, Limit};
    /// # let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", vec![], 2026, 2026))?;
    /// let from: Instant = "2026-03-06T16:00:00+07:00".parse()?;
    /// let explanation = calendar.explain(from, Limit::WorkingDays(1))?;
    /// let texts: Vec<_> = explanation.steps.iter().map(|step| step.text.as_str()).collect();
    /// assert_eq!(texts, [
    ///     "Thứ Sáu 06/03/2026: ngày đầu tiên, không tính (Bộ luật Dân sự 2015, Điều 147 khoản 2).",
    ///     "Từ Thứ Bảy 07/03/2026 đến hết Chủ Nhật 08/03/2026: nghỉ hằng tuần, không tính.",
    ///     "Thứ Hai 09/03/2026: ngày làm việc thứ 1, hết hạn lúc 17:00.",
    /// ]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, from: Instant, limit: Limit) -> Result<Explanation, OutOfCalendar> {
        let start = self.position_on_a_day(from)?;
        let end = self.due_position(start, limit)?;
        Ok(explain::explain(self, start, end, limit))
    }

    /// Whether the office is open at all on `date`.
    ///
    /// # Errors
    ///
    /// [`OutOfCalendar`] when the date is not loaded.
    ///
    /// ```
    /// # use chrono::NaiveDate;
    /// # use working_time::{Calendar, CalendarSpec, DatedDay, DayKind, DayStatus};
    /// // Saturday 10 January 2026 is worked for Friday 2 January.
    /// let saturday = NaiveDate::from_ymd_opt(2026, 1, 10).unwrap();
    /// let worked = DatedDay {
    ///     date: saturday,
    ///     kind: DayKind::SwapWork,
    ///     status: DayStatus::Official,
    ///     name: "Làm bù".to_owned(),
    /// };
    /// let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", vec![worked], 2026, 2026))?;
    /// assert!(calendar.is_working_day(saturday)?);
    /// assert!(!calendar.is_working_day(saturday.succ_opt().unwrap())?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_working_day(&self, date: NaiveDate) -> Result<bool, OutOfCalendar> {
        usize::try_from((date - self.first_date).num_days())
            .ok()
            .filter(|day| *day < self.pattern_of.len())
            .map(|day| self.is_worked(day))
            .ok_or_else(|| self.out_of_calendar(date))
    }

    /// Whether a day between `from` and `due`, both days included, is an estimate that would
    /// change how the office works if it proved wrong.
    ///
    /// It errs on the side of yes: it knows the span but not the limit. [`Explanation::estimated`]
    /// knows both; a span it flags is always flagged here too. Days outside the loaded years are
    /// not looked at.
    ///
    /// ```
    /// # use chrono::NaiveDate;
    /// # use working_time::{Calendar, CalendarSpec, DatedDay, DayKind, DayStatus, Instant};
    /// let estimate = DatedDay {
    ///     date: NaiveDate::from_ymd_opt(2027, 9, 3).unwrap(),
    ///     kind: DayKind::Holiday,
    ///     status: DayStatus::Estimated,
    ///     name: "Quốc khánh (ngày liền kề)".to_owned(),
    /// };
    /// let calendar = Calendar::new(CalendarSpec::office_hours("2027-1", vec![estimate], 2027, 2027))?;
    /// let at = |text: &str| text.parse::<Instant>().unwrap();
    /// assert!(calendar.leans_on_estimate(at("2027-09-01T08:00:00+07:00"), at("2027-09-06T17:00:00+07:00")));
    /// // Due at 24:00 of the 2nd: the 3rd has no part in it.
    /// assert!(!calendar.leans_on_estimate(at("2027-09-01T08:00:00+07:00"), at("2027-09-03T00:00:00+07:00")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn leans_on_estimate(&self, from: Instant, due: Instant) -> bool {
        let (start, end) = (
            self.seconds_from_origin(from),
            self.seconds_from_origin(due),
        );
        if end <= start {
            return false;
        }
        !self
            .estimated_between(start.div_euclid(DAY), (end - 1).div_euclid(DAY))
            .is_empty()
    }
}

/// Positions and days, for the answers above and for [`explain`].
impl Calendar {
    pub(crate) fn due_position(&self, start: i64, limit: Limit) -> Result<i64, OutOfCalendar> {
        match limit {
            Limit::WorkingHours(0)
            | Limit::WorkingMinutes(0)
            | Limit::WorkingDays(0)
            | Limit::CalendarDays(0)
            | Limit::ClockHours(0) => Ok(start),
            Limit::WorkingHours(hours) => {
                self.position_of_work(self.worked_until(start) + i64::from(hours) * 3600)
            }
            Limit::WorkingMinutes(minutes) => {
                self.position_of_work(self.worked_until(start) + i64::from(minutes) * 60)
            }
            Limit::WorkingDays(days) => {
                // Counting begins on the day after: BLDS 2015, Điều 147 khoản 2.
                let counted_from = self.working_days_before[day_of(start) + 1] as usize;
                // 32 bits of a component do not hold every count of days; there is no such day anyway.
                let last = self.working_day(counted_from.saturating_add(days as usize).saturating_sub(1))?;
                Ok(last as i64 * DAY + self.end_of_working_day(last))
            }
            Limit::CalendarDays(days) => {
                let last = day_of(start).saturating_add(days as usize);
                let before = self.working_days_before[..self.days()]
                    .get(last)
                    .ok_or_else(|| self.beyond_the_end())?;
                // The last day itself when it is worked, else the next that is: Điều 148 khoản 5.
                Ok((self.working_day(*before as usize)? as i64 + 1) * DAY)
            }
            Limit::ClockHours(hours) => Some(start + i64::from(hours) * 3600)
                .filter(|end| *end <= self.end())
                .ok_or_else(|| self.beyond_the_end()),
        }
    }

    /// Working seconds from the start of the calendar up to a position.
    pub(crate) fn worked_until(&self, position: i64) -> i64 {
        let day = day_of(position);
        let before = self.seconds_before[day];
        // The end of the last day is a position, but no day begins there.
        if day == self.days() {
            return before;
        }
        let time = position % DAY;
        before
            + self
                .pattern(day)
                .sessions
                .iter()
                .map(|(start, end)| time.clamp(*start, *end) - start)
                .sum::<i64>()
    }

    /// The first position up to which `seconds` of work (more than none) have been done.
    fn position_of_work(&self, seconds: i64) -> Result<i64, OutOfCalendar> {
        let day = self.seconds_before[1..].partition_point(|before| *before < seconds);
        if day == self.days() {
            return Err(self.beyond_the_end());
        }
        let mut left = seconds - self.seconds_before[day];
        let mut position = day as i64 * DAY;
        for (start, end) in &self.pattern(day).sessions {
            // `<=`: a limit that ends with the session is due then, not when the next begins.
            if left <= end - start {
                position += start + left;
                break;
            }
            left -= end - start;
        }
        Ok(position)
    }

    fn working_day(&self, index: usize) -> Result<usize, OutOfCalendar> {
        self.working_days
            .get(index)
            .map(|day| *day as usize)
            .ok_or_else(|| self.beyond_the_end())
    }

    /// When a working day is over for a limit in working days, in seconds from its 00:00.
    fn end_of_working_day(&self, day: usize) -> i64 {
        match self.spec.day_end {
            DayEnd::CloseOfOffice => self.pattern(day).close().unwrap_or(DAY),
            DayEnd::Midnight => DAY,
        }
    }

    /// The day that is over at a position: 00:00 belongs to the day before.
    fn day_ending_at(&self, position: i64) -> usize {
        day_of((position - 1).max(0))
    }

    pub(crate) fn pattern(&self, day: usize) -> &Pattern {
        &self.patterns[self.pattern_of[day] as usize]
    }

    pub(crate) fn is_worked(&self, day: usize) -> bool {
        !self.pattern(day).sessions.is_empty()
    }

    /// Working days from `first` to `last`, both included.
    pub(crate) fn count_working_days(&self, first: usize, last: usize) -> u32 {
        self.working_days_before[last + 1] - self.working_days_before[first]
    }

    pub(crate) fn dated(&self, day: usize) -> Option<&DatedDay> {
        let found = self
            .dated
            .binary_search_by_key(&day, |(day, _)| *day as usize)
            .ok()?;
        Some(&self.spec.days[self.dated[found].1])
    }

    /// The estimated days from `first` to `last`, both included.
    pub(crate) fn estimated_between(&self, first: i64, last: i64) -> &[u32] {
        let from = self
            .estimated
            .partition_point(|day| i64::from(*day) < first);
        let to = self
            .estimated
            .partition_point(|day| i64::from(*day) <= last);
        &self.estimated[from..to.max(from)]
    }

    pub(crate) fn date(&self, day: usize) -> NaiveDate {
        self.first_date + TimeDelta::days(day as i64)
    }

    pub(crate) fn instant(&self, position: i64) -> Instant {
        self.origin + TimeDelta::seconds(position)
    }

    /// Seconds from the origin; a fraction of a second is dropped.
    fn seconds_from_origin(&self, at: Instant) -> i64 {
        at.timestamp() - self.origin.timestamp()
    }

    /// The position of an instant, the end of the last day included.
    fn position(&self, at: Instant) -> Result<i64, OutOfCalendar> {
        let position = self.seconds_from_origin(at);
        if position < 0 || position > self.end() {
            return Err(self.out_of_calendar(self.date_of(at)));
        }
        Ok(position)
    }

    /// The position of an instant on one of the loaded days.
    fn position_on_a_day(&self, at: Instant) -> Result<i64, OutOfCalendar> {
        let position = self.position(at)?;
        if position == self.end() {
            return Err(self.beyond_the_end());
        }
        Ok(position)
    }

    fn days(&self) -> usize {
        self.pattern_of.len()
    }

    fn end(&self) -> i64 {
        self.days() as i64 * DAY
    }

    fn date_of(&self, at: Instant) -> NaiveDate {
        // At the two ends of chrono's range the local date may not exist; the UTC one does.
        at.naive_utc()
            .checked_add_offset(self.spec.offset)
            .map_or_else(|| at.naive_utc().date(), |local| local.date())
    }

    fn beyond_the_end(&self) -> OutOfCalendar {
        self.out_of_calendar(self.date(self.days()))
    }

    fn out_of_calendar(&self, date: NaiveDate) -> OutOfCalendar {
        OutOfCalendar {
            date,
            first_year: self.spec.first_year,
            last_year: self.spec.last_year,
        }
    }
}

/// The data only: the sums are thousands of numbers that follow from it.
impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calendar")
            .field("spec", &self.spec)
            .finish_non_exhaustive()
    }
}

impl Pattern {
    /// When the last session ends; none on a day off.
    pub(crate) fn close(&self) -> Option<i64> {
        self.sessions.last().map(|(_, end)| *end)
    }
}

fn pattern(sessions: &[Session], weekday: Option<Weekday>) -> Result<Pattern, CalendarError> {
    let sessions: Vec<_> = sessions
        .iter()
        .map(|session| (session.start_second(), session.end_second()))
        .collect();
    if sessions.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        return Err(CalendarError::SessionsOverlap { weekday });
    }
    let seconds = sessions.iter().map(|(start, end)| end - start).sum();
    Ok(Pattern { sessions, seconds })
}

pub(crate) fn day_of(position: i64) -> usize {
    (position / DAY) as usize
}

/// Rounded up, so that at the answer at least three quarters have run.
fn three_quarters(seconds: i64) -> i64 {
    (seconds * 3 + 3) / 4
}

/// The question reaches a day the calendar was not loaded for.
///
/// ```
/// use working_time::{Calendar, CalendarSpec, Instant, Limit};
///
/// let calendar = Calendar::new(CalendarSpec::office_hours("2025-1", vec![], 2025, 2025))?;
/// let from: Instant = "2025-12-31T16:30:00+07:00".parse()?;
/// // Half an hour is left of the year, and that half hour is known.
/// assert!(calendar.due(from, Limit::WorkingMinutes(30)).is_ok());
/// assert_eq!(
///     calendar.due(from, Limit::WorkingMinutes(31)).unwrap_err().to_string(),
///     "2026-01-01 is outside the working calendar, which is loaded for 2025 to 2025: \
///      load a calendar that covers it and ask again",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OutOfCalendar {
    /// The day that is missing; for an answer beyond the calendar, the first one after it.
    pub date: NaiveDate,
    /// The first loaded year.
    pub first_year: i32,
    /// The last loaded year.
    pub last_year: i32,
}

impl fmt::Display for OutOfCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let OutOfCalendar {
            date,
            first_year,
            last_year,
        } = self;
        write!(
            f,
            "{date} is outside the working calendar, which is loaded for {first_year} to \
             {last_year}: load a calendar that covers it and ask again"
        )
    }
}

impl Error for OutOfCalendar {}
