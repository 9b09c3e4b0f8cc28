//! The entries of a unit, and what lies before the Centre.

use crate::Area;
use domain::{Refusal, Role, ServiceState, UnitId};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;

/// Which entries.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// The unit whose entries they are; for its own people and the Centre.
    #[param(example = "00070")]
    unit: Option<String>,
    /// The entries in that state alone. Without a unit: those of every unit, for the Centre; usually `submitted`.
    #[param(example = "submitted")]
    state: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of entries.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitServices {
    /// The page, latest first.
    pub services: Vec<UnitService>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// An entry as its unit and the Centre read it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitService {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub category: String,
    /// Its name.
    pub title: String,
    /// What it offers.
    pub text: String,
    /// The unit that offers it.
    pub unit: NamedId,
    /// The wards and communes it is for; empty: the whole city.
    pub areas: Vec<Area>,
    /// Where one goes.
    #[schema(required)]
    pub place: Option<String>,
    /// When it is open.
    #[schema(required)]
    pub hours: Option<String>,
    /// Where it is on the web.
    #[schema(required)]
    pub link: Option<String>,
    /// Whom to call.
    #[schema(required)]
    pub phone: Option<String>,
    /// From when it is offered.
    #[schema(format = DateTime)]
    pub valid_from: String,
    /// Until when; null without an end.
    #[schema(required, format = DateTime)]
    pub valid_to: Option<String>,
    /// `draft`, `submitted`, `returned`, `approved` or `withdrawn`.
    pub state: String,
    /// How many acts it has seen.
    pub version: u32,
    /// When it was written.
    #[schema(format = DateTime)]
    pub written_at: String,
    /// When it was approved; null before.
    #[schema(required, format = DateTime)]
    pub approved_at: Option<String>,
    /// Why it was last returned or taken out.
    #[schema(required)]
    pub reason: Option<String>,
    /// Who worded it, and so may not approve it.
    pub authors: Vec<NamedId>,
}

/// Lists a unit's entries, in one state or whatever it is, or, for the Centre, those of every unit in one state.
#[utoipa::path(
    get,
    path = "/api/services",
    operation_id = "list_services",
    tag = "services",
    params(ListQuery),
    responses((status = 200, description = "A page of entries.", body = UnitServices)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let query: ListQuery = call.query()?;
    let centre = account.has(Role::Centre);
    if account.memberships.is_empty() {
        return Err(Problem::not_your_role());
    }
    let mut fields = Fields::new();
    let unit = fields.optional_id::<UnitId>("unit", &query.unit);
    if !centre && unit == Some(None) {
        fields.error("unit", "missing", words::WHICH_UNIT);
    }
    let state = fields.optional_choice::<ServiceState>("state", &query.state);
    let before = before(&mut fields, query.after.as_deref());
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let (unit, state, before, limit) = fields.finish((unit, state, before, limit))?;
    let store = call.store().await?;
    let page = match unit {
        Some(unit) if !centre && !account.works_in(&unit) => return Err(Refusal::NotYourUnit { unit }.into()),
        Some(unit) => store.services_of_unit(&unit, state, before, limit).await?,
        None => store.services_in(state.unwrap_or(ServiceState::Submitted), before, limit).await?,
    };
    Ok(Reply::raw_json(StatusCode::OK, page))
}

/// Where a page begins.
pub(crate) fn before(fields: &mut Fields, after: Option<&str>) -> Option<Option<i64>> {
    match after.map(str::parse::<i64>) {
        None => Some(None),
        Some(Ok(before)) => Some(Some(before)),
        Some(Err(_)) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    }
}
