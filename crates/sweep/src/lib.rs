//! What is done every minute: say what is overdue, say what is due soon, close what is over.
//!
//! Takes no input but the time and may run twice: each step asks the database what is due and not yet
//! done. A missed tick, a double tick and a restart all end in the same place.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod organisation;

use domain::{CaseCode, Instant, aftercare};
use store::{Error, Store};

/// Cases closed in one tick; the others wait for the next minute, so that a tick stays short.
const CLOSED_MAX: u32 = 500;

/// What a tick did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Clocks that were found past their due instant.
    pub overdue: i64,
    /// Clocks of which a quarter of the time is left.
    pub due_soon: i64,
    /// Cases whose window for questions was over.
    pub closed: u32,
    /// Accounts whose lock was over.
    pub unlocked: u32,
    /// Cases that could not be closed because the database holds what it must not. The next tick tries
    /// again; somebody should look.
    pub failed: u32,
    /// What a change of the city or its settings moved.
    pub moved: organisation::Moved,
}

/// One tick.
///
/// # Errors
/// [`Error::Fault`] when the database fails. What was done before stays done.
pub async fn sweep(store: &Store, now: Instant) -> Result<Swept, Error> {
    // First who answers for what: a notice of lateness goes to whoever holds the case now.
    let moved = organisation::advance(store, now).await?;
    // In this order: what is late is not said to be due soon.
    let overdue = store.note_overdue(now).await?;
    let due_soon = store.note_due_soon(now).await?;
    let mut swept = Swept { overdue, due_soon, moved, ..Swept::default() };
    for code in store.cases_to_close(now, CLOSED_MAX).await? {
        // One damaged case must not keep all later ones open for ever.
        match close(store, &code, now).await {
            Ok(true) => swept.closed += 1,
            Ok(false) => {}
            Err(error) => {
                swept.failed += 1;
                log(&code, error);
            }
        }
    }
    for id in store.locks_to_end(now, CLOSED_MAX).await? {
        // the lock ends by itself; here the person is told, once.
        let Some(conduct) = store.conduct(&id).await? else { continue };
        let Some(outcome) = domain::unlock(&conduct, now) else { continue };
        match store.commit_conduct(&outcome).await {
            Ok(()) => swept.unlocked += 1,
            Err(Error::Stale { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(swept)
}

/// Closes a case; `false` when somebody acted on it meanwhile and it is not over any more.
async fn close(store: &Store, code: &CaseCode, now: Instant) -> Result<bool, Error> {
    let Some(loaded) = store.case(code).await? else {
        return Ok(false);
    };
    let Ok(outcome) = aftercare::close(&loaded.case, &loaded.office(now)) else {
        return Ok(false);
    };
    match store.commit(&outcome).await {
        Ok(()) => Ok(true),
        Err(Error::Stale { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

fn log(code: &CaseCode, error: Error) {
    let fault = match error {
        Error::Fault(fault) => format!("{fault:#}"),
        error => error.to_string(),
    };
    let line =
        serde_json::json!({ "level": "error", "during": "sla-sweep", "case": code.as_str(), "fault": fault });
    eprintln!("{line}");
}
