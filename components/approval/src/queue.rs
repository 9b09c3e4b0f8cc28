//! The queue of drafts and results (Điều 12).

use domain::Desk;
use edge::queue::{Queue, QueueQuery, desk_queue};
use edge::{Call, Problem, Reply};

/// A page of the queue, soonest due first.
#[utoipa::path(
    get,
    path = "/api/desks/approval/cases",
    operation_id = "list_approval",
    tag = "approval",
    summary = "Cases whose draft or result lies here",
    params(QueueQuery),
    responses((status = 200, description = "A page of the queue", body = Queue)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn queue(call: Call) -> Result<Reply, Problem> {
    desk_queue(&call, Desk::Approval).await
}
