//! One reorganisation: its plan, how far it is, its approval.

use domain::{Refusal, Reorganisation, ReorganisationId, ReorganisationOutcome, approve_reorganisation, keeper};
use edge::queue::NamedId;
use edge::{Call, Problem, Reply, StatusCode, words};
use serde::{Deserialize, Serialize};
use store::Store;

/// A reorganisation after an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ReorganisationReply {
    /// Its id.
    pub id: String,
    /// `planned`, `approved`, `in_effect`, `done` or `cancelled`.
    #[schema(example = "planned")]
    pub state: &'static str,
    /// The same in Vietnamese.
    pub state_name: &'static str,
    /// How many acts it has seen.
    #[schema(example = 1)]
    pub version: u32,
}

impl From<&ReorganisationOutcome> for ReorganisationReply {
    fn from(outcome: &ReorganisationOutcome) -> Self {
        Self {
            id: outcome.id.to_string(),
            state: outcome.to.as_str(),
            state_name: words::reorganisation_state(outcome.to),
            version: outcome.follows.seq.saturating_add(1),
        }
    }
}

/// A reorganisation with its plan.
#[derive(Clone, Debug, PartialEq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reorganisation)]
pub struct ReorganisationView {
    /// Its id.
    pub id: String,
    /// How many acts it has seen.
    pub version: u32,
    /// `planned`, `approved`, `in_effect`, `done` or `cancelled`.
    pub state: String,
    /// What it is called.
    pub title: String,
    /// The resolution it rests on.
    pub legal_basis: String,
    /// The first day of what is new.
    #[schema(format = Date)]
    pub effective_on: String,
    /// Where it was planned.
    pub unit: NamedId,
    /// When it was planned.
    #[schema(format = DateTime)]
    pub planned_at: String,
    /// By whom.
    #[schema(required)]
    pub planned_by: Option<NamedId>,
    /// When it was approved.
    #[schema(required, format = DateTime)]
    pub approved_at: Option<String>,
    /// By whom.
    #[schema(required)]
    pub approved_by: Option<NamedId>,
    /// When it was given up.
    #[schema(required, format = DateTime)]
    pub cancelled_at: Option<String>,
    /// Why.
    #[schema(required)]
    pub cancel_reason: Option<String>,
    /// When the units changed.
    #[schema(required, format = DateTime)]
    pub took_effect_at: Option<String>,
    /// When everything was moved.
    #[schema(required, format = DateTime)]
    pub completed_at: Option<String>,
    /// The plan in three words: `founded`, `ended` with `successors`, `renamed`.
    #[schema(value_type = Object)]
    pub plan: serde_json::Value,
    /// How far it is.
    pub progress: Progress,
}

/// How far a reorganisation is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReorganisationProgress)]
pub struct Progress {
    /// Open cases that it moves; 0 before it takes effect.
    pub cases: u64,
    /// Those that still wait.
    pub cases_left: u64,
    /// Residents who still wait.
    pub residents_left: u64,
}

/// Reads a reorganisation; for administrators and the Centre.
#[utoipa::path(
    get,
    path = "/api/reorganisations/{id}",
    operation_id = "read_reorganisation",
    tag = "organisation",
    params(("id" = String, Path, description = "The reorganisation.")),
    responses((status = 200, description = "The reorganisation.", body = ReorganisationView)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    keeper(&call.signed_in().await?.account)?;
    let id = ReorganisationId::new(call.param("id"));
    let view = call.store().await?.reorganisation_view(&id).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(StatusCode::OK, view))
}

/// Nothing needs to be said with it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReorganisationApproval)]
pub struct Approval {}

/// Approves a reorganisation: another person than the planner, before its day. One at a time.
#[utoipa::path(
    post,
    path = "/api/reorganisations/{id}/approval",
    operation_id = "approve_reorganisation",
    tag = "organisation",
    params(("id" = String, Path, description = "The reorganisation.")),
    request_body = Approval,
    responses((status = 200, description = "Approved; it takes effect on its day.", body = ReorganisationReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn approve(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let Approval {} = call.json().await?;
    let store = call.store().await?;
    let reorganisation = for_act(&call, store).await?;
    let outcome = approve_reorganisation(&reorganisation, account, call.now)?;
    // The city may have changed since it was planned.
    if !store.plan_still_fits(&reorganisation.id).await? {
        return Err(Problem::new(StatusCode::CONFLICT, "plan_outdated", words::PLAN_OUTDATED).article("Điều 28"));
    }
    commit(store, &outcome).await
}

/// The reorganisation of the path.
pub(crate) async fn for_act(call: &Call, store: &Store) -> Result<Reorganisation, Problem> {
    keeper(&call.signed_in().await?.account)?;
    store.reorganisation(&ReorganisationId::new(call.param("id"))).await?.ok_or_else(Problem::not_found)
}

/// Writes an act; the sentence for who comes second speaks of a plan, not of a case.
pub(crate) async fn commit(store: &Store, outcome: &ReorganisationOutcome) -> Result<Reply, Problem> {
    match store.commit_reorganisation(outcome).await {
        Ok(()) => Ok(Reply::ok(&ReorganisationReply::from(outcome))),
        Err(store::Error::AlreadyDone) => Err(Refusal::AnotherReorganisation.into()),
        Err(store::Error::Stale { .. }) => {
            Err(Problem::new(StatusCode::CONFLICT, "stale_reorganisation", words::STALE_REORGANISATION))
        }
        Err(error) => Err(error.into()),
    }
}
