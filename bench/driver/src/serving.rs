//! Sending and reading, against a native server and against the least component.

use crate::client::{Load, load};
use crate::server::Server;
use crate::{Options, Row, median, town};
use anyhow::Result;

const CONNECTIONS: usize = 16;
const SENT: usize = 1_500;
const READ: usize = 4_000;
const ROUNDS: usize = 3;

pub fn rows(options: &Options) -> Result<Vec<Row>> {
    let as_intake = format!("authorization: Bearer {}\r\n", town::token("00070-intake"));
    Ok(vec![
        sending(options)?,
        against_hello(options, "reading a public case / hello", "/api/public/cases/HN26-00000001", String::new())?,
        against_hello(options, "reading a queue page / hello", "/api/desks/verification/cases?limit=20", as_intake)?,
    ])
}

/// The same reports to the application and to the comparator, in turn, each on a database of its own.
fn sending(options: &Options) -> Result<Row> {
    let (ours, natives) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let reports = (SENT * (ROUNDS + 1)) as u32;
    drop(town::make(ours.path(), &["citizen-lan"], reports)?);
    drop(town::make(natives.path(), &["citizen-lan"], reports)?);
    let application = Server::application(options, ours.path())?;
    let native = Server::native(options, &natives.path().join("sqlite_db.db"))?;
    let (mut ratios, mut sides) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let send = |server: &Server| -> Result<(Load, f64)> {
            let before = server.cpu_seconds()?;
            let done = load(&server.base, CONNECTIONS, SENT, |n| report(round * SENT + n))?;
            Ok((done, (server.cpu_seconds()? - before) * 1e3 / SENT as f64))
        };
        let ((a, a_cpu), (b, b_cpu)) = (send(&application)?, send(&native)?);
        // The first round warms both up.
        if round > 0 {
            ratios.push(a.per_second / b.per_second);
            sides.push((a.per_second, b.per_second, a_cpu, b_cpu));
        }
    }
    let side = |pick: fn(&(f64, f64, f64, f64)) -> f64| median(sides.iter().map(pick).collect());
    let detail = format!(
        "{:.0} and {:.0} a second; {:.2} and {:.2} ms of processor each",
        side(|s| s.0), side(|s| s.1), side(|s| s.2), side(|s| s.3)
    );
    Ok(Row::at_least("sending a report / the same natively", "≥ 0.5 ×", 0.5, median(ratios), detail))
}

fn report(n: usize) -> (&'static str, String, String, Vec<u8>) {
    let headers = format!(
        "authorization: Bearer {}\r\ncontent-type: application/json\r\nidempotency-key: bench-key-{n}\r\n",
        town::token("citizen-lan")
    );
    let body = format!(
        r#"{{"kind":"field","category":"duong-ha-tang","text":"Ổ gà sâu giữa đường, phản ánh thứ {n}.","address":"Số {n} Hàng Bài","ward":"00070","latitude":21.0245,"longitude":105.8521,"happened_at":"2026-01-05T08:00:00+07:00","media":["photo-{n}"]}}"#
    );
    ("POST", "/api/reports".to_owned(), headers, body.into_bytes())
}

/// A page of a town of 10,000 cases and the hello component, in turn.
fn against_hello(options: &Options, what: &'static str, path: &'static str, headers: String) -> Result<Row> {
    let (ours, plain) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let db = town::make(ours.path(), &["00070-intake"], 0)?;
    town::fill(&db, 10_000)?;
    drop(db);
    let application = Server::application(options, ours.path())?;
    let hello = Server::hello(options, plain.path())?;
    let (mut ratios, mut sides) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let a = load(&application.base, CONNECTIONS, READ, |_| ("GET", path.to_owned(), headers.clone(), Vec::new()))?;
        let b = load(&hello.base, CONNECTIONS, READ, |_| ("GET", "/".to_owned(), String::new(), Vec::new()))?;
        if round > 0 {
            ratios.push(a.per_second / b.per_second);
            sides.push((a.per_second, b.per_second));
        }
    }
    let detail = format!(
        "{:.0} and {:.0} a second",
        median(sides.iter().map(|s| s.0).collect()),
        median(sides.iter().map(|s| s.1).collect())
    );
    Ok(Row::at_least(what, "≥ 0.5 ×", 0.5, median(ratios), detail))
}
