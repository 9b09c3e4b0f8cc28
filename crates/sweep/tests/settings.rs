//! What a change of settings leaves for the sweep: clocks counted anew, sessions forgotten.

#[path = "../../../components/verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![verification::routes(), assignment::routes(), organisation::routes()])
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
