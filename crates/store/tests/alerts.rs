//! Alerts in the journal, and what follows from each row.

mod support;

use domain::*;
use store::Error;
use support::alerts::*;
use support::{Database, Life, WARD, at, open, reason};

fn stale(result: Result<(), Error>) -> bool {
    matches!(result, Err(Error::Stale { .. }))
}

// the same journal.
#[test]
fn an_alert_is_written_edited_approved_and_taken_back() {
    let db = Database::new();
    let first = AlertContent {
        area: vec![UnitId::new(WARD)],
        documents: vec![document("m-1"), document("m-2")],
        reason: Some(reason()),
        ..content("Ngập tại phố Hàng Bông")
    };
    let outcome = written("alert-A", &ward(), first.clone(), None, "2026-03-02 08:00");
    commit(&outcome).unwrap();
    let before = db.dump();
    assert!(stale(commit(&outcome)), "an alert is written once");
    assert_eq!(db.dump(), before);
    assert_eq!(load("alert-A").content, first);

    let second = AlertContent {
        kind: AlertKind::Information,
        event: AlertEvent::Traffic,
        documents: vec![document("m-2"), document("m-3")],
        valid_from: Some(at("2026-03-02 10:00")),
        area: vec![],
        reason: None,
        ..content("Cấm đường phố Hàng Bông")
    };
    let (edit, late) = (edited("alert-A", second.clone(), "2026-03-02 08:30"), approved("alert-A", "2026-03-02 08:40"));
    commit(&edit).unwrap();
    assert!(stale(commit(&late)), "it was edited after it was read");
    let alert = load("alert-A");
    assert_eq!(alert.content, second);
    let authors: Vec<&str> = alert.authors.iter().map(AccountId::as_str).collect();
    assert_eq!(authors, ["00070-intake", "00070-handler"]);
    assert_eq!(db.rows("SELECT media FROM alert_media ORDER BY position"), ["m-2", "m-3"]);
    assert_eq!(
        db.rows("SELECT seq, by, title FROM alert_versions ORDER BY seq"),
        ["1|00070-intake|Ngập tại phố Hàng Bông", "2|00070-handler|Cấm đường phố Hàng Bông"]
    );

    commit(&approved("alert-A", "2026-03-02 09:00")).unwrap();
    commit(&cancelled("alert-A", "2026-03-02 10:30")).unwrap();
    assert_eq!(
        db.rows(
            "SELECT version, state, unit, level, audience, kind, event, title, written_by, T(written_at), T(valid_from),
               T(valid_until), approved_by, T(sent_at), T(shown_from), reach, T(cancelled_at), cancel_reason FROM alerts"
        ),
        [format!(
            "4|cancelled|00070|commune|00070|information|traffic|Cấm đường phố Hàng Bông|00070-intake|2026-03-02 08:00|\
             2026-03-02 10:00|2026-03-03 08:00|00070-head|2026-03-02 09:00|2026-03-02 10:00|3|2026-03-02 10:30|{}",
            reason().as_str()
        )]
    );
    db.proofs_hold();
}

#[test]
fn of_two_updates_of_one_alert_one_is_sent() {
    let db = Database::new();
    commit(&written("alert-A", &ward(), content("Ngập tại phố Hàng Bông"), None, "2026-03-02 08:00")).unwrap();
    commit(&approved("alert-A", "2026-03-02 08:10")).unwrap();
    for id in ["alert-B", "alert-C"] {
        commit(&written(id, &ward(), content("Nước đã rút một phần"), Some("alert-A"), "2026-03-02 09:00")).unwrap();
    }
    // Both are decided on what stood before either.
    let (one, other) = (approved("alert-B", "2026-03-02 09:10"), approved("alert-C", "2026-03-02 09:10"));
    let withdrawn = cancelled("alert-A", "2026-03-02 09:10");
    commit(&one).unwrap();
    let before = db.dump();
    assert!(stale(commit(&other)));
    assert!(stale(commit(&withdrawn)), "what was replaced is not taken back beside its update");
    assert_eq!(db.dump(), before);
    assert_eq!(
        db.rows("SELECT id, root, replaces, replaced_by, T(replaced_at) FROM alerts ORDER BY id"),
        [
            "alert-A|alert-A|-|alert-B|2026-03-02 09:10",
            "alert-B|alert-A|alert-A|-|-",
            "alert-C|alert-A|alert-A|-|-",
        ]
    );
    db.proofs_hold();
}

// what the city sends between the comparison and the sending is compared, too.
#[test]
fn an_alert_is_not_sent_past_one_of_an_upper_level_that_came_in_between() {
    let db = Database::new();
    let own = content("Ngập tại phố Hàng Bông");
    commit(&written("alert-A", &ward(), own.clone(), None, "2026-03-02 08:00")).unwrap();
    let decided = approved("alert-A", "2026-03-02 08:30");
    let city = issuer("so-xay-dung");
    commit(&written("alert-city", &city, content("Ngập nhiều nơi"), None, "2026-03-02 08:10")).unwrap();
    commit(&approved("alert-city", "2026-03-02 08:20")).unwrap();
    let before = db.dump();
    assert!(stale(commit(&decided)));
    assert_eq!(db.dump(), before);
    let seen = || {
        let (terms, now) = (AlertTerms::default(), at("2026-03-02 08:31"));
        pollster::block_on(async { open().upper_alerts(&ward(), AlertLevel::Commune, &own, &terms, now).await }).unwrap()
    };
    let sent = db.one("SELECT id FROM journal WHERE subject_id = 'alert-city' AND act = 'approve'");
    assert_eq!(seen().iter().map(|upper| upper.row.to_string()).collect::<Vec<_>>(), [sent]);
    let compared = AlertOutcome { compared: seen().iter().map(|upper| upper.row).max(), ..decided.clone() };
    // One that is taken back does not count, and one that was compared does not either.
    commit(&cancelled("alert-city", "2026-03-02 08:31")).unwrap();
    assert_eq!(seen(), []);
    commit(&compared).unwrap();
    db.proofs_hold();
}

// the same event within 24 hours asks for its reason, however long ago the upper level sent it.
#[test]
fn what_is_over_for_hours_is_near_though_it_was_sent_long_ago() {
    let _db = Database::new();
    let own = content("Ngập tại phố Hàng Bông");
    let long = AlertContent { valid_until: at("2026-03-11 08:00"), ..own.clone() };
    commit(&written("alert-city", &issuer("so-xay-dung"), long, None, "2026-03-02 08:10")).unwrap();
    commit(&approved("alert-city", "2026-03-02 08:20")).unwrap();
    for (now, expected) in [
        ("2026-03-09 08:00", Some((true, Likeness::Repeat))), // sent within seven days
        ("2026-03-11 07:59", Some((true, Likeness::Repeat))), // valid
        ("2026-03-11 10:00", Some((false, Likeness::Near))), // its words are free again, the event is near
        ("2026-03-12 07:59", Some((false, Likeness::Near))),
        ("2026-03-12 08:00", None),
    ] {
        let (now, terms) = (at(now), AlertTerms::default());
        let own = AlertContent { valid_until: now + chrono::TimeDelta::hours(6), ..own.clone() };
        let uppers = pollster::block_on(async { open().upper_alerts(&ward(), AlertLevel::Commune, &own, &terms, now).await });
        let uppers = uppers.unwrap();
        let office = AlertOffice { now, terms: &terms, uppers: &uppers };
        let found = similar(&own, &[UnitId::new(WARD)], None, &office);
        let found = uppers.first().zip(found.first()).map(|(upper, like)| (upper.whole.is_some(), like.likeness));
        assert_eq!(found, expected, "{now}");
    }
}

#[test]
fn an_update_taken_back_before_anybody_saw_it_leaves_the_old_one_in_force() {
    let db = Database::new();
    commit(&written("alert-A", &ward(), content("Ngập tại phố Hàng Bông"), None, "2026-03-02 08:00")).unwrap();
    commit(&approved("alert-A", "2026-03-02 08:10")).unwrap();
    let tonight = AlertContent { valid_from: Some(at("2026-03-02 18:00")), ..content("Nước rút vào tối nay") };
    commit(&written("alert-B", &ward(), tonight, Some("alert-A"), "2026-03-02 09:00")).unwrap();
    commit(&approved("alert-B", "2026-03-02 09:10")).unwrap();
    assert_eq!(db.one("SELECT T(replaced_at) FROM alerts WHERE id = 'alert-A'"), "2026-03-02 18:00");
    commit(&cancelled("alert-B", "2026-03-02 17:59")).unwrap();
    assert_eq!(db.one("SELECT replaced_by, replaced_at FROM alerts WHERE id = 'alert-A'"), "-|-");
    // Once it was seen, it is the end of the chain.
    commit(&written("alert-C", &ward(), content("Nước đã rút hết"), Some("alert-A"), "2026-03-02 18:10")).unwrap();
    commit(&approved("alert-C", "2026-03-02 18:20")).unwrap();
    commit(&cancelled("alert-C", "2026-03-02 18:30")).unwrap();
    assert_eq!(db.one("SELECT replaced_by FROM alerts WHERE id = 'alert-A'"), "alert-C");
    db.proofs_hold();
}

#[test]
fn a_file_belongs_to_one_alert_or_to_one_case() {
    let db = Database::new();
    let with = |id: &str| AlertContent { documents: vec![document(id)], ..content("Kèm theo công văn") };
    commit(&written("alert-A", &ward(), with("m-1"), None, "2026-03-02 08:00")).unwrap();
    let before = db.dump();
    let second = commit(&written("alert-B", &ward(), with("m-1"), None, "2026-03-02 08:00"));
    assert!(matches!(second, Err(Error::FileTaken)));
    assert_eq!(db.dump(), before);
    // A file of a report is none of an alert, and the other way round.
    Life::begins("C", "2026-03-02 08:00");
    let of_the_case = db.rows("SELECT media FROM case_media LIMIT 1").remove(0);
    let third = commit(&written("alert-D", &ward(), with(&of_the_case), None, "2026-03-02 08:00"));
    assert!(matches!(third, Err(Error::FileTaken)));
    let taken = db.sql.execute(
        "INSERT INTO case_media(case_id, seq, position, media, media_type, sha256, purpose)
         VALUES ('case-C', 1, 9, 'm-1', 'application/pdf', '', 'report')",
        [],
    );
    assert!(taken.unwrap_err().to_string().contains("UNIQUE constraint failed"));
}

#[test]
fn who_reads_is_counted_once_if_it_was_for_them() {
    let db = Database::new();
    commit(&written("alert-A", &ward(), content("Ngập tại phố Hàng Bông"), None, "2026-03-02 08:00")).unwrap();
    assert_eq!(reads("alert-A", "citizen-lan", Some(WARD), "2026-03-02 08:05"), None, "not sent yet");
    commit(&approved("alert-A", "2026-03-02 08:10")).unwrap();
    let first = reads("alert-A", "citizen-lan", Some(WARD), "2026-03-02 08:20");
    assert_eq!(first.as_deref(), Some("2026-03-02T08:20:00+07:00"));
    assert_eq!(reads("alert-A", "citizen-lan", Some(WARD), "2026-03-02 09:00"), first, "the first time counts");
    assert_eq!(reads("alert-A", "citizen-minh", Some("00004"), "2026-03-02 09:00"), None, "of another ward");
    assert_eq!(reads("alert-A", "citizen-new", None, "2026-03-02 09:00"), None);
    assert_eq!(db.rows("SELECT alert, reads, T(last_at) FROM alert_read_counts"), ["alert-A|1|2026-03-02 08:20"]);
    db.proofs_hold();
}

// DESIGN §10: how many an alert reaches is known without counting accounts.
#[test]
fn residents_are_counted_as_they_come_and_move_and_go() {
    let db = Database::new();
    let counted = "SELECT coalesce(residence, ''), count(*) FROM accounts GROUP BY 1 ORDER BY 1";
    let kept = "SELECT * FROM residents WHERE accounts > 0 ORDER BY 1";
    assert_eq!(db.rows(kept), db.rows(counted));
    db.sql
        .execute_batch(
            "INSERT INTO accounts(id, name, residence, created_at) VALUES ('a', 'A', '00070', 0), ('b', 'B', NULL, 0);
             INSERT OR IGNORE INTO accounts(id, name, residence, created_at) VALUES ('a', 'A', '00004', 0);
             UPDATE accounts SET residence = '00004' WHERE id IN ('a', 'b');
             UPDATE accounts SET name = 'C', residence = residence WHERE id = 'a';
             DELETE FROM accounts WHERE id = 'b';",
        )
        .unwrap();
    assert_eq!(db.rows(kept), db.rows(counted));
    let reach = |unit: &str, level| pollster::block_on(open().alert_reach(&issuer(unit), level)).unwrap();
    assert_eq!(reach("so-xay-dung", AlertLevel::City).to_string(), db.one("SELECT count(*) FROM accounts"));
    assert_eq!(reach("00004", AlertLevel::Commune).to_string(), db.one("SELECT count(*) FROM accounts WHERE residence = '00004'"));
}

#[test]
fn the_settings_of_alerts_are_dated() {
    let db = Database::new();
    let terms = |when: &str| pollster::block_on(open().alert_terms(at(when)));
    assert_eq!(terms("2026-03-02 08:00").unwrap(), AlertTerms::default());
    db.sql
        .execute_batch(
            "UPDATE alert_terms SET valid_to = '2026-07-01';
             INSERT INTO alert_terms VALUES ('2026-07-01', NULL, 3, 12, '2025-06-30')",
        )
        .unwrap();
    assert_eq!(terms("2026-06-30 23:59").unwrap().repeat_days, 7);
    assert_eq!(terms("2026-07-01 00:00").unwrap().repeat_days, 3);
    assert!(matches!(terms("2024-01-01 08:00"), Err(Error::Fault(_))));
}
