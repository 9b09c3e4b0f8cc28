//! Citizen reception: sessions that are posted and moved, bookings that go through every act.

use super::*;
use domain::reception::*;
use pollster::block_on;
use store::reception::{Booked, LoadedBooking, LoadedSession, LoadedSite};

pub const SITE: &str = "ly-thai-to";

pub fn board(role: &str) -> Account {
    account_of(&person(&format!("ban-tcd-{role}")))
}

pub fn citizen(id: &str) -> Account {
    Account { id: AccountId::new(id), verified: true, memberships: vec![] }
}

pub fn site() -> LoadedSite {
    block_on(open().reception_site(SITE)).unwrap().unwrap()
}

/// Posted on Monday 2026-03-02 for that instant.
pub fn posts(id: &str, mode: Mode, capacity: u32, from: &str, to: &str) -> LoadedSession {
    let command = PostSession {
        id: ReceptionSessionId::new(id),
        kind: SessionKind::Regular,
        mode,
        chair: ShortText::new(&format!("Phó Trưởng ban {id}")).unwrap(),
        starts_at: at(from),
        ends_at: at(to),
        capacity,
        matters: if mode == Mode::Online { vec![Matter::Complaint] } else { vec![] },
        connection: (mode == Mode::Online).then(|| link("12")),
    };
    let outcome = post_session(&board("intake"), command, &site().hall(at("2026-03-02 08:00"))).unwrap();
    block_on(open().commit_reception_session(&outcome)).unwrap();
    session(id)
}

pub fn link(room: &str) -> HttpsLink {
    HttpsLink::new(&format!("https://tiepcongdan.hanoi.gov.vn/phong/{room}")).unwrap()
}

/// Where people connect changes.
pub fn connects(id: &str, room: &str, now: &str) {
    let outcome = connect(&session(id).session, &board("intake"), link(room), at(now)).unwrap();
    block_on(open().commit_reception_session(&outcome)).unwrap();
}

pub fn session(id: &str) -> LoadedSession {
    block_on(open().reception_session(&ReceptionSessionId::new(id))).unwrap().unwrap()
}

pub fn moves(id: &str, from: &str, to: &str, now: &str) {
    let loaded = session(id);
    let command = MoveSession { to: Some((at(from), at(to))), reason: reason() };
    let outcome = move_session(&loaded.session, &board("head"), command, &loaded.at.hall(at(now))).unwrap();
    block_on(open().commit_reception_session(&outcome)).unwrap();
}

pub fn wish(code: &str) -> Book {
    Book {
        id: BookingId::new(format!("booking-{code}")),
        code: BookingCode::new(format!("TCD26-{code}")),
        matters: vec![Matter::Complaint],
        subject: Title::new("Bồi thường khi thu hồi đất").unwrap(),
        content: reason(),
        request: Comment::new("Xem xét lại đơn giá").unwrap(),
        people: 2,
        representative: Some(ShortText::new("Nguyễn Thị Lan").unwrap()),
        address: ShortText::new("Số 125 Hàng Bông").unwrap(),
        recording_consent: true,
    }
}

pub fn books(code: &str, who: &str, session: &LoadedSession) -> Result<Booked, store::Error> {
    let outcome = book(&citizen(who), wish(code), &session.session, at("2026-03-03 09:00")).unwrap();
    block_on(open().commit_booking(&outcome))
}

pub fn booking(code: &str) -> LoadedBooking {
    block_on(open().booking(&BookingCode::new(format!("TCD26-{code}")))).unwrap().unwrap()
}

/// The outcome of an act at that instant, by whoever may do it.
pub fn decided(act: BookingAct, found: &LoadedBooking, kind: ResultKind, now: &str) -> Result<BookingOutcome, Refusal> {
    let LoadedBooking { booking, session, at: site } = found;
    let (hall, now) = (site.hall(at(now)), at(now));
    let officer = board("intake");
    match act {
        BookingAct::Book => panic!("a place is booked without a booking"),
        BookingAct::Confirm => confirm(booking, session, &officer, now),
        BookingAct::Cancel => cancel(booking, session, &citizen(booking.citizen.as_str()), &hall),
        BookingAct::Attend => attend(booking, session, &officer, Attend { course: comment() }, &hall),
        BookingAct::MarkAbsent => mark_absent(booking, session, &officer, now),
        BookingAct::Refuse => refuse(booking, session, &officer, (Ground::Settled, reason()), &hall),
        BookingAct::NotifyRefusal => notify_refusal(booking, session, &board("head"), now),
        BookingAct::Answer => {
            let command = Answer { kind, to: Some(UnitId::new("00070")), days: Some(20), explanation: reason() };
            answer(booking, session, &officer, command, &hall)
        }
        BookingAct::Remind => Ok(remind(booking, session, &hall)?.expect("the session is over")),
        BookingAct::Recount => Ok(recount(booking, session, &hall)?.expect("the calendar changed")),
    }
}

#[track_caller]
pub fn acts(code: &str, act: BookingAct, kind: ResultKind, now: &str) {
    let outcome = decided(act, &booking(code), kind, now).unwrap();
    assert_eq!(block_on(open().commit_booking(&outcome)).unwrap(), Booked::Done);
}

/// Everything that can happen at a reception.
pub fn receptions() {
    use BookingAct::*;
    let on_site = posts("on-site", Mode::InPerson, 9, "2026-03-10 08:00", "2026-03-10 11:30");
    let online = posts("online", Mode::Online, 2, "2026-03-12 14:00", "2026-03-12 16:30");
    for (code, who, session) in [
        ("LONG", "citizen-lan", &on_site),
        ("GONE", "citizen-minh", &on_site),
        ("LATE", "citizen-hoa", &on_site),
        ("DONE", "citizen-new", &on_site),
        ("LINE", "citizen-lan", &online),
    ] {
        assert_eq!(books(code, who, session).unwrap(), Booked::Done);
    }
    let kind = ResultKind::NeedsLonger;
    acts("LONG", Confirm, kind, "2026-03-03 10:00");
    acts("GONE", Cancel, kind, "2026-03-03 10:00");
    moves("on-site", "2026-03-11 08:00", "2026-03-11 11:30", "2026-03-04 08:00");
    acts("LONG", Attend, kind, "2026-03-11 08:10");
    acts("LONG", Answer, kind, "2026-03-11 09:00");
    acts("LONG", Answer, ResultKind::Transferred, "2026-03-12 09:00");
    acts("DONE", Attend, kind, "2026-03-11 08:20");
    acts("LATE", Remind, kind, "2026-03-11 11:30");
    acts("LATE", MarkAbsent, kind, "2026-03-11 13:30");
    acts("LINE", Confirm, kind, "2026-03-11 13:00");
    connects("online", "14", "2026-03-11 13:30");
    acts("LINE", Refuse, kind, "2026-03-11 14:00");
    acts("LINE", NotifyRefusal, kind, "2026-03-12 08:00");
}
