//! Initiatives (Điều 9), inspections on waste (Điều 24) and looks at a confidential sender (Điều 5 k.7).

mod support;

use domain::initiative::{self, Decision, OpenViews, ReportProgress};
use domain::*;
use proptest::prelude::*;
use support::*;

fn idea(state: State) -> Case {
    Case { kind: Kind::Initiative, evaluated: true, milestones: 2, ..case(state) }
}

fn waste(state: State) -> Case {
    Case { kind: Kind::Waste, confidential: true, ..case(state) }
}

/// thirty working days from distribution, whatever the level.
#[test]
fn an_initiative_is_answered_within_thirty_working_days_of_its_distribution() {
    let case = Case { kind: Kind::Initiative, ..case(State::Accepted) };
    let now = Office { terms: terms(Kind::Initiative), ..office("2026-03-02 09:00") };
    let given = Given { dispatch_to: unit(DEPARTMENT), ..Given::default() };
    let outcome = perform(Act::Dispatch, &case, &head(), &given, &now).unwrap();
    assert_eq!(opens(&outcome), ["handling SXD 30wd from 2026-03-02 09:00 due 2026-04-13 17:00"]);
}

/// the draft of an initiative waits for the evaluation and for the public, and names its decision.
#[test]
fn a_decision_follows_evaluation_and_views() {
    let now = office(NEXT_MORNING);
    let draft = |case: &Case, decision| {
        let command = handling::Draft { conclusion: conclusion(), media: vec![], assessment: None };
        initiative::draft(case, &handler(), command, decision, &now)
    };
    let declined = || Decision::decline(&conclusion());
    let unheard = Case { evaluated: false, ..idea(State::Handling) };
    assert_eq!(draft(&unheard, declined()), Err(Refusal::EvaluationMissing));
    let asking = Case { views_until: Some(at("2026-03-03 08:31")), ..idea(State::Handling) };
    assert_eq!(draft(&asking, declined()), Err(Refusal::ViewsOpen));
    let asked = Case { views_until: Some(at(NEXT_MORNING)), ..idea(State::Handling) };
    for decision in [declined(), adopted()] {
        let outcome = draft(&asked, decision.clone()).unwrap();
        assert_eq!((outcome.to, outcome.change.drafted_by.clone()), (State::Drafted, Some(Some(id_of(&handler())))));
        assert_eq!(tells(&outcome), ["desk 00070 head: draft_ready"]);
        assert!(matches!(outcome.fact, Fact::Decided { decision: written, .. } if written == decision));
    }
    let another = Refusal::NotThisKind { kind: Kind::Field, act: Act::Draft };
    assert_eq!(draft(&case(State::Handling), declined()), Err(another));
}

/// asking the public buys no time: it ends before the answer is due, to the minute.
#[test]
fn views_end_before_the_answer_is_due() {
    let now = office(NEXT_MORNING);
    let open = |case: &Case, until: &str| {
        initiative::open_views(case, &head(), OpenViews { teaser: words(), until: at(until) }, &now)
    };
    let case = idea(State::Handling); // due 2026-03-11 17:00 under the terms of these tests
    assert_eq!(open(&case, NEXT_MORNING), Err(Refusal::ViewsOutOfRange));
    assert_eq!(open(&case, "2026-03-11 17:01"), Err(Refusal::ViewsOutOfRange));
    let outcome = open(&case, "2026-03-11 17:00").unwrap();
    assert_eq!((outcome.to, tells(&outcome)), (State::Handling, vec!["citizen: views_opened".to_owned()]));
    let open_now = Case { views_until: Some(at("2026-03-03 08:31")), ..case.clone() };
    assert_eq!(open(&open_now, "2026-03-10 17:00"), Err(Refusal::ViewsOpen));
    // What ended by itself may be opened again.
    let over = Case { views_until: Some(at(NEXT_MORNING)), ..case };
    assert!(open(&over, "2026-03-10 17:00").is_ok());
    let close = |case: &Case| initiative::close_views(case, &head(), reason(), &now);
    assert_eq!(close(&over), Err(Refusal::NoViews));
    assert_eq!(tells(&close(&open_now).unwrap()), ["citizen: views_closed"]);
}

/// what an initiative says to everybody is masked before it is written down.
#[test]
fn plan_teaser_reasons_and_notes_are_masked() {
    let text = Conclusion::new("Liên hệ 0912 345 678 để tham gia chương trình").unwrap();
    let short = ShortText::new("Phòng Kinh tế 0912345678").unwrap();
    let day: chrono::NaiveDate = "2026-04-01".parse().unwrap();
    let plan = initiative::Plan::new(&text, day, day, &short, &[(short.clone(), day)]).unwrap();
    for public in [plan.text(), plan.responsible(), &plan.milestones()[0].title] {
        assert!(public.as_str().contains("[đã ẩn]"), "{public:?}");
    }
    assert!(matches!(Decision::decline(&text), Decision::Decline(reasons) if reasons.as_str().contains("[đã ẩn]")));
    let command = ReportProgress {
        milestone: 2,
        progress: initiative::Progress::Late,
        note: Comment::new("Hỏi 0912 345 678").unwrap(),
        media: vec![],
    };
    let outcome = initiative::progress(&idea(State::Closed), &head(), command, &office(NEXT_MORNING)).unwrap();
    assert!(matches!(outcome.fact, Fact::Progressed { note, .. } if note.as_str() == "Hỏi [đã ẩn]"));
    let view = ViewText::new("Rất nên làm, gọi 0912 345 678").unwrap();
    assert_eq!(initiative::public_view(&view).as_str(), "Rất nên làm, gọi [đã ẩn]");
}

/// the plan has so many milestones and no more, before and after the case closes.
#[test]
fn progress_names_a_milestone_of_the_plan() {
    for state in [State::Published, State::Closed] {
        for (milestone, code) in [(0, "no_such_milestone"), (1, "ok"), (2, "ok"), (3, "no_such_milestone")] {
            let given = Given { milestone, ..Given::default() };
            let answer = perform(Act::Progress, &idea(state), &handler(), &given, &office(NEXT_MORNING));
            assert_eq!(code_of(&answer), code, "{milestone} from {}", state.as_str());
        }
    }
}

/// one verified account is one voice.
#[test]
fn only_the_verified_take_part_and_only_in_time() {
    let end = Some(at("2026-03-06 17:00"));
    let somebody = account("somebody", &[]);
    let unverified = Account { verified: false, ..somebody.clone() };
    let take_part = |who: &Account, until, now: &str| initiative::take_part(who, until, at(now));
    assert_eq!(take_part(&somebody, end, "2026-03-06 16:59"), Ok(()));
    assert_eq!(take_part(&somebody, end, "2026-03-06 17:00"), Err(Refusal::NoViews));
    assert_eq!(take_part(&somebody, None, "2026-03-06 16:59"), Err(Refusal::NoViews));
    assert_eq!(take_part(&unverified, end, "2026-03-06 16:59"), Err(Refusal::IdentityNotVerified));
}

/// which cases an inspector sees: verified waste, or waste on which an inspection runs; nothing else.
#[test]
fn an_inspector_sees_verified_waste_and_nothing_else() {
    use State::*;
    for &state in State::ALL {
        let verified = !matches!(state, Submitted | Verifying | Refused | Withdrawn);
        assert_eq!(inspector().may_see(&waste(state)), verified, "{}", state.as_str());
        assert_eq!(inspector().sees_the_file(&waste(state)), verified);
        assert!(inspector().may_see(&Case { inspecting: true, ..waste(state) }), "{}", state.as_str());
        for kind in [Kind::Field, Kind::Regulation, Kind::Business, Kind::Initiative] {
            assert!(!inspector().may_see(&Case { kind, ..waste(state) }));
        }
    }
    // Where the Inspectorate itself received the report, its inspectors wait until it is verified, too.
    let of_the_holder = Actor::Person(account("inspector", &[(Role::Inspector, WARD)]));
    assert!(!of_the_holder.may_see(&waste(Submitted)) && of_the_holder.may_see(&waste(Accepted)));
    assert!(!of_the_holder.may_see(&case(Handling)));
}

/// one inspection at a time; the unit that holds the case is told that it runs and that it ended.
#[test]
fn an_inspection_runs_beside_the_case() {
    let at_work = waste(State::Handling);
    let opened = done(Act::OpenInspection, &at_work, &inspector(), &Given::default(), NEXT_MORNING);
    assert_eq!((opened.state, &opened.clocks, opened.inspecting), (at_work.state, &at_work.clocks, true));
    let again = perform(Act::OpenInspection, &opened, &inspector(), &Given::default(), &office(NEXT_MORNING));
    assert_eq!(again, Err(Refusal::InspectionOpen));
    let tell = |act| tells(&perform(act, &opened, &inspector(), &Given::default(), &office(NEXT_MORNING)).unwrap());
    assert_eq!(tell(Act::LogInspection), [""; 0]);
    assert_eq!(tell(Act::EndInspection), ["desk 00070 head: inspection_ended"]);
    let ended = done(Act::EndInspection, &opened, &inspector(), &Given::default(), NEXT_MORNING);
    assert!(!ended.inspecting);
    let log = perform(Act::LogInspection, &ended, &inspector(), &Given::default(), &office(NEXT_MORNING));
    assert_eq!(log, Err(Refusal::NoInspection));
}

/// who may look at a confidential sender, and for which body the journal says it was.
#[test]
fn a_confidential_sender_is_seen_by_the_centre_and_the_inspectorate() {
    let look = |case: &Case, actor: &Actor| perform(Act::LookAtIdentity, case, actor, &Given::default(), &office(NEXT_MORNING));
    let case = waste(State::Handling);
    for (who, body) in [(centre(), "TTPVHCC"), (inspector(), "TTTP")] {
        let outcome = look(&case, &who).unwrap();
        assert_eq!(tells(&outcome), ["citizen: identity_looked_at"]);
        assert!(matches!(outcome.fact, Fact::IdentityLookedAt { body: of, .. } if of == unit(body)));
    }
    for who in [citizen(), neighbour(), intake(), head(), handler(), admin(), other_head(), Actor::System] {
        assert_eq!(look(&case, &who), Err(Refusal::NotYourRole { act: Act::LookAtIdentity }), "{who:?}");
    }
    // The Inspectorate looks at what it may see; the Centre at every kind.
    assert_eq!(code_of(&look(&waste(State::Submitted), &inspector())), "not_your_role");
    assert_eq!(code_of(&look(&Case { kind: Kind::Business, ..case.clone() }, &inspector())), "not_your_role");
    assert_eq!(code_of(&look(&Case { kind: Kind::Business, ..case.clone() }, &centre())), "ok");
    // Nobody of the agency that handles, whatever else they are.
    for (role, other) in [(Role::Centre, Role::Handler), (Role::Inspector, Role::Head), (Role::Inspector, Role::Intake)] {
        let both = Actor::Person(account("both", &[(role, "TTTP"), (other, WARD)]));
        assert_eq!(code_of(&look(&case, &both)), "not_your_role", "{both:?}");
    }
    assert_eq!(look(&Case { confidential: false, ..case }, &centre()), Err(Refusal::NotConfidential));
}

proptest! {
    /// a plan is taken exactly when it begins before it ends and every milestone lies inside.
    #[test]
    fn a_plan_holds_its_milestones(from in 0..400u64, to in 0..400u64, due in prop::collection::vec(0..400u64, 0..24)) {
        let day = |days: u64| chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(days);
        let short = ShortText::new("Mốc").unwrap();
        let milestones: Vec<_> = due.iter().map(|days| (short.clone(), day(*days))).collect();
        let plan = initiative::Plan::new(&conclusion(), day(from), day(to), &short, &milestones);
        let fits = from <= to && (1..=20).contains(&due.len()) && due.iter().all(|days| (from..=to).contains(days));
        prop_assert_eq!(plan.is_ok(), fits);
    }
}
