//! One request on its way through a handler.

use crate::{Body, Problem, Request, json, query, session};
use chrono::{DateTime, FixedOffset};
use domain::{Actor, CaseCode, Instant};
use serde::de::DeserializeOwned;
use std::cell::OnceCell;
use std::time::{SystemTime, UNIX_EPOCH};
use store::{LoadedCase, Session, Store};

/// A request with what a handler needs beside it. Everything takes `&self`, so that the store, the
/// session and a parameter can be held at the same time; what is costly is fetched when asked for.
pub struct Call {
    /// The request.
    pub request: Request,
    /// When it came in. The only "now" of a handler.
    pub now: Instant,
    params: Vec<(String, String)>,
    store: OnceCell<Store>,
    session: OnceCell<Option<Session>>,
}

impl Call {
    /// A call as a route makes it. Handlers get theirs from [`crate::handle`].
    pub fn new(request: Request, params: Vec<(String, String)>, now: Instant) -> Self {
        Self { request, now, params, store: OnceCell::new(), session: OnceCell::new() }
    }

    /// The value of `{name}` in the path, decoded. A name the path does not have is a mistake in
    /// the program, and gives what no path can match: the empty text.
    pub fn param(&self, name: &str) -> &str {
        let found = self.params.iter().find(|(key, _)| key == name);
        debug_assert!(found.is_some(), "the route has no parameter {name}");
        found.map_or("", |(_, value)| value)
    }

    /// The case code in `{code}`, in capitals as it is stored.
    ///
    /// # Errors
    /// 404 for what cannot be a code.
    pub fn case_code(&self) -> Result<CaseCode, Problem> {
        let code = self.param("code");
        let plausible = (4..=32).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !plausible {
            return Err(Problem::not_found());
        }
        Ok(CaseCode::new(code.to_ascii_uppercase()))
    }

    /// The unit in `{unit}`.
    ///
    /// # Errors
    /// 404 for what cannot be a unit's code.
    pub fn unit_id(&self) -> Result<domain::UnitId, Problem> {
        let unit = self.param("unit");
        let plausible = (1..=64).contains(&unit.len())
            && unit.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'));
        if plausible { Ok(domain::UnitId::new(unit)) } else { Err(Problem::not_found()) }
    }

    /// The body as it comes in, for uploads: `call.body().limit(max)?`, then `chunk().await?`.
    pub fn body(&self) -> &Body {
        &self.request.body
    }

    /// The body, which must be JSON of at most [`crate::BODY_LIMIT`] bytes.
    ///
    /// # Errors
    /// 415, 413; 400 `bad_json` for what is no JSON; 422 `invalid_fields` for what is another JSON.
    pub async fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.json_limited(crate::BODY_LIMIT).await
    }

    /// The same with another limit in bytes.
    ///
    /// # Errors
    /// Those of [`Call::json`].
    pub async fn json_limited<T: DeserializeOwned>(&self, max: u64) -> Result<T, Problem> {
        if !json::is_json(&self.request.headers) {
            return Err(Problem::unsupported_media_type("application/json"));
        }
        let body = self.request.body.read_limited(max).await?;
        json::parse(&body)
    }

    /// The query parameters. Unknown ones are refused where `T` denies unknown fields.
    ///
    /// # Errors
    /// 400 `bad_query` for broken encoding; 422 `invalid_fields`.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        query::parse(&self.request.query)
    }

    /// The key that makes a repeated request the same request.
    ///
    /// # Errors
    /// 422 when it is missing or not 8 to 128 visible ASCII characters.
    pub fn idempotency_key(&self) -> Result<String, Problem> {
        session::idempotency_key(&self.request)
    }

    /// The store, opened at the first call and this request's alone.
    ///
    /// # Errors
    /// 500 when the database cannot be opened.
    pub async fn store(&self) -> Result<&Store, Problem> {
        if self.store.get().is_none() {
            let opened = Store::open().await?;
            // Set already only if a handler asked twice at once; the second connection goes back.
            let _ = self.store.set(opened);
        }
        self.store.get().ok_or_else(|| anyhow::anyhow!("the store was not kept").into())
    }

    /// Who is signed in, if anybody is.
    ///
    /// # Errors
    /// 500 when the database fails.
    pub async fn session(&self) -> Result<Option<&Session>, Problem> {
        if self.session.get().is_none() {
            let found = match session::token(&self.request) {
                Some(token) => self.store().await?.session(&session::token_hash(&token), self.now).await?,
                None => None,
            };
            let _ = self.session.set(found);
        }
        Ok(self.session.get().and_then(Option::as_ref))
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// 401 `not_signed_in`.
    pub async fn signed_in(&self) -> Result<&Session, Problem> {
        self.session().await?.ok_or_else(Problem::not_signed_in)
    }

    /// Who is signed in and not kept from sending by a lock: for reports, bookings, votes, and whatever
    /// else a locked account does not do.
    ///
    /// # Errors
    /// 401 `not_signed_in`; 403 `account_locked` with the end of the lock.
    pub async fn sender(&self) -> Result<&Session, Problem> {
        let session = self.signed_in().await?;
        if let Some(lock) = &session.lock {
            lock.may_send(self.now)?;
        }
        Ok(session)
    }

    /// Who acts.
    ///
    /// # Errors
    /// 401 `not_signed_in`.
    pub async fn actor(&self) -> Result<Actor, Problem> {
        Ok(Actor::Person(self.signed_in().await?.account.clone()))
    }

    /// The case in `{code}`, as that person may see it.
    ///
    /// # Errors
    /// 404 when it does not exist, or this person must not know that it does.
    pub async fn case(&self, actor: &Actor) -> Result<LoadedCase, Problem> {
        let loaded = self.store().await?.case(&self.case_code()?).await?;
        loaded.filter(|loaded| actor.may_see(&loaded.case)).ok_or_else(Problem::not_found)
    }

    /// Refuses a request that another site made the browser send. [`crate::handle`] asks this of
    /// every request that changes something and carries the session cookie; sign-in asks it itself.
    ///
    /// # Errors
    /// 403 `cross_site`.
    pub fn refuse_cross_site(&self) -> Result<(), Problem> {
        crate::cross_site::refuse(&self.request)
    }
}

/// Now, at the office's offset (+07:00), in whole milliseconds.
pub fn now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let milliseconds = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    at_the_office(DateTime::from_timestamp_millis(milliseconds).unwrap_or_default())
}

/// An instant as the interface writes it, the same as the lists that SQLite builds.
pub fn rfc3339(at: Instant) -> String {
    at_the_office(at).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The same instant at +07:00.
pub(crate) fn at_the_office<Z: chrono::TimeZone>(instant: DateTime<Z>) -> Instant {
    match FixedOffset::east_opt(7 * 3600) {
        Some(offset) => instant.with_timezone(&offset),
        None => instant.fixed_offset(),
    }
}
