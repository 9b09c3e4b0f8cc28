//! Citizen reception.

use super::client::Client;
use super::clock::Clock;
use anyhow::{Context, Result, bail, ensure};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde_json::{Value, json};

const BOARD: &str = "ban-tcd-intake";

/// The board posts two sessions, each of them is booked, one booking is confirmed, and one session is moved: its citizen
/// reads the new date.
pub fn play(client: &mut Client, clock: &Clock) -> Result<()> {
    // Three weeks ahead: five working days lie between, whatever the holidays.
    let ahead = clock.now().date_naive() + Days::new(21);
    let first = post(client, clock, ahead, "Phó Trưởng ban Tiếp công dân", ("08:00", "11:30"))?;
    let second = post(client, clock, ahead, "Trưởng ban Tiếp công dân", ("14:00", "16:30"))?;
    let lan = book(client, clock, "citizen-lan", &first, "complaint", "Bồi thường khi thu hồi đất ở phố Hàng Bài")?;
    let minh = book(client, clock, "citizen-minh", &second, "petition", "Đề nghị mở lại lối đi chung của khu tập thể")?;
    client.post(BOARD, &format!("/api/reception/bookings/{lan}/confirmation"), &json!({}), clock)?;

    let path = format!("/api/reception/sessions/{}/rescheduling", text(&second["id"])?);
    let moved = on_a_working_day(day_of(&second)? + Days::new(1), ("14:00", "16:30"), |(starts_at, ends_at)| {
        let reason = "Người chủ trì có lịch họp đột xuất của Thành phố.";
        let body = json!({ "starts_at": starts_at, "ends_at": ends_at, "reason": reason });
        client.post("ban-tcd-head", &path, &body, clock)
    })?;
    let booking = client.get("citizen-minh", &format!("/api/reception/bookings/{minh}"), clock)?;
    let (session, new) = (&booking["session"]["starts_at"], &moved["starts_at"]);
    ensure!(session == new, "the booking did not go with its session: {session}, not {new}");
    Ok(())
}

fn post(client: &mut Client, clock: &Clock, day: NaiveDate, chair: &str, hours: (&str, &str)) -> Result<Value> {
    on_a_working_day(day, hours, |(starts_at, ends_at)| {
        let session = json!({
            "site": "ly-thai-to", "kind": "regular", "mode": "in_person", "chair": chair, "starts_at": starts_at,
            "ends_at": ends_at, "capacity": 8,
        });
        client.post(BOARD, "/api/reception/sessions", &session, clock)
    })
}

/// Tries a day from Monday to Thursday; one that turns out to be a day off is refused, as is one on which an earlier run
/// took the chair, and the next is tried.
fn on_a_working_day(
    mut day: NaiveDate,
    (from, to): (&str, &str),
    mut attempt: impl FnMut((String, String)) -> Result<Value>,
) -> Result<Value> {
    for _ in 0..21 {
        let open = !matches!(day.weekday(), Weekday::Fri | Weekday::Sat | Weekday::Sun);
        if open {
            match attempt((format!("{day}T{from}:00+07:00"), format!("{day}T{to}:00+07:00"))) {
                Err(error) if ["day_off", "chair_taken"].iter().any(|code| format!("{error:#}").contains(code)) => {}
                done => return done,
            }
        }
        day = day + Days::new(1);
    }
    bail!("no working day in three weeks")
}

fn book(client: &mut Client, clock: &Clock, who: &str, session: &Value, matter: &str, subject: &str) -> Result<String> {
    let wish = json!({
        "session": session["id"], "matters": [matter], "subject": subject,
        "content": "Gia đình đã gửi đơn đến phường, đề nghị Thành phố xem xét và trả lời.", "request": "Được trả lời bằng văn bản.",
        "people": 1, "address": "Số 12 phố Hàng Bài",
    });
    text(&client.post(who, "/api/reception/bookings", &wish, clock)?["code"])
}

fn day_of(session: &Value) -> Result<NaiveDate> {
    let starts_at = text(&session["starts_at"])?;
    Ok(starts_at.get(..10).context("the session has no day")?.parse()?)
}

fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).context("the answer lacks a text")
}
