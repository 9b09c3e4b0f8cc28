//! How far a case has come, for whoever has its code.

use domain::aftercare::Satisfaction;
use domain::{ClockKind, MediaRef, MediaType, triage};
use edge::queue::{NamedCode, NamedId};
use edge::{Call, Problem, Reply, words};
use serde::Serialize;
use store::publication::{Place, PublicAct, PublicCase, Publication, PublishedAssessment};

/// A case as everybody may see it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PublicCase)]
pub struct CaseView {
    /// Public code.
    #[schema(example = "HN26-7K3M9Q2X")]
    pub code: String,
    /// Where it stands.
    #[schema(example = "published")]
    pub state: &'static str,
    /// The same in Vietnamese.
    #[schema(example = "đã công khai kết quả")]
    pub state_name: &'static str,
    /// Its level.
    #[schema(example = "normal")]
    pub level: &'static str,
    /// The same in Vietnamese.
    #[schema(example = "bình thường")]
    pub level_name: &'static str,
    /// Its process.
    #[schema(example = "field")]
    pub kind: &'static str,
    /// The same in Vietnamese.
    #[schema(example = "phản ánh hiện trường")]
    pub kind_name: &'static str,
    /// Field of life.
    pub category: NamedCode,
    /// The ward or commune where it is.
    pub ward: NamedId,
    /// The unit that holds it now.
    pub unit: NamedId,
    /// When it was sent.
    #[schema(format = DateTime)]
    pub submitted_at: String,
    /// The soonest due instant of the clocks that an agency answers for; null when none runs.
    #[schema(format = DateTime, required)]
    pub due_at: Option<String>,
    /// Which clock that is.
    #[schema(required, example = "handling")]
    pub due_clock: Option<&'static str>,
    /// The same in Vietnamese.
    #[schema(required, example = "thời hạn xử lý")]
    pub due_clock_name: Option<&'static str>,
    /// What was done, oldest first, without people and without what they wrote.
    pub timeline: Vec<ActView>,
    /// The agencies that contributed to the answer (R-8.2c).
    pub supporters: Vec<NamedId>,
    /// What was published; null before.
    #[schema(required)]
    pub publication: Option<PublicationView>,
}

/// One act of the timeline.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PublicAct)]
pub struct ActView {
    /// What was done.
    #[schema(example = "accept")]
    pub act: &'static str,
    /// The same in Vietnamese.
    #[schema(example = "tiếp nhận")]
    pub act_name: &'static str,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// The unit in which it was done.
    pub unit: NamedId,
    /// The unit it was sent to, when it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NamedId>,
    /// Why it was refused, when it was (R-7.2a).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<RefusalView>,
}

/// A coded reason for a refusal.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PublicRefusal)]
pub struct RefusalView {
    /// The code.
    #[schema(example = "e")]
    pub code: &'static str,
    /// The article it stands in.
    #[schema(example = "Điều 6 khoản 2 điểm e")]
    pub article: &'static str,
    /// What it means, in a sentence.
    pub sentence: &'static str,
}

/// What was published.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Publication)]
pub struct PublicationView {
    /// When.
    #[schema(format = DateTime)]
    pub published_at: String,
    /// Where, masked; null where no place was asked for, and where the result alone is public.
    #[schema(required)]
    pub address: Option<String>,
    /// What was reported, masked; null where the result alone is public.
    #[schema(required)]
    pub text: Option<String>,
    /// What was done, masked.
    pub result: String,
    /// The head who let it be public and answers for it.
    pub responsible: String,
    /// The evidence of the result, to be read at `/api/public/media/{id}`; videos are not public.
    pub evidence: Vec<PublicFile>,
    /// The pictures of the report; none when the sender wished to stay unknown.
    pub pictures: Vec<PublicFile>,
    /// How content the citizen is; null when not rated.
    #[schema(required, example = "satisfied")]
    pub satisfaction: Option<&'static str>,
    /// The same in Vietnamese.
    #[schema(required, example = "hài lòng")]
    pub satisfaction_name: Option<&'static str>,
    /// How a regulation was examined, and what comes of it; null of every other kind.
    #[schema(required)]
    pub assessment: Option<AssessmentView>,
}

/// The answers to the six criteria of a regulation.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PublicAssessment)]
pub struct AssessmentView {
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
    #[schema(example = "amend_or_repeal")]
    pub outcome: String,
}

/// A file that may be read by everybody.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PublicFile {
    /// Its id.
    pub id: String,
    /// What it is.
    #[schema(example = "image/jpeg")]
    pub media_type: &'static str,
}

/// Reads how far a case has come; with text, result and evidence once it is published.
#[utoipa::path(
    get,
    path = "/api/public/cases/{code}",
    operation_id = "read_public_case",
    tag = "publication",
    params(("code" = String, Path, description = "Public code of the case.", example = "HN26-7K3M9Q2X")),
    responses((status = 200, description = "The case as everybody may see it.", body = CaseView)),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let code = call.case_code()?;
    let case = call.store().await?.public_case(&code).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(&CaseView::from(case)))
}

impl From<PublicCase> for CaseView {
    fn from(case: PublicCase) -> Self {
        let (due_clock, due_at) = case.due.unzip();
        Self {
            code: case.code.to_string(),
            state: case.state.as_str(),
            state_name: words::state(case.state),
            level: case.level.as_str(),
            level_name: words::level(case.level),
            kind: case.kind.as_str(),
            kind_name: words::kind(case.kind),
            category: NamedCode { code: case.category.id, name: case.category.name },
            ward: named(case.ward),
            unit: named(case.unit),
            submitted_at: case.submitted_at,
            due_at,
            due_clock: due_clock.map(ClockKind::as_str),
            due_clock_name: due_clock.map(words::clock),
            timeline: case.timeline.into_iter().map(ActView::from).collect(),
            supporters: case.supporters.into_iter().map(named).collect(),
            publication: case.publication.map(PublicationView::from),
        }
    }
}

impl From<PublicAct> for ActView {
    fn from(act: PublicAct) -> Self {
        Self {
            act: act.act.as_str(),
            act_name: words::public_act(act.act),
            at: act.at,
            unit: named(act.unit),
            to: act.to.map(named),
            refusal: act.refusal.map(RefusalView::from),
        }
    }
}

impl From<triage::RefusalReason> for RefusalView {
    fn from(reason: triage::RefusalReason) -> Self {
        Self { code: reason.as_str(), article: reason.article(), sentence: words::refusal_reason(reason) }
    }
}

impl From<Publication> for PublicationView {
    fn from(publication: Publication) -> Self {
        let satisfaction = publication.satisfaction.as_deref().and_then(Satisfaction::parse);
        Self {
            published_at: publication.published_at,
            address: publication.address,
            text: publication.text,
            result: publication.result,
            responsible: publication.responsible,
            evidence: files(publication.evidence, MediaType::is_public_of_a_result),
            pictures: files(publication.pictures, MediaType::is_public_of_a_report),
            satisfaction: satisfaction.map(Satisfaction::as_str),
            satisfaction_name: satisfaction.map(words::satisfaction),
            assessment: publication.assessment.map(AssessmentView::from),
        }
    }
}

impl From<PublishedAssessment> for AssessmentView {
    fn from(assessment: PublishedAssessment) -> Self {
        let PublishedAssessment { necessary, lawful, simple, feasible, consistent, treaty_fit, outcome } = assessment;
        Self { necessary, lawful, simple, feasible, consistent, treaty_fit, outcome }
    }
}

/// Those that everybody may read: the others would be links to nothing.
fn files(files: Vec<MediaRef>, is_public: fn(MediaType) -> bool) -> Vec<PublicFile> {
    let public = files.into_iter().filter(|file| is_public(file.media_type));
    public.map(|file| PublicFile { id: file.id.to_string(), media_type: file.media_type.as_str() }).collect()
}

fn named(place: Place) -> NamedId {
    NamedId { id: place.id, name: place.name }
}
