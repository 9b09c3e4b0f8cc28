//! Proofs about a database file, for operators and tests: the chain of hashes is whole, and replaying the
//! journal gives the projections that stand.

use crate::journal::{Row, row_hash};
use crate::schema;
use anyhow::{Context, Result};
use rusqlite::types::{Value, ValueRef};
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

/// The last row of a subject so far.
#[derive(Clone)]
struct Head {
    seq: i64,
    hash: Vec<u8>,
    id: i64,
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
/// One changed byte of an old row is found, and so is a row taken out of the middle or off the end, or put
/// elsewhere.
///
/// # Errors
/// When the database cannot be read.
pub fn verify_journal(db: &Connection) -> Result<Verified> {
    let mut statement = db.prepare(
        "SELECT subject, subject_id, seq, act, actor, unit, at, from_state, to_state, outcome, prev_hash, hash, id
         FROM journal ORDER BY subject_id, seq",
    )?;
    let mut found = statement.query([])?;
    let mut verified = Verified { rows: 0, flaws: Vec::new() };
    let mut heads: HashMap<String, Head> = HashMap::new();
    while let Some(row) = found.next()? {
        verified.rows += 1;
        let seq: i64 = row.get(2)?;
        let place = format!("{} {} seq {seq}", readable(row, 0)?, readable(row, 1)?);
        let mut flaw = |what: &str| verified.flaws.push(Flaw { place: place.clone(), what: what.to_owned() });

        let subject_id = readable(row, 1)?;
        let before = heads.get(&subject_id).cloned().unwrap_or(Head { seq: 0, hash: vec![0; 32], id: 0 });
        let (prev_hash, hash): (Vec<u8>, Vec<u8>) = (row.get(10)?, row.get(11)?);
        let id: i64 = row.get(12)?;
        if seq != before.seq + 1 {
            flaw(&format!("follows seq {}: a row is missing", before.seq));
        }
        if prev_hash != before.hash {
            flaw("does not link to the row before");
        }
        // The id is not hashed: when a row is written, nobody knows it yet. Replaying goes by it.
        if id <= before.id {
            flaw("stands before the row it follows");
        }
        if computed_hash(row, &prev_hash)? != Some(hash.clone()) {
            flaw("its content is not what its hash says");
        }
        heads.insert(subject_id, Head { seq, hash, id });
    }
    for table in HEADS {
        let mut statement = db.prepare(&format!("SELECT id, version, hash FROM {table}"))?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let id: String = row.get(0)?;
            let (version, hash): (i64, Vec<u8>) = (row.get(1)?, row.get(2)?);
            if !heads.remove(&id).is_some_and(|head| head.seq == version && head.hash == hash) {
                let place = format!("{table} {id}");
                verified.flaws.push(Flaw { place, what: "the journal does not end where the projection says".into() });
            }
        }
    }
    for (id, Head { seq, .. }) in heads {
        verified.flaws.push(Flaw { place: format!("{id} seq {seq}"), what: "has no projection".into() });
    }
    Ok(verified)
}

/// The hash of what stands in the row; `None` when something stands there that no row was ever made of.
fn computed_hash(row: &rusqlite::Row<'_>, prev_hash: &[u8]) -> Result<Option<Vec<u8>>> {
    let Ok(seq) = u32::try_from(row.get::<_, i64>(2)?) else { return Ok(None) };
    let mut texts = [None; 7];
    for (text, column) in texts.iter_mut().zip([0, 1, 3, 4, 5, 7, 8]) {
        // A changed byte may leave bytes that are no text: a flaw of that row, not the end of the check.
        match row.get_ref(column)? {
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(valid) => *text = Some(valid),
                Err(_) => return Ok(None),
            },
            _ => *text = None,
        }
    }
    let ValueRef::Text(outcome) = row.get_ref(9)? else { return Ok(None) };
    let Ok(outcome) = std::str::from_utf8(outcome) else { return Ok(None) };
    let [Some(subject), Some(subject_id), Some(act), actor, Some(unit), from, Some(to)] = texts else {
        return Ok(None);
    };
    let row = Row { subject, subject_id, seq, act, actor, unit, at: row.get(6)?, from, to, outcome };
    Ok(Some(row_hash(prev_hash, &row).to_vec()))
}

/// A text to name a place by, whatever bytes it holds.
fn readable(row: &rusqlite::Row<'_>, column: usize) -> Result<String> {
    Ok(String::from_utf8_lossy(row.get_ref(column)?.as_bytes()?).into_owned())
}

/// Projections that keep where the journal of their subject ends: `id`, `version`, `hash`.
const HEADS: &[&str] = &[
    "cases",
    "alerts",
    "reception_sessions",
    "bookings",
    "reorganisations",
    "conduct",
    "reply_templates",
    "services",
    "remarks",
    "keepings",
];

/// Tables that are not rebuilt: what was told to the system, not what follows from the journal.
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
    "retention",
    "recount_work",
    "recount_bookings",
    "conduct_terms",
];

/// The sources whose rows have triggers that write projections; the others need not be copied to replay.
const ACTED: &[&str] = &[
    "journal",
    "clock_notes",
    "initiative_supports",
    "initiative_comments",
    "alert_reads",
];

/// Search indexes. They keep no text, so they are compared word by word.
const SEARCHES: &[&str] = &[
    "publication_search",
    "service_search",
];

/// Replays the journal and the sweep's notes into an empty database and compares every projection row by row.
///
/// # Errors
/// When the database cannot be read, or a journal row cannot be applied.
pub fn verify_replay(db: &Connection) -> Result<Verified> {
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(schema::WHOLE)?;
    for table in ACTED {
        copy(db, &fresh, table).with_context(|| format!("replaying {table}"))?;
    }
    let mut verified = Verified { rows: 0, flaws: Vec::new() };
    for table in tables(&fresh)?.iter().filter(|table| !SOURCES.contains(&table.as_str())) {
        let (stands, replayed) = (rows(db, table).with_context(|| format!("reading {table}"))?, rows(&fresh, table)?);
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
    for index in SEARCHES {
        if search_index(db, index)? != search_index(&fresh, index)? {
            verified.flaws.push(Flaw { place: (*index).to_owned(), what: "the index differs".into() });
        }
    }
    Ok(verified)
}

fn tables(db: &Connection) -> Result<Vec<String>> {
    let mut statement = db.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         ORDER BY name",
    )?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names.into_iter().filter(|name| !SEARCHES.iter().any(|index| name.starts_with(index))).collect())
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
    let order = if table == "journal" { "id" } else { "1, 2" };
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
fn search_index(db: &Connection, index: &str) -> Result<Vec<Vec<Value>>> {
    // A view on the index is a virtual table, which a file opened for reading does not take: look at a copy.
    let mut copy = Connection::open_in_memory()?;
    {
        let backup = rusqlite::backup::Backup::new(db, &mut copy)?;
        backup.run_to_completion(1_000, std::time::Duration::ZERO, None)?;
    }
    copy.execute_batch(&format!("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {index}, instance)"))?;
    let mut statement = copy.prepare("SELECT term, doc, col, offset FROM temp.words ORDER BY 1, 2, 3, 4")?;
    let all = statement
        .query_map([], |row| (0..4).map(|i| row.get(i)).collect::<rusqlite::Result<Vec<Value>>>())?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}
