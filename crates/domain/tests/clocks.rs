//! Which clocks an act closes and opens, and when they are due: exact instants on real dates.
//!
//! The dates to count by hand with: Tết 2026 is off from Monday 16 to Friday 20 February; Tuesday
//! 24 November 2026 is off; Saturday 22 August 2026 is worked for Monday 31 August, and 1 and 2
//! September are off; the Tết of 2027 (4, 5, 8, 9, 10 February) is an estimate. Office 08–12, 13–17.

mod support;

use domain::publication::RecordedResult;
use domain::{Act, Case, ClockKind, Level, Outcome, Refusal, State, approval, publication, workflow};
use domain::{Fact, Notice, Office, Recipient, Topic};
use support::*;
use working_time::{Calendar, DatedDay, DayKind, DayStatus, Limit};

fn act(act: Act, case: &Case, given: &Given, now: &str) -> Outcome {
    perform(act, case, &rightful(act), given, &office(now)).unwrap()
}

fn given() -> Given {
    Given::default()
}

fn at_level(level: Level) -> Given {
    Given { level, ..given() }
}

/// A normal case that was dispatched at that instant and lies with its officer.
fn handled_since(since: &str, level: Level) -> Case {
    case_since(State::Handling, level, since)
}

// ------------------------------------------------------------------------------ the whole table

/// R-7.2d, R-6.2d, R-8.5a, R-8.5b, R-12.1, R-12.2, R-12.3, R-13.1: what each act closes and opens, from each
/// state it is legal in. What is not named here goes on running.
#[test]
fn every_act_moves_the_clocks_of_the_table_and_no_others() {
    use Act::*;
    use ClockKind as C;
    use State::*;
    #[rustfmt::skip]
    let table: &[(State, Act, &[ClockKind], &[ClockKind])] = &[
        (Submitted,  LogContact,         &[],                             &[]),
        (Verifying,  LogContact,         &[],                             &[]),
        (Submitted,  RequestInformation, &[],                             &[]),
        (Verifying,  RequestInformation, &[],                             &[]),
        (Verifying,  ProvideInformation, &[C::Verification],              &[]),
        (Submitted,  Accept,             &[C::Acceptance, C::Verification], &[C::Dispatch]),
        (Verifying,  Accept,             &[C::Acceptance, C::Verification], &[C::Dispatch]),
        (Submitted,  Refuse,             &[C::Acceptance, C::Verification], &[]),
        (Verifying,  Refuse,             &[C::Acceptance, C::Verification], &[]),
        (Submitted,  Forward,            &[C::Acceptance, C::Verification], &[C::Acceptance, C::Verification]),
        (Verifying,  Forward,            &[C::Acceptance, C::Verification], &[C::Acceptance, C::Verification]),
        (Accepted,   Forward,            &[C::Dispatch],                  &[C::Acceptance, C::Verification]),
        (Dispatched, Forward,            &[C::Handling],                  &[C::Acceptance, C::Verification]),
        (Accepted,   Reroute,            &[C::Dispatch],                  &[C::Acceptance, C::Verification]),
        (Dispatched, Reroute,            &[C::Handling],                  &[C::Acceptance, C::Verification]),
        (Submitted,  Withdraw,           &[C::Acceptance, C::Verification], &[]),
        (Verifying,  Withdraw,           &[C::Acceptance, C::Verification], &[]),
        (Accepted,   Withdraw,           &[C::Dispatch],                  &[]),
        (Dispatched, Withdraw,           &[C::Handling],                  &[]),
        (Accepted,   Dispatch,           &[C::Dispatch],                  &[C::Handling]),
        (Dispatched, Assign,             &[],                             &[]),
        (Handling,   Assign,             &[],                             &[]),
        (Approved,   Assign,             &[],                             &[]),
        (Handling,   Draft,              &[],                             &[]),
        (Accepted,   Reclassify,         &[],                             &[]),
        (Dispatched, Reclassify,         &[C::Handling],                  &[C::Handling]),
        (Handling,   Reclassify,         &[C::Handling],                  &[C::Handling]),
        (Drafted,    Reclassify,         &[C::Handling],                  &[C::Handling]),
        (Dispatched, Extend,             &[C::Handling],                  &[C::Handling]),
        (Handling,   Extend,             &[C::Handling],                  &[C::Handling]),
        (Drafted,    Extend,             &[C::Handling],                  &[C::Handling]),
        (Drafted,    ReturnDraft,        &[],                             &[C::Rework]),
        (Drafted,    Approve,            &[],                             &[]),
        (Approved,   RecordResult,       &[C::Handling],                  &[C::Publication]),
        (Resulted,   ReturnResult,       &[C::Publication],               &[C::Handling]),
        (Resulted,   Publish,            &[C::Publication],               &[C::QuestionWindow]),
        (Published,  Ask,                &[C::QuestionWindow],            &[C::Clarification]),
        (Published,  Answer,             &[C::Clarification],             &[C::QuestionWindow]),
        (Published,  Rate,               &[],                             &[]),
        (Published,  Close,              &[C::QuestionWindow],            &[]),
        (Submitted,  Classify,           &[],                             &[]),
        (Verifying,  Classify,           &[],                             &[]),
        (Accepted,   Classify,           &[],                             &[]),
        (Dispatched, Classify,           &[],                             &[]),
        (Submitted,  Urge,               &[],                             &[]),
        (Verifying,  Urge,               &[],                             &[]),
        (Accepted,   Urge,               &[],                             &[]),
        (Dispatched, Urge,               &[],                             &[]),
        (Handling,   Urge,               &[],                             &[]),
        (Drafted,    Urge,               &[],                             &[]),
        (Approved,   Urge,               &[],                             &[]),
        (Resulted,   Urge,               &[],                             &[]),
        (Accepted, Invite, &[], &[]),
        (Dispatched, Invite, &[C::Handling], &[C::Handling, C::Contribution]),
        (Handling, Invite, &[C::Handling], &[C::Handling, C::Contribution]),
        (Drafted, Invite, &[C::Handling], &[C::Handling, C::Contribution]),
        (Accepted, SupportAssign, &[], &[]),
        (Dispatched, SupportAssign, &[], &[]),
        (Handling, SupportAssign, &[], &[]),
        (Drafted, SupportAssign, &[], &[]),
        (Approved, SupportAssign, &[], &[]),
        (Resulted, SupportAssign, &[], &[]),
        (Accepted, SupportDraft, &[], &[]),
        (Dispatched, SupportDraft, &[], &[]),
        (Handling, SupportDraft, &[], &[]),
        (Drafted, SupportDraft, &[], &[]),
        (Approved, SupportDraft, &[], &[]),
        (Resulted, SupportDraft, &[], &[]),
        (Accepted, SupportReturn, &[], &[]),
        (Dispatched, SupportReturn, &[], &[]),
        (Handling, SupportReturn, &[], &[]),
        (Drafted, SupportReturn, &[], &[]),
        (Approved, SupportReturn, &[], &[]),
        (Resulted, SupportReturn, &[], &[]),
        (Accepted, SupportApprove, &[], &[]),
        (Dispatched, SupportApprove, &[], &[]),
        (Handling, SupportApprove, &[], &[]),
        (Drafted, SupportApprove, &[], &[]),
        (Approved, SupportApprove, &[], &[]),
        (Resulted, SupportApprove, &[], &[]),
        (Accepted, SupportDecline, &[], &[]),
        (Dispatched, SupportDecline, &[], &[]),
        (Handling, SupportDecline, &[], &[]),
        (Drafted, SupportDecline, &[], &[]),
        (Approved, SupportDecline, &[], &[]),
        (Resulted, SupportDecline, &[], &[]),
        (Accepted, Waive, &[], &[]),
        (Dispatched, Waive, &[], &[]),
        (Handling, Waive, &[], &[]),
        (Drafted, Waive, &[], &[]),
        (Approved, Waive, &[], &[]),
        (Resulted, Waive, &[], &[]),
        (Handling,    Evaluate,           &[],                             &[]),
        (Handling,    OpenViews,          &[],                             &[]),
        (Handling,    CloseViews,         &[],                             &[]),
        (Handling,    HideComment,        &[],                             &[]),
        (Drafted,     HideComment,        &[],                             &[]),
        (Approved,    HideComment,        &[],                             &[]),
        (Resulted,    HideComment,        &[],                             &[]),
        (Published,   HideComment,        &[],                             &[]),
        (Closed,      HideComment,        &[],                             &[]),
        (Published,   Progress,           &[],                             &[]),
        (Closed,      Progress,           &[],                             &[]),
        (Accepted,    OpenInspection,     &[],                             &[]),
        (Dispatched,  OpenInspection,     &[],                             &[]),
        (Handling,    OpenInspection,     &[],                             &[]),
        (Drafted,     OpenInspection,     &[],                             &[]),
        (Approved,    OpenInspection,     &[],                             &[]),
        (Resulted,    OpenInspection,     &[],                             &[]),
        (Published,   OpenInspection,     &[],                             &[]),
        (Closed,      OpenInspection,     &[],                             &[]),
        (Submitted,   LogInspection,      &[],                             &[]),
        (Verifying,   LogInspection,      &[],                             &[]),
        (Accepted,    LogInspection,      &[],                             &[]),
        (Dispatched,  LogInspection,      &[],                             &[]),
        (Handling,    LogInspection,      &[],                             &[]),
        (Drafted,     LogInspection,      &[],                             &[]),
        (Approved,    LogInspection,      &[],                             &[]),
        (Resulted,    LogInspection,      &[],                             &[]),
        (Published,   LogInspection,      &[],                             &[]),
        (Closed,      LogInspection,      &[],                             &[]),
        (Refused,     LogInspection,      &[],                             &[]),
        (Withdrawn,   LogInspection,      &[],                             &[]),
        (Submitted,   EndInspection,      &[],                             &[]),
        (Verifying,   EndInspection,      &[],                             &[]),
        (Accepted,    EndInspection,      &[],                             &[]),
        (Dispatched,  EndInspection,      &[],                             &[]),
        (Handling,    EndInspection,      &[],                             &[]),
        (Drafted,     EndInspection,      &[],                             &[]),
        (Approved,    EndInspection,      &[],                             &[]),
        (Resulted,    EndInspection,      &[],                             &[]),
        (Published,   EndInspection,      &[],                             &[]),
        (Closed,      EndInspection,      &[],                             &[]),
        (Refused,     EndInspection,      &[],                             &[]),
        (Withdrawn,   EndInspection,      &[],                             &[]),
        (Submitted,   LookAtIdentity,     &[],                             &[]),
        (Verifying,   LookAtIdentity,     &[],                             &[]),
        (Accepted,    LookAtIdentity,     &[],                             &[]),
        (Dispatched,  LookAtIdentity,     &[],                             &[]),
        (Handling,    LookAtIdentity,     &[],                             &[]),
        (Drafted,     LookAtIdentity,     &[],                             &[]),
        (Approved,    LookAtIdentity,     &[],                             &[]),
        (Resulted,    LookAtIdentity,     &[],                             &[]),
        (Published,   LookAtIdentity,     &[],                             &[]),
        (Closed,      LookAtIdentity,     &[],                             &[]),
        (Refused,     LookAtIdentity,     &[],                             &[]),
        (Withdrawn,   LookAtIdentity,     &[],                             &[]),
        (Submitted,  Succeed,             &[C::Acceptance, C::Verification], &[C::Acceptance, C::Verification]),
        (Verifying,  Succeed,             &[C::Acceptance, C::Verification], &[C::Acceptance, C::Verification]),
        (Accepted,   Succeed,             &[C::Dispatch], &[C::Dispatch]),
        (Dispatched, Succeed,             &[C::Handling], &[C::Handling]),
        (Handling,   Succeed,             &[C::Handling], &[C::Handling]),
        (Drafted,    Succeed,             &[C::Handling], &[C::Handling]),
        (Approved,   Succeed,             &[C::Handling], &[C::Handling]),
        (Resulted,   Succeed,             &[C::Publication], &[C::Publication]),
        (Published,  Succeed,             &[C::QuestionWindow], &[C::QuestionWindow]),
        (Closed,     Succeed,             &[],                             &[]),
        (Submitted,  Recount,             &[C::Acceptance, C::Verification], &[C::Acceptance, C::Verification]),
        (Verifying,  Recount,             &[C::Acceptance, C::Verification], &[C::Acceptance, C::Verification]),
        (Accepted,   Recount,             &[C::Dispatch], &[C::Dispatch]),
        (Dispatched, Recount,             &[C::Handling], &[C::Handling]),
        (Handling,   Recount,             &[C::Handling], &[C::Handling]),
        (Drafted,    Recount,             &[C::Handling], &[C::Handling]),
        (Approved,   Recount,             &[C::Handling], &[C::Handling]),
        (Resulted,   Recount,             &[C::Publication], &[C::Publication]),
        (Published,  Recount,             &[C::QuestionWindow], &[C::QuestionWindow]),
    ];
    assert_eq!(table.len(), LEGAL.len(), "one row for each legal step");
    for (state, act, closes, opens) in table {
        assert!(leads(*state, *act).is_some());
        let (case, office) = case_for(*act, *state);
        let outcome = perform(*act, &case, &rightful(*act), &given(), &office).unwrap();
        let opened: Vec<_> = outcome.open.iter().map(|clock| clock.kind).collect();
        assert_eq!((&outcome.close[..], &opened[..]), (*closes, *opens), "{} from {}", act.as_str(), state.as_str());
    }
}

/// R-8.5c: nobody is late on the citizen's own window; for every other clock a unit answers.
#[test]
fn only_the_question_window_binds_no_agency() {
    let free: Vec<_> = ClockKind::ALL.iter().filter(|kind| !kind.binds_the_agency()).collect();
    assert_eq!(free, [&ClockKind::QuestionWindow]);
}

// -------------------------------------------------------------------------------------- receipt

/// R-7.2d, R-6.2d, R-4.5: one working hour on the Friday before Tết, the rest on the Monday after it.
#[test]
fn a_report_on_the_last_afternoon_before_tet_is_accepted_on_the_monday_after() {
    let case = received("2026-02-13 16:00");
    assert_eq!(runs(&case), [
        "acceptance 00070 8wh from 2026-02-13 16:00 due 2026-02-23 16:00",
        "verification 00070 4wh from 2026-02-13 16:00 due 2026-02-23 11:00",
    ]);
}

/// R-7.2d: "due soon" is said when three quarters of the working time have run: 6 of 8 hours, 3 of 4.
#[test]
fn due_soon_is_said_after_three_quarters_of_the_working_time() {
    let office = office("2026-02-13 16:00");
    let outcome = domain::intake::submit(&account_of(&citizen()), submission(office.now), &office).unwrap();
    let warnings: Vec<_> = outcome.open.iter().map(|clock| show(clock.warn_at)).collect();
    assert_eq!(warnings, ["2026-02-23 14:00", "2026-02-23 10:00"]);
}

/// R-7.2d, R-6.2d: Monday has two hours left, Tuesday 24 November is off, the rest runs on Wednesday.
#[test]
fn a_report_on_the_eve_of_culture_day_skips_it() {
    assert_eq!(runs(&received("2026-11-23 15:00")), [
        "acceptance 00070 8wh from 2026-11-23 15:00 due 2026-11-25 15:00",
        "verification 00070 4wh from 2026-11-23 15:00 due 2026-11-25 10:00",
    ]);
}

/// a report may come at any hour; its time begins with the office's.
#[test]
fn a_report_in_the_night_counts_from_the_opening_of_the_office() {
    for now in ["2026-02-13 17:00", "2026-02-14 02:30", "2026-02-17 00:00", "2026-02-23 08:00"] {
        let case = received(now);
        let due: Vec<_> = case.clocks.iter().map(|clock| show(clock.due_at)).collect();
        assert_eq!(due, ["2026-02-23 17:00", "2026-02-23 12:00"], "{now}");
        assert_eq!(show(case.clocks[0].origin), now);
    }
}

/// R-7.2d: the ruling on hours: a limit that ends with the session is due then, not the next morning.
#[test]
fn eight_hours_from_the_morning_end_at_the_close_of_office() {
    let case = received("2026-03-02 08:00");
    assert_eq!(show(case.clock(ClockKind::Acceptance).unwrap().due_at), "2026-03-02 17:00");
    assert_eq!(show(case.clock(ClockKind::Verification).unwrap().due_at), "2026-03-02 12:00");
}

/// R-7.1b, R-7.2d: waiting for the citizen stops neither clock; the answer stops verification only.
#[test]
fn waiting_for_the_citizen_stops_no_clock() {
    let case = received("2026-03-02 08:00");
    let before = runs(&case);
    let case = done(Act::RequestInformation, &case, &intake(), &given(), "2026-03-02 09:00");
    let case = done(Act::LogContact, &case, &intake(), &given(), "2026-03-02 10:00");
    assert_eq!(runs(&case), before);
    let case = done(Act::ProvideInformation, &case, &citizen(), &given(), "2026-03-02 11:00");
    assert_eq!(runs(&case), before[..1]);
    // Asked again, the verification does not begin anew.
    let case = done(Act::RequestInformation, &case, &intake(), &given(), "2026-03-02 11:30");
    assert_eq!(runs(&case), before[..1]);
}

/// R-8.5a: acceptance and verification stop, dispatch has 4 working hours: one on Friday 21 August, three on the
/// worked Saturday.
#[test]
fn dispatch_has_four_working_hours_and_a_worked_saturday_counts() {
    let case = case_since(State::Submitted, Level::Normal, "2026-08-21 10:00");
    let outcome = act(Act::Accept, &case, &given(), "2026-08-21 16:00");
    assert_eq!(outcome.close, [ClockKind::Acceptance, ClockKind::Verification]);
    assert_eq!(opens(&outcome), ["dispatch 00070 4wh from 2026-08-21 16:00 due 2026-08-22 11:00"]);
}

/// R-8.5a, R-28.2: the Tết of 2027 as it is estimated now.
#[test]
fn dispatch_waits_over_the_estimated_tet_of_2027() {
    let case = case_since(State::Submitted, Level::Normal, "2027-02-03 10:00");
    let outcome = act(Act::Accept, &case, &given(), "2027-02-03 16:00");
    assert_eq!(opens(&outcome), ["dispatch 00070 4wh from 2027-02-03 16:00 due 2027-02-11 11:00"]);
}

/// R-8.5a: acceptance may be late; dispatch has its own four hours all the same.
#[test]
fn a_late_acceptance_takes_no_time_from_dispatch() {
    let outcome = act(Act::Accept, &received("2026-02-13 16:00"), &given(), "2026-02-26 08:00");
    assert_eq!(opens(&outcome), ["dispatch 00070 4wh from 2026-02-26 08:00 due 2026-02-26 12:00"]);
}

// -------------------------------------------------------------------------------- another unit

/// R-7.2c, R-8.5c: the superior unit has the time of a fresh receipt, and none of the old unit's clocks runs on.
#[test]
fn a_forwarded_case_has_fresh_clocks_of_the_new_unit_and_none_of_the_old() {
    let case = received("2026-02-12 16:00");
    let outcome = act(Act::Forward, &case, &given(), "2026-02-13 16:00");
    assert_eq!(outcome.close, [ClockKind::Acceptance, ClockKind::Verification]);
    let case = applied(&case, &outcome);
    assert_eq!((case.state, case.unit.as_str()), (State::Submitted, DEPARTMENT));
    assert_eq!(runs(&case), [
        "acceptance SXD 8wh from 2026-02-13 16:00 due 2026-02-23 16:00",
        "verification SXD 4wh from 2026-02-13 16:00 due 2026-02-23 11:00",
    ]);
}

/// R-7.2c, R-8.5c: also once it was dispatched: the handling clock of the old unit stops.
#[test]
fn forwarding_after_dispatch_leaves_no_handling_clock_behind() {
    let case = case_since(State::Dispatched, Level::Normal, "2026-11-20 10:00");
    let case = done(Act::Forward, &case, &head(), &given(), "2026-11-23 15:00");
    assert_eq!(runs(&case), [
        "acceptance SXD 8wh from 2026-11-23 15:00 due 2026-11-25 15:00",
        "verification SXD 4wh from 2026-11-23 15:00 due 2026-11-25 10:00",
    ]);
}

/// R-8.5c: a case on a wrong route likewise.
#[test]
fn a_rerouted_case_has_fresh_clocks_of_the_right_unit() {
    let case = case_since(State::Accepted, Level::Normal, "2026-03-02 08:00");
    let case = done(Act::Reroute, &case, &intake(), &given(), "2026-03-02 15:00");
    assert_eq!(runs(&case), [
        "acceptance 00004 8wh from 2026-03-02 15:00 due 2026-03-03 15:00",
        "verification 00004 4wh from 2026-03-02 15:00 due 2026-03-03 10:00",
    ]);
}

/// R-7.2c, R-6.2d: an officer of the old unit does not go along, nor do its attempts or its open question.
#[test]
fn a_new_unit_begins_without_the_old_units_officer_attempts_and_questions() {
    for (act, state) in [(Act::Forward, State::Verifying), (Act::Forward, State::Dispatched), (Act::Reroute, State::Accepted)] {
        let case = Case {
            handler: Some(id_of(&handler())),
            failed_contacts: 2,
            information_pending: true,
            ..case_since(state, Level::Normal, "2026-03-02 08:00")
        };
        let case = done(act, &case, &intake(), &given(), "2026-03-02 09:00");
        assert_eq!((case.handler, case.failed_contacts, case.information_pending), (None, 0, false));
    }
}

/// R-8.5b, R-8.5c: the commune that receives the assignment answers for the handling clock.
#[test]
fn after_dispatch_to_a_commune_the_commune_answers_for_handling() {
    let given = Given { dispatch_to: unit(OTHER_WARD), ..given() };
    let case = case_since(State::Accepted, Level::Normal, "2026-03-02 08:00");
    let outcome = act(Act::Dispatch, &case, &given, "2026-03-02 10:00");
    assert_eq!(outcome.close, [ClockKind::Dispatch]);
    assert_eq!(opens(&outcome), ["handling 00004 7wd from 2026-03-02 10:00 due 2026-03-11 17:00"]);
    assert_eq!(applied(&case, &outcome).unit.as_str(), OTHER_WARD);
}

// ------------------------------------------------------------------------------------- handling

/// R-8.5b: urgent 4 wh, normal 7 wd, complex 15 wd, all dispatched on the Friday before Tết.
#[test]
fn handling_has_the_limit_of_its_level_over_tet() {
    for (level, expected) in [
        (Level::Urgent, "handling 00070 4wh from 2026-02-13 16:00 due 2026-02-23 11:00"),
        (Level::Normal, "handling 00070 7wd from 2026-02-13 16:00 due 2026-03-03 17:00"),
        (Level::Complex, "handling 00070 15wd from 2026-02-13 16:00 due 2026-03-13 17:00"),
    ] {
        let case = case_since(State::Accepted, level, "2026-02-13 15:00");
        assert_eq!(opens(&act(Act::Dispatch, &case, &given(), "2026-02-13 16:00")), [expected]);
    }
}

/// R-8.5b: 24 November is no working day.
#[test]
fn handling_skips_culture_day() {
    for (level, expected) in [
        (Level::Urgent, "handling 00070 4wh from 2026-11-23 15:00 due 2026-11-25 10:00"),
        (Level::Normal, "handling 00070 7wd from 2026-11-23 15:00 due 2026-12-03 17:00"),
        (Level::Complex, "handling 00070 15wd from 2026-11-23 15:00 due 2026-12-15 17:00"),
    ] {
        let case = case_since(State::Accepted, level, "2026-11-23 14:00");
        assert_eq!(opens(&act(Act::Dispatch, &case, &given(), "2026-11-23 15:00")), [expected]);
    }
}

/// R-8.5b: the level that was set on acceptance rules the dispatch.
#[test]
fn the_level_given_on_acceptance_sets_the_handling_limit() {
    let case = done(Act::Accept, &received("2026-03-02 08:00"), &intake(), &at_level(Level::Complex), "2026-03-02 09:00");
    let outcome = act(Act::Dispatch, &case, &given(), "2026-03-02 10:00");
    assert_eq!(opens(&outcome), ["handling 00070 15wd from 2026-03-02 10:00 due 2026-03-23 17:00"]);
}

/// R-8.1c: naming an officer, or another one, buys no time.
#[test]
fn naming_an_officer_moves_no_clock() {
    let case = case_since(State::Dispatched, Level::Normal, "2026-03-02 10:00");
    let before = runs(&case);
    let case = done(Act::Assign, &case, &head(), &given(), "2026-03-03 10:00");
    let given = Given { handler: id_of(&other_handler()), ..given() };
    let case = done(Act::Assign, &case, &head(), &given, "2026-03-05 10:00");
    assert_eq!(runs(&case), before);
}

/// a new level is counted from the receipt of the assignment, not from the change.
#[test]
fn reclassifying_counts_the_new_limit_from_the_start() {
    let case = handled_since("2026-02-13 16:00", Level::Normal);
    let case = done(Act::Reclassify, &case, &head(), &at_level(Level::Complex), "2026-02-26 09:00");
    assert_eq!(runs(&case), ["handling 00070 15wd from 2026-02-13 16:00 due 2026-03-13 17:00"]);
    assert_eq!(show(case.clocks[0].opened_at), "2026-02-26 09:00");
    let case = done(Act::Reclassify, &case, &head(), &at_level(Level::Normal), "2026-02-27 09:00");
    assert_eq!(runs(&case), ["handling 00070 7wd from 2026-02-13 16:00 due 2026-03-03 17:00"]);
}

/// so a case found urgent late is overdue at once, and the ledger says so.
#[test]
fn a_case_found_urgent_after_its_hours_have_run_is_overdue_at_once() {
    let case = handled_since("2026-03-02 08:00", Level::Normal);
    let outcome = act(Act::Reclassify, &case, &at_level(Level::Urgent), "2026-03-04 09:00");
    assert_eq!(opens(&outcome), ["handling 00070 4wh from 2026-03-02 08:00 due 2026-03-02 12:00"]);
    assert!(outcome.open[0].due_at < outcome.at);
}

/// before dispatch there is no handling clock to recount; the next one takes the new level.
#[test]
fn reclassifying_before_dispatch_opens_no_clock() {
    let case = case_since(State::Accepted, Level::Normal, "2026-03-02 08:00");
    let outcome = act(Act::Reclassify, &case, &at_level(Level::Urgent), "2026-03-02 09:00");
    assert!(outcome.open.is_empty() && outcome.close.is_empty());
    let case = applied(&case, &outcome);
    let outcome = act(Act::Dispatch, &case, &given(), "2026-03-02 10:00");
    assert_eq!(opens(&outcome), ["handling 00070 4wh from 2026-03-02 10:00 due 2026-03-02 15:00"]);
}

/// R-8.5b: from the sixteenth to the thirtieth working day in all, counted from the assignment.
#[test]
fn an_extension_is_counted_from_the_assignment() {
    let case = handled_since("2026-02-13 16:00", Level::Complex);
    for (total_days, due) in [(16, "2026-03-16 17:00"), (20, "2026-03-20 17:00"), (30, "2026-04-03 17:00")] {
        let outcome = act(Act::Extend, &case, &Given { total_days, ..given() }, "2026-03-05 09:00");
        assert_eq!(opens(&outcome), [format!("handling 00070 {total_days}wd from 2026-02-13 16:00 due {due}")]);
    }
}

/// R-8.5b: an extension may be extended, up to the same thirty days in all.
#[test]
fn a_second_extension_must_go_beyond_the_first_and_ends_at_thirty_days_too() {
    let case = handled_since("2026-02-13 16:00", Level::Complex);
    let case = done(Act::Extend, &case, &head(), &Given { total_days: 20, ..given() }, "2026-03-05 09:00");
    let again = |total_days| {
        perform(Act::Extend, &case, &head(), &Given { total_days, ..given() }, &office("2026-03-06 09:00"))
    };
    let out_of_range = Err(Refusal::ExtensionOutOfRange { above: 20, at_most: 30 });
    assert_eq!(again(20), out_of_range);
    assert_eq!(again(31), out_of_range);
    assert_eq!(
        opens(&again(30).unwrap()),
        ["handling 00070 30wd from 2026-02-13 16:00 due 2026-04-03 17:00"]
    );
}

/// R-8.5b: a change of level ends the extension; coming back to complex gives the plain fifteen days.
#[test]
fn an_extension_does_not_outlive_a_change_of_level() {
    let case = handled_since("2026-02-13 16:00", Level::Complex);
    let case = done(Act::Extend, &case, &head(), &Given { total_days: 30, ..given() }, "2026-03-05 09:00");
    let case = done(Act::Reclassify, &case, &head(), &at_level(Level::Normal), "2026-03-05 10:00");
    let case = done(Act::Reclassify, &case, &head(), &at_level(Level::Complex), "2026-03-05 11:00");
    assert_eq!(runs(&case), ["handling 00070 15wd from 2026-02-13 16:00 due 2026-03-13 17:00"]);
}

// ------------------------------------------------------------------------------------- approval

/// rework has one working day from the return, handling goes on with its old due instant.
#[test]
fn a_returned_draft_keeps_its_deadline() {
    let case = case_since(State::Drafted, Level::Normal, "2026-02-13 16:00");
    let outcome = act(Act::ReturnDraft, &case, &given(), "2026-02-27 11:00");
    assert!(outcome.close.is_empty());
    let case = applied(&case, &outcome);
    assert_eq!(runs(&case), [
        "handling 00070 7wd from 2026-02-13 16:00 due 2026-03-03 17:00",
        "rework 00070 1wd from 2026-02-27 11:00 due 2026-03-02 17:00",
    ]);
    let case = done(Act::Draft, &case, &handler(), &given(), "2026-03-02 09:00");
    assert_eq!(runs(&case), ["handling 00070 7wd from 2026-02-13 16:00 due 2026-03-03 17:00"]);
}

/// returned on Friday 21 August, the worked Saturday is the one day; on Monday 23 November it is Wednesday.
#[test]
fn rework_counts_a_worked_saturday_and_skips_a_holiday() {
    for (now, expected) in [
        ("2026-08-21 16:00", "rework 00070 1wd from 2026-08-21 16:00 due 2026-08-22 17:00"),
        ("2026-11-23 08:00", "rework 00070 1wd from 2026-11-23 08:00 due 2026-11-25 17:00"),
        ("2026-02-13 08:00", "rework 00070 1wd from 2026-02-13 08:00 due 2026-02-23 17:00"),
    ] {
        let case = case_since(State::Drafted, Level::Complex, "2026-02-02 08:00");
        assert_eq!(opens(&act(Act::ReturnDraft, &case, &given(), now)), [expected]);
    }
}

/// R-8.5b: the earlier end counts: a draft returned on the last day leaves that day, not a new one.
#[test]
fn rework_does_not_move_a_deadline_that_ends_earlier() {
    let case = case_since(State::Drafted, Level::Normal, "2026-03-02 10:00");
    let case = done(Act::ReturnDraft, &case, &head(), &given(), "2026-03-11 16:00");
    let earliest = case.clocks.iter().map(|clock| clock.due_at).min().unwrap();
    assert_eq!(show(earliest), "2026-03-11 17:00");
}

/// each return gives one day for that return; between the returns there is none running.
#[test]
fn a_draft_returned_twice_has_one_rework_clock_at_a_time() {
    let case = case_since(State::Drafted, Level::Complex, "2026-03-02 08:00");
    let case = done(Act::ReturnDraft, &case, &head(), &given(), "2026-03-03 09:00");
    let case = done(Act::Draft, &case, &handler(), &given(), "2026-03-04 09:00");
    let case = done(Act::ReturnDraft, &case, &second_head(), &given(), "2026-03-05 09:00");
    assert_eq!(runs(&case), [
        "handling 00070 15wd from 2026-03-02 08:00 due 2026-03-23 17:00",
        "rework 00070 1wd from 2026-03-05 09:00 due 2026-03-06 17:00",
    ]);
}

/// approval alone stops nothing: handling ends with the recorded result.
#[test]
fn handling_runs_until_the_result_is_recorded() {
    let case = case_since(State::Drafted, Level::Normal, "2026-03-02 10:00");
    let before = runs(&case);
    let case = done(Act::Approve, &case, &head(), &given(), "2026-03-04 10:00");
    assert_eq!(runs(&case), before);
    let case = done(Act::RecordResult, &case, &handler(), &given(), "2026-03-05 10:00");
    assert_eq!(runs(&case), ["publication 00070 1wd from 2026-03-05 10:00 due 2026-03-06 17:00"]);
}

/// publication has one working day from the recorded result, over holidays and National Day.
#[test]
fn publication_has_one_working_day() {
    for (now, expected) in [
        ("2026-02-13 16:59", "publication 00070 1wd from 2026-02-13 16:59 due 2026-02-23 17:00"),
        ("2026-11-23 10:00", "publication 00070 1wd from 2026-11-23 10:00 due 2026-11-25 17:00"),
        // 31 August to 2 September are off.
        ("2026-08-28 10:00", "publication 00070 1wd from 2026-08-28 10:00 due 2026-09-03 17:00"),
    ] {
        let case = case_since(State::Approved, Level::Normal, "2026-02-02 08:00");
        let outcome = act(Act::RecordResult, &case, &given(), now);
        assert_eq!(outcome.close, [ClockKind::Handling]);
        assert_eq!(opens(&outcome), [expected]);
    }
}

/// R-8.5b: a result sent back bought no time: handling has the start and the end it had.
#[test]
fn a_returned_result_runs_on_the_old_count() {
    let given = Given { handling: Some((at("2026-02-13 16:00"), Limit::WorkingDays(7))), ..given() };
    let case = case_since(State::Approved, Level::Normal, "2026-02-13 16:00");
    let before = runs(&case);
    let case = done(Act::RecordResult, &case, &handler(), &given, "2026-02-26 10:00");
    let case = done(Act::ReturnResult, &case, &head(), &given, "2026-02-27 10:00");
    assert_eq!(runs(&case), before);
    assert_eq!(before, ["handling 00070 7wd from 2026-02-13 16:00 due 2026-03-03 17:00"]);
    // The stretch is new, so the minutes on the head's desk are not the officer's: R-8.5c.
    assert_eq!(show(case.clocks[0].opened_at), "2026-02-27 10:00");
}

/// R-8.5b: an extended limit is kept when the result comes back.
#[test]
fn a_returned_result_keeps_an_extension() {
    let given = Given { handling: Some((at("2026-02-13 16:00"), Limit::WorkingDays(30))), ..given() };
    let case = case_since(State::Resulted, Level::Complex, "2026-03-20 10:00");
    let case = done(Act::ReturnResult, &case, &head(), &given, "2026-03-23 10:00");
    assert_eq!(runs(&case), ["handling 00070 30wd from 2026-02-13 16:00 due 2026-04-03 17:00"]);
}

// ----------------------------------------------------------------------------------- after-care

/// two days of the wall calendar, to 24:00; an end on a day off moves to the end of the next working day.
#[test]
fn the_question_window_ends_at_midnight_of_a_working_day() {
    for (now, due) in [
        ("2026-03-02 10:00", "2026-03-05 00:00"), // Monday: to the end of Wednesday
        ("2026-03-05 10:00", "2026-03-10 00:00"), // Thursday: Saturday is off, to the end of Monday
        ("2026-03-06 10:00", "2026-03-10 00:00"), // Friday: Sunday is off, the same
        ("2026-02-13 16:00", "2026-02-24 00:00"), // before Tết: to the end of Monday 23
        ("2026-11-20 10:00", "2026-11-24 00:00"), // Friday: to the end of Monday 23 November
        ("2026-11-22 10:00", "2026-11-26 00:00"), // Sunday: Tuesday 24 is off, to the end of Wednesday
        ("2026-08-20 10:00", "2026-08-23 00:00"), // Thursday: the worked Saturday is no day off
    ] {
        let case = case_since(State::Resulted, Level::Normal, "2026-02-02 08:00");
        let outcome = act(Act::Publish, &case, &given(), now);
        assert_eq!(outcome.close, [ClockKind::Publication]);
        assert_eq!(opens(&outcome), [format!("question_window 00070 2d from {now} due {due}")]);
        assert_eq!(outcome.change.closes_at, Some(at(due)));
    }
}

/// the agency answers within two working days of the question.
#[test]
fn an_answer_is_due_two_working_days_after_the_question() {
    for (published, asked, due) in [
        ("2026-03-02 10:00", "2026-03-04 23:00", "2026-03-06 17:00"),
        ("2026-03-05 10:00", "2026-03-07 20:00", "2026-03-10 17:00"), // Saturday: Monday and Tuesday
        ("2026-11-20 10:00", "2026-11-22 09:00", "2026-11-25 17:00"), // Sunday: Monday and Wednesday
        ("2026-02-13 16:00", "2026-02-17 00:01", "2026-02-24 17:00"), // mùng 1
    ] {
        let case = case_since(State::Published, Level::Normal, published);
        let outcome = act(Act::Ask, &case, &given(), asked);
        assert_eq!(outcome.close, [ClockKind::QuestionWindow]);
        assert_eq!(opens(&outcome), [format!("clarification 00070 2wd from {asked} due {due}")]);
    }
}

/// the answer stops the clarification and prolongs the case by another two days, to be read and rated.
#[test]
fn an_answer_prolongs_the_case_by_another_window() {
    let case = case_since(State::Published, Level::Normal, "2026-03-02 10:00");
    assert_eq!(case.closes_at, Some(at("2026-03-05 00:00")));
    let case = done(Act::Ask, &case, &citizen(), &given(), "2026-03-04 10:00");
    assert_eq!(case.closes_at, Some(at("2026-03-05 00:00")));
    // Thursday: Saturday is off, so to the end of Monday.
    let outcome = act(Act::Answer, &case, &given(), "2026-03-05 10:00");
    assert_eq!(outcome.close, [ClockKind::Clarification]);
    assert_eq!(opens(&outcome), ["question_window 00070 2d from 2026-03-05 10:00 due 2026-03-10 00:00"]);
    assert_eq!(outcome.change.closes_at, Some(at("2026-03-10 00:00")));
    // It is there to read and to rate: there is one question.
    let case = applied(&case, &outcome);
    let again = perform(Act::Ask, &case, &citizen(), &given(), &office("2026-03-05 11:00"));
    assert_eq!(again, Err(Refusal::AlreadyAsked));
    assert!(!workflow::acts_open_to(&case, &citizen(), office("2026-03-05 11:00").terms).contains(&Act::Ask));
}

/// an answer never shortens the window: the end only moves later.
#[test]
fn a_quick_answer_does_not_shorten_the_window() {
    let case = case_since(State::Published, Level::Normal, "2026-03-05 10:00");
    let before = case.closes_at;
    let case = done(Act::Ask, &case, &citizen(), &given(), "2026-03-05 10:05");
    let case = done(Act::Answer, &case, &handler(), &given(), "2026-03-05 10:10");
    assert_eq!(case.closes_at, before);
}

/// a case closes when its window is over; a question that waits keeps it open.
#[test]
fn a_case_closes_after_the_window_and_not_before_the_answer() {
    let case = case_since(State::Published, Level::Normal, "2026-03-02 10:00");
    let close = |case: &Case, now: &str| code_of(&perform(Act::Close, case, &citizen(), &given(), &office(now)));
    assert_eq!(close(&case, "2026-03-04 23:59"), "not_yet_closing");
    assert_eq!(close(&case, "2026-03-05 00:00"), "not_yet_closing", "the due instant itself is in time");
    assert_eq!(close(&case, "2026-03-05 00:00:01"), "ok");

    let asked = done(Act::Ask, &case, &citizen(), &given(), "2026-03-04 10:00");
    assert_eq!(close(&asked, "2026-03-20 10:00"), "not_yet_closing");
    let answered = done(Act::Answer, &asked, &head(), &given(), "2026-03-20 10:00");
    assert_eq!(close(&answered, "2026-03-20 10:01"), "not_yet_closing");
    assert_eq!(close(&answered, "2026-03-24 00:00:01"), "ok");
    assert!(runs(&done(Act::Close, &answered, &citizen(), &given(), "2026-03-24 00:00:01")).is_empty());
}

/// rating moves no clock and may be done again until the case closes.
#[test]
fn rating_moves_no_clock() {
    let case = case_since(State::Published, Level::Normal, "2026-03-02 10:00");
    let rated = done(Act::Rate, &case, &citizen(), &given(), "2026-03-02 11:00");
    let rated = done(Act::Rate, &rated, &citizen(), &given(), "2026-03-03 11:00");
    assert_eq!(runs(&rated), runs(&case));
}

// ------------------------------------------------------------------------------ beyond the table

/// beyond the last loaded year there is no due instant, and therefore no act: never a guess.
#[test]
fn no_act_opens_a_clock_beyond_the_last_loaded_year() {
    for (act, state) in [
        (Act::Accept, State::Submitted),
        (Act::Forward, State::Submitted),
        (Act::Dispatch, State::Accepted),
        (Act::ReturnDraft, State::Drafted),
        (Act::RecordResult, State::Approved),
        (Act::Publish, State::Resulted),
    ] {
        let case = case_since(state, Level::Normal, "2027-12-20 08:00");
        let answer = perform(act, &case, &rightful(act), &given(), &office("2027-12-31 16:30"));
        assert_eq!(code_of(&answer), "out_of_calendar", "{}", act.as_str());
    }
    let last = office("2027-12-31 16:30");
    let answer = domain::intake::submit(&account_of(&citizen()), submission(last.now), &last);
    assert_eq!(code_of(&answer), "out_of_calendar");
}

/// the start of a stopped handling clock is what the store remembers, whatever the case's level says now.
#[test]
fn a_returned_result_takes_its_limit_from_the_record() {
    let recorded = RecordedResult {
        result: conclusion(),
        evidence: vec![photo()],
        handling: Some((at("2026-03-02 08:00"), Limit::WorkingHours(4))),
    };
    let case = case_since(State::Resulted, Level::Urgent, "2026-03-02 11:00");
    let outcome =
        publication::return_result(&case, &head(), &recorded, reason(), &office("2026-03-02 14:00")).unwrap();
    assert_eq!(opens(&outcome), ["handling 00070 4wh from 2026-03-02 08:00 due 2026-03-02 12:00"]);
}

/// a whole case over Tết, each clock as a clerk would note it.
#[test]
fn a_case_over_tet_from_receipt_to_close() {
    let given = at_level(Level::Normal);
    let case = received("2026-02-13 16:00");
    let case = done(Act::LogContact, &case, &intake(), &given, "2026-02-23 08:10");
    let case = done(Act::Accept, &case, &intake(), &given, "2026-02-23 09:00");
    assert_eq!(runs(&case), ["dispatch 00070 4wh from 2026-02-23 09:00 due 2026-02-23 14:00"]);
    let case = done(Act::Dispatch, &case, &head(), &given, "2026-02-23 10:00");
    assert_eq!(runs(&case), ["handling 00070 7wd from 2026-02-23 10:00 due 2026-03-04 17:00"]);
    let case = done(Act::Assign, &case, &head(), &given, "2026-02-23 10:05");
    let case = done(Act::Draft, &case, &handler(), &given, "2026-02-25 15:00");
    let case = done(Act::ReturnDraft, &case, &head(), &given, "2026-02-26 09:00");
    let case = done(Act::Draft, &case, &handler(), &given, "2026-02-26 15:00");
    let case = applied(&case, &approval::approve(&case, &head(), comment(), &office("2026-02-26 16:00")).unwrap());
    let case = done(Act::RecordResult, &case, &handler(), &given, "2026-02-27 09:00");
    assert_eq!(runs(&case), ["publication 00070 1wd from 2026-02-27 09:00 due 2026-03-02 17:00"]);
    let case = done(Act::Publish, &case, &second_head(), &given, "2026-03-02 08:30");
    assert_eq!(runs(&case), ["question_window 00070 2d from 2026-03-02 08:30 due 2026-03-05 00:00"]);
    let case = done(Act::Close, &case, &citizen(), &given, "2026-03-05 00:10");
    assert_eq!((case.state, case.tip.seq), (State::Closed, 12));
}

// ------------------------------------------------------------------------- the city changes (Điều 28)

/// R-8.5c: the successor goes on from the same start to the same end; each answers for its own stretch.
#[test]
fn a_successor_gets_the_clock_as_it_runs() {
    let case = handled_since("2026-03-02 08:00", Level::Normal);
    let before = runs(&case);
    let office = office("2026-03-04 10:00");
    let outcome = domain::succession::succeed(&case, given_succession(&case), &office).unwrap();
    let after = applied(&case, &outcome);
    assert_eq!(before, ["handling 00070 7wd from 2026-03-02 08:00 due 2026-03-11 17:00"]);
    assert_eq!(runs(&after), [format!("handling {OTHER_WARD} 7wd from 2026-03-02 08:00 due 2026-03-11 17:00")]);
    assert_eq!(show(after.clocks[0].opened_at), "2026-03-04 10:00", "a stretch of its own");
    assert_eq!((after.state, &after.handler), (case.state, &case.handler), "state and officer stay");
    assert_eq!(after.unit, unit(OTHER_WARD));
}

/// R-8.1c: of a ward that was split, the staff went to one part; a case that goes to the other waits for an officer.
#[test]
fn an_officer_who_does_not_work_for_the_successor_leaves_the_case() {
    let case = handled_since("2026-03-02 08:00", Level::Normal);
    let command = domain::succession::Succeed { officer_stays: false, ..given_succession(&case) };
    let outcome = domain::succession::succeed(&case, command, &office("2026-03-04 10:00")).unwrap();
    let after = applied(&case, &outcome);
    assert_eq!((after.state, &after.handler), (case.state, &None));
    assert_eq!(tells(&outcome), ["citizen: unit_succeeded", &format!("desk {OTHER_WARD} head: case_succeeded")]);
    // Nobody was named: nobody leaves.
    let case = case_since(State::Accepted, Level::Normal, "2026-03-02 08:00");
    let command = domain::succession::Succeed { officer_stays: false, ..given_succession(&case) };
    let outcome = domain::succession::succeed(&case, command, &office("2026-03-04 10:00")).unwrap();
    assert_eq!(outcome.change.handler, None);
}

/// a closed case passes on only with a plan that is being carried out.
#[test]
fn what_closed_without_a_plan_stays_where_it_ended() {
    let case = case(State::Closed);
    let office = office("2026-03-20 10:00");
    let answer = domain::succession::succeed(&case, given_succession(&case), &office);
    assert_eq!(answer, Err(Refusal::NoSuchMilestone));
    let with_plan = Case { milestones: 2, ..case };
    assert_eq!(domain::succession::succeed(&with_plan, given_succession(&with_plan), &office).unwrap().change.unit, Some(unit(OTHER_WARD)));
}

/// where only the name of the place changes, the holder keeps the case and nobody is told.
#[test]
fn a_case_whose_holder_goes_on_is_only_named_anew() {
    let case = handled_since("2026-03-02 08:00", Level::Normal);
    let command = domain::succession::Succeed { to: case.unit.clone(), holder_ended: false, ..given_succession(&case) };
    let outcome = domain::succession::succeed(&case, command, &office("2026-03-04 10:00")).unwrap();
    assert_eq!((&outcome.change.unit, &outcome.notices[..]), (&None, &[][..]));
    assert!(outcome.close.is_empty() && outcome.open.is_empty(), "what runs, runs on");
}

/// a day that became a day off moves the end by one working day, from the clock's own start.
#[test]
fn a_new_day_off_moves_what_runs_over_it_and_nothing_else() {
    let mut spec = calendar().spec().clone();
    spec.days.push(DatedDay {
        date: "2026-03-05".parse().unwrap(),
        kind: DayKind::Holiday,
        status: DayStatus::Official,
        name: "Nghỉ thêm".to_owned(),
    });
    spec.version = "one day more".to_owned();
    let changed = Calendar::new(spec).unwrap();
    let anew = |case: &Case, now: &str| {
        let office = Office { calendar: &changed, ..office(now) };
        domain::succession::recount(case, &office).unwrap()
    };
    let case = handled_since("2026-03-02 08:00", Level::Normal);
    let outcome = anew(&case, "2026-03-03 09:00").unwrap();
    let after = applied(&case, &outcome);
    assert_eq!(runs(&after), ["handling 00070 7wd from 2026-03-02 08:00 due 2026-03-12 17:00"]);
    assert_eq!(outcome.fact, Fact::Recounted { calendar: "one day more".to_owned() });
    let told = Notice { to: Recipient::Account(id_of(&handler())), topic: Topic::DueMoved };
    assert_eq!(outcome.notices, [told], "whoever works on it");
    assert_eq!(anew(&after, "2026-03-03 09:01"), None, "twice changes nothing");
    assert_eq!(anew(&handled_since("2026-03-16 08:00", Level::Normal), "2026-03-17 09:00"), None);
}

/// the citizen's window is counted anew with the rest; the case stays open as long as it.
#[test]
fn a_window_that_is_counted_anew_takes_the_end_of_the_case_along() {
    let (case, _) = case_for(Act::Rate, State::Published);
    let office = Office { calendar: &SHORT_DAYS, ..office(NEXT_MORNING) };
    let outcome = domain::succession::recount(&case, &office).unwrap().unwrap();
    let after = applied(&case, &outcome);
    assert_eq!(after.closes_at, Some(after.clocks[0].due_at));
    assert_ne!(after.closes_at, case.closes_at);
    assert_eq!(outcome.notices, [Notice { to: Recipient::Account(case.reporter), topic: Topic::DueMoved }]);
}

/// so is the window after an answer.
#[test]
fn the_window_after_an_answer_is_counted_anew_like_the_first() {
    let case = done(Act::Ask, &case_since(State::Published, Level::Normal, "2026-03-02 09:00"), &citizen(), &given(), "2026-03-02 10:00");
    let case = done(Act::Answer, &case, &head(), &given(), "2026-03-02 11:00");
    assert_eq!(case.closes_at, Some(at("2026-03-05 00:00")));
    let office = Office { calendar: &SHORT_DAYS, ..office(NEXT_MORNING) };
    let outcome = domain::succession::recount(&case, &office).unwrap().unwrap();
    // The fourth is off there.
    assert_eq!(applied(&case, &outcome).closes_at, Some(at("2026-03-06 00:00")));
}
