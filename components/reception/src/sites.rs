//! Where citizens are received.

use edge::{Call, Problem, Reply, StatusCode};
use serde::Deserialize;

/// The sites.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionSites)]
pub struct Sites {
    /// In their order.
    pub sites: Vec<Site>,
}

/// A site with its hours.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionSite)]
pub struct Site {
    /// Its id.
    #[schema(example = "ly-thai-to")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// The hours of each weekday from Monday, as pairs of `08:00` and `11:30`.
    pub weekly: Vec<Vec<(String, String)>>,
    /// Weekdays kept for planned cases; 1 is Monday.
    #[schema(example = json!([5]))]
    pub planned_only: Vec<u8>,
    /// The hours of the city's leaders.
    pub leader: Vec<(String, String)>,
    /// Working days by which a session is posted ahead.
    #[schema(example = 5)]
    pub post_days: u32,
    /// Until how many days before the session a booking may be cancelled.
    #[schema(example = 1)]
    pub cancel_days: u32,
}

/// Lists the sites of reception with their hours.
#[utoipa::path(
    get,
    path = "/api/reception/sites",
    operation_id = "list_reception_sites",
    tag = "reception",
    responses((status = 200, description = "The sites.", body = Sites)),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let sites = call.store().await?.reception_sites().await?;
    Ok(Reply::raw_json(StatusCode::OK, sites).cache("max-age=300"))
}
