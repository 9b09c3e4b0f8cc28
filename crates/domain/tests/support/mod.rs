//! A small town for the tests of the rules: a calendar, three units, their people, a case in any
//! state, and a plain model of what the database does with an outcome.

#![allow(dead_code)] // each test file takes what it needs

use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveDateTime};
use domain::aftercare::Satisfaction;
use domain::approval::RecordResult;
use domain::dispatch::{Assign, Dispatch, Extend};
use domain::handling::Draft;
use domain::intake::{ProvideInformation, Submit};
use domain::publication::RecordedResult;
use domain::regulation::{Assessment, RegulationClass, RegulationOutcome};
use domain::support::{Invite, Tier};
use domain::initiative::{Decision, Evaluation, Grade, HideComment, OpenViews, Plan, Progress, ReportProgress};
use domain::inspection::{EndInspection, Finding, LogInspection, OpenInspection};
use domain::triage::{Accept, Channel, Checklist, LogContact, Refuse, RefusalReason};
use domain::*;
use working_time::{Calendar, CalendarSpec, DatedDay, DayKind, DayStatus, Limit};

// ---------------------------------------------------------------------------------------- time

/// The days of 2025–2027 on which an office of the city does not follow its week.
const DATED: &[(&str, DayKind, DayStatus, &str)] = &[
    ("2025-01-01", DayKind::Holiday, DayStatus::Law, "Tết Dương lịch"),
    ("2025-01-27", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2025-01-28", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2025-01-29", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2025-01-30", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2025-01-31", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2025-04-07", DayKind::Holiday, DayStatus::Law, "Giỗ Tổ Hùng Vương"),
    ("2025-04-26", DayKind::SwapWork, DayStatus::Official, "Làm bù"),
    ("2025-04-30", DayKind::Holiday, DayStatus::Law, "Ngày Chiến thắng"),
    ("2025-05-01", DayKind::Holiday, DayStatus::Law, "Quốc tế Lao động"),
    ("2025-05-02", DayKind::SwapOff, DayStatus::Official, "Nghỉ hoán đổi"),
    ("2025-09-01", DayKind::Holiday, DayStatus::Official, "Quốc khánh (ngày liền kề)"),
    ("2025-09-02", DayKind::Holiday, DayStatus::Law, "Quốc khánh"),
    ("2026-01-01", DayKind::Holiday, DayStatus::Law, "Tết Dương lịch"),
    ("2026-01-02", DayKind::SwapOff, DayStatus::Official, "Nghỉ hoán đổi"),
    ("2026-01-10", DayKind::SwapWork, DayStatus::Official, "Làm bù"),
    ("2026-02-16", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2026-02-17", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2026-02-18", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2026-02-19", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2026-02-20", DayKind::Holiday, DayStatus::Official, "Tết Nguyên đán"),
    ("2026-04-27", DayKind::MakeUp, DayStatus::Law, "Nghỉ bù Giỗ Tổ"),
    ("2026-04-30", DayKind::Holiday, DayStatus::Law, "Ngày Chiến thắng"),
    ("2026-05-01", DayKind::Holiday, DayStatus::Law, "Quốc tế Lao động"),
    ("2026-08-22", DayKind::SwapWork, DayStatus::Official, "Làm bù"),
    ("2026-08-31", DayKind::SwapOff, DayStatus::Official, "Nghỉ hoán đổi"),
    ("2026-09-01", DayKind::Holiday, DayStatus::Official, "Quốc khánh (ngày liền kề)"),
    ("2026-09-02", DayKind::Holiday, DayStatus::Law, "Quốc khánh"),
    ("2026-11-24", DayKind::Holiday, DayStatus::Law, "Ngày Văn hóa Việt Nam"),
    ("2027-01-01", DayKind::Holiday, DayStatus::Law, "Tết Dương lịch"),
    ("2027-02-04", DayKind::Holiday, DayStatus::Estimated, "Tết Nguyên đán"),
    ("2027-02-05", DayKind::Holiday, DayStatus::Estimated, "Tết Nguyên đán"),
    ("2027-02-08", DayKind::Holiday, DayStatus::Estimated, "Tết Nguyên đán"),
    ("2027-02-09", DayKind::Holiday, DayStatus::Estimated, "Tết Nguyên đán"),
    ("2027-02-10", DayKind::Holiday, DayStatus::Estimated, "Tết Nguyên đán"),
    ("2027-04-16", DayKind::Holiday, DayStatus::Law, "Giỗ Tổ Hùng Vương"),
    ("2027-04-30", DayKind::Holiday, DayStatus::Law, "Ngày Chiến thắng"),
    ("2027-05-03", DayKind::MakeUp, DayStatus::Law, "Nghỉ bù Quốc tế Lao động"),
    ("2027-09-02", DayKind::Holiday, DayStatus::Law, "Quốc khánh"),
    ("2027-09-03", DayKind::Holiday, DayStatus::Estimated, "Quốc khánh (ngày liền kề)"),
    ("2027-11-24", DayKind::Holiday, DayStatus::Law, "Ngày Văn hóa Việt Nam"),
];

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let days = DATED
        .iter()
        .map(|(date, kind, status, name)| DatedDay {
            date: date.parse::<NaiveDate>().unwrap(),
            kind: *kind,
            status: *status,
            name: (*name).to_owned(),
        })
        .collect();
    Calendar::new(CalendarSpec::office_hours("2025-2027", days, 2025, 2027)).unwrap()
});

pub fn calendar() -> &'static Calendar {
    &CALENDAR
}

/// `2026-02-13 16:00` or `2026-02-13 16:00:01`, in Hanoi.
pub fn at(text: &str) -> Instant {
    let text = if text.len() == 16 { format!("{text}:00") } else { text.to_owned() };
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S")
        .unwrap()
        .and_local_timezone(calendar().spec().offset)
        .unwrap()
}

/// The instant as [`at`] reads it.
pub fn show(at: Instant) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// The limits of the five kinds, written a second time from the regulation: Điều 6–8, 12, 13 for all, Điều 9,
/// 10 k.4 and 11 k.4 for the handling of initiatives, waste and business.
pub fn terms(kind: Kind) -> &'static Terms {
    static ALL: LazyLock<Vec<Terms>> = LazyLock::new(|| Kind::ALL.iter().map(|kind| written(*kind)).collect());
    ALL.iter().find(|terms| terms.kind == kind).unwrap()
}

fn written(kind: Kind) -> Terms {
    let thirty = matches!(kind, Kind::Waste | Kind::Business | Kind::Initiative);
    Terms {
        kind,
        version: "1207-2025".to_owned(),
        acceptance: Limit::WorkingHours(8),
        verification: Limit::WorkingHours(4),
        dispatch: Limit::WorkingHours(4),
        handling_urgent: Limit::WorkingHours(4),
        handling_normal: Limit::WorkingDays(if thirty { 30 } else { 7 }),
        handling_complex: Limit::WorkingDays(if thirty { 30 } else { 15 }),
        extension_days_max: (!thirty).then_some(30),
        contribution_reserve_days: 1,
        rework: Limit::WorkingDays(1),
        publication: Limit::WorkingDays(1),
        question_window: Limit::CalendarDays(2),
        clarification: Limit::WorkingDays(2),
        contact_attempts_min: 2,
        media_required: kind == Kind::Field,
        place_required: kind == Kind::Field,
        confidential_by_default: kind == Kind::Waste,
        publicity: if kind == Kind::Waste { Publicity::ResultOnly } else { Publicity::ReportAndResult },
        transfer: (kind == Kind::Regulation).then_some(Limit::WorkingDays(5)),
    }
}

pub fn office(now: &str) -> Office<'static> {
    office_at(at(now))
}

pub fn office_at(now: Instant) -> Office<'static> {
    Office { now, calendar: calendar(), terms: terms(Kind::Field) }
}

// -------------------------------------------------------------------------------------- people

/// The ward that receives.
pub const WARD: &str = "00070";
/// Another ward.
pub const OTHER_WARD: &str = "00004";
/// A ward nobody of these tests works in.
pub const THIRD_WARD: &str = "00008";
/// The department above both.
pub const DEPARTMENT: &str = "SXD";

pub fn unit(code: &str) -> UnitId {
    UnitId::new(code)
}

/// The unit above, as the database knows it.
pub fn superior_of(unit: &UnitId) -> Option<UnitId> {
    (unit.as_str() != DEPARTMENT).then(|| UnitId::new(DEPARTMENT))
}

pub fn account(id: &str, roles: &[(Role, &str)]) -> Account {
    Account {
        id: AccountId::new(id),
        verified: true,
        memberships: roles.iter().map(|(role, code)| Membership { unit: unit(code), role: *role }).collect(),
    }
}

fn person(id: &str, roles: &[(Role, &str)]) -> Actor {
    Actor::Person(account(id, roles))
}

/// Everybody the tests know.
pub fn cast() -> Vec<Actor> {
    vec![
        citizen(),
        neighbour(),
        intake(),
        head(),
        second_head(),
        handler(),
        other_handler(),
        head_who_handles(),
        other_intake(),
        other_head(),
        other_wards_handler(),
        department_intake(),
        department_head(),
        department_handler(),
        centre(),
        admin(),
        inspector(),
        Actor::System,
    ]
}

/// Sent the report.
pub fn citizen() -> Actor {
    person("citizen", &[])
}
/// Sent nothing.
pub fn neighbour() -> Actor {
    person("neighbour", &[])
}
pub fn intake() -> Actor {
    person("intake", &[(Role::Intake, WARD)])
}
pub fn head() -> Actor {
    person("head", &[(Role::Head, WARD)])
}
/// The deputy, with the head's powers.
pub fn second_head() -> Actor {
    person("second head", &[(Role::Head, WARD)])
}
/// The officer the cases of [`case`] are assigned to.
pub fn handler() -> Actor {
    person("handler", &[(Role::Handler, WARD)])
}
/// An officer of the ward who was not named.
pub fn other_handler() -> Actor {
    person("other handler", &[(Role::Handler, WARD)])
}
/// One person in two roles: in a small ward the head handles too.
pub fn head_who_handles() -> Actor {
    person("head who handles", &[(Role::Head, WARD), (Role::Handler, WARD)])
}
pub fn other_intake() -> Actor {
    person("other intake", &[(Role::Intake, OTHER_WARD)])
}
pub fn other_head() -> Actor {
    person("other head", &[(Role::Head, OTHER_WARD)])
}
pub fn other_wards_handler() -> Actor {
    person("other ward's handler", &[(Role::Handler, OTHER_WARD)])
}
pub fn department_intake() -> Actor {
    person("department intake", &[(Role::Intake, DEPARTMENT)])
}
pub fn department_head() -> Actor {
    person("department head", &[(Role::Head, DEPARTMENT)])
}
pub fn department_handler() -> Actor {
    person("department handler", &[(Role::Handler, DEPARTMENT)])
}
pub fn centre() -> Actor {
    person("centre", &[(Role::Centre, "TTPVHCC")])
}
pub fn admin() -> Actor {
    person("admin", &[(Role::Admin, WARD)])
}

/// Of the Inspectorate, which is no unit of these tests' cases.
pub fn inspector() -> Actor {
    person("inspector", &[(Role::Inspector, "TTTP")])
}

pub fn evaluation() -> Evaluation {
    Evaluation { feasibility: Grade::High, feasibility_reason: reason(), fit: Grade::Medium, fit_reason: reason() }
}

/// A plan with two milestones.
pub fn adopted() -> Decision {
    let title = |text: &str| ShortText::new(text).unwrap();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let milestones = [(title("Thí điểm"), day("2026-05-01")), (title("Mở rộng"), day("2026-08-01"))];
    let plan = Plan::new(&conclusion(), day("2026-04-01"), day("2026-09-01"), &title("Phòng Kinh tế"), &milestones);
    Decision::Adopt(plan.unwrap())
}

pub fn id_of(actor: &Actor) -> AccountId {
    actor.account().unwrap().clone()
}

pub fn account_of(actor: &Actor) -> Account {
    match actor {
        Actor::Person(account) => account.clone(),
        Actor::System => panic!("the sweep has no account"),
    }
}

// --------------------------------------------------------------------------------------- texts

pub fn reason() -> Reason {
    Reason::new("Vì lý do đã nêu trong biên bản").unwrap()
}
pub fn conclusion() -> Conclusion {
    Conclusion::new("Đã kiểm tra hiện trường và vá ổ gà tại số nhà 125").unwrap()
}
pub fn comment() -> Comment {
    Comment::new("").unwrap()
}
pub fn words() -> ReportText {
    ReportText::new("Ổ gà sâu trước số nhà 125 phố Hàng Bông").unwrap()
}
pub fn media(media_type: MediaType) -> MediaRef {
    MediaRef { id: MediaId::new("m1"), media_type, sha256: "0".repeat(64) }
}
pub fn photo() -> MediaRef {
    media(MediaType::Jpeg)
}
pub fn assessment() -> Assessment {
    Assessment {
        necessary: true,
        lawful: true,
        simple: false,
        feasible: true,
        consistent: true,
        treaty_fit: true,
        outcome: RegulationOutcome::AmendOrRepeal,
    }
}
pub fn checklist() -> Checklist {
    Checklist { content_clear: true, identity_complete: true, media_intact: true, place_specific: true }
}

// ------------------------------------------------------------------------------------- reports

pub fn report(happened_at: Instant) -> Report {
    Report {
        kind: Kind::Field,
        category: CategoryCode::new("duong-ha-tang"),
        text: words(),
        point: Point::new(21.0285, 105.8522),
        address: Some(ShortText::new("125 Hàng Bông").unwrap()),
        ward: unit(WARD),
        happened_at: Some(happened_at),
        media: vec![photo()],
        confidential: false,
        reporter: id_of(&citizen()),
        organisation: None,
    }
}

pub fn submission(happened_at: Instant) -> Submit {
    Submit {
        case: CaseId::new("case"),
        code: CaseCode::new("HN26-7K3M9Q2X"),
        report: ReportId::new("report"),
        idempotency_key: "key".to_owned(),
        content: report(happened_at),
        unit: unit(WARD),
        on_behalf: None,
    }
}

/// A caller for whom the Support Centre enters.
pub fn on_behalf() -> OnBehalf {
    OnBehalf {
        name: ShortText::new("Vũ Thị Gọi").unwrap(),
        phone: PhoneNumber::new("0912 345 678").unwrap(),
        email: None,
        channel: domain::entry::EntryChannel::Phone,
        consent: true,
    }
}

/// The citizen's report, received at `now`, as a case.
pub fn received(now: &str) -> Case {
    let office = office(now);
    opened(&intake::submit(&account_of(&citizen()), submission(office.now), &office).unwrap())
}

// --------------------------------------------------------------------------------------- cases

/// A case of the ward that came into `state` at `since`, with the clocks that then run, all from
/// that instant. Assigned to [`handler`], who wrote what there is.
pub fn case_since(state: State, level: Level, since: &str) -> Case {
    use State::*;
    let since = at(since);
    let terms = terms(Kind::Field);
    let clock = |kind, limit| Clock {
        kind,
        unit: unit(WARD),
        origin: since,
        opened_at: since,
        limit,
        due_at: calendar().due(since, limit).unwrap(),
    };
    let clocks = match state {
        Submitted | Verifying => vec![
            clock(ClockKind::Acceptance, terms.acceptance),
            clock(ClockKind::Verification, terms.verification),
        ],
        Accepted => vec![clock(ClockKind::Dispatch, terms.dispatch)],
        Dispatched | Handling | Drafted | Approved => vec![clock(ClockKind::Handling, terms.handling(level))],
        Resulted => vec![clock(ClockKind::Publication, terms.publication)],
        Published => vec![clock(ClockKind::QuestionWindow, terms.question_window)],
        Closed | Refused | Withdrawn => vec![],
    };
    let handler = Some(id_of(&handler()));
    let is = |states: &[State]| states.contains(&state);
    Case {
        id: CaseId::new("case"),
        code: CaseCode::new("HN26-7K3M9Q2X"),
        tip: Tip { seq: 7, hash: [7; 32] },
        state,
        kind: Kind::Field,
        level,
        unit: unit(WARD),
        superior: superior_of(&unit(WARD)),
        reporter: id_of(&citizen()),
        called_in: None,
        handler: handler.clone().filter(|_| is(&[Handling, Drafted, Approved, Resulted, Published, Closed])),
        drafted_by: handler.clone().filter(|_| is(&[Drafted, Approved, Resulted, Published, Closed])),
        result_by: handler.filter(|_| is(&[Resulted, Published, Closed])),
        received_at: since,
        failed_contacts: 0,
        information_pending: false,
        regulation_class: None,
        report_text: words().as_str().to_owned(),
        address: Some("125 Hàng Bông".to_owned()),
        asked: false,
        closes_at: clocks.iter().find(|c| c.kind == ClockKind::QuestionWindow).map(|c| c.due_at),
        confidential: false,
        inspecting: false,
        evaluated: false,
        views_until: None,
        milestones: 0,
        clocks,
        contributions: vec![],
    }
}

/// A case of normal level that came into `state` on Monday 2 March 2026 at 08:00.
pub fn case(state: State) -> Case {
    case_since(state, Level::Normal, "2026-03-02 08:00")
}

/// The next morning, when every clock of [`case`] but verification's and dispatch's still runs.
pub const NEXT_MORNING: &str = "2026-03-03 08:30";

/// What the other ward was asked for; its own officer was named and wrote what there is.
pub fn asked_of(supporter: &str, state: ContributionState) -> Contribution {
    use ContributionState::*;
    let officer = Some(id_of(&if supporter == DEPARTMENT { department_handler() } else { other_wards_handler() }));
    Contribution {
        unit: unit(supporter),
        state,
        handler: officer.clone().filter(|_| matches!(state, Assigned | Drafted | Contributed)),
        drafted_by: officer.filter(|_| matches!(state, Drafted | Contributed)),
    }
}

/// The level of government of a unit of the town.
pub fn tier_of(unit: &UnitId) -> Tier {
    if unit.as_str() == DEPARTMENT { Tier::City } else { Tier::Commune }
}

/// A case in `state` in which nothing but the state and the actor can stand against `act`, and when.
pub fn case_for(act: Act, state: State) -> (Case, Office<'static>) {
    let mut case = case(state);
    match act {
        Act::ProvideInformation => case.information_pending = true,
        Act::Classify => case.kind = Kind::Regulation,
        Act::Extend => case = case_since(state, Level::Complex, "2026-03-02 08:00"),
        Act::Answer if state == State::Published => {
            case.clocks = vec![Clock {
                kind: ClockKind::Clarification,
                unit: unit(WARD),
                origin: at("2026-03-02 09:00"),
                opened_at: at("2026-03-02 09:00"),
                limit: Limit::WorkingDays(2),
                due_at: at("2026-03-04 17:00"),
            }];
        }
        Act::Close => return (case, office("2026-03-05 00:00:01")),
        Act::SupportAssign | Act::SupportDecline | Act::Waive => {
            case.contributions = vec![asked_of(OTHER_WARD, ContributionState::Invited)];
        }
        Act::SupportDraft => case.contributions = vec![asked_of(OTHER_WARD, ContributionState::Assigned)],
        Act::SupportReturn | Act::SupportApprove => {
            case.contributions = vec![asked_of(OTHER_WARD, ContributionState::Drafted)];
        }
        // What belongs to one kind of case finds one of that kind.
        Act::Evaluate | Act::OpenViews | Act::HideComment => case.kind = Kind::Initiative,
        Act::CloseViews => (case.kind, case.views_until) = (Kind::Initiative, Some(at("2026-03-05 17:00"))),
        Act::Progress => (case.kind, case.milestones) = (Kind::Initiative, 2),
        Act::Succeed if state == State::Closed => (case.kind, case.milestones) = (Kind::Initiative, 2),
        Act::OpenInspection => case.kind = Kind::Waste,
        Act::LogInspection | Act::EndInspection => (case.kind, case.inspecting) = (Kind::Waste, true),
        Act::LookAtIdentity => (case.kind, case.confidential) = (Kind::Waste, true),
        _ => {}
    }
    (case, office(NEXT_MORNING))
}

// ------------------------------------------------------------------------------------ the acts

/// What the acts are given, where a test does not care.
#[derive(Clone, Debug)]
pub struct Given {
    pub level: Level,
    pub refusal: RefusalReason,
    pub reached: bool,
    pub reroute_to: UnitId,
    pub dispatch_to: UnitId,
    pub handler: AccountId,
    pub handles_here: bool,
    pub total_days: u32,
    pub handling: Option<(Instant, Limit)>,
    pub class: RegulationClass,
    /// The unit that is asked for its support, or acts as a supporter.
    pub supporter: UnitId,
    /// The officer it names.
    pub supporters_handler: AccountId,
    pub decision: Decision,
    pub views_minutes: i64,
    pub shown_here: bool,
    pub milestone: u32,
}

impl Default for Given {
    fn default() -> Self {
        Self {
            level: Level::Urgent,
            refusal: RefusalReason::Incomplete,
            reached: false,
            reroute_to: unit(OTHER_WARD),
            dispatch_to: unit(WARD),
            handler: id_of(&handler()),
            handles_here: true,
            total_days: 20,
            handling: Some((at("2026-03-02 08:00"), Limit::WorkingDays(7))),
            class: RegulationClass::Own,
            supporter: unit(OTHER_WARD),
            supporters_handler: id_of(&other_wards_handler()),
            decision: adopted(),
            views_minutes: 60,
            shown_here: true,
            milestone: 1,
        }
    }
}

/// Does an act with well-formed input. `Submit` needs no case and is not among them.
pub fn perform(act: Act, case: &Case, actor: &Actor, given: &Given, office: &Office<'_>) -> Result<Outcome, Refusal> {
    use domain::{aftercare, approval, dispatch, handling, intake, publication, regulation, support, triage};
    let recorded =
        RecordedResult { result: conclusion(), evidence: vec![photo()], handling: given.handling };
    match act {
        Act::Submit => panic!("a report is sent without a case"),
        Act::LogContact => {
            let channel = if case.confidential { Channel::Visit } else { Channel::Phone };
            let command = LogContact { channel, reached: given.reached, note: comment() };
            triage::log_contact(case, actor, command, office)
        }
        Act::RequestInformation => triage::request_information(case, actor, reason(), office),
        Act::ProvideInformation => {
            intake::provide_information(case, actor, ProvideInformation { answer: words(), media: vec![] }, office)
        }
        Act::Accept => {
            let command = Accept { checklist: checklist(), level: given.level, level_reason: Some(reason()) };
            triage::accept(case, actor, command, office)
        }
        Act::Refuse => {
            triage::refuse(case, actor, Refuse { reason: given.refusal, explanation: reason() }, office)
        }
        Act::Forward => triage::forward(case, actor, reason(), office),
        Act::Reroute => triage::reroute(case, actor, given.reroute_to.clone(), reason(), office),
        Act::Withdraw => intake::withdraw(case, actor, reason(), office),
        Act::Dispatch => {
            let command = Dispatch { to: given.dispatch_to.clone(), division: None, instruction: comment() };
            dispatch::dispatch(case, actor, command, office)
        }
        Act::Assign => {
            let command =
                Assign { handler: given.handler.clone(), handles_here: given.handles_here, note: comment() };
            dispatch::assign(case, actor, command, office)
        }
        Act::Reclassify => dispatch::reclassify(case, actor, given.level, reason(), office),
        Act::Extend => {
            let command = Extend { legal_basis: reason(), total_days: given.total_days };
            dispatch::extend(case, actor, command, office)
        }
        Act::Draft if case.kind == Kind::Initiative => {
            let command = Draft { conclusion: conclusion(), media: vec![], assessment: None };
            initiative::draft(case, actor, command, given.decision.clone(), office)
        }
        Act::Draft => {
            let assessment = (case.kind == Kind::Regulation).then(assessment);
            handling::draft(case, actor, Draft { conclusion: conclusion(), media: vec![], assessment }, office)
        }
        Act::ReturnDraft => approval::return_draft(case, actor, reason(), office),
        Act::Approve => approval::approve(case, actor, comment(), office),
        Act::RecordResult => {
            let command = RecordResult { result: conclusion(), evidence: vec![photo()] };
            approval::record_result(case, actor, command, office)
        }
        Act::ReturnResult => publication::return_result(case, actor, &recorded, reason(), office),
        Act::Publish => publication::publish(case, actor, &recorded, None, office),
        Act::Ask => aftercare::ask(case, actor, words(), office),
        Act::Answer => aftercare::answer(case, actor, conclusion(), office),
        Act::Rate => aftercare::rate(case, actor, Satisfaction::Satisfied, comment(), office),
        // The sweep's alone: the function takes no actor.
        Act::Close => aftercare::close(case, office),
        Act::Urge => dispatch::urge(case, actor, reason(), office),
        Act::Classify => regulation::classify(case, actor, given.class, reason(), office),
        Act::Invite => support::invite(case, actor, invitation(case, &given.supporter), office),
        Act::SupportAssign => {
            let handler = given.supporters_handler.clone();
            let command = Assign { handler, handles_here: given.handles_here, note: comment() };
            support::assign(case, actor, &given.supporter, command, office)
        }
        Act::SupportDraft => {
            let command = support::Contribute { contribution: conclusion(), media: vec![] };
            support::draft(case, actor, &given.supporter, command, office)
        }
        Act::SupportReturn => support::return_draft(case, actor, &given.supporter, reason(), office),
        Act::SupportApprove => support::approve(case, actor, &given.supporter, comment(), office),
        Act::SupportDecline => support::decline(case, actor, &given.supporter, reason(), office),
        Act::Waive => support::waive(case, actor, &given.supporter, reason(), office),
        Act::Evaluate => initiative::evaluate(case, actor, evaluation(), office),
        Act::OpenViews => {
            let command = OpenViews { teaser: words(), until: office.now + chrono::TimeDelta::minutes(given.views_minutes) };
            initiative::open_views(case, actor, command, office)
        }
        Act::CloseViews => initiative::close_views(case, actor, reason(), office),
        Act::HideComment => {
            let command = HideComment { comment: CommentId::new("v1"), shown_here: given.shown_here, reason: reason() };
            initiative::hide_comment(case, actor, command, office)
        }
        Act::Progress => {
            let command =
                ReportProgress { milestone: given.milestone, progress: Progress::Done, note: comment(), media: vec![] };
            initiative::progress(case, actor, command, office)
        }
        Act::OpenInspection => {
            let decision = ShortText::new("Số 12/QĐ-TTTP").unwrap();
            inspection::open(case, actor, OpenInspection { decision, scope: reason(), reason: reason() }, office)
        }
        Act::LogInspection => inspection::log(case, actor, LogInspection { note: reason(), media: vec![] }, office),
        Act::EndInspection => {
            let command = EndInspection { finding: Finding::Founded, conclusion: conclusion() };
            inspection::end(case, actor, command, office)
        }
        Act::LookAtIdentity => confidence::look(case, actor, reason(), office),
        // The sweep's alone, too.
        Act::Succeed => succession::succeed(case, given_succession(case), office),
        Act::Recount => {
            let moved = Office { calendar: &SHORT_DAYS, ..*office };
            succession::recount(case, &moved).map(|outcome| outcome.expect("another calendar moves an end"))
        }
    }
}

/// One agency is asked by the unit that holds the case.
pub fn invitation(case: &Case, supporter: &UnitId) -> Invite {
    Invite {
        lead: tier_of(&case.unit),
        supporters: vec![(supporter.clone(), tier_of(supporter))],
        reason: reason(),
    }
}

/// The successor that the tests' reorganisation names.
pub fn given_succession(case: &Case) -> succession::Succeed {
    let to = unit(if case.unit == unit(OTHER_WARD) { WARD } else { OTHER_WARD });
    let reorganisation = ReorganisationId::new("reorganisation");
    succession::Succeed { reorganisation, to: to.clone(), ward: to, holder_ended: true, officer_stays: true, supporters: vec![] }
}

/// The same years with two hours a day and a holiday more, so that nearly every end moves.
pub static SHORT_DAYS: LazyLock<Calendar> = LazyLock::new(|| {
    let mut spec = calendar().spec().clone();
    spec.version = "short days".to_owned();
    let time = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    for day in spec.weekly.iter_mut().filter(|day| !day.is_empty()) {
        *day = vec![working_time::Session::new(time(9), time(11)).unwrap()];
    }
    spec.days.push(DatedDay {
        date: "2026-03-04".parse().unwrap(),
        kind: DayKind::Holiday,
        status: DayStatus::Official,
        name: "Nghỉ thêm".to_owned(),
    });
    Calendar::new(spec).unwrap()
});

/// Somebody who may do the act to a case of the ward; of the other ward, which supports it, for a supporter's act.
pub fn rightful(act: Act) -> Actor {
    match act {
        Act::Submit | Act::ProvideInformation | Act::Withdraw | Act::Ask | Act::Rate => citizen(),
        Act::LogContact | Act::RequestInformation | Act::Accept | Act::Refuse | Act::Forward | Act::Reroute => intake(),
        Act::Classify => intake(),
        Act::Draft | Act::RecordResult | Act::Answer => handler(),
        Act::Close => Actor::System,
        Act::Succeed | Act::Recount => Actor::System,
        Act::Urge | Act::LookAtIdentity => centre(),
        Act::SupportDraft => other_wards_handler(),
        Act::SupportAssign | Act::SupportReturn | Act::SupportApprove | Act::SupportDecline => other_head(),
        Act::Evaluate | Act::Progress => handler(),
        Act::OpenInspection | Act::LogInspection | Act::EndInspection => inspector(),
        _ => head(),
    }
}

/// Does an act that must succeed, and applies it.
pub fn done(act: Act, case: &Case, actor: &Actor, given: &Given, now: &str) -> Case {
    let outcome = perform(act, case, actor, given, &office(now))
        .unwrap_or_else(|refusal| panic!("{} at {now}: {refusal}", act.as_str()));
    applied(case, &outcome)
}

// -------------------------------------------------------------------------- the database's part

/// The case that a first journal row opens.
pub fn opened(outcome: &Outcome) -> Case {
    let Fact::Submitted { content, .. } = &outcome.fact else { panic!("not a submission: {outcome:?}") };
    assert_eq!((outcome.follows, outcome.from), (Tip::START, None));
    Case {
        id: outcome.case.clone(),
        code: outcome.code.clone(),
        tip: after(outcome.follows),
        state: outcome.to,
        kind: content.kind,
        level: Level::Normal,
        unit: outcome.unit.clone(),
        superior: superior_of(&outcome.unit),
        reporter: content.reporter.clone(),
        called_in: None,
        handler: None,
        drafted_by: None,
        result_by: None,
        received_at: outcome.at,
        failed_contacts: 0,
        information_pending: false,
        regulation_class: None,
        report_text: content.text.as_str().to_owned(),
        address: content.address.as_ref().map(|address| address.as_str().to_owned()),
        asked: false,
        closes_at: None,
        confidential: content.confidential,
        inspecting: false,
        evaluated: false,
        views_until: None,
        milestones: 0,
        clocks: outcome.open.iter().map(|opening| running(opening, outcome.at)).collect(),
        contributions: vec![],
    }
}

/// The case after a journal row: what the row's triggers write, and what a later read finds.
pub fn applied(case: &Case, outcome: &Outcome) -> Case {
    assert_eq!(outcome.case, case.id);
    assert_eq!(outcome.follows, case.tip, "an outcome links to the row it was decided on");
    assert_eq!(outcome.from, Some(case.state));
    assert_eq!(outcome.unit, case.unit, "an act is done in the unit that holds the case");
    let change = outcome.change.clone();
    let mut next = case.clone();
    next.tip = after(case.tip);
    next.state = outcome.to;
    if let Some(unit) = change.unit {
        next.superior = superior_of(&unit);
        next.unit = unit;
    }
    next.level = change.level.unwrap_or(next.level);
    next.handler = change.handler.unwrap_or(next.handler);
    next.drafted_by = change.drafted_by.unwrap_or(next.drafted_by);
    next.result_by = change.result_by.unwrap_or(next.result_by);
    next.closes_at = change.closes_at.or(next.closes_at);
    next.clocks.retain(|clock| !outcome.close.contains(&clock.kind));
    next.clocks.retain(|clock| !outcome.close_of.contains(&(clock.kind, clock.unit.clone())));
    contributions_after(&mut next, outcome);
    next.clocks.extend(outcome.open.iter().map(|opening| running(opening, outcome.at)));
    match &outcome.fact {
        // Whoever was reached could be asked: what failed before proves nothing any more.
        Fact::ContactLogged { reached, .. } => next.failed_contacts = if *reached { 0 } else { next.failed_contacts + 1 },
        Fact::InformationRequested { .. } => next.information_pending = true,
        // Answered, or decided on without the answer.
        Fact::InformationProvided { .. } | Fact::Accepted { .. } | Fact::Refused { .. } | Fact::Withdrawn { .. } => {
            next.information_pending = false;
        }
        Fact::Classified { class, .. } => next.regulation_class = Some(*class),
        Fact::Asked { .. } => next.asked = true,
        Fact::Evaluated { .. } => next.evaluated = true,
        Fact::ViewsOpened { until, .. } => next.views_until = Some(*until),
        Fact::ViewsClosed { .. } => next.views_until = None,
        Fact::InspectionOpened { .. } => next.inspecting = true,
        Fact::InspectionEnded { .. } => next.inspecting = false,
        // A new holder begins with its own attempts, its own questions and its own class.
        Fact::Forwarded { .. } | Fact::Rerouted { .. } => {
            next.received_at = outcome.at;
            next.failed_contacts = 0;
            next.information_pending = false;
            next.regulation_class = None;
        }
        _ => {}
    }
    next
}

/// The rules of Điều 8 k.2 a second time: what becomes of what was asked for.
fn contributions_after(case: &mut Case, outcome: &Outcome) {
    use ContributionState::*;
    for unit in &outcome.change.invited {
        case.contributions.retain(|asked| asked.unit != *unit);
        let unit = unit.clone();
        case.contributions.push(Contribution { unit, state: Invited, handler: None, drafted_by: None });
    }
    let mut moved = |unit: &UnitId, state| {
        let asked = case.contributions.iter_mut().find(|asked| asked.unit == *unit).unwrap();
        asked.state = state;
        match &outcome.fact {
            Fact::SupportAssigned { handler, .. } => asked.handler = Some(handler.clone()),
            Fact::SupportDrafted { .. } => asked.drafted_by = outcome.actor.clone(),
            _ => {}
        }
    };
    match &outcome.fact {
        Fact::SupportAssigned { unit, .. } | Fact::SupportReturned { unit, .. } => moved(unit, Assigned),
        Fact::SupportDrafted { unit, .. } => moved(unit, Drafted),
        Fact::SupportApproved { unit, .. } => moved(unit, Contributed),
        Fact::SupportDeclined { unit, .. } => moved(unit, Declined),
        Fact::Waived { unit, .. } => moved(unit, Waived),
        Fact::Forwarded { .. } | Fact::Rerouted { .. } | Fact::Withdrawn { .. } => {
            for asked in case.contributions.iter_mut().filter(|asked| asked.state.is_outstanding()) {
                asked.state = Lapsed;
            }
        }
        // Nobody supports what they hold.
        Fact::Dispatched { to, .. } => {
            for asked in case.contributions.iter_mut().filter(|asked| asked.unit == *to && asked.state.is_outstanding()) {
                asked.state = Lapsed;
            }
        }
        Fact::Succeeded { supporters, officers_left, .. } => {
            for asked in case.contributions.iter_mut().filter(|asked| officers_left.contains(&asked.unit)) {
                asked.handler = None;
                asked.state = if asked.state == Assigned { Invited } else { asked.state };
            }
            let before = std::mem::take(&mut case.contributions);
            let successor = |unit: &UnitId| supporters.iter().find(|(from, _)| from == unit).map(|(_, to)| to.clone());
            let takes = |unit: &UnitId| supporters.iter().any(|(_, to)| to.as_ref() == Some(unit));
            for mut asked in before {
                match successor(&asked.unit).filter(|_| asked.state.is_outstanding()) {
                    Some(Some(to)) => asked.unit = to,
                    Some(None) => asked.state = Lapsed,
                    None => {}
                }
                // Who was done with it once and owes it now again has one row.
                if asked.state.is_outstanding() || !takes(&asked.unit) {
                    case.contributions.push(asked);
                }
            }
        }
        _ => {}
    }
}

fn after(tip: Tip) -> Tip {
    Tip { seq: tip.seq + 1, hash: [(tip.seq + 1) as u8; 32] }
}

fn running(opening: &ClockOpening, opened_at: Instant) -> Clock {
    Clock {
        kind: opening.kind,
        unit: opening.unit.clone(),
        origin: opening.origin,
        opened_at,
        limit: opening.limit,
        due_at: opening.due_at,
    }
}

// ------------------------------------------------------------------------------------- reading

/// The clocks an act opens, one line each: `handling 00070 7wd from 2026-03-02 08:00 due 2026-03-11 17:00`.
pub fn opens(outcome: &Outcome) -> Vec<String> {
    outcome
        .open
        .iter()
        .map(|clock| line(clock.kind, &clock.unit, clock.limit, clock.origin, clock.due_at))
        .collect()
}

/// The clocks that run, as [`opens`] writes them.
pub fn runs(case: &Case) -> Vec<String> {
    case.clocks.iter().map(|clock| line(clock.kind, &clock.unit, clock.limit, clock.origin, clock.due_at)).collect()
}

fn line(kind: ClockKind, unit: &UnitId, limit: Limit, origin: Instant, due_at: Instant) -> String {
    format!("{} {unit} {limit} from {} due {}", kind.as_str(), show(origin), show(due_at))
}

/// Who is told what: `desk 00070 head: draft_ready`, `citizen: case_accepted`.
pub fn tells(outcome: &Outcome) -> Vec<String> {
    outcome
        .notices
        .iter()
        .map(|notice| match &notice.to {
            Recipient::Account(account) => format!("{account}: {}", notice.topic.as_str()),
            Recipient::Desk(unit, role) => format!("desk {unit} {}: {}", role.as_str(), notice.topic.as_str()),
        })
        .collect()
}

/// The refusal's code, or `ok`.
pub fn code_of<T>(result: &Result<T, Refusal>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(refusal) => refusal.code(),
    }
}

// --------------------------------------------------------------------------- the second copy

/// The law of movement a second time, written from the regulation and not from the program.
pub const LEGAL: &[(State, Act, State)] = {
    use Act::*;
    use State::*;
    &[
        // Điều 6, 7: receipt and verification.
        (Submitted, LogContact, Verifying),          // R-6.2d
        (Verifying, LogContact, Verifying),          // R-6.2d
        (Submitted, RequestInformation, Verifying),  // R-7.1b
        (Verifying, RequestInformation, Verifying),  // R-7.1b
        (Verifying, ProvideInformation, Verifying),  // R-7.1b
        (Submitted, Accept, Accepted),               // R-7.2b
        (Verifying, Accept, Accepted),               // R-7.2b
        (Submitted, Refuse, Refused),                // R-7.1a
        (Verifying, Refuse, Refused),                // R-7.2a
        (Submitted, Forward, Submitted),             // R-7.2c
        (Verifying, Forward, Submitted),             // R-7.2c
        (Accepted, Forward, Submitted),              // R-7.2c
        (Dispatched, Forward, Submitted),            // R-7.2c
        (Accepted, Reroute, Submitted),
        (Dispatched, Reroute, Submitted),
        (Submitted, Withdraw, Withdrawn),
        (Verifying, Withdraw, Withdrawn),
        (Accepted, Withdraw, Withdrawn),
        (Dispatched, Withdraw, Withdrawn),
        // Điều 8: dispatch and handling.
        (Accepted, Dispatch, Dispatched),            // R-8.1b
        (Dispatched, Assign, Handling),              // R-8.1c
        (Handling, Assign, Handling),                // R-8.1c
        (Approved, Assign, Approved),                // R-8.1c
        (Handling, Draft, Drafted),                  // R-8.1d
        (Accepted, Reclassify, Accepted),
        (Dispatched, Reclassify, Dispatched),
        (Handling, Reclassify, Handling),
        (Drafted, Reclassify, Drafted),
        (Dispatched, Extend, Dispatched),            // R-8.5b
        (Handling, Extend, Handling),                // R-8.5b
        (Drafted, Extend, Drafted),                  // R-8.5b
        // Điều 12: approval, result, publication.
        (Drafted, ReturnDraft, Handling),
        (Drafted, Approve, Approved),
        (Approved, RecordResult, Resulted),
        (Resulted, ReturnResult, Approved),
        (Resulted, Publish, Published),
        // Điều 13: after-care.
        (Published, Ask, Published),
        (Published, Answer, Published),
        (Published, Rate, Published),
        (Published, Close, Closed),
        // Điều 5 k.3: feedback on a regulation is classified until somebody works on it.
        (Submitted, Classify, Submitted),
        (Verifying, Classify, Verifying),
        (Accepted, Classify, Accepted),
        (Dispatched, Classify, Dispatched),
        // Điều 18 k.9: the Centre urges while an agency has something to do.
        (Submitted, Urge, Submitted),
        (Verifying, Urge, Verifying),
        (Accepted, Urge, Accepted),
        (Dispatched, Urge, Dispatched),
        (Handling, Urge, Handling),
        (Drafted, Urge, Drafted),
        (Approved, Urge, Approved),
        (Resulted, Urge, Resulted),
        // Điều 8 k.2: agencies are invited until the draft is approved; what they owe comes in until publication.
        (Accepted, Invite, Accepted), // R-8.2a
        (Dispatched, Invite, Dispatched), // R-8.2a
        (Handling, Invite, Handling), // R-8.2a
        (Drafted, Invite, Drafted), // R-8.2a
        (Accepted, SupportAssign, Accepted), // R-8.2b
        (Dispatched, SupportAssign, Dispatched), // R-8.2b
        (Handling, SupportAssign, Handling), // R-8.2b
        (Drafted, SupportAssign, Drafted), // R-8.2b
        (Approved, SupportAssign, Approved), // R-8.2b
        (Resulted, SupportAssign, Resulted), // R-8.2b
        (Accepted, SupportDraft, Accepted), // R-8.2b
        (Dispatched, SupportDraft, Dispatched), // R-8.2b
        (Handling, SupportDraft, Handling), // R-8.2b
        (Drafted, SupportDraft, Drafted), // R-8.2b
        (Approved, SupportDraft, Approved), // R-8.2b
        (Resulted, SupportDraft, Resulted), // R-8.2b
        (Accepted, SupportReturn, Accepted), // R-8.2b
        (Dispatched, SupportReturn, Dispatched), // R-8.2b
        (Handling, SupportReturn, Handling), // R-8.2b
        (Drafted, SupportReturn, Drafted), // R-8.2b
        (Approved, SupportReturn, Approved), // R-8.2b
        (Resulted, SupportReturn, Resulted), // R-8.2b
        (Accepted, SupportApprove, Accepted), // R-8.2b
        (Dispatched, SupportApprove, Dispatched), // R-8.2b
        (Handling, SupportApprove, Handling), // R-8.2b
        (Drafted, SupportApprove, Drafted), // R-8.2b
        (Approved, SupportApprove, Approved), // R-8.2b
        (Resulted, SupportApprove, Resulted), // R-8.2b
        (Accepted, SupportDecline, Accepted), // R-8.2b
        (Dispatched, SupportDecline, Dispatched), // R-8.2b
        (Handling, SupportDecline, Handling), // R-8.2b
        (Drafted, SupportDecline, Drafted), // R-8.2b
        (Approved, SupportDecline, Approved), // R-8.2b
        (Resulted, SupportDecline, Resulted), // R-8.2b
        (Accepted, Waive, Accepted), // R-8.2c
        (Dispatched, Waive, Dispatched), // R-8.2c
        (Handling, Waive, Handling), // R-8.2c
        (Drafted, Waive, Drafted), // R-8.2c
        (Approved, Waive, Approved), // R-8.2c
        (Resulted, Waive, Resulted), // R-8.2c
        // Điều 9: weighed while it is handled; the plan is carried out afterwards.
        (Handling, Evaluate, Handling),
        (Handling, OpenViews, Handling),
        (Handling, CloseViews, Handling),
        (Handling, HideComment, Handling),
        (Drafted, HideComment, Drafted),
        (Approved, HideComment, Approved),
        (Resulted, HideComment, Resulted),
        (Published, HideComment, Published),
        (Closed, HideComment, Closed),
        (Published, Progress, Published),
        (Closed, Progress, Closed),
        // Điều 24: an inspection is opened on what was taken on, and goes on whatever becomes of the case.
        (Accepted, OpenInspection, Accepted),
        (Dispatched, OpenInspection, Dispatched),
        (Handling, OpenInspection, Handling),
        (Drafted, OpenInspection, Drafted),
        (Approved, OpenInspection, Approved),
        (Resulted, OpenInspection, Resulted),
        (Published, OpenInspection, Published),
        (Closed, OpenInspection, Closed),
        (Submitted, LogInspection, Submitted),
        (Verifying, LogInspection, Verifying),
        (Accepted, LogInspection, Accepted),
        (Dispatched, LogInspection, Dispatched),
        (Handling, LogInspection, Handling),
        (Drafted, LogInspection, Drafted),
        (Approved, LogInspection, Approved),
        (Resulted, LogInspection, Resulted),
        (Published, LogInspection, Published),
        (Closed, LogInspection, Closed),
        (Refused, LogInspection, Refused),
        (Withdrawn, LogInspection, Withdrawn),
        (Submitted, EndInspection, Submitted),
        (Verifying, EndInspection, Verifying),
        (Accepted, EndInspection, Accepted),
        (Dispatched, EndInspection, Dispatched),
        (Handling, EndInspection, Handling),
        (Drafted, EndInspection, Drafted),
        (Approved, EndInspection, Approved),
        (Resulted, EndInspection, Resulted),
        (Published, EndInspection, Published),
        (Closed, EndInspection, Closed),
        (Refused, EndInspection, Refused),
        (Withdrawn, EndInspection, Withdrawn),
        // Điều 5 k.7: a look moves nothing.
        (Submitted, LookAtIdentity, Submitted),
        (Verifying, LookAtIdentity, Verifying),
        (Accepted, LookAtIdentity, Accepted),
        (Dispatched, LookAtIdentity, Dispatched),
        (Handling, LookAtIdentity, Handling),
        (Drafted, LookAtIdentity, Drafted),
        (Approved, LookAtIdentity, Approved),
        (Resulted, LookAtIdentity, Resulted),
        (Published, LookAtIdentity, Published),
        (Closed, LookAtIdentity, Closed),
        (Refused, LookAtIdentity, Refused),
        (Withdrawn, LookAtIdentity, Withdrawn),
        // Điều 28: the city or its calendar changes around a case that is open.
        (Submitted, Succeed, Submitted),
        (Verifying, Succeed, Verifying),
        (Accepted, Succeed, Accepted),
        (Dispatched, Succeed, Dispatched),
        (Handling, Succeed, Handling),
        (Drafted, Succeed, Drafted),
        (Approved, Succeed, Approved),
        (Resulted, Succeed, Resulted),
        (Published, Succeed, Published),
        (Closed, Succeed, Closed),                   // with a plan
        (Submitted, Recount, Submitted),
        (Verifying, Recount, Verifying),
        (Accepted, Recount, Accepted),
        (Dispatched, Recount, Dispatched),
        (Handling, Recount, Handling),
        (Drafted, Recount, Drafted),
        (Approved, Recount, Approved),
        (Resulted, Recount, Resulted),
        (Published, Recount, Published),
    ]
};

/// Where the table says the act leads.
pub fn leads(from: State, act: Act) -> Option<State> {
    LEGAL.iter().find(|(state, legal, _)| (*state, *legal) == (from, act)).map(|(_, _, to)| *to)
}
