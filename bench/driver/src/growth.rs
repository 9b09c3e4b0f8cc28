//! A hundred times the cases must not cost a hundred times the time.

use crate::client::load;
use crate::server::Server;
use crate::{Options, Row, median, town};
use anyhow::{Context, Result};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::Instant;

const ROUNDS: usize = 5;
const REQUESTS: usize = 200;
const DUE: i64 = 1_000;

struct Sized {
    state: PathBuf,
    server: Server,
}

pub fn rows(options: &Options) -> Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let small = sized(options, &folder.path().join("small"), options.large / 100)?;
    let large = sized(options, &folder.path().join("large"), options.large)?;
    let intake = format!("authorization: Bearer {}\r\n", town::token("00070-intake"));
    Ok(vec![
        grows("a queue page, 100 × the cases", &small, &large, "/api/desks/verification/cases?limit=20", &intake)?,
        grows("the public list of a ward, 100 × the cases", &small, &large, "/api/public/cases?ward=00070&limit=20", "")?,
        grows("a search for common words, 100 × the cases", &small, &large, "/api/public/cases?q=den%20duong&limit=20", "")?,
        grows("a search inside a ward, 100 × the cases", &small, &large, "/api/public/cases?q=via%20he&ward=00070&limit=20", "")?,
        sweep(&small, &large)?,
        alert(&small, &large)?,
    ])
}

fn sized(options: &Options, state: &Path, cases: u32) -> Result<Sized> {
    let started = Instant::now();
    let db = town::make(state, &["00070-intake", "00070-head", "so-xay-dung-intake", "so-xay-dung-head"], 0)?;
    town::fill(&db, cases)?;
    eprintln!("a town of {cases} cases in {:.0} s", started.elapsed().as_secs_f64());
    drop(db);
    Ok(Sized { state: state.to_owned(), server: Server::application(options, state)? })
}

/// The same page in both towns, one request at a time so that queueing does not hide the cost.
fn grows(what: &'static str, small: &Sized, large: &Sized, path: &'static str, headers: &str) -> Result<Row> {
    let one = |town: &Sized| -> Result<f64> {
        let done = load(&town.server.base, 1, REQUESTS, |_| ("GET", path.to_owned(), headers.to_owned(), Vec::new()))?;
        Ok(done.median_ms)
    };
    ratio(what, "≤ 2 ×", 2.0, || one(small), || one(large))
}

/// A sweep that finds a thousand clocks due.
fn sweep(small: &Sized, large: &Sized) -> Result<Row> {
    let one = |town: &Sized| -> Result<f64> {
        make_due(&town.state)?;
        let started = Instant::now();
        let headers = "authorization: Bearer bench\r\n".to_owned();
        load(&town.server.base, 1, 1, |_| ("POST", "/api/internal/sla-sweep".into(), headers.clone(), Vec::new()))?;
        let took = started.elapsed().as_secs_f64() * 1e3;
        let noted: i64 = open(&town.state)?.query_row("SELECT count(*) FROM clock_notes", [], |row| row.get(0))?;
        anyhow::ensure!(noted == DUE, "the sweep noted {noted} of {DUE}");
        Ok(took)
    };
    ratio("a sweep with 1,000 due, 100 × the cases", "≤ 1.5 ×", 1.5, || one(small), || one(large))
}

/// Takes the notes of the last round away and makes a thousand open clocks late again.
fn make_due(state: &Path) -> Result<()> {
    let db = open(state)?;
    db.execute_batch("DELETE FROM clock_notes; DELETE FROM outbox;")?;
    db.execute(
        "UPDATE clocks SET overdue_noted = 0, due_soon_noted = 0 WHERE (case_id, n, kind) IN
           (SELECT case_id, n, kind FROM clocks WHERE closed_at IS NULL ORDER BY case_id LIMIT ?1)",
        [DUE.min(open_clocks(&db)?)],
    )?;
    // The small town has fewer open clocks than a thousand; closed ones are opened for the rest.
    db.execute(
        "UPDATE clocks SET closed_at = NULL, overdue_noted = 0, due_soon_noted = 0 WHERE (case_id, n, kind) IN
           (SELECT case_id, n, kind FROM clocks WHERE closed_at IS NOT NULL ORDER BY case_id LIMIT max(0, ?1 - ?2))",
        [DUE, open_clocks(&db)?],
    )?;
    Ok(())
}

fn open_clocks(db: &Connection) -> Result<i64> {
    Ok(db.query_row("SELECT count(*) FROM clocks WHERE closed_at IS NULL", [], |row| row.get(0))?)
}

/// Approving, and so sending, an alert to everybody: with 2,000 accounts and with 2,000,000.
fn alert(small: &Sized, large: &Sized) -> Result<Row> {
    for (town, accounts) in [(small, 2_000), (large, 2_000_000)] {
        open(&town.state)?.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
             INSERT INTO accounts(id, name, residence, created_at)
             SELECT printf('resident-%08d', i), 'Cư dân', '00070', 0 FROM n",
            [accounts],
        )?;
    }
    let one = |town: &Sized| -> Result<f64> {
        let by = |who: &str| format!("authorization: Bearer {}\r\ncontent-type: application/json\r\n", town::token(who));
        let body = r#"{"unit":"so-xay-dung","kind":"warning","title":"Mưa rất to","text":"Hạn chế ra đường khi không cần thiết.","valid_until":"2027-12-01T00:00:00+07:00"}"#;
        let mut connection = crate::client::Connection::open(&town.server.base)?;
        let mut times = Vec::new();
        for _ in 0..20 {
            let (status, written) = connection.send("POST", "/api/alerts", &by("so-xay-dung-intake"), body.as_bytes())?;
            anyhow::ensure!(status == 201, "writing an alert: {status}");
            let written: serde_json::Value = serde_json::from_slice(&written)?;
            let path = format!("/api/alerts/{}/approval", written["id"].as_str().context("an alert without id")?);
            let started = Instant::now();
            let (status, _) = connection.send("POST", &path, &by("so-xay-dung-head"), b"{}")?;
            times.push(started.elapsed().as_secs_f64() * 1e3);
            anyhow::ensure!(status == 200, "sending an alert: {status}");
        }
        Ok(median(times))
    };
    ratio("sending an alert to 2,000,000 accounts / to 2,000", "≤ 1.2 ×", 1.2, || one(small), || one(large))
}

/// Small, large, small, large …; the middle of the ratios.
fn ratio(
    what: &'static str,
    goal: &'static str,
    bound: f64,
    small: impl Fn() -> Result<f64>,
    large: impl Fn() -> Result<f64>,
) -> Result<Row> {
    let (mut ratios, mut sides) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (a, b) = (small()?, large()?);
        if round > 0 {
            ratios.push(b / a);
            sides.push((a, b));
        }
    }
    let side = |pick: fn(&(f64, f64)) -> f64| median(sides.iter().map(pick).collect());
    let detail = format!("{:.2} ms and {:.2} ms", side(|s| s.1), side(|s| s.0));
    Ok(Row::at_most(what, goal, bound, median(ratios), detail))
}

fn open(state: &Path) -> Result<Connection> {
    let db = Connection::open(state.join("sqlite_db.db"))?;
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(db)
}
