//! Towns to measure in: a database with as many cases as asked for.

use anyhow::Result;
use rusqlite::{Connection, params};
use std::path::Path;
use store::seed::Demo;

/// Cases that still run, of a hundred; the others are published and closed.
const OPEN_PERCENT: u32 = 5;

/// Makes a fresh database with demo people, a session `bench-token` for each account named, and
/// `photos` pictures that Nguyễn Thị Lan has not used yet.
pub fn make(state: &Path, sessions: &[&str], photos: u32) -> Result<Connection> {
    std::fs::create_dir_all(state)?;
    let db = Connection::open(state.join("sqlite_db.db"))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    store::seed::install(&db, Demo::Yes)?;
    for account in sessions {
        db.execute(
            "INSERT INTO sessions(token_hash, id, account, created_at, expires_at) VALUES (?1, ?2, ?2, 0, 9000000000000)",
            params![token_hash(account), account],
        )?;
    }
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
         INSERT INTO media(id, owner, media_type, size, sha256, chunk_size, stored_at)
         SELECT 'photo-' || i, 'citizen-lan', 'image/jpeg', 1000, 'none', 524288, 0 FROM n WHERE ?1 > 0",
        [photos],
    )?;
    Ok(db)
}

/// The bearer token of an account's session.
pub fn token(account: &str) -> String {
    format!("bench-token-{account}")
}

fn token_hash(account: &str) -> String {
    edge::token_hash(&token(account))
}

/// Fills a town with cases: their projections as the triggers would have left them, spread evenly over units and
/// categories. The journal stays empty; what is measured here reads projections only.
pub fn fill(db: &Connection, cases: u32) -> Result<()> {
    db.execute_batch("BEGIN; PRAGMA defer_foreign_keys = ON;")?;
    db.execute(
        "CREATE TEMP TABLE filling AS
         WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1),
         u AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM current_units WHERE kind IN ('ward', 'commune')),
         g AS (SELECT code, position AS at FROM categories)
         SELECT n.i, printf('C%010d', n.i) AS id, printf('HN26-%08d', n.i) AS code, u.id AS unit, g.code AS category,
           1760000000000 + n.i * 20000 AS at, (n.i * 7919) % 100 < ?2 AS open
         FROM n JOIN u ON u.at = n.i % (SELECT count(*) FROM u) JOIN g ON g.at = (n.i / 7) % (SELECT count(*) FROM g)",
        params![cases, OPEN_PERCENT],
    )?;
    db.execute_batch(
        "INSERT INTO cases(id, code, version, hash, state, desk, kind, category, level, unit, ward, reporter,
           terms_version, submitted_at, updated_at, due_at, closes_at)
         SELECT id, code, 1, zeroblob(32), iif(open, 'submitted', 'closed'), iif(open, 'verification', NULL), 'field',
           category, 'normal', unit, unit, 'citizen-minh', '1207-2025', at, at, iif(open, at + 28800000, NULL), NULL
         FROM filling ORDER BY id;
         INSERT INTO reports(id, case_id, text, address, happened_at, confidential)
         SELECT 'R' || id, id, 'Phản ánh số ' || i || ' về ' || category || ': vỉa hè, cống và đèn đường cần sửa.',
           'Ngõ ' || (i % 300) || ' đường số ' || (i % 90), at, 0 FROM filling ORDER BY id;
         INSERT INTO clocks(case_id, n, kind, unit, limit_text, origin_at, opened_at, warn_at, due_at, closed_at,
           due_soon_noted, overdue_noted)
         SELECT id, 1, 'acceptance', unit, '8wh', at, at, at + 21600000, at + 28800000, iif(open, NULL, at + 3600000), 1, 1
         FROM filling ORDER BY id;
         INSERT INTO publications(case_id, code, published_at, submitted_at, kind, category, ward, unit, responsible, address, text, result)
         SELECT id, code, at + 7200000, at, 'field', category, unit, unit, unit || '-head', 'Ngõ ' || (i % 300) || ' đường số ' || (i % 90),
           'Phản ánh số ' || i || ' về ' || category || ': vỉa hè, cống và đèn đường cần sửa.', 'Đã sửa xong và nghiệm thu.'
         FROM filling WHERE NOT open ORDER BY id;
         INSERT INTO publication_search(rowid, folded, tags)
         SELECT p.number, 'phan anh so ' || f.i || ' ve ' || replace(f.category, '-', ' ') ||
           ' via he cong va den duong can sua ngo ' || (f.i % 300) || ' duong so ' || (f.i % 90),
           'w' || p.ward || ' u' || p.unit || ' c' || replace(p.category, '-', '') || ' k' || p.kind
         FROM publications p JOIN filling f ON f.id = p.case_id;
         DROP TABLE filling;
         COMMIT;",
    )?;
    Ok(())
}
