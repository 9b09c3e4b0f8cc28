//! The objections that wait for a decision.

use crate::conduct::ConductFile;
use crate::page::PageQuery;
use domain::{Refusal, Role, UnitId};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;

/// A page of objections.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Objections {
    /// The page, oldest first.
    pub objections: Vec<WaitingObjection>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// An objection as whoever decides it reads it. The person is not named.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaitingObjection {
    /// Its id.
    pub id: String,
    /// What the person says.
    pub text: String,
    /// When.
    #[schema(format = DateTime)]
    pub made_at: String,
    /// Files with it: `GET /api/media/{id}`.
    pub media: Vec<ConductFile>,
    /// The record it is in.
    pub conduct: String,
    /// Violations that stand in a row.
    pub in_row: u32,
    /// Until when the account is locked; null when it is not.
    #[schema(required, format = DateTime)]
    pub locked_until: Option<String>,
    /// The violation.
    pub violation: DisputedViolation,
}

/// A violation that somebody objects to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputedViolation {
    /// Its id.
    pub id: String,
    /// `false_report`, `abuse`, `spam` or `other`.
    pub kind: String,
    /// What shows it.
    pub reason: String,
    /// The case.
    #[schema(required)]
    pub code: Option<String>,
    /// What was reported.
    #[schema(required)]
    pub report: Option<String>,
    /// The unit that recorded it.
    pub unit: NamedId,
    /// When.
    #[schema(format = DateTime)]
    pub recorded_at: String,
    /// Files that show it.
    pub media: Vec<ConductFile>,
}

/// Which objections.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ObjectionQuery {
    /// The unit that decides; the Centre may leave it out and sees all.
    #[param(example = "so-xay-dung")]
    unit: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// Lists the objections that wait, oldest first: all of them for the Centre, a unit's for its heads.
#[utoipa::path(
    get,
    path = "/api/conduct/objections",
    operation_id = "list_objections",
    tag = "oversight",
    params(ObjectionQuery),
    responses((status = 200, description = "A page of objections.", body = Objections)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let ObjectionQuery { unit, after, limit } = call.query()?;
    let mut fields = Fields::new();
    let centre = account.has(Role::Centre);
    if !centre && !account.has(Role::Head) {
        return Err(Problem::not_your_role());
    }
    let unit = fields.optional_id::<UnitId>("unit", &unit);
    if !centre && unit == Some(None) {
        fields.error("unit", "missing", words::WHICH_UNIT);
    }
    let page = PageQuery::of(after, limit).check(&mut fields);
    let (unit, (after, limit)) = fields.finish((unit, page))?;
    if let Some(unit) = &unit
        && !centre
        && !account.is(Role::Head, unit)
    {
        return Err(Refusal::NotYourUnit { unit: unit.clone() }.into());
    }
    let list = call.store().await?.objections_waiting(unit.as_ref(), call.now, after, limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}
