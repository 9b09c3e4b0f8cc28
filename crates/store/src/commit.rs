//! Writing an act: one outcome, one INSERT.

use crate::journal::{Row, row_hash};
use crate::{Error, Store, Value, fold, to_millis};
use domain::{AccountId, CaseId, ClockOpening, Fact, MediaRef, Notice, Outcome, Recipient, State};
use serde_json::{Map, Value as Json, json};

impl Store {
    /// Writes what an act does. When this returns, it is done, whole and for good; when it fails,
    /// nothing was done.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted since the case was read, with its state now;
    /// [`Error::AlreadyDone`] when a submission's key was used before ([`Store::submitted_case`]) or its code is
    /// taken; [`Error::FileTaken`] when a file belongs to another act by now.
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
    if !change.invited.is_empty() {
        changed.insert("invited".into(), change.invited.iter().map(domain::UnitId::as_str).collect());
    }
    if let Some(continues) = &change.continues {
        let domain::Continues { case, root, position } = continues;
        let continues = json!({ "case": case.as_str(), "root": root.as_str(), "position": position });
        changed.insert("continues".into(), continues);
    }
    json!({
        "code": outcome.code.as_str(),
        "change": changed,
        "close": outcome.close.iter().map(|kind| kind.as_str()).collect::<Vec<_>>(),
        "close_of": outcome
            .close_of
            .iter()
            .map(|(kind, unit)| json!({ "kind": kind.as_str(), "unit": unit.as_str() }))
            .collect::<Vec<_>>(),
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

pub(crate) fn notice_json(notice: &Notice) -> Json {
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
        Fact::Submitted { report, content, idempotency_key, terms_version, signals, on_behalf } => json!({
            "report": report.as_str(),
            "kind": content.kind.as_str(),
            "category": content.category.as_str(),
            "text": content.text.as_str(),
            "address": content.address.as_ref().map(domain::ShortText::as_str),
            "ward": content.ward.as_str(),
            "latitude": content.point.map(|point| point.latitude()),
            "longitude": content.point.map(|point| point.longitude()),
            "happened_at": content.happened_at.map(to_millis),
            "confidential": content.confidential,
            "media": media_json(&content.media),
            "idempotency_key": idempotency_key,
            "terms_version": terms_version,
            "reporter": content.reporter.as_str(),
            "organisation": content.organisation.as_ref().map(|organisation| {
                json!({ "name": organisation.name.as_str(), "tax_code": organisation.tax_code.as_str() })
            }),
            "signals": signals.iter().map(|signal| signal.as_str()).collect::<Vec<_>>(),
            "on_behalf": on_behalf.as_ref().map(on_behalf_json),
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
        Fact::Drafted { conclusion, media, assessment } => json!({
            "conclusion": conclusion.as_str(),
            "media": media_json(media),
            "assessment": assessment.as_ref().map(assessment_json),
        }),
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
            "folded": fold(&[public_text.as_deref(), address.as_deref(), Some(result)].map(Option::unwrap_or_default).join(" ")),
        }),
        Fact::Asked { question } => json!({ "question": question.as_str() }),
        Fact::Answered { answer } => json!({ "answer": answer.as_str() }),
        Fact::Rated { satisfaction, comment } => {
            json!({ "satisfaction": satisfaction.as_str(), "comment": comment.as_str() })
        }
        Fact::Evaluated { evaluation } => json!({
            "feasibility": evaluation.feasibility.as_str(),
            "feasibility_reason": evaluation.feasibility_reason.as_str(),
            "fit": evaluation.fit.as_str(),
            "fit_reason": evaluation.fit_reason.as_str(),
        }),
        Fact::ViewsOpened { teaser, until } => json!({ "teaser": teaser.as_str(), "until": to_millis(*until) }),
        Fact::ViewsClosed { reason } => json!({ "reason": reason.as_str() }),
        Fact::CommentHidden { comment, reason } => {
            json!({ "comment": comment.as_str(), "reason": reason.as_str() })
        }
        Fact::Decided { conclusion, media, decision } => json!({
            "conclusion": conclusion.as_str(),
            "media": media_json(media),
            "decision": crate::initiatives::decision_json(decision),
        }),
        Fact::Progressed { milestone, progress, note, media } => json!({
            "milestone": milestone,
            "progress": progress.as_str(),
            "note": note.as_str(),
            "media": media_json(media),
        }),
        Fact::InspectionOpened { body, decision, scope, reason } => json!({
            "body": body.as_str(),
            "decision": decision.as_str(),
            "scope": scope.as_str(),
            "reason": reason.as_str(),
        }),
        Fact::InspectionLogged { body, note, media } => {
            json!({ "body": body.as_str(), "note": note.as_str(), "media": media_json(media) })
        }
        Fact::InspectionEnded { body, finding, conclusion } => json!({
            "body": body.as_str(),
            "finding": finding.as_str(),
            "conclusion": conclusion.as_str(),
        }),
        Fact::IdentityLookedAt { body, reason } => json!({ "body": body.as_str(), "reason": reason.as_str() }),
        Fact::Closed => json!({}),
        Fact::Classified { class, reason } => json!({ "class": class.as_str(), "reason": reason.as_str() }),
        Fact::Invited { units, reason, level_before } => json!({
            "units": units.iter().map(domain::UnitId::as_str).collect::<Vec<_>>(),
            "reason": reason.as_str(),
            "level_before": level_before.map(domain::Level::as_str),
        }),
        Fact::SupportAssigned { unit, handler, note } => {
            json!({ "unit": unit.as_str(), "handler": handler.as_str(), "note": note.as_str() })
        }
        Fact::SupportDrafted { unit, contribution, media } => {
            json!({ "unit": unit.as_str(), "contribution": contribution.as_str(), "media": media_json(media) })
        }
        Fact::SupportApproved { unit, note } => json!({ "unit": unit.as_str(), "note": note.as_str() }),
        Fact::SupportReturned { unit, reason } | Fact::SupportDeclined { unit, reason } | Fact::Waived { unit, reason } => {
            json!({ "unit": unit.as_str(), "reason": reason.as_str() })
        }
        Fact::Succeeded { reorganisation, from, to, ward, supporters, officers_left } => json!({
            "reorganisation": reorganisation.as_str(),
            "from": from.as_str(),
            "to": to.as_str(),
            "ward": ward.as_str(),
            "supporters": supporters.iter().map(|(from, to)| json!({
                "from": from.as_str(), "to": to.as_ref().map(domain::UnitId::as_str),
            })).collect::<Vec<_>>(),
            "officers_left": officers_left.iter().map(domain::UnitId::as_str).collect::<Vec<_>>(),
        }),
        Fact::Recounted { calendar } => json!({ "calendar": calendar }),
    }
}

fn on_behalf_json(on_behalf: &domain::OnBehalf) -> Json {
    json!({
        "name": on_behalf.name.as_str(),
        "phone": on_behalf.phone.as_str(),
        "email": on_behalf.email.as_ref().map(domain::EmailAddress::as_str),
        "channel": on_behalf.channel.as_str(),
        "consent": on_behalf.consent,
    })
}

fn assessment_json(assessment: &domain::regulation::Assessment) -> Json {
    json!({
        "necessary": assessment.necessary,
        "lawful": assessment.lawful,
        "simple": assessment.simple,
        "feasible": assessment.feasible,
        "consistent": assessment.consistent,
        "treaty_fit": assessment.treaty_fit,
        "outcome": assessment.outcome.as_str(),
    })
}
