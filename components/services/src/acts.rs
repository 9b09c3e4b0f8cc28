//! What is done to an entry.

use crate::Wording;
use domain::{
    Account, Reason, Role, Service, ServiceId, ServiceOutcome, UnitId, approve_service, edit_service, return_service,
    submit_service, withdraw_service, write_service,
};
use edge::{Call, Fields, Problem, Reply, new_id};
use serde::{Deserialize, Serialize};
use store::Store;

/// An entry after an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ServiceReply {
    /// Its id.
    pub id: String,
    /// `draft`, `submitted`, `returned`, `approved` or `withdrawn`.
    #[schema(example = "submitted")]
    pub state: &'static str,
    /// How many acts it has seen.
    #[schema(example = 2)]
    pub version: u32,
}

impl From<&ServiceOutcome> for ServiceReply {
    fn from(outcome: &ServiceOutcome) -> Self {
        Self {
            id: outcome.id.clone(),
            state: outcome.to.as_str(),
            version: outcome.follows.seq.saturating_add(1),
        }
    }
}

/// Nothing needs to be said with it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ServiceStep)]
pub struct Nothing {}

/// Why.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ServiceReason)]
pub struct Reasoned {
    /// 10 to 2,000 characters.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Which unit writes.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WriteQuery {
    /// The unit that offers it.
    #[param(example = "00070", required)]
    unit: Option<String>,
}

/// Writes an entry of a unit; for its own people. It waits until it is laid before the Centre.
#[utoipa::path(
    post,
    path = "/api/services",
    operation_id = "write_service",
    tag = "services",
    params(WriteQuery),
    request_body = Wording,
    responses((status = 201, description = "Written.", body = ServiceReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn write(call: Call) -> Result<Reply, Problem> {
    let author = &call.signed_in().await?.account;
    let query: WriteQuery = call.query()?;
    let body: Wording = call.json().await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let unit: Option<UnitId> = fields.known_unit("unit", &query.unit, store).await?;
    let content = body.check(&mut fields, &call, store).await?;
    let (unit, content) = fields.finish((unit, content))?;
    let outcome = write_service(author, ServiceId::new(new_id(call.now)), unit, content, call.now)?;
    store.commit_service(&outcome).await.map_err(Problem::of_record)?;
    let reply = ServiceReply::from(&outcome);
    Ok(Reply::created(&format!("/api/services/{}", reply.id), &reply))
}

/// Words an entry anew, before it is approved; for the people of its unit.
#[utoipa::path(
    put,
    path = "/api/services/{id}",
    operation_id = "edit_service",
    tag = "services",
    params(("id" = String, Path, description = "The entry.")),
    request_body = Wording,
    responses((status = 200, description = "Worded anew.", body = ServiceReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn edit(call: Call) -> Result<Reply, Problem> {
    let author = &call.signed_in().await?.account;
    let body: Wording = call.json().await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let content = body.check(&mut fields, &call, store).await?;
    let (content,) = fields.finish((content,))?;
    let service = for_act(&call, store, author).await?;
    written(store, &edit_service(&service, author, content, call.now)?).await
}

/// Lays an entry before the Centre; for the people of its unit.
#[utoipa::path(
    post,
    path = "/api/services/{id}/submission",
    operation_id = "submit_service",
    tag = "services",
    params(("id" = String, Path, description = "The entry.")),
    request_body = Nothing,
    responses((status = 200, description = "It waits for the Centre.", body = ServiceReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn submit(call: Call) -> Result<Reply, Problem> {
    let author = &call.signed_in().await?.account;
    let Nothing {} = call.json().await?;
    let store = call.store().await?;
    let service = for_act(&call, store, author).await?;
    written(store, &submit_service(&service, author, call.now)?).await
}

/// Approves an entry; for the Centre, and nobody who worded it. Citizens see it from now on while it is valid.
#[utoipa::path(
    post,
    path = "/api/services/{id}/approval",
    operation_id = "approve_service",
    tag = "services",
    params(("id" = String, Path, description = "The entry.")),
    request_body = Nothing,
    responses((status = 200, description = "Offered.", body = ServiceReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn approve(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let Nothing {} = call.json().await?;
    let store = call.store().await?;
    let service = for_act(&call, store, account).await?;
    written(store, &approve_service(&service, account, call.now)?).await
}

/// Sends an entry back with a reason; for the Centre.
#[utoipa::path(
    post,
    path = "/api/services/{id}/return",
    operation_id = "return_service",
    tag = "services",
    params(("id" = String, Path, description = "The entry.")),
    request_body = Reasoned,
    responses((status = 200, description = "Back at its unit.", body = ServiceReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn return_entry(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let reason = reason(&call).await?;
    let store = call.store().await?;
    let service = for_act(&call, store, account).await?;
    written(store, &return_service(&service, account, reason, call.now)?).await
}

/// Takes an entry out with a reason; for the people of its unit, and the Centre.
#[utoipa::path(
    post,
    path = "/api/services/{id}/withdrawal",
    operation_id = "withdraw_service",
    tag = "services",
    params(("id" = String, Path, description = "The entry.")),
    request_body = Reasoned,
    responses((status = 200, description = "Taken out.", body = ServiceReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn withdraw(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let reason = reason(&call).await?;
    let store = call.store().await?;
    let service = for_act(&call, store, account).await?;
    written(store, &withdraw_service(&service, account, reason, call.now)?).await
}

async fn reason(call: &Call) -> Result<Reason, Problem> {
    let body: Reasoned = call.json().await?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    Ok(reason)
}

/// The entry of the path. One that is not offered does not exist for others than its unit and the Centre.
async fn for_act(call: &Call, store: &Store, account: &Account) -> Result<Service, Problem> {
    let id = ServiceId::new(call.param("id"));
    let seen = store.service_view(&id, call.now).await?;
    let seen = seen.filter(|view| view.offered || account.works_in(&view.unit) || account.has(Role::Centre));
    match seen {
        Some(_) => store.service(&id).await?.ok_or_else(Problem::not_found),
        None => Err(Problem::not_found()),
    }
}

async fn written(store: &Store, outcome: &ServiceOutcome) -> Result<Reply, Problem> {
    store.commit_service(outcome).await.map_err(Problem::of_record)?;
    Ok(Reply::ok(&ServiceReply::from(outcome)))
}
