//! Whose queue is whose.

use crate::{Account, Role, UnitId};

crate::case::named!(
    /// A desk: a stretch of the process whose cases wait in one queue of a unit.
    Desk {
        /// Receipt and verification (Điều 6, 7).
        Verification => "verification",
        /// Dispatch and assignment (R-8.1b, R-8.1c).
        Assignment => "assignment",
        /// An officer's own cases (R-8.1c, R-8.1d).
        Handling => "handling",
        /// Draft, result and publication (Điều 12).
        Approval => "approval",
        /// Questions and ratings (Điều 13).
        Aftercare => "aftercare",
        /// Contributions to other agencies' cases (R-8.2b).
        Support => "support",
    }
);

impl Desk {
    /// The roles that work at it.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Desk::Verification => &[Role::Intake, Role::Head],
            Desk::Assignment => &[Role::Head],
            Desk::Handling => &[Role::Handler],
            Desk::Approval | Desk::Aftercare => &[Role::Head, Role::Handler],
            Desk::Support => &[Role::Head, Role::Handler],
        }
    }
}

/// Why a queue is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoQueue {
    /// The person works at no such desk.
    #[error("the role does not work at this desk")]
    NotYourDesk,
    /// The person works at such a desk, but not in that unit.
    #[error("unit {unit} is not theirs")]
    NotYourUnit {
        /// The unit asked for.
        unit: UnitId,
    },
    /// The person works at such desks in several units and named none.
    #[error("which unit is meant?")]
    WhichUnit,
}

/// The unit whose queue is meant: the one asked for, or the only one where the person works at that
/// desk. The Centre may look at any unit (R-18.9).
///
/// # Errors
/// [`NoQueue`].
///
/// ```
/// use domain::{Account, AccountId, Desk, Membership, NoQueue, Role, UnitId, queue_of};
/// let in_ward = |role| Membership { unit: UnitId::new("00070"), role };
/// let head = Account { id: AccountId::new("a"), verified: true, memberships: vec![in_ward(Role::Head)] };
/// assert_eq!(queue_of(&head, Desk::Assignment, None), Ok(UnitId::new("00070")));
/// let elsewhere = UnitId::new("00004");
/// let refused = Err(NoQueue::NotYourUnit { unit: elsewhere.clone() });
/// assert_eq!(queue_of(&head, Desk::Assignment, Some(elsewhere)), refused);
/// ```
pub fn queue_of(account: &Account, desk: Desk, asked: Option<UnitId>) -> Result<UnitId, NoQueue> {
    let watches = account.has(Role::Centre);
    let mut theirs: Vec<&UnitId> = account
        .memberships
        .iter()
        .filter(|membership| watches || desk.roles().contains(&membership.role))
        .map(|membership| &membership.unit)
        .collect();
    theirs.sort();
    theirs.dedup();
    match (asked, theirs.as_slice()) {
        (_, []) => Err(NoQueue::NotYourDesk),
        (Some(unit), theirs) if watches || theirs.contains(&&unit) => Ok(unit),
        (Some(unit), _) => Err(NoQueue::NotYourUnit { unit }),
        (None, [only]) => Ok((*only).clone()),
        (None, _) => Err(NoQueue::WhichUnit),
    }
}
