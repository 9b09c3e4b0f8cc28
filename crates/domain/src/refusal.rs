//! A refusal is a normal answer: a code, the article it rests on, what would help. The Vietnamese
//! sentences are in `edge::words`.

use crate::{
    Act, AlertAct, AlertId, AlertLevel, AlertState, ContributionState, Instant, Kind, RemarkAct, RemarkState,
    ServiceAct, ServiceState, State, UnitId,
};
use working_time::OutOfCalendar;

/// A record other than a case that one person writes and another approves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// An alert (R-15.4).
    Alert,
    /// An entry of services (R-4.6).
    Service,
    /// A plan of reorganisation (R-28.1).
    Reorganisation,
}

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
    /// The same of a record that is no case.
    #[error("nobody approves their own work")]
    OwnRecord {
        /// What was written.
        of: Written,
    },
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
    /// The alert would be shown for longer than an alert is (R-15.4).
    #[error("the validity of the alert ends after {until}")]
    AlertTooLong {
        /// The latest end.
        until: Instant,
    },
    /// Reports of this kind need a place in words (R-5.2).
    #[error("the place is required")]
    PlaceMissing,
    /// Reports of this kind need a time (R-5.2).
    #[error("the time of the event is required")]
    TimeMissing,
    /// Whoever is reported for has not agreed to it (R-18.3a, R-5.8).
    #[error("the consent of the person reported for is required")]
    ConsentMissing,
    /// Whoever is reported for has an account that is locked (R-27.3).
    #[error("the account of the person reported for is locked until {until}")]
    CallerLocked {
        /// The end of the lock.
        until: crate::Instant,
    },
    /// Nobody telephones or writes to a confidential sender whose number the desk does not have (R-5.7).
    #[error("a confidential sender is not reached that way")]
    ChannelHidden,
    /// The case was classified as another agency's matter and waits to be sent there (R-5.3).
    #[error("the case waits to be sent to another agency")]
    TransferPending,
    /// The case was classified as not to be taken on (R-5.3).
    #[error("the case was classed as one to be refused")]
    ClassedForRefusal,
    /// Nobody said yet that the regulation is one the holder answers for (R-5.3).
    #[error("the case was not classed as the unit's own matter")]
    ClassMissing,
    /// A draft on a regulation says how it was examined (R-5.3).
    #[error("the assessment is required")]
    AssessmentMissing,
    /// Only a draft on a regulation does.
    #[error("only feedback on a regulation is assessed")]
    AssessmentNotMeant,
    /// Of this kind of case the result alone is public (R-10.4).
    #[error("the text of a case of this kind is not made public")]
    ResultOnly,
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
    /// The act belongs to cases of another kind.
    #[error("{} is not for cases of kind {}", act.as_str(), kind.as_str())]
    NotThisKind {
        /// The kind of the case.
        kind: Kind,
        /// What was tried.
        act: Act,
    },
    /// An initiative is answered by a decision (R-9.3).
    #[error("the draft on an initiative carries a decision")]
    DecisionMissing,
    /// An initiative is evaluated before it is answered (R-9.2).
    #[error("the initiative was not evaluated")]
    EvaluationMissing,
    /// The public is being asked for views (R-9.2).
    #[error("views are still being asked for")]
    ViewsOpen,
    /// The public is not being asked for views (R-9.2).
    #[error("views are not being asked for")]
    NoViews,
    /// The views would be asked for until a time that is past, or after the answer is due (R-9.2, R-9.4).
    #[error("views must end in the future and before handling is due")]
    ViewsOutOfRange,
    /// One comment for each account (R-9.2).
    #[error("a comment was made already")]
    AlreadyCommented,
    /// No such comment on this initiative, or hidden already.
    #[error("there is no such comment")]
    NoSuchComment,
    /// The days of the plan and its milestones do not fit (R-9.3).
    #[error("the days of the plan do not fit")]
    PlanDates,
    /// The plan has no such milestone (R-9.3).
    #[error("the plan has no such milestone")]
    NoSuchMilestone,
    /// One inspection at a time (R-24).
    #[error("an inspection runs already")]
    InspectionOpen,
    /// No inspection runs (R-24).
    #[error("no inspection runs")]
    NoInspection,
    /// The sender is not hidden, so there is nothing to look at (R-5.7).
    #[error("the sender is not confidential")]
    NotConfidential,
    /// The alert would end before it is shown.
    #[error("the alert ends before it begins")]
    AlertEndsBeforeItBegins,
    /// There are no districts any more (R-16.1).
    #[error("there are no districts any more")]
    LevelAbolished,
    /// The unit is none of those that send alerts (R-15.4).
    #[error("the unit sends no alerts")]
    NotAnIssuer,
    /// A unit below the city speaks of its own area (R-16.1, R-17.1).
    #[error("the area is not the unit's")]
    AreaNotYours {
        /// The level that speaks.
        level: AlertLevel,
    },
    /// Only what was sent is updated.
    #[error("nothing to update in an alert that is {}", from.as_str())]
    NothingToUpdate {
        /// Where it stands.
        from: AlertState,
    },
    /// Another alert stands in its place by now.
    #[error("alert {by} stands in its place")]
    AlertReplaced {
        /// That one.
        by: AlertId,
    },
    /// An upper level has sent it (R-16.2, R-17.2).
    #[error("alert {upper} of an upper level says the same")]
    AlertRepeats {
        /// The level that would repeat it.
        level: AlertLevel,
        /// What was sent.
        upper: AlertId,
        /// Its headline.
        title: String,
    },
    /// An upper level has sent something near it, and nothing says why it is needed (R-16.2, R-17.2).
    #[error("alert {upper} of an upper level is near it")]
    AlertNearRepeat {
        /// The level that would send it.
        level: AlertLevel,
        /// What was sent.
        upper: AlertId,
        /// Its headline.
        title: String,
    },
    /// The rules of citizen reception do not allow it (R-5.4).
    #[error(transparent)]
    Reception(#[from] crate::reception::ReceptionRefusal),
    /// The role that this needs is not held, where no act on a case is meant.
    #[error("the role does not allow this")]
    RoleMissing,
    /// The reorganisation does not stand where this act begins (R-28.1).
    #[error("{} is not possible from {}", act.as_str(), from.as_str())]
    ReorganisationNotFromHere {
        /// Where it stands.
        from: crate::ReorganisationState,
        /// What was tried.
        act: crate::ReorganisationAct,
    },
    /// The day from which something is to hold has begun already (R-28.1, R-28.2).
    #[error("the day has begun already")]
    DayNotAhead,
    /// The day of the reorganisation has not come.
    #[error("the day has not come")]
    DayNotCome,
    /// One reorganisation at a time (R-28.1).
    #[error("another reorganisation is under way")]
    AnotherReorganisation,
    /// Too many violations in a row; nothing is sent before that instant (R-27.3).
    #[error("the account is locked until {until}")]
    AccountLocked {
        /// When the lock ends.
        until: Instant,
    },
    /// A violation stands for this case already (R-27.2).
    #[error("a violation was recorded for this case")]
    ViolationAlreadyRecorded,
    /// There is no such violation or objection.
    #[error("no such violation")]
    ViolationUnknown,
    /// Nobody judges what they recorded or sent (R-27.3).
    #[error("nobody judges what they recorded or sent")]
    OwnReview,
    /// One objection to a violation.
    #[error("an objection was made")]
    AlreadyObjected,
    /// The violation does not count any more.
    #[error("the violation was annulled")]
    ViolationAnnulled,
    /// Whose violation it is objects, and nobody else (R-27.3).
    #[error("the violation is somebody else's")]
    NotYourViolation,
    /// The objection was decided before.
    #[error("the objection was decided")]
    ObjectionDecided,
    /// A template names something that no page fills in (R-7.2a).
    #[error("unknown placeholder")]
    UnknownPlaceholder {
        /// What stands between the braces.
        name: String,
    },
    /// The entry does not stand where this act begins (R-4.6).
    #[error("{} is not possible from {}", act.as_str(), from.as_str())]
    ServiceNotFromHere {
        /// Where it stands.
        from: ServiceState,
        /// What was tried.
        act: ServiceAct,
    },
    /// Nobody could use it: no link, no telephone, no place (R-4.6).
    #[error("a link, a telephone number or a place is required")]
    ServiceContactMissing,
    /// It would be over before anybody sees it (R-4.6).
    #[error("the validity is over or ends before it begins")]
    ServiceAlreadyOver,
    /// The remark does not stand where this act begins (R-28.3).
    #[error("{} is not possible from {}", act.as_str(), from.as_str())]
    RemarkNotFromHere {
        /// Where it stands.
        from: RemarkState,
        /// What was tried.
        act: RemarkAct,
    },
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
            Refusal::NotYours | Refusal::NotYourViolation => "not_yours",
            Refusal::IdentityNotVerified => "identity_not_verified",
            Refusal::OwnWork | Refusal::OwnRecord { .. } => "own_work",
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
            Refusal::AlertTooLong { .. } => "alert_too_long",
            Refusal::PlaceMissing => "place_missing",
            Refusal::TimeMissing => "time_missing",
            Refusal::ConsentMissing => "consent_missing",
            Refusal::CallerLocked { .. } => "caller_locked",
            Refusal::ChannelHidden => "channel_hidden",
            Refusal::TransferPending => "transfer_pending",
            Refusal::ClassedForRefusal => "classed_for_refusal",
            Refusal::ClassMissing => "class_missing",
            Refusal::AssessmentMissing => "assessment_missing",
            Refusal::AssessmentNotMeant => "assessment_not_meant",
            Refusal::ResultOnly => "result_only",
            Refusal::ContributionNotFromHere { .. } => "contribution_not_from_here",
            Refusal::NotInvited { .. } => "not_invited",
            Refusal::AlreadyInvited { .. } => "already_invited",
            Refusal::NotSameLevel { .. } => "not_same_level",
            Refusal::SupportersNeedLevel => "supporters_need_level",
            Refusal::ContributionsOutstanding { .. } => "contributions_outstanding",
            Refusal::NotReopenable => "not_reopenable",
            Refusal::AlreadyContinued => "already_continued",
            Refusal::NotThisKind { .. } => "not_this_kind",
            Refusal::DecisionMissing => "decision_missing",
            Refusal::EvaluationMissing => "evaluation_missing",
            Refusal::ViewsOpen => "views_open",
            Refusal::NoViews => "no_views",
            Refusal::ViewsOutOfRange => "views_out_of_range",
            Refusal::AlreadyCommented => "already_commented",
            Refusal::NoSuchComment => "no_such_comment",
            Refusal::PlanDates => "plan_dates",
            Refusal::NoSuchMilestone => "no_such_milestone",
            Refusal::InspectionOpen => "inspection_open",
            Refusal::NoInspection => "no_inspection",
            Refusal::NotConfidential => "not_confidential",
            Refusal::AlertEndsBeforeItBegins => "alert_ends_before_it_begins",
            Refusal::LevelAbolished => "level_abolished",
            Refusal::NotAnIssuer => "not_an_issuer",
            Refusal::AreaNotYours { .. } => "area_not_yours",
            Refusal::NothingToUpdate { .. } => "nothing_to_update",
            Refusal::AlertReplaced { .. } => "alert_replaced",
            Refusal::AlertRepeats { .. } => "alert_repeats",
            Refusal::AlertNearRepeat { .. } => "near_repeat",
            Refusal::Reception(refusal) => refusal.code(),
            Refusal::RoleMissing => "not_your_role",
            Refusal::ReorganisationNotFromHere { .. } => "not_from_here",
            Refusal::DayNotAhead => "day_not_ahead",
            Refusal::DayNotCome => "day_not_come",
            Refusal::AnotherReorganisation => "another_reorganisation",
            Refusal::AccountLocked { .. } => "account_locked",
            Refusal::ViolationAlreadyRecorded => "violation_already_recorded",
            Refusal::ViolationUnknown => "violation_unknown",
            Refusal::OwnReview => "own_review",
            Refusal::AlreadyObjected => "already_objected",
            Refusal::ViolationAnnulled => "violation_annulled",
            Refusal::ObjectionDecided => "objection_decided",
            Refusal::UnknownPlaceholder { .. } => "unknown_placeholder",
            Refusal::ServiceNotFromHere { .. } => "not_from_here",
            Refusal::ServiceContactMissing => "service_contact_missing",
            Refusal::ServiceAlreadyOver => "service_already_over",
            Refusal::RemarkNotFromHere { .. } => "not_from_here",
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
            Refusal::NotYourRole { .. } | Refusal::NotYourUnit { .. } | Refusal::RoleMissing => Some("Điều 4 khoản 3"),
            Refusal::NotYourAssignment | Refusal::NotAHandler => Some("Điều 8 khoản 1 điểm c"),
            Refusal::IdentityNotVerified => Some("Điều 5 khoản 5"),
            Refusal::OwnWork => Some("Điều 12 khoản 3"),
            Refusal::OwnRecord { of: Written::Alert } => Some("Điều 15 khoản 4"),
            Refusal::OwnRecord { of: Written::Service } => Some("Điều 4 khoản 6"),
            Refusal::OwnRecord { of: Written::Reorganisation } => Some("Điều 28"),
            Refusal::ChecklistIncomplete => Some("Điều 6 khoản 1"),
            Refusal::LevelReasonMissing | Refusal::SameLevel => Some("Điều 8 khoản 4"),
            Refusal::ContactAttemptsMissing { .. } => Some("Điều 6 khoản 2 điểm d"),
            Refusal::NothingAsked => Some("Điều 7 khoản 1 điểm b"),
            Refusal::NoSuperior => Some("Điều 7 khoản 2 điểm c"),
            Refusal::MediaMissing | Refusal::PlaceMissing | Refusal::TimeMissing | Refusal::HappensInFuture => {
                Some("Điều 5 khoản 2")
            }
            Refusal::EvidenceMissing => Some("Điều 12 khoản 2"),
            Refusal::NotComplex | Refusal::ExtensionOutOfRange { .. } => Some("Điều 8 khoản 5"),
            Refusal::NoExtension { kind: Kind::Waste } => Some("Điều 10 khoản 4"),
            Refusal::NoExtension { kind: Kind::Business } => Some("Điều 11 khoản 4"),
            Refusal::NoExtension { kind: Kind::Initiative } => Some("Điều 9"),
            Refusal::NoExtension { .. } => None,
            Refusal::WindowOver | Refusal::AlreadyAsked | Refusal::NoQuestion | Refusal::NotYetClosing => {
                Some("Điều 13")
            }
            Refusal::AlertNotFromHere { .. }
            | Refusal::AlertAlreadyOver
            | Refusal::AlertTooLong { .. }
            | Refusal::AlertEndsBeforeItBegins
            | Refusal::NotAnIssuer => Some("Điều 15 khoản 4"),
            Refusal::ConsentMissing => Some("Điều 18 khoản 3 điểm a"),
            Refusal::ChannelHidden => Some("Điều 5 khoản 7"),
            Refusal::CallerLocked { .. } => Some("Điều 27 khoản 3"),
            Refusal::NotThisKind { act: Act::Classify, .. }
            | Refusal::TransferPending
            | Refusal::ClassedForRefusal
            | Refusal::ClassMissing
            | Refusal::AssessmentMissing
            | Refusal::AssessmentNotMeant => Some("Điều 5 khoản 3"),
            Refusal::ResultOnly => Some("Điều 10 khoản 4"),
            Refusal::ContributionNotFromHere { .. } | Refusal::NotInvited { .. } => Some("Điều 8 khoản 2 điểm b"),
            Refusal::AlreadyInvited { .. } | Refusal::NotSameLevel { .. } => Some("Điều 8 khoản 2 điểm a"),
            Refusal::SupportersNeedLevel => Some("Điều 8 khoản 4"),
            Refusal::ContributionsOutstanding { .. } => Some("Điều 8 khoản 2 điểm c"),
            Refusal::NotReopenable | Refusal::AlreadyContinued => Some("Điều 13"),
            Refusal::DecisionMissing
            | Refusal::EvaluationMissing
            | Refusal::ViewsOpen
            | Refusal::NoViews
            | Refusal::ViewsOutOfRange
            | Refusal::AlreadyCommented
            | Refusal::PlanDates
            | Refusal::NoSuchMilestone => Some("Điều 9"),
            Refusal::InspectionOpen | Refusal::NoInspection => Some("Điều 24"),
            Refusal::NotConfidential => Some("Điều 5 khoản 7"),
            Refusal::NotThisKind { .. } | Refusal::NoSuchComment => None,
            Refusal::NothingToUpdate { .. } | Refusal::AlertReplaced { .. } => Some("Điều 15 khoản 5"),
            Refusal::LevelAbolished => Some("Điều 16 khoản 1"),
            Refusal::AreaNotYours { level: AlertLevel::Commune } => Some("Điều 17 khoản 1"),
            Refusal::AreaNotYours { .. } => Some("Điều 16 khoản 1"),
            Refusal::AlertRepeats { level: AlertLevel::Commune, .. }
            | Refusal::AlertNearRepeat { level: AlertLevel::Commune, .. } => Some("Điều 17 khoản 2"),
            Refusal::AlertRepeats { .. } | Refusal::AlertNearRepeat { .. } => Some("Điều 16 khoản 2"),
            Refusal::Reception(_) => Some("Điều 5 khoản 4"),
            Refusal::ReorganisationNotFromHere { .. }
            | Refusal::DayNotAhead
            | Refusal::DayNotCome
            | Refusal::AnotherReorganisation => Some("Điều 28"),
            Refusal::AccountLocked { .. }
            | Refusal::OwnReview
            | Refusal::AlreadyObjected
            | Refusal::ViolationUnknown
            | Refusal::ViolationAnnulled
            | Refusal::NotYourViolation
            | Refusal::ObjectionDecided => Some("Điều 27 khoản 3"),
            Refusal::ViolationAlreadyRecorded => Some("Điều 27 khoản 2"),
            Refusal::UnknownPlaceholder { .. } => Some("Điều 7 khoản 2 điểm a"),
            Refusal::ServiceNotFromHere { .. } | Refusal::ServiceContactMissing | Refusal::ServiceAlreadyOver => {
                Some("Điều 4 khoản 6")
            }
            Refusal::RemarkNotFromHere { .. } => Some("Điều 28 khoản 3"),
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
            | Refusal::OwnWork
            | Refusal::OwnRecord { .. }
            | Refusal::NotYourViolation
            | Refusal::RoleMissing
            | Refusal::AccountLocked { .. }
            | Refusal::CallerLocked { .. }
            | Refusal::OwnReview => RefusalKind::Forbidden,
            Refusal::NotFromHere { .. }
            | Refusal::AlertNotFromHere { .. }
            | Refusal::NothingToUpdate { .. }
            | Refusal::AlertReplaced { .. }
            | Refusal::NothingAsked
            | Refusal::WindowOver
            | Refusal::AlreadyAsked
            | Refusal::NoQuestion
            | Refusal::EvaluationMissing
            | Refusal::ViewsOpen
            | Refusal::NoViews
            | Refusal::AlreadyCommented
            | Refusal::InspectionOpen
            | Refusal::NoInspection
            | Refusal::TransferPending
            | Refusal::ClassedForRefusal
            | Refusal::ClassMissing
            | Refusal::NotYetClosing
            | Refusal::ContributionNotFromHere { .. }
            | Refusal::NotInvited { .. }
            | Refusal::AlreadyInvited { .. }
            | Refusal::ContributionsOutstanding { .. }
            | Refusal::NotReopenable
            | Refusal::AlreadyContinued
            | Refusal::ReorganisationNotFromHere { .. }
            | Refusal::DayNotCome
            | Refusal::AnotherReorganisation
            | Refusal::ViolationAlreadyRecorded
            | Refusal::AlreadyObjected
            | Refusal::ViolationAnnulled
            | Refusal::ObjectionDecided
            | Refusal::ServiceNotFromHere { .. }
            | Refusal::RemarkNotFromHere { .. } => RefusalKind::Conflict,
            Refusal::Reception(refusal) => refusal.kind(),
            Refusal::OutOfCalendar(_) => RefusalKind::Unavailable,
            _ => RefusalKind::Unprocessable,
        }
    }

    /// The alert it is about, with its headline: where to look.
    pub fn upper_alert(&self) -> Option<(&AlertId, &str)> {
        match self {
            Refusal::AlertRepeats { upper, title, .. } | Refusal::AlertNearRepeat { upper, title, .. } => {
                Some((upper, title.as_str()))
            }
            _ => None,
        }
    }
}
