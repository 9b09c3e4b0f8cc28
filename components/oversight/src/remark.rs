//! An agency sends a difficulty with the regulation; the Centre answers it and takes it into its report.

use domain::{
    ARTICLE_MAX, Account, Conclusion, Reason, Remark, RemarkId, RemarkOutcome, ReportText, Role, SendRemark, ShortText,
    answer_remark, merge_remark, send_remark,
};
use edge::{Call, Fields, Problem, Reply, new_id};
use serde::{Deserialize, Serialize};
use store::Store;

/// A remark after an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RemarkReply {
    /// Its id.
    pub id: String,
    /// `sent`, `answered` or `merged`.
    #[schema(example = "sent")]
    pub state: &'static str,
    /// How many acts it has seen.
    pub version: u32,
}

impl From<&RemarkOutcome> for RemarkReply {
    fn from(outcome: &RemarkOutcome) -> Self {
        Self {
            id: outcome.id.clone(),
            state: outcome.to.as_str(),
            version: outcome.follows.seq.saturating_add(1),
        }
    }
}

/// A remark to be sent.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RemarkSending)]
pub struct SendingRemark {
    /// The unit that sends it.
    #[schema(value_type = String, required = true, example = "00070")]
    unit: Option<String>,
    /// The article it is about.
    #[schema(value_type = u8, required = true, minimum = 1, maximum = 28, example = 8)]
    article: Option<u32>,
    /// Paragraph and letter, if it is about one.
    clause: Option<String>,
    /// The difficulty, 10 to 4,000 characters.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 4000)]
    text: Option<String>,
    /// What the agency proposes, 10 to 4,000 characters.
    proposal: Option<String>,
}

/// The Centre's answer.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RemarkAnswer)]
pub struct Answering {
    /// 20 to 8,000 characters.
    #[schema(value_type = String, required = true, min_length = 20, max_length = 8000)]
    answer: Option<String>,
}

/// Where the remark goes.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RemarkMerging)]
pub struct Merging {
    /// Which report to the City takes it up, 10 to 2,000 characters.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    note: Option<String>,
}

/// Sends a difficulty with the regulation to the Centre; for a head of the unit.
#[utoipa::path(
    post,
    path = "/api/remarks",
    operation_id = "send_remark",
    tag = "oversight",
    request_body = SendingRemark,
    responses((status = 200, description = "Sent.", body = RemarkReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn send(call: Call) -> Result<Reply, Problem> {
    let head = &call.signed_in().await?.account;
    let body: SendingRemark = call.json().await?;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let unit = fields.known_unit("unit", &body.unit, store).await?;
    let article = fields.within("article", body.article, 1..=u32::from(ARTICLE_MAX));
    let clause = fields.optional_text::<ShortText>("clause", &body.clause);
    let text = fields.text::<ReportText>("text", &body.text);
    let proposal = fields.optional_text::<ReportText>("proposal", &body.proposal);
    let (unit, article, clause, text, proposal) = fields.finish((unit, article, clause, text, proposal))?;
    let command = SendRemark {
        id: RemarkId::new(new_id(call.now)),
        unit,
        article: u8::try_from(article).unwrap_or(ARTICLE_MAX),
        clause,
        text,
        proposal,
    };
    written(store, &send_remark(head, command, call.now)?).await
}

/// Answers a remark; for the Centre.
#[utoipa::path(
    post,
    path = "/api/remarks/{id}/answer",
    operation_id = "answer_remark",
    tag = "oversight",
    params(("id" = String, Path, description = "The remark.")),
    request_body = Answering,
    responses((status = 200, description = "Answered.", body = RemarkReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn answer(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: Answering = call.json().await?;
    let mut fields = Fields::new();
    let answer = fields.text::<Conclusion>("answer", &body.answer);
    let (answer,) = fields.finish((answer,))?;
    let store = call.store().await?;
    let remark = for_act(&call, store, account).await?;
    written(store, &answer_remark(&remark, account, answer, call.now)?).await
}

/// Marks a remark as taken into the Centre's report to the City.
#[utoipa::path(
    post,
    path = "/api/remarks/{id}/merging",
    operation_id = "merge_remark",
    tag = "oversight",
    params(("id" = String, Path, description = "The remark.")),
    request_body = Merging,
    responses((status = 200, description = "Marked.", body = RemarkReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn merge(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let body: Merging = call.json().await?;
    let mut fields = Fields::new();
    let note = fields.text::<Reason>("note", &body.note);
    let (note,) = fields.finish((note,))?;
    let store = call.store().await?;
    let remark = for_act(&call, store, account).await?;
    written(store, &merge_remark(&remark, account, note, call.now)?).await
}

/// The remark of the path. Only the Centre acts on one; others do not learn which there are.
async fn for_act(call: &Call, store: &Store, account: &Account) -> Result<Remark, Problem> {
    if !account.has(Role::Centre) {
        return Err(Problem::not_found());
    }
    store.remark(&RemarkId::new(call.param("id"))).await?.ok_or_else(Problem::not_found)
}

async fn written(store: &Store, outcome: &RemarkOutcome) -> Result<Reply, Problem> {
    store.commit_remark(outcome).await.map_err(Problem::of_record)?;
    Ok(Reply::ok(&RemarkReply::from(outcome)))
}
