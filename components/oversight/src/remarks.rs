//! The remarks of a unit, or of all of them for the Centre.

use domain::{ARTICLE_MAX, Refusal, RemarkState, Role, UnitId};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;
use store::remarks::RemarkFilter;

/// Which remarks.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RemarkQuery {
    /// The unit that sent them; the Centre may leave it out and sees all.
    #[param(example = "00070")]
    unit: Option<String>,
    /// The article.
    #[param(minimum = 1, maximum = 28)]
    article: Option<u32>,
    /// `sent`, `answered` or `merged`.
    state: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of remarks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Remarks {
    /// The page, latest first.
    pub remarks: Vec<RemarkView>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A remark. It speaks for the agency; no person is named.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemarkView {
    /// Its id.
    pub id: String,
    /// `sent`, `answered` or `merged`.
    pub state: String,
    /// How many acts it has seen.
    pub version: u32,
    /// Who sent it.
    pub unit: NamedId,
    /// The article.
    pub article: u32,
    /// Paragraph and letter.
    #[schema(required)]
    pub clause: Option<String>,
    /// The difficulty.
    pub text: String,
    /// What the agency proposes.
    #[schema(required)]
    pub proposal: Option<String>,
    /// When it was sent.
    #[schema(format = DateTime)]
    pub sent_at: String,
    /// The Centre's answer.
    #[schema(required)]
    pub answer: Option<String>,
    /// When it was given.
    #[schema(required, format = DateTime)]
    pub answered_at: Option<String>,
    /// Which report takes it up.
    #[schema(required)]
    pub merged_note: Option<String>,
    /// When it was marked so.
    #[schema(required, format = DateTime)]
    pub merged_at: Option<String>,
}

/// Lists remarks, latest first: a unit's for its own people, all of them for the Centre.
#[utoipa::path(
    get,
    path = "/api/remarks",
    operation_id = "list_remarks",
    tag = "oversight",
    params(RemarkQuery),
    responses((status = 200, description = "A page of remarks.", body = Remarks)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let query: RemarkQuery = call.query()?;
    let centre = account.has(Role::Centre);
    if account.memberships.is_empty() {
        return Err(Problem::not_your_role());
    }
    let mut fields = Fields::new();
    let unit = fields.optional_id::<UnitId>("unit", &query.unit);
    if !centre && unit == Some(None) {
        fields.error("unit", "missing", words::WHICH_UNIT);
    }
    let article = match query.article {
        Some(article) => fields.within("article", Some(article), 1..=u32::from(ARTICLE_MAX)).map(Some),
        None => Some(None),
    };
    let state = fields.optional_choice::<RemarkState>("state", &query.state);
    let before = match query.after.as_deref().map(str::parse::<i64>) {
        None => Some(None),
        Some(Ok(before)) => Some(Some(before)),
        Some(Err(_)) => {
            fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
            None
        }
    };
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let (unit, article, state, before, limit) = fields.finish((unit, article, state, before, limit))?;
    if let Some(unit) = &unit
        && !centre
        && !account.works_in(unit)
    {
        return Err(Refusal::NotYourUnit { unit: unit.clone() }.into());
    }
    let article = article.and_then(|article| u8::try_from(article).ok());
    let list = call.store().await?.remarks(&RemarkFilter { unit, article, state, before, limit }).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}
