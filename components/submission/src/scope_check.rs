use domain::{ReportText, scope};
use edge::{Call, Fields, Problem, Reply, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text before it is sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopeBody {
    /// What the citizen is about to send.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 4000)]
    text: Option<String>,
}

/// What the text looks like instead of a report.
#[derive(Serialize, ToSchema)]
pub struct ScopeAnswer {
    /// None for an ordinary report. Whatever they are, it may be sent all the same.
    signals: Vec<ScopeSignal>,
}

/// A sign.
#[derive(Serialize, ToSchema)]
struct ScopeSignal {
    /// `complaint`, `denunciation`, `state_secret`, `advertising` or `other_language`.
    #[schema(example = "complaint")]
    signal: &'static str,
    /// What it is about, in Vietnamese, and where to go instead.
    sentence: &'static str,
    /// The article it rests on.
    article: &'static str,
}

/// Looks whether a text is a complaint, a denunciation, a state secret or advertising, or not in Vietnamese
/// (Điều 1 khoản 3, Điều 5 khoản 1, Điều 6 khoản 2 điểm e). Nothing is kept, and nobody need be signed in.
#[utoipa::path(
    post, path = "/api/scope-check", tag = "submission", operation_id = "check_scope", request_body = ScopeBody,
    responses((status = 200, description = "The signs that were found.", body = ScopeAnswer))
)]
pub async fn post(call: Call) -> Result<Reply, Problem> {
    let body: ScopeBody = call.json().await?;
    let mut fields = Fields::new();
    let text = fields.text::<ReportText>("text", &body.text);
    let (text,) = fields.finish((text,))?;
    let signals = scope::signals(text.as_str())
        .into_iter()
        .map(|signal| ScopeSignal {
            signal: signal.as_str(),
            sentence: words::signal(signal),
            article: if signal == domain::Signal::OtherLanguage { "Điều 5 khoản 1" } else { signal.refusal_reason().article() },
        })
        .collect();
    Ok(Reply::ok(&ScopeAnswer { signals }))
}
