//! Signing in on a local run, one's own sessions, who one is, and the units of the city.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::{Method, Reply, Request};
use serde_json::{Value, json};
use support::*;

fn town() -> Town {
    edge::set_native_variable("dev_sign_in", "on");
    Town::at("2026-03-02 08:00", vec![identity::routes()])
}

fn ask(town: &Town, request: Request) -> (Reply, Value) {
    let reply = pollster::block_on(edge::handle_at(&identity::routes(), request, town.now()));
    let body = reply.body_bytes().unwrap();
    let json = if body.is_empty() { Value::Null } else { serde_json::from_slice(body).unwrap() };
    (reply, json)
}

fn signing_in(account: &str) -> Request {
    let body = json!({ "account": account }).to_string();
    Request::new(Method::POST, "/api/sessions", body).header("content-type", "application/json")
}

#[track_caller]
fn signs_in(town: &Town, account: &str) -> (String, String) {
    let (reply, session) = ask(town, signing_in(account));
    assert_eq!(reply.status, 201, "{session}");
    let text = |name: &str| session[name].as_str().unwrap().to_owned();
    (text("id"), text("token"))
}

fn with_token(method: Method, path: &str, token: &str) -> Request {
    Request::new(method, path, "").header("authorization", &format!("Bearer {token}"))
}

fn status(town: &Town, request: Request) -> u16 {
    ask(town, request).0.status.as_u16()
}

#[test]
fn a_demo_person_signs_in_for_a_working_day() {
    let town = town();
    let (reply, session) = ask(&town, signing_in("00070-head"));
    assert_eq!(reply.status, 201, "{session}");
    assert_eq!((&session["account"], &session["expires_at"]), (&json!("00070-head"), &json!("2026-03-02T16:00:00+07:00")));
    assert_eq!(session["name"], town.name_of("00070-head"));
    let token = session["token"].as_str().unwrap();
    assert_eq!(token.len(), 64, "256 bits in hex");
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with(&format!("session={token}; ")) && cookie.contains("HttpOnly"), "{cookie}");
    assert!(cookie.contains("Max-Age=28800") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert_eq!(reply.headers["cache-control"], "no-store");

    // The database keeps a hash, which signs nobody in.
    let kept: String = town.db.query_row("SELECT token_hash FROM sessions", [], |row| row.get(0)).unwrap();
    assert_ne!(kept, token);
    assert_eq!(status(&town, with_token(Method::GET, "/api/me", &kept)), 401);

    let by_cookie = || Request::new(Method::GET, "/api/me", "").header("cookie", &format!("session={token}"));
    town.clock_moves_to("2026-03-02 15:59");
    assert_eq!(status(&town, by_cookie()), 200);
    town.clock_moves_to("2026-03-02 16:00");
    assert_eq!(status(&town, by_cookie()), 401);
}

#[test]
fn an_unknown_account_and_another_site_open_nothing() {
    let town = town();
    let (reply, problem) = ask(&town, signing_in("nobody"));
    assert_eq!((reply.status.as_u16(), &problem["errors"][0]["code"]), (422, &json!("unknown_account")));
    assert!(reply.headers.get("set-cookie").is_none());
    assert_eq!(status(&town, signing_in("citizen-lan").header("sec-fetch-site", "cross-site")), 403);
    let sessions: i64 = town.db.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).unwrap();
    assert_eq!(sessions, 0);
}

#[test]
fn where_demo_sign_in_is_off_nothing_is_there() {
    let town = town();
    for off in ["off", "", "false", "0", "no"] {
        edge::set_native_variable("dev_sign_in", off);
        for request in [signing_in("citizen-lan"), Request::new(Method::GET, "/api/dev/accounts", "")] {
            let (reply, problem) = ask(&town, request);
            assert_eq!((reply.status.as_u16(), &problem["code"]), (404, &json!("sign_in_not_available")), "{off:?}");
            assert!(problem["detail"].as_str().unwrap().contains("đăng nhập"));
        }
    }
    for on in ["on", "true", "1"] {
        edge::set_native_variable("dev_sign_in", on);
        signs_in(&town, "citizen-lan");
    }
}

//
#[test]
fn a_person_lists_and_ends_their_own_sessions_and_nobody_elses() {
    let town = town();
    let (phone_id, phone) = signs_in(&town, "citizen-lan");
    town.clock_moves_to("2026-03-02 09:00");
    let (desk_id, desk) = signs_in(&town, "citizen-lan");
    let (other_id, other) = signs_in(&town, "citizen-minh");

    let list = |token: &str| ask(&town, with_token(Method::GET, "/api/sessions", token)).1;
    let sessions = list(&desk);
    assert_eq!(
        sessions["sessions"],
        json!([
            { "id": desk_id, "created_at": "2026-03-02T09:00:00+07:00", "expires_at": "2026-03-02T17:00:00+07:00", "current": true },
            { "id": phone_id, "created_at": "2026-03-02T08:00:00+07:00", "expires_at": "2026-03-02T16:00:00+07:00", "current": false },
        ])
    );
    serde_json::from_value::<identity::Sessions>(sessions).expect("the answer is what the description says");

    let end = |token: &str, id: &str| ask(&town, with_token(Method::DELETE, &format!("/api/sessions/{id}"), token)).0;
    assert_eq!(end(&desk, &other_id).status, 404, "somebody else's");
    assert_eq!(status(&town, with_token(Method::GET, "/api/me", &other)), 200);
    assert_eq!(end(&desk, "none").status, 404);

    let ended = end(&desk, &phone_id);
    assert_eq!(ended.status, 204);
    assert!(ended.headers.get("set-cookie").is_none(), "one's own cookie stays");
    assert_eq!(end(&desk, &phone_id).status, 404, "once");
    assert_eq!(status(&town, with_token(Method::GET, "/api/me", &phone)), 401);
    assert_eq!(list(&desk)["sessions"].as_array().map(Vec::len), Some(1));

    let ended = end(&desk, "current");
    assert_eq!(ended.status, 204);
    assert!(ended.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(status(&town, with_token(Method::GET, "/api/me", &desk)), 401);
    assert_eq!(end(&desk, "current").status, 401);
    for (method, path) in [(Method::GET, "/api/sessions"), (Method::DELETE, "/api/sessions/current"), (Method::GET, "/api/me")] {
        assert_eq!(status(&town, Request::new(method, path, "")), 401);
    }
}

#[test]
fn me_says_who_one_is_where_one_lives_and_what_one_may_be() {
    let town = town();
    let lan = town.get("citizen-lan", "/api/me").ok();
    assert_eq!(
        lan,
        json!({ "id": "citizen-lan", "name": "Nguyễn Thị Lan", "verified": true,
            "residence": { "id": "00070", "name": "Phường Hoàn Kiếm" }, "residence_to_confirm": false, "memberships": [] })
    );
    // moved from a ward that was split, until the person says where they live.
    town.db.execute("UPDATE accounts SET residence_confirm = 1 WHERE id = 'citizen-lan'", []).unwrap();
    assert_eq!(town.get("citizen-lan", "/api/me").ok()["residence_to_confirm"], true);
    let body = json!({ "ward": "00070" }).to_string();
    let now = town.send("citizen-lan", Method::PUT, "/api/me/residence", Some(body)).ok();
    assert_eq!(now["residence_to_confirm"], false);
    assert_eq!(town.get("citizen-new", "/api/me").ok()["verified"], false);
    let head = town.get("so-xay-dung-head", "/api/me").ok();
    assert_eq!(head["residence"], Value::Null);
    assert_eq!(
        head["memberships"],
        json!([{ "unit": { "id": "so-xay-dung", "name": "Sở Xây dựng" }, "role": "head", "role_name": "thủ trưởng đơn vị" }])
    );
}

#[test]
fn a_person_says_where_they_live() {
    let town = town();
    let put = |who: &str, body: Value| town.send(who, Method::PUT, "/api/me/residence", Some(body.to_string()));
    let moved = put("citizen-lan", json!({ "ward": "00004" })).ok();
    assert_eq!(moved["residence"]["id"], "00004");
    assert_eq!(town.get("citizen-lan", "/api/me").ok()["residence"]["id"], "00004");
    for (ward, code) in [("so-xay-dung", "not_a_ward"), ("99999", "not_a_ward"), ("0/4", "not_an_id")] {
        assert_eq!(put("citizen-lan", json!({ "ward": ward })).fields(), [field("ward", code)]);
    }
    assert_eq!(put("", json!({ "ward": "00004" })).status, 401);
    assert_eq!(town.get("citizen-lan", "/api/me").ok()["residence"]["id"], "00004", "nothing else was noted");
}

#[test]
fn units_are_found_by_kind_and_by_name_without_diacritics() {
    let town = town();
    let names = |query: &str| -> Vec<String> {
        let units = town.get("", &format!("/api/units?{query}")).ok();
        units["units"].as_array().unwrap().iter().map(|unit| unit["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("q=hoan+kiem"), ["Phường Hoàn Kiếm"]);
    assert_eq!(names("q=HO%C3%80N+KI%E1%BA%BEM&kind=ward"), ["Phường Hoàn Kiếm"]);
    assert_eq!(names("q=hoan+kiem&kind=commune"), [""; 0]);
    assert_eq!(names("kind=ward").len() + names("kind=commune").len(), 126);
    assert!(names("kind=department").contains(&"Sở Xây dựng".to_owned()));
    assert_eq!(names("").len(), names("kind=&q=").len());
    // Đ stands with D and not behind the last letter.
    let wards = names("kind=ward");
    let place = |name: &str| wards.iter().position(|ward| ward.contains(name)).unwrap();
    assert!(place("Đống Đa") < place("Hoàn Kiếm"), "{wards:?}");
    assert_eq!(town.get("", "/api/units?kind=village").fields(), [field("kind", "unknown_choice")]);

    let (reply, unit) = ask(&town, Request::new(Method::GET, "/api/units/00070", ""));
    assert_eq!((&unit["name"], &unit["kind"], &unit["superior"]), (&json!("Phường Hoàn Kiếm"), &json!("ward"), &Value::Null));
    assert!(unit["latitude"].is_f64());
    assert!(reply.headers["cache-control"].to_str().unwrap().starts_with("public"));
    assert_eq!(town.get("", "/api/units/none").status, 404);
}

#[test]
fn the_officers_of_a_unit_are_known_to_the_unit() {
    let town = town();
    let handlers = town.get("00070-head", "/api/units/00070/handlers").ok();
    let ids: Vec<&str> = handlers["handlers"].as_array().unwrap().iter().map(|h| h["id"].as_str().unwrap()).collect();
    assert_eq!((ids.len(), ids.contains(&"00070-handler"), ids.contains(&"00070-handler2")), (2, true, true));
    serde_json::from_value::<identity::Handlers>(handlers).expect("the answer is what the description says");
    assert_eq!(town.get("00004-head", "/api/units/00070/handlers").status, 403);
    assert_eq!(town.get("citizen-lan", "/api/units/00070/handlers").status, 403);
    assert_eq!(town.get("", "/api/units/00070/handlers").status, 401);
    assert_eq!(town.get("00070-head", "/api/units/none/handlers").status, 404);
}

#[test]
fn demo_people_are_found_by_name_unit_and_role() {
    let town = town();
    let ids = |query: &str| -> Vec<String> {
        let people = town.get("", &format!("/api/dev/accounts?{query}")).ok();
        people["accounts"].as_array().unwrap().iter().map(|person| person["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("")[..4], ["citizen-hoa", "citizen-lan", "citizen-minh", "citizen-new"], "citizens first");
    assert_eq!(ids("").len(), 50);
    assert_eq!(ids("q=phuong+hoan+kiem+thu+truong"), ["00070-deputy", "00070-head"]);
    assert_eq!(ids("q=nguyen+thi+lan"), ["citizen-lan"]);
    assert_eq!(ids("q=pvhcc-centre"), ["pvhcc-centre"]);
    let lan = town.get("", "/api/dev/accounts?q=citizen+lan").ok();
    assert_eq!(lan["accounts"][0]["residence"]["name"], "Phường Hoàn Kiếm");
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&identity::routes(), &identity::openapi()), [""; 0]);
}
