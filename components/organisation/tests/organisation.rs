//! Plans, settings, contact officers: who may, what is refused, what stands afterwards.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town() -> Town {
    Town::at("2026-03-02 09:00", vec![organisation::routes()])
}

fn post(town: &Town, who: &str, path: &str, body: &Value) -> Answer {
    town.send(who, Method::POST, path, Some(body.to_string()))
}

fn put(town: &Town, who: &str, path: &str, body: &Value) -> Answer {
    town.send(who, Method::PUT, path, Some(body.to_string()))
}

/// Refused, and nothing is left behind.
#[track_caller]
fn refused(town: &Town, who: &str, method: Method, path: &str, body: &Value, status: u16, code: &str) -> Value {
    let before = town.books();
    let answer = town.send(who, method, path, Some(body.to_string()));
    assert_eq!((answer.status, answer.json["code"].as_str()), (status, Some(code)), "{path}: {}", answer.json);
    assert_eq!(town.books(), before, "a refused request leaves nothing behind");
    answer.json
}

#[track_caller]
fn bad(town: &Town, who: &str, method: Method, path: &str, body: &Value) -> Vec<(String, String)> {
    let before = town.books();
    let fields = town.send(who, method, path, Some(body.to_string())).fields();
    assert_eq!(town.books(), before, "a refused request leaves nothing behind");
    fields
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

fn merge() -> Value {
    json!({
        "title": "Nhập phường Ngọc Hà vào phường Ba Đình", "legal_basis": "Nghị quyết 99/NQ-HĐND năm 2026",
        "effective_on": "2026-04-01",
        "changes": [{ "change": "abolish", "unit": "00008", "successors": [{ "unit": "00004", "default": true }] }],
    })
}

#[track_caller]
fn planned(town: &Town, who: &str, body: &Value) -> String {
    let answer = post(town, who, "/api/reorganisations", body);
    assert_eq!(answer.status, 201, "{}", answer.json);
    answer.json["id"].as_str().unwrap().to_owned()
}

#[test]
fn one_plans_another_approves_and_a_plan_is_read_back() {
    let town = town();
    let id = planned(&town, "admin", &merge());
    let path = format!("/api/reorganisations/{id}");
    let view: organisation::ReorganisationView =
        serde_json::from_value(town.get("pvhcc-centre", &path).ok()).expect("the shape that the interface describes");
    assert_eq!((view.state.as_str(), view.effective_on.as_str()), ("planned", "2026-04-01"));
    assert_eq!(view.plan["ended"][0], json!({ "unit": "00008", "successors": [{ "unit": "00004", "default": true }] }));
    let preview: organisation::Preview =
        serde_json::from_value(town.get("admin", &format!("{path}/preview")).ok()).unwrap();
    assert_eq!((preview.units.len(), preview.totals.staff, preview.totals.open_cases), (1, 5, 0));
    let cases = town.get("admin", &format!("{path}/cases?unit=00008")).ok();
    assert_eq!(cases, json!({ "cases": [], "next": null }));
    let other = town.get("admin", &format!("{path}/cases?unit=so-xay-dung"));
    assert_eq!(other.fields(), [field("unit", "unknown_unit")], "what is not in the plan is not shown by it");
    let list: organisation::Reorganisations =
        serde_json::from_value(town.get("admin", "/api/reorganisations").ok()).unwrap();
    assert_eq!((list.reorganisations.len(), list.next), (1, None));

    let approval = format!("{path}/approval");
    refused(&town, "admin", Method::POST, &approval, &json!({}), 403, "own_work");
    refused(&town, "00070-head", Method::POST, &approval, &json!({}), 403, "not_your_role");
    refused(&town, "", Method::POST, &approval, &json!({}), 401, "not_signed_in");
    refused(&town, "pvhcc-centre", Method::POST, "/api/reorganisations/none/approval", &json!({}), 404, "not_found");
    assert_eq!(post(&town, "pvhcc-centre", &approval, &json!({})).ok()["state"], "approved");
    refused(&town, "pvhcc-centre", Method::POST, &approval, &json!({}), 409, "not_from_here");

    // One at a time.
    let other = with(merge(), "changes", json!([{ "change": "rename", "unit": "00025", "name": "Phường Giảng Võ Mới" }]));
    let other = planned(&town, "admin", &other);
    refused(&town, "pvhcc-centre", Method::POST, &format!("/api/reorganisations/{other}/approval"), &json!({}), 409, "another_reorganisation");
    let reason = json!({ "reason": "Nghị quyết lùi sang năm sau." });
    assert_eq!(post(&town, "admin", &format!("{path}/cancellation"), &reason).ok()["state"], "cancelled");
    post(&town, "pvhcc-centre", &format!("/api/reorganisations/{other}/approval"), &json!({})).ok();
    // What was approved in one city and meanwhile is another's is planned anew.
    town.the_books_are_in_order();
}

#[test]
fn every_mistake_in_a_plan_is_named_at_once() {
    let town = town();
    let path = "/api/reorganisations";
    refused(&town, "00070-head", Method::POST, path, &merge(), 403, "not_your_role");
    refused(&town, "citizen-lan", Method::POST, path, &merge(), 403, "not_your_role");
    refused(&town, "", Method::POST, path, &merge(), 401, "not_signed_in");
    refused(&town, "admin", Method::POST, path, &with(merge(), "effective_on", json!("2026-03-02")), 422, "day_not_ahead");
    let all = json!({ "title": "x", "effective_on": "2026-02-30", "changes": [] });
    assert_eq!(
        bad(&town, "admin", Method::POST, path, &all),
        [field("title", "too_short"), field("legal_basis", "missing"), field("effective_on", "not_a_date"), field("changes", "too_few")]
    );
    let new = |id: &str, kind: &str| json!({ "id": id, "name": "Phường Mới", "kind": kind, "latitude": 10.0, "longitude": 105.8 });
    let changes = json!([
        { "change": "found", "unit": new("a b", "village") },
        { "change": "merge", "units": ["00004"], "into": { "id": "n", "name": "Phường Mới", "kind": "ward", "latitude": 21.0 } },
        { "change": "abolish", "unit": "00004", "successors": [] },
        { "change": "rename", "unit": "00004", "name": "" },
    ]);
    assert_eq!(
        bad(&town, "admin", Method::POST, path, &with(merge(), "changes", changes)),
        [
            field("changes[0].unit.id", "not_an_id"),
            field("changes[0].unit.kind", "unknown_choice"),
            field("changes[0].unit.latitude", "outside_hanoi"),
            field("changes[1].units", "too_few"),
            field("changes[1].into.latitude", "missing"),
            field("changes[2].successors", "too_few"),
            field("changes[3].name", "too_short"),
        ]
    );
    let changes = json!([
        { "change": "abolish", "unit": "00004", "successors": [{ "unit": "00008", "default": true }] },
        { "change": "abolish", "unit": "00008", "successors": [{ "unit": "00004", "default": true }] },
        { "change": "abolish", "unit": "99999", "successors": [{ "unit": "00070" }] },
    ]);
    assert_eq!(
        bad(&town, "admin", Method::POST, path, &with(merge(), "changes", changes)),
        [
            field("changes[0]", "successor_missing"),
            field("changes[1]", "successor_missing"),
            field("changes[2]", "unknown_unit"),
            field("changes[2]", "not_one_default"),
        ]
    );
    for body in [with(merge(), "changes", json!("all")), with(merge(), "more", json!(1)), with(merge(), "title", json!(7))] {
        assert_eq!(bad(&town, "admin", Method::POST, path, &body).len(), 1, "{body}");
    }
    assert_eq!(town.get("admin", "/api/reorganisations?after=x&limit=0").fields().len(), 2);
}

fn calendar(change: impl FnOnce(&mut Value)) -> Value {
    let mut calendar: Value = serde_json::from_str(include_str!("../../../data/calendar.json")).unwrap();
    calendar["version"] = json!("vn-2025-2027-2");
    change(&mut calendar);
    json!({ "calendar": calendar, "reason": "Thông báo nghỉ thêm một ngày." })
}

#[test]
fn a_calendar_is_put_as_a_version_with_a_reason() {
    let town = town();
    let path = "/api/calendars/city";
    let day_off = |calendar: &mut Value| {
        let day = json!({ "date": "2026-03-05", "kind": "holiday", "status": "official", "name": "Nghỉ thêm" });
        calendar["days"].as_array_mut().unwrap().push(day);
    };
    refused(&town, "00070-head", Method::PUT, path, &calendar(day_off), 403, "not_your_role");
    refused(&town, "admin", Method::PUT, "/api/calendars/none", &calendar(day_off), 404, "not_found");
    let old = calendar(|calendar| calendar["version"] = json!("vn-2025-2027-1"));
    assert_eq!(bad(&town, "admin", Method::PUT, path, &old), [field("calendar.version", "version_used")]);
    let broken = calendar(|calendar| calendar["first_year"] = json!(2030));
    assert_eq!(bad(&town, "admin", Method::PUT, path, &broken), [field("calendar", "not_a_calendar")]);
    assert_eq!(
        bad(&town, "admin", Method::PUT, path, &json!({})),
        [field("reason", "missing"), field("calendar", "missing")]
    );
    assert_eq!(put(&town, "admin", path, &calendar(day_off)).ok()["version"], "vn-2025-2027-2");
    let view = town.get("00070-intake", path).ok();
    assert_eq!((&view["version"], &view["versions"][0]["reason"]), (&json!("vn-2025-2027-2"), &json!("Thông báo nghỉ thêm một ngày.")));
    assert_eq!(town.get("citizen-lan", path).status, 403);
    town.the_books_are_in_order();
}

#[test]
fn terms_and_retention_are_versions_too() {
    let town = town();
    let mut spec = serde_json::from_str::<Vec<Value>>(include_str!("../../../data/terms.json")).unwrap().swap_remove(0);
    for key in ["kind", "version", "valid_from", "valid_to"] {
        spec.as_object_mut().unwrap().remove(key);
    }
    let body = json!({ "version": "2026-2", "valid_from": "2026-03-03", "reason": "Quy chế sửa đổi năm 2026.", "spec": spec });
    let path = "/api/terms/field";
    refused(&town, "pvhcc-centre", Method::PUT, path, &body, 403, "not_your_role");
    refused(&town, "admin", Method::PUT, "/api/terms/none", &body, 404, "not_found");
    refused(&town, "admin", Method::PUT, path, &with(body.clone(), "valid_from", json!("2026-03-02")), 422, "day_not_ahead");
    let broken = json!({ "version": "1207-2025", "valid_from": "2025-02-28", "spec": { "acceptance": "8" } });
    assert_eq!(
        bad(&town, "admin", Method::PUT, path, &broken),
        [field("reason", "missing"), field("spec", "not_terms"), field("version", "version_used"), field("valid_from", "not_after_latest")]
    );
    // Ten years for taking a report on, an urgent matter that takes longer than another, an extension without end.
    for (name, value) in [
        ("acceptance", json!("2000wh")),
        ("handling_urgent", json!("8wd")),
        ("handling_complex", json!("90wd")),
        ("extension_days_max", json!(4_000_000_000_u32)),
        ("extension_days_max", json!(10)),
        ("contribution_reserve_days", json!(3_000)),
        ("question_window", json!("3000d")),
        ("transfer", json!("60wd")),
    ] {
        let endless = with(body.clone(), "spec", with(body["spec"].clone(), name, value));
        assert_eq!(bad(&town, "admin", Method::PUT, path, &endless), [field("spec", "not_terms")], "{name}");
    }
    put(&town, "admin", path, &body).ok();
    let terms = town.get("admin", path).ok()["terms"].clone();
    assert_eq!((&terms[0]["version"], &terms[1]["valid_to"]), (&json!("2026-2"), &json!("2026-03-03")));

    let path = "/api/retention/sessions";
    let rule = json!({ "keep_days": 10, "reason": "Giữ tối đa mười ngày." });
    refused(&town, "00070-head", Method::PUT, path, &rule, 403, "not_your_role");
    refused(&town, "admin", Method::PUT, "/api/retention/all", &rule, 404, "not_found");
    assert_eq!(bad(&town, "admin", Method::PUT, path, &with(rule.clone(), "keep_days", json!(0))), [field("keep_days", "out_of_range")]);
    put(&town, "admin", path, &rule).ok();
    let rules = town.get("admin", "/api/retention").ok()["rules"].clone();
    let sessions = rules.as_array().unwrap().iter().find(|rule| rule["what"] == "sessions").unwrap().clone();
    assert_eq!((&sessions["keep_days"], &sessions["deleted_by_the_sweep"]), (&json!(10), &json!(true)));
    assert_eq!(town.get("00070-head", "/api/retention").status, 403);
    town.the_books_are_in_order();
}

//
#[test]
fn the_terms_of_alerts_and_of_conduct_are_dated_too() {
    let town = town();
    let body = |spec: Value| json!({ "version": "2026-2", "valid_from": "2026-03-03", "reason": "Quy chế sửa đổi năm 2026.", "spec": spec });
    let alerts = || json!({ "repeat_days": 10, "near_hours": 48, "district_until": "2025-06-30" });
    let conduct = || json!({ "in_row_max": 5, "lock_days": 20 });
    for (path, spec) in [("/api/terms/alerts", alerts()), ("/api/terms/conduct", conduct())] {
        refused(&town, "pvhcc-centre", Method::PUT, path, &body(spec.clone()), 403, "not_your_role");
        let early = with(body(spec.clone()), "valid_from", json!("2026-03-02"));
        refused(&town, "admin", Method::PUT, path, &early, 422, "day_not_ahead");
        let name = spec.as_object().unwrap().keys().next().unwrap().clone();
        for wrong in [json!(0), json!(100_000), json!("x"), Value::Null] {
            let wrong = body(with(spec.clone(), &name, wrong));
            assert_eq!(bad(&town, "admin", Method::PUT, path, &wrong), [field("spec", "not_terms")]);
        }
        assert_eq!(bad(&town, "admin", Method::PUT, path, &body(with(spec.clone(), "more", json!(1)))), [field("spec", "not_terms")]);
        assert_eq!(put(&town, "admin", path, &body(spec.clone())).ok()["valid_from"], "2026-03-03");
        let again = with(body(spec.clone()), "valid_from", json!("2026-03-04"));
        assert_eq!(bad(&town, "admin", Method::PUT, path, &again), [field("version", "version_used")]);
        let view = town.get("00070-intake", path).ok();
        assert_eq!((&view["terms"][0]["version"], &view["terms"][0]["spec"]), (&json!("2026-2"), &spec));
        assert_eq!(view["terms"][1]["valid_to"], "2026-03-03");
        assert_eq!(view["versions"][0]["reason"], "Quy chế sửa đổi năm 2026.");
    }
    let stand = || pollster::block_on(async {
        let store = store().await;
        let (alerts, conduct) = (store.alert_terms(town.now()).await.unwrap(), store.conduct_terms(town.now()).await.unwrap());
        (alerts.repeat_days, alerts.near_hours, conduct.in_row_max, conduct.lock_days)
    });
    assert_eq!(stand(), (7, 24, 3, 30), "until the day");
    town.clock_moves_to("2026-03-03 00:00");
    assert_eq!(stand(), (10, 48, 5, 20));
    town.the_books_are_in_order();
}

//
#[test]
fn who_receives_first_is_dated() {
    let town = town();
    let path = "/api/first-units/cay-xanh";
    let body = json!({ "valid_from": "2026-03-03", "unit": "so-nnmt", "reason": "Chuyển giao nhiệm vụ quản lý cây xanh." });
    refused(&town, "pvhcc-centre", Method::PUT, path, &body, 403, "not_your_role");
    refused(&town, "admin", Method::PUT, "/api/first-units/none", &body, 404, "not_found");
    refused(&town, "admin", Method::PUT, path, &with(body.clone(), "valid_from", json!("2026-03-02")), 422, "day_not_ahead");
    assert_eq!(
        bad(&town, "admin", Method::PUT, path, &json!({ "valid_from": "tomorrow", "unit": "so-la" })),
        [field("valid_from", "not_a_date"), field("reason", "missing"), field("unit", "unknown_unit")]
    );
    put(&town, "admin", path, &body).ok();
    put(&town, "admin", path, &with(body.clone(), "valid_from", json!("2026-06-01"))).ok();
    // The same day once more: whoever erred says it anew.
    put(&town, "admin", path, &json!({ "valid_from": "2026-06-01", "unit": "ward", "reason": "Phân cấp cho phường, xã." })).ok();
    let view = town.get("00070-intake", path).ok();
    let days: Vec<(&Value, &Value, &Value)> = view["first_units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|first| (&first["valid_from"], &first["valid_to"], &first["unit"]["id"]))
        .collect();
    assert_eq!(
        days,
        [
            (&json!("2026-06-01"), &Value::Null, &Value::Null),
            (&json!("2026-03-03"), &json!("2026-06-01"), &json!("so-nnmt")),
            (&json!("2025-02-28"), &json!("2026-03-03"), &json!("so-xay-dung")),
        ]
    );
    assert_eq!(view["versions"].as_array().unwrap().len(), 3);
    assert_eq!(town.get("citizen-lan", path).status, 403);
    assert_eq!(town.get("admin", "/api/first-units/none").status, 404);
    town.the_books_are_in_order();
}

// R-18.2b.
#[test]
fn contact_officers_are_kept_by_head_and_personnel_and_grow_old() {
    let town = town();
    let path = "/api/units/00070/contact-officers";
    let officer = json!({ "name": "Đỗ Văn An", "position": "Chuyên viên", "phone": "024 3825 0000", "email": "",
        "field": "Hạ tầng kỹ thuật", "since": "2026-01-01" });
    refused(&town, "00070-intake", Method::POST, path, &officer, 403, "not_your_role");
    refused(&town, "00004-head", Method::POST, path, &officer, 403, "not_your_unit");
    refused(&town, "", Method::POST, path, &officer, 401, "not_signed_in");
    refused(&town, "00070-head", Method::POST, "/api/units/none/contact-officers", &officer, 404, "not_found");
    assert_eq!(
        bad(&town, "00070-head", Method::POST, path, &json!({ "name": "x", "since": "hôm nay" })),
        [field("name", "too_short"), field("position", "missing"), field("phone", "missing"), field("field", "missing"), field("since", "not_a_date")]
    );
    assert_eq!(
        bad(&town, "00070-head", Method::POST, path, &with(with(officer.clone(), "phone", json!("abc")), "email", json!("x"))),
        [field("phone", "not_a_phone"), field("email", "not_an_email")]
    );
    let added = post(&town, "00070-head", path, &officer);
    assert_eq!(added.status, 201, "{}", added.json);
    let one = format!("{path}/{}", added.json["id"].as_str().unwrap());
    assert_eq!(post(&town, "pvhcc-personnel", "/api/units/00004/contact-officers", &with(officer.clone(), "name", json!("Lê Thị Bình"))).status, 201);

    let list = |query: &str| -> organisation::ContactOfficers {
        serde_json::from_value(town.get("00166-handler", &format!("/api/contact-officers?{query}")).ok()).unwrap()
    };
    assert_eq!(list("").officers.len(), 2);
    assert_eq!(list("q=do+van").officers[0].name, "Đỗ Văn An", "found without diacritics");
    assert_eq!(list("unit=00004").officers.len(), 1);
    let page = list("limit=1");
    let next = page.next.unwrap().replace('/', "%2F");
    assert_eq!(list(&format!("limit=1&after={next}")).officers.len(), 1);
    assert_eq!(town.get("citizen-lan", "/api/contact-officers").status, 403, "for those who work for the city");
    assert!(!list("").officers[0].to_check);

    town.clock_moves_to("2026-06-10 09:00");
    assert!(list("unit=00070").officers[0].to_check, "nobody looked at it for 90 days");
    put(&town, "00070-head", &one, &officer).ok();
    assert!(!list("unit=00070").officers[0].to_check);
    refused(&town, "00070-head", Method::PUT, "/api/units/00070/contact-officers/none", &officer, 404, "not_found");
    refused(&town, "00070-head", Method::DELETE, &one.replace("00070", "00004"), &json!({}), 404, "not_found");
    assert_eq!(town.send("00070-head", Method::DELETE, &one, None).status, 204);
    assert_eq!(list("unit=00070").officers.len(), 0);
    town.the_books_are_in_order();
}

#[test]
fn a_unit_keeps_its_own_settings() {
    let town = town();
    let path = "/api/units/00070/settings";
    let body = json!({ "calendar": "city", "urgent_around_the_clock": true, "reason": "Phường trực cả đêm." });
    refused(&town, "00070-intake", Method::PUT, path, &body, 403, "not_your_role");
    refused(&town, "00004-head", Method::PUT, path, &body, 403, "not_your_unit");
    assert_eq!(
        bad(&town, "00070-head", Method::PUT, path, &json!({ "calendar": "none" })),
        [field("urgent_around_the_clock", "missing"), field("reason", "missing"), field("calendar", "unknown_calendar")]
    );
    let kept = put(&town, "00070-head", path, &body).ok();
    assert_eq!(kept["urgent_around_the_clock"], true);
    assert_eq!((&kept["set"]["reason"], &kept["set"]["by"]), (&json!("Phường trực cả đêm."), &json!(town.name_of("00070-head"))));
    assert_eq!(put(&town, "admin", path, &with(body, "urgent_around_the_clock", json!(false))).ok()["urgent_around_the_clock"], false);
    assert_eq!(town.get("00004-intake", path).ok()["calendar"], "city");
    town.the_books_are_in_order();
}

// what was right when it was planned is not taken for granted when it is approved.
#[test]
fn a_plan_that_the_city_outgrew_is_planned_anew() {
    let town = town();
    let approval = |id: &str| format!("/api/reorganisations/{id}/approval");
    let found = json!([{ "change": "found", "unit": { "id": "chi-cuc", "name": "Chi cục Cây xanh", "kind": "department", "superior": "so-nnmt" } }]);
    let under = planned(&town, "admin", &with(with(merge(), "effective_on", json!("2026-05-01")), "changes", found));
    let ends = json!([{ "change": "abolish", "unit": "so-nnmt", "successors": [{ "unit": "so-xay-dung", "default": true }] }]);
    let ended = planned(&town, "admin", &with(merge(), "changes", ends));
    post(&town, "pvhcc-centre", &approval(&ended), &json!({})).ok();
    town.clock_moves_to("2026-04-01 00:01");
    takes_effect(&town);
    refused(&town, "pvhcc-centre", Method::POST, &approval(&under), &json!({}), 409, "plan_outdated");

    // Under a department that stands under the one that ends: nobody would stand under themself.
    let circle = json!([
        { "change": "found", "unit": { "id": "trung-tam", "name": "Trung tâm Hành chính", "kind": "department", "superior": "van-phong" } },
        { "change": "abolish", "unit": "pvhcc", "successors": [{ "unit": "trung-tam", "default": true }] },
    ]);
    let circle = planned(&town, "admin", &with(with(merge(), "effective_on", json!("2026-05-01")), "changes", circle));
    refused(&town, "pvhcc-centre", Method::POST, &approval(&circle), &json!({}), 409, "plan_outdated");

    // Whoever takes over from the unit above stands under nobody.
    let heir = json!([{ "change": "abolish", "unit": "pvhcc", "successors": [{ "unit": "van-phong", "default": true }] }]);
    let heir = planned(&town, "admin", &with(with(merge(), "effective_on", json!("2026-05-01")), "changes", heir));
    post(&town, "pvhcc-centre", &approval(&heir), &json!({})).ok();
    town.clock_moves_to("2026-05-01 00:01");
    takes_effect(&town);
    let above = |unit: &str| -> Option<String> {
        town.db.query_row("SELECT superior FROM current_units WHERE id = ?1", [unit], |row| row.get(0)).unwrap()
    };
    assert_eq!((above("van-phong"), above("so-xay-dung").as_deref()), (None, Some("van-phong")));
    town.the_books_are_in_order();
}

fn takes_effect(town: &Town) {
    pollster::block_on(async {
        let store = store().await;
        store.turn_units(town.now()).await.unwrap();
        let approved = store.reorganisation_under_way(town.now()).await.unwrap().unwrap();
        store.commit_reorganisation(&domain::take_effect(&approved, town.now()).unwrap()).await.unwrap();
        store.move_residents(&approved, 10_000).await.unwrap();
        let in_effect = store.reorganisation(&approved.id).await.unwrap().unwrap();
        assert!(store.nothing_left_to_move(&approved.id).await.unwrap());
        store.commit_reorganisation(&domain::complete(&in_effect, town.now()).unwrap()).await.unwrap();
    });
}

#[test]
fn what_is_shown_as_unused_is_used_by_nothing() {
    let town = town();
    let [report, alert, conduct, unused] = ["citizen-lan", "00070-head", "citizen-lan", "citizen-lan"].map(|owner| town.uploads(owner));
    let used = [
        ("INSERT INTO case_media VALUES ('case', 1, 0, ?1, 'image/jpeg', '', 'report')", &report),
        ("INSERT INTO alert_media VALUES ('alert', 0, ?1, 'image/jpeg', '', '')", &alert),
        ("INSERT INTO conduct_media VALUES ('conduct', 1, 0, '', ?1, 'image/jpeg', '')", &conduct),
    ];
    for (sql, media) in used {
        town.db.execute(sql, [media]).unwrap();
    }
    town.clock_moves_to("2026-03-20 09:00");
    let rules = town.get("admin", "/api/retention").ok()["rules"].clone();
    let over = rules.as_array().unwrap().iter().find(|rule| rule["what"] == "unused_uploads").unwrap()["over"].clone();
    assert_eq!(over, 1, "{unused} alone");
}

#[test]
fn no_route_is_lost() {
    assert!(organisation::routes().mistakes().is_empty(), "{:?}", organisation::routes().mistakes());
}
