//! An initiative, a report of waste under inspection and a look at its sender, through real HTTP on the embedded host.

use serde_json::{Value, json};
use tests::{CaseHandle, Person, Town, at};

fn sends(person: Person<'_>, kind: &str, category: &str, text: &str) -> CaseHandle {
    let mut report = person.report(text);
    report["kind"] = json!(kind);
    report["category"] = json!(category);
    report["confidential"] = json!(kind == "waste");
    let sent = person.sends(&report).expect(201);
    CaseHandle { code: sent["code"].as_str().unwrap().to_owned() }
}

#[test]
fn an_initiative_is_supported_adopted_and_carried_out() {
    let town = Town::at("2026-03-02 08:00");
    let case = sends(town.citizen(), "initiative", "sk-do-thi", "Đặt trạm sạc xe đạp điện có mái che ở các bến xe buýt.");
    town.person("pvhcc-intake").accepts(&case);
    let distributed = town.person("pvhcc-head").does("dispatch", &case, &json!({ "to": "so-khcn" })).expect(200);
    assert_eq!(distributed["due_at"], at("2026-04-13 17:00"));
    let (head, handler) = (town.person("so-khcn-head"), town.person("so-khcn-handler"));
    head.does("assignment", &case, &json!({ "handler": "so-khcn-handler" })).expect(200);
    let evaluation = json!({
        "feasibility": "high", "feasibility_reason": "Các bến đã có nguồn điện.",
        "fit": "medium", "fit_reason": "Nhu cầu tập trung ở nội đô.",
    });
    handler.does("evaluation", &case, &evaluation).expect(200);
    let views = json!({ "teaser": "Trạm sạc xe đạp điện ở bến xe buýt, gọi 0912 345 678.", "until": at("2026-03-06 17:00") });
    head.does("views", &case, &views).expect(200);

    let path = format!("/api/public/initiatives/{}", case.code);
    let public = |who: Person<'_>| who.get(&path).expect(200);
    assert!(!public(town.anybody()).to_string().contains("0912"), "what is public is masked");
    for who in ["citizen-minh", "citizen-hoa", "citizen-minh"] {
        town.person(who).put(&format!("{path}/support"), &json!({})).expect(200);
    }
    let said = town.person("citizen-hoa").post(&format!("{path}/comments"), &json!({ "text": "Nên có chỗ khóa xe." }));
    said.expect(201);
    town.person("citizen-new").put(&format!("{path}/support"), &json!({})).refused(403, "identity_not_verified");
    assert_eq!((&public(town.anybody())["supports"], &public(town.anybody())["comments"]), (&json!(2), &json!(1)));

    town.clock_moves_to("2026-03-09 09:00");
    town.person("citizen-lan").put(&format!("{path}/support"), &json!({})).refused(409, "no_views");
    let draft = json!({
        "conclusion": "Đề nghị áp dụng, thí điểm tại ba bến xe buýt.", "decision": "adopt",
        "plan": {
            "text": "Lắp hai mươi trạm sạc tại ba bến xe buýt.", "from": "2026-04-01", "to": "2026-09-30",
            "responsible": "Phòng Quản lý công nghệ",
            "milestones": [{ "title": "Thí điểm", "due_on": "2026-05-31" }, { "title": "Đủ ba bến", "due_on": "2026-09-30" }],
        },
    });
    handler.does("draft", &case, &draft).expect(200);
    head.approves(&case);
    handler.records_result(&case);
    head.publishes(&case);
    let photo = handler.photographs();
    let done = json!({ "milestone": 1, "progress": "done", "note": "Đã lắp sáu trạm.", "media": [photo] });
    handler.does("progress", &case, &done).expect(200);
    let now = public(town.anybody());
    assert_eq!((&now["decision"], &now["plan"]["milestones"][0]["progress"]), (&json!("adopt"), &json!("done")));
    assert_eq!(town.anybody().get(&format!("/api/public/media/{photo}")).status, 200, "everybody sees the progress");
    let list = town.anybody().get("/api/public/initiatives?filter=adopted").expect(200);
    assert_eq!(list["initiatives"][0]["code"], json!(case.code));
    town.the_books_are_in_order();
}

#[test]
fn a_report_of_waste_is_inspected_and_its_sender_looked_at() {
    let town = Town::at("2026-03-02 08:00");
    let case = sends(town.citizen(), "waste", "lp-tai-san-cong", "Mười máy in mua hai năm vẫn để nguyên trong kho.");
    let inspector = town.person("thanh-tra-inspector");
    let queue = || inspector.get("/api/desks/inspection/cases").expect(200)["total"].clone();
    assert_eq!(queue(), json!(0), "not before it is verified");
    town.person("thanh-tra-intake").accepts(&case);
    town.person("thanh-tra-head").does("dispatch", &case, &json!({ "to": "00070" })).expect(200);
    assert_eq!(queue(), json!(1));
    let opening = json!({
        "decision": "Số 12/QĐ-TTTP", "scope": "Mua sắm máy in các năm 2024, 2025.", "reason": "Phản ánh đã được xác minh.",
    });
    inspector.does("inspections", &case, &opening).expect(200);
    let file = inspector.photographs();
    let step = json!({ "note": "Đã kiểm kê kho, còn nguyên mười máy.", "media": [file] });
    inspector.does("inspection-steps", &case, &step).expect(200);
    let head = town.person("00070-head");
    let seen = head.looks_at(&case);
    assert_eq!((&seen["inspections"][0]["ended_at"], seen.to_string().contains("kiểm kê")), (&Value::Null, false));
    head.get(&format!("/api/media/{file}")).refused(404, "not_found");
    assert_eq!(inspector.get(&format!("/api/media/{file}")).status, 200);

    // the sender, in one reply and in no other.
    let look = json!({ "reason": "Cần gặp người gửi để lấy thêm tài liệu." });
    head.does("identity-looks", &case, &look).refused(403, "not_your_role");
    let name = inspector.does("identity-looks", &case, &look).expect(200)["sender"]["name"].clone();
    assert_eq!(name, "Nguyễn Thị Lan");
    let name = name.as_str().unwrap();
    for who in [inspector, head, town.person("pvhcc-centre")] {
        assert!(!who.looks_at(&case).to_string().contains(name));
    }
    let mine = town.citizen().get(&format!("/api/reports/{}", case.code)).expect(200);
    assert_eq!(mine["identity_looks"][0]["body"], "thanh-tra");
    assert!(!town.faults_logged().contains(name), "nor in any log");

    let end = json!({ "finding": "founded", "conclusion": "Mua vượt định mức, đề nghị điều chuyển số máy không dùng." });
    inspector.does("inspection-conclusion", &case, &end).expect(200);
    let public = town.anybody().get(&format!("/api/public/cases/{}", case.code)).expect(200).to_string();
    assert!(public.contains("đã kết thúc thanh tra") && !public.contains("định mức"), "{public}");
    assert_eq!(head.looks_at(&case)["state"], "dispatched", "the inspection moved nothing");
    town.the_books_are_in_order();
}
