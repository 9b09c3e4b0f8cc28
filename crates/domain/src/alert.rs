//! Alerts to residents: one person writes, others edit, somebody who wrote none of it approves, and with that
//! it is sent (Điều 15, 16, 17). A lower level does not send what an upper one has sent (R-16.2, R-17.2).

use crate::outcome::Tip;
use crate::similarity::{self, NEAR, SAME};
use crate::{
    Account, AccountId, AlertId, AlertText, Instant, MediaRef, MediaType, Reason, Refusal, Role, ShortText, Title, UnitId,
    Written,
};
use chrono::{NaiveDate, TimeDelta};

crate::case::named!(
    /// Where an alert stands.
    AlertState {
        /// Written, waiting for another person's approval.
        Written => "written",
        /// Approved and therefore sent: residents see it from this instant, or from when it becomes valid.
        Sent => "sent",
        /// Taken back.
        Cancelled => "cancelled",
    }
);

crate::case::named!(
    /// What is done to an alert.
    AlertAct {
        /// Writes it.
        Write => "write",
        /// Changes it before it is sent (R-15.4).
        Edit => "edit",
        /// Approves and sends it (R-15.4).
        Approve => "approve",
        /// Takes it back, with a reason.
        Cancel => "cancel",
    }
);

crate::case::named!(
    /// What an alert is (R-15.4).
    AlertKind {
        /// Cảnh báo.
        Warning => "warning",
        /// Thông tin, tuyên truyền.
        Information => "information",
    }
);

crate::case::named!(
    /// What an alert is about. A short list: two units that speak of one event must find the same word.
    AlertEvent {
        /// Bão, dông lốc.
        Storm => "storm",
        /// Mưa lớn, ngập úng.
        Flood => "flood",
        /// Cháy, nổ.
        Fire => "fire",
        /// Dịch bệnh.
        Epidemic => "epidemic",
        /// Cắt điện, mất điện.
        PowerCut => "power_cut",
        /// Cắt nước, mất nước.
        WaterCut => "water_cut",
        /// Giao thông.
        Traffic => "traffic",
        /// An ninh, trật tự.
        Security => "security",
        /// Anything else: never taken for the same event as another.
        Other => "other",
    }
);

crate::case::named!(
    /// The level of government that speaks, from the top.
    AlertLevel {
        /// The city: departments and the Centre (R-15.1).
        City => "city",
        /// A district, while there were districts (R-16.1).
        District => "district",
        /// A ward or commune (R-17.1).
        Commune => "commune",
    }
);

crate::case::named!(
    /// What a unit is, as far as alerts are concerned.
    IssuerKind {
        /// Phường.
        Ward => "ward",
        /// Xã.
        Commune => "commune",
        /// Quận, huyện, thị xã.
        District => "district",
        /// Sở, ban, ngành.
        Department => "department",
        /// Trung tâm Phục vụ hành chính công.
        Centre => "centre",
        /// A public-service company, which informs through its department.
        Company => "company",
    }
);

crate::case::named!(
    /// How much an alert is like one of an upper level.
    Likeness {
        /// The same: it may not be sent (R-16.2, R-17.2).
        Repeat => "repeat",
        /// Near it: it needs a reason.
        Near => "near",
    }
);

crate::case::named!(
    /// In what two alerts are alike.
    LikeIn {
        /// The words.
        Text => "text",
        /// The event, with its place and time.
        Event => "event",
    }
);

/// Documents one alert may carry.
pub const DOCUMENTS_MAX: usize = 5;

/// Days from its writing or sending for which an alert may be shown. No law sets it: every inbox and every comparison
/// with what an upper level sent goes over what is valid, and what holds for longer is no alert but a rule.
pub const VALID_DAYS_MAX: i64 = 365;

/// The dated settings of alerts.
///
/// ```
/// use domain::AlertTerms;
/// let terms = AlertTerms::default();
/// assert_eq!((terms.repeat_days, terms.near_hours), (7, 24));
/// // The last day of the districts is still theirs.
/// assert_eq!(terms.district_until.to_string(), "2025-06-30");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertTerms {
    /// For so many days what was sent may not be sent again from below, though it is over (R-16.2, R-17.2).
    pub repeat_days: u32,
    /// The same event within so many hours before or after needs a reason.
    pub near_hours: u32,
    /// The last day on which there are districts (R-16.1).
    pub district_until: NaiveDate,
}

impl Default for AlertTerms {
    fn default() -> Self {
        // The fallback is never reached: the date exists.
        let district_until = NaiveDate::from_ymd_opt(2025, 6, 30).unwrap_or(NaiveDate::MIN);
        Self { repeat_days: 7, near_hours: 24, district_until }
    }
}

/// The unit that issues an alert and answers for it (R-15.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The unit.
    pub unit: UnitId,
    /// What it is.
    pub kind: IssuerKind,
    /// The first day of this unit.
    pub valid_from: NaiveDate,
    /// Its last day; `None` while it exists.
    pub valid_to: Option<NaiveDate>,
    /// The wards and communes it may speak of: itself, or those of the district; of a city unit none are
    /// listed, it may speak of all.
    pub covers: Vec<UnitId>,
}

impl Issuer {
    /// The level at which the unit speaks on that day.
    ///
    /// ```
    /// use domain::{AlertLevel, AlertTerms, Issuer, IssuerKind, Refusal, UnitId};
    /// let day = |text: &str| text.parse().unwrap();
    /// let district = Issuer {
    ///     unit: UnitId::new("002"), kind: IssuerKind::District, valid_from: day("1954-10-10"),
    ///     valid_to: Some(day("2025-07-01")), covers: vec![],
    /// };
    /// let terms = AlertTerms::default();
    /// assert_eq!(district.level_on(day("2025-06-30"), &terms), Ok(AlertLevel::District));
    /// // The setting decides on the first day without districts, whichever way their last day is written.
    /// assert_eq!(district.level_on(day("2025-07-01"), &terms), Err(Refusal::LevelAbolished));
    /// ```
    ///
    /// # Errors
    /// [`Refusal::LevelAbolished`] for a district after the last day of the districts (R-16.1);
    /// [`Refusal::NotAnIssuer`] for a company, or a unit that is not there on that day.
    pub fn level_on(&self, day: NaiveDate, terms: &AlertTerms) -> Result<AlertLevel, Refusal> {
        let exists = self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last);
        match self.kind {
            IssuerKind::District if exists && day <= terms.district_until => Ok(AlertLevel::District),
            IssuerKind::District => Err(Refusal::LevelAbolished), // R-16.1
            IssuerKind::Company => Err(Refusal::NotAnIssuer),     // R-15.4
            _ if !exists => Err(Refusal::NotAnIssuer),
            IssuerKind::Department | IssuerKind::Centre => Ok(AlertLevel::City), // R-15.1
            IssuerKind::Ward | IssuerKind::Commune => Ok(AlertLevel::Commune),   // R-17.1
        }
    }
}

/// Who an alert is for. It is resolved when read, so sending costs the same for one and for two million.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Every account (R-15.1).
    City,
    /// Those who live in a ward or commune of that district (R-16.1).
    District(UnitId),
    /// Those who live in that ward or commune (R-17.1).
    Commune(UnitId),
}

impl Audience {
    fn of(level: AlertLevel, unit: &UnitId) -> Self {
        match level {
            AlertLevel::City => Audience::City,
            AlertLevel::District => Audience::District(unit.clone()),
            AlertLevel::Commune => Audience::Commune(unit.clone()),
        }
    }
}

/// A document that goes with an alert (R-15.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertDocument {
    /// The file.
    pub media: MediaRef,
    /// What residents see it by.
    pub title: ShortText,
}

impl MediaType {
    /// Whether it may go with an alert: a document, or a picture of one.
    pub fn is_a_document(self) -> bool {
        !matches!(self, MediaType::Mp4)
    }
}

/// What an alert says.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertContent {
    /// Warning or information.
    pub kind: AlertKind,
    /// What it is about.
    pub event: AlertEvent,
    /// Headline.
    pub title: Title,
    /// Body.
    pub text: AlertText,
    /// The wards and communes it concerns; none named: all that the unit speaks for. It does not say who
    /// reads it: the city's alerts reach everybody wherever the water rises (R-15.1).
    pub area: Vec<UnitId>,
    /// From when it is shown; `None`: from when it is sent.
    pub valid_from: Option<Instant>,
    /// Until when it is shown.
    pub valid_until: Instant,
    /// What goes with it, at most [`DOCUMENTS_MAX`].
    pub documents: Vec<AlertDocument>,
    /// Why it is needed beside what an upper level has sent; the approver reads it.
    pub reason: Option<Reason>,
}

impl AlertContent {
    /// Headline and body, as they are compared: a body that everybody uses is told apart by its headline.
    pub fn whole(&self) -> String {
        whole_text(self.title.as_str(), self.text.as_str())
    }

    /// From when it is shown, if it is sent now.
    fn shown_from(&self, now: Instant) -> Instant {
        self.valid_from.map_or(now, |from| from.max(now))
    }
}

/// Headline and body of an alert, as they are compared.
pub fn whole_text(title: &str, text: &str) -> String {
    format!("{title}\n{text}")
}

/// An alert as an act finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// Where its journal ends.
    pub tip: Tip,
    /// Where it stands.
    pub state: AlertState,
    /// The unit that issues it and answers for it (R-15.6).
    pub issuer: Issuer,
    /// Everybody who wrote a word of it.
    pub authors: Vec<AccountId>,
    /// What it says.
    pub content: AlertContent,
    /// The alert it updates.
    pub replaces: Option<AlertId>,
    /// The first alert of its chain; its own id when it begins one.
    pub root: AlertId,
    /// The alert that was sent in its place.
    pub replaced_by: Option<AlertId>,
    /// How its chain began; `None` before anything of it was sent.
    pub begun: Option<ChainBegun>,
}

/// How a chain of alerts began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainBegun {
    /// When its first alert was sent.
    pub at: Instant,
    /// What that was about.
    pub event: AlertEvent,
}

/// An alert of an upper level that was sent to the same people, as one from below is compared with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Upper {
    /// Its id.
    pub id: AlertId,
    /// Its headline.
    pub title: String,
    /// What it is about.
    pub event: AlertEvent,
    /// The wards and communes it concerns; none named: all who read it.
    pub area: Vec<UnitId>,
    /// From when it is shown.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Headline and body, where the fingerprints are close enough to compare them; never of one that is over and was
    /// sent longer ago than [`AlertTerms::repeat_days`].
    pub whole: Option<String>,
    /// When it was sent.
    pub sent_at: Instant,
    /// Its place among all acts.
    pub row: i64,
}

/// An upper level's alert that another is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// The upper level's alert.
    pub id: AlertId,
    /// Its headline.
    pub title: String,
    /// How much.
    pub likeness: Likeness,
    /// In what.
    pub like_in: LikeIn,
}

/// What surrounds an act on an alert.
#[derive(Clone, Copy, Debug)]
pub struct AlertOffice<'a> {
    /// When.
    pub now: Instant,
    /// The settings of that day.
    pub terms: &'a AlertTerms,
    /// What upper levels have sent to the same people: all that is valid still, was sent within
    /// [`AlertTerms::repeat_days`], or is over for less than [`AlertTerms::near_hours`].
    pub uppers: &'a [Upper],
}

/// An alert to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct WriteAlert {
    /// Row id.
    pub id: AlertId,
    /// The issuing unit.
    pub issuer: Issuer,
    /// What it says.
    pub content: AlertContent,
    /// The alert it updates.
    pub replaces: Option<Alert>,
}

/// What is settled for good when an alert is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The level that speaks.
    pub level: AlertLevel,
    /// Who it is for.
    pub audience: Audience,
    /// The alert it updates.
    pub replaces: Option<AlertId>,
    /// The first alert of its chain.
    pub root: AlertId,
}

/// What an act on an alert does.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertOutcome {
    /// The alert.
    pub alert: AlertId,
    /// The row before.
    pub follows: Tip,
    /// What was done.
    pub act: AlertAct,
    /// Where it stood.
    pub from: Option<AlertState>,
    /// Where it stands.
    pub to: AlertState,
    /// Who did it.
    pub actor: AccountId,
    /// The issuing unit.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// Level, audience and chain, when written.
    pub issue: Option<Issue>,
    /// What it says, when written or edited.
    pub content: Option<AlertContent>,
    /// How many accounts were in the audience, when sent.
    pub reach: Option<u64>,
    /// The newest act of an upper level it was compared with, when sent: one that comes after it makes the act fail.
    pub compared: Option<i64>,
    /// The reason, when cancelled.
    pub reason: Option<Reason>,
    /// What of upper levels it is like. Not part of what happens: told to who writes.
    pub similar: Vec<Similar>,
}

/// Writes an alert, or the update of one. Anybody who works in the unit may.
///
/// A repetition of an upper level is told in [`AlertOutcome::similar`] and may be written: whether it may be
/// sent is decided when it is sent. What is near one needs its reason now, from who knows it.
///
/// # Errors
/// [`Refusal::NotYourUnit`]; those of [`Issuer::level_on`]; [`Refusal::AlertAlreadyOver`], [`Refusal::AlertTooLong`]
/// and [`Refusal::AlertEndsBeforeItBegins`] for its validity; [`Refusal::AreaNotYours`];
/// [`Refusal::NothingToUpdate`] and [`Refusal::AlertReplaced`] for what it updates; [`Refusal::AlertNearRepeat`].
pub fn write_alert(author: &Account, command: WriteAlert, office: &AlertOffice<'_>) -> Result<AlertOutcome, Refusal> {
    let WriteAlert { id, issuer, content, replaces } = command;
    if !author.works_in(&issuer.unit) {
        return Err(Refusal::NotYourUnit { unit: issuer.unit });
    }
    let level = issuer.level_on(office.now.date_naive(), office.terms)?;
    if let Some(previous) = &replaces {
        if previous.issuer.unit != issuer.unit {
            return Err(Refusal::NotYourUnit { unit: previous.issuer.unit.clone() });
        }
        may_be_updated(previous)?;
    }
    let begun = replaces.as_ref().and_then(|previous| previous.begun);
    let similar = checked(&content, &issuer, begun, level, office)?;
    Ok(AlertOutcome {
        issue: Some(Issue {
            level,
            audience: Audience::of(level, &issuer.unit),
            root: replaces.as_ref().map_or_else(|| id.clone(), |previous| previous.root.clone()),
            replaces: replaces.map(|previous| previous.id),
        }),
        alert: id,
        follows: Tip::START,
        act: AlertAct::Write,
        from: None,
        to: AlertState::Written,
        actor: author.id.clone(),
        unit: issuer.unit,
        at: office.now,
        content: Some(content),
        reach: None,
        compared: None,
        reason: None,
        similar,
    })
}

/// Changes what was written and not sent yet (R-15.4). Anybody who works in the unit may; whoever does has
/// written it, too, and may not approve it.
///
/// # Errors
/// Those of [`write_alert`]; [`Refusal::AlertNotFromHere`] when it is sent or taken back.
pub fn edit_alert(
    alert: &Alert,
    editor: &Account,
    content: AlertContent,
    office: &AlertOffice<'_>,
) -> Result<AlertOutcome, Refusal> {
    if !editor.works_in(&alert.issuer.unit) {
        return Err(Refusal::NotYourUnit { unit: alert.issuer.unit.clone() });
    }
    let outcome = moved(alert, editor, AlertAct::Edit, office.now)?;
    let level = alert.issuer.level_on(office.now.date_naive(), office.terms)?;
    let similar = checked(&content, &alert.issuer, alert.begun, level, office)?;
    Ok(AlertOutcome { content: Some(content), similar, ..outcome })
}

/// Approves and thereby sends (R-15.4): a head of the unit, and nobody who wrote a word of it. `previous` is
/// the alert it updates, `reach` the number of accounts in its audience now.
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::OwnRecord`], [`Refusal::AlertNotFromHere`];
/// [`Refusal::AlertAlreadyOver`] when it lay too long; [`Refusal::LevelAbolished`];
/// [`Refusal::NothingToUpdate`] and [`Refusal::AlertReplaced`] when what it updates was taken back or updated
/// meanwhile; [`Refusal::AlertRepeats`] and [`Refusal::AlertNearRepeat`] (R-16.2, R-17.2).
pub fn approve_alert(
    alert: &Alert,
    previous: Option<&Alert>,
    account: &Account,
    reach: u64,
    office: &AlertOffice<'_>,
) -> Result<AlertOutcome, Refusal> {
    head_only(alert, account)?;
    if alert.authors.contains(&account.id) {
        return Err(Refusal::OwnRecord { of: Written::Alert });
    }
    let outcome = moved(alert, account, AlertAct::Approve, office.now)?;
    let level = alert.issuer.level_on(office.now.date_naive(), office.terms)?;
    if let Some(previous) = previous {
        may_be_updated(previous)?;
    }
    let similar = checked(&alert.content, &alert.issuer, alert.begun, level, office)?;
    if let Some(Similar { id, title, .. }) = similar.iter().find(|similar| similar.likeness == Likeness::Repeat) {
        return Err(Refusal::AlertRepeats { level, upper: id.clone(), title: title.clone() });
    }
    let compared = office.uppers.iter().map(|upper| upper.row).max().unwrap_or(0);
    Ok(AlertOutcome { reach: Some(reach), compared: Some(compared), similar, ..outcome })
}

/// Takes an alert back, with a reason that residents read. Of a chain, its latest: the earlier ones are not
/// shown any more.
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::AlertNotFromHere`], [`Refusal::AlertReplaced`].
pub fn cancel_alert(alert: &Alert, account: &Account, reason: Reason, now: Instant) -> Result<AlertOutcome, Refusal> {
    head_only(alert, account)?;
    let outcome = moved(alert, account, AlertAct::Cancel, now)?;
    if let Some(by) = &alert.replaced_by {
        return Err(Refusal::AlertReplaced { by: by.clone() });
    }
    Ok(AlertOutcome { reason: Some(reason), ..outcome })
}

/// What of upper levels an alert is like, the most alike first; each once. `covers` are the wards and communes
/// of its unit, `begun` says how the chain began that it updates.
///
/// A unit that spoke first goes on with what it said: an update about the event its chain began with is not compared
/// with what was sent from above after that (`docs/decisions/0020`).
///
/// The same text is a repetition wherever and whenever it was sent; the same event is one over an overlapping
/// area and time, and near within [`AlertTerms::near_hours`]. [`AlertEvent::Other`] is no event.
pub fn similar(
    content: &AlertContent,
    covers: &[UnitId],
    begun: Option<ChainBegun>,
    office: &AlertOffice<'_>,
) -> Vec<Similar> {
    let whole = content.whole();
    let area = if content.area.is_empty() { covers } else { &content.area };
    let (from, until) = (content.shown_from(office.now), content.valid_until);
    let margin = TimeDelta::hours(i64::from(office.terms.near_hours));
    let mut found: Vec<Similar> = Vec::new();
    let spoke_first = |upper: &Upper| begun.is_some_and(|begun| begun.at < upper.sent_at && begun.event == content.event);
    for upper in office.uppers.iter().filter(|upper| !spoke_first(upper)) {
        let dice = upper.whole.as_deref().map_or(0.0, |text| similarity::dice(&whole, text));
        let same_event = content.event != AlertEvent::Other && content.event == upper.event && overlap(area, &upper.area);
        let together = |margin: TimeDelta| from < upper.until + margin && upper.from < until + margin;
        let (likeness, like_in) = if dice >= SAME {
            (Likeness::Repeat, LikeIn::Text)
        } else if same_event && together(TimeDelta::zero()) {
            (Likeness::Repeat, LikeIn::Event)
        } else if dice >= NEAR {
            (Likeness::Near, LikeIn::Text)
        } else if same_event && together(margin) {
            (Likeness::Near, LikeIn::Event)
        } else {
            continue;
        };
        found.push(Similar { id: upper.id.clone(), title: upper.title.clone(), likeness, like_in });
    }
    found.sort_by_key(|similar| similar.likeness);
    found
}

/// Whether two areas share a ward. An area that names none is all there is.
fn overlap(a: &[UnitId], b: &[UnitId]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|ward| b.contains(ward))
}

/// What must hold of a text whenever it is written or sent; what of upper levels it is like.
fn checked(
    content: &AlertContent,
    issuer: &Issuer,
    begun: Option<ChainBegun>,
    level: AlertLevel,
    office: &AlertOffice<'_>,
) -> Result<Vec<Similar>, Refusal> {
    if content.valid_until <= office.now {
        return Err(Refusal::AlertAlreadyOver);
    }
    let latest = office.now + TimeDelta::days(VALID_DAYS_MAX);
    if content.valid_until > latest {
        return Err(Refusal::AlertTooLong { until: latest });
    }
    if content.valid_from.is_some_and(|from| from >= content.valid_until) {
        return Err(Refusal::AlertEndsBeforeItBegins);
    }
    // R-16.1, R-17.1: each speaks of its own; the city of all.
    if level != AlertLevel::City && !content.area.iter().all(|ward| issuer.covers.contains(ward)) {
        return Err(Refusal::AreaNotYours { level });
    }
    if level == AlertLevel::City {
        return Ok(Vec::new()); // nobody is above
    }
    let similar = similar(content, &issuer.covers, begun, office);
    match similar.first() {
        // Should it repeat another, too, that comes first and is told when it is sent.
        Some(Similar { likeness: Likeness::Near, id, title, .. }) if content.reason.is_none() => {
            Err(Refusal::AlertNearRepeat { level, upper: id.clone(), title: title.clone() })
        }
        _ => Ok(similar),
    }
}

fn may_be_updated(previous: &Alert) -> Result<(), Refusal> {
    if previous.state != AlertState::Sent {
        return Err(Refusal::NothingToUpdate { from: previous.state });
    }
    match &previous.replaced_by {
        Some(by) => Err(Refusal::AlertReplaced { by: by.clone() }),
        None => Ok(()),
    }
}

fn head_only(alert: &Alert, account: &Account) -> Result<(), Refusal> {
    if account.is(Role::Head, &alert.issuer.unit) {
        Ok(())
    } else {
        Err(Refusal::NotYourUnit { unit: alert.issuer.unit.clone() })
    }
}

fn moved(alert: &Alert, account: &Account, act: AlertAct, now: Instant) -> Result<AlertOutcome, Refusal> {
    let to = match (alert.state, act) {
        (AlertState::Written, AlertAct::Edit) => AlertState::Written, // R-15.4
        (AlertState::Written, AlertAct::Approve) => AlertState::Sent, // R-15.4
        (AlertState::Written | AlertState::Sent, AlertAct::Cancel) => AlertState::Cancelled,
        (from, act) => return Err(Refusal::AlertNotFromHere { from, act }),
    };
    Ok(AlertOutcome {
        alert: alert.id.clone(),
        follows: alert.tip,
        act,
        from: Some(alert.state),
        to,
        actor: account.id.clone(),
        unit: alert.issuer.unit.clone(),
        at: now,
        issue: None,
        content: None,
        reach: None,
        compared: None,
        reason: None,
        similar: Vec::new(),
    })
}
