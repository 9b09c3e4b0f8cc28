//! Bookings: taking a place, reading one's own, and what every act on one has in common.

use crate::Session;
use domain::reception::{Book, BookingOutcome, Matter, ReceptionRefusal, book as decide, works_at};
use domain::{Account, BookingCode, BookingId, Comment, Reason, ReceptionSessionId, Refusal, ShortText, Title};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, new_booking_code, new_id, words};
use serde::{Deserialize, Serialize};
use store::Store;
use store::reception::{Booked, LoadedBooking};

/// Most people of one booking. More are received as a group, by arrangement.
const PEOPLE_MAX: u32 = 50;

/// A place to be booked.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingRequest)]
pub struct BookingBody {
    /// The session.
    #[schema(value_type = String, required = true)]
    pub session: Option<String>,
    /// `complaint`, `denunciation` or `petition`; one. Who names several is told to book each for itself.
    #[serde(default)]
    #[schema(required = true, example = json!(["complaint"]))]
    pub matters: Vec<String>,
    /// What it is about, 5 to 150 characters on one line.
    #[schema(value_type = String, required = true, example = "Bồi thường khi thu hồi đất tại phường Hoàn Kiếm")]
    pub subject: Option<String>,
    /// In short, 10 to 2,000 characters.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    pub content: Option<String>,
    /// What is asked for, at most 1,000 characters.
    pub request: Option<String>,
    /// How many people come, 1 to 50.
    #[schema(value_type = u32, required = true, minimum = 1, maximum = 50)]
    pub people: Option<u32>,
    /// Who speaks for them, when there are several.
    pub representative: Option<String>,
    /// Where the person lives, for the register.
    #[schema(value_type = String, required = true, example = "Số 125 phố Hàng Bông, phường Hoàn Kiếm")]
    pub address: Option<String>,
    /// Whether the person agrees to be recorded; needed for an online session.
    pub recording_consent: Option<bool>,
}

/// A booking after an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct BookingReply {
    /// What the citizen follows it by.
    #[schema(example = "TCD26-7K3M9Q2X")]
    pub code: String,
    /// `booked`, `confirmed`, `attended`, `pending`, `answered`, `absent`, `refused`, `notified` or `cancelled`.
    #[schema(example = "booked")]
    pub state: &'static str,
    /// How many acts it has seen.
    #[schema(example = 1)]
    pub version: u32,
    /// When the clock that the act opened is due; null when it opened none.
    #[schema(required, format = DateTime)]
    pub due_at: Option<String>,
}

impl From<&BookingOutcome> for BookingReply {
    fn from(outcome: &BookingOutcome) -> Self {
        let due_at = outcome.open.as_ref().map(|clock| clock.due_at);
        Self {
            code: outcome.code.to_string(),
            state: outcome.to.as_str(),
            version: outcome.follows.seq.saturating_add(1),
            due_at: due_at.map(|due| due.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)),
        }
    }
}

/// A booking as its owner reads it, or the board.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// What it is followed by.
    pub code: String,
    /// Where it stands.
    pub state: String,
    /// How many acts it has seen.
    pub version: u32,
    /// `complaint`, `denunciation` or `petition`.
    pub matter: String,
    /// What it is about.
    pub subject: String,
    /// In short.
    pub content: String,
    /// What is asked for; may be empty.
    pub request: String,
    /// How many people come.
    pub people: u32,
    /// Who speaks for them.
    #[schema(required)]
    pub representative: Option<String>,
    /// Where the person lives.
    pub address: String,
    /// Whether the person agreed to be recorded.
    pub recording_consent: bool,
    /// When the place was taken.
    #[schema(format = DateTime)]
    pub booked_at: String,
    /// When something happened last.
    #[schema(format = DateTime)]
    pub updated_at: String,
    /// When the answer, or the notice of a refusal, is due; null while nothing is.
    #[schema(required, format = DateTime)]
    pub due_at: Option<String>,
    /// The last day on which it can be cancelled; when that is the day of the session, until it begins.
    #[schema(format = Date)]
    pub cancel_until: String,
    /// The session.
    pub session: Session,
    /// Where one connects to an online session; null before the booking is confirmed. The board always reads it.
    #[schema(required)]
    pub connection: Option<String>,
    /// The entry in the register; null before the reception.
    #[schema(required)]
    pub register: Option<RegisterEntry>,
    /// What was answered, oldest first.
    pub results: Vec<BookingResult>,
    /// When the notice of a refusal was issued; null when it was not.
    #[schema(required, format = DateTime)]
    pub refusal_notified_at: Option<String>,
    /// Who booked; the board alone reads it.
    pub citizen: Option<Citizen>,
}

/// An entry of the register.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterEntry {
    /// The year of the register.
    pub year: i32,
    /// The number in it.
    pub number: u32,
    /// When the person was received.
    #[schema(format = DateTime)]
    pub received_at: String,
}

/// An answer, or a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BookingResult {
    /// `accepted`, `needs_longer`, `transferred`, `resolved` or `refused`.
    pub kind: String,
    /// The ground of a refusal: `incapable`, `disruptive`, `settled` or `other_law`.
    #[schema(required)]
    pub ground: Option<String>,
    /// The unit that took over.
    #[schema(required)]
    pub to: Option<NamedId>,
    /// How many working days more.
    #[schema(required)]
    pub days: Option<u32>,
    /// In words.
    pub explanation: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who decided; the board alone reads it.
    pub by: Option<String>,
}

/// Who booked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BookingCitizen)]
pub struct Citizen {
    /// The name.
    pub name: String,
    /// The telephone, where known.
    #[schema(required)]
    pub phone: Option<String>,
}

/// A page of one's own bookings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bookings {
    /// Newest first.
    pub bookings: Vec<Booking>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// Which part of one's bookings.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MineQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// Books a place in a session, an online one until the day on which the parties are told. The last place goes
/// to one; the others are told that it is full.
#[utoipa::path(
    post,
    path = "/api/reception/bookings",
    operation_id = "book_reception",
    tag = "reception",
    request_body = BookingBody,
    responses((status = 201, description = "Booked.", body = BookingReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn book(call: Call) -> Result<Reply, Problem> {
    let citizen = &call.sender().await?.account;
    let body: BookingBody = call.json().await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let found = match fields.id::<ReceptionSessionId>("session", &body.session) {
        Some(id) => {
            let found = store.reception_session(&id).await?;
            if found.is_none() {
                fields.error("session", "unknown_session", words::UNKNOWN_SESSION);
            }
            found
        }
        None => None,
    };
    let matters = fields
        .counted("matters", &body.matters, 1..=3)
        .and_then(|words| fields.each("matters", words, |fields, name, word| fields.choice::<Matter>(name, word)));
    let subject = fields.text::<Title>("subject", &body.subject);
    let content = fields.text::<Reason>("content", &body.content);
    let request = fields.text::<Comment>("request", &body.request);
    let people = fields.within("people", body.people, 1..=PEOPLE_MAX);
    let representative = fields.optional_text::<ShortText>("representative", &body.representative);
    let address = fields.text::<ShortText>("address", &body.address);
    let (found, matters, subject, content, request, people, representative, address) =
        fields.finish((found, matters, subject, content, request, people, representative, address))?;
    let command = Book {
        id: BookingId::new(new_id(call.now)),
        code: new_booking_code(call.now),
        matters,
        subject,
        content,
        request,
        people,
        representative,
        address,
        recording_consent: body.recording_consent.unwrap_or(false),
    };
    let outcome = decide(citizen, command, &found.session, call.now)?;
    commit(store, &outcome).await?;
    let reply = BookingReply::from(&outcome);
    Ok(Reply::created(&format!("/api/reception/bookings/{}", reply.code), &reply))
}

/// Lists one's own bookings, newest first.
#[utoipa::path(
    get,
    path = "/api/reception/bookings",
    operation_id = "list_my_bookings",
    tag = "reception",
    params(MineQuery),
    responses((status = 200, description = "A page of one's bookings.", body = Bookings)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn mine(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let query: MineQuery = call.query()?;
    let mut fields = Fields::new();
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let after = fields.optional_id::<BookingCode>("after", &query.after);
    let (limit, after) = fields.finish((limit, after))?;
    let list = call.store().await?.bookings_of(&account.id, after.as_ref(), limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}

/// Reads a booking: its owner, and the board, which also reads who booked.
#[utoipa::path(
    get,
    path = "/api/reception/bookings/{code}",
    operation_id = "read_booking",
    tag = "reception",
    params(("code" = String, Path, description = "The booking.")),
    responses((status = 200, description = "The booking; for the board with who booked and who decided.", body = Booking)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let store = call.store().await?;
    let found = visible(&call, store, account).await?;
    let for_board = works_at(account, &found.session.unit);
    let view = store.booking_view(&found.booking.code, for_board).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::raw_json(StatusCode::OK, view))
}

/// The booking of the path. For whoever neither booked it nor works at its board it does not exist.
pub(crate) async fn visible(call: &Call, store: &Store, account: &Account) -> Result<LoadedBooking, Problem> {
    let code = BookingCode::new(call.case_code()?.as_str());
    let found = store.booking(&code).await?;
    found
        .filter(|found| found.booking.citizen == account.id || works_at(account, &found.session.unit))
        .ok_or_else(Problem::not_found)
}

/// An act on the booking of the path: load, decide, commit, reply.
pub(crate) async fn act(
    call: &Call,
    decide: impl FnOnce(&LoadedBooking, &Account) -> Result<BookingOutcome, Refusal>,
) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let store = call.store().await?;
    let outcome = decide(&visible(call, store, account).await?, account)?;
    commit(store, &outcome).await?;
    Ok(Reply::ok(&BookingReply::from(&outcome)))
}

async fn commit(store: &Store, outcome: &BookingOutcome) -> Result<(), Problem> {
    match store.commit_booking(outcome).await {
        Ok(Booked::Done) => Ok(()),
        Ok(Booked::Full) => Err(Refusal::from(ReceptionRefusal::Full).into()),
        Ok(Booked::Already) => Err(Refusal::from(ReceptionRefusal::BookedAlready).into()),
        Err(store::Error::Stale { .. }) => {
            Err(Problem::new(StatusCode::CONFLICT, "stale_booking", words::STALE_BOOKING))
        }
        Err(error) => Err(error.into()),
    }
}
