//! "Still not solved": the citizen reports a matter again, and the new case continues the old one (R-13.2, Đ.18 k.4).

use super::intake::{self, Submit};
use crate::aftercare::Satisfaction;
use crate::{Account, Case, CaseId, Continues, Office, Outcome, Refusal, State};

/// What the store knows of a case beside the case, when it is to be continued.
#[derive(Clone, Debug, PartialEq)]
pub struct Continued {
    /// The rating that stands.
    pub rating: Option<Satisfaction>,
    /// The first case of the chain it stands in: itself, when nothing came before.
    pub root: CaseId,
    /// Its place in that chain, from 1.
    pub position: u32,
    /// Whether another case continues it.
    pub has_next: bool,
}

/// Opens a case that continues another (Đ.18 k.4). Its reporter may, once, when the result is public and was
/// rated unsatisfactory, or while clarification could still be asked.
///
/// The new case is a case like any other, with clocks from now: the old one stays as it is.
///
/// # Errors
/// [`Refusal::NotYours`], [`Refusal::NotReopenable`], [`Refusal::AlreadyContinued`]; those of
/// [`intake::submit`].
pub fn reopen(
    case: &Case,
    continued: &Continued,
    sender: &Account,
    command: Submit,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    if sender.id != case.reporter {
        return Err(Refusal::NotYours);
    }
    may_be_continued(case, continued, office)?;
    let mut outcome = intake::submit(sender, command, office)?;
    outcome.change.continues = Some(Continues {
        case: case.id.clone(),
        root: continued.root.clone(),
        position: continued.position.saturating_add(1),
    });
    Ok(outcome)
}

fn may_be_continued(case: &Case, continued: &Continued, office: &Office<'_>) -> Result<(), Refusal> {
    let answered = matches!(case.state, State::Published | State::Closed);
    let discontent = continued.rating == Some(Satisfaction::Unsatisfied);
    let window = case.window_to_ask().is_some_and(|window| office.now <= window.due_at);
    if !answered || !(discontent || window) {
        return Err(Refusal::NotReopenable);
    }
    if continued.has_next {
        return Err(Refusal::AlreadyContinued);
    }
    Ok(())
}
