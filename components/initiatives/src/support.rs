//! Supporting an initiative, once for each verified account.

use domain::{AccountId, Refusal, initiative};
use edge::{Call, Problem, Reply};
use serde::Serialize;
use store::Store;
use store::initiatives::PublicInitiative;
use utoipa::ToSchema;

/// How many support it, and whether you do.
#[derive(Debug, Serialize, ToSchema)]
pub struct Support {
    /// How many.
    pub supports: u32,
    /// Whether you do.
    pub supported: bool,
}

/// The initiative, when this person may say something about it now.
pub(crate) async fn open_to(call: &Call) -> Result<(PublicInitiative, &AccountId, &Store), Problem> {
    let account = &call.sender().await?.account;
    let store = call.store().await?;
    let found = store.public_initiative_of(&call.case_code()?).await?.ok_or_else(Problem::not_found)?;
    initiative::take_part(account, found.views_until, call.now)?;
    Ok((found, &account.id, store))
}

async fn answer(store: &Store, found: &PublicInitiative, account: &AccountId, wanted: bool) -> Result<Reply, Problem> {
    let now = store.supports_of(&found.case, account).await?;
    // The write asks once more; here it came after an end that fell between.
    if now.supported != wanted {
        return Err(Refusal::NoViews.into());
    }
    Ok(Reply::ok(&Support { supports: now.supports, supported: now.supported }))
}

/// Supports an initiative on which views are taken; the second time changes nothing.
#[utoipa::path(
    put,
    path = "/api/public/initiatives/{code}/support",
    operation_id = "support_initiative",
    tag = "initiatives",
    summary = "Support an initiative",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    responses((status = 200, description = "You support it", body = Support)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn support(call: Call) -> Result<Reply, Problem> {
    let (found, account, store) = open_to(&call).await?;
    store.support_initiative(&found.case, account, call.now).await?;
    answer(store, &found, account, true).await
}

/// Takes a support back while views are taken.
#[utoipa::path(
    delete,
    path = "/api/public/initiatives/{code}/support",
    operation_id = "withdraw_support",
    tag = "initiatives",
    summary = "Take a support back",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    responses((status = 200, description = "You do not support it", body = Support)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn withdraw(call: Call) -> Result<Reply, Problem> {
    let (found, account, store) = open_to(&call).await?;
    store.withdraw_support(&found.case, account, call.now).await?;
    answer(store, &found, account, false).await
}
