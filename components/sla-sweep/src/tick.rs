//! One tick.

use chrono::DateTime;
use std::time::{SystemTime, UNIX_EPOCH};
use store::Store;
use sweep::{Swept, sweep};

// Generated code, which needs what the lints forbid by hand.
#[allow(unsafe_code, missing_docs)]
mod world {
    spin_sdk::wit_bindgen::generate!({
        world: "spin-cron",
        path: "../../wit/cron.wit",
        runtime_path: "::spin_sdk::wit_bindgen::rt",
    });

    export!(Tick with_types_in self);

    use super::Tick;
}

use world::{Error, Guest, Metadata};

struct Tick;

impl Guest for Tick {
    async fn handle_cron_event(_: Metadata) -> Result<(), Error> {
        match tick().await {
            Ok(Swept { overdue, due_soon, closed, unlocked, failed, moved }) => {
                let failed = failed + moved.failed;
                let level = if failed == 0 { "info" } else { "error" };
                let line = serde_json::json!({
                    "level": level, "during": "sla-sweep", "overdue": overdue, "due_soon": due_soon,
                    "closed": closed, "failed": failed,
                    "succeeded": moved.cases, "recounted": moved.recounted, "residents_moved": moved.residents,
                    "unlocked": unlocked,
                });
                println!("{line}");
                Ok(())
            }
            Err(error) => {
                let line = serde_json::json!({
                    "level": "error", "during": "sla-sweep", "fault": format!("{:#}", cause(error)),
                });
                eprintln!("{line}");
                Err(Error::Other("the sweep failed; the log says why".to_owned()))
            }
        }
    }
}

async fn tick() -> Result<Swept, store::Error> {
    // The wall clock and not the tick's own instant: a tick that was held up must see what came due meanwhile.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let milliseconds = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    let now = DateTime::from_timestamp_millis(milliseconds).unwrap_or_default().with_timezone(&store::hanoi());
    sweep(&Store::open().await?, now).await
}

fn cause(error: store::Error) -> String {
    match error {
        store::Error::Fault(fault) => format!("{fault:#}"),
        error => error.to_string(),
    }
}
