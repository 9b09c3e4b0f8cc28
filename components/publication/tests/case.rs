//! Whoever has a code follows the case; nobody reads of people.

#[path = "../../verification/tests/support/mod.rs"]
mod support;

use domain::aftercare::{self, Satisfaction};
use domain::{Comment, MediaId, MediaRef, MediaType, ShortText};
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    let desks = vec![publication::routes(), verification::routes(), assignment::routes(), approval::routes()];
    Town::at(now, desks)
}

fn seen(town: &Town, code: &str) -> Value {
    town.get("", &format!("/api/public/cases/{code}")).ok()
}

fn acts(case: &Value) -> Vec<String> {
    case["timeline"].as_array().unwrap().iter().map(|act| act["act"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_case_is_followed_step_by_step_and_its_texts_appear_with_its_publication() {
    let town = town("2026-03-02 08:00");
    let text = "Vỉa hè sụt, chị Thúy số máy 0912 345 678 suýt ngã trước số 12 Hàng Bài.";
    let code = town.reports_that(text, |report| {
        report.address = Some(ShortText::new("Số 12 Hàng Bài, hỏi chị Thúy 0912345678").unwrap());
    });
    let first = seen(&town, &code);
    assert_eq!((&first["state"], &first["state_name"]), (&json!("submitted"), &json!("chờ tiếp nhận")));
    assert_eq!(first["submitted_at"], "2026-03-02T08:00:00+07:00");
    // R-6.2d: verification is due before acceptance.
    assert_eq!((&first["due_at"], &first["due_clock"]), (&json!("2026-03-02T12:00:00+07:00"), &json!("verification")));
    assert_eq!(first["publication"], Value::Null);

    let note = json!({ "channel": "phone", "reached": true, "note": "Chị Thúy hẹn gửi thêm ảnh." });
    town.done("00070-intake", "contacts", &code, note);
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({ "instruction": "Gọi lại cho chị Thúy." }));
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" }));
    let draft = json!({ "conclusion": "Bản dự thảo: đã gặp chị Thúy tại hiện trường." });
    town.done("00070-handler", "draft", &code, draft.clone());
    town.done("00070-head", "draft-return", &code, json!({ "reason": "Bỏ tên chị Thúy ra khỏi dự thảo." }));
    town.done("00070-handler", "draft", &code, draft);
    town.done("00070-deputy", "approval", &code, json!({}));
    let evidence = town.uploads("00070-handler");
    let result = json!({ "result": "Đã lát lại vỉa hè, liên hệ 024 3825 3536 nếu cần.", "evidence": [evidence] });
    town.done("00070-handler", "result", &code, result);
    let before = seen(&town, &code);
    assert_eq!(before["publication"], Value::Null);
    assert_eq!(before["due_clock_name"], "thời hạn công khai kết quả");
    let people = ["Thúy", "citizen-lan", "Nguyễn Thị Lan", "00070-intake", "00070-handler", "0912"];
    for name in people {
        assert!(!before.to_string().contains(name), "{name}: {before}");
    }
    assert_eq!(
        acts(&before),
        ["submit", "log_contact", "accept", "dispatch", "assign", "draft", "return_draft", "draft", "approve", "record_result"]
    );
    assert_eq!(before["timeline"][3]["act_name"], "điều phối");
    assert_eq!(before["timeline"][3]["to"], json!({ "id": "00070", "name": "Phường Hoàn Kiếm" }));

    // the head words it, publishes it and answers for it.
    let wording = json!({ "text": "Vỉa hè sụt trước số 12 Hàng Bài, gọi 0912 345 678." });
    town.done("00070-head", "publication", &code, wording);
    let after = seen(&town, &code);
    let published = &after["publication"];
    assert_eq!(after["state"], "published");
    assert_eq!(published["text"], "Vỉa hè sụt trước số 12 Hàng Bài, gọi [đã ẩn].");
    assert_eq!(published["result"], "Đã lát lại vỉa hè, liên hệ [đã ẩn] nếu cần.");
    assert_eq!(published["responsible"], town.name_of("00070-head"));
    assert_eq!(published["evidence"], json!([{ "id": evidence, "media_type": "image/jpeg" }]));
    assert_eq!(published["pictures"].as_array().map(Vec::len), Some(1));
    assert_eq!(published["satisfaction"], Value::Null);
    assert!(!after.to_string().contains("citizen-lan") && !after.to_string().contains("0912"), "{after}");

    //
    town.acts("citizen-lan", &code, |case, actor, office| {
        let comment = Comment::new("Cảm ơn anh Nam đã làm nhanh.").unwrap();
        aftercare::rate(case, actor, Satisfaction::Acceptable, comment, office)
    });
    let rated = seen(&town, &code);
    assert_eq!(rated["publication"]["satisfaction"], "acceptable");
    assert_eq!(rated["publication"]["satisfaction_name"], "chấp nhận được");
    assert!(!rated.to_string().contains("anh Nam"), "what the citizen wrote is for the unit");
    let listed = town.get("", "/api/public/cases").ok();
    assert_eq!(listed["cases"][0]["satisfaction"], "acceptable");
    town.the_books_are_in_order();
}

#[test]
fn a_refusal_is_public_with_its_article_and_without_what_was_written() {
    let town = town("2026-03-02 08:00");
    let code = town.reports_that("Khuyến mãi thông tắc bể phốt, gọi anh Hùng ngay hôm nay.", |_| {});
    town.done("00070-intake", "refusal", &code, json!({ "reason": "e", "explanation": "Anh Hùng rao quảng cáo dịch vụ." }));
    let case = seen(&town, &code);
    let refusal = &case["timeline"][1]["refusal"];
    assert_eq!((&case["state"], &refusal["code"]), (&json!("refused"), &json!("e")));
    assert_eq!(refusal["article"], "Điều 6 khoản 2 điểm e"); // R-7.2a
    assert!(refusal["sentence"].as_str().unwrap().contains("quảng cáo"));
    assert_eq!((&case["due_at"], &case["due_clock"], &case["publication"]), (&Value::Null, &Value::Null, &Value::Null));
    assert!(!case.to_string().contains("Hùng") && !case.to_string().contains("Khuyến mãi"), "{case}");
    assert_eq!(town.get("", "/api/public/cases").ok()["cases"], json!([]));
}

#[test]
fn the_pictures_of_a_confidential_report_stay_with_the_office() {
    let town = town("2026-03-02 08:00");
    let code = town.reports_that("Xe công vụ nổ máy hàng giờ trước trụ sở phường.", |report| report.confidential = true);
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({}));
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" }));
    town.done("00070-handler", "draft", &code, json!({ "conclusion": "Đã kiểm tra, xác nhận phản ánh là đúng." }));
    town.done("00070-head", "approval", &code, json!({}));
    let evidence = [town.uploads("00070-handler")];
    town.done("00070-handler", "result", &code, json!({ "result": "Đã nhắc nhở và chấn chỉnh trong toàn cơ quan.", "evidence": evidence }));
    town.done("00070-head", "publication", &code, json!({}));
    let published = seen(&town, &code)["publication"].clone();
    assert_eq!(published["pictures"], json!([]));
    assert_eq!(published["evidence"].as_array().map(Vec::len), Some(1));
}

/// what `/api/public/media/{id}` gives to nobody is in no list either.
#[test]
fn only_files_that_everybody_may_read_are_listed() {
    let town = town("2026-03-02 08:00");
    let sent = [MediaType::Mp4, MediaType::Pdf].map(|media_type| MediaRef {
        id: MediaId::new(town.uploads_a(media_type.as_str(), "citizen-lan")),
        media_type,
        sha256: String::new(),
    });
    let code = town.reports_that("Vỉa hè trước số 12 Hàng Bài sụt sâu, có cả đoạn phim.", |report| report.media = sent.into());
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({}));
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" }));
    town.done("00070-handler", "draft", &code, json!({ "conclusion": "Đã kiểm tra hiện trường, đề xuất sửa chữa." }));
    town.done("00070-head", "approval", &code, json!({}));
    let [video, document, picture] =
        ["video/mp4", "application/pdf", "image/png"].map(|media_type| town.uploads_a(media_type, "00070-handler"));
    let evidence = json!([video, document, picture]);
    town.done("00070-handler", "result", &code, json!({ "result": "Đã lát lại đoạn vỉa hè hỏng.", "evidence": evidence }));
    town.done("00070-head", "publication", &code, json!({}));
    let published = seen(&town, &code)["publication"].clone();
    let types = |list: &str| -> Vec<String> {
        let files = published[list].as_array().unwrap();
        files.iter().map(|file| file["media_type"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(types("pictures"), ["image/jpeg"]);
    assert_eq!(types("evidence"), ["application/pdf", "image/png"]);
    town.the_books_are_in_order();
}

#[test]
fn a_code_that_no_case_has_is_not_found_and_a_small_letter_is_forgiven() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    for unknown in ["HN26-ZZZZZZZZ", "x", "HN26-%00", "%27%20OR%201%3D1"] {
        let answer = town.get("", &format!("/api/public/cases/{unknown}"));
        assert_eq!((answer.status, answer.json["code"].as_str()), (404, Some("not_found")), "{unknown}");
    }
    assert_eq!(seen(&town, &code.to_lowercase())["code"], code);
}

#[test]
fn every_route_is_described() {
    assert_eq!(edge::openapi::undescribed(&publication::routes(), &publication::openapi()), [""; 0]);
}
