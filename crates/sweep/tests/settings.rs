//! What a change of settings or of the city leaves for the sweep.

#[path = "../../../components/verification/tests/support/mod.rs"]
mod support;

use edge::Method;
use serde_json::{Value, json};
use support::*;

fn town(now: &str) -> Town {
    Town::at(now, vec![verification::routes(), assignment::routes(), approval::routes(), organisation::routes()])
}

fn tick(town: &Town) -> sweep::organisation::Moved {
    pollster::block_on(async { sweep::sweep(&store().await, town.now()).await }).unwrap().moved
}

fn due(town: &Town, code: &str) -> Vec<String> {
    let clocks = town.load(code).case.clocks;
    clocks.iter().map(|clock| format!("{} {}", clock.kind.as_str(), clock.due_at.format("%m-%d %H:%M"))).collect()
}

/// The city's calendar with one more day off.
fn more_days_off() -> Value {
    let mut calendar: Value = serde_json::from_str(include_str!("../../../data/calendar.json")).unwrap();
    calendar["version"] = json!("vn-2025-2027-2");
    let day = json!({ "date": "2026-03-05", "kind": "holiday", "status": "official", "name": "Nghỉ thêm" });
    calendar["days"].as_array_mut().unwrap().push(day);
    json!({ "calendar": calendar, "reason": "Thông báo nghỉ thêm một ngày." })
}

#[test]
fn a_new_day_off_moves_what_runs_over_it_case_by_case() {
    let town = town("2026-03-02 08:00");
    let (handled, waiting) = (town.reports(), town.reports());
    town.done("00070-intake", "acceptance", &handled, acceptance());
    town.done("00070-head", "dispatch", &handled, json!({}));
    town.done("00070-head", "assignment", &handled, json!({ "handler": "00070-handler" }));
    assert_eq!(due(&town, &handled), ["handling 03-11 17:00"]);

    let preview = town.send("admin", Method::POST, "/api/calendars/city/preview", Some(more_days_off().to_string())).ok();
    assert_eq!(preview, json!({ "open": 3, "checked": 3, "moved": 1, "unanswered": 0 }));
    town.clock_moves_to("2026-03-03 09:00");
    town.send("admin", Method::PUT, "/api/calendars/city", Some(more_days_off().to_string())).ok();
    assert_eq!(due(&town, &handled), ["handling 03-11 17:00"], "not in the request");
    assert_eq!(tick(&town).recounted, 1);
    assert_eq!(due(&town, &handled), ["handling 03-12 17:00"], "from its own start, under the new calendar");
    assert_eq!(town.load(&waiting).case.tip.seq, 1, "nothing moves there, so nothing is written");
    assert_eq!(tick(&town).recounted, 0, "twice changes nothing");
    let told: String = town.db.query_row("SELECT recipient FROM outbox WHERE topic = 'due_moved'", [], |row| row.get(0)).unwrap();
    assert_eq!(told, "00070-handler");
    let left: i64 = town.db.query_row("SELECT count(*) FROM recount_work", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    town.the_books_are_in_order();
}

#[test]
fn a_case_keeps_the_terms_it_was_opened_under() {
    let town = town("2026-03-02 08:00");
    let mut spec = serde_json::from_str::<Vec<Value>>(include_str!("../../../data/terms.json")).unwrap().swap_remove(0);
    for key in ["kind", "version", "valid_from", "valid_to"] {
        spec.as_object_mut().unwrap().remove(key);
    }
    spec["handling_normal"] = json!("3wd");
    let body = json!({ "version": "2026-2", "valid_from": "2026-03-03", "reason": "Quy chế sửa đổi năm 2026.", "spec": spec });
    town.send("admin", Method::PUT, "/api/terms/field", Some(body.to_string())).ok();
    let before = town.reports();
    town.clock_moves_to("2026-03-03 08:00");
    let after = town.reports();
    for code in [&before, &after] {
        town.done("00070-intake", "acceptance", code, acceptance());
        town.done("00070-head", "dispatch", code, json!({}));
    }
    assert_eq!(due(&town, &before), ["handling 03-12 17:00"], "7 wd as when it came in");
    assert_eq!(due(&town, &after), ["handling 03-06 17:00"], "3 wd");
    town.the_books_are_in_order();
}

// a report goes to whoever receives on the day on which it is sent.
#[test]
fn reports_go_to_the_first_unit_of_their_day() {
    let town = town("2026-03-30 08:00");
    let receives = |category: &str| {
        let asked = store::Asked { kind: domain::Kind::Field, category, ward: "00070" };
        let lan = domain::AccountId::new("citizen-lan");
        let context = pollster::block_on(async { store().await.submission_context(&lan, &asked, &[], town.now()).await });
        context.unwrap().route.unwrap().unit.as_str().to_owned()
    };
    for (category, from, unit) in
        [("chieu-sang", "2026-04-02", "ward"), ("cay-xanh", "2026-03-31", "so-nnmt"), ("rac-ve-sinh", "2026-04-02", "so-xay-dung")]
    {
        let body = json!({ "valid_from": from, "unit": unit, "reason": "Phân công lại nhiệm vụ." });
        town.send("admin", Method::PUT, &format!("/api/first-units/{category}"), Some(body.to_string())).ok();
    }
    let plan = json!({
        "title": "Nhập Sở Xây dựng vào Sở Nông nghiệp và Môi trường", "legal_basis": "Nghị quyết 98/NQ-HĐND năm 2026",
        "effective_on": "2026-04-01",
        "changes": [{ "change": "abolish", "unit": "so-xay-dung", "successors": [{ "unit": "so-nnmt", "default": true }] }],
    });
    let id = town.send("admin", Method::POST, "/api/reorganisations", Some(plan.to_string())).json["id"].as_str().unwrap().to_owned();
    let preview = town.get("admin", &format!("/api/reorganisations/{id}/preview")).ok();
    // Six categories that the department receives or is above of, and that one that was given to it for later.
    let expected: i64 = town
        .db
        .query_row(
            "SELECT count(*) FROM categories g WHERE escalates_to = 'so-xay-dung' OR code IN ('rac-ve-sinh') OR code <> 'cay-xanh'
               AND EXISTS (SELECT 1 FROM first_units WHERE category = code AND unit = 'so-xay-dung')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(preview["totals"]["categories"], json!(expected));
    town.send("pvhcc-centre", Method::POST, &format!("/api/reorganisations/{id}/approval"), Some("{}".to_owned())).ok();

    let all = || ["chieu-sang", "cay-xanh", "rac-ve-sinh", "thoat-nuoc-ngap", "duong-ha-tang"].map(receives);
    assert_eq!(all(), ["so-xay-dung", "so-xay-dung", "00070", "so-xay-dung", "00070"]);
    town.clock_moves_to("2026-03-31 00:00");
    assert_eq!(all(), ["so-xay-dung", "so-nnmt", "00070", "so-xay-dung", "00070"]);
    town.clock_moves_to("2026-04-01 00:00");
    tick(&town);
    assert_eq!(all(), ["so-nnmt", "so-nnmt", "00070", "so-nnmt", "00070"], "the successor from the day itself");
    town.clock_moves_to("2026-04-02 00:00");
    assert_eq!(all(), ["00070", "so-nnmt", "so-nnmt", "so-nnmt", "00070"], "what was said for later holds, with the successor");
    let kept: String = town
        .db
        .query_row("SELECT unit FROM first_units WHERE category = 'thoat-nuoc-ngap' AND valid_from < '2026-04-01'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, "so-xay-dung", "who received before stays written");
    town.the_books_are_in_order();
}

#[test]
fn sessions_are_forgotten_when_they_were_kept_long_enough() {
    let town = town("2026-03-02 08:00");
    town.token("citizen-lan");
    town.db.execute("UPDATE sessions SET expires_at = created_at + 1000", []).unwrap();
    let left = || -> i64 { town.db.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).unwrap() };
    town.clock_moves_to("2026-04-01 07:59");
    tick(&town);
    assert_eq!(left(), 1, "29 days");
    town.clock_moves_to("2026-04-01 08:01");
    tick(&town);
    assert_eq!(left(), 0);
}

#[test]
fn a_unit_begins_and_ends_on_its_days() {
    let town = town("2026-03-02 08:00");
    town.db
        .execute_batch(
            "INSERT INTO units(id, valid_from, valid_to, name, kind, standing) VALUES
               ('soon', '2026-03-10', '2026-03-20', 'Ban quản lý dự án', 'department', 0)",
        )
        .unwrap();
    let stands = || pollster::block_on(async { store().await.unit_exists("soon").await }).unwrap();
    for (now, expected) in [("2026-03-09 23:59", false), ("2026-03-10 00:00", true), ("2026-03-20 23:59", true), ("2026-03-21 00:00", false)] {
        town.clock_moves_to(now);
        tick(&town);
        assert_eq!(stands(), expected, "{now}");
    }
}

// two people at the same moment, one of them the sweep.
#[test]
fn a_case_that_comes_to_a_unit_in_the_moment_in_which_it_ends_is_passed_on_too() {
    let town = town("2026-03-30 08:00");
    let code = town.reports_that("Vỉa hè sụt sâu trước cổng trường học.", |report| report.ward = domain::UnitId::new("00004"));
    town.done("00004-intake", "acceptance", &code, acceptance());
    let away = json!({ "to": "so-xay-dung", "reason": "Thuộc thẩm quyền của Sở Xây dựng." });
    town.done("00004-intake", "rerouting", &code, away);
    town.done("so-xay-dung-intake", "acceptance", &code, acceptance());
    let plan = json!({
        "title": "Nhập phường Hoàn Kiếm vào Cửa Nam", "legal_basis": "Nghị quyết 99/NQ-HĐND năm 2026",
        "effective_on": "2026-04-01",
        "changes": [{ "change": "abolish", "unit": "00070", "successors": [{ "unit": "00082", "default": true }] }],
    });
    let id = town.send("admin", Method::POST, "/api/reorganisations", Some(plan.to_string())).json["id"].as_str().unwrap().to_owned();
    town.send("pvhcc-centre", Method::POST, &format!("/api/reorganisations/{id}/approval"), Some("{}".to_owned())).ok();

    // The head decides while the ward stands, and the row is written after it ended.
    town.clock_moves_to("2026-03-31 23:59");
    let (loaded, head) = (town.load(&code), domain::Account {
        id: domain::AccountId::new("so-xay-dung-head"),
        verified: true,
        memberships: vec![domain::Membership { unit: domain::UnitId::new("so-xay-dung"), role: domain::Role::Head }],
    });
    let command = domain::dispatch::Dispatch {
        to: domain::UnitId::new("00070"),
        division: None,
        instruction: domain::Comment::new("").unwrap(),
    };
    let outcome =
        domain::dispatch::dispatch(&loaded.case, &domain::Actor::Person(head), command, &loaded.office(town.now())).unwrap();
    town.clock_moves_to("2026-04-01 00:00");
    assert_eq!(tick(&town).cases, 0);
    let state = town.get("admin", &format!("/api/reorganisations/{id}")).ok();
    assert_eq!(state["state"], "done");
    pollster::block_on(async { store().await.commit(&outcome).await }).unwrap();
    assert_eq!(town.load(&code).case.unit.as_str(), "00070");

    assert_eq!(tick(&town).cases, 1);
    assert_eq!(town.load(&code).case.unit.as_str(), "00082");
    assert_eq!(tick(&town).cases, 0);
    let works: String = town.db.query_row("SELECT unit FROM memberships WHERE account = '00070-head'", [], |row| row.get(0)).unwrap();
    assert_eq!(works, "00082");
    town.the_books_are_in_order();
}

// The same with a case that lies in that ward and so stands on the list: the place is named anew, the holder follows.
#[test]
fn a_listed_case_that_comes_to_its_own_ended_ward_is_not_stuck_there() {
    let town = town("2026-03-30 08:00");
    let code = town.reports();
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-intake", "rerouting", &code, json!({ "to": "so-xay-dung", "reason": "Thuộc thẩm quyền của Sở Xây dựng." }));
    town.done("so-xay-dung-intake", "acceptance", &code, acceptance());
    ends(&town, "00070", "00082");
    town.clock_moves_to("2026-03-31 23:59");
    let (loaded, head) = (town.load(&code), person("so-xay-dung", domain::Role::Head));
    let command = domain::dispatch::Dispatch {
        to: domain::UnitId::new("00070"),
        division: None,
        instruction: domain::Comment::new("").unwrap(),
    };
    let outcome = domain::dispatch::dispatch(&loaded.case, &head, command, &loaded.office(town.now())).unwrap();
    town.clock_moves_to("2026-04-01 00:00");
    pollster::block_on(async {
        let store = store().await;
        store.turn_units(town.now()).await.unwrap();
        let approved = store.reorganisation_under_way(town.now()).await.unwrap().unwrap();
        store.commit_reorganisation(&domain::take_effect(&approved, town.now()).unwrap()).await.unwrap();
        store.commit(&outcome).await.unwrap();
    });
    for _ in 0..3 {
        tick(&town);
    }
    assert_eq!(town.load(&code).case.unit.as_str(), "00082");
    assert_eq!(tick(&town), sweep::organisation::Moved::default());
    town.the_books_are_in_order();
}

// the sweep was down over night, and until it ran only the old codes could be said.
#[test]
fn who_says_where_they_live_before_a_late_tick_moves_too() {
    let town = town("2026-03-30 08:00");
    let id = ends(&town, "00070", "00082");
    let lives = |now: &str, unit: &str| {
        town.clock_moves_to(now);
        let (who, unit) = (domain::AccountId::new("citizen-hoa"), domain::UnitId::new(unit));
        pollster::block_on(async { store().await.set_residence(&who, &unit, town.now()).await }).unwrap()
    };
    assert!(lives("2026-04-01 07:00", "00070"));
    town.clock_moves_to("2026-04-01 08:00");
    assert!(tick(&town).residents > 0);
    let home: String = town.db.query_row("SELECT residence FROM accounts WHERE id = 'citizen-hoa'", [], |row| row.get(0)).unwrap();
    assert_eq!(home, "00082");
    assert_eq!(tick(&town).residents, 0, "once");
    let done = town.get("admin", &format!("/api/reorganisations/{id}")).ok();
    assert_eq!((&done["state"], &done["progress"]["residents_left"]), (&json!("done"), &json!(0)));
    assert!(!lives("2026-04-01 09:00", "00070"), "nobody moves to what has ended");
}

// R-8.1c: the staff of a ward that is split goes to one part, the case to the other.
#[test]
fn an_officer_who_does_not_work_for_the_successor_leaves_the_case() {
    let town = town("2026-03-30 08:00");
    let lying_at = |latitude: f64| {
        let code = town.reports_that("Vỉa hè sụt sâu trước cổng trường học.", |report| {
            report.point = domain::Point::new(latitude, 105.85);
        });
        town.done("00070-intake", "acceptance", &code, acceptance());
        town.done("00070-head", "dispatch", &code, json!({}));
        town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" }));
        code
    };
    let (north, south) = (lying_at(21.09), lying_at(21.01));
    // A third ward leads, 00070 supports; no point, so that the default would take over the part.
    let supported = town.reports_that("Vỉa hè sụt sâu trên nhiều phường.", |report| {
        report.ward = domain::UnitId::new("00004");
        report.point = domain::Point::new(21.01, 105.85);
    });
    town.done("00004-intake", "acceptance", &supported, acceptance());
    town.done("00004-head", "dispatch", &supported, json!({}));
    town.done("00004-head", "supporters", &supported, json!({ "units": ["00070"], "reason": "Tuyến phố nằm trên nhiều phường." }));
    town.done("00070-head", "supporters/00070/assignment", &supported, json!({ "handler": "00070-handler" }));
    let part = |id: &str, latitude: f64, default: bool| {
        let unit = json!({ "id": id, "name": format!("Phường {id}"), "kind": "ward", "latitude": latitude, "longitude": 105.85 });
        json!({ "unit": unit, "default": default })
    };
    reorganised(&town, json!([{ "change": "split", "unit": "00070", "into": [part("n-1", 21.10, true), part("n-2", 21.00, false)] }]));
    town.clock_moves_to("2026-04-01 00:00");
    assert_eq!(tick(&town).cases, 3);
    let (north, south) = (town.load(&north).case, town.load(&south).case);
    assert_eq!((north.unit.as_str(), north.handler.as_ref().map(domain::AccountId::as_str)), ("n-1", Some("00070-handler")));
    assert_eq!((south.unit.as_str(), &south.handler, south.state), ("n-2", &None, domain::State::Handling));
    let part = town.load(&supported).case.contributions[0].clone();
    assert_eq!((part.unit.as_str(), &part.handler, part.state), ("n-2", &None, domain::ContributionState::Invited));
    // The head of the part names somebody anew.
    town.gives("00082-head", "n-2", "head");
    town.gives("00082-handler", "n-2", "handler");
    town.done("00082-head", "assignment", south.code.as_str(), json!({ "handler": "00082-handler" }));
    town.done("00082-head", "supporters/n-2/assignment", &supported, json!({ "handler": "00082-handler" }));
    town.the_books_are_in_order();
}

//
#[test]
fn the_plan_of_a_closed_initiative_passes_on() {
    let town = town("2026-03-02 08:00");
    let (closed, without) = (published(&town), published(&town));
    let milestone = "INSERT INTO milestones(case_id, number, title, due_on) SELECT id, 1, 'Thí điểm', '2026-05-01' FROM cases WHERE code = ?1";
    town.db.execute(milestone, [&closed]).unwrap();
    town.clock_moves_to("2026-03-20 08:00");
    tick(&town);
    assert_eq!(town.load(&closed).case.state, domain::State::Closed);
    ends(&town, "00070", "00082");
    town.clock_moves_to("2026-04-01 00:00");
    assert_eq!(tick(&town).cases, 1);
    let case = town.load(&closed).case;
    assert_eq!((case.unit.as_str(), case.state), ("00082", domain::State::Closed));
    assert_eq!(town.load(&without).case.unit.as_str(), "00070", "what is over stays where it ended");
    assert_eq!(tick(&town), sweep::organisation::Moved::default());
}

// whoever corrects a calendar is heard also by the case that is being counted.
#[test]
fn a_correction_during_a_recount_is_not_lost() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    let put = |version: &str| {
        let mut body = more_days_off();
        body["calendar"]["version"] = json!(version);
        town.send("admin", Method::PUT, "/api/calendars/city", Some(body.to_string())).ok();
    };
    put("two");
    let listed = || pollster::block_on(async { store().await.cases_to_recount("", 10).await }).unwrap();
    let being_counted = listed().swap_remove(0);
    assert_eq!(being_counted.code.as_str(), code);
    put("three");
    pollster::block_on(async { store().await.recounted(&being_counted).await }).unwrap();
    let waits = listed();
    assert_eq!(waits.len(), 1, "the correction asks again");
    pollster::block_on(async { store().await.recounted(&waits[0]).await }).unwrap();
    assert_eq!(listed(), []);
}

// clocks of the reception stand beside those of cases, under the id of a booking.
#[test]
fn what_is_no_case_does_not_stand_on_the_list_of_cases() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    let clock = "INSERT INTO clocks(case_id, n, kind, unit, limit_text, origin_at, opened_at, warn_at, due_at)
      SELECT '0-booking', 1, 'reception_answer', unit, limit_text, origin_at, opened_at, warn_at, due_at FROM clocks LIMIT 1";
    town.db.execute(clock, []).unwrap();
    town.send("admin", Method::PUT, "/api/calendars/city", Some(more_days_off().to_string())).ok();
    let listed = pollster::block_on(async { store().await.cases_to_recount("", 1).await }).unwrap();
    assert_eq!(listed.iter().map(|case| case.code.as_str()).collect::<Vec<_>>(), [code.as_str()]);
    tick(&town);
    let left: i64 = town.db.query_row("SELECT count(*) FROM recount_work", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

// a calendar without next year, while something runs until then.
#[test]
fn a_calendar_that_has_no_answer_for_what_runs_is_refused() {
    let until = |last_year: i32| {
        let mut body = more_days_off();
        body["calendar"]["last_year"] = json!(last_year);
        let days = body["calendar"]["days"].as_array().unwrap().clone();
        let within = days.into_iter().filter(|day| day["date"].as_str().unwrap() < format!("{}-", last_year + 1).as_str());
        body["calendar"]["days"] = within.collect();
        body
    };
    let town = town("2026-12-29 08:00");
    let put = |body: &Value| town.send("admin", Method::PUT, "/api/calendars/city", Some(body.to_string()));
    assert_eq!(put(&until(2025)).fields(), [field("calendar", "calendar_too_short")], "today is not in it");
    let code = town.reports();
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({}));
    assert_eq!(put(&until(2026)).fields(), [field("calendar", "calendar_too_short")], "the end of handling is not in it");
    put(&until(2027)).ok();
}

#[test]
fn what_fails_holds_up_neither_what_stands_behind_it_nor_the_other_steps() {
    let town = town("2026-03-02 08:00");
    let (damaged, sound) = (town.reports(), town.reports());
    for code in [&damaged, &sound] {
        town.done("00070-intake", "acceptance", code, acceptance());
        town.done("00070-head", "dispatch", code, json!({}));
    }
    town.send("admin", Method::PUT, "/api/calendars/city", Some(more_days_off().to_string())).ok();
    let breaks = "UPDATE clocks SET limit_text = '?' WHERE closed_at IS NULL AND case_id = (SELECT id FROM cases WHERE code = ?1)";
    town.db.execute(breaks, [&damaged]).unwrap();
    // And a whole step cannot be done at all.
    town.db.execute_batch("ALTER TABLE sessions RENAME TO put_away").unwrap();
    town.clock_moves_to("2026-03-20 08:00");
    let answer = pollster::block_on(async { sweep::sweep(&store().await, town.now()).await });
    assert!(matches!(answer, Err(store::Error::Fault(_))), "whoever called is told: {answer:?}");
    assert_eq!(due(&town, &sound), ["handling 03-12 17:00"], "counted anew all the same");
    let late: i64 = town.db.query_row("SELECT count(*) FROM clock_notes WHERE threshold = 'overdue'", [], |row| row.get(0)).unwrap();
    assert_eq!(late, 2);
    town.db.execute_batch("ALTER TABLE put_away RENAME TO sessions").unwrap();
    assert_eq!(tick(&town).failed, 1, "the damaged one; somebody should look");
}

fn published(town: &Town) -> String {
    let code = town.reports();
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({}));
    town.done("00070-head", "assignment", &code, json!({ "handler": "00070-handler" }));
    town.done("00070-handler", "draft", &code, json!({ "conclusion": "Đã kiểm tra, lên phương án xử lý." }));
    town.done("00070-head", "approval", &code, json!({}));
    let evidence = [town.uploads("00070-handler")];
    town.done("00070-handler", "result", &code, json!({ "result": "Đã lát lại đoạn vỉa hè hỏng.", "evidence": evidence }));
    town.done("00070-head", "publication", &code, json!({}));
    code
}

/// A person with one role in a unit.
fn person(unit: &str, role: domain::Role) -> domain::Actor {
    domain::Actor::Person(domain::Account {
        id: domain::AccountId::new(format!("{unit}-{}", role.as_str())),
        verified: true,
        memberships: vec![domain::Membership { unit: domain::UnitId::new(unit), role }],
    })
}

/// Approved, from 1 April 2026 on.
fn reorganised(town: &Town, changes: Value) -> String {
    let plan = json!({
        "title": "Sắp xếp các phường trung tâm", "legal_basis": "Nghị quyết 99/NQ-HĐND năm 2026", "effective_on": "2026-04-01",
        "changes": changes,
    });
    let id = town.send("admin", Method::POST, "/api/reorganisations", Some(plan.to_string())).json["id"].as_str().unwrap().to_owned();
    town.send("pvhcc-centre", Method::POST, &format!("/api/reorganisations/{id}/approval"), Some("{}".to_owned())).ok();
    id
}

fn ends(town: &Town, unit: &str, successor: &str) -> String {
    reorganised(town, json!([{ "change": "abolish", "unit": unit, "successors": [{ "unit": successor, "default": true }] }]))
}

// R-8.2b: whoever supports a case ends; the successor owes it by the same day.
#[test]
fn what_a_supporter_owes_passes_to_its_successor() {
    let town = town("2026-03-30 08:00");
    let code = town.reports();
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.done("00070-head", "dispatch", &code, json!({}));
    town.done("00070-head", "supporters", &code, json!({ "units": ["00004", "00008"], "reason": "Tuyến phố nằm trên nhiều phường." }));
    town.done("00004-head", "supporters/00004/assignment", &code, json!({ "handler": "00004-handler" }));
    let runs = || {
        let mut clocks: Vec<String> = due_by_unit(&town, &code);
        clocks.sort();
        clocks
    };
    let before = ["contribution 00004 04-17 17:00", "contribution 00008 04-17 17:00", "handling 00070 04-20 17:00"];
    assert_eq!(runs(), before);
    let plan = json!({
        "title": "Nhập phường Hoàn Kiếm vào Cửa Nam", "legal_basis": "Nghị quyết 99/NQ-HĐND năm 2026",
        "effective_on": "2026-04-01",
        "changes": [{ "change": "abolish", "unit": "00004", "successors": [{ "unit": "00082", "default": true }] }],
    });
    let id = town.send("admin", Method::POST, "/api/reorganisations", Some(plan.to_string())).json["id"].as_str().unwrap().to_owned();
    town.send("pvhcc-centre", Method::POST, &format!("/api/reorganisations/{id}/approval"), Some("{}".to_owned())).ok();
    town.clock_moves_to("2026-04-01 00:00");
    assert_eq!(tick(&town).cases, 1);
    assert_eq!(runs(), ["contribution 00008 04-17 17:00", "contribution 00082 04-17 17:00", "handling 00070 04-20 17:00"]);
    assert_eq!(tick(&town).cases, 0, "a second tick finds nothing");
    assert_eq!(town.get("admin", &format!("/api/reorganisations/{id}")).ok()["state"], "done");

    // The officer works for the successor now, and goes on.
    town.clock_moves_to("2026-04-01 08:30");
    let queue = town.get("00082-head", "/api/desks/support/cases?unit=00082").ok();
    assert_eq!((&queue["total"], &queue["cases"][0]["contribution"]), (&json!(1), &json!("assigned")));
    town.done("00004-handler", "supporters/00082/contribution", &code, json!({ "contribution": "Đã kiểm tra phần vỉa hè của phường." }));
    town.done("00082-head", "supporters/00082/contribution-approval", &code, json!({}));
    assert_eq!(runs(), ["contribution 00008 04-17 17:00", "handling 00070 04-20 17:00"]);
    town.the_books_are_in_order();
}

fn due_by_unit(town: &Town, code: &str) -> Vec<String> {
    let line = |clock: &domain::Clock| format!("{} {} {}", clock.kind.as_str(), clock.unit, clock.due_at.format("%m-%d %H:%M"));
    town.load(code).case.clocks.iter().map(line).collect()
}
