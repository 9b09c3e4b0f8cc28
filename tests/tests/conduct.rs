//! Stories of Điều 27 and 28 k.3, and of the catalogue of services, on the whole application.

use serde_json::json;
use tests::{Town, at};

#[test]
fn who_reports_falsely_four_times_is_locked_objects_and_is_heard() {
    let town = Town::at("2026-03-02 08:00");
    let (lan, intake, centre) = (town.citizen(), town.person("00070-intake"), town.person("pvhcc-centre"));
    let untrue = json!({ "reason": "dd", "explanation": "Cán bộ đã đến tận nơi, không có sự việc như phản ánh." });
    let violation = json!({ "kind": "false_report", "reason": "Đến tận nơi xác minh: không có sự việc như đã phản ánh." });
    let mut first = String::new();
    for number in 1..=4 {
        let case = lan.reports(&format!("Vỉa hè trước số {number} Hàng Bài sụt sâu, người đi bộ phải xuống lòng đường."));
        intake.does("refusal", &case, &untrue).expect(200);
        let recorded = intake.does("violations", &case, &violation).expect(200);
        if number == 1 {
            first = recorded["id"].as_str().unwrap().to_owned();
        }
    }
    // the fourth in a row; thirty days to the minute.
    let own = lan.get("/api/me/conduct").expect(200);
    assert_eq!(own["locked_until"], at("2026-04-01 08:00"));
    assert_eq!(lan.notices().iter().filter(|(topic, _)| topic == "account_locked").count(), 1);
    let report = lan.report("Đèn đường trước số 20 Hàng Bài không sáng đã ba đêm liền.");
    let refused = lan.sends(&report).refused(403, "account_locked");
    assert_eq!(refused["article"], "Điều 27 khoản 3");
    lan.get("/api/reports").expect(200); // reading goes on

    let objection = json!({ "violation": first, "text": "Hôm tôi chụp thì vỉa hè còn sụt, hôm sau đã có người lấp." });
    let made = lan.post("/api/me/conduct/objections", &objection).expect(200);
    let decision = format!("/api/conduct/objections/{}/decision", made["id"].as_str().unwrap());
    let upheld = json!({ "upheld": true, "reason": "Ảnh gốc đúng ngày giờ, vỉa hè được lấp sau đó." });
    intake.post(&decision, &upheld).refused(404, "not_found"); // four eyes
    centre.post(&decision, &upheld).expect(200);
    assert_eq!(lan.get("/api/me/conduct").expect(200)["locked_until"], json!(null));
    lan.sends(&report).expect(201);

    // Another one, and the lock ends by itself; the person is told once.
    let case = lan.reports("Cống trước số 30 Hàng Bài mất nắp, rất nguy hiểm cho người đi bộ.");
    intake.does("refusal", &case, &untrue).expect(200);
    intake.does("violations", &case, &violation).expect(200);
    town.clock_moves_to("2026-04-01 08:00");
    town.sweeps();
    town.sweeps();
    let told = lan.notices().iter().filter(|(topic, _)| topic == "account_unlocked").count();
    assert_eq!(told, 2, "lifted once, ended once");
    lan.sends(&lan.report("Đèn đường trước số 40 Hàng Bài không sáng đã ba đêm liền.")).expect(201);
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "", "nothing went wrong that a component had to log");
}

#[test]
fn a_service_is_found_by_need_and_a_remark_is_answered() {
    let town = Town::at("2026-03-02 08:00");
    let (author, head, centre) = (town.person("00070-intake"), town.person("00070-head"), town.person("pvhcc-centre"));
    //
    let entry = json!({
        "category": "health", "title": "Tiêm chủng mở rộng", "text": "Tiêm vắc xin miễn phí cho trẻ dưới 5 tuổi.",
        "areas": ["00070"], "place": "Trạm y tế phường", "link": "https://tiemchung.vncdc.gov.vn",
    });
    let written = author.post("/api/services?unit=00070", &entry).expect(201);
    let path = format!("/api/services/{}", written["id"].as_str().unwrap());
    author.post(&format!("{path}/submission"), &json!({})).expect(200);
    head.post(&format!("{path}/approval"), &json!({})).refused(403, "not_your_role");
    centre.post(&format!("{path}/approval"), &json!({})).expect(200);
    let found = town.anybody().get("/api/public/services?q=tiem%20chung&ward=00070").expect(200);
    assert_eq!(found["services"][0]["title"], "Tiêm chủng mở rộng");
    let elsewhere = town.anybody().get("/api/public/services?q=tiem%20chung&ward=00004").expect(200);
    assert_eq!(elsewhere["services"], json!([]));

    // R-7.2a.
    let text = json!({ "text": "Phản ánh {code} tại {address} là quảng cáo nên phường không tiếp nhận.", "version": 0 });
    head.put("/api/units/00070/reply-templates/e", &text).expect(200);
    let templates = author.get("/api/units/00070/reply-templates").expect(200);
    assert!(templates.to_string().contains("là quảng cáo nên phường không tiếp nhận"), "{templates}");

    //
    let remark = json!({ "unit": "00070", "article": 8, "text": "Việc khẩn ngoài giờ khó xử lý trong bốn giờ làm việc." });
    let sent = head.post("/api/remarks", &remark).expect(200);
    let answer = json!({ "answer": "Trung tâm ghi nhận và sẽ báo cáo Thành phố." });
    centre.post(&format!("/api/remarks/{}/answer", sent["id"].as_str().unwrap()), &answer).expect(200);
    let list = author.get("/api/remarks?unit=00070&state=answered").expect(200);
    assert_eq!(list["remarks"][0]["answer"], answer["answer"]);
    town.the_books_are_in_order();
}
