//! The head gives the case to a division or a commune; its leader names an officer (Điều 8 k.1 b–c).

use super::regulation::not_to_be_transferred;
use super::{step, support};
use crate::outcome::{Fact, Topic};
use crate::{
    AccountId, Act, Actor, Case, ClockKind, Comment, Level, Office, Outcome, Reason, Refusal, Role, ShortText, UnitId,
};
use working_time::Limit;

/// Giving a case to those who handle it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispatch {
    /// The unit: the head's own, or the commune below it.
    pub to: UnitId,
    /// The division inside it, if one is meant.
    pub division: Option<ShortText>,
    /// What the head wants done.
    pub instruction: Comment,
}

/// Dispatches (R-8.1b). The dispatch clock stops and handling starts, counted from the receipt of the
/// assignment, which here is the same instant (R-8.5b). Supporters that were invited before have their own
/// time from here on (R-8.2b). `office` is that of the unit that receives.
///
/// # Errors
/// Those of rights and state.
pub fn dispatch(case: &Case, actor: &Actor, command: Dispatch, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let state = step(case, actor, Act::Dispatch)?;
    not_to_be_transferred(case)?;
    let Dispatch { to, division, instruction } = command;
    let handling = office.open(ClockKind::Handling, &to, office.terms.handling(case.level))?;
    let fact = Fact::Dispatched { to: to.clone(), division, instruction };
    let mut outcome = Outcome::of(case, actor, Act::Dispatch, state, office, fact)
        .closing(case, &[ClockKind::Dispatch])
        .opening(handling)
        .tell_desk(&to, Role::Head, Topic::CaseDispatched);
    outcome.change.unit = Some(to);
    support::timed(outcome, case, &case.outstanding(), office)
}

/// Naming an officer.
#[derive(Clone, Debug, PartialEq)]
pub struct Assign {
    /// The officer.
    pub handler: AccountId,
    /// Whether the store knows that person as a handler of the unit that holds the case.
    pub handles_here: bool,
    /// A word to the officer.
    pub note: Comment,
}

/// Names the officer who handles, or another one later (R-8.1c). No clock moves.
///
/// # Errors
/// [`Refusal::NotAHandler`]; [`Refusal::TransferPending`].
pub fn assign(case: &Case, actor: &Actor, command: Assign, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Assign)?;
    let Assign { handler, handles_here, note } = command;
    not_to_be_transferred(case)?;
    if !handles_here {
        return Err(Refusal::NotAHandler);
    }
    let fact = Fact::Assigned { handler: handler.clone(), note };
    let mut outcome =
        Outcome::of(case, actor, Act::Assign, to, office, fact).tell(&handler, Topic::CaseAssigned);
    if case.handler.is_none() {
        outcome = outcome.tell(&case.reporter, Topic::CaseInHand);
    }
    outcome.change.handler = Some(Some(handler));
    Ok(outcome)
}

/// Changes the level. A running handling clock is counted anew from its start under the new limit.
///
/// # Errors
/// [`Refusal::SameLevel`].
pub fn reclassify(
    case: &Case,
    actor: &Actor,
    level: Level,
    reason: Reason,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Reclassify)?;
    if level == case.level {
        return Err(Refusal::SameLevel);
    }
    let fact = Fact::Reclassified { from: case.level, to: level, reason };
    let mut outcome = retimed(
        Outcome::of(case, actor, Act::Reclassify, to, office, fact),
        case,
        office.terms.handling(level),
        office,
    )?
    .tell(&case.reporter, Topic::LevelChanged);
    if let Some(handler) = &case.handler {
        outcome = outcome.tell(handler, Topic::LevelChanged);
    }
    outcome.change.level = Some(level);
    Ok(outcome)
}

/// An extension.
#[derive(Clone, Debug, PartialEq)]
pub struct Extend {
    /// The provision of the field's law that prescribes the longer procedure (R-8.5b).
    pub legal_basis: Reason,
    /// Working days in all, counted from the receipt of the assignment; at most 30.
    pub total_days: u32,
}

/// Extends the handling of a complex case to at most 30 working days in all (R-8.5b).
///
/// # Errors
/// [`Refusal::NotComplex`], [`Refusal::NoExtension`] for a kind that knows none, [`Refusal::ExtensionOutOfRange`] when it is no longer than the limit that runs.
pub fn extend(case: &Case, actor: &Actor, command: Extend, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Extend)?;
    let Extend { legal_basis, total_days } = command;
    if case.level != Level::Complex {
        return Err(Refusal::NotComplex);
    }
    let Some(at_most) = office.terms.extension_days_max else {
        return Err(Refusal::NoExtension { kind: case.kind });
    };
    let above = match case.clock(ClockKind::Handling).map_or(office.terms.handling_complex, |clock| clock.limit) {
        Limit::WorkingDays(days) => days,
        _ => 0,
    };
    if total_days <= above || total_days > at_most {
        return Err(Refusal::ExtensionOutOfRange { above, at_most });
    }
    let fact = Fact::Extended { legal_basis, total_days };
    Ok(retimed(
        Outcome::of(case, actor, Act::Extend, to, office, fact),
        case,
        Limit::WorkingDays(total_days),
        office,
    )?
    .tell(&case.reporter, Topic::CaseExtended))
}

/// Replaces a running handling clock by one with another limit, counted from the same start; supporters'
/// clocks follow it (R-8.2b).
pub(crate) fn retimed(outcome: Outcome, case: &Case, limit: Limit, office: &Office<'_>) -> Result<Outcome, Refusal> {
    match case.clock(ClockKind::Handling) {
        Some(clock) => {
            let anew = office.open_from(ClockKind::Handling, &clock.unit, limit, clock.origin)?;
            let outcome = outcome.closing(case, &[ClockKind::Handling, ClockKind::Contribution]).opening(anew);
            support::timed(outcome, case, &case.outstanding(), office)
        }
        None => Ok(outcome),
    }
}

/// The Centre urges the unit that holds the case: recorded, visible, notified; nothing moves.
///
/// # Errors
/// Those of rights and state.
pub fn urge(case: &Case, actor: &Actor, reason: Reason, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Urge)?;
    Ok(Outcome::of(case, actor, Act::Urge, to, office, Fact::Urged { reason })
        .tell_desk(&case.unit, Role::Head, Topic::CaseUrged))
}
