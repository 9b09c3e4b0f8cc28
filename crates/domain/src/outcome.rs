//! What an act does: everything one journal row carries.

use crate::identity::OnBehalf;
use crate::phase::aftercare::Satisfaction;
use crate::phase::initiative::{Decision, Evaluation, Progress};
use crate::phase::inspection::Finding;
use crate::phase::regulation::{Assessment, RegulationClass};
use crate::phase::triage::{Channel, Checklist, RefusalReason};
use crate::report::{MediaRef, Report};
use crate::scope::Signal;
use crate::text::{Comment, Conclusion, Reason, ReportText, ShortText};
use crate::{
    AccountId, Act, Actor, Case, CaseCode, CaseId, ClockKind, CommentId, Instant, Level, Office, PublicText,
    ReorganisationId, ReportId, Role, State, UnitId,
};
use working_time::Limit;

/// Where a journal ends: its last sequence number and hash. The next row links to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tip {
    /// Last sequence number; 0 before the first row.
    pub seq: u32,
    /// Hash of the last row; zeros before the first.
    pub hash: [u8; 32],
}

impl Tip {
    /// Before the first row.
    pub const START: Tip = Tip { seq: 0, hash: [0; 32] };
}

/// A clock that an act opens.
#[derive(Clone, Debug, PartialEq)]
pub struct ClockOpening {
    /// What it measures.
    pub kind: ClockKind,
    /// Who answers for it.
    pub unit: UnitId,
    /// Counted from.
    pub origin: Instant,
    /// Its limit.
    pub limit: Limit,
    /// Due.
    pub due_at: Instant,
    /// When "due soon" is said.
    pub warn_at: Instant,
}

/// What changes on the case besides its state. `None` leaves a value as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseChange {
    /// New holder.
    pub unit: Option<UnitId>,
    /// New level.
    pub level: Option<Level>,
    /// New officer; `Some(None)` takes the officer off.
    pub handler: Option<Option<AccountId>>,
    /// Author of the draft that stands.
    pub drafted_by: Option<Option<AccountId>>,
    /// Who recorded the result that stands.
    pub result_by: Option<Option<AccountId>>,
    /// When the window for questions and ratings ends.
    pub closes_at: Option<Instant>,
    /// Agencies asked for their support (R-8.2a).
    pub invited: Vec<UnitId>,
    /// The case that a new one continues, because the matter is still not solved (Đ.18 k.4).
    pub continues: Option<Continues>,
}

/// Where a new case stands in the chain of those on one matter (Đ.18 k.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continues {
    /// The case before it.
    pub case: CaseId,
    /// The first of all.
    pub root: CaseId,
    /// Its place; the first has 1, so that this is 2 at least.
    pub position: u32,
}

/// What happened, in the terms of the act.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the field names are the regulation's own words; the acts document them
pub enum Fact {
    Submitted {
        report: ReportId,
        content: Box<Report>,
        idempotency_key: String,
        terms_version: String,
        signals: Vec<Signal>,
        on_behalf: Option<OnBehalf>,
    },
    ContactLogged { channel: Channel, reached: bool, note: Comment },
    InformationRequested { question: Reason },
    InformationProvided { answer: ReportText, media: Vec<MediaRef> },
    Classified { class: RegulationClass, reason: Reason },
    Accepted { checklist: Checklist, level: Level, level_reason: Option<Reason> },
    Refused { reason: RefusalReason, explanation: Reason },
    Forwarded { to: UnitId, reason: Reason },
    Rerouted { to: UnitId, reason: Reason },
    Withdrawn { reason: Reason },
    Dispatched { to: UnitId, division: Option<ShortText>, instruction: Comment },
    Assigned { handler: AccountId, note: Comment },
    Reclassified { from: Level, to: Level, reason: Reason },
    Extended { legal_basis: Reason, total_days: u32 },
    Invited { units: Vec<UnitId>, reason: Reason, level_before: Option<Level> },
    SupportAssigned { unit: UnitId, handler: AccountId, note: Comment },
    SupportDrafted { unit: UnitId, contribution: Conclusion, media: Vec<MediaRef> },
    SupportReturned { unit: UnitId, reason: Reason },
    SupportApproved { unit: UnitId, note: Comment },
    SupportDeclined { unit: UnitId, reason: Reason },
    Waived { unit: UnitId, reason: Reason },
    Evaluated { evaluation: Evaluation },
    ViewsOpened { teaser: PublicText, until: Instant },
    ViewsClosed { reason: Reason },
    CommentHidden { comment: CommentId, reason: Reason },
    Drafted { conclusion: Conclusion, media: Vec<MediaRef>, assessment: Option<Assessment> },
    Decided { conclusion: Conclusion, media: Vec<MediaRef>, decision: Decision },
    DraftReturned { reason: Reason },
    Approved { note: Comment },
    ResultRecorded { result: Conclusion, evidence: Vec<MediaRef> },
    ResultReturned { reason: Reason },
    Published { public_text: Option<String>, address: Option<String>, result: String, evidence: Vec<MediaRef> },
    Asked { question: ReportText },
    Answered { answer: Conclusion },
    Rated { satisfaction: Satisfaction, comment: Comment },
    Closed,
    Progressed { milestone: u32, progress: Progress, note: PublicText, media: Vec<MediaRef> },
    Urged { reason: Reason },
    InspectionOpened { body: UnitId, decision: ShortText, scope: Reason, reason: Reason },
    InspectionLogged { body: UnitId, note: Reason, media: Vec<MediaRef> },
    InspectionEnded { body: UnitId, finding: Finding, conclusion: Conclusion },
    IdentityLookedAt { body: UnitId, reason: Reason },
    Succeeded {
        reorganisation: ReorganisationId,
        from: UnitId,
        to: UnitId,
        ward: UnitId,
        supporters: Vec<(UnitId, Option<UnitId>)>,
        officers_left: Vec<UnitId>,
    },
    Recounted { calendar: String },
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// One person.
    Account(AccountId),
    /// Everybody with that role in that unit.
    Desk(UnitId, Role),
}

crate::case::named!(
    /// What a notice is about. The sentence is composed where it is read.
    Topic {
        /// To the citizen: received.
        ReportReceived => "report_received",
        /// To a desk: a case came in.
        CaseReceived => "case_received",
        /// To the citizen: the desk asks.
        InformationRequested => "information_requested",
        /// To the desk: the citizen answered.
        InformationProvided => "information_provided",
        /// To the citizen: the desk said which class the feedback falls into.
        CaseClassified => "case_classified",
        /// To the citizen, and to the head, who dispatches.
        CaseAccepted => "case_accepted",
        /// To the citizen.
        CaseRefused => "case_refused",
        /// To the citizen.
        CaseForwarded => "case_forwarded",
        /// To the desk.
        CaseWithdrawn => "case_withdrawn",
        /// To the head of the unit that handles.
        CaseDispatched => "case_dispatched",
        /// To the officer.
        CaseAssigned => "case_assigned",
        /// To the citizen.
        CaseInHand => "case_in_hand",
        /// To the citizen, the officer, and supporters whose ends move with it.
        LevelChanged => "level_changed",
        /// To the citizen, the officer, and supporters whose ends move with it.
        CaseExtended => "case_extended",
        /// To the head.
        DraftReady => "draft_ready",
        /// To the officer.
        DraftReturned => "draft_returned",
        /// To the officer.
        DraftApproved => "draft_approved",
        /// To the head.
        ResultRecorded => "result_recorded",
        /// To the officer.
        ResultReturned => "result_returned",
        /// To the citizen.
        ResultPublished => "result_published",
        /// To the unit.
        QuestionAsked => "question_asked",
        /// To the citizen.
        QuestionAnswered => "question_answered",
        /// To the head.
        CaseRated => "case_rated",
        /// To the citizen.
        CaseClosed => "case_closed",
        /// To the head.
        CaseUrged => "case_urged",
        /// To a supporter's head: its support is asked for.
        SupportRequested => "support_requested",
        /// To a supporter's officer.
        SupportAssigned => "support_assigned",
        /// To a supporter's head: the contribution lies there.
        ContributionReady => "contribution_ready",
        /// To a supporter's officer.
        ContributionReturned => "contribution_returned",
        /// To the lead.
        ContributionReceived => "contribution_received",
        /// To the lead.
        SupportDeclined => "support_declined",
        /// To the lead and to the supporter that took over what another owed.
        SupportSucceeded => "support_succeeded",
        /// To a supporter: nothing more is expected of it.
        SupportEnded => "support_ended",
        /// To the head.
        InitiativeEvaluated => "initiative_evaluated",
        /// To the citizen.
        ViewsOpened => "views_opened",
        /// To the citizen.
        ViewsClosed => "views_closed",
        /// To the citizen.
        PlanProgressed => "plan_progressed",
        /// To the head of the unit that handles.
        InspectionOpened => "inspection_opened",
        /// To the head of the unit that handles.
        InspectionEnded => "inspection_ended",
        /// To the citizen.
        IdentityLookedAt => "identity_looked_at",
        /// To the citizen: another unit took over the duty.
        UnitSucceeded => "unit_succeeded",
        /// To the head of the unit that took over.
        CaseSucceeded => "case_succeeded",
        /// To whoever works on it, and to the citizen when it is their window: a due instant moved with the calendar
        ///
        DueMoved => "due_moved",
        /// To the unit that answers for the clock; the sweep's.
        DueSoon => "due_soon",
        /// To the unit that answers for the clock; the sweep's.
        Overdue => "overdue",
        /// To whoever sent the case.
        ViolationRecorded => "violation_recorded",
        /// To whoever sent the case: one violation too many.
        AccountLocked => "account_locked",
        /// To the person: the lock is over, or was lifted.
        AccountUnlocked => "account_unlocked",
        /// To the unit that decides.
        ObjectionReceived => "objection_received",
        /// To the person: the objection was upheld.
        ViolationAnnulled => "violation_annulled",
        /// To the person.
        ObjectionRejected => "objection_rejected",
        /// To the reception board: somebody booked a place.
        BookingReceived => "booking_received",
        /// To the citizen: the board expects them.
        BookingConfirmed => "booking_confirmed",
        /// To the reception board: a place was given back.
        BookingCancelled => "booking_cancelled",
        /// To the citizen: the session was moved.
        ReceptionMoved => "reception_moved",
        /// To the citizen: not received.
        BookingRefused => "booking_refused",
        /// To the head of the reception board: the notice of a refusal is to be issued.
        RefusalNoticeNeeded => "refusal_notice_needed",
        /// To the citizen: the notice of the refusal.
        RefusalNotified => "refusal_notified",
        /// To the citizen: answered.
        BookingAnswered => "booking_answered",
        /// To those who are expected at an online session: they connect elsewhere.
        ConnectionChanged => "connection_changed",
        /// To the reception board: a session is over, and nobody noted whether the person came.
        MarkingNeeded => "marking_needed",
    }
);

/// A notice to be put into the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who is told.
    pub to: Recipient,
    /// What about.
    pub topic: Topic,
}

/// What one act does: written as one journal row, applied by the row's triggers.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The case.
    pub case: CaseId,
    /// Its public code.
    pub code: CaseCode,
    /// The row before.
    pub follows: Tip,
    /// What was done.
    pub act: Act,
    /// Where it stood; `None` for the first act.
    pub from: Option<State>,
    /// Where it stands now.
    pub to: State,
    /// Who did it; `None` for the sweep.
    pub actor: Option<AccountId>,
    /// The unit that held the case when it was done.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// Changes besides the state.
    pub change: CaseChange,
    /// Clocks that stop: every one of that kind.
    pub close: Vec<ClockKind>,
    /// Clocks that stop: of that kind the one of that unit (R-8.2b).
    pub close_of: Vec<(ClockKind, UnitId)>,
    /// Clocks that start.
    pub open: Vec<ClockOpening>,
    /// What happened.
    pub fact: Fact,
    /// Who is told.
    pub notices: Vec<Notice>,
    /// Who is told in the place of a reporter who cannot sign in and read it: the Support Centre's unit, which
    /// calls back (R-18.3a).
    pub stands_in: Option<(AccountId, UnitId)>,
}

impl Outcome {
    /// An outcome that moves the case and does nothing else yet.
    pub(crate) fn of(case: &Case, actor: &Actor, act: Act, to: State, office: &Office<'_>, fact: Fact) -> Self {
        Self {
            case: case.id.clone(),
            code: case.code.clone(),
            follows: case.tip,
            act,
            from: Some(case.state),
            to,
            actor: actor.account().cloned(),
            unit: case.unit.clone(),
            at: office.now,
            change: CaseChange::default(),
            close: Vec::new(),
            close_of: Vec::new(),
            open: Vec::new(),
            fact,
            notices: Vec::new(),
            stands_in: case.called_in.clone().map(|unit| (case.reporter.clone(), unit)),
        }
    }

    /// Stops those of the kinds that run.
    pub(crate) fn closing(mut self, case: &Case, kinds: &[ClockKind]) -> Self {
        self.close.extend(kinds.iter().filter(|kind| case.clock(**kind).is_some()));
        self
    }

    /// Stops the clock of that kind and unit, if it runs.
    pub(crate) fn closing_of(mut self, case: &Case, kind: ClockKind, unit: &UnitId) -> Self {
        if case.clocks.iter().any(|clock| clock.kind == kind && clock.unit == *unit) {
            self.close_of.push((kind, unit.clone()));
        }
        self
    }

    /// Starts a clock.
    pub(crate) fn opening(mut self, clock: ClockOpening) -> Self {
        self.open.push(clock);
        self
    }

    /// Tells one person, or whoever stands in for them.
    pub(crate) fn tell(mut self, account: &AccountId, topic: Topic) -> Self {
        let to = match &self.stands_in {
            Some((reporter, unit)) if reporter == account => Recipient::Desk(unit.clone(), Role::Support),
            _ => Recipient::Account(account.clone()),
        };
        self.notices.push(Notice { to, topic });
        self
    }

    /// Tells a desk.
    pub(crate) fn tell_desk(mut self, unit: &UnitId, role: Role, topic: Topic) -> Self {
        self.notices.push(Notice { to: Recipient::Desk(unit.clone(), role), topic });
        self
    }
}
