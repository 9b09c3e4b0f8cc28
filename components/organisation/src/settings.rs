//! Dated settings: calendars, terms, retention. Every change is a version with a reason in the journal.

use domain::{Reason, Refusal, keeps_settings};
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::{Deserialize, Serialize};
use store::Store;
use store::keeping::{SettingVersion, TermsOf, calendar_version, day, terms_fit};

/// A calendar is about 8 kB; years of them fit.
const SPEC_LIMIT: u64 = 256 * 1024;

/// A calendar to be put.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarPut {
    /// The calendar, in the shape of `data/calendar.json`; its `version` is a new one.
    #[schema(value_type = Object)]
    pub calendar: Option<serde_json::Value>,
    /// Why, 10 to 2,000 characters; left out for a preview.
    #[schema(example = "Thông báo nghỉ Tết Nguyên đán năm 2027.")]
    pub reason: Option<String>,
}

/// A setting after it was put.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct SettingReply {
    /// `calendar:city`, `terms:field`, `first_unit:cay-xanh`, `retention:sessions`.
    #[schema(example = "calendar:city")]
    pub id: String,
    /// The version that was put.
    pub version: String,
    /// From which day.
    #[schema(format = Date)]
    pub valid_from: String,
}

/// What a calendar would change.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct CalendarPreviewReply {
    /// Open clocks of the units that follow the calendar.
    pub open: u64,
    /// Those that were looked at; at most 2,000.
    pub checked: u64,
    /// Of these, those whose end moves.
    pub moved: u64,
    /// Of these, those for which the new calendar ends too early.
    pub unanswered: u64,
}

/// Reads a calendar with its versions; everybody who works for the city may.
#[utoipa::path(
    get,
    path = "/api/calendars/{id}",
    operation_id = "read_calendar",
    tag = "organisation",
    params(("id" = String, Path, description = "The calendar.", example = "city")),
    responses((status = 200, description = "`id`, `version`, `calendar`, `units`, `recounts_left`, `versions`.")),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read_calendar(call: Call) -> Result<Reply, Problem> {
    staff(&call).await?;
    let view = call.store().await?.calendar_view(call.param("id")).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(StatusCode::OK, view))
}

/// Puts a new version of a calendar. What runs is counted anew by the sweep, case by case, each with its own row in
/// the journal; whoever works on a case whose end moves is told.
#[utoipa::path(
    put,
    path = "/api/calendars/{id}",
    operation_id = "put_calendar",
    tag = "organisation",
    params(("id" = String, Path, description = "The calendar.", example = "city")),
    request_body = CalendarPut,
    responses((status = 200, description = "Put.", body = SettingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn put_calendar(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let unit = keeps_settings(account)?;
    let body: CalendarPut = call.json_limited(SPEC_LIMIT).await?;
    let store = call.store().await?;
    if !store.calendar_exists(call.param("id")).await? {
        return Err(Problem::not_found());
    }
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let spec = fields.required("calendar", body.calendar);
    let version = match &spec {
        Some(spec) => calendar(&mut fields, spec, call.param("id"), store).await?,
        None => None,
    };
    // A preview shows how many ends a calendar has no answer for; one that has none for what runs stops the city.
    if let (Some(spec), Some(_)) = (&spec, &version)
        && !store.calendar_answers(call.param("id"), spec, call.now).await?
    {
        fields.error("calendar", "calendar_too_short", words::CALENDAR_TOO_SHORT);
    }
    let (reason, spec, version) = fields.finish((reason, spec, version))?;
    let setting = SettingVersion {
        family: "calendar",
        key: call.param("id"),
        version: &version,
        valid_from: day(call.now),
        reason: reason.as_str(),
        spec: &spec,
    };
    put(store, &setting, &account.id, unit, &call).await
}

/// Says what a calendar would change of what runs; nothing is written.
#[utoipa::path(
    post,
    path = "/api/calendars/{id}/preview",
    operation_id = "preview_calendar",
    tag = "organisation",
    params(("id" = String, Path, description = "The calendar.", example = "city")),
    request_body = CalendarPut,
    responses((status = 200, description = "What would change.", body = CalendarPreviewReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn preview_calendar(call: Call) -> Result<Reply, Problem> {
    keeps_settings(&call.signed_in().await?.account)?;
    let body: CalendarPut = call.json_limited(SPEC_LIMIT).await?;
    let store = call.store().await?;
    if !store.calendar_exists(call.param("id")).await? {
        return Err(Problem::not_found());
    }
    let mut fields = Fields::new();
    let spec = fields.required("calendar", body.calendar);
    let version = match &spec {
        Some(spec) => calendar(&mut fields, spec, call.param("id"), store).await?,
        None => None,
    };
    let (spec, _) = fields.finish((spec, version))?;
    let found = store.preview_calendar(call.param("id"), &spec).await?;
    Ok(Reply::ok(&CalendarPreviewReply {
        open: found.open,
        checked: found.checked,
        moved: found.moved,
        unanswered: found.unanswered,
    }))
}

/// The version of a calendar that is one and new.
async fn calendar(
    fields: &mut Fields,
    spec: &serde_json::Value,
    id: &str,
    store: &Store,
) -> Result<Option<String>, Problem> {
    match calendar_version(spec) {
        Ok(version) if version.is_empty() || version.len() > 64 => {
            fields.error("calendar.version", "out_of_range", words::out_of_range(1, 64));
            Ok(None)
        }
        Ok(version) if store.version_used("calendar", id, &version).await? => {
            fields.error("calendar.version", "version_used", words::VERSION_USED);
            Ok(None)
        }
        Ok(version) => Ok(Some(version)),
        Err(found) => {
            fields.error("calendar", "not_a_calendar", words::not_a_setting(&found));
            Ok(None)
        }
    }
}

/// Terms to be put.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsPut {
    /// Names the version.
    #[schema(example = "qd-99-2027")]
    pub version: Option<String>,
    /// The first day, after today and after the latest version's.
    #[schema(format = Date, example = "2027-01-01")]
    pub valid_from: Option<String>,
    /// Why, 10 to 2,000 characters.
    pub reason: Option<String>,
    /// The limits and requirements, in the shape of `data/terms.json`; of alerts `repeat_days`, `near_hours`,
    /// `district_until`, of conduct `in_row_max`, `lock_days`.
    #[schema(value_type = Object)]
    pub spec: Option<serde_json::Value>,
}

/// Reads the terms of a kind of report, of alerts or of conduct, version by version; everybody who works for the city may.
#[utoipa::path(
    get,
    path = "/api/terms/{kind}",
    operation_id = "read_terms",
    tag = "organisation",
    params(("kind" = String, Path, description = "The kind of report, `alerts` or `conduct`.", example = "field")),
    responses((status = 200, description = "`kind`, `terms`, `versions`.")),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read_terms(call: Call) -> Result<Reply, Problem> {
    staff(&call).await?;
    let of = TermsOf::parse(call.param("kind")).ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(StatusCode::OK, call.store().await?.terms_view(of).await?))
}

/// Puts a new version of terms. A case that is open keeps those it was opened under; alerts and violations are
/// judged by those of their day.
#[utoipa::path(
    put,
    path = "/api/terms/{kind}",
    operation_id = "put_terms",
    tag = "organisation",
    params(("kind" = String, Path, description = "The kind of report, `alerts` or `conduct`.", example = "field")),
    request_body = TermsPut,
    responses((status = 200, description = "Put.", body = SettingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn put_terms(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let unit = keeps_settings(account)?;
    let of = TermsOf::parse(call.param("kind")).ok_or_else(Problem::not_found)?;
    let body: TermsPut = call.json().await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let version = fields.id::<String>("version", &body.version);
    let from = fields.day("valid_from", &body.valid_from);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let spec = fields.required("spec", body.spec);
    if let (Some(version), Some(spec)) = (&version, &spec)
        && let Err(found) = terms_fit(of, version, spec)
    {
        fields.error("spec", "not_terms", words::not_a_setting(&found));
    }
    if let Some(version) = &version
        && store.version_used("terms", of.as_str(), version).await?
    {
        fields.error("version", "version_used", words::VERSION_USED);
    }
    let latest = store.latest_terms_since(of).await?.unwrap_or_default();
    if from.is_some_and(|from| day(from) <= latest) {
        fields.error("valid_from", "not_after_latest", words::NOT_AFTER_LATEST);
    }
    let (version, from, reason, spec) = fields.finish((version, from, reason, spec))?;
    if from <= call.now {
        return Err(Refusal::DayNotAhead.into());
    }
    let setting = SettingVersion {
        family: "terms",
        key: of.as_str(),
        version: &version,
        valid_from: day(from),
        reason: reason.as_str(),
        spec: &spec,
    };
    put(store, &setting, &account.id, unit, &call).await
}

/// How long something is to be kept.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionPut {
    /// Days, 1 to 36,500.
    #[schema(example = 30, minimum = 1, maximum = 36500)]
    pub keep_days: Option<u32>,
    /// Why, 10 to 2,000 characters.
    pub reason: Option<String>,
}

/// Reads how long what is kept, and how much is over; for administrators.
#[utoipa::path(
    get,
    path = "/api/retention",
    operation_id = "read_retention",
    tag = "organisation",
    responses((status = 200, description = "`rules`: `what`, `keep_days`, `over`, `deleted_by_the_sweep`.")),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read_retention(call: Call) -> Result<Reply, Problem> {
    keeps_settings(&call.signed_in().await?.account)?;
    Ok(Reply::raw_json(StatusCode::OK, call.store().await?.retention_view(call.now).await?))
}

/// Puts how long something is kept.
#[utoipa::path(
    put,
    path = "/api/retention/{what}",
    operation_id = "put_retention",
    tag = "organisation",
    params(("what" = String, Path, description = "`sessions`, `unused_uploads`, `refused_media` or `withdrawn_media`.", example = "sessions")),
    request_body = RetentionPut,
    responses((status = 200, description = "Put.", body = SettingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn put_retention(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let unit = keeps_settings(account)?;
    let what = call.param("what");
    if !["sessions", "unused_uploads", "refused_media", "withdrawn_media"].contains(&what) {
        return Err(Problem::not_found());
    }
    let body: RetentionPut = call.json().await?;
    let mut fields = Fields::new();
    let keep_days = fields.within("keep_days", body.keep_days, 1..=36_500);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (keep_days, reason) = fields.finish((keep_days, reason))?;
    let version = format!("{}d", keep_days);
    let setting = SettingVersion {
        family: "retention",
        key: what,
        version: &version,
        valid_from: day(call.now),
        reason: reason.as_str(),
        spec: &serde_json::json!({ "keep_days": keep_days }),
    };
    put(call.store().await?, &setting, &account.id, unit, &call).await
}

pub(crate) async fn put(
    store: &Store,
    setting: &SettingVersion<'_>,
    actor: &domain::AccountId,
    unit: &domain::UnitId,
    call: &Call,
) -> Result<Reply, Problem> {
    written(store.put_setting(setting, actor, unit, call.now).await)?;
    Ok(Reply::ok(&SettingReply {
        id: format!("{}:{}", setting.family, setting.key),
        version: setting.version.to_owned(),
        valid_from: setting.valid_from.clone(),
    }))
}

/// The sentence for who comes second speaks of a setting, not of a case.
pub(crate) fn written(answer: Result<(), store::Error>) -> Result<(), Problem> {
    match answer {
        Err(store::Error::Stale { .. }) => Err(Problem::new(StatusCode::CONFLICT, "stale_setting", words::STALE_SETTING)),
        other => Ok(other?),
    }
}

/// Whoever works for the city.
pub(crate) async fn staff(call: &Call) -> Result<(), Problem> {
    if call.signed_in().await?.account.memberships.is_empty() { Err(Refusal::RoleMissing.into()) } else { Ok(()) }
}
