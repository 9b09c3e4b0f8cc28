//! what a unit keeps besides its cases passes to its default successor on the day, also where codes go on for
//! other units: 00082 ends and is Ba Đình (00004) from then on, 00070 becomes the new 00082.

#[path = "../../../components/verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    let routes = vec![
        verification::routes(),
        organisation::routes(),
        alerts::routes(),
        services::routes(),
        oversight::routes(),
        reception::routes(),
    ];
    Town::at(now, routes)
}

fn tick(town: &Town) -> sweep::Swept {
    pollster::block_on(async { sweep::sweep(&store().await, town.now()).await }).unwrap()
}

fn send(town: &Town, who: &str, method: Method, path: &str, body: Value) -> Value {
    let answer = town.send(who, method, path, Some(body.to_string()));
    assert!((200..300).contains(&answer.status), "{path}: {}", answer.json);
    answer.json
}

fn post(town: &Town, who: &str, path: &str, body: Value) -> Value {
    send(town, who, Method::POST, path, body)
}

fn id_of(answer: &Value) -> &str {
    answer["id"].as_str().unwrap()
}

fn strings(list: &Value, name: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one[name].as_str().unwrap().to_owned()).collect()
}

/// From 1 April on; approved.
fn reorganised(town: &Town, changes: Value) -> String {
    let plan = json!({
        "title": "Sắp xếp các phường trung tâm", "legal_basis": "Nghị quyết 99/NQ-HĐND năm 2026",
        "effective_on": "2026-04-01", "changes": changes,
    });
    let id = id_of(&post(town, "admin", "/api/reorganisations", plan)).to_owned();
    post(town, "pvhcc-centre", &format!("/api/reorganisations/{id}/approval"), json!({}));
    id
}

fn codes_go_on() -> Value {
    let new = json!({ "id": "00082", "name": "Phường Hồ Gươm", "kind": "ward" });
    json!([
        { "change": "abolish", "unit": "00082", "successors": [{ "unit": "00004", "default": true }] },
        { "change": "merge", "units": ["00070", "00025"], "into": new },
    ])
}

fn split(unit: &str) -> Value {
    let part = |id: &str, latitude: f64, default: bool| {
        let unit = json!({ "id": id, "name": format!("Phường {id}"), "kind": "ward", "latitude": latitude, "longitude": 105.85 });
        json!({ "unit": unit, "default": default })
    };
    json!([{ "change": "split", "unit": unit, "into": [part("n-1", 21.10, true), part("n-2", 21.00, false)] }])
}

fn alert(town: &Town, unit: &str, title: &str) -> String {
    let body = json!({
        "unit": unit, "kind": "warning", "title": title, "text": format!("{title}, {title} từ nay."),
        "valid_until": "2026-04-05T09:00:00+07:00",
    });
    let id = id_of(&post(town, &format!("{unit}-intake"), "/api/alerts", body)).to_owned();
    post(town, &format!("{unit}-head"), &format!("/api/alerts/{id}/approval"), json!({}));
    id
}

fn inbox(town: &Town, who: &str) -> Vec<String> {
    strings(&town.get(who, "/api/inbox").ok()["alerts"], "title")
}

#[test]
fn alerts_go_on_to_the_people_who_were_warned() {
    let town = town("2026-03-30 09:00");
    town.db.execute("UPDATE accounts SET residence = '00082' WHERE id = 'citizen-hoa'", []).unwrap();
    let old = alert(&town, "00070", "Cây đổ phố Hàng Bài");
    alert(&town, "00082", "Mất nước phố Cửa Nam");
    town.clock_moves_to("2026-03-30 09:01");
    alert(&town, "so-xay-dung", "Ngập sâu toàn thành phố");
    reorganised(&town, codes_go_on());
    town.clock_moves_to("2026-04-01 00:00");
    tick(&town);

    let everywhere = "Ngập sâu toàn thành phố";
    assert_eq!(inbox(&town, "citizen-lan"), [everywhere, "Cây đổ phố Hàng Bài"], "00070 is 00082 now");
    assert_eq!(inbox(&town, "citizen-hoa"), [everywhere, "Mất nước phố Cửa Nam"], "the old 00082 is 00004 now");
    assert_eq!(inbox(&town, "citizen-minh"), [everywhere, "Mất nước phố Cửa Nam"]);
    let list = town.get("00070-head", "/api/alerts?unit=00082").ok();
    assert_eq!(strings(&list["alerts"], "title"), ["Cây đổ phố Hàng Bài"], "the new 00082 does not read the old one's");
    // Who works for the successor may take it back.
    post(&town, "00070-head", &format!("/api/alerts/{old}/cancellation"), json!({ "reason": "Đường đã thông trở lại." }));
    town.the_books_are_in_order();
}

#[test]
fn services_are_found_under_the_new_wards() {
    let town = town("2026-03-30 09:00");
    let entry = |unit: &str, title: &str, areas: Value| {
        let body = json!({
            "category": "health", "title": title, "text": "Tiêm vắc xin miễn phí cho trẻ em dưới năm tuổi.", "areas": areas,
            "place": "Trạm y tế phường", "phone": "024 1022",
        });
        let who = format!("{unit}-intake");
        let id = id_of(&post(&town, &who, &format!("/api/services?unit={unit}"), body)).to_owned();
        post(&town, &who, &format!("/api/services/{id}/submission"), json!({}));
        post(&town, "pvhcc-centre", &format!("/api/services/{id}/approval"), json!({}));
        id
    };
    let one = entry("00070", "Tiêm chủng Hàng Bài", json!(["00070"]));
    entry("00082", "Tiêm chủng Cửa Nam", json!(["00082"]));
    let all = entry("so-xay-dung", "Tiêm chủng lưu động", json!(["00166", "00070", "00025"]));
    entry("so-xay-dung", "Tiêm chủng toàn thành phố", json!([]));
    reorganised(&town, codes_go_on());
    town.clock_moves_to("2026-04-01 00:00");
    tick(&town);

    let found = |ward: &str| {
        let page = town.get("", &format!("/api/public/services?q=tiem%20chung&ward={ward}")).ok();
        let mut titles = strings(&page["services"], "title");
        titles.sort();
        titles
    };
    assert_eq!(found("00082"), ["Tiêm chủng Hàng Bài", "Tiêm chủng lưu động", "Tiêm chủng toàn thành phố"]);
    assert_eq!(found("00004"), ["Tiêm chủng Cửa Nam", "Tiêm chủng toàn thành phố"]);
    assert_eq!(found("00166"), ["Tiêm chủng lưu động", "Tiêm chủng toàn thành phố"]);
    let entry = town.get("", &format!("/api/services/{all}")).ok();
    assert_eq!(strings(&entry["areas"], "id"), ["00166", "00082"], "two that became one are one, in their order");
    // The successor withdraws it.
    post(&town, "00070-head", &format!("/api/services/{one}/withdrawal"), json!({ "reason": "Trạm chuyển sang địa điểm mới." }));
    assert_eq!(found("00082"), ["Tiêm chủng lưu động", "Tiêm chủng toàn thành phố"]);
    town.the_books_are_in_order();
}

#[test]
fn a_service_of_a_ward_that_is_split_is_offered_in_all_its_parts() {
    let town = town("2026-03-30 09:00");
    let body = json!({
        "category": "health", "title": "Tiêm chủng Hàng Bài", "text": "Tiêm vắc xin miễn phí cho trẻ em dưới năm tuổi.",
        "areas": ["00070"], "place": "Trạm y tế phường", "phone": "024 1022",
    });
    let id = id_of(&post(&town, "00070-intake", "/api/services?unit=00070", body)).to_owned();
    reorganised(&town, split("00070"));
    town.clock_moves_to("2026-04-01 00:00");
    tick(&town);
    // Approved afterwards, it is found by what stands there now.
    post(&town, "00070-intake", &format!("/api/services/{id}/submission"), json!({}));
    post(&town, "pvhcc-centre", &format!("/api/services/{id}/approval"), json!({}));
    for ward in ["n-1", "n-2"] {
        let page = town.get("", &format!("/api/public/services?ward={ward}")).ok();
        assert_eq!(strings(&page["services"], "title"), ["Tiêm chủng Hàng Bài"], "{ward}");
    }
    town.the_books_are_in_order();
}

#[test]
fn remarks_templates_and_settings_go_where_the_duty_goes() {
    let town = town("2026-03-30 09:00");
    let remark = json!({ "unit": "00070", "article": 8, "text": "Thời hạn bốn giờ cho việc khẩn khó thực hiện." });
    post(&town, "00070-head", "/api/remarks", remark);
    let template = |unit: &str, reason: &str, who: &str, text: &str, version: u32| {
        let path = format!("/api/units/{unit}/reply-templates/{reason}");
        send(&town, who, Method::PUT, &path, json!({ "text": text, "version": version }));
    };
    template("00070", "e", "00070-head", "Phản ánh {code} là quảng cáo, phường không tiếp nhận.", 0);
    template("00082", "e", "00082-head", "Phản ánh {code} là quảng cáo, Cửa Nam không tiếp nhận.", 0);
    template("00004", "e", "00004-head", "Phản ánh {code} là quảng cáo, Ba Đình không tiếp nhận.", 0);
    template("00082", "a", "00082-head", "Phản ánh {code} thiếu nội dung, Cửa Nam không tiếp nhận.", 0);
    for unit in ["00070", "00025"] {
        let own = json!({ "calendar": "city", "urgent_around_the_clock": true, "reason": "Phường trực cả đêm." });
        send(&town, "admin", Method::PUT, &format!("/api/units/{unit}/settings"), own);
    }
    reorganised(&town, codes_go_on());
    town.clock_moves_to("2026-04-01 00:00");
    tick(&town);

    assert_eq!(town.get("00070-head", "/api/remarks?unit=00082").ok()["remarks"].as_array().unwrap().len(), 1);
    let texts = |who: &str, unit: &str, reason: &str| {
        let list = town.get(who, &format!("/api/units/{unit}/reply-templates")).ok();
        let one = list["templates"].as_array().unwrap().iter().find(|one| one["reason"] == reason).unwrap().clone();
        (one["text"].as_str().unwrap().to_owned(), one["version"].as_u64().unwrap())
    };
    let words = |text: &str, version| (text.to_owned(), version);
    assert_eq!(texts("00070-head", "00082", "e"), words("Phản ánh {code} là quảng cáo, phường không tiếp nhận.", 0));
    assert_eq!(texts("00004-head", "00004", "e"), words("Phản ánh {code} là quảng cáo, Ba Đình không tiếp nhận.", 1), "its own first");
    assert_eq!(texts("00004-head", "00004", "a"), words("Phản ánh {code} thiếu nội dung, Cửa Nam không tiếp nhận.", 0));
    // The successor words it anew; the new unit of an old code likewise.
    template("00004", "a", "00004-head", "Phản ánh {code} thiếu nội dung, vui lòng bổ sung.", 0);
    assert_eq!(texts("00004-head", "00004", "a"), words("Phản ánh {code} thiếu nội dung, vui lòng bổ sung.", 1));

    let settings = town.get("00070-head", "/api/units/00082/settings").ok();
    assert_eq!((&settings["urgent_around_the_clock"], &settings["set"]), (&json!(true), &Value::Null), "all of whom it comes from agree");
    town.the_books_are_in_order();
}

// whoever was above and whoever recorded it both end.
#[test]
fn an_objection_is_decided_by_whoever_took_over_from_the_unit_above() {
    let town = town("2026-03-30 09:00");
    let violated = || {
        let code = town.reports();
        town.done("00070-intake", "refusal", &code, json!({ "reason": "dd", "explanation": "Xác minh tại chỗ không có sự việc như phản ánh." }));
        let violation = json!({ "kind": "false_report", "reason": "Xác minh tại chỗ: không có vỉa hè nào bị sụt." });
        id_of(&town.done("00070-intake", "violations", &code, violation)).to_owned()
    };
    let objects = |violation: &str| {
        let body = json!({ "violation": violation, "text": "Tôi đã chụp ảnh tại chỗ, vỉa hè bị sụt thật." });
        id_of(&post(&town, "citizen-lan", "/api/me/conduct/objections", body)).to_owned()
    };
    let (first, second) = (violated(), violated());
    let waiting = objects(&first);
    reorganised(&town, json!([{ "change": "abolish", "unit": "so-xay-dung", "successors": [{ "unit": "so-nnmt", "default": true }] }]));
    town.clock_moves_to("2026-04-01 00:00");
    tick(&town);
    town.clock_moves_to("2026-04-01 09:00");
    let later = objects(&second);
    let list = town.get("so-xay-dung-head", "/api/conduct/objections?unit=so-nnmt").ok();
    assert_eq!(strings(&list["objections"], "id"), [waiting.as_str(), later.as_str()]);
    let decision = json!({ "upheld": true, "reason": "Đã xem lại ảnh và biên bản của hai bên." });
    for objection in [waiting, later] {
        post(&town, "so-nnmt-head", &format!("/api/conduct/objections/{objection}/decision"), decision.clone());
    }
    town.the_books_are_in_order();
}

//
#[test]
fn the_board_of_reception_passes_on_with_what_it_owes() {
    let town = town("2026-03-02 08:00");
    let session = json!({
        "site": "ly-thai-to", "kind": "regular", "mode": "in_person", "chair": "Phó Trưởng ban Tiếp công dân",
        "starts_at": "2026-03-30T08:00:00+07:00", "ends_at": "2026-03-30T11:30:00+07:00", "capacity": 2,
    });
    let session = id_of(&post(&town, "ban-tcd-intake", "/api/reception/sessions", session)).to_owned();
    let wish = json!({
        "session": session, "matters": ["complaint"], "subject": "Bồi thường khi thu hồi đất",
        "content": "Đơn giá bồi thường chưa đúng với vị trí thửa đất.", "request": "Xem xét lại đơn giá.",
        "people": 1, "address": "Số 125 phố Hàng Bông",
    });
    let code = post(&town, "citizen-lan", "/api/reception/bookings", wish)["code"].as_str().unwrap().to_owned();
    let act = |who: &str, what: &str, body: Value| post(&town, who, &format!("/api/reception/bookings/{code}/{what}"), body);
    act("ban-tcd-intake", "confirmation", json!({}));
    town.clock_moves_to("2026-03-30 07:50");
    let due = act("ban-tcd-intake", "attendance", json!({ "course": "UBND phường đã trả lời một lần." }))["due_at"].clone();
    reorganised(&town, json!([{ "change": "abolish", "unit": "ban-tcd", "successors": [{ "unit": "so-xay-dung", "default": true }] }]));
    town.clock_moves_to("2026-04-01 00:00");
    tick(&town);
    town.the_books_are_in_order();

    let stretches: Vec<(String, Option<i64>)> = town
        .db
        .prepare("SELECT unit, closed_at FROM clocks WHERE kind GLOB 'reception_*' ORDER BY opened_at, n")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let day = at("2026-04-01 00:00").timestamp_millis();
    assert_eq!(stretches, [("ban-tcd".to_owned(), Some(day)), ("so-xay-dung".to_owned(), None)], "each answers for its own");
    let waiting = town.get("ban-tcd-head", "/api/desks/reception/deadlines?unit=so-xay-dung");
    let waiting = if waiting.status == 200 { waiting.ok() } else { town.get("ban-tcd-head", "/api/desks/reception/deadlines").ok() };
    assert_eq!((&waiting["bookings"][0]["code"], &waiting["bookings"][0]["due_at"]), (&json!(code), &due));
    // Late: said to whoever answers for it now, once.
    town.clock_moves_to("2026-04-20 08:00");
    assert_eq!(tick(&town).overdue, 1);
    let told: String = town.db.query_row("SELECT recipient FROM outbox WHERE topic = 'overdue'", [], |row| row.get(0)).unwrap();
    assert_eq!(told, "so-xay-dung");
    act("ban-tcd-intake", "answer", json!({ "kind": "resolved", "explanation": "Đã điều chỉnh đơn giá bồi thường." }));
    town.the_books_are_in_order();
}
