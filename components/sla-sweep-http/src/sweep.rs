//! One tick of the sweep.

use ::sweep::{Swept, sweep};
use edge::{Call, Problem, Reply, StatusCode, operator_token_ok, words};
use serde::Serialize;

/// What a tick did.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Swept)]
pub struct SweptView {
    /// Clocks that were found past their due instant.
    pub overdue: i64,
    /// Clocks of which a quarter of the time is left.
    pub due_soon: i64,
    /// Cases whose window for questions was over.
    pub closed: u32,
    /// Accounts whose lock was over.
    pub unlocked: u32,
    /// Cases that could not be closed, passed on or counted anew because their data is damaged.
    pub failed: u32,
    /// Cases that passed to the successor of their unit.
    pub succeeded: u32,
    /// Cases of which a clock was counted anew.
    pub recounted: u32,
    /// Residents whose ward or commune passed to a successor.
    pub residents_moved: i64,
}

/// Notes what is overdue and due soon, and closes what is over. For the operator's timer; it may run twice.
#[utoipa::path(
    post,
    path = "/api/internal/sla-sweep",
    operation_id = "run_sla_sweep",
    tag = "sla-sweep-http",
    responses((status = 200, description = "What was done.", body = SweptView)),
    security(("bearer" = [])),
)]
pub(crate) async fn run(call: Call) -> Result<Reply, Problem> {
    if !operator_token_ok(&call, "operator_token").await {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "not_signed_in", words::OPERATOR_TOKEN));
    }
    let Swept { overdue, due_soon, closed, unlocked, failed, moved } = sweep(call.store().await?, call.now).await?;
    Ok(Reply::ok(&SweptView {
        overdue,
        due_soon,
        closed,
        unlocked,
        failed: failed + moved.failed,
        succeeded: moved.cases,
        recounted: moved.recounted,
        residents_moved: moved.residents,
    }))
}
