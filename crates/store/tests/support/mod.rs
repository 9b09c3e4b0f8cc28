//! The city on a real database file, its people, and cases whose lives the rules decide and the store writes.

#![allow(dead_code, reason = "each test file takes what it needs")]

use chrono::{NaiveDateTime, TimeDelta};
use domain::aftercare::Satisfaction;
use domain::approval::RecordResult;
use domain::dispatch::{Assign, Dispatch, Extend};
use domain::handling::Draft;
use domain::intake::{ProvideInformation, Submit};
use domain::publication::RecordedResult;
use domain::triage::{Accept, Channel, Checklist, LogContact, RefusalReason, Refuse};
use domain::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use store::verify::{verify_journal, verify_replay};
use store::{Error, LoadedCase, Store, seed};
use tempfile::TempDir;

// -------------------------------------------------------------------------------------- the file

/// The whole process names one database at a time, so the tests of a file take turns.
static TURN: Mutex<()> = Mutex::new(());

/// A fresh installation, built once and copied for every test.
static CITY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("city.db");
    let db = Connection::open(&path).unwrap();
    seed::install(&db, seed::Demo::Yes).unwrap();
    drop(db);
    std::fs::read(&path).unwrap()
});

pub struct Database {
    pub sql: Connection,
    pub path: PathBuf,
    _folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

/// One table after another, each row as text.
pub type Dump = BTreeMap<String, Vec<String>>;

impl Database {
    pub fn new() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ihanoi.db");
        std::fs::write(&path, &*CITY).unwrap();
        store::set_native_path(&path);
        Self { sql: Connection::open(&path).unwrap(), path, _folder: folder, _turn: turn }
    }

    /// Cases that together went through every act, an alert's life, and what the sweep says of them.
    pub fn full() -> Self {
        let db = Self::new();
        every_life();
        alerts();
        let store = open();
        assert!(pollster::block_on(store.note_due_soon(at("2026-03-02 11:45"))).unwrap() > 0);
        assert!(pollster::block_on(store.note_overdue(at("2026-03-03 17:30"))).unwrap() > 0);
        db
    }

    /// The rows of a query: columns between bars, `-` for what is not there, and `T(column)` for an instant
    /// as it is read in Hanoi.
    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        let mut parts = sql.split("T(");
        let mut read = parts.next().unwrap().to_owned();
        for part in parts {
            let (column, rest) = part.split_once(')').unwrap();
            read += &format!("strftime('%Y-%m-%d %H:%M', {column} / 1000 + 25200, 'unixepoch'){rest}");
        }
        let mut statement = self.sql.prepare(&read).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            (0..columns)
                .map(|i| {
                    Ok(match row.get(i)? {
                        Value::Null => "-".to_owned(),
                        Value::Integer(value) => value.to_string(),
                        Value::Real(value) => value.to_string(),
                        Value::Text(value) => value,
                        Value::Blob(value) => hex::encode(value),
                    })
                })
                .collect::<rusqlite::Result<Vec<_>>>()
        });
        rows.unwrap().map(|row| row.unwrap().join("|")).collect()
    }

    /// The only row.
    #[track_caller]
    pub fn one(&self, sql: &str) -> String {
        let mut rows = self.rows(sql);
        assert_eq!(rows.len(), 1, "{sql}: {rows:?}");
        rows.remove(0)
    }

    #[track_caller]
    pub fn count(&self, table: &str) -> i64 {
        self.one(&format!("SELECT count(*) FROM {table}")).parse().unwrap()
    }

    /// Everything the database holds.
    pub fn dump(&self) -> Dump {
        let tables = self.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')
             AND name NOT LIKE 'sqlite_%'",
        );
        let read = |table: String| {
            let mut rows = self.rows(&format!("SELECT * FROM {table}"));
            rows.sort();
            (table, rows)
        };
        tables.into_iter().map(read).collect()
    }

    /// The chain is whole, and replaying it gives what stands.
    #[track_caller]
    pub fn proofs_hold(&self) {
        let journal = verify_journal(&self.sql).unwrap();
        assert_eq!((journal.rows, journal.flaws), (self.count("journal") as u64, vec![]));
        assert_eq!(verify_replay(&self.sql).unwrap().flaws, vec![]);
    }
}

pub fn open() -> Store {
    pollster::block_on(Store::open()).unwrap()
}

pub fn commit(outcome: &Outcome) -> Result<(), Error> {
    pollster::block_on(open().commit(outcome))
}

pub fn load(code: &CaseCode) -> LoadedCase {
    pollster::block_on(open().case(code)).unwrap().unwrap()
}

// -------------------------------------------------------------------------------- time and people

/// `2026-02-13 16:00`, in Hanoi.
pub fn at(text: &str) -> Instant {
    let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    naive.and_local_timezone(store::hanoi()).unwrap()
}

/// The instant as [`at`] reads it.
pub fn show(at: Instant) -> String {
    at.with_timezone(&store::hanoi()).format("%Y-%m-%d %H:%M").to_string()
}

/// The ward that receives.
pub const WARD: &str = "00070";
pub const OTHER_WARD: &str = "00004";
/// Above both in the matter of broken roads.
pub const DEPARTMENT: &str = "so-xay-dung";
/// Above the department.
pub const CENTRE: &str = "pvhcc";
pub const UNITS: [&str; 4] = [WARD, OTHER_WARD, DEPARTMENT, CENTRE];

/// Somebody of the demo city: what they are is in the name, for example `00070-head`.
pub fn person(id: &str) -> Actor {
    let membership = id.rsplit_once('-').and_then(|(unit, place)| {
        let role = match place {
            "intake" => Role::Intake,
            "head" | "deputy" => Role::Head,
            "handler" | "handler2" => Role::Handler,
            "centre" => Role::Centre,
            _ => return None,
        };
        Some(Membership { unit: UnitId::new(unit), role })
    });
    Actor::Person(Account { id: AccountId::new(id), verified: true, memberships: membership.into_iter().collect() })
}

pub fn account_of(actor: &Actor) -> Account {
    match actor {
        Actor::Person(account) => account.clone(),
        Actor::System => panic!("the sweep has no account"),
    }
}

/// Who does that to the case when everything goes its way.
pub fn rightful(act: Act, case: &Case) -> Actor {
    let of_the_unit = |place: &str| person(&format!("{}-{place}", case.unit));
    match act {
        Act::Submit | Act::ProvideInformation | Act::Withdraw | Act::Ask | Act::Rate => person(case.reporter.as_str()),
        Act::LogContact | Act::RequestInformation | Act::Accept | Act::Refuse | Act::Forward | Act::Reroute => {
            of_the_unit("intake")
        }
        Act::Draft | Act::RecordResult => {
            case.handler.as_ref().map_or_else(|| of_the_unit("handler"), |handler| person(handler.as_str()))
        }
        Act::Urge => person("pvhcc-centre"),
        Act::Close => Actor::System,
        _ => of_the_unit("head"),
    }
}

// ------------------------------------------------------------------------------ reports and acts

/// What Lan writes, with a telephone number that nobody else may read.
pub const REPORT: &str = "Ổ gà sâu trước số nhà 125 phố Hàng Bông, gọi 0912 345 678";

pub fn reason() -> Reason {
    Reason::new("Vì lý do đã nêu trong biên bản").unwrap()
}

pub fn conclusion() -> Conclusion {
    Conclusion::new("Đã kiểm tra hiện trường và vá ổ gà").unwrap()
}

pub fn words() -> ReportText {
    ReportText::new("Đoạn trước cửa hàng sách, phía số lẻ").unwrap()
}

fn note() -> Comment {
    Comment::new("ghi chú").unwrap()
}

fn photo(id: String) -> MediaRef {
    MediaRef { id: MediaId::new(id), media_type: MediaType::Jpeg, sha256: "ab".repeat(32) }
}

/// Lan's report to the ward; everything about it bears the name.
pub fn submission(name: &str, now: Instant) -> Submit {
    Submit {
        case: CaseId::new(format!("case-{name}")),
        code: CaseCode::new(format!("HN26-{name}")),
        report: ReportId::new(format!("report-{name}")),
        idempotency_key: format!("key-{name}"),
        content: Report {
            kind: Kind::Field,
            category: CategoryCode::new("duong-ha-tang"),
            text: ReportText::new(REPORT).unwrap(),
            point: Point::new(21.0285, 105.8522),
            address: ShortText::new("125 Hàng Bông").unwrap(),
            ward: UnitId::new(WARD),
            happened_at: now,
            media: vec![photo(format!("photo-{name}"))],
            confidential: false,
            reporter: AccountId::new("citizen-lan"),
        },
        unit: UnitId::new(WARD),
    }
}

/// What the rules make of it.
pub fn submitted(command: Submit, now: Instant) -> Outcome {
    let calendar = seed::calendar().unwrap();
    let sender = account_of(&person(command.content.reporter.as_str()));
    intake::submit(&sender, command, &Office { now, calendar: &calendar, terms: &Terms::FIELD }).unwrap()
}

/// What the acts are given where a test does not care.
#[derive(Clone, Debug)]
pub struct Given {
    pub level: Level,
    pub refusal: RefusalReason,
    pub reached: bool,
    /// Where a case is rerouted or dispatched.
    pub to: UnitId,
    /// `handler` or `handler2` of the unit that holds the case.
    pub handler: String,
    pub total_days: u32,
    pub satisfaction: Satisfaction,
}

impl Default for Given {
    fn default() -> Self {
        Self {
            level: Level::Normal,
            refusal: RefusalReason::Incomplete,
            reached: false,
            to: UnitId::new(WARD),
            handler: "handler".to_owned(),
            total_days: 20,
            satisfaction: Satisfaction::Acceptable,
        }
    }
}

/// Does an act with well-formed input and, where it takes files, one that no other act has.
pub fn decide(act: Act, case: &Case, actor: &Actor, given: &Given, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let file = || vec![photo(format!("{}-{}-{}", act.as_str(), case.id, case.tip.seq))];
    match act {
        Act::Submit => panic!("a report is sent without a case"),
        Act::LogContact => {
            let command = LogContact { channel: Channel::Phone, reached: given.reached, note: note() };
            triage::log_contact(case, actor, command, office)
        }
        Act::RequestInformation => triage::request_information(case, actor, reason(), office),
        Act::ProvideInformation => {
            let command = ProvideInformation { answer: words(), media: file() };
            intake::provide_information(case, actor, command, office)
        }
        Act::Accept => {
            let checklist =
                Checklist { content_clear: true, identity_complete: true, media_intact: true, place_specific: true };
            let command = Accept { checklist, level: given.level, level_reason: Some(reason()) };
            triage::accept(case, actor, command, office)
        }
        Act::Refuse => {
            triage::refuse(case, actor, Refuse { reason: given.refusal, explanation: reason() }, office)
        }
        Act::Forward => triage::forward(case, actor, reason(), office),
        Act::Reroute => triage::reroute(case, actor, given.to.clone(), reason(), office),
        Act::Withdraw => intake::withdraw(case, actor, reason(), office),
        Act::Dispatch => {
            let division = Some(ShortText::new("Tổ hạ tầng").unwrap());
            dispatch::dispatch(case, actor, Dispatch { to: given.to.clone(), division, instruction: note() }, office)
        }
        Act::Assign => {
            let handler = AccountId::new(format!("{}-{}", case.unit, given.handler));
            dispatch::assign(case, actor, Assign { handler, handles_here: true, note: note() }, office)
        }
        Act::Reclassify => dispatch::reclassify(case, actor, given.level, reason(), office),
        Act::Extend => {
            let command = Extend { legal_basis: reason(), total_days: given.total_days };
            dispatch::extend(case, actor, command, office)
        }
        Act::Draft => {
            handling::draft(case, actor, Draft { conclusion: conclusion(), media: file() }, office)
        }
        Act::ReturnDraft => approval::return_draft(case, actor, reason(), office),
        Act::Approve => approval::approve(case, actor, note(), office),
        Act::RecordResult => {
            approval::record_result(case, actor, RecordResult { result: conclusion(), evidence: file() }, office)
        }
        Act::ReturnResult => publication::return_result(case, actor, &recorded(case), reason(), office),
        Act::Publish => publication::publish(case, actor, &recorded(case), None, office),
        Act::Ask => aftercare::ask(case, actor, words(), office),
        Act::Answer => aftercare::answer(case, actor, conclusion(), office),
        Act::Rate => aftercare::rate(case, actor, given.satisfaction, note(), office),
        Act::Close => aftercare::close(case, office),
        Act::Urge => dispatch::urge(case, actor, reason(), office),
    }
}

fn recorded(case: &Case) -> RecordedResult {
    pollster::block_on(open().recorded_result(&case.id)).unwrap()
}

// ------------------------------------------------------------------------------------------ lives

/// One case, from act to act.
pub struct Life {
    pub code: CaseCode,
}

impl Life {
    #[track_caller]
    pub fn begins(name: &str, now: &str) -> Self {
        let outcome = submitted(submission(name, at(now)), at(now));
        commit(&outcome).unwrap();
        Self { code: outcome.code }
    }

    /// A case whose result everybody may read.
    pub fn published(name: &str) -> Self {
        let life = Self::begins(name, "2026-03-02 08:00");
        life.acts(Act::Accept, "2026-03-02 09:00")
            .acts(Act::Dispatch, "2026-03-02 10:00")
            .acts(Act::Assign, "2026-03-02 10:30")
            .acts(Act::Draft, "2026-03-03 09:00")
            .acts(Act::Approve, "2026-03-03 10:00")
            .acts(Act::RecordResult, "2026-03-03 15:00")
            .acts(Act::Publish, "2026-03-03 16:00");
        life
    }

    #[track_caller]
    pub fn acts(&self, act: Act, now: &str) -> &Self {
        self.acts_with(act, now, &Given::default())
    }

    #[track_caller]
    pub fn acts_with(&self, act: Act, now: &str, given: &Given) -> &Self {
        commit(&self.outcome(act, now, given)).unwrap_or_else(|error| panic!("{}: {error:?}", act.as_str()));
        self
    }

    /// What the act comes to, not written.
    #[track_caller]
    pub fn outcome(&self, act: Act, now: &str, given: &Given) -> Outcome {
        let loaded = load(&self.code);
        decide(act, &loaded.case, &rightful(act, &loaded.case), given, &loaded.office(at(now)))
            .unwrap_or_else(|refusal| panic!("{}: {refusal}", act.as_str()))
    }

    pub fn case(&self) -> Case {
        load(&self.code).case
    }
}

/// Together every act, and cases in every kind of place.
fn every_life() {
    let complex = Given { level: Level::Complex, ..Given::default() };
    let long = Life::begins("long", "2026-03-02 08:00");
    long.acts(Act::LogContact, "2026-03-02 08:10")
        .acts(Act::RequestInformation, "2026-03-02 08:20")
        .acts(Act::ProvideInformation, "2026-03-02 08:30")
        .acts(Act::Forward, "2026-03-02 09:00")
        .acts(Act::Accept, "2026-03-02 09:30")
        .acts(Act::Reroute, "2026-03-02 10:00")
        .acts(Act::Accept, "2026-03-02 10:30")
        .acts_with(Act::Reclassify, "2026-03-02 10:45", &complex)
        .acts(Act::Dispatch, "2026-03-02 11:00")
        .acts(Act::Extend, "2026-03-02 11:15")
        .acts(Act::Assign, "2026-03-02 11:30")
        .acts(Act::Urge, "2026-03-02 13:30")
        .acts(Act::Draft, "2026-03-02 14:00")
        .acts(Act::ReturnDraft, "2026-03-02 14:30")
        .acts(Act::Draft, "2026-03-02 15:00")
        .acts(Act::Approve, "2026-03-02 15:30")
        .acts(Act::RecordResult, "2026-03-02 16:00")
        .acts(Act::ReturnResult, "2026-03-02 16:10")
        .acts(Act::RecordResult, "2026-03-02 16:20")
        .acts(Act::Publish, "2026-03-02 16:30")
        .acts(Act::Ask, "2026-03-02 16:40")
        .acts(Act::Answer, "2026-03-02 16:50")
        .acts(Act::Rate, "2026-03-02 16:55")
        .acts(Act::Close, "2026-03-16 00:01");
    Life::published("public");
    Life::begins("refused", "2026-03-02 08:00").acts(Act::Refuse, "2026-03-02 09:00");
    Life::begins("withdrawn", "2026-03-02 08:00").acts(Act::Withdraw, "2026-03-02 09:00");
    Life::begins("waiting", "2026-03-02 08:00").acts(Act::RequestInformation, "2026-03-02 09:00");
}

/// An alert that is written, sent and taken back.
fn alerts() {
    let now = at("2026-03-02 09:00");
    let (author, head) = (account_of(&person("00070-intake")), account_of(&person("00070-head")));
    let id = AlertId::new("alert-flood");
    let command = WriteAlert {
        id: id.clone(),
        unit: UnitId::new(WARD),
        unit_is_commune: true,
        kind: AlertKind::Warning,
        title: Title::new("Ngập tại phố Hàng Bông").unwrap(),
        text: AlertText::new("Tránh đi qua đoạn này cho đến tối").unwrap(),
        valid_until: now + TimeDelta::days(1),
    };
    let store = open();
    pollster::block_on(async {
        store.commit_alert(&write_alert(&author, command, now).unwrap()).await.unwrap();
        let alert = store.alert(&id).await.unwrap().unwrap();
        store.commit_alert(&approve_alert(&alert, &head, now).unwrap()).await.unwrap();
        let alert = store.alert(&id).await.unwrap().unwrap();
        store.commit_alert(&cancel_alert(&alert, &head, reason(), now).unwrap()).await.unwrap();
    });
}
