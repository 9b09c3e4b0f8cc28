//! Days of the city.

use crate::{Fields, Given, call, words};
use chrono::{NaiveDate, NaiveTime};
use domain::Instant;

impl Fields {
    /// The first instant in Hanoi of a day written as `2026-07-01`.
    ///
    /// ```
    /// let mut fields = edge::Fields::new();
    /// let day = fields.day("effective_on", "2026-07-01").unwrap();
    /// assert_eq!(day.to_rfc3339(), "2026-07-01T00:00:00+07:00");
    /// assert!(fields.day("effective_on", "2026-02-30").is_none());
    /// ```
    pub fn day<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<Instant> {
        let Some(value) = value.given() else {
            self.error(name, "missing", words::FIELD_MISSING);
            return None;
        };
        // Ten characters: a year of five digits would not sort as text.
        let day = if value.len() == 10 { value.parse::<NaiveDate>().ok() } else { None };
        // The offset is fixed, so the first moment of a day exists and is one.
        let first = day.and_then(|day| day.and_time(NaiveTime::MIN).and_local_timezone(store::hanoi()).single());
        if first.is_none() {
            self.error(name, "not_a_date", words::NOT_A_DATE);
        }
        first.map(call::at_the_office)
    }
}
