//! The City Inspectorate inspects what a report of waste is about (Điều 24). An inspection runs beside the case:
//! it neither moves it nor stops its clocks.

use super::step;
use crate::outcome::{Fact, Topic};
use crate::{Act, Actor, Case, Conclusion, MediaRef, Office, Outcome, Reason, Refusal, Role, ShortText};

crate::case::named!(
    /// What an inspection found.
    Finding {
        /// Có vi phạm.
        Founded => "founded",
        /// Không có vi phạm.
        Unfounded => "unfounded",
        /// Chuyển cơ quan có thẩm quyền.
        Referred => "referred",
    }
);

/// An inspection to be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenInspection {
    /// Number of the decision it rests on.
    pub decision: ShortText,
    /// What is inspected: whom, what, which years.
    pub scope: Reason,
    /// Why.
    pub reason: Reason,
}

/// Opens an inspection on a verified report. The head of the unit that holds the case is told that one runs.
///
/// # Errors
/// [`Refusal::InspectionOpen`] while one runs.
pub fn open(case: &Case, actor: &Actor, command: OpenInspection, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::OpenInspection)?;
    if case.inspecting {
        return Err(Refusal::InspectionOpen);
    }
    let OpenInspection { decision, scope, reason } = command;
    let body = actor.acts_for(&[Role::Inspector], case);
    let fact = Fact::InspectionOpened { body, decision, scope, reason };
    Ok(Outcome::of(case, actor, Act::OpenInspection, to, office, fact)
        .tell_desk(&case.unit, Role::Head, Topic::InspectionOpened))
}

/// A step of an inspection.
#[derive(Clone, Debug, PartialEq)]
pub struct LogInspection {
    /// What was done or found.
    pub note: Reason,
    /// Files that belong to it.
    pub media: Vec<MediaRef>,
}

/// Notes a step of the inspection that runs. Nobody outside the Inspectorate and the Centre is told.
///
/// # Errors
/// [`Refusal::NoInspection`].
pub fn log(case: &Case, actor: &Actor, command: LogInspection, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::LogInspection)?;
    if !case.inspecting {
        return Err(Refusal::NoInspection);
    }
    let LogInspection { note, media } = command;
    let fact = Fact::InspectionLogged { body: actor.acts_for(&[Role::Inspector], case), note, media };
    Ok(Outcome::of(case, actor, Act::LogInspection, to, office, fact))
}

/// The end of an inspection.
#[derive(Clone, Debug, PartialEq)]
pub struct EndInspection {
    /// What was found.
    pub finding: Finding,
    /// In words.
    pub conclusion: Conclusion,
}

/// Ends the inspection that runs with its conclusion. Another may be opened later.
///
/// # Errors
/// [`Refusal::NoInspection`].
pub fn end(case: &Case, actor: &Actor, command: EndInspection, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::EndInspection)?;
    if !case.inspecting {
        return Err(Refusal::NoInspection);
    }
    let EndInspection { finding, conclusion } = command;
    let fact = Fact::InspectionEnded { body: actor.acts_for(&[Role::Inspector], case), finding, conclusion };
    Ok(Outcome::of(case, actor, Act::EndInspection, to, office, fact)
        .tell_desk(&case.unit, Role::Head, Topic::InspectionEnded))
}
