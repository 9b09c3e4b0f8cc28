//! A case: where it stands, who holds it, which clocks run.

use crate::phase::regulation::RegulationClass;
use crate::{AccountId, CaseCode, CaseId, Instant, Tip, UnitId};
use working_time::Limit;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the process.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word used in the database and in the interface.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// The value of that word.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use named;

named!(
    /// Where a case stands.
    State {
        /// Sent, nobody has looked yet.
        Submitted => "submitted",
        /// The intake desk is asking.
        Verifying => "verifying",
        /// Taken on (R-7.2b).
        Accepted => "accepted",
        /// Given to the division or commune that handles it (R-8.1b).
        Dispatched => "dispatched",
        /// An officer works on it (R-8.1c).
        Handling => "handling",
        /// A draft result lies before the head (R-8.1d).
        Drafted => "drafted",
        /// The head approved the draft (R-12.1).
        Approved => "approved",
        /// The result is recorded with its evidence (R-12.2).
        Resulted => "resulted",
        /// The result is public (R-12.3).
        Published => "published",
        /// The window for questions is over.
        Closed => "closed",
        /// Not taken on, with a coded reason (R-6.2).
        Refused => "refused",
        /// Taken back by the citizen.
        Withdrawn => "withdrawn",
    }
);

impl State {
    /// Whether the case goes no further. A published case is no end: it is asked about and rated. What stands
    /// beside a case may go on after its end: an inspection (R-24), the milestones of a plan (R-9.3).
    ///
    /// ```
    /// use domain::State;
    /// assert!(!State::Published.is_end() && State::Closed.is_end());
    /// ```
    pub fn is_end(self) -> bool {
        matches!(self, State::Closed | State::Refused | State::Withdrawn)
    }

    /// Whether the report was verified and taken on (R-7.2b), and is not back at an intake desk.
    ///
    /// ```
    /// use domain::State;
    /// assert!(State::Accepted.is_taken_on() && State::Closed.is_taken_on());
    /// assert!(!State::Verifying.is_taken_on() && !State::Withdrawn.is_taken_on());
    /// ```
    pub fn is_taken_on(self) -> bool {
        !matches!(self, State::Submitted | State::Verifying | State::Refused | State::Withdrawn)
    }
}

named!(
    /// What a person, or the sweep, does to a case.
    Act {
        /// A citizen sends a report.
        Submit => "submit",
        /// The desk notes an attempt to reach the citizen (R-6.2d).
        LogContact => "log_contact",
        /// The desk asks for what is missing (R-7.1b).
        RequestInformation => "request_information",
        /// The citizen answers it (R-7.1b).
        ProvideInformation => "provide_information",
        /// The desk says into which of the four classes feedback on a regulation falls (R-5.3).
        Classify => "classify",
        /// R-7.2b.
        Accept => "accept",
        /// R-7.1a, R-7.2a.
        Refuse => "refuse",
        /// To the superior agency (R-7.2c).
        Forward => "forward",
        /// To another agency, because it came to the wrong one.
        Reroute => "reroute",
        /// The citizen takes the report back.
        Withdraw => "withdraw",
        /// R-8.1b.
        Dispatch => "dispatch",
        /// R-8.1c.
        Assign => "assign",
        /// R-8.4.
        Reclassify => "reclassify",
        /// R-8.5b.
        Extend => "extend",
        /// The lead's head asks same-level agencies for their support (R-8.2a).
        Invite => "invite",
        /// A supporter's head names its officer (R-8.2b).
        SupportAssign => "support_assign",
        /// That officer files the contribution (R-8.2b).
        SupportDraft => "support_draft",
        /// The supporter's head returns it with a reason (R-8.2b).
        SupportReturn => "support_return",
        /// The supporter's head approves it, and it is in (R-8.2b).
        SupportApprove => "support_approve",
        /// The supporter's head declines, with a reason (R-8.2b).
        SupportDecline => "support_decline",
        /// The lead's head goes on without a contribution, with a reason (R-8.2c).
        Waive => "waive",
        /// The officer judges whether an initiative can be done and fits (R-9.2).
        Evaluate => "evaluate",
        /// The head asks the public for views on an initiative (R-9.2).
        OpenViews => "open_views",
        /// The head ends that before its time.
        CloseViews => "close_views",
        /// The head hides a comment of the public, with a reason.
        HideComment => "hide_comment",
        /// R-8.1d.
        Draft => "draft",
        /// R-12.1.
        ReturnDraft => "return_draft",
        /// R-12.1.
        Approve => "approve",
        /// R-12.2.
        RecordResult => "record_result",
        /// The head sends the recorded result back.
        ReturnResult => "return_result",
        /// R-12.3.
        Publish => "publish",
        /// The citizen asks for clarification (R-13.1).
        Ask => "ask",
        /// The agency answers it (R-13.1).
        Answer => "answer",
        /// R-13.2.
        Rate => "rate",
        /// The sweep ends it after the window.
        Close => "close",
        /// The unit says how far a milestone of the plan has come (R-9.3).
        Progress => "progress",
        /// The Centre urges the agency (R-18.9).
        Urge => "urge",
        /// The Inspectorate opens an inspection on a verified report of waste (R-24).
        OpenInspection => "open_inspection",
        /// A step of the inspection.
        LogInspection => "log_inspection",
        /// Its conclusion.
        EndInspection => "end_inspection",
        /// An authorised person looks at a confidential sender (R-5.7).
        LookAtIdentity => "look_at_identity",
        /// The duty passes to the successor of the unit; the sweep's (R-28.1).
        Succeed => "succeed",
        /// Running clocks are counted anew under another calendar; the sweep's (R-28.2).
        Recount => "recount",
    }
);

impl Act {
    /// The only kind of case the act belongs to; `None` for an act of every kind.
    pub fn only_for(self) -> Option<Kind> {
        match self {
            Act::Evaluate | Act::OpenViews | Act::CloseViews | Act::HideComment | Act::Progress => Some(Kind::Initiative),
            Act::OpenInspection | Act::LogInspection | Act::EndInspection => Some(Kind::Waste),
            Act::Classify => Some(Kind::Regulation),
            _ => None,
        }
    }
}

named!(
    /// Which of the regulation's processes a report follows.
    Kind {
        /// Phản ánh hiện trường (Điều 5–8).
        Field => "field",
        /// Phản ánh, kiến nghị về quy định hành chính (R-5.3).
        Regulation => "regulation",
        /// Phản ánh hành vi lãng phí (Điều 10).
        Waste => "waste",
        /// Phản ánh, kiến nghị của nhà đầu tư, doanh nghiệp (Điều 11).
        Business => "business",
        /// Sáng kiến xây dựng Thủ đô (Điều 9).
        Initiative => "initiative",
    }
);

named!(
    /// How hard or how pressing a case is (R-8.4).
    Level {
        /// Khẩn.
        Urgent => "urgent",
        /// Bình thường.
        Normal => "normal",
        /// Phức tạp.
        Complex => "complex",
    }
);

named!(
    /// What a clock measures. The limits are in [`crate::Terms`].
    ClockKind {
        /// Receipt to accept, refuse or forward (R-7.2d).
        Acceptance => "acceptance",
        /// Receipt to accept, refuse, forward or information received, inside acceptance (R-6.2d).
        Verification => "verification",
        /// Receipt of another agency's matter to sent there (R-5.3).
        Transfer => "transfer",
        /// Accept to dispatch (R-8.5a); not while the case waits to be sent to another agency (R-5.3).
        Dispatch => "dispatch",
        /// Dispatch to recorded result (R-8.5b).
        Handling => "handling",
        /// Invitation, or dispatch after it, to contribution; one for each supporter (R-8.2b).
        Contribution => "contribution",
        /// Returned draft to new draft, inside handling (R-12.1).
        Rework => "rework",
        /// Recorded result to publication (R-12.3).
        Publication => "publication",
        /// The citizen's: publication to a question, and the answer to the end of the case (R-13.1).
        QuestionWindow => "question_window",
        /// Question to answer (R-13.1).
        Clarification => "clarification",
    }
);

impl ClockKind {
    /// Whether an agency answers for it. The question window is the citizen's: nobody is late on it.
    pub fn binds_the_agency(self) -> bool {
        self != ClockKind::QuestionWindow
    }

    /// Whether the unit that holds the case answers for it, so that its queue is ordered by it. A
    /// contribution is the supporter's (R-8.2b, R-8.5c).
    ///
    /// ```
    /// use domain::ClockKind;
    /// assert!(ClockKind::Contribution.binds_the_agency() && !ClockKind::Contribution.binds_the_holder());
    /// ```
    pub fn binds_the_holder(self) -> bool {
        self.binds_the_agency() && self != ClockKind::Contribution
    }
}

/// A clock that runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// What it measures.
    pub kind: ClockKind,
    /// The unit that answers for it.
    pub unit: UnitId,
    /// Counted from here. Earlier than `opened_at` when a limit was recomputed from its start.
    pub origin: Instant,
    /// When this stretch began.
    pub opened_at: Instant,
    /// The limit it runs under.
    pub limit: Limit,
    /// Due.
    pub due_at: Instant,
}

named!(
    /// How far a supporter's contribution has come (R-8.2b).
    ContributionState {
        /// Asked for.
        Invited => "invited",
        /// The supporter's officer is named.
        Assigned => "assigned",
        /// It lies before the supporter's head.
        Drafted => "drafted",
        /// It is in.
        Contributed => "contributed",
        /// The supporter said no, with a reason.
        Declined => "declined",
        /// The lead goes on without it, with a reason (R-8.2c).
        Waived => "waived",
        /// It was not in when the case left the lead, was taken back, or came to the supporter itself; or when the
        /// supporter ended and nobody took its part over.
        Lapsed => "lapsed",
    }
);

impl ContributionState {
    /// Whether publication waits for it (R-8.2c).
    ///
    /// ```
    /// use domain::ContributionState::*;
    /// assert!(Drafted.is_outstanding());
    /// assert!(!Declined.is_outstanding() && !Contributed.is_outstanding());
    /// ```
    pub fn is_outstanding(self) -> bool {
        matches!(self, ContributionState::Invited | ContributionState::Assigned | ContributionState::Drafted)
    }
}

/// What a supporting agency was asked for, as an act finds it (R-8.2b).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The supporter.
    pub unit: UnitId,
    /// How far it has come.
    pub state: ContributionState,
    /// The supporter's officer.
    pub handler: Option<AccountId>,
    /// Who wrote what lies there.
    pub drafted_by: Option<AccountId>,
}

/// A case as an act finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Row id.
    pub id: CaseId,
    /// Public code.
    pub code: CaseCode,
    /// Where its journal ends; the next act links to it.
    pub tip: Tip,
    /// Where it stands.
    pub state: State,
    /// Its process.
    pub kind: Kind,
    /// Its level; normal until somebody says otherwise.
    pub level: Level,
    /// The unit that holds it.
    pub unit: UnitId,
    /// The unit above the holder in this matter, if there is one.
    pub superior: Option<UnitId>,
    /// Who sent the report.
    pub reporter: AccountId,
    /// The Support Centre's unit that speaks with the reporter, where that is a caller without an account
    /// (R-18.3a); `None` where the reporter signs in themself.
    pub called_in: Option<UnitId>,
    /// The officer it is assigned to.
    pub handler: Option<AccountId>,
    /// Who wrote the draft that stands.
    pub drafted_by: Option<AccountId>,
    /// Who recorded the result that stands.
    pub result_by: Option<AccountId>,
    /// When the holder received it: when it was sent, or handed over by another unit.
    pub received_at: Instant,
    /// Attempts to reach the citizen that failed since the holder received the case or reached them last (R-6.2d).
    pub failed_contacts: u32,
    /// Whether a request for information waits for its answer (R-7.1b).
    pub information_pending: bool,
    /// The class that the holder gave feedback on a regulation (R-5.3).
    pub regulation_class: Option<RegulationClass>,
    /// The report as the citizen wrote it, for the proposal of a public text.
    pub report_text: String,
    /// The place in the citizen's words, for the same; absent where the kind asks for none.
    pub address: Option<String>,
    /// Whether the citizen asked for clarification (R-13.1).
    pub asked: bool,
    /// When the window for questions and ratings ends.
    pub closes_at: Option<Instant>,
    /// Whether the sender's identity is hidden (R-5.7).
    pub confidential: bool,
    /// Whether an inspection runs (R-24).
    pub inspecting: bool,
    /// Whether the initiative was evaluated (R-9.2).
    pub evaluated: bool,
    /// Until when the public is asked for views; `None` when it was never asked, or that was ended early.
    pub views_until: Option<Instant>,
    /// How many milestones the published plan has (R-9.3); 0 without one.
    pub milestones: u32,
    /// The clocks that run.
    pub clocks: Vec<Clock>,
    /// What supporting agencies were asked for, one for each agency (R-8.2a).
    pub contributions: Vec<Contribution>,
}

impl Case {
    /// The running clock of that kind. There is never more than one, but of [`ClockKind::Contribution`] one
    /// for each supporter.
    pub fn clock(&self, kind: ClockKind) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.kind == kind)
    }

    /// The window in which the citizen may ask (R-13.1). The one after an answer is there to read it and to rate.
    pub fn window_to_ask(&self) -> Option<&Clock> {
        self.clock(ClockKind::QuestionWindow).filter(|_| !self.asked)
    }

    /// What that agency was asked for.
    pub fn contribution(&self, unit: &UnitId) -> Option<&Contribution> {
        self.contributions.iter().find(|contribution| contribution.unit == *unit)
    }

    /// The supporters whose contributions are neither in nor done without (R-8.2c).
    pub fn outstanding(&self) -> Vec<UnitId> {
        let waiting = self.contributions.iter().filter(|contribution| contribution.state.is_outstanding());
        waiting.map(|contribution| contribution.unit.clone()).collect()
    }

    /// Whether the Inspectorate sees it (R-24): a report of waste that was verified, which is to say taken on,
    /// or on which an inspection runs, wherever the case was sent since.
    pub fn is_open_to_inspection(&self) -> bool {
        self.kind == Kind::Waste && (self.state.is_taken_on() || self.inspecting)
    }
}
