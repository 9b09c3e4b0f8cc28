//! What the public says about an initiative, once for each verified account and with no name.

use crate::place;
use crate::support::open_to;
use domain::{CommentId, Refusal, ViewText, initiative};
use edge::{Call, Fields, Problem, Reply, StatusCode, new_id};
use serde::{Deserialize, Serialize};
use store::initiatives::Commented;
use utoipa::ToSchema;

/// Which part of the comments.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CommentsQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// A page of comments, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InitiativeComments)]
pub struct Comments {
    /// The page.
    pub comments: Vec<ShownComment>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

/// A comment; nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InitiativeComment)]
pub struct ShownComment {
    /// Its id; by it the unit hides one that offends, however old it is.
    pub id: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// The words, masked.
    pub text: String,
}

/// A comment to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommentBody {
    /// The words, 10 to 1,000 characters. Telephone numbers, e-mail addresses and identity numbers are masked.
    #[schema(value_type = String, required, min_length = 10, max_length = 1000)]
    text: Option<String>,
}

/// Lists the comments that are shown, the newest first.
#[utoipa::path(
    get,
    path = "/api/public/initiatives/{code}/comments",
    operation_id = "list_initiative_comments",
    tag = "initiatives",
    summary = "What the public says about an initiative",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X"), CommentsQuery),
    responses((status = 200, description = "A page of comments", body = Comments)),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let query: CommentsQuery = call.query()?;
    let mut fields = Fields::new();
    let after = place(&mut fields, &query.after);
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let (after, limit) = fields.finish((after, limit))?;
    let store = call.store().await?;
    let found = store.public_initiative_of(&call.case_code()?).await?.ok_or_else(Problem::not_found)?;
    let page = store.initiative_comments(&found.case, after.as_ref(), limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, page))
}

/// Comments on an initiative on which views are taken, once. The comment is shown without a name.
#[utoipa::path(
    post,
    path = "/api/public/initiatives/{code}/comments",
    operation_id = "comment_on_initiative",
    tag = "initiatives",
    summary = "Comment on an initiative",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = CommentBody,
    responses((status = 201, description = "The comment as it is shown", body = ShownComment)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn comment(call: Call) -> Result<Reply, Problem> {
    let body: CommentBody = call.json().await?;
    call.signed_in().await?;
    let mut fields = Fields::new();
    let text = fields.text::<ViewText>("text", &body.text);
    let (text,) = fields.finish((text,))?;
    let (found, account, store) = open_to(&call).await?;
    let shown = initiative::public_view(&text);
    let id = CommentId::new(new_id(call.now));
    match store.comment_on_initiative(&found.case, account, &id, &shown, call.now).await? {
        Commented::Done => {
            let at = call.now.format("%Y-%m-%dT%H:%M:%S%:z").to_string();
            Ok(Reply::json(StatusCode::CREATED, &ShownComment { id: id.to_string(), at, text: shown.into_string() }))
        }
        Commented::Before => Err(Refusal::AlreadyCommented.into()),
        Commented::Closed => Err(Refusal::NoViews.into()),
    }
}
