//! An objection is decided.

use crate::ConductReply;
use domain::{DecideObjection, ObjectionId, Reason, Role, decide_objection};
use edge::{Call, Fields, Problem, Reply};
use serde::Deserialize;

/// A decision.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ObjectionDecision)]
pub struct Decision {
    /// Whether the objection is upheld: the violation is annulled and the row counted anew.
    #[schema(value_type = bool, required = true)]
    upheld: Option<bool>,
    /// Why; the person reads it. 10 to 2,000 characters.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Decides an objection: a head of the unit above, or the Centre; nobody who recorded a violation of this person
/// or works in the unit that recorded this one.
#[utoipa::path(
    post,
    path = "/api/conduct/objections/{id}/decision",
    operation_id = "decide_objection",
    tag = "oversight",
    params(("id" = String, Path, description = "The objection.")),
    request_body = Decision,
    responses((status = 200, description = "Decided.", body = ConductReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn decide(call: Call) -> Result<Reply, Problem> {
    let judge = &call.signed_in().await?.account;
    let body: Decision = call.json().await?;
    let mut fields = Fields::new();
    let upheld = fields.required("upheld", body.upheld);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (upheld, reason) = fields.finish((upheld, reason))?;
    let store = call.store().await?;
    let id = ObjectionId::new(call.param("id"));
    let place = store.objection(&id).await?.filter(|place| {
        let head = place.reviewer.as_ref().is_some_and(|unit| judge.is(Role::Head, unit));
        head || judge.has(Role::Centre)
    });
    // Who may not decide it does not learn that somebody objected.
    let place = place.ok_or_else(Problem::not_found)?;
    let conduct = store.conduct(&place.conduct).await?.ok_or_else(Problem::not_found)?;
    let terms = store.conduct_terms(call.now).await?;
    let outcome = decide_objection(&conduct, &id, judge, DecideObjection { upheld, reason }, terms, call.now)?;
    store.commit_conduct(&outcome).await.map_err(Problem::of_record)?;
    Ok(Reply::ok(&ConductReply::of(id, &outcome)))
}
