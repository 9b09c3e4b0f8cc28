//! The queue of verified waste.

use edge::queue::{OwnQueueQuery, Queue, inspection_queue};
use edge::{Call, Problem, Reply};

/// A page of the verified reports of waste in the whole city that are not closed, soonest due first. A closed one
/// is opened by its code; one that is still inspected stands in `GET /api/desks/inspection/running`.
#[utoipa::path(
    get,
    path = "/api/desks/inspection/cases",
    operation_id = "list_verified_waste",
    tag = "inspection",
    summary = "Verified reports of waste, city-wide",
    params(OwnQueueQuery),
    responses((status = 200, description = "A page of the queue", body = Queue)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn queue(call: Call) -> Result<Reply, Problem> {
    inspection_queue(&call).await
}
