//! Same-level agencies beside the lead, their queue, and the ledger (Điều 8 k.2, k.5).

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::queue::Queue;
use serde_json::{Value, json};
use support::*;
use verification::case_file::CaseFile;

const CONTRIBUTION: &str = "Đã kiểm tra tuyến ống trên địa bàn phường, không có rò rỉ về phía Hàng Bài.";

fn town(now: &str) -> Town {
    Town::at(now, vec![approval::routes(), assignment::routes(), verification::routes()])
}

/// Taken on, dispatched and given to an officer of Hoàn Kiếm.
fn handled(town: &Town) -> String {
    let code = town.reports();
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({}));
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" }));
    code
}

fn asking(units: &[&str]) -> Value {
    json!({ "units": units, "reason": "Cần kiểm tra tuyến ống chạy qua hai phường." })
}

fn file(town: &Town, who: &str, code: &str) -> CaseFile {
    serde_json::from_value(town.get(who, &format!("/api/cases/{code}")).ok()).unwrap()
}

fn support_queue(town: &Town, who: &str) -> Queue {
    serde_json::from_value(town.get(who, "/api/desks/support/cases").ok()).unwrap()
}

#[test]
fn a_supporter_contributes_and_publication_waits_for_it() {
    let town = town("2026-03-02 08:00");
    let code = handled(&town);
    assert_eq!(town.get("00004-head", &format!("/api/cases/{code}")).status, 404, "not yet a supporter");
    town.clock_moves_to("2026-03-02 10:00");
    let invited = town.done("00070-head", "supporters", &code, asking(&["00004", "00008"])); // R-8.2a
    assert_eq!((&invited["level"], &invited["due_at"]), (&json!("complex"), &json!("2026-03-23T17:00:00+07:00")));

    // R-8.2b: the supporter's people see it, in a queue of their own.
    let queue = support_queue(&town, "00004-head");
    assert_eq!((queue.total, queue.overdue), (1, 0));
    let line = &queue.cases[0];
    assert_eq!((line.code.as_str(), line.contribution.as_deref()), (code.as_str(), Some("invited")));
    assert_eq!(line.due_at.as_deref(), Some("2026-03-20T17:00:00+07:00"));
    assert_eq!(line.clocks, ["contribution"]);
    assert!(line.excerpt.starts_with("Cần kiểm tra"));
    let seen = file(&town, "00004-head", &code);
    assert_eq!(seen.may, ["support_assign", "support_decline"]);
    assert_eq!(seen.contributions[0].may, ["support_assign", "support_decline"]);
    assert_eq!(seen.contributions[1].may, Vec::<String>::new(), "what another supporter owes is its own");
    assert_eq!(seen.level_changes[0].due_before.as_deref(), Some("2026-03-11T17:00:00+07:00"));
    assert_eq!(seen.level_changes[0].due_after.as_deref(), Some("2026-03-23T17:00:00+07:00"));

    let body = json!({ "handler": "00004-handler", "note": "Làm sớm." });
    town.done("00004-head", "supporters/00004/assignment", &code, body);
    let media = town.uploads("00004-handler");
    let filed = json!({ "contribution": CONTRIBUTION, "media": [media] });
    town.refused("00004-handler2", "supporters/00004/contribution", &code, filed.clone(), 422, "invalid_fields");
    let own = json!({ "contribution": CONTRIBUTION });
    town.refused("00004-handler2", "supporters/00004/contribution", &code, own, 403, "not_your_assignment");
    town.done("00004-handler", "supporters/00004/contribution", &code, filed);
    town.refused("00004-handler", "supporters/00004/contribution-approval", &code, json!({}), 403, "not_your_role");
    town.refused("00070-head", "supporters/00004/contribution-approval", &code, json!({}), 403, "not_your_unit");
    town.done("00004-head", "supporters/00004/contribution-return", &code, reason());
    assert_eq!(file(&town, "00004-handler", &code).contributions[0].return_reason.as_deref(), reason()["reason"].as_str());
    town.done("00004-handler", "supporters/00004/contribution", &code, json!({ "contribution": CONTRIBUTION }));
    town.done("00004-head", "supporters/00004/contribution-approval", &code, json!({ "note": "Đồng ý." }));
    assert_eq!(support_queue(&town, "00004-head").total, 0);
    town.refused("00004-head", "supporters/00004/declination", &code, reason(), 409, "contribution_not_from_here");

    // The lead reads it with its source, drafts, and cannot publish: R-8.2c.
    let lead = file(&town, "00070-handler", &code);
    let first = &lead.contributions[0];
    assert_eq!((first.state.as_str(), first.contribution.as_deref(), first.waiting), ("contributed", Some(CONTRIBUTION), false));
    assert_eq!(first.author.as_deref(), Some(town.name_of("00004-handler").as_str()));
    let line = lead.timeline.iter().find(|line| line.act == "support_draft").unwrap();
    assert_eq!(line.unit.id, "00004", "the timeline says where it was done");
    town.done("00070-handler", "draft", &code, json!({ "conclusion": "Đã sửa đoạn ống hỏng theo kết quả phối hợp." }));
    town.done("00070-head", "approval", &code, json!({}));
    let evidence = town.uploads("00070-handler");
    let result = json!({ "result": "Đã sửa đoạn ống hỏng, nghiệm thu xong.", "evidence": [evidence] });
    town.done("00070-handler", "result", &code, result);
    assert!(!file(&town, "00070-head", &code).may.contains(&"publish".to_owned()));
    town.refused("00070-head", "publication", &code, json!({}), 409, "contributions_outstanding");
    town.done("00070-head", "supporters/00008/waiver", &code, reason());
    town.done("00070-head", "publication", &code, json!({}));
    town.the_books_are_in_order();
}

#[test]
fn a_supporter_declines_and_may_be_asked_again() {
    let town = town("2026-03-02 08:00");
    let code = handled(&town);
    town.done("00070-head", "supporters", &code, asking(&["00004"]));
    town.done("00004-head", "supporters/00004/declination", &code, reason());
    let declined = file(&town, "00070-head", &code);
    assert_eq!((declined.contributions[0].state.as_str(), declined.contributions[0].due_at.as_deref()), ("declined", None));
    assert_eq!(declined.contributions[0].decision.as_deref(), reason()["reason"].as_str());
    town.done("00070-head", "supporters", &code, asking(&["00004"]));
    let again = file(&town, "00070-head", &code);
    assert_eq!((again.contributions.len(), again.contributions[0].state.as_str()), (1, "invited"));
    assert_eq!(again.contributions[0].decision, None);
    town.the_books_are_in_order();
}

#[test]
fn whom_the_head_may_ask() {
    let town = town("2026-03-02 08:00");
    let code = handled(&town);
    let refused = |who: &str, units: &[&str], status, with: &str| {
        town.refused(who, "supporters", &code, asking(units), status, with);
    };
    refused("00070-head", &["so-y-te"], 422, "not_same_level"); // R-8.2a
    refused("00070-head", &["00070"], 422, "same_unit");
    refused("00070-intake", &["00004"], 403, "not_your_role");
    refused("00004-head", &["00008"], 404, "not_found");
    refused("", &["00004"], 401, "not_signed_in");
    town.done("00070-head", "supporters", &code, asking(&["00004"]));
    refused("00070-head", &["00008", "00004"], 409, "already_invited");
    refused("00004-head", &["00008"], 403, "not_your_unit");
    let bad = |body: Value| town.bad_fields("00070-head", "supporters", &code, body);
    assert_eq!(bad(json!({})), [field("units", "too_few"), field("reason", "missing")]);
    assert_eq!(bad(asking(&["nowhere", "00008"])), [field("units[0]", "unknown_unit")]);
    assert_eq!(bad(asking(&["00008", "00008"])), [field("units", "repeated")]);
    assert_eq!(bad(json!({ "units": "00008", "reason": "Cần kiểm tra chung." })), [field("units", "wrong_type")]);
    assert_eq!(bad(json!({ "units": ["00008"], "reason": "ngắn" })), [field("reason", "too_short")]);
    assert_eq!(bad(json!({ "units": ["00008"], "reason": "Cần kiểm tra chung.", "x": 1 })), [field("x", "unknown_field")]);
    // The other routes on what a supporter was asked for.
    town.refused("00070-head", "supporters/00008/waiver", &code, reason(), 409, "not_invited");
    town.refused("00070-head", "supporters/%20/waiver", &code, reason(), 404, "not_found");
    let at = |what: &str| format!("supporters/00004/{what}");
    assert_eq!(town.bad_fields("00004-head", &at("assignment"), &code, json!({ "handler": 5 })), [field("handler", "wrong_type")]);
    town.refused("00004-head", &at("assignment"), &code, json!({ "handler": "00070-handler" }), 422, "not_a_handler");
    for (who, what) in [("00004-head", "declination"), ("00070-head", "waiver"), ("00004-head", "contribution-return")] {
        assert_eq!(town.bad_fields(who, &at(what), &code, json!({ "reason": "x" })), [field("reason", "too_short")]);
        assert_eq!(town.bad_fields(who, &at(what), &code, json!({})), [field("reason", "missing")]);
    }
    let short = json!({ "contribution": "ngắn", "media": ["none"] });
    assert_eq!(
        town.bad_fields("00004-handler", &at("contribution"), &code, short),
        [field("contribution", "too_short"), field("media[0]", "unknown_media")]
    );
    let long = json!({ "note": "x".repeat(1001) });
    assert_eq!(town.bad_fields("00004-head", &at("contribution-approval"), &code, long), [field("note", "too_long")]);
}

#[test]
fn the_head_asks_for_support_while_taking_a_report_on() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    let body = |level: &str, supporters: Value| {
        json!({ "checklist": checklist(), "level": level, "level_reason": "Liên quan hai phường.", "supporters": supporters })
    };
    town.refused("00070-intake", "acceptance", &code, body("complex", json!(["00004"])), 403, "not_your_role");
    town.refused("00070-head", "acceptance", &code, body("normal", json!(["00004"])), 422, "supporters_need_level");
    assert_eq!(
        town.bad_fields("00070-head", "acceptance", &code, body("complex", json!(["nowhere"]))),
        [field("supporters[0]", "unknown_unit")]
    );
    town.done("00070-head", "acceptance", &code, body("complex", json!(["00004"])));
    let asked = file(&town, "00070-head", &code);
    assert_eq!((asked.contributions[0].request.as_str(), asked.contributions[0].due_at.as_deref()), ("Liên quan hai phường.", None));
    // Those without a due instant stand in the queue as well, at its end.
    assert_eq!(support_queue(&town, "00004-head").cases[0].due_at, None);
    town.done("00070-head", "dispatch", &code, json!({}));
    assert_eq!(support_queue(&town, "00004-head").cases[0].due_at.as_deref(), Some("2026-03-20T17:00:00+07:00"));
    town.the_books_are_in_order();
}

#[test]
fn the_support_queue_is_read_page_by_page_by_those_who_work_there() {
    let town = town("2026-03-02 08:00");
    let mut codes = Vec::new();
    for minute in 0..5 {
        town.clock_moves_to(&format!("2026-03-02 08:0{minute}"));
        let code = handled(&town);
        town.done("00070-head", "supporters", &code, asking(&["00004"]));
        codes.push(code);
    }
    for limit in 1..=6 {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let target = format!("/api/desks/support/cases?limit={limit}{after}");
            let page: Queue = serde_json::from_value(town.get("00004-handler", &target).ok()).unwrap();
            assert_eq!(page.total, 5);
            seen.extend(page.cases.iter().map(|case| case.code.clone()));
            match page.next {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        seen.sort();
        let mut expected = codes.clone();
        expected.sort();
        assert_eq!(seen, expected, "limit {limit}");
    }
    assert_eq!(town.get("00004-intake", "/api/desks/support/cases").status, 403);
    assert_eq!(town.get("citizen-lan", "/api/desks/support/cases").status, 403);
    assert_eq!(town.get("pvhcc-centre", "/api/desks/support/cases?unit=00004").ok()["total"], 5);
    assert_eq!(town.get("00004-head", "/api/desks/support/cases?limit=0").fields(), [field("limit", "out_of_range")]);
}

#[test]
fn an_urged_case_is_marked_in_the_queue_of_its_unit() {
    let town = town("2026-03-02 08:00");
    let code = handled(&town);
    let urged = |town: &Town| town.get("00070-handler", "/api/desks/handling/cases").ok()["cases"][0]["urged"].clone();
    assert_eq!(urged(&town), false);
    town.done("pvhcc-centre", "urging", &code, reason());
    assert_eq!(urged(&town), true);
}

#[test]
fn the_ledger_says_who_held_the_case_for_how_long() {
    let town = town("2026-03-02 08:00");
    let code = handled(&town);
    town.clock_moves_to("2026-03-02 10:00");
    town.done("00070-head", "supporters", &code, asking(&["00004"]));
    town.clock_moves_to("2026-03-24 08:30"); // past the supporter's 20/03 17:00 and the lead's 23/03 17:00
    let ledger = town.get("00004-handler", &format!("/api/cases/{code}/ledger")).ok(); // R-8.5c
    let lines: Vec<_> = ledger["lines"].as_array().unwrap().iter().map(|line| {
        format!("{} {} {} {} {}", line["unit"]["id"].as_str().unwrap(), line["clock"].as_str().unwrap(), line["minutes"], line["late_minutes"], line["running"])
    }).collect();
    // 16 working days of 480 minutes and half an hour; the supporter's two hours less.
    assert_eq!(lines, [
        "00070 acceptance 0 0 false",
        "00070 verification 0 0 false",
        "00070 dispatch 0 0 false",
        "00070 handling 7710 30 true",
        "00004 contribution 7590 510 true",
    ]);
    assert_eq!((&ledger["minutes"], &ledger["late_minutes"]), (&json!(7710 + 7590), &json!(540)));
    assert_eq!(ledger["stretches"].as_array().unwrap().len(), 6, "handling was counted anew once");
    assert_eq!(town.get("00008-head", &format!("/api/cases/{code}/ledger")).status, 404);
    assert_eq!(town.get("citizen-lan", &format!("/api/cases/{code}/ledger")).status, 403);

    let unit = town.get("pvhcc-centre", "/api/ledger?unit=00070&from=2026-03-01T00:00:00%2B07:00&to=2026-03-03T00:00:00%2B07:00").ok();
    assert_eq!((&unit["minutes"], &unit["late_minutes"], &unit["next"]), (&json!(7710), &json!(30), &Value::Null));
    let (mut seen, mut after) = (0, String::new());
    loop {
        let page = town.get("pvhcc-centre", &format!("/api/ledger?unit=00070&limit=2{after}")).ok();
        seen += page["stretches"].as_array().unwrap().len();
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, 5);
    // From a month on; the `+` as people write it.
    let month = |unit: &str, month: &str| town.get("pvhcc-centre", &format!("/api/ledger?unit={unit}&from={month}-01T00:00:00+07:00")).ok();
    assert_eq!((&month("00070", "2026-03")["minutes"], &month("00070", "2026-04")["stretches"]), (&json!(7710), &json!([])));
    assert_eq!(town.get("pvhcc-centre", "/api/ledger?unit=00070&from=2026-03-03T00:00:00%2B07:00").ok()["stretches"], json!([]));
    // R-8.5c: what a unit held before it was dissolved stays its own; what never was held nothing.
    let before = month("00070", "2026-03");
    town.db.execute("UPDATE units SET standing = 2 WHERE id = '00070'", []).unwrap();
    let after_its_end = month("00070", "2026-03");
    assert_eq!((&after_its_end["minutes"], &after_its_end["stretches"]), (&before["minutes"], &before["stretches"]));
    assert_eq!(month("99999", "2026-03")["stretches"], json!([]));
    town.db.execute("UPDATE units SET standing = 1 WHERE id = '00070'", []).unwrap();
    assert_eq!(town.get("00070-head", "/api/ledger?unit=00070").status, 403);
    assert_eq!(town.get("", "/api/ledger?unit=00070").status, 401);
    let fields = town.get("pvhcc-centre", "/api/ledger?from=today&after=zz&limit=0").fields();
    assert_eq!(fields, [field("unit", "missing"), field("from", "not_an_instant"), field("limit", "out_of_range"), field("after", "not_a_cursor")]);
    assert_eq!(town.get("pvhcc-centre", "/api/ledger?unit=00070&x=1").fields(), [field("x", "unknown_field")]);
}

/// R-8.5b: what is dispatched is counted in the unit that handles, under its switch.
#[test]
fn a_department_dispatches_under_the_communes_own_switch() {
    let town = town("2026-03-02 08:00");
    town.db.execute("UPDATE units SET urgent_around_the_clock = 1 WHERE id = '00070'", []).unwrap();
    let drain = |report: &mut domain::Report| report.category = domain::CategoryCode::new("thoat-nuoc-ngap");
    for (to, due) in [("00070", "2026-03-02T20:30:00+07:00"), ("00004", "2026-03-03T11:30:00+07:00")] {
        town.clock_moves_to("2026-03-02 16:00");
        let code = town.reports_that("Tắc cống, ngập nửa bánh xe cả tuyến phố.", drain);
        let urgent = json!({ "checklist": checklist(), "level": "urgent", "level_reason": "Ngập sâu, nguy hiểm." });
        town.done("so-xay-dung-intake", "acceptance", &code, urgent);
        town.clock_moves_to("2026-03-02 16:30");
        assert_eq!(town.done("so-xay-dung-head", "dispatch", &code, json!({ "to": to }))["due_at"], due);
    }
    town.the_books_are_in_order();
}
