//! The way from a start to its due instant, in steps a person can check by hand.

use chrono::NaiveDate;

use crate::calendar::{Calendar, day_of};
use crate::spec::DAY;
use crate::{DayKind, DayStatus, Instant, Limit, words};

/// A due instant and the way to it, made by [`Calendar::explain`].
///
/// The steps leave no gap: the first begins at `from`, each begins where the one before ended,
/// and the last ends at `due`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// When the limit started, in the calendar's offset.
    pub from: Instant,
    /// The limit.
    pub limit: Limit,
    /// When it is due: always what [`Calendar::due`] answers.
    pub due: Instant,
    /// The way from `from` to `due`, in order.
    pub steps: Vec<Step>,
    /// The estimated days the answer leans on: were one of them an ordinary day, the limit could
    /// be due at another time.
    pub estimated: Vec<NaiveDate>,
    /// The version of the calendar.
    pub calendar_version: String,
}

impl Explanation {
    /// Whether the answer leans on a day whose notice is not out yet.
    pub fn leans_on_estimate(&self) -> bool {
        !self.estimated.is_empty()
    }
}

/// One stretch of an [`Explanation`], half-open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where the step begins.
    pub from: Instant,
    /// Where it ends.
    pub to: Instant,
    /// What the stretch counts for.
    pub counted: Counted,
    /// The same in a Vietnamese sentence.
    pub text: String,
}

/// What a stretch of time counts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// So many working seconds: a session or a part of one or, in the middle of a long span, a
    /// whole day.
    WorkingSeconds(u64),
    /// So many seconds of the wall clock, day and night.
    ClockSeconds(u64),
    /// The working day with this number, the first one being 1.
    WorkingDay {
        /// Its number.
        number: u32,
    },
    /// The calendar day with this number, the first one being 1. Days off count too.
    CalendarDay {
        /// Its number.
        number: u32,
    },
    /// The day on which a limit in days starts, not counted (BLDS 2015, Điều 147 khoản 2).
    FirstDayNotCounted,
    /// Dated days off with one name, not counted.
    DayOff {
        /// What people call them.
        name: String,
        /// Why they are off.
        kind: DayKind,
        /// How certain they are.
        status: DayStatus,
    },
    /// Weekly days off, not counted.
    Weekend,
    /// Outside the sessions of working days, not counted.
    ClosedHours,
    /// The working day to which an end on a day off moves (BLDS 2015, Điều 148 khoản 5).
    MovedToNextWorkingDay,
}

/// From how many working days on a whole day of an hour limit is one step.
const LONG_SPAN_WORKING_DAYS: u32 = 5;

pub(crate) fn explain(calendar: &Calendar, start: i64, end: i64, limit: Limit) -> Explanation {
    let mut steps = Steps {
        calendar,
        list: Vec::new(),
    };
    // The days whose being worked or not decides the answer.
    let leaned_on = if start == end {
        None
    } else {
        match limit {
            Limit::WorkingHours(_) | Limit::WorkingMinutes(_) => Some(steps.sessions(start, end)),
            Limit::WorkingDays(_) => Some(steps.working_days(start, end)),
            Limit::CalendarDays(days) => Some(steps.calendar_days(start, end, days as usize)),
            Limit::ClockHours(_) => {
                steps.push(start, end, Counted::ClockSeconds((end - start) as u64));
                None
            }
        }
    };
    let estimated = leaned_on.map_or(&[][..], |(first, last)| {
        calendar.estimated_between(first as i64, last as i64)
    });
    Explanation {
        from: calendar.instant(start),
        limit,
        due: calendar.instant(end),
        estimated: estimated
            .iter()
            .map(|day| calendar.date(*day as usize))
            .collect(),
        calendar_version: calendar.version().to_owned(),
        steps: steps.told(end),
    }
}

struct Steps<'a> {
    calendar: &'a Calendar,
    list: Vec<(i64, i64, Counted)>,
}

impl Steps<'_> {
    fn sessions(&mut self, start: i64, end: i64) -> (usize, usize) {
        let (first, last) = (day_of(start), day_of(end - 1));
        let long = self.calendar.count_working_days(first, last) >= LONG_SPAN_WORKING_DAYS;
        for day in first..=last {
            let midnight = day as i64 * DAY;
            if !self.calendar.is_worked(day) {
                self.push(start.max(midnight), end.min(midnight + DAY), self.off(day));
                continue;
            }
            let pattern = self.calendar.pattern(day);
            if long && day != first && day != last {
                let seconds = pattern.seconds as u64;
                self.push(midnight, midnight + DAY, Counted::WorkingSeconds(seconds));
                continue;
            }
            let clip = |time: i64| (midnight + time).clamp(start, end);
            let mut reached = clip(0);
            for (open, close) in &pattern.sessions {
                let (open, close) = (clip(*open), clip(*close));
                self.push(reached, open, Counted::ClosedHours);
                self.push(open, close, Counted::WorkingSeconds((close - open) as u64));
                reached = close;
            }
            self.push(reached, clip(DAY), Counted::ClosedHours);
        }
        (first, last)
    }

    fn working_days(&mut self, start: i64, end: i64) -> (usize, usize) {
        let (first, last) = (day_of(start) + 1, day_of(end - 1));
        self.push(start, first as i64 * DAY, Counted::FirstDayNotCounted);
        let mut number = 0;
        for day in first..=last {
            let counted = if self.calendar.is_worked(day) {
                number += 1;
                Counted::WorkingDay { number }
            } else {
                self.off(day)
            };
            let midnight = day as i64 * DAY;
            self.push(midnight, end.min(midnight + DAY), counted);
        }
        (first, last)
    }

    fn calendar_days(&mut self, start: i64, end: i64, days: usize) -> (usize, usize) {
        let first = day_of(start) + 1;
        // The last day by the wall calendar, and the one the end moved to.
        let (last, moved_to) = (day_of(start) + days, day_of(end - 1));
        self.push(start, first as i64 * DAY, Counted::FirstDayNotCounted);
        for day in first..=moved_to {
            let counted = if day <= last {
                Counted::CalendarDay {
                    number: (day - first + 1) as u32,
                }
            } else if day < moved_to {
                self.off(day)
            } else {
                Counted::MovedToNextWorkingDay
            };
            let midnight = day as i64 * DAY;
            self.push(midnight, midnight + DAY, counted);
        }
        // Days off before the last day do not move the end.
        (last, moved_to)
    }

    fn off(&self, day: usize) -> Counted {
        match self.calendar.dated(day) {
            Some(entry) => Counted::DayOff {
                name: entry.name.clone(),
                kind: entry.kind,
                status: entry.status,
            },
            None => Counted::Weekend,
        }
    }

    /// Adds a stretch, or lengthens the last one when both are the same kind of pause.
    fn push(&mut self, from: i64, to: i64, counted: Counted) {
        if from >= to {
            return;
        }
        let pause = matches!(
            counted,
            Counted::DayOff { .. } | Counted::Weekend | Counted::ClosedHours
        );
        match self.list.last_mut() {
            Some(last) if pause && last.2 == counted => last.1 = to,
            _ => self.list.push((from, to, counted)),
        }
    }

    fn told(self, end: i64) -> Vec<Step> {
        let calendar = self.calendar;
        let mut total = 0;
        self.list
            .into_iter()
            .map(|(from, to, counted)| {
                if let Counted::WorkingSeconds(seconds) = &counted {
                    total += seconds;
                }
                let day = day_of(from);
                let text = words::step(&words::Stretch {
                    from: (calendar.date(day), from % DAY),
                    to: (calendar.date(day_of(to - 1)), (to - 1) % DAY + 1),
                    counted: &counted,
                    dated: calendar.dated(day),
                    off: !calendar.is_worked(day),
                    total,
                    is_last: to == end,
                });
                Step {
                    from: calendar.instant(from),
                    to: calendar.instant(to),
                    counted,
                    text,
                }
            })
            .collect()
    }
}
