//! Notes every run in the database.

use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::{SystemTime, UNIX_EPOCH};

use spin_sdk::sqlite::{Connection, Value};

mod world {
    #![allow(
        unsafe_code,
        reason = "wit-bindgen generates the calls across the component's edge"
    )]

    spin_sdk::wit_bindgen::generate!({
        world: "spin-cron",
        path: "../../../../wit/cron.wit",
        runtime_path: "::spin_sdk::wit_bindgen::rt",
    });

    use super::Sweep;
    export!(Sweep with_types_in self);
}

use world::{Error, Guest, Metadata};

/// Runs of this instance; every run has an instance of its own, so that it is always the first.
static RUNS: AtomicI64 = AtomicI64::new(0);

struct Sweep;

impl Guest for Sweep {
    async fn handle_cron_event(metadata: Metadata) -> Result<(), Error> {
        let run = RUNS.fetch_add(1, Relaxed) + 1;
        let clock = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |d| d.as_secs());
        note(metadata.timestamp, clock, run)
            .await
            .map_err(|error| Error::Other(format!("{error:?}")))
    }
}

async fn note(timestamp: u64, clock: u64, run: i64) -> Result<(), spin_sdk::sqlite::Error> {
    let connection = Connection::open_default().await?;
    let values = [
        Value::Integer(timestamp.cast_signed()),
        Value::Integer(clock.cast_signed()),
        Value::Integer(run),
    ];
    connection
        .execute("INSERT INTO runs VALUES (?1, ?2, ?3)", values)
        .await?
        .collect()
        .await?;
    Ok(())
}
