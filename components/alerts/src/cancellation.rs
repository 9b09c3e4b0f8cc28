//! A head takes an alert back.

use crate::{AlertReply, alert};
use domain::{Reason, cancel_alert};
use edge::{Call, Fields, Problem, Reply};
use serde::Deserialize;

/// Why an alert is taken back.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AlertCancellation)]
pub struct Cancellation {
    /// What residents read, 10 to 2,000 characters.
    #[schema(value_type = String, required = true, example = "Cây đã được dọn, đường thông trở lại.")]
    pub reason: Option<String>,
}

/// Takes an alert back, with a reason that residents read. They keep seeing it, marked, as long as it was
/// to be shown.
#[utoipa::path(
    post,
    path = "/api/alerts/{id}/cancellation",
    operation_id = "cancel_alert",
    tag = "alerts",
    params(("id" = String, Path, description = "The alert.")),
    request_body = Cancellation,
    responses((status = 200, description = "Taken back.", body = AlertReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn cancel(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: Cancellation = call.json().await?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let store = call.store().await?;
    let alert = alert::for_act(&call, store, account).await?;
    let outcome = cancel_alert(&alert, account, reason, call.now)?;
    alert::commit(store, &outcome).await
}
