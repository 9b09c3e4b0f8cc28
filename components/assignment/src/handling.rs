//! An officer's own cases (R-8.1c, R-8.1d).

use edge::queue::{OwnQueueQuery, Queue, own_queue};
use edge::{Call, Problem, Reply};

/// The cases assigned to the person who asks that wait for a draft or for the result, soonest due first.
#[utoipa::path(
    get,
    path = "/api/desks/handling/cases",
    operation_id = "list_handling",
    tag = "assignment",
    summary = "Cases assigned to me that wait for me",
    params(OwnQueueQuery),
    responses((status = 200, description = "A page of the queue", body = Queue)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn handling(call: Call) -> Result<Reply, Problem> {
    own_queue(&call).await
}
