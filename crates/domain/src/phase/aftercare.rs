//! The citizen asks and rates; the case closes when the window is over (Điều 13).

use super::step;
use crate::outcome::{Fact, Topic};
use crate::{Act, Actor, Case, ClockKind, Comment, Conclusion, Office, Outcome, Refusal, ReportText, Role};

crate::case::named!(
    /// How content the citizen is.
    Satisfaction {
        /// Hài lòng.
        Satisfied => "satisfied",
        /// Chấp nhận được.
        Acceptable => "acceptable",
        /// Chưa hài lòng.
        Unsatisfied => "unsatisfied",
    }
);

/// The citizen asks for clarification. The window's clock stops, the agency's 2 wd start.
///
/// # Errors
/// [`Refusal::WindowOver`] after 2 d, [`Refusal::AlreadyAsked`] the second time.
pub fn ask(case: &Case, actor: &Actor, question: ReportText, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Ask)?;
    let Some(window) = case.window_to_ask() else {
        return Err(Refusal::AlreadyAsked);
    };
    if office.now > window.due_at {
        return Err(Refusal::WindowOver);
    }
    let clarification = office.open(ClockKind::Clarification, &case.unit, office.terms.clarification)?;
    let mut outcome = Outcome::of(case, actor, Act::Ask, to, office, Fact::Asked { question })
        .closing(case, &[ClockKind::QuestionWindow])
        .opening(clarification)
        .tell_desk(&case.unit, Role::Head, Topic::QuestionAsked);
    if let Some(handler) = &case.handler {
        outcome = outcome.tell(handler, Topic::QuestionAsked);
    }
    Ok(outcome)
}

/// The agency answers. The case stays open for another window, so that the citizen can
/// read the answer before rating; it is counted anew like the first when the calendar changes.
///
/// # Errors
/// [`Refusal::NoQuestion`].
pub fn answer(case: &Case, actor: &Actor, answer: Conclusion, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Answer)?;
    if case.clock(ClockKind::Clarification).is_none() {
        return Err(Refusal::NoQuestion);
    }
    let window = office.open(ClockKind::QuestionWindow, &case.unit, office.terms.question_window)?;
    let closes_at = window.due_at;
    let mut outcome = Outcome::of(case, actor, Act::Answer, to, office, Fact::Answered { answer })
        .closing(case, &[ClockKind::Clarification])
        .opening(window)
        .tell(&case.reporter, Topic::QuestionAnswered);
    outcome.change.closes_at = Some(closes_at);
    Ok(outcome)
}

/// The citizen rates; a later rating replaces the earlier until the case closes.
///
/// # Errors
/// Those of rights and state.
pub fn rate(
    case: &Case,
    actor: &Actor,
    satisfaction: Satisfaction,
    comment: Comment,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Rate)?;
    Ok(Outcome::of(case, actor, Act::Rate, to, office, Fact::Rated { satisfaction, comment })
        .tell_desk(&case.unit, Role::Head, Topic::CaseRated))
}

/// The sweep ends a case whose window is over and whose question, if any, was answered.
///
/// # Errors
/// [`Refusal::NotYetClosing`].
pub fn close(case: &Case, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, &Actor::System, Act::Close)?;
    let over = case.closes_at.is_some_and(|at| at < office.now);
    if !over || case.clock(ClockKind::Clarification).is_some() {
        return Err(Refusal::NotYetClosing);
    }
    Ok(Outcome::of(case, &Actor::System, Act::Close, to, office, Fact::Closed)
        .closing(case, ClockKind::ALL)
        .tell(&case.reporter, Topic::CaseClosed))
}
