//! The regulation's limits, and the surroundings of a decision.

use crate::{ClockKind, ClockOpening, Instant, Level, Refusal, UnitId};
use working_time::{Calendar, Limit};

/// The limits a case runs under. Values, so that a later version of the regulation is another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Names this set of limits; a case keeps it.
    pub version: &'static str,
    /// R-7.2d.
    pub acceptance: Limit,
    /// R-6.2d.
    pub verification: Limit,
    /// R-8.5a.
    pub dispatch: Limit,
    /// R-8.5b, urgent.
    pub handling_urgent: Limit,
    /// R-8.5b, normal.
    pub handling_normal: Limit,
    /// R-8.5b, complex: working days, the least an extension must exceed.
    pub handling_complex_days: u32,
    /// R-8.5b: the most working days in all after an extension.
    pub extension_days_max: u32,
    /// R-12.1.
    pub rework: Limit,
    /// R-12.3.
    pub publication: Limit,
    /// R-13.1: the citizen's window.
    pub question_window: Limit,
    /// R-13.1: the agency's answer.
    pub clarification: Limit,
    /// R-6.2d: failed attempts before a refusal for "could not be verified".
    pub contact_attempts_min: u32,
}

impl Terms {
    /// Field reports under Quyết định 1207/QĐ-UBND (2025), Điều 6, 7, 8, 12, 13.
    pub const FIELD: Terms = Terms {
        version: "1207-2025",
        acceptance: Limit::WorkingHours(8),
        verification: Limit::WorkingHours(4),
        dispatch: Limit::WorkingHours(4),
        handling_urgent: Limit::WorkingHours(4),
        handling_normal: Limit::WorkingDays(7),
        handling_complex_days: 15,
        extension_days_max: 30,
        rework: Limit::WorkingDays(1),
        publication: Limit::WorkingDays(1),
        question_window: Limit::CalendarDays(2),
        clarification: Limit::WorkingDays(2),
        contact_attempts_min: 2,
    };

    /// The handling limit of a level (R-8.5b).
    ///
    /// ```
    /// use domain::{Level, Terms};
    /// // Urgent is counted in hours from the assignment, the others in days from the day after it.
    /// let limits = Level::ALL.iter().map(|level| Terms::FIELD.handling(*level).to_string());
    /// assert_eq!(limits.collect::<Vec<_>>(), ["4wh", "7wd", "15wd"]);
    /// ```
    pub fn handling(&self, level: Level) -> Limit {
        match level {
            Level::Urgent => self.handling_urgent,
            Level::Normal => self.handling_normal,
            Level::Complex => Limit::WorkingDays(self.handling_complex_days),
        }
    }
}

/// When a decision is made, and under which calendar and limits.
#[derive(Clone, Copy, Debug)]
pub struct Office<'a> {
    /// Now.
    pub now: Instant,
    /// The calendar of the unit that holds the case.
    pub calendar: &'a Calendar,
    /// The limits.
    pub terms: &'a Terms,
}

impl Office<'_> {
    /// Opens a clock now.
    pub(crate) fn open(&self, kind: ClockKind, unit: &UnitId, limit: Limit) -> Result<ClockOpening, Refusal> {
        self.open_from(kind, unit, limit, self.now)
    }

    /// Opens a clock that is counted from an earlier instant.
    pub(crate) fn open_from(
        &self,
        kind: ClockKind,
        unit: &UnitId,
        limit: Limit,
        origin: Instant,
    ) -> Result<ClockOpening, Refusal> {
        let due_at = self.calendar.due(origin, limit)?;
        Ok(ClockOpening {
            kind,
            unit: unit.clone(),
            origin,
            limit,
            due_at,
            warn_at: self.calendar.warn_at(origin, due_at)?,
        })
    }
}
