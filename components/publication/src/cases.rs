//! Published cases, newest first.

use chrono::TimeDelta;
use domain::{CategoryCode, Instant, Kind, TextError, UnitId};
use edge::queue::{NamedCode, NamedId};
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;
use store::publication::PublicFilter;

/// Longer than anything people look for.
const SEARCH_CHARACTERS_MAX: usize = 200;

/// Which published cases; everything that is given must hold.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CasesQuery {
    /// Code of the ward or commune where it is.
    #[param(example = "00070")]
    ward: Option<String>,
    /// Kind of report.
    #[param(example = "field")]
    kind: Option<String>,
    /// Field of life.
    #[param(example = "cay-xanh")]
    category: Option<String>,
    /// The unit that published.
    unit: Option<String>,
    /// Published on this date or later.
    #[param(format = Date, example = "2026-02-01")]
    from: Option<String>,
    /// Published on this date or earlier.
    #[param(format = Date, example = "2026-02-28")]
    to: Option<String>,
    /// Words of the text, the place or the result, with or without diacritics.
    #[param(example = "nap cong", max_length = 200)]
    q: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of published cases.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PublishedCases)]
pub struct Cases {
    /// The page, newest first.
    pub cases: Vec<CaseLine>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A published case in a list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PublishedCase)]
pub struct CaseLine {
    /// Public code.
    #[schema(example = "HN26-7K3M9Q2X")]
    pub code: String,
    /// When it was published.
    #[schema(format = DateTime)]
    pub published_at: String,
    /// Kind of report.
    #[schema(example = "field")]
    pub kind: String,
    /// Field of life.
    pub category: NamedCode,
    /// The ward or commune where it is.
    pub ward: NamedId,
    /// The unit that published it.
    pub unit: NamedId,
    /// Where; telephone and identity numbers are masked. Null where no place is public.
    #[schema(required)]
    pub address: Option<String>,
    /// The beginning of the published text, at most 240 characters; of the result where that alone is public.
    pub excerpt: String,
    /// `satisfied`, `acceptable` or `unsatisfied`; null when nobody rated it.
    #[schema(required)]
    pub satisfaction: Option<String>,
}

/// Lists published cases, newest first, by any combination of filters and words.
#[utoipa::path(
    get,
    path = "/api/public/cases",
    operation_id = "list_published_cases",
    tag = "publication",
    params(CasesQuery),
    responses((status = 200, description = "A page of published cases.", body = Cases)),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let filter = filter(call.query()?)?;
    let page = call.store().await?.public_cases(&filter).await?;
    Ok(Reply::raw_json(StatusCode::OK, page).cache("public, max-age=30"))
}

fn filter(query: CasesQuery) -> Result<PublicFilter, Problem> {
    let mut fields = Fields::new();
    let ward = fields.optional_id::<UnitId>("ward", given(&query.ward));
    let category = fields.optional_id::<CategoryCode>("category", given(&query.category));
    let unit = fields.optional_id::<UnitId>("unit", given(&query.unit));
    let kind = fields.optional_choice::<Kind>("kind", given(&query.kind));
    let from = start_of_day(&mut fields, "from", given(&query.from), 0);
    // The date itself is meant too.
    let until = start_of_day(&mut fields, "to", given(&query.to), 1);
    let search = search(&mut fields, given(&query.q));
    let before = cursor(&mut fields, given(&query.after));
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let (ward, category, unit, kind, from, until, search, before, limit) =
        fields.finish((ward, category, unit, kind, from, until, search, before, limit))?;
    Ok(PublicFilter { ward, category, unit, kind, from, until, search, before, limit })
}

/// A plain HTML form sends its empty fields too; they stand for "any".
fn given(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|value| !value.is_empty())
}

/// The start of that date, or of the one so many days after it, at the office.
fn start_of_day(fields: &mut Fields, name: &str, date: Option<&str>, days_after: i64) -> Option<Option<Instant>> {
    let Some(date) = date else {
        return Some(None);
    };
    // The offset is fixed, so the next day begins 24 hours later.
    fields.day(name, date).map(|start| Some(start + TimeDelta::days(days_after)))
}

fn search(fields: &mut Fields, words: Option<&str>) -> Option<Option<String>> {
    if words.is_some_and(|words| words.chars().count() > SEARCH_CHARACTERS_MAX) {
        let error = TextError::TooLong { max: SEARCH_CHARACTERS_MAX };
        fields.error("q", "too_long", words::text_error(error));
        return None;
    }
    Some(words.map(str::to_owned))
}

fn cursor(fields: &mut Fields, after: Option<&str>) -> Option<Option<i64>> {
    match after.map(str::parse::<i64>) {
        None => Some(None),
        Some(Ok(number)) => Some(Some(number)),
        Some(Err(_)) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    }
}
