//! The inspections that run.

use domain::Role;
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which page is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RunningQuery {
    /// How many at most.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<u32>,
    /// `next` of the page before.
    after: Option<String>,
}

/// A page of the inspections that run.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunningInspections {
    /// On the newest case first.
    pub inspections: Vec<RunningInspection>,
    /// For `after` of the next page; null on the last.
    #[schema(required)]
    pub next: Option<String>,
}

/// An inspection that runs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunningInspection {
    /// Public code of the case.
    pub code: String,
    /// Where the case stands: an inspection goes on whatever becomes of it.
    pub state: String,
    /// The unit that holds the case.
    pub unit: NamedId,
    /// Name of the case's category.
    #[schema(required)]
    pub category_name: Option<String>,
    /// The body that inspects.
    pub body: NamedId,
    /// Number of the decision.
    pub decision: String,
    /// When it was opened.
    #[schema(format = DateTime)]
    pub opened_at: String,
    /// Who opened it.
    #[schema(required)]
    pub opened_by: Option<String>,
    /// How many steps were noted.
    pub steps: u32,
}

/// A page of the inspections that run, wherever their cases were sent since; for the Inspectorate.
#[utoipa::path(
    get,
    path = "/api/desks/inspection/running",
    operation_id = "list_running_inspections",
    tag = "inspection",
    summary = "Inspections that run",
    params(RunningQuery),
    responses((status = 200, description = "A page", body = RunningInspections)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn running(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    if !account.has(Role::Inspector) {
        return Err(Problem::not_your_role());
    }
    let query: RunningQuery = call.query()?;
    let mut fields = Fields::new();
    let limit = fields.within("limit", Some(query.limit.unwrap_or(50)), 1..=100);
    let after = fields.optional_id::<String>("after", &query.after);
    let (limit, after) = fields.finish((limit, after))?;
    let page = call.store().await?.running_inspections(after.as_deref(), limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, page))
}
