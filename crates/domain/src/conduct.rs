//! Violations of those who send reports, the lock after more than three in a row, and how one objects
//! (Điều 27 khoản 2, khoản 3).

use crate::outcome::{Notice, Recipient, Tip, Topic};
use crate::record::Recorded;
use crate::{
    Account, AccountId, Case, CaseId, ConductId, Instant, MediaRef, ObjectionId, Reason, Refusal, ReportText, Role,
    ShortText, UnitId, ViolationId,
};
use chrono::TimeDelta;

crate::case::named!(
    /// What somebody did (R-27.2).
    ViolationKind {
        /// A report that its sender knew to be untrue.
        FalseReport => "false_report",
        /// Using a report to harm or insult others, or for gain.
        Abuse => "abuse",
        /// The same or empty reports over and over, advertising.
        Spam => "spam",
        /// Something else, which the reason names.
        Other => "other",
    }
);

crate::case::named!(
    /// Where a record of conduct stands.
    ConductState {
        /// Nothing keeps the person from sending.
        Clear => "clear",
        /// Locked; whether the lock still runs is asked of its end and the clock.
        Locked => "locked",
    }
);

crate::case::named!(
    /// What is done to a record of conduct.
    ConductAct {
        /// An officer records a violation (R-27.2).
        Violate => "violate",
        /// The person objects to one.
        Object => "object",
        /// The objection is upheld: the violation does not count.
        Annul => "annul",
        /// The objection is rejected.
        Reject => "reject",
        /// The Centre hands a serious case to the authorities (R-27.3).
        Refer => "refer",
        /// The sweep says that the lock is over.
        Unlock => "unlock",
    }
);

/// How many in a row lock an account, and for how long: dated values, not constants (R-27.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConductTerms {
    /// Violations in a row that are borne; the next one locks.
    pub in_row_max: u32,
    /// Calendar days that a lock lasts, to the minute.
    pub lock_days: u32,
}

/// A lock as it bears on the person now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    /// When it ends.
    pub until: Instant,
}

impl Lock {
    /// Whether something may be sent at that instant. The end of the lock is outside it.
    ///
    /// # Errors
    /// [`Refusal::AccountLocked`].
    ///
    /// ```
    /// use domain::{Lock, Refusal};
    /// let until = "2026-04-01T09:00:00+07:00".parse().unwrap();
    /// let before = "2026-04-01T08:59:59+07:00".parse().unwrap();
    /// assert_eq!(Lock { until }.may_send(before), Err(Refusal::AccountLocked { until }));
    /// assert_eq!(Lock { until }.may_send(until), Ok(()));
    /// ```
    pub fn may_send(&self, now: Instant) -> Result<(), Refusal> {
        if now < self.until { Err(Refusal::AccountLocked { until: self.until }) } else { Ok(()) }
    }

    /// The same where the Support Centre enters what the person says (R-18.3a): whoever is locked does not send by
    /// telephone either.
    ///
    /// # Errors
    /// [`Refusal::CallerLocked`].
    pub fn may_be_entered(&self, now: Instant) -> Result<(), Refusal> {
        self.may_send(now).map_err(|_| Refusal::CallerLocked { until: self.until })
    }
}

/// A violation that was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Its id.
    pub id: ViolationId,
    /// The act that recorded it; violations count in this order.
    pub seq: u32,
    /// The case it was committed with.
    pub case: CaseId,
    /// The unit that recorded it.
    pub unit: UnitId,
    /// The officer who did.
    pub by: AccountId,
    /// The unit above, whose head decides an objection; `None`: the Centre alone.
    pub reviewer: Option<UnitId>,
    /// Whether an objection was upheld.
    pub annulled: bool,
    /// The objection to it. There is one at most.
    pub objection: Option<Objection>,
}

/// An objection.
#[derive(Clone, Debug, PartialEq)]
pub struct Objection {
    /// Its id.
    pub id: ObjectionId,
    /// Whether it was decided.
    pub decided: bool,
}

/// A lock that was put on.
#[derive(Clone, Debug, PartialEq)]
pub struct PastLock {
    /// The act that put it on: the last violation of its row.
    pub seq: u32,
    /// The last act before a report was accepted, as it was then: its row began behind that.
    pub accepted_after: u32,
    /// When it ends.
    pub until: Instant,
    /// Whether it was lifted because its row fell below the limit.
    pub lifted: bool,
}

/// Everything recorded about one account.
#[derive(Clone, Debug, PartialEq)]
pub struct Conduct {
    /// Names the record without naming the person.
    pub id: ConductId,
    /// Whose it is.
    pub account: AccountId,
    /// Where its journal ends.
    pub tip: Tip,
    /// Where it stands; `None` before the first violation.
    pub state: Option<ConductState>,
    /// The last act on this record before a report of the person was accepted: what is older is in no row.
    pub accepted_after: u32,
    /// Every violation, oldest first.
    pub violations: Vec<Violation>,
    /// Every lock, oldest first.
    pub locks: Vec<PastLock>,
}

impl Conduct {
    /// A record on which nothing stands yet.
    pub fn new(id: ConductId, account: AccountId) -> Self {
        Self {
            id,
            account,
            tip: Tip::START,
            state: None,
            accepted_after: 0,
            violations: Vec::new(),
            locks: Vec::new(),
        }
    }

    /// How many violations stand in a row: since the last report that was accepted, and since the last lock,
    /// which has paid for those before it. Annulled ones do not count.
    pub fn row(&self) -> u32 {
        self.standing_after(self.row_start())
    }

    /// The end of the locks that were not lifted; it may be past.
    pub fn locked_until(&self) -> Option<Instant> {
        self.locks.iter().filter(|lock| !lock.lifted).map(|lock| lock.until).max()
    }

    fn row_start(&self) -> u32 {
        self.row_start_before(u32::MAX, self.accepted_after)
    }

    /// Where the row began that was running before that act.
    fn row_start_before(&self, seq: u32, accepted_after: u32) -> u32 {
        let earlier = self.locks.iter().filter(|lock| lock.seq < seq && !lock.lifted).map(|lock| lock.seq);
        accepted_after.max(earlier.max().unwrap_or(0))
    }

    fn standing_after(&self, seq: u32) -> u32 {
        count(self.violations.iter().filter(|one| one.seq > seq && !one.annulled))
    }

    /// The running locks whose row does not reach over the limit any more, latest first, so that an earlier
    /// one is judged without those lifted before it. A lock that is over was served and is left alone.
    fn fallen(&mut self, terms: ConductTerms, now: Instant) -> Vec<u32> {
        let mut fallen = Vec::new();
        for at in (0..self.locks.len()).rev() {
            let Some(lock) = self.locks.get(at).filter(|lock| !lock.lifted && now < lock.until).cloned() else {
                continue;
            };
            let began = self.row_start_before(lock.seq, lock.accepted_after);
            let in_its_row = |one: &&Violation| one.seq > began && one.seq <= lock.seq && !one.annulled;
            if count(self.violations.iter().filter(in_its_row)) > terms.in_row_max {
                continue;
            }
            let lifted = |conduct: &mut Self, yes| {
                if let Some(lock) = conduct.locks.get_mut(at) {
                    lock.lifted = yes;
                }
            };
            lifted(self, true);
            // What was recorded since joins what is left of the row: together they may be too many still.
            if self.row() > terms.in_row_max {
                lifted(self, false);
            } else {
                fallen.push(lock.seq);
            }
        }
        fallen
    }

    fn find(&self, objection: &ObjectionId) -> Option<&Violation> {
        self.violations.iter().find(|one| one.objection.as_ref().is_some_and(|made| made.id == *objection))
    }

    fn outcome(
        &self,
        act: ConductAct,
        to: ConductState,
        actor: Option<&AccountId>,
        unit: &UnitId,
        at: Instant,
        fact: ConductFact,
    ) -> ConductOutcome {
        Recorded {
            id: self.id.to_string(),
            follows: self.tip,
            act,
            from: self.state,
            to,
            actor: actor.cloned(),
            unit: unit.clone(),
            at,
            fact,
            notices: Vec::new(),
        }
    }

    fn told(&self, outcome: &mut ConductOutcome, case: &CaseId, topic: Topic) {
        let notice = Notice { to: Recipient::Account(self.account.clone()), topic };
        outcome.notices.push((case.clone(), notice));
    }
}

fn count<T>(found: impl Iterator<Item = T>) -> u32 {
    u32::try_from(found.count()).unwrap_or(u32::MAX)
}

/// What happened on a record of conduct.
#[derive(Clone, Debug, PartialEq)]
pub enum ConductFact {
    /// A violation was recorded.
    Violated {
        /// Whose record it is, for the first.
        account: AccountId,
        /// What was recorded.
        violation: Box<RecordViolation>,
        /// The case.
        case: CaseId,
        /// The unit whose head decides an objection.
        reviewer: Option<UnitId>,
        /// The lock it brings.
        lock: Option<Lock>,
        /// Where the row was taken to begin: the row fits only while that is so.
        accepted_after: u32,
        /// The end of the locks that stand.
        locked_until: Option<Instant>,
    },
    /// The person objected.
    Objected {
        /// What was said.
        objection: Box<Object>,
    },
    /// The objection was decided.
    Decided {
        /// Which.
        objection: ObjectionId,
        /// Why so.
        reason: Reason,
        /// The acts whose locks are lifted.
        lifted: Vec<u32>,
        /// Where the row was taken to begin: what was lifted, and what was not, fits only while that is so.
        accepted_after: u32,
        /// The end of the locks that stand.
        locked_until: Option<Instant>,
    },
    /// The record was handed to the authorities.
    Referred {
        /// To whom.
        body: ShortText,
        /// Why.
        reason: Reason,
    },
    /// The lock is over.
    Unlocked,
}

/// What an act on a record of conduct does.
pub type ConductOutcome = Recorded<ConductState, ConductAct, ConductFact>;

/// A violation to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordViolation {
    /// Its id.
    pub id: ViolationId,
    /// What was done.
    pub kind: ViolationKind,
    /// What shows it.
    pub reason: Reason,
    /// Files that show it, besides the case itself.
    pub evidence: Vec<MediaRef>,
}

/// Records a violation of whoever sent the case (R-27.2): the intake desk or a head of the unit that holds it,
/// or refused it. The fourth in a row locks the account (R-27.3).
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::RoleMissing`]; [`Refusal::OwnReview`] for the officer's own report;
/// [`Refusal::ViolationAlreadyRecorded`] when one stands for this case.
pub fn violate(
    conduct: &Conduct,
    case: &Case,
    officer: &Account,
    command: RecordViolation,
    terms: ConductTerms,
    now: Instant,
) -> Result<ConductOutcome, Refusal> {
    let desk = [Role::Intake, Role::Head];
    if !desk.iter().any(|role| officer.is(*role, &case.unit)) {
        let elsewhere = desk.iter().any(|role| officer.has(*role));
        return Err(if elsewhere { Refusal::NotYourUnit { unit: case.unit.clone() } } else { Refusal::RoleMissing });
    }
    if officer.id == conduct.account {
        return Err(Refusal::OwnReview);
    }
    if conduct.violations.iter().any(|one| one.case == case.id && !one.annulled) {
        return Err(Refusal::ViolationAlreadyRecorded);
    }
    let locks = conduct.row().saturating_add(1) > terms.in_row_max;
    let until = now + TimeDelta::days(i64::from(terms.lock_days));
    let lock = locks.then_some(Lock { until });
    let to = if locks { ConductState::Locked } else { conduct.state.unwrap_or(ConductState::Clear) };
    let fact = ConductFact::Violated {
        account: conduct.account.clone(),
        violation: Box::new(command),
        case: case.id.clone(),
        reviewer: case.superior.clone().filter(|above| *above != case.unit),
        lock,
        accepted_after: conduct.accepted_after,
        locked_until: conduct.locked_until().max(lock.map(|lock| lock.until)),
    };
    let mut outcome = conduct.outcome(ConductAct::Violate, to, Some(&officer.id), &case.unit, now, fact);
    let topic = if locks { Topic::AccountLocked } else { Topic::ViolationRecorded };
    match &case.called_in {
        // R-18.3a: a caller without an account is called back.
        Some(unit) => {
            let to = Recipient::Desk(unit.clone(), Role::Support);
            outcome.notices.push((case.id.clone(), Notice { to, topic }));
        }
        None => conduct.told(&mut outcome, &case.id, topic),
    }
    Ok(outcome)
}

/// An objection to a violation.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its id.
    pub id: ObjectionId,
    /// The violation.
    pub violation: ViolationId,
    /// What the person says.
    pub text: ReportText,
    /// Files that show it.
    pub media: Vec<MediaRef>,
}

/// The person objects to a violation, once. `centre` is the unit that decides where no unit stands above.
///
/// # Errors
/// [`Refusal::NotYourViolation`]; [`Refusal::ViolationUnknown`], [`Refusal::ViolationAnnulled`],
/// [`Refusal::AlreadyObjected`].
pub fn object(
    conduct: &Conduct,
    person: &Account,
    command: Object,
    centre: &UnitId,
    now: Instant,
) -> Result<ConductOutcome, Refusal> {
    if person.id != conduct.account {
        return Err(Refusal::NotYourViolation);
    }
    let violation = conduct.violations.iter().find(|one| one.id == command.violation);
    let violation = violation.ok_or(Refusal::ViolationUnknown)?;
    if violation.objection.is_some() {
        return Err(Refusal::AlreadyObjected);
    }
    if violation.annulled {
        return Err(Refusal::ViolationAnnulled);
    }
    let desk = match &violation.reviewer {
        Some(unit) if unit != centre => Recipient::Desk(unit.clone(), Role::Head),
        _ => Recipient::Desk(centre.clone(), Role::Centre),
    };
    let case = violation.case.clone();
    let state = conduct.state.unwrap_or(ConductState::Clear);
    let fact = ConductFact::Objected { objection: Box::new(command) };
    let mut outcome = conduct.outcome(ConductAct::Object, state, Some(&person.id), &violation.unit, now, fact);
    outcome.notices.push((case, Notice { to: desk, topic: Topic::ObjectionReceived }));
    Ok(outcome)
}

/// A decision on an objection.
#[derive(Clone, Debug, PartialEq)]
pub struct DecideObjection {
    /// Whether it is upheld: the violation is annulled.
    pub upheld: bool,
    /// Why.
    pub reason: Reason,
}

/// Decides an objection: a head of the unit above, or the Centre, and nobody who recorded a violation of this
/// person or works in the unit that recorded this one. Nobody stands above the Centre: what its own desk recorded is
/// judged by those of the Centre who are not of that desk. An upheld one annuls the violation; a running lock is
/// lifted when its row falls below the limit.
///
/// # Errors
/// [`Refusal::RoleMissing`], [`Refusal::OwnReview`], [`Refusal::ObjectionDecided`],
/// [`Refusal::ViolationUnknown`].
pub fn decide_objection(
    conduct: &Conduct,
    objection: &ObjectionId,
    judge: &Account,
    command: DecideObjection,
    terms: ConductTerms,
    now: Instant,
) -> Result<ConductOutcome, Refusal> {
    let violation = conduct.find(objection).ok_or(Refusal::ViolationUnknown)?;
    let unit = deciding_unit(violation, judge).ok_or(Refusal::RoleMissing)?;
    let recorded = conduct.violations.iter().any(|one| one.by == judge.id);
    let colleague = if unit == violation.unit {
        [Role::Intake, Role::Head].iter().any(|role| judge.is(*role, &unit))
    } else {
        judge.works_in(&violation.unit)
    };
    if recorded || judge.id == conduct.account || colleague {
        return Err(Refusal::OwnReview);
    }
    if violation.objection.as_ref().is_some_and(|made| made.decided) {
        return Err(Refusal::ObjectionDecided);
    }
    let DecideObjection { upheld, reason } = command;
    let mut after = conduct.clone();
    for one in after.violations.iter_mut().filter(|one| one.id == violation.id) {
        one.annulled = upheld;
    }
    let lifted = if upheld { after.fallen(terms, now) } else { Vec::new() };
    let still = after.locks.iter().any(|lock| !lock.lifted && now < lock.until);
    let was = conduct.state.unwrap_or(ConductState::Clear);
    let to = if !lifted.is_empty() && !still { ConductState::Clear } else { was };
    let unlocked = to != was;
    let fact = ConductFact::Decided {
        objection: objection.clone(),
        reason,
        lifted,
        accepted_after: conduct.accepted_after,
        locked_until: after.locked_until(),
    };
    let act = if upheld { ConductAct::Annul } else { ConductAct::Reject };
    let mut outcome = conduct.outcome(act, to, Some(&judge.id), &unit, now, fact);
    let topic = if upheld { Topic::ViolationAnnulled } else { Topic::ObjectionRejected };
    conduct.told(&mut outcome, &violation.case, topic);
    if unlocked {
        conduct.told(&mut outcome, &violation.case, Topic::AccountUnlocked);
    }
    Ok(outcome)
}

/// The unit in whose name that person may decide about the violation.
fn deciding_unit(violation: &Violation, judge: &Account) -> Option<UnitId> {
    let above = violation.reviewer.as_ref().filter(|unit| judge.is(Role::Head, unit));
    above.or_else(|| centre_of(judge)).cloned()
}

fn centre_of(account: &Account) -> Option<&UnitId> {
    account.memberships.iter().find(|held| held.role == Role::Centre).map(|held| &held.unit)
}

/// The Centre hands a serious case to the authorities (R-27.3). The person is not told: what follows is theirs.
///
/// # Errors
/// [`Refusal::RoleMissing`]; [`Refusal::ViolationAnnulled`] when no violation stands.
pub fn refer(
    conduct: &Conduct,
    account: &Account,
    body: ShortText,
    reason: Reason,
    now: Instant,
) -> Result<ConductOutcome, Refusal> {
    let unit = centre_of(account).ok_or(Refusal::RoleMissing)?;
    if account.id == conduct.account {
        return Err(Refusal::OwnReview);
    }
    if conduct.standing_after(0) == 0 {
        return Err(Refusal::ViolationAnnulled);
    }
    let state = conduct.state.unwrap_or(ConductState::Clear);
    let fact = ConductFact::Referred { body, reason };
    Ok(conduct.outcome(ConductAct::Refer, state, Some(&account.id), unit, now, fact))
}

/// The lock is over, and the person is told, once. `None` while it runs, and when there is none.
pub fn unlock(conduct: &Conduct, now: Instant) -> Option<ConductOutcome> {
    let until = conduct.locked_until()?;
    if conduct.state != Some(ConductState::Locked) || now < until {
        return None;
    }
    let last = conduct.locks.iter().filter(|lock| !lock.lifted).max_by_key(|lock| lock.seq)?;
    let violation = conduct.violations.iter().find(|one| one.seq == last.seq)?;
    let fact = ConductFact::Unlocked;
    let mut outcome = conduct.outcome(ConductAct::Unlock, ConductState::Clear, None, &violation.unit, now, fact);
    conduct.told(&mut outcome, &violation.case, Topic::AccountUnlocked);
    Some(outcome)
}
