//! How a person is reached, and for which organisation they may report.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town() -> Town {
    Town::at("2026-03-02 08:00", vec![identity::routes()])
}

fn puts(town: &Town, who: &str, body: &Value) -> Answer {
    town.send(who, Method::PUT, "/api/me/contact", Some(body.to_string()))
}

#[test]
fn what_is_said_is_kept_in_one_form_and_of_the_id_number_only_its_end() {
    let town = town();
    let empty = json!({ "phone": null, "email": null, "organisation": null, "national_id_tail": null });
    assert_eq!(town.get("citizen-lan", "/api/me/contact").ok(), empty);
    let body = json!({
        "phone": "0912.345.678", "email": "Lan@Example.com", "national_id": "001 190 012 345",
        "organisation": { "name": "Công ty Vỉa Hè Xanh", "tax_code": "0100 233 488" },
    });
    let kept = json!({
        "phone": "+84912345678", "email": "Lan@example.com", "national_id_tail": "2345",
        "organisation": { "name": "Công ty Vỉa Hè Xanh", "tax_code": "0100233488" },
    });
    assert_eq!(puts(&town, "citizen-lan", &body).ok(), kept);
    assert_eq!(town.get("citizen-lan", "/api/me/contact").ok(), kept);
    // nobody else's, and the number stands nowhere in the file.
    assert_eq!(town.get("citizen-minh", "/api/me/contact").ok(), empty);
    let bytes = std::fs::read(&town.path).unwrap();
    assert!(!bytes.windows(12).any(|window| window == b"001190012345"));
    // What is left out goes; the end of the number stays, because nobody is shown the rest to send it again.
    let mut less = empty.clone();
    less["national_id_tail"] = json!("2345");
    assert_eq!(puts(&town, "citizen-lan", &json!({ "email": "  " })).ok(), less);
}

#[test]
fn every_wrong_field_is_named_at_once_and_nothing_is_kept() {
    let town = town();
    let wrong = json!({
        "phone": "19001009", "email": "lan", "national_id": "001390012345",
        "organisation": { "name": "C", "tax_code": "0100233480" },
    });
    assert_eq!(
        puts(&town, "citizen-lan", &wrong).fields(),
        [
            field("phone", "not_a_phone"),
            field("email", "not_an_email"),
            field("organisation.name", "too_short"),
            field("organisation.tax_code", "not_a_tax_code"),
            field("national_id", "not_a_national_id"),
        ]
    );
    let fields = |body: Value| puts(&town, "citizen-lan", &body).fields();
    assert_eq!(fields(json!({ "organisation": {} })), [field("organisation.name", "missing"), field("organisation.tax_code", "missing")]);
    assert_eq!(fields(json!({ "phone": 912345678 })), [field("phone", "wrong_type")]);
    assert_eq!(fields(json!({ "name": "Lan" })), [field("name", "unknown_field")]);
    assert_eq!(fields(json!({ "email": format!("{}@example.com", "a".repeat(250)) })), [field("email", "not_an_email")]);
    assert_eq!((puts(&town, "", &json!({})).status, town.get("", "/api/me/contact").status), (401, 401));
    assert_eq!(town.get("citizen-lan", "/api/me/contact").ok()["phone"], Value::Null);
}
