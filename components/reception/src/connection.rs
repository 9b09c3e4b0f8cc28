//! Where people connect to an online session.

use crate::{Session, session};
use domain::reception::connect;
use domain::{HttpsLink, ReceptionSessionId};
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;

/// The address to connect to.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionConnection)]
pub struct Connection {
    /// On the web, `https` only.
    #[schema(value_type = String, required = true, example = "https://tiepcongdan.hanoi.gov.vn/phong/12")]
    pub connection: Option<String>,
}

/// Says where people connect to an online session; for the board, until the day on which the parties are told. One that
/// is there is replaced until the session begins, and those who are expected are told.
#[utoipa::path(
    put,
    path = "/api/reception/sessions/{id}/connection",
    operation_id = "connect_reception_session",
    tag = "reception",
    params(("id" = String, Path, description = "The session.")),
    request_body = Connection,
    responses((status = 200, description = "Noted.", body = Session)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn put(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: Connection = call.json().await?;
    let mut fields = Fields::new();
    let given = fields.required("connection", body.connection.as_deref());
    let connection = given.and_then(|text| link(&mut fields, text));
    let (connection,) = fields.finish((connection,))?;
    let store = call.store().await?;
    // Sessions are public, so whoever is not of the board is told so.
    let id = ReceptionSessionId::new(call.param("id"));
    let found = store.reception_session(&id).await?.ok_or_else(Problem::not_found)?;
    let outcome = connect(&found.session, account, connection, call.now)?;
    session::commit(store, &outcome, StatusCode::OK).await
}

/// An address to connect to.
pub(crate) fn link(fields: &mut Fields, text: &str) -> Option<HttpsLink> {
    let link = HttpsLink::new(text);
    if link.is_none() {
        fields.error("connection", "not_a_link", words::NOT_A_LINK);
    }
    link
}
