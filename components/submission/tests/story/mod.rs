//! What happens to a case between the citizen's own acts, and requests with headers. Beside the desks' town.

#![allow(dead_code, reason = "each test file takes what it needs")]

use crate::support::{Town, store};
use domain::aftercare::Satisfaction;
use domain::approval::RecordResult;
use domain::dispatch::{Assign, Dispatch};
use domain::handling::Draft;
use domain::triage::{Accept, Checklist};
use domain::{AccountId, Comment, Conclusion, Level, MediaId, MediaRef, MediaType, UnitId};
use edge::{Method, Reply, Request, Routes};
use serde_json::{Value, json};

pub const ASSESSMENT: domain::regulation::Assessment = domain::regulation::Assessment {
    necessary: true,
    lawful: true,
    simple: false,
    feasible: true,
    consistent: true,
    treaty_fit: true,
    outcome: domain::regulation::RegulationOutcome::AmendOrRepeal,
};
pub const RESULT: &str = "Đã lát lại vỉa hè, hoàn thành lúc 10 giờ. Liên hệ 0912 345 678 nếu cần.";

const CHECKLIST_MET: Checklist =
    Checklist { content_clear: true, identity_complete: true, media_intact: true, place_specific: true };

/// A request with headers; `who` may be nobody.
pub fn ask(town: &Town, routes: &Routes, who: &str, method: Method, target: &str, headers: &[(&'static str, &str)], body: &str) -> Reply {
    let mut request = Request::new(method, target, body.to_owned());
    if !who.is_empty() {
        request = request.header("authorization", &format!("Bearer {}", town.token(who)));
    }
    for (name, value) in headers {
        request = request.header(name, value);
    }
    pollster::block_on(edge::handle_at(routes, request, town.now()))
}

/// A report whose every field is right.
pub fn good_report(media: &[String]) -> Value {
    json!({
        "kind": "field", "category": "duong-ha-tang",
        "text": "Ổ gà sâu giữa đường trước số 12, xe máy đã ngã hai lần.",
        "address": "Số 12 phố Hàng Bài", "ward": "00070",
        "latitude": 21.0245, "longitude": 105.8521,
        "happened_at": "2026-02-13T07:45:00+07:00", "media": media,
    })
}

pub fn send_report(town: &Town, routes: &Routes, who: &str, key: &str, body: &Value) -> (u16, Value, Option<String>) {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    let reply = ask(town, routes, who, Method::POST, "/api/reports", &headers, &body.to_string());
    let location = reply.headers.get("location").map(|value| value.to_str().unwrap().to_owned());
    (reply.status.as_u16(), json_of(&reply), location)
}

pub fn json_of(reply: &Reply) -> Value {
    let body = reply.body_bytes().unwrap();
    if body.is_empty() { Value::Null } else { serde_json::from_slice(body).unwrap() }
}

fn reference(id: &str) -> MediaRef {
    MediaRef { id: MediaId::new(id), media_type: MediaType::Jpeg, sha256: edge::token_hash(id) }
}

/// The ward accepts, dispatches to itself, its officer drafts, its head approves.
pub fn goes_to_approval(town: &Town, code: &str, unit: &str) {
    let head = format!("{unit}-head");
    let handler = format!("{unit}-handler");
    town.acts(&head, code, |case, actor, office| {
        let command = Accept { checklist: CHECKLIST_MET, level: Level::Normal, level_reason: None };
        domain::triage::accept(case, actor, command, office)
    });
    town.acts(&head, code, |case, actor, office| {
        let instruction = Comment::new("Kiểm tra ngay trong ngày, chỉ dẫn nội bộ.").unwrap();
        domain::dispatch::dispatch(case, actor, Dispatch { to: UnitId::new(unit), division: None, instruction }, office)
    });
    town.acts(&head, code, |case, actor, office| {
        let note = Comment::new("Ghi chú nội bộ cho cán bộ.").unwrap();
        let command = Assign { handler: AccountId::new(&*handler), handles_here: true, note };
        domain::dispatch::assign(case, actor, command, office)
    });
    drafts_and_approves(town, code, unit);
}

pub fn drafts_and_approves(town: &Town, code: &str, unit: &str) {
    town.acts(&format!("{unit}-handler"), code, |case, actor, office| {
        let conclusion = Conclusion::new("Dự thảo nội bộ: sẽ lát lại vỉa hè trong tuần này.").unwrap();
        let assessment = (case.kind == domain::Kind::Regulation).then_some(ASSESSMENT);
        domain::handling::draft(case, actor, Draft { conclusion, media: vec![], assessment }, office)
    });
    town.acts(&format!("{unit}-head"), code, |case, actor, office| {
        domain::approval::approve(case, actor, Comment::new("").unwrap(), office)
    });
}

/// The officer records the result with that evidence.
pub fn records(town: &Town, code: &str, unit: &str, evidence: &[(String, MediaType)]) {
    town.acts(&format!("{unit}-handler"), code, |case, actor, office| {
        let result = Conclusion::new(RESULT).unwrap();
        let evidence =
            evidence.iter().map(|(id, media_type)| MediaRef { media_type: *media_type, ..reference(id) }).collect();
        domain::approval::record_result(case, actor, RecordResult { result, evidence }, office)
    });
}

/// The head publishes the result that was recorded.
pub fn publishes(town: &Town, code: &str, unit: &str) {
    let case = town.load(code).case.id;
    let recorded = pollster::block_on(async { store().await.recorded_result(&case).await }).unwrap();
    town.acts(&format!("{unit}-head"), code, |case, actor, office| {
        domain::publication::publish(case, actor, &recorded, None, office)
    });
}

/// All of the way, with one picture as evidence; its id.
pub fn is_published(town: &Town, code: &str, unit: &str) -> String {
    goes_to_approval(town, code, unit);
    let evidence = town.uploads(&format!("{unit}-handler"));
    records(town, code, unit, &[(evidence.clone(), MediaType::Jpeg)]);
    publishes(town, code, unit);
    evidence
}

pub fn satisfactions() -> Vec<&'static str> {
    Satisfaction::ALL.iter().map(|satisfaction| satisfaction.as_str()).collect()
}
