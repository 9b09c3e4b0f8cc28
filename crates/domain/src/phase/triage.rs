//! The intake desk verifies, accepts, refuses or forwards (Điều 6, Điều 7).

use super::regulation::not_to_be_refused;
use super::{step, support};
use crate::outcome::{Fact, Topic};
use crate::{
    Act, Actor, Case, ClockKind, Comment, Level, Office, Outcome, Reason, Refusal, Role, Terms, UnitId,
};

crate::case::named!(
    /// How the desk tried to reach the citizen.
    Channel {
        /// Telephone.
        Phone => "phone",
        /// Text message.
        Sms => "sms",
        /// E-mail.
        Email => "email",
        /// A message in the application.
        App => "app",
        /// A visit to the place.
        Visit => "visit",
    }
);

crate::case::named!(
    /// Why a report is not taken on: Điều 6 k.2 a–e, and Điều 1 k.3.
    RefusalReason {
        /// a) Incomplete or inexact.
        Incomplete => "a",
        /// b) Pictures or content altered.
        Altered => "b",
        /// c) Already sent by somebody else.
        Duplicate => "c",
        /// d) Verification tried several times in vain.
        Unverifiable => "d",
        /// đ) Found untrue when verified.
        Untrue => "dd",
        /// e) Advertising.
        Advertising => "e",
        /// Complaint, denunciation or state secret: outside the regulation.
        OutOfScope => "scope",
    }
);

impl RefusalReason {
    /// The article the reason stands in.
    pub fn article(self) -> &'static str {
        match self {
            RefusalReason::Incomplete => "Điều 6 khoản 2 điểm a",
            RefusalReason::Altered => "Điều 6 khoản 2 điểm b",
            RefusalReason::Duplicate => "Điều 6 khoản 2 điểm c",
            RefusalReason::Unverifiable => "Điều 6 khoản 2 điểm d",
            RefusalReason::Untrue => "Điều 6 khoản 2 điểm đ",
            RefusalReason::Advertising => "Điều 6 khoản 2 điểm e",
            RefusalReason::OutOfScope => "Điều 1 khoản 3",
        }
    }
}

/// What the desk checks before it takes a report on (Điều 6 k.1). All must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// Content complete and clear, in Vietnamese.
    pub content_clear: bool,
    /// Sender's identity complete.
    pub identity_complete: bool,
    /// Pictures and videos intact.
    pub media_intact: bool,
    /// Place specific.
    pub place_specific: bool,
}

impl Checklist {
    /// Whether every condition is met.
    pub fn complete(&self) -> bool {
        self.content_clear && self.identity_complete && self.media_intact && self.place_specific
    }

    /// Whether every condition is met that a report of that kind has to meet: where the terms ask for no
    /// place, none need be specific.
    pub fn complete_under(&self, terms: &Terms) -> bool {
        Self { place_specific: self.place_specific || !terms.place_required, ..*self }.complete()
    }
}

/// An attempt to reach the citizen (R-6.2d).
#[derive(Clone, Debug, PartialEq)]
pub struct LogContact {
    /// How.
    pub channel: Channel,
    /// Whether the citizen was reached.
    pub reached: bool,
    /// What came of it.
    pub note: Comment,
}

impl Channel {
    /// Whether it needs the citizen's number or address, which the desk does not have of a confidential sender.
    pub fn needs_the_address(self) -> bool {
        matches!(self, Channel::Phone | Channel::Sms | Channel::Email)
    }
}

/// Notes an attempt to reach the citizen.
///
/// # Errors
/// [`Refusal::ChannelHidden`] for a way that a confidential sender cannot be reached by.
pub fn log_contact(case: &Case, actor: &Actor, command: LogContact, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::LogContact)?;
    let LogContact { channel, reached, note } = command;
    if case.confidential && channel.needs_the_address() {
        return Err(Refusal::ChannelHidden);
    }
    Ok(Outcome::of(case, actor, Act::LogContact, to, office, Fact::ContactLogged { channel, reached, note }))
}

/// Asks the citizen for what is missing (R-7.1b). Neither clock stops: R-7.2d includes verification.
///
/// # Errors
/// Those of rights and state.
pub fn request_information(
    case: &Case,
    actor: &Actor,
    question: Reason,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::RequestInformation)?;
    Ok(Outcome::of(case, actor, Act::RequestInformation, to, office, Fact::InformationRequested { question })
        .tell(&case.reporter, Topic::InformationRequested))
}

/// Taking a report on.
#[derive(Clone, Debug, PartialEq)]
pub struct Accept {
    /// The desk's answers to Điều 6 k.1.
    pub checklist: Checklist,
    /// The level.
    pub level: Level,
    /// Why that level; required for urgent and complex.
    pub level_reason: Option<Reason>,
}

/// Takes the report on (R-7.2b): acceptance and verification stop, dispatch starts (4 wh, R-8.5a), unless the
/// case waits to be sent to another agency: then nobody could dispatch it.
///
/// # Errors
/// [`Refusal::ClassedForRefusal`], [`Refusal::ChecklistIncomplete`], [`Refusal::LevelReasonMissing`].
pub fn accept(case: &Case, actor: &Actor, command: Accept, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Accept)?;
    not_to_be_refused(case)?;
    let Accept { checklist, level, level_reason } = command;
    if !checklist.complete_under(office.terms) {
        return Err(Refusal::ChecklistIncomplete);
    }
    if level != Level::Normal && level_reason.is_none() {
        return Err(Refusal::LevelReasonMissing);
    }
    let fact = Fact::Accepted { checklist, level, level_reason };
    let mut outcome = Outcome::of(case, actor, Act::Accept, to, office, fact)
        .closing(case, &[ClockKind::Acceptance, ClockKind::Verification])
        .tell(&case.reporter, Topic::CaseAccepted)
        .tell_desk(&case.unit, Role::Head, Topic::CaseAccepted);
    if case.clock(ClockKind::Transfer).is_none() {
        outcome = outcome.opening(office.open(ClockKind::Dispatch, &case.unit, office.terms.dispatch)?);
    }
    outcome.change.level = Some(level);
    Ok(outcome)
}

/// Not taking a report on.
#[derive(Clone, Debug, PartialEq)]
pub struct Refuse {
    /// The coded reason.
    pub reason: RefusalReason,
    /// What the citizen reads (R-7.2a).
    pub explanation: Reason,
}

/// Refuses the report with a coded reason and an explanation (R-6.2, R-7.1a, R-7.2a).
///
/// # Errors
/// [`Refusal::ContactAttemptsMissing`] when reason d is given before two failed attempts in a row (R-6.2d): whoever
/// was reached could be asked.
pub fn refuse(case: &Case, actor: &Actor, command: Refuse, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Refuse)?;
    let Refuse { reason, explanation } = command;
    let (failed, needed) = (case.failed_contacts, office.terms.contact_attempts_min);
    if reason == RefusalReason::Unverifiable && failed < needed {
        return Err(Refusal::ContactAttemptsMissing { failed, needed });
    }
    Ok(Outcome::of(case, actor, Act::Refuse, to, office, Fact::Refused { reason, explanation })
        .closing(case, ClockKind::ALL)
        .tell(&case.reporter, Topic::CaseRefused))
}

/// Sends the case up (R-7.2c): the superior unit receives it and its own 8 wh begin. `office` is that of the
/// unit that receives: its clocks are counted there. The same goes for [`reroute`].
///
/// # Errors
/// [`Refusal::NoSuperior`] at the top.
pub fn forward(case: &Case, actor: &Actor, reason: Reason, office: &Office<'_>) -> Result<Outcome, Refusal> {
    step(case, actor, Act::Forward)?;
    // After a reorganisation a unit may stand above itself.
    let superior = case.superior.clone().filter(|above| *above != case.unit).ok_or(Refusal::NoSuperior)?;
    let fact = Fact::Forwarded { to: superior.clone(), reason };
    hand_over(case, actor, Act::Forward, superior, fact, office)
}

/// Sends a case that came to the wrong agency to the right one.
///
/// # Errors
/// [`Refusal::SameUnit`] when it is there already.
pub fn reroute(
    case: &Case,
    actor: &Actor,
    to: UnitId,
    reason: Reason,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    step(case, actor, Act::Reroute)?;
    if to == case.unit {
        return Err(Refusal::SameUnit);
    }
    let fact = Fact::Rerouted { to: to.clone(), reason };
    hand_over(case, actor, Act::Reroute, to, fact, office)
}

/// The case goes back to `Submitted` at another unit: whatever ran for the old one stops there, so that
/// each unit answers for its own minutes (R-8.5c), and the new one has the time of a fresh receipt.
fn hand_over(
    case: &Case,
    actor: &Actor,
    act: Act,
    unit: UnitId,
    fact: Fact,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, act)?;
    let acceptance = office.open(ClockKind::Acceptance, &unit, office.terms.acceptance)?;
    let verification = office.open(ClockKind::Verification, &unit, office.terms.verification)?;
    let mut outcome = Outcome::of(case, actor, act, to, office, fact)
        .closing(case, ClockKind::ALL)
        .opening(acceptance)
        .opening(verification)
        .tell(&case.reporter, Topic::CaseForwarded)
        .tell_desk(&unit, Role::Intake, Topic::CaseReceived);
    outcome.change.unit = Some(unit);
    outcome.change.handler = Some(None);
    Ok(support::lapsing(case, outcome))
}
