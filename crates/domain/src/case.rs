//! A case: where it stands, who holds it, which clocks run.

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
    /// Whether nothing more can happen. A published case is no end: it is asked about and rated.
    ///
    /// ```
    /// use domain::State;
    /// assert!(!State::Published.is_end() && State::Closed.is_end());
    /// ```
    pub fn is_end(self) -> bool {
        matches!(self, State::Closed | State::Refused | State::Withdrawn)
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
        /// The Centre urges the agency (R-18.9).
        Urge => "urge",
        /// The duty passes to the successor of the unit; the sweep's (R-28.1).
        Succeed => "succeed",
        /// Running clocks are counted anew under another calendar; the sweep's (R-28.2).
        Recount => "recount",
    }
);

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
        /// Accept to dispatch (R-8.5a).
        Dispatch => "dispatch",
        /// Dispatch to recorded result (R-8.5b).
        Handling => "handling",
        /// Returned draft to new draft, inside handling (R-12.1).
        Rework => "rework",
        /// Recorded result to publication (R-12.3).
        Publication => "publication",
        /// Publication to the citizen's question (R-13.1).
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
    /// The officer it is assigned to.
    pub handler: Option<AccountId>,
    /// Who wrote the draft that stands.
    pub drafted_by: Option<AccountId>,
    /// Who recorded the result that stands.
    pub result_by: Option<AccountId>,
    /// Attempts to reach the citizen that failed since the holder received it (R-6.2d).
    pub failed_contacts: u32,
    /// Whether a request for information waits for its answer (R-7.1b).
    pub information_pending: bool,
    /// The report as the citizen wrote it, for the proposal of a public text.
    pub report_text: String,
    /// The place in the citizen's words, for the same.
    pub address: String,
    /// When the window for questions and ratings ends.
    pub closes_at: Option<Instant>,
    /// The clocks that run.
    pub clocks: Vec<Clock>,
}

impl Case {
    /// The running clock of that kind. There is never more than one.
    pub fn clock(&self, kind: ClockKind) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.kind == kind)
    }
}
