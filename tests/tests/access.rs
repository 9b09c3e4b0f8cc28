//! Who may do what: the rights a second time, as a table over the real routes.

use serde_json::{Value, json};
use tests::{CaseHandle, Town, checklist};

const PEOPLE: [&str; 9] = [
    "citizen-lan", "citizen-minh", "00070-intake", "00070-head", "00070-handler", "00070-handler2", "00004-head",
    "00004-intake", "pvhcc-centre",
];

/// A supporter's own acts: what they need is another table's (`crates/domain/tests/cohandling.rs`).
const OF_SUPPORTERS: [&str; 5] = ["assignment", "contribution", "contribution-return", "contribution-approval", "declination"];

/// `y` may, `n` knows the case but may not (403), `-` must not learn that it exists (404).
/// Columns as in [`PEOPLE`]; handler is the one assigned, handler2 a colleague.
const ACTS: &[(&str, &str)] = &[
    //                      l  m  i  h  a  b  H  I  c
    ("contacts",            "n  -  y  y  n  n  -  -  n"), // R-6.2d
    ("information-requests","n  -  y  y  n  n  -  -  n"), // R-7.1b
    ("acceptance",          "n  -  y  y  n  n  -  -  n"), // R-7.2b
    ("refusal",             "n  -  y  y  n  n  -  -  n"), // R-7.2a
    ("forwarding",          "n  -  y  y  n  n  -  -  n"), // R-7.2c
    ("rerouting",           "n  -  y  y  n  n  -  -  n"),
    ("classification",      "n  -  y  y  n  n  -  -  n"),
    ("dispatch",            "n  -  n  y  n  n  -  -  n"), // R-8.1b
    ("assignment",          "n  -  n  y  n  n  -  -  n"), // R-8.1c
    ("level",               "n  -  n  y  n  n  -  -  n"),
    ("extension",           "n  -  n  y  n  n  -  -  n"), // R-8.5b
    ("urging",              "n  -  n  n  n  n  -  -  y"),
    ("supporters",          "n  -  n  y  n  n  -  -  n"), // R-8.2a
    ("supporters/00004/waiver", "n - n  y  n  n  -  -  n"), // R-8.2c
    ("draft",               "n  -  n  n  y  n  -  -  n"), // R-8.1d
    ("draft-return",        "n  -  n  y  n  n  -  -  n"),
    ("approval",            "n  -  n  y  n  n  -  -  n"),
    ("result",              "n  -  n  n  y  n  -  -  n"),
    ("result-return",       "n  -  n  y  n  n  -  -  n"),
    ("publication",         "n  -  n  y  n  n  -  -  n"),
    ("answer",              "n  -  n  y  y  n  -  -  n"),
    ("evaluation",          "n  -  n  n  y  n  -  -  n"),
    ("views",               "n  -  n  y  n  n  -  -  n"),
    ("views-end",           "n  -  n  y  n  n  -  -  n"),
    ("hidden-comments",     "n  -  n  y  n  n  -  -  n"),
    ("progress",            "n  -  n  y  y  n  -  -  n"),
    ("inspections",         "n  -  n  n  n  n  -  -  n"),
    ("inspection-steps",    "n  -  n  n  n  n  -  -  n"),
    ("inspection-conclusion","n -  n  n  n  n  -  -  n"),
    ("identity-looks",      "n  -  n  n  n  n  -  -  y"),
    ("violations",          "n  -  y  y  n  n  -  -  n"),
];

#[test]
fn no_act_is_missing_from_the_table() {
    let document: Value = serde_json::from_str(&tests::openapi::whole()).unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(act) = path.strip_prefix("/api/cases/{code}/").filter(|_| methods["post"].is_object()) else { continue };
        let act = act.replace("{unit}", "00004");
        let supporters = act.strip_prefix("supporters/00004/").is_some_and(|act| OF_SUPPORTERS.contains(&act));
        assert!(supporters || ACTS.iter().any(|(listed, _)| *listed == act), "{act}");
    }
}

fn body(act: &str, evidence: &Value) -> Value {
    let reason = "Lý do được ghi đầy đủ, rõ ràng.";
    match act {
        "contacts" => json!({ "channel": "phone", "reached": true }),
        "information-requests" => json!({ "question": reason }),
        "acceptance" => json!({ "checklist": checklist(), "level": "normal" }),
        "refusal" => json!({ "reason": "a", "explanation": reason }),
        "classification" => json!({ "class": "own", "reason": reason }),
        "rerouting" => json!({ "to": "00004", "reason": reason }),
        "dispatch" | "approval" | "publication" => json!({}),
        "assignment" => json!({ "handler": "00070-handler" }),
        "supporters" => json!({ "units": ["00004"], "reason": reason }),
        "level" => json!({ "level": "urgent", "reason": reason }),
        "extension" => json!({ "legal_basis": reason, "total_days": 20 }),
        "draft" => json!({ "conclusion": "Đã kiểm tra, phản ánh là đúng." }),
        "result" => json!({ "result": "Đã sửa xong đoạn đường hỏng.", "evidence": evidence }),
        "answer" => json!({ "answer": "Đoạn còn lại sẽ làm trong tuần tới." }),
        "evaluation" => json!({ "feasibility": "high", "feasibility_reason": reason, "fit": "high", "fit_reason": reason }),
        "views" => json!({ "teaser": "Trạm sạc xe đạp điện.", "until": "2026-11-27T17:00:00+07:00" }),
        "hidden-comments" => json!({ "comment": "none", "reason": reason }),
        "progress" => json!({ "milestone": 1, "progress": "done", "note": "Đã lắp sáu trạm." }),
        "inspections" => json!({ "decision": "Số 12/QĐ-TTTP", "scope": reason, "reason": reason }),
        "inspection-steps" => json!({ "note": reason }),
        "inspection-conclusion" => json!({ "finding": "founded", "conclusion": reason }),
        "violations" => json!({ "kind": "false_report", "reason": reason }),
        _ => json!({ "reason": reason }),
    }
}

fn published(town: &Town) -> CaseHandle {
    let case = town.citizen().reports("Vỉa hè hỏng nặng trước cổng chợ.");
    let (head, handler) = (town.person("00070-head"), town.person("00070-handler"));
    town.person("00070-intake").accepts(&case);
    head.dispatches_and_assigns(&case, "00070-handler");
    handler.drafts(&case);
    head.approves(&case);
    handler.records_result(&case);
    head.publishes(&case);
    case
}

#[test]
fn each_act_is_open_to_those_the_regulation_names_and_to_nobody_else() {
    let town = Town::at("2026-11-20 09:00");
    // Published: rights are asked before state and kind, so whoever may is told 409 or 422 and nothing moves.
    let case = published(&town);
    // One violation is recorded of a case, and it has it already.
    town.person("00070-intake").does("violations", &case, &body("violations", &json!([]))).expect(200);
    let before = town.journal_rows();
    for (act, row) in ACTS {
        for (who, may) in PEOPLE.into_iter().zip(row.split_whitespace()) {
            let person = town.person(who);
            let evidence = if *act == "result" { json!([person.photographs()]) } else { json!([]) };
            let answer = person.does(act, &case, &body(act, &evidence));
            let expected: &[u16] = match may {
                "y" => &[409, 422],
                "n" => &[403],
                _ => &[404],
            };
            assert!(expected.contains(&answer.status), "{act} by {who}: {}", answer.text());
        }
    }
    assert_eq!(town.journal_rows(), before);
}

#[test]
fn the_head_who_wrote_nothing_signs_and_the_officer_who_wrote_it_never_does() {
    let town = Town::at("2026-11-20 09:00");
    let case = town.citizen().reports("Vỉa hè hỏng nặng trước cổng chợ.");
    town.person("00070-intake").accepts(&case);
    town.person("00070-head").dispatches_and_assigns(&case, "00070-handler");
    town.person("00070-handler").drafts(&case);
    for (act, body) in [("approval", json!({})), ("draft-return", json!({ "reason": "Tự trả lại bản của mình." }))] {
        town.person("00070-handler").does(act, &case, &body).refused(403, "not_your_role");
    }
    town.person("00070-deputy").approves(&case);
}

#[test]
fn a_citizen_sees_their_own_reports_and_nobody_elses() {
    let town = Town::at("2026-11-20 09:00");
    let case = town.citizen().reports("Vỉa hè hỏng nặng trước cổng chợ.");
    let path = format!("/api/reports/{}", case.code);
    town.citizen().get(&path).expect(200);
    town.person("citizen-minh").get(&path).refused(404, "not_found");
    town.person("00070-head").get(&path).refused(404, "not_found");
    town.anybody().get(&path).refused(401, "not_signed_in");
    assert_eq!(town.person("citizen-minh").get("/api/reports").expect(200)["reports"], json!([]));
}

#[test]
fn a_confidential_sender_is_hidden_from_the_desk_and_the_public() {
    let town = Town::at("2026-11-20 09:00");
    let lan = town.citizen();
    let mut report = lan.report("Cán bộ để xe công vụ nổ máy điều hòa hàng giờ trước trụ sở.");
    report["confidential"] = json!(true);
    let code = lan.sends(&report).expect(201)["code"].as_str().unwrap().to_owned();
    for who in ["00070-intake", "00070-head", "pvhcc-centre"] {
        let seen = town.person(who).get(&format!("/api/cases/{code}")).expect(200).to_string();
        assert!(!seen.contains("Nguyễn Thị Lan") && !seen.contains("citizen-lan"), "{who}: {seen}");
    }
}
