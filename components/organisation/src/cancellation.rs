//! Giving a reorganisation up before its day.

use crate::{ReorganisationReply, reorganisation};
use domain::{Reason, cancel_reorganisation};
use edge::{Call, Fields, Problem, Reply};
use serde::Deserialize;

/// Why a reorganisation is given up.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReorganisationCancellation)]
pub struct Cancellation {
    /// 10 to 2,000 characters.
    #[schema(example = "Nghị quyết lùi ngày hiệu lực sang năm sau.")]
    pub reason: Option<String>,
}

/// Gives a reorganisation up. What is wrong in a plan is planned anew.
#[utoipa::path(
    post,
    path = "/api/reorganisations/{id}/cancellation",
    operation_id = "cancel_reorganisation",
    tag = "organisation",
    params(("id" = String, Path, description = "The reorganisation.")),
    request_body = Cancellation,
    responses((status = 200, description = "Given up.", body = ReorganisationReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn cancel(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: Cancellation = call.json().await?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let store = call.store().await?;
    let reorganisation = reorganisation::for_act(&call, store).await?;
    let outcome = cancel_reorganisation(&reorganisation, account, reason, call.now)?;
    reorganisation::commit(store, &outcome).await
}
