//! An authorised person looks at a confidential sender, and the journal says so (Điều 5 k.7).

use super::step;
use crate::outcome::{Fact, Topic};
use crate::{Act, Actor, Case, Office, Outcome, Reason, Refusal, Role};

/// Looks at the sender of a confidential report. The identity itself is no part of the outcome: whoever
/// commits it reads the identity for one reply. The sender is told that somebody looked, and reads which body did.
///
/// # Errors
/// [`Refusal::NotYourRole`] for everybody but the Centre and the Inspectorate, and for whoever works in the agency
/// that handles the case; [`Refusal::NotConfidential`] when the file shows the sender anyway.
pub fn look(case: &Case, actor: &Actor, reason: Reason, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::LookAtIdentity)?;
    if !case.confidential {
        return Err(Refusal::NotConfidential);
    }
    let body = actor.acts_for(&[Role::Inspector, Role::Centre], case);
    Ok(Outcome::of(case, actor, Act::LookAtIdentity, to, office, Fact::IdentityLookedAt { body, reason })
        .tell(&case.reporter, Topic::IdentityLookedAt))
}
