//! Same-level agencies beside the one that leads: asked, given to an officer, declined, done without.

use domain::dispatch::Assign;
use domain::support::{self, Invite};
use domain::{AccountId, Comment, Desk, Reason};
use edge::queue::{Queue, QueueQuery, desk_queue};
use edge::{Call, CaseReply, Fields, Problem, Reply, SUPPORTERS_MAX};
use serde::Deserialize;
use utoipa::ToSchema;

/// Asking other agencies for their support.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationBody {
    /// Whom: units of the same level as the one that holds the case, 1 to 10.
    #[schema(min_items = 1, max_items = 10, example = json!(["so-y-te"]))]
    #[serde(default)]
    units: Vec<String>,
    /// Why, and what each is to contribute, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Naming a supporter's officer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupportAssignmentBody {
    /// The officer's account: a handler of the supporter.
    #[schema(value_type = String, required, example = "so-y-te-handler")]
    handler: Option<String>,
    /// A word to the officer, at most 1,000 characters.
    note: Option<String>,
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonBody {
    /// The reason, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Contributions that a unit owes to other units' cases, soonest due first.
#[utoipa::path(
    get,
    path = "/api/desks/support/cases",
    operation_id = "list_support",
    tag = "assignment",
    summary = "Cases to which the unit owes a contribution",
    params(QueueQuery),
    responses((status = 200, description = "A page of the queue; `due_at` is the contribution's, `excerpt` what is asked", body = Queue)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn queue(call: Call) -> Result<Reply, Problem> {
    desk_queue(&call, Desk::Support).await
}

/// Asks same-level agencies for their support (R-8.2a); a normal case becomes complex by it.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/supporters",
    operation_id = "invite",
    tag = "assignment",
    summary = "Ask same-level agencies for their support",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = InvitationBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn invite(call: Call) -> Result<Reply, Problem> {
    let body: InvitationBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let supporters = fields.known_supporters("units", &body.units, 1..=SUPPORTERS_MAX, call.store().await?).await?;
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (supporters, reason) = fields.finish((supporters, reason))?;
    let loaded = call.case(&actor).await?;
    let lead = Fields::tier_of(&loaded.case.unit, call.store().await?).await?;
    let command = Invite { lead, supporters, reason };
    let outcome = support::invite(&loaded.case, &actor, command, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}

/// Names the supporter's officer, or another one later (R-8.2b).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/supporters/{unit}/assignment",
    operation_id = "support_assign",
    tag = "assignment",
    summary = "Name the supporter's officer",
    params(
        ("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X"),
        ("unit" = String, Path, description = "The supporter", example = "so-y-te"),
    ),
    request_body = SupportAssignmentBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn assignment(call: Call) -> Result<Reply, Problem> {
    let body: SupportAssignmentBody = call.json().await?;
    let actor = call.actor().await?;
    let unit = call.unit_id()?;
    let mut fields = Fields::new();
    let handler = fields.id::<AccountId>("handler", &body.handler);
    let note = fields.text::<Comment>("note", &body.note);
    let (handler, note) = fields.finish((handler, note))?;
    let loaded = call.case(&actor).await?;
    let handles_here = call.store().await?.handles_in(&handler, &unit).await?;
    let command = Assign { handler, handles_here, note };
    let outcome = support::assign(&loaded.case, &actor, &unit, command, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}

/// The supporter's head declines with a reason (R-8.2b).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/supporters/{unit}/declination",
    operation_id = "support_decline",
    tag = "assignment",
    summary = "Decline to support",
    params(
        ("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X"),
        ("unit" = String, Path, description = "The supporter", example = "so-y-te"),
    ),
    request_body = ReasonBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn declination(call: Call) -> Result<Reply, Problem> {
    let body: ReasonBody = call.json().await?;
    let actor = call.actor().await?;
    let unit = call.unit_id()?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let loaded = call.case(&actor).await?;
    let outcome = support::decline(&loaded.case, &actor, &unit, reason, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}

/// The lead's head goes on without a contribution, with a reason (R-8.2c).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/supporters/{unit}/waiver",
    operation_id = "waive",
    tag = "assignment",
    summary = "Go on without a contribution",
    params(
        ("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X"),
        ("unit" = String, Path, description = "The supporter", example = "so-y-te"),
    ),
    request_body = ReasonBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn waiver(call: Call) -> Result<Reply, Problem> {
    let body: ReasonBody = call.json().await?;
    let actor = call.actor().await?;
    let unit = call.unit_id()?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let loaded = call.case(&actor).await?;
    let outcome = support::waive(&loaded.case, &actor, &unit, reason, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
