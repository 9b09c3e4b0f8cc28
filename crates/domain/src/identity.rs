//! What identifies a sender: national id number, telephone, e-mail, tax code (R-5.5), each with its format.

use crate::phase::entry::EntryChannel;
use crate::{Instant, ShortText};
use chrono::Datelike;

/// Why what was written does not identify anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// No national id number: twelve digits, with a century and a year that can be.
    #[error("not a national id number")]
    NationalId,
    /// No telephone number of Vietnam that a person answers.
    #[error("not a telephone number")]
    PhoneNumber,
    /// No e-mail address.
    #[error("not an e-mail address")]
    EmailAddress,
    /// No tax code, or its check digit is wrong.
    #[error("not a tax code")]
    TaxCode,
}

/// The digits of a number as people write it: spaces, dots and hyphens left out. `None` when anything else is in it.
fn digits(text: &str) -> Option<String> {
    let digits: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '\u{a0}')).collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
}

/// A national id number (số định danh cá nhân): three digits for the place where the birth was registered, one
/// for century and sex, two for the year, six at random. There is no check digit.
#[derive(Clone, PartialEq, Eq)]
pub struct NationalId(String);

impl NationalId {
    /// Checks and takes a number. The codes of the 63 old provinces are valid for life; codes above 096 are
    /// places abroad. The year of birth must lie in the last 120 years, as seen from `now`.
    ///
    /// # Errors
    /// [`IdentityError::NationalId`].
    ///
    /// ```
    /// use domain::NationalId;
    /// let now = "2026-03-02T08:00:00+07:00".parse().unwrap();
    /// let id = NationalId::new("001 190 012 345", now).unwrap();
    /// assert_eq!((id.born_in(), id.last_four()), (1990, "2345"));
    /// // The century digit counts: nobody was born in 2090 yet.
    /// assert!(NationalId::new("001390012345", now).is_err());
    /// // The nine digits of the old identity card are no such number.
    /// assert!(NationalId::new("012345678", now).is_err());
    /// ```
    pub fn new(text: &str, now: Instant) -> Result<Self, IdentityError> {
        let id = Self(digits(text).filter(|digits| digits.len() == 12).ok_or(IdentityError::NationalId)?);
        let this_year = now.year();
        let plausible = (this_year - 120..=this_year).contains(&id.born_in()) && !id.0.starts_with("000");
        if plausible { Ok(id) } else { Err(IdentityError::NationalId) }
    }

    /// The year of birth.
    pub fn born_in(&self) -> i32 {
        let number = |from: usize, to: usize| self.0.get(from..to).and_then(|text| text.parse::<i32>().ok()).unwrap_or(0);
        1900 + number(3, 4) / 2 * 100 + number(4, 6)
    }

    /// The last four digits: all that is kept (R-5.8).
    pub fn last_four(&self) -> &str {
        self.0.get(8..).unwrap_or_default()
    }
}

/// Never the number itself: it would end in a log.
impl std::fmt::Debug for NationalId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NationalId(…{})", self.last_four())
    }
}

/// A telephone number of Vietnam that a person answers, as `+84` and the national number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Takes a number written with `0`, `84`, `+84` or `0084` in front: a mobile number of a prefix that is in
    /// use, or a landline with its area code.
    ///
    /// # Errors
    /// [`IdentityError::PhoneNumber`].
    ///
    /// ```
    /// use domain::PhoneNumber;
    /// for written in ["0912 345 678", "+84 912.345.678", "84912345678", "(0912) 345-678"] {
    ///     assert_eq!(PhoneNumber::new(written).unwrap().as_str(), "+84912345678");
    /// }
    /// assert_eq!(PhoneNumber::new("(024) 3825 3536").unwrap().as_str(), "+842438253536");
    /// // Eleven digits are a mobile number of before 2018, and 1900 is no person.
    /// assert!(PhoneNumber::new("01662345678").is_err() && PhoneNumber::new("19001009").is_err());
    /// ```
    pub fn new(text: &str) -> Result<Self, IdentityError> {
        let bare: String = text.trim().chars().filter(|c| !matches!(c, '(' | ')')).collect();
        let (international, bare) = match bare.strip_prefix('+') {
            Some(rest) => (true, rest.to_owned()),
            None => (false, bare),
        };
        let digits = digits(&bare).ok_or(IdentityError::PhoneNumber)?;
        let with_country = digits.strip_prefix("0084").or_else(|| digits.strip_prefix("84").filter(|n| n.len() >= 9));
        let national = match (international, with_country) {
            (_, Some(national)) => national.strip_prefix('0').unwrap_or(national),
            (false, None) => digits.strip_prefix('0').ok_or(IdentityError::PhoneNumber)?,
            (true, None) => return Err(IdentityError::PhoneNumber),
        };
        let known = match national.as_bytes() {
            [b'3', b'2'..=b'9', rest @ ..]
            | [b'5', b'2' | b'5' | b'6' | b'8' | b'9', rest @ ..]
            | [b'7', b'0' | b'6'..=b'9', rest @ ..]
            | [b'8', b'1'..=b'9', rest @ ..]
            | [b'9', b'0'..=b'9', rest @ ..] => rest.len() == 7,
            [b'2', rest @ ..] => rest.len() == 9,
            _ => false,
        };
        if known { Ok(Self(format!("+84{national}"))) } else { Err(IdentityError::PhoneNumber) }
    }

    /// The number, `+84…`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address as it can be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The greatest number of characters.
    pub const MAX: usize = 254;

    /// Takes an address of the usual form. The host is written small; what stands before `@` is the host's matter.
    ///
    /// # Errors
    /// [`IdentityError::EmailAddress`].
    ///
    /// ```
    /// use domain::EmailAddress;
    /// assert_eq!(EmailAddress::new(" Lan.Nguyen@Example.COM ").unwrap().as_str(), "Lan.Nguyen@example.com");
    /// for wrong in ["lan", "lan@example", "lan@@example.com", "lan @example.com", "lan@-a.com", ".lan@example.com", "lan@exa_mple.com"] {
    ///     assert!(EmailAddress::new(wrong).is_err(), "{wrong}");
    /// }
    /// ```
    pub fn new(text: &str) -> Result<Self, IdentityError> {
        let wrong = IdentityError::EmailAddress;
        let (name, host) = text.trim().split_once('@').ok_or(wrong)?;
        let name_ok = (1..=64).contains(&name.len())
            && name.split('.').all(|part| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b))
            });
        let labels: Vec<&str> = host.split('.').collect();
        let host_ok = labels.len() >= 2
            && labels.iter().all(|label| {
                (1..=63).contains(&label.len())
                    && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                    && !label.starts_with('-')
                    && !label.ends_with('-')
            });
        let address = format!("{name}@{}", host.to_ascii_lowercase());
        if name_ok && host_ok && address.len() <= Self::MAX { Ok(Self(address)) } else { Err(wrong) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An organisation's tax code: ten digits of which the last is a check digit, for a branch three more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxCode(String);

impl TaxCode {
    /// Checks and takes a code, as `0100233488` or `0100233488-001`.
    ///
    /// # Errors
    /// [`IdentityError::TaxCode`].
    ///
    /// ```
    /// use domain::TaxCode;
    /// assert_eq!(TaxCode::new("0100 233 488").unwrap().as_str(), "0100233488");
    /// assert_eq!(TaxCode::new("0314409058002").unwrap().as_str(), "0314409058-002");
    /// // One digit off, and a branch without a number.
    /// assert!(TaxCode::new("0100233480").is_err() && TaxCode::new("0314409058-000").is_err());
    /// ```
    pub fn new(text: &str) -> Result<Self, IdentityError> {
        const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
        let wrong = IdentityError::TaxCode;
        let digits = digits(text).ok_or(wrong)?;
        let (main, branch) = match digits.len() {
            10 => (digits.as_str(), None),
            13 => digits.split_at_checked(10).map(|(main, branch)| (main, Some(branch))).ok_or(wrong)?,
            _ => return Err(wrong),
        };
        let mut numbers = main.bytes().map(|byte| u32::from(byte - b'0'));
        let sum: u32 = WEIGHTS.iter().zip(numbers.by_ref()).map(|(weight, digit)| weight * digit).sum();
        // Ten less the rest of eleven; eleven's rest of 0 would need two digits and is given to nobody.
        let holds = numbers.next().is_some_and(|check| 10 - i64::from(sum % 11) == i64::from(check));
        if !holds || branch == Some("000") || main.get(2..9) == Some("0000000") {
            return Err(wrong);
        }
        Ok(Self(match branch {
            Some(branch) => format!("{main}-{branch}"),
            None => main.to_owned(),
        }))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An organisation that sends (R-2, R-5.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: ShortText,
    /// Its tax code.
    pub tax_code: TaxCode,
}

/// Whom the Support Centre enters a report for (R-18.3a).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnBehalf {
    /// Their name, as they gave it.
    pub name: ShortText,
    /// Where they are called back; it also tells one caller from another.
    pub phone: PhoneNumber,
    /// Their e-mail address, if they gave one.
    pub email: Option<EmailAddress>,
    /// How they turned to the Centre.
    pub channel: EntryChannel,
    /// Whether they agreed that the Centre enters it and keeps their name and number (R-5.8). It was given
    /// before the instant of the act, which is what is noted.
    pub consent: bool,
}
