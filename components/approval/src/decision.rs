//! The decision that the draft on an initiative proposes.

use domain::initiative::{Decision, Plan};
use domain::{Conclusion, Refusal, ShortText};
use edge::{Fields, words};
use serde::Deserialize;
use utoipa::ToSchema;

const ADOPT: &str = "adopt";
const DECLINE: &str = "decline";

/// How an adopted initiative will be carried out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanBody {
    /// What will be done, 20 to 8,000 characters.
    #[schema(value_type = String, required, min_length = 20, max_length = 8000)]
    text: Option<String>,
    /// The first day.
    #[schema(value_type = String, required, format = Date, example = "2026-04-01")]
    from: Option<String>,
    /// The last day.
    #[schema(value_type = String, required, format = Date, example = "2026-09-30")]
    to: Option<String>,
    /// The division that answers for it, 2 to 300 characters.
    #[schema(value_type = String, required, min_length = 2, max_length = 300)]
    responsible: Option<String>,
    /// What will be reached and by when, 1 to 20.
    #[schema(required, min_items = 1, max_items = 20)]
    #[serde(default)]
    milestones: Vec<MilestoneBody>,
}

/// A milestone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MilestoneBody {
    /// What will be reached, 2 to 300 characters.
    #[schema(value_type = String, required, min_length = 2, max_length = 300)]
    title: Option<String>,
    /// By when; within the plan.
    #[schema(value_type = String, required, format = Date, example = "2026-06-30")]
    due_on: Option<String>,
}

/// The decision, where one is given. What does not belong to it is refused: reasons beside a plan would leave open
/// which of the two is meant.
pub fn decision(
    fields: &mut Fields,
    decision: &Option<String>,
    given: &Option<PlanBody>,
    reasons: &Option<String>,
) -> Option<Option<Decision>> {
    let chosen = match decision.as_deref() {
        None => {
            if given.is_some() || reasons.is_some() {
                return fields.required("decision", None);
            }
            return Some(None);
        }
        Some(chosen) => chosen,
    };
    match chosen {
        ADOPT => {
            if reasons.is_some() {
                fields.error("reasons", "unknown_field", words::FIELD_UNKNOWN);
            }
            let given = fields.required("plan", given.as_ref())?;
            plan(fields, given).map(|plan| Some(Decision::Adopt(plan)))
        }
        DECLINE => {
            if given.is_some() {
                fields.error("plan", "unknown_field", words::FIELD_UNKNOWN);
            }
            fields.text::<Conclusion>("reasons", reasons).map(|reasons| Some(Decision::decline(&reasons)))
        }
        _ => {
            fields.error("decision", "unknown_choice", words::unknown_choice(&[ADOPT, DECLINE]));
            None
        }
    }
}

fn plan(fields: &mut Fields, given: &PlanBody) -> Option<Plan> {
    let text = fields.text::<Conclusion>("plan.text", &given.text);
    let from = fields.date("plan.from", &given.from);
    let to = fields.date("plan.to", &given.to);
    let responsible = fields.text::<ShortText>("plan.responsible", &given.responsible);
    let milestones = fields.counted("plan.milestones", &given.milestones, 1..=Plan::MILESTONES_MAX);
    let milestones = milestones.and_then(|all| {
        fields.each("plan.milestones", all, |fields, name, one| {
            let title = fields.text::<ShortText>(&format!("{name}.title"), &one.title);
            let due_on = fields.date(&format!("{name}.due_on"), &one.due_on);
            Some((title?, due_on?))
        })
    });
    let (text, from, to, responsible, milestones) = (text?, from?, to?, responsible?, milestones?);
    match Plan::new(&text, from, to, &responsible, &milestones) {
        Ok(plan) => Some(plan),
        Err(refusal) => {
            fields.error("plan", refusal.code(), words::refusal(&Refusal::PlanDates));
            None
        }
    }
}
