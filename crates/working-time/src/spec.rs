//! What a calendar is made of, and what makes one impossible.

use std::error::Error;
use std::fmt;

use chrono::{FixedOffset, NaiveDate, NaiveTime, Timelike, Weekday};

/// Seconds in a day. The calendar has a fixed offset, so every day has the same length.
pub(crate) const DAY: i64 = 86_400;

/// One stretch of office time inside a day, half-open: `start` is office time, `end` is not.
///
/// Half-open sessions may touch without counting a second twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Session {
    start: NaiveTime,
    end: NaiveTime,
}

impl Session {
    /// A session from `start` up to, not including, `end`. An `end` of `00:00` means 24:00, the
    /// end of the same day; a night shift is two sessions on two days.
    ///
    /// # Errors
    ///
    /// [`CalendarError::EmptySession`] when `end` is not after `start`, and
    /// [`CalendarError::NotWholeSeconds`] when either has a fraction of a second.
    ///
    /// ```
    /// use chrono::NaiveTime;
    /// use working_time::Session;
    ///
    /// let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    /// assert!(Session::new(at(8), at(12)).is_ok());
    /// assert!(Session::new(at(8), at(8)).is_err());
    /// // 24:00 is written 00:00.
    /// assert!(Session::new(at(18), at(0)).is_ok());
    /// ```
    pub fn new(start: NaiveTime, end: NaiveTime) -> Result<Session, CalendarError> {
        // A leap second carries a nanosecond count of a second or more and is refused as well.
        if start.nanosecond() != 0 || end.nanosecond() != 0 {
            return Err(CalendarError::NotWholeSeconds { start, end });
        }
        let session = Session { start, end };
        if session.end_second() <= session.start_second() {
            return Err(CalendarError::EmptySession { start, end });
        }
        Ok(session)
    }

    /// The first second of the session.
    pub fn start(&self) -> NaiveTime {
        self.start
    }

    /// The end, no longer part of the session. `00:00` stands for 24:00.
    pub fn end(&self) -> NaiveTime {
        self.end
    }

    pub(crate) fn start_second(&self) -> i64 {
        i64::from(self.start.num_seconds_from_midnight())
    }

    pub(crate) fn end_second(&self) -> i64 {
        match self.end.num_seconds_from_midnight() {
            0 => DAY,
            second => i64::from(second),
        }
    }
}

/// Why a date differs from its weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// A public holiday (Bộ luật Lao động 2019, Điều 112; Nghị quyết 28/2026/QH16): off.
    Holiday,
    /// A day off made up for a holiday that fell on a weekly rest day (Điều 111 khoản 3): off.
    MakeUp,
    /// A working day given off in exchange for a worked Saturday (yearly notice): off.
    SwapOff,
    /// The Saturday worked in exchange: open during [`CalendarSpec::swap_work_sessions`].
    SwapWork,
}

impl DayKind {
    /// Whether the office is open on such a day. Only [`DayKind::SwapWork`] is.
    pub fn is_worked(self) -> bool {
        self == DayKind::SwapWork
    }
}

/// How certain a dated day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayStatus {
    /// Fixed by law.
    Law,
    /// From a published government notice.
    Official,
    /// Expected, but the notice is not out yet: answers that lean on the day say so.
    Estimated,
}

/// One date on which the office does not follow its week.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DatedDay {
    /// The date, in the calendar's offset.
    pub date: NaiveDate,
    /// Why the date differs.
    pub kind: DayKind,
    /// How certain it is.
    pub status: DayStatus,
    /// What people call the day, in Vietnamese. Neighbouring days off with the same name, kind
    /// and status are explained in one step.
    pub name: String,
}

/// When a limit in working days is due on its last day.
///
/// The Civil Code ends a term at 24:00 (BLDS 2015, Điều 148 khoản 6); an office that is shut
/// cannot act until then, so the default setting is the close of office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayEnd {
    /// At the end of the day's last session.
    CloseOfOffice,
    /// At 24:00, which is 00:00 of the next day.
    Midnight,
}

/// Everything a [`Calendar`](crate::Calendar) is built from. Plain data: stored, edited and
/// audited by others, checked by [`Calendar::new`](crate::Calendar::new).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarSpec {
    /// Names this edition of the data, so that an old answer can be traced to it.
    pub version: String,
    /// The offset in which dates and sessions are meant.
    pub offset: FixedOffset,
    /// Sessions of each weekday, Monday first, in order. An empty list is a weekly day off.
    pub weekly: [Vec<Session>; 7],
    /// Sessions of a worked Saturday ([`DayKind::SwapWork`]).
    pub swap_work_sessions: Vec<Session>,
    /// The dates that differ from the week, in any order.
    pub days: Vec<DatedDay>,
    /// The first loaded year, from 1 January 00:00.
    pub first_year: i32,
    /// The last loaded year, to 31 December 24:00.
    pub last_year: i32,
    /// When a limit in working days is due on its last day.
    pub day_end: DayEnd,
}

impl CalendarSpec {
    /// The default office: Monday to Friday, 08:00–12:00 and 13:00–17:00, at +07:00; a worked
    /// Saturday has the same hours; working days end at the close of office.
    ///
    /// ```
    /// use working_time::{Calendar, CalendarSpec, Instant, Limit};
    ///
    /// let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", vec![], 2026, 2026))?;
    /// // The lunch break does not count.
    /// let from: Instant = "2026-03-02T11:30:00+07:00".parse()?;
    /// assert_eq!(
    ///     calendar.due(from, Limit::WorkingHours(1))?.to_rfc3339(),
    ///     "2026-03-02T13:30:00+07:00",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn office_hours(
        version: impl Into<String>,
        days: Vec<DatedDay>,
        first_year: i32,
        last_year: i32,
    ) -> CalendarSpec {
        let office = vec![hours(8, 12), hours(13, 17)];
        CalendarSpec {
            version: version.into(),
            offset: FixedOffset::east_opt(7 * 3600).expect("+07:00 is an offset"),
            weekly: [
                office.clone(),
                office.clone(),
                office.clone(),
                office.clone(),
                office.clone(),
                Vec::new(),
                Vec::new(),
            ],
            swap_work_sessions: office,
            days,
            first_year,
            last_year,
            day_end: DayEnd::CloseOfOffice,
        }
    }
}

fn hours(start: u32, end: u32) -> Session {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour of the day");
    Session {
        start: at(start),
        end: at(end),
    }
}

/// Why a calendar cannot be built. Each says what to correct.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CalendarError {
    /// A session ends before or when it starts.
    EmptySession {
        /// Its start.
        start: NaiveTime,
        /// Its end.
        end: NaiveTime,
    },
    /// A session starts or ends inside a second.
    NotWholeSeconds {
        /// Its start.
        start: NaiveTime,
        /// Its end.
        end: NaiveTime,
    },
    /// The sessions of a weekday overlap or are out of order.
    SessionsOverlap {
        /// The weekday, or `None` for the sessions of a worked Saturday.
        weekday: Option<Weekday>,
    },
    /// The same date is listed twice.
    DuplicateDay {
        /// The date.
        date: NaiveDate,
    },
    /// A dated day lies outside the loaded years.
    DayOutsideYears {
        /// The date.
        date: NaiveDate,
    },
    /// A Saturday is to be worked, but a worked Saturday has no sessions.
    SwapWorkWithoutSessions {
        /// The Saturday.
        date: NaiveDate,
    },
    /// The years are in the wrong order, more than 100, or outside 1900–2999.
    Years {
        /// The first year given.
        first_year: i32,
        /// The last year given.
        last_year: i32,
    },
    /// No day of the loaded years is worked, so no limit could ever be due.
    NeverOpen,
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarError::EmptySession { start, end } => {
                write!(
                    f,
                    "session {start}–{end} is empty: its end must be after its start"
                )
            }
            CalendarError::NotWholeSeconds { start, end } => {
                write!(
                    f,
                    "session {start}–{end} must start and end on a whole second"
                )
            }
            CalendarError::SessionsOverlap {
                weekday: Some(weekday),
            } => {
                write!(f, "the sessions of {weekday} overlap or are out of order")
            }
            CalendarError::SessionsOverlap { weekday: None } => {
                write!(
                    f,
                    "the sessions of a worked Saturday overlap or are out of order"
                )
            }
            CalendarError::DuplicateDay { date } => {
                write!(f, "{date} is listed twice: keep one entry")
            }
            CalendarError::DayOutsideYears { date } => {
                write!(
                    f,
                    "{date} is outside the loaded years: widen them or remove the day"
                )
            }
            CalendarError::SwapWorkWithoutSessions { date } => {
                write!(
                    f,
                    "{date} is to be worked, but a worked Saturday has no sessions: add them"
                )
            }
            CalendarError::Years {
                first_year,
                last_year,
            } => write!(
                f,
                "years {first_year}–{last_year} cannot be loaded: give them in order, \
                 at most 100, between 1900 and 2999"
            ),
            CalendarError::NeverOpen => {
                write!(
                    f,
                    "no day of the loaded years is worked: give at least one session"
                )
            }
        }
    }
}

impl Error for CalendarError {}
