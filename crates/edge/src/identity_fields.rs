//! Fields that identify a person or an organisation.

use crate::fields::Given;
use crate::{Fields, words};
use domain::{EmailAddress, Instant, NationalId, PhoneNumber, TaxCode};

impl Fields {
    /// A telephone number of Vietnam.
    pub fn phone<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<PhoneNumber> {
        let value = self.required(name, value.given())?;
        self.formed(name, PhoneNumber::new(value), "not_a_phone", words::NOT_A_PHONE)
    }

    /// The same, where it may be left out.
    pub fn optional_phone<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<Option<PhoneNumber>> {
        match said(value) {
            Some(value) => self.phone(name, value).map(Some),
            None => Some(None),
        }
    }

    /// An e-mail address that may be left out.
    pub fn optional_email<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<Option<EmailAddress>> {
        match said(value) {
            Some(value) => self.formed(name, EmailAddress::new(value), "not_an_email", words::NOT_AN_EMAIL).map(Some),
            None => Some(None),
        }
    }

    /// A tax code.
    pub fn tax_code<'a>(&mut self, name: &str, value: impl Given<'a>) -> Option<TaxCode> {
        let value = self.required(name, value.given())?;
        self.formed(name, TaxCode::new(value), "not_a_tax_code", words::NOT_A_TAX_CODE)
    }

    /// A national id number that may be left out.
    pub fn optional_national_id<'a>(
        &mut self,
        name: &str,
        value: impl Given<'a>,
        now: Instant,
    ) -> Option<Option<NationalId>> {
        match said(value) {
            Some(value) => {
                self.formed(name, NationalId::new(value, now), "not_a_national_id", words::NOT_A_NATIONAL_ID).map(Some)
            }
            None => Some(None),
        }
    }

    fn formed<T>(
        &mut self,
        name: &str,
        value: Result<T, domain::identity::IdentityError>,
        code: &'static str,
        detail: &'static str,
    ) -> Option<T> {
        if value.is_err() {
            self.error(name, code, detail);
        }
        value.ok()
    }
}

/// What was said; spaces alone say nothing.
fn said<'a>(value: impl Given<'a>) -> Option<&'a str> {
    value.given().filter(|value| !value.trim().is_empty())
}
