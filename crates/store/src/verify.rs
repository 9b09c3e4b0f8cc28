//! Proofs about a database file, for operators and tests: the chain of hashes is whole, and replaying the
//! journal gives the projections that stand.

use crate::journal::{Row, row_hash};
use crate::schema;
use anyhow::{Context, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use std::collections::HashMap;
use std::path::Path;

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The subject and its sequence number, or the table.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

/// What a check saw.
#[derive(Debug)]
pub struct Verified {
    /// Rows looked at.
    pub rows: u64,
    /// What did not fit; empty when all is well.
    pub flaws: Vec<Flaw>,
}

/// Opens a database for reading only.
///
/// # Errors
/// When the file cannot be opened.
pub fn open_read_only(path: &Path) -> Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .with_context(|| format!("opening {}", path.display()))
}

/// Recomputes every hash of the journal and compares it, its link and the heads the projections keep.
/// One changed byte of an old row is found, and so is a row taken out of the middle or off the end.
///
/// # Errors
/// When the database cannot be read.
pub fn verify_journal(db: &Connection) -> Result<Verified> {
    let mut statement = db.prepare(
        "SELECT subject, subject_id, seq, act, actor, unit, at, from_state, to_state, outcome, prev_hash, hash
         FROM journal ORDER BY subject_id, seq",
    )?;
    let mut found = statement.query([])?;
    let mut verified = Verified { rows: 0, flaws: Vec::new() };
    let mut heads: HashMap<String, (u32, Vec<u8>)> = HashMap::new();
    while let Some(row) = found.next()? {
        verified.rows += 1;
        let subject: String = row.get(0)?;
        let subject_id: String = row.get(1)?;
        let seq: u32 = row.get(2)?;
        let act: String = row.get(3)?;
        let actor: Option<String> = row.get(4)?;
        let unit: String = row.get(5)?;
        let from: Option<String> = row.get(7)?;
        let to: String = row.get(8)?;
        let outcome: String = row.get(9)?;
        let prev_hash: Vec<u8> = row.get(10)?;
        let hash: Vec<u8> = row.get(11)?;
        let place = format!("{subject} {subject_id} seq {seq}");
        let mut flaw = |what: &str| verified.flaws.push(Flaw { place: place.clone(), what: what.to_owned() });

        let before = heads.get(&subject_id).cloned().unwrap_or((0, vec![0; 32]));
        if seq != before.0 + 1 {
            flaw(&format!("follows seq {}: a row is missing", before.0));
        }
        if prev_hash != before.1 {
            flaw("does not link to the row before");
        }
        let computed = row_hash(
            &prev_hash,
            &Row {
                subject: &subject,
                subject_id: &subject_id,
                seq,
                act: &act,
                actor: actor.as_deref(),
                unit: &unit,
                at: row.get(6)?,
                from: from.as_deref(),
                to: &to,
                outcome: &outcome,
            },
        );
        if hash != computed {
            flaw("its content is not what its hash says");
        }
        heads.insert(subject_id, (seq, hash));
    }
    for table in ["cases", "alerts"] {
        let mut statement = db.prepare(&format!("SELECT id, version, hash FROM {table}"))?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let id: String = row.get(0)?;
            let head: (u32, Vec<u8>) = (row.get(1)?, row.get(2)?);
            if heads.remove(&id) != Some(head) {
                let place = format!("{table} {id}");
                verified.flaws.push(Flaw { place, what: "the journal does not end where the projection says".into() });
            }
        }
    }
    for (id, (seq, _)) in heads {
        verified.flaws.push(Flaw { place: format!("{id} seq {seq}"), what: "has no projection".into() });
    }
    Ok(verified)
}

/// Tables that are not rebuilt: what was told to the system, not what follows from the journal.
const SOURCES: &[&str] = &[
    "units", "calendars", "categories", "accounts", "memberships", "sessions", "media", "journal", "clock_notes",
];

/// Replays the journal and the sweep's notes into an empty database and compares every projection row by row.
///
/// # Errors
/// When the database cannot be read, or a journal row cannot be applied.
pub fn verify_replay(db: &Connection) -> Result<Verified> {
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(schema::WHOLE)?;
    // The sources that foreign keys of projections do not reach need not be copied.
    for table in ["journal", "clock_notes"] {
        copy(db, &fresh, table).with_context(|| format!("replaying {table}"))?;
    }
    let mut verified = Verified { rows: 0, flaws: Vec::new() };
    for table in tables(&fresh)?.iter().filter(|table| !SOURCES.contains(&table.as_str())) {
        let (stands, replayed) = (rows(db, table)?, rows(&fresh, table)?);
        verified.rows += stands.len() as u64;
        if stands != replayed {
            let differing = stands.iter().zip(&replayed).position(|(a, b)| a != b);
            let what = match differing {
                Some(at) => format!("row {at} stands as {:?} and replays as {:?}", stands[at], replayed[at]),
                None => format!("{} rows stand, {} replay", stands.len(), replayed.len()),
            };
            verified.flaws.push(Flaw { place: table.clone(), what });
        }
    }
    let (stands, replayed) = (search_index(db)?, search_index(&fresh)?);
    if stands != replayed {
        verified.flaws.push(Flaw { place: "publication_search".into(), what: "the index differs".into() });
    }
    Ok(verified)
}

fn tables(db: &Connection) -> Result<Vec<String>> {
    let mut statement = db.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE 'publication_search%' ORDER BY name",
    )?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

fn rows(db: &Connection, table: &str) -> Result<Vec<Vec<Value>>> {
    let mut statement = db.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2, 3"))?;
    let columns = statement.column_count();
    let all = statement
        .query_map([], |row| (0..columns).map(|i| row.get(i)).collect::<rusqlite::Result<Vec<Value>>>())?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

fn copy(from: &Connection, to: &Connection, table: &str) -> Result<()> {
    // The order of the acts, so that what is numbered by order gets its number again.
    let order = if table == "journal" { "id" } else { "1, 2, 3, 4" };
    let mut read = from.prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
    let columns = read.column_count();
    let marks = vec!["?"; columns].join(", ");
    to.execute_batch("BEGIN")?;
    let mut write = to.prepare(&format!("INSERT INTO {table} VALUES ({marks})"))?;
    let mut found = read.query([])?;
    while let Some(row) = found.next()? {
        let values = (0..columns).map(|i| row.get(i)).collect::<rusqlite::Result<Vec<Value>>>()?;
        write.execute(rusqlite::params_from_iter(values))?;
    }
    to.execute_batch("COMMIT")?;
    Ok(())
}

/// Every word of the search index with where it stands. The index keeps no text to compare.
fn search_index(db: &Connection) -> Result<Vec<Vec<Value>>> {
    // A view on the index is a virtual table, which a file opened for reading does not take: look at a copy.
    let mut copy = Connection::open_in_memory()?;
    {
        let backup = rusqlite::backup::Backup::new(db, &mut copy)?;
        backup.run_to_completion(1_000, std::time::Duration::ZERO, None)?;
    }
    copy.execute_batch("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, publication_search, instance)")?;
    let mut statement = copy.prepare("SELECT term, doc, col, offset FROM temp.words ORDER BY 1, 2, 3, 4")?;
    let all = statement
        .query_map([], |row| (0..4).map(|i| row.get(i)).collect::<rusqlite::Result<Vec<Value>>>())?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}
