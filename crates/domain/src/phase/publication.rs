//! The head lets the result be public and answers for it, or sends it back (Điều 12 k.3).

use super::approval::not_the_author;
use super::step;
use crate::outcome::{Fact, Topic};
use crate::{
    Act, Actor, Case, ClockKind, Conclusion, Instant, MediaRef, Office, Outcome, PublicText, Publicity, Reason, Refusal,
    ReportText,
};
use working_time::Limit;

/// The result that lies before the head, as the store knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedResult {
    /// What was done.
    pub result: Conclusion,
    /// Its evidence.
    pub evidence: Vec<MediaRef>,
    /// The origin and the limit of the handling clock that this result stopped: its due instant follows.
    pub handling: Option<(Instant, Limit)>,
}

/// Publishes. The publication clock stops; the citizen may ask for 2 d.
///
/// The public text is the head's own wording, or the report's with telephone numbers, e-mail
/// addresses and identity numbers masked ([`PublicText`]); the same masking goes over both.
///
/// # Errors
/// [`Refusal::OwnWork`] for whoever drafted or recorded it; [`Refusal::ContributionsOutstanding`] until each
/// supporter's contribution is in, declined or waived (R-8.2c); [`Refusal::ResultOnly`] for a wording where the
/// kind's terms make the result alone public.
pub fn publish(
    case: &Case,
    actor: &Actor,
    recorded: &RecordedResult,
    wording: Option<ReportText>,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Publish)?;
    not_the_author(actor, [case.drafted_by.as_ref(), case.result_by.as_ref()])?;
    let units = case.outstanding();
    if !units.is_empty() {
        return Err(Refusal::ContributionsOutstanding { units });
    }
    let window = office.open(ClockKind::QuestionWindow, &case.unit, office.terms.question_window)?;
    // what was reported, and where, could give away who did, whoever words it.
    let with_report = office.terms.publicity == Publicity::ReportAndResult;
    if wording.is_some() && !with_report {
        return Err(Refusal::ResultOnly);
    }
    let text = wording.as_ref().map_or(case.report_text.as_str(), ReportText::as_str);
    let address = case.address.as_deref().filter(|_| with_report);
    let fact = Fact::Published {
        public_text: with_report.then(|| PublicText::masking(text).into_string()),
        address: address.map(|address| PublicText::masking(address).into_string()),
        result: PublicText::masking(recorded.result.as_str()).into_string(),
        evidence: recorded.evidence.clone(),
    };
    let closes_at = window.due_at;
    let mut outcome = Outcome::of(case, actor, Act::Publish, to, office, fact)
        .closing(case, &[ClockKind::Publication])
        .opening(window)
        .tell(&case.reporter, Topic::ResultPublished);
    outcome.change.closes_at = Some(closes_at);
    Ok(outcome)
}

/// Sends the recorded result back. Publication stops, and handling runs again on its old
/// count: a result that did not hold has bought no time. Nor has a supporter: the clock of a contribution that
/// is outstanding ran on, and its end follows from the lead's, which is the same as before.
///
/// # Errors
/// [`Refusal::OwnWork`].
pub fn return_result(
    case: &Case,
    actor: &Actor,
    recorded: &RecordedResult,
    reason: Reason,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::ReturnResult)?;
    not_the_author(actor, [case.drafted_by.as_ref(), case.result_by.as_ref()])?;
    let mut outcome = Outcome::of(case, actor, Act::ReturnResult, to, office, Fact::ResultReturned { reason })
        .closing(case, &[ClockKind::Publication]);
    if let Some((origin, limit)) = recorded.handling {
        outcome = outcome.opening(office.open_from(ClockKind::Handling, &case.unit, limit, origin)?);
    }
    if let Some(handler) = &case.handler {
        outcome = outcome.tell(handler, Topic::ResultReturned);
    }
    outcome.change.result_by = Some(None);
    Ok(outcome)
}
