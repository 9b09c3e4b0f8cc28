//! The last place goes to one, a person books a session once, and whatever happens the places taken are counted.

mod support;

use domain::reception::*;
use domain::{ReceptionSessionId, ShortText};
use pollster::block_on;
use proptest::prelude::*;
use std::sync::Barrier;
use store::Error;
use store::reception::Booked;
use support::reception::*;
use support::*;

/// The places that a session says are taken, and those that its bookings hold.
fn places(db: &Database, session: &str) -> (i64, i64) {
    let taken = db.one(&format!("SELECT taken FROM reception_sessions WHERE id = '{session}'")).parse().unwrap();
    let held = db.count(&format!(
        "bookings WHERE session = '{session}' AND state NOT IN ('cancelled', 'refused', 'notified')"
    ));
    (taken, held)
}

#[test]
fn of_a_storm_on_the_last_place_one_wins_and_the_others_leave_nothing() {
    let db = Database::new();
    let loaded = posts("full", Mode::InPerson, 3, "2026-03-10 08:00", "2026-03-10 11:30");
    books("A", "citizen-minh", &loaded).unwrap();
    books("B", "citizen-hoa", &loaded).unwrap();
    // Everybody has read that one place is free.
    let loaded = session("full");
    assert_eq!((loaded.session.taken, loaded.session.capacity), (2, 3));
    let people: Vec<String> = (0..12).map(|n| format!("00070-storm{n}")).collect();
    let outcomes: Vec<BookingOutcome> = people
        .iter()
        .enumerate()
        .map(|(n, who)| book(&citizen(who), wish(&format!("S{n}")), &loaded.session, at("2026-03-03 09:00")).unwrap())
        .collect();
    let gate = Barrier::new(people.len());
    let rows = db.count("journal");
    let answers: Vec<Booked> = std::thread::scope(|scope| {
        let threads: Vec<_> = outcomes
            .iter()
            .map(|outcome| {
                let gate = &gate;
                scope.spawn(move || {
                    gate.wait();
                    block_on(async { open_here().await.commit_booking(outcome).await }).unwrap()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|answer| **answer == Booked::Done).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|answer| [Booked::Done, Booked::Full].contains(answer)), "{answers:?}");
    assert_eq!(db.count("journal") - rows, 1);
    assert_eq!(places(&db, "full"), (3, 3));
    db.proofs_hold();
}

async fn open_here() -> store::Store {
    store::Store::open().await.unwrap()
}

#[test]
fn one_person_has_one_open_booking_in_a_session() {
    let db = Database::new();
    let loaded = posts("twice", Mode::InPerson, 5, "2026-03-10 08:00", "2026-03-10 11:30");
    let other = posts("other", Mode::InPerson, 5, "2026-03-11 08:00", "2026-03-11 11:30");
    assert_eq!(books("A", "citizen-lan", &loaded).unwrap(), Booked::Done);
    assert_eq!(books("B", "citizen-lan", &loaded).unwrap(), Booked::Already);
    assert_eq!(books("C", "citizen-lan", &other).unwrap(), Booked::Done);
    assert_eq!(places(&db, "twice"), (1, 1));
    // Given back, the place is free for the same person again.
    acts("A", BookingAct::Cancel, ResultKind::Accepted, "2026-03-03 10:00");
    assert_eq!(places(&db, "twice"), (0, 0));
    assert_eq!(books("B", "citizen-lan", &loaded).unwrap(), Booked::Done);
    // The index says so even to who gets past the guard.
    db.sql.execute_batch("DROP TRIGGER journal_booking_guard").unwrap();
    assert!(matches!(books("D", "citizen-lan", &loaded), Err(Error::AlreadyDone)));
    db.proofs_hold();
}

#[test]
fn a_session_moved_meanwhile_makes_the_act_fail_whole() {
    let db = Database::new();
    let loaded = posts("moving", Mode::InPerson, 5, "2026-03-10 08:00", "2026-03-10 11:30");
    books("A", "citizen-lan", &loaded).unwrap();
    let found = booking("A");
    moves("moving", "2026-03-12 08:00", "2026-03-12 11:30", "2026-03-04 08:00");
    let rows = db.count("journal");
    assert!(matches!(books("B", "citizen-minh", &loaded), Err(Error::Stale { .. })));
    let late = decided(BookingAct::Confirm, &found, ResultKind::Accepted, "2026-03-04 09:00").unwrap();
    assert!(matches!(block_on(open().commit_booking(&late)), Err(Error::Stale { .. })));
    assert_eq!(db.count("journal"), rows);
    // And the move itself, decided on what stood before another move.
    let command = MoveSession { to: Some((at("2026-03-11 08:00"), at("2026-03-11 11:30"))), reason: reason() };
    let stale = move_session(&loaded.session, &board("head"), command, &loaded.at.hall(at("2026-03-04 09:00"))).unwrap();
    assert!(matches!(block_on(open().commit_reception_session(&stale)), Err(Error::Stale { .. })));
    // The booking went with its session, and its owner is told once.
    assert_eq!(db.one("SELECT T(starts_at) FROM bookings"), "2026-03-12 08:00");
    assert_eq!(db.rows("SELECT recipient, topic FROM outbox WHERE topic = 'reception_moved'"), ["citizen-lan|reception_moved"]);
    db.proofs_hold();
}

#[test]
fn the_same_person_does_not_sit_in_two_sessions_at_once() {
    let db = Database::new();
    let command = |id: &str| PostSession {
        id: ReceptionSessionId::new(id),
        kind: SessionKind::Leader,
        mode: Mode::InPerson,
        chair: ShortText::new("Chủ tịch UBND Thành phố").unwrap(),
        starts_at: at("2026-03-17 08:30"),
        ends_at: at("2026-03-17 11:30"),
        capacity: 5,
        matters: vec![],
        connection: None,
    };
    let site = site();
    let post = |id| {
        let outcome = post_session(&board("head"), command(id), &site.hall(at("2026-03-02 08:00"))).unwrap();
        block_on(open().commit_reception_session(&outcome))
    };
    post("first").unwrap();
    assert!(matches!(post("second"), Err(Error::AlreadyDone)));
    assert_eq!(db.count("reception_sessions"), 1);
}

#[test]
fn the_register_numbers_each_year_anew_without_gaps() {
    let db = Database::new();
    receptions();
    assert_eq!(db.rows("SELECT year, number, booking FROM reception_register ORDER BY 1, 2"), [
        "2026|1|booking-LONG",
        "2026|2|booking-DONE"
    ]);
    let clocks = "SELECT kind, T(due_at), closed_at IS NULL FROM clocks ORDER BY opened_at, kind";
    assert_eq!(db.rows(clocks), [
        "reception_answer|2026-03-25 17:00|0",
        "reception_answer|2026-03-25 17:00|1",
        "reception_promise|2026-04-08 17:00|0",
        "reception_marking|2026-03-12 17:00|0",
        "reception_refusal_notice|2026-03-16 17:00|0",
    ]);
    // The sweep that warns of cases warns of these.
    assert_eq!(block_on(open().note_overdue(at("2026-03-26 08:00"))).unwrap(), 1);
    assert_eq!(block_on(open().note_overdue(at("2026-03-26 08:01"))).unwrap(), 0, "once");
    let told = "SELECT case_id, recipient, role, topic FROM outbox WHERE topic = 'overdue'";
    assert_eq!(db.rows(told), ["booking-DONE|ban-tcd|head|overdue"]);
    db.proofs_hold();
}

#[test]
fn where_people_connect_is_read_by_those_who_are_expected() {
    let db = Database::new();
    let online = posts("online", Mode::Online, 3, "2026-03-12 14:00", "2026-03-12 16:30");
    assert_eq!((online.session.matters, online.session.connection), (vec![Matter::Complaint], Some(link("12"))));
    let online = session("online");
    books("A", "citizen-lan", &online).unwrap();
    books("B", "citizen-minh", &online).unwrap();
    let read = |code: &str, for_board: bool| {
        let view = block_on(open().booking_view(&domain::BookingCode::new(format!("TCD26-{code}")), for_board));
        let view: serde_json::Value = serde_json::from_str(&view.unwrap().unwrap()).unwrap();
        view["connection"].as_str().map(str::to_owned)
    };
    let room = |name: &str| Some(link(name).as_str().to_owned());
    assert_eq!((read("A", false), read("A", true)), (None, room("12")));
    acts("A", BookingAct::Confirm, ResultKind::Accepted, "2026-03-03 10:00");
    assert_eq!((read("A", false), read("B", false)), (room("12"), None));
    connects("online", "14", "2026-03-11 10:00");
    assert_eq!(read("A", false), room("14"));
    let told = "SELECT recipient, case_id FROM outbox WHERE topic = 'connection_changed'";
    assert_eq!(db.rows(told), ["citizen-lan|booking-A"], "who is not expected yet has read no address");
    db.proofs_hold();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Whatever is done in whatever order, a session counts the places its bookings hold, never more than it has,
    /// and the books replay.
    #[test]
    fn places_taken_are_the_places_held(steps in proptest::collection::vec((0..6_usize, 0..9_usize), 1..30)) {
        const PEOPLE: [&str; 6] = ["citizen-lan", "citizen-minh", "citizen-hoa", "citizen-new", "00070-a", "00070-b"];
        let db = Database::new();
        posts("any", Mode::InPerson, 3, "2026-03-10 08:00", "2026-03-10 11:30");
        for (n, (who, what)) in steps.into_iter().enumerate() {
            let code = db.rows(&format!(
                "SELECT replace(code, 'TCD26-', '') FROM bookings WHERE citizen = '{}' ORDER BY id DESC LIMIT 1", PEOPLE[who]
            ));
            match (what, code.first()) {
                (0..=2, _) | (_, None) => {
                    let loaded = session("any");
                    if loaded.session.taken < loaded.session.capacity {
                        let name = format!("N{n:03}");
                        prop_assert!(books(&name, PEOPLE[who], &loaded).is_ok());
                    }
                }
                (what, Some(code)) => {
                    let act = BookingAct::ALL[what - 1];
                    let kind = ResultKind::ALL[n % 4];
                    // On the day itself all acts but giving back are in time.
                    let now = if act == BookingAct::Cancel { "2026-03-09 09:00" } else { "2026-03-10 09:00" };
                    if let Ok(outcome) = decided(act, &booking(code), kind, now) {
                        prop_assert_eq!(block_on(open().commit_booking(&outcome)).unwrap(), Booked::Done);
                    }
                }
            }
            let (taken, held) = places(&db, "any");
            prop_assert!(taken == held && taken <= 3, "{} taken, {} held", taken, held);
        }
        db.proofs_hold();
    }
}
