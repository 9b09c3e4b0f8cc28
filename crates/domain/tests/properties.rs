//! Random people do random things to a case at advancing times; what must hold, holds after each.

mod support;

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::regulation::RegulationClass;
use domain::triage::RefusalReason;
use domain::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use support::*;
use working_time::Limit;

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

// ------------------------------------------------------------------------------ random histories

/// One attempt. Indices are taken modulo what there is to choose from.
#[derive(Clone, Debug)]
struct Attempt {
    /// Three in four do what the table allows, by somebody who may; the rest try anything.
    sensible: bool,
    act: usize,
    actor: usize,
    minutes_later: i64,
    level: usize,
    refusal: usize,
    reached: bool,
    unit: usize,
    handler: usize,
    total_days: u32,
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let attempt = (
        prop::bool::weighted(0.75),
        any::<usize>(),
        any::<usize>(),
        prop_oneof![0..60i64, 0..1_500i64, 0..6_000i64],
        any::<usize>(),
        any::<usize>(),
        any::<bool>(),
        any::<usize>(),
        any::<usize>(),
        0..40u32,
    )
        .prop_map(|(sensible, act, actor, minutes_later, level, refusal, reached, unit, handler, total_days)| Attempt {
            sensible,
            act,
            actor,
            minutes_later,
            level,
            refusal,
            reached,
            unit,
            handler,
            total_days,
        });
    prop::collection::vec(attempt, 1..60)
}

/// The rights a second time: written from the regulation, for one person, one act, one case and, where the act is
/// a supporter's, that supporter.
fn may(actor: &Actor, act: Act, case: &Case, supporter: &UnitId) -> bool {
    let Actor::Person(account) = actor else {
        return matches!(act, Act::Close | Act::Succeed | Act::Recount);
    };
    let here = |role| account.memberships.iter().any(|m| m.role == role && m.unit == case.unit);
    let named = case.handler.as_ref() == Some(&account.id);
    let there = |role| account.memberships.iter().any(|m| m.role == role && m.unit == *supporter);
    let asked = case.contributions.iter().find(|asked| asked.unit == *supporter);
    match act {
        Act::Submit | Act::ProvideInformation | Act::Withdraw | Act::Ask | Act::Rate => account.id == case.reporter,
        Act::LogContact | Act::RequestInformation | Act::Accept | Act::Refuse | Act::Forward | Act::Reroute => {
            here(Role::Intake) || here(Role::Head)
        }
        Act::Classify => here(Role::Intake) || here(Role::Head),
        Act::Draft | Act::RecordResult => here(Role::Handler) && named,
        Act::Answer => here(Role::Head) || (here(Role::Handler) && named),
        Act::Urge => account.memberships.iter().any(|m| m.role == Role::Centre),
        Act::Close => false,
        Act::SupportAssign | Act::SupportReturn | Act::SupportApprove | Act::SupportDecline => there(Role::Head),
        Act::SupportDraft => {
            there(Role::Handler) && asked.is_some_and(|asked| asked.handler.as_ref() == Some(&account.id))
        }
        Act::Evaluate => here(Role::Handler) && named,
        Act::Progress => here(Role::Head) || (here(Role::Handler) && named),
        Act::OpenInspection | Act::LogInspection | Act::EndInspection => {
            account.memberships.iter().any(|m| m.role == Role::Inspector)
        }
        Act::LookAtIdentity => {
            let has = |role| account.memberships.iter().any(|m| m.role == role);
            let verified = !matches!(case.state, State::Submitted | State::Verifying | State::Refused | State::Withdrawn);
            let seen = case.kind == Kind::Waste && (verified || case.inspecting);
            (has(Role::Centre) || (has(Role::Inspector) && seen))
                && !(here(Role::Intake) || here(Role::Head) || here(Role::Handler))
        }
        Act::Succeed | Act::Recount => false,
        _ => here(Role::Head),
    }
}

/// What the history so far says, kept beside the case and not read from it.
struct History {
    case: Case,
    now: Instant,
    draft_by: Option<AccountId>,
    result_by: Option<AccountId>,
    /// When the assignment was received: handling counts from here whatever happens later.
    dispatched_at: Option<Instant>,
    /// The clock that the last result stopped, as the store remembers it.
    stopped: Option<(Instant, Limit)>,
}

impl History {
    /// A quarter are about the street, a quarter regulations, a quarter confidential reports of waste, a quarter
    /// initiatives.
    fn begin(attempts: &[Attempt]) -> Self {
        let now = at("2026-01-05 07:30");
        let mut command = submission(now);
        command.content.kind = match attempts.first().map_or(0, |first| first.handler % 4) {
            1 => Kind::Waste,
            2 => Kind::Initiative,
            3 => Kind::Regulation,
            _ => Kind::Field,
        };
        command.content.confidential = command.content.kind == Kind::Waste;
        let office = Office { terms: terms(command.content.kind), ..office_at(now) };
        let outcome = intake::submit(&account_of(&citizen()), command, &office).unwrap();
        Self { case: opened(&outcome), now, draft_by: None, result_by: None, dispatched_at: None, stopped: None }
    }

    fn choose(&self, attempt: &Attempt, supporter: &UnitId) -> (Act, Actor) {
        let cast = cast();
        if attempt.sensible {
            let asked = self.case.contribution(supporter).map(|asked| asked.state);
            // The way to the end more often than the ways out of it.
            let acts: Vec<Act> = LEGAL
                .iter()
                .filter(|row| row.0 == self.case.state && row.1 != Act::Recount)
                .filter(|row| row.1.only_for().is_none_or(|kind| kind == self.case.kind))
                .flat_map(|row| {
                    let times = match row.1 {
                        // What is inspected is sent back and refused more often than elsewhere, or nobody saw it.
                        Act::Refuse | Act::Forward | Act::Reroute if self.case.inspecting => 6,
                        Act::LogInspection | Act::EndInspection if !self.case.state.is_taken_on() => 6,
                        Act::Refuse | Act::Withdraw | Act::Forward | Act::Reroute => 1,
                        Act::Accept | Act::Dispatch | Act::Assign | Act::Draft => 6,
                        Act::Approve | Act::RecordResult | Act::Publish => 6,
                        Act::Invite => 4,
                        // What a supporter owes comes in, or does not, as it stands there.
                        act if is_a_supporters(act) || act == Act::Waive => match (asked, act) {
                            (Some(ContributionState::Invited), Act::SupportAssign) => 9,
                            (Some(ContributionState::Assigned), Act::SupportDraft) => 9,
                            (Some(ContributionState::Drafted), Act::SupportReturn | Act::SupportApprove) => 8,
                            (Some(state), Act::Waive) if state.is_outstanding() && row.0 == State::Resulted => 6,
                            (Some(state), Act::SupportDecline | Act::Waive) if state.is_outstanding() => 1,
                            _ => 0,
                        },
                        Act::LogInspection | Act::LookAtIdentity | Act::HideComment => 1,
                        Act::Close => 4,
                        _ => 2,
                    };
                    std::iter::repeat_n(row.1, times)
                })
                .collect();
            if !acts.is_empty() {
                let act = acts[attempt.act % acts.len()];
                let able: Vec<_> = cast.iter().filter(|actor| may(actor, act, &self.case, supporter)).collect();
                if !able.is_empty() {
                    return (act, able[attempt.actor % able.len()].clone());
                }
            }
        }
        let acts = Act::ALL.iter().copied();
        // Counting anew is for another calendar than the one that every end is checked against here.
        let acts: Vec<Act> = acts.filter(|act| !matches!(act, Act::Submit | Act::Recount)).collect();
        (acts[attempt.act % acts.len()], cast[attempt.actor % cast.len()].clone())
    }

    fn given(&self, attempt: &Attempt) -> Given {
        let units = [WARD, OTHER_WARD, DEPARTMENT];
        let people: Vec<Account> =
            cast().iter().filter(|actor| actor.account().is_some()).map(account_of).collect();
        let of_the_unit: Vec<_> = people.iter().filter(|person| person.is(Role::Handler, &self.case.unit)).collect();
        let handler = if attempt.sensible && !of_the_unit.is_empty() {
            of_the_unit[attempt.handler % of_the_unit.len()]
        } else {
            &people[attempt.handler % people.len()]
        };
        // Mostly one that was asked, so that what it owes comes in; else any.
        let asked: Vec<_> = self.case.contributions.iter().map(|asked| &asked.unit).collect();
        let supporter = match (attempt.sensible && attempt.handler % 4 != 0, asked.len()) {
            (true, 1..) => asked[attempt.handler % asked.len()].clone(),
            _ => unit(units[(attempt.unit / 8) % units.len()]),
        };
        let mut supporters = people.iter();
        Given {
            level: Level::ALL[attempt.level % Level::ALL.len()],
            refusal: RefusalReason::ALL[attempt.refusal % RefusalReason::ALL.len()],
            reached: attempt.reached,
            reroute_to: unit(units[attempt.unit % units.len()]),
            dispatch_to: unit(units[attempt.unit % units.len()]),
            handles_here: handler.is(Role::Handler, &self.case.unit),
            handler: handler.id.clone(),
            total_days: attempt.total_days,
            handling: self.stopped,
            class: RegulationClass::ALL[attempt.unit % RegulationClass::ALL.len()],
            supporters_handler: supporters.find(|actor| actor.is(Role::Handler, &supporter)).unwrap().id.clone(),
            supporter,
            decision: adopted(),
            views_minutes: attempt.minutes_later + 1,
            shown_here: attempt.reached,
            milestone: attempt.total_days % 4,
        }
    }

    /// Tries, checks the answer, applies it. Returns what was done.
    fn attempt(&mut self, attempt: &Attempt) -> Option<(State, Act)> {
        self.now += TimeDelta::minutes(attempt.minutes_later);
        let given = self.given(attempt);
        let (act, actor) = self.choose(attempt, &given.supporter);
        let office = Office { terms: terms(self.case.kind), ..office_at(self.now) };

        for &other in Act::ALL.iter().filter(|act| !matches!(act, Act::Submit | Act::Close | Act::Succeed | Act::Recount)) {
            if other.only_for().is_some_and(|kind| kind != self.case.kind) {
                assert!(perform(other, &self.case, &actor, &given, &office).is_err());
            }
            self.illegal_is_refused(other, &actor, &given, &perform(other, &self.case, &actor, &given, &office));
        }

        // The sweep's function takes no actor: nobody else can call it.
        let actor = if matches!(act, Act::Close | Act::Succeed | Act::Recount) { Actor::System } else { actor };
        let answer = perform(act, &self.case, &actor, &given, &office);
        self.illegal_is_refused(act, &actor, &given, &answer);
        let outcome = answer.ok()?;
        let from = self.case.state;
        self.outcome_is_sound(&actor, &outcome);
        let mut next = applied(&self.case, &outcome);
        // With the publication the store counts the milestones of the plan.
        if outcome.act == Act::Publish && self.case.kind == Kind::Initiative {
            next.milestones = 2;
        }
        self.note(&outcome);
        self.step_is_sound(&outcome, &next);
        self.case = next;
        Some((from, act))
    }

    /// an act that the table or the rights do not know never yields an outcome.
    fn illegal_is_refused(&self, act: Act, actor: &Actor, given: &Given, answer: &Result<Outcome, Refusal>) {
        let from = self.case.state;
        match (may(actor, act, &self.case, &given.supporter), leads(from, act)) {
            (false, _) => {
                let refusal = answer.as_ref().unwrap_err();
                assert_eq!(refusal.kind(), RefusalKind::Forbidden, "{refusal}");
                assert_ne!(*refusal, Refusal::OwnWork, "rights are asked before authorship");
            }
            (true, None) => assert_eq!(*answer, Err(Refusal::NotFromHere { from, act })),
            (true, Some(to)) => match answer {
                Ok(outcome) => assert_eq!(outcome.to, to),
                Err(refusal) => assert!(
                    *refusal != Refusal::NotFromHere { from, act }
                        && (refusal.kind() != RefusalKind::Forbidden || *refusal == Refusal::OwnWork),
                    "{refusal}"
                ),
            },
        }
    }

    fn outcome_is_sound(&self, actor: &Actor, outcome: &Outcome) {
        // The journal row links to the last one and names who did what, where and when.
        assert_eq!(outcome.follows, self.case.tip);
        assert_eq!((&outcome.case, &outcome.code), (&self.case.id, &self.case.code));
        assert_eq!((outcome.from, outcome.at), (Some(self.case.state), self.now));
        assert_eq!(outcome.actor.as_ref(), actor.account());

        // four eyes.
        let author = outcome.actor.as_ref();
        match outcome.act {
            Act::Approve | Act::ReturnDraft => assert_ne!(author, self.draft_by.as_ref()),
            Act::Publish | Act::ReturnResult => {
                assert_ne!(author, self.draft_by.as_ref());
                assert_ne!(author, self.result_by.as_ref());
            }
            _ => {}
        }

        let mut officers: Vec<_> = self.case.contributions.iter().filter_map(|asked| asked.handler.clone()).collect();
        if let Fact::SupportAssigned { handler, .. } = &outcome.fact {
            officers.push(handler.clone());
        }
        if outcome.act == Act::SupportApprove {
            let Fact::SupportApproved { unit, .. } = &outcome.fact else { panic!("{outcome:?}") };
            assert_ne!(author, self.case.contribution(unit).unwrap().drafted_by.as_ref(), "R-12.3: four eyes");
        }
        if outcome.act == Act::Publish {
            let waits = self.case.contributions.iter().any(|asked| asked.state.is_outstanding());
            assert!(!waits, "R-8.2c: publication waits for each contribution");
        }

        // Notices reach somebody: the reporter, an officer, or a desk at which a person sits.
        let officer = outcome.change.handler.clone().flatten().or(self.case.handler.clone());
        for notice in &outcome.notices {
            match &notice.to {
                Recipient::Account(account) => {
                    let known = *account == self.case.reporter || Some(account) == officer.as_ref();
                    assert!(known || officers.contains(account), "{notice:?}");
                }
                Recipient::Desk(unit, role) => {
                    let sits = |actor: &Actor| matches!(actor, Actor::Person(person) if person.is(*role, unit));
                    assert!(cast().iter().any(sits), "nobody sits at {notice:?}");
                }
            }
        }
        // An attempt to reach the citizen, a step inside an inspection and a comment taken out are what nobody
        // needs to be told.
        let quiet = [Act::LogContact, Act::LogInspection, Act::HideComment];
        assert_eq!(outcome.notices.is_empty(), quiet.contains(&outcome.act), "{}", outcome.act.as_str());
    }

    fn note(&mut self, outcome: &Outcome) {
        match outcome.act {
            Act::Draft => self.draft_by = outcome.actor.clone(),
            Act::ReturnDraft => self.draft_by = None,
            Act::RecordResult => {
                self.result_by = outcome.actor.clone();
                self.stopped = self.case.clock(ClockKind::Handling).map(|clock| (clock.origin, clock.limit));
            }
            Act::ReturnResult => self.result_by = None,
            Act::Dispatch => self.dispatched_at = Some(outcome.at),
            _ => {}
        }
    }

    fn step_is_sound(&self, outcome: &Outcome, next: &Case) {
        // R-8.5c: a clock is opened for the unit that now holds the case, and so every one that runs is its.
        let holder = &next.unit;
        assert!([WARD, OTHER_WARD, DEPARTMENT].contains(&holder.as_str()));
        for opening in &outcome.open {
            let asked = next.contribution(&opening.unit).is_some_and(|asked| asked.state.is_outstanding());
            assert!(opening.unit == *holder || (opening.kind == ClockKind::Contribution && asked), "{opening:?}");
            assert!(opening.origin <= outcome.at);
            assert!(opening.origin <= opening.warn_at && opening.warn_at <= opening.due_at);
        }
        for kind in &outcome.close {
            assert!(self.case.clock(*kind).is_some(), "only what runs is closed");
        }

        for (kind, unit) in &outcome.close_of {
            let runs = |clock: &Clock| clock.kind == *kind && clock.unit == *unit;
            assert!(self.case.clocks.iter().any(runs), "only what runs is closed");
        }
        // R-8.2b: one clock for each supporter that owes something, from dispatch until the case is public.
        let (supporters, clocks): (Vec<_>, Vec<_>) =
            next.clocks.iter().partition(|clock| clock.kind == ClockKind::Contribution);
        let timed = matches!(
            next.state,
            State::Dispatched | State::Handling | State::Drafted | State::Approved | State::Resulted
        );
        let mut owing = if timed { next.outstanding() } else { vec![] };
        let mut counted: Vec<_> = supporters.iter().map(|clock| clock.unit.clone()).collect();
        owing.sort();
        counted.sort();
        assert_eq!(counted, owing, "{}", next.state.as_str());
        for clock in supporters {
            assert_eq!(clock.due_at, calendar().due(clock.origin, clock.limit).unwrap());
        }
        if !next.outstanding().is_empty() {
            assert_ne!(next.level, Level::Normal, "R-8.4: several agencies make it complex");
            assert!(!next.outstanding().contains(holder), "nobody supports what they hold");
        }

        let kinds: Vec<_> = clocks.iter().map(|clock| clock.kind).collect();
        let mut running: BTreeSet<_> = kinds.iter().copied().collect();
        assert_eq!(running.len(), kinds.len(), "at most one clock of a kind: {kinds:?}");
        for clock in clocks {
            assert_eq!(clock.unit, *holder);
            assert_eq!(clock.due_at, calendar().due(clock.origin, clock.limit).unwrap());
        }

        // Which clocks run where: an agency is on some clock until the result is public, and on none at the end.
        use ClockKind::*;
        // beside the others, until it went to another agency, and never while somebody works on it.
        let waits = matches!(next.state, State::Submitted | State::Verifying | State::Accepted | State::Dispatched);
        let transferred = running.remove(&Transfer);
        assert!(!transferred || (waits && next.kind == Kind::Regulation), "{}", next.state.as_str());
        let allowed: &[&[ClockKind]] = match next.state {
            State::Submitted => &[&[Acceptance, Verification]],
            State::Verifying => &[&[Acceptance, Verification], &[Acceptance]],
            State::Accepted if transferred => &[&[]],
            State::Accepted => &[&[Dispatch]],
            State::Dispatched | State::Drafted | State::Approved => &[&[Handling]],
            State::Handling => &[&[Handling], &[Handling, Rework]],
            State::Resulted => &[&[Publication]],
            State::Published => &[&[QuestionWindow], &[Clarification]],
            State::Closed | State::Refused | State::Withdrawn => &[&[]],
        };
        assert!(
            allowed.iter().any(|kinds| kinds.iter().copied().collect::<BTreeSet<_>>() == running),
            "{} with {running:?}",
            next.state.as_str()
        );

        // R-8.5b, R-12: nothing moves the start of handling: the end of the window only moves later.
        if let Some(clock) = next.clock(Handling) {
            assert_eq!(Some(clock.origin), self.dispatched_at);
            let terms = terms(next.kind);
            if next.level == Level::Complex && terms.extension_days_max.is_some() {
                assert!(matches!(clock.limit, Limit::WorkingDays(15..=30)), "{}", clock.limit);
            } else {
                assert_eq!(clock.limit, terms.handling(next.level));
            }
        }
        assert!(next.closes_at >= self.case.closes_at);
        if let Some(window) = next.clock(QuestionWindow) {
            assert_eq!(next.closes_at, Some(window.due_at), "the case is open as long as the window");
        }

        // R-7.1b: whoever is asked can answer: what is worked on is the unit's own, and not to be refused.
        assert!(!next.information_pending || next.state == State::Verifying);
        if next.kind == Kind::Regulation && next.state.is_taken_on() {
            assert_ne!(next.regulation_class, Some(RegulationClass::Refuse));
            assert!(outcome.act != Act::Dispatch || next.regulation_class == Some(RegulationClass::Own));
        }

        // what stands beside the case moves neither it nor its clocks.
        let beside = outcome.act.only_for().is_some_and(|kind| kind != Kind::Regulation);
        if beside || outcome.act == Act::LookAtIdentity {
            assert_eq!((next.state, &next.clocks), (self.case.state, &self.case.clocks));
            assert_eq!(outcome.change, CaseChange::default());
        }
        // nobody decides unheard, nor while the public is asked.
        if self.case.kind == Kind::Initiative && outcome.act == Act::Draft {
            assert!(self.case.evaluated && self.case.views_until.is_none_or(|until| until <= outcome.at));
        }

        // Whoever works on it is known where somebody works on it.
        let in_hand = matches!(
            next.state,
            State::Handling | State::Drafted | State::Approved | State::Resulted | State::Published | State::Closed
        );
        assert_eq!(next.handler.is_some(), in_hand, "{}", next.state.as_str());
        if matches!(next.state, State::Drafted | State::Approved | State::Resulted | State::Published) {
            assert_eq!(next.drafted_by, self.draft_by);
        }
        if matches!(next.state, State::Resulted | State::Published) {
            assert_eq!(next.result_by, self.result_by);
        }
    }
}

proptest! {
    #![proptest_config(config(400))]

    /// R-8.5b, R-8.5c, R-12.1, R-12.3, R-13.1: whatever is tried, in whatever order, by whomever.
    #[test]
    fn no_history_breaks_the_rules(attempts in attempts()) {
        let mut history = History::begin(&attempts);
        for attempt in &attempts {
            history.attempt(attempt);
        }
    }

    /// the same act on the same case at the same time has the same answer: the rules remember nothing.
    #[test]
    fn the_same_question_has_the_same_answer(attempts in attempts()) {
        let run = || {
            let mut history = History::begin(&attempts);
            let done: Vec<_> = attempts.iter().map(|attempt| history.attempt(attempt)).collect();
            (done, history.case)
        };
        prop_assert_eq!(run(), run());
    }
}

/// the histories above are worth something: together they take every step of the table.
#[test]
fn random_histories_take_every_step_there_is() {
    let seen = RefCell::new(BTreeSet::new());
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config(4_000), rng)
        .run(&attempts(), |attempts| {
            let mut history = History::begin(&attempts);
            seen.borrow_mut().extend(attempts.iter().filter_map(|attempt| history.attempt(attempt)));
            Ok(())
        })
        .unwrap();
    let missing: Vec<_> =
        LEGAL.iter().map(|row| (row.0, row.1)).filter(|step| step.1 != Act::Recount && !seen.borrow().contains(step)).collect();
    assert!(missing.is_empty(), "never taken: {missing:?}");
}

// -------------------------------------------------------------------------------- public texts

/// Pieces that make numbers and addresses, and what stands between them.
fn awkward_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[0-9]{1,6}",
        1 => "[０-９]{1,5}",
        4 => prop::sample::select(vec![
            " ", ".", "-", "\u{a0}", "–", "/", "(", ")", ") ", " (", "+", "+84", ",", "\n", "  ", " - ", "@", ".vn", "@.",
            "[đã ẩn]", "ổ gà", ":", "²",
        ]).prop_map(str::to_owned),
        2 => "[a-z@.]{1,8}",
        1 => "[a-z]{1,4}@[a-z]{1,4}\\.[a-z]{2,3}",
    ];
    prop_oneof![
        4 => prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// The most digits in a row, when one separator between two of them is overlooked.
fn longest_number(text: &str) -> usize {
    let (mut longest, mut digits, mut separated) = (0, 0, true);
    for c in text.chars() {
        let separator =
            matches!(c, ' ' | '\u{a0}' | '.' | '-' | '–') || (c.is_whitespace() && c != '\n' && c != '\r');
        if c.is_numeric() {
            digits += 1;
            separated = false;
        } else if separator && !separated {
            separated = true;
        } else {
            (digits, separated) = (0, true);
        }
        longest = longest.max(digits);
    }
    longest
}

/// Whether somewhere a letter or digit, `@`, a host, a dot and another letter or digit follow each other.
fn has_address(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.iter().enumerate().any(|(at, c)| {
        let host: String = chars[at + 1..].iter().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
        *c == '@'
            && at > 0
            && chars[at - 1].is_alphanumeric()
            && host.trim_end_matches(['.', '-']).trim_start_matches(['.', '-']).contains('.')
    })
}

proptest! {
    #![proptest_config(config(4_000))]

    /// no number of nine digits is left, however it is spaced.
    #[test]
    fn no_long_number_is_left_in_a_public_text(text in awkward_text()) {
        let public = PublicText::masking(&text);
        prop_assert!(longest_number(public.as_str()) < 9, "{text:?} became {public:?}");
    }

    /// nor an e-mail address.
    #[test]
    fn no_address_is_left_in_a_public_text(text in awkward_text()) {
        let public = PublicText::masking(&text);
        prop_assert!(!has_address(public.as_str()), "{text:?} became {public:?}");
    }

    /// a text masked once is not changed by masking it again.
    #[test]
    fn masking_twice_is_masking_once(text in awkward_text()) {
        let once = PublicText::masking(&text);
        prop_assert_eq!(PublicText::masking(once.as_str()), once);
    }

    /// what holds neither is shown as it was written.
    #[test]
    fn a_text_without_numbers_and_addresses_is_left_alone(text in awkward_text()) {
        let mut digits = 0;
        let text: String = text
            .chars()
            .filter(|c| {
                digits += usize::from(c.is_numeric());
                *c != '@' && !(c.is_numeric() && digits > 8)
            })
            .collect();
        prop_assert_eq!(PublicText::masking(&text).into_string(), text);
    }

    /// a mobile number, as people write it, in a sentence.
    #[test]
    fn a_mobile_number_is_masked_as_people_write_it(
        digits in "[35789][0-9]{8}",
        form in prop::sample::select(vec!["0aaa bbb ccc", "0aaa.bbb.ccc", "+84aaabbbccc", "(+84) aaa-bbb-ccc", "0aaabbbccc"]),
    ) {
        let number = form.replace("aaa", &digits[..3]).replace("bbb", &digits[3..6]).replace("ccc", &digits[6..]);
        let public = PublicText::masking(&format!("Gọi {number} gặp chị Lan"));
        prop_assert_eq!(public.as_str(), "Gọi [đã ẩn] gặp chị Lan");
    }
}

// --------------------------------------------------------------------------------------- inputs

proptest! {
    #![proptest_config(config(1_000))]

    /// no input makes the reader of files or texts panic: a trap would take other requests with it.
    #[test]
    fn no_input_makes_a_parser_panic(bytes in prop::collection::vec(any::<u8>(), 0..24), text in any::<String>()) {
        let _ = MediaType::from_magic(&bytes);
        let _ = MediaType::parse(&text);
        let _ = State::parse(&text);
        let _ = ReportText::new(&text);
        let _ = Title::new(&text);
        let _ = scope::signals(&text);
        let _ = NationalId::new(&text, at("2026-03-02 08:00"));
        let _ = PhoneNumber::new(&text);
        let _ = EmailAddress::new(&text);
        let _ = TaxCode::new(&text);
    }

    /// however a mobile number is written, it is kept in one form, which is taken again.
    #[test]
    fn a_telephone_number_has_one_form(
        number in "(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}",
        before in prop::sample::select(vec!["0", "84", "+84", "0084", "(0)", "+84 0"]),
        gap in prop::sample::select(vec!["", " ", ".", "-"]),
    ) {
        let written = format!("{before}{}{gap}{}{gap}{}", &number[..3], &number[3..6], &number[6..]);
        let phone = PhoneNumber::new(&written).unwrap();
        prop_assert_eq!(phone.as_str(), format!("+84{number}"));
        prop_assert_eq!(PhoneNumber::new(phone.as_str()).unwrap(), phone);
    }

    /// of the ten last digits a tax code may have at most one is right, so that a slip is found.
    #[test]
    fn a_tax_code_has_one_check_digit(first in "[1-9][0-9]{8}") {
        let right: Vec<_> = (0..10).filter_map(|last| TaxCode::new(&format!("{first}{last}")).ok()).collect();
        prop_assert!(right.len() <= 1);
    }

    /// a text that was taken is taken again unchanged: what is read back from the journal is what was written.
    #[test]
    fn a_text_taken_once_is_taken_again_unchanged(text in any::<String>()) {
        if let Ok(taken) = Comment::new(&text) {
            prop_assert_eq!(Comment::new(taken.as_str()), Ok(taken));
        }
    }

    /// a point is in the box around the city or it is none; distances are symmetric and never negative.
    #[test]
    fn a_point_is_near_hanoi_or_it_is_none(a in any::<(f64, f64)>(), b in (20.5..21.45f64, 105.25..106.1f64), c in (20.5..21.45f64, 105.25..106.1f64)) {
        if let Some(point) = Point::new(a.0, a.1) {
            prop_assert!((20.5..=21.45).contains(&point.latitude()) && (105.25..=106.1).contains(&point.longitude()));
        }
        let (b, c) = (Point::new(b.0, b.1).unwrap(), Point::new(c.0, c.1).unwrap());
        prop_assert!(b.metres_to(&c) >= 0.0 && (b.metres_to(&c) - c.metres_to(&b)).abs() < 1e-6);
    }
}
