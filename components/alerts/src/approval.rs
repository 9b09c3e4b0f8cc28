//! Another person approves an alert, and with that it is sent.

use crate::{AlertReply, alert};
use domain::approve_alert;
use edge::{Call, Problem, Reply};
use serde::Deserialize;

/// Nothing needs to be said with it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AlertApproval)]
pub struct Approval {}

/// Approves an alert, which sends it: a head of the unit, and not its author.
#[utoipa::path(
    post,
    path = "/api/alerts/{id}/approval",
    operation_id = "approve_alert",
    tag = "alerts",
    params(("id" = String, Path, description = "The alert.")),
    request_body = Approval,
    responses((status = 200, description = "Sent.", body = AlertReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn approve(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let Approval {} = call.json().await?;
    let store = call.store().await?;
    let alert = alert::for_act(&call, store, account).await?;
    let outcome = approve_alert(&alert, account, call.now)?;
    alert::commit(store, &outcome).await
}
