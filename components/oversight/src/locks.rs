//! The accounts that are locked now, for the Centre.

use crate::page::PageQuery;
use domain::Role;
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::Deserialize;

/// A page of locked accounts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Locks {
    /// The page, soonest to end first.
    pub locks: Vec<LockedAccount>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// An account that is locked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LockedAccount {
    /// The record.
    pub conduct: String,
    /// The person's name; null when one of the cases is confidential.
    #[schema(required)]
    pub name: Option<String>,
    /// When the lock ends.
    #[schema(format = DateTime)]
    pub locked_until: String,
    /// Violations that stand, in all.
    pub violations: u32,
    /// When the record was last handed to the authorities; null when it never was.
    #[schema(required, format = DateTime)]
    pub referred_at: Option<String>,
}

/// Lists the accounts that are locked now; for the Centre.
#[utoipa::path(
    get,
    path = "/api/conduct/locks",
    operation_id = "list_locks",
    tag = "oversight",
    params(PageQuery),
    responses((status = 200, description = "A page of locked accounts.", body = Locks)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let query: PageQuery = call.query()?;
    if !account.has(Role::Centre) {
        return Err(Problem::not_your_role());
    }
    let mut fields = Fields::new();
    let page = query.check(&mut fields);
    let ((after, limit),) = fields.finish((page,))?;
    let list = call.store().await?.locks(call.now, after, limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}
