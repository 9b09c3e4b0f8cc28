//! What a resident sees.

use crate::{Alert, list};
use domain::UnitId;
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::Deserialize;
use store::alerts::AlertReader;

/// Which part of the inbox.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InboxQuery {
    /// The ward or commune, for who is not signed in or has not said where they live.
    #[param(example = "00070")]
    ward: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of an inbox.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Inbox {
    /// The page, newest first.
    pub alerts: Vec<Alert>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// Reads the alerts that are valid now, newest first: the city's, and those of the ward or commune
/// where the reader lives, while there were districts also its district's. Of a chain of updates
/// the latest, with the `earlier` ones named.
#[utoipa::path(
    get,
    path = "/api/inbox",
    operation_id = "read_inbox",
    tag = "alerts",
    params(InboxQuery),
    responses((status = 200, description = "A page of the inbox.", body = Inbox)),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let query: InboxQuery = call.query()?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let page = list::page(&mut fields, query.after.as_deref(), query.limit);
    let named = match query.ward.as_deref().filter(|ward| !ward.is_empty()) {
        Some(ward) => fields.known_unit("ward", &Some(ward.to_owned()), store).await?.map(Some),
        None => Some(None),
    };
    let ((after, limit), named) = fields.finish((page, named))?;
    let session = call.session().await?;
    let residence: Option<UnitId> = session.and_then(|session| session.residence.clone()).or(named);
    let reader = AlertReader { account: session.map(|session| &session.account.id), now: call.now };
    let inbox = store.alert_inbox(residence.as_ref(), reader, after, limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, inbox))
}
