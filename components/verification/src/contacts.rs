//! An attempt to reach the citizen (R-6.2d).

use domain::Comment;
use domain::triage::{self, Channel, LogContact};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// An attempt to reach the citizen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactBody {
    /// How: `phone`, `sms`, `email`, `app` or `visit`.
    #[schema(value_type = String, required, example = "phone")]
    channel: Option<String>,
    /// Whether the citizen was reached.
    #[schema(value_type = bool, required)]
    reached: Option<bool>,
    /// What came of it, at most 1,000 characters.
    #[schema(example = "Máy bận, sẽ gọi lại lúc 15 giờ")]
    note: Option<String>,
}

/// Notes an attempt to reach the citizen (R-6.2d).
#[utoipa::path(
    post,
    path = "/api/cases/{code}/contacts",
    operation_id = "log_contact",
    tag = "verification",
    summary = "Note an attempt to reach the citizen",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ContactBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn contacts(call: Call) -> Result<Reply, Problem> {
    let body: ContactBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let channel = fields.choice::<Channel>("channel", &body.channel);
    let reached = fields.required("reached", body.reached);
    let note = fields.text::<Comment>("note", &body.note);
    let (channel, reached, note) = fields.finish((channel, reached, note))?;
    let loaded = call.case(&actor).await?;
    let outcome =
        triage::log_contact(&loaded.case, &actor, LogContact { channel, reached, note }, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
