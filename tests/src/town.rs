//! A town: the application and its clock.

use crate::host::{HostProcess, workspace};
use crate::people::{Answer, Person};
use serde_json::{Value, json};
use std::cell::{Ref, RefCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The application with a clock that only the story moves.
pub struct Town {
    host: RefCell<HostProcess>,
    state: tempfile::TempDir,
    now: RefCell<String>,
    /// Bearer tokens by account. A session lasts hours of the town's clock, so a move ends them all.
    tokens: RefCell<HashMap<String, String>>,
    agent: ureq::Agent,
}

impl Town {
    /// A fresh town at that time, Hanoi's (`2026-02-13 16:00`).
    pub fn at(now: &str) -> Self {
        let state = tempfile::tempdir().unwrap();
        let host = HostProcess::start(state.path());
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let town = Self {
            host: RefCell::new(host),
            state,
            now: RefCell::new(String::new()),
            tokens: RefCell::default(),
            agent,
        };
        town.clock_moves_to(now);
        town
    }

    /// Moves the clock that the components see.
    pub fn clock_moves_to(&self, now: &str) {
        *self.now.borrow_mut() = rfc3339(now);
        self.tokens.borrow_mut().clear();
        self.set_clock();
    }

    fn set_clock(&self) {
        let url = format!("{}/clock", self.host.borrow().control);
        let answer = self.agent.put(&url).send_json(json!({ "now": *self.now.borrow() })).unwrap();
        assert_eq!(answer.status(), 200, "the control port takes the clock");
    }

    /// Runs the sweep as its cron trigger would.
    pub fn sweeps(&self) {
        let url = format!("{}/cron/sla-sweep", self.host.borrow().control);
        let mut answer = self.agent.post(&url).send_empty().unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        assert!(answer.status().is_success(), "the sweep runs: {text}");
    }

    /// What the control port counts.
    pub fn counters(&self) -> Value {
        let url = format!("{}/counters", self.host.borrow().control);
        self.agent.get(&url).call().unwrap().body_mut().read_json().unwrap()
    }

    /// Somebody signed in.
    pub fn person<'t>(&'t self, account: &'t str) -> Person<'t> {
        Person::new(self, Some(account))
    }

    /// Somebody not signed in.
    pub fn anybody(&self) -> Person<'_> {
        Person::new(self, None)
    }

    /// Nguyễn Thị Lan, who lives in Hoàn Kiếm.
    pub fn citizen(&self) -> Person<'_> {
        self.person("citizen-lan")
    }

    /// The process ends as in a power cut, and starts again on the same files.
    pub fn power_fails_and_returns(&self) {
        self.host.borrow().kill();
        self.restart();
    }

    /// The process is stopped and started as for an upgrade.
    pub fn restarts(&self) {
        self.host.borrow().stop();
        self.restart();
    }

    fn restart(&self) {
        let host = HostProcess::start(self.state.path());
        *self.host.borrow_mut() = host;
        self.set_clock();
    }

    /// The database file.
    pub fn database_path(&self) -> PathBuf {
        self.state.path().join("sqlite_db.db")
    }

    /// A look at the database from outside, for reading.
    pub fn database(&self) -> rusqlite::Connection {
        store::verify::open_read_only(&self.database_path()).unwrap()
    }

    /// How many journal rows there are: what "leaves nothing behind" is measured by.
    pub fn journal_rows(&self) -> i64 {
        self.database().query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).unwrap()
    }

    /// The chain of hashes is whole, and replaying the journal gives what stands.
    pub fn the_books_are_in_order(&self) {
        let db = self.database();
        let journal = store::verify::verify_journal(&db).unwrap();
        assert_eq!(journal.flaws, [], "the journal is whole");
        let replay = store::verify::verify_replay(&db).unwrap();
        assert_eq!(replay.flaws, [], "replaying gives the projections that stand");
    }

    /// What guests complained of. The sweep also says what it did, which is no complaint.
    pub fn faults_logged(&self) -> String {
        let mut all = String::new();
        if let Ok(logs) = std::fs::read_dir(self.state.path().join("logs")) {
            for log in logs.flatten() {
                let text = std::fs::read_to_string(log.path()).unwrap_or_default();
                all.extend(text.lines().filter(|line| !line.contains(r#""level":"info""#)));
            }
        }
        all
    }

    /// The address of the application.
    pub fn base(&self) -> Ref<'_, str> {
        Ref::map(self.host.borrow(), |host| host.base.as_str())
    }

    /// The root of the repository.
    pub fn workspace() -> PathBuf {
        workspace()
    }

    /// The folder of the town's files.
    pub fn state(&self) -> &Path {
        self.state.path()
    }

    /// The town's time, as the interface takes instants.
    pub fn now(&self) -> String {
        self.now.borrow().clone()
    }

    pub(crate) fn agent(&self) -> &ureq::Agent {
        &self.agent
    }

    pub(crate) fn token(&self, account: &str) -> String {
        if let Some(token) = self.tokens.borrow().get(account) {
            return token.clone();
        }
        let session: Answer = self.anybody().post("/api/sessions", &json!({ "account": account }));
        let token = session.expect(201)["token"].as_str().unwrap().to_owned();
        self.tokens.borrow_mut().insert(account.to_owned(), token.clone());
        token
    }
}

/// `2026-02-13 16:00` as RFC 3339 in Hanoi.
pub(crate) fn rfc3339(at: &str) -> String {
    if at.contains('T') { at.to_owned() } else { format!("{}:00+07:00", at.replacen(' ', "T", 1)) }
}

/// A small real JPEG, another one at each call.
pub fn photo() -> Vec<u8> {
    use std::sync::atomic::{AtomicU64, Ordering};
    static TAKEN: AtomicU64 = AtomicU64::new(0);
    const PIXEL: &[u8] = include_bytes!("../fixtures/pixel.jpg");
    let number = TAKEN.fetch_add(1, Ordering::Relaxed);
    let comment = format!("{}-{number}", std::process::id());
    // A comment segment right after the start marker: still a JPEG, never the same bytes.
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    [&PIXEL[..2], &[0xff, 0xfe], &length, comment.as_bytes(), &PIXEL[2..]].concat()
}
