//! R-7.2a: the texts a desk starts from when it refuses.

mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town() -> Town {
    Town::at("2026-03-02 09:00", vec![verification::routes()])
}

fn sets(town: &Town, who: &str, path: &str, body: Value) -> Answer {
    town.send(who, Method::PUT, &format!("/api/units/{path}"), Some(body.to_string()))
}

const TEXT: &str = "Phản ánh {code} tại {address} là quảng cáo, phường không tiếp nhận.";

#[test]
fn a_unit_starts_from_the_citys_texts_and_words_its_own() {
    let town = town();
    let list = town.get("00070-intake", "/api/units/00070/reply-templates").ok();
    let all = list["templates"].as_array().unwrap();
    assert_eq!(all.len(), domain::triage::RefusalReason::ALL.len(), "one for every reason");
    assert!(all.iter().all(|one| one["version"] == 0 && one["text"].as_str().unwrap().len() > 20), "{list}");

    assert_eq!(sets(&town, "00070-head", "00070/reply-templates/e", json!({ "text": TEXT, "version": 0 })).ok(), json!({ "version": 1 }));
    let second = json!({ "text": "Phản ánh {code} là quảng cáo, phường không tiếp nhận.", "version": 1 });
    assert_eq!(sets(&town, "00070-head", "00070/reply-templates/e", second).ok(), json!({ "version": 2 }));
    let list = town.get("00070-head", "/api/units/00070/reply-templates").ok();
    let advert = list["templates"].as_array().unwrap().iter().find(|one| one["reason"] == "e").unwrap();
    assert_eq!(advert["text"], "Phản ánh {code} là quảng cáo, phường không tiếp nhận.");
    assert_eq!((&advert["edited_by"], &advert["version"]), (&json!(town.name_of("00070-head")), &json!(2)));
    // The first text is kept where nothing is taken out.
    let kept: i64 = town.db.query_row(
        "SELECT count(*) FROM journal WHERE subject = 'reply_template' AND outcome ->> '$.text' = ?1", [TEXT], |row| row.get(0),
    ).unwrap();
    assert_eq!(kept, 1);
    town.the_books_are_in_order();
}

#[test]
fn only_a_head_of_the_unit_words_it_and_only_what_pages_fill_in_is_taken() {
    let town = town();
    let good = || json!({ "text": TEXT, "version": 0 });
    let before = town.books();
    for (who, status) in [("00070-intake", 403), ("00004-head", 403), ("pvhcc-centre", 403), ("citizen-lan", 403), ("", 401)] {
        assert_eq!(sets(&town, who, "00070/reply-templates/e", good()).status, status, "{who}");
    }
    assert_eq!(sets(&town, "00070-head", "00070/reply-templates/zz", good()).status, 404);
    for nowhere in ["khong-co", "00070%27--", "a%20b"] {
        let list = town.get("pvhcc-centre", &format!("/api/units/{nowhere}/reply-templates"));
        assert_eq!((list.status, list.json["code"].as_str()), (404, Some("not_found")), "{nowhere}");
    }
    assert_eq!(sets(&town, "00070-head", "00070%27--/reply-templates/e", good()).status, 404);
    assert_eq!(town.get("pvhcc-centre", "/api/units/00070/reply-templates").status, 200);
    let unknown = sets(&town, "00070-head", "00070/reply-templates/e", json!({ "text": "Kính gửi {ten}, phản ánh {code}.", "version": 0 }));
    assert!(unknown.json["errors"][0]["detail"].as_str().unwrap().contains("ten"), "{}", unknown.json);
    assert_eq!(unknown.fields(), [field("text", "unknown_placeholder")]);
    assert_eq!(sets(&town, "00070-head", "00070/reply-templates/e", json!({ "text": "ngắn" })).fields(), [field("text", "too_short"), field("version", "missing")]);
    assert_eq!(sets(&town, "00070-head", "00070/reply-templates/e", json!({ "text": 1 })).fields(), [field("text", "wrong_type")]);
    assert_eq!(sets(&town, "00070-head", "00070/reply-templates/e", json!({ "body": TEXT })).fields(), [field("body", "unknown_field")]);
    assert_eq!(town.books(), before, "a refused request leaves nothing behind");
    sets(&town, "00070-head", "00070/reply-templates/e", good()).ok();
    let stale = sets(&town, "00070-head", "00070/reply-templates/e", good());
    assert_eq!((stale.status, stale.json["code"].as_str()), (409, Some("stale_record")));
    for who in ["00004-head", "citizen-lan"] {
        assert_eq!(town.get(who, "/api/units/00070/reply-templates").status, 403, "{who}");
    }
    assert_eq!(town.get("pvhcc-centre", "/api/units/00070/reply-templates").status, 200);
}
