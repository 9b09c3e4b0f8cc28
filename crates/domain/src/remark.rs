//! Difficulties with the regulation that agencies send to the Centre, which collects and answers them (Điều 28
//! khoản 3).

use crate::outcome::Tip;
use crate::record::Recorded;
use crate::{Account, Conclusion, Instant, Reason, Refusal, RemarkId, ReportText, Role, ShortText, UnitId};

crate::case::named!(
    /// Where a remark stands.
    RemarkState {
        /// Sent to the Centre.
        Sent => "sent",
        /// The Centre answered.
        Answered => "answered",
        /// The Centre took it into its report to the City.
        Merged => "merged",
    }
);

crate::case::named!(
    /// What is done to a remark.
    RemarkAct {
        /// An agency sends it.
        Send => "send",
        /// The Centre answers it.
        Answer => "answer",
        /// The Centre takes it into its report.
        Merge => "merge",
    }
);

/// The last article of the regulation.
pub const ARTICLE_MAX: u8 = 28;

/// A remark to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct SendRemark {
    /// Its id.
    pub id: RemarkId,
    /// The unit that sends it.
    pub unit: UnitId,
    /// The article it is about, 1 to [`ARTICLE_MAX`].
    pub article: u8,
    /// The paragraph and letter, in words.
    pub clause: Option<ShortText>,
    /// What the difficulty is.
    pub text: ReportText,
    /// What the agency proposes.
    pub proposal: Option<ReportText>,
}

/// A remark as an act finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Its id.
    pub id: RemarkId,
    /// Where its journal ends.
    pub tip: Tip,
    /// Where it stands.
    pub state: RemarkState,
    /// Whether the Centre answered it.
    pub answered: bool,
}

/// What happened to a remark.
#[derive(Clone, Debug, PartialEq)]
pub enum RemarkFact {
    /// It was sent.
    Sent(Box<SendRemark>),
    /// It was answered.
    Answered(Conclusion),
    /// It was taken into the report named.
    Merged(Reason),
}

/// What an act on a remark does.
pub type RemarkOutcome = Recorded<RemarkState, RemarkAct, RemarkFact>;

/// Sends a remark: a head, who speaks for the agency.
///
/// # Errors
/// [`Refusal::NotYourUnit`].
pub fn send_remark(head: &Account, command: SendRemark, now: Instant) -> Result<RemarkOutcome, Refusal> {
    if !head.is(Role::Head, &command.unit) {
        return Err(Refusal::NotYourUnit { unit: command.unit });
    }
    Ok(Recorded {
        id: command.id.to_string(),
        follows: Tip::START,
        act: RemarkAct::Send,
        from: None,
        to: RemarkState::Sent,
        actor: Some(head.id.clone()),
        unit: command.unit.clone(),
        at: now,
        fact: RemarkFact::Sent(Box::new(command)),
        notices: Vec::new(),
    })
}

/// The Centre answers, once; also what its report took up before.
///
/// # Errors
/// [`Refusal::RoleMissing`], [`Refusal::RemarkNotFromHere`].
pub fn answer_remark(remark: &Remark, account: &Account, answer: Conclusion, now: Instant) -> Result<RemarkOutcome, Refusal> {
    moved(remark, account, RemarkAct::Answer, RemarkFact::Answered(answer), now)
}

/// The Centre takes the remark into its report to the City, answered before or not.
///
/// # Errors
/// [`Refusal::RoleMissing`], [`Refusal::RemarkNotFromHere`].
pub fn merge_remark(remark: &Remark, account: &Account, note: Reason, now: Instant) -> Result<RemarkOutcome, Refusal> {
    moved(remark, account, RemarkAct::Merge, RemarkFact::Merged(note), now)
}

fn moved(remark: &Remark, account: &Account, act: RemarkAct, fact: RemarkFact, now: Instant) -> Result<RemarkOutcome, Refusal> {
    let centre = account.memberships.iter().find(|held| held.role == Role::Centre).ok_or(Refusal::RoleMissing)?;
    let to = match (remark.state, act) {
        (RemarkState::Sent, RemarkAct::Answer) => RemarkState::Answered,
        (RemarkState::Merged, RemarkAct::Answer) if !remark.answered => RemarkState::Merged,
        (RemarkState::Sent | RemarkState::Answered, RemarkAct::Merge) => RemarkState::Merged,
        (from, act) => return Err(Refusal::RemarkNotFromHere { from, act }),
    };
    Ok(Recorded {
        id: remark.id.to_string(),
        follows: remark.tip,
        act,
        from: Some(remark.state),
        to,
        actor: Some(account.id.clone()),
        unit: centre.unit.clone(),
        at: now,
        fact,
        notices: Vec::new(),
    })
}
