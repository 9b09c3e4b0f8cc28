//! The queue of the intake desk.

use domain::Desk;
use edge::queue::{Queue, QueueQuery, desk_queue};
use edge::{Call, Problem, Reply};

/// A page of the queue, soonest due first.
#[utoipa::path(
    get,
    path = "/api/desks/verification/cases",
    operation_id = "list_verification",
    tag = "verification",
    summary = "Cases that wait for verification",
    params(QueueQuery),
    responses((status = 200, description = "A page of the queue", body = Queue)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn queue(call: Call) -> Result<Reply, Problem> {
    desk_queue(&call, Desk::Verification).await
}
