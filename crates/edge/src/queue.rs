//! The queue of a desk, the same at every desk.

use crate::{Call, Fields, Problem, Reply, words};
use domain::{Account, Desk, NoQueue, Refusal, UnitId, queue_of};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::Store;
use store::desk::{QueuePage, QueuePlace};

/// Most cases on one page.
const PAGE_MAX: u32 = 100;
/// Cases on a page where nothing is said.
const PAGE_USUAL: u32 = 20;

/// Which part of whose queue.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QueueQuery {
    /// The unit whose queue it is; may be left out by who works at this desk in one unit only.
    #[param(example = "00070")]
    pub unit: Option<String>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// At most that many cases, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u32>,
}

/// Which part of one's own queue.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OwnQueueQuery {
    /// `next` of the page before.
    pub after: Option<String>,
    /// At most that many cases, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u32>,
}

/// A page of a queue, with the counts of all of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// Cases in the whole queue.
    #[schema(example = 204)]
    pub total: u32,
    /// Of these, past their due instant now.
    #[schema(example = 3)]
    pub overdue: u32,
    /// The page, soonest due first; cases on which no agency's clock runs stand at the end.
    pub cases: Vec<QueuedCase>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A line of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QueuedCase {
    /// Public code.
    #[schema(example = "HN26-7K3M9Q2X")]
    pub code: String,
    /// Where it stands.
    #[schema(example = "submitted")]
    pub state: String,
    /// Its level: `urgent`, `normal` or `complex`.
    #[schema(example = "normal")]
    pub level: String,
    /// Which of the regulation's processes it follows.
    #[schema(example = "field")]
    pub kind: String,
    /// Field of life.
    pub category: NamedCode,
    /// The unit that holds it.
    pub unit: NamedId,
    /// The ward it is about.
    pub ward: NamedId,
    /// Where, in the sender's words; null where the kind asks for no place.
    #[schema(required)]
    pub address: Option<String>,
    /// The beginning of the report, at most 120 characters on one line.
    pub excerpt: String,
    /// Whether the sender's identity is hidden.
    pub confidential: bool,
    /// When it was sent.
    #[schema(format = DateTime)]
    pub submitted_at: String,
    /// The soonest due instant of the clocks that an agency answers for; null when none runs.
    #[schema(required, format = DateTime)]
    pub due_at: Option<String>,
    /// Whether that instant is past.
    pub overdue: bool,
    /// The kinds of the clocks that run, soonest due first.
    #[schema(example = json!(["verification", "acceptance"]))]
    pub clocks: Vec<String>,
    /// The name of the officer who handles it; null while nobody does. In the queue of support, the supporter's.
    #[schema(required)]
    pub handler: Option<String>,
    /// Whether the Centre urged the unit that holds it.
    pub urged: bool,
    /// In the queue of support: how far the unit's contribution has come (R-8.2b). Elsewhere null.
    #[schema(required, example = "assigned")]
    pub contribution: Option<String>,
}

/// Something with an id and a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedId {
    /// Its id.
    #[schema(example = "00070")]
    pub id: String,
    /// Its name; null when it is no longer known.
    #[schema(required, example = "Phường Hoàn Kiếm")]
    pub name: Option<String>,
}

/// Something with a code and a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedCode {
    /// Its code.
    #[schema(example = "duong-ha-tang")]
    pub code: String,
    /// Its name; null when it is no longer known.
    #[schema(required)]
    pub name: Option<String>,
}

/// Answers with a page of a desk's queue, a [`Queue`].
///
/// # Errors
/// 403 for who does not work at this desk, or not in that unit; 422 when the unit is unknown, or must be
/// named and is not, and for a bad page.
pub async fn desk_queue(call: &Call, desk: Desk) -> Result<Reply, Problem> {
    let QueueQuery { unit, after, limit } = call.query()?;
    let account = &call.signed_in().await?.account;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let page = page(&mut fields, &after, limit);
    let unit = queue_unit(&mut fields, account, desk, unit, store).await?;
    let (page, unit) = fields.finish((page, unit))?;
    let queue = store.desk_queue(&unit, desk, call.now, &page).await?;
    Ok(Reply::raw_json(StatusCode::OK, queue))
}

/// Answers with a page of the cases that wait for the person who asks, a [`Queue`].
///
/// # Errors
/// 403 for who handles nowhere; 422 for a bad page.
pub async fn own_queue(call: &Call) -> Result<Reply, Problem> {
    let OwnQueueQuery { after, limit } = call.query()?;
    let account = &call.signed_in().await?.account;
    if !Desk::Handling.roles().iter().any(|role| account.has(*role)) {
        return Err(Problem::not_your_role());
    }
    let mut fields = Fields::new();
    let page = page(&mut fields, &after, limit);
    let (page,) = fields.finish((page,))?;
    let queue = call.store().await?.handler_queue(&account.id, call.now, &page).await?;
    Ok(Reply::raw_json(StatusCode::OK, queue))
}

/// Answers with a page of the verified reports of waste in the whole city, a [`Queue`].
///
/// # Errors
/// 403 for who is no inspector; 422 for a bad page.
pub async fn inspection_queue(call: &Call) -> Result<Reply, Problem> {
    let OwnQueueQuery { after, limit } = call.query()?;
    let account = &call.signed_in().await?.account;
    if !account.has(domain::Role::Inspector) {
        return Err(Problem::not_your_role());
    }
    let mut fields = Fields::new();
    let page = page(&mut fields, &after, limit);
    let (page,) = fields.finish((page,))?;
    let queue = call.store().await?.inspection_queue(call.now, &page).await?;
    Ok(Reply::raw_json(StatusCode::OK, queue))
}

fn page(fields: &mut Fields, after: &Option<String>, limit: Option<u32>) -> Option<QueuePage> {
    let limit = fields.within("limit", limit.or(Some(PAGE_USUAL)), 1..=PAGE_MAX);
    let after = match after.as_deref().map(str::parse::<QueuePlace>) {
        None => Some(None),
        Some(Ok(place)) => Some(Some(place)),
        Some(Err(_)) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    };
    Some(QueuePage { after: after?, limit: limit? })
}

async fn queue_unit(
    fields: &mut Fields,
    account: &Account,
    desk: Desk,
    asked: Option<String>,
    store: &Store,
) -> Result<Option<UnitId>, Problem> {
    let asked = match &asked {
        Some(_) => match fields.id::<UnitId>("unit", &asked) {
            Some(unit) => Some(unit),
            None => return Ok(None),
        },
        None => None,
    };
    match queue_of(account, desk, asked) {
        // Only the Centre can name a unit that does not exist.
        Ok(unit) => fields.known_unit("unit", &Some(unit.to_string()), store).await,
        Err(NoQueue::WhichUnit) => {
            fields.error("unit", "missing", words::WHICH_UNIT);
            Ok(None)
        }
        Err(NoQueue::NotYourDesk) => Err(Problem::not_your_role()),
        Err(NoQueue::NotYourUnit { unit }) => Err(Refusal::NotYourUnit { unit }.into()),
    }
}
