//! The queue of published cases, those with a question first (Điều 13).

use domain::Desk;
use edge::queue::{Queue, QueueQuery, desk_queue};
use edge::{Call, Problem, Reply};

/// A page of the queue, soonest due first.
#[utoipa::path(
    get,
    path = "/api/desks/aftercare/cases",
    operation_id = "list_aftercare",
    tag = "approval",
    summary = "Published cases whose window is open",
    params(QueueQuery),
    responses((status = 200, description = "A page of the queue", body = Queue)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn aftercare(call: Call) -> Result<Reply, Problem> {
    desk_queue(&call, Desk::Aftercare).await
}
