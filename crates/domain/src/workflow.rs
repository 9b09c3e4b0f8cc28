//! The law of movement, on one screen.

use crate::phase::approval::not_the_author;
use crate::phase::dispatch::is_extensible;
use crate::phase::regulation::{is_ones_own, not_to_be_refused, not_to_be_transferred};
use crate::phase::support;
use crate::{Act, Actor, Case, ClockKind, Kind, Refusal, State, Terms, actor};

/// The state after an act.
///
/// # Errors
/// [`Refusal::NotFromHere`] when the regulation knows no such step.
///
/// ```
/// use domain::{Act, Refusal, State, workflow::next_state};
/// // Sent up after it was dispatched, a case begins again at another unit (R-7.2c) …
/// assert_eq!(next_state(State::Dispatched, Act::Forward), Ok(State::Submitted));
/// // … but not once an officer works on it.
/// let (from, act) = (State::Handling, Act::Forward);
/// assert_eq!(next_state(from, act), Err(Refusal::NotFromHere { from, act }));
/// ```
pub fn next_state(from: State, act: Act) -> Result<State, Refusal> {
    use Act::*;
    use State::*;
    match (from, act) {
        // Điều 6–7: receipt and verification.
        (Submitted | Verifying, LogContact) => Ok(Verifying), // R-6.2d
        (Submitted | Verifying, RequestInformation) => Ok(Verifying), // R-7.1b
        (Verifying, ProvideInformation) => Ok(Verifying),     // R-7.1b
        (Submitted | Verifying, Accept) => Ok(Accepted),      // R-7.2b
        (Submitted | Verifying, Refuse) => Ok(Refused),       // R-7.1a, R-7.2a
        (Submitted | Verifying | Accepted | Dispatched, Forward) => Ok(Submitted), // R-7.2c
        (Accepted | Dispatched, Reroute) => Ok(Submitted),    // R-5.9: wrong route, with a reason
        (Submitted | Verifying | Accepted | Dispatched, Withdraw) => Ok(Withdrawn), // R-26.2

        // Điều 8: dispatch and handling.
        (Accepted, Dispatch) => Ok(Dispatched),               // R-8.1b
        (Dispatched | Handling, Assign) => Ok(Handling),      // R-8.1c
        (Approved, Assign) => Ok(Approved),                   // R-8.1c: the officer named before has left
        (Handling, Draft) => Ok(Drafted),                     // R-8.1d
        (Accepted | Dispatched | Handling | Drafted, Reclassify) => Ok(from), // R-8.4
        (Dispatched | Handling | Drafted, Extend) => Ok(from), // R-8.5b

        // Điều 12: approval, result, publication.
        (Drafted, ReturnDraft) => Ok(Handling),               // R-12.1: with a reason
        (Drafted, Approve) => Ok(Approved),                   // R-12.1
        (Approved, RecordResult) => Ok(Resulted),             // R-12.2
        (Resulted, ReturnResult) => Ok(Approved),             // R-12.3: with a reason
        (Resulted, Publish) => Ok(Published),                 // R-12.3

        // Điều 13: after-care.
        (Published, Ask | Answer | Rate) => Ok(Published),    // R-13.1, R-13.2
        (Published, Close) => Ok(Closed),                     // R-13.1: the window is over

        // Điều 5 k.3: classifying feedback on a regulation moves nothing.
        (Submitted | Verifying | Accepted | Dispatched, Classify) => Ok(from), // R-5.3

        // Điều 8 k.2: supporters work beside the lead; the case itself stays where it is.
        (Accepted | Dispatched | Handling | Drafted, Invite) => Ok(from), // R-8.2a
        (
            Accepted | Dispatched | Handling | Drafted | Approved | Resulted,
            SupportAssign | SupportDraft | SupportReturn | SupportApprove | SupportDecline, // R-8.2b
        ) => Ok(from),
        (Accepted | Dispatched | Handling | Drafted | Approved | Resulted, Waive) => Ok(from), // R-8.2c

        // Điều 18 k.9: urging moves nothing.
        (from, Urge) if !from.is_end() && from != Published => Ok(from), // R-18.9

        // Điều 9: an initiative is weighed while it is handled, and its plan is carried out afterwards.
        (Handling, Evaluate | OpenViews | CloseViews) => Ok(Handling), // R-9.2
        (Handling | Drafted | Approved | Resulted | Published | Closed, HideComment) => Ok(from), // R-9.2
        (Published | Closed, Progress) => Ok(from),           // R-9.3

        // Điều 24: an inspection runs beside the case, and goes on whatever becomes of it.
        (from, OpenInspection) if from.is_taken_on() => Ok(from), // R-24
        (from, LogInspection | EndInspection) => Ok(from),    // R-24

        // Điều 5 k.7: a look moves nothing.
        (from, LookAtIdentity) => Ok(from),                   // R-5.7

        // Điều 28: the city or its calendar changes around the case.
        (from, Succeed | Recount) if !from.is_end() => Ok(from), // R-28.1, R-28.2
        (Closed, Succeed) => Ok(Closed),                      // R-9.3: with a plan that is being carried out

        (from, act) => Err(Refusal::NotFromHere { from, act }),
    }
}

/// The state an act of this person would lead to. Rights first, then the state: a stranger learns
/// nothing from where a case stands.
///
/// # Errors
/// The refusals of rights, then [`Refusal::NotFromHere`], then [`Refusal::NotThisKind`].
pub fn step(case: &Case, actor: &Actor, act: Act) -> Result<State, Refusal> {
    actor::permit(actor, act, case)?;
    let to = next_state(case.state, act)?;
    if act.only_for().is_some_and(|kind| kind != case.kind) {
        return Err(Refusal::NotThisKind { kind: case.kind, act });
    }
    Ok(to)
}

/// The acts that this person may do to the case as it stands, in the order of the process, so that a
/// screen shows no button that can only be refused. `terms` are those the case runs under.
///
/// What is left to be refused is what a person writes (a checklist, a limit, a missing reason) and what
/// time brings (a window that is over): neither is known before the act.
pub fn acts_open_to(case: &Case, actor: &Actor, terms: &Terms) -> Vec<Act> {
    Act::ALL
        .iter()
        .copied()
        .filter(|act| step(case, actor, *act).is_ok() && nothing_missing(case, actor, *act, terms))
        .collect()
}

/// Whether the case itself holds what the act needs besides right and state.
fn nothing_missing(case: &Case, actor: &Actor, act: Act, terms: &Terms) -> bool {
    match act {
        Act::ProvideInformation => case.information_pending, // R-7.1b
        Act::Accept => not_to_be_refused(case).is_ok(),      // R-5.3
        Act::Forward => case.superior.as_ref().is_some_and(|above| *above != case.unit), // R-7.2c
        Act::Extend => is_extensible(case, terms),           // R-8.5b
        Act::Approve | Act::ReturnDraft => not_the_author(actor, [case.drafted_by.as_ref(), None]).is_ok(), // R-12.3
        Act::Publish | Act::ReturnResult => {
            not_the_author(actor, [case.drafted_by.as_ref(), case.result_by.as_ref()]).is_ok() // R-12.3
                && (act != Act::Publish || case.outstanding().is_empty()) // R-8.2c
        }
        Act::SupportAssign
        | Act::SupportDraft
        | Act::SupportReturn
        | Act::SupportApprove
        | Act::SupportDecline
        | Act::Waive => {
            case.contributions.iter().any(|contribution| support::open_to(case, actor, act, &contribution.unit)) // R-8.2b
        }
        Act::Succeed => !case.state.is_end() || case.milestones > 0, // R-9.3
        Act::Recount => false, // R-28.2: only another calendar says whether an end moves
        Act::Ask => case.window_to_ask().is_some(),   // R-13.1
        Act::Answer => case.clock(ClockKind::Clarification).is_some(), // R-13.1
        Act::Classify => case.kind == Kind::Regulation,      // R-5.3
        Act::Dispatch => is_ones_own(case).is_ok(),          // R-5.3
        Act::Assign => not_to_be_transferred(case).is_ok(),  // R-5.3
        Act::Draft => case.kind != Kind::Initiative || case.evaluated, // R-9.2
        Act::CloseViews => case.views_until.is_some(),       // R-9.2
        Act::Progress => case.milestones > 0,                // R-9.3
        Act::OpenInspection => !case.inspecting,             // R-24
        Act::LogInspection | Act::EndInspection => case.inspecting, // R-24
        Act::LookAtIdentity => case.confidential,            // R-5.7
        _ => true,
    }
}
