//! What a unit wrote.

use crate::alert::{Document, EarlierAlert};
use domain::{Refusal, UnitId};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;
use store::alerts::{AlertCursor, AlertReader};

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
    /// What it is about: `storm`, `flood`, `fire`, `epidemic`, `power_cut`, `water_cut`, `traffic`, `security`,
    /// `other`.
    pub event: String,
    /// Headline.
    pub title: String,
    /// Body.
    pub text: String,
    /// The issuing unit.
    pub unit: NamedId,
    /// The level that speaks: `city`, `district`, `commune`.
    pub level: String,
    /// The ward, commune or district whose residents it is for; null when it is for the whole city.
    #[schema(required)]
    pub audience: Option<NamedId>,
    /// The wards and communes it concerns; none: all of its audience.
    pub areas: Vec<NamedId>,
    /// When it was sent; null before.
    #[schema(required, format = DateTime)]
    pub sent_at: Option<String>,
    /// From when it is shown; null: from when it was sent.
    #[schema(required, format = DateTime)]
    pub valid_from: Option<String>,
    /// Until when it is shown.
    #[schema(format = DateTime)]
    pub valid_until: String,
    /// When it was taken back; null when it was not.
    #[schema(required, format = DateTime)]
    pub cancelled_at: Option<String>,
    /// Why.
    #[schema(required)]
    pub cancel_reason: Option<String>,
    /// What goes with it; the files are at `/api/public/media/{id}`.
    pub documents: Vec<Document>,
    /// The alert it updates; null when it updates none.
    #[schema(required)]
    pub replaces: Option<String>,
    /// The alert that updates it; null while there is none.
    #[schema(required)]
    pub replaced_by: Option<String>,
    /// What was sent of its chain before it, newest first.
    pub earlier: Vec<EarlierAlert>,
    /// When who asks has read it as a resident; null when they have not.
    #[schema(required, format = DateTime)]
    pub read_at: Option<String>,
    /// How many acts it has seen.
    pub version: u32,
    /// When it was written.
    #[schema(format = DateTime)]
    pub written_at: String,
    /// Who wrote it first.
    pub written_by: NamedId,
    /// Who approved it; null before.
    #[schema(required)]
    pub approved_by: Option<NamedId>,
    /// Why it is needed beside what an upper level has sent; null when nothing was said.
    #[schema(required)]
    pub reason: Option<String>,
    /// How many accounts were in its audience when it was sent; null before.
    #[schema(required)]
    pub reach: Option<u64>,
    /// How many have read it.
    pub reads: u64,
    /// Every text it had, with its author, who may not approve it.
    pub versions: Vec<AlertVersion>,
}

/// What an alert said once.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertVersion {
    /// The version that began with it.
    pub version: u32,
    /// Who wrote it.
    pub by: NamedId,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Headline.
    pub title: String,
    /// Body.
    pub text: String,
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
    let list = {
        let reader = AlertReader { account: Some(&account.id), now: call.now };
        call.store().await?.alerts_of_unit(&unit, reader, after, limit).await?
    };
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
