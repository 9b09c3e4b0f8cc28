//! What a reorganisation will move, before it does.

use crate::reorganisation;
use domain::UnitId;
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;

/// What a plan moves.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReorganisationPreview)]
pub struct Preview {
    /// The units that end, in the order of the plan.
    pub units: Vec<EndedUnit>,
    /// All together.
    pub totals: Totals,
}

/// A unit that ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndedUnit {
    /// The unit.
    pub unit: NamedId,
    /// Who takes over: `unit` and `default`.
    #[schema(value_type = Vec<Object>)]
    pub successors: serde_json::Value,
    /// Open cases that it holds.
    pub open_cases: u64,
    /// Accounts that live in it.
    pub residents: u64,
    /// People who work in it.
    pub staff: u64,
    /// Fields of life whose reports it receives or is above of.
    pub categories: u64,
}

/// All units together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Open cases.
    pub open_cases: u64,
    /// Residents.
    pub residents: u64,
    /// People who work there, counted in each unit.
    pub staff: u64,
    /// Fields of life.
    pub categories: u64,
}

/// Says what a reorganisation would move today; for administrators and the Centre.
#[utoipa::path(
    get,
    path = "/api/reorganisations/{id}/preview",
    operation_id = "preview_reorganisation",
    tag = "organisation",
    params(("id" = String, Path, description = "The reorganisation.")),
    responses((status = 200, description = "What it moves.", body = Preview)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let store = call.store().await?;
    let reorganisation = reorganisation::for_act(&call, store).await?;
    let preview = store.reorganisation_preview(&reorganisation.id).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(StatusCode::OK, preview))
}

/// Which cases.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CasesQuery {
    /// The unit that ends.
    #[param(example = "00070", required)]
    unit: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of cases.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CasesOfUnit {
    /// The page, oldest first.
    pub cases: Vec<OpenCase>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A case that the unit holds, or held on the day.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenCase {
    /// Its code.
    pub code: String,
    /// Where it stands.
    pub state: String,
    /// Who took it over; null as long as it waits.
    #[schema(required)]
    pub passed_to: Option<NamedId>,
}

/// Lists the open cases that a unit of the plan holds and, once the plan took effect, those it held on the day with who
/// took each over; for administrators and the Centre.
#[utoipa::path(
    get,
    path = "/api/reorganisations/{id}/cases",
    operation_id = "list_cases_of_reorganisation",
    tag = "organisation",
    params(("id" = String, Path, description = "The reorganisation."), CasesQuery),
    responses((status = 200, description = "A page of open cases.", body = CasesOfUnit)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn cases(call: Call) -> Result<Reply, Problem> {
    let store = call.store().await?;
    let of = reorganisation::for_act(&call, store).await?;
    let query: CasesQuery = call.query()?;
    let mut fields = Fields::new();
    let unit = fields.id::<UnitId>("unit", &query.unit);
    let after = fields.optional_id::<String>("after", &query.after);
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    if let Some(unit) = &unit
        && !store.ends_in(&of.id, unit).await?
    {
        fields.error("unit", "unknown_unit", words::NOT_IN_THE_PLAN);
    }
    let (unit, after, limit) = fields.finish((unit, after, limit))?;
    let list = store.reorganisation_cases(&of.id, &unit, after.as_deref().unwrap_or_default(), limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}
