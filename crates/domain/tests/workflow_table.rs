//! The law of movement, checked over every state and act against a table written by hand.

mod support;

use std::collections::BTreeSet;

use domain::workflow::next_state;
use domain::{Act, Kind, Refusal, State};
use support::*;

/// no act moves a case outside the workflow.
#[test]
fn every_state_and_act_is_in_the_table_or_is_refused() {
    for &from in State::ALL {
        for &act in Act::ALL {
            let expected = leads(from, act).ok_or(Refusal::NotFromHere { from, act });
            assert_eq!(next_state(from, act), expected, "{} from {}", act.as_str(), from.as_str());
        }
    }
}

/// the table itself is sound; two rows for one pair would hide one of them.
#[test]
fn the_table_names_no_pair_twice() {
    let pairs: BTreeSet<_> = LEGAL.iter().map(|(from, act, _)| (*from, *act)).collect();
    assert_eq!(pairs.len(), LEGAL.len());
}

/// the functions obey the same table, not only the `match` they ask.
#[test]
fn the_acts_themselves_go_where_the_table_says() {
    for &from in State::ALL {
        for &act in Act::ALL.iter().filter(|act| **act != Act::Submit) {
            let (mut case, office) = case_for(act, from);
            // Rights come first; an officer who was not named would be refused for that.
            case.handler = Some(id_of(&handler()));
            let outcome = perform(act, &case, &rightful(act), &Given::default(), &office);
            match (leads(from, act), outcome) {
                (Some(to), Ok(outcome)) => {
                    assert_eq!((outcome.from, outcome.act, outcome.to), (Some(from), act, to));
                    assert_eq!(outcome.at, office.now);
                    assert_eq!(applied(&case, &outcome).state, to);
                }
                (None, Err(refusal)) => {
                    assert_eq!(refusal, Refusal::NotFromHere { from, act });
                }
                (expected, outcome) => {
                    panic!("{} from {}: {expected:?} expected, {outcome:?}", act.as_str(), from.as_str())
                }
            }
        }
    }
}

/// what stands beside the case and moves nothing, so that it may outlast it.
const BESIDE: [Act; 7] = [
    Act::HideComment,
    Act::Progress,
    Act::OpenInspection,
    Act::LogInspection,
    Act::EndInspection,
    Act::LookAtIdentity,
    Act::Succeed,
];

/// what stands beside a case never moves it.
#[test]
fn what_stands_beside_a_case_leaves_it_where_it_is() {
    for act in BESIDE {
        assert!(LEGAL.iter().filter(|row| row.1 == act).all(|row| row.0 == row.2), "{}", act.as_str());
    }
}

/// an act of one kind of case is refused on every other kind, and only for that.
#[test]
fn an_act_of_one_kind_is_refused_on_all_others() {
    for &act in Act::ALL {
        let Some(only) = act.only_for() else { continue };
        for &(from, _, _) in LEGAL.iter().filter(|row| row.1 == act) {
            for &kind in Kind::ALL {
                let (case, office) = case_for(act, from);
                let mut case = domain::Case { kind, ..case };
                case.handler = Some(id_of(&handler()));
                let answer = perform(act, &case, &rightful(act), &Given::default(), &office);
                if kind == only {
                    assert!(answer.is_ok(), "{answer:?}");
                } else {
                    assert_eq!(answer, Err(Refusal::NotThisKind { kind, act }));
                }
            }
        }
    }
}

/// R-7.2a, R-26.2: closed, refused and withdrawn are ends.
#[test]
fn nothing_leads_out_of_an_end() {
    for &from in State::ALL.iter().filter(|state| state.is_end()) {
        assert!(LEGAL.iter().all(|row| row.0 != from || row.2 == from));
        for &act in Act::ALL.iter().filter(|act| !BESIDE.contains(act)) {
            assert!(next_state(from, act).is_err(), "{} from {}", act.as_str(), from.as_str());
        }
    }
    let ends: Vec<_> = State::ALL.iter().filter(|state| state.is_end()).collect();
    assert_eq!(ends, [&State::Closed, &State::Refused, &State::Withdrawn]);
}

/// each state can be reached from a report, and from each an end can be reached.
#[test]
fn every_state_is_reached_and_none_is_a_trap() {
    let reach = |start: State| {
        let mut seen = BTreeSet::from([start]);
        loop {
            let found: BTreeSet<_> =
                LEGAL.iter().filter(|row| seen.contains(&row.0)).map(|row| row.2).collect();
            let before = seen.len();
            seen.extend(found);
            if seen.len() == before {
                return seen;
            }
        }
    };
    assert_eq!(reach(State::Submitted), State::ALL.iter().copied().collect());
    for &from in State::ALL {
        assert!(reach(from).iter().any(|state| state.is_end()), "{} is a trap", from.as_str());
    }
}

/// R-7.2c, R-5.9: going backward is only possible by these acts, each of which takes a reason.
#[test]
fn only_four_acts_go_backward() {
    let order = |state: State| State::ALL.iter().position(|one| *one == state).unwrap();
    let backward: BTreeSet<_> = LEGAL
        .iter()
        .filter(|(from, _, to)| order(*to) < order(*from))
        .map(|(_, act, _)| *act)
        .collect();
    assert_eq!(backward, BTreeSet::from([Act::Forward, Act::Reroute, Act::ReturnDraft, Act::ReturnResult]));
}

/// a report is sent once; sending is no act on a case that exists.
#[test]
fn a_case_is_never_submitted_again() {
    for &from in State::ALL {
        assert_eq!(next_state(from, Act::Submit), Err(Refusal::NotFromHere { from, act: Act::Submit }));
    }
}

/// the words stand in the database, so they are read back as they were written.
#[test]
fn every_word_is_read_back_as_it_was_written() {
    macro_rules! round_trip { ($($name:ty),+) => { $(
        let words: BTreeSet<_> = <$name>::ALL.iter().map(|value| value.as_str()).collect();
        assert_eq!(words.len(), <$name>::ALL.len(), "two values share a word");
        for value in <$name>::ALL {
            assert_eq!(<$name>::parse(value.as_str()), Some(*value));
        }
        assert_eq!(<$name>::parse("no such word"), None);
    )+ } }
    round_trip!(
        State, Act, domain::Kind, domain::Level, domain::ClockKind, domain::Role, domain::Topic, domain::AlertState,
        domain::AlertAct, domain::AlertKind, domain::triage::Channel, domain::triage::RefusalReason,
        domain::aftercare::Satisfaction,
        domain::Signal, domain::Publicity, domain::entry::EntryChannel, domain::regulation::RegulationClass,
        domain::regulation::RegulationOutcome,
        domain::ContributionState, domain::support::Tier,
        domain::initiative::Grade, domain::initiative::Progress, domain::inspection::Finding,
        domain::AlertEvent, domain::AlertLevel, domain::IssuerKind, domain::Likeness, domain::LikeIn,
        domain::Desk, domain::reception::SessionState, domain::reception::SessionAct, domain::reception::SessionKind,
        domain::reception::Mode, domain::reception::BookingState, domain::reception::BookingAct,
        domain::reception::Matter, domain::reception::Ground, domain::reception::ResultKind,
        domain::reception::ReceptionClock, domain::ViolationKind, domain::ConductState, domain::ConductAct,
        domain::ServiceCategory, domain::ServiceState, domain::ServiceAct, domain::RemarkState, domain::RemarkAct,
        domain::Placeholder, domain::TemplateState, domain::TemplateAct, domain::ReorganisationState,
        domain::ReorganisationAct
    );
}
