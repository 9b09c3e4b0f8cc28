//! Who receives the reports of a category first, dated.

use crate::settings::{SettingReply, put, staff};
use domain::support::Tier;
use domain::{Reason, Refusal, UnitId, keeps_settings};
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;
use serde_json::json;
use store::keeping::{SettingVersion, day};

/// Who receives first from a day on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstUnitPut {
    /// The first day, after today. What was said for that very day is replaced.
    #[schema(format = Date, example = "2027-01-01")]
    pub valid_from: Option<String>,
    /// Code of a department or of the Centre, or `ward`: the ward or commune where it is.
    #[schema(example = "so-xay-dung")]
    pub unit: Option<String>,
    /// Why, 10 to 2,000 characters.
    pub reason: Option<String>,
}

/// Reads who receives the reports of a category, day by day; everybody who works for the city may.
#[utoipa::path(
    get,
    path = "/api/first-units/{category}",
    operation_id = "read_first_units",
    tag = "organisation",
    params(("category" = String, Path, description = "Code of the category.", example = "cay-xanh")),
    responses((status = 200, description = "`category`, `first_units` (`valid_from`, `valid_to`, `unit`; null is the ward), `versions`.")),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    staff(&call).await?;
    let view = call.store().await?.first_units_view(call.param("category")).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(StatusCode::OK, view))
}

/// Puts who receives the reports of a category from a day on. What came in before stays where it is.
#[utoipa::path(
    put,
    path = "/api/first-units/{category}",
    operation_id = "put_first_unit",
    tag = "organisation",
    params(("category" = String, Path, description = "Code of the category.", example = "cay-xanh")),
    request_body = FirstUnitPut,
    responses((status = 200, description = "Put.", body = SettingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn put_first_unit(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let by_unit = keeps_settings(account)?;
    let body: FirstUnitPut = call.json().await?;
    let store = call.store().await?;
    let category = call.param("category");
    if store.first_units_view(category).await?.is_none() {
        return Err(Problem::not_found());
    }
    let mut fields = Fields::new();
    let from = fields.day("valid_from", &body.valid_from);
    let unit = fields.id::<UnitId>("unit", &body.unit);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let unit = unit.map(|unit| (unit.as_str() != "ward").then_some(unit));
    if let Some(Some(unit)) = &unit
        && !matches!(store.tiers(std::slice::from_ref(unit)).await?[..], [(_, Tier::City)])
    {
        fields.error("unit", "unknown_unit", words::NOT_A_FIRST_UNIT);
    }
    let (from, unit, reason) = fields.finish((from, unit, reason))?;
    if from <= call.now {
        return Err(Refusal::DayNotAhead.into());
    }
    let from = day(from);
    let setting = SettingVersion {
        family: "first_unit",
        key: category,
        version: &from,
        valid_from: from.clone(),
        reason: reason.as_str(),
        spec: &json!({ "unit": unit.as_ref().map(UnitId::as_str) }),
    };
    put(store, &setting, &account.id, by_unit, &call).await
}
