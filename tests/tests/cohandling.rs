//! Several agencies answer one report, and a matter that comes back, through real HTTP on the embedded host.

use serde_json::json;
use tests::{Town, at, checklist};

#[test]
fn two_wards_answer_together_and_a_third_declines() {
    let town = Town::at("2026-11-20 09:00"); // a Friday; Tuesday 24/11 is Ngày Văn hóa Việt Nam
    let (lan, head, handler) = (town.citizen(), town.person("00070-head"), town.person("00070-handler"));
    let case = lan.reports("Đường ống vỡ, nước chảy tràn qua ranh giới hai phường suốt đêm.");
    let accepted = json!({
        "checklist": checklist(), "level": "complex", "level_reason": "Tuyến ống chạy qua ba phường.",
        "supporters": ["00004", "00008"],
    });
    head.does("acceptance", &case, &accepted).expect(200); // R-8.2a
    town.clock_moves_to("2026-11-20 10:00");
    head.dispatches_and_assigns(&case, "00070-handler");

    // R-8.2b: the supporter sees it, in its own queue, due a working day before the lead's 15th.
    let (ba_dinh, officer) = (town.person("00004-head"), town.person("00004-handler"));
    let queue = ba_dinh.get("/api/desks/support/cases").expect(200);
    assert_eq!((&queue["cases"][0]["code"], &queue["cases"][0]["due_at"]), (&json!(case.code), &at("2026-12-11 17:00")));
    assert_eq!(head.looks_at(&case)["due_at"], at("2026-12-14 17:00"));
    let supporters = |what: &str| format!("supporters/00004/{what}");
    ba_dinh.does(&supporters("assignment"), &case, &json!({ "handler": "00004-handler" })).expect(200);
    assert_eq!(officer.notices()[0], ("support_assigned".to_owned(), case.code.clone()));
    let photo = officer.photographs();
    let contribution = "Đã khóa van phía Ba Đình và thay đoạn ống dài bốn mét.";
    officer
        .does(&supporters("contribution"), &case, &json!({ "contribution": contribution, "media": [photo] }))
        .expect(200);
    officer.does(&supporters("contribution-approval"), &case, &json!({})).refused(403, "not_your_role");
    ba_dinh.does(&supporters("contribution-approval"), &case, &json!({})).expect(200);
    // The lead's officer reads text and picture; another ward reads neither.
    assert_eq!(handler.looks_at(&case)["contributions"][0]["contribution"], contribution);
    assert_eq!(handler.get(&format!("/api/media/{photo}")).status, 200);
    assert_eq!(town.person("00008-head").get(&format!("/api/media/{photo}")).status, 200, "supporters of one case");
    assert_eq!(town.person("00025-head").get(&format!("/api/cases/{}", case.code)).status, 404);

    town.clock_moves_to("2026-11-23 09:00");
    handler.drafts(&case);
    head.approves(&case);
    handler.records_result(&case);
    head.does("publication", &case, &json!({})).refused(409, "contributions_outstanding"); // R-8.2c
    let why = json!({ "reason": "Đoạn ống trên địa bàn Ngọc Hà đã được thay từ năm ngoái." });
    town.person("00008-head").does("supporters/00008/declination", &case, &why).expect(200);
    head.publishes(&case);

    // Everybody reads who took part, and no officer's name.
    let page = town.anybody().get(&format!("/api/public/cases/{}", case.code)).expect(200);
    assert_eq!(page["supporters"].as_array().unwrap().len(), 1);
    assert_eq!(page["supporters"][0]["id"], "00004");
    assert!(!page.to_string().contains(contribution), "what supporters wrote to the lead is the office's");
    assert_eq!(town.anybody().get(&format!("/api/public/media/{photo}")).status, 404);

    // R-8.5c: who held it for how long.
    let ledger = town.person("pvhcc-centre").get(&format!("/api/cases/{}/ledger", case.code)).expect(200);
    let sum: u64 = ledger["lines"].as_array().unwrap().iter().map(|line| line["minutes"].as_u64().unwrap()).sum();
    assert_eq!((ledger["minutes"].as_u64(), ledger["late_minutes"].as_u64()), (Some(sum), Some(0)));
    let books = town.person("pvhcc-centre").get("/api/ledger?unit=00008").expect(200);
    assert_eq!(books["stretches"][0]["minutes"], 360 + 60, "Friday 10:00 to Monday 09:00");
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "", "nothing went wrong that a component had to log");
}

#[test]
fn what_is_still_not_solved_goes_on_in_a_new_case() {
    let town = Town::at("2026-11-20 09:00");
    let (lan, head, handler) = (town.citizen(), town.person("00070-head"), town.person("00070-handler"));
    let case = lan.reports("Vỉa hè trước số 12 Hàng Bài sụt sâu, người đi bộ phải xuống lòng đường.");
    town.person("00070-intake").accepts(&case);
    head.dispatches_and_assigns(&case, "00070-handler");
    handler.drafts(&case);
    head.approves(&case);
    handler.records_result(&case);
    head.publishes(&case);
    let path = format!("/api/reports/{}", case.code);
    lan.put(&format!("{path}/rating"), &json!({ "satisfaction": "unsatisfied", "comment": "Hai hôm sau lại sụt." })).expect(200);
    town.clock_moves_to("2026-11-27 09:00");
    town.sweeps();
    assert_eq!(lan.get(&path).expect(200)["state"], "closed");

    let still = |photo: &str| json!({ "text": "Vỉa hè lại sụt đúng chỗ cũ.", "media": [photo] }).to_string();
    let send = |key: &str, body: &str| {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        lan.request("POST", &format!("{path}/reopening"), &headers, body.as_bytes())
    };
    let once = still(&lan.photographs());
    let opened = send("once-more-1", &once).expect(201);
    assert_eq!(send("once-more-1", &once).expect(200)["code"], opened["code"], "the same sending is the same case");
    send("once-more-2", &still(&lan.photographs())).refused(409, "already_continued");
    let chain = &town.person("00070-intake").get(&format!("/api/cases/{}", opened["code"].as_str().unwrap())).expect(200)["chain"];
    assert_eq!((&chain[0]["code"], &chain[1]["code"], &chain[0]["satisfaction"]), (&json!(case.code), &opened["code"], &json!("unsatisfied")));
    town.the_books_are_in_order();
}
