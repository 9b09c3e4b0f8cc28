//! Lateness is said once to whoever answers for it, and a case ends when its window does.

#[path = "../../../components/verification/tests/support/mod.rs"]
mod support;

use domain::aftercare;
use domain::{Conclusion, ReportText};
use serde_json::json;
use support::*;
use sweep::Swept;

fn town(now: &str) -> Town {
    Town::at(now, vec![verification::routes(), assignment::routes(), approval::routes()])
}

fn sweeps(town: &Town) -> Swept {
    pollster::block_on(async { sweep::sweep(&store().await, town.now()).await }).unwrap()
}

fn swept(overdue: i64, due_soon: i64, closed: u32) -> Swept {
    Swept { overdue, due_soon, closed, ..Swept::default() }
}

/// Threshold, clock and recipient of every notice of the sweep, in the order of their keys.
fn noted(town: &Town) -> Vec<(String, String, String)> {
    let sql = "SELECT n.threshold, n.kind, o.recipient || ' ' || o.role FROM clock_notes n
      JOIN outbox o ON o.key = n.case_id || '/' || n.n || '/' || n.kind || '/' || n.threshold
      ORDER BY n.noted_at, n.kind, n.threshold";
    let mut statement = town.db.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn note(threshold: &str, clock: &str, recipient: &str) -> (String, String, String) {
    (threshold.to_owned(), clock.to_owned(), recipient.to_owned())
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

#[test]
fn a_clock_is_warned_of_once_and_then_said_to_be_late_once() {
    let town = town("2026-03-02 08:00");
    town.reports();
    assert_eq!(sweeps(&town), swept(0, 0, 0), "too early");

    town.clock_moves_to("2026-03-02 11:00"); // 3 of the 4 wh of verification are over
    assert_eq!(sweeps(&town), swept(0, 1, 0));
    assert_eq!(sweeps(&town), swept(0, 0, 0), "twice adds nothing");

    town.clock_moves_to("2026-03-02 12:00"); // acting at the due instant is in time
    assert_eq!(sweeps(&town), swept(0, 0, 0));
    town.clock_moves_to("2026-03-02 12:01");
    assert_eq!(sweeps(&town), swept(1, 0, 0));
    assert_eq!(sweeps(&town), swept(0, 0, 0));

    town.clock_moves_to("2026-03-02 15:30"); // 6.5 of the 8 wh of acceptance are over
    assert_eq!(sweeps(&town), swept(0, 1, 0));
    assert_eq!(
        noted(&town),
        [
            note("due_soon", "verification", "00070 intake"),
            note("overdue", "verification", "00070 intake"),
            note("due_soon", "acceptance", "00070 intake"),
        ]
    );
    town.the_books_are_in_order();
}

// R-8.5c.
#[test]
fn what_is_late_is_not_said_to_be_due_soon() {
    let town = town("2026-03-02 08:00");
    town.reports();
    town.clock_moves_to("2026-03-05 09:00"); // nobody swept for three days
    assert_eq!(sweeps(&town), swept(2, 0, 0));
    assert_eq!(sweeps(&town), swept(0, 0, 0));
    town.clock_moves_to("2026-03-06 09:00");
    assert_eq!(sweeps(&town), swept(0, 0, 0));
    assert_eq!(
        noted(&town),
        [note("overdue", "acceptance", "00070 intake"), note("overdue", "verification", "00070 intake")]
    );
    town.the_books_are_in_order();
}

#[test]
fn what_was_done_in_time_is_not_noted_and_a_head_answers_for_the_later_clocks() {
    let town = town("2026-03-02 08:00");
    let code = town.reports();
    town.done("00070-intake", "acceptance", &code, acceptance());
    town.clock_moves_to("2026-03-02 13:00"); // after the 4 wh of dispatch: 08:00 + 4
    assert_eq!(sweeps(&town), swept(1, 0, 0));
    assert_eq!(noted(&town), [note("overdue", "dispatch", "00070 head")]);
    town.done("00070-head", "dispatch", &code, json!({}));
    town.clock_moves_to("2026-03-10 17:00"); // 6 of the 7 wd of handling are over
    assert_eq!(sweeps(&town), swept(0, 1, 0));
    assert_eq!(noted(&town)[1], note("due_soon", "handling", "00070 head"));
}

//
#[test]
fn the_citizens_window_is_nobodys_lateness_and_its_end_closes_the_case() {
    let town = town("2026-03-02 08:00");
    let code = published(&town);
    let state = || town.load(&code).case.state.as_str();
    town.clock_moves_to("2026-03-04 23:30"); // the window of 2 d ends at midnight
    assert_eq!(sweeps(&town), swept(0, 0, 0));
    town.clock_moves_to("2026-03-05 00:00");
    assert_eq!(sweeps(&town), swept(0, 0, 0), "at that instant it may still be asked");
    assert_eq!(state(), "published");
    town.clock_moves_to("2026-03-05 00:01");
    assert_eq!(sweeps(&town), swept(0, 0, 1));
    assert_eq!(state(), "closed");
    assert_eq!(sweeps(&town), swept(0, 0, 0));
    assert_eq!(noted(&town), [], "the question window is never noted");
    let told: i64 = town
        .db
        .query_row("SELECT count(*) FROM outbox WHERE topic = 'case_closed' AND recipient = 'citizen-lan'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(told, 1);
    let actor: Option<String> =
        town.db.query_row("SELECT actor FROM journal WHERE act = 'close'", [], |row| row.get(0)).unwrap();
    assert_eq!(actor, None, "nobody did it; time did");
    town.the_books_are_in_order();
}

//
#[test]
fn a_question_that_waits_keeps_the_case_open_and_its_answer_gives_time_to_read_it() {
    let town = town("2026-03-02 08:00");
    let code = published(&town);
    town.clock_moves_to("2026-03-04 20:00");
    town.acts("citizen-lan", &code, |case, actor, office| {
        aftercare::ask(case, actor, ReportText::new("Bao giờ thì sửa nốt đoạn còn lại?").unwrap(), office)
    });
    town.clock_moves_to("2026-03-09 08:00"); // the window is long over, and the answer late: 2 wd ended on Friday
    assert_eq!(sweeps(&town), swept(1, 0, 0));
    assert_eq!(noted(&town), [note("overdue", "clarification", "00070 head")]);
    town.acts("00070-head", &code, |case, actor, office| {
        aftercare::answer(case, actor, Conclusion::new("Đoạn còn lại sẽ sửa trong tuần này.").unwrap(), office)
    });
    assert_eq!(sweeps(&town), swept(0, 0, 0));
    town.clock_moves_to("2026-03-12 00:01");
    assert_eq!(sweeps(&town), swept(0, 0, 1));
    town.the_books_are_in_order();
}

#[test]
fn two_sweeps_at_the_same_moment_do_it_once() {
    let town = town("2026-03-02 08:00");
    for _ in 0..3 {
        published(&town);
        town.reports();
    }
    town.clock_moves_to("2026-03-06 09:00");
    let (now, gate) = (town.now(), std::sync::Barrier::new(4));
    let tick = || {
        gate.wait();
        pollster::block_on(async { sweep::sweep(&store().await, now).await }).unwrap()
    };
    let all: Vec<Swept> = std::thread::scope(|scope| {
        let ticks: Vec<_> = (0..4).map(|_| scope.spawn(tick)).collect();
        ticks.into_iter().map(|tick| tick.join().unwrap()).collect()
    });
    let sum = all.iter().fold(Swept::default(), |a, b| Swept {
        overdue: a.overdue + b.overdue,
        due_soon: a.due_soon + b.due_soon,
        closed: a.closed + b.closed,
        unlocked: a.unlocked + b.unlocked,
        failed: a.failed + b.failed,
        ..Swept::default()
    });
    assert_eq!(sum, swept(6, 0, 3), "{all:?}");
    town.the_books_are_in_order();
}

#[test]
fn one_damaged_case_does_not_keep_the_others_open() {
    let town = town("2026-03-02 08:00");
    let damaged = published(&town);
    let sound = published(&town);
    town.db.execute("UPDATE clocks SET limit_text = '?' WHERE case_id = (SELECT id FROM cases WHERE code = ?1)", [&damaged]).unwrap();
    town.clock_moves_to("2026-03-05 00:01");
    assert_eq!(sweeps(&town), Swept { closed: 1, failed: 1, ..Swept::default() });
    assert_eq!(town.load(&sound).case.state.as_str(), "closed");
}
