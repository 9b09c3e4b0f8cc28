//! Services and utilities that agencies offer to citizens: an agency writes, the Centre approves (Điều 1
//! khoản 1, Điều 4 khoản 6, Điều 18 khoản 7, Điều 25 khoản 2).

use crate::outcome::Tip;
use crate::record::Recorded;
use crate::text::TextError;
use crate::{
    Account, AccountId, Instant, Reason, Refusal, ReportText, Role, ServiceId, ShortText, Title, UnitId, Written,
};

crate::case::named!(
    /// What a service is for.
    ServiceCategory {
        /// Papers and procedures.
        Administration => "administration",
        /// Hospitals, health stations, vaccination.
        Health => "health",
        /// Schools, admission.
        Education => "education",
        /// Buses, parking, traffic.
        Transport => "transport",
        /// Water, electricity, lighting.
        Utilities => "utilities",
        /// Waste, air, parks.
        Environment => "environment",
        /// Culture, sport, tourism.
        Culture => "culture",
        /// Help for those in need, employment.
        Social => "social",
        /// Safety and emergencies.
        Safety => "safety",
        /// Something else.
        Other => "other",
    }
);

crate::case::named!(
    /// Where an entry stands.
    ServiceState {
        /// The unit writes it.
        Draft => "draft",
        /// It lies before the Centre.
        Submitted => "submitted",
        /// It came back with a reason.
        Returned => "returned",
        /// Citizens see it while it is valid.
        Approved => "approved",
        /// Taken out.
        Withdrawn => "withdrawn",
    }
);

crate::case::named!(
    /// What is done to an entry.
    ServiceAct {
        /// Writes it.
        Write => "write",
        /// Words it anew.
        Edit => "edit",
        /// Lays it before the Centre.
        Submit => "submit",
        /// Approves it.
        Approve => "approve",
        /// Sends it back with a reason.
        Return => "return",
        /// Takes it out with a reason.
        Withdraw => "withdraw",
    }
);

/// An address on the web, `https` only, with a host that has a dot and no name or password before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpsLink(String);

impl HttpsLink {
    /// The greatest number of characters.
    pub const MAX: usize = 300;

    /// Takes an address; `None` for what is none.
    ///
    /// ```
    /// use domain::HttpsLink;
    /// assert!(HttpsLink::new("https://dichvucong.gov.vn/p/home").is_some());
    /// for wrong in ["http://hanoi.gov.vn", "https://", "https://localhost", "https://a@hanoi.gov.vn", "https://ha noi.vn"] {
    ///     assert!(HttpsLink::new(wrong).is_none(), "{wrong}");
    /// }
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = text.strip_prefix("https://")?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.split_once(':').map_or(authority, |(host, _)| host);
        let labels = host.split('.').count() > 1
            && host.split('.').all(|label| {
                !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-')
            });
        let port = authority.split_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_ok());
        let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'));
        (labels && port && clean && text.chars().count() <= Self::MAX).then(|| Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A telephone number that citizens call: 3 to 15 digits with spaces, dots and a leading plus, at most 20 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneContact(String);

impl PhoneContact {
    /// Takes a number.
    ///
    /// # Errors
    /// [`TextError`] for too few or too many digits; [`TextError::ControlCharacter`] for other signs.
    ///
    /// ```
    /// use domain::PhoneContact;
    /// assert!(PhoneContact::new("024 1022").is_ok() && PhoneContact::new("+84 24.3825.3536").is_ok());
    /// assert!(PhoneContact::new("11").is_err() && PhoneContact::new("gọi tôi").is_err());
    /// ```
    pub fn new(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        let number = text.strip_prefix('+').unwrap_or(text);
        if !number.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.')) {
            return Err(TextError::ControlCharacter);
        }
        let digits = number.chars().filter(char::is_ascii_digit).count();
        match (digits, text.len()) {
            (..3, _) => Err(TextError::TooShort { min: 3 }),
            (3..=15, ..=20) => Ok(Self(text.to_owned())),
            _ => Err(TextError::TooLong { max: 20 }),
        }
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceContent {
    /// What it is for.
    pub category: ServiceCategory,
    /// Its name.
    pub title: Title,
    /// What it offers.
    pub text: ReportText,
    /// The wards and communes it is for; empty: the whole city.
    pub areas: Vec<UnitId>,
    /// Where one goes.
    pub place: Option<ShortText>,
    /// When it is open, in words.
    pub hours: Option<ShortText>,
    /// Where it is on the web.
    pub link: Option<HttpsLink>,
    /// Whom to call.
    pub phone: Option<PhoneContact>,
    /// From when it is offered.
    pub valid_from: Instant,
    /// Until when, if it ends.
    pub valid_to: Option<Instant>,
}

/// An entry as an act finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Where its journal ends.
    pub tip: Tip,
    /// Where it stands.
    pub state: ServiceState,
    /// The unit that offers it.
    pub unit: UnitId,
    /// Everybody who worded what it says now: the first author and who edited it.
    pub authors: Vec<AccountId>,
    /// Until when it is offered, if it ends.
    pub valid_to: Option<Instant>,
}

/// What happened to an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum ServiceFact {
    /// It says this now.
    Worded(Box<ServiceContent>),
    /// Why it was returned or taken out.
    Reasoned(Reason),
    /// Nothing beside the step.
    Moved,
}

/// What an act on an entry does.
pub type ServiceOutcome = Recorded<ServiceState, ServiceAct, ServiceFact>;

/// The state of an entry after an act.
///
/// # Errors
/// [`Refusal::ServiceNotFromHere`]. What citizens see is not changed under their eyes: it is withdrawn and
/// written anew.
pub fn next_service_state(from: ServiceState, act: ServiceAct) -> Result<ServiceState, Refusal> {
    use ServiceAct::*;
    use ServiceState::*;
    match (from, act) {
        (Draft | Returned, Edit) => Ok(from),
        (Draft | Returned, Submit) => Ok(Submitted),
        (Submitted, Approve) => Ok(Approved),
        (Submitted, Return) => Ok(Returned),
        (Draft | Submitted | Returned | Approved, Withdraw) => Ok(Withdrawn),
        (from, act) => Err(Refusal::ServiceNotFromHere { from, act }),
    }
}

/// Writes an entry: anybody who works in the unit.
///
/// # Errors
/// [`Refusal::NotYourUnit`]; [`Refusal::ServiceContactMissing`], [`Refusal::ServiceAlreadyOver`].
pub fn write_service(
    author: &Account,
    id: ServiceId,
    unit: UnitId,
    content: ServiceContent,
    now: Instant,
) -> Result<ServiceOutcome, Refusal> {
    if !author.works_in(&unit) {
        return Err(Refusal::NotYourUnit { unit });
    }
    fits(&content, now)?;
    Ok(Recorded {
        id: id.to_string(),
        follows: Tip::START,
        act: ServiceAct::Write,
        from: None,
        to: ServiceState::Draft,
        actor: Some(author.id.clone()),
        unit,
        at: now,
        fact: ServiceFact::Worded(Box::new(content)),
        notices: Vec::new(),
    })
}

/// Words an entry anew, before it is approved: anybody who works in the unit.
///
/// # Errors
/// Those of [`write_service`], and [`Refusal::ServiceNotFromHere`].
pub fn edit_service(service: &Service, author: &Account, content: ServiceContent, now: Instant) -> Result<ServiceOutcome, Refusal> {
    of_the_unit(service, author)?;
    let to = next_service_state(service.state, ServiceAct::Edit)?;
    fits(&content, now)?;
    Ok(moved(service, author, &service.unit, ServiceAct::Edit, to, ServiceFact::Worded(Box::new(content)), now))
}

/// Lays an entry before the Centre: anybody who works in the unit.
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::ServiceNotFromHere`]; [`Refusal::ServiceAlreadyOver`] when it lay too long.
pub fn submit_service(service: &Service, author: &Account, now: Instant) -> Result<ServiceOutcome, Refusal> {
    of_the_unit(service, author)?;
    let to = next_service_state(service.state, ServiceAct::Submit)?;
    lasts(service, now)?;
    Ok(moved(service, author, &service.unit, ServiceAct::Submit, to, ServiceFact::Moved, now))
}

/// The Centre approves an entry; citizens see it from now on while it is valid. Nobody approves what they wrote.
///
/// # Errors
/// [`Refusal::RoleMissing`], [`Refusal::OwnRecord`], [`Refusal::ServiceNotFromHere`]; [`Refusal::ServiceAlreadyOver`]
/// when it lay too long.
pub fn approve_service(service: &Service, account: &Account, now: Instant) -> Result<ServiceOutcome, Refusal> {
    let unit = of_the_centre(service, account)?;
    let to = next_service_state(service.state, ServiceAct::Approve)?;
    lasts(service, now)?;
    Ok(moved(service, account, &unit, ServiceAct::Approve, to, ServiceFact::Moved, now))
}

/// The Centre sends an entry back with a reason.
///
/// # Errors
/// [`Refusal::RoleMissing`], [`Refusal::OwnRecord`], [`Refusal::ServiceNotFromHere`].
pub fn return_service(service: &Service, account: &Account, reason: Reason, now: Instant) -> Result<ServiceOutcome, Refusal> {
    let unit = of_the_centre(service, account)?;
    let to = next_service_state(service.state, ServiceAct::Return)?;
    Ok(moved(service, account, &unit, ServiceAct::Return, to, ServiceFact::Reasoned(reason), now))
}

/// Takes an entry out with a reason: a person of the unit, or the Centre.
///
/// # Errors
/// [`Refusal::NotYourUnit`], [`Refusal::ServiceNotFromHere`].
pub fn withdraw_service(service: &Service, account: &Account, reason: Reason, now: Instant) -> Result<ServiceOutcome, Refusal> {
    let unit = match centre_of(account) {
        Some(centre) if !account.works_in(&service.unit) => centre.clone(),
        _ => {
            of_the_unit(service, account)?;
            service.unit.clone()
        }
    };
    let to = next_service_state(service.state, ServiceAct::Withdraw)?;
    Ok(moved(service, account, &unit, ServiceAct::Withdraw, to, ServiceFact::Reasoned(reason), now))
}

fn fits(content: &ServiceContent, now: Instant) -> Result<(), Refusal> {
    if content.link.is_none() && content.phone.is_none() && content.place.is_none() {
        return Err(Refusal::ServiceContactMissing);
    }
    if content.valid_to.is_some_and(|to| to <= now || to <= content.valid_from) {
        return Err(Refusal::ServiceAlreadyOver);
    }
    Ok(())
}

/// Whether anybody would see it once it is approved.
fn lasts(service: &Service, now: Instant) -> Result<(), Refusal> {
    if service.valid_to.is_some_and(|to| to <= now) { Err(Refusal::ServiceAlreadyOver) } else { Ok(()) }
}

fn of_the_unit(service: &Service, account: &Account) -> Result<(), Refusal> {
    if account.works_in(&service.unit) { Ok(()) } else { Err(Refusal::NotYourUnit { unit: service.unit.clone() }) }
}

fn centre_of(account: &Account) -> Option<&UnitId> {
    account.memberships.iter().find(|held| held.role == Role::Centre).map(|held| &held.unit)
}

fn of_the_centre(service: &Service, account: &Account) -> Result<UnitId, Refusal> {
    let unit = centre_of(account).ok_or(Refusal::RoleMissing)?;
    if service.authors.contains(&account.id) {
        return Err(Refusal::OwnRecord { of: Written::Service });
    }
    Ok(unit.clone())
}

fn moved(
    service: &Service,
    account: &Account,
    unit: &UnitId,
    act: ServiceAct,
    to: ServiceState,
    fact: ServiceFact,
    now: Instant,
) -> ServiceOutcome {
    Recorded {
        id: service.id.to_string(),
        follows: service.tip,
        act,
        from: Some(service.state),
        to,
        actor: Some(account.id.clone()),
        unit: unit.clone(),
        at: now,
        fact,
        notices: Vec::new(),
    }
}
