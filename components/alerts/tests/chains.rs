//! Editing, documents, updates, levels, repetitions from above, and who has read.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![alerts::routes()])
}

fn text(title: &str) -> String {
    format!("{title}: {title}, mong người dân lưu ý.")
}

fn alert(unit: &str, title: &str) -> Value {
    json!({
        "unit": unit, "kind": "warning", "title": title, "text": text(title), "valid_until": "2026-11-21T09:00:00+07:00",
    })
}

fn with(mut body: Value, change: Value) -> Value {
    for (name, value) in change.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

fn post(town: &Town, who: &str, path: &str, body: &Value) -> Answer {
    town.send(who, Method::POST, path, Some(body.to_string()))
}

fn writes(town: &Town, unit: &str, body: &Value) -> Answer {
    post(town, &format!("{unit}-intake"), "/api/alerts", body)
}

#[track_caller]
fn written(town: &Town, body: &Value) -> String {
    let answer = writes(town, body["unit"].as_str().unwrap(), body);
    assert_eq!(answer.status, 201, "{}", answer.json);
    answer.json["id"].as_str().unwrap().to_owned()
}

fn approves(town: &Town, who: &str, id: &str) -> Answer {
    post(town, who, &format!("/api/alerts/{id}/approval"), &json!({}))
}

#[track_caller]
fn sent(town: &Town, body: &Value) -> String {
    let id = written(town, body);
    approves(town, &format!("{}-head", body["unit"].as_str().unwrap()), &id).ok();
    id
}

fn edits(town: &Town, who: &str, id: &str, version: u32, body: &Value) -> Answer {
    let mut body = with(body.clone(), json!({ "version": version }));
    body.as_object_mut().unwrap().remove("unit");
    town.send(who, Method::PUT, &format!("/api/alerts/{id}"), Some(body.to_string()))
}

#[track_caller]
fn inbox(town: &Town, who: &str) -> Vec<Value> {
    let page = town.get(who, "/api/inbox").ok();
    serde_json::from_value::<alerts::Inbox>(page.clone()).expect("the answer is what the description says");
    page["alerts"].as_array().unwrap().clone()
}

fn titles(alerts: &[Value]) -> Vec<&str> {
    alerts.iter().map(|alert| alert["title"].as_str().unwrap()).collect()
}

#[track_caller]
fn is_refused(town: &Town, before: (i64, i64, i64, i64), answer: Answer, status: u16, code: &str) -> Value {
    assert_eq!((answer.status, answer.json["code"].as_str()), (status, Some(code)), "{}", answer.json);
    assert_eq!(town.books(), before, "a refused request leaves nothing behind");
    answer.json
}

// ---------------------------------------------------------------------------------------- editing

#[test]
fn what_waits_is_edited_by_the_unit_and_no_author_approves() {
    let town = town("2026-11-20 09:00");
    let id = written(&town, &alert("00070", "Cắt nước phố Huế"));
    town.clock_moves_to("2026-11-20 09:05");
    let better = with(alert("00070", "Cắt nước phố Huế, phố Bà Triệu"), json!({ "event": "water_cut", "area": ["00070"] }));
    let edited = edits(&town, "00070-head", &id, 1, &better).ok();
    assert_eq!(edited, json!({ "id": id, "state": "written", "version": 2, "similar": [] }));

    let seen = town.get("00070-deputy", &format!("/api/alerts/{id}")).ok();
    serde_json::from_value::<alerts::UnitAlert>(seen.clone()).expect("the answer is what the description says");
    assert_eq!((&seen["event"], &seen["areas"][0]["name"]), (&json!("water_cut"), &json!("Phường Hoàn Kiếm")));
    assert_eq!(seen["versions"][0]["text"], text("Cắt nước phố Huế"), "the old words are kept");
    assert_eq!(seen["versions"][1]["by"]["id"], "00070-head");

    let before = town.books();
    is_refused(&town, before, approves(&town, "00070-head", &id), 403, "own_work"); // who edits has written
    let unread = post(&town, "00070-deputy", &format!("/api/alerts/{id}/approval"), &json!({ "version": 1 }));
    is_refused(&town, before, unread, 409, "stale_alert");
    let old = edits(&town, "00070-handler", &id, 1, &better);
    is_refused(&town, before, old, 409, "stale_alert");
    is_refused(&town, before, edits(&town, "00004-head", &id, 2, &better), 404, "not_found");
    is_refused(&town, before, edits(&town, "citizen-lan", &id, 2, &better), 404, "not_found");
    is_refused(&town, before, edits(&town, "", &id, 2, &better), 401, "not_signed_in");
    let bad = with(better.clone(), json!({ "title": "x", "area": ["00004", "none"], "valid_until": 7 }));
    assert_eq!(edits(&town, "00070-intake", &id, 2, &bad).fields(), [field("valid_until", "wrong_type")]);
    let bad = with(better.clone(), json!({ "title": "x", "area": ["00004", "none"], "valid_until": "mai" }));
    assert_eq!(
        edits(&town, "00070-intake", &id, 2, &bad).fields(),
        [field("title", "too_short"), field("area[1]", "unknown_unit"), field("valid_until", "not_an_instant")]
    );
    let elsewhere = with(better.clone(), json!({ "area": ["00004"] }));
    is_refused(&town, before, edits(&town, "00070-intake", &id, 2, &elsewhere), 422, "area_not_yours");
    let mut unknown = better.clone();
    unknown["surprise"] = json!(1);
    assert_eq!(edits(&town, "00070-intake", &id, 2, &unknown).fields(), [field("surprise", "unknown_field")]);

    post(&town, "00070-deputy", &format!("/api/alerts/{id}/approval"), &json!({ "version": 2 })).ok();
    let before = town.books();
    is_refused(&town, before, edits(&town, "00070-intake", &id, 3, &better), 409, "not_from_here");
    // Sent, so another unit knows of it; it is not theirs.
    is_refused(&town, before, edits(&town, "00004-head", &id, 3, &better), 403, "not_your_unit");
    town.the_books_are_in_order();
}

// -------------------------------------------------------------------------------------- documents

fn is_readable(town: &Town, media: &str) -> (bool, bool) {
    let id = domain::MediaId::new(media);
    let file = pollster::block_on(async { store().await.media(&id, town.now()).await }).unwrap().unwrap();
    file.alert.map_or((false, false), |alert| (alert.sent, alert.shown))
}

#[test]
fn documents_go_with_an_alert_and_are_public_as_it_is() {
    let town = town("2026-11-20 09:00");
    let (first, second, third) = (town.uploads("00070-intake"), town.uploads("00070-intake"), town.uploads("00070-handler"));
    let named = |ids: &[&str]| ids.iter().map(|id| json!({ "id": id, "title": format!("Công văn {id}") })).collect::<Value>();
    let body = with(
        alert("00070", "Cắt nước phố Huế"),
        json!({ "documents": named(&[&first, &second]), "valid_from": "2026-11-20T12:00:00+07:00" }),
    );
    let id = written(&town, &body);
    assert_eq!(is_readable(&town, &first), (false, false));
    // A colleague keeps one, takes one out and adds one of theirs.
    edits(&town, "00070-handler", &id, 1, &with(body.clone(), json!({ "documents": named(&[&second, &third]) }))).ok();
    assert_eq!(is_readable(&town, &first), (false, false), "it goes with nothing any more");
    approves(&town, "00070-head", &id).ok();
    assert_eq!(is_readable(&town, &second), (true, false));
    town.clock_moves_to("2026-11-20 12:00");
    assert_eq!(is_readable(&town, &second), (true, true));
    let seen = inbox(&town, "citizen-lan");
    assert_eq!(
        seen[0]["documents"],
        json!([
            { "id": second, "media_type": "image/jpeg", "title": format!("Công văn {second}") },
            { "id": third, "media_type": "image/jpeg", "title": format!("Công văn {third}") },
        ])
    );
    town.the_books_are_in_order();
}

#[test]
fn only_ones_own_unused_documents_go_with_an_alert_and_five_at_most() {
    let town = town("2026-11-20 09:00");
    let (own, foreign, film) = (town.uploads("00070-intake"), town.uploads("00070-head"), town.uploads("00070-intake"));
    town.db.execute("UPDATE media SET media_type = 'video/mp4' WHERE id = ?1", [&film]).unwrap();
    let of = |ids: &[&str]| {
        let documents: Value = ids.iter().map(|id| json!({ "id": id, "title": "Công văn" })).collect();
        with(alert("00070", "Cắt nước phố Huế"), json!({ "documents": documents }))
    };
    let fields = |ids: &[&str]| writes(&town, "00070", &of(ids)).fields();
    assert_eq!(fields(&[&own, &foreign]), [field("documents[1].id", "unknown_media")]);
    assert_eq!(fields(&[&film]), [field("documents[0].id", "not_a_document")]);
    assert_eq!(fields(&[&own, &own]), [field("documents", "repeated")]);
    assert_eq!(fields(&["a", "b", "c", "d", "e", "f"]), [field("documents", "too_many")]);
    assert_eq!(town.books().0, 0);
    written(&town, &of(&[&own]));
    assert_eq!(fields(&[&own]), [field("documents[0].id", "unknown_media")], "it goes with another by now");
}

// ----------------------------------------------------------------------------------------- chains

#[test]
fn of_a_chain_the_inbox_shows_the_latest_and_names_the_earlier_ones() {
    let town = town("2026-11-20 09:00");
    let first = sent(&town, &alert("00070", "Cắt nước phố Huế"));
    town.clock_moves_to("2026-11-20 10:00");
    let second = sent(&town, &with(alert("00070", "Lùi giờ có nước trở lại"), json!({ "replaces": first })));
    let seen = inbox(&town, "citizen-lan");
    assert_eq!(titles(&seen), ["Lùi giờ có nước trở lại"]);
    assert_eq!(seen[0]["replaces"], first);
    let earlier = json!([{ "id": first, "title": "Cắt nước phố Huế", "sent_at": "2026-11-20T09:00:00+07:00" }]);
    assert_eq!(seen[0]["earlier"], earlier);
    let old = town.get("", &format!("/api/alerts/{first}")).ok();
    assert_eq!((&old["replaced_by"], &old["earlier"]), (&json!(second), &json!([])));

    let before = town.books();
    let again = with(alert("00070", "Thêm một bản cập nhật"), json!({ "replaces": first }));
    is_refused(&town, before, writes(&town, "00070", &again), 409, "alert_replaced");
    let cancel = json!({ "reason": "Nước đã có trở lại bình thường." });
    let old = post(&town, "00070-head", &format!("/api/alerts/{first}/cancellation"), &cancel);
    is_refused(&town, before, old, 409, "alert_replaced");
    let foreign = with(alert("00004", "Bản tin của phường khác"), json!({ "replaces": second }));
    is_refused(&town, before, writes(&town, "00004", &foreign), 403, "not_your_unit");

    // Taking the latest back ends the chain; nobody is left with half the news.
    town.clock_moves_to("2026-11-20 11:00");
    let third = written(&town, &with(alert("00070", "Nước có lại một phần"), json!({ "replaces": second })));
    post(&town, "00070-head", &format!("/api/alerts/{second}/cancellation"), &cancel).ok();
    let seen = inbox(&town, "citizen-lan");
    assert_eq!(titles(&seen), ["Lùi giờ có nước trở lại"]);
    assert_eq!((&seen[0]["state"], &seen[0]["earlier"]), (&json!("cancelled"), &earlier));
    let before = town.books();
    is_refused(&town, before, approves(&town, "00070-head", &third), 409, "nothing_to_update");
    let over = with(alert("00070", "Cập nhật bản tin đã thu hồi"), json!({ "replaces": second }));
    is_refused(&town, before, writes(&town, "00070", &over), 409, "nothing_to_update");
    // One that waits is not known outside its unit.
    let probing = with(alert("00004", "Bản tin của phường khác"), json!({ "replaces": third }));
    assert_eq!(writes(&town, "00004", &probing).fields(), [field("replaces", "unknown_alert")]);
    town.the_books_are_in_order();
}

#[test]
fn what_begins_later_is_shown_later_and_until_then_the_old_one_stays() {
    let town = town("2026-11-20 09:00");
    let first = sent(&town, &alert("so-xay-dung", "Cấm đường Giải Phóng"));
    let tonight = json!({ "replaces": first, "valid_from": "2026-11-20T18:00:00+07:00" });
    let second = sent(&town, &with(alert("so-xay-dung", "Mở lại một chiều đường Giải Phóng"), tonight));
    assert_eq!(titles(&inbox(&town, "")), ["Cấm đường Giải Phóng"]);
    assert_eq!(town.get("", &format!("/api/alerts/{first}")).ok()["replaced_by"], Value::Null);
    let scheduled = format!("/api/alerts/{second}");
    for (who, status) in [("", 404), ("citizen-lan", 404), ("00070-handler", 200), ("so-xay-dung-head", 200)] {
        assert_eq!(town.get(who, &scheduled).status, status, "other units must know what will be sent: {who}");
    }
    assert_eq!(post(&town, "citizen-lan", &format!("/api/inbox/{second}/read"), &json!({})).status, 404);
    town.clock_moves_to("2026-11-20 18:00");
    assert_eq!(titles(&inbox(&town, "")), ["Mở lại một chiều đường Giải Phóng"]);
    assert_eq!(town.get("", &scheduled).status, 200);

    // Taken back before its time, it was never there.
    let third = sent(&town, &with(alert("so-xay-dung", "Cấm cả hai chiều từ nửa đêm"), json!({ "valid_from": "2026-11-21T00:00:00+07:00" })));
    let cancel = json!({ "reason": "Đơn vị thi công lùi lịch sang tuần sau." });
    post(&town, "so-xay-dung-head", &format!("/api/alerts/{third}/cancellation"), &cancel).ok();
    town.clock_moves_to("2026-11-21 00:00");
    assert_eq!(titles(&inbox(&town, "")), ["Mở lại một chiều đường Giải Phóng"]);
    assert_eq!(town.get("", &format!("/api/alerts/{third}")).status, 404);
    town.the_books_are_in_order();
}

#[test]
fn an_alert_is_shown_for_a_year_at_most() {
    let town = town("2026-11-20 09:00");
    for (until, status) in [("2027-11-20T09:00:01+07:00", 422), ("9999-12-31T09:00:00+07:00", 422), ("2027-11-20T09:00:00+07:00", 201)] {
        let answer = writes(&town, "00070", &with(alert("00070", "Cắt nước phố Huế"), json!({ "valid_until": until })));
        assert_eq!(answer.status, status, "{until}: {}", answer.json);
        if status == 422 {
            assert_eq!(answer.json["code"], "alert_too_long");
            assert!(answer.json["detail"].as_str().unwrap().contains("20/11/2027"), "{}", answer.json);
        }
    }
}

// STYLE: a person who chose nothing is not shown the words of a program.
#[test]
fn what_was_left_out_is_asked_for_in_words() {
    let town = town("2026-11-20 09:00");
    let id = written(&town, &alert("00070", "Cắt nước phố Huế"));
    let asked = |answer: Answer, names: &[&str]| {
        for error in answer.json["errors"].as_array().into_iter().flatten() {
            assert_eq!(error["detail"], edge::words::FIELD_MISSING, "{error}");
        }
        let fields: Vec<String> = answer.fields().into_iter().map(|(name, _)| name).collect();
        assert_eq!(fields, names);
    };
    let nothing = json!({});
    asked(post(&town, "00070-intake", "/api/alerts", &nothing), &["unit", "kind", "title", "text", "valid_until"]);
    let path = format!("/api/alerts/{id}");
    let edit = town.send("00070-intake", Method::PUT, &path, Some(nothing.to_string()));
    asked(edit, &["kind", "title", "text", "valid_until", "version"]);
    asked(post(&town, "00070-head", &format!("{path}/cancellation"), &nothing), &["reason"]);
}

// ----------------------------------------------------------------------------------------- levels

/// Hoàn Kiếm of before July 2025: a district with two wards, an intake officer and a head.
fn with_a_district(town: &Town) {
    town.db
        .execute_batch(
            "INSERT INTO units(id, valid_from, valid_to, name, kind, superior) VALUES
               ('002', '1954-10-10', '2025-07-01', 'Quận Hoàn Kiếm', 'district', 'pvhcc'),
               ('00037', '1954-10-10', '2025-07-01', 'Phường Phúc Tân', 'ward', '002'),
               ('00040', '1954-10-10', '2025-07-01', 'Phường Đồng Xuân', 'ward', '002');
             UPDATE accounts SET residence = '00037' WHERE id = 'citizen-lan';
             UPDATE accounts SET residence = '00004' WHERE id = 'citizen-minh';",
        )
        .unwrap();
    for unit in ["002", "00037"] {
        town.gives(&format!("{unit}-intake"), unit, "intake");
        town.gives(&format!("{unit}-head"), unit, "head");
    }
}

fn in_june(unit: &str, title: &str) -> Value {
    with(alert(unit, title), json!({ "valid_until": "2025-07-05T09:00:00+07:00" }))
}

//
#[test]
fn a_district_reached_the_residents_of_its_wards_until_there_were_none() {
    let town = town("2025-06-29 09:00");
    with_a_district(&town);
    let id = sent(&town, &in_june("002", "Quận mở chốt phân luồng"));
    assert_eq!(titles(&inbox(&town, "citizen-lan")), ["Quận mở chốt phân luồng"]);
    assert_eq!(titles(&inbox(&town, "citizen-minh")), [""; 0]);
    assert_eq!(titles(&inbox(&town, "")), [""; 0]);
    let seen = town.get("002-head", &format!("/api/alerts/{id}")).ok();
    assert_eq!((&seen["level"], &seen["audience"]["name"]), (&json!("district"), &json!("Quận Hoàn Kiếm")));
    let residents: u64 = town.db.query_row("SELECT count(*) FROM accounts WHERE residence IN ('00037', '00040')", [], |row| row.get(0)).unwrap();
    assert_eq!((&seen["reach"], residents >= 1), (&json!(residents), true));
    post(&town, "citizen-lan", &format!("/api/inbox/{id}/read"), &json!({})).ok();
    assert_eq!(post(&town, "citizen-minh", &format!("/api/inbox/{id}/read"), &json!({})).status, 403);

    let waiting = written(&town, &in_june("002", "Lịch tiếp dân tháng Bảy"));
    town.clock_moves_to("2025-07-01 00:00");
    let before = town.books();
    let late = is_refused(&town, before, writes(&town, "002", &in_june("002", "Quận chào người dân")), 422, "level_abolished");
    assert_eq!(late["article"], "Điều 16 khoản 1");
    is_refused(&town, before, approves(&town, "002-head", &waiting), 422, "level_abolished");
    // What was sent before goes on as long as it is valid.
    assert_eq!(titles(&inbox(&town, "citizen-lan")), ["Quận mở chốt phân luồng"]);
    town.the_books_are_in_order();
}

#[test]
fn a_company_sends_no_alerts() {
    let town = town("2026-11-20 09:00");
    town.db.execute("INSERT INTO units(id, valid_from, name, kind) VALUES ('cty', '2020-01-01', 'Công ty', 'company')", []).unwrap();
    town.gives("cty-intake", "cty", "intake");
    let answer = writes(&town, "cty", &alert("cty", "Lịch thu gom rác mới"));
    is_refused(&town, (0, 0, 0, 0), answer, 422, "not_an_issuer");
}

// ------------------------------------------------------------------------------------ repetitions

const CITY: &str = "Mưa to kéo dài, nhiều tuyến phố ngập sâu từ 30 đến 50 cm. Đề nghị người dân hạn chế ra đường, không đi qua hầm chui \
  và cống thoát nước, giữ liên lạc với tổ dân phố để được hỗ trợ khi cần.";
const REWORDED: &str = "Mua to keo dai, nhieu tuyen pho ngap sau tu 30 den 40 cm. De nghi nguoi dan han che ra duong, khong di qua ham chui \
  va cong thoat nuoc, giu lien lac voi to dan pho de duoc ho tro khi can.";
const HALF: &str = "Mưa to kéo dài, nhiều tuyến phố ngập sâu từ 30 đến 50 cm. Đề nghị người dân hạn chế ra đường. Phường mở nhà văn hóa \
  số 4 làm nơi tạm trú, ai cần đến hãy gọi trực ban.";

fn rain(unit: &str, text: &str) -> Value {
    with(alert(unit, "Mưa to, ngập sâu"), json!({ "text": text }))
}

//
#[test]
fn a_ward_does_not_send_again_what_the_city_has_sent() {
    let town = town("2026-11-20 09:00");
    let city = sent(&town, &rain("so-xay-dung", CITY));
    let told = writes(&town, "00070", &rain("00070", REWORDED));
    assert_eq!(told.status, 201, "{}", told.json);
    assert_eq!(
        told.json["similar"],
        json!([{ "likeness": "repeat", "like_in": "text", "alert": {
            "href": format!("/api/alerts/{city}"), "page": format!("/canh-bao?tin={city}"), "title": "Mưa to, ngập sâu" } }])
    );
    let id = told.json["id"].as_str().unwrap();
    let before = town.books();
    let refused = is_refused(&town, before, approves(&town, "00070-head", id), 422, "alert_repeats");
    assert_eq!(refused["article"], "Điều 17 khoản 2");
    assert_eq!(refused["related"], json!([told.json["similar"][0]["alert"]]));

    let near = rain("00070", HALF);
    let refused = is_refused(&town, before, writes(&town, "00070", &near), 422, "near_repeat");
    assert_eq!((&refused["article"], &refused["related"][0]["href"]), (&json!("Điều 17 khoản 2"), &json!(format!("/api/alerts/{city}"))));
    is_refused(&town, before, edits(&town, "00070-intake", id, 1, &near), 422, "near_repeat");
    let explained = with(near, json!({ "reason": "Phường có nơi tạm trú riêng cần báo cho người dân." }));
    assert_eq!(edits(&town, "00070-intake", id, 1, &explained).ok()["similar"][0]["likeness"], "near");
    let seen = town.get("00070-head", &format!("/api/alerts/{id}")).ok();
    assert_eq!(seen["reason"], "Phường có nơi tạm trú riêng cần báo cho người dân.", "the approver reads it");
    approves(&town, "00070-head", id).ok();
    assert!(!inbox(&town, "citizen-lan")[0].to_string().contains("nơi tạm trú riêng"), "residents do not");
    town.the_books_are_in_order();
}

#[test]
fn what_was_sent_counts_for_seven_days_and_what_was_taken_back_does_not() {
    let town = town("2026-11-10 09:00");
    let short = with(rain("so-xay-dung", CITY), json!({ "valid_until": "2026-11-11T09:00:00+07:00" }));
    sent(&town, &short);
    for (now, status) in [("2026-11-17 08:59", 422), ("2026-11-17 09:00", 200)] {
        town.clock_moves_to(now);
        let id = written(&town, &rain("00070", CITY));
        assert_eq!(approves(&town, "00070-head", &id).status, status, "{now}");
    }
    // As long as it is valid it counts, however long ago it was sent.
    let long = with(alert("so-xay-dung", "Cấm đốt rơm rạ"), json!({ "valid_until": "2026-12-31T09:00:00+07:00" }));
    let city = sent(&town, &long);
    town.clock_moves_to("2026-12-20 09:00");
    let again = with(long, json!({ "unit": "00070" }));
    let id = written(&town, &again);
    assert_eq!(approves(&town, "00070-head", &id).status, 422);
    post(&town, "so-xay-dung-head", &format!("/api/alerts/{city}/cancellation"), &json!({ "reason": "Văn bản đã hết hiệu lực." })).ok();
    assert_eq!(approves(&town, "00070-head", &id).status, 200);
    town.the_books_are_in_order();
}

#[test]
fn the_same_event_at_the_same_place_and_time_is_the_same_alert() {
    let town = town("2026-11-20 09:00");
    let hours = |from: &str, until: &str| json!({ "valid_from": format!("2026-11-20T{from}:00+07:00"), "valid_until": format!("2026-11-20T{until}:00+07:00") });
    let cut = with(alert("so-xay-dung", "Bảo trì trạm bơm Yên Phụ"), json!({ "event": "water_cut", "area": ["00070"] }));
    sent(&town, &with(cut, hours("10:00", "12:00")));
    let mine = |unit: &str, event: &str, from: &str, until: &str| {
        with(with(alert(unit, "Thay ống vỡ trước chợ"), json!({ "event": event })), hours(from, until))
    };
    let likeness = |body: &Value| {
        let answer = writes(&town, body["unit"].as_str().unwrap(), body);
        match answer.status {
            201 => answer.json["similar"][0]["likeness"].as_str().unwrap_or("none").to_owned(),
            _ => answer.json["code"].as_str().unwrap().to_owned(),
        }
    };
    assert_eq!(likeness(&mine("00070", "water_cut", "11:00", "15:00")), "repeat");
    assert_eq!(likeness(&mine("00070", "water_cut", "12:00", "15:00")), "near_repeat", "within 24 hours");
    assert_eq!(likeness(&mine("00070", "power_cut", "11:00", "15:00")), "none");
    assert_eq!(likeness(&mine("00004", "water_cut", "11:00", "15:00")), "none", "another ward's water");
}

#[test]
fn a_unit_is_compared_with_those_above_and_not_with_its_own_level_or_below() {
    let town = town("2025-06-20 09:00");
    with_a_district(&town);
    let rain = |unit: &str| with(rain(unit, CITY), json!({ "valid_until": "2025-06-25T09:00:00+07:00" }));
    // Below and beside: nothing.
    sent(&town, &rain("00037"));
    sent(&town, &rain("002"));
    sent(&town, &rain("so-xay-dung"));
    sent(&town, &rain("so-y-te"));
    // Above: the district and the city; of another district, only the city.
    town.clock_moves_to("2025-06-20 10:00");
    let ward = written(&town, &rain("00037"));
    let refused = approves(&town, "00037-head", &ward);
    assert_eq!((refused.status, refused.json["article"].as_str()), (422, Some("Điều 17 khoản 2")));
    let district = written(&town, &rain("002"));
    let refused = approves(&town, "002-head", &district);
    assert_eq!((refused.status, refused.json["article"].as_str()), (422, Some("Điều 16 khoản 2")));
    let similar = writes(&town, "00037", &rain("00037")).json["similar"].as_array().unwrap().len();
    assert_eq!(similar, 3, "the district's and two of the city");
    town.the_books_are_in_order();
}

#[test]
fn an_update_is_no_repetition_of_its_own_chain() {
    let town = town("2026-11-20 09:00");
    let first = sent(&town, &with(alert("00070", "Cắt nước phố Huế"), json!({ "event": "water_cut" })));
    sent(&town, &with(alert("00070", "Cắt nước phố Huế"), json!({ "event": "water_cut", "replaces": first })));
    assert_eq!(inbox(&town, "citizen-lan").len(), 1);
}

// ---------------------------------------------------------------------------------------- reading

#[test]
fn the_unit_learns_how_many_it_reached_and_how_many_read_and_not_who() {
    let town = town("2026-11-20 09:00");
    let id = written(&town, &alert("00070", "Cắt nước phố Huế"));
    let read = |who: &str| post(&town, who, &format!("/api/inbox/{id}/read"), &json!({}));
    assert_eq!(read("citizen-lan").status, 404, "not sent yet");
    approves(&town, "00070-head", &id).ok();
    let residents: u64 = town.db.query_row("SELECT count(*) FROM accounts WHERE residence = '00070'", [], |row| row.get(0)).unwrap();
    town.clock_moves_to("2026-11-20 09:10");
    assert_eq!(inbox(&town, "citizen-lan")[0]["read_at"], Value::Null);
    let noted = read("citizen-lan").ok();
    assert_eq!(noted, json!({ "id": id, "read_at": "2026-11-20T09:10:00+07:00" }));
    town.clock_moves_to("2026-11-20 09:20");
    assert_eq!(read("citizen-lan").ok(), noted, "once");
    let elsewhere = read("citizen-minh");
    assert_eq!((elsewhere.status, elsewhere.json["code"].as_str()), (403, Some("not_in_audience")));
    assert_eq!(read("").status, 401);
    assert_eq!(post(&town, "citizen-lan", "/api/inbox/none/read", &json!({})).status, 404);
    let odd = post(&town, "citizen-lan", &format!("/api/inbox/{id}/read"), &json!({ "surprise": 1 }));
    assert_eq!(odd.fields(), [field("surprise", "unknown_field")]);
    assert_eq!(inbox(&town, "citizen-lan")[0]["read_at"], "2026-11-20T09:10:00+07:00");
    assert_eq!(inbox(&town, "")[..], [] as [Value; 0]);

    let list = town.get("00070-handler", "/api/alerts?unit=00070").ok();
    serde_json::from_value::<alerts::UnitAlerts>(list.clone()).expect("the answer is what the description says");
    assert_eq!((&list["alerts"][0]["reach"], &list["alerts"][0]["reads"]), (&json!(residents), &json!(1)));
    assert!(!list.to_string().contains("citizen-lan"), "{list}");
    // Who comes later was not reached.
    town.db.execute("INSERT INTO accounts(id, name, residence, created_at) VALUES ('late', 'L', '00070', 0)", []).unwrap();
    let later = town.get("00070-handler", &format!("/api/alerts/{id}")).ok();
    assert_eq!(later["reach"], json!(residents));
    town.the_books_are_in_order();
}

// who spoke first goes on with what it said.
#[test]
fn a_ward_that_spoke_first_updates_what_it_said() {
    let town = town("2026-11-20 09:00");
    let flood = |unit: &str, title: &str| with(alert(unit, title), json!({ "event": "flood" }));
    let first = sent(&town, &flood("00070", "Ngập phố Hàng Bông"));
    town.clock_moves_to("2026-11-20 10:00");
    sent(&town, &flood("so-xay-dung", "Thành phố ngập nhiều tuyến đường"));
    town.clock_moves_to("2026-11-20 11:00");
    let second = sent(&town, &with(flood("00070", "Nước phố Hàng Bông đã rút"), json!({ "replaces": first })));
    town.clock_moves_to("2026-11-20 12:00");
    // The chain began before the city spoke, however long it is.
    sent(&town, &with(flood("00070", "Hàng Bông thông xe trở lại"), json!({ "replaces": second })));
    let anew = written(&town, &flood("00070", "Phường nhắc người dân tránh ngập"));
    let before = town.books();
    is_refused(&town, before, approves(&town, "00070-head", &anew), 422, "alert_repeats");
    town.the_books_are_in_order();
}

// whoever of the two is first in the journal, a ward never sends past what the city has sent.
#[test]
fn of_city_and_ward_at_one_moment_the_ward_never_repeats() {
    let town = town("2026-11-20 09:00");
    let events = ["storm", "flood", "fire", "epidemic", "power_cut", "water_cut", "traffic", "security"];
    let titles = [
        "Gió giật mạnh bãi sông", "Hầm chui đầy nước", "Kho vải bốc khói", "Tiêm phòng sởi gấp", "Mất lưới điện trạm",
        "Vỡ ống dẫn chính", "Rào đường làm cống", "Kẻ gian giả danh",
    ];
    let (city, ward) = (town.token("so-xay-dung-head"), town.token("00070-head"));
    for (event, title) in events.iter().zip(titles) {
        let of = |unit: &str, title: &str| written(&town, &with(alert(unit, title), json!({ "event": event })));
        let above = of("so-xay-dung", title);
        let below = of("00070", &format!("{event} {event} 00070 {event}"));
        let (gate, now) = (std::sync::Barrier::new(2), town.now());
        let send = |token: &str, id: &str| {
            let request = edge::Request::new(Method::POST, &format!("/api/alerts/{id}/approval"), "{}")
                .header("authorization", &format!("Bearer {token}"))
                .header("content-type", "application/json");
            let routes = alerts::routes();
            gate.wait();
            answer(&routes, request, now)
        };
        let send = &send;
        let answers = std::thread::scope(|scope| {
            let threads = [scope.spawn(|| send(&city, &above)), scope.spawn(|| send(&ward, &below))];
            threads.map(|thread| thread.join().unwrap())
        });
        assert_eq!(answers[0].status, 200, "{}", answers[0].json);
        let row = |id: &str| {
            let sql = "SELECT coalesce(max(id), 0) FROM journal WHERE subject_id = ?1 AND act = 'approve'";
            town.db.query_row(sql, [id], |row| row.get::<_, i64>(0)).unwrap()
        };
        let (above, below) = (row(&above), row(&below));
        assert!(below < above, "{event}: the ward sent after the city: {}", answers[1].json);
        assert_eq!(answers[1].status, if below > 0 { 200 } else { 422 }, "{}", answers[1].json);
    }
    town.the_books_are_in_order();
}
