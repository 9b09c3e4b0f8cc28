//! The city changes around cases that are open, through real HTTP (Điều 28).

use serde_json::{Value, json};
use tests::{Town, at};

#[test]
fn two_wards_are_merged_and_a_case_goes_on_at_the_successor() {
    let town = Town::at("2026-11-18 09:00"); // a Wednesday
    let (lan, admin, centre) = (town.citizen(), town.person("admin"), town.person("pvhcc-centre"));
    let case = lan.reports("Vỉa hè trước số 12 Hàng Bài sụt sâu, người đi bộ phải xuống lòng đường.");
    town.person("00070-intake").accepts(&case);
    town.person("00070-head").dispatches_and_assigns(&case, "00070-handler");
    let before = town.person("00070-handler").looks_at(&case);

    // one plans, another approves.
    let plan = json!({
        "title": "Nhập hai phường thành phường Hồ Gươm", "legal_basis": "Nghị quyết 99/NQ-HĐND ngày 10/11/2026",
        "effective_on": "2026-11-20",
        "changes": [{ "change": "merge", "units": ["00070", "00082"],
          "into": { "id": "00071", "name": "Phường Hồ Gươm", "kind": "ward", "latitude": 21.0285, "longitude": 105.8522 } }],
    });
    lan.post("/api/reorganisations", &plan).refused(403, "not_your_role");
    let id = admin.post("/api/reorganisations", &plan).expect(201)["id"].as_str().unwrap().to_owned();
    let path = format!("/api/reorganisations/{id}");
    let preview = centre.get(&format!("{path}/preview")).expect(200);
    assert_eq!(preview["totals"]["open_cases"], 1);
    admin.post(&format!("{path}/approval"), &json!({})).refused(403, "own_work");
    centre.post(&format!("{path}/approval"), &json!({})).expect(200);

    town.clock_moves_to("2026-11-19 23:59");
    town.sweeps();
    assert_eq!(admin.get(&path).expect(200)["state"], "approved", "not before its day");
    town.clock_moves_to("2026-11-20 00:01");
    town.power_fails_and_returns();
    town.sweeps();
    let done = admin.get(&path).expect(200);
    assert_eq!(done["state"], "done");
    assert_eq!(done["progress"], json!({ "cases": 1, "cases_left": 0, "residents_left": 0 }));
    assert_eq!(town.anybody().get("/api/units/00070").status, 404, "over");
    assert_eq!(town.anybody().get("/api/units/00071").expect(200)["name"], "Phường Hồ Gươm");

    // The officer goes on where they left off, with the same end.
    town.clock_moves_to("2026-11-20 08:30");
    let after = town.person("00070-handler").looks_at(&case);
    assert_eq!((&after["state"], &after["due_at"]), (&before["state"], &before["due_at"]));
    assert_eq!(after["unit"]["id"], "00071");
    let timeline = after["timeline"].as_array().unwrap();
    assert_eq!(timeline.last().unwrap()["act"], "succeed");
    assert_eq!(timeline.last().unwrap()["by"], "system");
    town.person("00070-handler").drafts(&case);
    town.person("00070-deputy").approves(&case);
    assert_eq!(lan.get("/api/me").expect(200)["residence"]["id"], "00071", "residents move with the duty");
    assert_eq!(lan.get("/api/me").expect(200)["residence_to_confirm"], false, "there is only one successor");
    assert!(lan.notices().iter().any(|(topic, _)| topic == "unit_succeeded"), "{:?}", lan.notices());
    // And a report of today goes to the ward of today.
    let sent = lan.get("/api/wards/nearest?latitude=21.0285&longitude=105.8522").expect(200);
    assert!(sent.to_string().contains("00071") && !sent.to_string().contains("00070"), "{sent}");
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "");
}

#[test]
fn a_day_off_that_is_announced_late_moves_what_runs() {
    let town = Town::at("2026-11-18 09:00");
    let (lan, admin) = (town.citizen(), town.person("admin"));
    let case = lan.reports("Vỉa hè trước số 12 Hàng Bài sụt sâu, người đi bộ phải xuống lòng đường.");
    town.person("00070-intake").accepts(&case);
    town.person("00070-head").dispatches_and_assigns(&case, "00070-handler");
    let officer = town.person("00070-handler");
    assert_eq!(officer.looks_at(&case)["due_at"], at("2026-11-30 17:00"), "7 wd, 24/11 not counted");

    // another day off between now and then.
    let mut calendar: Value = admin.get("/api/calendars/city").expect(200)["calendar"].clone();
    calendar["version"] = json!("vn-2025-2027-2");
    let day = json!({ "date": "2026-11-23", "kind": "swap_off", "status": "official", "name": "Nghỉ hoán đổi" });
    calendar["days"].as_array_mut().unwrap().push(day);
    let body = json!({ "calendar": calendar, "reason": "Thông báo hoán đổi ngày làm việc tháng 11/2026." });
    officer.put("/api/calendars/city", &body).refused(403, "not_your_role");
    let preview = admin.post("/api/calendars/city/preview", &json!({ "calendar": calendar })).expect(200);
    assert_eq!((&preview["open"], &preview["moved"]), (&json!(1), &json!(1)));
    admin.put("/api/calendars/city", &body).expect(200);
    admin.put("/api/calendars/city", &body).refused(422, "invalid_fields");
    town.sweeps();
    assert_eq!(officer.looks_at(&case)["due_at"], at("2026-12-01 17:00"));
    let last = officer.looks_at(&case)["timeline"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["act"], &last["details"]["calendar"]), (&json!("recount"), &json!("vn-2025-2027-2")));
    town.sweeps();
    assert_eq!(officer.looks_at(&case)["version"], last["seq"], "a second tick changes nothing");
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "");
}
