//! What the kinds of report leave in the database, and who a caller is (R-5.3, R-10.4, R-18.3a).

mod support;

use domain::*;
use support::*;

/// The limits that a fresh installation has, written from the regulation: Điều 6 k.2d, Điều 7 k.2d, Điều 8 k.5, Điều 9,
/// Điều 10 k.4, Điều 11 k.4, Điều 12, Điều 13, and of Điều 5 k.3 the decree it refers to.
#[rustfmt::skip]
const LIMITS: &[(Kind, [&str; 10], Option<u32>, Option<&str>)] = &[
    // acceptance, verification, dispatch; urgent, normal, complex; rework, publication; question, answer · extended to · transfer
    (Kind::Field,      ["8wh", "4wh", "4wh",  "4wh", "7wd",  "15wd",  "1wd", "1wd",  "2d", "2wd"], Some(30), None),
    (Kind::Regulation, ["8wh", "4wh", "4wh",  "4wh", "7wd",  "15wd",  "1wd", "1wd",  "2d", "2wd"], Some(30), Some("5wd")),
    (Kind::Waste,      ["8wh", "4wh", "4wh",  "4wh", "30wd", "30wd",  "1wd", "1wd",  "2d", "2wd"], None,     None),
    (Kind::Business,   ["8wh", "4wh", "4wh",  "4wh", "30wd", "30wd",  "1wd", "1wd",  "2d", "2wd"], None,     None),
    (Kind::Initiative, ["8wh", "4wh", "4wh",  "4wh", "30wd", "30wd",  "1wd", "1wd",  "2d", "2wd"], None,     None),
];

/// R-7.2d, R-8.5a, R-8.5b, R-9.4, R-10.4, R-11.4, R-12.1, R-12.3, R-13.1: what the city is installed with.
#[test]
fn every_kind_is_installed_with_the_limits_of_the_regulation() {
    assert_eq!(LIMITS.iter().map(|row| row.0).collect::<Vec<_>>(), Kind::ALL);
    for (kind, limits, extended_to, transfer) in LIMITS {
        let terms = store::seed::terms(*kind).unwrap();
        let installed = [
            terms.acceptance, terms.verification, terms.dispatch, terms.handling_urgent, terms.handling_normal,
            terms.handling_complex, terms.rework, terms.publication, terms.question_window, terms.clarification,
        ];
        assert_eq!(installed.map(|limit| limit.to_string()), *limits, "{}", kind.as_str());
        assert_eq!((terms.extension_days_max, terms.contribution_reserve_days), (*extended_to, 1), "{}", kind.as_str());
        assert_eq!(terms.transfer.map(|limit| limit.to_string()).as_deref(), *transfer, "{}", kind.as_str());
        // R-6.2d, R-5.2, R-10.4: what is no limit, but goes with the kind.
        assert_eq!(terms.contact_attempts_min, 2);
        assert_eq!((terms.media_required, terms.place_required), (*kind == Kind::Field, *kind == Kind::Field));
        assert_eq!(terms.confidential_by_default, *kind == Kind::Waste);
        assert_eq!(terms.publicity == Publicity::ResultOnly, *kind == Kind::Waste);
    }
}

#[test]
fn a_report_without_place_and_time_is_kept_with_its_signs_and_its_organisation() {
    let db = Database::new();
    let life = kinds::begins(kinds::regulation("rule"), "citizen-lan");
    assert_eq!(db.rows("SELECT address, latitude, happened_at FROM reports"), ["-|-|-"]);
    assert_eq!(db.rows("SELECT * FROM report_signals"), ["case-rule|0|complaint", "case-rule|1|denunciation"]);
    assert_eq!(db.rows("SELECT * FROM report_organisations"), ["case-rule|Công ty Vỉa Hè Xanh|0100233488"]);
    assert_eq!(life.case().address, None);
    db.proofs_hold();
}

#[test]
fn a_class_is_a_row_with_its_clock() {
    let db = Database::new();
    let life = kinds::begins(kinds::regulation("rule"), "citizen-lan");
    let conduct = Given { class: regulation::RegulationClass::Conduct, ..Given::default() };
    life.acts_with(Act::Classify, "2026-03-02 08:30", &conduct);
    assert_eq!(
        db.rows("SELECT seq, unit, by, T(at), class FROM classifications"),
        ["2|so-tu-phap|so-tu-phap-intake|2026-03-02 08:30|conduct"]
    );
    let transfer = "SELECT n, unit, limit_text, T(due_at), T(closed_at) FROM clocks WHERE kind = 'transfer'";
    assert_eq!(db.rows(transfer), ["2|so-tu-phap|5wd|2026-03-09 17:00|-"]);
    assert!(life.case().clock(ClockKind::Transfer).is_some());
    assert_eq!(life.case().regulation_class, Some(regulation::RegulationClass::Conduct));
    life.acts(Act::Forward, "2026-03-03 09:00");
    assert_eq!((life.case().regulation_class, life.case().received_at), (None, at("2026-03-03 09:00")));
    assert_eq!(db.rows(transfer), ["2|so-tu-phap|5wd|2026-03-09 17:00|2026-03-03 09:00"]);
    db.proofs_hold();
}

#[test]
fn the_head_of_the_unit_is_told_when_a_transfer_is_late() {
    let db = Database::new();
    let life = kinds::begins(kinds::regulation("rule"), "citizen-lan");
    let not_own = Given { class: regulation::RegulationClass::NotOwn, ..Given::default() };
    life.acts_with(Act::Classify, "2026-03-02 08:30", &not_own).acts(Act::Accept, "2026-03-02 09:00");
    pollster::block_on(open().note_overdue(at("2026-03-10 08:00"))).unwrap();
    let told = db.rows("SELECT recipient, role, topic FROM outbox WHERE key LIKE '%/transfer/overdue'");
    assert_eq!(told, ["so-tu-phap|head|overdue"]);
}

/// of waste only the result is public.
#[test]
fn of_waste_the_public_row_has_neither_text_nor_place() {
    let db = Database::new();
    let life = kinds::begins(kinds::waste("called"), "pvhcc-support");
    life.acts(Act::Accept, "2026-03-02 09:00")
        .acts_with(Act::Dispatch, "2026-03-02 10:00", &Given { to: UnitId::new("thanh-tra"), ..Given::default() })
        .acts(Act::Assign, "2026-03-02 11:00")
        .acts(Act::Draft, "2026-03-03 09:00")
        .acts(Act::Approve, "2026-03-03 15:00")
        .acts(Act::RecordResult, "2026-03-04 16:00")
        .acts(Act::Publish, "2026-03-05 10:00");
    assert_eq!(db.rows("SELECT kind, text, address, latitude, longitude FROM publications"), ["waste|-|-|-|-"]);
    assert_eq!(db.count("publication_search WHERE publication_search MATCH 'hoang'"), 0, "nobody finds it by its words");
    assert_eq!(db.count("publication_search WHERE publication_search MATCH 'tags : kwaste'"), 1);
    db.proofs_hold();
}

#[test]
fn a_caller_is_one_reporter_however_often_they_call() {
    let db = Database::new();
    kinds::begins(kinds::waste("called"), "pvhcc-support");
    assert_eq!(
        db.rows("SELECT reporter, (SELECT actor FROM journal WHERE subject_id = cases.id) FROM cases"),
        ["caller-1|pvhcc-support"]
    );
    assert_eq!(db.rows("SELECT id, phone, T(since) FROM callers"), ["caller-1|+84912345678|2026-03-02 08:00"]);
    assert_eq!(
        db.rows("SELECT case_id, by, T(at), name, phone, email, channel FROM entries"),
        ["case-called|pvhcc-support|2026-03-02 08:00|Vũ Thị Gọi|+84912345678|goi@example.com|phone"]
    );
    assert_eq!(db.rows("SELECT recipient FROM outbox WHERE topic = 'report_received'"), ["caller-1"]);
    kinds::begins(kinds::waste("again"), "pvhcc-support");
    assert_eq!((db.count("callers"), db.count("entries")), (1, 2));

    // Another id for the same number: nothing of it stands, and it can be done again.
    let mut second = kinds::waste("second");
    second.content.reporter = AccountId::new("caller-2");
    let outcome = submitted_by(second, "pvhcc-support", at("2026-03-02 08:00")).unwrap();
    assert!(matches!(commit(&outcome), Err(store::Error::AlreadyDone)));
    assert_eq!((db.count("callers"), db.count("cases")), (1, 2));
    db.proofs_hold();
}

#[test]
fn a_number_is_an_accounts_only_with_the_name_that_was_verified() {
    let db = Database::new();
    let whose = |name: &str| {
        let phone = PhoneNumber::new("0912 345 678").unwrap();
        pollster::block_on(open().whose_call(&phone, name)).unwrap().map(|id| id.to_string())
    };
    assert_eq!(whose("Nguyễn Thị Lan"), None);
    for account in ["citizen-lan", "citizen-new"] {
        db.sql.execute("UPDATE accounts SET phone = '+84912345678' WHERE id = ?1", [account]).unwrap();
    }
    assert_eq!(whose("nguyen thi lan").as_deref(), Some("citizen-lan"));
    assert_eq!(whose("Phạm Văn Mới"), None, "whoever is not verified may call themself anything");
    assert_eq!(whose("Trần Quang Minh"), None);
    kinds::begins(kinds::waste("called"), "pvhcc-support");
    assert_eq!(whose("Trần Quang Minh").as_deref(), Some("caller-1"));
    // Two verified people of one name and number: neither is meant.
    db.sql
        .execute("UPDATE accounts SET phone = '+84912345678', name = 'Nguyễn Thị Lan' WHERE id = 'citizen-hoa'", [])
        .unwrap();
    assert_eq!(whose("Nguyễn Thị Lan").as_deref(), Some("caller-1"));
}

#[test]
fn a_number_that_too_many_share_is_nobodys() {
    let db = Database::new();
    let whose = || {
        let phone = PhoneNumber::new("0912 345 678").unwrap();
        pollster::block_on(open().whose_call(&phone, "Nguyễn Thị Lan")).unwrap().map(|id| id.to_string())
    };
    let share = |from: usize, to: usize| {
        for n in from..to {
            db.sql
                .execute(
                    "INSERT INTO accounts(id, name, phone, created_at, verified_at) VALUES (?1, ?1, '+84912345678', 0, 1)",
                    [format!("a-neighbour-{n}")],
                )
                .unwrap();
        }
    };
    db.sql.execute("UPDATE accounts SET phone = '+84912345678' WHERE id = 'citizen-lan'", []).unwrap();
    share(0, 19);
    assert_eq!(whose().as_deref(), Some("citizen-lan"), "twenty");
    share(19, 20);
    assert_eq!(whose(), None, "the twenty-first might be a namesake");
}

#[test]
fn the_kinds_of_a_day_are_those_whose_terms_are_valid_then() {
    let db = Database::new();
    let kinds = |day: &str| pollster::block_on(open().kinds(at(day))).unwrap();
    let today = kinds("2026-03-02 08:00");
    assert_eq!(today.iter().map(|kind| kind.terms.kind).collect::<Vec<_>>(), Kind::ALL);
    assert_eq!(today[0].first_units[0], None, "a pothole is its ward's");
    assert!(today[2].first_units.contains(&Some(("thanh-tra".to_owned(), "Thanh tra Thành phố".to_owned()))));
    assert!(kinds("2025-02-27 23:59").is_empty());
    // a later version that overlaps counts from its day.
    db.sql
        .execute_batch(
            "INSERT INTO terms(kind, version, valid_from, spec) SELECT kind, 'next', '2026-03-03',
               json_set(spec, '$.handling_normal', '6wd') FROM terms WHERE kind = 'field'",
        )
        .unwrap();
    assert_eq!(kinds("2026-03-02 08:00")[0].terms.version, "1207-2025");
    let next = kinds("2026-03-03 08:00");
    assert_eq!((next[0].terms.version.as_str(), next.len()), ("next", Kind::ALL.len()));
}
