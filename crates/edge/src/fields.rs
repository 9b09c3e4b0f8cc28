//! All field errors at once, so that a person corrects a form once.

use crate::{FieldError, Problem, call, words};
use chrono::{DateTime, Datelike};
use domain::{Instant, Point, TextError};
use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;
use std::ops::RangeInclusive;

/// Collects what is wrong with a form. Each check gives `Some` of the checked value, or notes an
/// error and gives `None`; [`Fields::finish`] takes all of them and gives the values, or one
/// problem with every error.
///
/// ```
/// use domain::{Level, Reason, ShortText};
/// use edge::Fields;
///
/// let mut fields = Fields::new();
/// let reason = fields.text::<Reason>("reason", "ngắn");
/// let level = fields.choice::<Level>("level", Some("huge"));
/// let place = fields.text::<ShortText>("place", "Phố Huế");
/// let problem = fields.finish((reason, level, place)).unwrap_err();
/// let codes: Vec<_> = problem.errors().iter().map(|e| (e.field.as_str(), e.code)).collect();
/// assert_eq!(codes, [("reason", "too_short"), ("level", "unknown_choice")]);
/// ```
#[derive(Debug, Default)]
#[must_use = "call finish"]
pub struct Fields {
    errors: Vec<FieldError>,
}

impl Fields {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes an error of the caller's.
    pub fn error(&mut self, name: &str, code: &'static str, detail: impl Into<String>) {
        self.errors.push(FieldError { field: name.to_owned(), code, detail: detail.into() });
    }

    /// A text of a domain type. One that may be empty may be missing, too.
    pub fn text<'a, T: FromText>(&mut self, name: &str, value: impl Given<'a>) -> Option<T> {
        let Some(value) = value.given().or((T::MIN == 0).then_some("")) else {
            return self.missing(name);
        };
        match T::from_text(value) {
            Ok(text) => Some(text),
            Err(error) => self.refused(name, text_code(error), words::text_error(error)),
        }
    }

    /// A text that may be left out; one of spaces alone counts as left out.
    pub fn optional_text<'a, T: FromText>(&mut self, name: &str, value: impl Given<'a>) -> Option<Option<T>> {
        match value.given().filter(|value| !value.trim().is_empty()) {
            Some(value) => self.text(name, value).map(Some),
            None => Some(None),
        }
    }

    /// A value that must be there.
    pub fn required<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        match value {
            Some(value) => Some(value),
            None => self.missing(name),
        }
    }

    /// One of the words of a domain enum.
    pub fn choice<'a, T: Named>(&mut self, name: &str, value: impl Given<'a>) -> Option<T> {
        let Some(value) = value.given() else {
            return self.missing(name);
        };
        match T::named(value) {
            Some(choice) => Some(choice),
            None => self.refused(name, "unknown_choice", words::unknown_choice(&T::words())),
        }
    }

    /// The same, where it may be left out.
    pub fn optional_choice<'a, T: Named>(&mut self, name: &str, value: impl Given<'a>) -> Option<Option<T>> {
        match value.given() {
            Some(value) => self.choice(name, value).map(Some),
            None => Some(None),
        }
    }

    /// An id: 1 to 64 letters, digits, `-`, `_`, `.` and `:`.
    pub fn id<'a, T: FromId>(&mut self, name: &str, value: impl Given<'a>) -> Option<T> {
        let Some(value) = value.given() else {
            return self.missing(name);
        };
        let well_formed = (1..=64).contains(&value.len())
            && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'));
        if well_formed { Some(T::from_id(value)) } else { self.refused(name, "not_an_id", words::NOT_AN_ID) }
    }

    /// The same, where it may be left out.
    pub fn optional_id<'a, T: FromId>(&mut self, name: &str, value: impl Given<'a>) -> Option<Option<T>> {
        match value.given() {
            Some(value) => self.id(name, value).map(Some),
            None => Some(None),
        }
    }

    /// A list of different ids.
    pub fn ids<T: FromId>(&mut self, name: &str, values: &[String], count: RangeInclusive<usize>) -> Option<Vec<T>> {
        let values = self.counted(name, values, count)?;
        self.distinct(name, values)?;
        self.each(name, values, |fields, name, value| fields.id(name, value))
    }

    /// A list of that many.
    pub fn counted<'v, T>(&mut self, name: &str, values: &'v [T], count: RangeInclusive<usize>) -> Option<&'v [T]> {
        if values.len() < *count.start() {
            return self.refused(name, "too_few", words::too_few(*count.start()));
        }
        if values.len() > *count.end() {
            return self.refused(name, "too_many", words::too_many_items(*count.end()));
        }
        Some(values)
    }

    /// Checks each one of a list under its own name, `name[0]` and so on. Count it first.
    pub fn each<V, T>(
        &mut self,
        name: &str,
        values: &[V],
        mut check: impl FnMut(&mut Self, &str, &V) -> Option<T>,
    ) -> Option<Vec<T>> {
        // Every one is checked before giving up, to name all that are wrong.
        let checked: Vec<Option<T>> =
            values.iter().enumerate().map(|(at, value)| check(self, &format!("{name}[{at}]"), value)).collect();
        checked.into_iter().collect()
    }

    /// An instant written as RFC 3339 with its offset, for example `2026-02-13T16:00:00+07:00`.
    pub fn instant<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<Instant> {
        let Some(value) = value.given() else {
            return self.missing(name);
        };
        let plausible = value.len() <= 40;
        let instant = DateTime::parse_from_rfc3339(if plausible { value } else { "" }).ok().map(call::at_the_office);
        // Beyond four digits SQLite shows no instant.
        match instant.filter(|at| (1..=9999).contains(&at.year())) {
            Some(instant) => Some(instant),
            None => self.refused(name, "not_an_instant", words::NOT_AN_INSTANT),
        }
    }

    /// The same, where it may be left out.
    pub fn optional_instant<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<Option<Instant>> {
        match value.given() {
            Some(value) => self.instant(name, value).map(Some),
            None => Some(None),
        }
    }

    /// A number in that range.
    pub fn within<N: PartialOrd + Display + Copy>(
        &mut self,
        name: &str,
        value: Option<N>,
        range: RangeInclusive<N>,
    ) -> Option<N> {
        let Some(value) = value else {
            return self.missing(name);
        };
        if range.contains(&value) {
            Some(value)
        } else {
            self.refused(name, "out_of_range", words::out_of_range(range.start(), range.end()))
        }
    }

    /// A point in or near Hanoi, in degrees.
    pub fn point(&mut self, name: &str, latitude: f64, longitude: f64) -> Option<Point> {
        match Point::new(latitude, longitude) {
            Some(point) => Some(point),
            None => self.refused(name, "outside_hanoi", words::OUTSIDE_HANOI),
        }
    }

    /// The checked values, in a tuple as they were put in.
    ///
    /// # Errors
    /// 422 `invalid_fields` with every error. A check that was done on other `Fields` is a fault.
    pub fn finish<C: Checked>(self, checked: C) -> Result<C::Values, Problem> {
        if !self.errors.is_empty() {
            return Err(Problem::invalid_fields(self.errors));
        }
        checked.values().ok_or_else(|| anyhow::anyhow!("a field was refused without an error").into())
    }

    fn missing<T>(&mut self, name: &str) -> Option<T> {
        self.refused(name, "missing", words::FIELD_MISSING)
    }

    fn refused<T>(&mut self, name: &str, code: &'static str, detail: impl Into<String>) -> Option<T> {
        self.error(name, code, detail);
        None
    }

    fn distinct<T: Eq + Hash>(&mut self, name: &str, values: &[T]) -> Option<()> {
        let mut seen = HashSet::new();
        if values.iter().all(|value| seen.insert(value)) {
            Some(())
        } else {
            self.refused(name, "repeated", words::REPEATED_ITEM)
        }
    }
}

fn text_code(error: TextError) -> &'static str {
    match error {
        TextError::TooShort { .. } => "too_short",
        TextError::TooLong { .. } => "too_long",
        TextError::ControlCharacter => "control_character",
    }
}

/// A text a client may have left out: `&str`, `&String`, `Option<&str>` or `&Option<String>`.
pub trait Given<'a> {
    /// The text, if it was given.
    fn given(self) -> Option<&'a str>;
}

impl<'a> Given<'a> for &'a str {
    fn given(self) -> Option<&'a str> {
        Some(self)
    }
}

impl<'a> Given<'a> for &'a String {
    fn given(self) -> Option<&'a str> {
        Some(self)
    }
}

impl<'a> Given<'a> for Option<&'a str> {
    fn given(self) -> Option<&'a str> {
        self
    }
}

impl<'a> Given<'a> for &'a Option<String> {
    fn given(self) -> Option<&'a str> {
        self.as_deref()
    }
}

/// A text type of the domain.
pub trait FromText: Sized {
    /// The least number of characters.
    const MIN: usize;

    /// Checks and takes a text.
    ///
    /// # Errors
    /// What is wrong with it.
    fn from_text(text: &str) -> Result<Self, TextError>;
}

macro_rules! from_text {
    ($($name:ident),+) => {
        $(impl FromText for domain::$name {
            const MIN: usize = domain::$name::MIN;

            fn from_text(text: &str) -> Result<Self, TextError> {
                domain::$name::new(text)
            }
        })+
    };
}
from_text!(AlertText, Comment, Conclusion, Reason, ReportText, ShortText, Title, ViewText);

/// An identifier of the domain.
pub trait FromId {
    /// Takes a well-formed id.
    fn from_id(id: &str) -> Self;
}

macro_rules! from_id {
    ($($name:ident),+ $(,)?) => {
        $(impl FromId for domain::$name {
            fn from_id(id: &str) -> Self {
                domain::$name::new(id)
            }
        })+
    };
}
from_id!(
    AccountId,
    AlertId,
    BookingCode,
    CaseCode,
    CaseId,
    CategoryCode,
    CommentId,
    ConductId,
    MediaId,
    ObjectionId,
    ReceptionSessionId,
    RemarkId,
    ReorganisationId,
    ReportId,
    ServiceId,
    UnitId,
    ViolationId,
);

impl FromId for String {
    fn from_id(id: &str) -> Self {
        id.to_owned()
    }
}

/// An enum of the domain whose values have words.
pub trait Named: Sized + 'static {
    /// The value of that word.
    fn named(word: &str) -> Option<Self>;
    /// Every word.
    fn words() -> Vec<&'static str>;
}

macro_rules! named {
    ($($name:path),+ $(,)?) => {
        $(impl Named for $name {
            fn named(word: &str) -> Option<Self> {
                <$name>::parse(word)
            }

            fn words() -> Vec<&'static str> {
                <$name>::ALL.iter().map(|value| value.as_str()).collect()
            }
        })+
    };
}
named!(
    domain::Act,
    domain::AlertAct,
    domain::AlertEvent,
    domain::AlertKind,
    domain::AlertState,
    domain::ClockKind,
    domain::ConductState,
    domain::ContributionState,
    domain::Kind,
    domain::Level,
    domain::MediaType,
    domain::RemarkState,
    domain::ReorganisationState,
    domain::Role,
    domain::ServiceCategory,
    domain::ServiceState,
    domain::Signal,
    domain::State,
    domain::Topic,
    domain::ViolationKind,
    domain::aftercare::Satisfaction,
    domain::entry::EntryChannel,
    domain::initiative::Grade,
    domain::initiative::Progress,
    domain::inspection::Finding,
    domain::reception::Ground,
    domain::reception::Matter,
    domain::reception::Mode,
    domain::reception::ResultKind,
    domain::reception::SessionKind,
    domain::regulation::RegulationClass,
    domain::regulation::RegulationOutcome,
    domain::support::Tier,
    domain::triage::Channel,
    domain::triage::RefusalReason,
    store::UnitKind,
    store::initiatives::InitiativeFilter,
);

/// A tuple of up to twelve checked values.
pub trait Checked {
    /// The tuple of values.
    type Values;

    /// The values, if every check gave one.
    fn values(self) -> Option<Self::Values>;
}

impl Checked for () {
    type Values = ();

    fn values(self) -> Option<()> {
        Some(())
    }
}

macro_rules! checked {
    ($($name:ident)+) => {
        impl<$($name),+> Checked for ($(Option<$name>,)+) {
            type Values = ($($name,)+);

            #[allow(non_snake_case)] // each type's name serves as its value's, too
            fn values(self) -> Option<Self::Values> {
                let ($($name,)+) = self;
                Some(($($name?,)+))
            }
        }
    };
}
checked!(A);
checked!(A B);
checked!(A B C);
checked!(A B C D);
checked!(A B C D E);
checked!(A B C D E F);
checked!(A B C D E F G);
checked!(A B C D E F G H);
checked!(A B C D E F G H I);
checked!(A B C D E F G H I J);
checked!(A B C D E F G H I J K);
checked!(A B C D E F G H I J K L);
