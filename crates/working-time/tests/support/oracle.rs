//! The same answers, found the slow way: walk the wall clock minute by minute and look each
//! minute up in the data. Shares nothing with the crate but the data it reads.
//!
//! Instants are minutes after the first minute of the first year, local time. `None` means that
//! the walk left the loaded years.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};
use working_time::{CalendarSpec, DayEnd, DayKind, Session};

pub const DAY: i64 = 24 * 60;

pub struct Oracle<'a> {
    pub spec: &'a CalendarSpec,
}

impl Oracle<'_> {
    pub fn first_date(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.spec.first_year, 1, 1).unwrap()
    }

    /// The minute with which the last loaded day is over.
    pub fn end(&self) -> i64 {
        let mut date = self.first_date();
        let mut minutes = 0;
        while date.year() <= self.spec.last_year {
            minutes += DAY;
            date = date.succ_opt().unwrap();
        }
        minutes
    }

    fn sessions(&self, day: i64) -> &[Session] {
        let date = self.first_date() + TimeDelta::days(day);
        for entry in &self.spec.days {
            if entry.date == date {
                return match entry.kind {
                    DayKind::SwapWork => &self.spec.swap_work_sessions,
                    DayKind::Holiday | DayKind::MakeUp | DayKind::SwapOff => &[],
                };
            }
        }
        &self.spec.weekly[date.weekday().number_from_monday() as usize - 1]
    }

    fn is_working_day(&self, day: i64) -> bool {
        !self.sessions(day).is_empty()
    }

    /// Whether the office is open during this minute.
    fn open(&self, minute: i64) -> bool {
        let time = NaiveTime::MIN + TimeDelta::minutes(minute % DAY);
        self.sessions(minute / DAY).iter().any(|session| {
            let before_end = session.end() == NaiveTime::MIN || time < session.end();
            session.start() <= time && before_end
        })
    }

    pub fn elapsed(&self, from: i64, to: i64) -> i64 {
        (from..to).filter(|minute| self.open(*minute)).count() as i64
    }

    pub fn working_minutes(&self, from: i64, minutes: i64) -> Option<i64> {
        let mut left = minutes;
        (from..self.end()).find_map(|minute| {
            left -= i64::from(self.open(minute));
            (left == 0).then_some(minute + 1)
        })
    }

    pub fn working_days(&self, from: i64, days: i64) -> Option<i64> {
        let mut left = days;
        let mut day = from / DAY;
        while left > 0 {
            day += 1;
            if day * DAY >= self.end() {
                return None;
            }
            left -= i64::from(self.is_working_day(day));
        }
        let midnight = (day + 1) * DAY;
        match self.spec.day_end {
            DayEnd::Midnight => Some(midnight),
            DayEnd::CloseOfOffice => (day * DAY..midnight)
                .rev()
                .find(|minute| self.open(*minute))
                .map(|last| last + 1),
        }
    }

    pub fn calendar_days(&self, from: i64, days: i64) -> Option<i64> {
        let mut day = from / DAY + days;
        while day * DAY < self.end() {
            if self.is_working_day(day) {
                return Some((day + 1) * DAY);
            }
            day += 1;
        }
        None
    }

    pub fn clock_hours(&self, from: i64, hours: i64) -> Option<i64> {
        Some(from + hours * 60).filter(|due| *due <= self.end())
    }
}
