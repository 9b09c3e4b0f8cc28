//! One account that is locked and objects, one service, one remark.

use super::client::Client;
use super::clock::Clock;
use super::pictures::{Photograph, Scene};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

const WHO: &str = "citizen-minh";

/// Four untrue reports in a row lock an account; one of the violations is annulled and the lock is lifted. A
/// health station's service is approved and found; a remark on the regulation is answered.
pub fn play(client: &mut Client, clock: &Clock) -> Result<()> {
    conduct(client, clock)?;
    service(client, clock)?;
    remark(client, clock)
}

fn conduct(client: &mut Client, clock: &Clock) -> Result<()> {
    // One that is accepted first: what an earlier run recorded is no part of this row.
    let code = report(client, clock, 0)?;
    let met = json!({ "content_clear": true, "identity_complete": true, "media_intact": true, "place_specific": true });
    let acceptance = json!({ "checklist": met, "level": "normal" });
    client.post("00004-intake", &format!("/api/cases/{code}/acceptance"), &acceptance, clock)?;
    let mut violations = Vec::new();
    for number in 1..=4 {
        let code = report(client, clock, number)?;
        let refusal = json!({ "reason": "dd", "explanation": "Cán bộ đã đến tận nơi, không có sự việc như phản ánh." });
        client.post("00004-intake", &format!("/api/cases/{code}/refusal"), &refusal, clock)?;
        let violation = json!({ "kind": "false_report", "reason": "Đến tận nơi xác minh: không có sự việc như đã phản ánh." });
        violations.push(id_of(&client.post("00004-intake", &format!("/api/cases/{code}/violations"), &violation, clock)?)?);
    }
    let own = client.get(WHO, "/api/me/conduct", clock)?;
    ensure!(own["locked_until"].is_string(), "four violations in a row did not lock the account: {own}");
    let objection = json!({
        "violation": violations[0],
        "text": "Hôm tôi chụp thì vỉa hè bị chiếm hết, chiều hôm sau mới dọn. Ảnh gốc có ngày giờ.",
    });
    let made = client.post(WHO, "/api/me/conduct/objections", &objection, clock)?;
    let id = id_of(&made)?;
    let decision = json!({ "upheld": true, "reason": "Ảnh gốc đúng ngày giờ; khi cán bộ đến thì vỉa hè đã dọn." });
    client.post("pvhcc-centre", &format!("/api/conduct/objections/{id}/decision"), &decision, clock)?;
    let own = client.get(WHO, "/api/me/conduct", clock)?;
    ensure!(own["locked_until"].is_null() && own["in_row"] == 3, "the lock was not lifted: {own}");
    Ok(())
}

fn report(client: &mut Client, clock: &Clock, number: u32) -> Result<String> {
    let photograph = Photograph {
        scene: Scene::Vehicles,
        // Another picture at each run: the same one twice is a duplicate.
        seed: u64::from(number).wrapping_add(clock.now().timestamp_millis().unsigned_abs()),
        sign: &format!("DOI CAN {}", 20 + number),
        place: (21.035, 105.82),
        taken_at: clock.now(),
    };
    let picture = client.upload(WHO, &photograph.take()?, clock)?;
    let body = json!({
        "kind": "field", "category": "trat-tu-do-thi",
        "text": format!("Vỉa hè trước số {} phố Đội Cấn bị chiếm hết, người đi bộ phải xuống lòng đường.", 20 + number),
        "address": format!("Số {} phố Đội Cấn", 20 + number), "ward": "00004",
        "happened_at": clock.now().to_rfc3339(), "media": [picture],
    });
    let key = format!("demo-conduct-{number}-{}", clock.now().timestamp_millis());
    let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
    let sent = client.send(WHO, "POST", "/api/reports", &headers, body.to_string().as_bytes(), clock)?;
    sent["code"].as_str().map(str::to_owned).context("the answer names no code")
}

fn service(client: &mut Client, clock: &Clock) -> Result<()> {
    let entry = json!({
        "category": "health", "title": "Tiêm chủng mở rộng tại trạm y tế",
        "text": "Tiêm vắc xin miễn phí cho trẻ dưới 5 tuổi và phụ nữ có thai. Mang theo sổ tiêm chủng.",
        "areas": ["00070"], "place": "Trạm Y tế phường Hoàn Kiếm", "hours": "Thứ Ba và thứ Năm, 8 giờ đến 11 giờ",
        "phone": "024 1022",
    });
    let written = client.post("00070-intake", "/api/services?unit=00070", &entry, clock)?;
    let id = id_of(&written)?;
    client.post("00070-intake", &format!("/api/services/{id}/submission"), &json!({}), clock)?;
    client.post("pvhcc-centre", &format!("/api/services/{id}/approval"), &json!({}), clock)?;
    let found = client.get("citizen-lan", "/api/public/services?q=tiem%20chung&ward=00070", clock)?;
    ensure!(found.to_string().contains(&id), "the service is not found: {found}");
    Ok(())
}

fn remark(client: &mut Client, clock: &Clock) -> Result<()> {
    let remark = json!({
        "unit": "00070", "article": 8, "clause": "khoản 5",
        "text": "Việc khẩn ngoài giờ hành chính khó xử lý trong bốn giờ làm việc vì cán bộ không trực.",
        "proposal": "Cho phép phường đăng ký lịch trực để tính thời hạn theo ca trực.",
    });
    let sent = client.post("00070-head", "/api/remarks", &remark, clock)?;
    let id = id_of(&sent)?;
    let answer = json!({ "answer": "Trung tâm ghi nhận, sẽ tổng hợp báo cáo Thành phố. Trước mắt phường dùng lịch trực của Công an phường." });
    client.post("pvhcc-centre", &format!("/api/remarks/{id}/answer"), &answer, clock).map(drop)
}

fn id_of(answer: &Value) -> Result<String> {
    answer["id"].as_str().map(str::to_owned).context("the answer names no id")
}
