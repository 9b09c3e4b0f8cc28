//! violations, the row they stand in, the lock, the objection. The calculus of the row is written
//! a second time and compared over random histories.

mod support;

use chrono::TimeDelta;
use domain::*;
use proptest::prelude::*;
use support::*;

const TERMS: ConductTerms = ConductTerms { in_row_max: 3, lock_days: 30 };
const NOON: &str = "2026-03-02 12:00";

fn record() -> Conduct {
    Conduct::new(ConductId::new("conduct"), id_of(&citizen()))
}

fn case_no(number: usize) -> Case {
    let mut case = case(State::Refused);
    case.id = CaseId::new(format!("case-{number}"));
    case
}

fn violation(number: usize) -> RecordViolation {
    let id = ViolationId::new(format!("violation-{number}"));
    RecordViolation { id, kind: ViolationKind::FalseReport, reason: reason(), evidence: vec![] }
}

fn objection(number: usize) -> Object {
    Object {
        id: ObjectionId::new(format!("objection-{number}")),
        violation: ViolationId::new(format!("violation-{number}")),
        text: words(),
        media: vec![],
    }
}

/// What the database does with an outcome.
fn apply(conduct: &mut Conduct, outcome: &ConductOutcome) {
    assert_eq!((outcome.follows, outcome.from), (conduct.tip, conduct.state));
    let seq = conduct.tip.seq + 1;
    conduct.tip = Tip { seq, hash: [seq as u8; 32] };
    conduct.state = Some(outcome.to);
    match &outcome.fact {
        ConductFact::Violated { violation, case, reviewer, lock, locked_until, accepted_after, .. } => {
            conduct.violations.push(Violation {
                id: violation.id.clone(),
                seq,
                case: case.clone(),
                unit: outcome.unit.clone(),
                by: outcome.actor.clone().unwrap(),
                reviewer: reviewer.clone(),
                annulled: false,
                objection: None,
            });
            if let Some(lock) = lock {
                let accepted_after = *accepted_after;
                conduct.locks.push(PastLock { seq, accepted_after, until: lock.until, lifted: false });
            }
            assert_eq!(conduct.locked_until(), *locked_until);
        }
        ConductFact::Objected { objection } => {
            let one = conduct.violations.iter_mut().find(|one| one.id == objection.violation).unwrap();
            one.objection = Some(Objection { id: objection.id.clone(), decided: false });
        }
        ConductFact::Decided { objection, lifted, locked_until, .. } => {
            let of = |one: &&mut Violation| one.objection.as_ref().is_some_and(|made| made.id == *objection);
            let one = conduct.violations.iter_mut().find(of).unwrap();
            one.objection.as_mut().unwrap().decided = true;
            one.annulled = outcome.act == ConductAct::Annul;
            for lock in conduct.locks.iter_mut().filter(|lock| lifted.contains(&lock.seq)) {
                lock.lifted = true;
            }
            assert_eq!(conduct.locked_until(), *locked_until);
        }
        ConductFact::Referred { .. } | ConductFact::Unlocked => {}
    }
}

fn violates(conduct: &mut Conduct, number: usize, now: Instant) -> ConductOutcome {
    let outcome = violate(conduct, &case_no(number), &account_of(&intake()), violation(number), TERMS, now).unwrap();
    apply(conduct, &outcome);
    outcome
}

fn annuls(conduct: &mut Conduct, number: usize, now: Instant) -> ConductOutcome {
    let made = object(conduct, &account_of(&citizen()), objection(number), &unit("TTPVHCC"), now).unwrap();
    apply(conduct, &made);
    let decision = DecideObjection { upheld: true, reason: reason() };
    let judge = account_of(&department_head());
    let id = objection(number).id;
    let outcome = decide_objection(conduct, &id, &judge, decision, TERMS, now).unwrap();
    apply(conduct, &outcome);
    outcome
}

fn topics(outcome: &ConductOutcome) -> Vec<&'static str> {
    outcome.notices.iter().map(|(_, notice)| notice.topic.as_str()).collect()
}

fn lock_of(outcome: &ConductOutcome) -> Option<Instant> {
    match &outcome.fact {
        ConductFact::Violated { lock, .. } => lock.map(|lock| lock.until),
        _ => None,
    }
}

#[test]
fn the_fourth_in_a_row_locks_for_thirty_days_and_the_person_is_told() {
    let mut conduct = record();
    let now = at(NOON);
    for number in 1..=3 {
        let outcome = violates(&mut conduct, number, now);
        assert_eq!((outcome.to, lock_of(&outcome)), (ConductState::Clear, None), "{number}");
        assert_eq!(topics(&outcome), ["violation_recorded"]);
    }
    let fourth = violates(&mut conduct, 4, now);
    assert_eq!(lock_of(&fourth), Some(at("2026-04-01 12:00")));
    assert_eq!((fourth.to, topics(&fourth)), (ConductState::Locked, vec!["account_locked"]));
    // The lock has paid for those before it: the next one is the first of a new row.
    let fifth = violates(&mut conduct, 5, at("2026-04-02 08:00"));
    assert_eq!((conduct.row(), lock_of(&fifth)), (1, None));
}

#[test]
fn an_accepted_report_in_between_ends_the_row() {
    let mut conduct = record();
    for number in 1..=3 {
        violates(&mut conduct, number, at(NOON));
    }
    conduct.accepted_after = conduct.tip.seq;
    assert_eq!(conduct.row(), 0);
    let outcomes: Vec<_> = (4..=7).map(|number| lock_of(&violates(&mut conduct, number, at(NOON))).is_some()).collect();
    assert_eq!(outcomes, [false, false, false, true]);
}

#[test]
fn a_lock_is_lifted_when_its_row_falls_below_the_limit_and_the_rest_counts_on() {
    let mut conduct = record();
    for number in 1..=4 {
        violates(&mut conduct, number, at(NOON));
    }
    let outcome = annuls(&mut conduct, 2, at("2026-03-10 09:00"));
    assert_eq!((outcome.to, topics(&outcome)), (ConductState::Clear, vec!["violation_annulled", "account_unlocked"]));
    assert_eq!((conduct.row(), conduct.locked_until()), (3, None));
    assert!(lock_of(&violates(&mut conduct, 5, at("2026-03-11 09:00"))).is_some(), "three are left, so the next locks");
}

#[test]
fn a_lock_stands_when_too_many_are_left_without_it() {
    let mut conduct = record();
    for number in 1..=5 {
        violates(&mut conduct, number, at(NOON));
    }
    // Four of the five still stand in a row.
    let outcome = annuls(&mut conduct, 1, at("2026-03-10 09:00"));
    assert_eq!((outcome.to, topics(&outcome)), (ConductState::Locked, vec!["violation_annulled"]));
    let outcome = annuls(&mut conduct, 5, at("2026-03-10 10:00"));
    assert_eq!((outcome.to, conduct.row()), (ConductState::Clear, 3));
}

#[test]
fn a_lock_that_was_served_is_not_taken_back() {
    let mut conduct = record();
    for number in 1..=4 {
        violates(&mut conduct, number, at(NOON));
    }
    let over = unlock(&conduct, at("2026-04-01 12:00")).unwrap();
    apply(&mut conduct, &over);
    annuls(&mut conduct, 1, at("2026-04-02 09:00"));
    assert_eq!((conduct.row(), conduct.locks[0].lifted), (0, false));
}

#[test]
fn the_end_of_a_lock_is_said_once_and_not_before() {
    let mut conduct = record();
    assert_eq!(unlock(&conduct, at(NOON)), None);
    for number in 1..=4 {
        violates(&mut conduct, number, at(NOON));
    }
    assert_eq!(unlock(&conduct, at("2026-04-01 11:59")), None);
    let over = unlock(&conduct, at("2026-04-01 12:00")).unwrap();
    assert_eq!((over.actor.clone(), topics(&over)), (None, vec!["account_unlocked"]));
    apply(&mut conduct, &over);
    assert_eq!(unlock(&conduct, at("2026-05-01 12:00")), None);
}

/// Who × what, by hand.
#[test]
fn only_the_desk_of_the_holder_records_and_only_others_judge() {
    let conduct = record();
    let records = |who: &Actor| {
        let outcome = violate(&conduct, &case_no(1), &account_of(who), violation(1), TERMS, at(NOON));
        outcome.map_or_else(|refusal| refusal.code(), |_| "ok")
    };
    for (who, expected) in [
        (intake(), "ok"),
        (head(), "ok"),
        (handler(), "not_your_role"),
        (other_intake(), "not_your_unit"),
        (department_head(), "not_your_unit"),
        (centre(), "not_your_role"),
        (neighbour(), "not_your_role"),
        (citizen(), "not_your_role"),
    ] {
        assert_eq!(records(&who), expected, "{who:?}");
    }
    let own = account(id_of(&citizen()).as_str(), &[(Role::Intake, WARD)]);
    assert_eq!(violate(&conduct, &case_no(1), &own, violation(1), TERMS, at(NOON)), Err(Refusal::OwnReview));

    let mut conduct = record();
    violates(&mut conduct, 1, at(NOON));
    let twice = violate(&conduct, &case_no(1), &account_of(&head()), violation(2), TERMS, at(NOON));
    assert_eq!(twice, Err(Refusal::ViolationAlreadyRecorded));
    let objects = |who: &Actor, number| {
        object(&conduct, &account_of(who), objection(number), &unit("TTPVHCC"), at(NOON)).map(drop)
    };
    assert_eq!(objects(&neighbour(), 1), Err(Refusal::NotYourViolation));
    assert_eq!(objects(&citizen(), 9), Err(Refusal::ViolationUnknown));
    let made = object(&conduct, &account_of(&citizen()), objection(1), &unit("TTPVHCC"), at(NOON)).unwrap();
    assert_eq!(made.notices[0].1.to, Recipient::Desk(unit(DEPARTMENT), Role::Head), "the unit above decides");
    apply(&mut conduct, &made);
    let again = object(&conduct, &account_of(&citizen()), objection(1), &unit("TTPVHCC"), at(NOON));
    assert_eq!(again, Err(Refusal::AlreadyObjected));

    let judges = |judge: &Account| {
        let decision = DecideObjection { upheld: true, reason: reason() };
        let outcome = decide_objection(&conduct, &objection(1).id, judge, decision, TERMS, at(NOON));
        outcome.map_or_else(|refusal| refusal.code(), |_| "ok")
    };
    for (who, expected) in [
        (department_head(), "ok"),
        (centre(), "ok"),
        (department_intake(), "not_your_role"),
        (head(), "not_your_role"),
        (other_head(), "not_your_role"),
        (citizen(), "not_your_role"),
    ] {
        assert_eq!(judges(&account_of(&who)), expected, "{who:?}");
    }
    // Four eyes: not who recorded, not their colleague, not the person, whatever else they are.
    let centre_too = |id: &AccountId, more: &[(Role, &str)]| {
        judges(&account(id.as_str(), &[&[(Role::Centre, "TTPVHCC")], more].concat()))
    };
    assert_eq!(centre_too(&id_of(&intake()), &[]), "own_review");
    assert_eq!(centre_too(&id_of(&neighbour()), &[(Role::Handler, WARD)]), "own_review");
    assert_eq!(centre_too(&id_of(&citizen()), &[]), "own_review");

    let body = || ShortText::new("Công an thành phố").unwrap();
    assert!(refer(&conduct, &account_of(&centre()), body(), reason(), at(NOON)).is_ok());
    assert_eq!(refer(&conduct, &account_of(&head()), body(), reason(), at(NOON)), Err(Refusal::RoleMissing));
    assert_eq!(refer(&record(), &account_of(&centre()), body(), reason(), at(NOON)), Err(Refusal::ViolationAnnulled));
}

#[test]
fn a_decided_objection_stays_decided_and_a_rejected_one_changes_nothing() {
    let mut conduct = record();
    violates(&mut conduct, 1, at(NOON));
    let made = object(&conduct, &account_of(&citizen()), objection(1), &unit("TTPVHCC"), at(NOON)).unwrap();
    apply(&mut conduct, &made);
    let reject = || DecideObjection { upheld: false, reason: reason() };
    let judge = account_of(&centre());
    let outcome = decide_objection(&conduct, &objection(1).id, &judge, reject(), TERMS, at(NOON)).unwrap();
    assert_eq!((outcome.act, topics(&outcome)), (ConductAct::Reject, vec!["objection_rejected"]));
    apply(&mut conduct, &outcome);
    assert_eq!(conduct.row(), 1);
    let again = decide_objection(&conduct, &objection(1).id, &judge, reject(), TERMS, at(NOON));
    assert_eq!(again, Err(Refusal::ObjectionDecided));
    let unknown = decide_objection(&conduct, &objection(2).id, &judge, reject(), TERMS, at(NOON));
    assert_eq!(unknown, Err(Refusal::ViolationUnknown));
}

#[test]
fn where_nobody_stands_above_the_centre_is_told() {
    let mut conduct = record();
    let mut case = case_no(1);
    case.superior = None;
    let outcome = violate(&conduct, &case, &account_of(&intake()), violation(1), TERMS, at(NOON)).unwrap();
    apply(&mut conduct, &outcome);
    let made = object(&conduct, &account_of(&citizen()), objection(1), &unit("TTPVHCC"), at(NOON)).unwrap();
    assert_eq!(made.notices[0].1.to, Recipient::Desk(unit("TTPVHCC"), Role::Centre));
}

/// Nobody stands above the Centre: what its desk recorded is judged by the rest of it.
#[test]
fn what_the_centre_recorded_is_judged_by_those_who_are_not_of_its_desk() {
    let mut conduct = record();
    let mut case = case_no(1);
    case.unit = unit("TTPVHCC");
    case.superior = None;
    let desk = account("centre intake", &[(Role::Intake, "TTPVHCC"), (Role::Centre, "TTPVHCC")]);
    let outcome = violate(&conduct, &case, &desk, violation(1), TERMS, at(NOON)).unwrap();
    apply(&mut conduct, &outcome);
    let made = object(&conduct, &account_of(&citizen()), objection(1), &unit("TTPVHCC"), at(NOON)).unwrap();
    apply(&mut conduct, &made);
    let judged = |judge: &Account| {
        let decision = DecideObjection { upheld: true, reason: reason() };
        let outcome = decide_objection(&conduct, &objection(1).id, judge, decision, TERMS, at(NOON));
        outcome.map_or_else(|refusal| refusal.code(), |_| "ok")
    };
    for (judge, expected) in [
        (account_of(&centre()), "ok"),
        (desk, "own_review"),
        (account("colleague", &[(Role::Centre, "TTPVHCC"), (Role::Intake, "TTPVHCC")]), "own_review"),
        (account("centre head", &[(Role::Centre, "TTPVHCC"), (Role::Head, "TTPVHCC")]), "own_review"),
        (account("both", &[(Role::Centre, "TTPVHCC"), (Role::Intake, WARD)]), "ok"),
        (account_of(&department_head()), "not_your_role"),
    ] {
        assert_eq!(judged(&judge), expected, "{judge:?}");
    }
}

/// R-18.3a: a caller without an account is told by whoever calls back.
#[test]
fn a_callers_violation_is_told_to_the_support_centre() {
    let case = Case { called_in: Some(unit("TTPVHCC")), ..case_no(1) };
    let outcome = violate(&record(), &case, &account_of(&intake()), violation(1), TERMS, at(NOON)).unwrap();
    assert_eq!(outcome.notices[0].1.to, Recipient::Desk(unit("TTPVHCC"), Role::Support));
}

// ----------------------------------------------------------------------------------- the calculus

#[derive(Clone, Debug)]
enum Event {
    Violate,
    Accept,
    Annul(usize),
    Days(i64),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        6 => Just(Event::Violate),
        1 => Just(Event::Accept),
        2 => any::<usize>().prop_map(Event::Annul),
        2 => (0..40i64).prop_map(Event::Days),
    ];
    prop::collection::vec(event, 1..60)
}

/// One line of the history as a clerk would keep it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    Stands,
    Annulled,
    Accepted,
    Locked { until: Instant },
    Lifted,
}

/// Counts back from the end to the last accepted report or lock.
fn counted_back(lines: &[Line]) -> usize {
    let row = lines.iter().rev().take_while(|line| !matches!(line, Line::Accepted | Line::Locked { .. }));
    row.filter(|line| **line == Line::Stands).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// never a lock below four in a row, always one at four, whatever is accepted, annulled and waited for.
    #[test]
    fn four_in_a_row_lock_and_fewer_never_do(events in events()) {
        let mut conduct = record();
        let mut lines: Vec<Line> = Vec::new();
        let mut now = at(NOON);
        let mut recorded = Vec::new();
        let mut number = 0;
        for event in events {
            now += TimeDelta::minutes(1);
            match event {
                Event::Violate => {
                    number += 1;
                    recorded.push((number, lines.len()));
                    lines.push(Line::Stands);
                    let outcome = violates(&mut conduct, number, now);
                    let expected = counted_back(&lines) == 4;
                    prop_assert_eq!(lock_of(&outcome), expected.then_some(now + TimeDelta::days(30)));
                    if expected {
                        lines.push(Line::Locked { until: now + TimeDelta::days(30) });
                    }
                }
                Event::Accept => {
                    conduct.accepted_after = conduct.tip.seq;
                    lines.push(Line::Accepted);
                }
                Event::Annul(which) => {
                    if recorded.is_empty() {
                        continue;
                    }
                    let (number, line) = recorded.swap_remove(which % recorded.len());
                    annuls(&mut conduct, number, now);
                    lines[line] = Line::Annulled;
                    // Each running lock, latest first: what stands before it, back to the row's beginning.
                    for place in (0..lines.len()).rev() {
                        let Line::Locked { until } = lines[place] else { continue };
                        if now < until && counted_back(&lines[..place]) < 4 {
                            lines[place] = Line::Lifted;
                            if counted_back(&lines) > 3 {
                                lines[place] = Line::Locked { until };
                            }
                        }
                    }
                }
                Event::Days(days) => {
                    now += TimeDelta::days(days);
                    if let Some(over) = unlock(&conduct, now) {
                        apply(&mut conduct, &over);
                    }
                }
            }
            prop_assert_eq!(conduct.row() as usize, counted_back(&lines), "{:?}", lines);
            prop_assert!(conduct.row() <= 3, "a row of four is a lock");
            let until = lines.iter().filter_map(|line| match line {
                Line::Locked { until } => Some(*until),
                _ => None,
            });
            prop_assert_eq!(conduct.locked_until(), until.max());
            let runs = conduct.locked_until().is_some_and(|until| now < until);
            prop_assert!(!runs || conduct.state == Some(ConductState::Locked));
        }
    }
}
