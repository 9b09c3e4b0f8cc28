//! Dispatch, officers, levels, extensions, urging (Điều 8, Điều 18 k.9), and the two queues.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::triage::{self, Accept, Checklist};
use domain::{Level, Reason};
use edge::queue::Queue;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![assignment::routes()])
}

/// A report of Hoàn Kiếm that was taken on.
fn accepted(town: &Town) -> String {
    let code = town.reports();
    accepts(town, &code, "00070-intake", Level::Normal);
    code
}

fn accepts(town: &Town, code: &str, who: &str, level: Level) {
    let level_reason = (level != Level::Normal).then(|| Reason::new("Theo quy định của lĩnh vực.").unwrap());
    town.acts(who, code, |case, actor, office| {
        let checklist =
            Checklist { content_clear: true, identity_complete: true, media_intact: true, place_specific: true };
        triage::accept(case, actor, Accept { checklist, level, level_reason }, office)
    });
}

/// A case of that officer's.
fn handled(town: &Town) -> String {
    let code = accepted(town);
    town.done("00070-head", "dispatch", &code, json!({}));
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" }));
    code
}

/// The head's acts, with bodies that are fine, from a case that was dispatched.
fn heads_acts() -> Vec<(&'static str, Value)> {
    vec![
        ("dispatch", json!({})),
        ("assignment", json!({ "handler": "00070-handler" })),
        ("level", json!({ "level": "urgent", "reason": "Có nguy cơ sập đổ ngay." })),
        ("extension", json!({ "legal_basis": "Luật Xây dựng, trình tự cưỡng chế.", "total_days": 25 })),
    ]
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&assignment::routes(), &assignment::openapi()), Vec::<String>::new());
    let document = serde_json::to_value(assignment::openapi()).unwrap();
    assert_eq!(document["components"]["schemas"]["DispatchBody"]["required"], json!(null));
    assert_eq!(document["components"]["schemas"]["ExtensionBody"]["required"], json!(["legal_basis", "total_days"]));
}

#[test]
fn the_head_dispatches_inside_the_unit_and_names_an_officer() {
    let town = town("2026-03-02 08:00");
    let code = accepted(&town);
    town.clock_moves_to("2026-03-02 10:00");
    let body = json!({ "division": "Phòng Kinh tế, Hạ tầng và Đô thị", "instruction": "Làm trước giờ tan tầm." });
    let dispatched = town.done("00070-head", "dispatch", &code, body); // R-8.1b
    assert_eq!(
        (&dispatched["state"], &dispatched["unit"], &dispatched["due_at"], &dispatched["version"]),
        (&json!("dispatched"), &json!("00070"), &json!("2026-03-11T17:00:00+07:00"), &json!(3)) // R-8.5b: 7 wd
    );
    let named =
        town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler", "note": "Anh phụ trách." })); // R-8.1c
    assert_eq!((&named["state"], &named["due_at"]), (&json!("handling"), &dispatched["due_at"]));
    // Another officer later, and no clock moves.
    let other = town.done("00070-deputy", "assignment", &code, json!({ "handler": "00070-handler2" }));
    assert_eq!((&other["state"], &other["due_at"]), (&json!("handling"), &dispatched["due_at"]));
    town.refused("00070-head", "assignment", &code, json!({ "handler": "00070-intake" }), 422, "not_a_handler");
    town.refused("00070-head", "assignment", &code, json!({ "handler": "00004-handler" }), 422, "not_a_handler");
    town.refused("00070-head", "assignment", &code, json!({ "handler": "nobody" }), 422, "not_a_handler");
    town.the_books_are_in_order();
}

#[test]
fn a_department_dispatches_to_a_commune_and_a_ward_to_nobody_else() {
    let town = town("2026-03-02 08:00");
    let drain = |report: &mut domain::Report| report.category = domain::CategoryCode::new("thoat-nuoc-ngap");
    let code = town.reports_that("Tắc cống, ngập nửa bánh xe cả tuyến phố.", drain);
    accepts(&town, &code, "so-xay-dung-intake", Level::Normal);
    let to = |unit: &str| json!({ "to": unit });
    for (unit, expected) in [
        ("no-such-unit", "unknown_unit"),
        ("so-y-te", "not_a_dispatch_target"), // beside it, not below it
        ("pvhcc", "not_a_dispatch_target"),
        ("a b", "not_an_id"),
    ] {
        assert_eq!(town.bad_fields("so-xay-dung-head", "dispatch", &code, to(unit)), [field("to", expected)]);
    }
    let dispatched = town.done("so-xay-dung-head", "dispatch", &code, to("00070")); // R-8.1b
    assert_eq!(dispatched["unit"], "00070");
    // The department no longer holds it; the commune's leader names the officer.
    town.refused(
        "so-xay-dung-head",
        "assignment",
        &code,
        json!({ "handler": "so-xay-dung-handler" }),
        404,
        "not_found",
    );
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" })); // R-8.1c

    let code = accepted(&town);
    for unit in ["00004", "so-xay-dung"] {
        assert_eq!(town.bad_fields("00070-head", "dispatch", &code, to(unit)), [field("to", "not_a_dispatch_target")]);
    }
    assert_eq!(town.done("00070-head", "dispatch", &code, to("00070"))["unit"], "00070");
    town.the_books_are_in_order();
}

#[test]
fn the_level_changes_with_a_reason_and_the_clock_is_counted_anew() {
    let town = town("2026-03-02 08:00");
    let code = handled(&town);
    town.clock_moves_to("2026-03-04 10:00");
    town.refused(
        "00070-head",
        "level",
        &code,
        json!({ "level": "normal", "reason": "Không có gì thay đổi." }),
        422,
        "same_level",
    );
    let basis = json!({ "legal_basis": "Luật Xây dựng, trình tự cưỡng chế.", "total_days": 25 });
    town.refused("00070-head", "extension", &code, basis.clone(), 422, "not_complex"); // R-8.5b
    let complex =
        town.done("00070-head", "level", &code, json!({ "level": "complex", "reason": "Liên quan nhiều cơ quan." }));
    assert_eq!((&complex["level"], &complex["due_at"]), (&json!("complex"), &json!("2026-03-23T17:00:00+07:00"))); // 15 wd from 02/03
    for days in [0, 15, 31, 4_000_000_000_u32] {
        let body = json!({ "legal_basis": "Luật Xây dựng, trình tự cưỡng chế.", "total_days": days });
        town.refused("00070-head", "extension", &code, body, 422, "extension_out_of_range");
    }
    let extended = town.done("00070-head", "extension", &code, basis); // R-8.5b
    assert_eq!(extended["due_at"], "2026-04-06T17:00:00+07:00"); // 25 wd from 02/03
    town.the_books_are_in_order();
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let town = town("2026-03-02 08:00");
    let code = handled(&town);
    let bad = |what: &str, body: Value| town.bad_fields("00070-head", what, &code, body);
    assert_eq!(
        bad("dispatch", json!({ "to": "?", "division": "x" })),
        [field("to", "not_an_id"), field("division", "too_short")]
    );
    assert_eq!(
        bad("assignment", json!({ "note": "x".repeat(1001) })),
        [field("handler", "missing"), field("note", "too_long")]
    );
    assert_eq!(
        bad("level", json!({ "level": "khẩn" })),
        [field("level", "unknown_choice"), field("reason", "missing")]
    );
    assert_eq!(
        bad("extension", json!({ "legal_basis": "luật" })),
        [field("legal_basis", "too_short"), field("total_days", "missing")]
    );
    assert_eq!(
        bad("extension", json!({ "legal_basis": "Luật Xây dựng", "total_days": -1 })),
        [field("total_days", "wrong_type")]
    );
    assert_eq!(
        town.bad_fields("pvhcc-centre", "urging", &code, json!({ "reason": "gấp" })),
        [field("reason", "too_short")]
    );
}

#[test]
fn the_head_of_the_holder_decides_and_only_the_centre_urges() {
    let town = town("2026-03-02 08:00");
    let code = accepted(&town);
    town.done("00070-head", "dispatch", &code, json!({}));
    town.gives("00070-handler2", "00004", "head");
    for (what, body) in heads_acts() {
        town.refused("", what, &code, body.clone(), 401, "not_signed_in");
        town.refused("00004-head", what, &code, body.clone(), 404, "not_found");
        town.refused("00070-intake", what, &code, body.clone(), 403, "not_your_role");
        town.refused("00070-handler", what, &code, body.clone(), 403, "not_your_role");
        town.refused("citizen-lan", what, &code, body.clone(), 403, "not_your_role");
        town.refused("pvhcc-centre", what, &code, body.clone(), 403, "not_your_role");
        town.refused("00070-handler2", what, &code, body, 403, "not_your_unit");
    }
    town.refused("00070-head", "urging", &code, reason(), 403, "not_your_role");
    town.refused("00004-head", "urging", &code, reason(), 404, "not_found");
    let urged = town.done("pvhcc-centre", "urging", &code, reason());
    assert_eq!(urged["state"], "dispatched");
}

#[test]
fn each_act_has_its_states() {
    let town = town("2026-03-02 08:00");
    let fresh = town.reports();
    for (what, body) in heads_acts() {
        let problem = town.refused("00070-head", what, &fresh, body, 409, "not_from_here");
        assert_eq!(problem["state"], "submitted");
    }
    let code = handled(&town);
    town.refused("00070-head", "dispatch", &code, json!({}), 409, "not_from_here");
    town.acts("00070-intake", &fresh, |case, actor, office| {
        let refuse = triage::Refuse {
            reason: triage::RefusalReason::Advertising,
            explanation: Reason::new("Nội dung là quảng cáo.").unwrap(),
        };
        triage::refuse(case, actor, refuse, office)
    });
    town.refused("pvhcc-centre", "urging", &fresh, reason(), 409, "not_from_here");
}

#[test]
fn in_a_storm_one_dispatch_is_taken() {
    let town = town("2026-03-02 08:00");
    for _ in 0..5 {
        let code = accepted(&town);
        let people = ["00070-head", "00070-deputy", "00070-head", "00070-deputy"];
        assert_eq!(storm(&town, assignment::routes, &people, "dispatch", &code, &json!({})), (1, 3));
    }
    town.the_books_are_in_order();
}

fn codes(town: &Town, who: &str, target: &str) -> Vec<String> {
    let queue: Queue = serde_json::from_value(town.get(who, target).ok()).unwrap();
    assert_eq!(queue.total as usize, queue.cases.len());
    queue.cases.into_iter().map(|case| case.code).collect()
}

#[test]
fn the_heads_queue_holds_what_waits_for_dispatch_or_an_officer() {
    let town = town("2026-03-02 08:00");
    let (waiting, in_hand) = (accepted(&town), handled(&town));
    let dispatched = accepted(&town);
    town.done("00070-head", "dispatch", &dispatched, json!({}));
    town.reports();
    // 4 wh to dispatch come before 7 wd to handle.
    assert_eq!(codes(&town, "00070-head", "/api/desks/assignment/cases"), [waiting.clone(), dispatched]);
    assert_eq!(town.get("00070-intake", "/api/desks/assignment/cases").status, 403);
    assert_eq!(town.get("00070-handler", "/api/desks/assignment/cases").status, 403);
    assert_eq!(codes(&town, "00070-handler", "/api/desks/handling/cases"), [in_hand]);
}

#[test]
fn an_officers_queue_holds_their_own_cases_that_wait_for_them() {
    let town = town("2026-03-02 08:00");
    let normal = handled(&town);
    let urgent = town.reports();
    accepts(&town, &urgent, "00070-intake", Level::Urgent);
    town.done("00070-head", "dispatch", &urgent, json!({}));
    town.done("00070-head", "assignment", &urgent, json!({ "handler": "00070-handler" }));
    let given_away = handled(&town);
    town.done("00070-head", "assignment", &given_away, json!({ "handler": "00070-handler2" }));
    let mine = "/api/desks/handling/cases";
    assert_eq!(codes(&town, "00070-handler", mine), [urgent.clone(), normal.clone()], "soonest due first");
    assert_eq!(codes(&town, "00070-handler2", mine), [given_away]);
    let first: Queue = serde_json::from_value(town.get("00070-handler", &format!("{mine}?limit=1")).ok()).unwrap();
    assert_eq!(first.cases[0].handler, Some(town.name_of("00070-handler")));
    let rest = town.get("00070-handler", &format!("{mine}?after={}", first.next.unwrap())).ok();
    assert_eq!((&rest["cases"][0]["code"], &rest["next"]), (&json!(normal), &json!(null)));
    // What lies before the head waits for the head.
    town.acts("00070-handler", &urgent, |case, actor, office| {
        let conclusion = domain::Conclusion::new("Đã kiểm tra hiện trường, đề xuất sửa ngay.").unwrap();
        domain::handling::draft(case, actor, domain::handling::Draft { conclusion, media: vec![], assessment: None }, office)
    });
    assert_eq!(codes(&town, "00070-handler", mine), std::slice::from_ref(&normal));
    town.acts("00070-head", &urgent, |case, actor, office| {
        domain::approval::approve(case, actor, domain::Comment::new("").unwrap(), office)
    });
    assert_eq!(codes(&town, "00070-handler", mine), [urgent, normal]);
    for (who, status) in [("00070-head", 403), ("citizen-lan", 403), ("pvhcc-centre", 403), ("", 401)] {
        assert_eq!(town.get(who, mine).status, status, "{who}");
    }
    assert_eq!(town.get("00070-handler", &format!("{mine}?unit=00070")).fields(), [field("unit", "unknown_field")]);
}
