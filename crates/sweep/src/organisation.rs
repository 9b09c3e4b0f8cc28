//! What a change of the city or of its settings leaves for the sweep (Điều 28): the day of a reorganisation
//! comes, open cases and residents pass to the successors. Every step asks what is still to be
//! done, so that a tick that was cut off is simply followed by another.

use crate::log;
use domain::succession::{self, Handover, Succeed};
use domain::{Candidate, CaseCode, Instant, Refusal, Reorganisation, ReorganisationState, UnitId, complete, successor_of, take_effect};
use store::organisation::MovingCase;
use store::{Error, Store};

/// Cases passed on in one tick.
const PASSED_ON_MAX: u32 = 500;
/// Cases counted anew in one tick.
const RECOUNTED_MAX: u32 = 500;
/// Sessions forgotten in one tick.
const FORGOTTEN_MAX: u32 = 1_000;
/// Residents moved in one tick.
const RESIDENTS_MAX: u32 = 5_000;

/// What a tick moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Cases that passed to a successor.
    pub cases: u32,
    /// Cases of which a clock was counted anew.
    pub recounted: u32,
    /// Residents whose ward passed to a successor.
    pub residents: i64,
    /// Cases that could not be moved because their data is damaged.
    pub failed: u32,
}

/// One tick.
///
/// # Errors
/// [`Error::Fault`]. What was done before stays done.
pub async fn advance(store: &Store, now: Instant) -> Result<Moved, Error> {
    store.turn_units(now).await?;
    let mut moved = Moved::default();
    let under_way = match store.reorganisation_under_way(now).await? {
        Some(approved) if approved.state == ReorganisationState::Approved => into_effect(store, approved, now).await?,
        other => other,
    };
    // Also when nothing is under way any more: a request that was on its way may have come to a unit that ended.
    let waiting = store.cases_to_pass_on("", PASSED_ON_MAX).await?;
    let stranded = store.stranded_cases().await?;
    for case in waiting.iter().chain(&stranded) {
        match pass_on(store, case, now).await {
            Ok(true) => moved.cases += 1,
            Ok(false) => {}
            // One damaged case must not hold up the others.
            Err(error) => {
                moved.failed += 1;
                log(&case.code, error);
            }
        }
    }
    for (id, code) in store.cases_to_recount(RECOUNTED_MAX).await? {
        match recount(store, &id, &code, now).await {
            Ok(true) => moved.recounted += 1,
            Ok(false) => {}
            Err(error) => {
                moved.failed += 1;
                log(&code, error);
            }
        }
    }
    store.forget_sessions(now, FORGOTTEN_MAX).await?;
    let Some(under_way) = under_way else {
        return Ok(moved);
    };
    moved.residents = store.move_residents(&under_way, RESIDENTS_MAX).await?;
    if store.nothing_left_to_move(&under_way.id).await?
        && let Ok(outcome) = complete(&under_way, now)
    {
        match store.commit_reorganisation(&outcome).await {
            Ok(()) | Err(Error::Stale { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(moved)
}

/// The day has come. What stands afterwards, if this tick let it take effect.
async fn into_effect(
    store: &Store,
    approved: Reorganisation,
    now: Instant,
) -> Result<Option<Reorganisation>, Error> {
    let Ok(outcome) = take_effect(&approved, now) else {
        return Ok(None);
    };
    match store.commit_reorganisation(&outcome).await {
        Ok(()) => store.reorganisation(&approved.id).await,
        // Another tick was first, or somebody gave it up: the next one sees what stands.
        Err(Error::Stale { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Passes a case on; `false` when somebody acted on it meanwhile: the next tick looks again.
async fn pass_on(store: &Store, moving: &MovingCase, now: Instant) -> Result<bool, Error> {
    let Some(loaded) = store.case(&moving.code).await? else {
        return Ok(false);
    };
    let ward = successor_of(&moving.wards, moving.point, None).unwrap_or(&moving.from_ward);
    // A person who sent it elsewhere meanwhile decided where it belongs; only its place is named anew.
    let stayed = loaded.case.unit == moving.from_unit;
    if !moving.listed && !stayed {
        return Ok(false); // The list was read a moment ago: the next one is right.
    }
    let to: &UnitId = if stayed {
        successor_of(&moving.units, moving.point, Some(ward)).unwrap_or(&moving.from_unit)
    } else {
        &loaded.case.unit
    };
    let handover = |(from, successors): &(UnitId, Vec<Candidate>)| {
        let to = successor_of(successors, moving.point, Some(ward))?;
        Some(Handover { from: from.clone(), to: to.clone() })
    };
    let command = Succeed {
        reorganisation: moving.reorganisation.clone(),
        to: to.clone(),
        ward: ward.clone(),
        holder_ended: stayed && !moving.units.is_empty(),
        supporters: moving.supporters.iter().filter_map(handover).collect(),
    };
    let outcome = match succession::succeed(&loaded.case, command, &loaded.office(now)) {
        Ok(outcome) => outcome,
        Err(Refusal::OutOfCalendar(gap)) => return Err(Error::Fault(gap.into())),
        // It has ended, and its end settled it.
        Err(_) => return Ok(false),
    };
    match store.commit(&outcome).await {
        Ok(()) => Ok(true),
        Err(Error::Stale { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Counts the clocks of a case anew; `false` when no end moved, or somebody acted on it meanwhile.
async fn recount(store: &Store, id: &str, code: &CaseCode, now: Instant) -> Result<bool, Error> {
    let mut changed = false;
    if let Some(loaded) = store.case(code).await? {
        match succession::recount(&loaded.case, &loaded.office(now)) {
            Ok(Some(outcome)) => match store.commit(&outcome).await {
                Ok(()) => changed = true,
                // The next tick looks again.
                Err(Error::Stale { .. }) => return Ok(false),
                Err(error) => return Err(error),
            },
            // Nothing moves, or it has ended.
            Ok(None) | Err(Refusal::NotFromHere { .. }) => {}
            Err(Refusal::OutOfCalendar(gap)) => return Err(Error::Fault(gap.into())),
            Err(refusal) => return Err(Error::Fault(refusal.into())),
        }
    }
    store.recounted(id).await?;
    Ok(changed)
}
