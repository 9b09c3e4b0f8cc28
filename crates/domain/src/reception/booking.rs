//! Bookings: a place in a session, the reception itself, the answer.

use super::site::Hall;
use super::{Mode, ReceptionRefusal, ReceptionSession, SessionKind, board_only};
use crate::outcome::{Notice, Recipient, Tip, Topic};
use crate::{
    Account, AccountId, BookingCode, BookingId, Comment, Instant, Reason, ReceptionSessionId, Refusal, Role, ShortText,
    Title, UnitId,
};
use chrono::{Datelike, Days, NaiveDate};
use working_time::Limit;

crate::case::named!(
    /// Where a booking stands.
    BookingState {
        /// The place is taken, the board has not looked yet.
        Booked => "booked",
        /// The board expects the person.
        Confirmed => "confirmed",
        /// The person was received; the answer is due.
        Attended => "attended",
        /// The board said that it needs longer, and until when.
        Pending => "pending",
        /// The person has the answer.
        Answered => "answered",
        /// Nobody came.
        Absent => "absent",
        /// Reception was refused; the notice of it is due.
        Refused => "refused",
        /// The notice of the refusal was issued.
        Notified => "notified",
        /// The person gave the place back.
        Cancelled => "cancelled",
    }
);

crate::case::named!(
    /// What is done to a booking.
    BookingAct {
        /// A citizen takes a place.
        Book => "book",
        /// The board expects the person.
        Confirm => "confirm",
        /// The citizen gives the place back.
        Cancel => "cancel",
        /// The person was received and stands in the register (Law, Điều 25).
        Attend => "attend",
        /// Nobody came.
        MarkAbsent => "mark_absent",
        /// The board refuses to receive (Law, Điều 9).
        Refuse => "refuse",
        /// The head issues the notice of a refusal (Mẫu 01/TCD).
        NotifyRefusal => "notify_refusal",
        /// The board answers (Law, Điều 28).
        Answer => "answer",
        /// The sweep asks the board whether the person came.
        Remind => "remind",
        /// The sweep counts what runs anew, when the calendar changed.
        Recount => "recount",
    }
);

crate::case::named!(
    /// What a booking is about. Reception takes complaints and denunciations, which reports do not.
    Matter {
        /// Khiếu nại.
        Complaint => "complaint",
        /// Tố cáo.
        Denunciation => "denunciation",
        /// Kiến nghị, phản ánh.
        Petition => "petition",
    }
);

crate::case::named!(
    /// Why somebody is not received (Law, Điều 9).
    Ground {
        /// Not in command of themselves (khoản 1).
        Incapable => "incapable",
        /// Threatens, insults or disturbs (khoản 2).
        Disruptive => "disruptive",
        /// The matter was settled according to the law, reviewed, and explained (khoản 3).
        Settled => "settled",
        /// Another case that a law names (khoản 4).
        OtherLaw => "other_law",
    }
);

impl Ground {
    /// Where the Law on Citizen Reception says so.
    pub fn article(self) -> &'static str {
        match self {
            Ground::Incapable => "Điều 9 khoản 1",
            Ground::Disruptive => "Điều 9 khoản 2",
            Ground::Settled => "Điều 9 khoản 3",
            Ground::OtherLaw => "Điều 9 khoản 4",
        }
    }
}

crate::case::named!(
    /// How the board answers (Law, Điều 28).
    ResultKind {
        /// Taken on for handling.
        Accepted => "accepted",
        /// Needs longer than ten working days.
        NeedsLonger => "needs_longer",
        /// Passed to the unit whose matter it is.
        Transferred => "transferred",
        /// Settled on the spot.
        Resolved => "resolved",
    }
);

crate::case::named!(
    /// What is measured. These run with the clocks of cases, so that one sweep warns of all.
    ReceptionClock {
        /// The answer (Law, Điều 28).
        Answer => "reception_answer",
        /// The later answer that was promised.
        Promise => "reception_promise",
        /// The notice of a refusal.
        RefusalNotice => "reception_refusal_notice",
        /// The note whether the person came.
        Marking => "reception_marking",
    }
);

/// How long the board may leave open whether a person came: the working day after the session. No law sets it; after
/// that nobody remembers (`docs/decisions/0031`).
const MARKING: Limit = Limit::WorkingDays(1);

/// A clock of a booking that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningClock {
    /// What it measures.
    pub kind: ReceptionClock,
    /// Its limit.
    pub limit: Limit,
    /// From when it is counted.
    pub origin: Instant,
    /// Due.
    pub due_at: Instant,
}

/// A clock that an act opens.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceptionClockOpening {
    /// What it measures.
    pub kind: ReceptionClock,
    /// Its limit.
    pub limit: Limit,
    /// From when it is counted.
    pub origin: Instant,
    /// Due.
    pub due_at: Instant,
    /// When "due soon" is said.
    pub warn_at: Instant,
}

/// A booking as an act finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Booking {
    /// Its id.
    pub id: BookingId,
    /// What the citizen follows it by.
    pub code: BookingCode,
    /// Where its journal ends.
    pub tip: Tip,
    /// Where it stands.
    pub state: BookingState,
    /// Who booked.
    pub citizen: AccountId,
    /// When.
    pub booked_at: Instant,
    /// Who refused reception, once somebody did.
    pub refused_by: Option<AccountId>,
    /// The clock that runs.
    pub clock: Option<RunningClock>,
}

/// A place to be booked.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// Row id.
    pub id: BookingId,
    /// What the citizen follows it by.
    pub code: BookingCode,
    /// What it is about; one, or it is refused.
    pub matters: Vec<Matter>,
    /// In a line.
    pub subject: Title,
    /// In short.
    pub content: Reason,
    /// What the person asks for.
    pub request: Comment,
    /// How many people come.
    pub people: u32,
    /// Who speaks for them.
    pub representative: Option<ShortText>,
    /// Where the person lives, for the register.
    pub address: ShortText,
    /// Whether the person agrees to be recorded.
    pub recording_consent: bool,
}

/// A person who was received.
#[derive(Clone, Debug, PartialEq)]
pub struct Attend {
    /// How the matter went so far: who looked at it before, and with what outcome.
    pub course: Comment,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// How.
    pub kind: ResultKind,
    /// The unit that takes over, when it is transferred.
    pub to: Option<UnitId>,
    /// How many working days more, when it needs longer.
    pub days: Option<u32>,
    /// In words; the citizen reads it.
    pub explanation: Reason,
}

/// What happened, in the terms of the act.
#[derive(Clone, Debug, PartialEq)]
pub enum BookingFact {
    /// A place was taken.
    Booked {
        /// The citizen's words.
        content: Box<Book>,
        /// The one matter.
        matter: Matter,
        /// When the session begins.
        starts_at: Instant,
    },
    /// Nothing besides the act.
    Nothing,
    /// Somebody was received.
    Attended {
        /// The year whose register counts.
        year: i32,
        /// How the matter went so far.
        course: Comment,
    },
    /// Reception was refused.
    Refused {
        /// On what ground.
        ground: Ground,
        /// In words.
        explanation: Reason,
    },
    /// An answer was given.
    Answered(Answer),
    /// The clock was counted anew under that version of the calendar.
    Recounted {
        /// The version.
        calendar: String,
    },
}

/// What an act on a booking does.
#[derive(Clone, Debug, PartialEq)]
pub struct BookingOutcome {
    /// The booking.
    pub booking: BookingId,
    /// Its code.
    pub code: BookingCode,
    /// The row before.
    pub follows: Tip,
    /// What was done.
    pub act: BookingAct,
    /// Where it stood.
    pub from: Option<BookingState>,
    /// Where it stands.
    pub to: BookingState,
    /// Who did it; `None` for the sweep.
    pub actor: Option<AccountId>,
    /// The board.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// The session.
    pub session: ReceptionSessionId,
    /// The session's version that the act was decided on: one that has moved since makes it fail.
    pub session_version: u32,
    /// Whether the clocks that run stop.
    pub closes_clocks: bool,
    /// The clock that starts.
    pub open: Option<ReceptionClockOpening>,
    /// What happened.
    pub fact: BookingFact,
    /// Who is told.
    pub notices: Vec<Notice>,
}

/// The law of movement of a booking.
///
/// # Errors
/// [`ReceptionRefusal::NotFromHere`].
pub fn next_state(from: BookingState, act: BookingAct) -> Result<BookingState, ReceptionRefusal> {
    use BookingAct as A;
    use BookingState as S;
    match (from, act) {
        (S::Booked, A::Confirm) => Ok(S::Confirmed),
        (S::Booked | S::Confirmed, A::Cancel) => Ok(S::Cancelled),
        (S::Booked | S::Confirmed, A::Attend) => Ok(S::Attended),
        (S::Booked | S::Confirmed, A::MarkAbsent) => Ok(S::Absent),
        // Law, Điều 9: before, or while the person is there; and what proves settled when it is looked at.
        (S::Booked | S::Confirmed | S::Attended | S::Pending, A::Refuse) => Ok(S::Refused),
        (S::Refused, A::NotifyRefusal) => Ok(S::Notified),
        (S::Attended | S::Pending, A::Answer) => Ok(S::Answered), // or Pending: see `answer`
        (S::Booked | S::Confirmed, A::Remind) => Ok(from),
        // wherever a clock may run.
        (S::Booked | S::Confirmed | S::Attended | S::Pending | S::Refused, A::Recount) => Ok(from),
        (from, act) => Err(ReceptionRefusal::NotFromHere { from, act }),
    }
}

/// Books a place: a verified person, one matter, one who speaks for several, a free place. That the place is
/// free and the person has no other open booking here is asked again by the statement that writes it.
///
/// # Errors
/// [`Refusal::IdentityNotVerified`], and of [`ReceptionRefusal`] `ByInvitation`, `Begun`, `BookedTooLate`,
/// `MixedMatters`, `MatterNotTaken`, `RepresentativeMissing`, `RecordingConsentMissing`, `Full`.
pub fn book(
    citizen: &Account,
    command: Book,
    session: &ReceptionSession,
    now: Instant,
) -> Result<BookingOutcome, Refusal> {
    if !citizen.verified {
        return Err(Refusal::IdentityNotVerified);
    }
    if session.kind == SessionKind::Planned {
        return Err(ReceptionRefusal::ByInvitation.into());
    }
    if now >= session.starts_at {
        return Err(ReceptionRefusal::Begun.into());
    }
    // Who books is a party, and the parties are told by that day.
    if let Some(dates) = session.online.filter(|dates| now.date_naive() > dates.notify_until) {
        return Err(ReceptionRefusal::BookedTooLate { until: dates.notify_until }.into());
    }
    let [matter] = command.matters[..] else {
        return Err(ReceptionRefusal::MixedMatters.into());
    };
    if !session.matters.is_empty() && !session.matters.contains(&matter) {
        return Err(ReceptionRefusal::MatterNotTaken.into());
    }
    if command.people > 1 && command.representative.is_none() {
        return Err(ReceptionRefusal::RepresentativeMissing.into());
    }
    if session.mode == Mode::Online && !command.recording_consent {
        return Err(ReceptionRefusal::RecordingConsentMissing.into());
    }
    if session.taken >= session.capacity {
        return Err(ReceptionRefusal::Full.into());
    }
    Ok(BookingOutcome {
        booking: command.id.clone(),
        code: command.code.clone(),
        follows: Tip::START,
        act: BookingAct::Book,
        from: None,
        to: BookingState::Booked,
        actor: Some(citizen.id.clone()),
        unit: session.unit.clone(),
        at: now,
        session: session.id.clone(),
        session_version: session.tip.seq,
        closes_clocks: false,
        open: None,
        fact: BookingFact::Booked { content: Box::new(command), matter, starts_at: session.starts_at },
        notices: vec![to_desk(session, Role::Intake, Topic::BookingReceived)],
    })
}

/// The board expects the person; online, where they can connect. This act and the board's others are refused with
/// [`ReceptionRefusal::OwnBooking`] to whoever booked.
///
/// # Errors
/// [`Refusal::NotYourUnit`]; of [`ReceptionRefusal`] `OwnBooking`, `NotFromHere`, `ConnectionMissing`.
pub fn confirm(
    booking: &Booking,
    session: &ReceptionSession,
    account: &Account,
    now: Instant,
) -> Result<BookingOutcome, Refusal> {
    board_only(account, &session.unit)?;
    let outcome = moved(booking, session, account, BookingAct::Confirm, now)?;
    if session.mode == Mode::Online && session.connection.is_none() {
        return Err(ReceptionRefusal::ConnectionMissing.into());
    }
    Ok(outcome.telling(to_citizen(booking, Topic::BookingConfirmed)))
}

/// The citizen gives the place back, until [`Rules::cancel_days`](super::Rules::cancel_days) days before the session;
/// who was moved to a day for which that was over by then, until the session begins.
///
/// # Errors
/// Of [`ReceptionRefusal`] `NotYourBooking`, `NotFromHere`, `TooLateToCancel`, `Begun`.
pub fn cancel(
    booking: &Booking,
    session: &ReceptionSession,
    account: &Account,
    hall: &Hall<'_>,
) -> Result<BookingOutcome, Refusal> {
    if booking.citizen != account.id {
        return Err(ReceptionRefusal::NotYourBooking.into());
    }
    let outcome = moved(booking, session, account, BookingAct::Cancel, hall.now)?;
    let until = cancel_until(booking, session, hall);
    if hall.now.date_naive() > until {
        return Err(ReceptionRefusal::TooLateToCancel { until }.into());
    }
    if hall.now >= session.starts_at {
        return Err(ReceptionRefusal::Begun.into());
    }
    Ok(outcome.telling(to_desk(session, Role::Intake, Topic::BookingCancelled)))
}

/// The last day. `booking_json` of the store says the same to those who read the booking.
fn cancel_until(booking: &Booking, session: &ReceptionSession, hall: &Hall<'_>) -> NaiveDate {
    let day = session.starts_at.date_naive();
    let until = day.checked_sub_days(Days::new(hall.site.rules.cancel_days.into())).unwrap_or(day);
    // Who was moved there when no whole day was left did not choose that day.
    let moved_late = session.moved_at.is_some_and(|moved| booking.booked_at <= moved && until <= moved.date_naive());
    if moved_late { day } else { until }
}

/// The person was received: enters the register, and the answer is due (Law, Điều 25, 28). From the day of the
/// session on, so that who comes early is not sent away.
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::OutOfCalendar`]; of [`ReceptionRefusal`] `NotFromHere`, `NotBegun`.
pub fn attend(
    booking: &Booking,
    session: &ReceptionSession,
    account: &Account,
    command: Attend,
    hall: &Hall<'_>,
) -> Result<BookingOutcome, Refusal> {
    board_only(account, &session.unit)?;
    let outcome = moved(booking, session, account, BookingAct::Attend, hall.now)?;
    if hall.now.date_naive() < session.starts_at.date_naive() {
        return Err(ReceptionRefusal::NotBegun.into());
    }
    let open = opened(hall, ReceptionClock::Answer, hall.site.rules.answer)?;
    let fact = BookingFact::Attended { year: hall.now.year(), course: command.course };
    Ok(BookingOutcome { closes_clocks: true, open: Some(open), fact, ..outcome })
}

/// Nobody came.
///
/// # Errors
/// [`Refusal::NotYourUnit`]; of [`ReceptionRefusal`] `NotFromHere`, `NotBegun`.
pub fn mark_absent(
    booking: &Booking,
    session: &ReceptionSession,
    account: &Account,
    now: Instant,
) -> Result<BookingOutcome, Refusal> {
    board_only(account, &session.unit)?;
    let outcome = moved(booking, session, account, BookingAct::MarkAbsent, now)?;
    if now < session.starts_at {
        return Err(ReceptionRefusal::NotBegun.into());
    }
    Ok(BookingOutcome { closes_clocks: true, ..outcome })
}

/// The board refuses to receive, on a ground of the law (Law, Điều 9); the notice of it is due. The citizen is told
/// at once, and formally by the notice.
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::OutOfCalendar`]; [`ReceptionRefusal::NotFromHere`].
pub fn refuse(
    booking: &Booking,
    session: &ReceptionSession,
    account: &Account,
    (ground, explanation): (Ground, Reason),
    hall: &Hall<'_>,
) -> Result<BookingOutcome, Refusal> {
    board_only(account, &session.unit)?;
    let outcome = moved(booking, session, account, BookingAct::Refuse, hall.now)?;
    let open = opened(hall, ReceptionClock::RefusalNotice, hall.site.rules.refusal_notice)?;
    let fact = BookingFact::Refused { ground, explanation };
    let outcome = BookingOutcome { closes_clocks: true, open: Some(open), fact, ..outcome };
    Ok(outcome
        .telling(to_citizen(booking, Topic::BookingRefused))
        .telling(to_desk(session, Role::Head, Topic::RefusalNoticeNeeded)))
}

/// A head who did not refuse issues the notice of the refusal.
///
/// # Errors
/// [`Refusal::NotYourUnit`]; of [`ReceptionRefusal`] `OwnRefusal`, `OwnBooking`, `NotFromHere`.
pub fn notify_refusal(
    booking: &Booking,
    session: &ReceptionSession,
    account: &Account,
    now: Instant,
) -> Result<BookingOutcome, Refusal> {
    if !account.is(Role::Head, &session.unit) {
        return Err(Refusal::NotYourUnit { unit: session.unit.clone() });
    }
    if booking.refused_by.as_ref() == Some(&account.id) {
        return Err(ReceptionRefusal::OwnRefusal.into());
    }
    let outcome = moved(booking, session, account, BookingAct::NotifyRefusal, now)?;
    let outcome = BookingOutcome { closes_clocks: true, ..outcome };
    Ok(outcome.telling(to_citizen(booking, Topic::RefusalNotified)))
}

/// Answers (Law, Điều 28). That it needs longer is an answer in time, and promises another by a day; once.
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::SameUnit`], [`Refusal::OutOfCalendar`]; of [`ReceptionRefusal`] `NotFromHere`,
/// `ReceiverMissing`, `TimeMissing`, `LongerAlready`.
pub fn answer(
    booking: &Booking,
    session: &ReceptionSession,
    account: &Account,
    command: Answer,
    hall: &Hall<'_>,
) -> Result<BookingOutcome, Refusal> {
    board_only(account, &session.unit)?;
    let mut outcome = moved(booking, session, account, BookingAct::Answer, hall.now)?;
    if command.kind == ResultKind::NeedsLonger && booking.state == BookingState::Pending {
        return Err(ReceptionRefusal::LongerAlready.into());
    }
    // What does not belong to the kind of answer is not kept.
    let (to, days) = match command.kind {
        ResultKind::Transferred => (Some(command.to.ok_or(ReceptionRefusal::ReceiverMissing)?), None),
        ResultKind::NeedsLonger => (None, Some(command.days.ok_or(ReceptionRefusal::TimeMissing)?)),
        ResultKind::Accepted | ResultKind::Resolved => (None, None),
    };
    if to.as_ref() == Some(&session.unit) {
        return Err(Refusal::SameUnit);
    }
    if let Some(days) = days {
        outcome.to = BookingState::Pending;
        outcome.open = Some(opened(hall, ReceptionClock::Promise, Limit::WorkingDays(days))?);
    }
    outcome.closes_clocks = true;
    outcome.fact = BookingFact::Answered(Answer { to, days, ..command });
    Ok(outcome.telling(to_citizen(booking, Topic::BookingAnswered)))
}

/// The session is over and nobody noted whether the person came: the board is told, and a clock runs until it does.
/// `None` while that is not so, or was said.
///
/// # Errors
/// [`Refusal::OutOfCalendar`].
pub fn remind(booking: &Booking, session: &ReceptionSession, hall: &Hall<'_>) -> Result<Option<BookingOutcome>, Refusal> {
    let Ok(to) = next_state(booking.state, BookingAct::Remind) else { return Ok(None) };
    if hall.now < session.ends_at || booking.clock.is_some() {
        return Ok(None);
    }
    let open = opened(hall, ReceptionClock::Marking, MARKING)?;
    let outcome = BookingOutcome { open: Some(open), ..by_the_sweep(booking, session, BookingAct::Remind, to, hall.now) };
    Ok(Some(outcome.telling(to_desk(session, Role::Intake, Topic::MarkingNeeded))))
}

/// Counts the clock that runs anew, from its own start under the calendar that counts now. `None` when its
/// end does not move. The board is told, and the person who waits for the answer.
///
/// # Errors
/// [`Refusal::OutOfCalendar`].
pub fn recount(booking: &Booking, session: &ReceptionSession, hall: &Hall<'_>) -> Result<Option<BookingOutcome>, Refusal> {
    let (Some(clock), Ok(to)) = (&booking.clock, next_state(booking.state, BookingAct::Recount)) else {
        return Ok(None);
    };
    let open = opened_from(hall, clock.kind, clock.limit, clock.origin)?;
    if open.due_at == clock.due_at {
        return Ok(None);
    }
    let answers = matches!(clock.kind, ReceptionClock::Answer | ReceptionClock::Promise);
    let outcome = BookingOutcome {
        closes_clocks: true,
        open: Some(open),
        fact: BookingFact::Recounted { calendar: hall.calendar.version().to_owned() },
        ..by_the_sweep(booking, session, BookingAct::Recount, to, hall.now)
    };
    let outcome = outcome.telling(to_desk(session, Role::Intake, Topic::DueMoved));
    Ok(Some(if answers { outcome.telling(to_citizen(booking, Topic::DueMoved)) } else { outcome }))
}

impl BookingOutcome {
    fn telling(mut self, notice: Notice) -> Self {
        self.notices.push(notice);
        self
    }
}

fn to_citizen(booking: &Booking, topic: Topic) -> Notice {
    Notice { to: Recipient::Account(booking.citizen.clone()), topic }
}

fn to_desk(session: &ReceptionSession, role: Role, topic: Topic) -> Notice {
    Notice { to: Recipient::Desk(session.unit.clone(), role), topic }
}

fn opened(hall: &Hall<'_>, kind: ReceptionClock, limit: Limit) -> Result<ReceptionClockOpening, Refusal> {
    opened_from(hall, kind, limit, hall.now)
}

fn opened_from(
    hall: &Hall<'_>,
    kind: ReceptionClock,
    limit: Limit,
    origin: Instant,
) -> Result<ReceptionClockOpening, Refusal> {
    let due_at = hall.calendar.due(origin, limit)?;
    Ok(ReceptionClockOpening { kind, limit, origin, due_at, warn_at: hall.calendar.warn_at(origin, due_at, limit)? })
}

fn moved(
    booking: &Booking,
    session: &ReceptionSession,
    account: &Account,
    act: BookingAct,
    now: Instant,
) -> Result<BookingOutcome, Refusal> {
    // Who works at the board and is received there is received by others.
    if act != BookingAct::Cancel && booking.citizen == account.id {
        return Err(ReceptionRefusal::OwnBooking.into());
    }
    let to = next_state(booking.state, act)?;
    Ok(BookingOutcome { actor: Some(account.id.clone()), ..by_the_sweep(booking, session, act, to, now) })
}

fn by_the_sweep(
    booking: &Booking,
    session: &ReceptionSession,
    act: BookingAct,
    to: BookingState,
    now: Instant,
) -> BookingOutcome {
    BookingOutcome {
        booking: booking.id.clone(),
        code: booking.code.clone(),
        follows: booking.tip,
        act,
        from: Some(booking.state),
        to,
        actor: None,
        unit: session.unit.clone(),
        at: now,
        session: session.id.clone(),
        session_version: session.tip.seq,
        closes_clocks: false,
        open: None,
        fact: BookingFact::Nothing,
        notices: Vec::new(),
    }
}
