//! Stories of sending a report.

mod story;
#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use story::{ask, good_report, json_of, send_report};
use support::{Town, field};

const NOON: &str = "2026-02-13 11:00";

fn town() -> Town {
    Town::at(NOON, vec![submission::routes()])
}

#[test]
fn a_report_opens_a_case_at_the_ward_with_eight_working_hours() {
    let town = town();
    let media = vec![town.uploads("citizen-lan"), town.uploads("citizen-lan")];
    let (status, case, location) = send_report(&town, &submission::routes(), "citizen-lan", "key-0001", &good_report(&media));
    assert_eq!(status, 201, "{case}");
    let code = case["code"].as_str().unwrap();
    assert_eq!(location.as_deref(), Some(&*format!("/api/reports/{code}")));
    assert_eq!((case["state"].as_str(), case["unit"].as_str()), (Some("submitted"), Some("00070")));
    // R-6.2d: verification, 4 wh, ends first: one hour before lunch, three after. R-7.2d runs to the 25th.
    assert_eq!(case["due_at"], "2026-02-13T16:00:00+07:00");
    assert_eq!(case["version"], 1);
    let kept: (String, i64, i64) = town
        .db
        .query_row(
            "SELECT r.text, r.confidential, (SELECT count(*) FROM case_media m WHERE m.case_id = c.id AND purpose = 'report')
             FROM cases c JOIN reports r ON r.case_id = c.id WHERE c.code = ?1",
            [code],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert!(kept.0.starts_with("Ổ gà sâu"));
    assert_eq!((kept.1, kept.2), (0, 2));
    town.the_books_are_in_order();
}

#[test]
fn the_category_says_who_receives_it() {
    // flooding goes to the department, potholes to the ward.
    let town = town();
    let mut report = good_report(&[town.uploads("citizen-lan")]);
    report["category"] = json!("thoat-nuoc-ngap");
    report["confidential"] = json!(true);
    report.as_object_mut().unwrap().remove("latitude");
    report.as_object_mut().unwrap().remove("longitude");
    let (status, case, _) = send_report(&town, &submission::routes(), "citizen-lan", "key-0001", &report);
    assert_eq!((status, case["unit"].as_str()), (201, Some("so-xay-dung")), "{case}");
    let code = case["code"].as_str().unwrap();
    let full = town.get("citizen-lan", &format!("/api/reports/{code}")).ok();
    assert_eq!((&full["confidential"], &full["latitude"], &full["longitude"]), (&json!(true), &Value::Null, &Value::Null));
}

#[test]
fn the_same_key_gives_the_same_case_whatever_the_body_says() {
    let town = town();
    let routes = submission::routes();
    let report = good_report(&[town.uploads("citizen-lan")]);
    let (_, first, _) = send_report(&town, &routes, "citizen-lan", "key-0001", &report);
    let before = town.books();
    // The files are used by now, which a first sending would be refused for.
    let (status, again, location) = send_report(&town, &routes, "citizen-lan", "key-0001", &report);
    assert_eq!((status, &again), (200, &first));
    assert_eq!(location.as_deref(), Some(&*format!("/api/reports/{}", first["code"].as_str().unwrap())));
    let other = json!({ "kind": "field", "text": "khác" });
    let (status, again, _) = send_report(&town, &routes, "citizen-lan", "key-0001", &other);
    assert_eq!((status, &again), (200, &first));
    assert_eq!(town.books(), before);

    // A key is its sender's: Minh's is another.
    let (status, minhs, _) =
        send_report(&town, &routes, "citizen-minh", "key-0001", &good_report(&[town.uploads("citizen-minh")]));
    assert_eq!(status, 201);
    assert_ne!(minhs["code"], first["code"]);
}

#[test]
fn a_later_look_at_the_key_shows_how_the_case_stands_then() {
    let town = town();
    let routes = submission::routes();
    let report = good_report(&[town.uploads("citizen-lan")]);
    let (_, first, _) = send_report(&town, &routes, "citizen-lan", "key-0001", &report);
    let code = first["code"].as_str().unwrap();
    town.send("citizen-lan", Method::POST, &format!("/api/reports/{code}/withdrawal"), Some(support::reason().to_string())).ok();
    let (status, again, _) = send_report(&town, &routes, "citizen-lan", "key-0001", &report);
    assert_eq!((status, again["state"].as_str(), &again["due_at"]), (200, Some("withdrawn"), &Value::Null));
    assert_eq!(again["version"], 2);
}

#[test]
fn requests_that_race_with_one_key_open_one_case() {
    let town = town();
    let report = good_report(&[town.uploads("citizen-lan")]).to_string();
    let token = town.token("citizen-lan");
    let now = town.now();
    const RACERS: usize = 8;
    let gate = std::sync::Barrier::new(RACERS);
    let answers: Vec<(u16, Value)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..RACERS)
            .map(|_| {
                let (gate, report, token) = (&gate, &report, &token);
                scope.spawn(move || {
                    let request = edge::Request::new(Method::POST, "/api/reports", report.clone())
                        .header("authorization", &format!("Bearer {token}"))
                        .header("content-type", "application/json")
                        .header("idempotency-key", "one-key-for-all");
                    let routes = submission::routes();
                    gate.wait();
                    let answer = support::answer(&routes, request, now);
                    (answer.status, answer.json)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|(status, _)| *status == 201).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|(status, _)| *status == 200).count(), RACERS - 1, "{answers:?}");
    let codes: std::collections::HashSet<_> = answers.iter().map(|(_, case)| case["code"].to_string()).collect();
    assert_eq!(codes.len(), 1);
    assert_eq!(town.books().0, 1);
    town.the_books_are_in_order();
}

#[test]
fn every_wrong_field_is_named_at_once_and_nothing_is_left() {
    let town = town();
    let routes = submission::routes();
    let before = town.books();
    let fields = |body: Value| {
        let (status, json, _) = send_report(&town, &routes, "citizen-lan", "key-0001", &body);
        support::Answer { status, json }.fields()
    };
    assert_eq!(
        fields(json!({})),
        ["kind", "category", "text", "ward", "address", "happened_at"].map(|name| field(name, "missing"))
    );
    let foreign = town.uploads("citizen-minh");
    let own = town.uploads("citizen-lan");
    assert_eq!(
        fields(json!({
            "kind": "gossip", "category": "khong-co", "text": "ngắn", "address": "x", "ward": "99999",
            "latitude": 10.7, "longitude": 106.7, "happened_at": "hôm qua", "media": [own, foreign, "khong-co"],
        })),
        [
            field("kind", "unknown_choice"),
            field("text", "too_short"),
            field("address", "too_short"),
            field("latitude", "outside_hanoi"),
            field("happened_at", "not_an_instant"),
            field("ward", "unknown_ward"),
            field("media[1]", "unknown_media"),
            field("media[2]", "unknown_media"),
        ]
    );
    let with = |name: &str, value: Value| {
        let mut report = good_report(std::slice::from_ref(&own));
        report[name] = value;
        fields(report)
    };
    assert_eq!(with("latitude", Value::Null), [field("latitude", "missing")]);
    assert_eq!(with("longitude", Value::Null), [field("longitude", "missing")]);
    assert_eq!(with("category", json!("khong-co")), [field("category", "unknown_category")]);
    assert_eq!(with("kind", Value::Null), [field("kind", "missing")]);
    assert_eq!(with("category", json!("../x y")), [field("category", "not_an_id")]);
    assert_eq!(with("ward", json!("so-xay-dung")), [field("ward", "unknown_ward")]);
    assert_eq!(with("text", json!("a".repeat(4001))), [field("text", "too_long")]);
    assert_eq!(with("text", json!("mười ký tự\u{0007} và hơn")), [field("text", "control_character")]);
    assert_eq!(with("media", json!([own.clone(), own.clone()])), [field("media", "repeated")]);
    let eleven: Vec<String> = (0..11).map(|_| town.uploads("citizen-lan")).collect();
    assert_eq!(with("media", json!(eleven)), [field("media", "too_many")]);
    assert_eq!(with("confidential", json!("có")), [field("confidential", "wrong_type")]);
    assert_eq!(with("phone", json!("0912345678")), [field("phone", "unknown_field")]);
    assert_eq!(town.books(), before);
}

#[test]
fn files_that_a_case_has_are_no_other_cases() {
    let town = town();
    let routes = submission::routes();
    let photo = town.uploads("citizen-lan");
    assert_eq!(send_report(&town, &routes, "citizen-lan", "key-0001", &good_report(std::slice::from_ref(&photo))).0, 201);
    let (status, json, _) = send_report(&town, &routes, "citizen-lan", "key-0002", &good_report(&[photo]));
    assert_eq!(support::Answer { status, json }.fields(), [field("media[0]", "unknown_media")]);
}

#[test]
fn the_rules_refuse_with_their_article() {
    let town = town();
    let routes = submission::routes();
    let before = town.books();
    let refused = |who: &str, change: &dyn Fn(&mut Value)| {
        let mut report = good_report(&[town.uploads(who)]);
        change(&mut report);
        let (status, json, _) = send_report(&town, &routes, who, "key-0001", &report);
        (status, json["code"].as_str().unwrap().to_owned(), json["article"].as_str().unwrap().to_owned())
    };
    let expect = |status: u16, code: &str, article: &str| (status, code.to_owned(), article.to_owned());
    //
    assert_eq!(refused("citizen-new", &|_| {}), expect(403, "identity_not_verified", "Điều 5 khoản 5"));
    // a picture or a video, and nothing of tomorrow.
    assert_eq!(refused("citizen-lan", &|report| report["media"] = json!([])), expect(422, "media_missing", "Điều 5 khoản 2"));
    assert_eq!(
        refused("citizen-lan", &|report| report["happened_at"] = json!("2026-02-14T08:00:00+07:00")),
        expect(422, "happens_in_future", "Điều 5 khoản 2")
    );
    let pdf = town.uploads("citizen-lan");
    town.db.execute("UPDATE media SET media_type = 'application/pdf' WHERE id = ?1", [&pdf]).unwrap();
    assert_eq!(
        refused("citizen-lan", &|report| report["media"] = json!([pdf.clone()])),
        expect(422, "media_missing", "Điều 5 khoản 2")
    );
    assert_eq!(town.books(), before);
}

#[test]
fn a_request_needs_a_person_a_key_and_json() {
    let town = town();
    let routes = submission::routes();
    let report = good_report(&[town.uploads("citizen-lan")]).to_string();
    let json = ("content-type", "application/json");
    let send = |who: &str, headers: &[(&'static str, &str)], body: &str| {
        let reply = ask(&town, &routes, who, Method::POST, "/api/reports", headers, body);
        (reply.status.as_u16(), json_of(&reply)["code"].as_str().unwrap().to_owned())
    };
    let is = |status: u16, code: &str| (status, code.to_owned());
    assert_eq!(send("", &[json, ("idempotency-key", "key-0001")], &report), is(401, "not_signed_in"));
    assert_eq!(send("citizen-lan", &[json], &report), is(422, "invalid_fields"));
    assert_eq!(send("citizen-lan", &[json, ("idempotency-key", "ngắn")], &report), is(422, "invalid_fields"));
    assert_eq!(send("citizen-lan", &[("idempotency-key", "key-0001")], &report), is(415, "unsupported_media_type"));
    assert_eq!(send("citizen-lan", &[json, ("idempotency-key", "key-0001")], "{"), is(400, "bad_json"));
    let huge = format!("{{\"text\": \"{}\"}}", "a".repeat(70_000));
    assert_eq!(send("citizen-lan", &[json, ("idempotency-key", "key-0001")], &huge), is(413, "too_large"));
    assert_eq!(town.books().0, 0);
}

#[test]
fn codes_that_are_taken_leave_nothing_and_the_key_free() {
    // Codes are random, so the collision is made: a trigger refuses every one.
    let town = town();
    town.db
        .execute_batch(
            "CREATE TRIGGER every_code_is_taken BEFORE INSERT ON cases
             BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: cases.code'); END;",
        )
        .unwrap();
    let report = good_report(&[town.uploads("citizen-lan")]);
    // The second try has another code and meets the same.
    let (status, json, _) = send_report(&town, &submission::routes(), "citizen-lan", "key-0001", &report);
    assert_eq!((status, json["code"].as_str()), (409, Some("already_done")));
    assert_eq!(town.books().0, 0);
    town.db.execute("DROP TRIGGER every_code_is_taken", []).unwrap();
    let (status, ..) = send_report(&town, &submission::routes(), "citizen-lan", "key-0001", &report);
    assert_eq!(status, 201);
}
