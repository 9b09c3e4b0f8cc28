//! One public initiative.

use edge::queue::{NamedCode, NamedId};
use edge::{Call, Problem, Reply, StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

/// A public initiative. No person is named in it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Initiative {
    /// Public code.
    #[schema(example = "HN26-7K3M9Q2X")]
    pub code: String,
    /// Where the case stands.
    pub state: String,
    /// Field.
    pub category: NamedCode,
    /// The unit that studies or carries it out.
    pub unit: NamedId,
    /// When it was sent.
    #[schema(format = DateTime)]
    pub submitted_at: String,
    /// Its text, masked.
    pub text: String,
    /// The answer; null before it is published.
    #[schema(required)]
    pub result: Option<String>,
    /// The last call for views; null when there was none.
    #[schema(required)]
    pub views: Option<ViewsCall>,
    /// How many support it.
    pub supports: u32,
    /// How many comments are shown.
    pub comments: u32,
    /// `adopt` or `decline`; null before it is published.
    #[schema(required)]
    pub decision: Option<String>,
    /// When that was published.
    #[schema(required, format = DateTime)]
    pub decided_at: Option<String>,
    /// Why it was declined.
    #[schema(required)]
    pub reasons: Option<String>,
    /// How it is carried out, when it was adopted.
    #[schema(required)]
    pub plan: Option<PublicPlan>,
    /// Every report on the plan, the newest first.
    pub reports: Vec<ProgressReport>,
    /// What you said yourself; null when you are not signed in.
    #[schema(required)]
    pub yours: Option<Yours>,
}

/// A call for views.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewsCall {
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
}

/// A plan.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicPlan {
    /// What will be done.
    pub text: String,
    /// The first day.
    #[schema(format = Date)]
    pub from: String,
    /// The last day.
    #[schema(format = Date)]
    pub to: String,
    /// The division that answers for it.
    pub responsible: String,
    /// Its milestones, each with the last word on it.
    pub milestones: Vec<PublicMilestone>,
}

/// A milestone.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicMilestone {
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

/// A report on a milestone.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressReport {
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// The number of the milestone.
    pub milestone: u32,
    /// `going`, `done` or `late`.
    pub progress: String,
    /// In words.
    pub note: String,
    /// Files that show it, for `GET /api/public/media/{id}`; videos are not public.
    pub media: Vec<ProgressFile>,
}

/// A file.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressFile {
    /// Its id.
    pub id: String,
    /// Its media type.
    #[serde(rename = "type")]
    #[schema(example = "image/jpeg")]
    pub media_type: String,
}

/// What the person who asks said.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Yours {
    /// Whether you support it.
    pub supported: bool,
    /// Whether you made a comment.
    pub commented: bool,
}

/// Reads one public initiative with its plan and progress.
#[utoipa::path(
    get,
    path = "/api/public/initiatives/{code}",
    operation_id = "read_initiative",
    tag = "initiatives",
    summary = "A public initiative",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    responses((status = 200, description = "The initiative", body = Initiative)),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let code = call.case_code()?;
    let viewer = call.session().await?.map(|session| &session.account.id);
    let found = call.store().await?.public_initiative(&code, viewer, call.now).await?;
    Ok(Reply::raw_json(StatusCode::OK, found.ok_or_else(Problem::not_found)?))
}
