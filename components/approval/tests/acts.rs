//! Drafts, approval, results, publication and answers (Điều 12, 13), and their two queues.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::{ReportText, aftercare};
use edge::queue::Queue;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![approval::routes(), assignment::routes(), verification::routes()])
}

/// A case that 00070-handler works on.
fn handled(town: &Town) -> String {
    let code = town.reports();
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({}));
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" }));
    code
}

fn drafted(town: &Town) -> String {
    let code = handled(town);
    town.done("00070-handler", "draft", &code, draft());
    code
}

fn approved(town: &Town) -> String {
    let code = drafted(town);
    town.done("00070-head", "approval", &code, json!({}));
    code
}

fn resulted(town: &Town) -> String {
    let code = approved(town);
    town.done("00070-handler", "result", &code, result(&[&town.uploads("00070-handler")]));
    code
}

fn published(town: &Town) -> String {
    let code = resulted(town);
    town.done("00070-head", "publication", &code, json!({}));
    code
}

fn asks(town: &Town, code: &str) {
    town.acts("citizen-lan", code, |case, actor, office| {
        aftercare::ask(case, actor, ReportText::new("Bao giờ thì sửa nốt đoạn còn lại?").unwrap(), office)
    });
}

fn draft() -> Value {
    json!({ "conclusion": "Đã kiểm tra hiện trường, phản ánh là đúng, đề xuất sửa chữa." })
}

fn result(evidence: &[&str]) -> Value {
    json!({ "result": "Đã lát lại đoạn vỉa hè hỏng dài mười hai mét.", "evidence": evidence })
}

fn answer() -> Value {
    json!({ "answer": "Đoạn còn lại sẽ được sửa trong tháng này." })
}

/// Brings a fresh case into a state; its code.
type Reach = fn(&Town) -> String;

/// Each act with the state it begins in, who does it and a body that is fine.
fn acts(town: &Town) -> Vec<(&'static str, Reach, &'static str, Value)> {
    let evidence = town.uploads("00070-handler");
    vec![
        ("draft", handled, "00070-handler", draft()),
        ("draft-return", drafted, "00070-head", reason()),
        ("approval", drafted, "00070-head", json!({ "note": "Đồng ý." })),
        ("result", approved, "00070-handler", result(&[&evidence])),
        ("result-return", resulted, "00070-head", reason()),
        ("publication", resulted, "00070-head", json!({})),
        ("answer", published, "00070-handler", answer()),
    ]
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&approval::routes(), &approval::openapi()), Vec::<String>::new());
    let document = serde_json::to_value(approval::openapi()).unwrap();
    let body = &document["components"]["schemas"]["ResultBody"];
    assert_eq!(body["required"], json!(["result", "evidence"]));
    assert_eq!(document["components"]["schemas"]["ApprovalBody"]["required"], json!(null));
}

#[test]
fn a_returned_draft_has_a_day_and_buys_no_time() {
    let town = town("2026-03-02 08:00");
    let code = handled(&town);
    let due = "2026-03-11T17:00:00+07:00";
    let photo = town.uploads("00070-handler");
    let body = json!({ "conclusion": draft()["conclusion"], "media": [photo] });
    assert_eq!(town.done("00070-handler", "draft", &code, body)["due_at"], due); // R-8.1d
    let returned = town.done("00070-head", "draft-return", &code, reason()); // 1 wd
    assert_eq!((&returned["state"], &returned["due_at"]), (&json!("handling"), &json!("2026-03-03T17:00:00+07:00")));
    assert_eq!(town.done("00070-handler", "draft", &code, draft())["due_at"], due);
    let done = town.done("00070-deputy", "approval", &code, json!({ "note": "Đồng ý." }));
    assert_eq!((&done["state"], &done["due_at"]), (&json!("approved"), &json!(due)));
    let file = town.get("00070-head", &format!("/api/cases/{code}")).ok();
    assert_eq!((file["drafts"].as_array().unwrap().len(), &file["drafts"][0]["media"][0]["id"]), (2, &json!(photo)));
    assert_eq!(
        (&file["returns"][0]["act"], &file["approvals"][0]["note"]),
        (&json!("return_draft"), &json!("Đồng ý."))
    );
    town.the_books_are_in_order();
}

#[test]
fn a_result_needs_evidence_of_the_officers_own() {
    let town = town("2026-03-02 08:00");
    let code = approved(&town);
    let own = town.uploads("00070-handler");
    let somebody_elses = town.uploads("00070-handler2");
    let used = town.db.query_row("SELECT media FROM case_media LIMIT 1", [], |row| row.get::<_, String>(0)).unwrap();
    let bad = |evidence: &[&str]| town.bad_fields("00070-handler", "result", &code, result(evidence));
    assert_eq!(bad(&[]), [field("evidence", "too_few")]);
    assert_eq!(
        bad(&[&own, "none", &somebody_elses]),
        [field("evidence[1]", "unknown_media"), field("evidence[2]", "unknown_media")]
    );
    assert_eq!(bad(&[&used]), [field("evidence[0]", "unknown_media")]);
    assert_eq!(bad(&[&own, &own]), [field("evidence", "repeated")]);
    assert_eq!(bad(&["../x"]), [field("evidence[0]", "not_an_id")]);
    let many: Vec<String> = (0..21).map(|n| format!("m{n}")).collect();
    assert_eq!(bad(&many.iter().map(String::as_str).collect::<Vec<_>>()), [field("evidence", "too_many")]);
    assert_eq!(
        town.bad_fields("00070-handler", "result", &code, json!({})),
        [field("result", "missing"), field("evidence", "too_few")]
    );
    let twenty: Vec<String> = (0..20).map(|_| town.uploads("00070-handler")).collect();
    let recorded =
        town.done("00070-handler", "result", &code, result(&twenty.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!((&recorded["state"], &recorded["due_at"]), (&json!("resulted"), &json!("2026-03-03T17:00:00+07:00"))); // 1 wd
    let file = town.get("00070-head", &format!("/api/cases/{code}")).ok();
    let evidence: Vec<_> =
        file["results"][0]["evidence"].as_array().unwrap().iter().map(|m| m["id"].as_str().unwrap()).collect();
    assert_eq!(evidence, twenty, "in the order named");
    town.the_books_are_in_order();
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let town = town("2026-03-02 08:00");
    let code = handled(&town);
    let bad = |who: &str, what: &str, body: Value| town.bad_fields(who, what, &code, body);
    assert_eq!(
        bad("00070-handler", "draft", json!({ "conclusion": "ngắn", "media": ["none"] })),
        [field("conclusion", "too_short"), field("media[0]", "unknown_media")]
    );
    assert_eq!(bad("00070-head", "draft-return", json!({})), [field("reason", "missing")]);
    assert_eq!(bad("00070-head", "approval", json!({ "note": "x".repeat(1001) })), [field("note", "too_long")]);
    assert_eq!(bad("00070-head", "result-return", json!({ "reason": "sai" })), [field("reason", "too_short")]);
    assert_eq!(bad("00070-head", "publication", json!({ "text": "ngắn" })), [field("text", "too_short")]);
    assert_eq!(bad("00070-head", "answer", json!({ "answer": "" })), [field("answer", "too_short")]);
    assert_eq!(bad("00070-head", "approval", json!({ "approved": true })), [field("approved", "unknown_field")]);
}

#[test]
fn each_act_is_for_its_people() {
    let town = town("2026-03-02 08:00");
    town.gives("00070-intake", "00004", "head");
    town.gives("00070-intake", "00004", "handler");
    for (what, reach, who, body) in acts(&town) {
        let code = reach(&town);
        let refused = |by: &str, status: u16, with: &str| {
            // A file is looked for among one's own, before anything is decided.
            let mut body = body.clone();
            if what == "result" && !by.is_empty() {
                body["evidence"] = json!([town.uploads(by)]);
            }
            town.refused(by, what, &code, body, status, with);
        };
        refused("", 401, "not_signed_in");
        refused("00004-head", 404, "not_found");
        refused("00004-handler", 404, "not_found");
        refused("citizen-minh", 404, "not_found");
        refused("citizen-lan", 403, "not_your_role");
        refused("pvhcc-centre", 403, "not_your_role");
        refused("00070-intake", 403, "not_your_unit");
        match what {
            "draft" | "result" => {
                refused("00070-head", 403, "not_your_role");
                refused("00070-handler2", 403, "not_your_assignment"); // R-8.1c
            }
            "answer" => {
                refused("00070-handler2", 403, "not_your_assignment");
                refused("00070-handler", 409, "no_question");
                asks(&town, &code);
            }
            _ => refused("00070-handler", 403, "not_your_role"),
        }
        town.done(who, what, &code, body.clone());
    }
    town.the_books_are_in_order();
}

/// nobody decides on what they wrote, whatever else they are.
#[test]
fn four_eyes_look_at_every_draft_and_every_result() {
    let town = town("2026-03-02 08:00");
    town.gives("00070-handler", "00070", "head");
    let code = handled(&town);
    town.done("00070-handler", "draft", &code, draft());
    let may = town.get("00070-handler", &format!("/api/cases/{code}")).ok()["may"].to_string();
    assert!(!may.contains("approve") && !may.contains("return_draft"), "{may}");
    town.refused("00070-handler", "approval", &code, json!({}), 403, "own_work");
    town.refused("00070-handler", "draft-return", &code, reason(), 403, "own_work");
    town.done("00070-head", "approval", &code, json!({}));
    town.done("00070-handler", "result", &code, result(&[&town.uploads("00070-handler")]));
    town.refused("00070-handler", "publication", &code, json!({}), 403, "own_work");
    town.refused("00070-handler", "result-return", &code, reason(), 403, "own_work");
    town.done("00070-head", "publication", &code, json!({}));
}

#[test]
fn each_act_has_its_state() {
    let town = town("2026-03-02 08:00");
    let begins = |what: &str| match what {
        "draft" => "handling",
        "draft-return" | "approval" => "drafted",
        "result" => "approved",
        "result-return" | "publication" => "resulted",
        _ => "published",
    };
    let states: [(&str, Reach); 5] = [
        ("handling", handled),
        ("drafted", drafted),
        ("approved", approved),
        ("resulted", resulted),
        ("published", published),
    ];
    for (state, reach) in states {
        let code = reach(&town);
        for (what, _, who, body) in acts(&town) {
            if begins(what) != state {
                let problem = town.refused(who, what, &code, body, 409, "not_from_here");
                assert_eq!(problem["state"], state, "{what}");
            }
        }
    }
}

#[test]
fn a_result_sent_back_has_bought_no_time() {
    let town = town("2026-03-02 08:00");
    let code = resulted(&town);
    let returned = town.done("00070-head", "result-return", &code, reason());
    assert_eq!((&returned["state"], &returned["due_at"]), (&json!("approved"), &json!("2026-03-11T17:00:00+07:00")));
    town.done("00070-handler", "result", &code, result(&[&town.uploads("00070-handler")]));
    town.done("00070-head", "publication", &code, json!({}));
    town.the_books_are_in_order();
}

#[test]
fn what_is_published_is_masked_and_in_the_heads_wording() {
    let town = town("2026-03-02 08:00");
    let code = resulted(&town);
    let text = json!({ "text": "Vỉa hè hỏng, người dân gọi 0912345678 để báo." });
    let done = town.done("00070-head", "publication", &code, text);
    assert_eq!((&done["state"], &done["due_at"]), (&json!("published"), &json!(null)));
    let file = town.get("00070-head", &format!("/api/cases/{code}")).ok();
    let public = file["publication"]["text"].as_str().unwrap();
    assert!(public.starts_with("Vỉa hè hỏng") && !public.contains("0912345678"), "{public}");
    assert_eq!(file["publication"]["by"], town.name_of("00070-head"), "who answers for it");
    assert!(file["timeline"].as_array().unwrap().last().unwrap()["details"].get("folded").is_none());
}

/// what the head emptied was to go; left out, the report's own words would be public.
#[test]
fn an_emptied_text_is_no_text_left_out() {
    let town = town("2026-03-02 08:00");
    let code = resulted(&town);
    for text in ["", "   ", "\n"] {
        let wrong = town.bad_fields("00070-head", "publication", &code, json!({ "text": text }));
        assert_eq!(wrong, [field("text", "too_short")], "{text:?}");
    }
    town.done("00070-head", "publication", &code, json!({ "text": null }));
}

/// Two cases, one file, at once: who comes second did nothing and is not told that it was done.
#[test]
fn a_file_that_another_act_takes_meanwhile_is_refused_as_a_used_one() {
    let town = town("2026-03-02 08:00");
    let [drafting, recording, elsewhere] = [handled(&town), approved(&town), town.reports()];
    let other = town.load(&elsewhere).case.id.to_string();
    for (what, code, field_name) in [("draft", &drafting, "media"), ("result", &recording, "evidence")] {
        let file = town.uploads("00070-handler");
        // Between look and write, which a test cannot reach otherwise.
        town.db
            .execute_batch(&format!(
                "CREATE TRIGGER meanwhile BEFORE INSERT ON journal BEGIN
                   INSERT INTO case_media(case_id, seq, position, media, media_type, sha256, purpose)
                   VALUES ('{other}', 1, 9, '{file}', 'image/jpeg', '', 'report');
                 END;"
            ))
            .unwrap();
        let mut body = if what == "draft" { draft() } else { result(&[]) };
        body[field_name] = json!([file]);
        assert_eq!(town.bad_fields("00070-handler", what, code, body.clone()), [field(field_name, "unknown_media")]);
        town.db.execute_batch("DROP TRIGGER meanwhile").unwrap();
        town.done("00070-handler", what, code, body);
    }
    town.the_books_are_in_order();
}

#[test]
fn in_a_storm_one_approval_is_taken() {
    let town = town("2026-03-02 08:00");
    for _ in 0..5 {
        let code = drafted(&town);
        let people = ["00070-head", "00070-deputy", "00070-head", "00070-deputy"];
        assert_eq!(storm(&town, approval::routes, &people, "approval", &code, &json!({})), (1, 3));
    }
    town.the_books_are_in_order();
}

fn codes(town: &Town, who: &str, target: &str) -> Vec<String> {
    let queue: Queue = serde_json::from_value(town.get(who, target).ok()).unwrap();
    queue.cases.into_iter().map(|case| case.code).collect()
}

#[test]
fn the_queues_of_approval_and_aftercare() {
    let town = town("2026-03-02 08:00");
    let (draft, plain, result, asked) = (drafted(&town), published(&town), resulted(&town), published(&town));
    handled(&town);
    asks(&town, &asked);
    for who in ["00070-head", "00070-handler"] {
        // 1 wd to publish comes before 7 wd to handle.
        assert_eq!(codes(&town, who, "/api/desks/approval/cases"), [result.clone(), draft.clone()], "{who}");
        // an agency's clock runs on the question; the others only wait for their window.
        assert_eq!(codes(&town, who, "/api/desks/aftercare/cases"), [asked.clone(), plain.clone()], "{who}");
    }
    let centre = codes(&town, "pvhcc-centre", "/api/desks/aftercare/cases?unit=00070");
    assert_eq!(centre.len(), 2);
    for target in ["/api/desks/approval/cases", "/api/desks/aftercare/cases"] {
        for (who, status) in [("00070-intake", 403), ("citizen-lan", 403), ("", 401)] {
            assert_eq!(town.get(who, target).status, status, "{who} {target}");
        }
        assert_eq!(town.get("00004-head", &format!("{target}?unit=00070")).status, 403);
    }
}
