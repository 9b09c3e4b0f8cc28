//! How a person is reached, and the organisation they may report for.

use domain::{Organisation, ShortText};
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::{Deserialize, Serialize};
use store::profile::Contact;

/// What a person says of themself. What is left out is taken away, the national id number excepted: of that the
/// last four digits stay until another one is sent.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Contact)]
pub struct ContactBody {
    /// A telephone number of Vietnam.
    #[schema(example = "0912 345 678")]
    phone: Option<String>,
    /// An e-mail address.
    #[schema(example = "lan@example.com")]
    email: Option<String>,
    /// The organisation the person acts for.
    organisation: Option<OrganisationBody>,
    /// Twelve digits; only the last four are kept.
    national_id: Option<String>,
}

/// An organisation.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Organisation)]
pub struct OrganisationBody {
    /// Its name, 2 to 300 characters.
    #[schema(value_type = String, required, example = "Công ty Vỉa Hè Xanh")]
    name: Option<String>,
    /// Its tax code: 10 digits, of a branch 13.
    #[schema(value_type = String, required, example = "0100233488")]
    tax_code: Option<String>,
}

/// What is kept.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct KeptContact {
    /// `+84…`; null when it was not said.
    #[schema(required, example = "+84912345678")]
    phone: Option<String>,
    /// Null when it was not said.
    #[schema(required)]
    email: Option<String>,
    /// Null for a person alone.
    #[schema(required)]
    organisation: Option<KeptOrganisation>,
    /// The last four digits of the national id number.
    #[schema(required, example = "2345")]
    national_id_tail: Option<String>,
}

/// An organisation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct KeptOrganisation {
    /// Its name.
    name: String,
    /// Its tax code.
    tax_code: String,
}

/// Reads how one is reached. Only the person themself can.
#[utoipa::path(
    get,
    path = "/api/me/contact",
    operation_id = "read_contact",
    tag = "identity",
    responses((status = 200, description = "What is kept.", body = KeptContact)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let contact = call.store().await?.contact(&account.id).await?.ok_or_else(Problem::not_signed_in)?;
    Ok(Reply::raw_json(StatusCode::OK, contact))
}

/// Keeps how one is reached, and for which organisation one may report.
#[utoipa::path(
    put,
    path = "/api/me/contact",
    operation_id = "put_contact",
    tag = "identity",
    request_body = ContactBody,
    responses((status = 200, description = "Kept, as it stands now.", body = KeptContact)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn put(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: ContactBody = call.json().await?;
    let mut fields = Fields::new();
    let phone = fields.optional_phone("phone", &body.phone);
    let email = fields.optional_email("email", &body.email);
    let organisation = match &body.organisation {
        Some(given) => organisation(&mut fields, given).map(Some),
        None => Some(None),
    };
    let national_id = fields.optional_national_id("national_id", &body.national_id, call.now);
    let (phone, email, organisation, national_id) = fields.finish((phone, email, organisation, national_id))?;
    let store = call.store().await?;
    store.set_contact(&account.id, &Contact { phone, email, organisation, national_id }).await?;
    let contact = store.contact(&account.id).await?.ok_or_else(Problem::not_signed_in)?;
    Ok(Reply::raw_json(StatusCode::OK, contact))
}

fn organisation(fields: &mut Fields, given: &OrganisationBody) -> Option<Organisation> {
    let name = fields.text::<ShortText>("organisation.name", &given.name);
    let tax_code = fields.tax_code("organisation.tax_code", &given.tax_code);
    Some(Organisation { name: name?, tax_code: tax_code? })
}
