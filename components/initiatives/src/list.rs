//! Initiatives that are public.

use crate::place;
use edge::queue::{NamedCode, NamedId};
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::Deserialize;
use store::initiatives::InitiativeFilter;

/// Which initiatives.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InitiativesQuery {
    /// `open`: the public is asked now, the soonest end first; `adopted` or `declined`: decided so, the newest first;
    /// `all`, or left out: all, the newest first.
    #[param(example = "open")]
    filter: Option<String>,
    /// `next` of the page before, with the same filter.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of initiatives.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Initiatives {
    /// The page.
    pub initiatives: Vec<InitiativeLine>,
    /// How many there are of each filter.
    pub counts: InitiativeCounts,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// How many there are of each filter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InitiativeCounts {
    /// All.
    pub all: u32,
    /// Those on which the public is asked now.
    pub open: u32,
    /// Adopted.
    pub adopted: u32,
    /// Declined.
    pub declined: u32,
}

/// An initiative in a list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InitiativeLine {
    /// Public code.
    #[schema(example = "HN26-7K3M9Q2X")]
    pub code: String,
    /// Field.
    pub category: NamedCode,
    /// The unit that studies or carries it out.
    pub unit: NamedId,
    /// The beginning of its text, at most 240 characters.
    pub excerpt: String,
    /// Whether views are taken now.
    pub open: bool,
    /// Until when they are or were taken; null when the public was not asked, or that was ended early.
    #[schema(required, format = DateTime)]
    pub open_until: Option<String>,
    /// How many support it.
    pub supports: u32,
    /// How many comments are shown.
    pub comments: u32,
    /// `adopt` or `decline`; null before it is published.
    #[schema(required)]
    pub decision: Option<String>,
    /// When that was published.
    #[schema(required, format = DateTime)]
    pub decided_at: Option<String>,
}

/// Lists public initiatives.
#[utoipa::path(
    get,
    path = "/api/public/initiatives",
    operation_id = "list_initiatives",
    tag = "initiatives",
    summary = "Public initiatives",
    params(InitiativesQuery),
    responses((status = 200, description = "A page of initiatives", body = Initiatives)),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let query: InitiativesQuery = call.query()?;
    let mut fields = Fields::new();
    let filter = fields.optional_choice::<InitiativeFilter>("filter", &query.filter);
    let after = place(&mut fields, &query.after);
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let (filter, after, limit) = fields.finish((filter, after, limit))?;
    let filter = filter.unwrap_or(InitiativeFilter::All);
    let page = call.store().await?.public_initiatives(filter, after.as_ref(), limit, call.now).await?;
    Ok(Reply::raw_json(StatusCode::OK, page))
}
