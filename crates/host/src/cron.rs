//! Components that a schedule starts.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use chrono::Utc;
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use tokio::task::JoinSet;

use crate::app::{App, CronJob};
use crate::bindings::cron_types::{Error, Metadata};
use crate::counters::Counters;

/// How often a schedule looks whether the clock follows real time again.
const SET_CLOCK_PAUSE: Duration = Duration::from_millis(200);

/// Reads a schedule of six fields: second, minute, hour, day, month, weekday.
///
/// # Errors
///
/// There are not six fields, or one is not understood.
pub(crate) fn schedule(expression: &str) -> Result<Cron, String> {
    CronParser::builder()
        .seconds(Seconds::Required)
        .year(Year::Disallowed)
        .build()
        .parse(expression)
        .map_err(|problem| {
            format!(
                "{problem}; a schedule has six fields, in UTC: second minute hour day month weekday"
            )
        })
}

/// Runs every job at its times, until dropped.
///
/// While the guests' clock is set by hand nothing is started: whoever sets the clock runs the jobs.
pub(crate) fn start(app: &Arc<App>) -> JoinSet<()> {
    let mut schedules = JoinSet::new();
    for job in app.cron.clone() {
        let app = Arc::clone(app);
        schedules.spawn(async move {
            loop {
                let now = Utc::now();
                let Ok(next) = job.schedule.find_next_occurrence(&now, false) else {
                    tracing::warn!("the schedule of {} never comes again", job.component.id);
                    return;
                };
                tokio::time::sleep((next - now).to_std().unwrap_or_default()).await;
                if !app.clock.is_real() {
                    tokio::time::sleep(SET_CLOCK_PAUSE).await;
                    continue;
                }
                // Not awaited: as in Spin, a run that takes too long does not delay the next.
                let (app, job) = (Arc::clone(&app), job.clone());
                tokio::spawn(async move { _ = run(&app, &job).await });
            }
        });
    }
    schedules
}

/// Runs a job once on a fresh instance and waits for its end.
///
/// # Errors
///
/// The component traps or says that it failed. The error has been logged.
pub(crate) async fn run(app: &App, job: &CronJob) -> anyhow::Result<()> {
    Counters::count(&app.counters.cron_runs);
    let timestamp = u64::try_from(app.clock.now().timestamp()).unwrap_or_default();
    let result = call(job, Metadata { timestamp }).await;
    if let Err(problem) = &result {
        Counters::count(&app.counters.cron_failures);
        tracing::error!(
            "cron component {} failed: {problem:#} (its own words, if any: {})",
            job.component.id,
            job.component.stderr_path().display()
        );
    }
    result
}

async fn call(job: &CronJob, metadata: Metadata) -> anyhow::Result<()> {
    let mut store = job.component.store()?;
    let instance = job.pre.instantiate_async(&mut store).await?;
    let result = store
        .run_concurrent(async |accessor| instance.call_handle_cron_event(accessor, metadata).await)
        .await
        .and_then(|result| result);
    // The store may hold SQLite connections, and closing the last one writes to disk. Whoever asked
    // for this run expects its effects to be there.
    tokio::task::spawn_blocking(move || drop(store)).await?;
    match result
        .map_err(anyhow::Error::from)
        .context("the component trapped")?
    {
        Ok(()) => Ok(()),
        Err(Error::Other(message)) => Err(anyhow!(message)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_has_six_fields() {
        assert!(schedule("0 */5 * * * *").is_ok());
        assert!(schedule("*/2 * * * * *").is_ok());
        assert!(schedule("*/5 * * * *").unwrap_err().contains("six fields"));
        assert!(schedule("0 0 0 1 1 * 2026").is_err());
        assert!(schedule("often").is_err());
    }
}
