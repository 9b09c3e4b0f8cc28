use crate::own_case::own_case;
use crate::report::{MEDIA_MAX, chosen, location, sent_before};
use domain::intake::Submit;
use domain::reopening::reopen;
use domain::{Account, Actor, CaseId, MediaId, Report, ReportId, ReportText};
use edge::{Call, CaseReply, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;
use store::{Asked, LoadedCase, Store};
use utoipa::ToSchema;

/// What is still not solved. Kind, field of life, place and organisation are those of the report before.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopeningBody {
    /// What is still the matter.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 4000)]
    text: Option<String>,
    /// Ids of uploaded files that belong to no case yet; where the kind asks for pictures, one
    /// at least must be a picture or a video.
    #[schema(max_items = 10)]
    media: Option<Vec<String>>,
}

/// Reports the matter of a published case again, because it is still not solved (Điều 13, Điều 18 khoản 4): its
/// reporter, once, after rating it unsatisfactory or while clarification may be asked. A new case opens that
/// continues the old one. Where the place or the field of life is no longer one, it is a new report: 409
/// `place_changed`.
///
/// `Idempotency-Key` as for `POST /api/reports`.
#[utoipa::path(
    post, path = "/api/reports/{code}/reopening", tag = "submission", operation_id = "reopen_report", request_body = ReopeningBody,
    params(
        ("code" = String, Path, description = "Code of an own report."),
        ("Idempotency-Key" = String, Header, description = "8 to 128 visible ASCII characters; kept when sending again."),
    ),
    security(("session" = []), ("bearer" = [])),
    responses(
        (status = 201, description = "A case was opened. `Location` is where the sender follows it.", body = CaseReply),
        (status = 200, description = "This key opened a case before; how that stands now.", body = CaseReply),
    )
)]
pub async fn post(call: Call) -> Result<Reply, Problem> {
    let (loaded, actor) = own_case(&call).await?;
    let Actor::Person(sender) = &actor else { return Err(Problem::not_found()) };
    let key = call.idempotency_key()?;
    let body: ReopeningBody = call.json().await?;
    let store = call.store().await?;
    let mut sent = send(&call, store, &loaded, sender, &key, &body).await;
    // As in `report.rs`: the key is looked for after a failure, and a taken code is tried once more.
    for attempt in 0..2 {
        let Err(problem) = &sent else { break };
        if let Some(case) = store.submitted_case(&sender.id, &key).await? {
            return sent_before(case);
        }
        if attempt == 0 && problem.code() == "already_done" {
            sent = send(&call, store, &loaded, sender, &key, &body).await;
        }
    }
    sent
}

async fn send(
    call: &Call,
    store: &Store,
    loaded: &LoadedCase,
    sender: &Account,
    key: &str,
    body: &ReopeningBody,
) -> Result<Reply, Problem> {
    call.sender().await?;
    let mut fields = Fields::new();
    let text = fields.text::<ReportText>("text", &body.text);
    let media_ids = body.media.as_deref().unwrap_or_default();
    let named = fields.ids::<MediaId>("media", media_ids, 0..=MEDIA_MAX);
    let media_ids = if named.is_some() { media_ids } else { &[] };

    let old = store.inherited(&loaded.case.id).await?.ok_or_else(Problem::not_found)?;
    let asked = Asked { kind: old.kind, category: old.category.as_str(), ward: old.ward.as_str() };
    let context = store.submission_context(&sender.id, &asked, media_ids, call.now).await?;
    let media = named.and_then(|named| chosen(&mut fields, &named, &context.media));
    let (text, media) = fields.finish((text, media))?;
    let route = context.route.filter(|_| context.ward_exists);
    let route = route.ok_or_else(|| Problem::new(StatusCode::CONFLICT, "place_changed", words::PLACE_CHANGED))?;

    let command = Submit {
        case: CaseId::new(edge::new_id(call.now)),
        code: edge::new_case_code(call.now),
        report: ReportId::new(edge::new_id(call.now)),
        idempotency_key: key.to_owned(),
        content: Report {
            kind: old.kind,
            address: old.address,
            category: old.category,
            text,
            point: old.point,
            ward: old.ward,
            happened_at: Some(call.now),
            media,
            confidential: old.confidential,
            reporter: sender.id.clone(),
            // in whose name the old one was sent, as the account names it today.
            organisation: context.organisation.filter(|_| old.of_organisation),
        },
        unit: route.unit.clone(),
        on_behalf: None,
    };
    // Whether the old case may be continued goes by its own terms; the new one runs under those of today.
    let outcome = reopen(&loaded.case, &old.continued, sender, command, &route.office(call.now))?;
    store.commit(&outcome).await?;
    Ok(Reply::created(&location(outcome.code.as_str()), &CaseReply::opened(&outcome)))
}
