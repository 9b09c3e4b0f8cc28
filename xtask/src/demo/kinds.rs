//! One report of each other kind but initiatives, which have a story of their own, and one that the Support Centre
//! enters.

use super::client::Client;
use super::clock::Clock;
use super::pictures::{Photograph, Scene};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// A story: who sends what, and the unit that carries it to its publication.
struct Story {
    kind: &'static str,
    category: &'static str,
    unit: &'static str,
    text: &'static str,
    draft: &'static str,
    result: &'static str,
}

const STORIES: [Story; 3] = [
    Story {
        kind: "regulation",
        category: "qdhc-khong-phu-hop",
        unit: "so-tu-phap",
        text: "Thủ tục đăng ký hộ kinh doanh vẫn yêu cầu bản sao căn cước dù dữ liệu dân cư đã kết nối.",
        draft: "Thành phần hồ sơ trùng với dữ liệu đã có; đề nghị bãi bỏ yêu cầu nộp bản sao căn cước.",
        result: "Đã trình sửa đổi quyết định, bỏ yêu cầu nộp bản sao căn cước khi đăng ký hộ kinh doanh.",
    },
    Story {
        kind: "waste",
        category: "lp-tai-san-cong",
        unit: "thanh-tra",
        text: "Trụ sở cũ của đơn vị sự nghiệp bỏ hoang ba năm, điều hòa và đèn vẫn bật suốt đêm.",
        draft: "Đã kiểm tra, xác nhận trụ sở chưa bàn giao; đề xuất giao đơn vị quản lý và cắt điện.",
        result: "Trụ sở đã được bàn giao cho đơn vị khác sử dụng; đã cắt điện và lập biên bản tài sản.",
    },
    Story {
        kind: "business",
        category: "dn-dau-tu",
        unit: "so-tai-chinh",
        text: "Doanh nghiệp nộp hồ sơ điều chỉnh đăng ký đầu tư hai tháng chưa nhận được văn bản trả lời.",
        draft: "Hồ sơ chờ ý kiến của đơn vị phối hợp; đề xuất đôn đốc và trả lời doanh nghiệp trong tuần.",
        result: "Đã trả lời doanh nghiệp bằng văn bản và hẹn ngày trả kết quả điều chỉnh.",
    },
];

/// Each kind goes from its sender to its publication; a regulation is classified and assessed on the way. A
/// caller is entered by the Support Centre, and a complaint shows its sign to the officer.
pub fn play(client: &mut Client, clock: &Clock) -> Result<()> {
    for (number, story) in STORIES.iter().enumerate() {
        let code = send(client, clock, "citizen-minh", &report(story), number)?;
        carry(client, clock, story, &code, number).with_context(|| story.kind)?;
        let seen = client.get("citizen-lan", &format!("/api/public/cases/{code}"), clock)?;
        ensure!(seen["state"] == "published", "{code} is not published: {seen}");
        println!("{code:<14} {:<12} published by {}", story.kind, story.unit);
    }

    let mut called = json!({
        "kind": "field", "category": "cay-xanh", "ward": "00070", "address": "Trước cổng trường tiểu học Trưng Vương",
        "text": "Bác gọi tổng đài báo cây xà cừ trước cổng trường nghiêng hẳn sau đêm mưa.",
        "happened_at": clock.now().to_rfc3339(),
    });
    called["on_behalf"] = json!({ "name": "Vũ Thị Gọi", "phone": "0912 345 678", "channel": "phone", "consent": true });
    let code = send(client, clock, "pvhcc-support", &called, STORIES.len())?;
    println!("{code:<14} {:<12} entered by the Support Centre", "field");

    let mut complaint = report(&STORIES[0]);
    complaint["text"] = json!("Tôi khiếu nại quyết định xử phạt số 15 ngày 3/2 của phường vì không đúng người vi phạm.");
    let code = send(client, clock, "citizen-hoa", &complaint, STORIES.len() + 1)?;
    let refusal = json!({ "reason": "scope", "explanation": "Khiếu nại quyết định xử phạt gửi đến cơ quan đã ra quyết định." });
    client.post("so-tu-phap-intake", &format!("/api/cases/{code}/refusal"), &refusal, clock)?;
    println!("{code:<14} {:<12} a complaint: refused with its sign", "regulation");
    Ok(())
}

fn report(story: &Story) -> Value {
    json!({ "kind": story.kind, "category": story.category, "ward": "00070", "text": story.text })
}

fn send(client: &mut Client, clock: &Clock, account: &str, body: &Value, number: usize) -> Result<String> {
    // The instant of the machine, so that the next demo on the same file sends anew.
    let key = format!("demo-kinds-{}-{number}", super::clock::real_now().timestamp_millis());
    let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
    let sent = client.send(account, "POST", "/api/reports", &headers, body.to_string().as_bytes(), clock)?;
    sent["code"].as_str().map(str::to_owned).context("the answer names no code")
}

fn carry(client: &mut Client, clock: &Clock, story: &Story, code: &str, number: usize) -> Result<()> {
    let officer = |role: &str| format!("{}-{role}", story.unit);
    let mut act = |role: &str, what: &str, body: &Value| {
        client.post(&officer(role), &format!("/api/cases/{code}/{what}"), body, clock).map(drop)
    };
    if story.kind == "regulation" {
        let class = json!({ "class": "own", "reason": "Quy định do thành phố ban hành, thuộc thẩm quyền tham mưu." });
        act("intake", "classification", &class)?;
    }
    let checklist = json!({ "content_clear": true, "identity_complete": true, "media_intact": true, "place_specific": true });
    act("intake", "acceptance", &json!({ "checklist": checklist, "level": "normal" }))?;
    act("head", "dispatch", &json!({}))?;
    act("head", "assignment", &json!({ "handler": officer("handler") }))?;
    let mut draft = json!({ "conclusion": story.draft });
    if story.kind == "regulation" {
        draft["assessment"] = json!({
            "necessary": false, "lawful": true, "simple": false, "feasible": true, "consistent": true,
            "treaty_fit": true, "outcome": "amend_or_repeal",
        });
    }
    act("handler", "draft", &draft)?;
    act("head", "approval", &json!({}))?;
    let jpeg = Photograph {
        scene: Scene::Mended,
        seed: super::clock::real_now().timestamp_millis().unsigned_abs().wrapping_add(number as u64),
        sign: story.unit,
        place: (21.0285, 105.8522),
        taken_at: clock.now(),
    }
    .take()?;
    let evidence = client.upload(&officer("handler"), &jpeg, clock)?;
    let mut act = |role: &str, what: &str, body: &Value| {
        client.post(&officer(role), &format!("/api/cases/{code}/{what}"), body, clock).map(drop)
    };
    act("handler", "result", &json!({ "result": story.result, "evidence": [evidence] }))?;
    act("head", "publication", &json!({}))
}
