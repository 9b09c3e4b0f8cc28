//! agencies say what is difficult, the Centre collects and answers.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town() -> Town {
    Town::at("2026-03-02 09:00", vec![oversight::routes()])
}

fn post(town: &Town, who: &str, path: &str, body: &Value) -> Answer {
    town.send(who, Method::POST, path, Some(body.to_string()))
}

fn remark(unit: &str, article: u32) -> Value {
    json!({
        "unit": unit, "article": article, "clause": "khoản 5",
        "text": "Thời hạn bốn giờ cho việc khẩn khó thực hiện ở xã xa trung tâm.",
        "proposal": "Cho phép tính thời hạn từ khi cán bộ đến hiện trường.",
    })
}

#[track_caller]
fn sent(town: &Town, who: &str, unit: &str, article: u32) -> String {
    post(town, who, "/api/remarks", &remark(unit, article)).ok()["id"].as_str().unwrap().to_owned()
}

fn listed(town: &Town, who: &str, query: &str) -> Vec<u64> {
    let list = town.get(who, &format!("/api/remarks?{query}")).ok();
    serde_json::from_value::<oversight::Remarks>(list.clone()).expect("the answer is what the description says");
    list["remarks"].as_array().unwrap().iter().map(|one| one["article"].as_u64().unwrap()).collect()
}

#[test]
fn a_remark_is_sent_answered_and_taken_up() {
    let town = town();
    let id = sent(&town, "00070-head", "00070", 8);
    let answer = json!({ "answer": "Trung tâm ghi nhận và sẽ báo cáo Thành phố trong quý tới." });
    assert_eq!(post(&town, "00070-head", &format!("/api/remarks/{id}/answer"), &answer).status, 404);
    assert_eq!(post(&town, "pvhcc-centre", &format!("/api/remarks/{id}/answer"), &answer).ok()["state"], "answered");
    let again = post(&town, "pvhcc-centre", &format!("/api/remarks/{id}/answer"), &answer);
    assert_eq!((again.status, again.json["code"].as_str()), (409, Some("not_from_here")));
    let note = json!({ "note": "Báo cáo tổng hợp quý I năm 2026, mục 3." });
    assert_eq!(post(&town, "pvhcc-centre", &format!("/api/remarks/{id}/merging"), &note).ok()["state"], "merged");
    let list = town.get("00070-intake", "/api/remarks?unit=00070").ok();
    assert_eq!(list["remarks"][0]["answer"], answer["answer"]);
    assert_eq!(list["remarks"][0]["merged_note"], note["note"]);
    town.the_books_are_in_order();
}

#[test]
fn the_centre_filters_and_pages_and_others_see_their_own() {
    let town = town();
    for (who, unit, article) in
        [("00070-head", "00070", 8), ("00004-head", "00004", 8), ("00070-head", "00070", 12), ("00004-head", "00004", 13)]
    {
        sent(&town, who, unit, article);
    }
    assert_eq!(listed(&town, "pvhcc-centre", ""), [13, 12, 8, 8]);
    assert_eq!(listed(&town, "pvhcc-centre", "article=8"), [8, 8]);
    assert_eq!(listed(&town, "pvhcc-centre", "unit=00070&state=sent"), [12, 8]);
    assert_eq!(listed(&town, "pvhcc-centre", "state=merged"), [0; 0]);
    assert_eq!(listed(&town, "00070-intake", "unit=00070"), [12, 8]);
    let page = town.get("pvhcc-centre", "/api/remarks?limit=3").ok();
    let next = page["next"].as_str().unwrap();
    assert_eq!(listed(&town, "pvhcc-centre", &format!("limit=3&after={next}")), [8]);
    assert_eq!(town.get("00070-head", "/api/remarks?unit=00004").status, 403);
    assert_eq!(town.get("citizen-lan", "/api/remarks?unit=00070").status, 403);
    assert_eq!(town.get("00070-head", "/api/remarks").fields(), [field("unit", "missing")]);
    assert_eq!(town.get("pvhcc-centre", "/api/remarks?article=29&state=x&after=y&limit=0").fields().len(), 4);
}

#[test]
fn what_is_wrong_is_said_all_at_once_and_leaves_nothing_behind() {
    let town = town();
    let before = town.books();
    let bad = json!({ "unit": "none", "article": 29, "text": "ngắn", "proposal": "ngắn" });
    assert_eq!(
        post(&town, "00070-head", "/api/remarks", &bad).fields(),
        [field("unit", "unknown_unit"), field("article", "out_of_range"), field("text", "too_short"), field("proposal", "too_short")]
    );
    assert_eq!(post(&town, "00070-head", "/api/remarks", &json!({ "article": "8" })).fields(), [field("article", "wrong_type")]);
    assert_eq!(post(&town, "00070-head", "/api/remarks", &json!({ "why": 1 })).fields(), [field("why", "unknown_field")]);
    for who in ["00070-intake", "00004-head", "citizen-lan", "pvhcc-centre"] {
        assert_eq!(post(&town, who, "/api/remarks", &remark("00070", 8)).status, 403, "{who}");
    }
    assert_eq!(post(&town, "", "/api/remarks", &remark("00070", 8)).status, 401);
    assert_eq!(town.books(), before);
    let id = sent(&town, "00070-head", "00070", 8);
    assert_eq!(post(&town, "pvhcc-centre", &format!("/api/remarks/{id}/answer"), &json!({ "answer": "ngắn" })).fields(), [field("answer", "too_short")]);
    assert_eq!(post(&town, "pvhcc-centre", &format!("/api/remarks/{id}/merging"), &json!({})).fields(), [field("note", "missing")]);
    assert_eq!(post(&town, "pvhcc-centre", "/api/remarks/none/merging", &json!({ "note": "Không có ý kiến này." })).status, 404);
}
