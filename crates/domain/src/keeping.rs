//! Who keeps what (R-28.2, R-18.2b): settings of the city, settings of a unit, its contact officers.

use crate::{Account, Refusal, Role, UnitId};

/// The unit in which a person keeps the city's settings: administrators do.
///
/// # Errors
/// [`Refusal::RoleMissing`].
pub fn keeps_settings(account: &Account) -> Result<&UnitId, Refusal> {
    let admin = account.memberships.iter().find(|m| m.role == Role::Admin);
    admin.map(|m| &m.unit).ok_or(Refusal::RoleMissing)
}

/// Whether a person keeps the settings of a unit: its head, or an administrator.
///
/// # Errors
/// [`Refusal::NotYourUnit`] for the head of another, [`Refusal::RoleMissing`] otherwise.
pub fn keeps_unit(account: &Account, unit: &UnitId) -> Result<(), Refusal> {
    kept_by(account, unit, Role::Admin)
}

/// Whether a person keeps the contact officers of a unit (R-18.2b): its head, or whoever keeps the personnel.
///
/// # Errors
/// [`Refusal::NotYourUnit`] for the head of another, [`Refusal::RoleMissing`] otherwise.
///
/// ```
/// use domain::{Account, AccountId, Membership, Refusal, Role, UnitId, keeps_contacts};
/// let ward = UnitId::new("00070");
/// let person = |role| Account {
///     id: AccountId::new("a"), verified: true, memberships: vec![Membership { unit: ward.clone(), role }],
/// };
/// assert_eq!(keeps_contacts(&person(Role::Head), &ward), Ok(()));
/// // Personnel is a duty for the whole city, a head's is for the own unit.
/// let elsewhere = UnitId::new("00004");
/// assert_eq!(keeps_contacts(&person(Role::Personnel), &elsewhere), Ok(()));
/// let refused = Err(Refusal::NotYourUnit { unit: elsewhere.clone() });
/// assert_eq!(keeps_contacts(&person(Role::Head), &elsewhere), refused);
/// ```
pub fn keeps_contacts(account: &Account, unit: &UnitId) -> Result<(), Refusal> {
    kept_by(account, unit, Role::Personnel)
}

/// By the unit's head, or by whoever holds that role for the whole city.
fn kept_by(account: &Account, unit: &UnitId, city_wide: Role) -> Result<(), Refusal> {
    if account.is(Role::Head, unit) || account.has(city_wide) {
        Ok(())
    } else if account.has(Role::Head) {
        Err(Refusal::NotYourUnit { unit: unit.clone() })
    } else {
        Err(Refusal::RoleMissing)
    }
}
