//! Tokens, cookies and keys that a request carries.

use crate::{Call, Problem, Request, variable, words};
use http::header::{AUTHORIZATION, COOKIE};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Name of the session cookie.
pub(crate) const COOKIE_NAME: &str = "session";

/// What stands in the database for a token: its SHA-256 in hex. Who reads the database cannot sign in.
pub fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// A `Set-Cookie` for a session, not readable by scripts. `Secure` unless development sign-in is
/// on, because a local run has no TLS.
pub async fn session_cookie(token: &str, max_age_seconds: u32) -> String {
    format!("{COOKIE_NAME}={token}; Path=/; Max-Age={max_age_seconds}; HttpOnly; SameSite=Lax{}", secure().await)
}

/// A `Set-Cookie` that takes the session away.
pub async fn clear_session_cookie() -> String {
    format!("{COOKIE_NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{}", secure().await)
}

async fn secure() -> &'static str {
    let dev_sign_in = variable("dev_sign_in").await;
    let on = dev_sign_in.is_some_and(|value| matches!(value.trim(), "true" | "on" | "1" | "yes"));
    if on { "" } else { "; Secure" }
}

/// Whether the request carries, as `Authorization: Bearer`, the secret in that variable. A variable
/// that is empty or not defined lets nobody in.
pub async fn operator_token_ok(call: &Call, variable_name: &str) -> bool {
    let Some(given) = bearer(&call.request) else {
        return false;
    };
    let Some(secret) = variable(variable_name).await.filter(|secret| !secret.trim().is_empty()) else {
        return false;
    };
    // Digests have one length, so the comparison tells nothing about that of the secret.
    Sha256::digest(given.as_bytes()).ct_eq(&Sha256::digest(secret.trim().as_bytes())).into()
}

/// The session token: of the `Authorization` header, which no other site can make a browser send,
/// or of the cookie.
pub(crate) fn token(request: &Request) -> Option<String> {
    bearer(request).or_else(|| cookie(request, COOKIE_NAME)).filter(|token| (16..=256).contains(&token.len())).map(str::to_owned)
}

/// The bearer token, if there is exactly one `Authorization` header and it holds one.
pub(crate) fn bearer(request: &Request) -> Option<&str> {
    let (scheme, token) = request.text_header(AUTHORIZATION)?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// The first cookie of that name.
pub(crate) fn cookie<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    // HTTP/2 may split the cookies over several headers.
    request
        .headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value)
}

pub(crate) fn idempotency_key(request: &Request) -> Result<String, Problem> {
    const NAME: &str = "idempotency-key";
    let key = request.text_header(NAME).filter(|key| {
        (8..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    });
    match key {
        Some(key) => Ok(key.to_owned()),
        None if request.headers.contains_key(NAME) => {
            Err(Problem::invalid_field("Idempotency-Key", "not_a_key", words::IDEMPOTENCY_KEY_INVALID))
        }
        None => Err(Problem::invalid_field("Idempotency-Key", "missing", words::IDEMPOTENCY_KEY_MISSING)),
    }
}
