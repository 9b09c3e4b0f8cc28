//! Feedback on an administrative regulation: its class, and how it was examined (R-5.3).
//!
//! The regulation of the city refers to Quyết định 13/2023/QĐ-UBND; what stands here is its parent,
//! Nghị định 20/2008/NĐ-CP (Điều 9, 14, 15).

use super::step;
use crate::outcome::{Fact, Topic};
use crate::{Act, Actor, Case, ClockKind, Office, Outcome, Reason, Refusal};

crate::case::named!(
    /// The class of a piece of feedback.
    RegulationClass {
        /// Not to be taken on; refusing it follows, with its own reason (R-6.2).
        Refuse => "refuse",
        /// About an official's conduct or act: for the agency that supervises them.
        Conduct => "conduct",
        /// About a regulation the holder answers for.
        Own => "own",
        /// About a regulation another agency answers for.
        NotOwn => "not_own",
    }
);

impl RegulationClass {
    /// Whether it goes to another agency, within the terms' transfer limit.
    ///
    /// ```
    /// use domain::regulation::RegulationClass;
    /// assert!(RegulationClass::Conduct.is_transferred() && !RegulationClass::Refuse.is_transferred());
    /// ```
    pub fn is_transferred(self) -> bool {
        matches!(self, RegulationClass::Conduct | RegulationClass::NotOwn)
    }
}

crate::case::named!(
    /// What is to come of an examined regulation.
    RegulationOutcome {
        /// Amended, replaced or repealed.
        AmendOrRepeal => "amend_or_repeal",
        /// Put before the body that may change it.
        ProposeToCompetentBody => "propose_to_competent_body",
        /// A new one is issued.
        IssueNew => "issue_new",
        /// It stays as it is.
        Keep => "keep",
    }
);

/// The answers to the six criteria, and what follows from them. The reasons stand in the draft's conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The regulation is needed.
    pub necessary: bool,
    /// It is lawful and reasonable.
    pub lawful: bool,
    /// It is simple and easy to understand.
    pub simple: bool,
    /// It can be carried out.
    pub feasible: bool,
    /// It agrees with other regulations.
    pub consistent: bool,
    /// It agrees with the treaties Vietnam has joined.
    pub treaty_fit: bool,
    /// What is to come of it.
    pub outcome: RegulationOutcome,
}

/// Says into which class the feedback falls, with the reason. A class that goes to another agency opens the
/// transfer clock (5 wd); forwarding or rerouting closes it, another class too. Classifying again within it
/// buys no time: the clock keeps its start.
///
/// # Errors
/// Those of rights and state; [`Refusal::NotThisKind`] for every other kind of case.
pub fn classify(
    case: &Case,
    actor: &Actor,
    class: RegulationClass,
    reason: Reason,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Classify)?;
    let outcome = Outcome::of(case, actor, Act::Classify, to, office, Fact::Classified { class, reason })
        .tell(&case.reporter, Topic::CaseClassified);
    let runs = case.clock(ClockKind::Transfer).is_some();
    match (class.is_transferred(), office.terms.transfer) {
        (true, Some(limit)) if !runs => Ok(outcome.opening(office.open(ClockKind::Transfer, &case.unit, limit)?)),
        (true, _) => Ok(outcome),
        (false, _) => Ok(outcome.closing(case, &[ClockKind::Transfer])),
    }
}

/// What waits to be sent to another agency is not given to the unit's own people.
pub(crate) fn not_to_be_transferred(case: &Case) -> Result<(), Refusal> {
    if case.clock(ClockKind::Transfer).is_some() { Err(Refusal::TransferPending) } else { Ok(()) }
}
