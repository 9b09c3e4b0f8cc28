//! Writing an act: one outcome, one INSERT.

use crate::journal::{Row, row_hash};
use crate::{Error, Store, Value, fold, to_millis};
use domain::{
    AccountId, AlertOutcome, Audience, CaseCode, CaseId, ClockOpening, Fact, MediaRef, Notice, Outcome, Recipient,
    State,
};
use serde_json::{Map, Value as Json, json};

impl Store {
    /// Writes what an act does. When this returns, it is done, whole and for good; when it fails,
    /// nothing was done.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted since the case was read, with its state now;
    /// [`Error::AlreadyDone`] when a submission's key was used before ([`Store::submitted_before`]), its code is
    /// taken, or a file belongs to another act by now.
    pub async fn commit(&self, outcome: &Outcome) -> Result<(), Error> {
        let text = outcome_json(outcome).to_string();
        let row = Row {
            subject: "case",
            subject_id: outcome.case.as_str(),
            seq: outcome.follows.seq.saturating_add(1),
            act: outcome.act.as_str(),
            actor: outcome.actor.as_ref().map(AccountId::as_str),
            unit: outcome.unit.as_str(),
            at: to_millis(outcome.at),
            from: outcome.from.map(State::as_str),
            to: outcome.to.as_str(),
            outcome: &text,
        };
        match self.append(&row, &outcome.follows.hash).await {
            Err(Error::Stale { .. }) => Err(Error::Stale { state: self.state_of(&outcome.case).await? }),
            other => other,
        }
    }

    /// Writes what an act on an alert does.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted first.
    pub async fn commit_alert(&self, outcome: &AlertOutcome) -> Result<(), Error> {
        let mut json = Map::new();
        if let Some((content, audience)) = &outcome.content {
            json.insert("kind".into(), content.kind.as_str().into());
            json.insert("title".into(), content.title.as_str().into());
            json.insert("text".into(), content.text.as_str().into());
            json.insert("valid_until".into(), to_millis(content.valid_until).into());
            let audience = match audience {
                Audience::City => "city",
                Audience::Commune(unit) => unit.as_str(),
            };
            json.insert("audience".into(), audience.into());
        }
        if let Some(reason) = &outcome.reason {
            json.insert("reason".into(), reason.as_str().into());
        }
        let text = Json::Object(json).to_string();
        let row = Row {
            subject: "alert",
            subject_id: outcome.alert.as_str(),
            seq: outcome.follows.seq.saturating_add(1),
            act: outcome.act.as_str(),
            actor: Some(outcome.actor.as_str()),
            unit: outcome.unit.as_str(),
            at: to_millis(outcome.at),
            from: outcome.from.map(domain::AlertState::as_str),
            to: outcome.to.as_str(),
            outcome: &text,
        };
        self.append(&row, &outcome.follows.hash).await
    }

    pub(crate) async fn append(&self, row: &Row<'_>, prev_hash: &[u8; 32]) -> Result<(), Error> {
        let hash = row_hash(prev_hash, row);
        self.run(
            "INSERT INTO journal(subject, subject_id, seq, act, actor, unit, at, from_state, to_state, outcome, \
             prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            vec![
                row.subject.into(),
                row.subject_id.into(),
                row.seq.into(),
                row.act.into(),
                row.actor.into(),
                row.unit.into(),
                row.at.into(),
                row.from.into(),
                row.to.into(),
                row.outcome.into(),
                Value::Blob(prev_hash.to_vec()),
                Value::Blob(hash.to_vec()),
            ],
        )
        .await
    }

    async fn state_of(&self, case: &CaseId) -> Result<Option<State>, Error> {
        let state =
            self.json_text("SELECT state FROM cases WHERE id = ?1", vec![case.as_str().into()]).await?;
        Ok(state.as_deref().and_then(State::parse))
    }

    /// The code of the case that this sender opened with this key, if there is one.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn submitted_before(&self, reporter: &AccountId, key: &str) -> Result<Option<CaseCode>, Error> {
        let code = self
            .json_text(
                "SELECT c.code FROM submissions s JOIN cases c ON c.id = s.case_id \
                 WHERE s.reporter = ?1 AND s.idempotency_key = ?2",
                vec![reporter.as_str().into(), key.into()],
            )
            .await?;
        Ok(code.map(CaseCode::new))
    }
}

/// The outcome as the journal keeps it. The triggers read these names; `schema.sql` is the other half.
fn outcome_json(outcome: &Outcome) -> Json {
    let change = &outcome.change;
    let mut changed = Map::new();
    if let Some(unit) = &change.unit {
        changed.insert("unit".into(), unit.as_str().into());
    }
    if let Some(level) = change.level {
        changed.insert("level".into(), level.as_str().into());
    }
    let people = [("handler", &change.handler), ("drafted_by", &change.drafted_by), ("result_by", &change.result_by)];
    for (name, person) in people {
        if let Some(person) = person {
            changed.insert(name.into(), person.as_ref().map(AccountId::as_str).into());
        }
    }
    if let Some(at) = change.closes_at {
        changed.insert("closes_at".into(), to_millis(at).into());
    }
    json!({
        "code": outcome.code.as_str(),
        "change": changed,
        "close": outcome.close.iter().map(|kind| kind.as_str()).collect::<Vec<_>>(),
        "open": outcome.open.iter().map(clock_json).collect::<Vec<_>>(),
        "fact": fact_json(&outcome.fact),
        "notices": outcome.notices.iter().map(notice_json).collect::<Vec<_>>(),
    })
}

fn clock_json(clock: &ClockOpening) -> Json {
    json!({
        "kind": clock.kind.as_str(),
        "unit": clock.unit.as_str(),
        "origin": to_millis(clock.origin),
        "limit": clock.limit.to_string(),
        "due": to_millis(clock.due_at),
        "warn": to_millis(clock.warn_at),
    })
}

fn notice_json(notice: &Notice) -> Json {
    let topic = notice.topic.as_str();
    match &notice.to {
        Recipient::Account(account) => json!({ "recipient": account.as_str(), "topic": topic }),
        Recipient::Desk(unit, role) => json!({ "recipient": unit.as_str(), "role": role.as_str(), "topic": topic }),
    }
}

fn media_json(media: &[MediaRef]) -> Json {
    media
        .iter()
        .map(|file| json!({ "id": file.id.as_str(), "type": file.media_type.as_str(), "sha256": file.sha256 }))
        .collect()
}

fn fact_json(fact: &Fact) -> Json {
    match fact {
        Fact::Submitted { report, content, idempotency_key, terms_version } => json!({
            "report": report.as_str(),
            "kind": content.kind.as_str(),
            "category": content.category.as_str(),
            "text": content.text.as_str(),
            "address": content.address.as_str(),
            "ward": content.ward.as_str(),
            "latitude": content.point.map(|point| point.latitude()),
            "longitude": content.point.map(|point| point.longitude()),
            "happened_at": to_millis(content.happened_at),
            "confidential": content.confidential,
            "media": media_json(&content.media),
            "idempotency_key": idempotency_key,
            "terms_version": terms_version,
        }),
        Fact::ContactLogged { channel, reached, note } => {
            json!({ "channel": channel.as_str(), "reached": reached, "note": note.as_str() })
        }
        Fact::InformationRequested { question } => json!({ "question": question.as_str() }),
        Fact::InformationProvided { answer, media } => {
            json!({ "answer": answer.as_str(), "media": media_json(media) })
        }
        Fact::Accepted { checklist, level, level_reason } => json!({
            "content_clear": checklist.content_clear,
            "identity_complete": checklist.identity_complete,
            "media_intact": checklist.media_intact,
            "place_specific": checklist.place_specific,
            "level": level.as_str(),
            "level_reason": level_reason.as_ref().map(domain::Reason::as_str),
        }),
        Fact::Refused { reason, explanation } => {
            json!({ "reason": reason.as_str(), "explanation": explanation.as_str() })
        }
        Fact::Forwarded { to, reason } | Fact::Rerouted { to, reason } => {
            json!({ "to": to.as_str(), "reason": reason.as_str() })
        }
        Fact::Dispatched { to, division, instruction } => json!({
            "to": to.as_str(),
            "division": division.as_ref().map(domain::ShortText::as_str),
            "instruction": instruction.as_str(),
        }),
        Fact::Assigned { handler, note } => json!({ "handler": handler.as_str(), "note": note.as_str() }),
        Fact::Reclassified { from, to, reason } => {
            json!({ "from": from.as_str(), "to": to.as_str(), "reason": reason.as_str() })
        }
        Fact::Extended { legal_basis, total_days } => {
            json!({ "legal_basis": legal_basis.as_str(), "total_days": total_days })
        }
        Fact::Drafted { conclusion, media } => {
            json!({ "conclusion": conclusion.as_str(), "media": media_json(media) })
        }
        Fact::Withdrawn { reason }
        | Fact::DraftReturned { reason }
        | Fact::ResultReturned { reason }
        | Fact::Urged { reason } => json!({ "reason": reason.as_str() }),
        Fact::Approved { note } => json!({ "note": note.as_str() }),
        Fact::ResultRecorded { result, evidence } => {
            json!({ "result": result.as_str(), "media": media_json(evidence) })
        }
        Fact::Published { public_text, address, result, evidence } => json!({
            "text": public_text,
            "address": address,
            "result": result,
            "evidence": media_json(evidence),
            "folded": fold(&[public_text.as_str(), address, result].join(" ")),
        }),
        Fact::Asked { question } => json!({ "question": question.as_str() }),
        Fact::Answered { answer } => json!({ "answer": answer.as_str() }),
        Fact::Rated { satisfaction, comment } => {
            json!({ "satisfaction": satisfaction.as_str(), "comment": comment.as_str() })
        }
        Fact::Closed => json!({}),
        Fact::Succeeded { reorganisation, from, to, ward } => json!({
            "reorganisation": reorganisation.as_str(),
            "from": from.as_str(),
            "to": to.as_str(),
            "ward": ward.as_str(),
        }),
        Fact::Recounted { calendar } => json!({ "calendar": calendar }),
    }
}
