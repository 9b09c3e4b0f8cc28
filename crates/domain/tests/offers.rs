//! What a screen may offer: exactly what would not be refused for who asks or what the case lacks.

mod support;

use domain::workflow::acts_open_to;
use domain::regulation::RegulationClass;
use domain::{
    Act, Actor, Case, ClockKind, Contribution, ContributionState, Desk, Kind, Level, NoQueue, Office, Role, State, queue_of,
};
use support::*;
use working_time::Limit;

/// Every state, in the shapes in which an act may find it.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for &state in State::ALL {
        cases.push(case(state));
        cases.push(case_since(state, Level::Complex, "2026-03-02 08:00"));
        cases.push(case_for(Act::ProvideInformation, state).0);
        cases.push(case_for(Act::Answer, state).0);
        for act in [Act::Evaluate, Act::Progress, Act::OpenInspection, Act::LogInspection, Act::LookAtIdentity] {
            cases.push(case_for(act, state).0);
        }
        cases.push(Case { kind: Kind::Initiative, evaluated: true, ..case(state) });
        cases.push(Case { superior: None, ..case(state) });
        cases.push(Case { superior: Some(unit(WARD)), ..case(state) });
        cases.push(Case { asked: true, ..case(state) });
        // R-8.5b, R-9.4, R-10.4, R-11.4: complex, of each kind; and with the most days there are.
        for &kind in Kind::ALL {
            let mut complex = Case { kind, ..case_since(state, Level::Complex, "2026-03-02 08:00") };
            cases.push(complex.clone());
            for clock in complex.clocks.iter_mut().filter(|clock| clock.kind == ClockKind::Handling) {
                clock.limit = Limit::WorkingDays(30);
            }
            cases.push(complex);
        }
        // of each class.
        for &class in RegulationClass::ALL {
            cases.push(Case { regulation_class: Some(class), kind: Kind::Regulation, ..case(state) });
        }
        cases.push(Case { handler: None, ..case(state) });
        // The head of a small ward drafted and recorded alone.
        let author = Some(id_of(&head_who_handles()));
        let written = |by: &Option<_>| by.is_some().then(|| author.clone()).flatten();
        let own = case(state);
        cases.push(Case {
            handler: written(&own.handler),
            drafted_by: written(&own.drafted_by),
            result_by: written(&own.result_by),
            ..own
        });
        // what was asked of the other ward, wherever that stands.
        for &asked in ContributionState::ALL {
            cases.push(Case { contributions: vec![asked_of(OTHER_WARD, asked)], ..case(state) });
        }
        // Its head wrote the contribution.
        let own = Contribution { drafted_by: Some(id_of(&other_head())), ..asked_of(OTHER_WARD, ContributionState::Drafted) };
        cases.push(Case { contributions: vec![own], ..case(state) });
    }
    cases
}

/// nothing is offered that is refused, nothing refused that could be done.
#[test]
fn what_is_offered_is_done_and_what_is_not_offered_is_refused() {
    for case in cases() {
        // Not the level it has, and a time at which every window is open.
        let level = if case.level == Level::Urgent { Level::Normal } else { Level::Urgent };
        let given = Given { level, ..Given::default() };
        for actor in cast() {
            let offered = acts_open_to(&case, &actor, terms(case.kind));
            for &act in Act::ALL.iter().filter(|act| !matches!(act, Act::Submit | Act::Close | Act::Succeed | Act::Recount)) {
                // Whom the head asks is written, like a reason: here a third ward.
                let asked = Given { supporter: unit("00008"), ..given.clone() };
                let given = if act == Act::Invite { &asked } else { &given };
                let office = Office { terms: terms(case.kind), ..office(NEXT_MORNING) };
                let outcome = perform(act, &case, &actor, given, &office);
                assert_eq!(
                    offered.contains(&act),
                    outcome.is_ok(),
                    "{} from {} by {:?}: {}",
                    act.as_str(),
                    case.state.as_str(),
                    actor.account(),
                    code_of(&outcome)
                );
            }
        }
    }
}

#[test]
fn what_is_offered_stands_in_the_order_of_the_process() {
    let offered = |case: &Case, actor: &Actor| acts_open_to(case, actor, terms(case.kind));
    assert_eq!(offered(&case(State::Submitted), &intake()), [Act::LogContact, Act::RequestInformation, Act::Accept, Act::Refuse, Act::Forward]);
    assert_eq!(offered(&case(State::Handling), &handler()), [Act::Draft]);
    let asked = case_for(Act::SupportAssign, State::Handling).0;
    assert_eq!(offered(&asked, &other_head()), [Act::SupportAssign, Act::SupportDecline]);
    assert_eq!(offered(&case(State::Handling), &centre()), [Act::Urge]);
    assert_eq!(offered(&case(State::Handling), &neighbour()), []);
    assert_eq!(offered(&case(State::Published), &Actor::System), [Act::Close, Act::Succeed]);
}

/// the reporter follows a report; the file with the office's notes is the office's.
#[test]
fn the_file_is_seen_by_the_unit_and_the_centre_and_not_by_the_reporter() {
    let case = case(State::Handling);
    let sees: Vec<_> = cast().into_iter().filter(|actor| actor.sees_the_file(&case)).collect();
    assert_eq!(
        sees,
        [
            intake(),
            head(),
            second_head(),
            handler(),
            other_handler(),
            head_who_handles(),
            centre(),
            admin(),
            Actor::System
        ],
        "an inspector sees verified waste only"
    );
    assert!(citizen().may_see(&case) && !citizen().sees_the_file(&case));
    assert!(!neighbour().may_see(&case) && !other_head().may_see(&case));
}

/// Who works at which desk.
#[rustfmt::skip]
const DESKS: &[(Desk, &[Role])] = &[
    (Desk::Verification, &[Role::Intake, Role::Head, Role::Centre]),
    (Desk::Assignment,   &[Role::Head, Role::Centre]),
    (Desk::Handling,     &[Role::Handler, Role::Centre]),
    (Desk::Approval,     &[Role::Head, Role::Handler, Role::Centre]),
    (Desk::Aftercare,    &[Role::Head, Role::Handler, Role::Centre]),
    (Desk::Support,      &[Role::Head, Role::Handler, Role::Centre]),
];

#[test]
fn each_desk_has_its_roles_and_the_centre_looks_at_all() {
    assert_eq!(DESKS.len(), Desk::ALL.len());
    for (desk, roles) in DESKS {
        for &role in Role::ALL {
            let account = account("somebody", &[(role, WARD)]);
            let expected = if roles.contains(&role) { Ok(unit(WARD)) } else { Err(NoQueue::NotYourDesk) };
            assert_eq!(queue_of(&account, *desk, None), expected, "{} at {}", role.as_str(), desk.as_str());
            let other = unit(OTHER_WARD);
            let expected = match (roles.contains(&role), role) {
                (_, Role::Centre) => Ok(other.clone()),
                (true, _) => Err(NoQueue::NotYourUnit { unit: other.clone() }),
                (false, _) => Err(NoQueue::NotYourDesk),
            };
            assert_eq!(queue_of(&account, *desk, Some(other)), expected, "{} at {}", role.as_str(), desk.as_str());
        }
    }
}

#[test]
fn who_works_at_a_desk_in_two_units_says_which() {
    let both = account("both", &[(Role::Head, WARD), (Role::Head, OTHER_WARD), (Role::Handler, WARD)]);
    assert_eq!(queue_of(&both, Desk::Assignment, None), Err(NoQueue::WhichUnit));
    assert_eq!(queue_of(&both, Desk::Assignment, Some(unit(OTHER_WARD))), Ok(unit(OTHER_WARD)));
    // In one unit only does this person handle.
    assert_eq!(queue_of(&both, Desk::Handling, None), Ok(unit(WARD)));
}
