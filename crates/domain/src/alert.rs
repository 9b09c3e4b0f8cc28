//! Alerts to residents: one person writes, another approves, then it is sent (Điều 15, 17).

use crate::outcome::Tip;
use crate::{Account, AccountId, AlertId, AlertText, Instant, Reason, Refusal, Role, Title, UnitId};

crate::case::named!(
    /// Where an alert stands.
    AlertState {
        /// Written, waiting for another person's approval.
        Written => "written",
        /// Approved and therefore sent: residents see it from this instant.
        Sent => "sent",
        /// Taken back.
        Cancelled => "cancelled",
    }
);

crate::case::named!(
    /// What is done to an alert.
    AlertAct {
        /// Writes it.
        Write => "write",
        /// Approves and sends it.
        Approve => "approve",
        /// Takes it back, with a reason.
        Cancel => "cancel",
    }
);

crate::case::named!(
    /// What an alert is.
    AlertKind {
        /// Cảnh báo.
        Warning => "warning",
        /// Thông tin, tuyên truyền.
        Information => "information",
    }
);

/// Who an alert is for. It is resolved when read, so sending costs the same for one and for two million.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Every account.
    City,
    /// Those who live in that ward or commune.
    Commune(UnitId),
}

/// An alert as an act finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// Where its journal ends.
    pub tip: Tip,
    /// Where it stands.
    pub state: AlertState,
    /// The unit that issues it and answers for it.
    pub unit: UnitId,
    /// Who wrote it.
    pub written_by: AccountId,
}

/// An alert to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct WriteAlert {
    /// Row id.
    pub id: AlertId,
    /// The issuing unit.
    pub unit: UnitId,
    /// Whether the issuing unit is a commune, which may address its own residents only.
    pub unit_is_commune: bool,
    /// Warning or information.
    pub kind: AlertKind,
    /// Headline.
    pub title: Title,
    /// Body.
    pub text: AlertText,
    /// Until when it is shown.
    pub valid_until: Instant,
}

/// What an act on an alert does.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertOutcome {
    /// The alert.
    pub alert: AlertId,
    /// The row before.
    pub follows: Tip,
    /// What was done.
    pub act: AlertAct,
    /// Where it stood.
    pub from: Option<AlertState>,
    /// Where it stands.
    pub to: AlertState,
    /// Who did it.
    pub actor: AccountId,
    /// The issuing unit.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// Content and audience, when written.
    pub content: Option<(WriteAlert, Audience)>,
    /// The reason, when cancelled.
    pub reason: Option<Reason>,
}

/// Writes an alert. Anybody who works in the unit may.
///
/// # Errors
/// [`Refusal::NotYourUnit`]; [`Refusal::AlertAlreadyOver`] when it would not be valid any more.
pub fn write_alert(author: &Account, command: WriteAlert, now: Instant) -> Result<AlertOutcome, Refusal> {
    if !author.works_in(&command.unit) {
        return Err(Refusal::NotYourUnit { unit: command.unit });
    }
    if command.valid_until <= now {
        return Err(Refusal::AlertAlreadyOver);
    }
    let audience =
        if command.unit_is_commune { Audience::Commune(command.unit.clone()) } else { Audience::City };
    Ok(AlertOutcome {
        alert: command.id.clone(),
        follows: Tip::START,
        act: AlertAct::Write,
        from: None,
        to: AlertState::Written,
        actor: author.id.clone(),
        unit: command.unit.clone(),
        at: now,
        content: Some((command, audience)),
        reason: None,
    })
}

/// Approves and thereby sends: a head of the unit, and not the author.
///
/// # Errors
/// [`Refusal::OwnWork`], [`Refusal::NotYourUnit`], [`Refusal::AlertNotFromHere`].
pub fn approve_alert(alert: &Alert, account: &Account, now: Instant) -> Result<AlertOutcome, Refusal> {
    head_only(alert, account)?;
    if alert.written_by == account.id {
        return Err(Refusal::OwnWork);
    }
    moved(alert, account, AlertAct::Approve, now, None)
}

/// Takes an alert back, with a reason that residents read.
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::AlertNotFromHere`].
pub fn cancel_alert(alert: &Alert, account: &Account, reason: Reason, now: Instant) -> Result<AlertOutcome, Refusal> {
    head_only(alert, account)?;
    moved(alert, account, AlertAct::Cancel, now, Some(reason))
}

fn head_only(alert: &Alert, account: &Account) -> Result<(), Refusal> {
    if account.is(Role::Head, &alert.unit) {
        Ok(())
    } else {
        Err(Refusal::NotYourUnit { unit: alert.unit.clone() })
    }
}

fn moved(
    alert: &Alert,
    account: &Account,
    act: AlertAct,
    now: Instant,
    reason: Option<Reason>,
) -> Result<AlertOutcome, Refusal> {
    let to = match (alert.state, act) {
        (AlertState::Written, AlertAct::Approve) => AlertState::Sent,
        (AlertState::Written | AlertState::Sent, AlertAct::Cancel) => AlertState::Cancelled,
        (from, act) => return Err(Refusal::AlertNotFromHere { from, act }),
    };
    Ok(AlertOutcome {
        alert: alert.id.clone(),
        follows: alert.tip,
        act,
        from: Some(alert.state),
        to,
        actor: account.id.clone(),
        unit: alert.unit.clone(),
        at: now,
        content: None,
        reason,
    })
}
