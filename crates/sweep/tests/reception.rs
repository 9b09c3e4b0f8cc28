//! What reception leaves for the sweep: sessions that are over without a note, and what a new calendar moves.

#[path = "../../../components/verification/tests/support/mod.rs"]
mod support;

use domain::BookingCode;
use edge::Method;
use serde_json::{Value, json};
use store::reception::Booked;
use support::*;
use sweep::reception::Received;

const INTAKE: &str = "ban-tcd-intake";

fn town() -> Town {
    Town::at("2026-03-02 08:00", vec![reception::routes(), organisation::routes()])
}

fn tick(town: &Town) -> Received {
    pollster::block_on(async { sweep::reception::advance(&store().await, town.now()).await }).unwrap()
}

fn post(town: &Town, who: &str, path: &str, body: Value) -> Value {
    let answer = town.send(who, Method::POST, path, Some(body.to_string()));
    assert!(answer.status < 300, "{path}: {}", answer.json);
    answer.json
}

/// A session on 10 March that citizen Lan has booked; the code.
fn booked(town: &Town) -> String {
    booked_by(town, "citizen-lan", "Phó Trưởng ban Tiếp công dân")
}

fn booked_by(town: &Town, who: &str, chair: &str) -> String {
    let session = post(town, INTAKE, "/api/reception/sessions", json!({
        "site": "ly-thai-to", "kind": "regular", "mode": "in_person", "chair": chair,
        "starts_at": "2026-03-10T08:00:00+07:00", "ends_at": "2026-03-10T11:30:00+07:00", "capacity": 5,
    }));
    let booking = post(town, who, "/api/reception/bookings", json!({
        "session": session["id"], "matters": ["complaint"], "subject": "Bồi thường khi thu hồi đất",
        "content": "Đơn giá bồi thường chưa đúng với vị trí thửa đất.", "people": 1, "address": "Số 125 phố Hàng Bông",
    }));
    booking["code"].as_str().unwrap().to_owned()
}

/// The same, received on the day: the answer is due on 24 March.
fn received(town: &Town) -> String {
    let code = booked(town);
    town.clock_moves_to("2026-03-10 09:00");
    post(town, INTAKE, &format!("/api/reception/bookings/{code}/attendance"), json!({}));
    code
}

fn due(town: &Town, code: &str) -> String {
    let booking = town.get("citizen-lan", &format!("/api/reception/bookings/{code}")).ok();
    booking["due_at"].as_str().unwrap_or("–").to_owned()
}

/// The city's calendar with these days off besides.
fn puts(town: &Town, version: &str, days: &[&str]) {
    let mut calendar: Value = serde_json::from_str(include_str!("../../../data/calendar.json")).unwrap();
    calendar["version"] = json!(version);
    for date in days {
        let day = json!({ "date": date, "kind": "holiday", "status": "official", "name": "Nghỉ thêm" });
        calendar["days"].as_array_mut().unwrap().push(day);
    }
    let body = json!({ "calendar": calendar, "reason": "Thông báo nghỉ thêm." });
    town.send("admin", Method::PUT, "/api/calendars/city", Some(body.to_string())).ok();
}

fn listed(town: &Town) -> i64 {
    town.db.query_row("SELECT count(*) FROM recount_bookings", [], |row| row.get(0)).unwrap()
}

// the ten working days of an answer, too.
#[test]
fn a_new_day_off_moves_what_the_board_owes() {
    let town = town();
    let code = received(&town);
    assert_eq!(due(&town, &code), "2026-03-24T17:00:00+07:00");
    town.clock_moves_to("2026-03-11 09:00");
    puts(&town, "vn-2025-2027-2", &["2026-03-18"]);
    assert_eq!((due(&town, &code).as_str(), listed(&town)), ("2026-03-24T17:00:00+07:00", 1), "not in the request");
    assert_eq!(tick(&town), Received { recounted: 1, ..Received::default() });
    assert_eq!((due(&town, &code).as_str(), listed(&town)), ("2026-03-25T17:00:00+07:00", 0), "from its own start");
    assert_eq!(tick(&town), Received::default(), "twice changes nothing");
    let row: (String, Option<String>, String) = town
        .db
        .query_row("SELECT act, actor, outcome ->> '$.fact.calendar' FROM journal WHERE act = 'recount'", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(row, ("recount".into(), None, "vn-2025-2027-2".into()), "a row of its own, and nobody did it");
    let told: Vec<String> = town
        .db
        .prepare("SELECT recipient FROM outbox WHERE topic = 'due_moved' ORDER BY 1")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(told, ["ban-tcd", "citizen-lan"]);

    // A day off that lies elsewhere writes nothing, and the answer ends it.
    town.clock_moves_to("2026-03-12 09:00");
    puts(&town, "vn-2025-2027-3", &["2026-03-18", "2026-04-20"]);
    assert_eq!((listed(&town), tick(&town), listed(&town)), (1, Received::default(), 0));
    let answer = json!({ "kind": "resolved", "explanation": "Đã giải thích, công dân đồng ý." });
    post(&town, INTAKE, &format!("/api/reception/bookings/{code}/answer"), answer);
    town.clock_moves_to("2026-03-13 09:00");
    puts(&town, "vn-2025-2027-4", &["2026-03-19"]);
    assert_eq!(listed(&town), 0, "nothing runs");
    town.the_books_are_in_order();
}

// the board follows another calendar.
#[test]
fn a_board_that_changes_its_calendar_is_counted_anew() {
    let town = town();
    let code = received(&town);
    town.db
        .execute_batch(
            "INSERT INTO calendars(id, version, spec) SELECT 'board', version || '-b', spec FROM calendars WHERE id = 'city'",
        )
        .unwrap();
    let settings = json!({ "calendar": "board", "urgent_around_the_clock": false, "reason": "Ban theo lịch riêng." });
    town.send("admin", Method::PUT, "/api/units/ban-tcd/settings", Some(settings.to_string())).ok();
    assert_eq!((listed(&town), tick(&town), listed(&town)), (1, Received::default(), 0), "the same days, nothing moves");
    town.clock_moves_to("2026-03-11 09:00");
    puts(&town, "vn-2025-2027-2", &["2026-03-18"]);
    assert_eq!(listed(&town), 0, "it does not follow the city any more");
    assert_eq!(due(&town, &code), "2026-03-24T17:00:00+07:00");
    town.the_books_are_in_order();
}

// the mistake in a calendar is corrected while the first one is being counted.
#[test]
fn a_correction_during_the_recount_is_not_lost() {
    let town = town();
    let code = received(&town);
    town.clock_moves_to("2026-03-11 09:00");
    puts(&town, "vn-2025-2027-2", &["2026-03-18", "2026-03-19"]);
    let (work, decided) = pollster::block_on(async {
        let store = store().await;
        let work = store.bookings_to_recount(None, 10).await.unwrap().remove(0);
        let found = store.booking(&BookingCode::new(code.as_str())).await.unwrap().unwrap();
        let decided = domain::reception::recount(&found.booking, &found.session, &found.at.hall(town.now()));
        (work, decided.unwrap().unwrap())
    });
    // It was decided under the second calendar; the third comes before it is written.
    town.clock_moves_to("2026-03-11 09:01");
    puts(&town, "vn-2025-2027-3", &["2026-03-18"]);
    pollster::block_on(async {
        let store = store().await;
        assert_eq!(store.commit_booking(&decided).await.unwrap(), Booked::Done);
        store.booking_recounted(&work).await.unwrap();
    });
    assert_eq!((due(&town, &code).as_str(), listed(&town)), ("2026-03-26T17:00:00+07:00", 1), "it is listed still");
    assert_eq!(tick(&town), Received { recounted: 1, ..Received::default() });
    assert_eq!((due(&town, &code).as_str(), listed(&town)), ("2026-03-25T17:00:00+07:00", 0));
    town.the_books_are_in_order();
}

// nobody noted whether the person came.
#[test]
fn the_board_is_told_of_a_session_that_is_over_without_a_note() {
    let town = town();
    let code = booked(&town);
    town.clock_moves_to("2026-03-10 11:29");
    assert_eq!(tick(&town), Received::default(), "it goes on");
    town.clock_moves_to("2026-03-10 11:30");
    assert_eq!(tick(&town), Received { reminded: 1, ..Received::default() });
    assert_eq!(tick(&town), Received::default(), "once");
    let list = town.get(INTAKE, "/api/desks/reception/deadlines").ok();
    assert_eq!((&list["bookings"][0]["code"], &list["bookings"][0]["state"]), (&json!(code), &json!("booked")));
    assert_eq!(due(&town, &code), "2026-03-11T17:00:00+07:00");
    let told: (String, String) = town
        .db
        .query_row("SELECT recipient, role FROM outbox WHERE topic = 'marking_needed'", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!(told, ("ban-tcd".into(), "intake".into()));
    // The head is told of what is late, as of every clock.
    town.clock_moves_to("2026-03-12 08:00");
    let late = pollster::block_on(async { sweep::sweep(&store().await, town.now()).await }).unwrap();
    assert_eq!(late.overdue, 1);
    post(&town, INTAKE, &format!("/api/reception/bookings/{code}/absence"), json!({}));
    assert_eq!(town.get(INTAKE, "/api/desks/reception/deadlines").ok()["bookings"], json!([]));
    assert_eq!(tick(&town), Received::default());
    town.the_books_are_in_order();
}

// One damaged booking does not hold up the others.
#[test]
fn a_damaged_booking_is_passed_over() {
    let town = town();
    let codes = [booked_by(&town, "citizen-minh", "Trưởng ban"), booked_by(&town, "citizen-lan", "Phó Trưởng ban")];
    town.db.execute("UPDATE bookings SET hash = x'00' WHERE code = ?1", [&codes[0]]).unwrap();
    town.clock_moves_to("2026-03-10 12:00");
    assert_eq!(tick(&town), Received { reminded: 1, failed: 1, ..Received::default() });
    assert_eq!(due(&town, &codes[1]), "2026-03-11T17:00:00+07:00");
}
