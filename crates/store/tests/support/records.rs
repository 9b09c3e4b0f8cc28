//! Lives of records that are neither a case nor an alert: conduct, templates, services, remarks.

use super::*;
use domain::triage::RefusalReason;
use pollster::block_on;

const TERMS: ConductTerms = ConductTerms { in_row_max: 1, lock_days: 30 };

pub fn lives() {
    conduct();
    template();
    services();
    remark();
}

fn who(id: &str) -> Account {
    account_of(&person(id))
}

fn file(id: &str) -> MediaRef {
    MediaRef { id: MediaId::new(id), media_type: MediaType::Pdf, sha256: "cd".repeat(32) }
}

/// Two violations lock where one is borne; one is annulled and one objection rejected; two more lock until the
/// sweep says that it is over; the record is handed on.
fn conduct() {
    let store = open();
    let lan = who("citizen-lan");
    let load = || block_on(store.conduct_of(&lan.id)).unwrap();
    let violates = |name: &str, now: &str| {
        let life = Life::begins(name, now);
        life.acts(Act::Refuse, now);
        let conduct = load().unwrap_or_else(|| Conduct::new(ConductId::new("conduct-lan"), lan.id.clone()));
        let command = RecordViolation {
            id: ViolationId::new(format!("violation-{name}")),
            kind: ViolationKind::Spam,
            reason: reason(),
            evidence: vec![file(&format!("shown-{name}"))],
        };
        let outcome = violate(&conduct, &life.case(), &who("00070-intake"), command, TERMS, at(now)).unwrap();
        block_on(store.commit_conduct(&outcome)).unwrap();
        outcome.to
    };
    let objects = |name: &str, upheld: bool| {
        let command = Object {
            id: ObjectionId::new(format!("objection-{name}")),
            violation: ViolationId::new(format!("violation-{name}")),
            text: words(),
            media: vec![file(&format!("said-{name}"))],
        };
        let id = command.id.clone();
        let now = at("2026-03-03 09:00");
        let outcome = object(&load().unwrap(), &lan, command, &UnitId::new(CENTRE), now).unwrap();
        block_on(store.commit_conduct(&outcome)).unwrap();
        let decision = DecideObjection { upheld, reason: reason() };
        let judge = who("pvhcc-centre");
        let outcome = decide_objection(&load().unwrap(), &id, &judge, decision, TERMS, now).unwrap();
        block_on(store.commit_conduct(&outcome)).unwrap();
    };
    assert_eq!(violates("spam-1", "2026-03-02 08:00"), ConductState::Clear);
    assert_eq!(violates("spam-2", "2026-03-02 08:05"), ConductState::Locked);
    objects("spam-1", true);
    objects("spam-2", false);
    assert_eq!(load().unwrap().state, Some(ConductState::Clear));
    // An accepted report in between ends the row.
    Life::begins("honest", "2026-03-03 10:00").acts(Act::Accept, "2026-03-03 10:30");
    assert_eq!(load().unwrap().row(), 0);
    assert_eq!(violates("spam-3", "2026-03-03 11:00"), ConductState::Clear);
    assert_eq!(violates("spam-4", "2026-03-03 11:05"), ConductState::Locked);
    let body = ShortText::new("Công an thành phố").unwrap();
    let outcome = refer(&load().unwrap(), &who("pvhcc-centre"), body, reason(), at("2026-03-04 09:00")).unwrap();
    block_on(store.commit_conduct(&outcome)).unwrap();
    let over = at("2026-04-02 11:05");
    assert_eq!(block_on(store.locks_to_end(over, 10)).unwrap(), [ConductId::new("conduct-lan")]);
    let outcome = unlock(&load().unwrap(), over).unwrap();
    block_on(store.commit_conduct(&outcome)).unwrap();
    assert_eq!(block_on(store.locks_to_end(over, 10)).unwrap(), []);
}

fn template() {
    let store = open();
    for text in ["Phản ánh {code} là quảng cáo.", "Phản ánh {code} mang tính quảng cáo."] {
        let template = block_on(store.reply_template(&UnitId::new(WARD), RefusalReason::Advertising)).unwrap();
        let text = Reason::new(text).unwrap();
        let outcome = set_template(&template, &who("00070-head"), text, at("2026-03-02 08:00")).unwrap();
        block_on(store.commit_template(&outcome)).unwrap();
    }
}

fn service_content() -> ServiceContent {
    ServiceContent {
        category: ServiceCategory::Health,
        title: Title::new("Tiêm chủng mở rộng").unwrap(),
        text: ReportText::new("Tiêm vắc xin miễn phí cho trẻ dưới 5 tuổi").unwrap(),
        areas: vec![UnitId::new(WARD), UnitId::new(OTHER_WARD)],
        place: Some(ShortText::new("Trạm y tế phường").unwrap()),
        hours: Some(ShortText::new("Thứ Ba hằng tuần").unwrap()),
        link: HttpsLink::new("https://tiemchung.vncdc.gov.vn"),
        phone: PhoneContact::new("024 1022").ok(),
        valid_from: at("2026-03-01 00:00"),
        valid_to: Some(at("2026-12-31 00:00")),
    }
}

/// One returned, edited, approved and withdrawn; one for the whole city that stays.
fn services() {
    let store = open();
    let now = at("2026-03-02 09:00");
    let (author, centre) = (who("00070-intake"), who("pvhcc-centre"));
    let load = |id: &str| block_on(store.service(&ServiceId::new(id))).unwrap().unwrap();
    let write = |outcome: Result<ServiceOutcome, Refusal>| block_on(store.commit_service(&outcome.unwrap())).unwrap();
    for id in ["service-ward", "service-city"] {
        let mut content = service_content();
        if id == "service-city" {
            content.areas.clear();
        }
        write(write_service(&author, ServiceId::new(id), UnitId::new(WARD), content, now));
        write(submit_service(&load(id), &author, now));
    }
    write(return_service(&load("service-ward"), &centre, reason(), now));
    write(edit_service(&load("service-ward"), &who("00070-head"), service_content(), now));
    write(submit_service(&load("service-ward"), &author, now));
    write(approve_service(&load("service-ward"), &centre, now));
    write(approve_service(&load("service-city"), &centre, now));
    write(withdraw_service(&load("service-ward"), &author, reason(), now));
    assert_eq!(load("service-ward").authors.len(), 2);
}

fn remark() {
    let store = open();
    let now = at("2026-03-02 10:00");
    let command = SendRemark {
        id: RemarkId::new("remark-8"),
        unit: UnitId::new(WARD),
        article: 8,
        clause: Some(ShortText::new("khoản 5").unwrap()),
        text: words(),
        proposal: Some(words()),
    };
    let write = |outcome: Result<RemarkOutcome, Refusal>| block_on(store.commit_remark(&outcome.unwrap())).unwrap();
    let load = || block_on(store.remark(&RemarkId::new("remark-8"))).unwrap().unwrap();
    write(send_remark(&who("00070-head"), command, now));
    write(answer_remark(&load(), &who("pvhcc-centre"), conclusion(), now));
    write(merge_remark(&load(), &who("pvhcc-centre"), reason(), now));
}
