//! What citizens find.

use crate::OfferedService;
use crate::list::before;
use domain::{ServiceCategory, UnitId};
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::Deserialize;
use store::services::ServiceFilter;

/// The most characters of a search.
const SEARCH_MAX: usize = 200;

/// Which services.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct BrowseQuery {
    /// Words to be found, with marks or without.
    q: Option<String>,
    /// The ward or commune it has to be for; what is for the whole city is for it, too.
    #[param(example = "00070")]
    ward: Option<String>,
    /// What it is for.
    #[param(example = "health")]
    category: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of services.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Offered {
    /// The page, latest first.
    pub services: Vec<OfferedService>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// Finds what is offered and valid now, latest first, by words, area and need.
#[utoipa::path(
    get,
    path = "/api/public/services",
    operation_id = "browse_services",
    tag = "services",
    params(BrowseQuery),
    responses((status = 200, description = "A page of services.", body = Offered)),
)]
pub(crate) async fn browse(call: Call) -> Result<Reply, Problem> {
    let query: BrowseQuery = call.query()?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    // An empty field of a form asks for nothing.
    let given = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
    let search = given(query.q);
    if search.as_ref().is_some_and(|words| words.chars().count() > SEARCH_MAX) {
        fields.error("q", "too_long", edge::words::text_error(domain::TextError::TooLong { max: SEARCH_MAX }));
    }
    let ward: Option<Option<UnitId>> = match given(query.ward) {
        Some(ward) => fields.known_unit("ward", &Some(ward), store).await?.map(Some),
        None => Some(None),
    };
    let category = fields.optional_choice::<ServiceCategory>("category", &given(query.category));
    let before = before(&mut fields, query.after.as_deref());
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let (ward, category, before, limit) = fields.finish((ward, category, before, limit))?;
    let filter = ServiceFilter { ward, category, search, before, limit };
    let page = store.services_offered(&filter, call.now).await?;
    Ok(Reply::raw_json(StatusCode::OK, page))
}
