//! How a person is reached, and for which organisation they may report.

use crate::{Error, Store};
use domain::{AccountId, EmailAddress, NationalId, Organisation, PhoneNumber};

/// What a person says of themself. Of the national id number the last four digits are kept.
#[derive(Debug)]
pub struct Contact {
    /// Telephone.
    pub phone: Option<PhoneNumber>,
    /// E-mail.
    pub email: Option<EmailAddress>,
    /// The organisation the person acts for.
    pub organisation: Option<Organisation>,
    /// `None` leaves what is kept: nobody is shown the number to send it again.
    pub national_id: Option<NationalId>,
}

impl Store {
    /// Keeps what a person says of themself.
    ///
    /// # Errors
    /// [`Error::Fault`], also when there is no such account.
    pub async fn set_contact(&self, account: &AccountId, contact: &Contact) -> Result<(), Error> {
        let organisation = contact.organisation.as_ref();
        self.json_text(
            "UPDATE accounts SET phone = ?2, email = ?3, organisation = ?4, tax_code = ?5,
               national_id_tail = coalesce(?6, national_id_tail) WHERE id = ?1 RETURNING id",
            vec![
                account.as_str().into(),
                contact.phone.as_ref().map(PhoneNumber::as_str).into(),
                contact.email.as_ref().map(EmailAddress::as_str).into(),
                organisation.map(|organisation| organisation.name.as_str()).into(),
                organisation.map(|organisation| organisation.tax_code.as_str()).into(),
                contact.national_id.as_ref().map(NationalId::last_four).into(),
            ],
        )
        .await?
        .map(drop)
        .ok_or_else(|| Error::Fault(anyhow::anyhow!("there is no such account")))
    }

    /// What the person said, as JSON; `None` when there is no such account.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn contact(&self, account: &AccountId) -> Result<Option<String>, Error> {
        self.json_text(
            "SELECT json_object('phone', phone, 'email', email,
               'organisation', iif(tax_code > '', json_object('name', organisation, 'tax_code', tax_code), NULL),
               'national_id_tail', national_id_tail) FROM accounts WHERE id = ?1",
            vec![account.as_str().into()],
        )
        .await
    }
}
