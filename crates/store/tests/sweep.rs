//! What is due, to the millisecond, and said once.

mod life;

use chrono::TimeDelta;
use domain::*;
use life::*;

fn overdue(now: Instant) -> i64 {
    pollster::block_on(open().note_overdue(now)).unwrap()
}

fn due_soon(now: Instant) -> i64 {
    pollster::block_on(open().note_due_soon(now)).unwrap()
}

fn to_close(now: Instant, limit: u32) -> Vec<String> {
    let codes = pollster::block_on(open().cases_to_close(now, limit)).unwrap();
    codes.iter().map(|code| code.as_str().to_owned()).collect()
}

const A_MOMENT: TimeDelta = TimeDelta::milliseconds(1);

fn notes(db: &Database) -> Vec<String> {
    db.rows("SELECT case_id, n, kind, threshold, unit, T(due_at), T(noted_at) FROM clock_notes ORDER BY case_id, n, kind, threshold")
}

/// A clock made by hand, with no case behind it.
fn clock(db: &Database, name: &str, kind: &str, warn: &str, due: &str) {
    db.sql
        .execute(
            "INSERT INTO clocks(case_id, n, kind, unit, limit_text, origin_at, opened_at, warn_at, due_at)
             VALUES (?1, 1, ?2, '00070', '7wd', 0, 0, ?3, ?4)",
            rusqlite::params![name, kind, at(warn).timestamp_millis(), at(due).timestamp_millis()],
        )
        .unwrap();
}

// R-8.5c: acting at the due instant itself was in time.
#[test]
fn a_clock_is_late_after_its_due_instant_and_not_at_it() {
    let db = Database::new();
    clock(&db, "a", "handling", "2026-03-02 15:00", "2026-03-02 17:00");
    let due = at("2026-03-02 17:00");
    assert_eq!(overdue(due - A_MOMENT), 0);
    assert_eq!(overdue(due), 0);
    assert_eq!(overdue(due + A_MOMENT), 1);
    assert_eq!(notes(&db), ["a|1|handling|overdue|00070|2026-03-02 17:00|2026-03-02 17:00"]);
}

#[test]
fn a_clock_is_due_soon_from_its_warning_on_until_it_is_late() {
    let db = Database::new();
    clock(&db, "a", "handling", "2026-03-02 15:00", "2026-03-02 17:00");
    clock(&db, "b", "handling", "2026-03-02 15:00", "2026-03-02 16:00");
    let warn = at("2026-03-02 15:00");
    assert_eq!(due_soon(warn - A_MOMENT), 0);
    // `b` is late by then, and the sweep was away: nobody is told that it is due soon.
    assert_eq!(due_soon(at("2026-03-02 16:00:00.001")), 1);
    assert_eq!(overdue(at("2026-03-02 16:00:00.001")), 1);
    assert_eq!(due_soon(at("2026-03-02 17:00")), 0, "said already");
    assert_eq!(
        notes(&db),
        [
            "a|1|handling|due_soon|00070|2026-03-02 17:00|2026-03-02 16:00",
            "b|1|handling|overdue|00070|2026-03-02 16:00|2026-03-02 16:00",
        ]
    );
    // A clock that was warned of is still said to be late.
    assert_eq!(overdue(at("2026-03-02 17:01")), 1);
    assert_eq!(due_soon(at("2026-03-02 17:01")), 0);

    // At the warning itself, and at the due instant itself.
    clock(&db, "c", "handling", "2026-03-03 15:00", "2026-03-03 17:00");
    assert_eq!(due_soon(at("2026-03-03 15:00")), 1);
    clock(&db, "d", "handling", "2026-03-04 15:00", "2026-03-04 17:00");
    assert_eq!(due_soon(at("2026-03-04 17:00")), 1);
}

#[test]
fn a_second_sweep_adds_nothing() {
    let db = Database::new();
    for name in ["A", "B", "C"] {
        Life::begins(name, "2026-03-02 08:00");
    }
    Life::published("P").acts(Act::Ask, "2026-03-05 11:00");
    let now = at("2026-03-09 17:01");
    // Acceptance and verification of three cases, and the clarification of the fourth.
    assert_eq!((overdue(now), due_soon(now)), (7, 0));
    let before = db.dump();
    assert_eq!((overdue(now), due_soon(now)), (0, 0));
    assert_eq!((overdue(now + TimeDelta::days(30)), due_soon(now)), (0, 0));
    assert_eq!(db.dump(), before);
    db.proofs_hold();
}

// Intake answers for receipt and verification, the head for the rest.
#[test]
fn a_late_clock_is_told_to_those_who_answer_for_it() {
    let db = Database::new();
    Life::begins("A", "2026-03-02 08:00");
    Life::begins("B", "2026-03-02 08:00").acts(Act::Accept, "2026-03-02 09:00");
    Life::begins("C", "2026-03-02 08:00").acts(Act::Forward, "2026-03-02 09:00");
    assert_eq!(overdue(at("2026-03-03 17:01")), 5);
    assert_eq!(
        db.rows("SELECT key, case_id, recipient, role, topic, T(at) FROM outbox WHERE topic = 'overdue' ORDER BY key"),
        [
            "case-A/1/acceptance/overdue|case-A|00070|intake|overdue|2026-03-03 17:01",
            "case-A/1/verification/overdue|case-A|00070|intake|overdue|2026-03-03 17:01",
            "case-B/2/dispatch/overdue|case-B|00070|head|overdue|2026-03-03 17:01",
            // R-8.5c: what ran for the ward stopped when it gave the case away.
            "case-C/2/acceptance/overdue|case-C|so-xay-dung|intake|overdue|2026-03-03 17:01",
            "case-C/2/verification/overdue|case-C|so-xay-dung|intake|overdue|2026-03-03 17:01",
        ]
    );
    db.proofs_hold();
}

#[test]
fn what_was_done_in_time_and_what_is_the_citizens_is_never_noted() {
    let db = Database::new();
    Life::published("P");
    Life::begins("R", "2026-03-02 08:00").acts(Act::Refuse, "2026-03-02 09:00");
    let years_later = at("2027-12-31 17:00");
    assert_eq!((due_soon(years_later), overdue(years_later)), (0, 0));
    assert_eq!(due_soon(at("2026-03-08 00:00")), 0, "the question window is nobody's lateness");
    assert_eq!(db.count("clock_notes"), 0);
}

// R-8.5b: a clock that was counted anew is another clock.
#[test]
fn a_clock_counted_anew_is_said_to_be_late_by_itself() {
    let db = Database::new();
    let urgent = Given { level: Level::Urgent, ..Given::default() };
    let life = Life::begins("A", "2026-03-02 08:00");
    life.acts_with(Act::Accept, "2026-03-02 08:30", &urgent).acts(Act::Dispatch, "2026-03-02 09:00");
    assert_eq!(overdue(at("2026-03-02 14:01")), 1);
    life.acts(Act::Reclassify, "2026-03-02 14:30"); // seven days from 09:00 on Monday
    assert_eq!(overdue(at("2026-03-11 17:00")), 0);
    assert_eq!(overdue(at("2026-03-11 17:01")), 1);
    assert_eq!(
        notes(&db),
        [
            "case-A|3|handling|overdue|00070|2026-03-02 14:00|2026-03-02 14:01",
            "case-A|4|handling|overdue|00070|2026-03-11 17:00|2026-03-11 17:01",
        ]
    );
    db.proofs_hold();
}

#[test]
fn what_is_too_much_for_one_statement_waits_for_the_next_and_the_longest_late_go_first() {
    let db = Database::new();
    db.sql
        .execute_batch(
            "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 11000)
             INSERT INTO clocks(case_id, n, kind, unit, limit_text, origin_at, opened_at, warn_at, due_at)
             SELECT printf('case-%05d', value), 1, 'handling', '00070', '7wd', 0, 0, 0, 20000 - value FROM n",
        )
        .unwrap();
    let now = at("2026-03-02 08:00");
    assert_eq!(overdue(now), 5_000);
    assert_eq!(db.one("SELECT min(case_id) FROM clock_notes"), "case-06001");
    assert_eq!((overdue(now), overdue(now), overdue(now)), (5_000, 1_000, 0));
    assert_eq!(db.one("SELECT count(*) FROM outbox WHERE topic = 'overdue'"), "11000");
}

#[test]
fn sweeps_that_run_at_once_say_everything_once() {
    let db = Database::new();
    for n in 0..300 {
        clock(&db, &format!("case-{n:03}"), "handling", "2026-03-02 15:00", "2026-03-02 17:00");
    }
    let start = std::sync::Barrier::new(4);
    let noted: i64 = std::thread::scope(|scope| {
        let sweeps: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    due_soon(at("2026-03-02 16:00")) + overdue(at("2026-03-02 17:01"))
                })
            })
            .collect();
        sweeps.into_iter().map(|sweep| sweep.join().unwrap()).sum()
    });
    // A clock that one sweep called late is not due soon for another.
    assert_eq!(noted, db.count("clock_notes"));
    assert_eq!(noted, db.count("outbox"));
    assert_eq!(db.one("SELECT count(*) FROM clock_notes WHERE threshold = 'overdue'"), "300");
}

//
#[test]
fn a_case_closes_after_the_window_and_not_while_a_question_waits() {
    let db = Database::new();
    for name in ["A", "B", "C"] {
        Life::published(name); // on Thursday: the window ends on Tuesday 10 March, 00:00
    }
    let end = at("2026-03-10 00:00");
    assert!(to_close(end - A_MOMENT, 10).is_empty());
    assert!(to_close(end, 10).is_empty(), "asking at that instant is in time");
    assert_eq!(to_close(end + A_MOMENT, 10), ["HN26-A", "HN26-B", "HN26-C"]);
    assert_eq!(to_close(end + A_MOMENT, 2).len(), 2);

    let asked = Life { code: CaseCode::new("HN26-B") };
    asked.acts(Act::Ask, "2026-03-09 16:00");
    assert_eq!(to_close(at("2026-04-01 00:00"), 10), ["HN26-A", "HN26-C"]);
    // After the answer the citizen has another two days.
    asked.acts(Act::Answer, "2026-03-10 09:00");
    assert_eq!(to_close(at("2026-03-12 00:00"), 10), ["HN26-A", "HN26-C"]);
    assert_eq!(to_close(at("2026-03-14 00:00"), 10), ["HN26-A", "HN26-C", "HN26-B"], "oldest first");

    asked.acts(Act::Close, "2026-03-14 00:00");
    assert_eq!(to_close(at("2026-03-14 00:00"), 10), ["HN26-A", "HN26-C"]);
    db.proofs_hold();
}
