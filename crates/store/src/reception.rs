//! Citizen reception: sites, sessions, bookings, the register.

use crate::cases::named;
use crate::commit::notice_json;
use crate::journal::Row;
use crate::records::tip;
use crate::sql::{instant, unit_name};
use crate::{Error, Store, Value, from_millis, to_millis};
use chrono::{NaiveDate, NaiveTime, Weekday};
use domain::reception::{
    Booking, BookingFact, BookingOutcome, BookingState, Hall, Hours, Matter, Mode, OnlineDates, ReceptionClock,
    ReceptionSession, Rules, RunningClock, SessionKind, SessionOutcome, SessionState, Site,
};
use domain::{Account, AccountId, BookingCode, BookingId, HttpsLink, Instant, ReceptionSessionId, UnitId};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::rc::Rc;
use working_time::Calendar;

/// Where a page goes on: after what begins at that instant and has that id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceptionCursor {
    /// Milliseconds.
    pub at: i64,
    /// The id, for those of one instant.
    pub id: String,
}

impl ReceptionCursor {
    /// Reads what an answer gave as `next`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        (!id.is_empty()).then_some(Self { at: at.parse().ok()?, id: id.to_owned() })
    }

    fn start() -> Self {
        Self { at: i64::MIN, id: String::new() }
    }
}

/// A site with its board's calendar.
#[derive(Clone, Debug)]
pub struct LoadedSite {
    /// The site.
    pub site: Site,
    /// The calendar of its board.
    pub calendar: Rc<Calendar>,
}

impl LoadedSite {
    /// The surroundings of a decision.
    pub fn hall(&self, now: Instant) -> Hall<'_> {
        Hall { now, calendar: &self.calendar, site: &self.site }
    }
}

/// A session with its site.
#[derive(Clone, Debug)]
pub struct LoadedSession {
    /// The session.
    pub session: ReceptionSession,
    /// Its site.
    pub at: LoadedSite,
}

/// A booking with its session.
#[derive(Clone, Debug)]
pub struct LoadedBooking {
    /// The booking.
    pub booking: Booking,
    /// The session it is in.
    pub session: ReceptionSession,
    /// The site of the session.
    pub at: LoadedSite,
}

/// What became of an act on a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booked {
    /// It is written.
    Done,
    /// Somebody else took the last place; nothing was written.
    Full,
    /// The person has an open booking in this session; nothing was written.
    Already,
}

/// A booking that the sweep sees to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingWork {
    /// The booking.
    pub id: BookingId,
    /// Its code.
    pub code: BookingCode,
    /// When it was listed, or when its session begins, in milliseconds.
    pub at: i64,
}

/// A booking as an entry of somebody's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CalendarEntry {
    /// Where it stands, in the word of [`BookingState`].
    pub state: String,
    /// What it is about.
    pub subject: String,
    /// Who receives.
    pub chair: String,
    /// The site's name.
    pub site: String,
    /// The site's address.
    pub address: String,
    /// Whether people meet online, in the word of [`Mode`].
    pub mode: String,
    /// Where one connects to an online session; only for whom the board expects.
    pub connection: Option<String>,
    /// Milliseconds.
    pub starts_at: i64,
    /// Milliseconds.
    pub ends_at: i64,
    /// When booking or session changed last, in milliseconds.
    pub changed_at: i64,
    /// How often booking and session changed.
    pub sequence: u32,
}

/// A line of the register (Luật 42/2013/QH13, art. 25).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RegisterRow {
    /// The number of the year.
    pub number: u32,
    /// When the person was received, RFC 3339.
    pub received_at: String,
    /// What the citizen follows it by.
    pub code: String,
    /// Who was received.
    pub name: String,
    /// Where they live.
    pub address: String,
    /// How many came.
    pub people: u32,
    /// Who spoke for them.
    pub representative: Option<String>,
    /// What kind of matter, in the word of [`domain::reception::Matter`].
    pub matter: String,
    /// In a line.
    pub subject: String,
    /// In short.
    pub content: String,
    /// How it went so far.
    pub course: String,
    /// What was asked for.
    pub request: String,
    /// Where the booking stands, in the word of [`BookingState`].
    pub state: String,
    /// How it was handled, oldest first.
    pub results: Vec<RegisterResult>,
}

/// One decision in the register.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RegisterResult {
    /// In the word of [`domain::reception::ResultKind`], or `refused`.
    pub kind: String,
    /// The ground of a refusal, in the word of [`domain::reception::Ground`].
    pub ground: Option<String>,
    /// The unit that took over.
    pub to: Option<NamedUnit>,
    /// How many working days more.
    pub days: Option<u32>,
    /// In words.
    pub explanation: String,
    /// When, RFC 3339.
    pub at: String,
}

/// A unit with its name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct NamedUnit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
}

#[derive(Deserialize)]
struct SessionRow {
    id: String,
    version: u32,
    hash: String,
    state: String,
    unit: String,
    kind: String,
    mode: String,
    starts_at: i64,
    ends_at: i64,
    capacity: u32,
    taken: u32,
    matters: Vec<String>,
    online: Option<(String, String, i64)>,
    connection: Option<String>,
    moved_at: Option<i64>,
    site: SiteRow,
}

#[derive(Deserialize)]
struct SiteRow {
    id: String,
    unit: String,
    spec: Json,
    calendar: String,
    calendar_version: String,
}

impl Store {
    /// The sites in their order, as `{"sites": […]}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reception_sites(&self) -> Result<String, Error> {
        let list = self
            .json_text(
                "SELECT json_object('sites', json_group_array(json_object('id', id, 'name', name, 'address', address,
                   'weekly', spec -> '$.weekly', 'planned_only', spec -> '$.planned_only', 'leader', spec -> '$.leader',
                   'post_days', spec -> '$.rules.post_days', 'cancel_days', spec -> '$.rules.cancel_days')))
                 FROM (SELECT * FROM reception_sites ORDER BY position)",
                vec![],
            )
            .await?;
        found(list)
    }

    /// The site of that id, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reception_site(&self, id: &str) -> Result<Option<LoadedSite>, Error> {
        let sql = format!("SELECT {} FROM reception_sites t WHERE t.id = ?1", site_row("t"));
        match self.json::<SiteRow>(&sql, vec![id.into()]).await? {
            Some(row) => self.loaded_site(row).await.map(Some),
            None => Ok(None),
        }
    }

    /// The session of that id, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reception_session(&self, id: &ReceptionSessionId) -> Result<Option<LoadedSession>, Error> {
        let sql = format!(
            "SELECT {} FROM reception_sessions s JOIN reception_sites t ON t.id = s.site WHERE s.id = ?1",
            session_row()
        );
        match self.json::<SessionRow>(&sql, vec![id.as_str().into()]).await? {
            Some(row) => {
                let (session, at) = self.loaded_session(row).await?;
                Ok(Some(LoadedSession { session, at }))
            }
            None => Ok(None),
        }
    }

    /// The booking of that code, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn booking(&self, code: &BookingCode) -> Result<Option<LoadedBooking>, Error> {
        #[derive(Deserialize)]
        struct BookingRow {
            id: String,
            version: u32,
            hash: String,
            state: String,
            citizen: String,
            booked_at: i64,
            refused_by: Option<String>,
            clock: Option<(String, String, i64, i64)>,
            session: SessionRow,
        }
        let sql = format!(
            "SELECT json_object('id', b.id, 'version', b.version, 'hash', hex(b.hash), 'state', b.state,
               'citizen', b.citizen, 'booked_at', b.booked_at, 'refused_by', b.refused_by,
               'clock', (SELECT json_array(k.kind, k.limit_text, k.origin_at, k.due_at) FROM clocks k
                 WHERE k.case_id = b.id AND k.closed_at IS NULL),
               'session', {})
             FROM bookings b JOIN reception_sessions s ON s.id = b.session JOIN reception_sites t ON t.id = s.site
             WHERE b.code = ?1",
            session_row()
        );
        let Some(row) = self.json::<BookingRow>(&sql, vec![code.as_str().into()]).await? else {
            return Ok(None);
        };
        let booking = Booking {
            id: BookingId::new(row.id),
            code: code.clone(),
            tip: tip(row.version, &row.hash)?,
            state: named(&row.state, BookingState::parse)?,
            citizen: AccountId::new(row.citizen),
            booked_at: from_millis(row.booked_at)?,
            refused_by: row.refused_by.map(AccountId::new),
            clock: row.clock.map(running).transpose()?,
        };
        let (session, at) = self.loaded_session(row.session).await?;
        Ok(Some(LoadedBooking { booking, session, at }))
    }

    /// Writes what an act on a session does.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted first; [`Error::AlreadyDone`] when the same person sits in another session
    /// of that site and instant.
    pub async fn commit_reception_session(&self, outcome: &SessionOutcome) -> Result<(), Error> {
        let mut json = Map::new();
        json.insert("starts_at".into(), to_millis(outcome.time.0).into());
        json.insert("ends_at".into(), to_millis(outcome.time.1).into());
        if let Some(online) = &outcome.online {
            json.insert("notify_until".into(), online.notify_until.to_string().into());
            json.insert("test_until".into(), online.test_until.to_string().into());
            json.insert("connect_at".into(), to_millis(online.connect_at).into());
        }
        if let Some((site, rules, content)) = &outcome.content {
            json.insert("site".into(), site.as_str().into());
            json.insert("rules_version".into(), rules.as_str().into());
            json.insert("kind".into(), content.kind.as_str().into());
            json.insert("mode".into(), content.mode.as_str().into());
            json.insert("chair".into(), content.chair.as_str().into());
            json.insert("capacity".into(), content.capacity.into());
            json.insert("matters".into(), content.matters.iter().map(|matter| matter.as_str()).collect());
            json.insert("connection".into(), content.connection.as_ref().map(HttpsLink::as_str).into());
        }
        if let Some(connection) = &outcome.connection {
            json.insert("connection".into(), connection.as_str().into());
        }
        if let Some(reason) = &outcome.reason {
            json.insert("reason".into(), reason.as_str().into());
        }
        let text = Json::Object(json).to_string();
        let row = Row {
            subject: "reception_session",
            subject_id: outcome.session.as_str(),
            seq: outcome.follows.seq.saturating_add(1),
            act: outcome.act.as_str(),
            actor: Some(outcome.actor.as_str()),
            unit: outcome.unit.as_str(),
            at: to_millis(outcome.at),
            from: outcome.from.map(SessionState::as_str),
            to: outcome.to.as_str(),
            outcome: &text,
        };
        self.append(&row, &outcome.follows.hash).await
    }

    /// Writes what an act on a booking does. That a place is free and the person has no other is held by the
    /// statement itself.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted on the booking first, or the session was moved; [`Error::AlreadyDone`] when
    /// the code is taken.
    pub async fn commit_booking(&self, outcome: &BookingOutcome) -> Result<Booked, Error> {
        let open: Vec<Json> = outcome
            .open
            .iter()
            .map(|clock| {
                json!({
                    "kind": clock.kind.as_str(),
                    "limit": clock.limit.to_string(),
                    "origin": to_millis(clock.origin),
                    "due": to_millis(clock.due_at),
                    "warn": to_millis(clock.warn_at),
                })
            })
            .collect();
        let text = json!({
            "code": outcome.code.as_str(),
            "session": outcome.session.as_str(),
            "session_version": outcome.session_version,
            "close": outcome.closes_clocks,
            "open": open,
            "fact": fact_json(&outcome.fact),
            "notices": outcome.notices.iter().map(notice_json).collect::<Vec<_>>(),
        })
        .to_string();
        let row = Row {
            subject: "booking",
            subject_id: outcome.booking.as_str(),
            seq: outcome.follows.seq.saturating_add(1),
            act: outcome.act.as_str(),
            actor: outcome.actor.as_ref().map(AccountId::as_str),
            unit: outcome.unit.as_str(),
            at: to_millis(outcome.at),
            from: outcome.from.map(BookingState::as_str),
            to: outcome.to.as_str(),
            outcome: &text,
        };
        match self.append(&row, &outcome.follows.hash).await {
            Ok(()) => Ok(Booked::Done),
            Err(Error::Fault(fault)) if fault.to_string().contains("session full") => Ok(Booked::Full),
            Err(Error::Fault(fault)) if fault.to_string().contains("booked already") => Ok(Booked::Already),
            Err(error) => Err(error),
        }
    }

    /// One page of the sessions that have not begun, soonest first, with their free places, as
    /// `{"sessions": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reception_sessions(
        &self,
        now: Instant,
        after: Option<ReceptionCursor>,
        limit: u32,
    ) -> Result<String, Error> {
        let after = after.unwrap_or_else(|| ReceptionCursor { at: to_millis(now), id: "~".into() });
        // A cursor of an earlier page may lie in the past by now.
        let at = after.at.max(to_millis(now));
        let params = vec![at.into(), after.id.into(), limit.into()];
        found(self.json_text(&sessions_sql(), params).await?)
    }

    /// The session of that id as everybody may read it, as JSON.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reception_session_view(&self, id: &ReceptionSessionId) -> Result<Option<String>, Error> {
        let sql = format!("SELECT {} FROM reception_sessions s WHERE s.id = ?1", session_json("s"));
        self.json_text(&sql, vec![id.as_str().into()]).await
    }

    /// One page of a person's bookings, newest first, as `{"bookings": […], "next": code or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn bookings_of(
        &self,
        citizen: &AccountId,
        after: Option<&BookingCode>,
        limit: u32,
    ) -> Result<String, Error> {
        let params = vec![citizen.as_str().into(), after.map(BookingCode::as_str).into(), limit.into()];
        found(self.json_text(&own_sql(), params).await?)
    }

    /// The booking of that code as its owner reads it, or as the board does, as JSON.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn booking_view(&self, code: &BookingCode, for_board: bool) -> Result<Option<String>, Error> {
        let sql = format!("SELECT {} FROM bookings b WHERE b.code = ?1", booking_json("b", for_board));
        self.json_text(&sql, vec![code.as_str().into()]).await
    }

    /// The booking of that code as an entry of a calendar.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn booking_calendar(&self, code: &BookingCode) -> Result<Option<CalendarEntry>, Error> {
        let sql = format!(
            "SELECT json_object('state', b.state, 'subject', b.subject, 'chair', s.chair, 'site', t.name,
               'address', t.address, 'mode', s.mode, 'connection', iif({EXPECTED}, s.connection, NULL),
               'starts_at', s.starts_at, 'ends_at', s.ends_at,
               'changed_at', max(b.updated_at, coalesce(s.moved_at, 0)), 'sequence', b.version + s.version - 2)
             FROM bookings b JOIN reception_sessions s ON s.id = b.session JOIN reception_sites t ON t.id = s.site
             WHERE b.code = ?1"
        );
        self.json(&sql, vec![code.as_str().into()]).await
    }

    /// One page of the bookings of a board whose sessions begin within that stretch, in the order of the day, as
    /// `{"bookings": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn bookings_between(
        &self,
        unit: &UnitId,
        (from, until): (Instant, Instant),
        after: Option<ReceptionCursor>,
        limit: u32,
    ) -> Result<String, Error> {
        let after = after.unwrap_or_else(|| ReceptionCursor { at: to_millis(from), id: String::new() });
        let params = vec![
            unit.as_str().into(),
            to_millis(until).into(),
            after.at.max(to_millis(from)).into(),
            after.id.into(),
            limit.into(),
        ];
        found(self.json_text(&day_sql(), params).await?)
    }

    /// One page of the bookings of a board on which a clock runs, soonest due first, as
    /// `{"bookings": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn bookings_due(
        &self,
        unit: &UnitId,
        after: Option<ReceptionCursor>,
        limit: u32,
    ) -> Result<String, Error> {
        let after = after.unwrap_or_else(ReceptionCursor::start);
        let params = vec![unit.as_str().into(), after.at.into(), after.id.into(), limit.into()];
        found(self.json_text(&due_sql(), params).await?)
    }

    /// Bookings behind that one whose session was over by then without a note whether the person came, and of which that
    /// was not said yet.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn bookings_unmarked(
        &self,
        now: Instant,
        after: Option<&BookingWork>,
        limit: u32,
    ) -> Result<Vec<BookingWork>, Error> {
        let (at, id) = after.map_or((i64::MIN, ""), |work| (work.at, work.id.as_str()));
        self.booking_work(UNMARKED, vec![to_millis(now).into(), at.into(), id.into(), limit.into()]).await
    }

    /// Bookings behind that one whose clocks are to be counted anew.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn bookings_to_recount(
        &self,
        after: Option<&BookingWork>,
        limit: u32,
    ) -> Result<Vec<BookingWork>, Error> {
        let after = after.map_or("", |work| work.id.as_str());
        self.booking_work(TO_RECOUNT, vec![after.into(), limit.into()]).await
    }

    async fn booking_work(&self, sql: &str, params: Vec<Value>) -> Result<Vec<BookingWork>, Error> {
        let rows: Option<Vec<(String, String, i64)>> = self.json(sql, params).await?;
        let work = |(id, code, at)| BookingWork { id: BookingId::new(id), code: BookingCode::new(code), at };
        Ok(rows.unwrap_or_default().into_iter().map(work).collect())
    }

    /// Notes that a booking was counted anew, unless it was listed once more since.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn booking_recounted(&self, work: &BookingWork) -> Result<(), Error> {
        let params = vec![work.id.as_str().into(), work.at.into()];
        self.run("DELETE FROM recount_bookings WHERE booking = ?1 AND at = ?2", params).await
    }

    /// Lines of a board's register of a year after that number, in the order of the numbers.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reception_register(
        &self,
        unit: &UnitId,
        year: i32,
        after: u32,
        limit: u32,
    ) -> Result<Vec<RegisterRow>, Error> {
        let params = vec![unit.as_str().into(), i64::from(year).into(), after.into(), limit.into()];
        Ok(self.json(&register_sql(), params).await?.unwrap_or_default())
    }

    /// The board among the units of a person's memberships: where they work and a site is kept.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reception_board_of(&self, account: &Account) -> Result<Option<UnitId>, Error> {
        let boards: Option<Vec<String>> =
            self.json("SELECT json_group_array(DISTINCT unit) FROM reception_sites", vec![]).await?;
        let boards = boards.unwrap_or_default().into_iter().map(UnitId::new);
        Ok(boards.into_iter().find(|board| domain::reception::works_at(account, board)))
    }

    async fn loaded_site(&self, row: SiteRow) -> Result<LoadedSite, Error> {
        let site = read_site(&row.id, &row.unit, &row.spec.to_string()).map_err(Error::Fault)?;
        Ok(LoadedSite { site, calendar: self.calendar(&row.calendar, &row.calendar_version).await? })
    }

    async fn loaded_session(&self, row: SessionRow) -> Result<(ReceptionSession, LoadedSite), Error> {
        let session = ReceptionSession {
            id: ReceptionSessionId::new(row.id),
            tip: tip(row.version, &row.hash)?,
            state: named(&row.state, SessionState::parse)?,
            unit: UnitId::new(row.unit),
            kind: named(&row.kind, SessionKind::parse)?,
            mode: named(&row.mode, Mode::parse)?,
            starts_at: from_millis(row.starts_at)?,
            ends_at: from_millis(row.ends_at)?,
            capacity: row.capacity,
            taken: row.taken,
            matters: row.matters.iter().map(|word| named(word, Matter::parse)).collect::<Result<_, _>>()?,
            online: row.online.map(dates).transpose()?,
            connection: row.connection.map(kept_link).transpose()?,
            moved_at: row.moved_at.map(from_millis).transpose()?,
        };
        Ok((session, self.loaded_site(row.site).await?))
    }
}

fn running((kind, limit, origin, due_at): (String, String, i64, i64)) -> Result<RunningClock, Error> {
    Ok(RunningClock {
        kind: named(&kind, ReceptionClock::parse)?,
        limit: limit.parse().map_err(|error| Error::Fault(anyhow::Error::new(error)))?,
        origin: from_millis(origin)?,
        due_at: from_millis(due_at)?,
    })
}

fn dates((notify_until, test_until, connect_at): (String, String, i64)) -> Result<OnlineDates, Error> {
    let day = |text: String| text.parse::<NaiveDate>().map_err(|error| Error::Fault(error.into()));
    Ok(OnlineDates {
        notify_until: day(notify_until)?,
        test_until: day(test_until)?,
        connect_at: from_millis(connect_at)?,
    })
}

fn kept_link(text: String) -> Result<HttpsLink, Error> {
    HttpsLink::new(&text).ok_or_else(|| Error::Fault(anyhow::anyhow!("{text} is no address")))
}

fn found(list: Option<String>) -> Result<String, Error> {
    list.ok_or_else(|| Error::Fault(anyhow::anyhow!("a list of the reception came back empty")))
}

/// What happened, as the journal keeps it. `0007_reception.sql` is the other half.
fn fact_json(fact: &BookingFact) -> Json {
    match fact {
        BookingFact::Booked { content, matter, starts_at } => json!({
            "matter": matter.as_str(),
            "subject": content.subject.as_str(),
            "content": content.content.as_str(),
            "request": content.request.as_str(),
            "people": content.people,
            "representative": content.representative.as_ref().map(domain::ShortText::as_str),
            "address": content.address.as_str(),
            "recording_consent": content.recording_consent,
            "starts_at": to_millis(*starts_at),
        }),
        BookingFact::Nothing => json!({}),
        BookingFact::Attended { year, course } => json!({ "year": year, "course": course.as_str() }),
        BookingFact::Refused { ground, explanation } => {
            json!({ "kind": "refused", "ground": ground.as_str(), "explanation": explanation.as_str() })
        }
        BookingFact::Answered(answer) => json!({
            "kind": answer.kind.as_str(),
            "to": answer.to.as_ref().map(UnitId::as_str),
            "days": answer.days,
            "explanation": answer.explanation.as_str(),
        }),
        BookingFact::Recounted { calendar } => json!({ "calendar": calendar }),
    }
}

/// Builds a site from its JSON (`data/reception-sites.json` shows the shape).
///
/// # Errors
/// What is wrong with it.
pub(crate) fn read_site(id: &str, unit: &str, spec: &str) -> anyhow::Result<Site> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Spec {
        weekly: Vec<Vec<(String, String)>>,
        planned_only: Vec<u8>,
        leader: Vec<(String, String)>,
        rules: RulesRow,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct RulesRow {
        version: String,
        post_days: u32,
        online_notice_days: u32,
        online_test_days: u32,
        online_connect_minutes: u32,
        cancel_days: u32,
        answer: String,
        refusal_notice: String,
    }
    fn hours(pairs: &[(String, String)]) -> anyhow::Result<Vec<Hours>> {
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M");
        pairs.iter().map(|(start, end)| Ok(Hours { start: time(start)?, end: time(end)? })).collect()
    }
    let spec: Spec = serde_json::from_str(spec)?;
    let weekly: Vec<Vec<Hours>> = spec.weekly.iter().map(|day| hours(day)).collect::<anyhow::Result<_>>()?;
    let weekday = |number: &u8| {
        let index = number.checked_sub(1).ok_or_else(|| anyhow::anyhow!("weekdays count from 1, Monday"))?;
        Weekday::try_from(index).map_err(anyhow::Error::new)
    };
    Ok(Site {
        id: id.to_owned(),
        unit: UnitId::new(unit),
        weekly: weekly.try_into().map_err(|_| anyhow::anyhow!("a week has seven days, Monday first"))?,
        planned_only: spec.planned_only.iter().map(weekday).collect::<anyhow::Result<_>>()?,
        leader: hours(&spec.leader)?,
        rules: Rules {
            version: spec.rules.version,
            post_days: spec.rules.post_days,
            online_notice_days: spec.rules.online_notice_days,
            online_test_days: spec.rules.online_test_days,
            online_connect_minutes: spec.rules.online_connect_minutes,
            cancel_days: spec.rules.cancel_days,
            answer: spec.rules.answer.parse()?,
            refusal_notice: spec.rules.refusal_notice.parse()?,
        },
    })
}

fn site_row(t: &str) -> String {
    format!(
        "(SELECT json_object('id', {t}.id, 'unit', {t}.unit, 'spec', json({t}.spec), 'calendar', l.id,
           'calendar_version', l.version)
         FROM calendars l WHERE l.id = coalesce((SELECT calendar FROM current_units WHERE id = {t}.unit), 'city'))"
    )
}

fn session_row() -> String {
    format!(
        "json_object('id', s.id, 'version', s.version, 'hash', hex(s.hash), 'state', s.state, 'unit', s.unit,
           'kind', s.kind, 'mode', s.mode, 'starts_at', s.starts_at, 'ends_at', s.ends_at, 'capacity', s.capacity,
           'taken', s.taken, 'matters', json(s.matters),
           'online', iif(s.mode = 'online', json_array(s.notify_until, s.test_until, s.connect_at), NULL),
           'connection', s.connection, 'moved_at', s.moved_at, 'site', json({}))",
        site_row("t")
    )
}

/// What everybody may read of a session: no person but the one who receives, in the words of the announcement.
fn session_json(s: &str) -> String {
    format!(
        "json_object('id', {s}.id, 'state', {s}.state, 'kind', {s}.kind, 'mode', {s}.mode, 'chair', {s}.chair,
           'site', (SELECT json_object('id', t.id, 'name', t.name, 'address', t.address)
             FROM reception_sites t WHERE t.id = {s}.site),
           'starts_at', {starts_at}, 'ends_at', {ends_at}, 'capacity', {s}.capacity, 'free', {s}.capacity - {s}.taken,
           'matters', json({s}.matters),
           'online', iif({s}.mode = 'online', json_object('notify_until', {s}.notify_until, 'test_until', {s}.test_until,
             'connect_at', {connect_at}, 'connection_known', json(iif({s}.connection IS NULL, 'false', 'true'))), NULL),
           'moved_at', {moved_at}, 'move_reason', {s}.move_reason)",
        starts_at = instant(&format!("{s}.starts_at")),
        ends_at = instant(&format!("{s}.ends_at")),
        connect_at = instant(&format!("{s}.connect_at")),
        moved_at = instant(&format!("{s}.moved_at")),
    )
}

fn results_json(b: &str, for_board: bool) -> String {
    format!(
        "(SELECT json_group_array(json_object('kind', r.kind, 'ground', r.ground,
             'to', iif(r.to_unit IS NULL, NULL, json_object('id', r.to_unit, 'name', {to_name})),
             'days', r.days, 'explanation', r.explanation, 'at', {at}{by}))
           FROM (SELECT * FROM booking_results WHERE booking = {b}.id ORDER BY seq) r)",
        to_name = unit_name("r.to_unit"),
        at = instant("r.at"),
        by = if for_board { ", 'by', (SELECT w.name FROM accounts w WHERE w.id = r.by)" } else { "" },
    )
}

/// A booking as its owner reads it; for the board with who booked.
fn booking_json(b: &str, for_board: bool) -> String {
    let citizen = if for_board {
        format!(
            ", 'citizen', (SELECT json_object('name', w.name, 'phone', w.phone) FROM accounts w WHERE w.id = {b}.citizen)"
        )
    } else {
        String::new()
    };
    format!(
        "json_object('code', {b}.code, 'state', {b}.state, 'version', {b}.version, 'matter', {b}.matter,
           'subject', {b}.subject, 'content', {b}.content, 'request', {b}.request, 'people', {b}.people,
           'representative', {b}.representative, 'address', {b}.address,
           'recording_consent', json(iif({b}.recording_consent, 'true', 'false')),
           'booked_at', {booked_at}, 'updated_at', {updated_at}, 'due_at', {due_at},
           'cancel_until', (SELECT iif({b}.booked_at <= d.moved_at AND d.until <= {moved_on}, {begins_on}, d.until)
             FROM (SELECT s.moved_at, strftime('%Y-%m-%d', {b}.starts_at / 1000 + 25200, 'unixepoch',
                 '-' || (t.spec ->> '$.rules.cancel_days') || ' days') AS until
               FROM reception_sessions s JOIN reception_sites t ON t.id = s.site WHERE s.id = {b}.session) d),
           'session', (SELECT {session} FROM reception_sessions s WHERE s.id = {b}.session),
           'connection', (SELECT s.connection FROM reception_sessions s WHERE s.id = {b}.session{expected}),
           'register', (SELECT json_object('year', g.year, 'number', g.number, 'received_at', {received_at})
             FROM reception_register g WHERE g.booking = {b}.id),
           'results', {results},
           'refusal_notified_at', (SELECT {notified_at} FROM refusal_notices f WHERE f.booking = {b}.id){citizen})",
        // `cancel_until` of the domain a second time: who was moved late gives the place back until the session begins.
        moved_on = day("d.moved_at"),
        begins_on = day(&format!("{b}.starts_at")),
        expected = if for_board { String::new() } else { format!(" AND {EXPECTED}").replace("b.", &format!("{b}.")) },
        booked_at = instant(&format!("{b}.booked_at")),
        updated_at = instant(&format!("{b}.updated_at")),
        due_at = instant(&format!("{b}.due_at")),
        session = session_json("s"),
        received_at = instant("g.received_at"),
        results = results_json(b, for_board),
        notified_at = instant("f.at"),
    )
}

/// Whether the board expects the person of booking `b`, or has them before it.
const EXPECTED: &str = "b.state IN ('confirmed', 'attended')";

/// The day in Hanoi of milliseconds.
fn day(millis: &str) -> String {
    format!("strftime('%Y-%m-%d', {millis} / 1000 + 25200, 'unixepoch')")
}

/// `?1` now, `?2` and `?3` the start and id of the one before, `?4` how many.
const UNMARKED: &str = "SELECT json_group_array(json_array(id, code, starts_at)) FROM (
    SELECT b.id, b.code, b.starts_at FROM bookings b CROSS JOIN reception_sessions s ON s.id = b.session
    WHERE b.state IN ('booked', 'confirmed') AND b.due_at IS NULL AND (b.starts_at, b.id) > (?2, ?3)
      AND b.starts_at <= ?1 AND s.ends_at <= ?1
    ORDER BY b.starts_at, b.id LIMIT ?4 + 0)";

/// `?1` the booking before, `?2` how many.
const TO_RECOUNT: &str = "SELECT json_group_array(json_array(b.id, b.code, w.at)) FROM (
    SELECT booking, at FROM recount_bookings WHERE booking > ?1 ORDER BY booking LIMIT ?2 + 0) w
  JOIN bookings b ON b.id = w.booking";

/// A page found by `source` (in order, at most one row more than the limit) as JSON, with the cursor of the next.
fn page_sql(name: &str, source: &str, row: &str, cursor: &str, limit: &str) -> String {
    format!(
        "SELECT json_object('{name}', json_group_array({row}) FILTER (WHERE o.n <= {limit}),
           'next', iif(max(o.n) > {limit}, max(iif(o.n = {limit}, {cursor}, NULL)), NULL))
         FROM (SELECT row_number() OVER () AS n, p.* FROM ({source} LIMIT {limit} + 1) p) o"
    )
}

fn sessions_sql() -> String {
    let source = "SELECT * FROM reception_sessions WHERE (starts_at, id) > (?1, ?2) ORDER BY starts_at, id";
    page_sql("sessions", source, &session_json("o"), "o.starts_at || '-' || o.id", "?3")
}

fn own_sql() -> String {
    let source = "SELECT * FROM bookings WHERE citizen = ?1
      AND id < CASE WHEN ?2 IS NULL THEN '~' ELSE (SELECT id FROM bookings WHERE code = ?2 AND citizen = ?1) END
      ORDER BY id DESC";
    page_sql("bookings", source, &booking_json("o", false), "o.code", "?3")
}

fn day_sql() -> String {
    let source = "SELECT * FROM bookings WHERE unit = ?1 AND (starts_at, id) > (?3, ?4) AND starts_at < ?2
      ORDER BY starts_at, id";
    page_sql("bookings", source, &booking_json("o", true), "o.starts_at || '-' || o.id", "?5")
}

fn due_sql() -> String {
    let source = "SELECT * FROM bookings WHERE unit = ?1 AND (due_at, id) > (?2, ?3) ORDER BY due_at, id";
    page_sql("bookings", source, &booking_json("o", true), "o.due_at || '-' || o.id", "?4")
}

fn register_sql() -> String {
    format!(
        "SELECT json_group_array(json_object('number', g.number, 'received_at', {received_at}, 'code', b.code,
           'name', coalesce((SELECT w.name FROM accounts w WHERE w.id = b.citizen), ''), 'address', b.address,
           'people', b.people, 'representative', b.representative, 'matter', b.matter, 'subject', b.subject,
           'content', b.content, 'course', g.course, 'request', b.request, 'state', b.state,
           'results', {results}))
         FROM (SELECT * FROM reception_register WHERE unit = ?1 AND year = ?2 AND number > ?3
           ORDER BY number LIMIT ?4 + 0) g JOIN bookings b ON b.id = g.booking",
        received_at = instant("g.received_at"),
        results = results_json("b", false),
    )
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::{plan_of, recompilations_of};

    #[test]
    fn every_list_is_a_stretch_of_an_index() {
        for (sql, looked_up) in [
            (sessions_sql(), "SEARCH reception_sessions USING INDEX reception_sessions_by_time ((starts_at,id)>(?,?))"),
            (own_sql(), "SEARCH bookings USING INDEX bookings_of_citizen (citizen=? AND id<?)"),
            (day_sql(), "SEARCH bookings USING INDEX bookings_by_day (unit=? AND (starts_at,id)>(?,?) AND starts_at<?)"),
            (due_sql(), "SEARCH bookings USING INDEX bookings_by_due (unit=? AND (due_at,id)>(?,?))"),
            (register_sql(), "SEARCH reception_register USING PRIMARY KEY (unit=? AND year=? AND number>?)"),
        ] {
            let plan = plan_of(&sql);
            assert!(plan.contains(looked_up), "{sql}\n{plan}");
            for table in ["bookings", "reception_sessions", "reception_register", "booking_results", "accounts"] {
                assert!(!plan.contains(&format!("SCAN {table}")), "{sql}\n{plan}");
            }
            assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
            assert_eq!(recompilations_of(&sql), 0, "{sql}");
        }
    }

    #[test]
    fn what_the_sweep_sees_to_is_a_stretch_of_an_index() {
        for (sql, looked_up) in [
            (UNMARKED, "SEARCH b USING INDEX bookings_unmarked ("),
            (TO_RECOUNT, "SEARCH recount_bookings USING PRIMARY KEY (booking>?)"),
        ] {
            let plan = plan_of(sql);
            assert!(plan.contains(looked_up), "{plan}");
            assert!(!plan.contains("SCAN b\n") && !plan.contains("SCAN s\n") && !plan.contains("TEMP B-TREE"), "{plan}");
            assert_eq!(recompilations_of(sql), 0, "{sql}");
        }
    }

    #[test]
    fn a_cursor_reads_what_an_answer_gave() {
        let cursor = ReceptionCursor::parse("1768000000000-01KAX").unwrap();
        assert_eq!(cursor, ReceptionCursor { at: 1_768_000_000_000, id: "01KAX".into() });
        for not_one in ["", "x", "1768000000000", "1768000000000-", "-01KAX", "x-01KAX"] {
            assert_eq!(ReceptionCursor::parse(not_one), None, "{not_one}");
        }
    }

    #[test]
    fn a_site_that_is_damaged_is_not_read() {
        let spec: Json = serde_json::from_str(include_str!("../../../data/reception-sites.json")).unwrap();
        let mut whole = spec["sites"][0].clone();
        for name in ["id", "unit", "name", "address"] {
            whole.as_object_mut().unwrap().remove(name);
        }
        whole["rules"] = spec["rules"].clone();
        let site = read_site("s", "u", &whole.to_string()).unwrap();
        assert_eq!((site.planned_only.as_slice(), site.rules.post_days), (&[Weekday::Fri][..], 5));
        for (place, value) in [
            ("/planned_only/0", json!(0)),
            ("/planned_only/0", json!(8)),
            ("/weekly/0/0/0", json!("25:00")),
            ("/rules/answer", json!("10")),
            ("/weekly", json!([])),
        ] {
            let mut damaged = whole.clone();
            *damaged.pointer_mut(place).unwrap() = value;
            assert!(read_site("s", "u", &damaged.to_string()).is_err(), "{place}");
        }
    }
}
