//! Alerts that together go through every act: written, edited, sent, updated, read, taken back.

use super::{WARD, account_of, at, open, person, reason};
use domain::*;

pub fn ward() -> Issuer {
    issuer(WARD)
}

pub fn issuer(unit: &str) -> Issuer {
    pollster::block_on(open().alert_issuer(&UnitId::new(unit), at("2026-03-02 08:00"))).unwrap().unwrap()
}

pub fn content(title: &str) -> AlertContent {
    AlertContent {
        kind: AlertKind::Warning,
        event: AlertEvent::Flood,
        title: Title::new(title).unwrap(),
        text: AlertText::new("Tránh đi qua đoạn này cho đến tối").unwrap(),
        area: vec![],
        valid_from: None,
        valid_until: at("2026-03-03 08:00"),
        documents: vec![],
        reason: None,
    }
}

pub fn document(id: &str) -> AlertDocument {
    AlertDocument {
        media: MediaRef { id: MediaId::new(id), media_type: MediaType::Pdf, sha256: format!("sha-of-{id}") },
        title: ShortText::new(&format!("Công văn {id}")).unwrap(),
    }
}

pub fn written(id: &str, issuer: &Issuer, content: AlertContent, replaces: Option<&str>, when: &str) -> AlertOutcome {
    let author = account_of(&person(&format!("{}-intake", issuer.unit)));
    let replaces = replaces.map(load);
    let command = WriteAlert { id: AlertId::new(id), issuer: issuer.clone(), content, replaces };
    let terms = AlertTerms::default();
    write_alert(&author, command, &AlertOffice { now: at(when), terms: &terms, uppers: &[] }).unwrap()
}

pub fn edited(id: &str, content: AlertContent, when: &str) -> AlertOutcome {
    let alert = load(id);
    let editor = account_of(&person(&format!("{}-handler", alert.issuer.unit)));
    let terms = AlertTerms::default();
    edit_alert(&alert, &editor, content, &AlertOffice { now: at(when), terms: &terms, uppers: &[] }).unwrap()
}

pub fn approved(id: &str, when: &str) -> AlertOutcome {
    let alert = load(id);
    let head = account_of(&person(&format!("{}-head", alert.issuer.unit)));
    let terms = AlertTerms::default();
    approve_alert(&alert, None, &head, 3, &AlertOffice { now: at(when), terms: &terms, uppers: &[] }).unwrap()
}

pub fn cancelled(id: &str, when: &str) -> AlertOutcome {
    let alert = load(id);
    let head = account_of(&person(&format!("{}-head", alert.issuer.unit)));
    cancel_alert(&alert, &head, reason(), at(when)).unwrap()
}

pub fn load(id: &str) -> Alert {
    pollster::block_on(open().alert(&AlertId::new(id))).unwrap().unwrap()
}

pub fn commit(outcome: &AlertOutcome) -> Result<(), store::Error> {
    pollster::block_on(open().commit_alert(outcome))
}

pub fn reads(id: &str, account: &str, residence: Option<&str>, when: &str) -> Option<String> {
    let residence = residence.map(UnitId::new);
    let read = async { open().read_alert(&AlertId::new(id), &AccountId::new(account), residence.as_ref(), at(when)).await };
    pollster::block_on(read).unwrap()
}

pub fn everything() {
    let department = issuer("so-xay-dung");
    commit(&written("alert-flood", &ward(), content("Ngập tại phố Hàng Bông"), None, "2026-03-02 09:00")).unwrap();
    commit(&approved("alert-flood", "2026-03-02 09:00")).unwrap();
    commit(&cancelled("alert-flood", "2026-03-02 09:00")).unwrap();

    let first = AlertContent {
        area: vec![UnitId::new(WARD), UnitId::new("00004")],
        documents: vec![document("m-1"), document("m-2")],
        valid_from: Some(at("2026-03-02 10:00")),
        ..content("Cấm đường phố Huế")
    };
    commit(&written("alert-news", &department, first.clone(), None, "2026-03-02 09:00")).unwrap();
    commit(&approved("alert-news", "2026-03-02 09:30")).unwrap();
    assert!(reads("alert-news", "citizen-lan", Some(WARD), "2026-03-02 10:30").is_some());
    let update = AlertContent { documents: vec![], ..first.clone() };
    commit(&written("alert-update", &department, update, Some("alert-news"), "2026-03-02 11:00")).unwrap();
    commit(&approved("alert-update", "2026-03-02 11:30")).unwrap();

    let draft = AlertContent { reason: Some(reason()), documents: vec![document("m-3")], ..first };
    commit(&written("alert-edited", &department, draft, None, "2026-03-02 12:00")).unwrap();
    let other = AlertContent { documents: vec![document("m-4")], ..content("Cấm đường phố Bà Triệu") };
    commit(&edited("alert-edited", other, "2026-03-02 12:30")).unwrap();
}
