//! The class of feedback on an administrative regulation.

use domain::Reason;
use domain::regulation::{self, RegulationClass};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// The class of a piece of feedback.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassificationBody {
    /// `refuse`; `conduct`: about an official, for another agency; `own`: the holder's competence;
    /// `not_own`: another agency's.
    #[schema(value_type = String, required, example = "own")]
    class: Option<String>,
    /// Why, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Says into which class the feedback falls. `conduct` and `not_own` have to be forwarded or rerouted within the
/// transfer limit (5 working days); until then nobody of the unit is given the case.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/classification",
    operation_id = "classify",
    tag = "verification",
    summary = "Classify feedback on a regulation",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ClassificationBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn classification(call: Call) -> Result<Reply, Problem> {
    let body: ClassificationBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let class = fields.choice::<RegulationClass>("class", &body.class);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (class, reason) = fields.finish((class, reason))?;
    let loaded = call.case(&actor).await?;
    let outcome = regulation::classify(&loaded.case, &actor, class, reason, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
