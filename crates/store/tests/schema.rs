//! The schema: its steps and the whole are one, running it again changes nothing, and the database itself
//! holds what must never be broken.

mod support;

use rusqlite::Connection;
use std::collections::BTreeSet;
use store::{schema, seed};
use support::everything;

fn whole() -> Connection {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(schema::WHOLE).unwrap();
    db
}

/// Every object of the database with the text that made it, however it was laid out and commented.
fn objects(db: &Connection) -> BTreeSet<String> {
    let mut statement = db.prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_master").unwrap();
    let rows = statement
        .query_map([], |row| {
            let (kind, name, sql): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
            Ok(format!("{kind} {name}: {sql}"))
        })
        .unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn the_steps_one_after_another_lead_to_the_whole() {
    let steps = Connection::open_in_memory().unwrap();
    for (_, step) in schema::STEPS {
        steps.execute_batch(step).unwrap();
    }
    assert_eq!(objects(&steps), objects(&whole()));
    let script = Connection::open_in_memory().unwrap();
    script.execute_batch(&schema::script()).unwrap();
    assert_eq!(objects(&script), objects(&whole()));
}

#[test]
fn the_steps_are_numbered_from_one_without_a_gap() {
    for (n, (name, _)) in schema::STEPS.iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", n + 1)), "{name}");
    }
}

#[test]
fn running_a_step_again_changes_nothing() {
    let db = whole();
    let before = objects(&db);
    for (_, step) in schema::STEPS.iter().chain(schema::STEPS) {
        db.execute_batch(step).unwrap();
    }
    assert_eq!(objects(&db), before);
}

#[test]
fn installing_again_over_cases_that_live_loses_none_of_them() {
    let db = everything();
    let before = db.dump();
    seed::install(&db.sql, seed::Demo::No).unwrap();
    assert_eq!(db.dump(), before);
}

#[test]
fn two_processes_that_install_at_once_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.db");
    let script = seed::script(seed::Demo::Yes).unwrap();
    let ready = std::sync::Barrier::new(2);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let db = Connection::open(&path).unwrap();
                ready.wait();
                db.execute_batch(&script).unwrap();
            });
        }
    });
    let once = Connection::open_in_memory().unwrap();
    once.execute_batch(&script).unwrap();
    let twice = Connection::open(&path).unwrap();
    assert_eq!(objects(&twice), objects(&once));
    for table in ["units", "categories", "calendars", "accounts", "memberships"] {
        let count = |db: &Connection| -> i64 {
            db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
        };
        assert_eq!(count(&twice), count(&once), "{table}");
        assert!(count(&once) > 0, "{table}");
    }
}

#[test]
fn every_table_is_strict() {
    let db = whole();
    let mut statement = db
        .prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict
             AND name NOT LIKE 'sqlite_%'",
        )
        .unwrap();
    let lax: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(lax, Vec::<String>::new());
}

// who watches relies on what was written once.
#[test]
fn nothing_in_the_journal_is_changed_or_taken_out() {
    let db = everything();
    let before = db.dump();
    for sql in [
        "UPDATE journal SET at = at + 1 WHERE id = 1",
        "UPDATE journal SET outcome = '{}'",
        "UPDATE OR IGNORE journal SET hash = x'00'",
        "DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)",
        "DELETE FROM journal",
    ] {
        let refused = db.sql.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("the journal is append-only"), "{sql}: {refused}");
    }
    assert_eq!(db.dump(), before);
}

#[test]
fn a_row_of_the_journal_is_not_replaced_by_another() {
    let db = everything();
    let before = db.dump();
    let first = "INSERT OR REPLACE INTO journal
      SELECT ?1, subject, ?2, 1, act, actor, unit, at, from_state, to_state, outcome, prev_hash, hash
      FROM journal WHERE id = 1";
    // The same row, a row in its place, and a second beginning of the same case.
    for (id, subject_id) in [(Some(1), "case-long"), (Some(1), "another"), (None, "case-long"), (Some(9_999), "case-long")] {
        assert!(db.sql.execute(first, rusqlite::params![id, subject_id]).is_err(), "{id:?} {subject_id}");
    }
    assert_eq!(db.dump(), before);
}
