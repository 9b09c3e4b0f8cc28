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
    if dev_sign_in().await { "" } else { "; Secure" }
}

/// Whether anybody may sign in as a demo person: on a local run only.
pub async fn dev_sign_in() -> bool {
    is_on(variable("dev_sign_in").await.as_deref())
}

fn is_on(value: Option<&str>) -> bool {
    matches!(value.map(str::trim), Some("true" | "on" | "1" | "yes"))
}

/// Whether the request carries, as `Authorization: Bearer`, the secret in that variable. A variable
/// that is empty or not defined lets nobody in.
pub async fn operator_token_ok(call: &Call, variable_name: &str) -> bool {
    match bearer(&call.request) {
        Some(given) => is_secret(given, variable(variable_name).await.as_deref()),
        None => false,
    }
}

fn is_secret(given: &str, secret: Option<&str>) -> bool {
    let Some(secret) = secret.map(str::trim).filter(|secret| !secret.is_empty()) else {
        return false;
    };
    // Digests have one length, so the comparison tells nothing about that of the secret.
    Sha256::digest(given.as_bytes()).ct_eq(&Sha256::digest(secret.as_bytes())).into()
}

/// The session token: of the `Authorization` header, which no other site can make a browser send,
/// or of the cookie.
pub(crate) fn token(request: &Request) -> Option<String> {
    bearer(request)
        .or_else(|| cookie(request, COOKIE_NAME))
        .filter(|token| (16..=256).contains(&token.len()))
        .map(str::to_owned)
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

#[cfg(test)]
mod tests {
    use super::*;
    use http::Method;

    #[test]
    fn only_the_secret_itself_lets_an_operator_in() {
        assert!(is_secret("s3cret", Some("s3cret\n")));
        for (given, secret) in [("s3cret", None), ("", Some("")), (" ", Some(" ")), ("s3cre", Some("s3cret"))] {
            assert!(!is_secret(given, secret), "{given:?} {secret:?}");
        }
    }

    #[test]
    fn development_sign_in_is_off_unless_it_is_plainly_on() {
        assert!(is_on(Some("true")) && is_on(Some(" on ")));
        assert!(!is_on(None) && !is_on(Some("")) && !is_on(Some("false")) && !is_on(Some("True?")));
    }

    #[test]
    fn a_bearer_token_goes_before_the_cookie() {
        let get = || Request::new(Method::GET, "/", "");
        let cookie = get().header("cookie", "a=b; session=cookie-0123456789").header("cookie", "c=d");
        assert_eq!(token(&cookie).as_deref(), Some("cookie-0123456789"));
        let both = cookie.header("authorization", "bearer  header-0123456789 ");
        assert_eq!(token(&both).as_deref(), Some("header-0123456789"));
        let other = get().header("cookie", "xsession=cookie-0123456789; session; session=");
        assert_eq!(token(&other), None);
        assert_eq!(token(&get().header("authorization", "Basic abcdefghijklmnop")), None);
    }
}
