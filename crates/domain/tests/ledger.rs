//! The ledger adds up: against the calendar alone, and over random legal histories (R-8.5c).

mod support;

use chrono::TimeDelta;
use domain::ledger::{Minutes, Stretch, ledger, minutes};
use domain::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::*;
use working_time::Limit;

fn stretch(kind: ClockKind, code: &str, opened: Instant, due: Instant, closed: Option<Instant>) -> Stretch {
    Stretch { unit: unit(code), kind, limit: Limit::WorkingHours(8), opened_at: opened, due_at: due, closed_at: closed }
}

fn whole(at: Instant) -> Instant {
    at - TimeDelta::milliseconds(at.timestamp_millis().rem_euclid(60_000))
}

/// Working minutes between two whole minutes, from the calendar alone.
fn between(from: Instant, to: Instant) -> u64 {
    if to <= from { 0 } else { calendar().elapsed(whole(from), whole(to)).unwrap().as_minutes() }
}

/// Everything that runs and ran in a history: one entry for each opening.
fn history(steps: &[(usize, usize, i64)]) -> (Vec<Stretch>, Instant) {
    let mut now = at("2026-01-05 07:30");
    let outcome = intake::submit(&account_of(&citizen()), submission(now), &office_at(now)).unwrap();
    let mut case = opened(&outcome);
    let mut stretches: Vec<Stretch> = Vec::new();
    let note = |outcome: &Outcome, stretches: &mut Vec<Stretch>| {
        let closes = |one: &Stretch| {
            outcome.close.contains(&one.kind) || outcome.close_of.contains(&(one.kind, one.unit.clone()))
        };
        for one in stretches.iter_mut().filter(|one| one.closed_at.is_none() && closes(one)) {
            one.closed_at = Some(outcome.at);
        }
        stretches.extend(outcome.open.iter().map(|clock| Stretch {
            unit: clock.unit.clone(),
            kind: clock.kind,
            limit: clock.limit,
            opened_at: outcome.at,
            due_at: clock.due_at,
            closed_at: None,
        }));
    };
    note(&outcome, &mut stretches);
    for (act, who, seconds) in steps {
        now += TimeDelta::seconds(*seconds);
        let legal: Vec<Act> = LEGAL.iter().filter(|row| row.0 == case.state && row.1 != Act::Recount).map(|row| row.1).collect();
        if legal.is_empty() {
            break;
        }
        let act = legal[act % legal.len()];
        let supporter = case.contributions.first().map_or(unit(OTHER_WARD), |asked| asked.unit.clone());
        let given = Given { supporter, level: Level::ALL[who % 3], ..Given::default() };
        let done = cast().iter().find_map(|actor| perform(act, &case, actor, &given, &office_at(now)).ok());
        if let Some(outcome) = done {
            note(&outcome, &mut stretches);
            case = applied(&case, &outcome);
        }
    }
    (stretches, now + TimeDelta::seconds(90))
}

fn steps() -> impl Strategy<Value = Vec<(usize, usize, i64)>> {
    prop::collection::vec((any::<usize>(), any::<usize>(), prop_oneof![0..90i64, 0..40_000i64, 0..400_000i64]), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// R-8.5c: every line is the sum of its clocks' minutes between opening and closing, and all lines the total.
    #[test]
    fn the_ledger_of_any_history_adds_up_exactly(steps in steps()) {
        let (stretches, now) = history(&steps);
        let (lines, total) = ledger(stretches.iter().map(|one| (one, calendar())), now).unwrap();
        let mut expected: BTreeMap<(UnitId, ClockKind), Minutes> = BTreeMap::new();
        for one in stretches.iter().filter(|one| one.kind != ClockKind::QuestionWindow) {
            let end = one.closed_at.unwrap_or(now);
            let sum = expected.entry((one.unit.clone(), one.kind)).or_default();
            sum.held += between(one.opened_at, end);
            sum.late += between(one.opened_at.max(one.due_at), end);
        }
        let found: BTreeMap<_, _> = lines.iter().map(|line| ((line.unit.clone(), line.kind), line.minutes)).collect();
        prop_assert_eq!(found.len(), lines.len(), "one line for each unit and clock");
        prop_assert_eq!(&found, &expected);
        prop_assert_eq!(total.held, found.values().map(|minutes| minutes.held).sum::<u64>());
        prop_assert_eq!(total.late, found.values().map(|minutes| minutes.late).sum::<u64>());
        prop_assert!(total.late <= total.held);
        for line in &lines {
            let runs = stretches.iter().any(|one| one.closed_at.is_none() && (&one.unit, one.kind) == (&line.unit, line.kind));
            prop_assert_eq!(line.running, runs);
        }
    }

    /// R-8.5c: a clock that is counted anew loses no minute and gains none.
    #[test]
    fn stretches_that_meet_add_up_to_the_whole(cuts in prop::collection::vec(0..4_000_000i64, 2..12)) {
        let start = at("2026-01-05 07:30");
        let mut cuts = cuts;
        cuts.sort_unstable();
        let cuts: Vec<Instant> = cuts.into_iter().map(|seconds| start + TimeDelta::seconds(seconds)).collect();
        let due = at("2026-01-20 17:00");
        let parts: Vec<_> = cuts.windows(2).map(|pair| stretch(ClockKind::Handling, WARD, pair[0], due, Some(pair[1]))).collect();
        let all = stretch(ClockKind::Handling, WARD, cuts[0], due, cuts.last().copied());
        let (_, total) = ledger(parts.iter().map(|one| (one, calendar())), start).unwrap();
        prop_assert_eq!(total, minutes(&all, calendar(), start).unwrap());
    }
}

/// R-8.5c: who is late answers for the minutes past the due instant, weekends and lunch not counted.
#[test]
fn late_minutes_are_said_apart() {
    let one = stretch(
        ClockKind::Acceptance,
        WARD,
        at("2026-03-06 08:00"),
        at("2026-03-06 17:00"),
        Some(at("2026-03-09 09:15:59")),
    );
    assert_eq!(minutes(&one, calendar(), at("2026-04-01 08:00")).unwrap(), Minutes { held: 555, late: 75 });
    let in_time = Stretch { closed_at: Some(at("2026-03-06 17:00")), ..one };
    assert_eq!(minutes(&in_time, calendar(), at("2026-04-01 08:00")).unwrap(), Minutes { held: 480, late: 0 });
}

/// R-8.5b, R-8.5c: hours that run day and night are counted as they run.
#[test]
fn a_unit_on_call_answers_for_the_night() {
    let night = Stretch {
        limit: Limit::ClockHours(4),
        ..stretch(ClockKind::Handling, WARD, at("2026-03-06 22:00"), at("2026-03-07 02:00"), Some(at("2026-03-07 03:00")))
    };
    assert_eq!(minutes(&night, calendar(), at("2026-04-01 08:00")).unwrap(), Minutes { held: 300, late: 60 });
}

/// the citizen's window is nobody's time.
#[test]
fn the_citizens_window_stands_in_no_ledger() {
    let window = stretch(ClockKind::QuestionWindow, WARD, at("2026-03-06 08:00"), at("2026-03-08 23:59"), None);
    let (lines, total) = ledger([(&window, calendar())], at("2026-03-10 08:00")).unwrap();
    assert_eq!((lines, total), (vec![], Minutes::default()));
}
