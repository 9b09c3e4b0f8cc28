//! A citizen sends a report, answers what the desk asks, or takes it back (Điều 5, Điều 7 k.1).

use super::{step, support};
use crate::outcome::{CaseChange, Fact, Notice, Recipient, Tip, Topic};
use crate::{
    Account, Act, Actor, Case, CaseCode, CaseId, ClockKind, MediaRef, Office, OnBehalf, Outcome, Reason, Refusal, Report,
    ReportId, ReportText, Role, State, UnitId, scope,
};

/// A report, ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Submit {
    /// Row id for the new case.
    pub case: CaseId,
    /// Public code for the new case.
    pub code: CaseCode,
    /// Id for the report.
    pub report: ReportId,
    /// The sender's key: sending twice with one key opens one case.
    pub idempotency_key: String,
    /// What was sent.
    pub content: Report,
    /// The unit that receives it: the ward, or the department that leads in the field.
    pub unit: UnitId,
    /// For whom the Support Centre enters it (R-18.3a); `None` when the sender reports for themself.
    pub on_behalf: Option<OnBehalf>,
}

/// Opens a case on a report; the acceptance clock (8 wh, R-7.2d) and inside it the verification clock
/// (4 wh, R-6.2d) start at once, whatever the hour.
///
/// # Errors
/// [`Refusal::NotYours`] when it would be sent in somebody else's name, unless the Support Centre
/// enters it ([`Refusal::NotYourRole`] for others, [`Refusal::ConsentMissing`], R-18.3a),
/// [`Refusal::IdentityNotVerified`]; [`Refusal::MediaMissing`], [`Refusal::PlaceMissing`] and
/// [`Refusal::TimeMissing`] where the kind's terms ask for them, [`Refusal::HappensInFuture`].
pub fn submit(sender: &Account, command: Submit, office: &Office<'_>) -> Result<Outcome, Refusal> {
    // Only the reporter is told, may withdraw and may rate: it has to be the one whose account this is.
    match &command.on_behalf {
        None if command.content.reporter != sender.id => return Err(Refusal::NotYours),
        Some(_) if !sender.has(Role::Support) => return Err(Refusal::NotYourRole { act: Act::Submit }), // R-18.3a
        Some(on_behalf) if !on_behalf.consent => return Err(Refusal::ConsentMissing),
        _ => {}
    }
    if !sender.verified {
        return Err(Refusal::IdentityNotVerified);
    }
    // Whoever telephones cannot send a picture; the desk asks for one where it needs it (R-7.1b).
    let media_required = office.terms.media_required && command.on_behalf.is_none();
    if media_required && !command.content.media.iter().any(|media| media.media_type.shows_the_scene()) {
        return Err(Refusal::MediaMissing);
    }
    if office.terms.place_required && command.content.address.is_none() {
        return Err(Refusal::PlaceMissing);
    }
    if office.terms.place_required && command.content.happened_at.is_none() {
        return Err(Refusal::TimeMissing);
    }
    // Phones' clocks are a few minutes off; an event tomorrow is not one.
    if command.content.happened_at.is_some_and(|at| at > office.now + chrono::TimeDelta::minutes(10)) {
        return Err(Refusal::HappensInFuture);
    }
    let Submit { case, code, report, idempotency_key, content, unit, on_behalf } = command;
    Ok(Outcome {
        case,
        code,
        follows: Tip::START,
        act: Act::Submit,
        from: None,
        to: State::Submitted,
        actor: Some(sender.id.clone()),
        at: office.now,
        change: CaseChange::default(),
        close: Vec::new(),
        close_of: Vec::new(),
        open: vec![
            office.open(ClockKind::Acceptance, &unit, office.terms.acceptance)?,
            office.open(ClockKind::Verification, &unit, office.terms.verification)?,
        ],
        notices: vec![
            Notice { to: Recipient::Account(content.reporter.clone()), topic: Topic::ReportReceived },
            Notice { to: Recipient::Desk(unit.clone(), Role::Intake), topic: Topic::CaseReceived },
        ],
        unit,
        fact: Fact::Submitted {
            report,
            // for the officer to look at; nothing is refused by it.
            signals: scope::signals(content.text.as_str()),
            content: Box::new(content),
            idempotency_key,
            terms_version: office.terms.version.clone(),
            on_behalf,
        },
        stands_in: None,
    })
}

/// The citizen's answer to a request for information.
#[derive(Clone, Debug, PartialEq)]
pub struct ProvideInformation {
    /// What the citizen says.
    pub answer: ReportText,
    /// More pictures, if any.
    pub media: Vec<MediaRef>,
}

/// The citizen answers what the desk asked (R-7.1b). The verification clock stops; acceptance runs on.
///
/// # Errors
/// [`Refusal::NothingAsked`] when no request waits.
pub fn provide_information(
    case: &Case,
    actor: &Actor,
    command: ProvideInformation,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::ProvideInformation)?;
    if !case.information_pending {
        return Err(Refusal::NothingAsked);
    }
    let ProvideInformation { answer, media } = command;
    let fact = Fact::InformationProvided { answer, media };
    Ok(Outcome::of(case, actor, Act::ProvideInformation, to, office, fact)
        .closing(case, &[ClockKind::Verification])
        .tell_desk(&case.unit, Role::Intake, Topic::InformationProvided))
}

/// The citizen takes the report back, with a reason, until an officer works on it.
///
/// # Errors
/// [`Refusal::NotFromHere`] once handling began: what was found in the street is then the office's matter.
pub fn withdraw(case: &Case, actor: &Actor, reason: Reason, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Withdraw)?;
    // Whoever would have acted next.
    let desk = if matches!(case.state, State::Accepted | State::Dispatched) { Role::Head } else { Role::Intake };
    let outcome = Outcome::of(case, actor, Act::Withdraw, to, office, Fact::Withdrawn { reason })
        .closing(case, ClockKind::ALL)
        .tell_desk(&case.unit, desk, Topic::CaseWithdrawn);
    Ok(support::lapsing(case, outcome))
}
