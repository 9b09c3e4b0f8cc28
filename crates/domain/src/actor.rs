//! Who acts, and what their role lets them do.

use crate::{AccountId, Act, Case, ContributionState, Refusal, UnitId};

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

    /// The unit in which the person holds that role; the first, where there are several.
    pub fn unit_as(&self, role: Role) -> Option<&UnitId> {
        self.memberships.iter().find(|m| m.role == role).map(|m| &m.unit)
    }

    /// Whether the person works in that unit as in an agency that handles cases: not only as an inspector, who
    /// sees what was verified and nothing before.
    pub fn is_of_the_agency(&self, unit: &UnitId) -> bool {
        self.memberships.iter().any(|m| m.unit == *unit && m.role != Role::Inspector)
    }

    /// Whether the person is intake, head or handler of the unit that holds the case.
    pub fn handles(&self, case: &Case) -> bool {
        let desk = [Role::Intake, Role::Head, Role::Handler];
        desk.iter().any(|role| self.is(*role, &case.unit))
    }

    /// Whether the person may see the case for the Inspectorate.
    pub fn inspects(&self, case: &Case) -> bool {
        self.has(Role::Inspector) && case.is_open_to_inspection()
    }

    /// Whether the person does for the reporter what a reporter does: the Support Centre, for whoever called without
    /// an account (R-18.3a).
    pub fn speaks_for_the_caller(&self, case: &Case) -> bool {
        case.called_in.is_some() && self.has(Role::Support)
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

    /// The body for which a city-wide act is done: the person's unit in the first of the roles that is held.
    pub(crate) fn acts_for(&self, roles: &[Role], case: &Case) -> UnitId {
        let held = match self {
            Actor::Person(account) => roles.iter().find_map(|role| account.unit_as(*role)),
            Actor::System => None,
        };
        held.unwrap_or(&case.unit).clone()
    }

    /// Whether this is the reporter, or somebody of the Support Centre where the reporter is a caller without an
    /// account (R-18.3a): who follows the case as a report.
    pub fn follows(&self, case: &Case) -> bool {
        match self {
            Actor::System => false,
            Actor::Person(account) => account.id == case.reporter || account.speaks_for_the_caller(case),
        }
    }

    /// Whether the case may be seen in full: by its reporter, those who work in the unit that holds
    /// it, the Centre, those who work in an agency that supports it, and the Inspectorate when it is verified waste.
    /// Everybody else must not even learn that it exists.
    pub fn may_see(&self, case: &Case) -> bool {
        self.is(&case.reporter) || self.sees_the_file(case)
    }

    /// Whether the case may be seen as a desk sees it, with what the office noted and drafted: by those
    /// who work in the unit that holds the case, the Centre, and the Inspectorate when it is verified
    /// waste: an inspector is not of the unit that handles, even where the Inspectorate itself does. And
    /// by those who work in a unit that was asked for its support (R-8.2b), as long as the case stays where it
    /// was asked from. Not by its reporter, who follows it as a report.
    pub fn sees_the_file(&self, case: &Case) -> bool {
        match self {
            Actor::System => true,
            Actor::Person(account) => {
                account.is_of_the_agency(&case.unit)
                    || account.has(Role::Centre)
                    || supports(account, case)
                    || account.inspects(case)
            }
        }
    }
}

/// Whether the person works in an agency that supports the case, or did (R-8.2b); not only as an inspector.
fn supports(account: &Account, case: &Case) -> bool {
    let mut asked = case.contributions.iter().filter(|contribution| contribution.state != ContributionState::Lapsed);
    asked.any(|contribution| account.is_of_the_agency(&contribution.unit))
}

/// Whether the actor may do a supporter's act in that unit, before any state is looked at (R-8.2b).
///
/// # Errors
/// As [`permit`], with the supporter and its officer in the place of the holder and the case's.
pub(crate) fn permit_supporter(
    actor: &Actor,
    act: Act,
    unit: &UnitId,
    handler: Option<&AccountId>,
) -> Result<(), Refusal> {
    let Actor::Person(account) = actor else { return Err(Refusal::NotYourRole { act }) };
    let roles = roles_for(act);
    if !roles.iter().any(|role| account.is(*role, unit)) {
        return Err(if roles.iter().any(|role| account.has(*role)) {
            Refusal::NotYourUnit { unit: unit.clone() }
        } else {
            Refusal::NotYourRole { act }
        });
    }
    if roles.contains(&Role::Handler) && handler != Some(&account.id) {
        return Err(Refusal::NotYourAssignment);
    }
    Ok(())
}

/// The same where no unit is named: for one of the supporters at least.
fn permit_some_supporter(actor: &Actor, act: Act, case: &Case) -> Result<(), Refusal> {
    let mut answer = Err(Refusal::NotYourRole { act });
    for contribution in &case.contributions {
        answer = permit_supporter(actor, act, &contribution.unit, contribution.handler.as_ref());
        if answer.is_ok() {
            break;
        }
    }
    answer
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
    if is_a_supporters(act) {
        return permit_some_supporter(actor, act, case); // R-8.2b
    }
    let roles = roles_for(act);
    if roles.is_empty() {
        // the citizen's own acts. R-18.3a: done for a caller who has no account.
        let theirs = account.id == case.reporter || account.speaks_for_the_caller(case);
        return if theirs { Ok(()) } else { Err(Refusal::NotYours) };
    }
    if act == Act::LookAtIdentity {
        return if may_look(account, case) { Ok(()) } else { Err(Refusal::NotYourRole { act }) };
    }
    if roles.contains(&Role::Inspector) {
        return if account.has(Role::Inspector) { Ok(()) } else { Err(Refusal::NotYourRole { act }) };
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

/// the Centre, and the Inspectorate on what it may inspect; but nobody of the agency that handles the
/// case, from which the sender is hidden, whatever else that person is.
fn may_look(account: &Account, case: &Case) -> bool {
    (account.has(Role::Centre) || account.inspects(case)) && !account.handles(case)
}

/// The roles that may do an act: in the unit that holds the case, for a supporter's act in that supporter, for the
/// Inspectorate's and the Centre's anywhere. Empty: the reporter's own acts, and the sweep's (`Close`, `Succeed`,
/// `Recount`), for which nobody is asked.
pub fn roles_for(act: Act) -> &'static [Role] {
    use Act::*;
    match act {
        Submit | ProvideInformation | Withdraw | Ask | Rate | Close => &[],
        LogContact | RequestInformation | Accept | Refuse | Forward | Reroute => &[Role::Intake, Role::Head],
        Classify => &[Role::Intake, Role::Head],
        Dispatch | Assign | Reclassify | Extend | ReturnDraft | Approve | ReturnResult | Publish => &[Role::Head],
        Draft | RecordResult => &[Role::Handler],
        Answer => &[Role::Handler, Role::Head],
        Urge => &[Role::Centre],
        Invite | Waive => &[Role::Head],                                             // R-8.2a, R-8.2c
        SupportAssign | SupportReturn | SupportApprove | SupportDecline => &[Role::Head], // R-8.2b, in the supporter
        SupportDraft => &[Role::Handler],                                            // R-8.2b, in the supporter
        Evaluate => &[Role::Handler],
        OpenViews | CloseViews | HideComment => &[Role::Head],
        Progress => &[Role::Handler, Role::Head],
        OpenInspection | LogInspection | EndInspection => &[Role::Inspector],
        LookAtIdentity => &[Role::Centre, Role::Inspector],
        Succeed | Recount => &[],
    }
}

/// Whether the act is done in a supporting unit, and not in the one that holds the case (R-8.2b).
pub fn is_a_supporters(act: Act) -> bool {
    use Act::*;
    matches!(act, SupportAssign | SupportDraft | SupportReturn | SupportApprove | SupportDecline)
}
