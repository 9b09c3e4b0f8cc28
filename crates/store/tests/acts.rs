//! One act, one statement: what each writes, and that a late one writes nothing.

mod life;

use domain::*;
use life::*;
use store::Error;

/// The case's own row, as the desks see it.
fn case_row(db: &Database, code: &str) -> String {
    db.one(&format!(
        "SELECT version, state, desk, level, unit, handler, drafted_by, result_by, T(due_at), T(closes_at)
         FROM cases WHERE code = '{code}'"
    ))
}

/// The clocks, oldest first: `7wd` from when, due when, until when it ran.
fn clocks(db: &Database, kind: &str) -> Vec<String> {
    db.rows(&format!(
        "SELECT n, unit, limit_text, T(origin_at), T(opened_at), T(due_at), T(closed_at) FROM clocks
         WHERE kind = '{kind}' ORDER BY n"
    ))
}

fn told(db: &Database, seq: u32) -> Vec<String> {
    db.rows(&format!(
        "SELECT recipient, role, topic, T(at) FROM outbox WHERE key LIKE '%/{seq}/%' ORDER BY key"
    ))
}

#[test]
fn a_report_opens_a_case_with_its_two_clocks() {
    let db = Database::new();
    let life = Life::begins("A", "2026-03-02 16:00");
    assert_eq!(
        db.rows("SELECT * FROM (SELECT id, code, kind, category, ward, reporter, terms_version, T(submitted_at), T(updated_at) FROM cases)"),
        ["case-A|HN26-A|field|duong-ha-tang|00070|citizen-lan|1207-2025|2026-03-02 16:00|2026-03-02 16:00"]
    );
    // R-6.2d: verification is the sooner.
    assert_eq!(case_row(&db, "HN26-A"), "1|submitted|verification|normal|00070|-|-|-|2026-03-03 11:00|-");
    assert_eq!(clocks(&db, "acceptance"), ["1|00070|8wh|2026-03-02 16:00|2026-03-02 16:00|2026-03-03 16:00|-"]); // R-7.2d
    assert_eq!(clocks(&db, "verification"), ["1|00070|4wh|2026-03-02 16:00|2026-03-02 16:00|2026-03-03 11:00|-"]);
    assert_eq!(
        db.rows("SELECT id, case_id, text, address, latitude, longitude, T(happened_at), confidential FROM reports"),
        [format!("report-A|case-A|{REPORT}|125 Hàng Bông|21.0285|105.8522|2026-03-02 16:00|0")]
    );
    assert_eq!(db.rows("SELECT * FROM submissions"), ["citizen-lan|key-A|case-A"]);
    assert_eq!(
        db.rows("SELECT * FROM case_media"),
        [format!("case-A|1|0|photo-A|image/jpeg|{}|report", "ab".repeat(32))]
    );
    assert_eq!(
        told(&db, 1),
        ["citizen-lan|-|report_received|2026-03-02 16:00", "00070|intake|case_received|2026-03-02 16:00"]
    );
    assert_eq!(
        db.rows("SELECT id, subject, subject_id, seq, act, actor, unit, T(at), from_state, to_state, hex(prev_hash) = hex(zeroblob(32)) FROM journal"),
        ["1|case|case-A|1|submit|citizen-lan|00070|2026-03-02 16:00|-|submitted|1"]
    );
    let case = life.case();
    assert_eq!((case.report_text.as_str(), case.address.as_deref()), (REPORT, Some("125 Hàng Bông")));
    assert_eq!(case.superior, Some(UnitId::new(DEPARTMENT)));
}

// and a report without a point.
#[test]
fn a_confidential_report_without_a_point_is_kept_as_such() {
    let db = Database::new();
    let now = at("2026-03-02 08:00");
    let mut command = submission("A", now);
    command.content.confidential = true;
    command.content.point = None;
    commit(&submitted(command, now)).unwrap();
    assert_eq!(db.rows("SELECT confidential, latitude, longitude FROM reports"), ["1|-|-"]);
    db.proofs_hold();
}

// R-6.2d, R-7.1b, R-7.2c, R-5.9, R-8.4, R-8.5b, R-12.1, R-12.3, R-13, R-18.9: every act but the two other ends.
#[test]
fn every_act_of_a_long_life_writes_its_rows() {
    let db = Database::new();
    let life = Life::begins("A", "2026-03-02 08:00");
    let to = |unit: &str| Given { to: UnitId::new(unit), ..Given::default() };
    let level = |level| Given { level, ..Given::default() };

    life.acts(Act::LogContact, "2026-03-02 08:10");
    assert_eq!(life.case().failed_contacts, 1);
    life.acts_with(Act::LogContact, "2026-03-02 08:20", &Given { reached: true, ..Given::default() });
    assert_eq!(
        db.rows("SELECT case_id, seq, unit, by, T(at), channel, reached, note FROM contacts"),
        [
            "case-A|2|00070|00070-intake|2026-03-02 08:10|phone|0|ghi chú",
            "case-A|3|00070|00070-intake|2026-03-02 08:20|phone|1|ghi chú",
        ]
    );
    assert_eq!(case_row(&db, "HN26-A"), "3|verifying|verification|normal|00070|-|-|-|2026-03-02 12:00|-");
    assert_eq!(life.case().failed_contacts, 0, "R-6.2d: whoever was reached could be asked");

    life.acts(Act::RequestInformation, "2026-03-02 08:30");
    assert!(life.case().information_pending);
    assert_eq!(told(&db, 4), ["citizen-lan|-|information_requested|2026-03-02 08:30"]);
    life.acts(Act::ProvideInformation, "2026-03-02 09:00");
    assert!(!life.case().information_pending);
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), question, answer, T(answered_at) FROM information_requests"),
        [format!(
            "4|00070|00070-intake|2026-03-02 08:30|{}|{}|2026-03-02 09:00",
            reason().as_str(),
            words().as_str()
        )]
    );
    // R-7.1b: verification stops, acceptance runs on and is what is due now.
    assert_eq!(clocks(&db, "verification")[0].split('|').next_back(), Some("2026-03-02 09:00"));
    assert_eq!(case_row(&db, "HN26-A"), "5|verifying|verification|normal|00070|-|-|-|2026-03-02 17:00|-");

    // Asked again and not answered: the next holder does not wait for it.
    life.acts(Act::RequestInformation, "2026-03-02 09:10").acts(Act::Forward, "2026-03-02 10:00");
    assert!(!life.case().information_pending);
    assert_eq!(life.case().failed_contacts, 0);
    assert_eq!(life.case().superior, Some(UnitId::new(CENTRE)));
    assert_eq!(
        db.rows("SELECT seq, act, from_unit, to_unit, by, T(at), reason FROM transfers"),
        [format!("7|forward|00070|so-xay-dung|00070-intake|2026-03-02 10:00|{}", reason().as_str())]
    );
    assert_eq!(
        clocks(&db, "acceptance"),
        [
            "1|00070|8wh|2026-03-02 08:00|2026-03-02 08:00|2026-03-02 17:00|2026-03-02 10:00",
            "7|so-xay-dung|8wh|2026-03-02 10:00|2026-03-02 10:00|2026-03-03 10:00|-",
        ]
    );
    assert_eq!(case_row(&db, "HN26-A"), "7|submitted|verification|normal|so-xay-dung|-|-|-|2026-03-02 15:00|-");

    life.acts_with(Act::Accept, "2026-03-02 11:00", &level(Level::Complex));
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), content_clear, identity_complete, media_intact, place_specific, level, level_reason FROM acceptances"),
        [format!("8|so-xay-dung|so-xay-dung-intake|2026-03-02 11:00|1|1|1|1|complex|{}", reason().as_str())]
    );
    assert_eq!(case_row(&db, "HN26-A"), "8|accepted|assignment|complex|so-xay-dung|-|-|-|2026-03-02 16:00|-");

    life.acts_with(Act::Reroute, "2026-03-02 11:30", &to(WARD));
    assert_eq!(db.count("transfers"), 2);
    life.acts_with(Act::Accept, "2026-03-02 13:30", &level(Level::Complex));
    life.acts_with(Act::Dispatch, "2026-03-02 14:00", &to(OTHER_WARD));
    assert_eq!(
        db.rows("SELECT seq, from_unit, to_unit, by, T(at), division, instruction FROM dispatches"),
        ["11|00070|00004|00070-head|2026-03-02 14:00|Tổ hạ tầng|ghi chú"]
    );
    assert_eq!(case_row(&db, "HN26-A"), "11|dispatched|assignment|complex|00004|-|-|-|2026-03-23 17:00|-");

    // R-8.5b: counted anew from the same start.
    life.acts_with(Act::Extend, "2026-03-02 15:00", &Given { total_days: 30, ..Given::default() });
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), legal_basis, total_days FROM extensions"),
        [format!("12|00004|00004-head|2026-03-02 15:00|{}|30", reason().as_str())]
    );
    life.acts_with(Act::Reclassify, "2026-03-02 15:30", &level(Level::Normal));
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), from_level, to_level, reason FROM level_changes"),
        [format!("13|00004|00004-head|2026-03-02 15:30|complex|normal|{}", reason().as_str())]
    );
    assert_eq!(
        clocks(&db, "handling"),
        [
            "11|00004|15wd|2026-03-02 14:00|2026-03-02 14:00|2026-03-23 17:00|2026-03-02 15:00",
            "12|00004|30wd|2026-03-02 14:00|2026-03-02 15:00|2026-04-13 17:00|2026-03-02 15:30",
            "13|00004|7wd|2026-03-02 14:00|2026-03-02 15:30|2026-03-11 17:00|-",
        ]
    );

    life.acts(Act::Assign, "2026-03-02 16:00");
    life.acts_with(Act::Assign, "2026-03-02 16:30", &Given { handler: "handler2", ..Given::default() });
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), handler, note FROM assignments"),
        [
            "14|00004|00004-head|2026-03-02 16:00|00004-handler|ghi chú",
            "15|00004|00004-head|2026-03-02 16:30|00004-handler2|ghi chú",
        ]
    );
    life.acts(Act::Urge, "2026-03-03 08:30");
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), reason FROM urgings"),
        [format!("16|00004|pvhcc-centre|2026-03-03 08:30|{}", reason().as_str())]
    );
    assert_eq!(told(&db, 16), ["00004|head|case_urged|2026-03-03 08:30"]);

    life.acts(Act::Draft, "2026-03-03 09:00");
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), conclusion FROM drafts"),
        [format!("17|00004|00004-handler2|2026-03-03 09:00|{}", conclusion().as_str())]
    );
    assert_eq!(case_row(&db, "HN26-A"), "17|drafted|approval|normal|00004|00004-handler2|00004-handler2|-|2026-03-11 17:00|-");
    life.acts(Act::ReturnDraft, "2026-03-03 10:00");
    // rework has one day, and nobody wrote a draft that stands.
    assert_eq!(case_row(&db, "HN26-A"), "18|handling|handling|normal|00004|00004-handler2|-|-|2026-03-04 17:00|-");
    life.acts(Act::Draft, "2026-03-03 14:00").acts(Act::Approve, "2026-03-03 15:00");
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), note FROM approvals"),
        ["20|00004|00004-head|2026-03-03 15:00|ghi chú"]
    );
    assert_eq!(clocks(&db, "rework"), ["18|00004|1wd|2026-03-03 10:00|2026-03-03 10:00|2026-03-04 17:00|2026-03-03 14:00"]);

    life.acts(Act::RecordResult, "2026-03-04 09:00");
    assert_eq!(case_row(&db, "HN26-A"), "21|resulted|approval|normal|00004|00004-handler2|00004-handler2|00004-handler2|2026-03-05 17:00|-");
    life.acts(Act::ReturnResult, "2026-03-04 10:00");
    assert_eq!(
        db.rows("SELECT seq, act, unit, by, T(at), reason FROM returns"),
        [
            format!("18|return_draft|00004|00004-head|2026-03-03 10:00|{}", reason().as_str()),
            format!("22|return_result|00004|00004-head|2026-03-04 10:00|{}", reason().as_str()),
        ]
    );
    // The old count goes on.
    assert_eq!(case_row(&db, "HN26-A"), "22|approved|approval|normal|00004|00004-handler2|00004-handler2|-|2026-03-11 17:00|-");
    assert_eq!(clocks(&db, "handling").last().unwrap(), "22|00004|7wd|2026-03-02 14:00|2026-03-04 10:00|2026-03-11 17:00|-");

    life.acts(Act::RecordResult, "2026-03-05 09:00").acts(Act::Publish, "2026-03-05 10:00");
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), result FROM results ORDER BY seq"),
        [
            format!("21|00004|00004-handler2|2026-03-04 09:00|{}", conclusion().as_str()),
            format!("23|00004|00004-handler2|2026-03-05 09:00|{}", conclusion().as_str()),
        ]
    );
    // who answers for it: no telephone number.
    assert_eq!(
        db.rows("SELECT number, case_id, code, T(published_at), T(submitted_at), category, ward, unit, responsible, address, latitude, longitude, text, result FROM publications"),
        [format!(
            "1|case-A|HN26-A|2026-03-05 10:00|2026-03-02 08:00|duong-ha-tang|00070|00004|00004-head|125 Hàng Bông|21.0285|105.8522|\
             Ổ gà sâu trước số nhà 125 phố Hàng Bông, gọi [đã ẩn]|{}",
            conclusion().as_str()
        )]
    );
    // the window is the citizen's; nobody is late on it.
    assert_eq!(case_row(&db, "HN26-A"), "24|published|aftercare|normal|00004|00004-handler2|00004-handler2|00004-handler2|-|2026-03-10 00:00");

    life.acts(Act::Rate, "2026-03-05 11:00").acts(Act::Ask, "2026-03-05 12:00");
    assert_eq!(clocks(&db, "question_window").len(), 1);
    assert_eq!(clocks(&db, "clarification"), ["26|00004|2wd|2026-03-05 12:00|2026-03-05 12:00|2026-03-09 17:00|-"]);
    life.acts(Act::Answer, "2026-03-06 09:00");
    assert_eq!(
        db.rows("SELECT seq, T(at), question, answer, answered_by, T(answered_at) FROM questions"),
        [format!(
            "26|2026-03-05 12:00|{}|{}|00004-head|2026-03-06 09:00",
            words().as_str(),
            conclusion().as_str()
        )]
    );
    // time to read it, which moves with the calendar, and no second question.
    assert_eq!(clocks(&db, "question_window").last().unwrap(), "27|00004|2d|2026-03-06 09:00|2026-03-06 09:00|2026-03-10 00:00|-");
    assert!(life.case().asked && life.case().window_to_ask().is_none());
    // the one that stands.
    let content = Given { satisfaction: domain::aftercare::Satisfaction::Satisfied, ..Given::default() };
    life.acts_with(Act::Rate, "2026-03-06 10:00", &content);
    assert_eq!(db.rows("SELECT case_id, T(at), satisfaction, comment FROM ratings"), ["case-A|2026-03-06 10:00|satisfied|ghi chú"]);
    life.acts(Act::Close, "2026-03-10 00:01");
    assert_eq!(case_row(&db, "HN26-A"), "29|closed|-|normal|00004|00004-handler2|00004-handler2|00004-handler2|-|2026-03-10 00:00");
    assert_eq!(db.one("SELECT actor FROM journal WHERE act = 'close'"), "-", "the sweep has no account");
    assert_eq!(db.rows("SELECT * FROM clocks WHERE closed_at IS NULL"), Vec::<String>::new());

    assert_eq!(
        db.rows("SELECT seq, position, purpose FROM case_media ORDER BY seq"),
        ["1|0|report", "5|0|information", "17|0|draft", "19|0|draft", "21|0|evidence", "23|0|evidence"]
    );
    let acts: std::collections::BTreeSet<_> = db.rows("SELECT DISTINCT act FROM journal").into_iter().collect();
    // What belongs to other kinds of case, to a confidential one, or to supporters, has lives of its own.
    let of_the_street = |act: &&Act| act.only_for().is_none() && **act != Act::LookAtIdentity;
    let missing: Vec<_> =
        Act::ALL.iter().filter(of_the_street).map(|act| act.as_str()).filter(|act| !acts.contains(*act)).collect();
    let alone: Vec<_> = missing.into_iter().filter(|act| !of_supporters(act)).collect();
    assert_eq!(alone, ["refuse", "withdraw", "succeed", "recount"]);
    db.proofs_hold();
}

/// Those of are led through in `cohandling.rs`.
fn of_supporters(act: &str) -> bool {
    act.starts_with("support_") || matches!(act, "invite" | "waive")
}

// R-7.1a, R-7.2a.
#[test]
fn the_two_other_ends_stop_every_clock() {
    let db = Database::new();
    Life::begins("A", "2026-03-02 08:00").acts(Act::Refuse, "2026-03-02 09:00");
    assert_eq!(
        db.rows("SELECT case_id, seq, unit, by, T(at), reason, explanation FROM refusals"),
        [format!("case-A|2|00070|00070-intake|2026-03-02 09:00|a|{}", reason().as_str())]
    );
    assert_eq!(case_row(&db, "HN26-A"), "2|refused|-|normal|00070|-|-|-|-|-");
    Life::begins("B", "2026-03-02 08:00").acts(Act::Accept, "2026-03-02 09:00").acts(Act::Withdraw, "2026-03-02 10:00");
    assert_eq!(case_row(&db, "HN26-B"), "3|withdrawn|-|normal|00070|-|-|-|-|-");
    assert_eq!(db.one("SELECT recipient || role || topic FROM outbox WHERE key LIKE 'case-B/3/%'"), "00070headcase_withdrawn");
    assert_eq!(db.rows("SELECT * FROM clocks WHERE closed_at IS NULL"), Vec::<String>::new());
    db.proofs_hold();
}

// what is published is found, and nothing else is.
#[test]
fn what_is_published_is_found_by_its_words_and_its_ward() {
    let db = Database::new();
    Life::published("A");
    let now = at("2026-03-02 08:00");
    let mut waiting = submission("B", now);
    waiting.content.text = ReportText::new("Cây xanh đổ chắn ngang ngõ 25").unwrap();
    commit(&submitted(waiting, now)).unwrap();
    let found = |expression: &str| {
        db.rows(&format!(
            "SELECT p.code FROM publication_search s JOIN publications p ON p.number = s.rowid
             WHERE publication_search MATCH '{expression}'"
        ))
    };
    let words = |query: &str| found(&store::search_expression(query).unwrap());
    assert_eq!(words("O GA"), ["HN26-A"]);
    assert_eq!(words("hàng bông"), ["HN26-A"]);
    assert_eq!(found("tags : \"w00070\""), ["HN26-A"]);
    assert!(found("tags : \"w00004\"").is_empty());
    assert!(words("cay xanh").is_empty(), "sent, not published");
    assert!(words("0912").is_empty(), "what was masked is not found by its digits either");
}

// ------------------------------------------------------------------------------------ too late

#[test]
fn an_act_on_what_has_moved_on_writes_nothing_and_says_what_is_there_now() {
    let db = Database::new();
    let life = Life::begins("A", "2026-03-02 08:00");
    life.acts(Act::LogContact, "2026-03-02 08:30");
    let good = life.outcome(Act::Accept, "2026-03-02 09:00", &Given::default());
    let before = db.dump();

    let stale = |outcome: &Outcome, state: Option<State>| {
        match commit(outcome) {
            Err(Error::Stale { state: now }) => assert_eq!(now, state, "{outcome:?}"),
            other => panic!("{other:?}: {outcome:?}"),
        }
        assert_eq!(db.dump(), before);
    };
    let tip = good.follows;
    // A sequence number that is taken, one that is taken by the report itself, one that leaves a gap.
    for seq in [0, 1, 3, 100, u32::MAX] {
        stale(&Outcome { follows: Tip { seq, ..tip }, ..good.clone() }, Some(State::Verifying));
    }
    // The right number on another history.
    stale(&Outcome { follows: Tip { hash: [7; 32], ..tip }, ..good.clone() }, Some(State::Verifying));
    stale(&Outcome { follows: Tip { hash: [0; 32], ..tip }, ..good.clone() }, Some(State::Verifying));
    // Decided from another state.
    for from in State::ALL.iter().filter(|state| **state != State::Verifying) {
        stale(&Outcome { from: Some(*from), ..good.clone() }, Some(State::Verifying));
    }
    stale(&Outcome { from: None, ..good.clone() }, Some(State::Verifying));
    // A case that nobody sent.
    stale(&Outcome { case: CaseId::new("case-none"), ..good.clone() }, None);

    commit(&good).unwrap();
    let before = db.dump();
    match commit(&good) {
        Err(Error::Stale { state }) => assert_eq!(state, Some(State::Accepted)),
        other => panic!("{other:?}"),
    }
    assert_eq!(db.dump(), before);
    db.proofs_hold();
}

// sending twice opens one case.
#[test]
fn the_same_key_of_the_same_sender_opens_one_case() {
    let db = Database::new();
    let now = at("2026-03-02 08:00");
    commit(&submitted(submission("A", now), now)).unwrap();
    let before = db.dump();
    let mut again = submission("B", now);
    again.idempotency_key = "key-A".to_owned();
    assert!(matches!(commit(&submitted(again.clone(), now)), Err(Error::AlreadyDone)));
    assert_eq!(db.dump(), before);
    let lan = AccountId::new("citizen-lan");
    let before_that = |who: &AccountId, key: &str| {
        let case = pollster::block_on(open().submitted_case(who, key)).unwrap()?;
        let case: serde_json::Value = serde_json::from_str(&case).unwrap();
        case["code"].as_str().map(CaseCode::new)
    };
    assert_eq!(before_that(&lan, "key-A"), Some(CaseCode::new("HN26-A")));
    assert_eq!(before_that(&lan, "key-B"), None);
    // Another sender's key is another key.
    let minh = AccountId::new("citizen-minh");
    assert_eq!(before_that(&minh, "key-A"), None);
    again.content.reporter = minh.clone();
    commit(&submitted(again, now)).unwrap();
    assert_eq!(before_that(&minh, "key-A"), Some(CaseCode::new("HN26-B")));
    db.proofs_hold();
}

// a picture proves one thing. Two acts may choose the same file before either is written.
#[test]
fn one_file_belongs_to_one_act() {
    let db = Database::new();
    let now = at("2026-03-02 08:00");
    let lan = AccountId::new("citizen-lan");
    db.sql
        .execute_batch(
            "INSERT INTO media(id, owner, media_type, size, sha256, chunk_size, stored_at)
             VALUES ('photo-A', 'citizen-lan', 'image/jpeg', 1, 'ab', 1, 0)",
        )
        .unwrap();
    let unused = || pollster::block_on(open().unused_media(&lan, &["photo-A".to_owned()])).unwrap().len();
    assert_eq!(unused(), 1);
    let life = Life::begins("A", "2026-03-02 08:00");
    assert_eq!(unused(), 0);
    life.acts(Act::RequestInformation, "2026-03-02 08:30");

    let before = db.dump();
    let the_file = submission("A", now).content.media;
    let mut other_case = submission("B", now);
    other_case.content.media = the_file.clone();
    assert!(matches!(commit(&submitted(other_case, now)), Err(Error::FileTaken)));
    let mut twice_in_one = submission("C", now);
    twice_in_one.content.media.extend(twice_in_one.content.media.clone());
    assert!(matches!(commit(&submitted(twice_in_one, now)), Err(Error::FileTaken)));
    let mut later_act = life.outcome(Act::ProvideInformation, "2026-03-02 09:00", &Given::default());
    later_act.fact = Fact::InformationProvided { answer: words(), media: the_file };
    assert!(matches!(commit(&later_act), Err(Error::FileTaken)));
    assert_eq!(db.dump(), before);
    db.proofs_hold();
}

#[test]
fn a_public_code_is_given_once() {
    let db = Database::new();
    let now = at("2026-03-02 08:00");
    commit(&submitted(submission("A", now), now)).unwrap();
    let before = db.dump();
    let mut twin = submission("B", now);
    twin.code = CaseCode::new("HN26-A");
    assert!(commit(&submitted(twin, now)).is_err());
    assert_eq!(db.dump(), before);
}

// ----------------------------------------------------------------------------------- at once

#[test]
fn of_eight_who_act_at_once_on_each_of_fifty_cases_one_gets_through() {
    let db = Database::new();
    let now = at("2026-03-02 08:00");
    let names: Vec<String> = (0..50).map(|n| format!("S{n:02}")).collect();
    for name in &names {
        commit(&submitted(submission(name, now), now)).unwrap();
    }
    // All decide on the same state before anybody writes; two do the same.
    let acts = [
        Act::Accept,
        Act::Accept,
        Act::Refuse,
        Act::Forward,
        Act::LogContact,
        Act::RequestInformation,
        Act::Withdraw,
        Act::Urge,
    ];
    let start = std::sync::Barrier::new(acts.len());
    let (names, start) = (&names, &start);
    let won: Vec<Vec<bool>> = std::thread::scope(|scope| {
        let workers: Vec<_> = acts
            .iter()
            .enumerate()
            .map(|(worker, act)| {
                scope.spawn(move || {
                    let lives = names.iter().map(|name| Life { code: CaseCode::new(format!("HN26-{name}")) });
                    let decided: Vec<_> =
                        lives.map(|life| life.outcome(*act, "2026-03-02 09:00", &Given::default())).collect();
                    start.wait();
                    // Each from another case on, so that they meet everywhere.
                    let mut won = vec![false; decided.len()];
                    for step in 0..decided.len() {
                        let at = (step + worker) % decided.len();
                        match commit(&decided[at]) {
                            Ok(()) => won[at] = true,
                            Err(Error::Stale { state: Some(_) }) => {}
                            Err(other) => panic!("{other:?}"),
                        }
                    }
                    won
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    for case in 0..names.len() {
        let winners = won.iter().filter(|of| of[case]).count();
        assert_eq!(winners, 1, "{}: {won:?}", names[case]);
    }
    assert_eq!(db.count("journal"), 100);
    assert_eq!(db.one("SELECT count(*) FROM cases WHERE version = 2"), "50");
    db.proofs_hold();
}

#[test]
fn of_eight_that_send_the_same_key_at_once_one_opens_the_case() {
    let db = Database::new();
    let now = at("2026-03-02 08:00");
    let start = std::sync::Barrier::new(8);
    let opened: usize = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8)
            .map(|worker| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    (0..20)
                        .filter(|round| {
                            let mut command = submission(&format!("W{worker}R{round}"), now);
                            command.idempotency_key = format!("key-{round}");
                            match commit(&submitted(command, now)) {
                                Ok(()) => true,
                                Err(Error::AlreadyDone) => false,
                                Err(other) => panic!("{other:?}"),
                            }
                        })
                        .count()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    assert_eq!(opened, 20);
    for table in ["journal", "cases", "reports", "submissions", "case_media"] {
        assert_eq!(db.count(table), 20, "{table}");
    }
    db.proofs_hold();
}

// R-7.1b: what was asked and never heard waits for nothing once the desk has decided or the citizen took it back.
#[test]
fn a_request_that_nobody_answered_ends_with_the_case_at_the_desk() {
    let db = Database::new();
    for (name, act) in [("A", Act::Accept), ("B", Act::Refuse), ("C", Act::Withdraw), ("D", Act::Forward)] {
        let life = Life::begins(name, "2026-03-02 08:00");
        life.acts(Act::RequestInformation, "2026-03-02 08:30");
        let asked = format!("SELECT answer, T(answered_at) FROM information_requests WHERE case_id = 'case-{name}'");
        assert_eq!(db.rows(&asked), ["-|-"]);
        life.acts(act, "2026-03-02 09:00");
        assert_eq!(db.rows(&asked), ["-|2026-03-02 09:00"], "{}", act.as_str());
        assert!(!life.case().information_pending);
    }
    db.proofs_hold();
}
