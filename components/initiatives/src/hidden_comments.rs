//! Hiding a comment of the public.

use domain::initiative::{self, HideComment};
use domain::{CommentId, Reason};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// Which comment, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HiddenCommentBody {
    /// Id of the comment, as the case file and the public list have it.
    #[schema(value_type = String, required)]
    comment: Option<String>,
    /// The reason, 10 to 2,000 characters.
    #[schema(value_type = String, required, min_length = 10, max_length = 2000)]
    reason: Option<String>,
}

/// Hides a comment that offends or advertises; it stays in the books with the reason.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/hidden-comments",
    operation_id = "hide_comment",
    tag = "initiatives",
    summary = "Hide a comment on an initiative",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = HiddenCommentBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn hidden_comments(call: Call) -> Result<Reply, Problem> {
    let body: HiddenCommentBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let comment = fields.id::<CommentId>("comment", &body.comment);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let (comment, reason) = fields.finish((comment, reason))?;
    let loaded = call.case(&actor).await?;
    let store = call.store().await?;
    let shown_here = store.comment_is_shown(&loaded.case.id, &comment).await?;
    let command = HideComment { comment, shown_here, reason };
    let outcome = initiative::hide_comment(&loaded.case, &actor, command, &loaded.office(call.now))?;
    store.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
