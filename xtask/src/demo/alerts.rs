//! Alerts to residents.

use super::client::Client;
use super::clock::Clock;
use anyhow::{Context, Result, ensure};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// A ward's warning is written, approved by another person and read; a department's word to the whole
/// city is sent; a third is taken back.
pub fn play(client: &mut Client, clock: &Clock) -> Result<()> {
    let warning = write(
        client,
        clock,
        "00070-intake",
        &json!({
            "unit": "00070", "kind": "warning", "title": "Cắt nước để sửa ống trên phố Hàng Bài",
            "text": "Từ 22 giờ tối nay đến 5 giờ sáng mai cắt nước để thay đoạn ống vỡ. Đề nghị bà con tích trữ nước và khóa van.",
        }),
    )?;
    approve(client, clock, "00070-head", &warning)?;

    let city = write(
        client,
        clock,
        "so-xay-dung-intake",
        &json!({
            "unit": "so-xay-dung", "kind": "information", "title": "Điều chỉnh giao thông nút Ngã Tư Sở",
            "text": "Từ đầu tuần sau, xe tải trên 3,5 tấn không đi qua nút Ngã Tư Sở từ 6 giờ đến 20 giờ để thi công hầm chui.",
        }),
    )?;
    approve(client, clock, "so-xay-dung-head", &city)?;

    let mistaken = write(
        client,
        clock,
        "00004-intake",
        &json!({
            "unit": "00004", "kind": "warning", "title": "Tạm dừng thu gom rác phố Đội Cấn",
            "text": "Ngày mai không thu gom rác trên phố Đội Cấn do thi công, bà con giữ rác trong nhà.",
        }),
    )?;
    let reason = json!({ "reason": "Nhà thầu lùi lịch thi công, thông báo không còn đúng." });
    client.post("00004-head", &format!("/api/alerts/{mistaken}/cancellation"), &reason, clock)?;

    let inbox = client.get("citizen-lan", "/api/inbox", clock)?.to_string();
    ensure!(inbox.contains(&warning) && inbox.contains(&city), "the citizen's inbox lacks an alert: {inbox}");
    Ok(())
}

fn write(client: &mut Client, clock: &Clock, author: &str, alert: &Value) -> Result<String> {
    let mut alert = alert.clone();
    alert["valid_until"] = json!((super::clock::real_now() + TimeDelta::days(5)).to_rfc3339());
    let written = client.post(author, "/api/alerts", &alert, clock)?;
    written["id"].as_str().map(str::to_owned).context("the answer names no id")
}

fn approve(client: &mut Client, clock: &Clock, head: &str, alert: &str) -> Result<()> {
    client.post(head, &format!("/api/alerts/{alert}/approval"), &json!({}), clock).map(drop)
}
