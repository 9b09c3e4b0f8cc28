//! Days of the city, and instants in a query.

use crate::{Fields, Given, call, words};
use chrono::{Datelike, NaiveDate, NaiveTime};
use domain::Instant;

impl Fields {
    /// A day written as `2026-07-01`, of a year with four digits.
    pub fn date<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<NaiveDate> {
        let value = self.required(name, value.given())?;
        // The parser takes signs, spaces and single digits as well.
        let in_place = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
        let plain = value.len() == 10 && value.bytes().enumerate().all(in_place);
        let day = if plain { value.parse::<NaiveDate>().ok() } else { None }.filter(|day| day.year() > 0);
        if day.is_none() {
            self.error(name, "not_a_date", words::NOT_A_DATE);
        }
        day
    }

    /// The first instant in Hanoi of such a day.
    ///
    /// ```
    /// let mut fields = edge::Fields::new();
    /// let day = fields.day("effective_on", "2026-07-01").unwrap();
    /// assert_eq!(day.to_rfc3339(), "2026-07-01T00:00:00+07:00");
    /// assert!(fields.day("effective_on", "2026-02-30").is_none());
    /// ```
    pub fn day<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<Instant> {
        let day = self.date(name, value)?;
        // The offset is fixed, so the first moment of a day exists and is one.
        let first = day.and_time(NaiveTime::MIN).and_local_timezone(store::hanoi()).single();
        first.map(call::at_the_office)
    }

    /// An instant in a query, where a `+` that was not escaped reaches us as a space:
    /// `2026-02-13T16:00:00 07:00`.
    pub fn query_instant<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<Instant> {
        let value = value.given().map(|value| match value.rsplit_once(' ') {
            Some((instant, offset)) if instant.contains(':') && offset.len() == "07:00".len() => {
                format!("{instant}+{offset}")
            }
            _ => value.to_owned(),
        });
        self.instant(name, &value)
    }

    /// The same, where it may be left out.
    pub fn optional_query_instant<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<Option<Instant>> {
        match value.given() {
            Some(value) => self.query_instant(name, value).map(Some),
            None => Some(None),
        }
    }
}
