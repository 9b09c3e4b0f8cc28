//! What a unit sets for itself and its contact officers (R-18.2b).

use crate::settings::{staff, written};
use domain::{EmailAddress, PhoneContact, Reason, ShortText, UnitId, keeps_contacts, keeps_unit};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, new_id, words};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Store;
use store::keeping::{Contact, Keeping, day};

/// What a unit sets.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitSettingsPut {
    /// The calendar that it follows.
    #[schema(example = "city")]
    pub calendar: Option<String>,
    /// Whether urgent cases count around the clock.
    pub urgent_around_the_clock: Option<bool>,
    /// Why, 10 to 2,000 characters.
    pub reason: Option<String>,
}

/// Reads what a unit sets for itself; everybody who works for the city may.
#[utoipa::path(
    get,
    path = "/api/units/{id}/settings",
    operation_id = "read_unit_settings",
    tag = "organisation",
    params(("id" = String, Path, description = "Code of the unit.", example = "00070")),
    responses((status = 200, description = "`unit`, `calendar`, `urgent_around_the_clock`, `set`: who set it last (`reason`, `at`, `by`), or null.")),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read_settings(call: Call) -> Result<Reply, Problem> {
    staff(&call).await?;
    let unit = UnitId::new(call.param("id"));
    let view = call.store().await?.unit_settings(&unit).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(StatusCode::OK, view))
}

/// Puts what a unit sets for itself: its head, or an administrator. With another calendar, what runs there is counted anew.
#[utoipa::path(
    put,
    path = "/api/units/{id}/settings",
    operation_id = "put_unit_settings",
    tag = "organisation",
    params(("id" = String, Path, description = "Code of the unit.", example = "00070")),
    request_body = UnitSettingsPut,
    responses((status = 200, description = "`unit`, `calendar`, `urgent_around_the_clock`, `set` (`reason`, `at`, `by`).")),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn put_settings(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let store = call.store().await?;
    let unit = standing(&call, store).await?;
    keeps_unit(account, &unit)?;
    let body: UnitSettingsPut = call.json().await?;
    let mut fields = Fields::new();
    let calendar = fields.id::<String>("calendar", &body.calendar);
    let urgent = fields.required("urgent_around_the_clock", body.urgent_around_the_clock);
    let reason = fields.text::<Reason>("reason", &body.reason);
    if let Some(calendar) = &calendar
        && !store.calendar_exists(calendar).await?
    {
        fields.error("calendar", "unknown_calendar", words::UNKNOWN_CALENDAR);
    } else if let Some(calendar) = &calendar
        && !store.calendar_answers_in(calendar, &unit, call.now).await?
    {
        fields.error("calendar", "calendar_too_short", words::CALENDAR_TOO_SHORT);
    }
    let (calendar, urgent, reason) = fields.finish((calendar, urgent, reason))?;
    let outcome = json!({
        "calendar": calendar, "urgent_around_the_clock": u8::from(urgent), "reason": reason.as_str(),
    });
    keep(store, &call, &unit, "put_settings", outcome).await?;
    let view = store.unit_settings(&unit).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(StatusCode::OK, view))
}

/// Which contact officers.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ContactsQuery {
    /// Of this unit; of all, when left out.
    #[param(example = "00070")]
    unit: Option<String>,
    /// A part of name, position, field or number, with or without diacritics.
    q: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of contact officers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactOfficers {
    /// By unit.
    pub officers: Vec<ContactOfficer>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A contact officer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactOfficer {
    /// Its id.
    pub id: String,
    /// The unit.
    pub unit: NamedId,
    /// The name.
    pub name: String,
    /// The position.
    pub position: String,
    /// The telephone number of the office.
    pub phone: String,
    /// The e-mail address.
    #[schema(required)]
    pub email: Option<String>,
    /// The field looked after.
    pub field: String,
    /// Since when.
    #[schema(format = Date)]
    pub since: String,
    /// When the entry was last kept.
    #[schema(format = DateTime)]
    pub updated_at: String,
    /// Whether nobody looked at it for 90 days.
    pub to_check: bool,
}

/// Lists contact officers, for everybody who works for the city (R-18.2b).
#[utoipa::path(
    get,
    path = "/api/contact-officers",
    operation_id = "list_contact_officers",
    tag = "organisation",
    params(ContactsQuery),
    responses((status = 200, description = "A page of contact officers.", body = ContactOfficers)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn contacts(call: Call) -> Result<Reply, Problem> {
    staff(&call).await?;
    let query: ContactsQuery = call.query()?;
    let mut fields = Fields::new();
    // A plain HTML form sends its empty fields too.
    let unit = fields.optional_id::<UnitId>("unit", query.unit.as_deref().filter(|unit| !unit.is_empty()));
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let after = match query.after.as_deref().map(|after| after.split_once('/')) {
        None => Some(None),
        Some(Some((unit, id))) => Some(Some((unit.to_owned(), id.to_owned()))),
        Some(None) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    };
    let (unit, limit, after) = fields.finish((unit, limit, after))?;
    let q = query.q.unwrap_or_default();
    let list = call.store().await?.contacts(unit.as_ref(), &q, after, limit, call.now).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}

/// A contact officer to be put.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactPut {
    /// The name, 2 to 300 characters.
    #[schema(example = "Nguyễn Văn An")]
    pub name: Option<String>,
    /// The position.
    #[schema(example = "Chuyên viên văn phòng")]
    pub position: Option<String>,
    /// The telephone number of the office.
    #[schema(example = "024 3825 0000")]
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The field looked after.
    #[schema(example = "Hạ tầng kỹ thuật")]
    pub field: Option<String>,
    /// Since when.
    #[schema(format = Date, example = "2026-01-01")]
    pub since: Option<String>,
}

/// A contact officer that was kept.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ContactReply {
    /// Its id.
    pub id: String,
}

/// Adds a contact officer: the unit's head, or whoever keeps the personnel (R-18.2b).
#[utoipa::path(
    post,
    path = "/api/units/{id}/contact-officers",
    operation_id = "add_contact_officer",
    tag = "organisation",
    params(("id" = String, Path, description = "Code of the unit.", example = "00070")),
    request_body = ContactPut,
    responses((status = 201, description = "Added.", body = ContactReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn add_contact(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let store = call.store().await?;
    let unit = standing(&call, store).await?;
    keeps_contacts(account, &unit)?;
    let id = new_id(call.now);
    put(&call, store, &unit, &id).await?;
    Ok(Reply::created(&format!("/api/units/{unit}/contact-officers/{id}"), &ContactReply { id }))
}

/// Changes a contact officer, or says anew that all of it is right: that, too, counts as looked at.
#[utoipa::path(
    put,
    path = "/api/units/{id}/contact-officers/{contact}",
    operation_id = "put_contact_officer",
    tag = "organisation",
    params(
        ("id" = String, Path, description = "Code of the unit.", example = "00070"),
        ("contact" = String, Path, description = "The contact officer."),
    ),
    request_body = ContactPut,
    responses((status = 200, description = "Kept.", body = ContactReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn put_contact(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let store = call.store().await?;
    let unit = of_contact(&call, store).await?;
    keeps_contacts(account, &unit)?;
    put(&call, store, &unit, call.param("contact")).await?;
    Ok(Reply::ok(&ContactReply { id: call.param("contact").to_owned() }))
}

/// Takes a contact officer off the list.
#[utoipa::path(
    delete,
    path = "/api/units/{id}/contact-officers/{contact}",
    operation_id = "remove_contact_officer",
    tag = "organisation",
    params(
        ("id" = String, Path, description = "Code of the unit.", example = "00070"),
        ("contact" = String, Path, description = "The contact officer."),
    ),
    responses((status = 204, description = "Taken off.")),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn remove_contact(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let store = call.store().await?;
    let unit = of_contact(&call, store).await?;
    keeps_contacts(account, &unit)?;
    keep(store, &call, &unit, "remove_contact", json!({ "contact": call.param("contact") })).await?;
    Ok(Reply::no_content())
}

async fn put(call: &Call, store: &Store, unit: &UnitId, id: &str) -> Result<(), Problem> {
    let body: ContactPut = call.json().await?;
    let mut fields = Fields::new();
    let name = fields.text::<ShortText>("name", &body.name);
    let position = fields.text::<ShortText>("position", &body.position);
    let phone = match fields.required("phone", body.phone.as_deref().filter(|phone| !phone.trim().is_empty())) {
        Some(phone) => {
            let phone = PhoneContact::new(phone);
            if phone.is_err() {
                fields.error("phone", "not_a_phone", words::NOT_A_HOTLINE);
            }
            phone.ok()
        }
        None => None,
    };
    let email = fields.optional_email("email", &body.email);
    let field = fields.text::<ShortText>("field", &body.field);
    let since = fields.day("since", &body.since);
    let (name, position, phone, email, field, since) =
        fields.finish((name, position, phone, email, field, since))?;
    let contact = Contact {
        id,
        name: name.as_str(),
        position: position.as_str(),
        phone: phone.as_str(),
        email: email.as_ref().map(EmailAddress::as_str),
        field: field.as_str(),
        since: day(since),
    };
    keep(store, call, unit, "put_contact", contact.outcome()).await
}

async fn keep(
    store: &Store,
    call: &Call,
    unit: &UnitId,
    act: &'static str,
    outcome: serde_json::Value,
) -> Result<(), Problem> {
    let actor = &call.signed_in().await?.account.id;
    let keeping = Keeping { subject: "unit", id: format!("unit:{unit}"), act, actor, unit, at: call.now, outcome };
    written(store.keep(&keeping).await)
}

async fn standing(call: &Call, store: &Store) -> Result<UnitId, Problem> {
    let unit = UnitId::new(call.param("id"));
    if store.unit_exists(unit.as_str()).await? { Ok(unit) } else { Err(Problem::not_found()) }
}

/// The unit of the path, if the contact officer is its.
async fn of_contact(call: &Call, store: &Store) -> Result<UnitId, Problem> {
    let unit = store.contact_unit(call.param("contact")).await?;
    unit.filter(|unit| unit.as_str() == call.param("id")).ok_or_else(Problem::not_found)
}
