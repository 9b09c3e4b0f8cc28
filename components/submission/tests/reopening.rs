//! "Still not solved": the matter of a published case is reported again (Điều 13, Điều 18 k.4).

mod story;
#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use story::{ask, is_published, json_of};
use support::{Town, field};

const STILL: &str = "Vỉa hè lại sụt đúng chỗ cũ chỉ sau hai ngày, người đi bộ vẫn phải xuống đường.";

fn town() -> Town {
    Town::at("2026-02-10 09:00", vec![submission::routes()])
}

fn published(town: &Town) -> String {
    let code = town.reports();
    is_published(town, &code, "00070");
    code
}

fn rates(town: &Town, code: &str, satisfaction: &str) {
    let body = json!({ "satisfaction": satisfaction }).to_string();
    town.send("citizen-lan", Method::PUT, &format!("/api/reports/{code}/rating"), Some(body)).ok();
}

fn reopens(town: &Town, who: &str, code: &str, key: &str, body: &Value) -> (u16, Value) {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    let reply = ask(town, &submission::routes(), who, Method::POST, &format!("/api/reports/{code}/reopening"), &headers, &body.to_string());
    (reply.status.as_u16(), json_of(&reply))
}

fn still(town: &Town) -> Value {
    json!({ "text": STILL, "media": [town.uploads("citizen-lan")] })
}

#[test]
fn a_new_case_continues_the_old_one_and_both_say_so() {
    let town = town();
    let code = published(&town);
    rates(&town, &code, "unsatisfied");
    let old = town.get("citizen-lan", &format!("/api/reports/{code}")).ok();
    assert!(old["may"].as_array().unwrap().contains(&json!("reopen")), "{}", old["may"]);
    assert_eq!(old["chain"], json!([]));
    town.clock_moves_to("2026-02-12 09:00"); // still open to questions
    let body = still(&town);
    let (status, case) = reopens(&town, "citizen-lan", &code, "again-0001", &body);
    assert_eq!((status, &case["state"], &case["unit"]), (201, &json!("submitted"), &json!("00070")), "{case}");
    let new = case["code"].as_str().unwrap();
    assert_ne!(new, code);

    let chain = json!([
        { "code": code, "state": "published", "position": 1, "satisfaction": "unsatisfied" },
        { "code": new, "state": "submitted", "position": 2, "satisfaction": null },
    ]);
    let mine = town.get("citizen-lan", &format!("/api/reports/{new}")).ok();
    assert_eq!((&mine["chain"], &mine["text"], &mine["address"]), (&chain, &json!(STILL), &old["address"]));
    assert_eq!((&mine["category"], &mine["ward"], &mine["kind"]), (&old["category"], &old["ward"], &old["kind"]));
    let old = town.get("citizen-lan", &format!("/api/reports/{code}")).ok();
    assert_eq!(old["chain"], chain);
    assert!(!old["may"].as_array().unwrap().contains(&json!("reopen")), "continued once");

    // The same sending is the same case; another is refused.
    let before = town.books();
    assert_eq!(reopens(&town, "citizen-lan", &code, "again-0001", &body), (200, case.clone()));
    let (status, refused) = reopens(&town, "citizen-lan", &code, "again-0002", &json!({ "text": STILL, "media": [town.uploads("citizen-lan")] }));
    assert_eq!((status, &refused["code"]), (409, &json!("already_continued")));
    assert_eq!(town.books(), before);
    town.the_books_are_in_order();
}

#[test]
fn only_its_reporter_and_only_what_was_answered() {
    let town = town();
    let open = town.reports();
    let refused = |who: &str, code: &str, status: u16, with: &str| {
        let before = town.books();
        let (found, problem) = reopens(&town, who, code, "again-0001", &still(&town));
        assert_eq!((found, problem["code"].as_str()), (status, Some(with)), "{problem}");
        assert_eq!(town.books(), before, "a refused request leaves nothing behind");
    };
    refused("citizen-lan", &open, 409, "not_reopenable");
    let code = published(&town);
    refused("citizen-minh", &code, 404, "not_found");
    refused("00070-head", &code, 422, "invalid_fields"); // not one's own pictures, before whose case it is
    refused("", &code, 401, "not_signed_in");
    rates(&town, &code, "satisfied");
    town.clock_moves_to("2026-02-26 09:00"); // the window is over
    refused("citizen-lan", &code, 409, "not_reopenable");
    rates(&town, &code, "unsatisfied");
    assert_eq!(reopens(&town, "citizen-lan", &code, "again-0001", &still(&town)).0, 201);
    town.the_books_are_in_order();
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let town = town();
    let code = published(&town);
    let before = town.books();
    let bad = |body: Value| {
        let (status, problem) = reopens(&town, "citizen-lan", &code, "again-0001", &body);
        support::Answer { status, json: problem }.fields()
    };
    assert_eq!(bad(json!({ "text": "ngắn", "media": ["none"] })), [field("text", "too_short"), field("media[0]", "unknown_media")]);
    assert_eq!(bad(json!({})), [field("text", "missing")]);
    assert_eq!(bad(json!({ "text": 5 })), [field("text", "wrong_type")]);
    assert_eq!(bad(json!({ "text": "x".repeat(4001) })), [field("text", "too_long")]);
    assert_eq!(bad(json!({ "text": STILL, "ward": "00004" })), [field("ward", "unknown_field")]);
    let (status, problem) = reopens(&town, "citizen-lan", &code, "again-0001", &json!({ "text": STILL }));
    assert_eq!((status, problem["code"].as_str()), (422, Some("media_missing")));
    let (status, problem) = reopens(&town, "citizen-lan", &code, "short", &json!({ "text": STILL }));
    assert_eq!((status, problem["errors"][0]["field"].as_str()), (422, Some("Idempotency-Key")), "{problem}");
    assert_eq!(town.books(), before);
}

/// closed cases keep the ward that was dissolved. Also where a department receives the field of life, nothing
/// opens in a ward that is none.
#[test]
fn what_happened_in_a_ward_that_is_no_more_is_sent_anew() {
    let town = town();
    for category in ["duong-ha-tang", "cay-xanh"] {
        let code = town.reports_that("Cây đổ chắn vỉa hè trước số 12 Hàng Bài, phải xuống lòng đường.", |report| {
            report.category = domain::CategoryCode::new(category);
        });
        let unit = town.load(&code).case.unit.to_string();
        is_published(&town, &code, &unit);
        rates(&town, &code, "unsatisfied");
        town.db.execute("UPDATE units SET standing = 2 WHERE id = '00070' AND standing = 1", []).unwrap();
        let before = town.books();
        let (status, problem) = reopens(&town, "citizen-lan", &code, &format!("again-{code}"), &still(&town));
        assert_eq!((status, problem["code"].as_str()), (409, Some("place_changed")), "{category}: {problem}");
        assert_eq!(town.books(), before);
        town.db.execute("UPDATE units SET standing = 1 WHERE id = '00070' AND standing = 2", []).unwrap();
        let (status, opened) = reopens(&town, "citizen-lan", &code, &format!("again-{code}"), &still(&town));
        assert_eq!(status, 201, "{category}: {opened}");
    }
}

/// the second petition of a business is a business's, too.
#[test]
fn what_an_organisation_sent_is_continued_in_its_name() {
    let town = town();
    town.db
        .execute("UPDATE accounts SET organisation = 'Công ty Vỉa Hè Xanh', tax_code = '0100233488' WHERE id = 'citizen-lan'", [])
        .unwrap();
    let organisation = json!({ "name": "Công ty Vỉa Hè Xanh", "tax_code": "0100233488" });
    let named = domain::identity::Organisation {
        name: domain::ShortText::new("Công ty Vỉa Hè Xanh").unwrap(),
        tax_code: domain::TaxCode::new("0100233488").unwrap(),
    };
    for (sent_by, expected) in [(Some(named), organisation), (None, Value::Null)] {
        let code = town.reports_that("Vỉa hè trước cửa hàng số 12 Hàng Bài sụt sâu.", |report| report.organisation = sent_by);
        is_published(&town, &code, "00070");
        rates(&town, &code, "unsatisfied");
        let key = format!("again-{code}");
        let (status, case) = reopens(&town, "citizen-lan", &code, &key, &still(&town));
        assert_eq!(status, 201, "{case}");
        let again = town.get("citizen-lan", &format!("/api/reports/{}", case["code"].as_str().unwrap())).ok();
        assert_eq!(again["organisation"], expected);
    }
    town.the_books_are_in_order();
}
