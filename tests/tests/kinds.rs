//! Every kind of report from outside: sent, handled under its own limits, and what everybody then sees.

use serde_json::{Value, json};
use tests::{CaseHandle, Person, Town, at};

fn sends(who: &Person<'_>, report: &Value) -> CaseHandle {
    let sent = who.sends(report).expect(201);
    CaseHandle { code: sent["code"].as_str().unwrap().to_owned() }
}

fn report(kind: &str, category: &str, text: &str) -> Value {
    json!({ "kind": kind, "category": category, "ward": "00070", "text": text })
}

#[test]
fn a_case_of_waste_is_answered_in_thirty_days_and_gives_its_sender_away_to_nobody() {
    let town = Town::at("2026-11-20 09:00");
    let (lan, head, handler) = (town.citizen(), town.person("thanh-tra-head"), town.person("thanh-tra-handler"));
    let text = "Trụ sở cũ của phường bỏ hoang ba năm, điện vẫn bật suốt đêm.";
    let mut waste = report("waste", "lp-tai-san-cong", text);
    waste["media"] = json!([lan.photographs()]);
    let case = sends(&lan, &waste);
    town.person("thanh-tra-intake").accepts(&case);
    head.dispatches_and_assigns(&case, "thanh-tra-handler");
    let file = handler.looks_at(&case);
    assert_eq!(file["sender"], Value::Null, "R-10.4: hidden unless the sender says otherwise");
    assert_eq!(file["due_at"], at("2027-01-05 17:00"), "R-10.4: 30 wd; 24/11 and 1/1 are off");
    handler.drafts(&case);
    head.approves(&case);
    handler.records_result(&case);
    head.does("publication", &case, &json!({ "text": "Trụ sở bỏ hoang đã xử lý." })).refused(422, "result_only");
    head.publishes(&case);
    let page = town.anybody().get(&format!("/api/public/cases/{}", case.code)).expect(200);
    assert_eq!((&page["publication"]["text"], &page["publication"]["pictures"]), (&Value::Null, &json!([])));
    assert!(!page.to_string().contains("bỏ hoang"), "{page}");
    // nor is the picture to be had by whoever guesses its id.
    let picture = waste["media"][0].as_str().unwrap();
    assert_eq!(town.anybody().get(&format!("/api/public/media/{picture}")).status, 404);
    let found = town.anybody().get("/api/public/cases?kind=waste").expect(200);
    assert_eq!(found["cases"][0]["code"], case.code);
    town.the_books_are_in_order();
}

#[test]
fn feedback_on_a_regulation_is_sent_on_in_time_and_its_examination_is_public() {
    let town = Town::at("2026-11-20 09:00");
    let lan = town.citizen();
    let case = sends(&lan, &report("regulation", "qdhc-khong-phu-hop", "Thủ tục yêu cầu bản sao công chứng đã có trên dữ liệu dân cư."));
    let justice = town.person("so-tu-phap-intake");
    let class = json!({ "class": "not_own", "reason": "Quy định do Văn phòng tham mưu ban hành." });
    justice.does("classification", &case, &class).expect(200);
    justice.accepts(&case);
    let waits = justice.looks_at(&case);
    let transfer = waits["clocks"].as_array().unwrap().iter().find(|clock| clock["kind"] == "transfer").unwrap();
    assert_eq!(transfer["due_at"], at("2026-11-30 17:00"), "R-5.3: 5 wd, 24/11 is off");
    town.person("so-tu-phap-head").does("dispatch", &case, &json!({})).refused(409, "transfer_pending");
    justice.does("rerouting", &case, &json!({ "to": "van-phong", "reason": "Thuộc thẩm quyền của Văn phòng." })).expect(200);

    let (head, handler) = (town.person("van-phong-head"), town.person("van-phong-handler"));
    let own = json!({ "class": "own", "reason": "Quy định do Văn phòng tham mưu ban hành." });
    town.person("van-phong-intake").does("classification", &case, &own).expect(200);
    town.person("van-phong-intake").accepts(&case);
    head.dispatches_and_assigns(&case, "van-phong-handler");
    let draft = json!({ "conclusion": "Đề nghị bỏ thành phần hồ sơ đã có trong cơ sở dữ liệu." });
    handler.does("draft", &case, &draft).refused(422, "assessment_missing");
    let assessment = json!({
        "necessary": false, "lawful": true, "simple": false, "feasible": true, "consistent": true, "treaty_fit": true,
        "outcome": "amend_or_repeal",
    });
    let mut with = draft;
    with["assessment"] = assessment.clone();
    handler.does("draft", &case, &with).expect(200);
    head.approves(&case);
    handler.records_result(&case);
    head.publishes(&case);
    let page = town.anybody().get(&format!("/api/public/cases/{}", case.code)).expect(200);
    assert_eq!(page["publication"]["assessment"], assessment);
    assert!(lan.notices().contains(&("case_classified".to_owned(), case.code.clone())));
    town.the_books_are_in_order();
}

#[test]
fn a_caller_is_entered_and_an_organisation_sends_in_its_own_name() {
    let town = Town::at("2026-11-20 09:00");
    let support = town.person("pvhcc-support");
    let mut called = report("field", "cay-xanh", "Cây xà cừ trước cổng trường nghiêng sau đêm mưa.");
    called["address"] = json!("Cổng trường tiểu học Trưng Vương");
    called["happened_at"] = json!("2026-11-20T07:30:00+07:00");
    called["on_behalf"] = json!({ "name": "Vũ Thị Gọi", "phone": "0912 345 678", "channel": "phone", "consent": true });
    town.citizen().sends(&called).refused(403, "not_your_role");
    let case = sends(&support, &called);
    let file = town.person("so-xay-dung-intake").looks_at(&case);
    assert_eq!((&file["sender"]["phone"], &file["entry"]["channel"]), (&json!("+84912345678"), &json!("phone")));
    assert_eq!(support.get("/api/entries").expect(200)["entries"][0]["code"], case.code);

    // R-18.3a: what is asked comes to whoever entered it, who calls back and answers with the caller's consent.
    let question = json!({ "question": "Cây nghiêng về phía nào, có chạm dây điện không?" });
    town.person("so-xay-dung-intake").does("information-requests", &case, &question).expect(200);
    assert!(support.notices().contains(&("information_requested".to_owned(), case.code.clone())), "{:?}", support.notices());
    let path = format!("/api/reports/{}", case.code);
    let answer = |consent: bool| json!({ "answer": "Cây nghiêng ra đường, chưa chạm dây điện.", "consent": consent });
    support.post(&format!("{path}/information"), &answer(false)).refused(422, "consent_missing");
    support.post(&format!("{path}/information"), &answer(true)).expect(200);
    town.citizen().get(&path).refused(404, "not_found");
    let file = town.person("so-xay-dung-intake").looks_at(&case);
    assert_eq!(file["information_requests"][0]["answer"], "Cây nghiêng ra đường, chưa chạm dây điện.");

    //
    let lan = town.citizen();
    let wrong = lan.put("/api/me/contact", &json!({ "organisation": { "name": "Công ty Vỉa Hè Xanh", "tax_code": "0100233480" } }));
    assert_eq!(wrong.expect(422)["errors"][0]["code"], "not_a_tax_code");
    let contact = json!({ "phone": "0987 654 321", "organisation": { "name": "Công ty Vỉa Hè Xanh", "tax_code": "0100233488" } });
    lan.put("/api/me/contact", &contact).expect(200);
    let mut business = report("business", "dn-dau-tu", "Hồ sơ đăng ký đầu tư nộp hai tháng chưa được trả lời.");
    business["as_organisation"] = json!(true);
    let case = sends(&lan, &business);
    let file = town.person("so-tai-chinh-intake").looks_at(&case);
    assert_eq!((&file["organisation"]["name"], &file["report"]["address"]), (&json!("Công ty Vỉa Hè Xanh"), &Value::Null));
    town.the_books_are_in_order();
}

#[test]
fn the_questions_lead_to_a_kind_and_the_gate_asks_before_sending() {
    let town = Town::at("2026-11-20 09:00");
    let anybody = town.anybody();
    let questions = anybody.get("/api/kinds/questions").expect(200);
    assert_eq!(questions["questions"][0]["answers"][0]["kind"], "field");
    let kinds = anybody.get("/api/kinds").expect(200);
    assert_eq!(kinds["kinds"].as_array().unwrap().len(), 5);
    let text = "Toi lam don to cao can bo nhan tien cua dan";
    let found = anybody.post("/api/scope-check", &json!({ "text": text })).expect(200);
    assert_eq!(found["signals"][0]["signal"], "denunciation");
    // Sent all the same, it is the officer's decision.
    let lan = town.citizen();
    let case = lan.reports(text);
    let file = town.person("00070-intake").looks_at(&case);
    assert_eq!(file["signals"], json!([{ "signal": "denunciation", "reason": "scope" }]));
    // An initiative reaches the Centre's hall, which receives and distributes.
    let idea = sends(&lan, &report("initiative", "sk-do-thi", "Lắp bản đồ nhà vệ sinh công cộng ở các bến xe buýt."));
    assert_eq!(town.person("pvhcc-intake").looks_at(&idea)["unit"]["id"], "pvhcc");
}
