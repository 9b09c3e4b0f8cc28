//! The four properties of the journal: atomic, one round trip, replayable, tamper-evident.

use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Mutex;
use tests::{Town, checklist, photo};

#[test]
fn of_sixteen_officers_who_act_at_once_one_gets_through_and_the_rest_are_told_what_is_there_now() {
    let town = Town::at("2026-11-20 09:00");
    let case = town.citizen().reports("Nắp cống bị mất giữa ngã tư, rất nguy hiểm.");
    let token = session(&town, "00070-intake");
    let url = format!("{}/api/cases/{}/acceptance", &*town.base(), case.code);
    let body = json!({ "checklist": checklist(), "level": "normal" });
    let outcomes = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                let answer = post(&url, &token, &body.to_string());
                outcomes.lock().unwrap().push(answer);
            });
        }
    });
    let outcomes = outcomes.into_inner().unwrap();
    let through = outcomes.iter().filter(|(status, _)| *status == 200).count();
    assert_eq!(through, 1, "{outcomes:?}");
    for (status, body) in outcomes.iter().filter(|(status, _)| *status != 200) {
        assert_eq!(*status, 409, "{body}");
        // Those who read before the winner wrote are stale; those who read after see the state moved.
        let problem: serde_json::Value = serde_json::from_str(body).unwrap();
        assert!(["stale_case", "not_from_here"].contains(&problem["code"].as_str().unwrap()), "{body}");
        assert_eq!(problem["state"], "accepted", "{body}");
    }
    assert_eq!(town.journal_rows(), 2, "the report and one acceptance");
    town.the_books_are_in_order();
}

#[test]
fn a_power_cut_in_the_middle_of_a_write_load_loses_nothing_that_was_acknowledged() {
    let town = Town::at("2026-11-20 09:00");
    let lan = town.citizen();
    let token = session(&town, "citizen-lan");
    let report = lan.report("Rác thải đổ trộm thành đống ở đầu ngõ, bốc mùi.");
    let base = town.base().to_owned();
    let acknowledged = Mutex::new(BTreeSet::new());
    let enough = std::sync::Barrier::new(2);
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (report, token, base) = (&report, &token, &base);
            let (acknowledged, enough) = (&acknowledged, &enough);
            scope.spawn(move || {
                for n in 0..100 {
                    let Some(photo) = try_photograph(base, token) else { break };
                    let mut report = report.clone();
                    report["media"] = json!([photo]);
                    let key = format!("load-{worker}-{n}");
                    let sent = try_post(&format!("{base}/api/reports"), token, &report.to_string(), &key);
                    let Some((201, body)) = sent else { break };
                    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
                    acknowledged.lock().unwrap().insert(body["code"].as_str().unwrap().to_owned());
                    if worker == 0 && n == 20 {
                        enough.wait();
                    }
                }
            });
        }
        enough.wait();
        town.power_fails_and_returns();
    });
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!((20..400).contains(&acknowledged.len()), "the cut came in the middle: {}", acknowledged.len());

    let db = town.database();
    let mut kept = db.prepare("SELECT code FROM cases").unwrap();
    let kept: BTreeSet<String> = kept.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(acknowledged.is_subset(&kept), "lost: {:?}", acknowledged.difference(&kept));
    // A row of the journal brought everything or nothing: report, two clocks, two notices.
    for (table, per_case) in [("reports", 1), ("clocks", 2), ("outbox", 2), ("submissions", 1), ("case_media", 1)] {
        let rows: usize = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(rows, kept.len() * per_case, "{table}");
    }
    town.the_books_are_in_order();
    // What was sent but not acknowledged is sent again with its key, and is there once.
    lan.reports("Sau khi có điện lại, hệ thống vẫn nhận phản ánh mới.");
}

#[test]
fn one_changed_byte_of_an_old_row_is_found() {
    let town = Town::at("2026-11-20 09:00");
    let case = town.citizen().reports("Biển báo cấm đỗ bị cây che khuất hoàn toàn.");
    town.person("00070-intake").accepts(&case);
    town.the_books_are_in_order();
    town.restarts(); // the log is folded into the file

    let forged = town.state().join("forged.db");
    town.database().execute("VACUUM INTO ?1", [forged.to_str().unwrap()]).unwrap();
    let db = rusqlite::Connection::open(&forged).unwrap();
    db.execute_batch("DROP TRIGGER journal_is_append_only_update").unwrap();
    db.execute_batch("UPDATE journal SET outcome = replace(outcome, 'cấm', 'cầm') WHERE seq = 1").unwrap();
    let flaws = store::verify::verify_journal(&db).unwrap().flaws;
    assert_eq!(flaws.len(), 1, "{flaws:?}");
    assert!(flaws[0].place.ends_with("seq 1"), "{flaws:?}");

    // A row taken off the end is found as well: the case says where its journal ends.
    db.execute_batch("DROP TRIGGER journal_is_append_only_delete; DELETE FROM journal WHERE seq = 2").unwrap();
    let flaws = store::verify::verify_journal(&db).unwrap().flaws;
    assert!(flaws.iter().any(|flaw| flaw.place.starts_with("cases ")), "{flaws:?}");
}

#[test]
fn the_journal_takes_no_correction() {
    let town = Town::at("2026-11-20 09:00");
    town.citizen().reports("Cây xanh nghiêng sau mưa, có nguy cơ đổ xuống nhà dân.");
    let db = rusqlite::Connection::open(town.database_path()).unwrap();
    for attempt in ["UPDATE journal SET actor = 'somebody'", "DELETE FROM journal"] {
        let refused = db.execute_batch(attempt).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{refused}");
    }
}

#[test]
fn a_second_start_loses_nothing_and_compiles_nothing() {
    let town = Town::at("2026-11-20 09:00");
    let case = town.citizen().reports("Điểm tập kết rác tràn ra lòng đường mỗi buổi sáng.");
    let before = town.journal_rows();
    town.restarts();
    assert_eq!(town.journal_rows(), before);
    town.person("00070-intake").looks_at(&case);
    assert_eq!(town.counters()["components_compiled"], 0);
}

fn session(town: &Town, account: &str) -> String {
    let answer = town.anybody().post("/api/sessions", &json!({ "account": account }));
    answer.expect(201)["token"].as_str().unwrap().to_owned()
}

fn post(url: &str, token: &str, body: &str) -> (u16, String) {
    try_post(url, token, body, "unused-key").unwrap()
}

fn try_photograph(base: &str, token: &str) -> Option<String> {
    let mut answer = ureq::post(&format!("{base}/api/media"))
        .header("authorization", &format!("Bearer {token}"))
        .header("content-type", "image/jpeg")
        .send(&photo()[..])
        .ok()?;
    let stored: serde_json::Value = answer.body_mut().read_json().ok()?;
    stored["id"].as_str().map(str::to_owned)
}

/// `None` when the connection broke: the answer, if there was one, never arrived.
fn try_post(url: &str, token: &str, body: &str, key: &str) -> Option<(u16, String)> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent
        .post(url)
        .header("authorization", &format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .send(body)
        .ok()?;
    Some((answer.status().as_u16(), answer.body_mut().read_to_string().ok()?))
}

