//! The head gives the case to a division or a commune; its leader names an officer (Điều 8 k.1 b–c).

use super::regulation::{is_ones_own, not_to_be_transferred};
use super::{step, support};
use crate::outcome::{Fact, Topic};
use crate::{
    AccountId, Act, Actor, Case, ClockKind, Comment, Level, Office, Outcome, Reason, Refusal, Role, ShortText, Terms, UnitId,
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
/// time from here on (R-8.2b); one that receives the case supports nobody in it any more. `office` is that of
/// the unit that receives.
///
/// # Errors
/// [`Refusal::TransferPending`], [`Refusal::ClassMissing`].
pub fn dispatch(case: &Case, actor: &Actor, command: Dispatch, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let state = step(case, actor, Act::Dispatch)?;
    is_ones_own(case)?;
    let Dispatch { to, division, instruction } = command;
    let handling = office.open(ClockKind::Handling, &to, office.terms.handling(case.level))?;
    let fact = Fact::Dispatched { to: to.clone(), division, instruction };
    let mut outcome = Outcome::of(case, actor, Act::Dispatch, state, office, fact)
        .closing(case, &[ClockKind::Dispatch])
        .opening(handling)
        .tell_desk(&to, Role::Head, Topic::CaseDispatched);
    let (own, owing): (Vec<_>, Vec<_>) = case.outstanding().into_iter().partition(|unit| *unit == to);
    for officer in own.iter().filter_map(|unit| case.contribution(unit)?.handler.as_ref()) {
        outcome = outcome.tell(officer, Topic::SupportEnded);
    }
    outcome.change.unit = Some(to);
    support::timed(outcome, case, &owing, office)
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
/// [`Refusal::SameLevel`]; [`Refusal::SupportersNeedLevel`] for normal while supporters owe something.
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
    if level == Level::Normal && !case.outstanding().is_empty() {
        return Err(Refusal::SupportersNeedLevel);
    }
    let fact = Fact::Reclassified { from: case.level, to: level, reason };
    let outcome = Outcome::of(case, actor, Act::Reclassify, to, office, fact);
    let mut outcome = retimed(outcome, case, office.terms.handling(level), office, Topic::LevelChanged)?;
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
/// [`Refusal::NoExtension`] for a kind that knows none, [`Refusal::NotComplex`], [`Refusal::ExtensionOutOfRange`]
/// when it is no longer than the limit that runs.
pub fn extend(case: &Case, actor: &Actor, command: Extend, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Extend)?;
    let Extend { legal_basis, total_days } = command;
    let (above, at_most) = extension_range(case, office.terms)?;
    if total_days <= above || total_days > at_most {
        return Err(Refusal::ExtensionOutOfRange { above, at_most });
    }
    let fact = Fact::Extended { legal_basis, total_days };
    let outcome = Outcome::of(case, actor, Act::Extend, to, office, fact);
    retimed(outcome, case, Limit::WorkingDays(total_days), office, Topic::CaseExtended)
}

/// Whether the case itself can be extended: something lies between what runs and the most there is.
pub(crate) fn is_extensible(case: &Case, terms: &Terms) -> bool {
    extension_range(case, terms).is_ok_and(|(above, at_most)| above < at_most)
}

/// The working days that an extension has to exceed, and the most it may have. The kind is asked before the
/// level: nobody raises the level of a case that is never extended.
fn extension_range(case: &Case, terms: &Terms) -> Result<(u32, u32), Refusal> {
    let at_most = terms.extension_days_max.ok_or(Refusal::NoExtension { kind: case.kind })?;
    if case.level != Level::Complex {
        return Err(Refusal::NotComplex);
    }
    let above = match case.clock(ClockKind::Handling).map_or(terms.handling_complex, |clock| clock.limit) {
        Limit::WorkingDays(days) => days,
        _ => 0,
    };
    Ok((above, at_most))
}

/// Replaces a running handling clock by one with another limit, counted from the same start; supporters'
/// clocks follow it (R-8.2b). The citizen, the officer and the supporters whose ends move are told.
pub(crate) fn retimed(
    outcome: Outcome,
    case: &Case,
    limit: Limit,
    office: &Office<'_>,
    topic: Topic,
) -> Result<Outcome, Refusal> {
    let mut outcome = outcome.tell(&case.reporter, topic);
    if let Some(handler) = &case.handler {
        outcome = outcome.tell(handler, topic);
    }
    let Some(clock) = case.clock(ClockKind::Handling) else { return Ok(outcome) };
    let anew = office.open_from(ClockKind::Handling, &clock.unit, limit, clock.origin)?;
    outcome = outcome.closing(case, &[ClockKind::Handling, ClockKind::Contribution]).opening(anew);
    outcome = support::timed(outcome, case, &case.outstanding(), office)?;
    Ok(support::telling_of_new_ends(outcome, case, topic))
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
