//! One case that is led through its life by accounts of the seed, on a database file of its own. Rows are
//! read as lines, so that a test shows what stands in the database and not what was meant to.

#![allow(dead_code, reason = "each test file takes what it needs")]

use chrono::NaiveDateTime;
use domain::aftercare::Satisfaction;
use domain::approval::RecordResult;
use domain::dispatch::{Assign, Dispatch, Extend};
use domain::handling::Draft;
use domain::intake::{ProvideInformation, Submit};
use domain::triage::{Accept, Channel, Checklist, LogContact, Refuse, RefusalReason};
use domain::*;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use store::{Error, Store, seed};
use tempfile::TempDir;

// -------------------------------------------------------------------------------------- database

/// The path is one for the whole process, so tests that share a process take turns.
static TURN: Mutex<()> = Mutex::new(());

/// A fresh installation, made once and copied.
static INSTALLED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("installed.db");
    seed::install(&Connection::open(&path).unwrap(), seed::Demo::Yes).unwrap();
    std::fs::read(&path).unwrap()
});

pub struct Database {
    pub path: PathBuf,
    /// Another connection than the store's, for looking and for tampering.
    pub sql: Connection,
    _folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Database {
    pub fn new() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ihanoi.db");
        std::fs::write(&path, &*INSTALLED).unwrap();
        let sql = Connection::open(&path).unwrap();
        sql.pragma_update(None, "journal_mode", "WAL").unwrap();
        store::set_native_path(&path);
        Self { path, sql, _folder: folder, _turn: turn }
    }

    /// The rows of a query, a line each, columns parted by `|`. `T(x)` stands for an instant as [`show`]
    /// writes it.
    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        let sql = instants(sql);
        let mut statement = self.sql.prepare(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        let columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = found.next().unwrap() {
            let cells: Vec<String> = (0..columns).map(|i| cell(row.get_ref(i).unwrap())).collect();
            lines.push(cells.join("|"));
        }
        lines
    }

    /// The only row of a query.
    #[track_caller]
    pub fn one(&self, sql: &str) -> String {
        let rows = self.rows(sql);
        assert_eq!(rows.len(), 1, "{sql}: {rows:?}");
        rows.into_iter().next().unwrap()
    }

    #[track_caller]
    pub fn count(&self, table: &str) -> i64 {
        self.one(&format!("SELECT count(*) FROM {table}")).parse().unwrap()
    }

    /// Every row of every table, the search index's own tables included.
    pub fn dump(&self) -> Vec<String> {
        let tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        let of = |table: &String| self.rows(&format!("SELECT '{table}', * FROM {table} ORDER BY 2, 3"));
        tables.iter().flat_map(of).collect()
    }

    /// Does what no program may.
    #[track_caller]
    pub fn tamper(&self, sql: &str) {
        let triggers = self.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'");
        for trigger in triggers.iter().filter(|name| name.starts_with("journal_is_append_only")) {
            self.sql.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
        self.sql.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The chain is whole and replaying gives what stands.
    #[track_caller]
    pub fn proofs_hold(&self) {
        let db = store::verify::open_read_only(&self.path).unwrap();
        let journal = store::verify::verify_journal(&db).unwrap();
        assert_eq!(journal.flaws, []);
        assert_eq!(journal.rows.to_string(), self.one("SELECT count(*) FROM journal"));
        assert_eq!(store::verify::verify_replay(&db).unwrap().flaws, []);
    }
}

fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "-".to_owned(),
        ValueRef::Integer(value) => value.to_string(),
        ValueRef::Real(value) => value.to_string(),
        ValueRef::Text(value) => String::from_utf8_lossy(value).into_owned(),
        ValueRef::Blob(value) => value.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn instants(sql: &str) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once("T(") {
        let (column, after) = after.split_once(')').unwrap();
        out.push_str(before);
        out.push_str(&format!("strftime('%Y-%m-%d %H:%M', {column} / 1000 + 25200, 'unixepoch')"));
        rest = after;
    }
    out + rest
}

pub fn open() -> Store {
    pollster::block_on(Store::open()).unwrap()
}

pub fn commit(outcome: &Outcome) -> Result<(), Error> {
    pollster::block_on(open().commit(outcome))
}

#[track_caller]
pub fn load(code: &CaseCode) -> store::LoadedCase {
    pollster::block_on(open().case(code)).unwrap().unwrap_or_else(|| panic!("there is no case {code}"))
}

// ------------------------------------------------------------------------------------------ time

/// `2026-03-02 08:00`, `2026-03-02 08:00:01` or `2026-03-02 08:00:01.5`, in Hanoi.
pub fn at(text: &str) -> Instant {
    let text = if text.len() == 16 { format!("{text}:00") } else { text.to_owned() };
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S%.f").unwrap().and_local_timezone(store::hanoi()).unwrap()
}

pub fn show(at: Instant) -> String {
    at.with_timezone(&store::hanoi()).format("%Y-%m-%d %H:%M").to_string()
}

// ---------------------------------------------------------------------------------------- people

pub const WARD: &str = "00070";
pub const OTHER_WARD: &str = "00004";
pub const DEPARTMENT: &str = "so-xay-dung";
pub const CENTRE: &str = "pvhcc";

/// An account of the seed: what follows the unit says its role.
pub fn person(id: &str) -> Actor {
    let (unit, role) = id.rsplit_once('-').unwrap();
    let role = match role {
        "intake" => Some(Role::Intake),
        "head" | "deputy" => Some(Role::Head),
        "handler" | "handler2" => Some(Role::Handler),
        "centre" => Some(Role::Centre),
        _ => None,
    };
    let memberships = role.map(|role| Membership { unit: UnitId::new(unit), role }).into_iter().collect();
    Actor::Person(Account { id: AccountId::new(id), verified: true, memberships })
}

pub fn account_of(actor: &Actor) -> Account {
    match actor {
        Actor::Person(account) => account.clone(),
        Actor::System => panic!("the sweep has no account"),
    }
}

/// Somebody who may do the act to the case, wherever it is.
pub fn rightful(act: Act, case: &Case) -> Actor {
    let of_the_unit = |role: &str| person(&format!("{}-{role}", case.unit));
    match act {
        Act::Submit | Act::ProvideInformation | Act::Withdraw | Act::Ask | Act::Rate => person(case.reporter.as_str()),
        Act::LogContact | Act::RequestInformation | Act::Accept | Act::Refuse | Act::Forward | Act::Reroute => {
            of_the_unit("intake")
        }
        Act::Draft | Act::RecordResult => {
            case.handler.as_ref().map_or_else(|| of_the_unit("handler"), |named| person(named.as_str()))
        }
        Act::Close => Actor::System,
        Act::Succeed | Act::Recount => Actor::System,
        Act::Urge => person("pvhcc-centre"),
        _ => of_the_unit("head"),
    }
}

// ----------------------------------------------------------------------------------------- texts

pub const REPORT: &str = "Ổ gà sâu trước số nhà 125 phố Hàng Bông, gọi 0912 345 678";

pub fn reason() -> Reason {
    Reason::new("Vì lý do đã nêu trong biên bản").unwrap()
}

pub fn conclusion() -> Conclusion {
    Conclusion::new("Đã kiểm tra hiện trường và vá ổ gà tại số nhà 125").unwrap()
}

pub fn comment() -> Comment {
    Comment::new("ghi chú").unwrap()
}

pub fn words() -> ReportText {
    ReportText::new("Vẫn còn một ổ gà nữa ngay bên cạnh").unwrap()
}

pub fn photo(id: &str) -> MediaRef {
    MediaRef { id: MediaId::new(id), media_type: MediaType::Jpeg, sha256: "ab".repeat(32) }
}

// ------------------------------------------------------------------------------------- the acts

/// A report of `citizen-lan` in her ward: case, code, report, key and picture are named after `name`.
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
            media: vec![photo(&format!("photo-{name}"))],
            confidential: false,
            reporter: AccountId::new("citizen-lan"),
        },
        unit: UnitId::new(WARD),
    }
}

/// What sending it writes.
pub fn submitted(command: Submit, now: Instant) -> Outcome {
    let office = Office { now, calendar: &CALENDAR, terms: &TERMS };
    let sender = account_of(&person(command.content.reporter.as_str()));
    intake::submit(&sender, command, &office).unwrap()
}

/// The city's calendar with the afternoons off.
static MORNINGS: LazyLock<working_time::Calendar> = LazyLock::new(|| {
    let mut spec = seed::calendar().unwrap().spec().clone();
    spec.version = "mornings".to_owned();
    spec.weekly.iter_mut().for_each(|day| day.truncate(1));
    working_time::Calendar::new(spec).unwrap()
});
static CALENDAR: LazyLock<working_time::Calendar> = LazyLock::new(|| seed::calendar().unwrap());
static TERMS: LazyLock<Terms> = LazyLock::new(|| seed::terms(Kind::Field).unwrap());

/// What the acts are given, where a test does not care.
#[derive(Clone, Debug)]
pub struct Given {
    pub level: Level,
    pub refusal: RefusalReason,
    pub reached: bool,
    pub to: UnitId,
    pub handler: &'static str,
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
            handler: "handler",
            total_days: 20,
            satisfaction: Satisfaction::Acceptable,
        }
    }
}

/// Decides an act with well-formed input. What the store knows beside the case is asked of the store.
pub fn decide(act: Act, case: &Case, actor: &Actor, given: &Given, office: &Office<'_>) -> Result<Outcome, Refusal> {
    let recorded = || pollster::block_on(open().recorded_result(&case.id)).unwrap();
    let file = |purpose: &str| vec![photo(&format!("{purpose}-{}-{}", case.code, case.tip.seq))];
    match act {
        Act::Submit => panic!("a report is sent without a case"),
        Act::LogContact => {
            let command = LogContact { channel: Channel::Phone, reached: given.reached, note: comment() };
            triage::log_contact(case, actor, command, office)
        }
        Act::RequestInformation => triage::request_information(case, actor, reason(), office),
        Act::ProvideInformation => {
            let command = ProvideInformation { answer: words(), media: file("information") };
            intake::provide_information(case, actor, command, office)
        }
        Act::Accept => {
            let checklist =
                Checklist { content_clear: true, identity_complete: true, media_intact: true, place_specific: true };
            let level_reason = (given.level != Level::Normal).then(reason);
            triage::accept(case, actor, Accept { checklist, level: given.level, level_reason }, office)
        }
        Act::Refuse => triage::refuse(case, actor, Refuse { reason: given.refusal, explanation: reason() }, office),
        Act::Forward => triage::forward(case, actor, reason(), office),
        Act::Reroute => triage::reroute(case, actor, given.to.clone(), reason(), office),
        Act::Withdraw => intake::withdraw(case, actor, reason(), office),
        Act::Dispatch => {
            let division = Some(ShortText::new("Tổ hạ tầng").unwrap());
            dispatch::dispatch(case, actor, Dispatch { to: given.to.clone(), division, instruction: comment() }, office)
        }
        Act::Assign => {
            let handler = AccountId::new(format!("{}-{}", case.unit, given.handler));
            let handles_here = pollster::block_on(open().handles_in(&handler, &case.unit)).unwrap();
            dispatch::assign(case, actor, Assign { handler, handles_here, note: comment() }, office)
        }
        Act::Reclassify => dispatch::reclassify(case, actor, given.level, reason(), office),
        Act::Extend => {
            dispatch::extend(case, actor, Extend { legal_basis: reason(), total_days: given.total_days }, office)
        }
        Act::Draft => handling::draft(case, actor, Draft { conclusion: conclusion(), media: file("draft") }, office),
        Act::ReturnDraft => approval::return_draft(case, actor, reason(), office),
        Act::Approve => approval::approve(case, actor, comment(), office),
        Act::RecordResult => {
            let command = RecordResult { result: conclusion(), evidence: file("evidence") };
            approval::record_result(case, actor, command, office)
        }
        Act::ReturnResult => publication::return_result(case, actor, &recorded(), reason(), office),
        Act::Publish => publication::publish(case, actor, &recorded(), None, office),
        Act::Ask => aftercare::ask(case, actor, words(), office),
        Act::Answer => aftercare::answer(case, actor, conclusion(), office),
        Act::Rate => aftercare::rate(case, actor, given.satisfaction, comment(), office),
        Act::Close => aftercare::close(case, office),
        Act::Urge => dispatch::urge(case, actor, reason(), office),
        Act::Succeed => {
            let to = UnitId::new(if case.unit.as_str() == WARD { OTHER_WARD } else { WARD });
            let reorganisation = ReorganisationId::new("reorganisation");
            succession::succeed(case, succession::Succeed { reorganisation, to: to.clone(), ward: to, holder_ended: true }, office)
        }
        Act::Recount => {
            let moved = Office { calendar: &MORNINGS, ..*office };
            succession::recount(case, &moved).map(|outcome| outcome.expect("another calendar moves an end"))
        }
    }
}

/// A case and those who may act on it.
pub struct Life {
    pub code: CaseCode,
}

impl Life {
    pub fn begins(name: &str, now: &str) -> Self {
        let outcome = submitted(submission(name, at(now)), at(now));
        commit(&outcome).unwrap();
        Self { code: outcome.code }
    }

    pub fn case(&self) -> Case {
        load(&self.code).case
    }

    /// What the act would write.
    #[track_caller]
    pub fn outcome(&self, act: Act, now: &str, given: &Given) -> Outcome {
        let loaded = load(&self.code);
        let actor = rightful(act, &loaded.case);
        decide(act, &loaded.case, &actor, given, &loaded.office(at(now)))
            .unwrap_or_else(|refusal| panic!("{} at {now}: {refusal}", act.as_str()))
    }

    #[track_caller]
    pub fn acts_with(&self, act: Act, now: &str, given: &Given) -> &Self {
        commit(&self.outcome(act, now, given)).unwrap_or_else(|error| panic!("{} at {now}: {error:?}", act.as_str()));
        self
    }

    #[track_caller]
    pub fn acts(&self, act: Act, now: &str) -> &Self {
        self.acts_with(act, now, &Given::default())
    }

    /// From the street to the published answer, Monday 2 to Thursday 5 March 2026: eight rows.
    pub fn published(name: &str) -> Self {
        let life = Self::begins(name, "2026-03-02 08:00");
        life.acts(Act::Accept, "2026-03-02 09:00")
            .acts(Act::Dispatch, "2026-03-02 10:00")
            .acts(Act::Assign, "2026-03-02 11:00")
            .acts(Act::Draft, "2026-03-03 09:00")
            .acts(Act::Approve, "2026-03-03 15:00")
            .acts(Act::RecordResult, "2026-03-04 16:00")
            .acts(Act::Publish, "2026-03-05 10:00");
        life
    }
}
