//! What the sweep does to cases when the city or its calendar changes (Điều 28): the duty passes to the
//! successor of a unit, and clocks are counted anew. Neither moves a case in the process.

use super::support;
use crate::outcome::{Fact, Topic};
use crate::workflow::next_state;
use crate::{
    Act, Actor, Case, Clock, ClockKind, ClockOpening, Office, Outcome, Refusal, ReorganisationId, Role, UnitId,
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
}

/// Passes a case to the successor of the unit that held it. It keeps its state, its officer and its
/// limits: what runs for the old unit stops and goes on for the new one from the same start to the same end,
/// so that each answers for its own minutes (R-8.5c).
///
/// # Errors
/// [`Refusal::NotFromHere`] when the case has ended.
pub fn succeed(case: &Case, command: Succeed, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let state = next_state(case.state, Act::Succeed)?;
    let Succeed { reorganisation, to, ward, holder_ended } = command;
    let moves = to != case.unit;
    let fact = Fact::Succeeded { reorganisation, from: case.unit.clone(), to: to.clone(), ward };
    let mut outcome = Outcome::of(case, &Actor::System, Act::Succeed, state, office, fact);
    // A code may go on for another unit, so that clocks of the old one pass over even to the same code.
    for clock in holders_clocks(case).filter(|_| holder_ended) {
        let opening = ClockOpening {
            kind: clock.kind,
            unit: to.clone(),
            origin: clock.origin,
            limit: clock.limit,
            due_at: clock.due_at,
            warn_at: office.calendar.warn_at(clock.origin, clock.due_at)?,
        };
        outcome = outcome.closing(case, &[clock.kind]).opening(opening);
    }
    if moves {
        // Who takes a case over supports nobody in it any more: what it owed is its own work now (R-8.2b).
        if case.contribution(&to).is_some_and(|asked| asked.state.is_outstanding()) {
            outcome = outcome.closing_of(case, ClockKind::Contribution, &to);
        }
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

/// What runs for the unit that holds the case; supporters have their own.
fn holders_clocks(case: &Case) -> impl Iterator<Item = &Clock> {
    case.clocks.iter().filter(|clock| clock.unit == case.unit && clock.kind != ClockKind::Contribution)
}
