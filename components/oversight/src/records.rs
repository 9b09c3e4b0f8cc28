//! The records of conduct, for the Centre: also of those who are not locked, so that a serious one can be handed on.

use crate::page::PageQuery;
use domain::Role;
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::Deserialize;

/// A page of records.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConductRecords {
    /// The page, the latest violation first.
    pub records: Vec<ListedRecord>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A record in the list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedRecord {
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
    /// Violations that stand, in all.
    pub violations: u32,
    /// The last violation.
    pub last: LastViolation,
    /// When the record was last handed to the authorities; null when it never was.
    #[schema(required, format = DateTime)]
    pub referred_at: Option<String>,
}

/// The last violation of a record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LastViolation {
    /// `false_report`, `abuse`, `spam` or `other`.
    pub kind: String,
    /// What shows it.
    pub reason: String,
    /// The unit that recorded it.
    pub unit: NamedId,
    /// When.
    #[schema(format = DateTime)]
    pub recorded_at: String,
}

/// Lists the records of conduct, the latest violation first, whether or not anybody is locked or objected;
/// for the Centre.
#[utoipa::path(
    get,
    path = "/api/conduct/records",
    operation_id = "list_conduct_records",
    tag = "oversight",
    params(PageQuery),
    responses((status = 200, description = "A page of records.", body = ConductRecords)),
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
    let list = call.store().await?.conduct_records(call.now, after, limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}
