//! Citizen reception: when a session may be posted, how a booking moves, who may, what is due when.

mod support;

use chrono::{NaiveTime, Weekday};
use domain::reception::*;
use domain::*;
use proptest::prelude::*;
use support::*;
use working_time::Limit;

const BOARD: &str = "ban-tcd";

fn hours(from: &str, to: &str) -> Hours {
    let time = |text| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    Hours { start: time(from), end: time(to) }
}

/// Quyết định 12/QĐ-UBND, written a second time.
fn site() -> Site {
    let open = vec![hours("08:00", "11:30"), hours("14:00", "16:30")];
    let [mon, tue, wed, thu, fri] = std::array::from_fn(|_| open.clone());
    Site {
        id: "ly-thai-to".into(),
        unit: unit(BOARD),
        weekly: [mon, tue, wed, thu, fri, vec![], vec![]],
        planned_only: vec![Weekday::Fri],
        leader: vec![hours("08:30", "11:30"), hours("14:00", "16:30")],
        rules: Rules {
            version: "x".into(),
            post_days: 5,
            online_notice_days: 5,
            online_test_days: 1,
            online_connect_minutes: 60,
            cancel_days: 1,
            answer: Limit::WorkingDays(10),
            refusal_notice: Limit::WorkingDays(3),
        },
    }
}

fn person(id: &str, roles: &[(&str, Role)]) -> Account {
    let memberships = roles.iter().map(|(code, role)| Membership { unit: unit(code), role: *role }).collect();
    Account { id: AccountId::new(id), verified: true, memberships }
}

fn counter() -> Account {
    person("counter", &[(BOARD, Role::Intake)])
}

fn board_head() -> Account {
    person("head", &[(BOARD, Role::Head)])
}

fn lan() -> Account {
    person("lan", &[])
}

fn posting(kind: SessionKind, mode: Mode, from: &str, to: &str) -> PostSession {
    PostSession {
        id: ReceptionSessionId::new("session"),
        kind,
        mode,
        chair: ShortText::new("Phó Trưởng ban").unwrap(),
        starts_at: at(from),
        ends_at: at(to),
        capacity: 3,
        matters: vec![],
        connection: None,
    }
}

fn post(kind: SessionKind, mode: Mode, from: &str, to: &str, now: &str) -> Result<SessionOutcome, Refusal> {
    let site = site();
    post_session(&counter(), posting(kind, mode, from, to), &Hall { now: at(now), calendar: calendar(), site: &site })
}

fn session(mode: Mode) -> ReceptionSession {
    ReceptionSession {
        id: ReceptionSessionId::new("session"),
        tip: Tip { seq: 2, hash: [2; 32] },
        state: SessionState::Posted,
        unit: unit(BOARD),
        kind: SessionKind::Regular,
        mode,
        starts_at: at("2026-03-10 08:00"),
        ends_at: at("2026-03-10 11:30"),
        capacity: 3,
        taken: 2,
        matters: vec![],
        online: (mode == Mode::Online).then(|| OnlineDates {
            notify_until: "2026-03-03".parse().unwrap(),
            test_until: "2026-03-09".parse().unwrap(),
            connect_at: at("2026-03-10 07:00"),
        }),
        connection: None,
        moved_at: None,
    }
}

fn link() -> HttpsLink {
    HttpsLink::new("https://tiepcongdan.hanoi.gov.vn/phong/12").unwrap()
}

fn booking(state: BookingState) -> Booking {
    Booking {
        id: BookingId::new("booking"),
        code: BookingCode::new("TCD26-7K3M9Q2X"),
        tip: Tip { seq: 4, hash: [4; 32] },
        state,
        citizen: lan().id,
        booked_at: at("2026-03-02 09:00"),
        refused_by: Some(counter().id),
        clock: None,
    }
}

fn wish() -> Book {
    Book {
        id: BookingId::new("booking"),
        code: BookingCode::new("TCD26-7K3M9Q2X"),
        matters: vec![Matter::Denunciation], // reports do not take these, reception does
        subject: Title::new("Thu hồi đất").unwrap(),
        content: reason(),
        request: Comment::new("").unwrap(),
        people: 1,
        representative: None,
        address: ShortText::new("Số 125 Hàng Bông").unwrap(),
        recording_consent: false,
    }
}

fn answering(kind: ResultKind) -> Answer {
    Answer { kind, to: Some(unit(WARD)), days: Some(20), explanation: reason() }
}

fn act(act: BookingAct, state: BookingState, who: &Account, now: &str) -> Result<BookingOutcome, Refusal> {
    let (booking, session, site) = (booking(state), session(Mode::InPerson), site());
    let hall = Hall { now: at(now), calendar: calendar(), site: &site };
    match act {
        BookingAct::Book => panic!("a place is booked without a booking"),
        BookingAct::Confirm => confirm(&booking, &session, who, hall.now),
        BookingAct::Cancel => cancel(&booking, &session, who, &hall),
        BookingAct::Attend => attend(&booking, &session, who, Attend { course: Comment::new("").unwrap() }, &hall),
        BookingAct::MarkAbsent => mark_absent(&booking, &session, who, hall.now),
        BookingAct::Refuse => refuse(&booking, &session, who, (Ground::Settled, reason()), &hall),
        BookingAct::NotifyRefusal => notify_refusal(&booking, &session, who, hall.now),
        BookingAct::Answer => answer(&booking, &session, who, answering(ResultKind::Accepted), &hall),
        BookingAct::Remind | BookingAct::Recount => panic!("the sweep's"),
    }
}

fn code(answer: Result<impl std::fmt::Debug, Refusal>) -> &'static str {
    answer.unwrap_err().code()
}

/// over all states and acts.
#[test]
fn a_booking_moves_as_the_table_says() {
    use BookingAct::*;
    use BookingState::*;
    #[rustfmt::skip]
    let legal = [
        (Booked,    Confirm,       Confirmed),
        (Booked,    Cancel,        Cancelled),
        (Confirmed, Cancel,        Cancelled),
        (Booked,    Attend,        Attended),
        (Confirmed, Attend,        Attended),
        (Booked,    MarkAbsent,    Absent),
        (Confirmed, MarkAbsent,    Absent),
        (Booked,    Refuse,        Refused),
        (Confirmed, Refuse,        Refused),
        (Attended,  Refuse,        Refused),
        (Pending,   Refuse,        Refused),
        (Refused,   NotifyRefusal, Notified),
        (Attended,  Answer,        Answered),
        (Pending,   Answer,        Answered),
        (Booked,    Remind,        Booked),
        (Confirmed, Remind,        Confirmed),
        (Booked,    Recount,       Booked),
        (Confirmed, Recount,       Confirmed),
        (Attended,  Recount,       Attended),
        (Pending,   Recount,       Pending),
        (Refused,   Recount,       Refused),
    ];
    for &from in BookingState::ALL {
        for &one in BookingAct::ALL {
            let to = legal.iter().find(|row| (row.0, row.1) == (from, one)).map(|row| row.2);
            assert_eq!(next_state(from, one).ok(), to, "{from:?} {one:?}");
            if matches!(one, Book | Remind | Recount) {
                continue;
            }
            let (who, now) = match one {
                Cancel => (lan(), "2026-03-09 09:00"),
                NotifyRefusal => (board_head(), "2026-03-10 09:00"),
                _ => (counter(), "2026-03-10 09:00"),
            };
            match (to, act(one, from, &who, now)) {
                (Some(to), outcome) => {
                    let outcome = outcome.unwrap();
                    assert_eq!((outcome.from, outcome.to, outcome.act), (Some(from), to, one));
                    assert_eq!((outcome.follows.seq, outcome.session_version), (4, 2));
                }
                (None, refused) => {
                    assert_eq!(refused.unwrap_err(), ReceptionRefusal::NotFromHere { from, act: one }.into());
                }
            }
        }
    }
}

/// who may do what, before anything else is looked at.
#[test]
fn the_board_acts_and_the_citizen_gives_back() {
    use BookingAct::*;
    let people = [
        ("counter", counter()),
        ("head", board_head()),
        ("handler", person("handler", &[(BOARD, Role::Handler)])),
        ("ward", person("ward", &[(WARD, Role::Head), (WARD, Role::Intake)])),
        ("centre", person("centre", &[("pvhcc", Role::Centre)])),
        ("lan", lan()),
        ("minh", person("minh", &[])),
    ];
    let may: &[(BookingAct, BookingState, &str, &[&str])] = &[
        (Confirm, BookingState::Booked, "2026-03-09 09:00", &["counter", "head"]),
        (Attend, BookingState::Confirmed, "2026-03-10 09:00", &["counter", "head"]),
        (MarkAbsent, BookingState::Confirmed, "2026-03-10 09:00", &["counter", "head"]),
        (Refuse, BookingState::Attended, "2026-03-10 09:00", &["counter", "head"]),
        (NotifyRefusal, BookingState::Refused, "2026-03-10 09:00", &["head"]),
        (Answer, BookingState::Attended, "2026-03-10 09:00", &["counter", "head"]),
        (Cancel, BookingState::Confirmed, "2026-03-09 09:00", &["lan"]),
    ];
    for (one, state, now, who) in may {
        for (name, account) in &people {
            let answer = act(*one, *state, account, now);
            assert_eq!(answer.is_ok(), who.contains(name), "{one:?} by {name}: {answer:?}");
        }
    }
    // Who works at the board and booked a place is received by others.
    let own = person("lan", &[(BOARD, Role::Intake), (BOARD, Role::Head)]);
    for (one, state, now, _) in may {
        let answer = act(*one, *state, &own, now);
        assert_eq!(answer.err(), (*one != Cancel).then(|| ReceptionRefusal::OwnBooking.into()), "{one:?}");
    }
    // Nobody issues the notice of their own refusal.
    let both = person("counter", &[(BOARD, Role::Head)]);
    assert_eq!(act(NotifyRefusal, BookingState::Refused, &both, "2026-03-10 09:00").unwrap_err(), ReceptionRefusal::OwnRefusal.into());
    // Each says so in words of its own, under the article of reception.
    for refusal in [ReceptionRefusal::OwnBooking, ReceptionRefusal::OwnRefusal, ReceptionRefusal::NotYourBooking] {
        let refusal = Refusal::from(refusal);
        assert_eq!((refusal.article(), refusal.kind()), (Some("Điều 5 khoản 4"), RefusalKind::Forbidden));
    }
}

/// Law, Điều 24: five working days, over a weekend, Tết and a swapped Saturday.
#[test]
fn a_session_is_posted_five_working_days_ahead() {
    use Mode::InPerson;
    use SessionKind::Regular;
    for (day, last) in [
        ("2026-03-09", "2026-03-02"), // Monday: the Monday before
        ("2026-03-10", "2026-03-03"),
        ("2026-02-26", "2026-02-12"), // 25, 24, 23, then 13 before Tết: Thursday 12
        ("2026-01-14", "2026-01-08"), // Saturday 10 is worked: 13, 12, 10, 9, 8
        ("2026-11-26", "2026-11-18"), // 24 November is a day off: 25, 23, 20, 19, 18
    ] {
        let (from, to) = (format!("{day} 08:00"), format!("{day} 11:30"));
        assert!(post(Regular, InPerson, &from, &to, &format!("{last} 23:59")).is_ok(), "{day}");
        let next = format!("{} 00:00", at(&format!("{last} 12:00")).date_naive().succ_opt().unwrap());
        let until = last.parse().unwrap();
        let late = Refusal::from(ReceptionRefusal::PostedTooLate { days: 5, until });
        assert_eq!(post(Regular, InPerson, &from, &to, &next).unwrap_err(), late, "{day}");
    }
    assert_eq!(code(post(Regular, InPerson, "2028-01-10 08:00", "2028-01-10 09:00", "2027-12-01 08:00")), "out_of_calendar");
}

/// Quyết định 12: days and hours of the site, of its leaders, of planned cases.
#[test]
fn a_session_lies_within_the_hours_of_those_who_receive() {
    use SessionKind::*;
    let tried = |kind, from: &str, to: &str| {
        let answer = post(kind, Mode::InPerson, &format!("2026-03-{from}"), &format!("2026-03-{to}"), "2026-03-02 08:00");
        answer.err().map(|refusal| refusal.code())
    };
    for (kind, from, to, expected) in [
        (Regular, "10 08:00", "10 11:30", None),
        (Regular, "10 14:00", "10 16:30", None),
        (Regular, "10 09:15", "10 10:00", None),
        (Regular, "10 07:59", "10 11:30", Some("outside_hours")),
        (Regular, "10 08:00", "10 11:31", Some("outside_hours")),
        (Regular, "10 11:00", "10 14:30", Some("outside_hours")), // over lunch
        (Leader, "17 08:00", "17 11:30", Some("outside_hours")),
        (Leader, "17 08:30", "17 11:30", None),
        (Regular, "13 08:00", "13 11:30", Some("planned_cases_only")),
        (Leader, "13 08:30", "13 11:30", Some("planned_cases_only")),
        (Planned, "13 08:00", "13 11:30", None),
        (Planned, "10 08:00", "10 11:30", None),
        (Regular, "14 08:00", "14 11:30", Some("day_off")),
        (Regular, "10 08:00", "10 08:00", Some("not_one_stretch")),
        (Regular, "10 11:30", "10 08:00", Some("not_one_stretch")),
        (Regular, "10 14:00", "11 16:30", Some("not_one_stretch")),
    ] {
        assert_eq!(tried(kind, from, to), expected, "{kind:?} {from}–{to}");
    }
    // A Saturday that is worked is no day of the site.
    assert_eq!(code(post(Regular, Mode::InPerson, "2026-08-22 08:00", "2026-08-22 11:30", "2026-08-03 08:00")), "outside_hours");
    for who in [lan(), person("ward", &[(WARD, Role::Head)]), person("handler", &[(BOARD, Role::Handler)])] {
        let site = site();
        let hall = Hall { now: at("2026-03-02 08:00"), calendar: calendar(), site: &site };
        let command = posting(Regular, Mode::InPerson, "2026-03-10 08:00", "2026-03-10 11:30");
        assert_eq!(code(post_session(&who, command, &hall)), "not_your_unit");
    }
}

/// Nghị định 154/2026: told five working days before, tried one before, connected an hour before.
#[test]
fn an_online_session_brings_its_dates() {
    let outcome = post(SessionKind::Regular, Mode::Online, "2026-02-24 08:00", "2026-02-24 11:30", "2026-02-02 08:00").unwrap();
    let online = outcome.online.unwrap();
    // Tết lies between: 23 is the working day before; 23, 13, 12, 11, 10 are the five.
    assert_eq!((online.notify_until.to_string(), online.test_until.to_string()), ("2026-02-10".into(), "2026-02-23".into()));
    assert_eq!(show(online.connect_at), "2026-02-24 07:00");
    let site_session = post(SessionKind::Regular, Mode::InPerson, "2026-02-24 08:00", "2026-02-24 11:30", "2026-02-02 08:00");
    assert_eq!(site_session.unwrap().online, None);
}

/// Law, Điều 24: a session that is not held as posted gets a new date, or stays.
#[test]
fn a_session_is_moved_and_never_dropped() {
    let site = site();
    let tried = |mode, to: Option<(&str, &str)>, now: &str| {
        let command = MoveSession { to: to.map(|(from, to)| (at(from), at(to))), reason: reason() };
        move_session(&session(mode), &counter(), command, &Hall { now: at(now), calendar: calendar(), site: &site })
    };
    let next_day = Some(("2026-03-11 08:00", "2026-03-11 11:30"));
    let moved = tried(Mode::InPerson, next_day, "2026-03-10 07:59").unwrap();
    assert_eq!((moved.from, moved.to, moved.follows.seq), (Some(SessionState::Posted), SessionState::Moved, 2));
    assert_eq!(show(moved.time.0), "2026-03-11 08:00");
    assert_eq!(code(tried(Mode::InPerson, None, "2026-03-09 08:00")), "new_date_missing");
    assert_eq!(code(tried(Mode::InPerson, next_day, "2026-03-10 08:00")), "session_begun");
    let past = Some(("2026-03-05 08:00", "2026-03-05 11:30"));
    assert_eq!(code(tried(Mode::InPerson, past, "2026-03-05 08:00")), "session_in_past");
    assert_eq!(code(tried(Mode::Online, next_day, "2026-03-05 08:00")), "announced_too_late");
    assert!(tried(Mode::Online, next_day, "2026-03-04 23:59").is_ok());
    assert_eq!(code(tried(Mode::InPerson, Some(("2026-03-13 08:00", "2026-03-13 11:30")), "2026-03-09 08:00")), "planned_cases_only");
}

/// every reason for which a place is not given.
#[test]
fn a_place_is_given_to_a_verified_person_with_one_matter() {
    let tried = |change: &dyn Fn(&mut Book, &mut ReceptionSession, &mut Account)| {
        let (mut wish, mut session, mut citizen) = (wish(), session(Mode::InPerson), lan());
        change(&mut wish, &mut session, &mut citizen);
        book(&citizen, wish, &session, at("2026-03-10 07:59"))
    };
    let booked = tried(&|_, _, _| {}).unwrap();
    assert_eq!((booked.from, booked.to, booked.session_version), (None, BookingState::Booked, 2));
    assert_eq!(code(tried(&|_, _, citizen| citizen.verified = false)), "identity_not_verified");
    assert_eq!(code(tried(&|_, session, _| session.starts_at = at("2026-03-10 07:59"))), "session_begun");
    assert_eq!(code(tried(&|wish, _, _| wish.matters.push(Matter::Complaint))), "mixed_matters");
    assert_eq!(code(tried(&|wish, _, _| wish.people = 2)), "representative_missing");
    assert!(tried(&|wish, _, _| (wish.people, wish.representative) = (2, ShortText::new("Lan").ok())).is_ok());
    assert_eq!(code(tried(&|_, session, _| session.mode = Mode::Online)), "recording_consent_missing");
    assert!(tried(&|wish, session, _| (session.mode, wish.recording_consent) = (Mode::Online, true)).is_ok());
    assert_eq!(code(tried(&|_, session, _| session.taken = 3)), "session_full");
    // Quyết định 12: who comes to a planned session is invited.
    assert_eq!(code(tried(&|_, session, _| session.kind = SessionKind::Planned)), "by_invitation");
    assert!(tried(&|_, session, _| session.kind = SessionKind::Leader).is_ok());
    // Nghị định 154/2026: those who receive online choose what they take.
    assert_eq!(code(tried(&|_, session, _| session.matters = vec![Matter::Petition, Matter::Complaint])), "matter_not_taken");
    assert!(tried(&|_, session, _| session.matters = vec![Matter::Denunciation]).is_ok());
}

/// Nghị định 154/2026: who books online is a party, and the parties are told five working days before.
#[test]
fn an_online_session_is_booked_until_the_day_its_parties_are_told() {
    let wish = || Book { recording_consent: true, ..wish() };
    let tried = |now: &str| book(&lan(), wish(), &session(Mode::Online), at(now));
    assert!(tried("2026-03-03 23:59").is_ok());
    let until = "2026-03-03".parse().unwrap();
    assert_eq!(tried("2026-03-04 00:00").unwrap_err(), ReceptionRefusal::BookedTooLate { until }.into());
    assert!(book(&lan(), wish(), &session(Mode::InPerson), at("2026-03-10 07:59")).is_ok(), "at the site until it begins");
}

/// Nghị định 154/2026: where people connect is known when they are told, and nobody is expected without it.
#[test]
fn an_online_session_says_where_to_connect_by_the_notice_day() {
    let tried = |session: &ReceptionSession, now: &str| connect(session, &counter(), link(), at(now));
    let online = session(Mode::Online);
    let outcome = tried(&online, "2026-03-03 23:59").unwrap();
    assert_eq!((outcome.from, outcome.to, outcome.act), (Some(SessionState::Posted), SessionState::Posted, SessionAct::Connect));
    assert_eq!((outcome.connection, outcome.online, outcome.time.0), (Some(link()), online.online, online.starts_at));
    assert_eq!(code(tried(&online, "2026-03-04 00:00")), "connection_too_late");
    // One that stopped working is replaced.
    let connected = ReceptionSession { connection: Some(link()), ..online.clone() };
    assert!(tried(&connected, "2026-03-10 07:59").is_ok());
    assert_eq!(code(tried(&connected, "2026-03-10 08:00")), "session_begun");
    assert_eq!(code(tried(&session(Mode::InPerson), "2026-03-03 09:00")), "not_online");
    assert_eq!(code(connect(&online, &lan(), link(), at("2026-03-03 09:00"))), "not_your_unit");
    let site = site();
    let hall = Hall { now: at("2026-03-02 08:00"), calendar: calendar(), site: &site };
    let posted = |mode| {
        let command = posting(SessionKind::Regular, mode, "2026-03-10 08:00", "2026-03-10 11:30");
        post_session(&counter(), PostSession { connection: Some(link()), ..command }, &hall)
    };
    assert!(posted(Mode::Online).is_ok());
    assert_eq!(code(posted(Mode::InPerson)), "not_online");

    let confirmed = |session: &ReceptionSession| confirm(&booking(BookingState::Booked), session, &counter(), at("2026-03-09 09:00"));
    assert_eq!(code(confirmed(&online)), "connection_missing");
    assert!(confirmed(&connected).is_ok());
}

/// Law, Điều 28: ten working days from the reception, three for the notice of a refusal; the promised days.
#[test]
fn each_act_opens_and_closes_the_clocks_of_the_law() {
    use BookingAct::{Attend, Confirm, Refuse};
    let clock = |one, state, now| {
        let outcome = act(one, state, &counter(), now).unwrap();
        let open = outcome.open.map(|clock| (clock.kind, show(clock.due_at), clock.warn_at < clock.due_at));
        (open, outcome.closes_clocks)
    };
    let due = |kind, at: &str| Some((kind, at.to_owned(), true));
    assert_eq!(clock(Confirm, BookingState::Booked, "2026-03-09 09:00"), (None, false));
    let ten = due(ReceptionClock::Answer, "2026-03-24 17:00");
    assert_eq!(clock(Attend, BookingState::Confirmed, "2026-03-10 11:00"), (ten, true));
    let three = due(ReceptionClock::RefusalNotice, "2026-03-13 17:00");
    assert_eq!(clock(Refuse, BookingState::Attended, "2026-03-10 11:00"), (three, true));
    assert_eq!(clock(BookingAct::Answer, BookingState::Attended, "2026-03-24 16:00"), (None, true));

    let site = site();
    let hall = Hall { now: at("2026-03-24 16:00"), calendar: calendar(), site: &site };
    let given = |command| answer(&booking(BookingState::Attended), &session(Mode::InPerson), &counter(), command, &hall);
    let longer = given(answering(ResultKind::NeedsLonger)).unwrap();
    assert_eq!(longer.to, BookingState::Pending);
    // Twenty working days, the first not counted: 21 April.
    assert_eq!(show(longer.open.unwrap().due_at), "2026-04-21 17:00");
    let BookingFact::Answered(kept) = longer.fact else { panic!("an answer") };
    assert_eq!((kept.to, kept.days), (None, Some(20)), "only what belongs to the kind is kept");
    assert_eq!(code(given(reception::Answer { days: None, ..answering(ResultKind::NeedsLonger) })), "time_missing");
    // Once: what was promised is kept, or passed on.
    let again = |kind| answer(&booking(BookingState::Pending), &session(Mode::InPerson), &counter(), answering(kind), &hall);
    assert_eq!(code(again(ResultKind::NeedsLonger)), "longer_already");
    assert_eq!(again(ResultKind::Transferred).unwrap().to, BookingState::Answered);
    assert_eq!(code(given(reception::Answer { to: None, ..answering(ResultKind::Transferred) })), "receiver_missing");
    assert_eq!(code(given(reception::Answer { to: Some(unit(BOARD)), ..answering(ResultKind::Transferred) })), "same_unit");
}

/// the last day on which a place is given back, and the first on which somebody is received.
#[test]
fn what_has_a_day_is_done_on_that_day() {
    use BookingAct::*;
    assert!(act(Cancel, BookingState::Booked, &lan(), "2026-03-09 23:59").is_ok());
    assert_eq!(code(act(Cancel, BookingState::Booked, &lan(), "2026-03-10 00:00")), "too_late_to_cancel");
    assert_eq!(code(act(Attend, BookingState::Booked, &counter(), "2026-03-09 23:59")), "session_not_begun");
    assert!(act(Attend, BookingState::Booked, &counter(), "2026-03-10 00:00").is_ok());
    assert_eq!(code(act(MarkAbsent, BookingState::Booked, &counter(), "2026-03-10 07:59")), "session_not_begun");
    assert!(act(MarkAbsent, BookingState::Booked, &counter(), "2026-03-10 08:00").is_ok());
}

/// who was moved to a day for which the limit of giving back was over gives back until the session begins.
#[test]
fn who_was_moved_at_short_notice_gives_the_place_back_until_it_begins() {
    let site = site();
    let tried = |moved_at: Option<&str>, booked_at: &str, now: &str| {
        let session = ReceptionSession { moved_at: moved_at.map(at), ..session(Mode::InPerson) };
        let booking = Booking { booked_at: at(booked_at), ..booking(BookingState::Confirmed) };
        let answer = cancel(&booking, &session, &lan(), &Hall { now: at(now), calendar: calendar(), site: &site });
        answer.err().map(|refusal| refusal.code())
    };
    for (moved_at, booked_at, now, expected) in [
        (None, "2026-03-02 09:00", "2026-03-10 00:00", Some("too_late_to_cancel")),
        // Moved on the day itself, and on the last day of the limit.
        (Some("2026-03-10 06:00"), "2026-03-02 09:00", "2026-03-10 07:59", None),
        (Some("2026-03-09 17:00"), "2026-03-02 09:00", "2026-03-10 07:59", None),
        (Some("2026-03-10 06:00"), "2026-03-02 09:00", "2026-03-10 08:00", Some("session_begun")),
        // A whole day was left, or the new day was chosen.
        (Some("2026-03-08 17:00"), "2026-03-02 09:00", "2026-03-10 07:59", Some("too_late_to_cancel")),
        (Some("2026-03-09 17:00"), "2026-03-09 18:00", "2026-03-10 07:59", Some("too_late_to_cancel")),
    ] {
        assert_eq!(tried(moved_at, booked_at, now), expected, "{moved_at:?} {booked_at} {now}");
    }
}

/// a session that is over without a note whether the person came: the board is told, once, with a clock.
#[test]
fn the_board_is_asked_whether_the_person_came() {
    let site = site();
    let asked = |booking: &Booking, now: &str| {
        remind(booking, &session(Mode::InPerson), &Hall { now: at(now), calendar: calendar(), site: &site }).unwrap()
    };
    let clock = RunningClock {
        kind: ReceptionClock::Marking,
        limit: Limit::WorkingDays(1),
        origin: at("2026-03-10 11:30"),
        due_at: at("2026-03-11 17:00"),
    };
    for state in BookingState::ALL {
        let open = matches!(state, BookingState::Booked | BookingState::Confirmed);
        assert!(asked(&booking(*state), "2026-03-10 11:29").is_none(), "it is not over: {state:?}");
        let outcome = asked(&booking(*state), "2026-03-10 11:30");
        assert_eq!(outcome.is_some(), open, "{state:?}");
        let Some(outcome) = outcome else { continue };
        assert_eq!((outcome.actor, outcome.from, outcome.to), (None, Some(*state), *state));
        let open = outcome.open.unwrap();
        assert_eq!((open.kind, open.limit, open.due_at), (clock.kind, clock.limit, clock.due_at));
        assert_eq!(outcome.notices.len(), 1);
        assert!(asked(&Booking { clock: Some(clock.clone()), ..booking(*state) }, "2026-03-10 11:31").is_none(), "once");
    }
    for one in [BookingAct::Attend, BookingAct::MarkAbsent, BookingAct::Refuse] {
        assert!(act(one, BookingState::Confirmed, &counter(), "2026-03-10 12:00").unwrap().closes_clocks, "{one:?}");
    }
}

/// the clock that runs is counted from its own start, and nothing is written when its end stays.
#[test]
fn what_runs_is_counted_anew_under_another_calendar() {
    let site = site();
    let runs = |kind, limit, due: &str| {
        let clock = RunningClock { kind, limit: Limit::WorkingDays(limit), origin: at("2026-03-10 11:00"), due_at: at(due) };
        Booking { clock: Some(clock), ..booking(BookingState::Attended) }
    };
    let counted = |booking: &Booking| {
        let hall = Hall { now: at("2026-03-12 08:00"), calendar: calendar(), site: &site };
        recount(booking, &session(Mode::InPerson), &hall).unwrap()
    };
    assert!(counted(&booking(BookingState::Attended)).is_none(), "nothing runs");
    assert!(counted(&runs(ReceptionClock::Answer, 10, "2026-03-24 17:00")).is_none(), "its end stays");
    for (kind, limit, due, told) in [
        (ReceptionClock::Answer, 10, "2026-03-24 17:00", 2), // the board, and who waits
        (ReceptionClock::Promise, 20, "2026-04-07 17:00", 2),
        (ReceptionClock::RefusalNotice, 3, "2026-03-13 17:00", 1),
    ] {
        let outcome = counted(&runs(kind, limit, "2026-03-20 17:00")).unwrap();
        let open = outcome.open.unwrap();
        assert_eq!((open.kind, open.origin, show(open.due_at).as_str()), (kind, at("2026-03-10 11:00"), due));
        assert_eq!((outcome.actor, outcome.closes_clocks, outcome.notices.len()), (None, true, told), "{kind:?}");
        assert_eq!((outcome.from, outcome.to), (Some(BookingState::Attended), BookingState::Attended));
    }
}

#[test]
fn every_ground_of_refusal_has_its_article() {
    let articles: Vec<&str> = Ground::ALL.iter().map(|ground| ground.article()).collect();
    assert_eq!(articles, ["Điều 9 khoản 1", "Điều 9 khoản 2", "Điều 9 khoản 3", "Điều 9 khoản 4"]);
}

proptest! {
    /// The leaders' day is a working day from Monday to Thursday, on or after the third Tuesday, and can be posted until
    /// the day the proposal says.
    #[test]
    fn the_leaders_day_can_be_posted_until_the_day_it_says(month in 1..=35_u32) {
        let (year, month) = (2025 + (month / 12) as i32, month % 12 + 1);
        let site = site();
        let hall = Hall { now: at("2025-01-02 08:00"), calendar: calendar(), site: &site };
        let day = leader_day(year, month, &hall).unwrap().unwrap();
        let third = chrono::NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Tue, 3).unwrap();
        prop_assert!(calendar().is_working_day(day.date).unwrap());
        prop_assert_eq!(day.moved_from, (day.date != third).then_some(third));
        prop_assert_eq!(day.moved_from.is_none(), calendar().is_working_day(third).unwrap());
        let (from, to) = (format!("{} 08:30", day.date), format!("{} 11:30", day.date));
        let tried = |now: chrono::NaiveDate| post(SessionKind::Leader, Mode::InPerson, &from, &to, &format!("{now} 16:00"));
        prop_assert!(tried(day.post_until).is_ok());
        prop_assert_eq!(tried(day.post_until.succ_opt().unwrap()).unwrap_err().code(), "posted_too_late");
    }
}
