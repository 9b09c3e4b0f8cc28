//! Whoever changes the file past the program is found out, and told where.

mod support;

use rusqlite::Connection;
use std::time::Duration;
use store::verify::{Flaw, open_read_only, verify_journal, verify_replay};
use support::*;

/// Looks at a copy after something that triggers and checks of the schema would not have let pass.
#[track_caller]
fn tampered<T>(db: &Database, sql: &str, look: impl FnOnce(&Connection) -> T) -> T {
    let mut copy = Connection::open_in_memory().unwrap();
    rusqlite::backup::Backup::new(&db.sql, &mut copy).unwrap().run_to_completion(1_000, Duration::ZERO, None).unwrap();
    let guards = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
      DROP TRIGGER journal_is_append_only_update; DROP TRIGGER journal_is_append_only_delete;";
    copy.execute_batch(guards).unwrap();
    copy.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    look(&copy)
}

#[track_caller]
fn journal_flaws(db: &Database, sql: &str) -> Vec<Flaw> {
    tampered(db, sql, |copy| verify_journal(copy).unwrap().flaws)
}

#[track_caller]
fn replay_flaws(db: &Database, sql: &str) -> Vec<Flaw> {
    tampered(db, sql, |copy| verify_replay(copy).unwrap().flaws)
}

fn flaw(place: &str, what: &str) -> Flaw {
    Flaw { place: place.to_owned(), what: what.to_owned() }
}

const NOT_ITS_HASH: &str = "its content is not what its hash says";
const NO_LINK: &str = "does not link to the row before";

#[test]
fn what_nobody_touched_has_no_flaw() {
    let db = everything();
    db.proofs_hold();
    let (rows, acts) = (db.count("journal") as u64, db.count("(SELECT DISTINCT act FROM journal WHERE subject = 'case')"));
    assert_eq!(acts, domain::Act::ALL.len() as i64, "the lives go through every act");
    // An operator looks at a copy that cannot be written.
    let read_only = open_read_only(&db.path).unwrap();
    assert!(read_only.execute("DELETE FROM outbox", []).is_err());
    let verified = verify_journal(&read_only).unwrap();
    assert_eq!((verified.rows, verified.flaws), (rows, vec![]));
    let verified = verify_replay(&read_only).unwrap();
    assert_eq!(verified.flaws, vec![]);
    assert!(verified.rows > rows, "every table was looked at");
}

#[test]
fn one_byte_changed_in_any_column_of_an_old_row_is_found_with_its_place() {
    let db = everything();
    let row = "subject_id = 'case-long' AND seq = 6";
    for (change, place) in [
        ("subject = 'alert'", "alert case-long seq 6"),
        ("subject = 'dase'", "dase case-long seq 6"),
        ("subject_id = 'case-lonh'", "case case-lonh seq 6"),
        ("seq = 60", "case case-long seq 60"),
        ("seq = -6", "case case-long seq -6"),
        ("seq = 1 << 40", "case case-long seq 1099511627776"),
        ("act = 'accepu'", "case case-long seq 6"),
        ("actor = substr(actor, 2)", "case case-long seq 6"),
        ("actor = NULL", "case case-long seq 6"),
        ("actor = ''", "case case-long seq 6"),
        ("unit = '00071'", "case case-long seq 6"),
        ("at = at + 1", "case case-long seq 6"),
        ("from_state = 'verifying'", "case case-long seq 6"),
        ("from_state = NULL", "case case-long seq 6"),
        ("to_state = 'approved'", "case case-long seq 6"),
        ("outcome = replace(outcome, 'normal', 'urgent')", "case case-long seq 6"),
        ("outcome = outcome || ' '", "case case-long seq 6"),
        ("prev_hash = zeroblob(32)", "case case-long seq 6"),
        ("hash = zeroblob(32)", "case case-long seq 6"),
        ("hash = x''", "case case-long seq 6"),
        // The order of all acts is no part of the hash.
        ("id = -1", "case case-long seq 6"),
        ("id = 1000", "case case-long seq 7"),
        // Text that is none any more.
        ("actor = CAST(x'ff' AS TEXT)", "case case-long seq 6"),
        ("outcome = CAST(x'ff' || outcome AS TEXT)", "case case-long seq 6"),
    ] {
        let flaws = journal_flaws(&db, &format!("UPDATE journal SET {change} WHERE {row}"));
        assert!(flaws.iter().any(|flaw| flaw.place == place), "{change}: {flaws:?}");
    }
    db.proofs_hold();
}

#[test]
fn every_single_byte_of_an_outcome_counts() {
    let db = everything();
    let (subject_id, seq) = ("case-public", 3);
    let length: usize = db.one(&format!("SELECT octet_length(outcome) FROM journal WHERE subject_id = '{subject_id}' AND seq = {seq}")).parse().unwrap();
    assert!(length > 100);
    for byte in 1..=length {
        // The other letter case, the next digit, or no text at all.
        let flaws = journal_flaws(&db, &format!(
            "UPDATE journal SET outcome = CAST(
               CAST(substr(CAST(outcome AS BLOB), 1, {byte} - 1) AS BLOB)
               || iif(substr(CAST(outcome AS BLOB), {byte}, 1) = x'23', x'24', x'23')
               || substr(CAST(outcome AS BLOB), {byte} + 1) AS TEXT)
             WHERE subject_id = '{subject_id}' AND seq = {seq}"
        ));
        assert_eq!(flaws, [flaw("case case-public seq 3", NOT_ITS_HASH)], "byte {byte}");
    }
}

#[test]
fn a_row_made_to_fit_its_own_hash_does_not_fit_the_next() {
    let db = everything();
    let (prev_hash, at): (Vec<u8>, i64) = db
        .sql
        .query_row("SELECT prev_hash, at FROM journal WHERE subject_id = 'case-refused' AND seq = 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let outcome = db.one("SELECT outcome FROM journal WHERE subject_id = 'case-refused' AND seq = 1");
    let forged = outcome.replace("125 Hàng Bông", "521 Hàng Bông");
    assert_ne!(forged, outcome);
    // The forger knows how rows are hashed.
    let mut bytes = prev_hash;
    for field in [
        "case".as_bytes(), "case-refused".as_bytes(), &1u32.to_be_bytes(), "submit".as_bytes(),
        "citizen-lan".as_bytes(), "00070".as_bytes(), &at.to_be_bytes(),
    ] {
        bytes.extend((field.len() as u64).to_be_bytes());
        bytes.extend(field);
    }
    bytes.extend(u64::MAX.to_be_bytes());
    for field in ["submitted", &forged] {
        bytes.extend((field.len() as u64).to_be_bytes());
        bytes.extend(field.as_bytes());
    }
    use sha2::Digest;
    let hash = hex::encode(sha2::Sha256::digest(&bytes));
    let flaws = journal_flaws(&db, &format!(
        "UPDATE journal SET outcome = '{forged}', hash = x'{hash}' WHERE subject_id = 'case-refused' AND seq = 1"
    ));
    assert_eq!(flaws, [flaw("case case-refused seq 2", NO_LINK)]);
}

#[test]
fn a_row_taken_out_is_missed_where_it_stood() {
    let db = everything();
    let long = db.count("journal WHERE subject_id = 'case-long'");
    let missing = |before: i64, seq: i64| {
        vec![
            flaw(&format!("case case-long seq {seq}"), &format!("follows seq {before}: a row is missing")),
            flaw(&format!("case case-long seq {seq}"), NO_LINK),
        ]
    };
    assert_eq!(journal_flaws(&db, "DELETE FROM journal WHERE subject_id = 'case-long' AND seq = 1"), missing(0, 2));
    assert_eq!(journal_flaws(&db, "DELETE FROM journal WHERE subject_id = 'case-long' AND seq = 5"), missing(4, 6));
    let ends = "the journal does not end where the projection says";
    assert_eq!(
        journal_flaws(&db, &format!("DELETE FROM journal WHERE subject_id = 'case-long' AND seq = {long}")),
        [flaw("cases case-long", ends)]
    );
    assert_eq!(journal_flaws(&db, "DELETE FROM journal WHERE subject_id = 'case-long'"), [flaw("cases case-long", ends)]);
    assert_eq!(
        journal_flaws(&db, "DELETE FROM journal WHERE subject = 'alert' AND seq = 3"),
        [flaw("alerts alert-flood", ends)]
    );
    // And the other way round: a case taken out of the desks' sight.
    assert_eq!(
        journal_flaws(&db, "DELETE FROM cases WHERE id = 'case-waiting'"),
        [flaw("case-waiting seq 2", "has no projection")]
    );
}

#[test]
fn two_outcomes_that_changed_places_are_both_found() {
    let db = everything();
    let flaws = journal_flaws(&db, 
        "CREATE TEMP TABLE two AS SELECT id, outcome FROM journal WHERE subject_id = 'case-long' AND seq IN (5, 7);
         UPDATE journal SET outcome = (SELECT outcome FROM two WHERE two.id <> journal.id)
         WHERE id IN (SELECT id FROM two);
         DROP TABLE two;",
    );
    assert_eq!(flaws, [flaw("case case-long seq 5", NOT_ITS_HASH), flaw("case case-long seq 7", NOT_ITS_HASH)]);
    // The same act with the same words in two cases is still each its own.
    let flaws = journal_flaws(&db, 
        "CREATE TEMP TABLE two AS SELECT id, hash FROM journal WHERE act = 'submit' AND subject_id IN ('case-refused', 'case-withdrawn');
         UPDATE journal SET hash = (SELECT hash FROM two WHERE two.id <> journal.id) WHERE id IN (SELECT id FROM two);
         DROP TABLE two;",
    );
    assert!(flaws.contains(&flaw("case case-refused seq 1", NOT_ITS_HASH)), "{flaws:?}");
    assert!(flaws.contains(&flaw("case case-withdrawn seq 1", NOT_ITS_HASH)), "{flaws:?}");
}

/// What was told to the system and does not follow from the journal.
const SOURCES: &[&str] = &[
    "units",
    "calendars",
    "terms",
    "categories",
    "first_units",
    "accounts",
    "memberships",
    "sessions",
    "media",
    "journal",
    "clock_notes",
    "initiative_supports",
    "initiative_comments",
    "alert_terms",
    "alert_reads",
    "residents",
    "reception_sites",
    "unit_successors",
    "conduct_terms",
    "retention",
    "recount_work",
    "recount_bookings",
];

#[test]
fn a_projection_changed_by_hand_is_named_whichever_column_it_is() {
    let db = everything();
    let tables = db.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'");
    let mut looked_at = 0;
    for table in tables.iter().filter(|table| !SOURCES.contains(&table.as_str())) {
        assert!(db.count(table) > 0, "no life writes into {table}");
        let keys = db.rows(&format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0")).join(", ");
        let columns = db.rows(&format!("SELECT name, type FROM pragma_table_info('{table}')"));
        for column in columns {
            let (column, kind) = column.split_once('|').unwrap();
            let other = match kind {
                "TEXT" => format!("coalesce({column}, '') || 'x'"),
                "BLOB" => "zeroblob(32)".to_owned(),
                _ => format!("coalesce({column}, 0) + 1000"),
            };
            let one = format!("({keys}) = (SELECT {keys} FROM {table} ORDER BY {keys} LIMIT 1)");
            let flaws = replay_flaws(&db, &format!("UPDATE {table} SET {column} = {other} WHERE {one}"));
            assert_eq!(flaws.iter().map(|flaw| flaw.place.as_str()).collect::<Vec<_>>(), [table], "{table}.{column}");
            looked_at += 1;
        }
        let flaws = replay_flaws(&db, &format!("DELETE FROM {table}"));
        let what = format!("0 rows stand, {} replay", db.count(table));
        assert_eq!(flaws, [flaw(table, &what)]);
    }
    assert!(looked_at > 150, "{looked_at} columns");
    db.proofs_hold();
}

#[test]
fn a_word_put_into_the_search_index_or_taken_out_is_found() {
    let db = everything();
    let index = [flaw("publication_search", "the index differs")];
    assert_eq!(
        replay_flaws(&db, "INSERT INTO publication_search(rowid, folded, tags) VALUES (99, 'boi nho', 'w00070')"),
        index
    );
    assert_eq!(replay_flaws(&db, "INSERT INTO publication_search(publication_search) VALUES ('delete-all')"), index);
    let index = [flaw("service_search", "the index differs")];
    assert_eq!(
        replay_flaws(&db, "INSERT INTO service_search(rowid, folded, tags) VALUES (99, 'boi nho', 'w00070')"),
        index
    );
    assert_eq!(replay_flaws(&db, "INSERT INTO service_search(service_search) VALUES ('delete-all')"), index);
}

#[test]
fn a_note_of_the_sweep_taken_back_is_missed() {
    let db = everything();
    let places = |flaws: Vec<Flaw>| flaws.into_iter().map(|flaw| flaw.place).collect::<Vec<_>>();
    assert_eq!(places(replay_flaws(&db, "DELETE FROM clock_notes WHERE threshold = 'overdue'")), ["clocks", "outbox"]);
}
