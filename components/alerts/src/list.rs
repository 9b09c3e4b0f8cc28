//! What a unit wrote.

use domain::{Refusal, UnitId};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;
use store::alerts::AlertCursor;

/// Which part of whose alerts.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// The unit.
    #[param(example = "00070", required)]
    unit: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of a unit's alerts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitAlerts {
    /// The page, newest first.
    pub alerts: Vec<UnitAlert>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// An alert as the unit's own people read it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitAlert {
    /// Its id.
    pub id: String,
    /// `written`, `sent` or `cancelled`.
    pub state: String,
    /// `warning` or `information`.
    pub kind: String,
    /// Headline.
    pub title: String,
    /// Body.
    pub text: String,
    /// The issuing unit.
    pub unit: NamedId,
    /// The ward or commune whose residents it is for; null when it is for the whole city.
    #[schema(required)]
    pub ward: Option<NamedId>,
    /// When it was sent; null before.
    #[schema(required, format = DateTime)]
    pub sent_at: Option<String>,
    /// Until when it is shown.
    #[schema(format = DateTime)]
    pub valid_until: String,
    /// When it was taken back; null when it was not.
    #[schema(required, format = DateTime)]
    pub cancelled_at: Option<String>,
    /// Why.
    #[schema(required)]
    pub cancel_reason: Option<String>,
    /// How many acts it has seen.
    pub version: u32,
    /// When it was written.
    #[schema(format = DateTime)]
    pub written_at: String,
    /// Who wrote it, and so may not approve it.
    pub written_by: NamedId,
    /// Who approved it; null before.
    #[schema(required)]
    pub approved_by: Option<NamedId>,
}

/// Lists what a unit wrote, newest first; for the people of the unit.
#[utoipa::path(
    get,
    path = "/api/alerts",
    operation_id = "list_alerts_of_unit",
    tag = "alerts",
    params(ListQuery),
    responses((status = 200, description = "A page of the unit's alerts.", body = UnitAlerts)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let query: ListQuery = call.query()?;
    let mut fields = Fields::new();
    let unit = fields.id::<UnitId>("unit", &query.unit);
    let page = page(&mut fields, query.after.as_deref(), query.limit);
    let (unit, (after, limit)) = fields.finish((unit, page))?;
    if !account.works_in(&unit) {
        return Err(Refusal::NotYourUnit { unit }.into());
    }
    let list = call.store().await?.alerts_of_unit(&unit, after, limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}

/// Where a page begins and how long it is.
pub(crate) fn page(
    fields: &mut Fields,
    after: Option<&str>,
    limit: Option<u32>,
) -> Option<(Option<AlertCursor>, u32)> {
    let limit = fields.within("limit", limit.or(Some(20)), 1..=100);
    let after = match after.map(AlertCursor::parse) {
        None => Some(None),
        Some(Some(cursor)) => Some(Some(cursor)),
        Some(None) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    };
    Some((after?, limit?))
}
