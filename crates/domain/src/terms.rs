//! The regulation's limits, and the surroundings of a decision.

use crate::{ClockKind, ClockOpening, Instant, Kind, Level, Refusal, UnitId};
use working_time::{Calendar, Limit};

/// What a kind of report needs and the limits its cases run under: a value, so that a later version of the
/// regulation is another value. The versions stand in the database with the days they are valid (R-28.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The kind of report they are for.
    pub kind: Kind,
    /// Names this set; a case keeps it.
    pub version: String,
    /// R-7.2d.
    pub acceptance: Limit,
    /// R-6.2d.
    pub verification: Limit,
    /// R-8.5a.
    pub dispatch: Limit,
    /// R-8.5b, R-10.4, R-11.4: urgent.
    pub handling_urgent: Limit,
    /// R-8.5b, R-9.4, R-10.4, R-11.4: normal.
    pub handling_normal: Limit,
    /// R-8.5b: complex; the least an extension must exceed.
    pub handling_complex: Limit,
    /// R-8.5b: the most working days in all after an extension; `None` where the regulation knows none.
    pub extension_days_max: Option<u32>,
    /// R-8.2b: working days before the lead's handling is due by which a supporter has to contribute.
    pub contribution_reserve_days: u32,
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
    /// R-5.2: whether a picture or video is required.
    pub media_required: bool,
    /// R-5.2, R-6.1: whether a place in words is required.
    pub place_required: bool,
    /// R-10.4: whether the sender's identity is hidden unless the sender says otherwise.
    pub confidential_by_default: bool,
    /// R-8.3: what of a case is shown to everybody once its result is published.
    pub publicity: Publicity,
    /// R-5.3: how soon what is another agency's matter is sent there; `None` where no class is given.
    pub transfer: Option<Limit>,
}

crate::case::named!(
    /// What of a case is shown to everybody once its result is published (R-8.3, R-14.2).
    Publicity {
        /// What was reported, where, its pictures, and the result.
        ReportAndResult => "report_and_result",
        /// The result alone: what was reported could give away who did.
        ResultOnly => "result_only",
    }
);

impl Terms {
    /// The handling limit of a level (R-8.5b).
    pub fn handling(&self, level: Level) -> Limit {
        match level {
            Level::Urgent => self.handling_urgent,
            Level::Normal => self.handling_normal,
            Level::Complex => self.handling_complex,
        }
    }

    /// The same limits in a unit that is on call day and night: what is urgent there has hours that run on
    /// through night and days off. Every other limit keeps to the office's hours.
    ///
    /// ```
    /// # let limits = |urgent| domain::Terms {
    /// #     kind: domain::Kind::Field, version: "1".into(), acceptance: Limit::WorkingHours(8),
    /// #     verification: Limit::WorkingHours(4), dispatch: Limit::WorkingHours(4), handling_urgent: urgent,
    /// #     handling_normal: Limit::WorkingDays(7), handling_complex: Limit::WorkingDays(15),
    /// #     extension_days_max: Some(30), contribution_reserve_days: 1, rework: Limit::WorkingDays(1),
    /// #     publication: Limit::WorkingDays(1), question_window: Limit::CalendarDays(2),
    /// #     clarification: Limit::WorkingDays(2), contact_attempts_min: 2, media_required: true,
    /// #     place_required: true, confidential_by_default: false,
    /// #     publicity: domain::Publicity::ReportAndResult, transfer: None,
    /// # };
    /// use working_time::Limit;
    /// assert_eq!(limits(Limit::WorkingHours(4)).on_call(), limits(Limit::ClockHours(4)));
    /// // A version that gives urgent matters days has no hours that could run on.
    /// assert_eq!(limits(Limit::WorkingDays(1)).on_call(), limits(Limit::WorkingDays(1)));
    /// ```
    #[must_use]
    pub fn on_call(&self) -> Terms {
        let handling_urgent = match self.handling_urgent {
            Limit::WorkingHours(hours) => Limit::ClockHours(hours),
            other => other,
        };
        Terms { handling_urgent, ..self.clone() }
    }
}

/// When a decision is made, and under which calendar and limits.
#[derive(Clone, Copy, Debug)]
pub struct Office<'a> {
    /// Now.
    pub now: Instant,
    /// The calendar of the unit that holds the case. Where an act gives the case to another unit, that unit's:
    /// the clocks it opens are counted there.
    pub calendar: &'a Calendar,
    /// The limits, as they count in that unit: see [`Terms::on_call`].
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
            warn_at: self.calendar.warn_at(origin, due_at, limit)?,
        })
    }
}
