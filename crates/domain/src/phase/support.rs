//! Same-level agencies support the one that leads (Điều 8 k.2): each has its own steps and clock, and its
//! contribution goes to the lead, who answers for all.

use super::approval::not_the_author;
use super::step;
use crate::actor::{is_a_supporters, permit_supporter};
use crate::dispatch::{Assign, retimed};
use crate::outcome::{Fact, Topic};
use crate::triage::{self, Accept};
use crate::workflow::next_state;
use crate::{
    Act, Actor, Case, ClockKind, ClockOpening, Comment, Conclusion, Contribution, ContributionState, Instant, Level,
    MediaRef, Office, Outcome, Reason, Refusal, Role, State, UnitId,
};
use working_time::Limit;

crate::case::named!(
    /// The level of government of an agency. Supporters are of the lead's own (R-8.2a).
    Tier {
        /// Sở, ban, ngành, Trung tâm, and what is on a par with them.
        City => "city",
        /// Phường, xã.
        Commune => "commune",
    }
);

/// Asking other agencies for their support.
#[derive(Clone, Debug, PartialEq)]
pub struct Invite {
    /// The level of the unit that holds the case.
    pub lead: Tier,
    /// Whom, and of which level each is.
    pub supporters: Vec<(UnitId, Tier)>,
    /// Why, and what each is to contribute.
    pub reason: Reason,
}

/// Asks other agencies of the same level for their support (R-8.2a). A normal case becomes complex by it:
/// matters in which several agencies take part are complex by definition (R-8.4), and the reason is the
/// invitation's. An urgent one stays urgent: danger does not wait for a larger circle.
///
/// # Errors
/// [`Refusal::SameUnit`], [`Refusal::NotSameLevel`], [`Refusal::AlreadyInvited`] while it is asked or its
/// contribution is in; one that declined or was done without may be asked again.
pub fn invite(case: &Case, actor: &Actor, command: Invite, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Invite)?;
    let units = invitable(case, command.lead, &command.supporters)?;
    let raised = case.level == Level::Normal;
    let level_before = raised.then_some(case.level);
    let fact = Fact::Invited { units: units.clone(), reason: command.reason, level_before };
    let mut outcome = Outcome::of(case, actor, Act::Invite, to, office, fact);
    if raised {
        outcome = retimed(outcome, case, office.terms.handling(Level::Complex), office, Topic::LevelChanged)?;
        outcome.change.level = Some(Level::Complex);
    }
    timed(inviting(outcome, units.clone()), case, &units, office)
}

/// Takes the report on and asks for support in the same act (R-8.2a: "đồng thời"). The reason of the level is
/// that of the invitation.
///
/// # Errors
/// Those of [`triage::accept`] and [`invite`]; [`Refusal::NotYourRole`] for an intake officer, because only
/// the head invites; [`Refusal::SupportersNeedLevel`] when the level that is said is normal (R-8.4).
pub fn accept_with(
    case: &Case,
    actor: &Actor,
    command: Accept,
    lead: Tier,
    supporters: &[(UnitId, Tier)],
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    crate::actor::permit(actor, Act::Invite, case)?;
    let level = command.level;
    let outcome = triage::accept(case, actor, command, office)?;
    if level == Level::Normal {
        return Err(Refusal::SupportersNeedLevel);
    }
    // Handling does not run yet, so no supporter's clock does: it starts with the dispatch.
    Ok(inviting(outcome, invitable(case, lead, supporters)?))
}

/// The supporter's head names its officer, or another one later (R-8.2b).
///
/// # Errors
/// [`Refusal::NotAHandler`], [`Refusal::NotInvited`], [`Refusal::ContributionNotFromHere`].
pub fn assign(
    case: &Case,
    actor: &Actor,
    unit: &UnitId,
    command: Assign,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let (to, _) = supporters_step(case, actor, Act::SupportAssign, unit)?;
    let Assign { handler, handles_here, note } = command;
    if !handles_here {
        return Err(Refusal::NotAHandler);
    }
    let fact = Fact::SupportAssigned { unit: unit.clone(), handler: handler.clone(), note };
    Ok(Outcome::of(case, actor, Act::SupportAssign, to, office, fact).tell(&handler, Topic::SupportAssigned))
}

/// What a supporter adds to the lead's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribute {
    /// What its officer found.
    pub contribution: Conclusion,
    /// Files that support it.
    pub media: Vec<MediaRef>,
}

/// The officer who was named files the contribution (R-8.2b).
///
/// # Errors
/// [`Refusal::NotYourAssignment`], [`Refusal::ContributionNotFromHere`].
pub fn draft(
    case: &Case,
    actor: &Actor,
    unit: &UnitId,
    command: Contribute,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let (to, _) = supporters_step(case, actor, Act::SupportDraft, unit)?;
    let Contribute { contribution, media } = command;
    let fact = Fact::SupportDrafted { unit: unit.clone(), contribution, media };
    Ok(Outcome::of(case, actor, Act::SupportDraft, to, office, fact).tell_desk(
        unit,
        Role::Head,
        Topic::ContributionReady,
    ))
}

/// The supporter's head returns the contribution with a reason (R-8.2b, as R-12.1). Its clock goes on.
///
/// # Errors
/// [`Refusal::OwnWork`].
pub fn return_draft(
    case: &Case,
    actor: &Actor,
    unit: &UnitId,
    reason: Reason,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let (to, contribution) = supporters_step(case, actor, Act::SupportReturn, unit)?;
    let fact = Fact::SupportReturned { unit: unit.clone(), reason };
    let mut outcome = Outcome::of(case, actor, Act::SupportReturn, to, office, fact);
    if let Some(handler) = &contribution.handler {
        outcome = outcome.tell(handler, Topic::ContributionReturned);
    }
    Ok(outcome)
}

/// The supporter's head approves, and the contribution is in (R-8.2b). Its clock stops.
///
/// # Errors
/// [`Refusal::OwnWork`]: nobody approves what they wrote, in a supporter either.
pub fn approve(
    case: &Case,
    actor: &Actor,
    unit: &UnitId,
    note: Comment,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let (to, _) = supporters_step(case, actor, Act::SupportApprove, unit)?;
    let fact = Fact::SupportApproved { unit: unit.clone(), note };
    let outcome = Outcome::of(case, actor, Act::SupportApprove, to, office, fact).closing_of(
        case,
        ClockKind::Contribution,
        unit,
    );
    Ok(tell_the_lead(outcome, case, Topic::ContributionReceived))
}

/// The supporter's head declines with a reason (R-8.2b). Its clock stops, and the lead goes on without it.
///
/// # Errors
/// [`Refusal::ContributionNotFromHere`] once it is in.
pub fn decline(
    case: &Case,
    actor: &Actor,
    unit: &UnitId,
    reason: Reason,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let (to, _) = supporters_step(case, actor, Act::SupportDecline, unit)?;
    let fact = Fact::SupportDeclined { unit: unit.clone(), reason };
    let outcome = Outcome::of(case, actor, Act::SupportDecline, to, office, fact).closing_of(
        case,
        ClockKind::Contribution,
        unit,
    );
    Ok(tell_the_lead(outcome, case, Topic::SupportDeclined))
}

/// The lead's head goes on without a contribution, with a reason (R-8.2c).
///
/// # Errors
/// [`Refusal::NotInvited`], [`Refusal::ContributionNotFromHere`] once it is in.
pub fn waive(
    case: &Case,
    actor: &Actor,
    unit: &UnitId,
    reason: Reason,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let (to, contribution) = supporters_step(case, actor, Act::Waive, unit)?;
    let fact = Fact::Waived { unit: unit.clone(), reason };
    let mut outcome = Outcome::of(case, actor, Act::Waive, to, office, fact)
        .closing_of(case, ClockKind::Contribution, unit)
        .tell_desk(unit, Role::Head, Topic::SupportEnded);
    if let Some(handler) = &contribution.handler {
        outcome = outcome.tell(handler, Topic::SupportEnded);
    }
    Ok(outcome)
}

/// How a contribution moves.
///
/// # Errors
/// [`Refusal::ContributionNotFromHere`].
///
/// ```
/// use domain::{Act, ContributionState::*, Refusal, support::next_contribution};
/// assert_eq!(next_contribution(Drafted, Act::SupportReturn), Ok(Assigned));
/// // What is in stays in.
/// let (from, act) = (Contributed, Act::Waive);
/// assert_eq!(next_contribution(from, act), Err(Refusal::ContributionNotFromHere { from, act }));
/// ```
pub fn next_contribution(from: ContributionState, act: Act) -> Result<ContributionState, Refusal> {
    use Act::*;
    use ContributionState::*;
    match (from, act) {
        (Invited | Assigned, SupportAssign) => Ok(Assigned),             // as R-8.1c
        (Assigned, SupportDraft) => Ok(Drafted),                         // as R-8.1d
        (Drafted, SupportReturn) => Ok(Assigned),                        // as R-12.1
        (Drafted, SupportApprove) => Ok(Contributed),                    // R-8.2b
        (Invited | Assigned | Drafted, SupportDecline) => Ok(Declined),  // R-8.2b
        (Invited | Assigned | Drafted, Waive) => Ok(Waived),             // R-8.2c
        (Declined | Waived | Lapsed, Invite) => Ok(Invited),             // R-8.2a: asked again
        (from, act) => Err(Refusal::ContributionNotFromHere { from, act }),
    }
}

/// The acts that this person may do on what that supporter was asked for, as the case stands.
pub fn acts_open_on(case: &Case, actor: &Actor, unit: &UnitId) -> Vec<Act> {
    let on_a_contribution = |act: &Act| is_a_supporters(*act) || *act == Act::Waive;
    Act::ALL.iter().copied().filter(on_a_contribution).filter(|act| open_to(case, actor, *act, unit)).collect()
}

/// Whether nothing but what a person writes stands against the act.
pub(crate) fn open_to(case: &Case, actor: &Actor, act: Act, unit: &UnitId) -> bool {
    supporters_step(case, actor, act, unit).is_ok()
}

/// Where the case stands after an act on a supporter's contribution. Rights first, then the case's state, then
/// the contribution's, then four eyes.
fn supporters_step<'case>(
    case: &'case Case,
    actor: &Actor,
    act: Act,
    unit: &UnitId,
) -> Result<(State, &'case Contribution), Refusal> {
    let found = case.contribution(unit);
    if is_a_supporters(act) {
        permit_supporter(actor, act, unit, found.and_then(|contribution| contribution.handler.as_ref()))?;
    } else {
        crate::actor::permit(actor, act, case)?;
    }
    let to = next_state(case.state, act)?;
    let contribution = found.ok_or_else(|| Refusal::NotInvited { unit: unit.clone() })?;
    next_contribution(contribution.state, act)?;
    if matches!(act, Act::SupportReturn | Act::SupportApprove) {
        not_the_author(actor, [contribution.drafted_by.as_ref(), None])?; // as R-12.3
    }
    Ok((to, contribution))
}

/// The units that may be asked, each once.
fn invitable(case: &Case, lead: Tier, supporters: &[(UnitId, Tier)]) -> Result<Vec<UnitId>, Refusal> {
    let mut units: Vec<UnitId> = Vec::new();
    for (unit, tier) in supporters {
        let unit = unit.clone();
        if unit == case.unit {
            return Err(Refusal::SameUnit);
        }
        if *tier != lead {
            return Err(Refusal::NotSameLevel { unit });
        }
        let asked = case.contribution(&unit);
        if asked.is_some_and(|asked| next_contribution(asked.state, Act::Invite).is_err()) || units.contains(&unit) {
            return Err(Refusal::AlreadyInvited { unit });
        }
        units.push(unit);
    }
    Ok(units)
}

fn inviting(mut outcome: Outcome, units: Vec<UnitId>) -> Outcome {
    for unit in &units {
        outcome = outcome.tell_desk(unit, Role::Head, Topic::SupportRequested);
    }
    outcome.change.invited = units;
    outcome
}

fn tell_the_lead(outcome: Outcome, case: &Case, topic: Topic) -> Outcome {
    let outcome = outcome.tell_desk(&case.unit, Role::Head, topic);
    match &case.handler {
        Some(handler) => outcome.tell(handler, topic),
        None => outcome,
    }
}

/// The case leaves the lead or is taken back: nothing more is expected of those who were asked. Their clocks
/// stop with all others.
pub(crate) fn lapsing(case: &Case, mut outcome: Outcome) -> Outcome {
    for contribution in case.contributions.iter().filter(|contribution| contribution.state.is_outstanding()) {
        outcome = outcome.tell_desk(&contribution.unit, Role::Head, Topic::SupportEnded);
        if let Some(handler) = &contribution.handler {
            outcome = outcome.tell(handler, Topic::SupportEnded);
        }
    }
    outcome
}

/// Starts the clocks of those supporters, if handling runs after the act: theirs follow from it.
pub(crate) fn timed(
    mut outcome: Outcome,
    case: &Case,
    units: &[UnitId],
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let opened = outcome.open.iter().find(|clock| clock.kind == ClockKind::Handling);
    let runs = case.clock(ClockKind::Handling);
    let handling = opened
        .map(|clock| (clock.origin, clock.limit, clock.due_at))
        .or(runs.map(|clock| (clock.origin, clock.limit, clock.due_at)));
    let Some(handling) = handling else { return Ok(outcome) };
    for unit in units {
        outcome = outcome.opening(contribution_clock(unit, handling, office)?);
    }
    Ok(outcome)
}

/// Tells the supporters whose clocks were replaced by ones with other ends.
pub(crate) fn telling_of_new_ends(mut outcome: Outcome, case: &Case, topic: Topic) -> Outcome {
    let of_supporters = case.clocks.iter().filter(|clock| clock.kind == ClockKind::Contribution);
    for clock in of_supporters {
        let follows = |opening: &&ClockOpening| opening.kind == clock.kind && opening.unit == clock.unit;
        if outcome.open.iter().find(follows).is_none_or(|opening| opening.due_at == clock.due_at) {
            continue;
        }
        outcome = outcome.tell_desk(&clock.unit, Role::Head, topic);
        if let Some(officer) = case.contribution(&clock.unit).and_then(|asked| asked.handler.as_ref()) {
            outcome = outcome.tell(officer, topic);
        }
    }
    outcome
}

/// A supporter's clock beside the lead's handling (R-8.2b): due `contribution_reserve_days` working days before
/// it, so that the lead has time to merge.
///
/// Where that leaves less than half of the lead's working time, because the limit is one of hours or the end is
/// near, the supporter has half of it; and where the lead has none left, as many working days as the lead would
/// have kept: the lateness is the lead's and not the supporter's.
fn contribution_clock(
    unit: &UnitId,
    (origin, limit, due_at): (Instant, Limit, Instant),
    office: &Office<'_>,
) -> Result<ClockOpening, Refusal> {
    let open = |limit, from| office.open_from(ClockKind::Contribution, unit, limit, from);
    let reserve = office.terms.contribution_reserve_days;
    let half = open(half_of_what_is_left(limit, due_at, office)?, office.now)?;
    let days = match limit {
        Limit::WorkingDays(days) => days.checked_sub(reserve).filter(|days| *days > 0),
        _ => None,
    };
    match days {
        Some(days) => {
            let before = open(Limit::WorkingDays(days), origin)?;
            Ok(if before.due_at < half.due_at { half } else { before })
        }
        None => Ok(half),
    }
}

fn half_of_what_is_left(limit: Limit, due_at: Instant, office: &Office<'_>) -> Result<Limit, Refusal> {
    let after = Limit::WorkingDays(office.terms.contribution_reserve_days.max(1));
    if due_at <= office.now {
        return Ok(after);
    }
    if let Limit::ClockHours(_) = limit {
        let hours = (due_at - office.now).num_hours() / 2;
        return Ok(Limit::ClockHours(u32::try_from(hours).unwrap_or(u32::MAX).max(1)));
    }
    let minutes = office.calendar.remaining(office.now, due_at)?.as_minutes() / 2;
    Ok(Limit::WorkingMinutes(u32::try_from(minutes).unwrap_or(u32::MAX).max(1)))
}
