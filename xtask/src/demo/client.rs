//! People at the application's door: each request is somebody's.

use super::clock::Clock;
use super::clock::Instant;
use anyhow::{Context, Result, bail};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Speaks HTTP with the application for everybody in the demo.
pub struct Client {
    agent: ureq::Agent,
    url: String,
    sessions: HashMap<String, (String, Instant)>,
    /// Requests sent so far.
    pub requests: u64,
}

/// A session lasts eight hours of the application's clock; well before that, sign in anew.
const SESSION_HOURS: i64 = 4;

impl Client {
    /// Nobody is signed in yet.
    pub fn new(agent: &ureq::Agent, url: &str) -> Self {
        Self { agent: agent.clone(), url: url.trim_end_matches('/').to_owned(), sessions: HashMap::new(), requests: 0 }
    }

    /// POST of JSON by that person.
    pub fn post(&mut self, account: &str, path: &str, body: &Value, clock: &Clock) -> Result<Value> {
        self.send(account, "POST", path, &[("content-type", "application/json")], body.to_string().as_bytes(), clock)
    }

    /// PUT of JSON by that person.
    pub fn put(&mut self, account: &str, path: &str, body: &Value, clock: &Clock) -> Result<Value> {
        self.send(account, "PUT", path, &[("content-type", "application/json")], body.to_string().as_bytes(), clock)
    }

    /// GET by that person.
    pub fn get(&mut self, account: &str, path: &str, clock: &Clock) -> Result<Value> {
        self.send(account, "GET", path, &[], &[], clock)
    }

    /// Uploads a JPEG; its id.
    pub fn upload(&mut self, account: &str, jpeg: &[u8], clock: &Clock) -> Result<String> {
        let stored = self.send(account, "POST", "/api/media", &[("content-type", "image/jpeg")], jpeg, clock)?;
        stored["id"].as_str().map(str::to_owned).context("the answer to an upload names no id")
    }

    /// Any request of a person who is signed in.
    pub fn send(
        &mut self,
        account: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
        clock: &Clock,
    ) -> Result<Value> {
        let token = self.token(account, clock.now())?;
        let authorization = format!("Bearer {token}");
        let headers: Vec<_> = headers.iter().copied().chain([("authorization", authorization.as_str())]).collect();
        self.request(method, path, &headers, body).with_context(|| format!("{account}: {method} {path}"))
    }

    fn token(&mut self, account: &str, now: Instant) -> Result<String> {
        if let Some((token, since)) = self.sessions.get(account)
            && (now - *since).abs() < TimeDelta::hours(SESSION_HOURS)
        {
            return Ok(token.clone());
        }
        let body = json!({ "account": account }).to_string();
        let session = self
            .request("POST", "/api/sessions", &[("content-type", "application/json")], body.as_bytes())
            .with_context(|| format!("signing in as {account}"))?;
        let token = session["token"].as_str().context("the answer to signing in holds no token")?.to_owned();
        self.sessions.insert(account.to_owned(), (token.clone(), now));
        Ok(token)
    }

    fn request(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Value> {
        self.requests += 1;
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut answer = if method == "GET" {
            self.agent.run(request.body(()).context("the request")?)
        } else {
            self.agent.run(request.body(body).context("the request")?)
        }
        .with_context(|| format!("{} does not answer; does `cargo xtask up` run?", self.url))?;
        let text = answer.body_mut().read_to_string().context("reading the answer")?;
        let status = answer.status();
        if !status.is_success() {
            let problem: Value = serde_json::from_str(&text).unwrap_or_default();
            let detail = problem["detail"].as_str().unwrap_or(&text);
            let code = problem["code"].as_str().unwrap_or_default();
            let fields = problem["errors"].as_array().map(|errors| format!(" {}", json!(errors)));
            bail!("{status} {code}: {detail}{}", fields.unwrap_or_default());
        }
        if text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).context("the answer is no JSON")
    }
}
