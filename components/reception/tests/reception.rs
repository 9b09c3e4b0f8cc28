//! From the posted session to the answer; the last place; who may; what is wrong with a form; the register and its file.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

const INTAKE: &str = "ban-tcd-intake";
const HEAD: &str = "ban-tcd-head";

fn town(now: &str) -> Town {
    Town::at(now, vec![reception::routes()])
}

fn post(town: &Town, who: &str, path: &str, body: &Value) -> Answer {
    town.send(who, Method::POST, path, Some(body.to_string()))
}

fn posting(day: &str) -> Value {
    json!({
        "site": "ly-thai-to", "kind": "regular", "mode": "in_person", "chair": "Phó Trưởng ban Tiếp công dân",
        "starts_at": format!("{day}T08:00:00+07:00"), "ends_at": format!("{day}T11:30:00+07:00"), "capacity": 2,
    })
}

fn wish(session: &str) -> Value {
    json!({
        "session": session, "matters": ["complaint"], "subject": "Bồi thường khi thu hồi đất",
        "content": "Đơn giá bồi thường chưa đúng với vị trí thửa đất.", "request": "Xem xét lại đơn giá.",
        "people": 1, "address": "Số 125 phố Hàng Bông",
    })
}

/// A session on that day, posted from now on; its id.
#[track_caller]
fn posts(town: &Town, body: &Value) -> String {
    let answer = post(town, INTAKE, "/api/reception/sessions", body);
    assert_eq!(answer.status, 201, "{}", answer.json);
    serde_json::from_value::<reception::Session>(answer.json.clone()).expect("the answer is what the description says");
    answer.json["id"].as_str().unwrap().to_owned()
}

#[track_caller]
fn books(town: &Town, who: &str, session: &str) -> String {
    let answer = post(town, who, "/api/reception/bookings", &wish(session));
    assert_eq!(answer.status, 201, "{}", answer.json);
    assert_eq!((&answer.json["state"], &answer.json["version"]), (&json!("booked"), &json!(1)));
    answer.json["code"].as_str().unwrap().to_owned()
}

fn does(town: &Town, who: &str, what: &str, code: &str, body: &Value) -> Answer {
    post(town, who, &format!("/api/reception/bookings/{code}/{what}"), body)
}

#[track_caller]
fn refused(town: &Town, answer: Answer, status: u16, code: &str, rows: i64) {
    assert_eq!((answer.status, answer.json["code"].as_str()), (status, Some(code)), "{}", answer.json);
    assert_eq!(town.books().0, rows, "a refused request leaves nothing behind");
}

/// A file, as text.
fn file(town: &Town, who: &str, target: &str) -> (String, String) {
    let token = town.token(who);
    let request = edge::Request::new(Method::GET, target, "").header("authorization", &format!("Bearer {token}"));
    let reply = pollster::block_on(edge::handle_at(&reception::routes(), request, town.now()));
    assert_eq!(reply.status, 200);
    let kind = reply.headers["content-type"].to_str().unwrap().to_owned();
    (kind, String::from_utf8(reply.body_bytes().unwrap().to_vec()).unwrap())
}

#[test]
fn a_person_is_booked_confirmed_received_and_answered() {
    let town = town("2026-03-02 08:00");
    let session = posts(&town, &posting("2026-03-10"));
    let list = town.get("", "/api/reception/sessions").ok();
    assert_eq!((&list["sessions"][0]["id"], &list["sessions"][0]["free"]), (&json!(session), &json!(2)));
    serde_json::from_value::<reception::Sessions>(list).expect("the answer is what the description says");

    let code = books(&town, "citizen-lan", &session);
    assert!(code.starts_with("TCD26-") && code.len() == 14, "{code}");
    assert_eq!(town.get("", "/api/reception/sessions").ok()["sessions"][0]["free"], 1);
    assert_eq!(does(&town, INTAKE, "confirmation", &code, &json!({})).ok()["state"], "confirmed");
    let early = does(&town, INTAKE, "attendance", &code, &json!({}));
    refused(&town, early, 409, "session_not_begun", 3);

    town.clock_moves_to("2026-03-10 07:50"); // who comes early is not sent away
    let course = json!({ "course": "UBND phường đã trả lời một lần." });
    let attended = does(&town, INTAKE, "attendance", &code, &course).ok();
    // Law, Điều 28: ten working days, the day itself not counted.
    assert_eq!((&attended["state"], &attended["due_at"]), (&json!("attended"), &json!("2026-03-24T17:00:00+07:00")));
    let due = town.get(HEAD, "/api/desks/reception/deadlines").ok();
    assert_eq!(due["bookings"][0]["code"], code.as_str());
    assert_eq!(due["bookings"][0]["register"]["number"], 1);
    assert_eq!(due["bookings"][0]["citizen"]["name"], town.name_of("citizen-lan").as_str());
    serde_json::from_value::<reception::DeskBookings>(due).expect("the answer is what the description says");

    town.clock_moves_to("2026-03-24 16:00");
    let longer = json!({ "kind": "needs_longer", "days": 20, "explanation": "Cần xác minh tại thực địa cùng các sở." });
    let longer = does(&town, INTAKE, "answer", &code, &longer).ok();
    assert_eq!((&longer["state"], &longer["due_at"]), (&json!("pending"), &json!("2026-04-21T17:00:00+07:00")));
    let again = json!({ "kind": "needs_longer", "days": 5, "explanation": "Cần xác minh thêm một lần nữa." });
    refused(&town, does(&town, INTAKE, "answer", &code, &again), 409, "longer_already", 5);
    town.clock_moves_to("2026-04-20 09:00");
    let passed = json!({ "kind": "transferred", "to": "so-nnmt", "explanation": "Thuộc thẩm quyền của Sở Nông nghiệp và Môi trường." });
    assert_eq!(does(&town, INTAKE, "answer", &code, &passed).ok()["state"], "answered");

    let mine = town.get("citizen-lan", &format!("/api/reception/bookings/{code}")).ok();
    assert_eq!((&mine["state"], &mine["due_at"]), (&json!("answered"), &Value::Null));
    assert_eq!(mine["results"][0]["kind"], "needs_longer");
    assert_eq!(mine["results"][1]["to"]["name"], "Sở Nông nghiệp và Môi trường");
    assert!(mine.get("citizen").is_none() && mine["results"][0].get("by").is_none(), "people of the board: {mine}");
    serde_json::from_value::<reception::Booking>(mine).expect("the answer is what the description says");
    assert_eq!(town.get(HEAD, "/api/desks/reception/deadlines").ok()["bookings"], json!([]));
    town.the_books_are_in_order();
}

#[test]
fn sessions_are_posted_five_working_days_ahead_within_the_hours_of_the_site() {
    let town = town("2026-03-02 23:00");
    let refuses = |body: Value, code: &str| refused(&town, post(&town, INTAKE, "/api/reception/sessions", &body), 422, code, 0);
    let change = |day: &str, name: &str, value: &str| {
        let mut body = posting(day);
        body[name] = json!(value);
        body
    };
    refuses(posting("2026-03-06"), "planned_cases_only"); // a Friday
    refuses(posting("2026-03-05"), "posted_too_late");
    refuses(posting("2026-03-07"), "day_off");
    refuses(change("2026-03-10", "ends_at", "2026-03-10T12:00:00+07:00"), "outside_hours");
    refuses(change("2026-03-10", "kind", "leader"), "outside_hours"); // leaders begin at 08:30
    refuses(change("2026-03-10", "ends_at", "2026-03-11T11:30:00+07:00"), "not_one_stretch");
    refuses(change("2026-03-10", "ends_at", "2026-03-10T08:00:00+07:00"), "not_one_stretch");
    let problem = post(&town, INTAKE, "/api/reception/sessions", &posting("2026-03-05"));
    assert_eq!(problem.json["article"], "Điều 5 khoản 4");
    assert!(problem.json["detail"].as_str().unwrap().contains("26/02/2026"), "the day it should have been: {}", problem.json);
    posts(&town, &posting("2026-03-09")); // Monday to Monday
    posts(&town, &change("2026-03-13", "kind", "planned"));
    let twice = post(&town, INTAKE, "/api/reception/sessions", &posting("2026-03-09"));
    refused(&town, twice, 409, "chair_taken", 2);
    for who in ["citizen-lan", "00070-head", "pvhcc-centre", "ban-tcd-handler"] {
        refused(&town, post(&town, who, "/api/reception/sessions", &posting("2026-03-16")), 403, "not_your_unit", 2);
    }
    refused(&town, post(&town, "", "/api/reception/sessions", &posting("2026-03-16")), 401, "not_signed_in", 2);
}

#[test]
fn an_online_session_brings_its_dates_and_asks_for_consent() {
    let town = town("2026-03-02 08:00");
    let mut body = posting("2026-03-10");
    body["mode"] = json!("online");
    let session = posts(&town, &body);
    let online = &town.get("", "/api/reception/sessions").ok()["sessions"][0]["online"];
    assert_eq!(
        *online,
        json!({
            "notify_until": "2026-03-03", "test_until": "2026-03-09", "connect_at": "2026-03-10T07:00:00+07:00",
            "connection_known": false,
        })
    );
    let silent = post(&town, "citizen-lan", "/api/reception/bookings", &wish(&session));
    refused(&town, silent, 422, "recording_consent_missing", 1);
    let mut agreed = wish(&session);
    agreed["recording_consent"] = json!(true);
    assert_eq!(post(&town, "citizen-lan", "/api/reception/bookings", &agreed).status, 201);
    // Announced anew, five working days ahead again; and there is no way out without a date.
    let path = format!("/api/reception/sessions/{session}/rescheduling");
    let near = json!({ "starts_at": "2026-03-05T08:00:00+07:00", "ends_at": "2026-03-05T11:30:00+07:00", "reason": "Người chủ trì bận họp." });
    refused(&town, post(&town, HEAD, &path, &near), 422, "announced_too_late", 2);
    refused(&town, post(&town, HEAD, &path, &json!({ "reason": "Người chủ trì bận họp." })), 422, "new_date_missing", 2);
}

fn connects(town: &Town, who: &str, session: &str, link: &str) -> Answer {
    let body = json!({ "connection": link }).to_string();
    town.send(who, Method::PUT, &format!("/api/reception/sessions/{session}/connection"), Some(body))
}

// Nghị định 154/2026: the matters are chosen, the parties are told by a day, and learn where to connect.
#[test]
fn an_online_session_takes_what_it_chose_and_says_where_to_connect() {
    let town = town("2026-03-02 08:00");
    let mut body = posting("2026-03-10");
    (body["mode"], body["matters"]) = (json!("online"), json!(["complaint", "petition"]));
    let session = posts(&town, &body);
    assert_eq!(town.get("", "/api/reception/sessions").ok()["sessions"][0]["matters"], json!(["complaint", "petition"]));
    let wish = |matter: &str| {
        let mut wish = wish(&session);
        (wish["recording_consent"], wish["matters"]) = (json!(true), json!([matter]));
        wish
    };
    let books = |who: &str, matter: &str| post(&town, who, "/api/reception/bookings", &wish(matter));
    refused(&town, books("citizen-lan", "denunciation"), 422, "matter_not_taken", 1);
    let code = books("citizen-lan", "complaint").json["code"].as_str().unwrap().to_owned();
    refused(&town, does(&town, INTAKE, "confirmation", &code, &json!({})), 409, "connection_missing", 2);

    town.clock_moves_to("2026-03-03 16:00");
    assert_eq!(connects(&town, INTAKE, &session, "http://hanoi.gov.vn").fields(), [field("connection", "not_a_link")]);
    let link = "https://tiepcongdan.hanoi.gov.vn/phong/12";
    refused(&town, connects(&town, "citizen-lan", &session, link), 403, "not_your_unit", 2);
    assert_eq!(connects(&town, INTAKE, "none", link).status, 404);
    let answer = connects(&town, INTAKE, &session, link).ok();
    assert_eq!((&answer["online"]["connection_known"], answer.get("connection")), (&json!(true), None), "it is no public address");
    let read = |who: &str| town.get(who, &format!("/api/reception/bookings/{code}")).ok()["connection"].clone();
    assert_eq!((read("citizen-lan"), read(INTAKE)), (Value::Null, json!(link)));
    does(&town, INTAKE, "confirmation", &code, &json!({})).ok();
    assert_eq!(read("citizen-lan"), json!(link));
    let (_, entry) = file(&town, "citizen-lan", &format!("/api/reception/bookings/{code}/calendar.ics"));
    assert!(entry.contains(&format!("URL:{link}\r\n")) && !entry.contains("LOCATION"), "{entry}");

    // After the notice day nobody becomes a party, and a new address is told.
    town.clock_moves_to("2026-03-04 08:00");
    let late = books("citizen-minh", "complaint");
    assert!(late.json["detail"].as_str().unwrap().contains("03/03/2026"), "{}", late.json);
    refused(&town, late, 409, "booked_too_late", 4);
    connects(&town, HEAD, &session, "https://tiepcongdan.hanoi.gov.vn/phong/14").ok();
    let told: String =
        town.db.query_row("SELECT recipient FROM outbox WHERE topic = 'connection_changed'", [], |row| row.get(0)).unwrap();
    assert_eq!(told, "citizen-lan");
    town.the_books_are_in_order();
}

#[test]
fn an_address_that_comes_after_the_notice_day_comes_too_late() {
    let town = town("2026-03-02 08:00");
    let mut body = posting("2026-03-10");
    body["connection"] = json!("https://hanoi.gov.vn/12");
    refused(&town, post(&town, INTAKE, "/api/reception/sessions", &body), 422, "not_online", 0);
    body["connection"] = json!("nowhere");
    assert_eq!(post(&town, INTAKE, "/api/reception/sessions", &body).fields(), [field("connection", "not_a_link")]);
    body["mode"] = json!("online");
    body["connection"] = json!(" ");
    let session = posts(&town, &body);
    town.clock_moves_to("2026-03-04 08:00");
    refused(&town, connects(&town, INTAKE, &session, "https://hanoi.gov.vn/12"), 409, "connection_too_late", 1);
}

// Quyết định 12: Fridays are kept for those who are invited.
#[test]
fn nobody_books_a_planned_session() {
    let town = town("2026-03-02 08:00");
    let mut body = posting("2026-03-13");
    body["kind"] = json!("planned");
    let session = posts(&town, &body);
    let answer = post(&town, "citizen-lan", "/api/reception/bookings", &wish(&session));
    assert!(answer.json["detail"].as_str().unwrap().contains("giấy mời"), "{}", answer.json);
    refused(&town, answer, 422, "by_invitation", 1);
}

// Whoever was moved to tomorrow did not choose tomorrow.
#[test]
fn who_was_moved_at_short_notice_can_still_give_the_place_back() {
    let town = town("2026-03-02 08:00");
    let session = posts(&town, &posting("2026-03-10"));
    let (lan, minh) = (books(&town, "citizen-lan", &session), books(&town, "citizen-minh", &session));
    town.clock_moves_to("2026-03-04 17:00");
    let soon = json!({ "starts_at": "2026-03-05T14:00:00+07:00", "ends_at": "2026-03-05T16:30:00+07:00", "reason": "Người chủ trì đi công tác." });
    post(&town, HEAD, &format!("/api/reception/sessions/{session}/rescheduling"), &soon).ok();
    let read = town.get("citizen-lan", &format!("/api/reception/bookings/{lan}")).ok();
    assert_eq!(read["cancel_until"], "2026-03-05");
    town.clock_moves_to("2026-03-05 13:59");
    assert_eq!(does(&town, "citizen-lan", "cancellation", &lan, &json!({})).ok()["state"], "cancelled");
    town.clock_moves_to("2026-03-05 14:00");
    refused(&town, does(&town, "citizen-minh", "cancellation", &minh, &json!({})), 409, "session_begun", 5);
    town.the_books_are_in_order();
}

// STYLE: a person who chose nothing is not shown the words of a program.
#[test]
fn what_was_left_out_is_asked_for_in_words() {
    let town = town("2026-03-02 08:00");
    let session = posts(&town, &posting("2026-03-10"));
    let code = books(&town, "citizen-lan", &session);
    let asked = |who: &str, path: &str, names: &[&str]| {
        let answer = post(&town, who, path, &json!({}));
        for error in answer.json["errors"].as_array().into_iter().flatten() {
            assert!(error["detail"] == edge::words::FIELD_MISSING || error["code"] == "too_few", "{path}: {error}");
        }
        let fields: Vec<String> = answer.fields().into_iter().map(|(name, _)| name).collect();
        assert_eq!(fields, names, "{path}");
    };
    asked(INTAKE, "/api/reception/sessions", &["site", "kind", "mode", "chair", "starts_at", "ends_at", "capacity"]);
    asked("citizen-lan", "/api/reception/bookings", &["session", "matters", "subject", "content", "people", "address"]);
    asked(HEAD, &format!("/api/reception/sessions/{session}/rescheduling"), &["reason"]);
    asked(INTAKE, &format!("/api/reception/bookings/{code}/refusal"), &["ground", "explanation"]);
    asked(INTAKE, &format!("/api/reception/bookings/{code}/answer"), &["kind", "explanation"]);
}

#[test]
fn a_moved_session_takes_its_bookings_along_and_tells_each() {
    let town = town("2026-03-02 08:00");
    let session = posts(&town, &posting("2026-03-10"));
    let (lan, minh) = (books(&town, "citizen-lan", &session), books(&town, "citizen-minh", &session));
    does(&town, "citizen-minh", "cancellation", &minh, &json!({})).ok();
    let calendar = |code: &str| file(&town, "citizen-lan", &format!("/api/reception/bookings/{code}/calendar.ics"));
    let (kind, before) = calendar(&lan);
    assert_eq!(kind, "text/calendar; charset=utf-8");
    assert!(before.contains("SEQUENCE:0\r\n") && before.contains("DTSTART:20260310T010000Z\r\n"), "{before}");
    assert!(before.contains("STATUS:TENTATIVE\r\n"), "{before}");

    let path = format!("/api/reception/sessions/{session}/rescheduling");
    let later = json!({ "starts_at": "2026-03-11T14:00:00+07:00", "ends_at": "2026-03-11T16:30:00+07:00", "reason": "Người chủ trì có lịch họp đột xuất." });
    for who in ["citizen-lan", "00070-head"] {
        refused(&town, post(&town, who, &path, &later), 403, "not_your_unit", 4);
    }
    let moved = post(&town, HEAD, &path, &later).ok();
    assert_eq!((&moved["state"], &moved["free"]), (&json!("moved"), &json!(1)));
    assert_eq!(moved["move_reason"], "Người chủ trì có lịch họp đột xuất.");
    let told: Vec<String> = town
        .db
        .prepare("SELECT recipient FROM outbox WHERE topic = 'reception_moved'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(told, ["citizen-lan"], "who cancelled is left in peace");
    let (_, after) = calendar(&lan);
    assert!(after.contains("SEQUENCE:1\r\n") && after.contains("DTSTART:20260311T070000Z\r\n"), "{after}");
    assert_eq!(town.get("citizen-lan", &format!("/api/reception/bookings/{lan}")).ok()["cancel_until"], "2026-03-10");
    let day = |date: &str| town.get(INTAKE, &format!("/api/desks/reception/bookings?date={date}")).ok()["bookings"].as_array().unwrap().len();
    assert_eq!((day("2026-03-10"), day("2026-03-11")), (0, 2));
    refused(&town, town.get("citizen-minh", &format!("/api/reception/bookings/{lan}/calendar.ics")), 404, "not_found", 5);
    refused(&town, town.get(INTAKE, &format!("/api/reception/bookings/{lan}/calendar.ics")), 403, "not_yours", 5);

    town.clock_moves_to("2026-03-11 14:00");
    let path = format!("/api/reception/sessions/{session}/rescheduling");
    let again = json!({ "starts_at": "2026-03-12T14:00:00+07:00", "ends_at": "2026-03-12T16:30:00+07:00", "reason": "Người chủ trì bận họp." });
    refused(&town, post(&town, HEAD, &path, &again), 409, "session_begun", 5);
    town.the_books_are_in_order();
}

#[test]
fn a_place_is_given_back_until_the_day_before() {
    let town = town("2026-03-02 08:00");
    let session = posts(&town, &posting("2026-03-10"));
    let (lan, minh) = (books(&town, "citizen-lan", &session), books(&town, "citizen-minh", &session));
    let full = post(&town, "citizen-hoa", "/api/reception/bookings", &wish(&session));
    refused(&town, full, 409, "session_full", 3);
    let others = does(&town, INTAKE, "cancellation", &lan, &json!({}));
    assert!(others.json["detail"].as_str().unwrap().contains("đã đăng ký tiếp công dân"), "not of a report: {}", others.json);
    assert_eq!(others.json["article"], "Điều 5 khoản 4");
    refused(&town, others, 403, "not_yours", 3);
    refused(&town, does(&town, "citizen-minh", "cancellation", &lan, &json!({})), 404, "not_found", 3);
    town.clock_moves_to("2026-03-09 23:59");
    assert_eq!(does(&town, "citizen-lan", "cancellation", &lan, &json!({})).ok()["state"], "cancelled");
    books(&town, "citizen-hoa", &session); // the place is free again
    town.clock_moves_to("2026-03-10 00:00");
    refused(&town, does(&town, "citizen-minh", "cancellation", &minh, &json!({})), 409, "too_late_to_cancel", 5);
    refused(&town, does(&town, INTAKE, "absence", &minh, &json!({})), 409, "session_not_begun", 5);
    town.clock_moves_to("2026-03-10 08:00");
    refused(&town, post(&town, "citizen-lan", "/api/reception/bookings", &wish(&session)), 409, "session_begun", 5);
    assert_eq!(does(&town, INTAKE, "absence", &minh, &json!({})).ok()["state"], "absent");
    refused(&town, does(&town, INTAKE, "attendance", &minh, &json!({})), 409, "not_from_here", 6);
    town.the_books_are_in_order();
}

#[test]
fn a_refusal_has_its_ground_and_another_person_issues_the_notice() {
    let town = town("2026-03-02 08:00");
    let session = posts(&town, &posting("2026-03-10"));
    let code = books(&town, "citizen-lan", &session);
    let settled = json!({ "ground": "settled", "explanation": "Vụ việc đã được giải quyết và rà soát theo quy định." });
    for who in ["citizen-lan", "ban-tcd-handler"] {
        let answer = does(&town, who, "refusal", &code, &settled);
        assert!([403, 404].contains(&answer.status), "{who}: {}", answer.json);
    }
    town.clock_moves_to("2026-03-05 09:00");
    let refusal = does(&town, HEAD, "refusal", &code, &settled).ok();
    assert_eq!((&refusal["state"], &refusal["due_at"]), (&json!("refused"), &json!("2026-03-10T17:00:00+07:00")));
    assert_eq!(town.get("", "/api/reception/sessions").ok()["sessions"][0]["free"], 2, "the place is free");
    refused(&town, does(&town, HEAD, "refusal-notice", &code, &json!({})), 403, "own_work", 3);
    refused(&town, does(&town, INTAKE, "refusal-notice", &code, &json!({})), 403, "not_your_unit", 3);
    assert_eq!(does(&town, "ban-tcd-deputy", "refusal-notice", &code, &json!({})).ok()["state"], "notified");
    let mine = town.get("citizen-lan", &format!("/api/reception/bookings/{code}")).ok();
    assert_eq!(mine["results"][0]["ground"], "settled");
    assert_eq!(mine["refusal_notified_at"], "2026-03-05T09:00:00+07:00");
    assert_eq!(mine["due_at"], Value::Null);
    town.the_books_are_in_order();
}

#[test]
fn what_is_wrong_with_a_form_is_said_all_at_once_and_leaves_nothing() {
    let town = town("2026-03-02 08:00");
    let bad = json!({
        "site": "none", "kind": "x", "mode": "x", "chair": "A\nB", "starts_at": "mai", "ends_at": "2026-03-10", "capacity": 0,
    });
    assert_eq!(
        post(&town, INTAKE, "/api/reception/sessions", &bad).fields(),
        [
            field("site", "unknown_site"),
            field("kind", "unknown_choice"),
            field("mode", "unknown_choice"),
            field("chair", "control_character"),
            field("starts_at", "not_an_instant"),
            field("ends_at", "not_an_instant"),
            field("capacity", "out_of_range"),
        ]
    );
    let session = posts(&town, &posting("2026-03-10"));
    let bad = json!({
        "session": "none", "matters": ["x"], "subject": "ngắn", "content": "ngắn", "request": "x".repeat(1001), "people": 51,
        "representative": "A", "address": "",
    });
    assert_eq!(
        post(&town, "citizen-lan", "/api/reception/bookings", &bad).fields(),
        [
            field("session", "unknown_session"),
            field("matters[0]", "unknown_choice"),
            field("subject", "too_short"),
            field("content", "too_short"),
            field("request", "too_long"),
            field("people", "out_of_range"),
            field("representative", "too_short"),
            field("address", "too_short"),
        ]
    );
    let asks = |change: &dyn Fn(&mut Value)| {
        let mut body = wish(&session);
        change(&mut body);
        post(&town, "citizen-lan", "/api/reception/bookings", &body)
    };
    assert_eq!(asks(&|body| body["matters"] = json!([])).fields(), [field("matters", "too_few")]);
    assert_eq!(asks(&|body| body["people"] = json!("two")).fields().len(), 1, "wrong type");
    assert_eq!(asks(&|body| body["more"] = json!(1)).fields(), [field("more", "unknown_field")]);
    // Law, Điều 25: split what is mixed; several people name one who speaks.
    refused(&town, asks(&|body| body["matters"] = json!(["complaint", "denunciation"])), 422, "mixed_matters", 1);
    refused(&town, asks(&|body| body["people"] = json!(3)), 422, "representative_missing", 1);
    refused(&town, post(&town, "citizen-new", "/api/reception/bookings", &wish(&session)), 403, "identity_not_verified", 1);
    refused(&town, post(&town, "", "/api/reception/bookings", &wish(&session)), 401, "not_signed_in", 1);

    let code = books(&town, "citizen-lan", &session);
    refused(&town, post(&town, "citizen-lan", "/api/reception/bookings", &wish(&session)), 409, "already_booked", 2);
    for what in ["confirmation", "absence", "cancellation", "refusal-notice"] {
        assert_eq!(does(&town, INTAKE, what, &code, &json!({ "more": 1 })).fields(), [field("more", "unknown_field")], "{what}");
        assert_eq!(does(&town, "", what, &code, &json!({})).status, 401, "{what}");
    }
    let long = json!({ "course": "x".repeat(1001) });
    assert_eq!(does(&town, INTAKE, "attendance", &code, &long).fields(), [field("course", "too_long")]);
    let bad = json!({ "ground": "x", "explanation": "ngắn" });
    assert_eq!(
        does(&town, INTAKE, "refusal", &code, &bad).fields(),
        [field("ground", "unknown_choice"), field("explanation", "too_short")]
    );
    let bad = json!({ "kind": "x", "to": "none", "days": 61, "explanation": "" });
    assert_eq!(
        does(&town, INTAKE, "answer", &code, &bad).fields(),
        [
            field("kind", "unknown_choice"),
            field("to", "unknown_unit"),
            field("days", "out_of_range"),
            field("explanation", "too_short"),
        ]
    );
    let path = format!("/api/reception/sessions/{session}/rescheduling");
    let bad = json!({ "starts_at": "x", "ends_at": "x", "reason": "x" });
    assert_eq!(post(&town, HEAD, &path, &bad).fields().len(), 3);
    let reason = json!({ "reason": "Người chủ trì bận họp." });
    assert_eq!(post(&town, HEAD, "/api/reception/sessions/none/rescheduling", &reason).status, 404);
    assert_eq!(town.books().0, 2, "nothing is left behind");

    town.clock_moves_to("2026-03-10 08:00");
    does(&town, INTAKE, "attendance", &code, &json!({})).ok();
    let answers = |change: Value| {
        let mut body = json!({ "kind": "accepted", "explanation": "Thụ lý giải quyết theo thẩm quyền." });
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        does(&town, INTAKE, "answer", &code, &body)
    };
    refused(&town, answers(json!({ "kind": "transferred" })), 422, "receiver_missing", 3);
    refused(&town, answers(json!({ "kind": "transferred", "to": "ban-tcd" })), 422, "same_unit", 3);
    refused(&town, answers(json!({ "kind": "needs_longer" })), 422, "time_missing", 3);
    for (query, name) in [
        ("/api/desks/reception/bookings", "date"),
        ("/api/desks/reception/bookings?date=2026-3-1", "date"),
        ("/api/desks/reception/deadlines?after=x", "after"),
        ("/api/desks/reception/register?year=1", "year"),
        ("/api/desks/reception/register.csv?year=x", "year"),
        ("/api/reception/bookings?limit=0", "limit"),
    ] {
        assert_eq!(town.get(INTAKE, query).fields()[0].0, name, "{query}");
    }
    assert_eq!(town.get("", "/api/reception/sessions?after=x").fields(), [field("after", "not_a_cursor")]);
    for (query, errors) in [("", 2), ("?month=2026-13&site=none", 2), ("?month=+026-03&site=ly-thai-to", 1)] {
        assert_eq!(town.get("", &format!("/api/reception/leader-day{query}")).fields().len(), errors, "{query}");
    }
}

#[test]
fn the_desk_the_register_and_its_file_are_the_boards_alone() {
    let town = town("2026-03-02 08:00");
    let session = posts(&town, &posting("2026-03-10"));
    let (lan, minh) = (books(&town, "citizen-lan", &session), books(&town, "citizen-minh", &session));
    town.clock_moves_to("2026-03-10 08:30");
    does(&town, INTAKE, "attendance", &minh, &json!({ "course": "=HYPERLINK(\"x\")" })).ok();
    does(&town, INTAKE, "attendance", &lan, &json!({})).ok();
    let resolved = json!({ "kind": "resolved", "explanation": "Đã giải thích, công dân đồng ý." });
    does(&town, INTAKE, "answer", &lan, &resolved).ok();
    for path in ["bookings?date=2026-03-10", "deadlines", "register", "register.csv"] {
        let path = format!("/api/desks/reception/{path}");
        assert_eq!(town.get("", &path).status, 401, "{path}");
        for who in ["citizen-lan", "00070-head", "pvhcc-centre"] {
            assert_eq!((town.get(who, &path).status, who), (403, who), "{path}");
        }
    }
    let page = town.get(INTAKE, "/api/desks/reception/register?limit=1").ok();
    assert_eq!((&page["lines"][0]["number"], &page["lines"][0]["code"]), (&json!(1), &json!(minh)));
    assert_eq!((&page["year"], &page["next"]), (&json!(2026), &json!(1)));
    let rest = town.get(INTAKE, "/api/desks/reception/register?after=1").ok();
    assert_eq!((&rest["lines"][0]["code"], &rest["next"]), (&json!(lan), &Value::Null));
    let day = town.get(INTAKE, "/api/desks/reception/bookings?date=2026-03-10&limit=1").ok();
    let next = day["next"].as_str().unwrap();
    let second = town.get(INTAKE, &format!("/api/desks/reception/bookings?date=2026-03-10&after={next}")).ok();
    assert_ne!(day["bookings"][0]["code"], second["bookings"][0]["code"]);
    assert_eq!((second["bookings"].as_array().map(Vec::len), &second["next"]), (Some(1), &Value::Null));

    let (kind, csv) = file(&town, HEAD, "/api/desks/reception/register.csv?year=2026");
    assert_eq!(kind, "text/csv; charset=utf-8");
    assert!(csv.starts_with("\u{feff}STT,Ngày tiếp,"), "{csv}");
    assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""), "no formula: {csv}");
    assert!(csv.contains(&town.name_of("citizen-lan")) && csv.contains("giải quyết ngay tại buổi tiếp"), "{csv}");
    assert_eq!(csv.lines().count(), 3);
}

#[test]
fn lists_are_read_page_by_page_each_line_once() {
    let town = town("2026-03-02 08:00");
    let sessions: Vec<String> = ["2026-03-10", "2026-03-11", "2026-03-12"].iter().map(|day| posts(&town, &posting(day))).collect();
    for session in &sessions {
        books(&town, "citizen-lan", session);
    }
    for (who, path, name, id) in [("", "/api/reception/sessions", "sessions", "id"), ("citizen-lan", "/api/reception/bookings", "bookings", "code")] {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = town.get(who, &format!("{path}?limit=2{after}")).ok();
            seen.extend(page[name].as_array().unwrap().iter().map(|line| line[id].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 3, "{seen:?}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 3, "each once");
    }
    let stranger = town.get("citizen-minh", "/api/reception/bookings").ok();
    assert_eq!(stranger, json!({ "bookings": [], "next": null }));
    // What has begun is not offered any more.
    town.clock_moves_to("2026-03-11 08:00");
    assert_eq!(town.get("", "/api/reception/sessions").ok()["sessions"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_leaders_day_is_the_third_tuesday_or_the_next_day_open_to_all() {
    let town = town("2026-03-02 08:00");
    let ask = |month: &str| town.get("", &format!("/api/reception/leader-day?month={month}&site=ly-thai-to")).ok();
    let march = ask("2026-03");
    assert_eq!((&march["date"], &march["moved_from"], &march["post_until"]), (&json!("2026-03-17"), &Value::Null, &json!("2026-03-10")));
    assert_eq!(march["hours"][0], json!(["08:30", "11:30"]));
    serde_json::from_value::<reception::LeaderDayReply>(march).expect("the answer is what the description says");
    // 17 February 2026 is Tết, to Friday 20; then a weekend.
    let tet = ask("2026-02");
    assert_eq!((&tet["date"], &tet["moved_from"]), (&json!("2026-02-23"), &json!("2026-02-17")));
    // The calendar begins in 2025: the month is wrong, and nothing of the city is missing.
    for month in ["1900-01", "2024-12", "2031-01"] {
        let answer = town.get("", &format!("/api/reception/leader-day?month={month}&site=ly-thai-to"));
        assert_eq!(answer.fields(), [field("month", "out_of_calendar")], "{month}");
    }
    let sites = town.get("", "/api/reception/sites").ok();
    assert_eq!(sites["sites"].as_array().map(Vec::len), Some(2));
    serde_json::from_value::<reception::Sites>(sites).expect("the answer is what the description says");
}

#[test]
fn of_a_storm_on_the_last_place_one_wins_and_the_others_are_told_it_is_full() {
    let town = town("2026-03-02 08:00");
    let mut body = posting("2026-03-10");
    body["capacity"] = json!(1);
    let session = posts(&town, &body);
    let people = ["citizen-lan", "citizen-minh", "citizen-hoa", "00070-head", "00070-intake", "00004-head", "admin", "00004-intake"];
    let tokens: Vec<String> = people.iter().map(|who| town.token(who)).collect();
    let gate = std::sync::Barrier::new(tokens.len());
    let (now, wish) = (town.now(), wish(&session).to_string());
    let book = |token: &String| {
        let request = edge::Request::new(Method::POST, "/api/reception/bookings", wish.clone())
            .header("authorization", &format!("Bearer {token}"))
            .header("content-type", "application/json");
        let routes = reception::routes();
        gate.wait();
        answer(&routes, request, now)
    };
    let book = &book;
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let threads: Vec<_> = tokens.iter().map(|token| scope.spawn(move || book(token))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    for late in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!((late.status, late.json["code"].as_str()), (409, Some("session_full")), "{}", late.json);
    }
    assert_eq!(town.books().0, 2);
    assert_eq!(town.get("", "/api/reception/sessions").ok()["sessions"][0]["free"], 0);
    town.the_books_are_in_order();
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&reception::routes(), &reception::openapi()), [""; 0]);
}
