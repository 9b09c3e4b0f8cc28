//! A call for the public's views.

use domain::ReportText;
use domain::initiative::{self, OpenViews};
use edge::{Call, CaseReply, Fields, Problem, Reply};
use serde::Deserialize;
use utoipa::ToSchema;

/// A call for the public's views.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewsBody {
    /// The initiative in words for everybody, 10 to 4,000 characters; telephone numbers, e-mail addresses and identity
    /// numbers are masked.
    #[schema(value_type = String, required, min_length = 10, max_length = 4000)]
    teaser: Option<String>,
    /// Until when views are taken: in the future, and not after handling is due.
    #[schema(value_type = String, required, format = DateTime, example = "2026-03-20T17:00:00+07:00")]
    until: Option<String>,
}

/// Asks the public for views. It ends by itself.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/views",
    operation_id = "open_views",
    tag = "initiatives",
    summary = "Ask the public for views on an initiative",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = ViewsBody,
    responses((status = 200, description = "Done; the case as it stands now", body = CaseReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn views(call: Call) -> Result<Reply, Problem> {
    let body: ViewsBody = call.json().await?;
    let actor = call.actor().await?;
    let mut fields = Fields::new();
    let teaser = fields.text::<ReportText>("teaser", &body.teaser);
    let until = fields.instant("until", &body.until);
    let (teaser, until) = fields.finish((teaser, until))?;
    let loaded = call.case(&actor).await?;
    let outcome = initiative::open_views(&loaded.case, &actor, OpenViews { teaser, until }, &loaded.office(call.now))?;
    call.store().await?.commit(&outcome).await?;
    Ok(Reply::ok(&CaseReply::after(&loaded.case, &outcome)))
}
