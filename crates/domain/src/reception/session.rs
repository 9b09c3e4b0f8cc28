//! Sessions: posted ahead, never dropped, only moved.

use super::site::Hall;
use super::{Matter, ReceptionRefusal, board_only};
use crate::outcome::Tip;
use crate::{Account, AccountId, HttpsLink, Instant, Reason, ReceptionSessionId, Refusal, ShortText, UnitId};
use chrono::{Datelike, NaiveDate, TimeDelta};

crate::case::named!(
    /// Where a session stands.
    SessionState {
        /// Announced.
        Posted => "posted",
        /// Announced again, for another time.
        Moved => "moved",
    }
);

crate::case::named!(
    /// What is done to a session.
    SessionAct {
        /// Announces it.
        Post => "post",
        /// Announces its new time. A session is never dropped without one (Law, Điều 24).
        Move => "move",
        /// Says where people connect to it (Nghị định 154/2026).
        Connect => "connect",
    }
);

crate::case::named!(
    /// Who receives at a session.
    SessionKind {
        /// The board's officers, every day.
        Regular => "regular",
        /// A leader of the city.
        Leader => "leader",
        /// A planned case, or a deputy: what Fridays are kept for. Those who come are invited.
        Planned => "planned",
    }
);

crate::case::named!(
    /// How people meet.
    Mode {
        /// At the site.
        InPerson => "in_person",
        /// Online, from the site; recorded and archived.
        Online => "online",
    }
);

/// The dates an online session brings with it (Nghị định 154/2026).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnlineDates {
    /// The last day on which the parties are told.
    pub notify_until: NaiveDate,
    /// The last day on which the connection is tried out.
    pub test_until: NaiveDate,
    /// From when the connection stands.
    pub connect_at: Instant,
}

/// A session as an act finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceptionSession {
    /// Its id.
    pub id: ReceptionSessionId,
    /// Where its journal ends.
    pub tip: Tip,
    /// Where it stands.
    pub state: SessionState,
    /// The board.
    pub unit: UnitId,
    /// Who receives.
    pub kind: SessionKind,
    /// How people meet.
    pub mode: Mode,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// How many bookings it takes.
    pub capacity: u32,
    /// How many it has.
    pub taken: u32,
    /// The matters it takes; none named: every one.
    pub matters: Vec<Matter>,
    /// The dates of an online session.
    pub online: Option<OnlineDates>,
    /// Where people connect to an online session, once it is known.
    pub connection: Option<HttpsLink>,
    /// When it was last moved.
    pub moved_at: Option<Instant>,
}

/// A session to be posted.
#[derive(Clone, Debug, PartialEq)]
pub struct PostSession {
    /// Row id.
    pub id: ReceptionSessionId,
    /// Who receives.
    pub kind: SessionKind,
    /// How people meet.
    pub mode: Mode,
    /// Who sits there, in words.
    pub chair: ShortText,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// How many bookings it takes.
    pub capacity: u32,
    /// The matters it takes; none named: every one. Nghị định 154/2026 lets those who receive online choose.
    pub matters: Vec<Matter>,
    /// Where people connect to an online session, where it is known already.
    pub connection: Option<HttpsLink>,
}

/// The new time of a session.
#[derive(Clone, Debug, PartialEq)]
pub struct MoveSession {
    /// From and to. `None` is what the law does not allow.
    pub to: Option<(Instant, Instant)>,
    /// Why; those who booked read it.
    pub reason: Reason,
}

/// What an act on a session does.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionOutcome {
    /// The session.
    pub session: ReceptionSessionId,
    /// The row before.
    pub follows: Tip,
    /// What was done.
    pub act: SessionAct,
    /// Where it stood.
    pub from: Option<SessionState>,
    /// Where it stands.
    pub to: SessionState,
    /// Who did it.
    pub actor: AccountId,
    /// The board.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// From when to when it is now.
    pub time: (Instant, Instant),
    /// The dates of an online session.
    pub online: Option<OnlineDates>,
    /// Site, rules and the rest, when posted.
    pub content: Option<(String, String, PostSession)>,
    /// Where people connect to it, when that is said after the posting.
    pub connection: Option<HttpsLink>,
    /// The reason, when moved.
    pub reason: Option<Reason>,
}

/// Posts a session (Law, Điều 24): by the board, for a working day, within the hours of the site, and at least
/// [`Rules::post_days`](super::Rules::post_days) working days ahead. The day of posting counts as one of them whatever
/// the hour.
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::OutOfCalendar`], and of [`ReceptionRefusal`] `NotOneStretch`, `DayOff`,
/// `PlannedCasesOnly`, `OutsideHours`, `PostedTooLate`, `AnnouncedTooLate`, `NotOnline`.
pub fn post_session(account: &Account, command: PostSession, hall: &Hall<'_>) -> Result<SessionOutcome, Refusal> {
    board_only(account, &hall.site.unit)?;
    let time = (command.starts_at, command.ends_at);
    fits(hall, command.kind, time)?;
    let days = hall.site.rules.post_days;
    let until = hall.days_before(command.starts_at, days)?;
    if hall.now.date_naive() > until {
        return Err(ReceptionRefusal::PostedTooLate { days, until }.into());
    }
    if command.mode == Mode::InPerson && command.connection.is_some() {
        return Err(ReceptionRefusal::NotOnline.into());
    }
    let online = online_dates(hall, command.mode, command.starts_at)?;
    Ok(SessionOutcome {
        session: command.id.clone(),
        follows: Tip::START,
        act: SessionAct::Post,
        from: None,
        to: SessionState::Posted,
        actor: account.id.clone(),
        unit: hall.site.unit.clone(),
        at: hall.now,
        time,
        online,
        content: Some((hall.site.id.clone(), hall.site.rules.version.clone(), command)),
        connection: None,
        reason: None,
    })
}

/// Moves a session that has not begun to another time (Law, Điều 24: the new date is announced). Every booking keeps
/// its place and everybody in it is told. An online session is announced as early as a new one; one at the site need
/// only lie ahead (`docs/decisions/0022`).
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::OutOfCalendar`], and of [`ReceptionRefusal`] `NewDateMissing`, `Begun`,
/// `InThePast`, and those of [`post_session`] but `PostedTooLate`.
pub fn move_session(
    session: &ReceptionSession,
    account: &Account,
    command: MoveSession,
    hall: &Hall<'_>,
) -> Result<SessionOutcome, Refusal> {
    board_only(account, &session.unit)?;
    let time = command.to.ok_or(ReceptionRefusal::NewDateMissing)?;
    if hall.now >= session.starts_at {
        return Err(ReceptionRefusal::Begun.into());
    }
    fits(hall, session.kind, time)?;
    if time.0 <= hall.now {
        return Err(ReceptionRefusal::InThePast.into());
    }
    Ok(SessionOutcome {
        session: session.id.clone(),
        follows: session.tip,
        act: SessionAct::Move,
        from: Some(session.state),
        to: SessionState::Moved,
        actor: account.id.clone(),
        unit: session.unit.clone(),
        at: hall.now,
        time,
        online: online_dates(hall, session.mode, time.0)?,
        content: None,
        connection: None,
        reason: Some(command.reason),
    })
}

/// Says where people connect to an online session (Nghị định 154/2026). The parties learn it with the notice, so it
/// is there by the notice day; an address that stopped working is replaced until the session begins, and those who
/// are expected are told.
///
/// # Errors
/// [`Refusal::NotYourUnit`], and of [`ReceptionRefusal`] `NotOnline`, `Begun`, `ConnectionTooLate`.
pub fn connect(
    session: &ReceptionSession,
    account: &Account,
    connection: HttpsLink,
    now: Instant,
) -> Result<SessionOutcome, Refusal> {
    board_only(account, &session.unit)?;
    let dates = session.online.ok_or(ReceptionRefusal::NotOnline)?;
    if now >= session.starts_at {
        return Err(ReceptionRefusal::Begun.into());
    }
    if session.connection.is_none() && now.date_naive() > dates.notify_until {
        return Err(ReceptionRefusal::ConnectionTooLate { until: dates.notify_until }.into());
    }
    Ok(SessionOutcome {
        session: session.id.clone(),
        follows: session.tip,
        act: SessionAct::Connect,
        from: Some(session.state),
        to: session.state,
        actor: account.id.clone(),
        unit: session.unit.clone(),
        at: now,
        time: (session.starts_at, session.ends_at),
        online: session.online,
        content: None,
        connection: Some(connection),
        reason: None,
    })
}

/// One stretch of a working day within the hours of those who receive.
fn fits(hall: &Hall<'_>, kind: SessionKind, (starts_at, ends_at): (Instant, Instant)) -> Result<(), Refusal> {
    let date = starts_at.date_naive();
    if ends_at <= starts_at || ends_at.date_naive() != date {
        return Err(ReceptionRefusal::NotOneStretch.into());
    }
    if !hall.calendar.is_working_day(date)? {
        return Err(ReceptionRefusal::DayOff.into());
    }
    let (day, start, end) = (date.weekday(), starts_at.time(), ends_at.time());
    if hall.site.is_for_planned_cases(day) && kind != SessionKind::Planned {
        return Err(ReceptionRefusal::PlannedCasesOnly.into());
    }
    let leader_there = kind != SessionKind::Leader || hall.site.has_leader(start, end);
    if !hall.site.is_open(day, start, end) || !leader_there {
        return Err(ReceptionRefusal::OutsideHours.into());
    }
    Ok(())
}

fn online_dates(hall: &Hall<'_>, mode: Mode, starts_at: Instant) -> Result<Option<OnlineDates>, Refusal> {
    if mode == Mode::InPerson {
        return Ok(None);
    }
    let rules = &hall.site.rules;
    let until = hall.days_before(starts_at, rules.online_notice_days)?;
    if hall.now.date_naive() > until {
        return Err(ReceptionRefusal::AnnouncedTooLate { days: rules.online_notice_days, until }.into());
    }
    Ok(Some(OnlineDates {
        notify_until: until,
        test_until: hall.days_before(starts_at, rules.online_test_days)?,
        connect_at: starts_at - TimeDelta::minutes(i64::from(rules.online_connect_minutes)),
    }))
}
