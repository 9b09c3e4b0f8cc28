//! The Inspectorate on verified waste (Điều 24), and looks at a confidential sender (Điều 5 k.7).

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::{CategoryCode, Kind};
use edge::Method;
use edge::queue::Queue;
use inspection::{Inspections, RunningInspections};
use serde_json::{Value, json};
use support::*;

const SENDER: [&str; 3] = ["Nguyễn Thị Lan", "0912345678", "lan@example.org"];

fn town() -> Town {
    let routes = vec![
        inspection::routes(),
        verification::routes(),
        assignment::routes(),
        publication::routes(),
        submission::routes(),
    ];
    let town = Town::at("2026-03-02 08:00", routes);
    town.db.execute("UPDATE accounts SET phone = ?1, email = ?2 WHERE id = 'citizen-lan'", [SENDER[1], SENDER[2]]).unwrap();
    town
}

/// A confidential report of waste, which the Inspectorate receives.
fn wasted(town: &Town) -> String {
    town.reports_that("Mua mười máy in rồi cất trong kho hai năm không dùng.", |report| {
        report.kind = Kind::Waste;
        report.category = CategoryCode::new("lp-tai-san-cong");
        report.confidential = true;
    })
}

/// Taken on, and handled by the ward.
fn verified(town: &Town) -> String {
    let code = wasted(town);
    town.done("thanh-tra-intake", "acceptance", &code, acceptance());
    town.done("thanh-tra-head", "dispatch", &code, json!({ "to": "00070" }));
    code
}

fn opening() -> Value {
    json!({ "decision": "Số 12/QĐ-TTTP", "scope": "Mua sắm máy in các năm 2024 và 2025.", "reason": "Phản ánh đã được xác minh là có cơ sở." })
}

fn ending() -> Value {
    json!({ "finding": "founded", "conclusion": "Mua vượt định mức, đề nghị điều chuyển số máy không dùng." })
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&inspection::routes(), &inspection::openapi()), Vec::<String>::new());
}

#[test]
fn the_inspectorate_sees_verified_waste_in_the_whole_city() {
    let town = town();
    let (first, waiting) = (verified(&town), wasted(&town));
    town.reports(); // about the street
    let queue: Queue = serde_json::from_value(town.get("thanh-tra-inspector", "/api/desks/inspection/cases").ok()).unwrap();
    assert_eq!(queue.cases.iter().map(|line| line.code.as_str()).collect::<Vec<_>>(), [first.as_str()]);
    assert_eq!((queue.total, queue.cases[0].confidential), (1, true));
    // The next page begins behind the last case.
    let second = verified(&town);
    let page = town.get("thanh-tra-inspector", "/api/desks/inspection/cases?limit=1").ok();
    let next = page["next"].as_str().unwrap();
    let rest = town.get("thanh-tra-inspector", &format!("/api/desks/inspection/cases?limit=1&after={next}")).ok();
    let codes = [&page["cases"][0]["code"], &rest["cases"][0]["code"]];
    assert!(codes.contains(&&json!(first)) && codes.contains(&&json!(second)), "{codes:?}");

    let file = |who: &str, code: &str| town.get(who, &format!("/api/cases/{code}"));
    let seen = file("thanh-tra-inspector", &first).ok();
    assert_eq!((&seen["sender"], &seen["may"]), (&json!(null), &json!(["open_inspection", "look_at_identity"])));
    assert_eq!(file("thanh-tra-inspector", &waiting).status, 404, "not before it is verified");
    for who in ["00070-head", "thanh-tra-head", "pvhcc-centre", "citizen-lan"] {
        assert_eq!(town.get(who, "/api/desks/inspection/cases").status, 403, "{who}");
    }
    assert_eq!(town.get("", "/api/desks/inspection/cases").status, 401);
    let bad = town.get("thanh-tra-inspector", "/api/desks/inspection/cases?limit=0&after=zz").fields();
    assert_eq!(bad, [field("limit", "out_of_range"), field("after", "not_a_cursor")]);
}

#[test]
fn an_inspection_is_opened_noted_and_ended_beside_the_case() {
    let town = town();
    let code = verified(&town);
    let before = town.get("00070-head", &format!("/api/cases/{code}")).ok();
    let inspector = "thanh-tra-inspector";
    town.refused(inspector, "inspection-steps", &code, json!({ "note": "Đã làm việc với kế toán." }), 409, "no_inspection");
    let opened = town.done(inspector, "inspections", &code, opening());
    assert_eq!((&opened["state"], &opened["due_at"]), (&before["state"], &before["due_at"]), "nothing moves, no clock stops");
    town.refused(inspector, "inspections", &code, opening(), 409, "inspection_open");
    let file = town.uploads(inspector);
    town.done(inspector, "inspection-steps", &code, json!({ "note": "Đã kiểm kê kho, còn nguyên mười máy.", "media": [file] }));

    // The unit that holds the case sees that an inspection runs, and nothing of what it found.
    let holder = town.get("00070-head", &format!("/api/cases/{code}")).ok();
    assert_eq!(holder["inspections"][0]["body"]["id"], "thanh-tra");
    assert_eq!(holder["inspections"][0]["ended_at"], json!(null));
    for hidden in ["12/QĐ-TTTP", "máy in các năm", "kiểm kê kho", &file] {
        assert!(!holder.to_string().contains(hidden), "{hidden} in {holder}");
    }
    assert_eq!(town.get("00070-head", &format!("/api/cases/{code}/inspections")).status, 403);
    assert_eq!(town.get("00004-head", &format!("/api/cases/{code}/inspections")).status, 404);

    let ended = town.done(inspector, "inspection-conclusion", &code, ending());
    assert_eq!(ended["state"], before["state"]);
    town.refused(inspector, "inspection-conclusion", &code, ending(), 409, "no_inspection");
    for who in [inspector, "pvhcc-centre"] {
        let list: Inspections =
            serde_json::from_value(town.get(who, &format!("/api/cases/{code}/inspections")).ok()).unwrap();
        let [only] = &list.inspections[..] else { panic!("{list:?}") };
        assert_eq!((only.decision.as_str(), only.steps.len(), only.steps[0].media.len()), ("Số 12/QĐ-TTTP", 1, 1));
        assert_eq!(only.ended.as_ref().unwrap().finding, "founded");
    }
    // Another may follow.
    town.done(inspector, "inspections", &code, opening());

    // Everybody reads that it runs and that one ended; nothing else.
    let public = town.get("", &format!("/api/public/cases/{code}")).ok();
    let acts: Vec<_> = public["timeline"].as_array().unwrap().iter().map(|act| act["act_name"].as_str().unwrap()).collect();
    assert_eq!(acts[3..], ["đang thanh tra", "đã kết thúc thanh tra", "đang thanh tra"]);
    for hidden in ["12/QĐ-TTTP", "kiểm kê", "định mức"] {
        assert!(!public.to_string().contains(hidden), "{hidden} in {public}");
    }
    let mine = town.get("citizen-lan", &format!("/api/reports/{code}")).ok().to_string();
    assert!(!mine.contains("log_inspection") && !mine.contains("kiểm kê"), "{mine}");
    town.the_books_are_in_order();
}

#[test]
fn only_the_inspectorate_inspects() {
    let town = town();
    let code = verified(&town);
    for (what, body) in [("inspections", opening()), ("inspection-conclusion", ending())] {
        for who in ["00070-head", "00070-intake", "pvhcc-centre", "citizen-lan"] {
            town.refused(who, what, &code, body.clone(), 403, "not_your_role");
        }
        for who in ["00004-head", "thanh-tra-head", "citizen-minh"] {
            town.refused(who, what, &code, body.clone(), 404, "not_found");
        }
        town.refused("", what, &code, body, 401, "not_signed_in");
    }
    // Only what was verified, and only waste.
    town.refused("thanh-tra-inspector", "inspections", &wasted(&town), opening(), 404, "not_found");
    let street = town.reports();
    town.done("00070-intake", "acceptance", &street, acceptance());
    town.refused("thanh-tra-inspector", "inspections", &street, opening(), 404, "not_found");
}

#[test]
fn an_inspection_goes_on_when_the_case_is_sent_elsewhere() {
    let town = town();
    let code = verified(&town);
    let inspector = "thanh-tra-inspector";
    town.done(inspector, "inspections", &code, opening());
    town.done("00070-head", "rerouting", &code, json!({ "to": "00004", "reason": "Cơ quan bị phản ánh ở phường khác." }));
    // Back at an intake desk it is not verified and in no queue, but what runs is found and brought to its end.
    assert_eq!(town.get(inspector, "/api/desks/inspection/cases").ok()["total"], 0);
    assert_eq!(running(&town, "").inspections[0].code, code);
    town.done(inspector, "inspection-steps", &code, json!({ "note": "Đã thu thập hồ sơ mua sắm." }));
    town.done(inspector, "inspection-conclusion", &code, ending());
    assert_eq!(town.get(inspector, &format!("/api/cases/{code}")).status, 404);
    assert!(running(&town, "").inspections.is_empty());
    town.the_books_are_in_order();
}

fn running(town: &Town, query: &str) -> RunningInspections {
    let page = town.get("thanh-tra-inspector", &format!("/api/desks/inspection/running{query}")).ok();
    serde_json::from_value(page).expect("the answer is what the description says")
}

#[test]
fn running_inspections_are_listed_page_by_page() {
    let town = town();
    let mut codes = Vec::new();
    for minute in 0..3 {
        town.clock_moves_to(&format!("2026-03-02 08:0{minute}"));
        let code = verified(&town);
        town.done("thanh-tra-inspector", "inspections", &code, opening());
        codes.insert(0, code);
    }
    town.done("thanh-tra-inspector", "inspection-steps", &codes[0], json!({ "note": "Đã thu thập hồ sơ mua sắm." }));
    let all = running(&town, "");
    assert_eq!(all.inspections.iter().map(|one| &one.code).collect::<Vec<_>>(), codes.iter().collect::<Vec<_>>());
    let first = &all.inspections[0];
    assert_eq!((first.unit.id.as_str(), first.body.id.as_str(), first.steps), ("00070", "thanh-tra", 1));
    assert_eq!((first.decision.as_str(), first.state.as_str(), all.next), ("Số 12/QĐ-TTTP", "dispatched", None));
    let page = running(&town, "?limit=2");
    let rest = running(&town, &format!("?limit=2&after={}", page.next.unwrap()));
    assert_eq!((page.inspections.len(), rest.inspections.len(), rest.next), (2, 1, None));
    assert_eq!(rest.inspections[0].code, codes[2]);
    for who in ["00070-head", "thanh-tra-head", "pvhcc-centre", "citizen-lan"] {
        assert_eq!(town.get(who, "/api/desks/inspection/running").status, 403, "{who}");
    }
    assert_eq!(town.get("", "/api/desks/inspection/running").status, 401);
    let path = "/api/desks/inspection/running?limit=0";
    assert_eq!(town.get("thanh-tra-inspector", path).fields(), [field("limit", "out_of_range")]);
}

/// R-18.3a, R-5.7: whoever telephoned stands in no account; the look shows who was named in the call.
#[test]
fn a_look_shows_who_called() {
    let town = town();
    let body = json!({
        "kind": "waste", "category": "lp-tai-san-cong", "ward": "00070",
        "text": "Mua mười máy in rồi cất trong kho hai năm không dùng.",
        "on_behalf": { "name": "Vũ Thị Gọi", "phone": "0987 654 321", "channel": "phone", "consent": true },
    });
    let request = edge::Request::new(Method::POST, "/api/reports", body.to_string())
        .header("authorization", &format!("Bearer {}", town.token("pvhcc-support")))
        .header("content-type", "application/json")
        .header("idempotency-key", "key-of-the-call");
    let sent = answer(&submission::routes(), request, town.now());
    assert_eq!(sent.status, 201, "{}", sent.json);
    let code = sent.json["code"].as_str().unwrap();
    town.done("thanh-tra-intake", "acceptance", code, acceptance());
    town.clock_moves_to("2026-03-02 09:00");
    let look = json!({ "reason": "Cần gặp người gửi để lấy thêm tài liệu." });
    let seen = town.done("pvhcc-centre", "identity-looks", code, look.clone());
    let caller = json!({ "name": "Vũ Thị Gọi", "phone": "+84987654321", "email": null, "verified": false });
    assert_eq!(seen["sender"], caller);
    // The Support Centre is told, and tells the caller.
    let told = town.get("pvhcc-support", "/api/notices").ok();
    assert_eq!((&told["notices"][0]["code"], &told["notices"][0]["topic"]), (&json!(code), &json!("identity_looked_at")));
    assert!(told["notices"][0]["sentence"].as_str().unwrap().starts_with("Gọi lại"), "{told}");

    // Where there is nobody to be shown, no look is noted.
    town.db.execute("DELETE FROM entries", []).unwrap();
    town.refused("pvhcc-centre", "identity-looks", code, look, 404, "not_found");
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let town = town();
    let code = verified(&town);
    let bad = |what: &str, body: Value| town.bad_fields("thanh-tra-inspector", what, &code, body);
    assert_eq!(
        bad("inspections", json!({ "decision": "1", "scope": "hẹp" })),
        [field("decision", "too_short"), field("scope", "too_short"), field("reason", "missing")]
    );
    assert_eq!(
        bad("inspection-steps", json!({ "note": "x".repeat(2001), "media": ["nothing"] })),
        [field("note", "too_long"), field("media[0]", "unknown_media")]
    );
    assert_eq!(
        bad("inspection-conclusion", json!({ "finding": "perhaps" })),
        [field("finding", "unknown_choice"), field("conclusion", "missing")]
    );
    assert_eq!(bad("identity-looks", json!({ "reason": "tò mò" })), [field("reason", "too_short")]);
    for what in ["inspections", "inspection-steps", "inspection-conclusion", "identity-looks"] {
        assert_eq!(bad(what, json!({ "reason": 5, "note": 5, "decision": 5, "finding": 5 })).len(), 1, "{what}");
        assert_eq!(bad(what, json!({ "no_such_field": "x" })).len(), 1, "{what}");
    }
}

#[test]
fn a_look_shows_the_sender_once_and_is_in_the_journal() {
    let town = town();
    let code = verified(&town);
    let look = json!({ "reason": "Cần gặp người gửi để lấy thêm tài liệu." });
    // the agency that handles never, nor the one that sent it on.
    for who in ["00070-head", "00070-intake", "00070-handler"] {
        town.refused(who, "identity-looks", &code, look.clone(), 403, "not_your_role");
    }
    for who in ["thanh-tra-head", "00004-head", "pvhcc-head", "pvhcc-support", "citizen-minh"] {
        town.refused(who, "identity-looks", &code, look.clone(), 404, "not_found");
    }
    town.refused("citizen-lan", "identity-looks", &code, look.clone(), 403, "not_your_role");

    let seen = town.done("thanh-tra-inspector", "identity-looks", &code, look.clone());
    assert_eq!(seen["sender"], json!({ "name": SENDER[0], "phone": SENDER[1], "email": SENDER[2], "verified": true }));
    town.clock_moves_to("2026-03-02 09:00");
    town.done("pvhcc-centre", "identity-looks", &code, look);

    // In no other reply, and in no book.
    let paths = [
        format!("/api/cases/{code}"),
        format!("/api/cases/{code}/inspections"),
        "/api/desks/inspection/cases".to_owned(),
    ];
    for who in ["thanh-tra-inspector", "pvhcc-centre", "00070-head"] {
        for path in &paths {
            let text = town.get(who, path).json.to_string();
            for hidden in SENDER.iter().chain(&["citizen-lan"]) {
                assert!(!text.contains(hidden), "{hidden} in {path} for {who}");
            }
        }
    }
    let public = town.get("", &format!("/api/public/cases/{code}")).ok().to_string();
    assert!(!public.contains("look_at_identity") && !public.contains(SENDER[0]), "{public}");
    let looks: i64 = town.db.query_row("SELECT count(*) FROM identity_looks", [], |row| row.get(0)).unwrap();
    assert_eq!(looks, 2);
    for table in ["journal", "identity_looks", "outbox"] {
        let mut statement = town.db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                let cell = format!("{:?}", row.get_ref(column).unwrap().as_str());
                assert!(SENDER.iter().all(|hidden| !cell.contains(hidden)), "{table}: {cell}");
            }
        }
    }

    // The sender reads how many looked, when, and for which body; not who, nor why.
    let mine = town.get("citizen-lan", &format!("/api/reports/{code}")).ok();
    let looked = |at: &str, body: &str, name: &str| json!({ "at": at, "body": body, "body_name": name });
    assert_eq!(
        mine["identity_looks"],
        json!([
            looked("2026-03-02T08:00:00+07:00", "thanh-tra", "Thanh tra Thành phố"),
            looked("2026-03-02T09:00:00+07:00", "pvhcc", "Trung tâm Phục vụ hành chính công Thành phố"),
        ])
    );
    let text = mine.to_string();
    assert!(!text.contains(&town.name_of("thanh-tra-inspector")) && !text.contains("lấy thêm tài liệu"), "{text}");
    assert!(!text.contains("look_at_identity"), "{text}");
    // Both may read why each looked.
    let list: Inspections =
        serde_json::from_value(town.get("pvhcc-centre", &format!("/api/cases/{code}/inspections")).ok()).unwrap();
    assert_eq!(list.looks.len(), 2);
    town.the_books_are_in_order();
}

#[test]
fn there_is_nothing_to_look_at_where_the_sender_is_not_hidden() {
    let town = town();
    let code = town.reports();
    let look = json!({ "reason": "Cần gặp người gửi để lấy thêm tài liệu." });
    town.refused("pvhcc-centre", "identity-looks", &code, look, 422, "not_confidential");
}

#[test]
fn two_inspectors_at_once_open_one_inspection() {
    let town = town();
    let code = verified(&town);
    town.gives("inspector-two", "thanh-tra", "inspector");
    town.gives("inspector-three", "thanh-tra", "inspector");
    let people = ["thanh-tra-inspector", "inspector-two", "inspector-three"];
    let path = format!("/api/cases/{code}/inspections");
    let statuses: Vec<u16> =
        people.iter().map(|who| town.send(who, Method::POST, &path, Some(opening().to_string())).status).collect();
    assert_eq!(statuses, [200, 409, 409]);
    let open: i64 = town.db.query_row("SELECT count(*) FROM inspections WHERE ended_at IS NULL", [], |row| row.get(0)).unwrap();
    assert_eq!(open, 1);
    // And at the same moment: every one is answered, one goes through.
    town.done("inspector-two", "inspection-conclusion", &code, ending());
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let tokens: Vec<String> = people.iter().map(|who| town.token(who)).collect();
        let (now, path) = (town.now(), &path);
        let threads: Vec<_> = tokens
            .into_iter()
            .map(|token| {
                scope.spawn(move || {
                    let request = edge::Request::new(Method::POST, path, opening().to_string())
                        .header("authorization", &format!("Bearer {token}"))
                        .header("content-type", "application/json");
                    answer(&inspection::routes(), request, now).status
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| [200, 409].contains(status)), "{answers:?}");
    town.the_books_are_in_order();
}
