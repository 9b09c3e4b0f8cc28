//! What the sweep does to cases when the city or its calendar changes (Điều 28): the duty passes to the
//! successor of a unit, and clocks are counted anew. Neither moves a case in the process.

use super::support;
use crate::outcome::{Fact, Topic};
use crate::workflow::next_state;
use crate::{
    Act, Actor, Case, Clock, ClockKind, ClockOpening, Contribution, ContributionState, Office, Outcome, Refusal,
    ReorganisationId, Role, UnitId,
};

/// The duty for a case passes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succeed {
    /// The reorganisation that says so.
    pub reorganisation: ReorganisationId,
    /// The unit that takes over; the holder, when only the name of the place changes.
    pub to: UnitId,
    /// The ward or commune in which the place lies from now on.
    pub ward: UnitId,
    /// Whether the unit that held the case ended; a code may go on for another unit.
    pub holder_ended: bool,
    /// Whether the officer of the case works for the unit that takes over; of a unit that was split, the staff went to
    /// one successor and a case may go to another.
    pub officer_stays: bool,
    /// Who takes over from supporters that ended.
    pub supporters: Vec<Handover>,
}

/// Who takes over what a supporter owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// The supporter that ended.
    pub from: UnitId,
    /// Its successor; a code may go on for another unit.
    pub to: UnitId,
    /// Whether its officer works for the successor.
    pub officer_stays: bool,
}

/// Passes a case to the successor of the unit that held it. It keeps its state, its officer where that one
/// works for the successor, and its limits: what runs for the old unit stops and goes on for the new one from the
/// same start to the same end, so that each answers for its own minutes (R-8.5c).
///
/// What a supporter owes passes on likewise (R-8.2b). It ends where the successor leads the case, because it is
/// its own work then, and where the successor was asked itself: one agency gives one contribution.
///
/// A closed initiative passes on as long as there is a plan to be carried out.
///
/// # Errors
/// [`Refusal::NotFromHere`] when the case has ended; [`Refusal::NoSuchMilestone`] when it closed without a plan.
pub fn succeed(case: &Case, command: Succeed, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let state = next_state(case.state, Act::Succeed)?;
    if case.state.is_end() && case.milestones == 0 {
        return Err(Refusal::NoSuchMilestone);
    }
    let Succeed { reorganisation, to, ward, holder_ended, officer_stays, supporters } = command;
    let moves = to != case.unit;
    let passed_on = passed_on(case, &to, &supporters);
    let leaves = |asked: &&Contribution| {
        let handover = supporters.iter().find(|handover| handover.from == asked.unit);
        asked.handler.is_some() && handover.is_some_and(|handover| !handover.officer_stays)
    };
    let goes_on = |asked: &&Contribution| passed_on.iter().any(|(from, to)| **from == asked.unit && to.is_some());
    let officers_left = case.contributions.iter().filter(goes_on).filter(leaves).map(|asked| asked.unit.clone());
    let fact = Fact::Succeeded {
        reorganisation,
        from: case.unit.clone(),
        to: to.clone(),
        ward,
        supporters: passed_on.iter().map(|(from, to)| ((*from).clone(), to.cloned())).collect(),
        officers_left: officers_left.collect(),
    };
    let mut outcome = Outcome::of(case, &Actor::System, Act::Succeed, state, office, fact);
    // A code may go on for another unit, so that clocks of the old one pass over even to the same code.
    for clock in holders_clocks(case).filter(|_| holder_ended) {
        outcome = outcome.closing(case, &[clock.kind]).opening(passed_to(&to, clock, office)?);
    }
    for (from, successor) in &passed_on {
        let runs = case.clocks.iter().find(|clock| clock.kind == ClockKind::Contribution && clock.unit == **from);
        outcome = outcome.closing_of(case, ClockKind::Contribution, from);
        if let (Some(clock), Some(successor)) = (runs, successor) {
            outcome = outcome.opening(passed_to(successor, clock, office)?);
        }
        if let Some(successor) = successor {
            outcome = outcome.tell_desk(successor, Role::Head, Topic::SupportSucceeded);
        }
    }
    if passed_on.iter().any(|(from, _)| *from != &to) {
        outcome = outcome.tell_desk(&to, Role::Head, Topic::SupportSucceeded);
        if let Some(handler) = case.handler.as_ref().filter(|_| officer_stays) {
            outcome = outcome.tell(handler, Topic::SupportSucceeded);
        }
    }
    if case.handler.is_some() && !officer_stays {
        outcome.change.handler = Some(None);
    }
    if moves {
        outcome = outcome.tell(&case.reporter, Topic::UnitSucceeded).tell_desk(&to, Role::Head, Topic::CaseSucceeded);
        outcome.change.unit = Some(to);
    }
    Ok(outcome)
}

/// Counts the running clocks of the holder anew, from their own start under the calendar that counts now
/// . `None` when no clock's end moves. Whoever works on the case is told.
///
/// # Errors
/// [`Refusal::NotFromHere`] when the case has ended; [`Refusal::OutOfCalendar`].
pub fn recount(case: &Case, office: &Office<'_>) -> Result<Option<Outcome>, Refusal> {
    let state = next_state(case.state, Act::Recount)?;
    let mut anew = Vec::new();
    for clock in holders_clocks(case) {
        let opening = office.open_from(clock.kind, &clock.unit, clock.limit, clock.origin)?;
        if opening.due_at != clock.due_at {
            anew.push(opening);
        }
    }
    if anew.is_empty() {
        return Ok(None);
    }
    let window = anew.iter().find(|clock| clock.kind == ClockKind::QuestionWindow).map(|clock| clock.due_at);
    let bound = anew.iter().any(|clock| clock.kind.binds_the_agency());
    let fact = Fact::Recounted { calendar: office.calendar.version().to_owned() };
    let mut outcome = Outcome::of(case, &Actor::System, Act::Recount, state, office, fact);
    let handling = anew.iter().any(|clock| clock.kind == ClockKind::Handling);
    for opening in anew {
        outcome = outcome.closing(case, &[opening.kind]).opening(opening);
    }
    if handling {
        // What supporters owe is due before the lead's handling, so it moves with it (R-8.2b).
        outcome = support::timed(outcome.closing(case, &[ClockKind::Contribution]), case, &case.outstanding(), office)?;
        outcome = support::telling_of_new_ends(outcome, case, Topic::DueMoved);
    }
    if bound {
        outcome = match &case.handler {
            Some(handler) => outcome.tell(handler, Topic::DueMoved),
            None => outcome.tell_desk(&case.unit, Role::Head, Topic::DueMoved),
        };
    }
    if window.is_some() {
        outcome = outcome.tell(&case.reporter, Topic::DueMoved);
    }
    // The case closes when the window that was counted anew does.
    outcome.change.closes_at = window;
    Ok(Some(outcome))
}

/// The supporters whose part changes once `lead` holds the case, each with who owes it then; `None` when nobody does.
fn passed_on<'a>(case: &'a Case, lead: &UnitId, supporters: &'a [Handover]) -> Vec<(&'a UnitId, Option<&'a UnitId>)> {
    let successor = |unit: &UnitId| supporters.iter().find(|handover| handover.from == *unit).map(|handover| &handover.to);
    let mut passed: Vec<(&UnitId, Option<&UnitId>)> = Vec::new();
    for asked in case.contributions.iter().filter(|asked| asked.state.is_outstanding()) {
        let to = successor(&asked.unit);
        if to.unwrap_or(&asked.unit) == lead {
            passed.push((&asked.unit, None));
        } else if let Some(to) = to {
            let owes_or_gave = |other: &&Contribution| {
                other.unit == *to
                    && (other.state == ContributionState::Contributed
                        || other.state.is_outstanding() && successor(&other.unit).is_none())
            };
            let taken = case.contributions.iter().any(|other| owes_or_gave(&other))
                || passed.iter().any(|(_, owes)| *owes == Some(to));
            passed.push((&asked.unit, (!taken).then_some(to)));
        }
    }
    passed
}

/// The clock as it runs, for another unit.
fn passed_to(unit: &UnitId, clock: &Clock, office: &Office<'_>) -> Result<ClockOpening, Refusal> {
    Ok(ClockOpening {
        kind: clock.kind,
        unit: unit.clone(),
        origin: clock.origin,
        limit: clock.limit,
        due_at: clock.due_at,
        warn_at: office.calendar.warn_at(clock.origin, clock.due_at, clock.limit)?,
    })
}

/// What runs for the unit that holds the case; supporters have their own.
fn holders_clocks(case: &Case) -> impl Iterator<Item = &Clock> {
    case.clocks.iter().filter(|clock| clock.unit == case.unit && clock.kind != ClockKind::Contribution)
}
