use domain::Terms;
use edge::queue::NamedId;
use edge::{Call, Problem, Reply, StatusCode, words};
use serde::{Deserialize, Serialize};
use store::kinds::KindToday;
use utoipa::ToSchema;

/// The kinds of report.
#[derive(Serialize, ToSchema)]
pub struct KindList {
    /// In the order they are offered.
    kinds: Vec<KindView>,
}

/// A kind of report, and what the regulation asks of it today.
#[derive(Serialize, ToSchema)]
struct KindView {
    /// Its code, for `kind` of a report.
    #[schema(example = "field")]
    kind: &'static str,
    /// Its Vietnamese name.
    #[schema(example = "phản ánh hiện trường")]
    name: &'static str,
    /// What it is for, in one sentence.
    description: &'static str,
    /// What a report of it needs beside text, category and ward.
    required: KindRequirements,
    /// Whether the sender's identity is hidden unless the sender says otherwise.
    confidential_by_default: bool,
    /// What everybody sees: `report_and_result` or `result_only`.
    publicity: &'static str,
    /// The same as a Vietnamese sentence.
    publicity_sentence: &'static str,
    /// The limits its cases run under.
    limits: Vec<LimitView>,
    /// Working days in all that an extension may reach; null where there is none.
    #[schema(required)]
    extension_days_max: Option<u32>,
    /// The units that receive it, depending on the category; null is the ward or commune where it is.
    first_units: Vec<Option<NamedId>>,
    /// The version of the terms.
    #[schema(example = "1207-2025")]
    version: String,
    /// Valid since this day.
    #[schema(format = Date)]
    valid_from: String,
    /// Until before this day; null until another version.
    #[schema(required, format = Date)]
    valid_to: Option<String>,
}

/// What a report needs.
#[derive(Serialize, ToSchema)]
struct KindRequirements {
    /// A place in words.
    address: bool,
    /// When it was seen.
    happened_at: bool,
    /// A picture or video.
    media: bool,
}

/// A limit.
#[derive(Serialize, ToSchema)]
struct LimitView {
    /// What it limits.
    #[schema(example = "acceptance")]
    what: &'static str,
    /// The same in Vietnamese.
    #[schema(example = "tiếp nhận")]
    what_name: &'static str,
    /// `8wh` working hours, `7wd` working days, `2d` days.
    #[schema(example = "8wh")]
    limit: String,
    /// The same in Vietnamese.
    #[schema(example = "8 giờ làm việc")]
    limit_in_words: String,
}

/// The kinds of report with what each needs, its limits, who receives it and what becomes public.
#[utoipa::path(
    get, path = "/api/kinds", tag = "publication", operation_id = "list_kinds",
    responses((status = 200, description = "Every kind, as it is today. May be kept for five minutes.", body = KindList))
)]
pub async fn list(call: Call) -> Result<Reply, Problem> {
    let kinds = call.store().await?.kinds(call.now).await?;
    let kinds = kinds.into_iter().map(KindView::from).collect();
    Ok(Reply::ok(&KindList { kinds }).cache("public, max-age=300"))
}

impl From<KindToday> for KindView {
    fn from(today: KindToday) -> Self {
        let KindToday { terms, valid_from, valid_to, first_units } = today;
        Self {
            kind: terms.kind.as_str(),
            name: words::kind(terms.kind),
            description: words::kind_described(terms.kind),
            required: KindRequirements {
                address: terms.place_required,
                happened_at: terms.place_required,
                media: terms.media_required,
            },
            confidential_by_default: terms.confidential_by_default,
            publicity: terms.publicity.as_str(),
            publicity_sentence: words::publicity(terms.publicity),
            limits: limits(&terms),
            extension_days_max: terms.extension_days_max,
            first_units: first_units
                .into_iter()
                .map(|unit| unit.map(|(id, name)| NamedId { id, name: Some(name) }))
                .collect(),
            version: terms.version.clone(),
            valid_from,
            valid_to,
        }
    }
}

fn limits(terms: &Terms) -> Vec<LimitView> {
    let always = [
        ("acceptance", terms.acceptance),
        ("verification", terms.verification),
        ("dispatch", terms.dispatch),
        ("handling_urgent", terms.handling_urgent),
        ("handling_normal", terms.handling_normal),
        ("handling_complex", terms.handling_complex),
        ("rework", terms.rework),
        ("publication", terms.publication),
        ("question_window", terms.question_window),
        ("clarification", terms.clarification),
    ];
    always
        .into_iter()
        .chain(terms.transfer.map(|limit| ("transfer", limit)))
        .map(|(what, limit)| LimitView {
            what,
            what_name: words::limit(what),
            limit: limit.to_string(),
            limit_in_words: limit.in_words(),
        })
        .collect()
}

const QUESTIONS: &str = include_str!("../../../data/kind-questions.json");

/// Questions in plain words that lead to a kind, or elsewhere.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindQuestions {
    /// The id of the first question.
    pub start: String,
    /// Every question.
    pub questions: Vec<KindQuestion>,
}

/// A question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindQuestion {
    /// Its id.
    pub id: String,
    /// The question.
    pub text: String,
    /// What may be answered.
    pub answers: Vec<KindAnswer>,
}

/// An answer: it leads to another question, to a kind, or elsewhere; exactly one of the three is given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindAnswer {
    /// The answer.
    pub text: String,
    /// Examples.
    pub hint: Option<String>,
    /// The id of the next question.
    pub next: Option<String>,
    /// The kind it is.
    #[schema(example = "field")]
    pub kind: Option<String>,
    /// Why it is not sent here, and where to go instead.
    pub elsewhere: Option<String>,
}

/// The questions by which a citizen finds the kind of report.
#[utoipa::path(
    get, path = "/api/kinds/questions", tag = "publication", operation_id = "read_kind_questions",
    responses((status = 200, description = "A tree that ends in kinds. May be kept for a day.", body = KindQuestions))
)]
pub async fn questions(_: Call) -> Result<Reply, Problem> {
    Ok(Reply::raw_json(StatusCode::OK, QUESTIONS).cache("public, max-age=86400"))
}
