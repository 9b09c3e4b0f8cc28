//! Bad input gets a clear problem and leaves nothing behind, on every route that takes JSON.

use serde_json::{Value, json};
use tests::{Town, checklist};

/// Method, path (`{code}`: a case of Hoàn Kiếm), who, and a body whose form is right.
fn routes() -> Vec<(&'static str, &'static str, &'static str, Value)> {
    let reason = "Lý do được ghi đầy đủ, rõ ràng.";
    vec![
        ("POST", "/api/sessions", "citizen-lan", json!({ "account": "citizen-lan" })),
        ("PUT", "/api/me/residence", "citizen-lan", json!({ "ward": "00070" })),
        ("POST", "/api/reports", "citizen-lan", json!({
            "kind": "field", "category": "duong-ha-tang", "text": "Ổ gà sâu giữa đường.", "address": "Hàng Bài",
            "ward": "00070", "happened_at": "2026-11-20T08:00:00+07:00", "media": ["none"] })),
        ("POST", "/api/reports/{code}/information", "citizen-lan", json!({ "answer": "Ở ngay trước số nhà 12." })),
        ("POST", "/api/reports/{code}/withdrawal", "citizen-lan", json!({ "reason": reason })),
        ("POST", "/api/reports/{code}/question", "citizen-lan", json!({ "question": "Bao giờ thì làm xong ạ?" })),
        ("PUT", "/api/reports/{code}/rating", "citizen-lan", json!({ "satisfaction": "satisfied" })),
        ("POST", "/api/cases/{code}/contacts", "00070-intake", json!({ "channel": "phone", "reached": false })),
        ("POST", "/api/cases/{code}/information-requests", "00070-intake", json!({ "question": reason })),
        ("POST", "/api/cases/{code}/acceptance", "00070-intake", json!({ "checklist": checklist(), "level": "normal" })),
        ("POST", "/api/cases/{code}/refusal", "00070-intake", json!({ "reason": "a", "explanation": reason })),
        ("POST", "/api/cases/{code}/forwarding", "00070-intake", json!({ "reason": reason })),
        ("POST", "/api/cases/{code}/rerouting", "00070-intake", json!({ "to": "00004", "reason": reason })),
        ("POST", "/api/cases/{code}/classification", "00070-intake", json!({ "class": "own", "reason": reason })),
        ("PUT", "/api/me/contact", "citizen-lan", json!({ "phone": "0912345678" })),
        ("POST", "/api/cases/{code}/dispatch", "00070-head", json!({ "to": "00070" })),
        ("POST", "/api/cases/{code}/assignment", "00070-head", json!({ "handler": "00070-handler" })),
        ("POST", "/api/cases/{code}/level", "00070-head", json!({ "level": "urgent", "reason": reason })),
        ("POST", "/api/cases/{code}/extension", "00070-head", json!({ "legal_basis": reason, "total_days": 20 })),
        ("POST", "/api/cases/{code}/urging", "pvhcc-centre", json!({ "reason": reason })),
        ("POST", "/api/cases/{code}/draft", "00070-handler", json!({ "conclusion": "Đã kiểm tra, phản ánh là đúng." })),
        ("POST", "/api/cases/{code}/draft-return", "00070-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{code}/approval", "00070-head", json!({ "note": "Đồng ý" })),
        ("POST", "/api/cases/{code}/result", "00070-handler", json!({ "result": "Đã sửa xong đoạn đường hỏng.", "evidence": ["none"] })),
        ("POST", "/api/cases/{code}/result-return", "00070-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{code}/publication", "00070-head", json!({ "text": "Ổ gà sâu giữa đường." })),
        ("POST", "/api/cases/{code}/answer", "00070-head", json!({ "answer": "Đoạn còn lại sẽ làm trong tuần tới." })),
        ("POST", "/api/cases/{code}/supporters", "00070-head", json!({ "units": ["00004"], "reason": reason })),
        ("POST", "/api/cases/{code}/supporters/00004/assignment", "00004-head", json!({ "handler": "00004-handler" })),
        ("POST", "/api/cases/{code}/supporters/00004/declination", "00004-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{code}/supporters/00004/waiver", "00070-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{code}/supporters/00004/contribution", "00004-handler", json!({ "contribution": "Đã kiểm tra phần việc của phường." })),
        ("POST", "/api/cases/{code}/supporters/00004/contribution-return", "00004-head", json!({ "reason": reason })),
        ("POST", "/api/cases/{code}/supporters/00004/contribution-approval", "00004-head", json!({ "note": "Đồng ý" })),
        ("POST", "/api/reports/{code}/reopening", "citizen-lan", json!({ "text": "Vỉa hè lại sụt đúng chỗ cũ." })),
        ("POST", "/api/alerts", "00070-intake", json!({
            "unit": "00070", "kind": "warning", "title": "Ngập sâu", "text": "Tránh đi qua phố Hàng Bài chiều nay.",
            "valid_until": "2026-11-21T08:00:00+07:00" })),
        ("POST", "/api/alerts/{alert}/approval", "00070-head", json!({})),
        ("POST", "/api/alerts/{alert}/cancellation", "00070-head", json!({ "reason": reason })),
        ("PUT", "/api/alerts/{alert}", "00070-intake", json!({
            "kind": "warning", "title": "Mất nước", "text": "Mất nước từ 8 giờ đến 18 giờ ngày mai.",
            "valid_until": "2026-11-22T08:00:00+07:00", "version": 1 })),
        ("POST", "/api/inbox/{alert}/read", "citizen-lan", json!({})),
    ]
}

#[test]
fn every_route_that_takes_json_refuses_what_is_not_its_form_and_keeps_nothing() {
    let town = Town::at("2026-11-20 09:00");
    let case = town.citizen().reports("Vỉa hè hỏng nặng trước cổng chợ.");
    let alert = town.person("00070-intake").post("/api/alerts", &json!({
        "unit": "00070", "kind": "warning", "title": "Mất nước", "text": "Mất nước từ 8 giờ đến 17 giờ ngày mai.",
        "valid_until": "2026-11-22T08:00:00+07:00" })).expect(201);
    let alert = alert["id"].as_str().unwrap();
    let before = town.journal_rows();
    let json_type = [("content-type", "application/json"), ("idempotency-key", "bad-input-key")];

    for (method, path, who, body) in routes() {
        let path = path.replace("{code}", &case.code).replace("{alert}", alert);
        let person = town.person(who);
        let send = |bytes: &[u8]| person.request(method, &path, &json_type, bytes);

        send(b"{").refused(400, "bad_json");
        send(b"{\"text\": \"\xff\xfe\"}").refused(400, "bad_utf8");
        let whole = body.to_string();
        let trailing = format!("{whole} {whole}");
        send(trailing.as_bytes()).refused(400, "bad_json");

        let mut unknown = body.clone();
        unknown["surprise"] = json!(1);
        let problem = send(unknown.to_string().as_bytes()).refused(422, "invalid_fields");
        assert_eq!(problem["errors"][0]["code"], "unknown_field", "{method} {path}");
        assert_eq!(problem["errors"][0]["field"], "surprise", "{method} {path}");

        if let Some((name, _)) = body.as_object().unwrap().iter().next() {
            let mut wrong = body.clone();
            wrong[name] = json!([[1]]);
            let problem = send(wrong.to_string().as_bytes()).refused(422, "invalid_fields");
            assert_eq!(problem["errors"][0]["code"], "wrong_type", "{method} {path}: {problem}");
        }

        let large = format!("{{\"reason\": \"{}\"}}", "x".repeat(70_000));
        send(large.as_bytes()).refused(413, "too_large");
        let as_text = [("content-type", "text/plain"), ("idempotency-key", "bad-input-key")];
        person.request(method, &path, &as_text, whole.as_bytes()).refused(415, "unsupported_media_type");
        let other = person.request("DELETE", &path, &json_type, whole.as_bytes());
        other.refused(405, "method_not_allowed");
        assert!(other.headers["allow"].to_str().unwrap().contains(method), "{method} {path}");
        if path != "/api/sessions" {
            town.anybody().request(method, &path, &json_type, whole.as_bytes()).refused(401, "not_signed_in");
        }
    }
    assert_eq!(town.journal_rows(), before, "nothing was left behind");
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "", "bad input is no fault");
}

#[test]
fn a_report_with_many_mistakes_is_answered_with_all_of_them_at_once() {
    let town = Town::at("2026-11-20 09:00");
    let bad = json!({
        "kind": "field", "category": "khong-co", "text": "ngắn", "address": "", "ward": "99999",
        "latitude": 10.7, "longitude": 106.6, "happened_at": "hôm qua", "media": ["khong-co"],
    });
    let problem = town.citizen().sends(&bad).refused(422, "invalid_fields");
    let fields: Vec<&str> = problem["errors"].as_array().unwrap().iter().filter_map(|e| e["field"].as_str()).collect();
    for field in ["text", "address", "happened_at"] {
        assert!(fields.contains(&field), "{field} is named: {problem}");
    }
    for error in problem["errors"].as_array().unwrap() {
        assert!(error["detail"].as_str().is_some_and(|detail| detail.chars().count() > 8), "{error}");
    }
    assert_eq!(town.journal_rows(), 0);
}

#[test]
fn a_report_without_a_picture_or_from_an_unverified_sender_is_not_taken() {
    let town = Town::at("2026-11-20 09:00");
    let lan = town.citizen();
    let mut report = lan.report("Ổ gà rất sâu ngay giữa làn xe máy.");
    report["media"] = json!([]);
    let answer = lan.sends(&report);
    assert_eq!(answer.status, 422, "{}", answer.text());
    let new = town.person("citizen-new");
    let report = new.report("Ổ gà rất sâu ngay giữa làn xe máy.");
    new.sends(&report).refused(403, "identity_not_verified");
    let mut tomorrow = lan.report("Ổ gà rất sâu ngay giữa làn xe máy.");
    tomorrow["happened_at"] = json!("2026-11-21T09:00:00+07:00");
    let answer = lan.sends(&tomorrow);
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert_eq!(town.journal_rows(), 0);
}

#[test]
fn a_double_tap_opens_one_case() {
    let town = Town::at("2026-11-20 09:00");
    let lan = town.citizen();
    let report = lan.report("Đèn tín hiệu ngã tư không hoạt động từ sáng.");
    let first = lan.sends_with_key(&report, "tap-0001").expect(201);
    let again = lan.sends_with_key(&report, "tap-0001").expect(200);
    assert_eq!(first["code"], again["code"]);
    assert_eq!(town.journal_rows(), 1);
    // Another person's same key is another case.
    let minh = town.person("citizen-minh");
    let other = minh.sends_with_key(&minh.report("Đèn tín hiệu ngã tư không hoạt động từ sáng."), "tap-0001").expect(201);
    assert_ne!(first["code"], other["code"]);
    lan.request("POST", "/api/reports", &[("content-type", "application/json")], report.to_string().as_bytes())
        .refused(422, "invalid_fields");
}

#[test]
fn what_is_not_there_is_a_problem_too() {
    let town = Town::at("2026-11-20 09:00");
    for path in ["/api/public/cases/HN26-ZZZZZZZZ", "/api/nothing", "/api/media/none", "/api/units/none"] {
        let answer = town.citizen().get(path);
        answer.refused(404, "not_found");
    }
    let page = town.anybody().get("/khong-co-trang-nay");
    assert_eq!(page.status, 404);
    assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/html"));
}
