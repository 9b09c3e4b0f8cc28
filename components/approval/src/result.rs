//! The result with its evidence.

use crate::FILES_MAX;
use domain::Conclusion;
use domain::approval::{self, RecordResult};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// A result with its evidence.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultBody {
    /// What was done, 20 to 8,000 characters.
    #[schema(value_type = String, required, min_length = 20, max_length = 8000)]
    result: Option<String>,
    /// Ids of the officer's own uploaded files that prove it, 1 to 20.
    #[schema(required, min_items = 1, max_items = 20)]
    #[serde(default)]
    evidence: Vec<String>,
}

/// Records the result: handling stops, publication starts.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/result",
    operation_id = "record_result",
    tag = "approval",
    summary = "Record the result with its evidence",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ResultBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn result(call: Call) -> Result<Reply, Problem> {
    let body: ResultBody = call.json().await?;
    let actor = call.actor().await?;
    let owner = &call.signed_in().await?.account.id;
    let mut fields = Fields::new();
    let result = fields.text::<Conclusion>("result", &body.result);
    let evidence = fields.unused_media("evidence", &body.evidence, 1..=FILES_MAX, owner, call.store().await?).await?;
    let (result, evidence) = fields.finish((result, evidence))?;
    let loaded = call.case(&actor).await?;
    let outcome =
        approval::record_result(&loaded.case, &actor, RecordResult { result, evidence }, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await.map_err(|error| Problem::of_files("evidence", error))?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
