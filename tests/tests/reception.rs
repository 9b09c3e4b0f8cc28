//! Citizen reception, as citizens and the board live it.

use serde_json::{Value, json};
use tests::{Answer, Town, at};

fn posting(day: &str, capacity: u32) -> Value {
    json!({
        "site": "ly-thai-to", "kind": "regular", "mode": "in_person", "chair": "Phó Trưởng ban Tiếp công dân",
        "starts_at": format!("{day}T08:00:00+07:00"), "ends_at": format!("{day}T11:30:00+07:00"), "capacity": capacity,
    })
}

fn wish(session: &str) -> Value {
    json!({
        "session": session, "matters": ["complaint"], "subject": "Bồi thường khi thu hồi đất",
        "content": "Đơn giá bồi thường chưa đúng với vị trí thửa đất.", "people": 2,
        "representative": "Nguyễn Thị Lan", "address": "Số 125 phố Hàng Bông",
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn a_citizen_books_is_told_of_the_new_date_is_received_and_answered_in_time() {
    let town = Town::at("2026-03-02 08:00");
    let board = || town.person("ban-tcd-intake");
    board().post("/api/reception/sessions", &posting("2026-03-05", 5)).refused(422, "posted_too_late");
    let session = text(&board().post("/api/reception/sessions", &posting("2026-03-10", 5)).expect(201)["id"]);
    let listed = town.anybody().get("/api/reception/sessions").expect(200);
    assert_eq!((&listed["sessions"][0]["id"], &listed["sessions"][0]["free"]), (&json!(session), &json!(5)));

    let code = text(&town.citizen().post("/api/reception/bookings", &wish(&session)).expect(201)["code"]);
    assert_eq!(board().notices()[0], ("booking_received".to_owned(), code.clone()));
    let path = format!("/api/reception/bookings/{code}");
    board().post(&format!("{path}/confirmation"), &json!({})).expect(200);
    town.person("citizen-minh").get(&path).refused(404, "not_found");

    town.clock_moves_to("2026-03-06 15:00");
    let later = json!({
        "starts_at": "2026-03-11T14:00:00+07:00", "ends_at": "2026-03-11T16:30:00+07:00",
        "reason": "Người chủ trì có lịch họp đột xuất của Thành phố.",
    });
    let move_it = format!("/api/reception/sessions/{session}/rescheduling");
    board().post(&move_it, &json!({ "reason": "Người chủ trì bận họp." })).refused(422, "new_date_missing");
    board().post(&move_it, &later).expect(200);
    assert_eq!(town.citizen().notices()[0], ("reception_moved".to_owned(), code.clone()));
    let mine = town.citizen().get(&path).expect(200);
    assert_eq!((&mine["state"], &mine["session"]["starts_at"]), (&json!("confirmed"), &at("2026-03-11 14:00")));
    let file = town.citizen().get(&format!("{path}/calendar.ics"));
    assert_eq!((file.status, &file.headers["content-type"]), (200, &"text/calendar; charset=utf-8".parse().unwrap()));
    let file = file.text();
    for line in ["BEGIN:VEVENT\r\n", "DTSTART:20260311T070000Z\r\n", "SEQUENCE:2\r\n", "STATUS:CONFIRMED\r\n"] {
        assert!(file.contains(line), "{line} in {file}");
    }

    town.clock_moves_to("2026-03-11 14:05");
    let course = json!({ "course": "UBND phường đã trả lời một lần." });
    let attended = board().post(&format!("{path}/attendance"), &course).expect(200);
    assert_eq!(attended["due_at"], at("2026-03-25 17:00"), "ten working days");
    town.clock_moves_to("2026-03-25 08:00");
    town.sweeps();
    town.sweeps();
    let head = town.person("ban-tcd-head");
    assert_eq!(head.notices(), [("due_soon".to_owned(), code.clone())], "the head is warned once");
    let due = head.get("/api/desks/reception/deadlines").expect(200);
    assert_eq!(due["bookings"][0]["code"], code.as_str());
    let answer = json!({ "kind": "transferred", "to": "so-nnmt", "explanation": "Thuộc thẩm quyền của Sở Nông nghiệp và Môi trường." });
    board().post(&format!("{path}/answer"), &answer).expect(200);
    town.clock_moves_to("2026-03-26 08:00");
    town.sweeps();
    assert_eq!(town.person("ban-tcd-head").notices().len(), 1, "answered in time: nothing is late");
    assert_eq!(town.citizen().notices()[0].0, "booking_answered");

    let register = town.person("ban-tcd-head").get("/api/desks/reception/register.csv?year=2026");
    assert_eq!((register.status, &register.headers["content-type"]), (200, &"text/csv; charset=utf-8".parse().unwrap()));
    assert!(register.text().contains("Bồi thường khi thu hồi đất"), "{}", register.text());
    town.citizen().get("/api/desks/reception/register.csv").refused(403, "not_your_role");
    town.the_books_are_in_order();
    assert_eq!(town.faults_logged(), "", "nothing went wrong that a component had to log");
}

#[test]
fn of_a_storm_on_the_last_place_one_wins_and_the_others_are_told_it_is_full() {
    let town = Town::at("2026-03-02 08:00");
    let board = town.person("ban-tcd-head");
    let session = text(&board.post("/api/reception/sessions", &posting("2026-03-10", 1)).expect(201)["id"]);
    let people: Vec<String> = ["00070", "00004", "00166", "so-xay-dung"]
        .iter()
        .flat_map(|unit| ["intake", "head", "handler"].map(|role| format!("{unit}-{role}")))
        .collect();
    // A person of a story is not for another thread; a request with its token is.
    let tokens: Vec<String> = people
        .iter()
        .map(|who| text(&town.anybody().post("/api/sessions", &json!({ "account": who })).expect(201)["token"]))
        .collect();
    let (url, body) = (format!("{}/api/reception/bookings", &*town.base()), wish(&session).to_string());
    let before = town.journal_rows();
    let gate = std::sync::Barrier::new(tokens.len());
    let answers: Vec<(u16, String)> = std::thread::scope(|scope| {
        let threads: Vec<_> = tokens
            .iter()
            .map(|token| {
                let (url, body, gate) = (&url, &body, &gate);
                scope.spawn(move || {
                    let agent: ureq::Agent =
                        ureq::Agent::config_builder().http_status_as_error(false).build().into();
                    gate.wait();
                    let mut answer = agent
                        .post(url)
                        .header("authorization", format!("Bearer {token}"))
                        .header("content-type", "application/json")
                        .send(body.as_bytes())
                        .unwrap();
                    (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|(status, _)| *status == 201).count(), 1, "{answers:?}");
    for (status, body) in answers.iter().filter(|(status, _)| *status != 201) {
        assert!(*status == 409 && body.contains("\"session_full\""), "{status} {body}");
    }
    assert_eq!(town.journal_rows() - before, 1, "the others leave nothing behind");
    let late: Answer = town.citizen().post("/api/reception/bookings", &wish(&session));
    late.refused(409, "session_full");
    town.the_books_are_in_order();
}
