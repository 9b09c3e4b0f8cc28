//! A longer handling of a complex case (R-8.5b).

use domain::Reason;
use domain::dispatch::{self, Extend};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// A longer handling of a complex case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionBody {
    /// The provision of the field's law that prescribes the longer procedure, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    legal_basis: Option<String>,
    /// Working days in all, counted from the receipt of the assignment; at most 30.
    #[schema(value_type = u32, required, maximum = 30, example = 25)]
    total_days: Option<u32>,
}

/// Extends the handling of a complex case to at most 30 working days in all (R-8.5b).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/extension",
    operation_id = "extend",
    tag = "assignment",
    summary = "Extend the handling of a complex case",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ExtensionBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn extension(call: Call) -> Result<Reply, Problem> {
    let body: ExtensionBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let legal_basis = fields.text::<Reason>("legal_basis", &body.legal_basis);
    let total_days = fields.required("total_days", body.total_days);
    let (legal_basis, total_days) = fields.finish((legal_basis, total_days))?;
    let loaded = call.case(&actor).await?;
    let outcome = dispatch::extend(&loaded.case, &actor, Extend { legal_basis, total_days }, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
