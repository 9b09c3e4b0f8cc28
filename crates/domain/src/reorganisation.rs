//! A reorganisation of units (R-28.1): which units end on a day, which begin, and who takes over the
//! duties. One person plans it, another approves, and on the day the sweep lets it take effect.

use crate::outcome::Tip;
use crate::{Account, AccountId, Instant, Point, Reason, Refusal, ReorganisationId, Role, ShortText, UnitId, Written};
use std::collections::BTreeSet;

crate::case::named!(
    /// Where a reorganisation stands.
    ReorganisationState {
        /// Planned, waiting for another person's approval.
        Planned => "planned",
        /// Approved; takes effect on its day.
        Approved => "approved",
        /// The units have changed; cases and residents are being moved.
        InEffect => "in_effect",
        /// Nothing is left to be moved.
        Done => "done",
        /// Given up before its day.
        Cancelled => "cancelled",
    }
);

crate::case::named!(
    /// What is done to a reorganisation.
    ReorganisationAct {
        /// Plans it.
        Plan => "plan",
        /// Approves it: another person than the planner.
        Approve => "approve",
        /// Gives it up, with a reason.
        Cancel => "cancel",
        /// Its day has come; the sweep's.
        TakeEffect => "take_effect",
        /// Everything was moved; the sweep's.
        Complete => "complete",
    }
);

/// A unit that begins.
#[derive(Clone, Debug, PartialEq)]
pub struct NewUnit {
    /// Its code.
    pub unit: UnitId,
    /// Its name with its kind, for example `Phường Hoàn Kiếm`.
    pub name: ShortText,
    /// What it is: a word that the store keeps for a kind of unit.
    pub kind: &'static str,
    /// The unit above.
    pub superior: Option<UnitId>,
    /// Its centroid.
    pub centroid: Option<Point>,
}

/// Who takes over from a unit that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// The unit.
    pub unit: UnitId,
    /// Whether it takes what nothing else decides on.
    pub default: bool,
}

/// One change of a plan, as people think of it.
#[derive(Clone, Debug, PartialEq)]
pub enum UnitChange {
    /// A unit begins.
    Found(NewUnit),
    /// A unit ends; others take over.
    Abolish(UnitId, Vec<Successor>),
    /// Several units become one new one.
    Merge(Vec<UnitId>, NewUnit),
    /// A unit becomes several new ones, one of them the default.
    Split(UnitId, Vec<(NewUnit, bool)>),
    /// A unit goes on under another name.
    Rename(UnitId, ShortText),
}

/// A unit that ends, with those who take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The unit.
    pub unit: UnitId,
    /// Its successors, exactly one of them the default.
    pub successors: Vec<Successor>,
}

/// A checked plan: every change said in the same three words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Units that begin.
    pub founded: Vec<NewUnit>,
    /// Units that end.
    pub ended: Vec<Ended>,
    /// Units that change their name.
    pub renamed: Vec<(UnitId, ShortText)>,
}

/// What is wrong with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanFlaw {
    /// No such unit stands.
    #[error("no such unit stands")]
    UnknownUnit,
    /// The unit is changed twice.
    #[error("the unit is changed twice")]
    ChangedTwice,
    /// A unit that ends needs exactly one default successor.
    #[error("exactly one default successor is needed")]
    NotOneDefault,
    /// A successor is named twice.
    #[error("a successor is named twice")]
    SuccessorTwice,
    /// A successor does not stand after the day: it ends too, or never was.
    #[error("a successor does not stand after the day")]
    SuccessorMissing,
    /// The code belongs to a unit that goes on.
    #[error("the code is taken")]
    CodeTaken,
    /// The unit above does not stand after the day, or stands under the unit itself.
    #[error("the unit above does not stand after the day, or stands under the unit itself")]
    SuperiorMissing,
}

impl Plan {
    /// Brings the changes to one form and checks them against the units that stand. A code may be used
    /// again when the unit that had it ends in the same plan, as happened on 1 July 2025.
    ///
    /// # Errors
    /// Every flaw with the number of its change, from 0.
    ///
    /// ```
    /// use domain::{Plan, PlanFlaw, Successor, UnitChange, UnitId};
    /// let [a, b] = ["a", "b"].map(UnitId::new);
    /// let standing = [a.clone(), b.clone()].into();
    /// let to = |unit: &UnitId| vec![Successor { unit: unit.clone(), default: true }];
    /// assert!(Plan::of(vec![UnitChange::Abolish(a.clone(), to(&b))], &standing).is_ok());
    /// // Two units that end cannot take over from each other.
    /// let circle = vec![UnitChange::Abolish(a.clone(), to(&b)), UnitChange::Abolish(b.clone(), to(&a))];
    /// let flaws = Plan::of(circle, &standing).unwrap_err();
    /// assert_eq!(flaws, [(0, PlanFlaw::SuccessorMissing), (1, PlanFlaw::SuccessorMissing)]);
    /// ```
    pub fn of(changes: Vec<UnitChange>, standing: &BTreeSet<UnitId>) -> Result<Plan, Vec<(usize, PlanFlaw)>> {
        let mut plan = Plan::default();
        // Which change each part came from, to name it when it is wrong.
        let (mut founded_by, mut ended_by, mut renamed_by) = (Vec::new(), Vec::new(), Vec::new());
        for (n, change) in changes.into_iter().enumerate() {
            match change {
                UnitChange::Found(unit) => {
                    plan.founded.push(unit);
                    founded_by.push(n);
                }
                UnitChange::Abolish(unit, successors) => {
                    plan.ended.push(Ended { unit, successors });
                    ended_by.push(n);
                }
                UnitChange::Merge(units, into) => {
                    for unit in units {
                        let successors = vec![Successor { unit: into.unit.clone(), default: true }];
                        plan.ended.push(Ended { unit, successors });
                        ended_by.push(n);
                    }
                    plan.founded.push(into);
                    founded_by.push(n);
                }
                UnitChange::Split(unit, into) => {
                    let successors =
                        into.iter().map(|(new, default)| Successor { unit: new.unit.clone(), default: *default });
                    plan.ended.push(Ended { unit, successors: successors.collect() });
                    ended_by.push(n);
                    founded_by.extend(into.iter().map(|_| n));
                    plan.founded.extend(into.into_iter().map(|(new, _)| new));
                }
                UnitChange::Rename(unit, name) => {
                    plan.renamed.push((unit, name));
                    renamed_by.push(n);
                }
            }
        }
        let mut flaws = plan.flaws(standing, &founded_by, &ended_by, &renamed_by);
        flaws.sort_by_key(|(n, flaw)| (*n, *flaw as u8));
        flaws.dedup();
        if flaws.is_empty() { Ok(plan) } else { Err(flaws) }
    }

    fn flaws(
        &self,
        standing: &BTreeSet<UnitId>,
        founded_by: &[usize],
        ended_by: &[usize],
        renamed_by: &[usize],
    ) -> Vec<(usize, PlanFlaw)> {
        let mut flaws = Vec::new();
        let after = self.standing_after(standing);
        let ended: BTreeSet<&UnitId> = self.ended.iter().map(|end| &end.unit).collect();
        let changed = self.ended.iter().map(|end| &end.unit).zip(ended_by);
        let changed = changed.chain(self.renamed.iter().map(|(unit, _)| unit).zip(renamed_by));
        let mut first: BTreeSet<&UnitId> = BTreeSet::new();
        for (unit, n) in changed {
            if !standing.contains(unit) {
                flaws.push((*n, PlanFlaw::UnknownUnit));
            }
            if !first.insert(unit) {
                flaws.push((*n, PlanFlaw::ChangedTwice));
            }
        }
        for (end, n) in self.ended.iter().zip(ended_by) {
            if end.successors.iter().filter(|successor| successor.default).count() != 1 {
                flaws.push((*n, PlanFlaw::NotOneDefault));
            }
            let different: BTreeSet<&UnitId> = end.successors.iter().map(|successor| &successor.unit).collect();
            if different.len() != end.successors.len() {
                flaws.push((*n, PlanFlaw::SuccessorTwice));
            }
            if different.iter().any(|unit| !after.contains(*unit)) {
                flaws.push((*n, PlanFlaw::SuccessorMissing));
            }
        }
        let mut codes: BTreeSet<&UnitId> = BTreeSet::new();
        for (new, n) in self.founded.iter().zip(founded_by) {
            let goes_on = standing.contains(&new.unit) && !ended.contains(&new.unit);
            if goes_on || !codes.insert(&new.unit) {
                flaws.push((*n, PlanFlaw::CodeTaken));
            }
            if new.superior.as_ref().is_some_and(|superior| !after.contains(superior)) || self.stands_under_itself(new) {
                flaws.push((*n, PlanFlaw::SuperiorMissing));
            }
        }
        flaws
    }

    /// Whether the way up from a unit that begins comes back to it through others that begin.
    fn stands_under_itself(&self, new: &NewUnit) -> bool {
        let mut above = new.superior.as_ref();
        for _ in &self.founded {
            let Some(unit) = above.filter(|unit| **unit != new.unit) else { break };
            above = self.founded.iter().find(|other| other.unit == *unit).and_then(|other| other.superior.as_ref());
        }
        above == Some(&new.unit)
    }

    /// The units that stand once the plan has taken effect.
    pub fn standing_after(&self, standing: &BTreeSet<UnitId>) -> BTreeSet<UnitId> {
        let mut after = standing.clone();
        for end in &self.ended {
            after.remove(&end.unit);
        }
        after.extend(self.founded.iter().map(|new| new.unit.clone()));
        after
    }
}

/// A unit that may take over, as far as a choice between several goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The unit.
    pub unit: UnitId,
    /// Whether it is the default.
    pub default: bool,
    /// Its centroid.
    pub centroid: Option<Point>,
}

/// Which successor takes over what lies at that point: the nearest centroid; without a point, the
/// one whose unit is named by `hint` (where the ward's own way is known), else the default. `None` when
/// there is none at all.
///
/// ```
/// use domain::{Candidate, Point, UnitId, successor_of};
/// let at = |unit: &str, latitude, default| Candidate {
///     unit: UnitId::new(unit), default, centroid: Point::new(latitude, 105.85),
/// };
/// let halves = [at("north", 21.10, true), at("south", 21.00, false)];
/// assert_eq!(successor_of(&halves, Point::new(21.01, 105.85), None), Some(&UnitId::new("south")));
/// // Nobody said where: the default, even though the other is named first.
/// assert_eq!(successor_of(&halves, None, None), Some(&UnitId::new("north")));
/// assert_eq!(successor_of(&halves, None, Some(&UnitId::new("south"))), Some(&UnitId::new("south")));
/// ```
pub fn successor_of<'c>(candidates: &'c [Candidate], point: Option<Point>, hint: Option<&UnitId>) -> Option<&'c UnitId> {
    let nearest = point.and_then(|point| {
        let measured = candidates.iter().filter_map(|one| Some((one, one.centroid?.metres_to(&point))));
        measured.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(one, _)| one)
    });
    let hinted = || candidates.iter().find(|one| Some(&one.unit) == hint);
    let default = || candidates.iter().find(|one| one.default);
    nearest.or_else(hinted).or_else(default).map(|one| &one.unit)
}

/// A reorganisation as an act finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reorganisation {
    /// Its id.
    pub id: ReorganisationId,
    /// Where its journal ends.
    pub tip: Tip,
    /// Where it stands.
    pub state: ReorganisationState,
    /// The unit it was planned in.
    pub unit: UnitId,
    /// Who planned it.
    pub planned_by: AccountId,
    /// The first instant of its day.
    pub effective_at: Instant,
}

/// A reorganisation to be planned.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanReorganisation {
    /// Row id.
    pub id: ReorganisationId,
    /// What it is called.
    pub title: ShortText,
    /// The resolution it rests on.
    pub legal_basis: Reason,
    /// The first instant of its day, in Hanoi.
    pub effective_at: Instant,
    /// What changes.
    pub plan: Plan,
}

/// What an act on a reorganisation does.
#[derive(Clone, Debug, PartialEq)]
pub struct ReorganisationOutcome {
    /// The reorganisation.
    pub id: ReorganisationId,
    /// The row before.
    pub follows: Tip,
    /// What was done.
    pub act: ReorganisationAct,
    /// Where it stood.
    pub from: Option<ReorganisationState>,
    /// Where it stands.
    pub to: ReorganisationState,
    /// Who did it; `None` for the sweep.
    pub actor: Option<AccountId>,
    /// The unit it was planned in.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// The plan, when planned.
    pub content: Option<PlanReorganisation>,
    /// The reason, when cancelled.
    pub reason: Option<Reason>,
}

/// The unit in which a person keeps the organisation of the city: administrators and the Centre do.
///
/// # Errors
/// [`Refusal::RoleMissing`].
pub fn keeper(account: &Account) -> Result<&UnitId, Refusal> {
    let keeps = |role: Role| matches!(role, Role::Admin | Role::Centre);
    account.memberships.iter().find(|m| keeps(m.role)).map(|m| &m.unit).ok_or(Refusal::RoleMissing)
}

/// Plans a reorganisation (R-28.1).
///
/// # Errors
/// [`Refusal::RoleMissing`]; [`Refusal::DayNotAhead`] when its day has begun.
pub fn plan_reorganisation(
    account: &Account,
    command: PlanReorganisation,
    now: Instant,
) -> Result<ReorganisationOutcome, Refusal> {
    let unit = keeper(account)?.clone();
    if command.effective_at <= now {
        return Err(Refusal::DayNotAhead);
    }
    Ok(ReorganisationOutcome {
        id: command.id.clone(),
        follows: Tip::START,
        act: ReorganisationAct::Plan,
        from: None,
        to: ReorganisationState::Planned,
        actor: Some(account.id.clone()),
        unit,
        at: now,
        content: Some(command),
        reason: None,
    })
}

/// Approves a reorganisation: another person than the planner, before its day.
///
/// # Errors
/// [`Refusal::RoleMissing`], [`Refusal::OwnRecord`], [`Refusal::ReorganisationNotFromHere`],
/// [`Refusal::DayNotAhead`].
pub fn approve_reorganisation(
    reorganisation: &Reorganisation,
    account: &Account,
    now: Instant,
) -> Result<ReorganisationOutcome, Refusal> {
    keeper(account)?;
    if reorganisation.planned_by == account.id {
        return Err(Refusal::OwnRecord { of: Written::Reorganisation });
    }
    let outcome = moved(reorganisation, Some(account), ReorganisationAct::Approve, now, None)?;
    if reorganisation.effective_at <= now {
        return Err(Refusal::DayNotAhead);
    }
    Ok(outcome)
}

/// Gives a reorganisation up before it takes effect.
///
/// # Errors
/// [`Refusal::RoleMissing`], [`Refusal::ReorganisationNotFromHere`].
pub fn cancel_reorganisation(
    reorganisation: &Reorganisation,
    account: &Account,
    reason: Reason,
    now: Instant,
) -> Result<ReorganisationOutcome, Refusal> {
    keeper(account)?;
    moved(reorganisation, Some(account), ReorganisationAct::Cancel, now, Some(reason))
}

/// Its day has come: the sweep lets it take effect.
///
/// # Errors
/// [`Refusal::ReorganisationNotFromHere`]; [`Refusal::DayNotCome`].
pub fn take_effect(reorganisation: &Reorganisation, now: Instant) -> Result<ReorganisationOutcome, Refusal> {
    let outcome = moved(reorganisation, None, ReorganisationAct::TakeEffect, now, None)?;
    if now < reorganisation.effective_at {
        return Err(Refusal::DayNotCome);
    }
    Ok(outcome)
}

/// Everything was moved.
///
/// # Errors
/// [`Refusal::ReorganisationNotFromHere`].
pub fn complete(reorganisation: &Reorganisation, now: Instant) -> Result<ReorganisationOutcome, Refusal> {
    moved(reorganisation, None, ReorganisationAct::Complete, now, None)
}

fn moved(
    reorganisation: &Reorganisation,
    account: Option<&Account>,
    act: ReorganisationAct,
    now: Instant,
    reason: Option<Reason>,
) -> Result<ReorganisationOutcome, Refusal> {
    use ReorganisationAct::*;
    use ReorganisationState::*;
    let to = match (reorganisation.state, act) {
        (Planned, Approve) => Approved,
        (Planned | Approved, Cancel) => Cancelled,
        (Approved, TakeEffect) => InEffect,
        (InEffect, Complete) => Done,
        (from, act) => return Err(Refusal::ReorganisationNotFromHere { from, act }),
    };
    Ok(ReorganisationOutcome {
        id: reorganisation.id.clone(),
        follows: reorganisation.tip,
        act,
        from: Some(reorganisation.state),
        to,
        actor: account.map(|account| account.id.clone()),
        unit: reorganisation.unit.clone(),
        at: now,
        content: None,
        reason,
    })
}
