//! Alerts: one writes, another approves, residents read; nobody sends what is sent already (Điều 15, 16, 17).

mod support;

use chrono::NaiveDate;
use domain::*;
use proptest::prelude::*;
use support::*;

const DISTRICT: &str = "002";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn issuer(unit_code: &str, kind: IssuerKind) -> Issuer {
    let covers = match kind {
        IssuerKind::Ward | IssuerKind::Commune => vec![unit(unit_code)],
        IssuerKind::District => vec![unit(WARD), unit("00082")],
        _ => vec![],
    };
    Issuer { unit: unit(unit_code), kind, valid_from: day("2020-01-01"), valid_to: None, covers }
}

fn ward() -> Issuer {
    issuer(WARD, IssuerKind::Ward)
}

fn content() -> AlertContent {
    AlertContent {
        kind: AlertKind::Warning,
        event: AlertEvent::Flood,
        title: Title::new("Ngập úng đường Láng").unwrap(),
        text: AlertText::new("Người dân tránh đi qua hầm chui đến 18 giờ").unwrap(),
        area: vec![],
        valid_from: None,
        valid_until: at("2026-03-03 18:00"),
        documents: vec![],
        reason: None,
    }
}

fn command(issuer: Issuer) -> WriteAlert {
    WriteAlert { id: AlertId::new("alert"), issuer, content: content(), replaces: None }
}

fn now() -> Instant {
    at("2026-03-03 08:30")
}

fn at_the_office<T>(uppers: &[Upper], act: impl FnOnce(&AlertOffice<'_>) -> T) -> T {
    act(&AlertOffice { now: now(), terms: &AlertTerms::default(), uppers })
}

fn write(author: &Actor, command: WriteAlert) -> Result<AlertOutcome, Refusal> {
    at_the_office(&[], |office| write_alert(&account_of(author), command, office))
}

fn alert(state: AlertState, author: &Actor) -> Alert {
    Alert {
        id: AlertId::new("alert"),
        tip: Tip { seq: 3, hash: [3; 32] },
        state,
        issuer: ward(),
        authors: vec![id_of(author)],
        content: content(),
        replaces: None,
        root: AlertId::new("alert"),
        replaced_by: None,
        begun: None,
    }
}

fn approve(alert: &Alert, actor: &Actor, uppers: &[Upper]) -> Result<AlertOutcome, Refusal> {
    at_the_office(uppers, |office| approve_alert(alert, None, &account_of(actor), 7, office))
}

fn act(act: AlertAct, alert: &Alert, actor: &Actor) -> Result<AlertOutcome, Refusal> {
    match act {
        AlertAct::Write => panic!("an alert is written without an alert"),
        AlertAct::Edit => at_the_office(&[], |office| edit_alert(alert, &account_of(actor), content(), office)),
        AlertAct::Approve => approve(alert, actor, &[]),
        AlertAct::Cancel => cancel_alert(alert, &account_of(actor), reason(), now()),
    }
}

/// over all states and acts: edited while written; written → sent by approval; cancelled from either, and
/// that is the end.
#[test]
fn an_alert_moves_as_the_table_says() {
    use AlertAct::*;
    use AlertState::*;
    let legal = [(Written, Edit, Written), (Written, Approve, Sent), (Written, Cancel, Cancelled), (Sent, Cancel, Cancelled)];
    for &from in AlertState::ALL {
        for one in [Edit, Approve, Cancel] {
            let to = legal.iter().find(|row| (row.0, row.1) == (from, one)).map(|row| row.2);
            let answer = act(one, &alert(from, &handler()), &head());
            match to {
                Some(to) => {
                    let outcome = answer.unwrap();
                    assert_eq!((outcome.act, outcome.from, outcome.to), (one, Some(from), to));
                    assert_eq!(outcome.follows, Tip { seq: 3, hash: [3; 32] });
                    assert_eq!((outcome.actor, outcome.at), (id_of(&head()), now()));
                    assert_eq!(outcome.content.is_some(), one == Edit);
                    assert_eq!(outcome.reach, (one == Approve).then_some(7));
                }
                None => assert_eq!(answer, Err(Refusal::AlertNotFromHere { from, act: one })),
            }
        }
    }
}

/// anybody of the unit writes and edits in its name; nobody else does.
#[test]
fn whoever_works_in_the_unit_may_write() {
    for (actor, expected) in [
        (intake(), "ok"),
        (head(), "ok"),
        (handler(), "ok"),
        (admin(), "ok"),
        (citizen(), "not_your_unit"),
        (other_head(), "not_your_unit"),
        (department_head(), "not_your_unit"),
        (centre(), "not_your_unit"),
    ] {
        assert_eq!(code_of(&write(&actor, command(ward()))), expected, "{actor:?}");
        let edited = act(AlertAct::Edit, &alert(AlertState::Written, &intake()), &actor);
        assert_eq!(code_of(&edited), expected, "editing: {actor:?}");
    }
}

/// a head of the unit that issues it approves and cancels.
#[test]
fn only_a_head_of_the_unit_approves_or_cancels() {
    for one in [AlertAct::Approve, AlertAct::Cancel] {
        for (actor, expected) in [
            (head(), "ok"),
            (second_head(), "ok"),
            (intake(), "not_your_unit"),
            (other_handler(), "not_your_unit"),
            (citizen(), "not_your_unit"),
            (other_head(), "not_your_unit"),
            (centre(), "not_your_unit"),
            (admin(), "not_your_unit"),
        ] {
            let answer = act(one, &alert(AlertState::Written, &handler()), &actor);
            assert_eq!(code_of(&answer), expected, "{}: {actor:?}", one.as_str());
        }
    }
}

/// four eyes: not the person who wrote it, though a head. Taking it back needs no second person.
#[test]
fn nobody_approves_the_alert_they_wrote() {
    let own = alert(AlertState::Written, &head());
    assert_eq!(act(AlertAct::Approve, &own, &head()), Err(Refusal::OwnRecord { of: Written::Alert }));
    assert!(act(AlertAct::Approve, &own, &second_head()).is_ok());
    assert!(act(AlertAct::Cancel, &own, &head()).is_ok());
}

/// whoever changed a word is an author, and so is whoever wrote the words that were changed.
#[test]
fn no_author_of_any_version_approves() {
    let edited = Alert { authors: vec![id_of(&head()), id_of(&intake())], ..alert(AlertState::Written, &head()) };
    assert_eq!(act(AlertAct::Approve, &edited, &head()), Err(Refusal::OwnRecord { of: Written::Alert }));
    assert!(act(AlertAct::Approve, &edited, &second_head()).is_ok());
    let both = Alert { authors: vec![id_of(&head()), id_of(&second_head())], ..edited };
    assert_eq!(act(AlertAct::Approve, &both, &second_head()), Err(Refusal::OwnRecord { of: Written::Alert }));
}

/// kind of unit × day → level and audience, or why not.
#[test]
fn the_level_follows_from_the_unit_and_the_day() {
    use IssuerKind::*;
    let levels = [
        // kind, first day, last day, asked on, level
        (Department, "2025-03-01", None, "2026-03-03", Ok(AlertLevel::City)),
        (Centre, "2025-03-01", None, "2026-03-03", Ok(AlertLevel::City)),
        (Department, "2020-01-01", Some("2025-02-28"), "2025-02-28", Ok(AlertLevel::City)),
        (Department, "2020-01-01", Some("2025-02-28"), "2025-03-01", Err(Refusal::NotAnIssuer)),
        (Department, "2025-03-01", None, "2025-02-28", Err(Refusal::NotAnIssuer)),
        (Ward, "2025-07-01", None, "2025-07-01", Ok(AlertLevel::Commune)),
        (Commune, "2025-07-01", None, "2026-03-03", Ok(AlertLevel::Commune)),
        (Ward, "2020-01-01", Some("2025-06-30"), "2025-06-30", Ok(AlertLevel::Commune)),
        (Ward, "2020-01-01", Some("2025-06-30"), "2025-07-01", Err(Refusal::NotAnIssuer)),
        (District, "1954-10-10", Some("2025-06-30"), "2025-06-30", Ok(AlertLevel::District)),
        (District, "1954-10-10", Some("2025-06-30"), "2025-07-01", Err(Refusal::LevelAbolished)),
        (District, "1954-10-10", Some("2025-07-01"), "2025-07-01", Err(Refusal::LevelAbolished)),
        (District, "1954-10-10", Some("2008-07-31"), "2025-06-01", Err(Refusal::LevelAbolished)),
        (District, "1954-10-10", None, "2026-03-03", Err(Refusal::LevelAbolished)),
        (Company, "2020-01-01", None, "2026-03-03", Err(Refusal::NotAnIssuer)),
    ];
    for (kind, from, to, on, expected) in levels {
        let issuer = Issuer { valid_from: day(from), valid_to: to.map(day), ..issuer("x", kind) };
        assert_eq!(issuer.level_on(day(on), &AlertTerms::default()), expected, "{kind:?} {from} {to:?} {on}");
    }
    // The end of the districts is a setting.
    let later = AlertTerms { district_until: day("2025-12-31"), ..AlertTerms::default() };
    assert_eq!(issuer(DISTRICT, District).level_on(day("2025-12-31"), &later), Ok(AlertLevel::District));
}

/// a department addresses the city, a district and a commune their own and no others.
#[test]
fn a_commune_addresses_its_own_residents_and_a_department_the_city() {
    let audience = |outcome: AlertOutcome| outcome.issue.unwrap().audience;
    assert_eq!(audience(write(&head(), command(ward())).unwrap()), Audience::Commune(unit(WARD)));
    let department = issuer(DEPARTMENT, IssuerKind::Department);
    assert_eq!(audience(write(&department_head(), command(department)).unwrap()), Audience::City);

    let district_head = Account {
        id: AccountId::new("district-head"),
        verified: true,
        memberships: vec![Membership { unit: unit(DISTRICT), role: Role::Head }],
    };
    let office = |now| AlertOffice { now, terms: &*Box::leak(Box::new(AlertTerms::default())), uppers: &[] };
    let mut order = command(issuer(DISTRICT, IssuerKind::District));
    order.content.valid_until = at("2025-07-02 08:00");
    let sent = write_alert(&district_head, order.clone(), &office(at("2025-06-30 23:59"))).unwrap();
    assert_eq!(audience(sent), Audience::District(unit(DISTRICT)));
    assert_eq!(write_alert(&district_head, order, &office(at("2025-07-01 00:00"))), Err(Refusal::LevelAbolished));
}

/// what a district wrote on its last day is not sent on the next.
#[test]
fn a_district_that_is_gone_sends_nothing_it_wrote_before() {
    let waiting = Alert { issuer: Issuer { unit: unit(WARD), ..issuer(DISTRICT, IssuerKind::District) }, ..alert(AlertState::Written, &intake()) };
    assert_eq!(approve(&waiting, &head(), &[]), Err(Refusal::LevelAbolished));
}

/// what was written stands in the journal with its author and its unit.
#[test]
fn a_written_alert_names_its_author_and_its_unit() {
    let outcome = write(&handler(), command(ward())).unwrap();
    assert_eq!((outcome.from, outcome.to, outcome.act), (None, AlertState::Written, AlertAct::Write));
    assert_eq!((outcome.follows, outcome.reason), (Tip::START, None));
    assert_eq!((outcome.actor, outcome.unit), (id_of(&handler()), unit(WARD)));
    assert_eq!(outcome.content, Some(content()));
    let issue = outcome.issue.unwrap();
    assert_eq!((issue.level, issue.replaces, issue.root), (AlertLevel::Commune, None, AlertId::new("alert")));
}

/// an alert that would be over is neither written nor sent, and none ends before it begins.
#[test]
fn an_alert_is_valid_beyond_the_moment_it_is_written() {
    for (valid_from, valid_until, expected) in [
        (None, "2026-03-03 08:30:01", "ok"),
        (None, "2026-03-03 08:30:00", "alert_already_over"),
        (None, "2026-03-02 18:00:00", "alert_already_over"),
        (Some("2026-03-01 08:00:00"), "2026-03-04 08:00:00", "ok"),
        (Some("2026-03-05 08:00:00"), "2026-03-06 08:00:00", "ok"),
        (Some("2026-03-06 08:00:00"), "2026-03-06 08:00:00", "alert_ends_before_it_begins"),
        (Some("2026-03-07 08:00:00"), "2026-03-06 08:00:00", "alert_ends_before_it_begins"),
        (None, "2027-03-03 08:30:00", "ok"), // a year
        (None, "2027-03-03 08:30:01", "alert_too_long"),
        (Some("2027-01-01 08:00:00"), "9999-01-01 08:00:00", "alert_too_long"),
    ] {
        let content = AlertContent { valid_from: valid_from.map(at), valid_until: at(valid_until), ..content() };
        let command = WriteAlert { content: content.clone(), ..command(ward()) };
        assert_eq!(code_of(&write(&handler(), command)), expected, "{valid_from:?} {valid_until}");
        let waiting = Alert { content, ..alert(AlertState::Written, &handler()) };
        assert_eq!(code_of(&approve(&waiting, &head(), &[])), expected, "sending: {valid_from:?} {valid_until}");
    }
}

/// a ward speaks of itself, the city of any ward.
#[test]
fn the_area_of_an_alert_is_the_units_own() {
    let of = |issuer: Issuer, author: &Actor, area: &[&str]| {
        let content = AlertContent { area: area.iter().map(|code| unit(code)).collect(), ..content() };
        code_of(&write(author, WriteAlert { content, ..command(issuer) })).to_owned()
    };
    assert_eq!(of(ward(), &head(), &[WARD]), "ok");
    assert_eq!(of(ward(), &head(), &[WARD, "00004"]), "area_not_yours");
    assert_eq!(of(issuer(DEPARTMENT, IssuerKind::Department), &department_head(), &[WARD, "00004"]), "ok");
    for (level, article) in [(AlertLevel::Commune, "Điều 17 khoản 1"), (AlertLevel::District, "Điều 16 khoản 1")] {
        assert_eq!(Refusal::AreaNotYours { level }.article(), Some(article));
    }
}

/// residents read why an alert was taken back; an approval needs no reason.
#[test]
fn a_cancelled_alert_says_why() {
    let sent = alert(AlertState::Sent, &handler());
    assert_eq!(act(AlertAct::Cancel, &sent, &head()).unwrap().reason, Some(reason()));
    let written = alert(AlertState::Written, &handler());
    assert_eq!(act(AlertAct::Approve, &written, &head()).unwrap().reason, None);
}

/// only what was sent and stands is updated, by its own unit, and the chain keeps its root.
#[test]
fn an_update_takes_the_place_of_the_latest_of_its_chain() {
    let of = |previous: Alert| write(&handler(), WriteAlert { id: AlertId::new("next"), replaces: Some(previous), ..command(ward()) });
    let sent = alert(AlertState::Sent, &handler());
    let second = Alert { id: AlertId::new("second"), root: AlertId::new("first"), ..sent.clone() };
    let issue = of(second.clone()).unwrap().issue.unwrap();
    assert_eq!((issue.replaces, issue.root), (Some(AlertId::new("second")), AlertId::new("first")));

    for from in [AlertState::Written, AlertState::Cancelled] {
        assert_eq!(of(Alert { state: from, ..sent.clone() }), Err(Refusal::NothingToUpdate { from }));
    }
    let replaced = Alert { replaced_by: Some(AlertId::new("third")), ..sent.clone() };
    let refused = Err(Refusal::AlertReplaced { by: AlertId::new("third") });
    assert_eq!(of(replaced.clone()), refused);
    assert_eq!(cancel_alert(&replaced, &account_of(&head()), reason(), now()), refused);
    let foreign = Alert { issuer: issuer("00004", IssuerKind::Ward), ..sent };
    assert_eq!(code_of(&of(foreign)), "not_your_unit");

    // Taken back or updated between writing and approving.
    let waiting = Alert { replaces: Some(AlertId::new("second")), ..alert(AlertState::Written, &handler()) };
    let approve = |previous: &Alert| {
        at_the_office(&[], |office| approve_alert(&waiting, Some(previous), &account_of(&head()), 7, office))
    };
    assert!(approve(&second).is_ok());
    assert_eq!(approve(&replaced), refused);
    let gone = Alert { state: AlertState::Cancelled, ..second };
    assert_eq!(approve(&gone), Err(Refusal::NothingToUpdate { from: AlertState::Cancelled }));
}

// ------------------------------------------------------------------------------------ repetitions

const FIRST: &str = "Mưa to kéo dài, nhiều tuyến phố ngập sâu từ 30 đến 50 cm. Đề nghị người dân hạn chế ra đường, không đi qua \
  hầm chui và cống thoát nước, giữ liên lạc với tổ dân phố để được hỗ trợ khi cần.";
/// The same without marks, with another number.
const REWORDED: &str = "Mua to keo dai, nhieu tuyen pho ngap sau tu 30 den 40 cm. De nghi nguoi dan han che ra duong, khong di qua \
  ham chui va cong thoat nuoc, giu lien lac voi to dan pho de duoc ho tro khi can.";
/// About half of it.
const HALF: &str = "Mưa to kéo dài, nhiều tuyến phố ngập sâu từ 30 đến 50 cm. Đề nghị người dân hạn chế ra đường. Phường mở \
  nhà văn hóa số 4 làm nơi tạm trú, ai cần đến hãy gọi trực ban.";
const ELSE: &str = "Từ thứ Hai tuần sau thu gom rác cồng kềnh tại sân chung các khu tập thể, bà con mang ra trước 7 giờ sáng.";

fn upper(text: &str, event: AlertEvent, from: &str, until: &str, area: &[&str]) -> Upper {
    Upper {
        id: AlertId::new("upper"),
        title: "Mưa to, ngập sâu".into(),
        event,
        area: area.iter().map(|code| unit(code)).collect(),
        from: at(from),
        until: at(until),
        whole: Some(whole_text("Mưa to, ngập sâu", text)),
        sent_at: at(from),
        row: 5,
    }
}

fn mine(text: &str, event: AlertEvent) -> AlertContent {
    AlertContent {
        event,
        title: Title::new("Mưa to, ngập sâu").unwrap(),
        text: AlertText::new(text).unwrap(),
        valid_until: at("2026-03-04 08:30"),
        ..content()
    }
}

/// text × event × area × time → repetition, near, or neither.
#[test]
fn what_is_like_an_upper_levels_alert_is_told_by_the_table() {
    use AlertEvent::{Flood, Other, Storm};
    use LikeIn::{Event, Text};
    use Likeness::{Near, Repeat};
    // The alert is shown from 3 March 08:30 to 4 March 08:30.
    let today = ("2026-03-03 06:00", "2026-03-03 20:00");
    let over = ("2026-02-26 06:00", "2026-02-27 06:00");
    let table = [
        // upper: text, event, time, area; own: text, event; expected
        (FIRST, Other, today, &[][..], FIRST, Other, Some((Repeat, Text))),
        (FIRST, Other, over, &[], FIRST, Other, Some((Repeat, Text))), // sent within seven days, over by now
        (FIRST, Flood, over, &["00004"], REWORDED, Storm, Some((Repeat, Text))), // wherever, whatever it is called
        (FIRST, Other, today, &[], HALF, Other, Some((Near, Text))),
        (FIRST, Other, today, &[], ELSE, Other, None),
        (ELSE, Other, today, &[], FIRST, Other, None), // the others are no event
        (ELSE, Flood, today, &[], FIRST, Flood, Some((Repeat, Event))),
        (ELSE, Flood, today, &[WARD, "00004"], FIRST, Flood, Some((Repeat, Event))),
        (ELSE, Flood, today, &["00004"], FIRST, Flood, None), // elsewhere
        (ELSE, Storm, today, &[], FIRST, Flood, None),
        (ELSE, Flood, ("2026-03-02 20:00", "2026-03-03 08:30"), &[], FIRST, Flood, Some((Near, Event))), // just over
        (ELSE, Flood, ("2026-03-01 20:00", "2026-03-02 08:31"), &[], FIRST, Flood, Some((Near, Event))),
        (ELSE, Flood, ("2026-03-01 20:00", "2026-03-02 08:30"), &[], FIRST, Flood, None), // 24 hours ago
        (ELSE, Flood, ("2026-03-04 08:30", "2026-03-05 08:30"), &[], FIRST, Flood, Some((Near, Event))),
        (ELSE, Flood, ("2026-03-05 08:29", "2026-03-06 08:30"), &[], FIRST, Flood, Some((Near, Event))),
        (ELSE, Flood, ("2026-03-05 08:30", "2026-03-06 08:30"), &[], FIRST, Flood, None),
        (FIRST, Flood, today, &[], HALF, Flood, Some((Repeat, Event))), // the graver of two
    ];
    for (n, (text, event, (from, until), area, own_text, own_event, expected)) in table.into_iter().enumerate() {
        let uppers = [upper(text, event, from, until, area)];
        let found = at_the_office(&uppers, |office| similar(&mine(own_text, own_event), &[unit(WARD)], None, office));
        assert_eq!(found.first().map(|similar| (similar.likeness, similar.like_in)), expected, "row {n}");
    }
}

/// a repetition is told to who writes and refused when it is sent; what is near needs its reason.
#[test]
fn a_ward_does_not_send_what_the_city_has_sent() {
    let uppers = [upper(FIRST, AlertEvent::Flood, "2026-03-03 06:00", "2026-03-03 20:00", &[])];
    let (level, id, title) = (AlertLevel::Commune, AlertId::new("upper"), "Mưa to, ngập sâu".to_owned());
    let written = |content: &AlertContent| {
        let command = WriteAlert { content: content.clone(), ..command(ward()) };
        at_the_office(&uppers, |office| write_alert(&account_of(&handler()), command, office))
    };
    let sent = |content: &AlertContent| {
        approve(&Alert { content: content.clone(), ..alert(AlertState::Written, &handler()) }, &head(), &uppers)
    };
    // A reason does not make a repetition anything else.
    for same in [mine(REWORDED, AlertEvent::Other), AlertContent { reason: Some(reason()), ..mine(FIRST, AlertEvent::Flood) }] {
        assert_eq!(written(&same).unwrap().similar.first().map(|similar| similar.likeness), Some(Likeness::Repeat));
        let refused = Refusal::AlertRepeats { level, upper: id.clone(), title: title.clone() };
        assert_eq!(refused.article(), Some("Điều 17 khoản 2"));
        assert_eq!(sent(&same), Err(refused));
    }
    let near = mine(HALF, AlertEvent::Other);
    let refused = Refusal::AlertNearRepeat { level, upper: id, title };
    assert_eq!(refused.upper_alert(), Some((&AlertId::new("upper"), "Mưa to, ngập sâu")));
    assert_eq!(written(&near), Err(refused.clone()));
    assert_eq!(sent(&near), Err(refused));
    let explained = AlertContent { reason: Some(reason()), ..near };
    assert_eq!(written(&explained).unwrap().similar.len(), 1);
    assert_eq!(sent(&explained).unwrap().to, AlertState::Sent);
}

/// who spoke first goes on; a new alert, and an update about another event, is compared.
#[test]
fn an_update_of_what_was_sent_first_may_go_out() {
    use AlertEvent::{Flood, Storm};
    // The city sent at 06:00.
    let uppers = [upper(FIRST, Flood, "2026-03-03 06:00", "2026-03-03 20:00", &[])];
    let begun = |at_: &str, event| Some(ChainBegun { at: at(at_), event });
    for (begun, expected) in [
        (None, "alert_repeats"),
        (begun("2026-03-03 05:59", Flood), "ok"),
        (begun("2026-03-03 06:00", Flood), "alert_repeats"),
        (begun("2026-03-03 05:59", Storm), "alert_repeats"),
    ] {
        let waiting = Alert { content: mine(REWORDED, Flood), begun, ..alert(AlertState::Written, &handler()) };
        assert_eq!(code_of(&approve(&waiting, &head(), &uppers)), expected, "{begun:?}");
        let previous = Alert { begun, ..alert(AlertState::Sent, &handler()) };
        let update = WriteAlert { content: mine(REWORDED, Flood), replaces: Some(previous), ..command(ward()) };
        let written = at_the_office(&uppers, |office| write_alert(&account_of(&handler()), update, office)).unwrap();
        assert_eq!(written.similar.is_empty(), expected == "ok", "{begun:?}");
    }
    // What was compared is said, so that one that comes in between is noticed.
    let free = alert(AlertState::Written, &handler());
    assert_eq!(approve(&free, &head(), &[]).unwrap().compared, Some(0));
    let other = [upper(ELSE, Storm, "2026-03-03 06:00", "2026-03-03 20:00", &[])];
    assert_eq!(approve(&free, &head(), &other).unwrap().compared, Some(5));
}

/// the same for a district, with its own article; nobody is above the city.
#[test]
fn each_level_is_compared_with_those_above_it() {
    for (level, article) in [(AlertLevel::Commune, "Điều 17 khoản 2"), (AlertLevel::District, "Điều 16 khoản 2")] {
        let (upper, title) = (AlertId::new("upper"), String::new());
        assert_eq!(Refusal::AlertRepeats { level, upper: upper.clone(), title: title.clone() }.article(), Some(article));
        assert_eq!(Refusal::AlertNearRepeat { level, upper, title }.article(), Some(article));
    }
    let uppers = [upper(FIRST, AlertEvent::Flood, "2026-03-03 06:00", "2026-03-03 20:00", &[])];
    let department = issuer(DEPARTMENT, IssuerKind::Department);
    let order = WriteAlert { content: mine(FIRST, AlertEvent::Flood), ..command(department) };
    let outcome = at_the_office(&uppers, |office| write_alert(&account_of(&department_head()), order, office)).unwrap();
    assert_eq!(outcome.similar, []);
}

fn instants() -> impl Strategy<Value = (Instant, Instant)> {
    (0_i64..400, 1_i64..200).prop_map(|(from, hours)| {
        let from = at("2026-03-03 08:30") + chrono::TimeDelta::hours(from);
        (from, from + chrono::TimeDelta::hours(hours))
    })
}

proptest! {
    /// the sooner of two and the later of two are each as near to the other; time shifted, nothing changes.
    #[test]
    fn nearness_in_time_does_not_depend_on_who_is_first(a in instants(), b in instants()) {
        let like = |own: (Instant, Instant), other: (Instant, Instant)| {
            let content = AlertContent { valid_from: Some(own.0), valid_until: own.1, ..mine(FIRST, AlertEvent::Flood) };
            let upper = Upper { from: other.0, until: other.1, ..upper(ELSE, AlertEvent::Flood, "2026-03-03 06:00", "2026-03-03 20:00", &[]) };
            at_the_office(&[upper], |office| similar(&content, &[], None, office)).first().map(|similar| similar.likeness)
        };
        prop_assert_eq!(like(a, b), like(b, a));
        let overlapping = a.0 < b.1 && b.0 < a.1;
        prop_assert_eq!(like(a, b) == Some(Likeness::Repeat), overlapping);
    }

    /// more alerts from above never make a sending allowed that was refused.
    #[test]
    fn more_from_above_forbids_no_less(texts in prop::collection::vec(prop::sample::select(vec![FIRST, REWORDED, HALF, ELSE]), 1..6)) {
        let uppers: Vec<Upper> =
            texts.iter().map(|text| upper(text, AlertEvent::Other, "2026-03-03 06:00", "2026-03-03 20:00", &[])).collect();
        let waiting = Alert { content: mine(FIRST, AlertEvent::Other), ..alert(AlertState::Written, &handler()) };
        let graded = |uppers: &[Upper]| match approve(&waiting, &head(), uppers) {
            Ok(_) => 0,
            Err(Refusal::AlertNearRepeat { .. }) => 1,
            Err(_) => 2,
        };
        for n in 1..uppers.len() {
            prop_assert!(graded(&uppers[..n]) <= graded(&uppers[..=n]));
        }
    }
}
