//! What acts of supporters leave in the books, and chains of cases on one matter.

mod life;

use domain::aftercare::Satisfaction;
use domain::*;
use life::*;

const ASKED: &str = "SELECT unit, state, waiting, T(due_at), invited_seq, invited_by, handler, drafted_by, drafted_seq,
  decided_by, decision FROM contributions ORDER BY unit";

// R-8.2a, R-8.2b.
#[test]
fn a_supporter_has_a_row_a_clock_and_its_files() {
    let db = Database::new();
    let life = Life::begins("A", "2026-03-02 08:00");
    life.acts(Act::Accept, "2026-03-02 08:30").acts(Act::Invite, "2026-03-02 08:40");
    assert_eq!(db.rows(ASKED), ["00004|invited|1|-|3|00070-head|-|-|-|-|-"]);
    assert_eq!(db.one("SELECT from_level, to_level, seq FROM level_changes"), "normal|complex|3");
    life.acts(Act::Dispatch, "2026-03-02 09:00");
    assert_eq!(db.rows(ASKED), ["00004|invited|1|2026-03-20 17:00|3|00070-head|-|-|-|-|-"]);
    life.acts(Act::SupportAssign, "2026-03-02 09:10").acts(Act::SupportDraft, "2026-03-02 09:20");
    assert_eq!(db.one("SELECT seq, purpose FROM case_media WHERE seq > 1"), "6|contribution");
    // The lead's queue is ordered by the lead's own clock, and two clocks of one kind run side by side.
    assert_eq!(db.one("SELECT T(due_at) FROM cases"), "2026-03-23 17:00");
    life.acts(Act::Invite, "2026-03-02 09:30");
    assert_eq!(
        db.rows("SELECT unit, limit_text, T(due_at) FROM clocks WHERE kind = 'contribution' AND closed_at IS NULL ORDER BY unit"),
        ["00004|14wd|2026-03-20 17:00", "00008|14wd|2026-03-20 17:00"]
    );
    life.acts(Act::SupportApprove, "2026-03-02 09:40");
    assert_eq!(
        db.rows(ASKED),
        [
            "00004|contributed|0|-|3|00070-head|00004-handler|00004-handler|6|00004-head|ghi chú",
            "00008|invited|1|2026-03-20 17:00|7|00070-head|-|-|-|-|-"
        ]
    );
    // An extension moves the supporter's end with the lead's.
    life.acts(Act::Extend, "2026-03-02 09:50");
    assert_eq!(db.one("SELECT unit, T(due_at) FROM contributions WHERE waiting = 1"), "00008|2026-03-27 17:00");
    let open = "SELECT unit FROM clocks WHERE kind = 'contribution' AND closed_at IS NULL";
    assert_eq!(db.one(open), "00008");
    db.proofs_hold();
}

// R-8.2b: each late supporter is told for itself, once.
#[test]
fn two_supporters_that_are_late_on_one_day_are_both_told() {
    let db = Database::new();
    let life = Life::begins("A", "2026-03-02 08:00");
    life.acts(Act::Accept, "2026-03-02 08:30")
        .acts(Act::Invite, "2026-03-02 08:40")
        .acts(Act::Invite, "2026-03-02 08:50")
        .acts(Act::Dispatch, "2026-03-02 09:00");
    let noted = pollster::block_on(open().note_overdue(at("2026-03-20 17:01"))).unwrap();
    assert_eq!(noted, 2);
    assert_eq!(
        db.rows("SELECT recipient, role FROM outbox WHERE topic = 'overdue' ORDER BY recipient"),
        ["00004|head", "00008|head"]
    );
    assert_eq!(pollster::block_on(open().note_overdue(at("2026-03-20 17:02"))).unwrap(), 0);
    db.proofs_hold();
}

// what is not in falls away when the case leaves the lead.
#[test]
fn a_case_that_is_sent_up_expects_nothing_more_of_those_who_were_asked() {
    let db = Database::new();
    let life = Life::begins("A", "2026-03-02 08:00");
    life.acts(Act::Accept, "2026-03-02 08:30")
        .acts(Act::Invite, "2026-03-02 08:40")
        .acts(Act::Dispatch, "2026-03-02 09:00")
        .acts(Act::Forward, "2026-03-02 09:10");
    assert_eq!(db.one("SELECT state, waiting, due_at FROM contributions"), "lapsed|0|-");
    assert_eq!(db.rows("SELECT * FROM clocks WHERE kind = 'contribution' AND closed_at IS NULL"), Vec::<String>::new());
    assert!(!person("00004-head").sees_the_file(&life.case()));
    db.proofs_hold();
}

// R-8.5b: a unit on call has hours that run on; so has one that is given the case.
#[test]
fn a_unit_on_call_counts_urgent_hours_day_and_night() {
    let db = Database::new();
    db.sql.execute("UPDATE units SET urgent_around_the_clock = 1 WHERE id = '00070'", []).unwrap();
    let urgent = Given { level: Level::Urgent, ..Given::default() };
    let life = Life::begins("A", "2026-03-02 16:00");
    life.acts_with(Act::Accept, "2026-03-02 16:30", &urgent).acts(Act::Dispatch, "2026-03-02 16:45");
    let handling = "SELECT unit, limit_text, T(due_at) FROM clocks WHERE kind = 'handling' AND closed_at IS NULL";
    assert_eq!(db.one(handling), "00070|4h|2026-03-02 20:45");
    // The seat of another unit is that unit's.
    let loaded = load(&life.code);
    for (unit, limit) in [("00070", "4h"), ("00004", "4wh"), ("no-such-unit", "4h")] {
        let seat = pollster::block_on(open().seat(&UnitId::new(unit), &loaded)).unwrap();
        assert_eq!(seat.office(at("2026-03-02 16:00")).terms.handling_urgent.to_string(), limit, "{unit}");
    }
}

fn rated(life: &Life, at: &str, satisfaction: Satisfaction) {
    life.acts_with(Act::Rate, at, &Given { satisfaction, ..Given::default() });
}

fn repeated(times: u32) -> Vec<(String, String, u32, u32)> {
    let found = pollster::block_on(open().repeated_dissatisfaction(times, None, 10)).unwrap();
    found.into_iter().map(|one| (one.code, one.unit, one.cases, one.unsatisfied)).collect()
}

// Đ.18 k.4.
#[test]
fn a_matter_that_was_found_wanting_that_often_is_found_with_its_chain() {
    let db = Database::new();
    let mut life = Life::published("A1");
    Life::published("other"); // on another matter
    for n in 2..=5 {
        rated(&life, "2026-03-05 10:30", Satisfaction::Unsatisfied);
        let next = cohandling::reopens(&life, &format!("A{n}"), "2026-03-05 11:00");
        next.acts(Act::Accept, "2026-03-05 11:10")
            .acts(Act::Dispatch, "2026-03-05 11:20")
            .acts(Act::Assign, "2026-03-05 11:30")
            .acts(Act::Draft, "2026-03-05 13:30")
            .acts(Act::Approve, "2026-03-05 13:40")
            .acts(Act::RecordResult, "2026-03-05 13:50")
            .acts(Act::Publish, "2026-03-05 14:00");
        life = next;
    }
    assert_eq!(
        db.rows("SELECT case_id, root, position, continues FROM case_chains ORDER BY position"),
        [
            "case-A1|case-A1|1|-",
            "case-A2|case-A1|2|case-A1",
            "case-A3|case-A1|3|case-A2",
            "case-A4|case-A1|4|case-A3",
            "case-A5|case-A1|5|case-A4"
        ]
    );
    // Five cases, four of them rated so: not yet.
    assert_eq!(repeated(5), []);
    rated(&life, "2026-03-05 15:00", Satisfaction::Acceptable);
    assert_eq!(repeated(5), []);
    rated(&life, "2026-03-05 15:10", Satisfaction::Unsatisfied);
    assert_eq!(repeated(5), [("HN26-A1".to_owned(), "00070".to_owned(), 5, 5)]);
    assert_eq!(repeated(6), []);
    db.proofs_hold();
}

// Đ.18 k.4: of two at once one is first, and the other writes nothing.
#[test]
fn a_case_is_continued_once() {
    let db = Database::new();
    let life = Life::published("A");
    let case = life.case();
    let old = pollster::block_on(open().inherited(&case.id)).unwrap().unwrap();
    let sender = account_of(&person("citizen-lan"));
    let loaded = load(&life.code);
    let outcome = |name: &str| {
        let now = at("2026-03-05 11:00");
        reopening::reopen(&case, &old.continued, &sender, submission(name, now), &loaded.office(now)).unwrap()
    };
    let (first, second) = (outcome("B"), outcome("C"));
    commit(&first).unwrap();
    let before = db.dump();
    assert!(matches!(commit(&second), Err(store::Error::AlreadyDone)));
    assert_eq!(db.dump(), before);
    let old = pollster::block_on(open().inherited(&case.id)).unwrap().unwrap();
    assert!(old.continued.has_next);
    db.proofs_hold();
}

// R-8.2b: nobody supports what they hold.
#[test]
fn who_is_given_the_case_owes_no_contribution_to_it() {
    let db = Database::new();
    let life = Life::begins("A", "2026-03-02 08:00");
    life.acts(Act::Accept, "2026-03-02 08:30")
        .acts(Act::Invite, "2026-03-02 08:40")
        .acts(Act::Invite, "2026-03-02 08:50")
        .acts_with(Act::Dispatch, "2026-03-02 09:00", &Given { to: UnitId::new(OTHER_WARD), ..Given::default() });
    let asked = db.rows("SELECT unit, state, waiting, T(due_at), decided_by FROM contributions ORDER BY unit");
    assert_eq!(asked, ["00004|lapsed|0|-|00070-head", "00008|invited|1|2026-03-20 17:00|-"]);
    let runs = db.rows("SELECT kind, unit FROM clocks WHERE closed_at IS NULL ORDER BY kind");
    assert_eq!(runs, ["contribution|00008", "handling|00004"]);
    db.proofs_hold();
}

// R-8.5c: bookings have clocks of their own, which are no stretches of a case and take no place on its page.
#[test]
fn a_page_of_the_ledger_is_full_of_cases_whatever_else_runs_for_the_unit() {
    let db = Database::new();
    Life::begins("A", "2026-03-02 08:00").acts(Act::Accept, "2026-03-02 09:00");
    db.sql
        .execute_batch(
            "INSERT INTO clocks(case_id, n, kind, unit, limit_text, origin_at, opened_at, warn_at, due_at)
               VALUES ('booking-1', 3, 'reception_answer', '00070', '10wd', 1, 1, 2, 3);
             -- Founded anew from a day to come, and not there yet.
             INSERT INTO units(id, name, kind, valid_from, calendar, standing)
               SELECT id, 'Phường sắp có', kind, '2027-01-01', calendar, 0 FROM units WHERE id = '00070'",
        )
        .unwrap();
    let page = store::ledger::LedgerPage { unit: UnitId::new(WARD), from: None, until: None, after: None, limit: 1 };
    let (booked, more) = pollster::block_on(open().stretches_of_unit(&page)).unwrap();
    assert_eq!((booked.len(), more), (1, true));
    assert_eq!(booked[0].code, "HN26-A");
    let today = db.one("SELECT name FROM current_units WHERE id = '00070'");
    assert_eq!(booked[0].unit_name.as_deref(), Some(today.as_str()));
}
