//! What an act does: everything one journal row carries.

use crate::report::{MediaRef, Report};
use crate::text::{Comment, Conclusion, Reason, ReportText, ShortText};
use crate::{
    AccountId, Act, Actor, Case, CaseCode, CaseId, ClockKind, Instant, Level, Office, ReportId, State, UnitId,
};
use crate::phase::aftercare::Satisfaction;
use crate::phase::triage::{Channel, Checklist, RefusalReason};
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
    Submitted { report: ReportId, content: Box<Report>, idempotency_key: String, terms_version: String },
    ContactLogged { channel: Channel, reached: bool, note: Comment },
    InformationRequested { question: Reason },
    InformationProvided { answer: ReportText, media: Vec<MediaRef> },
    Accepted { checklist: Checklist, level: Level, level_reason: Option<Reason> },
    Refused { reason: RefusalReason, explanation: Reason },
    Forwarded { to: UnitId, reason: Reason },
    Rerouted { to: UnitId, reason: Reason },
    Withdrawn { reason: Reason },
    Dispatched { to: UnitId, division: Option<ShortText>, instruction: Comment },
    Assigned { handler: AccountId, note: Comment },
    Reclassified { from: Level, to: Level, reason: Reason },
    Extended { legal_basis: Reason, total_days: u32 },
    Drafted { conclusion: Conclusion, media: Vec<MediaRef> },
    DraftReturned { reason: Reason },
    Approved { note: Comment },
    ResultRecorded { result: Conclusion, evidence: Vec<MediaRef> },
    ResultReturned { reason: Reason },
    Published { public_text: String, address: String, result: String, evidence: Vec<MediaRef> },
    Asked { question: ReportText },
    Answered { answer: Conclusion },
    Rated { satisfaction: Satisfaction, comment: Comment },
    Closed,
    Urged { reason: Reason },
    Invited { units: Vec<UnitId>, reason: Reason, level_before: Option<Level> },
    SupportAssigned { unit: UnitId, handler: AccountId, note: Comment },
    SupportDrafted { unit: UnitId, contribution: Conclusion, media: Vec<MediaRef> },
    SupportReturned { unit: UnitId, reason: Reason },
    SupportApproved { unit: UnitId, note: Comment },
    SupportDeclined { unit: UnitId, reason: Reason },
    Waived { unit: UnitId, reason: Reason },
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// One person.
    Account(AccountId),
    /// Everybody with that role in that unit.
    Desk(UnitId, crate::Role),
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
        /// To the citizen.
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
        /// To the citizen and the officer.
        LevelChanged => "level_changed",
        /// To the citizen.
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
        /// To the unit that answers for the clock; the sweep's.
        DueSoon => "due_soon",
        /// To the unit that answers for the clock; the sweep's.
        Overdue => "overdue",
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
        /// To a supporter: nothing more is expected of it.
        SupportEnded => "support_ended",
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

    /// Tells one person.
    pub(crate) fn tell(mut self, account: &AccountId, topic: Topic) -> Self {
        self.notices.push(Notice { to: Recipient::Account(account.clone()), topic });
        self
    }

    /// Tells a desk.
    pub(crate) fn tell_desk(mut self, unit: &UnitId, role: crate::Role, topic: Topic) -> Self {
        self.notices.push(Notice { to: Recipient::Desk(unit.clone(), role), topic });
        self
    }
}
