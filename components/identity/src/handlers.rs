//! To whom in a unit a case may be given (R-8.1c).

use domain::{Refusal, UnitId};
use edge::{Call, Problem, Reply, StatusCode};
use serde::Deserialize;

/// The officers of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Handlers {
    /// By name.
    pub handlers: Vec<Handler>,
}

/// An officer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Handler {
    /// The account.
    #[schema(example = "00070-handler")]
    pub id: String,
    /// The name.
    pub name: String,
}

/// Lists the officers of a unit, for the people of the unit.
#[utoipa::path(
    get,
    path = "/api/units/{id}/handlers",
    operation_id = "list_handlers",
    tag = "identity",
    params(("id" = String, Path, description = "Code of the unit.", example = "00070")),
    responses((status = 200, description = "The officers.", body = Handlers)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let store = call.store().await?;
    let unit = UnitId::new(call.param("id"));
    let unit = store.unit(&unit).await?.ok_or_else(Problem::not_found)?.id;
    if !account.works_in(&unit) {
        return Err(Refusal::NotYourUnit { unit }.into());
    }
    Ok(Reply::raw_json(StatusCode::OK, store.handlers(&unit).await?))
}
