//! What a person reads of the own record.

use edge::queue::NamedId;
use edge::{Call, Problem, Reply, StatusCode};
use serde::Deserialize;

/// What is recorded about the person signed in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnConduct {
    /// Until when nothing can be sent; null when it can.
    #[schema(required, format = DateTime)]
    pub locked_until: Option<String>,
    /// Violations that stand in a row.
    #[schema(example = 2)]
    pub in_row: u32,
    /// How many in a row are borne; one more locks.
    #[schema(example = 3)]
    pub in_row_max: u32,
    /// Every violation, oldest first. No officer is named.
    pub violations: Vec<RecordedViolation>,
}

/// A violation as the person and the Centre read it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordedViolation {
    /// Its id; what an objection names.
    pub id: String,
    /// `false_report`, `abuse`, `spam` or `other`.
    pub kind: String,
    /// What shows it.
    pub reason: String,
    /// The case it was committed with.
    #[schema(required)]
    pub code: Option<String>,
    /// The unit that recorded it.
    pub unit: NamedId,
    /// When.
    #[schema(format = DateTime)]
    pub recorded_at: String,
    /// Files that show it: `GET /api/media/{id}`.
    pub media: Vec<ConductFile>,
    /// When an objection was upheld; null while it stands.
    #[schema(required, format = DateTime)]
    pub annulled_at: Option<String>,
    /// Whether it counts in the row that runs.
    pub counts: bool,
    /// The objection to it.
    #[schema(required)]
    pub objection: Option<MadeObjection>,
}

/// A file of a violation or an objection.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConductFile {
    /// Its id.
    pub id: String,
    /// What it is.
    pub media_type: String,
}

/// An objection and what was decided on it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeObjection {
    /// Its id.
    pub id: String,
    /// What the person says.
    pub text: String,
    /// When.
    #[schema(format = DateTime)]
    pub made_at: String,
    /// Files with it.
    pub media: Vec<ConductFile>,
    /// `waiting`, `upheld` or `rejected`.
    pub state: String,
    /// When it was decided.
    #[schema(required, format = DateTime)]
    pub decided_at: Option<String>,
    /// The unit that decided.
    #[schema(required)]
    pub decided_unit: Option<NamedId>,
    /// Why so.
    #[schema(required)]
    pub decision: Option<String>,
}

/// Reads one's own violations, the lock and the objections.
#[utoipa::path(
    get,
    path = "/api/me/conduct",
    operation_id = "read_own_conduct",
    tag = "oversight",
    responses((status = 200, description = "The own record; empty for most.", body = OwnConduct)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let person = &call.signed_in().await?.account.id;
    let store = call.store().await?;
    let terms = store.conduct_terms(call.now).await?;
    let own = store.own_conduct(person, terms, call.now).await?;
    Ok(Reply::raw_json(StatusCode::OK, own))
}
