//! Feedback on a regulation is classified.

mod support;

use domain::{CategoryCode, Kind, UnitId};
use serde_json::{Value, json};
use support::*;

fn town() -> Town {
    Town::at("2026-03-02 08:00", vec![verification::routes()])
}

fn regulation(town: &Town) -> String {
    town.reports_that("Thủ tục cấp phép yêu cầu giấy tờ không còn cần thiết.", |report| {
        report.kind = Kind::Regulation;
        report.category = CategoryCode::new("qdhc-khong-phu-hop");
        report.address = None;
        report.happened_at = None;
    })
}

fn class(class: &str) -> Value {
    json!({ "class": class, "reason": "Quy định do cơ quan khác ban hành." })
}

#[test]
fn another_agencys_regulation_has_five_working_days_to_get_there() {
    let town = town();
    let code = regulation(&town);
    let path = format!("/api/cases/{code}");
    assert!(town.get("so-tu-phap-intake", &path).ok()["may"].as_array().unwrap().contains(&json!("classify")));
    town.done("so-tu-phap-intake", "classification", &code, class("not_own"));
    let file = town.get("so-tu-phap-intake", &path).ok();
    let read: verification::case_file::CaseFile = serde_json::from_value(file.clone()).unwrap();
    let transfer = read.clocks.iter().find(|clock| clock.kind == "transfer").unwrap();
    assert_eq!((transfer.limit.as_str(), transfer.due_at.as_str()), ("5wd", "2026-03-09T17:00:00+07:00"));
    assert_eq!((read.classifications[0].class.as_str(), read.state.as_str()), ("not_own", "submitted"));
    town.done("so-tu-phap-intake", "acceptance", &code, acceptance());
    // Nobody can dispatch it, so nobody is late with that: the five days are what is due.
    let file: verification::case_file::CaseFile = serde_json::from_value(town.get("so-tu-phap-head", &path).ok()).unwrap();
    let runs: Vec<_> = file.clocks.iter().map(|clock| clock.kind.as_str()).collect();
    assert_eq!(runs, ["transfer"]);
    // Nobody of the unit is given it before it went there, and no button says so.
    assert!(!town.get("so-tu-phap-head", &path).ok()["may"].as_array().unwrap().contains(&json!("dispatch")));
    town.done("so-tu-phap-intake", "rerouting", &code, json!({ "to": "van-phong", "reason": "Thuộc thẩm quyền Văn phòng." }));
    let open: i64 = town.db.query_row("SELECT count(*) FROM clocks WHERE kind = 'transfer' AND closed_at IS NULL", [], |row| row.get(0)).unwrap();
    assert_eq!((open, town.load(&code).case.unit), (0, UnitId::new("van-phong")));
    town.the_books_are_in_order();
}

#[test]
fn what_is_classed_for_refusal_is_refused_or_classed_otherwise() {
    let town = town();
    let code = regulation(&town);
    let may = || town.get("so-tu-phap-intake", &format!("/api/cases/{code}")).ok()["may"].as_array().unwrap().clone();
    town.done("so-tu-phap-intake", "classification", &code, class("refuse"));
    town.refused("so-tu-phap-intake", "acceptance", &code, acceptance(), 409, "classed_for_refusal");
    assert!(!may().contains(&json!("accept")) && may().contains(&json!("refuse")));
    town.done("so-tu-phap-intake", "classification", &code, class("own"));
    town.done("so-tu-phap-intake", "acceptance", &code, acceptance());
    // What was taken on is not refused any more.
    town.refused("so-tu-phap-intake", "classification", &code, class("refuse"), 409, "not_from_here");
    town.the_books_are_in_order();
}

#[test]
fn a_regulation_needs_no_specific_place() {
    let town = town();
    let code = regulation(&town);
    let mut body = acceptance();
    body["checklist"]["place_specific"] = json!(false);
    assert_eq!(town.done("so-tu-phap-intake", "acceptance", &code, body)["state"], "accepted");
}

#[test]
fn what_is_wrong_with_a_class_is_said_and_leaves_nothing() {
    let town = town();
    let code = regulation(&town);
    let intake = "so-tu-phap-intake";
    assert_eq!(town.bad_fields(intake, "classification", &code, json!({})), [field("class", "missing"), field("reason", "missing")]);
    assert_eq!(
        town.bad_fields(intake, "classification", &code, json!({ "class": "mine", "reason": "ngắn" })),
        [field("class", "unknown_choice"), field("reason", "too_short")]
    );
    assert_eq!(town.bad_fields(intake, "classification", &code, json!({ "class": 1, "reason": "Vì lý do đã nêu." })), [field("class", "wrong_type")]);
    let long = json!({ "class": "own", "reason": "a".repeat(2001) });
    assert_eq!(town.bad_fields(intake, "classification", &code, long), [field("reason", "too_long")]);
    let unknown = json!({ "class": "own", "reason": "Vì lý do đã nêu.", "to": "x" });
    assert_eq!(town.bad_fields(intake, "classification", &code, unknown), [field("to", "unknown_field")]);
    town.refused("", "classification", &code, class("own"), 401, "not_signed_in");
    town.refused("00070-intake", "classification", &code, class("own"), 404, "not_found");
    town.refused("so-tu-phap-handler", "classification", &code, class("own"), 403, "not_your_role");
    town.refused("citizen-lan", "classification", &code, class("own"), 403, "not_your_role");
    // Of another kind there is nothing to classify.
    let street = town.reports();
    let refused = town.refused("00070-intake", "classification", &street, class("own"), 422, "not_this_kind");
    assert_eq!(refused["article"], "Điều 5 khoản 3");
    town.done(intake, "refusal", &code, json!({ "reason": "a", "explanation": "Thông tin chưa đầy đủ, xin gửi lại." }));
    town.refused(intake, "classification", &code, class("own"), 409, "not_from_here");
}

#[test]
fn of_many_who_classify_at_once_each_is_a_row_or_too_late() {
    let town = town();
    let code = regulation(&town);
    let people = ["so-tu-phap-intake", "so-tu-phap-head", "so-tu-phap-deputy", "so-tu-phap-intake"];
    let (done, late) = storm(&town, verification::routes, &people, "classification", &code, &class("conduct"));
    assert!(done >= 1 && done + late == people.len());
    town.the_books_are_in_order();
}
