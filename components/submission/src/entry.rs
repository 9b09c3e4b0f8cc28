//! The Support Centre enters what a citizen says by telephone, by letter or at the counter (R-18.3a).

use crate::page::PageQuery;
use domain::entry::EntryChannel;
use domain::{Account, AccountId, OnBehalf, Role, ShortText};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::{Deserialize, Serialize};
use store::Store;
use store::callers::CALLER_PREFIX;
use utoipa::ToSchema;

/// For whom a report is entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnBehalfBody {
    /// Their name, 2 to 300 characters.
    #[schema(value_type = String, required = true, example = "Vũ Thị Gọi")]
    name: Option<String>,
    /// Where they are called back.
    #[schema(value_type = String, required = true, example = "0912 345 678")]
    phone: Option<String>,
    /// Their e-mail address.
    email: Option<String>,
    /// How they turned to the Centre: `phone`, `counter`, `letter`, `email` or `message`.
    #[schema(value_type = String, required = true, example = "phone")]
    channel: Option<String>,
    /// That they agreed; without it nothing is entered.
    #[schema(value_type = bool, required = true)]
    consent: Option<bool>,
}

/// Checks whom it is entered for.
pub fn read(fields: &mut Fields, given: Option<&OnBehalfBody>) -> Option<Option<OnBehalf>> {
    let Some(given) = given else { return Some(None) };
    let name = fields.text::<ShortText>("on_behalf.name", &given.name);
    let phone = fields.phone("on_behalf.phone", &given.phone);
    let email = fields.optional_email("on_behalf.email", &given.email);
    let channel = fields.choice::<EntryChannel>("on_behalf.channel", &given.channel);
    let consent = fields.required("on_behalf.consent", given.consent);
    Some(Some(OnBehalf { name: name?, phone: phone?, email: email?, channel: channel?, consent: consent? }))
}

/// Whose report it will be; 403 when that account is locked. Whoever may not enter for others is told nothing
/// of who has which number.
pub async fn whose(call: &Call, store: &Store, sender: &Account, caller: &OnBehalf) -> Result<AccountId, Problem> {
    let known = if sender.has(Role::Support) { store.whose_call(&caller.phone, caller.name.as_str()).await? } else { None };
    // What is locked is an account: a number without one is nobody's who could object.
    if let Some(account) = known.as_ref().filter(|known| !known.as_str().starts_with(CALLER_PREFIX))
        && let Some(lock) = store.lock_of(account).await?
    {
        lock.may_be_entered(call.now)?;
    }
    Ok(known.unwrap_or_else(|| AccountId::new(format!("{CALLER_PREFIX}{}", edge::new_id(call.now)))))
}

/// A page of entries.
#[derive(Serialize, ToSchema)]
pub struct EntryPage {
    /// Newest first.
    entries: Vec<EntryLine>,
    /// For `after` of the next page; null on the last.
    #[schema(required)]
    next: Option<String>,
}

/// A report that one entered for somebody.
#[derive(Serialize, ToSchema)]
struct EntryLine {
    /// Its code, for the caller.
    code: String,
    /// Kind of report.
    kind: String,
    /// Where the case stands.
    state: String,
    /// The category's name.
    #[schema(required)]
    category_name: Option<String>,
    /// The unit that holds it.
    unit: NamedId,
    /// The caller's name.
    name: String,
    /// Where they are called back.
    phone: String,
    /// How they turned to the Centre.
    channel: String,
    /// When it was entered.
    #[schema(format = DateTime)]
    at: String,
    /// Whether the caller has no account: the Support Centre then answers, withdraws, asks and rates for them.
    without_account: bool,
    /// Whether a request for information waits for an answer.
    information_pending: bool,
    /// Until when clarification of the result may be asked; null when it may not.
    #[schema(required, format = DateTime)]
    question_until: Option<String>,
}

/// What the person signed in entered for others, newest first.
#[utoipa::path(
    get, path = "/api/entries", tag = "submission", operation_id = "list_entries", params(PageQuery),
    security(("session" = []), ("bearer" = [])),
    responses((status = 200, description = "A page.", body = EntryPage))
)]
pub async fn list(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    if !account.has(Role::Support) {
        return Err(Problem::not_your_role());
    }
    let page: PageQuery = call.query()?;
    let mut fields = Fields::new();
    let limit = page.limit(&mut fields);
    let after = fields.optional_id::<String>("after", &page.after);
    let (limit, after) = fields.finish((limit, after))?;
    let entries = call.store().await?.entries_of(&account.id, after.as_deref(), limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, entries))
}
