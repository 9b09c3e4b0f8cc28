//! The officer works and files a draft (Điều 8 k.1 d).

use super::regulation::Assessment;
use super::step;
use crate::outcome::{Fact, Topic};
use crate::{Act, Actor, Case, ClockKind, Conclusion, Kind, MediaRef, Office, Outcome, Refusal, Role};

/// A draft result.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What the officer proposes to answer.
    pub conclusion: Conclusion,
    /// Files that support it.
    pub media: Vec<MediaRef>,
    /// How a regulation was examined, and what is to come of it; of no other kind.
    pub assessment: Option<Assessment>,
}

/// Files the draft (R-8.1d). A rework clock stops; handling goes on.
///
/// # Errors
/// Those of rights and state; [`Refusal::AssessmentMissing`] for a regulation, [`Refusal::AssessmentNotMeant`]
/// for every other kind; [`Refusal::DecisionMissing`] for an initiative, which [`crate::initiative::draft`] answers.
pub fn draft(case: &Case, actor: &Actor, command: Draft, office: &Office<'_>) -> Result<Outcome, Refusal> {
    step(case, actor, Act::Draft)?;
    if case.kind == Kind::Initiative {
        return Err(Refusal::DecisionMissing);
    }
    filed(case, actor, command, office)
}

/// Files it, whatever kind of case it answers.
pub(crate) fn filed(case: &Case, actor: &Actor, command: Draft, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Draft)?;
    let Draft { conclusion, media, assessment } = command;
    match (case.kind == Kind::Regulation, &assessment) {
        (true, None) => return Err(Refusal::AssessmentMissing),
        (false, Some(_)) => return Err(Refusal::AssessmentNotMeant),
        _ => {}
    }
    let mut outcome = Outcome::of(case, actor, Act::Draft, to, office, Fact::Drafted { conclusion, media, assessment })
        .closing(case, &[ClockKind::Rework])
        .tell_desk(&case.unit, Role::Head, Topic::DraftReady);
    outcome.change.drafted_by = Some(actor.account().cloned());
    Ok(outcome)
}
