//! What every act on a case answers.

use crate::rfc3339;
use domain::{Case, ClockKind, Instant, Outcome};
use serde::Serialize;

/// A case after an act: where it stands now and what is due next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct CaseReply {
    /// Public code.
    #[schema(example = "HN26-7K3M9Q2X")]
    pub code: String,
    /// Where it stands.
    #[schema(example = "accepted")]
    pub state: &'static str,
    /// Its level: `urgent`, `normal` or `complex`.
    #[schema(example = "normal")]
    pub level: &'static str,
    /// The unit that holds it now.
    #[schema(example = "00070")]
    pub unit: String,
    /// The soonest due instant of the clocks that the unit answers for; null when none runs.
    #[schema(required, format = DateTime, example = "2026-03-02T12:00:00+07:00")]
    pub due_at: Option<String>,
    /// How many acts it has seen.
    #[schema(example = 2)]
    pub version: u32,
}

impl CaseReply {
    /// The case after its first act.
    pub fn opened(outcome: &Outcome) -> Self {
        Self::of(outcome, None)
    }

    /// The case after an act on it.
    pub fn after(case: &Case, outcome: &Outcome) -> Self {
        Self::of(outcome, Some(case))
    }

    fn of(outcome: &Outcome, before: Option<&Case>) -> Self {
        let change = &outcome.change;
        let level = change.level.or(before.map(|case| case.level)).unwrap_or(domain::Level::Normal);
        let running = before.into_iter().flat_map(|case| &case.clocks);
        let still =
            running.filter(|clock| !outcome.close.contains(&clock.kind)).map(|clock| (clock.kind, clock.due_at));
        let opened = outcome.open.iter().map(|clock| (clock.kind, clock.due_at));
        Self {
            code: outcome.code.to_string(),
            state: outcome.to.as_str(),
            level: level.as_str(),
            // The outcome's own unit is the one in which the act was done.
            unit: change.unit.as_ref().unwrap_or(&outcome.unit).to_string(),
            due_at: soonest(still.chain(opened)).map(rfc3339),
            version: outcome.follows.seq.saturating_add(1),
        }
    }
}

fn soonest(clocks: impl Iterator<Item = (ClockKind, Instant)>) -> Option<Instant> {
    clocks.filter(|(kind, _)| kind.binds_the_holder()).map(|(_, due_at)| due_at).min()
}
