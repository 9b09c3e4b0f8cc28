//! The ways a case can go, step by step.

use super::reports::Report;

/// What one person does to a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The citizen sends the report.
    Submit,
    /// The intake desk takes it on at that level.
    Accept(Level),
    /// The intake desk tries to reach the citizen, in vain.
    TryInVain,
    /// The intake desk asks the citizen.
    RequestInformation(&'static str),
    /// The citizen answers it.
    ProvideInformation(&'static str),
    /// The intake desk does not take it on: the coded reason and the words.
    Refuse(&'static str, &'static str),
    /// The intake desk sends it up.
    Forward(&'static str),
    /// The intake desk sends it to the right unit.
    Reroute { to: &'static str, reason: &'static str },
    /// The citizen takes it back.
    Withdraw(&'static str),
    /// The head dispatches it inside the unit.
    Dispatch,
    /// The head names the officer.
    Assign,
    /// The head changes the level to complex.
    MakeComplex(&'static str),
    /// The head extends it to thirty working days in all.
    Extend(&'static str),
    /// The Centre urges the unit.
    Urge(&'static str),
    /// The officer files the draft.
    Draft,
    /// The head returns the draft.
    ReturnDraft(&'static str),
    /// The head approves the draft.
    Approve,
    /// The officer records the result with a photograph.
    RecordResult,
    /// The head sends the result back.
    ReturnResult(&'static str),
    /// The head lets it be public.
    Publish,
    /// The citizen asks.
    Ask(&'static str),
    /// The head answers.
    Answer(&'static str),
    /// The citizen rates: how content, and a word.
    Rate(&'static str, &'static str),
}

impl Step {
    /// Whether an agency owes it by the time that is due; the Centre's urging and a citizen's own acts are not.
    pub fn is_owed(&self) -> bool {
        use Step::*;
        !matches!(self, Submit | ProvideInformation(_) | Withdraw(_) | Ask(_) | Rate(..) | Urge(_))
    }
}

/// The level a case is taken on at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Normal,
    /// With the reason that this level needs.
    Urgent(&'static str),
    Complex(&'static str),
}

/// How a case ends, or where it stands when the demo is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Published and rated.
    Rated(&'static str, &'static str),
    /// Taken on as urgent, mended the same day and published.
    UrgentInTime(&'static str),
    /// The draft is returned once.
    DraftReturned(&'static str),
    /// The result is sent back once.
    ResultReturned(&'static str),
    /// A question, its answer, and a rating.
    Answered { question: &'static str, answer: &'static str },
    /// A question that waits.
    Asked(&'static str),
    /// Refused with that reason.
    Refused(&'static str, &'static str),
    /// Refused for "could not be verified", after two attempts.
    Unreachable(&'static str),
    /// Sent up to the department, which handles it.
    ForwardedUp(&'static str),
    /// Taken on by the wrong unit and sent to the right one.
    Rerouted { to: &'static str, reason: &'static str },
    /// Taken back before anybody looked.
    Withdrawn(&'static str),
    /// Found to be complex, and extended.
    Extended { why_complex: &'static str, legal_basis: &'static str },
    /// The desk asks, the citizen answers, and it is published.
    InformationGiven { question: &'static str, answer: &'static str },
    /// The desk asked and waits.
    InformationAwaited(&'static str),
    /// Nobody takes it on: late.
    NeverAccepted,
    /// Nobody dispatches it, and the Centre urges: late.
    NeverDispatched(&'static str),
    /// Urgent, and mended the next day only: late.
    UrgentLate(&'static str),
    /// Handled beyond its seven working days, and urged: late.
    HandlingLate(&'static str),
    /// Published, but late.
    PublishedLate(&'static str),
    /// The result lies unpublished: late.
    NeverPublished,
    /// Sent a moment ago.
    New,
    /// Taken on yesterday.
    Accepted,
    /// An officer works on it.
    Handling,
    /// Taken on as complex; an officer works on it.
    HandlingComplex(&'static str),
    /// The draft lies before the head.
    Drafted,
    /// Approved; the officer is at work.
    Approved,
    /// The result lies before the head.
    Resulted,
}

/// The day on which nothing is moved any more: the machine's time.
pub const TODAY: usize = WORKING_DAYS;
/// The working days before it in which the demo lives.
pub const WORKING_DAYS: usize = 11;

/// A step and how many working days after the report, and at what time, it is done.
type Planned = (usize, &'static str, Step);

impl Ending {
    /// What is shown in the table.
    pub fn in_words(self) -> &'static str {
        match self {
            Ending::Rated("satisfied", _) => "published, rated satisfied",
            Ending::Rated("acceptable", _) => "published, rated acceptable",
            Ending::Rated(..) => "published, rated unsatisfied",
            Ending::UrgentInTime(_) => "urgent, published in time",
            Ending::DraftReturned(_) => "draft returned, then published",
            Ending::ResultReturned(_) => "result sent back, then published",
            Ending::Answered { .. } => "question asked and answered",
            Ending::Asked(_) => "question waits for its answer",
            Ending::Refused("a", _) => "refused: incomplete (a)",
            Ending::Refused("c", _) => "refused: duplicate (c)",
            Ending::Refused("e", _) => "refused: advertising (e)",
            Ending::Refused("scope", _) => "refused: outside the regulation",
            Ending::Refused(..) => "refused",
            Ending::Unreachable(_) => "refused: nobody reached (d)",
            Ending::ForwardedUp(_) => "forwarded up, published there",
            Ending::Rerouted { .. } => "came to the wrong unit, sent on",
            Ending::Withdrawn(_) => "withdrawn",
            Ending::Extended { .. } => "complex, extended to 30 days",
            Ending::InformationGiven { .. } => "information given, published",
            Ending::InformationAwaited(_) => "information waited for",
            Ending::NeverAccepted => "LATE: nobody took it on",
            Ending::NeverDispatched(_) => "LATE: not dispatched, urged",
            Ending::UrgentLate(_) => "LATE: urgent, mended next day",
            Ending::HandlingLate(_) => "LATE: handling, urged",
            Ending::PublishedLate(_) => "LATE: published after its time",
            Ending::NeverPublished => "LATE: result not published",
            Ending::New => "sent just now",
            Ending::Accepted => "accepted, to be dispatched",
            Ending::Handling => "an officer works on it",
            Ending::HandlingComplex(_) => "complex, an officer works on it",
            Ending::Drafted => "draft before the head",
            Ending::Approved => "approved, being mended",
            Ending::Resulted => "result before the head",
        }
    }

    /// Whether it shows lateness, for which the clock has to be moved.
    pub fn needs_time(self) -> bool {
        self.in_words().starts_with("LATE")
    }

    /// Everything after the report itself.
    fn steps(self) -> Vec<Planned> {
        use Step::*;
        let to_officer = |level| vec![(0, "10:00", Accept(level)), (0, "14:00", Dispatch), (0, "14:10", Assign)];
        let normal = || to_officer(Level::Normal);
        let quick_result =
            || vec![(1, "10:00", Draft), (1, "15:00", Approve), (2, "10:00", RecordResult), (2, "15:30", Publish)];
        match self {
            Ending::Rated(content, word) => normal()
                .and([(2, "10:00", Draft), (2, "15:30", Approve), (3, "15:00", RecordResult), (4, "09:30", Publish)])
                .and([(4, "20:00", Rate(content, word))]),
            Ending::UrgentInTime(why) => vec![(0, "09:30", Accept(Level::Urgent(why))), (0, "09:40", Dispatch)]
                .and([(0, "09:50", Assign), (0, "10:30", Draft), (0, "11:00", Approve)])
                .and([(0, "14:00", RecordResult), (0, "15:30", Publish), (0, "20:30", Rate("satisfied", ""))]),
            Ending::DraftReturned(reason) => normal()
                .and([(1, "16:00", Draft), (2, "09:00", ReturnDraft(reason)), (2, "16:00", Draft)])
                .and([(3, "08:30", Approve), (3, "16:00", RecordResult), (4, "10:00", Publish)])
                .and([(5, "07:30", Rate("satisfied", "Xử lý kỹ, cảm ơn cán bộ phường."))]),
            Ending::ResultReturned(reason) => normal()
                .and([(1, "10:00", Draft), (1, "15:00", Approve), (2, "10:00", RecordResult)])
                .and([(2, "15:00", ReturnResult(reason)), (3, "14:00", RecordResult), (4, "09:00", Publish)]),
            Ending::Answered { question, answer } => normal()
                .and(quick_result())
                .and([(3, "07:30", Ask(question)), (4, "10:00", Answer(answer))])
                .and([(4, "19:00", Rate("acceptable", "Đã trả lời rõ, mong làm nhanh hơn."))]),
            Ending::Asked(question) => normal().and(quick_result()).and([(3, "07:30", Ask(question))]),
            Ending::Refused(code, explanation) => vec![(0, "10:30", Refuse(code, explanation))],
            Ending::Unreachable(explanation) => vec![(0, "09:40", TryInVain), (0, "10:40", TryInVain)]
                .and([(0, "11:20", Refuse("d", explanation))]),
            Ending::ForwardedUp(reason) => vec![(0, "10:30", Forward(reason)), (0, "14:30", Accept(Level::Normal))]
                .and([(0, "16:00", Dispatch), (0, "16:10", Assign), (3, "10:00", Draft), (3, "16:00", Approve)])
                .and([(5, "10:00", RecordResult), (5, "16:00", Publish)])
                .and([(5, "21:00", Rate("satisfied", "Sở làm nhanh, đường đã êm."))]),
            Ending::Rerouted { to, reason } => vec![(0, "10:00", Accept(Level::Normal))]
                .and([(0, "15:00", Reroute { to, reason }), (1, "09:00", Accept(Level::Normal))])
                .and([(1, "14:00", Dispatch), (1, "14:10", Assign)]),
            Ending::Withdrawn(reason) => vec![(0, "11:00", Withdraw(reason))],
            Ending::Extended { why_complex, legal_basis } => {
                normal().and([(1, "09:00", MakeComplex(why_complex)), (2, "10:00", Extend(legal_basis))])
            }
            Ending::InformationGiven { question, answer } => {
                vec![(0, "10:00", RequestInformation(question)), (0, "12:30", ProvideInformation(answer))]
                    .and([(0, "14:00", Accept(Level::Normal)), (0, "15:30", Dispatch), (0, "15:40", Assign)])
                    .and([(2, "10:00", Draft), (2, "15:00", Approve), (3, "10:00", RecordResult), (3, "15:00", Publish)])
            }
            Ending::InformationAwaited(question) => vec![(0, "15:30", RequestInformation(question))],
            Ending::NeverAccepted | Ending::New => Vec::new(),
            Ending::NeverDispatched(word) => vec![(0, "10:00", Accept(Level::Normal)), (2, "10:00", Urge(word))],
            Ending::UrgentLate(why) => vec![(0, "09:30", Accept(Level::Urgent(why))), (0, "10:00", Dispatch)]
                .and([(0, "10:10", Assign), (1, "10:00", Draft), (1, "10:30", Approve), (1, "15:00", RecordResult)])
                .and([(1, "16:00", Publish), (1, "20:00", Rate("unsatisfied", "Việc nguy hiểm mà hôm sau mới làm."))]),
            Ending::HandlingLate(word) => normal().and([(8, "10:00", Urge(word))]),
            Ending::PublishedLate(comment) => normal()
                .and([(8, "10:00", Draft), (8, "14:00", Approve), (9, "10:00", RecordResult), (9, "15:00", Publish)])
                .and([(9, "20:00", Rate("unsatisfied", comment))]),
            Ending::NeverPublished => {
                normal().and([(1, "10:00", Draft), (1, "15:00", Approve), (2, "15:00", RecordResult)])
            }
            Ending::Accepted => vec![(0, "15:30", Accept(Level::Normal))],
            Ending::Handling => normal(),
            Ending::HandlingComplex(why) => to_officer(Level::Complex(why)),
            Ending::Drafted => normal().and([(2, "15:00", Draft)]),
            Ending::Approved => normal().and([(2, "15:00", Draft), (3, "14:00", Approve)]),
            Ending::Resulted => {
                normal().and([(1, "10:00", Draft), (1, "15:00", Approve), (2, "15:30", RecordResult)])
            }
        }
    }
}

/// All steps of a report: the day of the demo, the minute of that day, and what is done.
pub fn story(report: &Report, number: usize) -> Vec<(usize, u32, Step)> {
    // People do not all come at the full hour. One shift for all steps of a case keeps their order.
    let shift = (number * 7 % 29) as u32;
    let submit = (0, report.at, Step::Submit);
    let steps = std::iter::once(submit).chain(report.ending.steps());
    steps.map(|(after, at, step)| (report.day + after, minute_of_day(at) + shift, step)).collect()
}

/// `"09:30"` → 570.
fn minute_of_day(at: &str) -> u32 {
    let (hour, minute) = at.split_once(':').unwrap_or((at, "0"));
    hour.parse().unwrap_or(0) * 60 + minute.parse().unwrap_or(0)
}

trait And {
    fn and(self, more: impl IntoIterator<Item = Planned>) -> Vec<Planned>;
}

impl And for Vec<Planned> {
    fn and(mut self, more: impl IntoIterator<Item = Planned>) -> Vec<Planned> {
        self.extend(more);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::reports::REPORTS;

    #[test]
    fn every_story_goes_forward_and_is_over_before_today() {
        for (number, report) in REPORTS.iter().enumerate() {
            let story = story(report, number);
            for pair in story.windows(2) {
                assert!((pair[0].0, pair[0].1) < (pair[1].0, pair[1].1), "{}: {pair:?}", report.address);
            }
            let (last, minute, _) = story[story.len() - 1];
            assert!(last < TODAY || report.ending == Ending::New, "{} ends on day {last}", report.address);
            assert!(minute < 24 * 60, "{}", report.address);
        }
    }

    #[test]
    fn the_demo_shows_every_ending() {
        let shown: std::collections::HashSet<&str> = REPORTS.iter().map(|report| report.ending.in_words()).collect();
        assert_eq!(shown.len(), 32, "{shown:?}");
    }
}
