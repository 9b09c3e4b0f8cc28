//! What a change of settings or of the city leaves for the sweep.

#[path = "../../../components/verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![verification::routes(), assignment::routes(), approval::routes(), organisation::routes()])
}

fn tick(town: &Town) -> sweep::organisation::Moved {
    pollster::block_on(async { sweep::sweep(&store().await, town.now()).await }).unwrap().moved
}

fn due(town: &Town, code: &str) -> Vec<String> {
    let clocks = town.load(code).case.clocks;
    clocks.iter().map(|clock| format!("{} {}", clock.kind.as_str(), clock.due_at.format("%m-%d %H:%M"))).collect()
}

/// The city's calendar with one more day off.
fn more_days_off() -> Value {
    let mut calendar: Value = serde_json::from_str(include_str!("../../../data/calendar.json")).unwrap();
    calendar["version"] = json!("vn-2025-2027-2");
    let day = json!({ "date": "2026-03-05", "kind": "holiday", "status": "official", "name": "Nghỉ thêm" });
    calendar["days"].as_array_mut().unwrap().push(day);
    json!({ "calendar": calendar, "reason": "Thông báo nghỉ thêm một ngày." })
}

#[test]
fn a_new_day_off_moves_what_runs_over_it_case_by_case() {
    let town = town("2026-03-02 08:00");
    let (handled, waiting) = (town.reports(), town.reports());
    town.done("00070-intake", "acceptance", &handled, acceptance());
    town.done("00070-head", "dispatch", &handled, json!({}));
    town.done("00070-head", "assignment", &handled, json!({ "handler": "00070-handler" }));
    assert_eq!(due(&town, &handled), ["handling 03-11 17:00"]);

    let preview = town.send("admin", Method::POST, "/api/calendars/city/preview", Some(more_days_off().to_string())).ok();
    assert_eq!(preview, json!({ "open": 3, "checked": 3, "moved": 1, "unanswered": 0 }));
    town.clock_moves_to("2026-03-03 09:00");
    town.send("admin", Method::PUT, "/api/calendars/city", Some(more_days_off().to_string())).ok();
    assert_eq!(due(&town, &handled), ["handling 03-11 17:00"], "not in the request");
    assert_eq!(tick(&town).recounted, 1);
    assert_eq!(due(&town, &handled), ["handling 03-12 17:00"], "from its own start, under the new calendar");
    assert_eq!(town.load(&waiting).case.tip.seq, 1, "nothing moves there, so nothing is written");
    assert_eq!(tick(&town).recounted, 0, "twice changes nothing");
    let told: String = town.db.query_row("SELECT recipient FROM outbox WHERE topic = 'due_moved'", [], |row| row.get(0)).unwrap();
    assert_eq!(told, "00070-handler");
    let left: i64 = town.db.query_row("SELECT count(*) FROM recount_work", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    town.the_books_are_in_order();
}

#[test]
fn a_case_keeps_the_terms_it_was_opened_under() {
    let town = town("2026-03-02 08:00");
    let mut spec = serde_json::from_str::<Vec<Value>>(include_str!("../../../data/terms.json")).unwrap().swap_remove(0);
    for key in ["kind", "version", "valid_from", "valid_to"] {
        spec.as_object_mut().unwrap().remove(key);
    }
    spec["handling_normal"] = json!("3wd");
    let body = json!({ "version": "2026-2", "valid_from": "2026-03-03", "reason": "Quy chế sửa đổi năm 2026.", "spec": spec });
    town.send("admin", Method::PUT, "/api/terms/field", Some(body.to_string())).ok();
    let before = town.reports();
    town.clock_moves_to("2026-03-03 08:00");
    let after = town.reports();
    for code in [&before, &after] {
        town.done("00070-intake", "acceptance", code, acceptance());
        town.done("00070-head", "dispatch", code, json!({}));
    }
    assert_eq!(due(&town, &before), ["handling 03-12 17:00"], "7 wd as when it came in");
    assert_eq!(due(&town, &after), ["handling 03-06 17:00"], "3 wd");
    town.the_books_are_in_order();
}

// a report goes to whoever receives on the day on which it is sent.
#[test]
fn reports_go_to_the_first_unit_of_their_day() {
    let town = town("2026-03-30 08:00");
    let receives = |category: &str| {
        let asked = store::Asked { kind: domain::Kind::Field, category, ward: "00070" };
        let lan = domain::AccountId::new("citizen-lan");
        let context = pollster::block_on(async { store().await.submission_context(&lan, &asked, &[], town.now()).await });
        context.unwrap().route.unwrap().unit.as_str().to_owned()
    };
    for (category, from, unit) in
        [("chieu-sang", "2026-04-02", "ward"), ("cay-xanh", "2026-03-31", "so-nnmt"), ("rac-ve-sinh", "2026-04-02", "so-xay-dung")]
    {
        let body = json!({ "valid_from": from, "unit": unit, "reason": "Phân công lại nhiệm vụ." });
        town.send("admin", Method::PUT, &format!("/api/first-units/{category}"), Some(body.to_string())).ok();
    }
    let plan = json!({
        "title": "Nhập Sở Xây dựng vào Sở Nông nghiệp và Môi trường", "legal_basis": "Nghị quyết 98/NQ-HĐND năm 2026",
        "effective_on": "2026-04-01",
        "changes": [{ "change": "abolish", "unit": "so-xay-dung", "successors": [{ "unit": "so-nnmt", "default": true }] }],
    });
    let id = town.send("admin", Method::POST, "/api/reorganisations", Some(plan.to_string())).json["id"].as_str().unwrap().to_owned();
    let preview = town.get("admin", &format!("/api/reorganisations/{id}/preview")).ok();
    // Six categories that the department receives or is above of, and that one that was given to it for later.
    let expected: i64 = town
        .db
        .query_row(
            "SELECT count(*) FROM categories g WHERE escalates_to = 'so-xay-dung' OR code IN ('rac-ve-sinh') OR code <> 'cay-xanh'
               AND EXISTS (SELECT 1 FROM first_units WHERE category = code AND unit = 'so-xay-dung')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(preview["totals"]["categories"], json!(expected));
    town.send("pvhcc-centre", Method::POST, &format!("/api/reorganisations/{id}/approval"), Some("{}".to_owned())).ok();

    let all = || ["chieu-sang", "cay-xanh", "rac-ve-sinh", "thoat-nuoc-ngap", "duong-ha-tang"].map(receives);
    assert_eq!(all(), ["so-xay-dung", "so-xay-dung", "00070", "so-xay-dung", "00070"]);
    town.clock_moves_to("2026-03-31 00:00");
    assert_eq!(all(), ["so-xay-dung", "so-nnmt", "00070", "so-xay-dung", "00070"]);
    town.clock_moves_to("2026-04-01 00:00");
    tick(&town);
    assert_eq!(all(), ["so-nnmt", "so-nnmt", "00070", "so-nnmt", "00070"], "the successor from the day itself");
    town.clock_moves_to("2026-04-02 00:00");
    assert_eq!(all(), ["00070", "so-nnmt", "so-nnmt", "so-nnmt", "00070"], "what was said for later holds, with the successor");
    let kept: String = town
        .db
        .query_row("SELECT unit FROM first_units WHERE category = 'thoat-nuoc-ngap' AND valid_from < '2026-04-01'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, "so-xay-dung", "who received before stays written");
    town.the_books_are_in_order();
}

#[test]
fn sessions_are_forgotten_when_they_were_kept_long_enough() {
    let town = town("2026-03-02 08:00");
    town.token("citizen-lan");
    town.db.execute("UPDATE sessions SET expires_at = created_at + 1000", []).unwrap();
    let left = || -> i64 { town.db.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).unwrap() };
    town.clock_moves_to("2026-04-01 07:59");
    tick(&town);
    assert_eq!(left(), 1, "29 days");
    town.clock_moves_to("2026-04-01 08:01");
    tick(&town);
    assert_eq!(left(), 0);
}

#[test]
fn a_unit_begins_and_ends_on_its_days() {
    let town = town("2026-03-02 08:00");
    town.db
        .execute_batch(
            "INSERT INTO units(id, valid_from, valid_to, name, kind, standing) VALUES
               ('soon', '2026-03-10', '2026-03-20', 'Ban quản lý dự án', 'department', 0)",
        )
        .unwrap();
    let stands = || pollster::block_on(async { store().await.unit_exists("soon").await }).unwrap();
    for (now, expected) in [("2026-03-09 23:59", false), ("2026-03-10 00:00", true), ("2026-03-20 23:59", true), ("2026-03-21 00:00", false)] {
        town.clock_moves_to(now);
        tick(&town);
        assert_eq!(stands(), expected, "{now}");
    }
}

// two people at the same moment, one of them the sweep.
#[test]
fn a_case_that_comes_to_a_unit_in_the_moment_in_which_it_ends_is_passed_on_too() {
    let town = town("2026-03-30 08:00");
    let code = town.reports_that("Vỉa hè sụt sâu trước cổng trường học.", |report| report.ward = domain::UnitId::new("00004"));
    town.done("00004-intake", "acceptance", &code, acceptance());
    let away = json!({ "to": "so-xay-dung", "reason": "Thuộc thẩm quyền của Sở Xây dựng." });
    town.done("00004-intake", "rerouting", &code, away);
    town.done("so-xay-dung-intake", "acceptance", &code, acceptance());
    let plan = json!({
        "title": "Nhập phường Hoàn Kiếm vào Cửa Nam", "legal_basis": "Nghị quyết 99/NQ-HĐND năm 2026",
        "effective_on": "2026-04-01",
        "changes": [{ "change": "abolish", "unit": "00070", "successors": [{ "unit": "00082", "default": true }] }],
    });
    let id = town.send("admin", Method::POST, "/api/reorganisations", Some(plan.to_string())).json["id"].as_str().unwrap().to_owned();
    town.send("pvhcc-centre", Method::POST, &format!("/api/reorganisations/{id}/approval"), Some("{}".to_owned())).ok();

    // The head decides while the ward stands, and the row is written after it ended.
    town.clock_moves_to("2026-03-31 23:59");
    let (loaded, head) = (town.load(&code), domain::Account {
        id: domain::AccountId::new("so-xay-dung-head"),
        verified: true,
        memberships: vec![domain::Membership { unit: domain::UnitId::new("so-xay-dung"), role: domain::Role::Head }],
    });
    let command = domain::dispatch::Dispatch {
        to: domain::UnitId::new("00070"),
        division: None,
        instruction: domain::Comment::new("").unwrap(),
    };
    let outcome =
        domain::dispatch::dispatch(&loaded.case, &domain::Actor::Person(head), command, &loaded.office(town.now())).unwrap();
    town.clock_moves_to("2026-04-01 00:00");
    assert_eq!(tick(&town).cases, 0);
    let state = town.get("admin", &format!("/api/reorganisations/{id}")).ok();
    assert_eq!(state["state"], "done");
    pollster::block_on(async { store().await.commit(&outcome).await }).unwrap();
    assert_eq!(town.load(&code).case.unit.as_str(), "00070");

    assert_eq!(tick(&town).cases, 1);
    assert_eq!(town.load(&code).case.unit.as_str(), "00082");
    assert_eq!(tick(&town).cases, 0);
    let works: String = town.db.query_row("SELECT unit FROM memberships WHERE account = '00070-head'", [], |row| row.get(0)).unwrap();
    assert_eq!(works, "00082");
    town.the_books_are_in_order();
}

// R-8.2b: whoever supports a case ends; the successor owes it by the same day.
#[test]
fn what_a_supporter_owes_passes_to_its_successor() {
    let town = town("2026-03-30 08:00");
    let code = town.reports();
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({}));
    town.done("00070-head", "supporters", &code, json!({ "units": ["00004", "00008"], "reason": "Tuyến phố nằm trên nhiều phường." }));
    town.done("00004-head", "supporters/00004/assignment", &code, json!({ "handler": "00004-handler" }));
    let runs = || {
        let mut clocks: Vec<String> = due_by_unit(&town, &code);
        clocks.sort();
        clocks
    };
    let before = ["contribution 00004 04-17 17:00", "contribution 00008 04-17 17:00", "handling 00070 04-20 17:00"];
    assert_eq!(runs(), before);
    let plan = json!({
        "title": "Nhập phường Hoàn Kiếm vào Cửa Nam", "legal_basis": "Nghị quyết 99/NQ-HĐND năm 2026",
        "effective_on": "2026-04-01",
        "changes": [{ "change": "abolish", "unit": "00004", "successors": [{ "unit": "00082", "default": true }] }],
    });
    let id = town.send("admin", Method::POST, "/api/reorganisations", Some(plan.to_string())).json["id"].as_str().unwrap().to_owned();
    town.send("pvhcc-centre", Method::POST, &format!("/api/reorganisations/{id}/approval"), Some("{}".to_owned())).ok();
    town.clock_moves_to("2026-04-01 00:00");
    assert_eq!(tick(&town).cases, 1);
    assert_eq!(runs(), ["contribution 00008 04-17 17:00", "contribution 00082 04-17 17:00", "handling 00070 04-20 17:00"]);
    assert_eq!(tick(&town).cases, 0, "a second tick finds nothing");
    assert_eq!(town.get("admin", &format!("/api/reorganisations/{id}")).ok()["state"], "done");

    // The officer works for the successor now, and goes on.
    town.clock_moves_to("2026-04-01 08:30");
    let queue = town.get("00082-head", "/api/desks/support/cases?unit=00082").ok();
    assert_eq!((&queue["total"], &queue["cases"][0]["contribution"]), (&json!(1), &json!("assigned")));
    town.done("00004-handler", "supporters/00082/contribution", &code, json!({ "contribution": "Đã kiểm tra phần vỉa hè của phường." }));
    town.done("00082-head", "supporters/00082/contribution-approval", &code, json!({}));
    assert_eq!(runs(), ["contribution 00008 04-17 17:00", "handling 00070 04-20 17:00"]);
    town.the_books_are_in_order();
}

fn due_by_unit(town: &Town, code: &str) -> Vec<String> {
    let line = |clock: &domain::Clock| format!("{} {} {}", clock.kind.as_str(), clock.unit, clock.due_at.format("%m-%d %H:%M"));
    town.load(code).case.clocks.iter().map(line).collect()
}
