//! Signing in as a demo person, on local runs only.

use chrono::TimeDelta;
use domain::AccountId;
use edge::{Call, Fields, Problem, Reply, StatusCode, dev_sign_in, new_id, new_token, session_cookie, token_hash, words};
use serde::{Deserialize, Serialize};
use store::NewSession;

/// A working day; whoever stays longer signs in again.
const SESSION_HOURS: u32 = 8;

/// Who signs in.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// A demo account, as `/api/dev/accounts` lists them.
    #[schema(example = "citizen-lan")]
    pub account: String,
}

/// The session that was opened.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = OpenedSession)]
pub struct Opened {
    /// Its id, by which it can be ended.
    pub id: String,
    /// The secret, for programs; browsers get it as a cookie. It is said only here.
    pub token: String,
    /// Who is signed in.
    pub account: String,
    /// The person's name.
    pub name: String,
    /// Until when.
    #[schema(format = DateTime)]
    pub expires_at: String,
}

/// Signs in as a demo person. Where that is off, which is the rule, nothing is here (404).
#[utoipa::path(
    post,
    path = "/api/sessions",
    operation_id = "sign_in",
    tag = "identity",
    request_body = SignIn,
    responses((status = 201, description = "Signed in; the cookie `session` is set.", body = Opened)),
)]
pub(crate) async fn sign_in(call: Call) -> Result<Reply, Problem> {
    only_where_it_is_on().await?;
    // No cookie is there yet that would make the edge ask.
    call.refuse_cross_site()?;
    let body: SignIn = call.json().await?;
    let mut fields = Fields::new();
    let account = fields.id::<AccountId>("account", &body.account);
    let (account,) = fields.finish((account,))?;
    let store = call.store().await?;
    let (token, id) = (new_token(), new_id(call.now));
    let expires_at = call.now + TimeDelta::hours(SESSION_HOURS.into());
    let hash = token_hash(&token);
    let session =
        NewSession { token_hash: &hash, id: &id, account: &account, created_at: call.now, expires_at };
    store.open_session(&session).await?;
    let Some(session) = store.session(&hash, call.now).await? else {
        return Err(Problem::invalid_field("account", "unknown_account", words::UNKNOWN_ACCOUNT));
    };
    let opened = Opened {
        id,
        token: token.clone(),
        account: session.account.id.to_string(),
        name: session.name,
        expires_at: expires_at.with_timezone(&store::hanoi()).format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    };
    let cookie = session_cookie(&token, SESSION_HOURS * 3600).await;
    Ok(Reply::created(&format!("/api/sessions/{}", opened.id), &opened).cookie(&cookie))
}

/// Where demo people cannot sign in, this part of the interface does not exist.
pub(crate) async fn only_where_it_is_on() -> Result<(), Problem> {
    if dev_sign_in().await {
        Ok(())
    } else {
        Err(Problem::new(StatusCode::NOT_FOUND, "sign_in_not_available", words::SIGN_IN_NOT_AVAILABLE))
    }
}
