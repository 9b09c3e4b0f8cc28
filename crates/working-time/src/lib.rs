//! Working time: when a limit counted in office hours or working days is due, how much working
//! time has passed, and how much is left. Every answer can be explained step by step, so that a
//! person can check it by hand against a wall calendar.
//!
//! The crate reads no clock, no file and no database, and it knows nothing of cases. A
//! [`Calendar`] is a value: sessions per weekday, dated days off and worked Saturdays, and the
//! years they are known for. "Now" is an argument like any other.
//!
//! | limit | written | starts | due |
//! |---|---|---|---|
//! | [`Limit::WorkingHours`] | `8wh` | at once, inside office sessions only | when the last working second has run |
//! | [`Limit::WorkingMinutes`] | `90wm` | the same | the same |
//! | [`Limit::WorkingDays`] | `7wd` | the day after | at the [`DayEnd`] of the last working day |
//! | [`Limit::CalendarDays`] | `2d` | the day after | at 24:00 of the last day, or of the next working day |
//! | [`Limit::ClockHours`] | `4h` | at once, day and night | that many hours later |
//!
//! Instants are read to the whole second (a fraction is dropped). They may be given in any
//! offset; answers are in the calendar's own. Asked about a day it was not loaded for, a
//! calendar answers [`OutOfCalendar`]: a guess would look just like an answer.
//!
//! # Example: over Tết
//!
//! ```
//! use working_time::{Calendar, CalendarSpec, DatedDay, DayKind, DayStatus, Instant, Limit};
//!
//! // Tết 2026: 16–20 February, Monday to Friday.
//! let tet = (16..=20).map(|day| DatedDay {
//!     date: chrono::NaiveDate::from_ymd_opt(2026, 2, day).unwrap(),
//!     kind: DayKind::Holiday,
//!     status: DayStatus::Official,
//!     name: "Tết Nguyên đán".to_owned(),
//! });
//! let calendar = Calendar::new(CalendarSpec::office_hours("2026-1", tet.collect(), 2026, 2026))?;
//!
//! // Friday is the first day and is not counted; Monday 23 and Tuesday 24 are.
//! let friday: Instant = "2026-02-13T16:00:00+07:00".parse()?;
//! let due = calendar.due(friday, Limit::WorkingDays(2))?;
//! assert_eq!(due.to_rfc3339(), "2026-02-24T17:00:00+07:00");
//!
//! // Two working hours, though, start at once: one on Friday, one on Monday 23.
//! let due = calendar.due(friday, Limit::WorkingHours(2))?;
//! assert_eq!(due.to_rfc3339(), "2026-02-23T09:00:00+07:00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod calendar;
mod explain;
mod limit;
mod spec;
mod words;

pub use calendar::{Calendar, OutOfCalendar};
pub use explain::{Counted, Explanation, Step};
pub use limit::{Limit, LimitError, WorkingTime};
pub use spec::{CalendarError, CalendarSpec, DatedDay, DayEnd, DayKind, DayStatus, Session};

/// A point in time with its offset from UTC, read to the whole second.
pub type Instant = chrono::DateTime<chrono::FixedOffset>;
