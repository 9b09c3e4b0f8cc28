//! R-4.6: a unit writes, the Centre approves, citizens find what is valid by words, area and need.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![services::routes()])
}

fn post(town: &Town, who: &str, path: &str, body: &Value) -> Answer {
    town.send(who, Method::POST, path, Some(body.to_string()))
}

fn wording(title: &str, areas: &[&str]) -> Value {
    json!({
        "category": "health", "title": title, "text": "Tiêm vắc xin miễn phí cho trẻ em dưới năm tuổi.",
        "areas": areas, "place": "Trạm y tế phường", "hours": "Thứ Ba, 8 giờ đến 11 giờ",
        "link": "https://tiemchung.vncdc.gov.vn", "phone": "024 1022",
    })
}

#[track_caller]
fn written(town: &Town, who: &str, unit: &str, body: &Value) -> String {
    let answer = post(town, who, &format!("/api/services?unit={unit}"), body);
    assert_eq!(answer.status, 201, "{}", answer.json);
    answer.json["id"].as_str().unwrap().to_owned()
}

fn does(town: &Town, who: &str, id: &str, what: &str, body: Value) -> Answer {
    post(town, who, &format!("/api/services/{id}/{what}"), &body)
}

#[track_caller]
fn offered(town: &Town, unit: &str, body: &Value) -> String {
    let id = written(town, &format!("{unit}-intake"), unit, body);
    does(town, &format!("{unit}-intake"), &id, "submission", json!({})).ok();
    assert_eq!(does(town, "pvhcc-centre", &id, "approval", json!({})).ok()["state"], "approved");
    id
}

fn found(town: &Town, query: &str) -> Vec<String> {
    let page = town.get("", &format!("/api/public/services?{query}")).ok();
    serde_json::from_value::<services::Offered>(page.clone()).expect("the answer is what the description says");
    page["services"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

fn because() -> Value {
    json!({ "reason": "Giờ mở cửa ghi chưa đúng với bảng ở trạm." })
}

#[test]
fn an_entry_is_written_returned_edited_approved_found_and_withdrawn() {
    let town = town("2026-03-02 09:00");
    let id = written(&town, "00070-intake", "00070", &wording("Tiêm chủng mở rộng", &["00070"]));
    assert_eq!(town.get("", &format!("/api/services/{id}")).status, 404);
    assert_eq!(does(&town, "pvhcc-centre", &id, "approval", json!({})).status, 409, "it was not laid before the Centre");
    does(&town, "00070-intake", &id, "submission", json!({})).ok();
    let list = town.get("pvhcc-centre", "/api/services").ok();
    assert_eq!(list["services"][0]["id"], id);
    serde_json::from_value::<services::UnitServices>(list).expect("the answer is what the description says");
    assert_eq!(does(&town, "pvhcc-centre", &id, "return", because()).ok()["state"], "returned");
    let edited = town.send("00070-head", Method::PUT, &format!("/api/services/{id}"), Some(wording("Tiêm chủng thứ Ba", &["00070"]).to_string()));
    assert_eq!(edited.ok()["version"], 4);
    does(&town, "00070-head", &id, "submission", json!({})).ok();
    // Four eyes, whatever else the author is.
    town.gives("00070-head", "pvhcc", "centre");
    let own = does(&town, "00070-head", &id, "approval", json!({}));
    assert_eq!((own.status, own.json["code"].as_str()), (403, Some("own_work")));
    does(&town, "pvhcc-centre", &id, "approval", json!({})).ok();

    assert_eq!(found(&town, "q=tiem%20chung&ward=00070"), ["Tiêm chủng thứ Ba"]);
    let public = town.get("citizen-lan", &format!("/api/services/{id}")).ok();
    assert_eq!(public["areas"][0]["name"], "Phường Hoàn Kiếm");
    assert!(!public.to_string().contains("00070-"), "no person is named: {public}");
    serde_json::from_value::<services::OfferedService>(public).expect("the answer is what the description says");
    let edit = town.send("00070-head", Method::PUT, &format!("/api/services/{id}"), Some(wording("Đổi tên", &[]).to_string()));
    assert_eq!((edit.status, edit.json["code"].as_str()), (409, Some("not_from_here")));
    assert_eq!(does(&town, "00070-handler", &id, "withdrawal", because()).ok()["state"], "withdrawn");
    assert_eq!(found(&town, "q=tiem%20chung"), [""; 0]);
    assert_eq!(town.get("", &format!("/api/services/{id}")).status, 404);
    town.the_books_are_in_order();
}

// R-4.6: what lay until it was over is neither laid before the Centre nor approved.
#[test]
fn an_entry_that_is_over_is_not_approved() {
    let town = town("2026-03-02 09:00");
    let mut body = wording("Tiêm chủng tuần này", &["00070"]);
    body["valid_to"] = json!("2026-03-06T17:00:00+07:00");
    let (first, second) = (written(&town, "00070-intake", "00070", &body), written(&town, "00070-intake", "00070", &body));
    does(&town, "00070-intake", &first, "submission", json!({})).ok();
    town.clock_moves_to("2026-03-06 17:00");
    let before = town.books();
    for (who, id, what) in [("pvhcc-centre", &first, "approval"), ("00070-intake", &second, "submission")] {
        let late = does(&town, who, id, what, json!({}));
        assert_eq!((late.status, late.json["code"].as_str()), (422, Some("service_already_over")), "{what}");
    }
    assert_eq!(town.books(), before);
    does(&town, "pvhcc-centre", &first, "return", because()).ok();
    body["valid_to"] = json!("2026-03-13T17:00:00+07:00");
    town.send("00070-intake", Method::PUT, &format!("/api/services/{first}"), Some(body.to_string())).ok();
    does(&town, "00070-intake", &first, "submission", json!({})).ok();
    does(&town, "pvhcc-centre", &first, "approval", json!({})).ok();
    town.the_books_are_in_order();
}

#[test]
fn a_units_entries_are_listed_in_the_state_that_is_asked_for() {
    let town = town("2026-03-02 09:00");
    let draft = written(&town, "00070-intake", "00070", &wording("Tiêm chủng thứ Hai", &["00070"]));
    let approved = offered(&town, "00070", &wording("Tiêm chủng thứ Ba", &["00070"]));
    let ids = |who: &str, query: &str| {
        let page = town.get(who, &format!("/api/services?{query}")).ok();
        page["services"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for who in ["00070-head", "pvhcc-centre"] {
        assert_eq!(ids(who, "unit=00070"), [approved.clone(), draft.clone()], "{who}");
        assert_eq!(ids(who, "unit=00070&state=approved"), [approved.as_str()], "{who}");
        assert_eq!(ids(who, "unit=00070&state=draft"), [draft.as_str()], "{who}");
        assert_eq!(ids(who, "unit=00070&state=returned"), [""; 0], "{who}");
    }
    // Whoever words it again stands among the authors once.
    let again = wording("Tiêm chủng sáng thứ Hai", &["00070"]).to_string();
    for who in ["00070-intake", "00070-head", "00070-intake"] {
        town.send(who, Method::PUT, &format!("/api/services/{draft}"), Some(again.clone())).ok();
    }
    let authors: String = town.db.query_row("SELECT authors FROM services WHERE id = ?1", [&draft], |row| row.get(0)).unwrap();
    assert_eq!(authors, r#"["00070-intake","00070-head"]"#);
    town.the_books_are_in_order();
}

#[test]
fn citizens_find_by_words_area_and_need_and_only_what_is_valid() {
    let town = town("2026-03-02 09:00");
    offered(&town, "00070", &wording("Tiêm chủng Hoàn Kiếm", &["00070"]));
    offered(&town, "00004", &wording("Tiêm chủng Ba Đình", &["00004"]));
    let mut city = wording("Sửa đèn đường", &[]);
    city["category"] = json!("utilities");
    city["text"] = json!("Báo đèn đường hỏng, trực suốt ngày đêm.");
    offered(&town, "so-xay-dung", &city);
    let mut later = wording("Tiêm chủng mùa hè", &["00070"]);
    later["valid_from"] = json!("2026-06-01T00:00:00+07:00");
    later["valid_to"] = json!("2026-07-01T00:00:00+07:00");
    offered(&town, "00070", &later);

    assert_eq!(found(&town, ""), ["Sửa đèn đường", "Tiêm chủng Ba Đình", "Tiêm chủng Hoàn Kiếm"]);
    assert_eq!(found(&town, "q=&ward=&category="), found(&town, ""), "an empty form asks for nothing");
    assert_eq!(found(&town, "ward=00070"), ["Sửa đèn đường", "Tiêm chủng Hoàn Kiếm"], "the city's is for every ward");
    assert_eq!(found(&town, "category=health"), ["Tiêm chủng Ba Đình", "Tiêm chủng Hoàn Kiếm"]);
    assert_eq!(found(&town, "q=den%20duong"), ["Sửa đèn đường"]);
    assert_eq!(found(&town, "q=%C4%91%C3%A8n&category=health"), [""; 0]);
    assert_eq!(found(&town, "q=%21%3F"), [""; 0]);
    let page = town.get("", "/api/public/services?limit=2").ok();
    assert_eq!(found(&town, &format!("limit=2&after={}", page["next"].as_str().unwrap())), ["Tiêm chủng Hoàn Kiếm"]);
    town.clock_moves_to("2026-06-01 00:00");
    assert_eq!(found(&town, "ward=00070&q=tiem"), ["Tiêm chủng mùa hè", "Tiêm chủng Hoàn Kiếm"]);
    town.clock_moves_to("2026-07-01 00:00");
    assert_eq!(found(&town, "ward=00070&q=tiem"), ["Tiêm chủng Hoàn Kiếm"], "the end is outside it");
    assert_eq!(town.get("", "/api/public/services?ward=none&category=x&after=y&limit=0").fields().len(), 4);
    town.the_books_are_in_order();
}

#[test]
fn what_is_wrong_with_an_entry_is_said_all_at_once_and_leaves_nothing_behind() {
    let town = town("2026-03-02 09:00");
    let bad = json!({
        "category": "joke", "title": "x", "text": "ngắn", "areas": ["00070", "so-xay-dung"], "link": "http://a.vn",
        "phone": "gọi tôi", "valid_to": "mai",
    });
    let before = town.books();
    assert_eq!(
        post(&town, "00070-head", "/api/services?unit=none", &bad).fields(),
        [
            field("unit", "unknown_unit"),
            field("category", "unknown_choice"),
            field("title", "too_short"),
            field("text", "too_short"),
            field("link", "not_a_link"),
            field("phone", "not_a_phone"),
            field("valid_to", "not_an_instant"),
            field("areas[1]", "unknown_ward"),
        ]
    );
    assert_eq!(post(&town, "00070-head", "/api/services?unit=00070", &json!({ "areas": "00070" })).fields(), [field("areas", "wrong_type")]);
    assert_eq!(post(&town, "00070-head", "/api/services?unit=00070", &json!({ "price": 1 })).fields(), [field("price", "unknown_field")]);
    let mut nowhere = wording("Dịch vụ lơ lửng", &[]);
    for contact in ["place", "link", "phone"] {
        nowhere[contact] = json!("");
    }
    let answer = post(&town, "00070-head", "/api/services?unit=00070", &nowhere);
    assert_eq!((answer.status, answer.json["code"].as_str()), (422, Some("service_contact_missing")));
    let mut over = wording("Dịch vụ đã cũ", &[]);
    over["valid_to"] = json!("2026-03-02T09:00:00+07:00");
    let answer = post(&town, "00070-head", "/api/services?unit=00070", &over);
    assert_eq!((answer.status, answer.json["code"].as_str()), (422, Some("service_already_over")));
    for (who, status) in [("00004-head", 403), ("citizen-lan", 403), ("pvhcc-centre", 403), ("", 401)] {
        assert_eq!(post(&town, who, "/api/services?unit=00070", &wording("Tiêm chủng", &[])).status, status, "{who}");
    }
    assert_eq!(town.books(), before, "nothing is left behind");

    let id = written(&town, "00070-intake", "00070", &wording("Tiêm chủng", &[]));
    for (who, status) in [("00004-head", 404), ("citizen-lan", 404), ("", 401)] {
        assert_eq!(does(&town, who, &id, "submission", json!({})).status, status, "{who}");
        assert_eq!(does(&town, who, &id, "withdrawal", because()).status, status, "{who}");
    }
    assert_eq!(does(&town, "00070-head", &id, "approval", json!({})).status, 403, "a unit does not approve");
    assert_eq!(does(&town, "pvhcc-centre", &id, "return", json!({ "reason": "ngắn" })).fields(), [field("reason", "too_short")]);
    assert_eq!(does(&town, "pvhcc-centre", &id, "return", json!({})).fields(), [field("reason", "missing")]);
    assert_eq!(does(&town, "pvhcc-centre", "none", "approval", json!({})).status, 404);
    assert_eq!(town.get("00070-head", "/api/services").fields(), [field("unit", "missing")]);
    assert_eq!(town.get("00070-head", "/api/services?unit=00004").status, 403);
    assert_eq!(town.get("citizen-lan", "/api/services?unit=00070").status, 403);
    assert_eq!(town.get("00070-handler", "/api/services?unit=00070").ok()["services"][0]["state"], "draft");
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&services::routes(), &services::openapi()), [""; 0]);
}
