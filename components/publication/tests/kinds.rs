//! What everybody sees of each kind.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::{CategoryCode, Kind};
use serde_json::{Value, json};
use support::*;

fn town() -> Town {
    let desks = vec![publication::routes(), verification::routes(), assignment::routes(), approval::routes()];
    Town::at("2026-03-02 08:00", desks)
}

fn reports(town: &Town, kind: Kind, category: &str) -> String {
    town.reports_that("Trụ sở cũ bỏ hoang, thủ tục rườm rà, chị Thúy kể lại.", |report| {
        report.kind = kind;
        report.category = CategoryCode::new(category);
    })
}

fn assessment() -> Value {
    json!({
        "necessary": true, "lawful": true, "simple": false, "feasible": true, "consistent": false, "treaty_fit": true,
        "outcome": "propose_to_competent_body",
    })
}

/// From receipt to the recorded result, in that unit.
fn is_resulted(town: &Town, code: &str, unit: &str, draft: Value) {
    let officer = |role: &str| format!("{unit}-{role}");
    town.done(&officer("intake"), "acceptance", code, acceptance());
    town.done(&officer("head"), "dispatch", code, json!({}));
    town.done(&officer("head"), "assignment", code, json!({ "handler": officer("handler") }));
    town.done(&officer("handler"), "draft", code, draft);
    town.done(&officer("head"), "approval", code, json!({}));
    let evidence = town.uploads(&officer("handler"));
    let result = json!({ "result": "Đã bàn giao trụ sở cho đơn vị khác sử dụng.", "evidence": [evidence] });
    town.done(&officer("handler"), "result", code, result);
}

fn draft() -> Value {
    json!({ "conclusion": "Đã kiểm tra và đề xuất phương án xử lý." })
}

fn seen(town: &Town, code: &str) -> Value {
    town.get("", &format!("/api/public/cases/{code}")).ok()
}

fn listed(town: &Town, query: &str) -> Vec<String> {
    let page = town.get("", &format!("/api/public/cases{query}")).ok();
    let page: publication::Cases = serde_json::from_value(page).unwrap();
    page.cases.into_iter().map(|case| case.code).collect()
}

#[test]
fn of_waste_everybody_sees_the_result_and_nothing_the_sender_wrote() {
    let town = town();
    let code = reports(&town, Kind::Waste, "lp-tai-san-cong");
    is_resulted(&town, &code, "thanh-tra", draft());
    let worded = json!({ "text": "Trụ sở cũ bỏ hoang đã được xử lý." });
    let refused = town.refused("thanh-tra-head", "publication", &code, worded, 422, "result_only");
    assert_eq!(refused["article"], "Điều 10 khoản 4");
    town.done("thanh-tra-head", "publication", &code, json!({}));
    let case = seen(&town, &code);
    assert_eq!((&case["kind"], &case["category"]["code"]), (&json!("waste"), &json!("lp-tai-san-cong")));
    let published = &case["publication"];
    for hidden in ["text", "address", "assessment"] {
        assert_eq!(published[hidden], Value::Null, "{hidden}");
    }
    assert_eq!(published["pictures"], json!([]));
    assert_eq!(published["result"], "Đã bàn giao trụ sở cho đơn vị khác sử dụng.");
    assert!(case["timeline"].as_array().unwrap().len() > 5);
    let line = town.get("", "/api/public/cases").ok()["cases"][0].clone();
    assert_eq!((&line["address"], &line["kind"]), (&Value::Null, &json!("waste")));
    assert_eq!(line["excerpt"], "Đã bàn giao trụ sở cho đơn vị khác sử dụng.");
    // It is found by what was done, and not by what was written.
    assert_eq!(listed(&town, "?q=ban+giao"), [code]);
    assert_eq!(listed(&town, "?q=bo+hoang"), Vec::<String>::new());
    town.the_books_are_in_order();
}

#[test]
fn a_regulation_is_published_with_how_it_was_examined() {
    let town = town();
    let code = reports(&town, Kind::Regulation, "qdhc-khong-phu-hop");
    let own = json!({ "class": "own", "reason": "Quy định thuộc thẩm quyền tham mưu của Sở." });
    town.done("so-tu-phap-intake", "classification", &code, own);
    town.done("so-tu-phap-intake", "acceptance", &code, acceptance());
    town.done("so-tu-phap-head", "dispatch", &code, json!({}));
    town.done("so-tu-phap-head", "assignment", &code, json!({ "handler": "so-tu-phap-handler" }));
    let handler = "so-tu-phap-handler";
    // without the six answers there is no draft, and each that is missing is named.
    town.refused(handler, "draft", &code, draft(), 422, "assessment_missing");
    let mut with = draft();
    with["assessment"] = json!({ "necessary": true, "outcome": "maybe" });
    assert_eq!(
        town.bad_fields(handler, "draft", &code, with.clone()),
        [
            field("assessment.lawful", "missing"),
            field("assessment.simple", "missing"),
            field("assessment.feasible", "missing"),
            field("assessment.consistent", "missing"),
            field("assessment.treaty_fit", "missing"),
            field("assessment.outcome", "unknown_choice"),
        ]
    );
    with["assessment"] = json!({ "necessary": "có" });
    assert_eq!(town.bad_fields(handler, "draft", &code, with.clone()), [field("assessment.necessary", "wrong_type")]);
    let mut first = assessment();
    first["outcome"] = json!("keep");
    with["assessment"] = first;
    town.done(handler, "draft", &code, with.clone());
    town.done("so-tu-phap-head", "draft-return", &code, json!({ "reason": "Cần xem lại phương án xử lý." }));
    with["assessment"] = assessment();
    town.done(handler, "draft", &code, with);
    let file = town.get("so-tu-phap-head", &format!("/api/cases/{code}")).ok();
    let read: verification::case_file::CaseFile = serde_json::from_value(file).unwrap();
    let outcomes: Vec<_> = read.drafts.iter().filter_map(|draft| Some(draft.assessment.as_ref()?.outcome.as_str())).collect();
    assert_eq!(outcomes, ["keep", "propose_to_competent_body"]);
    town.done("so-tu-phap-head", "approval", &code, json!({}));
    let evidence = town.uploads(handler);
    town.done(handler, "result", &code, json!({ "result": "Đã kiến nghị bộ chủ quản sửa đổi quy định.", "evidence": [evidence] }));
    town.done("so-tu-phap-head", "publication", &code, json!({}));
    let published = seen(&town, &code)["publication"].clone();
    // The draft that was approved, and not the one that was returned.
    assert_eq!(published["assessment"], assessment());
    assert!(published["text"].as_str().unwrap().contains("rườm rà"));
    town.the_books_are_in_order();
}

#[test]
fn only_a_regulation_is_assessed() {
    let town = town();
    let code = town.reports();
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({}));
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" }));
    let mut with = draft();
    with["assessment"] = assessment();
    town.refused("00070-handler", "draft", &code, with, 422, "assessment_not_meant");
}

#[test]
fn published_cases_are_listed_by_their_kind() {
    let town = town();
    let mut codes = Vec::new();
    for (kind, category, unit) in [(Kind::Waste, "lp-khac", "thanh-tra"), (Kind::Business, "dn-khac", "so-tai-chinh")] {
        let code = reports(&town, kind, category);
        is_resulted(&town, &code, unit, draft());
        town.done(&format!("{unit}-head"), "publication", &code, json!({}));
        codes.push(code);
    }
    assert_eq!(listed(&town, "?kind=waste"), codes[..1]);
    assert_eq!(listed(&town, "?kind=business&ward=00070"), codes[1..]);
    assert_eq!(listed(&town, "?kind=initiative"), Vec::<String>::new());
    assert_eq!(listed(&town, "?kind=business&q=ban+giao"), codes[1..]);
    assert_eq!(listed(&town, "?kind="), [codes[1].clone(), codes[0].clone()]);
    assert_eq!(town.get("", "/api/public/cases?kind=gossip").fields(), [field("kind", "unknown_choice")]);
}
