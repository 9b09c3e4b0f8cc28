//! A look at a confidential sender.

use domain::{Reason, confidence};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why somebody looks.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityLookBody {
    /// The reason, 10 to 2,000 characters. It stands in the journal.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Who sent a confidential report.
#[derive(Serialize, ToSchema)]
pub struct SenderIdentity {
    /// The case as it stands now.
    #[serde(flatten)]
    case: CaseReply,
    /// The sender; in this reply and in no other.
    sender: Sender,
}

/// The sender.
#[derive(Serialize, ToSchema)]
struct Sender {
    /// Name.
    name: String,
    /// Telephone.
    #[schema(required)]
    phone: Option<String>,
    /// E-mail.
    #[schema(required)]
    email: Option<String>,
    /// Whether the identity was verified.
    verified: bool,
}

/// Looks at the sender of a confidential report: the Centre, and the Inspectorate on waste it may inspect;
/// nobody of the agency that handles. The journal notes the look before the sender is shown, and the sender reads
/// that somebody looked.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/identity-looks",
    operation_id = "look_at_identity",
    tag = "inspection",
    summary = "Look at a confidential sender",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = IdentityLookBody,
    responses((status = 200, description = "The sender, in this reply and no other", body = SenderIdentity)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn look(call: Call) -> Result<Reply, Problem> {
    let body: IdentityLookBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (reason,) = fields.finish((reason,))?;
    let loaded = call.case(&actor).await?;
    let outcome = confidence::look(&loaded.case, &actor, reason, &loaded.office(call.now))?;
    let store = call.store().await?;
    // Read before, so that no look is noted that showed nothing; shown only once the journal has it.
    let found = store.identity_of(&loaded.case.id).await?.ok_or_else(Problem::not_found)?;
    store.commit(&outcome).await?;
    let sender = Sender { name: found.name, phone: found.phone, email: found.email, verified: found.verified };
    Ok(Reply::ok(&SenderIdentity { case: CaseReply::after(&loaded.case, &outcome), sender }))
}
