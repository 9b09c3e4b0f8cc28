//! Taking a report on (R-6.1, R-7.2b).

use domain::support;
use domain::triage::{self, Accept, Checklist};
use domain::{Level, Reason};
use edge::{Call, CaseReply, Fields, Problem, Reply, SUPPORTERS_MAX};
use serde::Deserialize;
use utoipa::ToSchema;

/// Taking a report on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptanceBody {
    /// The desk's answers to the conditions of Điều 6 khoản 1; all must hold.
    #[schema(value_type = ChecklistBody, required)]
    checklist: Option<ChecklistBody>,
    /// The level: `urgent`, `normal` or `complex`.
    #[schema(value_type = String, required, example = "normal")]
    level: Option<String>,
    /// Why that level, 10 to 2,000 characters; required for `urgent` and `complex`.
    level_reason: Option<String>,
    /// Same-level units that are asked for their support at once, at most 10; the head's alone, and only for a
    /// level other than `normal`. The level's reason is the invitation's (R-8.2a).
    #[schema(max_items = 10)]
    #[serde(default)]
    supporters: Vec<String>,
}

/// The conditions for acceptance.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistBody {
    /// Content complete and clear, in Vietnamese.
    #[schema(value_type = bool, required)]
    content_clear: Option<bool>,
    /// Sender's identity complete.
    #[schema(value_type = bool, required)]
    identity_complete: Option<bool>,
    /// Pictures and videos intact.
    #[schema(value_type = bool, required)]
    media_intact: Option<bool>,
    /// Place specific.
    #[schema(value_type = bool, required)]
    place_specific: Option<bool>,
}

fn checked(fields: &mut Fields, given: &ChecklistBody) -> Option<Checklist> {
    let content_clear = fields.required("checklist.content_clear", given.content_clear);
    let identity_complete = fields.required("checklist.identity_complete", given.identity_complete);
    let media_intact = fields.required("checklist.media_intact", given.media_intact);
    let place_specific = fields.required("checklist.place_specific", given.place_specific);
    Some(Checklist {
        content_clear: content_clear?,
        identity_complete: identity_complete?,
        media_intact: media_intact?,
        place_specific: place_specific?,
    })
}

/// Takes the report on (R-7.2b): acceptance and verification stop, dispatch starts.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/acceptance",
    operation_id = "accept",
    tag = "verification",
    summary = "Take a report on",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = AcceptanceBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn acceptance(call: Call) -> Result<Reply, Problem> {
    let body: AcceptanceBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let checklist = fields.required("checklist", body.checklist.as_ref());
    let checklist = checklist.and_then(|given| checked(&mut fields, given));
    let level = fields.choice::<Level>("level", &body.level);
    let level_reason = fields.optional_text::<Reason>("level_reason", &body.level_reason);
    let supporters =
        fields.known_supporters("supporters", &body.supporters, 0..=SUPPORTERS_MAX, call.store().await?).await?;
    let (checklist, level, level_reason, supporters) = fields.finish((checklist, level, level_reason, supporters))?;
    let loaded = call.case(&actor).await?;
    let (command, office) = (Accept { checklist, level, level_reason }, loaded.office(call.now));
    let outcome = if supporters.is_empty() {
        triage::accept(&loaded.case, &actor, command, &office)?
    } else {
        let lead = Fields::tier_of(&loaded.case.unit, call.store().await?).await?;
        support::accept_with(&loaded.case, &actor, command, lead, &supporters, &office)?
    };
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
