//! Whole days in the life of a report, through real HTTP on the embedded host.

use serde_json::json;
use tests::{Town, at, checklist};

#[test]
fn a_broken_pavement_is_reported_on_friday_and_rated_after_the_answer() {
    let town = Town::at("2026-11-20 09:00"); // a Friday; Tuesday 24/11 is Ngày Văn hóa Việt Nam
    let (lan, intake) = (town.citizen(), town.person("00070-intake"));
    let (head, handler) = (town.person("00070-head"), town.person("00070-handler"));

    // R-7.2d: 8 wh from 09:00 on Friday: 7 h left that day, so 09:00 on Monday.
    let case = lan.reports("Vỉa hè trước số 12 Hàng Bài sụt sâu, người đi bộ phải xuống lòng đường.");
    let mine = lan.get(&format!("/api/reports/{}", case.code)).expect(200);
    assert_eq!(mine["state"], "submitted");
    assert_eq!(mine["due_at"], at("2026-11-20 14:00"), "verification is due first: 4 wh"); // R-6.2d
    assert_eq!(lan.notices(), [("report_received".to_owned(), case.code.clone())]);

    town.clock_moves_to("2026-11-20 10:00");
    let queue = intake.get("/api/desks/verification/cases").expect(200);
    assert_eq!(queue["cases"][0]["code"], case.code);
    let accepted = intake.accepts(&case); // R-7.2b
    assert_eq!(accepted["state"], "accepted");
    assert_eq!(accepted["due_at"], at("2026-11-20 15:00"), "4 wh to dispatch, lunch not counted"); // R-8.5a

    town.clock_moves_to("2026-11-20 14:00");
    head.dispatches_and_assigns(&case, "00070-handler"); // R-8.1b, R-8.1c
    let seen = handler.looks_at(&case);
    assert_eq!(seen["state"], "handling");
    assert_eq!(seen["due_at"], at("2026-12-02 17:00"), "7 wd, the first day and 24/11 not counted"); // R-8.5b

    town.clock_moves_to("2026-11-25 15:00");
    handler.drafts(&case); // R-8.1d
    handler.does("approval", &case, &json!({})).refused(403, "not_your_role");
    head.does("draft-return", &case, &json!({ "reason": "Chưa nêu rõ thời hạn hoàn thành, bổ sung rồi trình lại." }))
        .expect(200);
    assert_eq!(handler.looks_at(&case)["due_at"], at("2026-11-26 17:00"), "rework: 1 wd");
    handler.drafts(&case);
    assert_eq!(handler.looks_at(&case)["due_at"], at("2026-12-02 17:00"), "a return buys no time");
    head.approves(&case);

    let no_proof = json!({ "result": "Đã sửa xong toàn bộ đoạn vỉa hè bị hỏng.", "evidence": [] });
    let refused = handler.does("result", &case, &no_proof);
    assert_eq!(refused.status, 422, "{}", refused.text());
    handler.records_result(&case);
    assert_eq!(head.looks_at(&case)["due_at"], at("2026-11-26 17:00"), "1 wd to publish");
    head.publishes(&case);

    // everybody reads it, and nobody's name but the responsible head's.
    let page = town.anybody().get(&format!("/api/public/cases/{}", case.code)).expect(200);
    assert_eq!(page["state"], "published");
    let text = page.to_string();
    assert!(!text.contains("Lan") && !text.contains("citizen-lan"), "{text}");
    let found = town.anybody().get("/api/public/cases?q=via%20he%20hang%20bai").expect(200);
    assert_eq!(found["cases"][0]["code"], case.code, "found without diacritics");

    //
    town.clock_moves_to("2026-11-26 08:30");
    let ask = json!({ "question": "Bao giờ thì sửa nốt đoạn còn lại tới ngã tư?" });
    lan.post(&format!("/api/reports/{}/question", case.code), &ask).expect(200);
    head.does("answer", &case, &json!({ "answer": "Đoạn còn lại được sửa trong tháng mười hai năm nay." })).expect(200);
    let rating = json!({ "satisfaction": "satisfied", "comment": "Làm nhanh, cảm ơn phường." });
    lan.put(&format!("/api/reports/{}/rating", case.code), &rating).expect(200);

    town.clock_moves_to("2026-12-01 08:00");
    town.sweeps();
    assert_eq!(lan.get(&format!("/api/reports/{}", case.code)).expect(200)["state"], "closed");
    let late = lan.put(&format!("/api/reports/{}/rating", case.code), &rating);
    late.refused(409, "not_from_here");
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "", "nothing went wrong that a component had to log");
}

#[test]
fn an_advertisement_is_refused_with_its_article_and_the_citizen_reads_why() {
    let town = Town::at("2026-02-13 16:00"); // the last hour before Tết
    let (lan, intake) = (town.citizen(), town.person("00070-intake"));
    let case = lan.reports("Khuyến mãi lớn: thông tắc cống giá rẻ, gọi ngay để được giảm nửa giá.");

    // R-6.2d: "could not be verified" needs two attempts that failed.
    let unverifiable = json!({ "reason": "d", "explanation": "Không liên hệ được với người gửi." });
    intake.does("refusal", &case, &unverifiable).refused(422, "contact_attempts_missing");
    for _ in 0..2 {
        let nobody = json!({ "channel": "phone", "reached": false, "note": "Không nghe máy" });
        intake.does("contacts", &case, &nobody).expect(200);
    }
    let looked = intake.looks_at(&case);
    assert_eq!(looked["state"], "verifying");
    // R-7.2d: 1 h on Friday, then Tết; 7 h on Monday 23/02.
    assert_eq!(looked["due_at"], at("2026-02-23 11:00"), "verification first: 3 h more after Tết");

    town.clock_moves_to("2026-02-23 08:30");
    let advert = json!({ "reason": "e", "explanation": "Nội dung là quảng cáo dịch vụ, không phải phản ánh hiện trường." });
    intake.does("refusal", &case, &advert).expect(200); // R-7.2a
    let mine = lan.get(&format!("/api/reports/{}", case.code)).expect(200);
    assert_eq!(mine["state"], "refused");
    assert!(mine.to_string().contains("Điều 6 khoản 2 điểm e"), "the article is named: {mine}");
    assert!(mine.to_string().contains("quảng cáo dịch vụ"), "and the explanation: {mine}");
    assert_eq!(lan.notices()[0].0, "case_refused");

    intake.does("acceptance", &case, &json!({ "checklist": checklist(), "level": "normal" })).refused(409, "not_from_here");
    let public = town.anybody().get(&format!("/api/public/cases/{}", case.code)).expect(200);
    assert!(!public.to_string().contains("Khuyến mãi"), "what was refused is not published");
    town.the_books_are_in_order();
}

#[test]
fn what_the_ward_cannot_do_goes_up_and_what_came_astray_goes_on() {
    let town = Town::at("2026-03-02 08:00");
    let case = town.citizen().reports("Mặt đường Hàng Bài lún dọc theo tuyến cống, cần đào sâu để sửa.");
    let up = json!({ "reason": "Phải đào đường đô thị, vượt thẩm quyền của phường." });
    let forwarded = town.person("00070-intake").does("forwarding", &case, &up).expect(200); // R-7.2c
    assert_eq!((forwarded["state"].as_str(), forwarded["unit"].as_str()), (Some("submitted"), Some("so-xay-dung")));
    // The ward no longer holds it, so it no longer sees it; the department does.
    town.person("00070-intake").get(&format!("/api/cases/{}", case.code)).refused(404, "not_found");
    let department = town.person("so-xay-dung-intake");
    department.accepts(&case);

    let astray = json!({ "to": "00004", "reason": "Đoạn đường này thuộc địa bàn phường Ba Đình." });
    department.does("rerouting", &case, &astray).expect(200);
    let ward = town.person("00004-intake");
    let clocks = ward.looks_at(&case)["clocks"].to_string();
    assert!(clocks.contains("00004") && !clocks.contains("so-xay-dung"), "only the holder's clocks run: {clocks}"); // R-8.5c
    ward.accepts(&case);
    town.person("00004-head").dispatches_and_assigns(&case, "00004-handler");
    let handler = town.person("00004-handler");
    handler.drafts(&case);
    town.person("00004-head").approves(&case);
    handler.records_result(&case);

    // The head sends the result back: handling runs on as if nothing had been recorded.
    let due = json!("2026-03-11T17:00:00+07:00");
    let back = json!({ "reason": "Ảnh nghiệm thu không phải của đoạn đường này." });
    town.person("00004-head").does("result-return", &case, &back).expect(200);
    assert_eq!(handler.looks_at(&case)["due_at"], due);
    handler.records_result(&case);
    town.person("00004-head").publishes(&case);
    town.the_books_are_in_order();
}

#[test]
fn a_complex_case_is_extended_once_with_its_legal_basis() {
    let town = Town::at("2026-03-02 08:00");
    let case = town.citizen().reports("Công trình xây vượt tầng so với giấy phép, cần kiểm tra hồ sơ.");
    town.person("00070-intake").accepts(&case);
    let head = town.person("00070-head");
    head.dispatches_and_assigns(&case, "00070-handler");
    let basis = json!({ "legal_basis": "Luật Xây dựng, trình tự kiểm tra và cưỡng chế công trình.", "total_days": 30 });
    head.does("extension", &case, &basis).refused(422, "not_complex"); // R-8.5b
    let harder = json!({ "level": "complex", "reason": "Liên quan nhiều cơ quan và phải theo thủ tục luật định." });
    let complex = head.does("level", &case, &harder).expect(200); // counted anew from its start
    assert_eq!(complex["due_at"], at("2026-03-23 17:00"));
    let extended = head.does("extension", &case, &basis).expect(200);
    assert_eq!(extended["due_at"], at("2026-04-13 17:00"));
    head.does("extension", &case, &basis).refused(422, "extension_out_of_range");
    town.the_books_are_in_order();
}
