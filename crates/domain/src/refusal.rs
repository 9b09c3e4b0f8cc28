//! A refusal is a normal answer: a code, the article it rests on, what would help. The Vietnamese
//! sentences are in `edge::words`.

use crate::{Act, AlertAct, AlertState, ContributionState, Kind, State, UnitId};
use working_time::OutOfCalendar;

/// What class of answer a refusal is; the edge maps it to a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The person may not (403).
    Forbidden,
    /// The case is not where this act starts from (409).
    Conflict,
    /// What was given does not satisfy a rule (422).
    Unprocessable,
    /// A setting is missing: the calendar ends too early (503).
    Unavailable,
}

/// Why the regulation does not allow an act.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The case does not stand where this act begins.
    #[error("{} is not possible from {}", act.as_str(), from.as_str())]
    NotFromHere {
        /// Where it stands.
        from: State,
        /// What was tried.
        act: Act,
    },
    /// The role does not allow the act.
    #[error("the role does not allow {}", act.as_str())]
    NotYourRole {
        /// What was tried.
        act: Act,
    },
    /// Another unit holds the case.
    #[error("unit {unit} holds the case")]
    NotYourUnit {
        /// The holder.
        unit: UnitId,
    },
    /// Another officer was assigned.
    #[error("another officer handles the case")]
    NotYourAssignment,
    /// Somebody else's report.
    #[error("the report is somebody else's")]
    NotYours,
    /// Identity not verified yet (R-5.5).
    #[error("identity is not verified")]
    IdentityNotVerified,
    /// Nobody approves what they wrote (R-12.3).
    #[error("nobody approves what they wrote")]
    OwnWork,
    /// Not every condition of Điều 6 k.1 is met (R-6.1).
    #[error("the acceptance checklist is not complete")]
    ChecklistIncomplete,
    /// Urgent and complex need a reason (R-8.4).
    #[error("the level needs a reason")]
    LevelReasonMissing,
    /// "Could not be verified" needs at least two failed attempts (R-6.2d).
    #[error("{failed} failed attempts, {needed} are needed")]
    ContactAttemptsMissing {
        /// How many there are.
        failed: u32,
        /// How many there must be.
        needed: u32,
    },
    /// Nobody asked (R-7.1b).
    #[error("no information was asked for")]
    NothingAsked,
    /// There is nobody above.
    #[error("there is no superior unit")]
    NoSuperior,
    /// The target is where the case already is.
    #[error("the case is there already")]
    SameUnit,
    /// A field report needs a picture or video (R-5.2).
    #[error("a picture or video is required")]
    MediaMissing,
    /// A result needs evidence (R-12.2).
    #[error("evidence is required")]
    EvidenceMissing,
    /// What is reported lies in the future.
    #[error("the time of the event lies in the future")]
    HappensInFuture,
    /// The person named does not handle cases in this unit.
    #[error("not a handler of this unit")]
    NotAHandler,
    /// The level is what it was.
    #[error("the level is unchanged")]
    SameLevel,
    /// Only complex cases are extended (R-8.5b).
    #[error("only complex cases are extended")]
    NotComplex,
    /// Cases of this kind are never extended (R-10.4, R-11.4, R-9.4).
    #[error("cases of kind {} are not extended", kind.as_str())]
    NoExtension {
        /// The kind.
        kind: Kind,
    },
    /// Longer than 30 working days in all, or not longer than now (R-8.5b).
    #[error("an extension must lie above {above} and at most at {at_most} working days in all")]
    ExtensionOutOfRange {
        /// More than this.
        above: u32,
        /// At most this.
        at_most: u32,
    },
    /// The window for questions is over (R-13.1).
    #[error("the window for questions is over")]
    WindowOver,
    /// One question waits or was answered already (R-13.1).
    #[error("a question was asked already")]
    AlreadyAsked,
    /// No question waits.
    #[error("no question waits for an answer")]
    NoQuestion,
    /// The window still runs or an answer is outstanding.
    #[error("the case cannot close yet")]
    NotYetClosing,
    /// The alert does not stand where this act begins (R-15.4).
    #[error("{} is not possible from {}", act.as_str(), from.as_str())]
    AlertNotFromHere {
        /// Where it stands.
        from: AlertState,
        /// What was tried.
        act: AlertAct,
    },
    /// The alert would be over before it is sent.
    #[error("the validity of the alert lies in the past")]
    AlertAlreadyOver,
    /// A contribution does not stand where this act begins (R-8.2b).
    #[error("{} is not possible while the contribution is {}", act.as_str(), from.as_str())]
    ContributionNotFromHere {
        /// Where it stands.
        from: ContributionState,
        /// What was tried.
        act: Act,
    },
    /// The unit was not asked for its support (R-8.2b).
    #[error("unit {unit} was not invited")]
    NotInvited {
        /// The unit.
        unit: UnitId,
    },
    /// Its support was asked for already, or is in (R-8.2a).
    #[error("unit {unit} is a supporter already")]
    AlreadyInvited {
        /// The unit.
        unit: UnitId,
    },
    /// A supporter is an agency of the lead's own level (R-8.2a).
    #[error("unit {unit} is not of the lead's level")]
    NotSameLevel {
        /// The unit.
        unit: UnitId,
    },
    /// Where others take part, the matter is complex, or urgent (R-8.2, R-8.4).
    #[error("a case with supporters is complex or urgent")]
    SupportersNeedLevel,
    /// Publication waits for contributions (R-8.2c).
    #[error("{} contributions are outstanding", units.len())]
    ContributionsOutstanding {
        /// Whose.
        units: Vec<UnitId>,
    },
    /// The result was not said to be unsatisfactory, and the window for questions is over (R-13, Đ.18 k.4).
    #[error("the case cannot be continued")]
    NotReopenable,
    /// The case was continued already (Đ.18 k.4).
    #[error("the case was continued already")]
    AlreadyContinued,
    /// The calendar does not reach far enough; a fault of the settings, not of the person.
    #[error(transparent)]
    OutOfCalendar(#[from] OutOfCalendar),
}

impl Refusal {
    /// Stable code of the interface.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotFromHere { .. } => "not_from_here",
            Refusal::NotYourRole { .. } => "not_your_role",
            Refusal::NotYourUnit { .. } => "not_your_unit",
            Refusal::NotYourAssignment => "not_your_assignment",
            Refusal::NotYours => "not_yours",
            Refusal::IdentityNotVerified => "identity_not_verified",
            Refusal::OwnWork => "own_work",
            Refusal::ChecklistIncomplete => "checklist_incomplete",
            Refusal::LevelReasonMissing => "level_reason_missing",
            Refusal::ContactAttemptsMissing { .. } => "contact_attempts_missing",
            Refusal::NothingAsked => "nothing_asked",
            Refusal::NoSuperior => "no_superior",
            Refusal::SameUnit => "same_unit",
            Refusal::MediaMissing => "media_missing",
            Refusal::EvidenceMissing => "evidence_missing",
            Refusal::HappensInFuture => "happens_in_future",
            Refusal::NotAHandler => "not_a_handler",
            Refusal::SameLevel => "same_level",
            Refusal::NotComplex => "not_complex",
            Refusal::NoExtension { .. } => "no_extension",
            Refusal::ExtensionOutOfRange { .. } => "extension_out_of_range",
            Refusal::WindowOver => "window_over",
            Refusal::AlreadyAsked => "already_asked",
            Refusal::NoQuestion => "no_question",
            Refusal::NotYetClosing => "not_yet_closing",
            Refusal::AlertNotFromHere { .. } => "not_from_here",
            Refusal::AlertAlreadyOver => "alert_already_over",
            Refusal::ContributionNotFromHere { .. } => "contribution_not_from_here",
            Refusal::NotInvited { .. } => "not_invited",
            Refusal::AlreadyInvited { .. } => "already_invited",
            Refusal::NotSameLevel { .. } => "not_same_level",
            Refusal::SupportersNeedLevel => "supporters_need_level",
            Refusal::ContributionsOutstanding { .. } => "contributions_outstanding",
            Refusal::NotReopenable => "not_reopenable",
            Refusal::AlreadyContinued => "already_continued",
            Refusal::OutOfCalendar(_) => "out_of_calendar",
        }
    }

    /// The article it rests on, where there is one.
    ///
    /// ```
    /// use domain::{Act, Refusal, State};
    /// assert_eq!(Refusal::OwnWork.article(), Some("Điều 12 khoản 3"));
    /// // No article forbids a step that none describes.
    /// assert_eq!(Refusal::NotFromHere { from: State::Closed, act: Act::Rate }.article(), None);
    /// ```
    pub fn article(&self) -> Option<&'static str> {
        match self {
            Refusal::NotYourRole { .. } | Refusal::NotYourUnit { .. } => Some("Điều 4 khoản 3"),
            Refusal::NotYourAssignment => Some("Điều 8 khoản 1 điểm c"),
            Refusal::IdentityNotVerified => Some("Điều 5 khoản 5"),
            Refusal::OwnWork => Some("Điều 12 khoản 3"),
            Refusal::ChecklistIncomplete => Some("Điều 6 khoản 1"),
            Refusal::LevelReasonMissing | Refusal::SameLevel => Some("Điều 8 khoản 4"),
            Refusal::ContactAttemptsMissing { .. } => Some("Điều 6 khoản 2 điểm d"),
            Refusal::NothingAsked => Some("Điều 7 khoản 1 điểm b"),
            Refusal::NoSuperior => Some("Điều 7 khoản 2 điểm c"),
            Refusal::MediaMissing | Refusal::HappensInFuture => Some("Điều 5 khoản 2"),
            Refusal::EvidenceMissing => Some("Điều 12 khoản 2"),
            Refusal::NotAHandler => Some("Điều 8 khoản 1 điểm c"),
            Refusal::NotComplex | Refusal::ExtensionOutOfRange { .. } => Some("Điều 8 khoản 5"),
            Refusal::NoExtension { kind: Kind::Waste } => Some("Điều 10 khoản 4"),
            Refusal::NoExtension { kind: Kind::Business } => Some("Điều 11 khoản 4"),
            Refusal::NoExtension { kind: Kind::Initiative } => Some("Điều 9"),
            Refusal::NoExtension { .. } => None,
            Refusal::WindowOver | Refusal::AlreadyAsked | Refusal::NoQuestion | Refusal::NotYetClosing => {
                Some("Điều 13")
            }
            Refusal::AlertNotFromHere { .. } | Refusal::AlertAlreadyOver => Some("Điều 15 khoản 4"),
            Refusal::ContributionNotFromHere { .. } | Refusal::NotInvited { .. } => Some("Điều 8 khoản 2 điểm b"),
            Refusal::AlreadyInvited { .. } | Refusal::NotSameLevel { .. } => Some("Điều 8 khoản 2 điểm a"),
            Refusal::SupportersNeedLevel => Some("Điều 8 khoản 4"),
            Refusal::ContributionsOutstanding { .. } => Some("Điều 8 khoản 2 điểm c"),
            Refusal::NotReopenable | Refusal::AlreadyContinued => Some("Điều 13"),
            Refusal::NotFromHere { .. } | Refusal::NotYours | Refusal::SameUnit | Refusal::OutOfCalendar(_) => None,
        }
    }

    /// What class of answer it is.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Refusal::NotYourRole { .. }
            | Refusal::NotYourUnit { .. }
            | Refusal::NotYourAssignment
            | Refusal::NotYours
            | Refusal::IdentityNotVerified
            | Refusal::OwnWork => RefusalKind::Forbidden,
            Refusal::NotFromHere { .. }
            | Refusal::AlertNotFromHere { .. }
            | Refusal::NothingAsked
            | Refusal::WindowOver
            | Refusal::AlreadyAsked
            | Refusal::NoQuestion
            | Refusal::NotYetClosing
            | Refusal::ContributionNotFromHere { .. }
            | Refusal::NotInvited { .. }
            | Refusal::AlreadyInvited { .. }
            | Refusal::ContributionsOutstanding { .. }
            | Refusal::NotReopenable
            | Refusal::AlreadyContinued => RefusalKind::Conflict,
            Refusal::OutOfCalendar(_) => RefusalKind::Unavailable,
            _ => RefusalKind::Unprocessable,
        }
    }
}
