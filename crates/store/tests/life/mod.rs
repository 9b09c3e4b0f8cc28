//! One case that is led through its life by accounts of the seed, on a database file of its own. Rows are
//! read as lines, so that a test shows what stands in the database and not what was meant to.

#![allow(dead_code, reason = "each test file takes what it needs")]

#[path = "cohandling.rs"]
pub mod cohandling;

use chrono::NaiveDateTime;
use domain::aftercare::Satisfaction;
use domain::approval::RecordResult;
use domain::dispatch::{Assign, Dispatch, Extend};
use domain::handling::Draft;
use domain::intake::{ProvideInformation, Submit};
use domain::initiative::{Decision, Evaluation, Grade, HideComment, OpenViews, Plan, Progress, ReportProgress};
use domain::inspection::{EndInspection, Finding, LogInspection, OpenInspection};
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
        "support" => Some(Role::Support),
        "inspector" => Some(Role::Inspector),
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
        Act::Classify => of_the_unit("intake"),
        Act::OpenInspection | Act::LogInspection | Act::EndInspection => person("thanh-tra-inspector"),
        Act::LookAtIdentity => person("pvhcc-centre"),
        Act::Draft | Act::RecordResult | Act::Evaluate | Act::Progress => {
            case.handler.as_ref().map_or_else(|| of_the_unit("handler"), |named| person(named.as_str()))
        }
        Act::Close => Actor::System,
        Act::Succeed | Act::Recount => Actor::System,
        Act::Urge => person("pvhcc-centre"),
        act if is_a_supporters(act) => cohandling::rightful(act, case),
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
            address: Some(ShortText::new("125 Hàng Bông").unwrap()),
            ward: UnitId::new(WARD),
            happened_at: Some(now),
            media: vec![photo(&format!("photo-{name}"))],
            confidential: false,
            reporter: AccountId::new("citizen-lan"),
            organisation: None,
        },
        unit: UnitId::new(WARD),
        on_behalf: None,
    }
}

/// What sending it by that account writes.
pub fn submitted_by(command: Submit, sender: &str, now: Instant) -> Result<Outcome, Refusal> {
    let terms = TERMS.iter().find(|terms| terms.kind == command.content.kind).unwrap();
    let office = Office { now, calendar: &CALENDAR, terms };
    intake::submit(&account_of(&person(sender)), command, &office)
}

/// The same as a report of another kind.
pub fn submission_as(name: &str, kind: Kind, now: Instant) -> Submit {
    let mut command = submission(name, now);
    command.content.kind = kind;
    command.content.confidential = kind == Kind::Waste;
    command.content.category = CategoryCode::new(match kind {
        Kind::Waste => "lp-khac",
        Kind::Initiative => "sk-khac",
        Kind::Regulation => "qdhc-khac",
        _ => "duong-ha-tang",
    });
    command
}

/// What sending it writes.
pub fn submitted(command: Submit, now: Instant) -> Outcome {
    let sender = command.content.reporter.to_string();
    submitted_by(command, &sender, now).unwrap()
}

/// The city's calendar with the afternoons off.
static MORNINGS: LazyLock<working_time::Calendar> = LazyLock::new(|| {
    let mut spec = seed::calendar().unwrap().spec().clone();
    spec.version = "mornings".to_owned();
    spec.weekly.iter_mut().for_each(|day| day.truncate(1));
    working_time::Calendar::new(spec).unwrap()
});
static CALENDAR: LazyLock<working_time::Calendar> = LazyLock::new(|| seed::calendar().unwrap());
static TERMS: LazyLock<Vec<Terms>> =
    LazyLock::new(|| Kind::ALL.iter().map(|kind| seed::terms(*kind).unwrap()).collect());

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
    pub class: regulation::RegulationClass,
}

pub const ASSESSMENT: regulation::Assessment = regulation::Assessment {
    necessary: true,
    lawful: true,
    simple: false,
    feasible: true,
    consistent: false,
    treaty_fit: true,
    outcome: regulation::RegulationOutcome::AmendOrRepeal,
};

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
            class: regulation::RegulationClass::Own,
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
            let channel = if case.confidential { Channel::Visit } else { Channel::Phone };
            let command = LogContact { channel, reached: given.reached, note: comment() };
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
        Act::Draft if case.kind == Kind::Initiative => {
            let command = Draft { conclusion: conclusion(), media: file("draft"), assessment: None };
            let decision = if given.total_days % 2 == 0 { adopted() } else { Decision::decline(&conclusion()) };
            initiative::draft(case, actor, command, decision, office)
        }
        Act::Draft => {
            let assessment = (case.kind == Kind::Regulation).then_some(ASSESSMENT);
            handling::draft(case, actor, Draft { conclusion: conclusion(), media: file("draft"), assessment }, office)
        }
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
        Act::Classify => regulation::classify(case, actor, given.class, reason(), office),
        Act::Evaluate => {
            let (feasibility, fit) = (Grade::High, Grade::Medium);
            let evaluation = Evaluation { feasibility, feasibility_reason: reason(), fit, fit_reason: reason() };
            initiative::evaluate(case, actor, evaluation, office)
        }
        Act::OpenViews => {
            let until = office.now + chrono::TimeDelta::hours(2);
            initiative::open_views(case, actor, OpenViews { teaser: words(), until }, office)
        }
        Act::CloseViews => initiative::close_views(case, actor, reason(), office),
        Act::HideComment => {
            let comment = view_of(&case.id);
            let shown_here = pollster::block_on(open().comment_is_shown(&case.id, &comment)).unwrap();
            initiative::hide_comment(case, actor, HideComment { comment, shown_here, reason: reason() }, office)
        }
        Act::Progress => {
            let (milestone, progress) = (given.total_days % 3, Progress::Late);
            let command = ReportProgress { milestone, progress, note: comment(), media: file("progress") };
            initiative::progress(case, actor, command, office)
        }
        Act::OpenInspection => {
            let decision = ShortText::new("Số 12/QĐ-TTTP").unwrap();
            inspection::open(case, actor, OpenInspection { decision, scope: reason(), reason: reason() }, office)
        }
        Act::LogInspection => {
            inspection::log(case, actor, LogInspection { note: reason(), media: file("inspection") }, office)
        }
        Act::EndInspection => {
            let command = EndInspection { finding: Finding::Referred, conclusion: conclusion() };
            inspection::end(case, actor, command, office)
        }
        Act::LookAtIdentity => confidence::look(case, actor, reason(), office),
        Act::Succeed => {
            let to = UnitId::new(if case.unit.as_str() == WARD { OTHER_WARD } else { WARD });
            let reorganisation = ReorganisationId::new("reorganisation");
            let supporters = cohandling::handovers(case);
            let command = succession::Succeed { reorganisation, to: to.clone(), ward: to, holder_ended: true, officer_stays: true, supporters };
            succession::succeed(case, command, office)
        }
        Act::Recount => {
            let moved = Office { calendar: &MORNINGS, ..*office };
            succession::recount(case, &moved).map(|outcome| outcome.expect("another calendar moves an end"))
        }
        Act::Invite
        | Act::SupportAssign
        | Act::SupportDraft
        | Act::SupportReturn
        | Act::SupportApprove
        | Act::SupportDecline
        | Act::Waive => cohandling::decide(act, case, actor, file("contribution"), office),
    }
}

/// A plan with two milestones.
pub fn adopted() -> Decision {
    let short = |text: &str| ShortText::new(text).unwrap();
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let milestones = [(short("Thí điểm"), day("2026-05-01")), (short("Mở rộng"), day("2026-08-01"))];
    let plan = Plan::new(&conclusion(), day("2026-04-01"), day("2026-09-01"), &short("Phòng Kinh tế"), &milestones);
    Decision::Adopt(plan.unwrap())
}

/// The comment that [`the_public_answers`] makes on a case.
pub fn view_of(case: &CaseId) -> CommentId {
    CommentId::new(format!("view-{case}"))
}

/// Two support the initiative, one of them takes it back, and one comments.
pub fn the_public_answers(case: &CaseId, now: Instant) {
    let (minh, hoa) = (AccountId::new("citizen-minh"), AccountId::new("citizen-hoa"));
    let view = initiative::public_view(&ViewText::new("Rất nên làm, gọi 0912 345 678").unwrap());
    let store = open();
    pollster::block_on(async {
        store.support_initiative(case, &minh, now).await.unwrap();
        store.support_initiative(case, &hoa, now).await.unwrap();
        store.withdraw_support(case, &hoa, now).await.unwrap();
        store.comment_on_initiative(case, &minh, &view_of(case), &view, now).await.unwrap();
    });
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

    /// One of another kind, in its usual field; waste is confidential.
    pub fn begins_as(name: &str, kind: Kind, now: &str) -> Self {
        let outcome = submitted(submission_as(name, kind, at(now)), at(now));
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
