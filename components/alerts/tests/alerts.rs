//! Four eyes, the right audience, and an inbox that is read page by page.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![alerts::routes()])
}

fn alert(unit: &str, title: &str) -> Value {
    json!({
        "unit": unit, "kind": "warning", "title": title, "text": format!("{title}, {title} từ nay."),
        "valid_until": "2026-11-21T09:00:00+07:00",
    })
}

fn post(town: &Town, who: &str, path: &str, body: &Value) -> Answer {
    town.send(who, Method::POST, path, Some(body.to_string()))
}

#[track_caller]
fn written(town: &Town, who: &str, unit: &str, title: &str) -> String {
    let answer = post(town, who, "/api/alerts", &alert(unit, title));
    assert_eq!(answer.status, 201, "{}", answer.json);
    assert_eq!((&answer.json["state"], &answer.json["version"]), (&json!("written"), &json!(1)));
    answer.json["id"].as_str().unwrap().to_owned()
}

fn approves(town: &Town, who: &str, id: &str) -> Answer {
    post(town, who, &format!("/api/alerts/{id}/approval"), &json!({}))
}

fn cancels(town: &Town, who: &str, id: &str) -> Answer {
    post(town, who, &format!("/api/alerts/{id}/cancellation"), &json!({ "reason": "Đường đã thông trở lại." }))
}

#[track_caller]
fn sent(town: &Town, unit: &str, title: &str) -> String {
    let id = written(town, &format!("{unit}-intake"), unit, title);
    approves(town, &format!("{unit}-head"), &id).ok();
    id
}

#[track_caller]
fn inbox(town: &Town, who: &str, query: &str) -> Vec<String> {
    let page = town.get(who, &format!("/api/inbox?{query}")).ok();
    page["alerts"].as_array().unwrap().iter().map(|alert| alert["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_one_writes_another_approves_and_that_sends_it() {
    let town = town("2026-11-20 09:00");
    let id = written(&town, "00070-head", "00070", "Cây đổ phố Hàng Bài");
    assert_eq!(inbox(&town, "citizen-lan", ""), [""; 0], "not before it is approved");

    let own = approves(&town, "00070-head", &id);
    assert_eq!((own.status, own.json["code"].as_str()), (403, Some("own_work")));
    assert_eq!(approves(&town, "00070-intake", &id).status, 403, "a head approves");
    let stranger = approves(&town, "00004-head", &id);
    assert_eq!((stranger.status, stranger.json["code"].as_str()), (404, Some("not_found")), "not sent: unknown outside");
    assert_eq!(approves(&town, "", &id).status, 401);
    assert_eq!(town.books().0, 1, "nothing of that was written");

    town.clock_moves_to("2026-11-20 09:05");
    let approved = approves(&town, "00070-deputy", &id).ok();
    assert_eq!(approved, json!({ "id": id, "state": "sent", "version": 2, "similar": [] }));
    let page = town.get("citizen-lan", "/api/inbox").ok();
    assert_eq!(page["alerts"][0]["sent_at"], "2026-11-20T09:05:00+07:00");
    assert_eq!(page["alerts"][0]["valid_until"], "2026-11-21T09:00:00+07:00");
    assert_eq!(page["alerts"][0]["unit"], json!({ "id": "00070", "name": "Phường Hoàn Kiếm" }));
    serde_json::from_value::<alerts::Inbox>(page).expect("the answer is what the description says");

    let again = approves(&town, "00070-deputy", &id);
    assert_eq!((again.status, again.json["code"].as_str()), (409, Some("not_from_here")));
    town.the_books_are_in_order();
}

#[test]
fn a_ward_reaches_its_residents_and_a_department_the_city() {
    let town = town("2026-11-20 09:00");
    sent(&town, "00070", "Hoàn Kiếm mất nước");
    town.clock_moves_to("2026-11-20 09:01");
    sent(&town, "so-xay-dung", "Thành phố ngập sâu");
    town.clock_moves_to("2026-11-20 09:02");
    sent(&town, "00004", "Ba Đình mất điện");

    //
    assert_eq!(inbox(&town, "citizen-lan", ""), ["Thành phố ngập sâu", "Hoàn Kiếm mất nước"]);
    assert_eq!(inbox(&town, "citizen-minh", ""), ["Ba Đình mất điện", "Thành phố ngập sâu"]);
    assert_eq!(inbox(&town, "citizen-lan", "ward=00004"), ["Thành phố ngập sâu", "Hoàn Kiếm mất nước"], "residence decides");
    assert_eq!(inbox(&town, "", ""), ["Thành phố ngập sâu"]);
    assert_eq!(inbox(&town, "", "ward=00004"), ["Ba Đình mất điện", "Thành phố ngập sâu"]);
    assert_eq!(town.get("", "/api/inbox?ward=none").fields(), [field("ward", "unknown_unit")]);

    // Who moves gets the alerts of the new ward, the one sent before among them.
    town.db.execute("UPDATE accounts SET residence = '00004' WHERE id = 'citizen-lan'", []).unwrap();
    assert_eq!(inbox(&town, "citizen-lan", ""), ["Ba Đình mất điện", "Thành phố ngập sâu"]);

    // What is over is not shown; what ends at this instant is over.
    town.clock_moves_to("2026-11-21 08:59");
    assert_eq!(inbox(&town, "", "").len(), 1);
    town.clock_moves_to("2026-11-21 09:00");
    assert_eq!(inbox(&town, "", ""), [""; 0]);
}

#[test]
fn only_who_works_in_a_unit_writes_in_its_name() {
    let town = town("2026-11-20 09:00");
    for who in ["00070-intake", "00070-handler", "00070-head"] {
        written(&town, who, "00070", "Tin của phường");
    }
    for who in ["citizen-lan", "00004-head", "so-xay-dung-head", "admin"] {
        let answer = post(&town, who, "/api/alerts", &alert("00070", "Tin của phường"));
        assert_eq!((answer.status, answer.json["code"].as_str()), (403, Some("not_your_unit")), "{who}");
    }
    assert_eq!(post(&town, "", "/api/alerts", &alert("00070", "Tin của phường")).status, 401);
    assert_eq!(town.books().0, 3);
}

#[test]
fn what_is_wrong_with_an_alert_is_said_all_at_once() {
    let town = town("2026-11-20 09:00");
    let bad = json!({
        "unit": "none", "kind": "joke", "event": "feast", "title": "Hai\ndòng", "text": "ngắn", "area": ["99999"],
        "valid_from": "hôm qua", "valid_until": "mai", "documents": [{ "id": "none", "title": "x" }],
        "replaces": "none", "reason": "vì",
    });
    assert_eq!(
        post(&town, "00070-head", "/api/alerts", &bad).fields(),
        [
            field("unit", "unknown_unit"),
            field("kind", "unknown_choice"),
            field("event", "unknown_choice"),
            field("title", "control_character"),
            field("text", "too_short"),
            field("area[0]", "unknown_unit"),
            field("valid_from", "not_an_instant"),
            field("valid_until", "not_an_instant"),
            field("documents[0].title", "too_short"),
            field("documents[0].id", "unknown_media"),
            field("reason", "too_short"),
            field("replaces", "unknown_alert"),
        ]
    );
    let mut over = alert("00070", "Tin đã cũ");
    over["valid_until"] = json!("2026-11-20T09:00:00+07:00");
    let answer = post(&town, "00070-head", "/api/alerts", &over);
    assert_eq!((answer.status, answer.json["code"].as_str()), (422, Some("alert_already_over")));
    let id = written(&town, "00070-head", "00070", "Tin của phường");
    let short = post(&town, "00070-head", &format!("/api/alerts/{id}/cancellation"), &json!({ "reason": "nhầm" }));
    assert_eq!(short.fields(), [field("reason", "too_short")]);
    assert_eq!(town.books().0, 1, "nothing is left behind");
}

#[test]
fn what_is_taken_back_stays_visible_with_its_reason_if_it_was_sent() {
    let town = town("2026-11-20 09:00");
    let id = sent(&town, "00070", "Cây đổ phố Hàng Bài");
    let unsent = written(&town, "00070-intake", "00070", "Bản nháp nhầm");
    town.clock_moves_to("2026-11-20 10:00");
    // It was sent, so others know of it; it is not theirs.
    let other = cancels(&town, "00004-head", &id);
    assert_eq!((other.status, other.json["code"].as_str()), (403, Some("not_your_unit")));
    assert_eq!(cancels(&town, "00004-head", &unsent).status, 404);
    assert_eq!(cancels(&town, "00070-head", &id).ok()["state"], "cancelled");
    assert_eq!(cancels(&town, "00070-head", &unsent).ok()["state"], "cancelled");
    assert_eq!(cancels(&town, "00070-head", &id).status, 409);

    let page = town.get("citizen-lan", "/api/inbox").ok();
    assert_eq!(page["alerts"].as_array().map(Vec::len), Some(1), "the one never sent is never seen");
    assert_eq!(page["alerts"][0]["state"], "cancelled");
    assert_eq!(page["alerts"][0]["cancel_reason"], "Đường đã thông trở lại.");
    assert_eq!(page["alerts"][0]["cancelled_at"], "2026-11-20T10:00:00+07:00");
    assert_eq!(town.get("", &format!("/api/alerts/{unsent}")).status, 404);
    town.the_books_are_in_order();
}

#[test]
fn the_unit_reads_who_wrote_and_who_approved_and_nobody_else_does() {
    let town = town("2026-11-20 09:00");
    let waiting = written(&town, "00070-intake", "00070", "Chờ phê duyệt");
    town.clock_moves_to("2026-11-20 09:01");
    let id = sent(&town, "00070", "Đã gửi đi");

    let list = town.get("00070-handler", "/api/alerts?unit=00070").ok();
    assert_eq!(list["alerts"][0]["id"], id);
    assert_eq!(list["alerts"][0]["approved_by"]["id"], "00070-head");
    assert_eq!(list["alerts"][1]["written_by"], json!({ "id": "00070-intake", "name": town.name_of("00070-intake") }));
    assert_eq!((&list["alerts"][1]["state"], &list["alerts"][1]["approved_by"]), (&json!("written"), &Value::Null));
    serde_json::from_value::<alerts::UnitAlerts>(list).expect("the answer is what the description says");
    assert_eq!(town.get("00004-head", "/api/alerts?unit=00070").status, 403);
    assert_eq!(town.get("", "/api/alerts?unit=00070").status, 401);
    assert_eq!(town.get("00070-head", "/api/alerts?limit=0&after=x").fields().len(), 3);

    let public = town.get("", &format!("/api/alerts/{id}")).ok();
    assert_eq!(public["title"], "Đã gửi đi");
    assert!(!public.to_string().contains("00070-"), "{public}");
    serde_json::from_value::<alerts::Alert>(public).expect("the answer is what the description says");
    let inside = town.get("00070-intake", &format!("/api/alerts/{id}")).ok();
    assert_eq!(inside["written_by"]["id"], "00070-intake");
    assert_eq!(town.get("00070-intake", &format!("/api/alerts/{waiting}")).ok()["state"], "written");
    for who in ["", "citizen-lan", "00004-head"] {
        assert_eq!(town.get(who, &format!("/api/alerts/{waiting}")).status, 404, "{who}");
    }
    assert_eq!(town.get("", "/api/alerts/none").status, 404);
}

/// Headlines that no two people would take for one another.
const TITLES: [&str; 7] = [
    "Cắt điện khu Hàng Bài",
    "Bão số mười đổ bộ",
    "Phun thuốc diệt muỗi tuần này",
    "Hạn chế xe tải giờ cao điểm",
    "Đổi lịch thu gom rác",
    "Rét đậm kéo dài",
    "Họp tổ dân phố tối mai",
];

#[test]
fn the_inbox_and_the_list_of_a_unit_are_read_page_by_page_each_alert_once() {
    let town = town("2026-11-20 09:00");
    let mut titles = Vec::new();
    for n in 0..7 {
        // Three at the same millisecond: the cursor tells them apart.
        if n % 3 == 0 {
            town.clock_moves_to(&format!("2026-11-20 09:1{n}"));
        }
        let unit = if n % 2 == 0 { "00070" } else { "so-xay-dung" };
        let title = TITLES[n];
        sent(&town, unit, title);
        titles.push(title.to_owned());
    }
    for (who, path, count) in [("citizen-lan", "/api/inbox?", 7_usize), ("00070-head", "/api/alerts?unit=00070&", 4)] {
        let mut seen = Vec::new();
        let mut instants = Vec::new();
        let mut after = String::new();
        let mut pages = 0;
        loop {
            let page = town.get(who, &format!("{path}limit=2{after}")).ok();
            for alert in page["alerts"].as_array().unwrap() {
                seen.push(alert["title"].as_str().unwrap().to_owned());
                instants.push(alert["sent_at"].as_str().unwrap().to_owned());
            }
            pages += 1;
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert!(instants.is_sorted_by(|a, b| a >= b), "newest first: {instants:?}");
        assert_eq!((seen.len(), pages), (count, count.div_ceil(2)), "{seen:?}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count, "each once");
        assert!(seen.iter().all(|title| titles.contains(title)));
    }
}

#[test]
fn of_many_who_approve_at_once_one_does_and_the_others_are_told() {
    let town = town("2026-11-20 09:00");
    let id = written(&town, "00070-intake", "00070", "Cây đổ phố Hàng Bài");
    let tokens: Vec<String> = ["00070-head", "00070-deputy"].iter().cycle().take(8).map(|who| town.token(who)).collect();
    let gate = std::sync::Barrier::new(tokens.len());
    let (now, path) = (town.now(), format!("/api/alerts/{id}/approval"));
    let approve = |token: &String| {
        let request = edge::Request::new(Method::POST, &path, "{}")
            .header("authorization", &format!("Bearer {token}"))
            .header("content-type", "application/json");
        gate.wait();
        answer(&alerts::routes(), request, now)
    };
    let approve = &approve;
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let threads: Vec<_> = tokens.iter().map(|token| scope.spawn(move || approve(token))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for late in answers.iter().filter(|answer| answer.status != 200) {
        let code = late.json["code"].as_str().unwrap();
        assert!(late.status == 409 && ["stale_alert", "not_from_here"].contains(&code), "{}", late.json);
        assert!(late.json["detail"].as_str().unwrap().contains("ản tin"), "it speaks of an alert: {}", late.json);
    }
    assert_eq!(town.books().0, 2);
    town.the_books_are_in_order();
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&alerts::routes(), &alerts::openapi()), [""; 0]);
}
