//! A draft result (R-8.1d).

use crate::FILES_MAX;
use crate::decision::{self, PlanBody};
use domain::{Conclusion, initiative};
use domain::handling::{self, Draft};
use domain::regulation::{Assessment, RegulationOutcome};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// A draft result.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftBody {
    /// What the officer proposes to answer, 20 to 8,000 characters.
    #[schema(value_type = String, required, min_length = 20, max_length = 8000)]
    conclusion: Option<String>,
    /// Ids of the officer's own uploaded files that support it, at most 20.
    #[schema(max_items = 20)]
    #[serde(default)]
    media: Vec<String>,
    /// How a regulation was examined; required of that kind of case, and of no other.
    assessment: Option<AssessmentBody>,
    /// On an initiative, and on nothing else: `adopt` or `decline`.
    #[schema(example = "adopt")]
    decision: Option<String>,
    /// How it will be carried out, when it is adopted. Everybody reads it once it is published.
    plan: Option<PlanBody>,
    /// Why it is declined, 20 to 8,000 characters. Everybody reads it once it is published.
    reasons: Option<String>,
}

/// The answers to the six criteria; the reasons stand in the conclusion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentBody {
    /// The regulation is needed.
    #[schema(value_type = bool, required)]
    necessary: Option<bool>,
    /// It is lawful and reasonable.
    #[schema(value_type = bool, required)]
    lawful: Option<bool>,
    /// It is simple and easy to understand.
    #[schema(value_type = bool, required)]
    simple: Option<bool>,
    /// It can be carried out.
    #[schema(value_type = bool, required)]
    feasible: Option<bool>,
    /// It agrees with other regulations.
    #[schema(value_type = bool, required)]
    consistent: Option<bool>,
    /// It agrees with the treaties Vietnam has joined.
    #[schema(value_type = bool, required)]
    treaty_fit: Option<bool>,
    /// `amend_or_repeal`, `propose_to_competent_body`, `issue_new` or `keep`.
    #[schema(value_type = String, required, example = "amend_or_repeal")]
    outcome: Option<String>,
}

fn assessed(fields: &mut Fields, given: &AssessmentBody) -> Option<Assessment> {
    let necessary = fields.required("assessment.necessary", given.necessary);
    let lawful = fields.required("assessment.lawful", given.lawful);
    let simple = fields.required("assessment.simple", given.simple);
    let feasible = fields.required("assessment.feasible", given.feasible);
    let consistent = fields.required("assessment.consistent", given.consistent);
    let treaty_fit = fields.required("assessment.treaty_fit", given.treaty_fit);
    let outcome = fields.choice::<RegulationOutcome>("assessment.outcome", &given.outcome);
    Some(Assessment {
        necessary: necessary?,
        lawful: lawful?,
        simple: simple?,
        feasible: feasible?,
        consistent: consistent?,
        treaty_fit: treaty_fit?,
        outcome: outcome?,
    })
}

/// Files the draft (R-8.1d). A rework clock stops; handling goes on.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/draft",
    operation_id = "draft",
    tag = "approval",
    summary = "File a draft result",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = DraftBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn draft(call: Call) -> Result<Reply, Problem> {
    let body: DraftBody = call.json().await?;
    let actor = call.actor().await?;
    let owner = &call.signed_in().await?.account.id;
    let mut fields = Fields::new();
    let conclusion = fields.text::<Conclusion>("conclusion", &body.conclusion);
    let media = fields.unused_media("media", &body.media, 0..=FILES_MAX, owner, call.store().await?).await?;
    let assessment = match &body.assessment {
        Some(given) => assessed(&mut fields, given).map(Some),
        None => Some(None),
    };
    let decision = decision::decision(&mut fields, &body.decision, &body.plan, &body.reasons);
    let (conclusion, media, assessment, decision) = fields.finish((conclusion, media, assessment, decision))?;
    let loaded = call.case(&actor).await?;
    let (draft, office) = (Draft { conclusion, media, assessment }, loaded.office(call.now));
    let outcome = match decision {
        Some(decision) => initiative::draft(&loaded.case, &actor, draft, decision, &office)?,
        None => handling::draft(&loaded.case, &actor, draft, &office)?,
    };
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
