//! Templates, services and remarks: who may, from where, and what is refused.

mod support;

use domain::triage::RefusalReason;
use domain::*;
use support::*;

const NOON: &str = "2026-03-02 12:00";

fn code<T: std::fmt::Debug>(result: Result<T, Refusal>) -> &'static str {
    result.map_or_else(|refusal| refusal.code(), |_| "ok")
}

// ---------------------------------------------------------------------------------- templates

#[test]
fn a_template_is_worded_by_a_head_of_its_unit() {
    let template = ReplyTemplate { unit: unit(WARD), reason: RefusalReason::Untrue, tip: Tip::START };
    let sets = |who: &Actor| code(set_template(&template, &account_of(who), reason(), at(NOON)));
    for (who, expected) in [
        (head(), "ok"),
        (intake(), "not_your_unit"),
        (other_head(), "not_your_unit"),
        (centre(), "not_your_unit"),
        (citizen(), "not_your_unit"),
    ] {
        assert_eq!(sets(&who), expected, "{who:?}");
    }
    let first = set_template(&template, &account_of(&head()), reason(), at(NOON)).unwrap();
    assert_eq!((first.id.as_str(), first.from), ("00070/dd", None));
    let again = ReplyTemplate { tip: Tip { seq: 1, hash: [1; 32] }, ..template.clone() };
    let second = set_template(&again, &account_of(&head()), reason(), at(NOON)).unwrap();
    assert_eq!((second.from, second.to), (Some(TemplateState::Set), TemplateState::Set));
    let text = Reason::new("Kính gửi ông/bà {ten}, phản ánh {code}.").unwrap();
    assert_eq!(
        set_template(&template, &account_of(&head()), text, at(NOON)),
        Err(Refusal::UnknownPlaceholder { name: "ten".into() })
    );
}

// ----------------------------------------------------------------------------------- services

fn content() -> ServiceContent {
    ServiceContent {
        category: ServiceCategory::Health,
        title: Title::new("Tiêm chủng mở rộng").unwrap(),
        text: words(),
        areas: vec![unit(WARD)],
        place: Some(ShortText::new("Trạm y tế phường").unwrap()),
        hours: None,
        link: None,
        phone: None,
        valid_from: at(NOON),
        valid_to: None,
    }
}

fn service(state: ServiceState) -> Service {
    let tip = Tip { seq: 1, hash: [1; 32] };
    Service { id: ServiceId::new("service"), tip, state, unit: unit(WARD), authors: vec![id_of(&intake())], valid_to: None }
}

fn does(act: ServiceAct, service: &Service, who: &Account) -> Result<ServiceOutcome, Refusal> {
    let now = at(NOON);
    match act {
        ServiceAct::Write => write_service(who, service.id.clone(), service.unit.clone(), content(), now),
        ServiceAct::Edit => edit_service(service, who, content(), now),
        ServiceAct::Submit => submit_service(service, who, now),
        ServiceAct::Approve => approve_service(service, who, now),
        ServiceAct::Return => return_service(service, who, reason(), now),
        ServiceAct::Withdraw => withdraw_service(service, who, reason(), now),
    }
}

/// The movement of an entry, as a clerk would write it down.
const MOVES: &[(ServiceState, ServiceAct, ServiceState)] = {
    use ServiceAct::*;
    use ServiceState::*;
    &[
        (Draft, Edit, Draft),
        (Draft, Submit, Submitted),
        (Draft, Withdraw, Withdrawn),
        (Submitted, Approve, Approved),
        (Submitted, Return, Returned),
        (Submitted, Withdraw, Withdrawn),
        (Returned, Edit, Returned),
        (Returned, Submit, Submitted),
        (Returned, Withdraw, Withdrawn),
        (Approved, Withdraw, Withdrawn),
    ]
};

#[test]
fn an_entry_moves_as_the_table_says_and_nowhere_else() {
    for from in ServiceState::ALL {
        for act in ServiceAct::ALL.iter().filter(|act| **act != ServiceAct::Write) {
            let listed = MOVES.iter().find(|(state, by, _)| state == from && by == act).map(|(.., to)| *to);
            let expected = listed.ok_or(Refusal::ServiceNotFromHere { from: *from, act: *act });
            assert_eq!(next_service_state(*from, *act), expected);
            let who = if matches!(act, ServiceAct::Approve | ServiceAct::Return) { centre() } else { intake() };
            let done = does(*act, &service(*from), &account_of(&who)).map(|outcome| outcome.to);
            assert_eq!(done, expected, "{from:?} {act:?}");
        }
    }
}

#[test]
fn a_unit_writes_and_the_centre_decides() {
    let state_for = |act| MOVES.iter().find(|(_, by, _)| *by == act).map_or(ServiceState::Draft, |(from, ..)| *from);
    for act in ServiceAct::ALL {
        for who in cast().iter().filter_map(|actor| match actor {
            Actor::Person(account) => Some(account),
            Actor::System => None,
        }) {
            let centre = who.has(Role::Centre);
            let ours = who.works_in(&unit(WARD));
            let expected = match act {
                ServiceAct::Write | ServiceAct::Edit | ServiceAct::Submit if ours => "ok",
                ServiceAct::Withdraw if ours || centre => "ok",
                ServiceAct::Approve | ServiceAct::Return if centre => "ok",
                ServiceAct::Approve | ServiceAct::Return => "not_your_role",
                _ => "not_your_unit",
            };
            assert_eq!(code(does(*act, &service(state_for(*act)), who)), expected, "{act:?} {who:?}");
        }
    }
    // Four eyes: whoever worded it does not approve it, whatever else they are.
    let author = account(id_of(&intake()).as_str(), &[(Role::Centre, "TTPVHCC"), (Role::Intake, WARD)]);
    for act in [ServiceAct::Approve, ServiceAct::Return] {
        let refused = Refusal::OwnRecord { of: Written::Service };
        assert_eq!(refused.article(), Some("Điều 4 khoản 6"));
        assert_eq!(does(act, &service(ServiceState::Submitted), &author), Err(refused));
    }
}

#[test]
fn an_entry_says_where_to_turn_and_is_not_over_before_it_begins() {
    let writes = |change: fn(&mut ServiceContent)| {
        let mut content = content();
        change(&mut content);
        code(write_service(&account_of(&head()), ServiceId::new("s"), unit(WARD), content, at(NOON)))
    };
    assert_eq!(writes(|content| content.place = None), "service_contact_missing");
    assert_eq!(
        writes(|content| {
            content.place = None;
            content.phone = PhoneContact::new("024 1022").ok();
        }),
        "ok"
    );
    assert_eq!(writes(|content| content.valid_to = Some(at(NOON))), "service_already_over");
    assert_eq!(
        writes(|content| {
            content.valid_from = at("2026-05-01 00:00");
            content.valid_to = Some(at("2026-04-01 00:00"));
        }),
        "service_already_over"
    );
    assert_eq!(writes(|content| content.valid_to = Some(at("2026-03-02 12:01"))), "ok");
}

/// an entry that lay until its validity was over is neither laid before the Centre nor approved by it; it may be
/// returned, edited and taken out.
#[test]
fn an_entry_that_lay_too_long_is_not_approved() {
    for (valid_to, expected) in [("2026-03-02 12:00", "service_already_over"), ("2026-03-02 12:01", "ok")] {
        for (from, act, who) in [
            (ServiceState::Draft, ServiceAct::Submit, intake()),
            (ServiceState::Returned, ServiceAct::Submit, intake()),
            (ServiceState::Submitted, ServiceAct::Approve, centre()),
        ] {
            let entry = Service { valid_to: Some(at(valid_to)), ..service(from) };
            assert_eq!(code(does(act, &entry, &account_of(&who))), expected, "{from:?} {act:?} {valid_to}");
        }
    }
    let over = Service { valid_to: Some(at("2026-03-01 12:00")), ..service(ServiceState::Submitted) };
    assert_eq!(code(does(ServiceAct::Return, &over, &account_of(&centre()))), "ok");
    assert_eq!(code(does(ServiceAct::Withdraw, &over, &account_of(&centre()))), "ok");
}

// ------------------------------------------------------------------------------------ remarks

fn remark(state: RemarkState) -> Remark {
    let answered = state == RemarkState::Answered;
    Remark { id: RemarkId::new("remark"), tip: Tip { seq: 1, hash: [1; 32] }, state, answered }
}

#[test]
fn a_head_sends_and_the_centre_answers_and_collects() {
    let sends = |who: &Actor| {
        let command = SendRemark {
            id: RemarkId::new("remark"),
            unit: unit(WARD),
            article: 8,
            clause: None,
            text: words(),
            proposal: None,
        };
        code(send_remark(&account_of(who), command, at(NOON)))
    };
    for (who, expected) in
        [(head(), "ok"), (intake(), "not_your_unit"), (other_head(), "not_your_unit"), (centre(), "not_your_unit")]
    {
        assert_eq!(sends(&who), expected, "{who:?}");
    }
    let centre = account_of(&centre());
    for (from, answers, merges) in [
        (RemarkState::Sent, "ok", "ok"),
        (RemarkState::Answered, "not_from_here", "ok"),
        (RemarkState::Merged, "ok", "not_from_here"), // taken up before it was answered
    ] {
        assert_eq!(code(answer_remark(&remark(from), &centre, conclusion(), at(NOON))), answers, "{from:?}");
        assert_eq!(code(merge_remark(&remark(from), &centre, reason(), at(NOON))), merges, "{from:?}");
    }
    let late = answer_remark(&remark(RemarkState::Merged), &centre, conclusion(), at(NOON)).unwrap();
    assert_eq!(late.to, RemarkState::Merged, "it stays in the report");
    let both = Remark { answered: true, ..remark(RemarkState::Merged) };
    assert_eq!(code(answer_remark(&both, &centre, conclusion(), at(NOON))), "not_from_here", "once");
    for who in [head(), citizen(), admin()] {
        let refused = answer_remark(&remark(RemarkState::Sent), &account_of(&who), conclusion(), at(NOON));
        assert_eq!(refused, Err(Refusal::RoleMissing));
    }
}
