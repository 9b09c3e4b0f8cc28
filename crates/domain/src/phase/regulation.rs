//! Feedback on an administrative regulation: its class, and how it was examined (R-5.3).
//!
//! The regulation of the city refers to Quyết định 13/2023/QĐ-UBND; what stands here is its parent,
//! Nghị định 20/2008/NĐ-CP (Điều 9, 14, 15).

use super::step;
use crate::outcome::{Fact, Topic};
use crate::workflow::next_state;
use crate::{Act, Actor, Case, ClockKind, Kind, Office, Outcome, Reason, Refusal, State};

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
/// transfer clock: 5 wd from the receipt, so that classifying late, or again, buys no time. Forwarding or
/// rerouting closes it, another class too. While it runs nobody can dispatch, so the dispatch clock stands
/// still: it ends, and begins afresh when the matter is found to be one's own after all.
///
/// # Errors
/// Those of rights and state, for the class [`RegulationClass::Refuse`] also those of refusing: what was taken
/// on is not refused any more; [`Refusal::NotThisKind`] for every other kind of case.
pub fn classify(
    case: &Case,
    actor: &Actor,
    class: RegulationClass,
    reason: Reason,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Classify)?;
    if class == RegulationClass::Refuse {
        next_state(case.state, Act::Refuse)?;
    }
    let outcome = Outcome::of(case, actor, Act::Classify, to, office, Fact::Classified { class, reason })
        .tell(&case.reporter, Topic::CaseClassified);
    let runs = case.clock(ClockKind::Transfer).is_some();
    match (class.is_transferred(), office.terms.transfer) {
        (true, Some(limit)) if !runs => {
            let transfer = office.open_from(ClockKind::Transfer, &case.unit, limit, case.received_at)?;
            Ok(outcome.closing(case, &[ClockKind::Dispatch]).opening(transfer))
        }
        (true, _) => Ok(outcome),
        (false, _) if runs && case.state == State::Accepted => {
            let dispatch = office.open(ClockKind::Dispatch, &case.unit, office.terms.dispatch)?;
            Ok(outcome.closing(case, &[ClockKind::Transfer]).opening(dispatch))
        }
        (false, _) => Ok(outcome.closing(case, &[ClockKind::Transfer])),
    }
}

/// What was classed as not to be taken on is refused, or classed otherwise first.
pub(crate) fn not_to_be_refused(case: &Case) -> Result<(), Refusal> {
    if case.regulation_class == Some(RegulationClass::Refuse) { Err(Refusal::ClassedForRefusal) } else { Ok(()) }
}

/// What waits to be sent to another agency is not given to the unit's own people.
pub(crate) fn not_to_be_transferred(case: &Case) -> Result<(), Refusal> {
    if case.clock(ClockKind::Transfer).is_some() { Err(Refusal::TransferPending) } else { Ok(()) }
}

/// Feedback on a regulation is classified before anybody works on it, and worked on where it is one's own.
pub(crate) fn is_ones_own(case: &Case) -> Result<(), Refusal> {
    not_to_be_transferred(case)?;
    if case.kind == Kind::Regulation && case.regulation_class != Some(RegulationClass::Own) {
        return Err(Refusal::ClassMissing);
    }
    Ok(())
}
