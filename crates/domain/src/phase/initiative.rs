//! An initiative is evaluated, put before the public, decided on and carried out (Điều 9). It travels the same
//! way as every case; what stands here is what comes on top.

use super::handling::{self, Draft};
use super::step;
use crate::outcome::{Fact, Topic};
use crate::{
    Account, Act, Actor, Case, ClockKind, Comment, CommentId, Conclusion, Instant, Kind, MediaRef, Office, Outcome,
    PublicText, Reason, Refusal, ReportText, Role, ShortText, ViewText,
};
use chrono::NaiveDate;

crate::case::named!(
    /// How much of something there is, in an evaluation (R-9.2).
    Grade {
        /// Cao.
        High => "high",
        /// Trung bình.
        Medium => "medium",
        /// Thấp.
        Low => "low",
    }
);

crate::case::named!(
    /// How a milestone stands (R-9.3).
    Progress {
        /// Đang thực hiện.
        Going => "going",
        /// Hoàn thành.
        Done => "done",
        /// Chậm.
        Late => "late",
    }
);

/// What the unit found when it studied the initiative: whether it can be done, and whether it fits (R-9.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Tính khả thi.
    pub feasibility: Grade,
    /// Why.
    pub feasibility_reason: Reason,
    /// Mức độ phù hợp.
    pub fit: Grade,
    /// Why.
    pub fit_reason: Reason,
}

/// The officer evaluates (R-9.2). A later evaluation stands beside the earlier; the last one counts.
///
/// # Errors
/// Those of rights, state and kind.
pub fn evaluate(case: &Case, actor: &Actor, evaluation: Evaluation, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Evaluate)?;
    Ok(Outcome::of(case, actor, Act::Evaluate, to, office, Fact::Evaluated { evaluation })
        .tell_desk(&case.unit, Role::Head, Topic::InitiativeEvaluated))
}

/// A call for the public's views.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenViews {
    /// The initiative in words for everybody; numbers and addresses are masked.
    pub teaser: ReportText,
    /// Until when views are taken.
    pub until: Instant,
}

/// Asks the public for views (R-9.2). It ends by itself, and before the answer is due, so that asking buys no
/// time (R-9.4).
///
/// # Errors
/// [`Refusal::ViewsOpen`] while an earlier call runs, [`Refusal::ViewsOutOfRange`].
pub fn open_views(case: &Case, actor: &Actor, command: OpenViews, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::OpenViews)?;
    if are_views_open(case.views_until, office.now) {
        return Err(Refusal::ViewsOpen);
    }
    let OpenViews { teaser, until } = command;
    let late = case.clock(ClockKind::Handling).is_some_and(|clock| until > clock.due_at);
    if until <= office.now || late {
        return Err(Refusal::ViewsOutOfRange);
    }
    let fact = Fact::ViewsOpened { teaser: PublicText::masking(teaser.as_str()), until };
    Ok(Outcome::of(case, actor, Act::OpenViews, to, office, fact).tell(&case.reporter, Topic::ViewsOpened))
}

/// Ends the call before its time.
///
/// # Errors
/// [`Refusal::NoViews`].
pub fn close_views(case: &Case, actor: &Actor, reason: Reason, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::CloseViews)?;
    if !are_views_open(case.views_until, office.now) {
        return Err(Refusal::NoViews);
    }
    Ok(Outcome::of(case, actor, Act::CloseViews, to, office, Fact::ViewsClosed { reason })
        .tell(&case.reporter, Topic::ViewsClosed))
}

/// Whether views are taken at that instant; at the end itself they no longer are.
///
/// ```
/// use domain::initiative::are_views_open;
/// let end: domain::Instant = "2026-03-06T17:00:00+07:00".parse().unwrap();
/// assert!(are_views_open(Some(end), end - chrono::TimeDelta::milliseconds(1)));
/// assert!(!are_views_open(Some(end), end) && !are_views_open(None, end));
/// ```
pub fn are_views_open(until: Option<Instant>, now: Instant) -> bool {
    until.is_some_and(|until| now < until)
}

/// Whether a person may support or comment now, or take a support back: with a verified identity, which makes
/// one person one voice, and while views are asked for (R-9.2).
///
/// # Errors
/// [`Refusal::IdentityNotVerified`], [`Refusal::NoViews`].
pub fn take_part(account: &Account, views_until: Option<Instant>, now: Instant) -> Result<(), Refusal> {
    if !account.verified {
        return Err(Refusal::IdentityNotVerified);
    }
    if !are_views_open(views_until, now) {
        return Err(Refusal::NoViews);
    }
    Ok(())
}

/// What is shown of a comment: the words without numbers and addresses, and no name.
pub fn public_view(view: &ViewText) -> PublicText {
    PublicText::masking(view.as_str())
}

/// Hiding a comment.
#[derive(Clone, Debug, PartialEq)]
pub struct HideComment {
    /// Which.
    pub comment: CommentId,
    /// Whether the store knows it as a comment on this initiative that is shown.
    pub shown_here: bool,
    /// Why.
    pub reason: Reason,
}

/// The head hides a comment that offends or advertises; it stays in the books with the reason.
///
/// # Errors
/// [`Refusal::NoSuchComment`].
pub fn hide_comment(case: &Case, actor: &Actor, command: HideComment, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::HideComment)?;
    let HideComment { comment, shown_here, reason } = command;
    if !shown_here {
        return Err(Refusal::NoSuchComment);
    }
    Ok(Outcome::of(case, actor, Act::HideComment, to, office, Fact::CommentHidden { comment, reason }))
}

/// A milestone of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// What will be reached, masked.
    pub title: PublicText,
    /// By when.
    pub due_on: NaiveDate,
}

/// How an adopted initiative is carried out (R-9.3). It is written to be published, so it is masked from the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    text: PublicText,
    from: NaiveDate,
    to: NaiveDate,
    responsible: PublicText,
    milestones: Vec<Milestone>,
}

impl Plan {
    /// The most milestones of a plan.
    pub const MILESTONES_MAX: usize = 20;

    /// A plan from a day to a day, with the division that answers for it and at least one milestone.
    ///
    /// # Errors
    /// [`Refusal::PlanDates`] when it ends before it begins, a milestone lies outside it, or there is none or more than
    /// [`Plan::MILESTONES_MAX`].
    ///
    /// ```
    /// use domain::{Conclusion, Refusal, ShortText, initiative::Plan};
    /// let plan = |from: &str, due: &str| {
    ///     let text = Conclusion::new("Lắp 20 trạm sạc xe đạp điện ở bến xe buýt").unwrap();
    ///     let title = ShortText::new("Trạm đầu tiên").unwrap();
    ///     let day = |text: &str| text.parse().unwrap();
    ///     Plan::new(&text, day(from), day("2026-06-30"), &title, &[(title.clone(), day(due))])
    /// };
    /// assert!(plan("2026-04-01", "2026-06-30").is_ok()); // the last day is still inside
    /// assert_eq!(plan("2026-04-01", "2026-07-01"), Err(Refusal::PlanDates));
    /// assert_eq!(plan("2026-07-01", "2026-07-01"), Err(Refusal::PlanDates));
    /// ```
    pub fn new(
        text: &Conclusion,
        from: NaiveDate,
        to: NaiveDate,
        responsible: &ShortText,
        milestones: &[(ShortText, NaiveDate)],
    ) -> Result<Self, Refusal> {
        let inside = milestones.iter().all(|(_, due_on)| (from..=to).contains(due_on));
        if from > to || !inside || !(1..=Self::MILESTONES_MAX).contains(&milestones.len()) {
            return Err(Refusal::PlanDates);
        }
        Ok(Self {
            text: PublicText::masking(text.as_str()),
            from,
            to,
            responsible: PublicText::masking(responsible.as_str()),
            milestones: milestones
                .iter()
                .map(|(title, due_on)| Milestone { title: PublicText::masking(title.as_str()), due_on: *due_on })
                .collect(),
        })
    }

    /// What will be done.
    pub fn text(&self) -> &PublicText {
        &self.text
    }

    /// The first and the last day.
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        (self.from, self.to)
    }

    /// The division that answers for it.
    pub fn responsible(&self) -> &PublicText {
        &self.responsible
    }

    /// What will be reached and by when, in the order written.
    pub fn milestones(&self) -> &[Milestone] {
        &self.milestones
    }
}

/// What the unit proposes to answer to an initiative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is carried out (R-9.3).
    Adopt(Plan),
    /// It is not, for these reasons, masked.
    Decline(PublicText),
}

impl Decision {
    /// Declines with reasons.
    pub fn decline(reasons: &Conclusion) -> Self {
        Decision::Decline(PublicText::masking(reasons.as_str()))
    }

    /// The word used in the database and in the interface.
    pub fn as_str(&self) -> &'static str {
        match self {
            Decision::Adopt(_) => "adopt",
            Decision::Decline(_) => "decline",
        }
    }
}

/// Files the draft on an initiative with the decision it proposes (R-9.2, R-9.3).
///
/// # Errors
/// [`Refusal::NotThisKind`] for another kind of case; [`Refusal::EvaluationMissing`]; [`Refusal::ViewsOpen`]: whoever
/// asks for views hears them before deciding.
pub fn draft(
    case: &Case,
    actor: &Actor,
    command: Draft,
    decision: Decision,
    office: &Office<'_>,
) -> Result<Outcome, Refusal> {
    step(case, actor, Act::Draft)?;
    if case.kind != Kind::Initiative {
        return Err(Refusal::NotThisKind { kind: case.kind, act: Act::Draft });
    }
    if !case.evaluated {
        return Err(Refusal::EvaluationMissing);
    }
    if are_views_open(case.views_until, office.now) {
        return Err(Refusal::ViewsOpen);
    }
    let Draft { conclusion, media, .. } = command.clone();
    let mut outcome = handling::filed(case, actor, command, office)?;
    outcome.fact = Fact::Decided { conclusion, media, decision };
    Ok(outcome)
}

/// How far a milestone has come.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportProgress {
    /// Its number in the published plan, from 1.
    pub milestone: u32,
    /// How it stands.
    pub progress: Progress,
    /// In words for everybody; masked.
    pub note: Comment,
    /// Files that show it.
    pub media: Vec<MediaRef>,
}

/// Says how far a milestone has come (R-9.3): the officer named, or the head when the officer has left. The case
/// may have closed long ago; the plan goes on.
///
/// # Errors
/// [`Refusal::NoSuchMilestone`], also when the initiative was declined.
pub fn progress(case: &Case, actor: &Actor, command: ReportProgress, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let to = step(case, actor, Act::Progress)?;
    let ReportProgress { milestone, progress, note, media } = command;
    if !(1..=case.milestones).contains(&milestone) {
        return Err(Refusal::NoSuchMilestone);
    }
    let fact = Fact::Progressed { milestone, progress, note: PublicText::masking(note.as_str()), media };
    Ok(Outcome::of(case, actor, Act::Progress, to, office, fact).tell(&case.reporter, Topic::PlanProgressed))
}
