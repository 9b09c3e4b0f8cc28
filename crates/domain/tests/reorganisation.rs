//! R-28.1: plans of a reorganisation and who may do what to one.

mod support;

use domain::*;
use proptest::prelude::*;
use std::collections::BTreeSet;
use support::*;

fn ids(codes: &[&str]) -> BTreeSet<UnitId> {
    codes.iter().map(|code| UnitId::new(*code)).collect()
}

fn new_unit(code: &str) -> NewUnit {
    NewUnit {
        unit: UnitId::new(code),
        name: ShortText::new(&format!("Phường {code}")).unwrap(),
        kind: "ward",
        superior: None,
        centroid: None,
    }
}

fn to(units: &[(&str, bool)]) -> Vec<Successor> {
    units.iter().map(|(unit, default)| Successor { unit: UnitId::new(*unit), default: *default }).collect()
}

fn abolish(unit: &str, successors: &[(&str, bool)]) -> UnitChange {
    UnitChange::Abolish(UnitId::new(unit), to(successors))
}

#[test]
fn merge_and_split_are_said_in_the_same_words_as_the_rest() {
    let changes = vec![
        UnitChange::Merge(vec![UnitId::new("a"), UnitId::new("b")], new_unit("a")),
        UnitChange::Split(UnitId::new("c"), vec![(new_unit("c"), true), (new_unit("d"), false)]),
        UnitChange::Rename(UnitId::new("e"), ShortText::new("Phường Mới").unwrap()),
    ];
    let plan = Plan::of(changes, &ids(&["a", "b", "c", "e"])).unwrap();
    let ended: Vec<_> = plan.ended.iter().map(|end| (end.unit.as_str(), end.successors.len())).collect();
    assert_eq!(ended, [("a", 1), ("b", 1), ("c", 2)]);
    assert_eq!(plan.standing_after(&ids(&["a", "b", "c", "e"])), ids(&["a", "c", "d", "e"]));
}

#[test]
fn every_flaw_of_a_plan_is_named_with_its_change() {
    use PlanFlaw::*;
    let standing = ids(&["a", "b", "c", "d"]);
    let flaws = |changes: Vec<UnitChange>| Plan::of(changes, &standing).unwrap_err();
    assert_eq!(flaws(vec![abolish("x", &[("a", true)])]), [(0, UnknownUnit)]);
    assert_eq!(flaws(vec![abolish("a", &[("b", true)]), abolish("a", &[("b", true)])]), [(1, ChangedTwice)]);
    assert_eq!(flaws(vec![abolish("a", &[])]), [(0, NotOneDefault)]);
    assert_eq!(flaws(vec![abolish("a", &[("b", true), ("c", true)])]), [(0, NotOneDefault)]);
    assert_eq!(flaws(vec![abolish("a", &[("b", true), ("b", false)])]), [(0, SuccessorTwice)]);
    assert_eq!(flaws(vec![abolish("a", &[("x", true)])]), [(0, SuccessorMissing)]);
    assert_eq!(flaws(vec![abolish("a", &[("a", true)])]), [(0, SuccessorMissing)], "nobody succeeds themself");
    assert_eq!(flaws(vec![UnitChange::Found(new_unit("b"))]), [(0, CodeTaken)]);
    assert_eq!(flaws(vec![UnitChange::Found(new_unit("n")), UnitChange::Found(new_unit("n"))]), [(1, CodeTaken)]);
    let under_nobody = NewUnit { superior: Some(UnitId::new("x")), ..new_unit("n") };
    assert_eq!(flaws(vec![UnitChange::Found(under_nobody)]), [(0, SuperiorMissing)]);
    let under = |unit: &str, above: &str| UnitChange::Found(NewUnit { superior: Some(UnitId::new(above)), ..new_unit(unit) });
    assert_eq!(flaws(vec![under("n", "n")]), [(0, SuperiorMissing)], "nobody stands under themself");
    let circle = vec![under("n", "o"), under("o", "p"), under("p", "n"), under("q", "n")];
    assert_eq!(flaws(circle), [(0, SuperiorMissing), (1, SuperiorMissing), (2, SuperiorMissing)]);
    assert!(Plan::of(vec![under("n", "o"), under("o", "a")], &standing).is_ok(), "one above the other");
    // A longer circle, and all flaws at once.
    let circle = vec![abolish("a", &[("b", true)]), abolish("b", &[("c", true)]), abolish("c", &[("a", true)])];
    assert_eq!(flaws(circle), [(0, SuccessorMissing), (1, SuccessorMissing), (2, SuccessorMissing)]);
}

#[test]
fn a_code_may_go_on_for_another_unit() {
    // As on 1 July 2025: 00004 was Trúc Bạch and became Ba Đình; a chain of codes is no chain of duties.
    let changes =
        vec![abolish("a", &[("b", true)]), abolish("b", &[("c", true)]), UnitChange::Found(new_unit("b"))];
    assert!(Plan::of(changes, &ids(&["a", "b", "c"])).is_ok());
}

/// An account with one role.
fn with(role: Role, id: &str) -> Account {
    let membership = Membership { unit: UnitId::new("pvhcc"), role };
    Account { id: AccountId::new(id), verified: true, memberships: vec![membership] }
}

fn planned() -> PlanReorganisation {
    PlanReorganisation {
        id: ReorganisationId::new("r"),
        title: ShortText::new("Sắp xếp năm 2026").unwrap(),
        legal_basis: Reason::new("Nghị quyết của Hội đồng nhân dân").unwrap(),
        effective_at: at("2026-07-01 00:00"),
        plan: Plan::default(),
    }
}

/// R-28.1: administrators and the Centre plan and approve; nobody approves their own plan.
#[test]
fn one_plans_and_another_approves() {
    let now = at("2026-03-02 08:00");
    for role in Role::ALL {
        let keeps = matches!(role, Role::Admin | Role::Centre);
        let answer = plan_reorganisation(&with(*role, "one"), planned(), now);
        assert_eq!(answer.is_ok(), keeps, "{}", role.as_str());
    }
    let late = plan_reorganisation(&with(Role::Admin, "one"), planned(), at("2026-07-01 00:00"));
    assert_eq!(late, Err(Refusal::DayNotAhead));
    let plan = Reorganisation {
        id: ReorganisationId::new("r"),
        tip: Tip { seq: 1, hash: [1; 32] },
        state: ReorganisationState::Planned,
        unit: UnitId::new("pvhcc"),
        planned_by: AccountId::new("one"),
        effective_at: at("2026-07-01 00:00"),
    };
    assert_eq!(approve_reorganisation(&plan, &with(Role::Admin, "one"), now), Err(Refusal::OwnRecord { of: Written::Reorganisation }));
    assert!(approve_reorganisation(&plan, &with(Role::Centre, "two"), now).is_ok());
}

/// The way of a reorganisation a second time, as a table over every state and act.
#[test]
fn a_reorganisation_goes_where_the_table_says() {
    use ReorganisationAct::*;
    use ReorganisationState::*;
    const LEGAL: &[(ReorganisationState, ReorganisationAct, ReorganisationState)] = &[
        (Planned, Approve, Approved),
        (Planned, Cancel, Cancelled),
        (Approved, Cancel, Cancelled),
        (Approved, TakeEffect, InEffect),
        (InEffect, Complete, Done),
    ];
    let two = with(Role::Admin, "two");
    for from in ReorganisationState::ALL {
        for act in ReorganisationAct::ALL.iter().filter(|act| **act != Plan) {
            let one = Reorganisation {
                id: ReorganisationId::new("r"),
                tip: Tip { seq: 1, hash: [1; 32] },
                state: *from,
                unit: UnitId::new("pvhcc"),
                planned_by: AccountId::new("one"),
                effective_at: at("2026-07-01 00:00"),
            };
            let (before, day) = (at("2026-03-02 08:00"), at("2026-07-01 00:00"));
            let reason = Reason::new("Chưa đủ điều kiện thực hiện").unwrap();
            let answer = match act {
                Approve => approve_reorganisation(&one, &two, before),
                Cancel => cancel_reorganisation(&one, &two, reason, before),
                TakeEffect => take_effect(&one, day),
                _ => complete(&one, day),
            };
            let expected = LEGAL.iter().find(|row| (row.0, row.1) == (*from, *act)).map(|row| row.2);
            match (expected, answer) {
                (Some(to), Ok(outcome)) => assert_eq!(outcome.to, to),
                (None, Err(refusal)) => {
                    assert_eq!(refusal, Refusal::ReorganisationNotFromHere { from: *from, act: *act });
                }
                (expected, answer) => panic!("{from:?} {act:?}: {expected:?}, {answer:?}"),
            }
        }
    }
}

const CODES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn changes() -> impl Strategy<Value = Vec<UnitChange>> {
    let code = || prop::sample::select(&CODES[..]);
    let change = prop_oneof![
        code().prop_map(|unit| UnitChange::Found(new_unit(unit))),
        (code(), prop::collection::vec((code(), any::<bool>()), 0..4)).prop_map(|(unit, to)| abolish(unit, &to)),
        (code(), code(), code()).prop_map(|(a, b, into)| {
            UnitChange::Merge(vec![UnitId::new(a), UnitId::new(b)], new_unit(into))
        }),
        (code(), code(), code()).prop_map(|(unit, a, b)| {
            UnitChange::Split(UnitId::new(unit), vec![(new_unit(a), true), (new_unit(b), false)])
        }),
    ];
    prop::collection::vec(change, 1..6)
}

proptest! {
    /// R-28.1: whatever plan is taken, every unit that ends hands over to units that stand, to one by default.
    #[test]
    fn a_plan_that_is_taken_leaves_no_duty_without_a_holder(
        changes in changes(), standing in prop::collection::btree_set(prop::sample::select(&CODES[..]), 0..6),
    ) {
        let standing: BTreeSet<UnitId> = standing.into_iter().map(UnitId::new).collect();
        let Ok(plan) = Plan::of(changes, &standing) else { return Ok(()) };
        let after = plan.standing_after(&standing);
        for end in &plan.ended {
            prop_assert!(standing.contains(&end.unit));
            prop_assert!(end.successors.iter().all(|to| after.contains(&to.unit)));
            prop_assert_eq!(end.successors.iter().filter(|to| to.default).count(), 1);
        }
        let stays = standing.iter().filter(|unit| !plan.ended.iter().any(|end| end.unit == **unit));
        prop_assert!(stays.clone().all(|unit| after.contains(unit)));
        prop_assert_eq!(after.len(), stays.count() + plan.founded.len(), "no code stands twice");
    }
}
