//! What the rules of reception do not allow.

use super::{BookingAct, BookingState};
use crate::RefusalKind;
use chrono::NaiveDate;

/// Why the rules of reception do not allow an act.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceptionRefusal {
    /// The booking does not stand where this act begins.
    #[error("{} is not possible from {}", act.as_str(), from.as_str())]
    NotFromHere {
        /// Where it stands.
        from: BookingState,
        /// What was tried.
        act: BookingAct,
    },
    /// A session ends after it begins, on the same day.
    #[error("a session begins and ends on one day, in that order")]
    NotOneStretch,
    /// The session would lie in the past.
    #[error("the session lies in the past")]
    InThePast,
    /// Posted later than the law wants (Law, Điều 24).
    #[error("a session is posted {days} working days ahead; this one by {until}")]
    PostedTooLate {
        /// Working days ahead.
        days: u32,
        /// The last day on which it could have been posted.
        until: NaiveDate,
    },
    /// The parties of an online session would be told too late (Nghị định 154/2026).
    #[error("an online session is announced {days} working days ahead; this one by {until}")]
    AnnouncedTooLate {
        /// Working days ahead.
        days: u32,
        /// The last day on which it could have been announced.
        until: NaiveDate,
    },
    /// Nobody works on that day.
    #[error("no working day")]
    DayOff,
    /// The weekday is kept for planned cases (Quyết định 12).
    #[error("that weekday is kept for planned cases")]
    PlannedCasesOnly,
    /// The site, or its leaders, do not receive at these hours (Quyết định 12).
    #[error("outside the hours of the site")]
    OutsideHours,
    /// Who does not receive as posted announces the new date (Law, Điều 24).
    #[error("the new date is missing")]
    NewDateMissing,
    /// The session has begun.
    #[error("the session has begun")]
    Begun,
    /// The session has not begun.
    #[error("the session has not begun")]
    NotBegun,
    /// Every place is taken.
    #[error("every place of the session is taken")]
    Full,
    /// The person has an open booking in this session.
    #[error("an open booking of this person in this session")]
    BookedAlready,
    /// One matter for each booking: mixed content is split (Law, Điều 25).
    #[error("one matter for each booking")]
    MixedMatters,
    /// Several people name one who speaks for them (Nghị định 154/2026).
    #[error("several people name a representative")]
    RepresentativeMissing,
    /// An online session is recorded, and the person has not agreed.
    #[error("consent to the recording is missing")]
    RecordingConsentMissing,
    /// Too late to give the place back.
    #[error("could be cancelled until {until}")]
    TooLateToCancel {
        /// The last day.
        until: NaiveDate,
    },
    /// A transfer names the unit that takes the matter over.
    #[error("the unit that takes over is missing")]
    ReceiverMissing,
    /// Whoever needs longer says how long.
    #[error("the time needed is missing")]
    TimeMissing,
    /// A later answer was promised before: it is not put off again.
    #[error("a later answer was promised before")]
    LongerAlready,
    /// The session is for planned cases: who comes is invited (Quyết định 12).
    #[error("the session is for those who are invited")]
    ByInvitation,
    /// The session does not take this matter (Nghị định 154/2026).
    #[error("the session does not take this matter")]
    MatterNotTaken,
    /// The parties of an online session are told by then; who books later cannot be (Nghị định 154/2026).
    #[error("an online session could be booked until {until}")]
    BookedTooLate {
        /// The last day.
        until: NaiveDate,
    },
    /// Only an online session has an address to connect to.
    #[error("not an online session")]
    NotOnline,
    /// The address to connect to is there when the parties are told (Nghị định 154/2026).
    #[error("the address to connect to could be given until {until}")]
    ConnectionTooLate {
        /// The last day.
        until: NaiveDate,
    },
    /// Nobody is expected at an online session without an address to connect to.
    #[error("the address to connect to is missing")]
    ConnectionMissing,
    /// Who works at the board and booked a place is received by others.
    #[error("nobody decides on their own booking")]
    OwnBooking,
    /// Nobody issues the notice of their own refusal.
    #[error("nobody issues the notice of their own refusal")]
    OwnRefusal,
    /// The person who booked alone may.
    #[error("the booking is somebody else's")]
    NotYourBooking,
}

impl ReceptionRefusal {
    /// Every code of the interface.
    pub const CODES: &'static [&'static str] = &[
        "not_from_here", "not_one_stretch", "session_in_past", "posted_too_late", "announced_too_late", "day_off",
        "planned_cases_only", "outside_hours", "new_date_missing", "session_begun", "session_not_begun", "session_full",
        "already_booked", "mixed_matters", "representative_missing", "recording_consent_missing", "too_late_to_cancel",
        "receiver_missing", "time_missing", "longer_already", "by_invitation", "matter_not_taken", "booked_too_late",
        "not_online", "connection_too_late", "connection_missing", "own_work", "not_yours",
    ];

    /// Stable code of the interface.
    ///
    /// ```
    /// use domain::Refusal;
    /// use domain::reception::ReceptionRefusal;
    /// // The interface does not show that reception has refusals of its own.
    /// assert_eq!(Refusal::from(ReceptionRefusal::Full).code(), "session_full");
    /// assert_eq!(Refusal::from(ReceptionRefusal::Full).article(), Some("Điều 5 khoản 4"));
    /// ```
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFromHere { .. } => "not_from_here",
            Self::NotOneStretch => "not_one_stretch",
            Self::InThePast => "session_in_past",
            Self::PostedTooLate { .. } => "posted_too_late",
            Self::AnnouncedTooLate { .. } => "announced_too_late",
            Self::DayOff => "day_off",
            Self::PlannedCasesOnly => "planned_cases_only",
            Self::OutsideHours => "outside_hours",
            Self::NewDateMissing => "new_date_missing",
            Self::Begun => "session_begun",
            Self::NotBegun => "session_not_begun",
            Self::Full => "session_full",
            Self::BookedAlready => "already_booked",
            Self::MixedMatters => "mixed_matters",
            Self::RepresentativeMissing => "representative_missing",
            Self::RecordingConsentMissing => "recording_consent_missing",
            Self::TooLateToCancel { .. } => "too_late_to_cancel",
            Self::ReceiverMissing => "receiver_missing",
            Self::TimeMissing => "time_missing",
            Self::LongerAlready => "longer_already",
            Self::ByInvitation => "by_invitation",
            Self::MatterNotTaken => "matter_not_taken",
            Self::BookedTooLate { .. } => "booked_too_late",
            Self::NotOnline => "not_online",
            Self::ConnectionTooLate { .. } => "connection_too_late",
            Self::ConnectionMissing => "connection_missing",
            Self::OwnBooking | Self::OwnRefusal => "own_work",
            Self::NotYourBooking => "not_yours",
        }
    }

    /// What class of answer it is.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::NotFromHere { .. }
            | Self::Begun
            | Self::NotBegun
            | Self::Full
            | Self::BookedAlready
            | Self::TooLateToCancel { .. }
            | Self::LongerAlready
            | Self::BookedTooLate { .. }
            | Self::ConnectionTooLate { .. }
            | Self::ConnectionMissing => RefusalKind::Conflict,
            Self::OwnBooking | Self::OwnRefusal | Self::NotYourBooking => RefusalKind::Forbidden,
            _ => RefusalKind::Unprocessable,
        }
    }
}
