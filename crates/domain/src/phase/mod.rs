//! The phases of the process; one file each, one function an act.

pub mod aftercare;
pub mod approval;
pub mod dispatch;
pub mod handling;
pub mod intake;
pub mod publication;
pub mod triage;

use crate::{Act, Actor, Case, Refusal, State, actor, workflow};

/// Rights first, then the state: a stranger learns nothing from where a case stands.
fn step(case: &Case, actor: &Actor, act: Act) -> Result<State, Refusal> {
    actor::permit(actor, act, case)?;
    workflow::next_state(case.state, act)
}
