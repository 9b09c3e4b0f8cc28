//! The texts that a unit's desk starts from when it refuses a report (R-6.2, R-7.2a).

use domain::triage::RefusalReason;
use domain::{Reason, Refusal, Role, set_template};
use edge::{Call, Fields, Problem, Reply, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A unit's texts, one for each reason in the order of Điều 6 khoản 2.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplyTemplates {
    /// One for each reason.
    templates: Vec<ReplyTemplateView>,
}

/// A text to start from.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReplyTemplate)]
pub struct ReplyTemplateView {
    /// The coded reason.
    #[schema(example = "e")]
    reason: &'static str,
    /// The article it stands in.
    article: &'static str,
    /// The text; the page fills in `{code}`, `{category}` and `{address}`.
    text: String,
    /// How often the unit has worded it; 0: it is the city's own text.
    version: u32,
    /// When last.
    #[schema(required, format = DateTime)]
    edited_at: Option<String>,
    /// By whom.
    #[schema(required)]
    edited_by: Option<String>,
}

/// A text to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyTemplateBody {
    /// 10 to 2,000 characters; of what stands in braces only `{code}`, `{category}` and `{address}`.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    text: Option<String>,
    /// The version this edit was made from.
    #[schema(value_type = u32, required = true)]
    version: Option<u32>,
}

/// The version of a template after an edit.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplyTemplateReply {
    /// How often the unit has worded it.
    version: u32,
}

/// Reads a unit's texts for refusals; for its own people and the Centre.
#[utoipa::path(
    get,
    path = "/api/units/{unit}/reply-templates",
    operation_id = "list_reply_templates",
    tag = "verification",
    params(("unit" = String, Path, description = "The unit.", example = "00070")),
    responses((status = 200, description = "One for each reason.", body = ReplyTemplates)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn list(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let unit = call.unit_id()?;
    if !account.works_in(&unit) && !account.has(Role::Centre) {
        return Err(Refusal::NotYourUnit { unit }.into());
    }
    let store = call.store().await?;
    if !account.works_in(&unit) && !store.unit_exists(unit.as_str()).await? {
        return Err(Problem::not_found());
    }
    let worded = store.reply_templates(&unit).await?;
    let templates = RefusalReason::ALL
        .iter()
        .map(|reason| {
            let own = worded.iter().find(|own| own.reason == reason.as_str());
            ReplyTemplateView {
                reason: reason.as_str(),
                article: reason.article(),
                text: own.map_or_else(|| words::reply_template(*reason).to_owned(), |own| own.text.clone()),
                version: own.map_or(0, |own| own.version),
                edited_at: own.map(|own| own.edited_at.clone()),
                edited_by: own.and_then(|own| own.edited_by.clone()),
            }
        })
        .collect();
    Ok(Reply::ok(&ReplyTemplates { templates }))
}

/// Words a unit's text for a reason; for its heads. The texts before stay in the journal.
#[utoipa::path(
    put,
    path = "/api/units/{unit}/reply-templates/{reason}",
    operation_id = "set_reply_template",
    tag = "verification",
    params(
        ("unit" = String, Path, description = "The unit.", example = "00070"),
        ("reason" = String, Path, description = "The coded reason.", example = "e"),
    ),
    request_body = ReplyTemplateBody,
    responses((status = 200, description = "In force.", body = ReplyTemplateReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub async fn set(call: Call) -> Result<Reply, Problem> {
    let head = &call.signed_in().await?.account;
    let body: ReplyTemplateBody = call.json().await?;
    let reason = RefusalReason::parse(call.param("reason")).ok_or_else(Problem::not_found)?;
    let unit = call.unit_id()?;
    let mut fields = Fields::new();
    let text = fields.text::<Reason>("text", &body.text);
    let version = fields.required("version", body.version);
    let (text, version) = fields.finish((text, version))?;
    let store = call.store().await?;
    let template = store.reply_template(&unit, reason).await?;
    let outcome = set_template(&template, head, text, call.now).map_err(|refusal| match refusal {
        Refusal::UnknownPlaceholder { .. } => {
            let article = refusal.article().unwrap_or_default();
            Problem::invalid_field("text", refusal.code(), words::refusal(&refusal)).article(article)
        }
        other => other.into(),
    })?;
    // Whoever edited from an older text would undo the newer one unseen.
    if template.tip.seq != version {
        return Err(Problem::stale_record());
    }
    store.commit_template(&outcome).await.map_err(Problem::of_record)?;
    Ok(Reply::ok(&ReplyTemplateReply { version: version.saturating_add(1) }))
}
