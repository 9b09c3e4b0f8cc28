//! Alerts to residents.

use super::client::Client;
use super::clock::Clock;
use anyhow::{Context, Result, ensure};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// A ward's warning is written, approved by another person and read; a department's word to the whole
/// city is sent; a third is taken back. Another ward may not send again what the city has sent, and says why when
/// it adds to it; a warning is updated.
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
    repeats(client, clock)?;
    update(client, clock, &warning)
}

const RAIN: &str = "Dự báo từ tối nay đến ngày mai có mưa to, nhiều tuyến phố có thể ngập sâu từ 30 đến 50 cm. Đề nghị người dân hạn chế \
  ra đường, không đi qua hầm chui, kê cao đồ đạc và theo dõi tin tiếp theo.";
const RAIN_HERE: &str = "Dự báo từ tối nay đến ngày mai có mưa to, nhiều tuyến phố có thể ngập sâu từ 30 đến 50 cm. Đề nghị người dân hạn chế \
  ra đường. Phường mở nhà văn hóa số 4 làm nơi tạm trú, ai cần giúp kê đồ hãy gọi trực ban.";

/// what the city has sent a ward does not send again; what is near it needs a reason.
fn repeats(client: &mut Client, clock: &Clock) -> Result<()> {
    let rain = |unit: &str, text: &str| {
        json!({ "unit": unit, "kind": "warning", "event": "other", "title": "Mưa to, nguy cơ ngập sâu", "text": text })
    };
    let city = write(client, clock, "so-xay-dung-intake", &rain("so-xay-dung", RAIN))?;
    approve(client, clock, "so-xay-dung-head", &city)?;

    let again = write(client, clock, "00004-intake", &rain("00004", RAIN))?;
    let refused = approve(client, clock, "00004-head", &again);
    ensure!(refused.is_err_and(|error| format!("{error:#}").contains("alert_repeats")), "a ward repeated the city");

    let mut near = rain("00004", RAIN_HERE);
    let refused = write(client, clock, "00004-intake", &near);
    ensure!(refused.is_err_and(|error| format!("{error:#}").contains("near_repeat")), "a ward came near the city without a reason");
    near["reason"] = json!("Phường có nơi tạm trú riêng, người dân cần biết địa chỉ và số trực ban.");
    let explained = write(client, clock, "00004-intake", &near)?;
    approve(client, clock, "00004-head", &explained)
}

/// an update stands in the place of what it updates; a resident has read it.
fn update(client: &mut Client, clock: &Clock, warning: &str) -> Result<()> {
    let changed = write(
        client,
        clock,
        "00070-intake",
        &json!({
            "unit": "00070", "kind": "warning", "event": "water_cut", "title": "Lùi giờ cắt nước trên phố Hàng Bài", "replaces": warning,
            "text": "Nhà thầu chuẩn bị chậm: cắt nước từ 0 giờ đến 6 giờ sáng mai thay vì từ 22 giờ. Mong bà con thông cảm.",
        }),
    )?;
    approve(client, clock, "00070-head", &changed)?;
    client.post("citizen-lan", &format!("/api/inbox/{changed}/read"), &json!({}), clock)?;
    let inbox = client.get("citizen-lan", "/api/inbox", clock)?;
    let ids: Vec<&str> = inbox["alerts"].as_array().into_iter().flatten().filter_map(|alert| alert["id"].as_str()).collect();
    ensure!(ids.contains(&changed.as_str()) && !ids.contains(&warning), "the inbox does not show the latest of the chain: {inbox}");
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
