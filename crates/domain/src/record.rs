//! What an act on a record does: of conduct, a template, a service or a remark.

use crate::outcome::{Notice, Tip};
use crate::{AccountId, CaseId, Instant, UnitId};

/// What an act on a record does: written as one journal row, as [`crate::Outcome`] is for a case. `S` is where
/// the record stands, `A` what is done to it, `F` what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded<S, A, F> {
    /// The record.
    pub id: String,
    /// The row before.
    pub follows: Tip,
    /// What was done.
    pub act: A,
    /// Where it stood; `None` for the first act.
    pub from: Option<S>,
    /// Where it stands now.
    pub to: S,
    /// Who did it; `None` for the sweep.
    pub actor: Option<AccountId>,
    /// The unit in whose name it was done.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// What happened.
    pub fact: F,
    /// Who is told, and the case that the notice leads to.
    pub notices: Vec<(CaseId, Notice)>,
}
