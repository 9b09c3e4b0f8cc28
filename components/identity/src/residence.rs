//! Where a person lives, which decides whose alerts they get.

use crate::Me;
use domain::UnitId;
use edge::{Call, Fields, Problem, Reply, words};
use serde::Deserialize;

/// Where a person lives.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Residence {
    /// Code of the ward or commune.
    #[schema(example = "00070")]
    pub ward: String,
}

/// Notes where one lives.
#[utoipa::path(
    put,
    path = "/api/me/residence",
    operation_id = "put_residence",
    tag = "identity",
    request_body = Residence,
    responses((status = 200, description = "Noted; the person as they are now.", body = Me)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn put(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: Residence = call.json().await?;
    let mut fields = Fields::new();
    let ward = fields.id::<UnitId>("ward", &body.ward);
    let (ward,) = fields.finish((ward,))?;
    let store = call.store().await?;
    if !store.set_residence(&account.id, &ward, call.now).await? {
        return Err(Problem::invalid_field("ward", "not_a_ward", words::NOT_A_WARD));
    }
    let person = store.person(&account.id).await?.ok_or_else(Problem::not_signed_in)?;
    Ok(Reply::ok(&Me::from(person)))
}
