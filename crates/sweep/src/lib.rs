//! What is done every minute: say what is overdue, say what is due soon, close what is over, end locks that are over,
//! and carry out what a change of the city, of its calendars and of the reception leaves ([`organisation`], [`reception`]).
//!
//! Takes no input but the time and may run twice: each step asks the database what is due and not yet
//! done. A missed tick, a double tick and a restart all end in the same place.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod organisation;
pub mod reception;

use domain::{CaseCode, ConductId, Instant, aftercare};
use std::collections::BTreeSet;
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
    /// Records that could not be seen to because the database holds what it must not. The next tick tries
    /// again; somebody should look.
    pub failed: u32,
    /// What a change of the city or its settings moved.
    pub moved: organisation::Moved,
}

/// One tick. What fails holds up nothing else: each step is done whatever became of the one before, and each record
/// whatever became of the one before it.
///
/// # Errors
/// [`Error::Fault`] when a step failed, after all others were done.
pub async fn sweep(store: &Store, now: Instant) -> Result<Swept, Error> {
    let mut steps = Steps::default();
    // First who answers for what: a notice of lateness goes to whoever holds the case now.
    let mut moved = organisation::advance(store, now, &mut steps).await;
    let received = steps.of(reception::advance(store, now).await);
    moved.recounted += received.recounted;
    // In this order: what is late is not said to be due soon.
    let overdue = steps.of(store.note_overdue(now).await);
    let due_soon = steps.of(store.note_due_soon(now).await);
    let mut swept = Swept { overdue, due_soon, moved, failed: received.failed, ..Swept::default() };
    let closing = close_all(store, now, &mut swept).await;
    steps.of(closing);
    let unlocking = unlock_all(store, now, &mut swept).await;
    steps.of(unlocking);
    match steps.first {
        None => Ok(swept),
        Some(error) => Err(error),
    }
}

/// What became of the steps of a tick.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    first: Option<Error>,
}

impl Steps {
    /// What a step gave; nothing where it failed, which is told when the others are done.
    pub(crate) fn of<T: Default>(&mut self, answer: Result<T, Error>) -> T {
        answer.unwrap_or_else(|error| {
            match self.first {
                None => self.first = Some(error),
                Some(_) => log("step", "", error),
            }
            T::default()
        })
    }
}

/// Closes what is over, up to [`CLOSED_MAX`].
async fn close_all(store: &Store, now: Instant, swept: &mut Swept) -> Result<(), Error> {
    let mut left: BTreeSet<CaseCode> = BTreeSet::new();
    while swept.closed < CLOSED_MAX {
        let page = store.cases_to_close(now, CLOSED_MAX.saturating_add(len(&left))).await?;
        let fresh: Vec<_> = page.into_iter().filter(|code| !left.contains(code)).collect();
        if fresh.is_empty() {
            break;
        }
        for code in fresh {
            match close(store, &code, now).await {
                Ok(true) => {
                    swept.closed += 1;
                    continue;
                }
                Ok(false) => {}
                Err(error) => {
                    swept.failed += 1;
                    log("case", code.as_str(), error);
                }
            }
            left.insert(code);
        }
    }
    Ok(())
}

/// a lock ends by itself; here the person is told, once.
async fn unlock_all(store: &Store, now: Instant, swept: &mut Swept) -> Result<(), Error> {
    let mut left: BTreeSet<ConductId> = BTreeSet::new();
    while swept.unlocked < CLOSED_MAX {
        let page = store.locks_to_end(now, CLOSED_MAX.saturating_add(len(&left))).await?;
        let fresh: Vec<_> = page.into_iter().filter(|id| !left.contains(id)).collect();
        if fresh.is_empty() {
            break;
        }
        for id in fresh {
            match unlock(store, &id, now).await {
                Ok(true) => {
                    swept.unlocked += 1;
                    continue;
                }
                Ok(false) => {}
                Err(error) => {
                    swept.failed += 1;
                    log("conduct", id.as_str(), error);
                }
            }
            left.insert(id);
        }
    }
    Ok(())
}

fn len<T>(left: &BTreeSet<T>) -> u32 {
    u32::try_from(left.len()).unwrap_or(u32::MAX)
}

/// Ends a lock; `false` when somebody acted on the record meanwhile.
async fn unlock(store: &Store, id: &ConductId, now: Instant) -> Result<bool, Error> {
    let Some(conduct) = store.conduct(id).await? else {
        return Ok(false);
    };
    let Some(outcome) = domain::unlock(&conduct, now) else {
        return Ok(false);
    };
    match store.commit_conduct(&outcome).await {
        Ok(()) => Ok(true),
        Err(Error::Stale { .. }) => Ok(false),
        Err(error) => Err(error),
    }
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

/// Says which record, or which step, failed and why.
pub(crate) fn log(what: &str, id: &str, error: Error) {
    let fault = match error {
        Error::Fault(fault) => format!("{fault:#}"),
        error => error.to_string(),
    };
    let line = serde_json::json!({ "level": "error", "during": "sla-sweep", what: id, "fault": fault });
    eprintln!("{line}");
}
