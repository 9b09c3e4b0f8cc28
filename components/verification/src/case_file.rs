//! A case as a desk sees it: everything the office knows, and what may be done now.

use domain::UnitId;
use domain::support::acts_open_on;
use domain::workflow::acts_open_to;
use edge::queue::{NamedCode, NamedId};
use edge::{Call, Problem, Reply, StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

/// A case with everything the office knows of it. Lists are in the order in which things happened; `seq`
/// is the line of the timeline at which each did.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// Public code.
    #[schema(example = "HN26-7K3M9Q2X")]
    pub code: String,
    /// How many acts it has seen.
    pub version: u32,
    /// Where it stands.
    pub state: String,
    /// Which of the regulation's processes it follows.
    #[schema(example = "field")]
    pub kind: String,
    /// Its level: `urgent`, `normal` or `complex`.
    pub level: String,
    /// Whether the sender's identity is hidden.
    pub confidential: bool,
    /// Field of life.
    pub category: NamedCode,
    /// The unit that holds it.
    pub unit: NamedId,
    /// The ward it is about.
    pub ward: NamedId,
    /// The unit above the holder in this matter; null at the top.
    #[schema(required)]
    pub superior: Option<NamedId>,
    /// The officer who handles it.
    #[schema(required)]
    pub handler: Option<NamedId>,
    /// When it was sent.
    #[schema(format = DateTime)]
    pub submitted_at: String,
    /// When somebody last did something to it.
    #[schema(format = DateTime)]
    pub updated_at: String,
    /// The soonest due instant of the clocks that the unit which holds it answers for.
    #[schema(required, format = DateTime)]
    pub due_at: Option<String>,
    /// When the window for questions and ratings ends.
    #[schema(required, format = DateTime)]
    pub closes_at: Option<String>,
    /// Whether `due_at` is past.
    pub overdue: bool,
    /// What was sent.
    pub report: CaseReport,
    /// Who sent it; null when the report is confidential.
    #[schema(required)]
    pub sender: Option<CaseSender>,
    /// Whether the sender's identity was verified; also of a confidential report, where it is all that
    /// is known of the sender.
    pub sender_verified: bool,
    /// The organisation in whose name it was sent; null for a person's own report, and when it is confidential.
    #[schema(required)]
    pub organisation: Option<CaseOrganisation>,
    /// How the Support Centre entered it for the sender (R-18.3a); null when the sender sent it.
    #[schema(required)]
    pub entry: Option<CaseEntry>,
    /// What the text looks like instead of a report, with the reason that would refuse it.
    pub signals: Vec<CaseSignal>,
    /// What everybody will see of it: `report_and_result` or `result_only`.
    #[schema(required, example = "report_and_result")]
    pub publicity: Option<String>,
    /// The clocks that run, soonest due first.
    pub clocks: Vec<CaseClock>,
    /// Every file of the case.
    pub media: Vec<CaseMedia>,
    /// Attempts to reach the citizen.
    pub contacts: Vec<CaseContact>,
    /// What the desk asked, and the answers.
    pub information_requests: Vec<CaseInformationRequest>,
    /// The checklists of acceptance.
    pub acceptances: Vec<CaseAcceptance>,
    /// The refusal.
    pub refusals: Vec<CaseRefusal>,
    /// Forwarded up, or sent on from a wrong route.
    pub transfers: Vec<CaseTransfer>,
    /// Given to those who handle it.
    pub dispatches: Vec<CaseDispatch>,
    /// Officers named.
    pub assignments: Vec<CaseAssignment>,
    /// Changes of the level.
    pub level_changes: Vec<CaseLevelChange>,
    /// Extensions.
    pub extensions: Vec<CaseExtension>,
    /// Drafts.
    pub drafts: Vec<CaseDraft>,
    /// Classes given to feedback on a regulation.
    pub classifications: Vec<CaseClassification>,
    /// Drafts and results that were returned.
    pub returns: Vec<CaseReturn>,
    /// Approvals of drafts.
    pub approvals: Vec<CaseApproval>,
    /// Results with their evidence.
    pub results: Vec<CaseResult>,
    /// What everybody reads; null until it is published.
    #[schema(required)]
    pub publication: Option<CasePublication>,
    /// Questions and answers after publication.
    pub questions: Vec<CaseQuestion>,
    /// The rating that stands.
    #[schema(required)]
    pub rating: Option<CaseRating>,
    /// The Centre's urgings.
    pub urgings: Vec<CaseUrging>,
    /// What supporting agencies were asked for, in the order of the invitations.
    pub contributions: Vec<CaseContribution>,
    /// Every case on this matter, oldest first, where the citizen reported it again (Đ.18 k.4); else empty.
    pub chain: Vec<ChainedCase>,
    /// Inspections: that they run or ran, and nothing else.
    pub inspections: Vec<CaseInspection>,
    /// What belongs to an initiative; null for other kinds.
    #[schema(required)]
    pub initiative: Option<CaseInitiative>,
    /// Every act, in order.
    pub timeline: Vec<CaseTimelineLine>,
    /// The acts that the person who asks may do now; a screen shows only these.
    #[schema(example = json!(["log_contact", "request_information", "accept", "refuse", "forward"]))]
    pub may: Vec<String>,
}

/// What was sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseReport {
    /// The report in the citizen's words.
    pub text: String,
    /// Where, in words; null where the kind asks for no place.
    #[schema(required)]
    pub address: Option<String>,
    /// Degrees north, if the phone gave a point.
    #[schema(required)]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[schema(required)]
    pub longitude: Option<f64>,
    /// When it was seen; null where the kind asks for no place.
    #[schema(required, format = DateTime)]
    pub happened_at: Option<String>,
    /// Pictures and videos.
    pub media: Vec<CaseFileMedia>,
}

/// Who sent it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseSender {
    /// Name.
    pub name: String,
    /// Telephone.
    #[schema(required)]
    pub phone: Option<String>,
    /// E-mail.
    #[schema(required)]
    pub email: Option<String>,
    /// Whether the identity was verified.
    pub verified: bool,
}

/// An organisation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseOrganisation {
    /// Its name when it sent.
    pub name: String,
    /// Its tax code.
    pub tax_code: String,
}

/// How a report was entered for somebody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseEntry {
    /// The officer of the Support Centre.
    #[schema(required)]
    pub by: Option<String>,
    /// How the sender turned to the Centre.
    #[schema(example = "phone")]
    pub channel: String,
    /// When; the sender had agreed before.
    #[schema(format = DateTime)]
    pub at: String,
}

/// A sign in the text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseSignal {
    /// `complaint`, `denunciation`, `state_secret`, `advertising` or `other_language`.
    #[schema(example = "complaint")]
    pub signal: String,
    /// The reason of `POST /api/cases/{code}/refusal` that fits it.
    #[schema(example = "scope")]
    pub reason: String,
}

/// How a regulation was examined.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseAssessment {
    /// It is needed.
    pub necessary: bool,
    /// It is lawful and reasonable.
    pub lawful: bool,
    /// It is simple and easy to understand.
    pub simple: bool,
    /// It can be carried out.
    pub feasible: bool,
    /// It agrees with other regulations.
    pub consistent: bool,
    /// It agrees with treaties.
    pub treaty_fit: bool,
    /// `amend_or_repeal`, `propose_to_competent_body`, `issue_new` or `keep`.
    pub outcome: String,
}

/// A file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseFileMedia {
    /// Its id, for `GET /api/media/{id}`.
    pub id: String,
    /// Its media type.
    #[serde(rename = "type")]
    #[schema(example = "image/jpeg")]
    pub media_type: String,
}

/// A file and the act that brought it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseMedia {
    /// Its id, for `GET /api/media/{id}`.
    pub id: String,
    /// Its media type.
    #[serde(rename = "type")]
    #[schema(example = "image/jpeg")]
    pub media_type: String,
    /// `report`, `information`, `draft`, `evidence`, `contribution` or `progress`.
    pub purpose: String,
    /// The line of the timeline that brought it.
    pub seq: u32,
}

/// A clock that runs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseClock {
    /// What it measures.
    #[schema(example = "acceptance")]
    pub kind: String,
    /// The unit that answers for it.
    pub unit: NamedId,
    /// Its limit: `8wh`, `7wd` or `2d`.
    #[schema(example = "8wh")]
    pub limit: String,
    /// Counted from here.
    #[schema(format = DateTime)]
    pub since: String,
    /// Due.
    #[schema(format = DateTime)]
    pub due_at: String,
    /// Whether an agency is late on it.
    pub overdue: bool,
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Deserialize, ToSchema)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                /// The line of the timeline.
                pub seq: u32,
                /// When.
                #[schema(format = DateTime)]
                pub at: String,
                /// The unit that held the case.
                pub unit: NamedId,
                /// Who did it.
                #[schema(required)]
                pub by: Option<String>,
                $($(#[$field_doc])* pub $field: $type,)*
            }
        )+
    };
}

facts! {
    /// An attempt to reach the citizen.
    CaseContact {
        /// How.
        channel: String,
        /// Whether the citizen was reached.
        reached: bool,
        /// What came of it.
        note: String,
    }
    /// What the desk asked.
    CaseInformationRequest {
        /// The question.
        question: String,
        /// The citizen's answer.
        #[schema(required)]
        answer: Option<String>,
        /// When it was answered, or fell away with a transfer.
        #[schema(required, format = DateTime)]
        answered_at: Option<String>,
    }
    /// A checklist of acceptance.
    CaseAcceptance {
        /// The answers.
        checklist: CaseChecklist,
        /// The level given.
        level: String,
        /// Why.
        #[schema(required)]
        level_reason: Option<String>,
    }
    /// A refusal.
    CaseRefusal {
        /// The coded reason.
        reason: String,
        /// The explanation.
        explanation: String,
    }
    /// An officer named.
    CaseAssignment {
        /// Who.
        #[schema(required)]
        handler: Option<String>,
        /// A word to the officer.
        note: String,
    }
    /// A change of the level.
    CaseLevelChange {
        /// Level before.
        from: String,
        /// Level after.
        to: String,
        /// Why.
        reason: String,
        /// When handling was due before; null where it did not run.
        #[schema(required, format = DateTime)]
        due_before: Option<String>,
        /// When it is due since.
        #[schema(required, format = DateTime)]
        due_after: Option<String>,
    }
    /// An extension.
    CaseExtension {
        /// The provision it rests on.
        legal_basis: String,
        /// Working days in all.
        total_days: u32,
        /// When handling was due before.
        #[schema(required, format = DateTime)]
        due_before: Option<String>,
        /// When it is due since.
        #[schema(required, format = DateTime)]
        due_after: Option<String>,
    }
    /// A draft.
    CaseDraft {
        /// The proposed answer.
        conclusion: String,
        /// Files that support it.
        media: Vec<CaseFileMedia>,
        /// How a regulation was examined; null of every other kind.
        #[schema(required)]
        assessment: Option<CaseAssessment>,
    }
    /// A class of feedback on a regulation.
    CaseClassification {
        /// `refuse`, `conduct`, `own` or `not_own`.
        class: String,
        /// Why.
        reason: String,
    }
    /// A draft or a result that was returned.
    CaseReturn {
        /// `return_draft` or `return_result`.
        act: String,
        /// Why.
        reason: String,
    }
    /// An approval.
    CaseApproval {
        /// A remark.
        note: String,
    }
    /// A result.
    CaseResult {
        /// What was done.
        result: String,
        /// Its evidence.
        evidence: Vec<CaseFileMedia>,
    }
    /// An urging.
    CaseUrging {
        /// Why.
        reason: String,
    }
}

/// The answers to the conditions for acceptance.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseChecklist {
    /// Content complete and clear.
    pub content_clear: bool,
    /// Sender's identity complete.
    pub identity_complete: bool,
    /// Pictures and videos intact.
    pub media_intact: bool,
    /// Place specific.
    pub place_specific: bool,
}

/// A case that went to another unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseTransfer {
    /// The line of the timeline.
    pub seq: u32,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// `forward` or `reroute`.
    pub act: String,
    /// From there.
    pub from: NamedId,
    /// To there.
    pub to: NamedId,
    /// Who did it.
    #[schema(required)]
    pub by: Option<String>,
    /// Why.
    pub reason: String,
}

/// A case given to those who handle it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseDispatch {
    /// The line of the timeline.
    pub seq: u32,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// From there.
    pub from: NamedId,
    /// To there.
    pub to: NamedId,
    /// Who did it.
    #[schema(required)]
    pub by: Option<String>,
    /// The division meant.
    #[schema(required)]
    pub division: Option<String>,
    /// What the head wants done.
    pub instruction: String,
}

/// What everybody reads.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CasePublication {
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// The unit that answers for it.
    pub unit: NamedId,
    /// The head who answers for it.
    #[schema(required)]
    pub by: Option<String>,
    /// The public text; null where the result alone is public.
    #[schema(required)]
    pub text: Option<String>,
    /// The public address.
    #[schema(required)]
    pub address: Option<String>,
    /// The public result.
    pub result: String,
}

/// A question after publication.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseQuestion {
    /// The line of the timeline.
    pub seq: u32,
    /// When it was asked.
    #[schema(format = DateTime)]
    pub at: String,
    /// The question.
    pub question: String,
    /// The answer.
    #[schema(required)]
    pub answer: Option<String>,
    /// When it was answered.
    #[schema(required, format = DateTime)]
    pub answered_at: Option<String>,
    /// Who answered it.
    #[schema(required)]
    pub answered_by: Option<String>,
}

/// The rating that stands.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseRating {
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// `satisfied`, `acceptable` or `unsatisfied`.
    pub satisfaction: String,
    /// The citizen's comment.
    pub comment: String,
}

/// What a supporting agency was asked for, and how far that has come.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseContribution {
    /// The supporter.
    pub unit: NamedId,
    /// `invited`, `assigned`, `drafted`, `contributed`, `declined`, `waived` or `lapsed`.
    #[schema(example = "assigned")]
    pub state: String,
    /// Whether publication waits for it (R-8.2c).
    pub waiting: bool,
    /// Why it was asked, and for what.
    pub request: String,
    /// When.
    #[schema(format = DateTime)]
    pub invited_at: String,
    /// By whom.
    #[schema(required)]
    pub invited_by: Option<String>,
    /// When its contribution is due; null while no clock runs.
    #[schema(required, format = DateTime)]
    pub due_at: Option<String>,
    /// Whether it is late.
    pub overdue: bool,
    /// The supporter's officer.
    #[schema(required)]
    pub handler: Option<NamedId>,
    /// A word to that officer.
    #[schema(required)]
    pub note: Option<String>,
    /// Who wrote the contribution.
    #[schema(required)]
    pub author: Option<String>,
    /// What it says.
    #[schema(required)]
    pub contribution: Option<String>,
    /// Its files.
    pub media: Vec<CaseFileMedia>,
    /// Why its head returned it, until it is filed again.
    #[schema(required)]
    pub return_reason: Option<String>,
    /// When it came in, was declined, was waived or fell away.
    #[schema(required, format = DateTime)]
    pub decided_at: Option<String>,
    /// By whom.
    #[schema(required)]
    pub decided_by: Option<String>,
    /// The remark or the reason.
    #[schema(required)]
    pub decision: Option<String>,
    /// The acts that the person who asks may do on it now.
    #[schema(example = json!(["support_assign", "support_decline"]))]
    pub may: Vec<String>,
}

/// A case on the same matter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChainedCase {
    /// Its code.
    pub code: String,
    /// Where it stands.
    pub state: String,
    /// Its place in the chain, from 1.
    pub position: u32,
    /// The rating that stands.
    #[schema(required)]
    pub satisfaction: Option<String>,
}

/// An inspection, as the unit that holds the case sees it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseInspection {
    /// The line of the timeline.
    pub seq: u32,
    /// The body that inspects.
    pub body: NamedId,
    /// When it was opened.
    #[schema(format = DateTime)]
    pub opened_at: String,
    /// When it ended; null while it runs.
    #[schema(required, format = DateTime)]
    pub ended_at: Option<String>,
}

/// What belongs to an initiative (Điều 9).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseInitiative {
    /// The evaluations; the last one counts.
    pub evaluations: Vec<CaseEvaluation>,
    /// The last call for the public's views; null when there was none.
    #[schema(required)]
    pub views: Option<CaseViews>,
    /// The newest 200 comments, hidden ones too.
    pub comments: Vec<CaseViewComment>,
    /// The decisions that drafts proposed.
    pub decisions: Vec<CaseDecision>,
    /// The milestones of the published plan, each with the last word on it.
    pub milestones: Vec<CaseMilestone>,
}

/// An evaluation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseEvaluation {
    /// The line of the timeline.
    pub seq: u32,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who evaluated.
    #[schema(required)]
    pub by: Option<String>,
    /// Whether it can be done: `high`, `medium` or `low`.
    pub feasibility: String,
    /// Why.
    pub feasibility_reason: String,
    /// Whether it fits: `high`, `medium` or `low`.
    pub fit: String,
    /// Why.
    pub fit_reason: String,
}

/// A call for the public's views.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseViews {
    /// When it was opened.
    #[schema(format = DateTime)]
    pub opened_at: String,
    /// Until when; null when it was ended early.
    #[schema(required, format = DateTime)]
    pub until: Option<String>,
    /// When it was ended early.
    #[schema(required, format = DateTime)]
    pub closed_at: Option<String>,
    /// Whether views are taken now.
    pub open: bool,
    /// What the public reads.
    pub teaser: String,
    /// How many support it.
    pub supports: u32,
    /// How many comments are shown.
    pub comments: u32,
}

/// A comment of the public, with no name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseViewComment {
    /// Its id, for hiding it.
    pub id: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// The words, masked.
    pub text: String,
    /// Why it was hidden; null while it is shown.
    #[schema(required)]
    pub hidden: Option<String>,
}

/// A decision that a draft proposed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseDecision {
    /// The line of the timeline.
    pub seq: u32,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who drafted it.
    #[schema(required)]
    pub by: Option<String>,
    /// `adopt` or `decline`.
    pub decision: String,
    /// Why it is declined.
    #[schema(required)]
    pub reasons: Option<String>,
    /// How it will be carried out.
    #[schema(required)]
    pub plan: Option<String>,
    /// The first day of the plan.
    #[schema(required, format = Date)]
    pub from: Option<String>,
    /// The last day.
    #[schema(required, format = Date)]
    pub to: Option<String>,
    /// The division that answers for it.
    #[schema(required)]
    pub responsible: Option<String>,
    /// Its milestones.
    #[schema(required)]
    pub milestones: Option<Vec<CasePlannedMilestone>>,
}

/// A milestone that a draft proposed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CasePlannedMilestone {
    /// What will be reached.
    pub title: String,
    /// By when.
    #[schema(format = Date)]
    pub due_on: String,
}

/// A milestone of the published plan.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseMilestone {
    /// Its number, from 1.
    pub number: u32,
    /// What will be reached.
    pub title: String,
    /// By when.
    #[schema(format = Date)]
    pub due_on: String,
    /// `going`, `done` or `late`; null before the first report.
    #[schema(required)]
    pub progress: Option<String>,
    /// The last note.
    #[schema(required)]
    pub note: Option<String>,
    /// When that was.
    #[schema(required, format = DateTime)]
    pub reported_at: Option<String>,
}

/// An act.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseTimelineLine {
    /// Its number.
    pub seq: u32,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// What was done.
    #[schema(example = "accept")]
    pub act: String,
    /// Where the case stood; null for the first act.
    #[schema(required)]
    pub from: Option<String>,
    /// Where it stood after.
    pub to: String,
    /// The unit in which it was done: the one that held the case, or a supporter.
    pub unit: NamedId,
    /// `citizen`, `officer` or `system`.
    pub by: String,
    /// The name of who did it; null for the system, and for the citizen of a confidential report.
    #[schema(required)]
    pub actor: Option<String>,
    /// What the act was given; its fields depend on the act.
    pub details: serde_json::Map<String, serde_json::Value>,
}

/// The case file: for those who work in the unit that holds the case or in one that supports it (R-8.2b), the Centre,
/// and the Inspectorate when it is verified waste. Its reporter follows it under `GET /api/reports/{code}`.
#[utoipa::path(
    get,
    path = "/api/cases/{code}",
    operation_id = "read_case",
    tag = "verification",
    summary = "A case as a desk sees it",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    responses((status = 200, description = "The case file", body = CaseFile)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn case_file(call: Call) -> Result<Reply, Problem> {
    let actor = call.actor().await?;
    let loaded = call.case(&actor).await?;
    if !actor.sees_the_file(&loaded.case) {
        return Err(Problem::not_your_role());
    }
    let may = acts_open_to(&loaded.case, &actor, loaded.office(call.now).terms);
    let on = |unit: &UnitId| (unit.clone(), acts_open_on(&loaded.case, &actor, unit));
    let support: Vec<_> = loaded.case.contributions.iter().map(|asked| on(&asked.unit)).collect();
    let file = call.store().await?.desk_case(&loaded.case.id, &may, &support, call.now).await?;
    Ok(Reply::raw_json(StatusCode::OK, file.ok_or_else(Problem::not_found)?))
}
