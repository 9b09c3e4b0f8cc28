//! Planning a reorganisation, and the list of those there were.

use crate::ReorganisationReply;
use crate::changes::{self, Change};
use domain::{PlanReorganisation, Reason, ReorganisationId, ShortText, keeper, plan_reorganisation};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, new_id, words};
use serde::Deserialize;

/// A plan for 682 changes is about 90 kB.
const PLAN_LIMIT: u64 = 512 * 1024;

/// A reorganisation to be planned.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Planning {
    /// What it is called, 2 to 300 characters.
    #[schema(example = "Nhập hai phường từ 01/01/2027")]
    pub title: Option<String>,
    /// The resolution it rests on, 10 to 2,000 characters.
    #[schema(example = "Nghị quyết 99/NQ-HĐND ngày 01/12/2026")]
    pub legal_basis: Option<String>,
    /// The first day of what is new, after today.
    #[schema(format = Date, example = "2027-01-01")]
    pub effective_on: Option<String>,
    /// What changes, 1 to 2,000.
    pub changes: Vec<Change>,
}

/// Plans a reorganisation; it waits for another person's approval.
#[utoipa::path(
    post,
    path = "/api/reorganisations",
    operation_id = "plan_reorganisation",
    tag = "organisation",
    request_body = Planning,
    responses((status = 201, description = "Planned.", body = ReorganisationReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn plan(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    keeper(account)?;
    let body: Planning = call.json_limited(PLAN_LIMIT).await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let title = fields.text::<ShortText>("title", &body.title);
    let legal_basis = fields.text::<Reason>("legal_basis", &body.legal_basis);
    let day = fields.day("effective_on", &body.effective_on);
    let plan = changes::plan(&mut fields, &body.changes, &store.standing_units().await?);
    let (title, legal_basis, effective_at, plan) = fields.finish((title, legal_basis, day, plan))?;
    let id = ReorganisationId::new(new_id(call.now));
    let command = PlanReorganisation { id, title, legal_basis, effective_at, plan };
    let outcome = plan_reorganisation(account, command, call.now)?;
    store.commit_reorganisation(&outcome).await?;
    let reply = ReorganisationReply::from(&outcome);
    Ok(Reply::created(&format!("/api/reorganisations/{}", reply.id), &reply))
}

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

/// A page of reorganisations.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reorganisations {
    /// The page, latest first.
    pub reorganisations: Vec<ReorganisationSummary>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A reorganisation without its plan.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReorganisationSummary {
    /// Its id.
    pub id: String,
    /// How many acts it has seen.
    pub version: u32,
    /// `planned`, `approved`, `in_effect`, `done` or `cancelled`.
    pub state: String,
    /// What it is called.
    pub title: String,
    /// The resolution it rests on.
    pub legal_basis: String,
    /// The first day of what is new.
    #[schema(format = Date)]
    pub effective_on: String,
    /// Where it was planned.
    pub unit: NamedId,
    /// When it was planned.
    #[schema(format = DateTime)]
    pub planned_at: String,
    /// By whom.
    #[schema(required)]
    pub planned_by: Option<NamedId>,
    /// When it was approved.
    #[schema(required, format = DateTime)]
    pub approved_at: Option<String>,
    /// By whom.
    #[schema(required)]
    pub approved_by: Option<NamedId>,
    /// When it was given up.
    #[schema(required, format = DateTime)]
    pub cancelled_at: Option<String>,
    /// Why.
    #[schema(required)]
    pub cancel_reason: Option<String>,
    /// When the units changed.
    #[schema(required, format = DateTime)]
    pub took_effect_at: Option<String>,
    /// When everything was moved.
    #[schema(required, format = DateTime)]
    pub completed_at: Option<String>,
}

/// Lists the reorganisations, the latest first; for administrators and the Centre.
#[utoipa::path(
    get,
    path = "/api/reorganisations",
    operation_id = "list_reorganisations",
    tag = "organisation",
    params(ListQuery),
    responses((status = 200, description = "A page of reorganisations.", body = Reorganisations)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    keeper(&call.signed_in().await?.account)?;
    let query: ListQuery = call.query()?;
    let mut fields = Fields::new();
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let after = match query.after.as_deref().map(cursor) {
        None => Some(None),
        Some(Some(place)) => Some(Some(place)),
        Some(None) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    };
    let (limit, after) = fields.finish((limit, after))?;
    let list = call.store().await?.reorganisations(after, limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}

fn cursor(text: &str) -> Option<(i64, String)> {
    let (at, id) = text.split_once('-')?;
    (!id.is_empty()).then_some((at.parse().ok()?, id.to_owned()))
}
