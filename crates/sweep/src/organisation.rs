//! What a change of the city or of its settings leaves for the sweep (Điều 28): the day of a reorganisation
//! comes, open cases and residents pass to the successors. Every step asks what is still to be
//! done, so that a tick that was cut off is simply followed by another.

use crate::{Steps, log};
use domain::succession::{self, Handover, Succeed};
use domain::{Instant, Refusal, Reorganisation, ReorganisationState, UnitId, complete, successor_of, take_effect};
use store::keeping::CaseToRecount;
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
    /// Cases and bookings of which a clock was counted anew.
    pub recounted: u32,
    /// Residents whose ward passed to a successor.
    pub residents: i64,
    /// Cases that could not be moved because their data is damaged.
    pub failed: u32,
}

/// One tick.
pub(crate) async fn advance(store: &Store, now: Instant, steps: &mut Steps) -> Moved {
    let mut moved = Moved::default();
    steps.of(store.turn_units(now).await);
    let under_way = steps.of(under_way(store, now).await);
    // Also when nothing is under way any more: a request that was on its way may have come to a unit that ended.
    steps.of(pass_all_on(store, now, &mut moved).await);
    steps.of(recount_all(store, now, &mut moved).await);
    steps.of(store.forget_sessions(now, FORGOTTEN_MAX).await);
    if let Some(under_way) = under_way {
        steps.of(finish(store, &under_way, now, &mut moved).await);
    }
    moved
}

async fn under_way(store: &Store, now: Instant) -> Result<Option<Reorganisation>, Error> {
    match store.reorganisation_under_way(now).await? {
        Some(approved) if approved.state == ReorganisationState::Approved => into_effect(store, approved, now).await,
        other => Ok(other),
    }
}

/// Passes on what waits, up to [`PASSED_ON_MAX`], page by page, so that what fails holds up nothing behind it.
async fn pass_all_on(store: &Store, now: Instant, moved: &mut Moved) -> Result<(), Error> {
    let mut after = String::new();
    while moved.cases < PASSED_ON_MAX {
        let page = store.cases_to_pass_on(&after, PASSED_ON_MAX).await?;
        let Some(last) = page.iter().map(|case| &case.id).max() else { break };
        after = last.clone();
        for case in &page {
            moved.passing(case, pass_on(store, case, now).await);
        }
    }
    for case in &store.stranded_cases().await? {
        moved.passing(case, pass_on(store, case, now).await);
    }
    Ok(())
}

/// Counts anew what waits, in the same way.
async fn recount_all(store: &Store, now: Instant, moved: &mut Moved) -> Result<(), Error> {
    let mut after = String::new();
    let mut seen = 0;
    while seen < RECOUNTED_MAX {
        let page = store.cases_to_recount(&after, RECOUNTED_MAX).await?;
        let Some(last) = page.last() else { break };
        after = last.id.clone();
        for case in &page {
            match recount(store, case, now).await {
                Ok(changed) => {
                    seen += 1;
                    moved.recounted += u32::from(changed);
                }
                Err(error) => {
                    moved.failed += 1;
                    log("case", case.code.as_str(), error);
                }
            }
        }
    }
    Ok(())
}

/// Moves residents, and completes the reorganisation once nothing waits any more.
async fn finish(store: &Store, under_way: &Reorganisation, now: Instant, moved: &mut Moved) -> Result<(), Error> {
    moved.residents = store.move_residents(under_way, RESIDENTS_MAX).await?;
    if store.nothing_left_to_move(&under_way.id).await?
        && let Ok(outcome) = complete(under_way, now)
    {
        match store.commit_reorganisation(&outcome).await {
            Ok(()) | Err(Error::Stale { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl Moved {
    fn passing(&mut self, case: &MovingCase, answer: Result<bool, Error>) {
        match answer {
            Ok(passed) => self.cases += u32::from(passed),
            Err(error) => {
                self.failed += 1;
                log("case", case.code.as_str(), error);
            }
        }
    }
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
    let holder_ended = stayed && !moving.units.is_empty();
    // Of a unit that was split, the staff went to one successor and the case may go to another.
    let officer_stays = match &loaded.case.handler {
        Some(officer) if holder_ended => store.handles_in(officer, to).await?,
        _ => true,
    };
    let mut supporters = Vec::new();
    for (from, successors) in &moving.supporters {
        let Some(to) = successor_of(successors, moving.point, Some(ward)) else { continue };
        let officer_stays = match loaded.case.contribution(from).and_then(|asked| asked.handler.as_ref()) {
            Some(officer) => store.handles_in(officer, to).await?,
            None => true,
        };
        supporters.push(Handover { from: from.clone(), to: to.clone(), officer_stays });
    }
    let command = Succeed {
        reorganisation: moving.reorganisation.clone(),
        to: to.clone(),
        ward: ward.clone(),
        holder_ended,
        officer_stays,
        supporters,
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
async fn recount(store: &Store, case: &CaseToRecount, now: Instant) -> Result<bool, Error> {
    let mut changed = false;
    if let Some(loaded) = store.case(&case.code).await? {
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
    store.recounted(case).await?;
    Ok(changed)
}
