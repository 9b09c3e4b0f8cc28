//! Who may do what: role × act × own unit × reporter, named officer or author, as a table.

mod support;

use std::collections::BTreeSet;

use domain::{
    AccountId, Act, Actor, Case, Contribution, ContributionState, Notice, Recipient, Refusal, Role, State, Topic,
};
use support::*;

/// The columns. In `author` a head who also handles was named and wrote what there is; in all others
/// [`handler`] was and did.
fn people() -> Vec<(&'static str, Actor)> {
    vec![
        ("citizen", citizen()),
        ("neighbour", neighbour()),
        ("intake", intake()),
        ("head", head()),
        ("second head", second_head()),
        ("handler", handler()),
        ("other handler", other_handler()),
        ("author", head_who_handles()),
        ("other intake", other_intake()),
        ("other head", other_head()),
        ("other ward's handler", other_wards_handler()),
        ("centre", centre()),
        ("admin", admin()),
        ("sweep", Actor::System),
        ("inspector", inspector()),
    ]
}

/// `ok`, or why not: `role` not_your_role, `unit` not_your_unit, `named` not_your_assignment,
/// `yours` not_yours, `own` own_work.
#[rustfmt::skip]
const RIGHTS: &[(Act, State, [&str; 15])] = {
    use Act::*;
    use State::*;
    &[
        // intake officer or head of the unit that holds the case.
        //                                   citizen  neighb   intake  head    head 2  handler other-h  author  o-intk  o-head  o-hndl  centre  admin   sweep  insp
        (LogContact,         Submitted,     ["role",  "role",  "ok",   "ok",   "ok",   "role", "role",  "ok",   "unit", "unit", "role", "role", "role", "role", "role"]),
        (RequestInformation, Submitted,     ["role",  "role",  "ok",   "ok",   "ok",   "role", "role",  "ok",   "unit", "unit", "role", "role", "role", "role", "role"]),
        (Accept,             Submitted,     ["role",  "role",  "ok",   "ok",   "ok",   "role", "role",  "ok",   "unit", "unit", "role", "role", "role", "role", "role"]),
        (Refuse,             Submitted,     ["role",  "role",  "ok",   "ok",   "ok",   "role", "role",  "ok",   "unit", "unit", "role", "role", "role", "role", "role"]),
        (Forward,            Submitted,     ["role",  "role",  "ok",   "ok",   "ok",   "role", "role",  "ok",   "unit", "unit", "role", "role", "role", "role", "role"]),
        (Classify,           Submitted,     ["role",  "role",  "ok",   "ok",   "ok",   "role", "role",  "ok",   "unit", "unit", "role", "role", "role", "role", "role"]),
        (Reroute,            Accepted,      ["role",  "role",  "ok",   "ok",   "ok",   "role", "role",  "ok",   "unit", "unit", "role", "role", "role", "role", "role"]),
        // the reporter's own acts.
        (ProvideInformation, Verifying,     ["ok",    "yours", "yours","yours","yours","yours","yours", "yours","yours","yours","yours","yours","yours","role", "yours"]),
        (Withdraw,           Submitted,     ["ok",    "yours", "yours","yours","yours","yours","yours", "yours","yours","yours","yours","yours","yours","role", "yours"]),
        (Ask,                Published,     ["ok",    "yours", "yours","yours","yours","yours","yours", "yours","yours","yours","yours","yours","yours","role", "yours"]),
        (Rate,               Published,     ["ok",    "yours", "yours","yours","yours","yours","yours", "yours","yours","yours","yours","yours","yours","role", "yours"]),
        // R-8.1b, R-8.1c, R-8.4, R-8.5b: the head.
        (Dispatch,           Accepted,      ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "ok",   "role", "unit", "role", "role", "role", "role", "role"]),
        (Assign,             Dispatched,    ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "ok",   "role", "unit", "role", "role", "role", "role", "role"]),
        (Reclassify,         Handling,      ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "ok",   "role", "unit", "role", "role", "role", "role", "role"]),
        (Extend,             Handling,      ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "ok",   "role", "unit", "role", "role", "role", "role", "role"]),
        // the head, and never the author.
        (ReturnDraft,        Drafted,       ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "own",  "role", "unit", "role", "role", "role", "role", "role"]),
        (Approve,            Drafted,       ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "own",  "role", "unit", "role", "role", "role", "role", "role"]),
        (ReturnResult,       Resulted,      ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "own",  "role", "unit", "role", "role", "role", "role", "role"]),
        (Publish,            Resulted,      ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "own",  "role", "unit", "role", "role", "role", "role", "role"]),
        // R-8.1d, R-12.2: the officer who was named.
        (Draft,              Handling,      ["role",  "role",  "role", "role", "role", "ok",   "named", "ok",   "role", "role", "unit", "role", "role", "role", "role"]),
        (RecordResult,       Approved,      ["role",  "role",  "role", "role", "role", "ok",   "named", "ok",   "role", "role", "unit", "role", "role", "role", "role"]),
        // the officer who was named, or the head.
        (Answer,             Published,     ["role",  "role",  "role", "ok",   "ok",   "ok",   "named", "ok",   "role", "unit", "unit", "role", "role", "role", "role"]),
        // the Centre.
        (Urge,               Handling,      ["role",  "role",  "role", "role", "role", "role", "role",  "role", "role", "role", "role", "ok",   "role", "role", "role"]),
        // R-8.2a, R-8.2c: the lead's head.
        (Invite,             Handling,      ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "ok",   "role", "unit", "role", "role", "role", "role", "role"]),
        (Waive,              Resulted,      ["role",  "role",  "role", "ok",   "ok",   "role", "role",  "ok",   "role", "unit", "role", "role", "role", "role", "role"]),
        // R-8.2b: in the supporter, which is the other ward: its head, and its officer who was named.
        (SupportAssign,      Handling,      ["role",  "role",  "role", "unit", "unit", "role", "role",  "unit", "role", "ok",   "role", "role", "role", "role", "role"]),
        (SupportReturn,      Drafted,       ["role",  "role",  "role", "unit", "unit", "role", "role",  "unit", "role", "ok",   "role", "role", "role", "role", "role"]),
        (SupportApprove,     Approved,      ["role",  "role",  "role", "unit", "unit", "role", "role",  "unit", "role", "ok",   "role", "role", "role", "role", "role"]),
        (SupportDecline,     Accepted,      ["role",  "role",  "role", "unit", "unit", "role", "role",  "unit", "role", "ok",   "role", "role", "role", "role", "role"]),
        (SupportDraft,       Resulted,      ["role",  "role",  "role", "role", "role", "unit", "unit",  "unit", "role", "role", "ok",   "role", "role", "role", "role"]),
        // the officer named evaluates, the head asks the public.: either tells how the plan goes.
        (Evaluate,           Handling,      ["role", "role", "role", "role", "role", "ok", "named", "ok", "role", "role", "unit", "role", "role", "role", "role"]),
        (OpenViews,          Handling,      ["role", "role", "role", "ok", "ok", "role", "role", "ok", "role", "unit", "role", "role", "role", "role", "role"]),
        (CloseViews,         Handling,      ["role", "role", "role", "ok", "ok", "role", "role", "ok", "role", "unit", "role", "role", "role", "role", "role"]),
        (HideComment,        Handling,      ["role", "role", "role", "ok", "ok", "role", "role", "ok", "role", "unit", "role", "role", "role", "role", "role"]),
        (Progress,           Published,     ["role", "role", "role", "ok", "ok", "ok", "named", "ok", "role", "unit", "unit", "role", "role", "role", "role"]),
        // the Inspectorate.: it and the Centre, and nobody of the agency that handles the case.
        (OpenInspection,     Handling,      ["role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "ok"]),
        (LogInspection,      Handling,      ["role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "ok"]),
        (EndInspection,      Handling,      ["role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "ok"]),
        (LookAtIdentity,     Handling,      ["role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "role", "ok", "role", "role", "ok"]),
    ]
};

fn code(word: &str) -> &str {
    match word {
        "role" => "not_your_role",
        "unit" => "not_your_unit",
        "named" => "not_your_assignment",
        "yours" => "not_yours",
        "own" => "own_work",
        word => word,
    }
}

/// The case of a column: everything in it was written by its handler, which is the author in that column.
fn case_of(column: &str, act: Act, state: State) -> (Case, domain::Office<'static>) {
    let (mut case, office) = case_for(act, state);
    let officer = id_of(&if column == "author" { head_who_handles() } else { handler() });
    case.handler = Some(officer.clone());
    case.drafted_by = case.drafted_by.map(|_| officer.clone());
    case.result_by = case.result_by.map(|_| officer.clone());
    (case, office)
}

/// every person and every act.
#[test]
fn every_person_may_do_what_the_table_says_and_nothing_else() {
    for (act, state, cells) in RIGHTS {
        for ((name, actor), cell) in people().into_iter().zip(cells) {
            let (case, office) = case_of(name, *act, *state);
            let answer = perform(*act, &case, &actor, &Given::default(), &office);
            assert_eq!(code_of(&answer), code(cell), "{name}: {}", act.as_str());
            if let Ok(outcome) = answer {
                assert_eq!(outcome.actor.as_ref(), actor.account(), "the journal names who did it");
            }
        }
    }
}

/// the table misses no act. Sending needs no case, and closing is the sweep's: both take no [`Actor`].
#[test]
fn the_table_covers_every_act() {
    let covered: BTreeSet<_> = RIGHTS.iter().map(|row| row.0).chain([Act::Submit, Act::Close, Act::Succeed, Act::Recount]).collect();
    assert_eq!(covered, Act::ALL.iter().copied().collect());
    assert!(RIGHTS.iter().all(|(act, state, _)| leads(*state, *act).is_some()));
}

/// closing is done by nobody; the journal names no account.
#[test]
fn the_sweep_closes_in_nobodys_name() {
    let (case, office) = case_for(Act::Close, State::Published);
    assert_eq!(perform(Act::Close, &case, &citizen(), &Given::default(), &office).unwrap().actor, None);
}

/// where a case stands is told only to those who have the right: whoever lacks it gets
/// the same refusal from every state.
#[test]
fn a_refused_right_tells_nothing_of_the_state() {
    for (act, at_home, cells) in RIGHTS {
        for ((name, actor), cell) in people().into_iter().zip(cells) {
            // Whether it is one's own work can only be said of work that lies there.
            if matches!(*cell, "ok" | "own") {
                continue;
            }
            let (case, office) = case_of(name, *act, *at_home);
            let expected = perform(*act, &case, &actor, &Given::default(), &office).unwrap_err();
            for &state in State::ALL {
                let (case, office) = case_of(name, *act, state);
                let refusal = perform(*act, &case, &actor, &Given::default(), &office).unwrap_err();
                assert_eq!(refusal, expected, "{name}: {} from {}", act.as_str(), state.as_str());
            }
        }
    }
}

/// R-8.5c, R-5.9: the case moves, and the rights with it.
#[test]
fn whoever_held_the_case_before_may_no_longer_act() {
    let case = done(Act::Forward, &received("2026-03-02 08:00"), &intake(), &Given::default(), "2026-03-02 09:00");
    let accept = |actor| perform(Act::Accept, &case, &actor, &Given::default(), &office("2026-03-02 10:00"));
    assert_eq!(accept(intake()), Err(Refusal::NotYourUnit { unit: unit(DEPARTMENT) }));
    assert!(accept(department_intake()).is_ok());
}

/// R-8.1b, R-8.1c: after dispatch to a commune its own leader names the officer, not the sender.
#[test]
fn the_head_of_the_commune_that_got_the_case_names_the_officer() {
    let given = Given { dispatch_to: unit(OTHER_WARD), ..Given::default() };
    let case = done(Act::Dispatch, &case(State::Accepted), &head(), &given, "2026-03-02 09:00");
    let assign = |actor| perform(Act::Assign, &case, &actor, &given, &office("2026-03-02 10:00"));
    assert_eq!(code_of(&assign(head())), "not_your_unit");
    assert_eq!(code_of(&assign(other_head())), "ok");
}

/// R-8.1c: the case was given to another officer; the first may not go on.
#[test]
fn an_officer_whose_case_was_given_to_another_may_not_draft() {
    let given = Given { handler: id_of(&other_handler()), ..Given::default() };
    let case = done(Act::Assign, &case(State::Handling), &head(), &given, "2026-03-02 09:00");
    let draft = |actor| perform(Act::Draft, &case, &actor, &given, &office("2026-03-02 10:00"));
    assert_eq!(draft(handler()), Err(Refusal::NotYourAssignment));
    assert!(draft(other_handler()).is_ok());
}

/// an officer may report as a citizen and keeps the citizen's acts on that report.
#[test]
fn an_officer_is_a_citizen_for_their_own_report() {
    let mut case = case(State::Submitted);
    case.reporter = id_of(&other_head());
    let withdraw = |actor| perform(Act::Withdraw, &case, &actor, &Given::default(), &office(NEXT_MORNING));
    assert_eq!(code_of(&withdraw(other_head())), "ok");
    assert_eq!(code_of(&withdraw(citizen())), "not_yours");
}

/// a person may hold roles in several units; each counts where it is held.
#[test]
fn a_role_counts_in_its_own_unit_only() {
    let both = Actor::Person(account("both", &[(Role::Intake, WARD), (Role::Head, OTHER_WARD)]));
    let office = office("2026-03-02 09:00");
    let dispatch = perform(Act::Dispatch, &case(State::Accepted), &both, &Given::default(), &office);
    assert_eq!(dispatch, Err(Refusal::NotYourUnit { unit: unit(WARD) }));
    assert!(perform(Act::Accept, &case(State::Submitted), &both, &Given::default(), &office).is_ok());
}

/// the reporter, the holder's people and the Centre see a case in full; nobody else.
#[test]
fn a_case_is_seen_by_its_reporter_its_holder_and_the_centre() {
    let case = case(State::Handling);
    for (actor, sees) in [
        (citizen(), true),
        (neighbour(), false),
        (intake(), true),
        (head(), true),
        (handler(), true),
        (other_handler(), true),
        (other_intake(), false),
        (other_head(), false),
        (department_head(), false),
        (centre(), true),
        (Actor::System, true),
    ] {
        assert_eq!(actor.may_see(&case), sees, "{actor:?}");
    }
}

/// an inspector sees verified waste and nothing else, also where the Inspectorate was asked for its support.
#[test]
fn an_inspector_is_no_supporter_of_a_case() {
    let asked = |code: &str| Contribution { unit: unit(code), state: ContributionState::Invited, handler: None, drafted_by: None };
    let supported = Case { contributions: vec![asked("TTTP")], ..case(State::Handling) };
    assert!(!inspector().may_see(&supported));
    let officer = Actor::Person(account("officer", &[(Role::Inspector, "TTTP"), (Role::Handler, "TTTP")]));
    assert!(officer.may_see(&supported), "whoever handles there sees what is asked of the unit");
}

/// R-18.3a: the Support Centre does what a reporter does for a caller who has no account, with consent each time, and
/// for nobody else; what the caller is told goes to its desk.
#[test]
fn the_support_centre_speaks_for_a_caller_without_an_account() {
    let support = Actor::Person(account("support", &[(Role::Support, "TTPVHCC")]));
    for (act, state) in [
        (Act::ProvideInformation, State::Verifying),
        (Act::Withdraw, State::Submitted),
        (Act::Ask, State::Published),
        (Act::Rate, State::Published),
    ] {
        let (mut called, office) = case_for(act, state);
        let answer = |case: &Case, actor: &Actor| code_of(&perform(act, case, actor, &Given::default(), &office)).to_owned();
        assert_eq!(answer(&called, &support), "not_yours", "{}: a reporter with an account acts alone", act.as_str());
        assert!(!support.follows(&called));
        called.reporter = AccountId::new("caller-1");
        called.called_in = Some(unit("TTPVHCC"));
        let outcome = perform(act, &called, &support, &Given::default(), &office).unwrap();
        assert_eq!(outcome.actor, Some(id_of(&support)), "the journal says who did it for the caller");
        for other in [citizen(), intake(), head(), centre(), inspector()] {
            assert_eq!(answer(&called, &other), "not_yours", "{other:?}");
            assert!(!other.follows(&called));
        }
        assert!(support.follows(&called) && !support.may_see(&called), "as a report, and not the office's file");
        assert_eq!(domain::entry::agreed(&called, &support, false), Err(Refusal::ConsentMissing));
        assert_eq!(domain::entry::agreed(&called, &support, true), Ok(()));
    }
    let own = case(State::Submitted);
    assert_eq!(domain::entry::agreed(&own, &citizen(), false), Ok(()), "whoever acts for themself is asked for none");

    let called = Case { called_in: Some(unit("TTPVHCC")), ..case(State::Submitted) };
    let refused = perform(Act::Refuse, &called, &intake(), &Given::default(), &office(NEXT_MORNING)).unwrap();
    let to = Recipient::Desk(unit("TTPVHCC"), Role::Support);
    assert_eq!(refused.notices, [Notice { to, topic: Topic::CaseRefused }]);
}
