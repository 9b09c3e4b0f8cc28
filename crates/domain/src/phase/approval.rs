//! The head approves or returns; the officer records the result with evidence (Điều 12 k.1–2).

use super::step;
use crate::outcome::{Fact, Topic};
use crate::{
    AccountId, Act, Actor, Case, ClockKind, Comment, Conclusion, MediaRef, Office, Outcome, Reason, Refusal, Role,
};

/// Four eyes: whoever wrote it does not decide on it.
pub(crate) fn not_the_author(actor: &Actor, authors: [Option<&AccountId>; 2]) -> Result<(), Refusal> {
    if authors.into_iter().flatten().any(|author| actor.is(author)) {
        return Err(Refusal::OwnWork);
    }
    Ok(())
}

/// Returns the draft with a reason: rework has 1 wd, and handling goes on, so a return buys no time.
///
/// # Errors
/// [`Refusal::OwnWork`].
pub fn return_draft(case: &Case, actor: &Actor, reason: Reason, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::ReturnDraft)?;
    not_the_author(actor, [case.drafted_by.as_ref(), None])?;
    let rework = office.open(ClockKind::Rework, &case.unit, office.terms.rework)?;
    let mut outcome = Outcome::of(case, actor, Act::ReturnDraft, to, office, Fact::DraftReturned { reason })
        .opening(rework);
    if let Some(handler) = &case.handler {
        outcome = outcome.tell(handler, Topic::DraftReturned);
    }
    outcome.change.drafted_by = Some(None);
    Ok(outcome)
}

/// Approves the draft.
///
/// # Errors
/// [`Refusal::OwnWork`].
pub fn approve(case: &Case, actor: &Actor, note: Comment, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Approve)?;
    not_the_author(actor, [case.drafted_by.as_ref(), None])?;
    let mut outcome = Outcome::of(case, actor, Act::Approve, to, office, Fact::Approved { note });
    if let Some(handler) = &case.handler {
        outcome = outcome.tell(handler, Topic::DraftApproved);
    }
    Ok(outcome)
}

/// A result with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordResult {
    /// What was done.
    pub result: Conclusion,
    /// Pictures or documents that prove it; one at least.
    pub evidence: Vec<MediaRef>,
}

/// Records the result: handling stops, publication starts (1 wd, R-12.3).
///
/// # Errors
/// [`Refusal::EvidenceMissing`].
pub fn record_result(
    case: &Case,
    actor: &Actor,
    command: RecordResult,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::RecordResult)?;
    let RecordResult { result, evidence } = command;
    if evidence.is_empty() {
        return Err(Refusal::EvidenceMissing);
    }
    let publication = office.open(ClockKind::Publication, &case.unit, office.terms.publication)?;
    let mut outcome =
        Outcome::of(case, actor, Act::RecordResult, to, office, Fact::ResultRecorded { result, evidence })
            .closing(case, &[ClockKind::Handling, ClockKind::Rework])
            .opening(publication)
            .tell_desk(&case.unit, Role::Head, Topic::ResultRecorded);
    outcome.change.result_by = Some(actor.account().cloned());
    Ok(outcome)
}
