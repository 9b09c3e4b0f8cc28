//! Sessions: what everybody reads, and how the board posts one.

use crate::{connection, page};
use domain::reception::{Matter, Mode, PostSession, SessionKind, SessionOutcome, post_session};
use domain::{ReceptionSessionId, ShortText};
use edge::{Call, Fields, Problem, Reply, StatusCode, new_id, words};
use serde::Deserialize;
use store::Store;

/// Which part of the list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of sessions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionSessions)]
pub struct Sessions {
    /// Soonest first.
    pub sessions: Vec<Session>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A session at which citizens are received.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionSession)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// `posted`, or `moved` when it was announced again for another time.
    pub state: String,
    /// `regular`, `leader` or `planned`; to a planned one people are invited, it is not booked.
    pub kind: String,
    /// `in_person` or `online`.
    pub mode: String,
    /// Who receives.
    pub chair: String,
    /// Where.
    pub site: SiteName,
    /// When it begins.
    #[schema(format = DateTime)]
    pub starts_at: String,
    /// When it ends.
    #[schema(format = DateTime)]
    pub ends_at: String,
    /// How many bookings it takes.
    pub capacity: u32,
    /// How many it still takes.
    pub free: u32,
    /// The matters it takes: `complaint`, `denunciation`, `petition`; none: every one.
    pub matters: Vec<String>,
    /// The dates of an online session; null at a site.
    #[schema(required)]
    pub online: Option<OnlineDates>,
    /// When it was moved; null when it was not.
    #[schema(required, format = DateTime)]
    pub moved_at: Option<String>,
    /// Why.
    #[schema(required)]
    pub move_reason: Option<String>,
}

/// A site.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionSiteName)]
pub struct SiteName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
}

/// What an online session brings with it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionOnlineDates)]
pub struct OnlineDates {
    /// The last day on which the parties are told, and so the last on which it is booked.
    #[schema(format = Date)]
    pub notify_until: String,
    /// The last day on which the connection is tried out.
    #[schema(format = Date)]
    pub test_until: String,
    /// From when the connection stands.
    #[schema(format = DateTime)]
    pub connect_at: String,
    /// Whether the address to connect to is there; those who are expected read it in their booking.
    pub connection_known: bool,
}

/// Lists the sessions that have not begun, soonest first, with their free places.
#[utoipa::path(
    get,
    path = "/api/reception/sessions",
    operation_id = "list_reception_sessions",
    tag = "reception",
    params(ListQuery),
    responses((status = 200, description = "A page of sessions.", body = Sessions)),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let query: ListQuery = call.query()?;
    let mut fields = Fields::new();
    let page = page::page(&mut fields, query.after.as_deref(), query.limit);
    let ((after, limit),) = fields.finish((page,))?;
    let list = call.store().await?.reception_sessions(call.now, after, limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}

/// A session to be posted.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionSessionPosting)]
pub struct PostBody {
    /// The site.
    #[schema(value_type = String, required = true, example = "ly-thai-to")]
    pub site: Option<String>,
    /// `regular`, `leader` or `planned`.
    #[schema(value_type = String, required = true, example = "regular")]
    pub kind: Option<String>,
    /// `in_person` or `online`.
    #[schema(value_type = String, required = true, example = "in_person")]
    pub mode: Option<String>,
    /// Who receives, 2 to 300 characters on one line.
    #[schema(value_type = String, required = true, example = "Phó Trưởng ban Tiếp công dân")]
    pub chair: Option<String>,
    /// When it begins.
    #[schema(value_type = String, required = true, format = DateTime, example = "2026-03-10T08:00:00+07:00")]
    pub starts_at: Option<String>,
    /// When it ends, on the same day.
    #[schema(value_type = String, required = true, format = DateTime, example = "2026-03-10T11:30:00+07:00")]
    pub ends_at: Option<String>,
    /// How many bookings it takes, 1 to 100.
    #[schema(value_type = u32, required = true, minimum = 1, maximum = 100)]
    pub capacity: Option<u32>,
    /// The matters it takes: `complaint`, `denunciation`, `petition`; none: every one.
    #[serde(default)]
    #[schema(max_items = 3, example = json!(["petition"]))]
    pub matters: Vec<String>,
    /// Where people connect to an online session, `https` only; may follow until the day on which the parties are told.
    #[schema(example = "https://tiepcongdan.hanoi.gov.vn/phong/12")]
    pub connection: Option<String>,
}

/// Posts a session; for the board, and at least five working days ahead.
#[utoipa::path(
    post,
    path = "/api/reception/sessions",
    operation_id = "post_reception_session",
    tag = "reception",
    request_body = PostBody,
    responses((status = 201, description = "Posted.", body = Session)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn post(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: PostBody = call.json().await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let at = match fields.id::<String>("site", &body.site) {
        Some(id) => {
            let found = store.reception_site(&id).await?;
            if found.is_none() {
                fields.error("site", "unknown_site", words::UNKNOWN_SITE);
            }
            found
        }
        None => None,
    };
    let kind = fields.choice::<SessionKind>("kind", &body.kind);
    let mode = fields.choice::<Mode>("mode", &body.mode);
    let chair = fields.text::<ShortText>("chair", &body.chair);
    let starts_at = fields.instant("starts_at", &body.starts_at);
    let ends_at = fields.instant("ends_at", &body.ends_at);
    let capacity = fields.within("capacity", body.capacity, 1..=100);
    let matters = fields
        .counted("matters", &body.matters, 0..=Matter::ALL.len())
        .and_then(|words| fields.each("matters", words, |fields, name, word| fields.choice::<Matter>(name, word)));
    let connection = match body.connection.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) => connection::link(&mut fields, text).map(Some),
        None => Some(None),
    };
    let (at, kind, mode, chair, starts_at, ends_at, capacity, matters, connection) =
        fields.finish((at, kind, mode, chair, starts_at, ends_at, capacity, matters, connection))?;
    let id = ReceptionSessionId::new(new_id(call.now));
    let command = PostSession { id, kind, mode, chair, starts_at, ends_at, capacity, matters, connection };
    let outcome = post_session(account, command, &at.hall(call.now))?;
    commit(store, &outcome, StatusCode::CREATED).await
}

/// Writes an act and answers with the session as it stands then.
pub(crate) async fn commit(store: &Store, outcome: &SessionOutcome, status: StatusCode) -> Result<Reply, Problem> {
    match store.commit_reception_session(outcome).await {
        Ok(()) => {}
        Err(store::Error::Stale { .. }) => {
            return Err(Problem::new(StatusCode::CONFLICT, "stale_booking", words::STALE_BOOKING));
        }
        Err(store::Error::AlreadyDone) => {
            return Err(Problem::new(StatusCode::CONFLICT, "chair_taken", words::CHAIR_TAKEN));
        }
        Err(error) => return Err(error.into()),
    }
    let session = store.reception_session_view(&outcome.session).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(status, session))
}
