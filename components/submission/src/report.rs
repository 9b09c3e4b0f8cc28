use domain::intake::{self, Submit};
use crate::entry::{self, OnBehalfBody};
use domain::{
    Account, CaseId, CategoryCode, Kind, MediaId, MediaRef, Organisation, Point, Report, ReportId, ReportText, ShortText,
    UnitId,
};
use edge::{Call, CaseReply, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;
use store::{Asked, Store};
use utoipa::ToSchema;

/// The most files one act of a citizen carries.
pub const MEDIA_MAX: usize = 10;

/// A report to be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBody {
    /// Which of the regulation's processes it follows: `field`, `regulation`, `waste`, `business` or `initiative`;
    /// `GET /api/kinds` says what each needs.
    #[schema(value_type = String, required = true, example = "field")]
    kind: Option<String>,
    /// A code of `GET /api/categories?kind=…`: it must belong to the kind.
    #[schema(value_type = String, required = true, example = "duong-ha-tang")]
    category: Option<String>,
    /// What is the matter.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 4000)]
    text: Option<String>,
    /// Where, in words; required where the kind asks for a place.
    #[schema(min_length = 2, max_length = 300)]
    address: Option<String>,
    /// Official code of the ward or commune, as the citizen confirmed it: the one it concerns, or where the
    /// sender lives.
    #[schema(value_type = String, required = true, example = "00070")]
    ward: Option<String>,
    /// Degrees north, with `longitude` or not at all.
    latitude: Option<f64>,
    /// Degrees east, with `latitude` or not at all.
    longitude: Option<f64>,
    /// When it was seen, RFC 3339; required where the kind asks for a place.
    #[schema(format = DateTime, example = "2026-02-13T07:45:00+07:00")]
    happened_at: Option<String>,
    /// Ids of uploaded files that belong to no case yet; where the kind asks for pictures, one at least must be a
    /// picture or a video.
    #[schema(max_items = 10)]
    media: Option<Vec<String>>,
    /// Whether the sender's identity is hidden from the handling agencies too (Điều 5 khoản 7). Left out, what is
    /// usual for the kind holds.
    confidential: Option<bool>,
    /// Whether it is sent in the name of the organisation that the sender's account names.
    #[schema(default = false)]
    as_organisation: Option<bool>,
    /// For whom the Support Centre enters it (R-18.3a); only its officers may.
    on_behalf: Option<OnBehalfBody>,
}

/// Sends a report and opens a case on it; the 8 working hours of acceptance start at once.
///
/// `Idempotency-Key` names the sending, not the content: the same key of the same person gives the case it
/// opened before, with 200, whatever the body says the second time. A new report needs a new key.
#[utoipa::path(
    post, path = "/api/reports", tag = "submission", operation_id = "send_report", request_body = ReportBody,
    params(("Idempotency-Key" = String, Header, description = "8 to 128 visible ASCII characters; kept when sending again.")),
    security(("session" = []), ("bearer" = [])),
    responses(
        (status = 201, description = "A case was opened. `Location` is where the sender follows it.", body = CaseReply),
        (status = 200, description = "This key opened a case before; how that stands now.", body = CaseReply),
    )
)]
pub async fn post(call: Call) -> Result<Reply, Problem> {
    let sender = call.signed_in().await?.account.clone();
    let key = call.idempotency_key()?;
    let body: ReportBody = call.json().await?;
    let store = call.store().await?;
    let mut sent = send(&call, store, &sender, &key, &body).await;
    // What hinders a second case is no matter to whoever asks for the first: its files are used, its event
    // may lie too far back by now. So the key is looked for after a failure, and a first sending costs nothing.
    for attempt in 0..2 {
        let Err(problem) = &sent else { break };
        if let Some(case) = store.submitted_case(&sender.id, &key).await? {
            return sent_before(case);
        }
        // The key is free, so another row stood in the way: the code, one time in 2⁴⁰.
        if attempt == 0 && problem.code() == "already_done" {
            sent = send(&call, store, &sender, &key, &body).await;
        }
    }
    sent
}

async fn send(
    call: &Call,
    store: &Store,
    sender: &Account,
    key: &str,
    body: &ReportBody,
) -> Result<Reply, Problem> {
    // a locked account signs in, reads and objects, but does not send.
    call.sender().await?;
    let mut fields = Fields::new();
    let kind = fields.choice::<Kind>("kind", &body.kind);
    let category = fields.id::<CategoryCode>("category", &body.category);
    let text = fields.text::<ReportText>("text", &body.text);
    let address = fields.optional_text::<ShortText>("address", &body.address);
    let ward = fields.id::<UnitId>("ward", &body.ward);
    let point = point(&mut fields, body);
    let happened_at = fields.optional_instant("happened_at", &body.happened_at);
    let media_ids = body.media.as_deref().unwrap_or_default();
    let named = fields.ids::<MediaId>("media", media_ids, 0..=MEDIA_MAX);
    let on_behalf = entry::read(&mut fields, body.on_behalf.as_ref());

    let category_code = category.as_ref().map_or("", CategoryCode::as_str);
    let ward_code = ward.as_ref().map_or("", UnitId::as_str);
    let media_ids = if named.is_some() { media_ids } else { &[] };
    let asked = Asked { kind: kind.unwrap_or(Kind::Field), category: category_code, ward: ward_code };
    let context = store.submission_context(&sender.id, &asked, media_ids, call.now).await?;
    // A category is one of a kind: without that there is none to look for.
    if kind.is_some() && category.is_some() && !context.category_exists {
        fields.error("category", "unknown_category", words::UNKNOWN_CATEGORY);
    }
    if ward.is_some() && !context.ward_exists {
        fields.error("ward", "unknown_ward", words::UNKNOWN_WARD);
    }
    let media = named.and_then(|named| chosen(&mut fields, &named, &context.media));
    // what a kind needs stands in its terms.
    if context.terms.as_ref().is_some_and(|terms| terms.place_required) {
        if matches!(address, Some(None)) {
            fields.required::<()>("address", None);
        }
        if matches!(happened_at, Some(None)) {
            fields.required::<()>("happened_at", None);
        }
    }
    let organisation = organisation(&mut fields, body, context.organisation);
    let (kind, category, text, address, ward, point, happened_at, media, organisation, on_behalf) = fields.finish((
        kind, category, text, address, ward, point, happened_at, media, organisation, on_behalf,
    ))?;
    let reporter = match &on_behalf {
        Some(caller) => entry::whose(call, store, sender, caller).await?,
        None => sender.id.clone(),
    };
    let route = context.route.ok_or_else(|| anyhow::anyhow!("no unit receives the category {category}"))?;

    let submit = Submit {
        case: CaseId::new(edge::new_id(call.now)),
        code: edge::new_case_code(call.now),
        report: ReportId::new(edge::new_id(call.now)),
        idempotency_key: key.to_owned(),
        content: Report {
            kind,
            category,
            text,
            point,
            address,
            ward,
            happened_at,
            media,
            // hidden where the kind usually is, unless the sender says otherwise.
            confidential: body.confidential.unwrap_or(route.office(call.now).terms.confidential_by_default),
            reporter,
            organisation,
        },
        unit: route.unit.clone(),
        on_behalf,
    };
    let outcome = intake::submit(sender, submit, &route.office(call.now))?;
    store.commit(&outcome).await?;
    Ok(Reply::created(&location(outcome.code.as_str()), &CaseReply::opened(&outcome)))
}

/// The organisation meant. Whoever enters for somebody else acts for no organisation of their own.
fn organisation(
    fields: &mut Fields,
    body: &ReportBody,
    named: Option<Organisation>,
) -> Option<Option<Organisation>> {
    if !body.as_organisation.unwrap_or(false) {
        return Some(None);
    }
    let named = named.filter(|_| body.on_behalf.is_none());
    if named.is_none() {
        fields.error("as_organisation", "no_organisation", words::NO_ORGANISATION);
    }
    named.map(Some)
}

fn point(fields: &mut Fields, body: &ReportBody) -> Option<Option<Point>> {
    match (body.latitude, body.longitude) {
        (None, None) => Some(None),
        (Some(latitude), Some(longitude)) => fields.point("latitude", latitude, longitude).map(Some),
        (latitude, _) => {
            let absent = if latitude.is_none() { "latitude" } else { "longitude" };
            fields.error(absent, "missing", words::COORDINATE_MISSING);
            None
        }
    }
}

/// The named files in the order named. What is used, not there, or somebody else's is all the same unknown.
pub(crate) fn chosen(fields: &mut Fields, named: &[MediaId], found: &[MediaRef]) -> Option<Vec<MediaRef>> {
    fields.each("media", named, |fields, name, id| {
        let file = found.iter().find(|file| file.id == *id).cloned();
        if file.is_none() {
            fields.error(name, "unknown_media", words::UNKNOWN_MEDIA);
        }
        file
    })
}

pub(crate) fn sent_before(case: String) -> Result<Reply, Problem> {
    #[derive(Deserialize)]
    struct Named {
        code: String,
    }
    let named: Named = serde_json::from_str(&case).map_err(anyhow::Error::new)?;
    let reply = Reply::raw_json(StatusCode::OK, case);
    Ok(reply.header(http::header::LOCATION, location(&named.code)))
}

pub(crate) fn location(code: &str) -> String {
    format!("/api/reports/{code}")
}
