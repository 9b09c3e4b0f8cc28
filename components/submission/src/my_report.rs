use chrono::DateTime;
use domain::triage::RefusalReason;
use domain::{Account, Act, CaseCode, Instant, MediaType, Role, State, workflow};
use edge::{Call, Problem, Reply, words};
use serde::{Deserialize, Serialize};
use store::Store;
use utoipa::ToSchema;

/// An own case in full.
#[derive(Deserialize, Serialize, ToSchema)]
pub struct OwnReport {
    /// Its code.
    code: String,
    /// How many acts it has seen.
    version: u32,
    /// Where it stands.
    state: String,
    /// The same in Vietnamese.
    #[serde(default)]
    state_name: String,
    /// Which process it follows.
    kind: String,
    /// Its level.
    level: String,
    /// Its category.
    category: String,
    /// The category's name.
    #[schema(required)]
    category_name: Option<String>,
    /// The unit that holds it.
    unit: String,
    /// Its name.
    #[schema(required)]
    unit_name: Option<String>,
    /// What was reported.
    text: String,
    /// Where, in words; null where the kind asks for no place.
    #[schema(required)]
    address: Option<String>,
    /// The ward or commune.
    ward: String,
    /// Its name.
    #[schema(required)]
    ward_name: Option<String>,
    /// Degrees north.
    #[schema(required)]
    latitude: Option<f64>,
    /// Degrees east.
    #[schema(required)]
    longitude: Option<f64>,
    /// When it was seen; null where the kind asks for no place.
    #[schema(required, format = DateTime)]
    happened_at: Option<String>,
    /// Whether the sender's identity is hidden from the agencies.
    confidential: bool,
    /// The organisation in whose name it was sent.
    #[schema(required)]
    organisation: Option<SendingOrganisation>,
    /// Whether the Support Centre entered it for the sender (R-18.3a).
    entered: bool,
    /// When it was sent.
    #[schema(format = DateTime)]
    submitted_at: String,
    /// When something happened last.
    #[schema(format = DateTime)]
    updated_at: String,
    /// When the agency's next step is due.
    #[schema(required, format = DateTime)]
    due_at: Option<String>,
    /// Which step that is: the kind of clock.
    #[schema(required)]
    due_clock: Option<String>,
    /// Until when clarification may be asked.
    #[schema(required, format = DateTime)]
    question_until: Option<String>,
    /// When a published case closes.
    #[schema(required, format = DateTime)]
    closes_at: Option<String>,
    /// What the sender may do now: `provide_information`, `withdraw`, `ask`, `rate`, `reopen`.
    #[serde(default)]
    may: Vec<String>,
    /// The files sent with the report.
    media: Vec<ReportMedia>,
    /// The files sent with later answers.
    information_media: Vec<ReportMedia>,
    /// What the intake desk asked.
    information_requests: Vec<InformationRequest>,
    /// The published result.
    #[schema(required)]
    result: Option<PublishedResult>,
    /// Why it was not taken on.
    #[schema(required)]
    refusal: Option<RefusalOfReport>,
    /// What was asked about the result.
    questions: Vec<Question>,
    /// The rating that stands.
    #[schema(required)]
    rating: Option<Rating>,
    /// The agencies that contributed to the answer.
    supporters: Vec<Option<String>>,
    /// Every report of this matter, oldest first, when it was reported again; else empty.
    chain: Vec<ChainedReport>,
    /// What happened, oldest first.
    timeline: Vec<TimelineStep>,
    /// The looks at the hidden identity: when, and for which body.
    identity_looks: Vec<LookAtYou>,
    /// Who called, for the Support Centre, which calls back (R-18.3a); null for the sender, and for whoever handles a
    /// confidential report.
    #[serde(default)]
    #[schema(required)]
    caller: Option<Caller>,
}

/// Who called.
#[derive(Deserialize, Serialize, ToSchema)]
struct Caller {
    /// The name that was given.
    name: String,
    /// Where they are called back.
    phone: String,
    /// Their e-mail address.
    #[schema(required)]
    email: Option<String>,
    /// How they turned to the Centre.
    channel: String,
    /// When it was entered.
    #[schema(format = DateTime)]
    entered_at: String,
}

/// A look at the sender's hidden identity.
#[derive(Deserialize, Serialize, ToSchema)]
struct LookAtYou {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The body for which somebody looked.
    body: String,
    /// Its name.
    #[schema(required)]
    body_name: Option<String>,
}

/// An organisation.
#[derive(Deserialize, Serialize, ToSchema)]
struct SendingOrganisation {
    /// Its name when it sent.
    name: String,
    /// Its tax code.
    tax_code: String,
}

/// How a regulation was examined, and what comes of it.
#[derive(Deserialize, Serialize, ToSchema)]
struct ResultAssessment {
    /// It is needed.
    necessary: bool,
    /// It is lawful and reasonable.
    lawful: bool,
    /// It is simple and easy to understand.
    simple: bool,
    /// It can be carried out.
    feasible: bool,
    /// It agrees with other regulations.
    consistent: bool,
    /// It agrees with treaties.
    treaty_fit: bool,
    /// `amend_or_repeal`, `propose_to_competent_body`, `issue_new` or `keep`.
    outcome: String,
}

/// A file of a case: `GET /api/media/{id}`.
#[derive(Deserialize, Serialize, ToSchema)]
struct ReportMedia {
    /// Its id.
    id: String,
    /// What it is.
    media_type: String,
}

/// A request for information.
#[derive(Deserialize, Serialize, ToSchema)]
struct InformationRequest {
    /// What the desk wants to know.
    question: String,
    /// When it asked.
    #[schema(format = DateTime)]
    asked_at: String,
    /// The unit that asked.
    unit: String,
    /// Its name.
    #[schema(required)]
    unit_name: Option<String>,
    /// Whether it waits for the answer. One that a transfer or a decision ended neither waits nor has one.
    waiting: bool,
    /// The answer.
    #[schema(required)]
    answer: Option<String>,
    /// When it was given.
    #[schema(required, format = DateTime)]
    answered_at: Option<String>,
}

/// A published result.
#[derive(Deserialize, Serialize, ToSchema)]
struct PublishedResult {
    /// What was done.
    result: String,
    /// When it was published.
    #[schema(format = DateTime)]
    published_at: String,
    /// The head who let it be public and answers for it.
    responsible: String,
    /// Its evidence: `GET /api/public/media/{id}`; videos are not public.
    evidence: Vec<ReportMedia>,
    /// How a regulation was examined; null of every other kind.
    #[schema(required)]
    assessment: Option<ResultAssessment>,
}

/// Why a report was not taken on.
#[derive(Deserialize, Serialize, ToSchema)]
struct RefusalOfReport {
    /// The coded reason: `a`, `b`, `c`, `d`, `dd`, `e` or `scope`.
    reason: String,
    /// The article it stands in.
    #[serde(default)]
    article: String,
    /// The reason in Vietnamese, with what the citizen can do.
    #[serde(default)]
    detail: String,
    /// What the officer explained.
    explanation: String,
    /// When.
    #[schema(format = DateTime)]
    refused_at: String,
}

/// A question about the result.
#[derive(Deserialize, Serialize, ToSchema)]
struct Question {
    /// The question.
    question: String,
    /// When it was asked.
    #[schema(format = DateTime)]
    asked_at: String,
    /// The agency's answer.
    #[schema(required)]
    answer: Option<String>,
    /// When it was given.
    #[schema(required, format = DateTime)]
    answered_at: Option<String>,
}

/// A rating.
#[derive(Deserialize, Serialize, ToSchema)]
struct Rating {
    /// `satisfied`, `acceptable` or `unsatisfied`.
    satisfaction: String,
    /// The remark.
    comment: String,
    /// When.
    #[schema(format = DateTime)]
    rated_at: String,
}

/// A report of the same matter.
#[derive(Deserialize, Serialize, ToSchema)]
struct ChainedReport {
    /// Its code.
    code: String,
    /// Where it stands.
    state: String,
    /// Its place, from 1.
    position: u32,
    /// The rating that stands.
    #[schema(required)]
    satisfaction: Option<String>,
}

/// One thing that happened. No officer is named.
#[derive(Deserialize, Serialize, ToSchema)]
struct TimelineStep {
    /// What was done.
    act: String,
    /// The same in Vietnamese.
    #[serde(default)]
    act_name: String,
    /// Where the case stood after it.
    state: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Whether the sender did it.
    by_you: bool,
    /// The unit in which it was done.
    unit: String,
    /// Its name.
    #[schema(required)]
    unit_name: Option<String>,
    /// The unit it went to.
    #[schema(required)]
    to_unit_name: Option<String>,
    /// When handling was due before this act, where it moved the due instant.
    #[schema(required, format = DateTime)]
    due_before: Option<String>,
    /// When it is due since this act, where it opened or moved it.
    #[schema(required, format = DateTime)]
    due_after: Option<String>,
    /// The reason, where it was given to the citizen.
    #[schema(required)]
    reason: Option<String>,
}

/// An own case in full: what was sent, where it stands, what was answered. To the Support Centre also that of a caller
/// without an account, for whom it acts.
#[utoipa::path(
    get, path = "/api/reports/{code}", tag = "submission", operation_id = "read_own_report",
    params(("code" = String, Path, description = "Code of an own report.")),
    security(("session" = []), ("bearer" = [])),
    responses((status = 200, description = "The case. Another's does not exist here.", body = OwnReport))
)]
pub async fn get(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let code = call.case_code()?;
    let store = call.store().await?;
    let report = match store.report_of(&account.id, &code).await? {
        Some(own) => read(&own, call.now)?,
        None if account.has(Role::Support) => of_a_caller(store, account, &code, call.now).await?,
        None => return Err(Problem::not_found()),
    };
    Ok(Reply::ok(&report))
}

/// The case of a caller without an account, as the Support Centre follows it.
async fn of_a_caller(store: &Store, account: &Account, code: &CaseCode, now: Instant) -> Result<OwnReport, Problem> {
    let loaded = store.case(code).await?.filter(|loaded| account.speaks_for_the_caller(&loaded.case));
    let case = &loaded.as_ref().ok_or_else(Problem::not_found)?.case;
    let json = store.report_of(&case.reporter, code).await?.ok_or_else(Problem::not_found)?;
    let mut report = read(&json, now)?;
    // Reporting the matter again is a new call.
    report.may.retain(|act| act != "reopen");
    // who handles a confidential report does not learn here who sent it.
    if !(case.confidential && account.handles(case))
        && let Some(caller) = store.caller_of(&case.id).await?
    {
        report.caller = Some(serde_json::from_str(&caller).map_err(anyhow::Error::new)?);
    }
    Ok(report)
}

fn read(json: &str, now: Instant) -> Result<OwnReport, Problem> {
    let report: OwnReport = serde_json::from_str(json).map_err(anyhow::Error::new)?;
    Ok(worded(report, now))
}

/// The case with what the database does not know: sentences, articles, and what may be done now.
fn worded(mut report: OwnReport, now: Instant) -> OwnReport {
    if let Some(state) = State::parse(&report.state) {
        report.state_name = words::state(state).to_owned();
        report.may = may(&report, state, now);
    }
    if let Some(refusal) = &mut report.refusal
        && let Some(reason) = RefusalReason::parse(&refusal.reason)
    {
        refusal.article = reason.article().to_owned();
        refusal.detail = words::refusal_reason(reason).to_owned();
    }
    if let Some(result) = &mut report.result {
        let is_public = |file: &ReportMedia| MediaType::parse(&file.media_type).is_some_and(MediaType::is_public_of_a_result);
        result.evidence.retain(is_public);
    }
    for step in &mut report.timeline {
        step.act_name = Act::parse(&step.act).map_or("", words::public_act).to_owned();
    }
    report
}

fn may(report: &OwnReport, state: State, now: Instant) -> Vec<String> {
    let asked = report.information_requests.iter().any(|request| request.waiting);
    let window = report.question_until.as_deref().and_then(|until| DateTime::parse_from_rfc3339(until).ok());
    // As `domain::reopening` says: answered, found wanting or still open to questions, and not continued yet.
    let answered = matches!(state, State::Published | State::Closed);
    let discontent = report.rating.as_ref().is_some_and(|rating| rating.satisfaction == "unsatisfied");
    let last = report.chain.last().is_none_or(|last| last.code == report.code);
    let reopen = answered && last && (discontent || window.is_some_and(|until| now <= until));
    [
        (Act::ProvideInformation, asked),
        (Act::Withdraw, true),
        (Act::Ask, window.is_some_and(|until| now <= until)),
        (Act::Rate, true),
    ]
    .into_iter()
    .filter(|(act, open)| *open && workflow::next_state(state, *act).is_ok())
    .map(|(act, _)| act.as_str().to_owned())
    .chain(reopen.then(|| "reopen".to_owned()))
    .collect()
}
