//! The small town of the rules' tests, on a real database file. What the rules decide is written by the
//! store, and the same plain model that their tests use says what must then be read.

#![allow(dead_code, reason = "each test file takes what it needs")]

#[path = "../../../domain/tests/support/mod.rs"]
pub mod rules;

use chrono::TimeDelta;
use domain::workflow::acts_open_to;
use domain::{
    Account, Act, Actor, AlertId, AlertKind, AlertText, Case, CaseCode, CaseId, Fact, Instant, Level, MediaId,
    MediaRef, Outcome, Reason, ReportId, State, Title, WriteAlert, approve_alert, cancel_alert, intake, write_alert,
};
use rules::{DEPARTMENT, Given, OTHER_WARD, WARD, account_of, cast, citizen, photo, submission, unit};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::Value as Json;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use store::{Error, LoadedCase, Store, schema, seed};
use tempfile::TempDir;

/// The whole process names one database at a time, so the tests of a file take turns.
static TURN: Mutex<()> = Mutex::new(());

/// The schema and the city with the department the rules' tests know, built once and copied.
static CITY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("city.db");
    let db = Connection::open(&path).unwrap();
    seed::install(&db, seed::Demo::No).unwrap();
    db.execute_batch(&format!(
        "INSERT INTO units(id, valid_from, name, kind) VALUES ('{DEPARTMENT}', '2025-03-01', 'Sở Xây dựng', 'department');
         UPDATE categories SET escalates_to = '{DEPARTMENT}' WHERE code = 'duong-ha-tang';"
    ))
    .unwrap();
    drop(db);
    std::fs::read(&path).unwrap()
});

/// What happens in the lives of cases: together every act, and every way a case can end or stand.
pub const LIVES: &[&[Act]] = {
    use Act::*;
    &[
        // Every detour there is inside one unit.
        &[
            LogContact, RequestInformation, ProvideInformation, LogContact, Accept, Urge, Reclassify, Dispatch,
            Assign, Extend, Draft, ReturnDraft, Draft, Approve, Assign, RecordResult, ReturnResult, RecordResult,
            Publish, Ask, Answer, Rate, Rate, Close,
        ],
        &[Accept, Dispatch, Assign, Draft, Approve, RecordResult, Publish, Rate],
        &[Accept, Dispatch, Assign, Draft, Approve, RecordResult, Publish, Ask],
        // Up, across and up again; then down to the ward that handles.
        &[
            LogContact, RequestInformation, Forward, LogContact, Accept, Reroute, Accept, Dispatch, Forward,
            RequestInformation, Accept, Dispatch, Assign, Reclassify,
        ],
        &[LogContact, LogContact, Refuse],
        &[Accept, Withdraw],
        &[RequestInformation],
        &[],
    ]
};

pub struct Town {
    pub db: Connection,
    pub path: PathBuf,
    files: Cell<u32>,
    cases: Cell<u32>,
    _folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

/// One table after another, each row as text.
pub type Dump = BTreeMap<String, Vec<String>>;

impl Town {
    pub fn new() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ihanoi.db");
        std::fs::write(&path, &*CITY).unwrap();
        store::set_native_path(&path);
        let db = Connection::open(&path).unwrap();
        Self { db, path, files: Cell::new(0), cases: Cell::new(0), _folder: folder, _turn: turn }
    }

    // ------------------------------------------------------------------------------------ acting

    /// A report that the citizen sends at that moment, not yet written.
    pub fn report(&self, now: Instant) -> Outcome {
        let n = self.cases.replace(self.cases.get() + 1);
        let mut command = submission(now);
        command.case = CaseId::new(format!("case-{n:04}"));
        command.code = CaseCode::new(format!("HN26-{n:08}"));
        command.report = ReportId::new(format!("report-{n:04}"));
        command.idempotency_key = format!("key-{n}");
        // The offices' calendar, as the database holds it.
        let calendar = seed::calendar().unwrap();
        let office = domain::Office { now, calendar: &calendar, terms: &domain::Terms::FIELD };
        self.with_own_files(intake::submit(&account_of(&citizen()), command, &office).unwrap())
    }

    /// The same, written: the case's code.
    #[track_caller]
    pub fn receives(&self, now: Instant) -> CaseCode {
        let outcome = self.report(now);
        self.commit(&outcome).unwrap();
        outcome.code
    }

    pub fn load(&self, code: &CaseCode) -> LoadedCase {
        pollster::block_on(async { open().await.case(code).await }).unwrap().unwrap()
    }

    pub fn commit(&self, outcome: &Outcome) -> Result<(), Error> {
        pollster::block_on(async { open().await.commit(outcome).await })
    }

    /// What the act of somebody who may do it comes to, not yet written.
    #[track_caller]
    pub fn decide(&self, act: Act, loaded: &LoadedCase, now: Instant) -> Outcome {
        let case = &loaded.case;
        let actor = somebody_for(act, case).unwrap_or_else(|| panic!("nobody may {} {case:?}", act.as_str()));
        let outcome = rules::perform(act, case, &actor, &self.given(act, case), &loaded.office(now));
        self.with_own_files(outcome.unwrap_or_else(|refusal| panic!("{}: {refusal}", act.as_str())))
    }

    /// The same, written.
    #[track_caller]
    pub fn act(&self, act: Act, code: &CaseCode, now: Instant) -> Outcome {
        let outcome = self.decide(act, &self.load(code), now);
        self.commit(&outcome).unwrap();
        outcome
    }

    /// One whole life; after each act `watch` is shown what was written.
    #[track_caller]
    pub fn live(&self, acts: &[Act], from: Instant, watch: &dyn Fn(&Outcome)) -> CaseCode {
        let mut now = from;
        let submitted = self.report(now);
        self.commit(&submitted).unwrap();
        watch(&submitted);
        for act in acts {
            // The sweep ends a case when the citizen has had the time to ask.
            now += if *act == Act::Close { TimeDelta::days(9) } else { TimeDelta::minutes(35) };
            watch(&self.act(*act, &submitted.code, now));
        }
        submitted.code
    }

    /// All of [`LIVES`], an alert's life and what the sweep says of them.
    pub fn full() -> Self {
        let town = Self::new();
        for (n, acts) in LIVES.iter().enumerate() {
            town.live(acts, rules::at("2026-03-02 08:00") + TimeDelta::minutes(7 * n as i64), &|_| {});
        }
        town.sends_an_alert();
        pollster::block_on(async {
            let store = open().await;
            assert!(store.note_due_soon(rules::at("2026-03-02 11:55")).await.unwrap() > 0);
            assert!(store.note_overdue(rules::at("2026-03-03 17:30")).await.unwrap() > 0);
        });
        town
    }

    /// An alert that is written, sent and taken back.
    pub fn sends_an_alert(&self) {
        let now = rules::at("2026-03-02 09:00");
        let id = AlertId::new("alert-1");
        let (author, head) = (person(rules::department_intake()), person(rules::department_head()));
        let command = WriteAlert {
            id: id.clone(),
            unit: unit(DEPARTMENT),
            unit_is_commune: false,
            kind: AlertKind::Warning,
            title: Title::new("Ngập sâu trên phố Hoa Bằng").unwrap(),
            text: AlertText::new("Tránh phố Hoa Bằng cho đến tối, nước ngập nửa mét.").unwrap(),
            valid_until: now + TimeDelta::days(1),
        };
        pollster::block_on(async {
            let store = open().await;
            store.commit_alert(&write_alert(&author, command, now).unwrap()).await.unwrap();
            let alert = store.alert(&id).await.unwrap().unwrap();
            store.commit_alert(&approve_alert(&alert, &head, now).unwrap()).await.unwrap();
            let alert = store.alert(&id).await.unwrap().unwrap();
            let reason = Reason::new("Nước đã rút").unwrap();
            store.commit_alert(&cancel_alert(&alert, &head, reason, now).unwrap()).await.unwrap();
        });
    }

    /// What the acts of the lives are given.
    fn given(&self, act: Act, case: &Case) -> Given {
        let handler = match case.unit.as_str() {
            DEPARTMENT => rules::department_handler(),
            OTHER_WARD => rules::other_wards_handler(),
            // Naming another one later is an act as well.
            _ if case.state == State::Approved => rules::other_handler(),
            _ => rules::handler(),
        };
        Given {
            level: if act == Act::Reclassify { Level::Complex } else { Level::Normal },
            handler: rules::id_of(&handler),
            dispatch_to: if case.unit.as_str() == DEPARTMENT { unit(WARD) } else { case.unit.clone() },
            handling: self.stopped(case),
            ..Given::default()
        }
    }

    /// The handling clock that the recorded result stopped.
    pub fn stopped(&self, case: &Case) -> Option<(Instant, working_time::Limit)> {
        if case.state != State::Resulted {
            return None;
        }
        pollster::block_on(async { open().await.recorded_result(&case.id).await }).unwrap().handling
    }

    /// The outcome with files that no other act has.
    pub fn with_own_files(&self, mut outcome: Outcome) -> Outcome {
        let files: Option<&mut Vec<MediaRef>> = match &mut outcome.fact {
            Fact::Submitted { content, .. } => Some(&mut content.media),
            Fact::InformationProvided { media, .. } | Fact::Drafted { media, .. } => Some(media),
            Fact::ResultRecorded { evidence, .. } => Some(evidence),
            _ => None,
        };
        if let Some(files) = files {
            let another = || {
                let n = self.files.replace(self.files.get() + 1);
                MediaRef { id: MediaId::new(format!("file-{n}")), ..photo() }
            };
            *files = vec![another(), another()];
        }
        outcome
    }

    // ----------------------------------------------------------------------------------- reading

    /// The rows of a query, each as JSON that the query builds.
    #[track_caller]
    pub fn rows(&self, sql: &str, params: impl rusqlite::Params) -> Vec<Json> {
        let mut statement = self.db.prepare(sql).unwrap();
        let rows = statement.query_map(params, |row| row.get::<_, String>(0)).unwrap();
        rows.map(|row| serde_json::from_str(&row.unwrap()).unwrap()).collect()
    }

    #[track_caller]
    pub fn count(&self, sql: &str) -> i64 {
        self.db.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Everything the database holds.
    pub fn dump(&self) -> Dump {
        tables(&self.db).into_iter().map(|table| (table.clone(), rows_of(&self.db, &table))).collect()
    }
}

/// The names of all tables, those inside the search index too.
pub fn tables(db: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')
               AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut statement = db.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn rows_of(db: &Connection, table: &str) -> Vec<String> {
    let mut statement = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = statement.column_count();
    let rows = statement
        .query_map([], |row| (0..columns).map(|i| row.get(i)).collect::<rusqlite::Result<Vec<Value>>>())
        .unwrap();
    let mut rows: Vec<String> = rows.map(|row| format!("{:?}", row.unwrap())).collect();
    rows.sort();
    rows
}

pub async fn open() -> Store {
    Store::open().await.unwrap()
}

/// The first of the cast who may do that to the case.
pub fn somebody_for(act: Act, case: &Case) -> Option<Actor> {
    cast().into_iter().find(|actor| acts_open_to(case, actor).contains(&act))
}

pub fn person(actor: Actor) -> Account {
    account_of(&actor)
}

/// A case as it is compared with another: no order of clocks, and no hash, which the model does not know.
pub fn settled(mut case: Case) -> Case {
    case.clocks.sort_by_key(|clock| clock.kind);
    case.tip.hash = [0; 32];
    case
}

/// What a test keeps of what it saw.
pub type Seen<T> = RefCell<Vec<T>>;

/// The whole schema in an empty database.
pub fn empty() -> Connection {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(schema::WHOLE).unwrap();
    db
}
