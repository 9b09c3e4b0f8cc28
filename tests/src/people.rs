//! Citizens and officers: what a person does is a request.

use crate::town::{Town, photo, rfc3339};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};

/// Somebody at the town's door.
#[derive(Clone, Copy)]
pub struct Person<'t> {
    town: &'t Town,
    account: Option<&'t str>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: ureq::http::HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// Which request it answers, for messages.
    pub to: String,
}

/// A case, followed by its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseHandle {
    /// The public code.
    pub code: String,
}

impl Answer {
    /// The body as JSON; fails the story when the status is another.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.to, self.text());
        self.json()
    }

    /// The body as JSON, null when empty.
    #[track_caller]
    pub fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: {error}: {}", self.to, self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// It is a well-formed problem of that status and code, and says so in a sentence.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(self.headers["content-type"], "application/problem+json", "{}", self.to);
        assert_eq!(problem["code"], code, "{}: {}", self.to, self.text());
        assert_eq!(problem["status"], status, "{}", self.to);
        assert_eq!(problem["type"], format!("urn:ihanoi:problem:{code}"), "{}", self.to);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{}", self.to);
        problem
    }
}

impl<'t> Person<'t> {
    pub(crate) fn new(town: &'t Town, account: Option<&'t str>) -> Self {
        Self { town, account }
    }

    /// Any request.
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", &*self.town.base()));
        if let Some(account) = self.account {
            request = request.header("authorization", format!("Bearer {}", self.town.token(account)));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).unwrap();
        let agent = self.town.agent();
        let request = agent.configure_request(request).allow_non_standard_methods(true).build();
        let mut response = agent
            .run(request)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.body_mut().with_config().limit(200_000_000).read_to_vec().unwrap(),
            to: format!("{method} {path} as {:?}", self.account),
        }
    }

    /// GET.
    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &[], b"")
    }

    /// POST of JSON.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, body)
    }

    /// PUT of JSON.
    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, body)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.request(method, path, &[("content-type", "application/json")], body.to_string().as_bytes())
    }

    /// Takes a photo and uploads it; its id.
    pub fn photographs(&self) -> String {
        let stored = self.request("POST", "/api/media", &[("content-type", "image/jpeg")], &photo());
        stored.expect(201)["id"].as_str().unwrap().to_owned()
    }

    /// What a citizen of Hoàn Kiếm would send: a broken pavement, with a fresh photo.
    pub fn report(&self, text: &str) -> Value {
        json!({
            "kind": "field", "category": "duong-ha-tang", "text": text, "address": "Số 12 phố Hàng Bài",
            "ward": "00070", "latitude": 21.0245, "longitude": 105.8521,
            "happened_at": self.town.now(), "media": [self.photographs()],
        })
    }

    /// Sends a report with a key of its own.
    pub fn sends(&self, report: &Value) -> Answer {
        static SENT: AtomicU64 = AtomicU64::new(0);
        let key = format!("key-{}-{}", std::process::id(), SENT.fetch_add(1, Ordering::Relaxed));
        self.sends_with_key(report, &key)
    }

    /// Sends a report with that key.
    pub fn sends_with_key(&self, report: &Value, key: &str) -> Answer {
        self.request(
            "POST",
            "/api/reports",
            &[("content-type", "application/json"), ("idempotency-key", key)],
            report.to_string().as_bytes(),
        )
    }

    /// Reports, and it is taken.
    #[track_caller]
    pub fn reports(&self, text: &str) -> CaseHandle {
        let sent = self.sends(&self.report(text)).expect(201);
        CaseHandle { code: sent["code"].as_str().unwrap().to_owned() }
    }

    /// Does something to a case: `does("acceptance", …)`.
    pub fn does(&self, what: &str, case: &CaseHandle, body: &Value) -> Answer {
        self.post(&format!("/api/cases/{}/{what}", case.code), body)
    }

    /// The intake desk accepts with every condition met.
    #[track_caller]
    pub fn accepts(&self, case: &CaseHandle) -> Value {
        self.does("acceptance", case, &json!({ "checklist": checklist(), "level": "normal" })).expect(200)
    }

    /// The head dispatches inside the unit and names the officer.
    #[track_caller]
    pub fn dispatches_and_assigns(&self, case: &CaseHandle, handler: &str) {
        self.does("dispatch", case, &json!({})).expect(200);
        self.does("assignment", case, &json!({ "handler": handler })).expect(200);
    }

    /// The officer files a draft.
    #[track_caller]
    pub fn drafts(&self, case: &CaseHandle) -> Value {
        let conclusion = "Đã kiểm tra hiện trường, xác nhận phản ánh đúng và lên phương án sửa chữa.";
        self.does("draft", case, &json!({ "conclusion": conclusion })).expect(200)
    }

    /// The head approves.
    #[track_caller]
    pub fn approves(&self, case: &CaseHandle) -> Value {
        self.does("approval", case, &json!({})).expect(200)
    }

    /// The officer records the result with a photo of it.
    #[track_caller]
    pub fn records_result(&self, case: &CaseHandle) -> Value {
        let result = "Đã lát lại đoạn vỉa hè hỏng dài mười hai mét, nghiệm thu cùng tổ dân phố.";
        let evidence = [self.photographs()];
        self.does("result", case, &json!({ "result": result, "evidence": evidence })).expect(200)
    }

    /// The head lets it be public.
    #[track_caller]
    pub fn publishes(&self, case: &CaseHandle) -> Value {
        self.does("publication", case, &json!({})).expect(200)
    }

    /// The case as its desk sees it.
    #[track_caller]
    pub fn looks_at(&self, case: &CaseHandle) -> Value {
        self.get(&format!("/api/cases/{}", case.code)).expect(200)
    }

    /// The topics of this person's notices, newest first, with the case each is about.
    #[track_caller]
    pub fn notices(&self) -> Vec<(String, String)> {
        let list = self.get("/api/notices?limit=100").expect(200);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        list["notices"].as_array().unwrap().iter().map(|n| (text(&n["topic"]), text(&n["code"]))).collect()
    }
}

/// Every condition of Điều 6 k.1 met.
pub fn checklist() -> Value {
    json!({ "content_clear": true, "identity_complete": true, "media_intact": true, "place_specific": true })
}

impl CaseHandle {
    /// A code that no case has.
    pub fn of_nobody() -> Self {
        Self { code: "HN26-ZZZZZZZZ".to_owned() }
    }
}

/// `2026-02-13 16:00` as the interface writes it.
pub fn at(text: &str) -> Value {
    Value::String(rfc3339(text))
}
