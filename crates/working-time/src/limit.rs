//! How long something may take, and how much working time that was.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use crate::words;

/// How long something may take, in the unit the rule is written in.
///
/// Hours, minutes and days are different things here: eight working hours started on Monday at
/// 10:00 are due on Tuesday at 10:00, one working day on Tuesday at 17:00.
///
/// Written as a number and a unit without a space: `8wh`, `90wm`, `7wd`, `2d`, `4h`.
/// [`Display`](fmt::Display) and [`FromStr`] are each other's inverse.
///
/// A limit of zero cannot be parsed; one built in code is due at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// `wh`: hours inside office sessions, from the instant itself.
    WorkingHours(u32),
    /// `wm`: minutes inside office sessions, from the instant itself.
    WorkingMinutes(u32),
    /// `wd`: working days, the first day not counted (BLDS 2015, Điều 147 khoản 2).
    WorkingDays(u32),
    /// `d`: days of the wall calendar, the first day not counted; an end that falls on a day off
    /// moves to the next working day (BLDS 2015, Điều 148 khoản 5).
    CalendarDays(u32),
    /// `h`: hours day and night, for offices on call.
    ClockHours(u32),
}

impl Limit {
    /// The limit itself, if it is neither zero nor longer than about ten years.
    ///
    /// # Errors
    ///
    /// [`LimitError::Zero`] or [`LimitError::TooLong`].
    ///
    /// ```
    /// use working_time::{Limit, LimitError};
    ///
    /// assert_eq!(Limit::WorkingDays(30).checked(), Ok(Limit::WorkingDays(30)));
    /// assert_eq!(Limit::WorkingDays(0).checked(), Err(LimitError::Zero));
    /// assert_eq!(Limit::CalendarDays(3654).checked(), Err(LimitError::TooLong { max: 3653 }));
    /// ```
    pub fn checked(self) -> Result<Limit, LimitError> {
        let (amount, max) = match self {
            // Ten years of 261 working days of 8 hours; 3653 days hold at most three 29 Februaries.
            Limit::WorkingHours(amount) => (amount, 2_610 * 8),
            Limit::WorkingMinutes(amount) => (amount, 2_610 * 8 * 60),
            Limit::WorkingDays(amount) => (amount, 2_610),
            Limit::CalendarDays(amount) => (amount, 3_653),
            Limit::ClockHours(amount) => (amount, 3_653 * 24),
        };
        match amount {
            0 => Err(LimitError::Zero),
            amount if amount > max => Err(LimitError::TooLong { max }),
            _ => Ok(self),
        }
    }

    /// The limit in Vietnamese, for people: "8 giờ làm việc", "7 ngày làm việc".
    ///
    /// ```
    /// use working_time::Limit;
    ///
    /// assert_eq!(Limit::WorkingDays(7).in_words(), "7 ngày làm việc");
    /// // Hours on call must not read like office hours.
    /// assert_eq!(Limit::ClockHours(4).in_words(), "4 giờ, kể cả ngoài giờ làm việc");
    /// ```
    pub fn in_words(self) -> String {
        words::limit(self)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::WorkingHours(amount) => write!(f, "{amount}wh"),
            Limit::WorkingMinutes(amount) => write!(f, "{amount}wm"),
            Limit::WorkingDays(amount) => write!(f, "{amount}wd"),
            Limit::CalendarDays(amount) => write!(f, "{amount}d"),
            Limit::ClockHours(amount) => write!(f, "{amount}h"),
        }
    }
}

/// Reads `8wh`, `90wm`, `7wd`, `2d` or `4h`.
///
/// ```
/// use working_time::{Limit, LimitError};
///
/// assert_eq!("8wh".parse(), Ok(Limit::WorkingHours(8)));
/// assert_eq!(Limit::WorkingHours(8).to_string(), "8wh");
/// // One spelling per limit: no sign, no leading zero, no space, lower case.
/// assert_eq!("08wh".parse::<Limit>(), Err(LimitError::NotALimit));
/// assert_eq!("0d".parse::<Limit>(), Err(LimitError::Zero));
/// assert_eq!("99999999999wd".parse::<Limit>(), Err(LimitError::TooLong { max: 2610 }));
/// ```
impl FromStr for Limit {
    type Err = LimitError;

    fn from_str(text: &str) -> Result<Limit, LimitError> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        if number.is_empty() || (number.len() > 1 && number.starts_with('0')) {
            return Err(LimitError::NotALimit);
        }
        // Digits only, so the one way to fail is to be too big, and `checked` says how big is.
        let amount = number.parse().unwrap_or(u32::MAX);
        match unit {
            "wh" => Limit::WorkingHours(amount),
            "wm" => Limit::WorkingMinutes(amount),
            "wd" => Limit::WorkingDays(amount),
            "d" => Limit::CalendarDays(amount),
            "h" => Limit::ClockHours(amount),
            _ => return Err(LimitError::NotALimit),
        }
        .checked()
    }
}

/// Why a text or a number is not a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LimitError {
    /// Not a number followed by a known unit.
    NotALimit,
    /// Zero.
    Zero,
    /// More than about ten years.
    TooLong {
        /// The most this unit allows.
        max: u32,
    },
}

impl fmt::Display for LimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LimitError::NotALimit => write!(
                f,
                "not a limit: write a number and a unit, such as 8wh, 90wm, 7wd, 2d or 4h"
            ),
            LimitError::Zero => write!(f, "a limit of zero is always late: give at least 1"),
            LimitError::TooLong { max } => write!(f, "longer than ten years: give at most {max}"),
        }
    }
}

impl Error for LimitError {}

/// An amount of working time, in whole seconds.
///
/// Shown in Vietnamese; parts that are zero are left out.
///
/// ```
/// use working_time::WorkingTime;
///
/// let time = WorkingTime::from_seconds(7 * 3600 + 30 * 60);
/// assert_eq!(time.to_string(), "7 giờ 30 phút");
/// // Hours are not turned into days: a working day has no fixed length.
/// assert_eq!(WorkingTime::from_seconds(40 * 3600).to_string(), "40 giờ");
/// assert_eq!(WorkingTime::ZERO.to_string(), "0 phút");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct WorkingTime(u64);

impl WorkingTime {
    /// No working time.
    pub const ZERO: WorkingTime = WorkingTime(0);

    /// That many seconds of working time.
    pub const fn from_seconds(seconds: u64) -> WorkingTime {
        WorkingTime(seconds)
    }

    /// In seconds.
    pub const fn as_seconds(self) -> u64 {
        self.0
    }

    /// In minutes, the last unfinished one not counted.
    ///
    /// ```
    /// use working_time::WorkingTime;
    ///
    /// assert_eq!(WorkingTime::from_seconds(119).as_minutes(), 1);
    /// ```
    pub const fn as_minutes(self) -> u64 {
        self.0 / 60
    }
}

impl fmt::Display for WorkingTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&words::duration(self.0))
    }
}
