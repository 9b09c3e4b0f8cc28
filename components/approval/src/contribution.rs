//! A supporter's contribution: filed, returned, approved and thereby in (R-8.2b).

use crate::FILES_MAX;
use domain::support::{self, Contribute};
use domain::{Comment, Conclusion, Reason};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// A contribution.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContributionBody {
    /// What the supporter found and did, 20 to 8,000 characters.
    #[schema(value_type = String, required, min_length = 20, max_length = 8000)]
    contribution: Option<String>,
    /// Ids of the officer's own uploaded files that support it, at most 20.
    #[schema(max_items = 20)]
    #[serde(default)]
    media: Vec<String>,
}

/// Why a contribution is returned.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContributionReturnBody {
    /// The reason, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// A remark to an approval.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContributionApprovalBody {
    /// A remark, at most 1,000 characters.
    note: Option<String>,
}

/// The officer whom the supporter named files its contribution (R-8.2b).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/supporters/{unit}/contribution",
    operation_id = "support_draft",
    tag = "approval",
    summary = "File a contribution",
    params(
        ("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X"),
        ("unit" = String, Path, description = "The supporter", example = "so-y-te"),
    ),
    request_body = ContributionBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn file(call: Call) -> Result<Reply, Problem> {
    let body: ContributionBody = call.json().await?;
    let actor = call.actor().await?;
    let unit = call.unit_id()?;
    let owner = &call.signed_in().await?.account.id;
    let mut fields = Fields::new();
    let conclusion = fields.text::<Conclusion>("contribution", &body.contribution);
    let media = fields.unused_media("media", &body.media, 0..=FILES_MAX, owner, call.store().await?).await?;
    let (conclusion, media) = fields.finish((conclusion, media))?;
    let loaded = call.case(&actor).await?;
    let command = Contribute { contribution: conclusion, media };
    let outcome = support::draft(&loaded.case, &actor, &unit, command, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}

/// The supporter's head returns the contribution with a reason (R-8.2b).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/supporters/{unit}/contribution-return",
    operation_id = "support_return",
    tag = "approval",
    summary = "Return a contribution with a reason",
    params(
        ("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X"),
        ("unit" = String, Path, description = "The supporter", example = "so-y-te"),
    ),
    request_body = ContributionReturnBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn give_back(call: Call) -> Result<Reply, Problem> {
    let body: ContributionReturnBody = call.json().await?;
    let actor = call.actor().await?;
    let unit = call.unit_id()?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let loaded = call.case(&actor).await?;
    let outcome = support::return_draft(&loaded.case, &actor, &unit, reason, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}

/// The supporter's head, not its author, approves the contribution, and it is in (R-8.2b).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/supporters/{unit}/contribution-approval",
    operation_id = "support_approve",
    tag = "approval",
    summary = "Approve a contribution",
    params(
        ("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X"),
        ("unit" = String, Path, description = "The supporter", example = "so-y-te"),
    ),
    request_body = ContributionApprovalBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn approve(call: Call) -> Result<Reply, Problem> {
    let body: ContributionApprovalBody = call.json().await?;
    let actor = call.actor().await?;
    let unit = call.unit_id()?;
    let mut fields = Fields::new();
    let note = fields.text::<Comment>("note", &body.note);
    let (note,) = fields.finish((note,))?;
    let loaded = call.case(&actor).await?;
    let outcome = support::approve(&loaded.case, &actor, &unit, note, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
