//! One record of conduct in full, for the Centre.

use crate::RecordedViolation;
use domain::{ConductId, Role};
use edge::{Call, Problem, Reply, StatusCode};
use serde::Deserialize;

/// A record with whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConductRecord {
    /// Its id.
    pub id: String,
    /// The person's name; null when one of the cases is confidential.
    #[schema(required)]
    pub name: Option<String>,
    /// Until when the account is locked; null when it is not.
    #[schema(required, format = DateTime)]
    pub locked_until: Option<String>,
    /// Violations that stand in a row.
    pub in_row: u32,
    /// Every violation, oldest first.
    pub violations: Vec<RecordedViolation>,
    /// To whom it was handed.
    pub referrals: Vec<Referral>,
}

/// A record handed to the authorities.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// Whom it was handed to.
    pub body: String,
    /// Why.
    pub reason: String,
    /// When.
    #[schema(format = DateTime)]
    pub referred_at: String,
}

/// Reads a record of conduct in full; for the Centre. To others there is none.
#[utoipa::path(
    get,
    path = "/api/conduct/records/{id}",
    operation_id = "read_conduct_record",
    tag = "oversight",
    params(("id" = String, Path, description = "The record.")),
    responses((status = 200, description = "The record.", body = ConductRecord)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    if !account.has(Role::Centre) {
        return Err(Problem::not_found());
    }
    let id = ConductId::new(call.param("id"));
    let record = call.store().await?.conduct_view(&id, call.now).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(StatusCode::OK, record))
}
