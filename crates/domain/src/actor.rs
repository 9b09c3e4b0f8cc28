//! Who acts, and what their role lets them do.

use crate::{AccountId, Act, Case, Refusal, UnitId};

crate::case::named!(
    /// What a person is in a unit (`Intake`, `Head`, `Handler`) or in the city (the rest).
    Role {
        /// Intake officer: receives, verifies, accepts on the head's behalf.
        Intake => "intake",
        /// Head of the agency: dispatches, approves, answers for publication.
        Head => "head",
        /// Officer who handles (R-3.6, R-8.1d).
        Handler => "handler",
        /// The Public Administration Service Centre, which watches.
        Centre => "centre",
        /// The Support Centre: enters what a citizen reports by telephone (R-18.3a).
        Support => "support",
        /// The City Inspectorate: sees verified reports of waste, inspects.
        Inspector => "inspector",
        /// Keeps the staff of a unit and its contact officers (R-18.2b).
        Personnel => "personnel",
        /// Keeps accounts, units and calendars.
        Admin => "admin",
    }
);

/// A role in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The unit.
    pub unit: UnitId,
    /// The role in it.
    pub role: Role,
}

/// A signed-in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// Whether the identity was verified against the population database.
    pub verified: bool,
    /// The roles held; empty for a citizen.
    pub memberships: Vec<Membership>,
}

impl Account {
    /// Whether the person holds that role in that unit.
    pub fn is(&self, role: Role, unit: &UnitId) -> bool {
        self.memberships.iter().any(|m| m.role == role && m.unit == *unit)
    }

    /// Whether the person holds that role anywhere.
    pub fn has(&self, role: Role) -> bool {
        self.memberships.iter().any(|m| m.role == role)
    }

    /// Whether the person works in that unit at all.
    pub fn works_in(&self, unit: &UnitId) -> bool {
        self.memberships.iter().any(|m| m.unit == *unit)
    }
}

/// Who acts on a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    Person(Account),
    /// The sweep.
    System,
}

impl Actor {
    /// The account, or `None` for the sweep.
    pub fn account(&self) -> Option<&AccountId> {
        match self {
            Actor::Person(account) => Some(&account.id),
            Actor::System => None,
        }
    }

    /// Whether this is that account.
    pub fn is(&self, account: &AccountId) -> bool {
        self.account() == Some(account)
    }

    /// Whether the case may be seen in full: by its reporter, those who work in the unit that holds
    /// it, and the Centre. Everybody else must not even learn that it exists.
    pub fn may_see(&self, case: &Case) -> bool {
        self.is(&case.reporter) || self.sees_the_file(case)
    }

    /// Whether the case may be seen as a desk sees it, with what the office noted and drafted: by those
    /// who work in the unit that holds it, and the Centre. Not by its reporter, who follows it
    /// as a report.
    pub fn sees_the_file(&self, case: &Case) -> bool {
        match self {
            Actor::System => true,
            Actor::Person(account) => account.works_in(&case.unit) || account.has(Role::Centre),
        }
    }
}

/// Whether the actor may do this to the case, before its state is looked at.
///
/// # Errors
/// [`Refusal::NotYours`] for a citizen's act on somebody else's report,
/// [`Refusal::NotYourUnit`] when the role is right but the unit is not,
/// [`Refusal::NotYourRole`] otherwise, [`Refusal::NotYourAssignment`] when another officer handles it.
pub(crate) fn permit(actor: &Actor, act: Act, case: &Case) -> Result<(), Refusal> {
    let account = match (actor, act) {
        (Actor::System, Act::Close) => return Ok(()),
        (Actor::System, Act::Succeed | Act::Recount) => return Ok(()),
        (Actor::Person(_), Act::Succeed | Act::Recount) => return Err(Refusal::NotYourRole { act }),
        (Actor::System, _) | (Actor::Person(_), Act::Close) => return Err(Refusal::NotYourRole { act }),
        (Actor::Person(account), _) => account,
    };
    let roles = roles_for(act);
    if roles.is_empty() {
        // the citizen's own acts.
        return if account.id == case.reporter { Ok(()) } else { Err(Refusal::NotYours) };
    }
    if roles.contains(&Role::Centre) {
        return if account.has(Role::Centre) { Ok(()) } else { Err(Refusal::NotYourRole { act }) };
    }
    if !roles.iter().any(|role| account.is(*role, &case.unit)) {
        return Err(if roles.iter().any(|role| account.has(*role)) {
            Refusal::NotYourUnit { unit: case.unit.clone() }
        } else {
            Refusal::NotYourRole { act }
        });
    }
    // R-8.1c: the officer who was named, not any officer of the unit. A head may answer a citizen.
    let named_only = roles.contains(&Role::Handler)
        && !(roles.contains(&Role::Head) && account.is(Role::Head, &case.unit));
    if named_only && case.handler.as_ref() != Some(&account.id) {
        return Err(Refusal::NotYourAssignment);
    }
    Ok(())
}

/// The roles that may do an act in the unit that holds the case. Empty: the reporter's own act.
/// `Close` belongs to the sweep and is not asked here.
pub fn roles_for(act: Act) -> &'static [Role] {
    use Act::*;
    match act {
        Submit | ProvideInformation | Withdraw | Ask | Rate | Close => &[],
        LogContact | RequestInformation | Accept | Refuse | Forward | Reroute => &[Role::Intake, Role::Head],
        Dispatch | Assign | Reclassify | Extend | ReturnDraft | Approve | ReturnResult | Publish => &[Role::Head],
        Draft | RecordResult => &[Role::Handler],
        Answer => &[Role::Handler, Role::Head],
        Urge => &[Role::Centre],
        Succeed | Recount => &[],
    }
}
