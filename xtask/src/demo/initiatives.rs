//! An initiative that the public supports and the city adopts, and a report of waste that is inspected.

use super::client::Client;
use super::clock::Clock;
use super::pictures::{Photograph, Scene};
use anyhow::{Context, Result, ensure};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// Both stories, each within a moment of the demo's time.
pub fn play(client: &mut Client, clock: &Clock) -> Result<()> {
    adopted(client, clock).context("the initiative")?;
    inspected(client, clock).context("the inspection")
}

/// Distributed by the Centre, evaluated, put before the public, adopted with two milestones, and begun.
fn adopted(client: &mut Client, clock: &Clock) -> Result<()> {
    let text = "Đặt trạm sạc xe đạp điện có mái che ở các bến xe buýt, để người dân đi xe đạp đến bến rồi đi tiếp bằng xe buýt.";
    let code = send(client, "citizen-lan", "initiative", "sk-do-thi", text, clock)?;
    let (head, handler) = ("so-khcn-head", "so-khcn-handler");
    act(client, "pvhcc-intake", &code, "acceptance", &acceptance(), clock)?;
    act(client, "pvhcc-head", &code, "dispatch", &json!({ "to": "so-khcn", "instruction": "Nghiên cứu, đánh giá và trả lời đúng hạn." }), clock)?;
    act(client, head, &code, "assignment", &json!({ "handler": handler }), clock)?;
    let evaluation = json!({
        "feasibility": "high", "feasibility_reason": "Các bến đã có nguồn điện và mặt bằng.",
        "fit": "medium", "fit_reason": "Nhu cầu tập trung ở các quận nội đô cũ.",
    });
    act(client, handler, &code, "evaluation", &evaluation, clock)?;
    let until = (clock.now() + TimeDelta::days(5)).to_rfc3339();
    act(client, head, &code, "views", &json!({ "teaser": text, "until": until }), clock)?;
    for (who, view) in [
        ("citizen-minh", "Rất cần ở bến Giáp Bát, sáng nào cũng có nhiều người gửi xe đạp."),
        ("citizen-hoa", "Nên có chỗ khóa xe và camera để yên tâm gửi cả ngày."),
    ] {
        let path = format!("/api/public/initiatives/{code}");
        client.put(who, &format!("{path}/support"), &json!({}), clock)?;
        client.post(who, &format!("{path}/comments"), &json!({ "text": view }), clock)?;
    }
    act(client, head, &code, "views-end", &json!({ "reason": "Đã nhận đủ ý kiến để quyết định." }), clock)?;
    let today = clock.now().date_naive();
    let day = |days: i64| (today + TimeDelta::days(days)).to_string();
    let draft = json!({
        "conclusion": "Đề nghị áp dụng, thí điểm tại ba bến xe buýt rồi mở rộng.", "decision": "adopt",
        "plan": {
            "text": "Lắp hai mươi trạm sạc có mái che tại ba bến xe buýt, đánh giá sau sáu tháng.",
            "from": day(0), "to": day(180), "responsible": "Phòng Quản lý công nghệ",
            "milestones": [
                { "title": "Thí điểm tại bến Giáp Bát", "due_on": day(60) },
                { "title": "Đủ ba bến", "due_on": day(180) },
            ],
        },
    });
    act(client, handler, &code, "draft", &draft, clock)?;
    act(client, head, &code, "approval", &json!({}), clock)?;
    let evidence = [photograph(client, handler, 1, clock)?];
    let result = json!({ "result": "Đã phê duyệt kế hoạch thí điểm và bố trí kinh phí trong năm.", "evidence": evidence });
    act(client, handler, &code, "result", &result, clock)?;
    act(client, head, &code, "publication", &json!({}), clock)?;
    let photo = [photograph(client, handler, 2, clock)?];
    let progress = json!({ "milestone": 1, "progress": "going", "note": "Đã khảo sát mặt bằng và nguồn điện.", "media": photo });
    act(client, handler, &code, "progress", &progress, clock)?;

    let public = client.get("citizen-minh", &format!("/api/public/initiatives/{code}"), clock)?;
    ensure!(public["supports"] == 2 && public["decision"] == "adopt", "the initiative stands otherwise: {public}");
    Ok(())
}

/// Sent confidentially, verified, inspected, and its sender looked at once.
fn inspected(client: &mut Client, clock: &Clock) -> Result<()> {
    let text = "Mười máy in mới mua hai năm trước vẫn để nguyên hộp trong kho, năm nay lại mua tiếp.";
    let code = send(client, "citizen-hoa", "waste", "lp-tai-san-cong", text, clock)?;
    let inspector = "thanh-tra-inspector";
    act(client, "thanh-tra-intake", &code, "acceptance", &acceptance(), clock)?;
    let opening = json!({
        "decision": "Số 12/QĐ-TTTP", "scope": "Mua sắm máy in, máy tính các năm 2024 và 2025.",
        "reason": "Phản ánh đã được xác minh là có cơ sở.",
    });
    act(client, inspector, &code, "inspections", &opening, clock)?;
    let look = json!({ "reason": "Cần gặp người gửi để lấy thêm tài liệu." });
    let seen = act(client, inspector, &code, "identity-looks", &look, clock)?;
    ensure!(seen["sender"]["name"].is_string(), "the look shows no sender");
    act(client, inspector, &code, "inspection-steps", &json!({ "note": "Đã kiểm kê kho: còn nguyên mười máy." }), clock).map(drop)
}

fn send(client: &mut Client, who: &str, kind: &str, category: &str, text: &str, clock: &Clock) -> Result<String> {
    let media = [photograph(client, who, category.len() as u64, clock)?];
    let body = json!({
        "kind": kind, "category": category, "text": text, "address": "Số 12 phố Hàng Bài", "ward": "00070",
        "latitude": 21.0245, "longitude": 105.8521, "happened_at": clock.now().to_rfc3339(), "media": media,
        "confidential": kind == "waste",
    });
    let key = format!("demo-{kind}-{}", super::clock::real_now().timestamp_millis());
    let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
    let sent = client.send(who, "POST", "/api/reports", &headers, body.to_string().as_bytes(), clock)?;
    sent["code"].as_str().map(str::to_owned).context("the answer names no code")
}

fn act(client: &mut Client, who: &str, code: &str, what: &str, body: &Value, clock: &Clock) -> Result<Value> {
    client.post(who, &format!("/api/cases/{code}/{what}"), body, clock)
}

fn acceptance() -> Value {
    let met = json!({ "content_clear": true, "identity_complete": true, "media_intact": true, "place_specific": true });
    json!({ "checklist": met, "level": "normal" })
}

fn photograph(client: &mut Client, who: &str, number: u64, clock: &Clock) -> Result<String> {
    let taken_at = clock.now();
    let seed = taken_at.timestamp_millis().unsigned_abs().wrapping_add(number);
    let picture = Photograph { scene: Scene::Mended, seed, sign: "00070", place: (21.0245, 105.8521), taken_at };
    client.upload(who, &picture.take()?, clock)
}
