//! What differs from kind to kind, and reports entered for somebody else (R-18.3a).

mod support;

use domain::regulation::{RegulationClass, classify};
use domain::{
    Act, AccountId, Case, ClockKind, Fact, Kind, MediaType, Membership, Office, OnBehalf, Refusal, Role, Signal, State,
    intake, publication, triage,
};
use support::*;

fn office_of(kind: Kind, now: &str) -> Office<'static> {
    Office { terms: terms(kind), ..office(now) }
}

fn bare(kind: Kind) -> intake::Submit {
    let mut command = submission(at(NEXT_MORNING));
    command.content.kind = kind;
    command.content.address = None;
    command.content.happened_at = None;
    command.content.point = None;
    command.content.media.clear();
    command
}

/// place, time and picture belong to what is seen in the street; the other kinds go without.
#[test]
fn only_a_field_report_needs_place_time_and_picture() {
    let sender = account_of(&citizen());
    for &kind in Kind::ALL {
        let office = office_of(kind, NEXT_MORNING);
        let answer = intake::submit(&sender, bare(kind), &office);
        if kind == Kind::Field {
            assert_eq!(answer, Err(Refusal::MediaMissing));
            let mut command = bare(kind);
            command.content.media = vec![media(MediaType::Mp4)];
            assert_eq!(intake::submit(&sender, command.clone(), &office), Err(Refusal::PlaceMissing));
            command.content.address = submission(at(NEXT_MORNING)).content.address;
            assert_eq!(intake::submit(&sender, command, &office), Err(Refusal::TimeMissing));
        } else {
            let outcome = answer.unwrap();
            assert_eq!(outcome.open.len(), 2, "R-7.2d, R-6.2d: {}", kind.as_str());
            // What is given is looked at all the same.
            let mut command = bare(kind);
            command.content.happened_at = Some(at("2026-03-04 08:30"));
            assert_eq!(intake::submit(&sender, command, &office), Err(Refusal::HappensInFuture));
        }
    }
}

/// where no place is asked for, none need be specific; the other conditions hold for every kind.
#[test]
fn the_checklist_asks_for_a_place_only_where_the_terms_do() {
    for &kind in Kind::ALL {
        let case = Case { kind, ..case(State::Submitted) };
        for (place_specific, content_clear) in [(false, true), (false, false), (true, true)] {
            let checklist = triage::Checklist { place_specific, content_clear, ..checklist() };
            let command = triage::Accept { checklist, level: domain::Level::Normal, level_reason: None };
            let answer = triage::accept(&case, &intake(), command, &office_of(kind, NEXT_MORNING));
            let complete = content_clear && (place_specific || kind != Kind::Field);
            assert_eq!(code_of(&answer), if complete { "ok" } else { "checklist_incomplete" }, "{}", kind.as_str());
        }
    }
}

/// the signs are noted with the report; none of them refuses it.
#[test]
fn a_report_with_signs_is_taken_and_says_so() {
    let mut command = submission(at(NEXT_MORNING));
    command.content.text = domain::ReportText::new("Tôi tố cáo việc đổ rác trộm và khiếu nại cách xử lý.").unwrap();
    let outcome = intake::submit(&account_of(&citizen()), command, &office(NEXT_MORNING)).unwrap();
    let Fact::Submitted { signals, .. } = outcome.fact else { panic!() };
    assert_eq!(signals, [Signal::Complaint, Signal::Denunciation]);
}

// ------------------------------------------------------------------------------- on behalf, R-18.3a

fn support_officer() -> domain::Account {
    account("support", &[(Role::Support, "pvhcc")])
}

fn entered(change: impl FnOnce(&mut domain::Account, &mut intake::Submit)) -> Result<domain::Outcome, Refusal> {
    let mut sender = support_officer();
    let mut command = submission(at(NEXT_MORNING));
    command.content.media.clear();
    command.content.reporter = AccountId::new("caller-1");
    command.on_behalf = Some(on_behalf());
    change(&mut sender, &mut command);
    intake::submit(&sender, command, &office(NEXT_MORNING))
}

/// R-18.3a: the journal names the officer, the case belongs to the caller, who is told.
#[test]
fn the_support_centre_enters_a_report_that_is_the_callers() {
    let outcome = entered(|_, _| {}).unwrap();
    assert_eq!(outcome.actor, Some(AccountId::new("support")));
    assert_eq!(tells(&outcome), ["caller-1: report_received", "desk 00070 intake: case_received"]);
    let Fact::Submitted { content, on_behalf: Some(noted), .. } = outcome.fact else { panic!() };
    assert_eq!((content.reporter.as_str(), noted), ("caller-1", on_behalf()));
}

/// R-18.3a: nobody else enters for others, the Centre only with consent, and place and time are said.
#[test]
fn entering_for_somebody_needs_the_role_and_their_consent() {
    let other_roles = Role::ALL.iter().filter(|role| **role != Role::Support);
    for role in other_roles {
        let answer = entered(|sender, _| sender.memberships = vec![Membership { unit: unit("pvhcc"), role: *role }]);
        assert_eq!(answer, Err(Refusal::NotYourRole { act: Act::Submit }), "{}", role.as_str());
    }
    assert_eq!(entered(|_, command| command.on_behalf = None), Err(Refusal::NotYours));
    let without = OnBehalf { consent: false, ..on_behalf() };
    assert_eq!(entered(|_, command| command.on_behalf = Some(without)), Err(Refusal::ConsentMissing));
    assert_eq!(entered(|sender, _| sender.verified = false), Err(Refusal::IdentityNotVerified));
    assert_eq!(entered(|_, command| command.content.address = None), Err(Refusal::PlaceMissing));
    assert_eq!(entered(|_, command| command.content.happened_at = None), Err(Refusal::TimeMissing));
}

// ---------------------------------------------------------------------------------- regulations, R-5.3

fn regulation(state: State) -> Case {
    Case { kind: Kind::Regulation, ..case(state) }
}

fn classified(case: &Case, class: RegulationClass, now: &str) -> domain::Outcome {
    classify(case, &intake(), class, reason(), &office_of(Kind::Regulation, now)).unwrap()
}

/// what goes to another agency has five working days to get there, from the receipt; nothing else opens a clock.
#[test]
fn two_of_the_four_classes_open_the_transfer_clock() {
    for &class in RegulationClass::ALL {
        // Classifying late buys no time.
        let outcome = classified(&regulation(State::Submitted), class, "2026-03-05 09:00");
        let expected = if class.is_transferred() { vec!["transfer 00070 5wd from 2026-03-02 08:00 due 2026-03-09 17:00"] } else { vec![] };
        assert_eq!(opens(&outcome), expected, "{}", class.as_str());
        assert_eq!((outcome.to, outcome.fact), (State::Submitted, Fact::Classified { class, reason: reason() }));
    }
}

/// thinking again buys no time, and finding it one's own after all ends the clock.
#[test]
fn another_class_keeps_the_clock_or_ends_it() {
    let case = regulation(State::Accepted);
    let waiting = applied(&case, &classified(&case, RegulationClass::NotOwn, "2026-03-02 09:00"));
    let again = classified(&waiting, RegulationClass::Conduct, "2026-03-04 09:00");
    assert_eq!((again.open.len(), again.close.len()), (0, 0));
    assert_eq!(classified(&waiting, RegulationClass::Own, "2026-03-04 09:00").close, [ClockKind::Transfer]);
    let verified = regulation(State::Verifying);
    let waiting = applied(&verified, &classified(&verified, RegulationClass::NotOwn, "2026-03-02 09:00"));
    for class in [RegulationClass::Own, RegulationClass::Refuse] {
        let outcome = classified(&waiting, class, "2026-03-02 10:00");
        assert_eq!((&outcome.close[..], &opens(&outcome)[..]), (&[ClockKind::Transfer][..], &[][..]));
    }
}

/// R-8.5a: nobody is late with a dispatch that the class forbids.
#[test]
fn the_dispatch_clock_stands_still_while_the_case_waits_to_be_sent_on() {
    let office = |now| office_of(Kind::Regulation, now);
    let dispatch = |from: &str, due: &str| format!("dispatch 00070 4wh from 2026-03-0{from} due 2026-03-0{due}");
    let transfer = "transfer 00070 5wd from 2026-03-02 08:00 due 2026-03-09 17:00".to_owned();
    // Classified before it is taken on: acceptance ends, and only the transfer runs.
    let received = regulation(State::Submitted);
    let waiting = applied(&received, &classified(&received, RegulationClass::NotOwn, "2026-03-02 09:00"));
    let accepted = perform(Act::Accept, &waiting, &intake(), &Given::default(), &office("2026-03-02 10:00")).unwrap();
    assert_eq!(opens(&accepted), [""; 0]);
    let accepted = applied(&waiting, &accepted);
    assert_eq!(runs(&accepted), [transfer.clone()]);
    let own = applied(&accepted, &classified(&accepted, RegulationClass::Own, "2026-03-04 09:00"));
    assert_eq!(runs(&own), [dispatch("4 09:00", "4 14:00")]);
    // Classified afterwards: dispatch ends, and begins afresh.
    let accepted = regulation(State::Accepted);
    let waiting = classified(&accepted, RegulationClass::Conduct, "2026-03-02 09:00");
    assert_eq!((&waiting.close[..], opens(&waiting)), (&[ClockKind::Dispatch][..], vec![transfer]));
    let waiting = applied(&accepted, &waiting);
    let own = applied(&waiting, &classified(&waiting, RegulationClass::Own, "2026-03-05 13:00"));
    assert_eq!(runs(&own), [dispatch("5 13:00", "5 17:00")]);
    // What was its own all the while keeps its clock.
    assert_eq!(runs(&applied(&own, &classified(&own, RegulationClass::Own, "2026-03-05 14:00"))), runs(&own));
}

/// the decree's order is register, classify, act.
#[test]
fn a_regulation_goes_the_way_its_class_says() {
    let office = office_of(Kind::Regulation, NEXT_MORNING);
    let answer = |act, case: &Case| perform(act, case, &head(), &Given::default(), &office).map(|outcome| outcome.to);
    let offered = |case: &Case| domain::workflow::acts_open_to(case, &head(), office.terms);
    for class in RegulationClass::ALL.iter().copied().map(Some).chain([None]) {
        let with = |state| Case { regulation_class: class, ..regulation(state) };
        let accepted = if class == Some(RegulationClass::Refuse) { Err(Refusal::ClassedForRefusal) } else { Ok(State::Accepted) };
        assert_eq!(offered(&with(State::Submitted)).contains(&Act::Accept), accepted.is_ok());
        assert_eq!(answer(Act::Accept, &with(State::Submitted)), accepted, "{class:?}");
        let dispatched = if class == Some(RegulationClass::Own) { Ok(State::Dispatched) } else { Err(Refusal::ClassMissing) };
        assert_eq!(offered(&with(State::Accepted)).contains(&Act::Dispatch), dispatched.is_ok());
        assert_eq!(answer(Act::Dispatch, &with(State::Accepted)), dispatched, "{class:?}");
    }
    // What was taken on is not refused any more, and is not classed so either.
    let from = State::Accepted;
    let refused = classify(&regulation(from), &intake(), RegulationClass::Refuse, reason(), &office);
    assert_eq!(refused, Err(Refusal::NotFromHere { from, act: Act::Refuse }));
    // The class is the holder's: another unit says its own.
    let own = Case { regulation_class: Some(RegulationClass::Own), ..regulation(State::Accepted) };
    let elsewhere = applied(&own, &perform(Act::Reroute, &own, &head(), &Given::default(), &office).unwrap());
    assert_eq!(elsewhere.regulation_class, None);
}

/// forwarding and rerouting end the clock; until then nobody of the unit is given the case.
#[test]
fn what_waits_for_another_agency_goes_there_and_nowhere_else() {
    for state in [State::Accepted, State::Dispatched] {
        let case = regulation(state);
        let waiting = applied(&case, &classified(&case, RegulationClass::NotOwn, "2026-03-02 09:00"));
        let act = if state == State::Accepted { Act::Dispatch } else { Act::Assign };
        let office = office_of(Kind::Regulation, "2026-03-02 10:00");
        assert_eq!(perform(act, &waiting, &head(), &Given::default(), &office), Err(Refusal::TransferPending));
        assert!(!domain::workflow::acts_open_to(&waiting, &head(), office.terms).contains(&act));
        for act in [Act::Forward, Act::Reroute] {
            let outcome = perform(act, &waiting, &intake(), &Given::default(), &office).unwrap();
            assert!(outcome.close.contains(&ClockKind::Transfer));
            assert!(applied(&waiting, &outcome).clock(ClockKind::Transfer).is_none());
        }
        // Taken back as its own it goes on.
        let own = applied(&waiting, &classified(&waiting, RegulationClass::Own, "2026-03-02 11:00"));
        assert!(perform(act, &own, &head(), &Given::default(), &office).is_ok());
    }
}

#[test]
fn only_feedback_on_a_regulation_is_classified() {
    for &kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Regulation) {
        let case = Case { kind, ..case(State::Submitted) };
        let answer = classify(&case, &intake(), RegulationClass::Own, reason(), &office_of(kind, NEXT_MORNING));
        assert_eq!(answer, Err(Refusal::NotThisKind { act: Act::Classify, kind }));
        assert!(!domain::workflow::acts_open_to(&case, &intake(), terms(kind)).contains(&Act::Classify));
    }
    let offered = domain::workflow::acts_open_to(&regulation(State::Submitted), &intake(), terms(Kind::Regulation));
    assert!(offered.contains(&Act::Classify));
}

/// a draft says how the regulation was examined and what is to come of it.
#[test]
fn a_draft_on_a_regulation_carries_its_assessment() {
    let outcome = perform(
        Act::Draft,
        &regulation(State::Handling),
        &handler(),
        &Given::default(),
        &office_of(Kind::Regulation, NEXT_MORNING),
    );
    let Fact::Drafted { assessment: Some(noted), .. } = outcome.unwrap().fact else { panic!() };
    assert_eq!(noted, assessment());
}

// ------------------------------------------------------------------------------------- publicity

/// of waste the result alone is public; of every other kind what was reported too.
#[test]
fn what_is_public_of_a_case_is_what_its_terms_say() {
    let recorded = publication::RecordedResult { result: conclusion(), evidence: vec![photo()], handling: None };
    for &kind in Kind::ALL {
        let case = Case { kind, ..case(State::Resulted) };
        let outcome = publication::publish(&case, &head(), &recorded, None, &office_of(kind, NEXT_MORNING)).unwrap();
        let Fact::Published { public_text, address, result, .. } = outcome.fact else { panic!() };
        let with_report = kind != Kind::Waste;
        assert_eq!((public_text.is_some(), address.is_some()), (with_report, with_report), "{}", kind.as_str());
        assert_eq!(result, conclusion().as_str());
    }
    let nowhere = Case { address: None, ..case(State::Resulted) };
    let outcome = publication::publish(&nowhere, &head(), &recorded, None, &office(NEXT_MORNING)).unwrap();
    let Fact::Published { address, .. } = outcome.fact else { panic!() };
    assert_eq!(address, None);
}
