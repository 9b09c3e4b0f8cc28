//! The queue of dispatch and assignment (R-8.1b, R-8.1c).

use domain::Desk;
use edge::queue::{Queue, QueueQuery, desk_queue};
use edge::{Call, Problem, Reply};

/// A page of the queue, soonest due first.
#[utoipa::path(
    get,
    path = "/api/desks/assignment/cases",
    operation_id = "list_assignment",
    tag = "assignment",
    summary = "Cases that wait for dispatch or an officer",
    params(QueueQuery),
    responses((status = 200, description = "A page of the queue", body = Queue)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn queue(call: Call) -> Result<Reply, Problem> {
    desk_queue(&call, Desk::Assignment).await
}
