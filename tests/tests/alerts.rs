//! Alerts from outside: written, edited, sent once and by one level, updated, read (Điều 15, 17).

use serde_json::{Value, json};
use tests::Town;

const RAIN: &str = "Mưa to kéo dài, nhiều tuyến phố ngập sâu từ 30 đến 50 cm. Đề nghị người dân hạn chế ra đường, không đi qua hầm chui \
  và cống thoát nước, giữ liên lạc với tổ dân phố để được hỗ trợ khi cần.";
const HALF: &str = "Mưa to kéo dài, nhiều tuyến phố ngập sâu từ 30 đến 50 cm. Đề nghị người dân hạn chế ra đường. Phường mở nhà văn hóa \
  số 4 làm nơi tạm trú, ai cần đến hãy gọi trực ban.";

fn alert(unit: &str, title: &str, text: &str) -> Value {
    json!({
        "unit": unit, "kind": "warning", "event": "other", "title": title, "text": text,
        "valid_until": "2026-11-22T09:00:00+07:00",
    })
}

fn written(town: &Town, alert: &Value) -> Value {
    let author = format!("{}-intake", alert["unit"].as_str().unwrap());
    town.person(&author).post("/api/alerts", alert).expect(201)
}

fn sent(town: &Town, alert: &Value) -> String {
    let id = written(town, alert)["id"].as_str().unwrap().to_owned();
    let head = format!("{}-head", alert["unit"].as_str().unwrap());
    town.person(&head).post(&format!("/api/alerts/{id}/approval"), &json!({})).expect(200);
    id
}

fn inbox(town: &Town, who: &str) -> Vec<Value> {
    town.person(who).get("/api/inbox").expect(200)["alerts"].as_array().unwrap().clone()
}

// in the software of a city without districts.
#[test]
fn a_ward_is_shown_what_the_city_has_sent_and_says_why_it_adds_to_it() {
    let town = Town::at("2026-11-20 09:00");
    let city = sent(&town, &alert("so-xay-dung", "Mưa to, ngập sâu", RAIN));
    let repeat = written(&town, &alert("00070", "Mưa to, ngập sâu", RAIN));
    assert_eq!(repeat["similar"][0]["likeness"], "repeat");
    let id = repeat["id"].as_str().unwrap();
    let head = town.person("00070-head");
    let refused = head.post(&format!("/api/alerts/{id}/approval"), &json!({})).refused(422, "alert_repeats");
    assert_eq!(refused["article"], "Điều 17 khoản 2");
    let link = refused["related"][0]["href"].as_str().unwrap();
    assert_eq!(link, format!("/api/alerts/{city}"));
    assert_eq!(head.get(link).expect(200)["title"], "Mưa to, ngập sâu");

    let mut near = alert("00070", "Mưa to, ngập sâu", HALF);
    town.person("00070-intake").post("/api/alerts", &near).refused(422, "near_repeat");
    near["reason"] = json!("Phường có nơi tạm trú riêng cần báo cho người dân.");
    sent(&town, &near);
    assert_eq!(inbox(&town, "citizen-lan").len(), 2);
    assert_eq!(inbox(&town, "citizen-minh").len(), 1);
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "");
}

//
#[test]
fn an_alert_with_a_document_is_edited_sent_updated_read_and_taken_back() {
    let town = Town::at("2026-11-20 09:00");
    let intake = town.person("00070-intake");
    let plan = intake.photographs();
    let mut first = alert("00070", "Cắt nước phố Huế", "Cắt nước từ 22 giờ đến 5 giờ để thay đoạn ống vỡ trước chợ Hôm.");
    first["documents"] = json!([{ "id": plan, "title": "Sơ đồ khu vực cắt nước" }]);
    let id = written(&town, &first)["id"].as_str().unwrap().to_owned();
    let file = format!("/api/public/media/{plan}");
    town.anybody().get(&file).refused(404, "not_found");
    assert_eq!(town.person("00070-head").get(&format!("/api/media/{plan}")).status, 200, "the approver reads what goes with it");

    let mut edit = first.clone();
    edit.as_object_mut().unwrap().remove("unit");
    edit["version"] = json!(1);
    edit["title"] = json!("Cắt nước phố Huế, phố Hàng Bài");
    town.person("00070-head").put(&format!("/api/alerts/{id}"), &edit).expect(200);
    let approval = format!("/api/alerts/{id}/approval");
    town.person("00070-head").post(&approval, &json!({})).refused(403, "own_work"); // who edits has written
    town.person("00070-deputy").post(&approval, &json!({ "version": 2 })).expect(200);
    let seen = inbox(&town, "citizen-lan");
    assert_eq!((&seen[0]["title"], &seen[0]["documents"][0]["id"]), (&json!("Cắt nước phố Huế, phố Hàng Bài"), &json!(plan)));
    assert_eq!(town.anybody().get(&file).status, 200);

    town.citizen().post(&format!("/api/inbox/{id}/read"), &json!({})).expect(200);
    let counted = town.person("00070-handler").get(&format!("/api/alerts/{id}")).expect(200);
    assert_eq!(counted["reads"], 1);
    assert!(counted["reach"].as_u64().is_some_and(|reach| reach >= 1), "{counted}");

    town.clock_moves_to("2026-11-20 10:00");
    let mut update = alert("00070", "Lùi giờ cắt nước sang nửa đêm", "Nhà thầu chuẩn bị chậm, giờ cắt nước lùi sang 0 giờ ngày 21.");
    update["replaces"] = json!(id);
    let second = sent(&town, &update);
    let seen = inbox(&town, "citizen-lan");
    assert_eq!((seen.len(), &seen[0]["id"], &seen[0]["earlier"][0]["id"]), (1, &json!(second), &json!(id)));
    let reason = json!({ "reason": "Đã thay xong ống, không phải cắt nước nữa." });
    town.person("00070-head").post(&format!("/api/alerts/{second}/cancellation"), &reason).expect(200);
    let seen = inbox(&town, "citizen-lan");
    assert_eq!((seen.len(), &seen[0]["state"]), (1, &json!("cancelled")));
    assert_eq!(town.anybody().get(&file).status, 200, "what was public once stays readable with it");
    town.power_fails_and_returns();
    assert_eq!(inbox(&town, "citizen-lan").len(), 1);
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "");
}
