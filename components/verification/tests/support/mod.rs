//! A small town for the desks' tests: the components' own routes on a real database file, a clock that only
//! the test moves, people who send requests. Shared by the tests of every component that works on cases.

#![allow(dead_code, reason = "each test file takes what it needs")]

use chrono::{NaiveDateTime, TimeDelta};
use domain::intake::Submit;
use domain::{
    AccountId, Actor, Case, CaseCode, CaseId, CategoryCode, Instant, Kind, Office, Outcome, Point, Refusal, Report,
    ReportId, ReportText, ShortText, UnitId,
};
use edge::{Method, Request, Routes};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use store::{Asked, LoadedCase, NewSession, Store, seed};

/// The whole process names one database at a time, so the stories take turns.
static TURN: Mutex<()> = Mutex::new(());

/// The schema and the city, built once and copied for every town.
static CITY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let path = fresh_path();
    seed::install(&rusqlite::Connection::open(&path).unwrap(), seed::Demo::Yes).unwrap();
    let city = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    city
});

fn fresh_path() -> PathBuf {
    std::env::temp_dir().join(format!("ihanoi-desk-{}.db", edge::new_token()))
}

/// `2026-02-13 16:00`, in Hanoi.
pub fn at(text: &str) -> Instant {
    let naive = NaiveDateTime::parse_from_str(&format!("{text}:00"), "%Y-%m-%d %H:%M:%S").unwrap();
    naive.and_local_timezone(store::hanoi()).unwrap()
}

pub struct Town {
    pub db: rusqlite::Connection,
    pub path: PathBuf,
    routes: Vec<Routes>,
    now: Cell<Instant>,
    signed_in: RefCell<HashSet<String>>,
    _turn: MutexGuard<'static, ()>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub json: Value,
}

impl Answer {
    #[track_caller]
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.json);
        self.json
    }

    /// The fields that were not taken, with their codes.
    #[track_caller]
    pub fn fields(&self) -> Vec<(String, String)> {
        assert_eq!((self.status, self.json["code"].as_str()), (422, Some("invalid_fields")), "{}", self.json);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let errors = self.json["errors"].as_array().unwrap();
        errors.iter().map(|error| (text(&error["field"]), text(&error["code"]))).collect()
    }
}

impl Town {
    pub fn at(now: &str, routes: Vec<Routes>) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let path = fresh_path();
        std::fs::write(&path, &*CITY).unwrap();
        store::set_native_path(&path);
        let db = rusqlite::Connection::open(&path).unwrap();
        for routes in &routes {
            assert!(routes.mistakes().is_empty(), "{:?}", routes.mistakes());
        }
        Self { db, path, routes, now: Cell::new(at(now)), signed_in: RefCell::default(), _turn: turn }
    }

    pub fn now(&self) -> Instant {
        self.now.get()
    }

    pub fn clock_moves_to(&self, now: &str) {
        self.now.set(at(now));
    }

    // ------------------------------------------------------------------------------------ people

    /// Signs in once; the bearer token.
    pub fn token(&self, account: &str) -> String {
        let token = format!("the-bearer-token-of-{account}");
        if self.signed_in.borrow_mut().insert(account.to_owned()) {
            let session = NewSession {
                token_hash: &edge::token_hash(&token),
                id: account,
                account: &AccountId::new(account),
                created_at: self.now(),
                expires_at: self.now() + TimeDelta::days(400),
            };
            assert!(pollster::block_on(async { store().await.open_session(&session).await }).unwrap());
        }
        token
    }

    /// One more role for a person of the demo city, or a new person.
    pub fn gives(&self, account: &str, unit: &str, role: &str) {
        self.db.execute("INSERT OR IGNORE INTO accounts(id, name, created_at) VALUES (?1, ?1, 0)", [account]).unwrap();
        self.db
            .execute("INSERT INTO memberships(account, unit, role) VALUES (?1, ?2, ?3)", [account, unit, role])
            .unwrap();
    }

    pub fn name_of(&self, account: &str) -> String {
        self.db.query_row("SELECT name FROM accounts WHERE id = ?1", [account], |row| row.get(0)).unwrap()
    }

    // ---------------------------------------------------------------------------------- requests

    pub fn get(&self, who: &str, target: &str) -> Answer {
        self.send(who, Method::GET, target, None)
    }

    /// Does something to a case: `does(who, "acceptance", &code, …)`.
    pub fn does(&self, who: &str, what: &str, code: &str, body: &Value) -> Answer {
        self.send(who, Method::POST, &format!("/api/cases/{code}/{what}"), Some(body.to_string()))
    }

    /// The same, that must go through.
    #[track_caller]
    pub fn done(&self, who: &str, what: &str, code: &str, body: Value) -> Value {
        self.does(who, what, code, &body).ok()
    }

    /// The same, that must be refused and leave nothing behind.
    #[track_caller]
    pub fn refused(&self, who: &str, what: &str, code: &str, body: Value, status: u16, with: &str) -> Value {
        let before = self.books();
        let answer = self.does(who, what, code, &body);
        assert_eq!((answer.status, answer.json["code"].as_str()), (status, Some(with)), "{}", answer.json);
        assert_eq!(self.books(), before, "a refused request leaves nothing behind");
        answer.json
    }

    /// The fields of the same that were not taken; it leaves nothing behind.
    #[track_caller]
    pub fn bad_fields(&self, who: &str, what: &str, code: &str, body: Value) -> Vec<(String, String)> {
        let before = self.books();
        let fields = self.does(who, what, code, &body).fields();
        assert_eq!(self.books(), before, "a refused request leaves nothing behind");
        fields
    }

    pub fn send(&self, who: &str, method: Method, target: &str, body: Option<String>) -> Answer {
        let mut request = Request::new(method.clone(), target, body.clone().unwrap_or_default());
        if !who.is_empty() {
            request = request.header("authorization", &format!("Bearer {}", self.token(who)));
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let path = target.split('?').next().unwrap();
        let serves = |routes: &&Routes| routes.list().iter().any(|(m, pattern)| *m == method && fits(pattern, path));
        let routes = self.routes.iter().find(serves).unwrap_or_else(|| panic!("nobody serves {method} {target}"));
        answer(routes, request, self.now())
    }

    // ------------------------------------------------------------------------------------- cases

    /// Citizen Lan reports a broken pavement in Hoàn Kiếm.
    pub fn reports(&self) -> String {
        self.reports_that("Vỉa hè trước số 12 Hàng Bài sụt sâu, người đi bộ phải xuống lòng đường.", |_| {})
    }

    /// A report, changed as the test wants.
    pub fn reports_that(&self, text: &str, change: impl FnOnce(&mut Report)) -> String {
        let mut content = Report {
            kind: Kind::Field,
            category: CategoryCode::new("duong-ha-tang"),
            text: ReportText::new(text).unwrap(),
            point: Point::new(21.0245, 105.8521),
            address: Some(ShortText::new("Số 12 phố Hàng Bài").unwrap()),
            ward: UnitId::new("00070"),
            happened_at: Some(self.now()),
            media: vec![],
            confidential: false,
            reporter: AccountId::new("citizen-lan"),
            organisation: None,
        };
        change(&mut content);
        let photo = self.uploads(content.reporter.as_str());
        pollster::block_on(async {
            let store = store().await;
            let (category, ward) = (content.category.as_str().to_owned(), content.ward.as_str().to_owned());
            let context = store
                .submission_context(
                    &content.reporter,
                    &Asked { kind: content.kind, category: &category, ward: &ward },
                    &[photo],
                    self.now(),
                )
                .await
                .unwrap();
            let route = context.route.unwrap();
            content.media.extend(context.media);
            let Actor::Person(sender) = self.actor(content.reporter.as_str()).await else { panic!("no sender") };
            let code = edge::new_case_code(self.now());
            let command = Submit {
                case: CaseId::new(edge::new_id(self.now())),
                code: code.clone(),
                report: ReportId::new(edge::new_id(self.now())),
                idempotency_key: edge::new_token(),
                content,
                unit: route.unit.clone(),
                on_behalf: None,
            };
            store.commit(&domain::intake::submit(&sender, command, &route.office(self.now())).unwrap()).await.unwrap();
            code.to_string()
        })
    }

    async fn actor(&self, account: &str) -> Actor {
        let hash = edge::token_hash(&self.token(account));
        Actor::Person(store().await.session(&hash, self.now()).await.unwrap().unwrap().account)
    }

    /// An act whose component is not among the routes: decided and written directly.
    #[track_caller]
    pub fn acts(
        &self,
        who: &str,
        code: &str,
        decide: impl FnOnce(&Case, &Actor, &Office<'_>) -> Result<Outcome, Refusal>,
    ) {
        pollster::block_on(async {
            let actor = self.actor(who).await;
            let loaded = self.load(code);
            let outcome = decide(&loaded.case, &actor, &loaded.office(self.now())).unwrap();
            store().await.commit(&outcome).await.unwrap();
        });
    }

    pub fn load(&self, code: &str) -> LoadedCase {
        pollster::block_on(async { store().await.case(&CaseCode::new(code)).await }).unwrap().unwrap()
    }

    /// A picture of that person's that nothing uses yet.
    pub fn uploads(&self, owner: &str) -> String {
        self.uploads_a("image/jpeg", owner)
    }

    /// A file of that type, the same.
    pub fn uploads_a(&self, media_type: &str, owner: &str) -> String {
        let id = edge::new_id(self.now());
        self.db
            .execute(
                "INSERT INTO media(id, owner, media_type, size, sha256, chunk_size, stored_at)
                 VALUES (?1, ?2, ?3, 1000, ?4, 1000, 0)",
                [&id, owner, media_type, &edge::token_hash(&id)],
            )
            .unwrap();
        id
    }

    /// How many rows the journal, the outbox, the clocks and the files of cases hold.
    pub fn books(&self) -> (i64, i64, i64, i64) {
        self.db
            .query_row(
                "SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM outbox), (SELECT count(*) FROM clocks),
                   (SELECT count(*) FROM case_media)",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .unwrap()
    }

    /// The journal's chain holds, and replaying it gives the same rows.
    pub fn the_books_are_in_order(&self) {
        for checked in [store::verify::verify_journal(&self.db), store::verify::verify_replay(&self.db)] {
            let checked = checked.unwrap();
            assert!(checked.flaws.is_empty(), "{:?}", checked.flaws);
        }
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

pub async fn store() -> Store {
    Store::open().await.unwrap()
}

pub fn answer(routes: &Routes, request: Request, now: Instant) -> Answer {
    let reply = pollster::block_on(edge::handle_at(routes, request, now));
    let body = reply.body_bytes().unwrap();
    let json = if body.is_empty() { Value::Null } else { serde_json::from_slice(body).unwrap() };
    Answer { status: reply.status.as_u16(), json }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len() && pattern.iter().zip(path).all(|(p, s)| p.starts_with('{') || *p == s)
}

pub fn checklist() -> Value {
    json!({ "content_clear": true, "identity_complete": true, "media_intact": true, "place_specific": true })
}

pub fn acceptance() -> Value {
    json!({ "checklist": checklist(), "level": "normal" })
}

pub fn reason() -> Value {
    json!({ "reason": "Vì lý do đã nêu trong biên bản kiểm tra." })
}

pub fn field(name: &str, code: &str) -> (String, String) {
    (name.to_owned(), code.to_owned())
}

/// Many at once on one case: each thread does the same as somebody of `people`, all released together.
/// Every one is answered 200, or 409 with where the case stands; each 200 is one journal row.
pub fn storm(
    town: &Town,
    routes: fn() -> Routes,
    people: &[&str],
    what: &str,
    code: &str,
    body: &Value,
) -> (usize, usize) {
    let before = town.books().0;
    let gate = std::sync::Barrier::new(people.len());
    let tokens: Vec<String> = people.iter().map(|who| town.token(who)).collect();
    let now = town.now();
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let threads: Vec<_> = tokens
            .iter()
            .map(|token| {
                let gate = &gate;
                scope.spawn(move || {
                    let request = Request::new(Method::POST, &format!("/api/cases/{code}/{what}"), body.to_string())
                        .header("authorization", &format!("Bearer {token}"))
                        .header("content-type", "application/json");
                    let routes = routes();
                    gate.wait();
                    answer(&routes, request, now)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let done = answers.iter().filter(|answer| answer.status == 200).count();
    let late: Vec<_> = answers.iter().filter(|answer| answer.status != 200).collect();
    for answer in &late {
        assert_eq!(answer.status, 409, "{}", answer.json);
        assert!(answer.json["state"].is_string(), "the answer says where the case stands: {}", answer.json);
    }
    assert_eq!(town.books().0 - before, done as i64, "each act that went through is one row");
    (done, late.len())
}
