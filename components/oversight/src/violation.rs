//! An officer records a violation on a case.

use crate::ConductReply;
use domain::{Conduct, ConductId, Reason, RecordViolation, ViolationId, ViolationKind, violate};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, new_id};
use serde::Deserialize;

/// The most files that show a violation.
const EVIDENCE_MAX: usize = 10;

/// A violation to be recorded.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ViolationRecording)]
pub struct Recording {
    /// `false_report`, `abuse`, `spam` or `other`.
    #[schema(value_type = String, required = true, example = "false_report")]
    kind: Option<String>,
    /// What shows it; the person reads it. 10 to 2,000 characters.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 2000)]
    reason: Option<String>,
    /// Ids of uploaded files that show it, besides the case itself.
    #[schema(value_type = Vec<String>, max_items = 10)]
    evidence: Option<Vec<String>>,
}

/// The violations recorded with a case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseViolations {
    /// Oldest first.
    pub violations: Vec<CaseViolation>,
}

/// A violation as the desk of its case reads it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseViolation {
    /// Its id.
    pub id: String,
    /// `false_report`, `abuse`, `spam` or `other`.
    pub kind: String,
    /// What shows it.
    pub reason: String,
    /// The unit that recorded it.
    pub unit: NamedId,
    /// When.
    #[schema(format = DateTime)]
    pub recorded_at: String,
    /// The name of the officer.
    #[schema(required)]
    pub recorded_by: Option<String>,
    /// When an objection was upheld; null while it stands.
    #[schema(required, format = DateTime)]
    pub annulled_at: Option<String>,
}

/// Records a violation of whoever sent the case: the intake desk or a head of the unit that holds or refused it.
/// The fourth in a row without an accepted report in between locks the account for 30 days.
#[utoipa::path(
    post,
    path = "/api/cases/{code}/violations",
    operation_id = "record_violation",
    tag = "oversight",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    request_body = Recording,
    responses((status = 200, description = "Recorded.", body = ConductReply)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn record(call: Call) -> Result<Reply, Problem> {
    let body: Recording = call.json().await?;
    let actor = call.actor().await?;
    let officer = &call.signed_in().await?.account;
    let store = call.store().await?;
    let mut fields = Fields::new();
    let kind = fields.choice::<ViolationKind>("kind", &body.kind);
    let reason = fields.text::<Reason>("reason", &body.reason);
    let files = body.evidence.unwrap_or_default();
    let evidence = fields.unused_media("evidence", &files, 0..=EVIDENCE_MAX, &officer.id, store).await?;
    let (kind, reason, evidence) = fields.finish((kind, reason, evidence))?;
    let loaded = call.case(&actor).await?;
    let reporter = &loaded.case.reporter;
    let conduct = match store.conduct_of(reporter).await? {
        Some(conduct) => conduct,
        None => Conduct::new(ConductId::new(new_id(call.now)), reporter.clone()),
    };
    let terms = store.conduct_terms(call.now).await?;
    let command = RecordViolation { id: ViolationId::new(new_id(call.now)), kind, reason, evidence };
    let id = command.id.clone();
    let outcome = violate(&conduct, &loaded.case, officer, command, terms, call.now)?;
    store.commit_conduct(&outcome).await.map_err(Problem::of_record)?;
    Ok(Reply::ok(&ConductReply::of(id, &outcome)))
}

/// Reads the violations recorded with a case; for who sees its file, and not for who sent it.
#[utoipa::path(
    get,
    path = "/api/cases/{code}/violations",
    operation_id = "list_violations_of_case",
    tag = "oversight",
    params(("code" = String, Path, description = "Public code of the case", example = "HN26-7K3M9Q2X")),
    responses((status = 200, description = "The violations.", body = CaseViolations)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let actor = call.actor().await?;
    let loaded = call.case(&actor).await?;
    if !actor.sees_the_file(&loaded.case) {
        return Err(Problem::not_found());
    }
    let list = call.store().await?.violations_of_case(&loaded.case.code).await?;
    Ok(Reply::raw_json(StatusCode::OK, list))
}
