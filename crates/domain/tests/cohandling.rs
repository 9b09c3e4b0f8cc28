//! Supporting agencies (Điều 8 k.2), units on call, and matters that are reported again.

mod support;

use domain::aftercare::Satisfaction;
use domain::support::{Invite, Tier, accept_with, next_contribution};
use domain::triage::Accept;
use domain::*;
use support::*;
use working_time::Limit;

fn asking(units: &[&str]) -> Invite {
    let supporters = units.iter().map(|code| (unit(code), Tier::Commune)).collect();
    Invite { lead: Tier::Commune, supporters, reason: reason() }
}

fn invited(case: &Case, now: &str, units: &[&str]) -> Outcome {
    domain::support::invite(case, &head(), asking(units), &office(now)).unwrap()
}

/// What each state of a contribution leads to, a second time.
#[rustfmt::skip]
const MOVES: &[(ContributionState, Act, ContributionState)] = {
    use Act::*;
    use ContributionState::*;
    &[
        (Invited,  SupportAssign,  Assigned),
        (Assigned, SupportAssign,  Assigned),
        (Assigned, SupportDraft,   Drafted),
        (Drafted,  SupportReturn,  Assigned),
        (Drafted,  SupportApprove, Contributed),
        (Invited,  SupportDecline, Declined),
        (Assigned, SupportDecline, Declined),
        (Drafted,  SupportDecline, Declined),
        (Invited,  Waive,          Waived),
        (Assigned, Waive,          Waived),
        (Drafted,  Waive,          Waived),
        (Declined, Invite,         Invited),
        (Waived,   Invite,         Invited),
        (Lapsed,   Invite,         Invited),
    ]
};

/// R-8.2b, R-8.2c: over every state and act.
#[test]
fn a_contribution_moves_as_the_table_says() {
    for &from in ContributionState::ALL {
        for &act in Act::ALL {
            let listed = MOVES.iter().find(|row| (row.0, row.1) == (from, act)).map(|row| row.2);
            let expected = listed.ok_or(Refusal::ContributionNotFromHere { from, act });
            assert_eq!(next_contribution(from, act), expected, "{} {}", from.as_str(), act.as_str());
        }
    }
}

/// the acts themselves obey the same table.
#[test]
fn supporters_acts_go_where_the_table_says() {
    for &from in ContributionState::ALL {
        for &act in Act::ALL.iter().filter(|act| is_a_supporters(**act) || **act == Act::Waive) {
            let mut case = case(State::Handling);
            // Named and not yet the author, so that only the state can stand against it.
            let handler = Some(id_of(&other_wards_handler()));
            case.contributions = vec![Contribution { handler, ..asked_of(OTHER_WARD, from) }];
            let answer = perform(act, &case, &rightful(act), &Given::default(), &office(NEXT_MORNING));
            match next_contribution(from, act) {
                Ok(to) => {
                    let next = applied(&case, &answer.unwrap());
                    assert_eq!(next.contributions[0].state, to, "{} {}", from.as_str(), act.as_str());
                }
                Err(refusal) => assert_eq!(answer, Err(refusal)),
            }
        }
    }
}

/// R-8.2a, R-8.4: several agencies make a normal matter complex; what is urgent stays urgent.
#[test]
fn an_invitation_makes_a_normal_case_complex() {
    let outcome = invited(&case(State::Handling), "2026-03-02 09:00", &[OTHER_WARD]);
    assert_eq!(outcome.change.level, Some(Level::Complex));
    assert_eq!(outcome.close, [ClockKind::Handling]);
    assert_eq!(opens(&outcome), [
        "handling 00070 15wd from 2026-03-02 08:00 due 2026-03-23 17:00",
        "contribution 00004 14wd from 2026-03-02 08:00 due 2026-03-20 17:00", // R-8.2b: a working day before
    ]);
    assert_eq!(tells(&outcome), ["citizen: level_changed", "handler: level_changed", "desk 00004 head: support_requested"]);

    let outcome = invited(&case_since(State::Handling, Level::Urgent, "2026-03-02 08:00"), "2026-03-02 09:00", &[OTHER_WARD]);
    assert_eq!((outcome.change.level, &outcome.close[..]), (None, &[][..]));
    let outcome = invited(&case(State::Accepted), "2026-03-02 09:00", &[OTHER_WARD, "00008"]);
    assert_eq!((outcome.change.level, opens(&outcome)), (Some(Level::Complex), vec![]), "handling does not run yet");
    assert_eq!(outcome.change.invited, [unit(OTHER_WARD), unit("00008")]);
}

/// R-8.2b: hours, a near end, and an end that is past.
#[test]
fn a_supporter_has_half_of_what_is_left_at_least() {
    let complex = case_since(State::Handling, Level::Complex, "2026-03-02 08:00"); // due 2026-03-23 17:00
    let urgent = case_since(State::Handling, Level::Urgent, "2026-03-02 08:00"); // due 2026-03-02 12:00
    for (case, now, expected) in [
        (&complex, "2026-03-13 10:00", "contribution 00004 14wd from 2026-03-02 08:00 due 2026-03-20 17:00"),
        // 9 wh are left, of which the usual end would leave the supporter one.
        (&complex, "2026-03-20 16:00", "contribution 00004 270wm from 2026-03-20 16:00 due 2026-03-23 11:30"),
        (&complex, "2026-03-23 16:59", "contribution 00004 1wm from 2026-03-23 16:59 due 2026-03-23 17:00"),
        (&complex, "2026-03-24 09:00", "contribution 00004 1wd from 2026-03-24 09:00 due 2026-03-25 17:00"),
        (&urgent, "2026-03-02 09:00", "contribution 00004 90wm from 2026-03-02 09:00 due 2026-03-02 10:30"),
        (&urgent, "2026-03-02 12:00", "contribution 00004 1wd from 2026-03-02 12:00 due 2026-03-03 17:00"),
    ] {
        assert_eq!(opens(&invited(case, now, &[OTHER_WARD])), [expected]);
    }
}

/// R-8.5b, R-8.2b: in a unit on call urgent hours run through the night, for its supporters as well.
#[test]
fn a_unit_on_call_counts_urgent_hours_day_and_night() {
    let on_call = terms(Kind::Field).on_call();
    let office_at = |now: &str| Office { now: at(now), calendar: calendar(), terms: &on_call };
    let urgent = case_since(State::Accepted, Level::Urgent, "2026-03-02 16:00");
    let given = Given::default();
    let dispatched = perform(Act::Dispatch, &urgent, &head(), &given, &office_at("2026-03-02 22:00")).unwrap();
    assert_eq!(opens(&dispatched), ["handling 00070 4h from 2026-03-02 22:00 due 2026-03-03 02:00"]);
    // "Due soon" is said when a quarter of those hours is left, however few of them the office is open for.
    let before_closing = perform(Act::Dispatch, &urgent, &head(), &given, &office_at("2026-03-02 16:30")).unwrap();
    assert_eq!(show(before_closing.open[0].warn_at), "2026-03-02 19:30");
    let case = applied(&urgent, &dispatched);
    let outcome = domain::support::invite(&case, &head(), asking(&[OTHER_WARD]), &office_at("2026-03-02 22:00")).unwrap();
    assert_eq!(opens(&outcome), ["contribution 00004 2h from 2026-03-02 22:00 due 2026-03-03 00:00"]);
    let late = domain::support::invite(&case, &head(), asking(&[OTHER_WARD]), &office_at("2026-03-03 01:30")).unwrap();
    assert_eq!(opens(&late), ["contribution 00004 1h from 2026-03-03 01:30 due 2026-03-03 02:30"]);
}

/// R-8.2b, R-8.4, R-8.5b: the supporter's end follows the lead's.
#[test]
fn supporters_clocks_follow_the_leads() {
    let case = applied(&case(State::Handling), &invited(&case(State::Handling), "2026-03-02 09:00", &[OTHER_WARD, "00008"]));
    let given = Given { total_days: 20, level: Level::Urgent, ..Given::default() };
    let extended = perform(Act::Extend, &case, &head(), &given, &office("2026-03-03 09:00")).unwrap();
    assert_eq!(extended.close, [ClockKind::Handling, ClockKind::Contribution]);
    assert_eq!(opens(&extended), [
        "handling 00070 20wd from 2026-03-02 08:00 due 2026-03-30 17:00",
        "contribution 00004 19wd from 2026-03-02 08:00 due 2026-03-27 17:00",
        "contribution 00008 19wd from 2026-03-02 08:00 due 2026-03-27 17:00",
    ]);
    let told = |topic: &str| {
        ["citizen", "handler", "desk 00004 head", "desk 00008 head"].map(|who| format!("{who}: {topic}"))
    };
    assert_eq!(tells(&extended), told("case_extended"));
    let urgent = perform(Act::Reclassify, &case, &head(), &given, &office("2026-03-02 10:00")).unwrap();
    assert_eq!(opens(&urgent)[1], "contribution 00004 60wm from 2026-03-02 10:00 due 2026-03-02 11:00");
    assert_eq!(tells(&urgent), told("level_changed"));
    // where others take part, the matter is no normal one.
    let normal = Given { level: Level::Normal, ..given.clone() };
    let answer = perform(Act::Reclassify, &case, &head(), &normal, &office("2026-03-03 09:00"));
    assert_eq!(answer, Err(Refusal::SupportersNeedLevel));
    let mut alone = case.clone();
    alone.contributions.iter_mut().for_each(|asked| asked.state = ContributionState::Waived);
    alone.clocks.retain(|clock| clock.kind != ClockKind::Contribution);
    assert!(perform(Act::Reclassify, &alone, &head(), &normal, &office("2026-03-03 09:00")).is_ok());
    // What is in has no clock that could follow.
    let mut one_in = case.clone();
    one_in.contributions[0].state = ContributionState::Contributed;
    one_in.clocks.retain(|clock| clock.kind != ClockKind::Contribution || clock.unit == unit("00008"));
    assert_eq!(opens(&perform(Act::Extend, &one_in, &head(), &given, &office("2026-03-03 09:00")).unwrap()).len(), 2);
}

/// R-8.2b: another calendar moves the supporters' ends with the lead's, and their people hear of it.
#[test]
fn supporters_hear_of_an_end_that_moves_with_the_calendar() {
    let mut case = applied(&case(State::Handling), &invited(&case(State::Handling), "2026-03-02 09:00", &[OTHER_WARD]));
    case.contributions[0] = asked_of(OTHER_WARD, ContributionState::Assigned);
    let office = Office { calendar: &SHORT_DAYS, ..office(NEXT_MORNING) };
    let outcome = succession::recount(&case, &office).unwrap().unwrap();
    let told = tells(&outcome);
    for who in ["handler", "desk 00004 head", "other ward's handler"] {
        assert!(told.contains(&format!("{who}: due_moved")), "{told:?}");
    }
}

/// R-8.2b: an agency that was asked to support and is given the case supports nobody: it answers.
#[test]
fn who_is_given_the_case_owes_no_contribution_to_it() {
    let asked = |state| Case {
        contributions: vec![asked_of(OTHER_WARD, state), asked_of(THIRD_WARD, ContributionState::Invited)],
        ..case_since(State::Accepted, Level::Complex, "2026-03-02 08:00")
    };
    let given = Given { dispatch_to: unit(OTHER_WARD), ..Given::default() };
    for &state in ContributionState::ALL {
        let case = asked(state);
        let outcome = perform(Act::Dispatch, &case, &head(), &given, &office(NEXT_MORNING)).unwrap();
        let next = applied(&case, &outcome);
        assert_eq!(next.outstanding(), [unit(THIRD_WARD)], "{}", state.as_str());
        let timed: Vec<_> = next.clocks.iter().map(|clock| (clock.kind, clock.unit.as_str())).collect();
        assert_eq!(timed, [(ClockKind::Handling, OTHER_WARD), (ClockKind::Contribution, THIRD_WARD)]);
        // Whoever wrote something for nothing is told.
        let officer = matches!(state, ContributionState::Assigned | ContributionState::Drafted);
        assert_eq!(tells(&outcome).contains(&"other ward's handler: support_ended".to_owned()), officer);
    }
}

/// R-8.2b: one contribution comes in and stops its own clock alone; the lead is told.
#[test]
fn a_contribution_stops_its_own_clock() {
    let given = Given::default();
    let mut case = applied(&case(State::Handling), &invited(&case(State::Handling), "2026-03-02 09:00", &[OTHER_WARD, "00008"]));
    for (act, actor) in [(Act::SupportAssign, other_head()), (Act::SupportDraft, other_wards_handler())] {
        let outcome = perform(act, &case, &actor, &given, &office("2026-03-02 10:00")).unwrap();
        assert!(outcome.close.is_empty() && outcome.close_of.is_empty() && outcome.open.is_empty());
        case = applied(&case, &outcome);
    }
    let approved = perform(Act::SupportApprove, &case, &other_head(), &given, &office("2026-03-02 11:00")).unwrap();
    assert_eq!(approved.close_of, [(ClockKind::Contribution, unit(OTHER_WARD))]);
    assert_eq!(tells(&approved), ["desk 00070 head: contribution_received", "handler: contribution_received"]);
    let case = applied(&case, &approved);
    let running: Vec<_> = case.clocks.iter().map(|clock| (clock.kind, clock.unit.as_str())).collect();
    assert_eq!(running, [(ClockKind::Handling, WARD), (ClockKind::Contribution, "00008")]);
    assert_eq!(case.outstanding(), [unit("00008")]);
}

/// in a supporter: nobody approves or returns what they wrote.
#[test]
fn a_supporters_head_does_not_approve_the_own_contribution() {
    let mut case = case(State::Handling);
    let author = Some(id_of(&other_head()));
    case.contributions = vec![Contribution { drafted_by: author, ..asked_of(OTHER_WARD, ContributionState::Drafted) }];
    for act in [Act::SupportApprove, Act::SupportReturn] {
        let answer = perform(act, &case, &other_head(), &Given::default(), &office(NEXT_MORNING));
        assert_eq!(answer, Err(Refusal::OwnWork));
    }
}

/// R-8.2c: publication waits until each contribution is in, declined or waived.
#[test]
fn publication_waits_for_each_contribution() {
    for &state in ContributionState::ALL {
        let case = Case { contributions: vec![asked_of(OTHER_WARD, state)], ..case(State::Resulted) };
        let answer = perform(Act::Publish, &case, &head(), &Given::default(), &office(NEXT_MORNING));
        assert_eq!(answer.is_ok(), !state.is_outstanding(), "{}", state.as_str());
        assert_eq!(workflow::acts_open_to(&case, &head(), terms(case.kind)).contains(&Act::Publish), answer.is_ok());
    }
}

/// R-8.2a: at acceptance, by the head and not by the intake desk, at a level that has room for others.
#[test]
fn the_head_asks_for_support_while_taking_a_report_on() {
    let accept = |actor: &Actor, level| {
        let command = Accept { checklist: checklist(), level, level_reason: Some(reason()) };
        let asked = [(unit(OTHER_WARD), Tier::Commune)];
        accept_with(&case(State::Submitted), actor, command, Tier::Commune, &asked, &office(NEXT_MORNING))
    };
    assert_eq!(accept(&intake(), Level::Complex), Err(Refusal::NotYourRole { act: Act::Invite }));
    assert_eq!(accept(&head(), Level::Normal), Err(Refusal::SupportersNeedLevel));
    let outcome = accept(&head(), Level::Complex).unwrap();
    assert_eq!((outcome.act, &outcome.change.invited[..]), (Act::Accept, &[unit(OTHER_WARD)][..]));
    assert_eq!(opens(&outcome).len(), 1, "dispatch alone: {:?}", opens(&outcome));
    let case = applied(&case(State::Submitted), &outcome);
    let dispatched = perform(Act::Dispatch, &case, &head(), &Given::default(), &office("2026-03-03 09:00")).unwrap();
    assert_eq!(opens(&dispatched), [
        "handling 00070 15wd from 2026-03-03 09:00 due 2026-03-24 17:00",
        "contribution 00004 14wd from 2026-03-03 09:00 due 2026-03-23 17:00",
    ]);
}

/// R-8.2b, R-5.8: whoever is asked sees the file; not before, and not once the case left the lead.
#[test]
fn supporters_see_the_case_while_they_support_it() {
    let sees = |contributions| other_head().sees_the_file(&Case { contributions, ..case(State::Handling) });
    assert!(!sees(vec![]));
    for &state in ContributionState::ALL {
        assert_eq!(sees(vec![asked_of(OTHER_WARD, state)]), state != ContributionState::Lapsed, "{}", state.as_str());
    }
    assert!(!other_head().sees_the_file(&Case { contributions: vec![asked_of(DEPARTMENT, ContributionState::Invited)], ..case(State::Handling) }));
}

/// the case leaves the lead, or is taken back.
#[test]
fn nothing_more_is_expected_when_the_case_leaves_the_lead() {
    for (act, actor) in [(Act::Forward, head()), (Act::Reroute, head()), (Act::Withdraw, citizen())] {
        let mut dispatched = case(State::Dispatched);
        dispatched.contributions =
            vec![asked_of(OTHER_WARD, ContributionState::Assigned), asked_of(DEPARTMENT, ContributionState::Contributed)];
        let given = Given { reroute_to: unit(DEPARTMENT), ..Given::default() };
        let outcome = perform(act, &dispatched, &actor, &given, &office(NEXT_MORNING)).unwrap();
        let told = tells(&outcome);
        assert!(told.contains(&"desk 00004 head: support_ended".to_owned()), "{told:?}");
        assert!(told.contains(&"other ward's handler: support_ended".to_owned()), "{told:?}");
        let states: Vec<_> = applied(&dispatched, &outcome).contributions.iter().map(|asked| asked.state).collect();
        assert_eq!(states, [ContributionState::Lapsed, ContributionState::Contributed]);
    }
}

// --------------------------------------------------------------------------- still not solved

fn old(rating: Option<Satisfaction>) -> reopening::Continued {
    reopening::Continued { rating, root: CaseId::new("first"), position: 3, has_next: false }
}

fn reopened(case: &Case, rating: Option<Satisfaction>, sender: &Actor, now: &str) -> Result<Outcome, Refusal> {
    let office = office(now);
    let mut command = submission(office.now);
    command.case = CaseId::new("fourth");
    command.content.reporter = id_of(sender);
    reopening::reopen(case, &old(rating), &account_of(sender), command, &office)
}

/// Đ.18 k.4: the new case is a case of its own that says what it continues.
#[test]
fn a_matter_that_is_not_solved_goes_on_in_a_new_case() {
    let outcome = reopened(&case(State::Closed), Some(Satisfaction::Unsatisfied), &citizen(), NEXT_MORNING).unwrap();
    let continues = Continues { case: CaseId::new("case"), root: CaseId::new("first"), position: 4 };
    assert_eq!(outcome.change.continues, Some(continues));
    assert_eq!((outcome.act, outcome.follows, outcome.to), (Act::Submit, Tip::START, State::Submitted));
    assert_eq!(opens(&outcome).len(), 2, "the clocks of a fresh receipt");
}

/// over every state, rating and time.
#[test]
fn only_an_unsatisfactory_answer_or_an_open_window_leads_on() {
    for &state in State::ALL {
        for rating in [None, Some(Satisfaction::Satisfied), Some(Satisfaction::Acceptable), Some(Satisfaction::Unsatisfied)] {
            for (now, in_window) in [(NEXT_MORNING, true), ("2026-03-06 09:00", false)] {
                let answered = matches!(state, State::Published | State::Closed);
                let window = state == State::Published && in_window;
                let expected = answered && (window || rating == Some(Satisfaction::Unsatisfied));
                let answer = reopened(&case(state), rating, &citizen(), now);
                assert_eq!(answer.is_ok(), expected, "{} {rating:?} {now}", state.as_str());
            }
        }
    }
    let stranger = reopened(&case(State::Closed), Some(Satisfaction::Unsatisfied), &neighbour(), NEXT_MORNING);
    assert_eq!(stranger, Err(Refusal::NotYours));
}

/// R-8.5b: only hours become hours that run on.
#[test]
fn on_call_changes_the_urgent_limit_alone() {
    let (usual, on_call) = (terms(Kind::Waste), terms(Kind::Waste).on_call());
    assert_eq!(on_call.handling_urgent, Limit::ClockHours(4));
    assert_eq!(Terms { handling_urgent: usual.handling_urgent, ..on_call }, *usual);
}

// ------------------------------------------------------------------------- the city changes (Điều 28)

/// A case of [`WARD`] in handling, with these supporters; each with the state it has.
fn supported_by(units: &[(&str, ContributionState)]) -> Case {
    let mut case = case_since(State::Handling, Level::Complex, "2026-03-02 08:00");
    for (code, state) in units {
        let invited = invited(&case, "2026-03-02 09:00", &[code]);
        case = applied(&case, &invited);
        let asked = case.contributions.last_mut().unwrap();
        asked.state = *state;
        if !state.is_outstanding() {
            case.clocks.retain(|clock| clock.kind != ClockKind::Contribution || clock.unit != unit(code));
        }
    }
    case
}

/// The supporters' parts after their units ended, as `00004 invited`, and the clocks that run for them.
fn after_handovers(case: &Case, lead: &str, handovers: &[(&str, &str)]) -> (Vec<String>, Vec<String>, Vec<String>) {
    let command = succession::Succeed {
        reorganisation: ReorganisationId::new("reorganisation"),
        to: unit(lead),
        ward: unit(lead),
        holder_ended: lead != WARD,
        officer_stays: true,
        supporters: handovers
            .iter()
            .map(|(from, to)| succession::Handover { from: unit(from), to: unit(to), officer_stays: true })
            .collect(),
    };
    let outcome = succession::succeed(case, command, &office("2026-03-04 10:00")).unwrap();
    let after = applied(case, &outcome);
    let parts = after.contributions.iter().map(|asked| format!("{} {}", asked.unit, asked.state.as_str())).collect();
    let clocks = after.clocks.iter().filter(|clock| clock.kind == ClockKind::Contribution);
    let same = case.clocks.iter().find(|clock| clock.kind == ClockKind::Contribution).map(|clock| (clock.origin, clock.due_at));
    let clocks = clocks
        .map(|clock| {
            assert_eq!(Some((clock.origin, clock.due_at)), same, "from the same start to the same end");
            clock.unit.to_string()
        })
        .collect();
    (parts, clocks, tells(&outcome))
}

/// R-8.2b: what a supporter owes passes to its successor, with its officer, its draft and its clock.
#[test]
fn what_a_supporter_owes_passes_to_its_successor() {
    use ContributionState::*;
    let case = supported_by(&[(OTHER_WARD, Drafted)]);
    let (parts, clocks, told) = after_handovers(&case, WARD, &[(OTHER_WARD, THIRD_WARD)]);
    assert_eq!((parts, clocks), (vec!["00008 drafted".to_owned()], vec!["00008".to_owned()]));
    assert_eq!(told, ["desk 00008 head: support_succeeded", "desk 00070 head: support_succeeded", "handler: support_succeeded"]);
    // A code may go on for another unit: the minutes are no longer the old one's.
    let (parts, clocks, _) = after_handovers(&case, WARD, &[(OTHER_WARD, OTHER_WARD)]);
    assert_eq!((parts, clocks), (vec!["00004 drafted".to_owned()], vec!["00004".to_owned()]));
    // What is in, was declined or done without stays with whoever did it.
    for done in [Contributed, Declined, Waived, Lapsed] {
        let (parts, clocks, told) = after_handovers(&supported_by(&[(OTHER_WARD, done)]), WARD, &[(OTHER_WARD, THIRD_WARD)]);
        assert_eq!((parts, clocks, told), (vec![format!("00004 {}", done.as_str())], vec![], vec![]));
    }
}

/// codes are used again, so that one supporter's successor bears the code another has laid down.
#[test]
fn supporters_whose_codes_are_used_again_pass_on_at_once() {
    use ContributionState::*;
    let case = supported_by(&[(OTHER_WARD, Drafted), (THIRD_WARD, Invited)]);
    let (mut parts, mut clocks, _) = after_handovers(&case, WARD, &[(OTHER_WARD, THIRD_WARD), (THIRD_WARD, "00082")]);
    parts.sort();
    clocks.sort();
    assert_eq!((parts, clocks), (vec!["00008 drafted".into(), "00082 invited".into()], vec!["00008".into(), "00082".into()]));
}

/// R-8.2b: one agency gives one contribution, and the lead none.
#[test]
fn a_successor_that_leads_or_was_asked_itself_owes_nothing_more() {
    use ContributionState::*;
    // The successor leads the case, from now on or as before.
    let case = supported_by(&[(OTHER_WARD, Assigned)]);
    for (lead, handovers) in [(OTHER_WARD, &[][..]), (WARD, &[(OTHER_WARD, WARD)]), (THIRD_WARD, &[(OTHER_WARD, THIRD_WARD)])] {
        let (parts, clocks, _) = after_handovers(&case, lead, handovers);
        assert_eq!((parts, clocks), (vec!["00004 lapsed".to_owned()], vec![]), "{lead}");
    }
    // It was asked itself, and owes it or gave it.
    for (theirs, runs) in [(Invited, vec!["00008".to_owned()]), (Contributed, vec![])] {
        let case = supported_by(&[(OTHER_WARD, Assigned), (THIRD_WARD, theirs)]);
        let (parts, clocks, _) = after_handovers(&case, WARD, &[(OTHER_WARD, THIRD_WARD)]);
        assert_eq!((parts, clocks), (vec!["00004 lapsed".to_owned(), format!("00008 {}", theirs.as_str())], runs));
    }
    // Two of them have one successor.
    let case = supported_by(&[(OTHER_WARD, Invited), (THIRD_WARD, Drafted)]);
    let (parts, _, _) = after_handovers(&case, WARD, &[(OTHER_WARD, "00082"), (THIRD_WARD, "00082")]);
    assert_eq!(parts, ["00082 invited", "00008 lapsed"]);
    // It declined once, and owes it now.
    let case = supported_by(&[(THIRD_WARD, Declined), (OTHER_WARD, Invited)]);
    let (parts, _, _) = after_handovers(&case, WARD, &[(OTHER_WARD, THIRD_WARD)]);
    assert_eq!(parts, ["00008 invited"]);
}
