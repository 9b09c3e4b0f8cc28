//! Alerts as acts find and write them: loading one, what upper levels have sent, how many it reaches, the
//! journal row, the mark of a reader.

use crate::alerts::{DISTRICT_OF_RESIDENCE, shown};
use crate::cases::named;
use crate::journal::Row;
use crate::sql::instant;
use crate::{Error, Store, from_millis, to_millis};
use chrono::{NaiveDate, TimeDelta};
use domain::similarity::{WORTH_COMPARING_BITS, distance, simhash};
use domain::{
    AccountId, Alert, AlertContent, AlertDocument, AlertEvent, AlertId, AlertKind, AlertLevel, AlertOutcome, AlertState,
    AlertTerms, AlertText, Audience, ChainBegun, Instant, Issuer, IssuerKind, MediaId, MediaRef, MediaType, Reason, ShortText, Tip,
    Title, UnitId, Upper, whole_text,
};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

#[derive(Deserialize)]
struct IssuerRow {
    unit: String,
    kind: String,
    valid_from: String,
    valid_to: Option<String>,
    covers: Vec<String>,
}

#[derive(Deserialize)]
struct AlertRow {
    version: u32,
    hash: String,
    state: String,
    issuer: Option<IssuerRow>,
    authors: Vec<String>,
    kind: String,
    event: String,
    title: String,
    text: String,
    area: Vec<String>,
    valid_from: Option<i64>,
    valid_until: i64,
    documents: Vec<DocumentRow>,
    reason: Option<String>,
    replaces: Option<String>,
    root: String,
    replaced_by: Option<String>,
    begun: Option<(i64, String)>,
}

#[derive(Deserialize)]
struct DocumentRow {
    id: String,
    #[serde(rename = "type")]
    media_type: String,
    sha256: String,
    title: String,
}

#[derive(Deserialize)]
struct UpperRow {
    id: String,
    title: String,
    event: String,
    simhash: i64,
    from: i64,
    until: i64,
    area: Vec<String>,
    sent_at: i64,
    row: i64,
    counts: u8,
}

/// The unit that the first expression names, as it was on the day of the second: of a code that was used twice
/// the one that counts then, of one that is gone the last.
fn issuer(unit: &str, day: &str) -> String {
    format!(
        "(SELECT json_object('unit', u.id, 'kind', u.kind, 'valid_from', u.valid_from, 'valid_to', u.valid_to,
           'covers', json(CASE WHEN u.kind IN ('ward', 'commune') THEN json_array(u.id)
             WHEN u.kind = 'district' THEN (SELECT json_group_array(id) FROM (SELECT DISTINCT w.id FROM units w
               WHERE w.superior = u.id AND w.kind IN ('ward', 'commune')))
             ELSE '[]' END))
         FROM (SELECT v.*, v.valid_from <= {day} AND coalesce(v.valid_to, '9999') >= {day} AS is_there
           FROM units v WHERE v.id = {unit}) u
         ORDER BY u.is_there DESC, u.valid_from DESC LIMIT 1)"
    )
}

fn alert_sql() -> String {
    format!(
        "SELECT json_object('version', a.version, 'hash', hex(a.hash), 'state', a.state, 'issuer', json({issuer}),
           'authors', (SELECT json_group_array(by) FROM (SELECT DISTINCT by FROM alert_versions WHERE alert = a.id)),
           'kind', a.kind, 'event', a.event, 'title', a.title, 'text', a.text,
           'area', (SELECT json_group_array(ward) FROM (SELECT ward FROM alert_areas WHERE alert = a.id ORDER BY position)),
           'valid_from', a.valid_from, 'valid_until', a.valid_until,
           'documents', (SELECT json_group_array(json_object('id', m.media, 'type', m.media_type, 'sha256', m.sha256,
               'title', m.title))
             FROM (SELECT * FROM alert_media WHERE alert = a.id ORDER BY position) m),
           'reason', a.reason, 'replaces', a.replaces, 'root', a.root, 'replaced_by', a.replaced_by,
           'begun', (SELECT json_array(r.sent_at, r.event) FROM alerts r WHERE r.id = a.root AND r.sent_at IS NOT NULL))
         FROM alerts a WHERE a.id = ?1",
        issuer = issuer("a.unit", "date(a.written_at / 1000 + 25200, 'unixepoch')"),
    )
}

/// What was sent to those people from above and counts still: in two stretches of an index for each audience, what is
/// valid or was so after `?5`, and of what is over what was sent lately. `?2` is now, `?3` since when what was sent counts.
fn uppers_sql() -> String {
    let one = |audience: &str| {
        format!(
            "SELECT id FROM alerts WHERE state = 'sent' AND audience = {audience} AND valid_until > ?5
             UNION ALL
             SELECT id FROM alerts WHERE state = 'sent' AND audience = {audience} AND sent_at > ?3 AND valid_until <= ?5"
        )
    };
    format!(
        "WITH candidate(id) AS ({} UNION ALL {})
         SELECT json_group_array(json_object('id', a.id, 'title', a.title, 'event', a.event, 'simhash', a.simhash,
           'from', a.shown_from, 'until', min(a.valid_until, coalesce(a.replaced_at, a.valid_until)),
           'area', (SELECT json_group_array(r.ward) FROM alert_areas r WHERE r.alert = a.id), 'sent_at', a.sent_at,
           'row', a.sent_row, 'counts', a.valid_until > ?2 OR a.sent_at > ?3))
         FROM candidate c JOIN alerts a ON a.id = c.id",
        one("'city'"),
        one(&format!("iif(?4 = 'commune', {}, NULL)", DISTRICT_OF_RESIDENCE)),
    )
}

impl Store {
    /// The settings of alerts on the day of that instant.
    ///
    /// # Errors
    /// [`Error::Fault`], also when there are none for that day.
    pub async fn alert_terms(&self, now: Instant) -> Result<AlertTerms, Error> {
        let day = day_of(now);
        let found: Option<(u32, u32, String)> = self
            .json(
                "SELECT json_array(repeat_days, near_hours, district_until) FROM alert_terms
                 WHERE valid_from <= ?1 AND coalesce(valid_to, '9999') > ?1 ORDER BY valid_from DESC LIMIT 1",
                vec![day.into()],
            )
            .await?;
        let (repeat_days, near_hours, district_until) =
            found.ok_or_else(|| Error::Fault(anyhow::anyhow!("there are no settings of alerts for that day")))?;
        Ok(AlertTerms { repeat_days, near_hours, district_until: date(&district_until)? })
    }

    /// The unit of that code as it issues alerts at that instant; one that is gone as it was last.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alert_issuer(&self, unit: &UnitId, now: Instant) -> Result<Option<Issuer>, Error> {
        let row: Option<IssuerRow> = self
            .json(&format!("SELECT {}", issuer("?1", "?2")), vec![unit.as_str().into(), day_of(now).into()])
            .await?;
        row.map(IssuerRow::into_issuer).transpose()
    }

    /// Those of the codes that name a ward or commune of that day.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn wards_among(&self, ids: &[String], now: Instant) -> Result<Vec<String>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let found: Option<Vec<String>> = self
            .json(
                "SELECT json_group_array(u.id) FROM json_each(?1) i JOIN units u ON u.id = i.value
                 WHERE u.kind IN ('ward', 'commune') AND u.valid_from <= ?2 AND coalesce(u.valid_to, '9999') >= ?2",
                vec![json!(ids).to_string().into(), day_of(now).into()],
            )
            .await?;
        Ok(found.unwrap_or_default())
    }

    /// The alert of that id, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alert(&self, id: &AlertId) -> Result<Option<Alert>, Error> {
        let row: Option<AlertRow> = self.json(&alert_sql(), vec![id.as_str().into()]).await?;
        row.map(|row| row.into_alert(id)).transpose()
    }

    /// What the levels above a unit have sent to its people: all that is valid still, was sent within
    /// [`AlertTerms::repeat_days`], or is over for less than [`AlertTerms::near_hours`]. The texts are
    /// fetched of those of the first two whose fingerprint is near that of the content.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn upper_alerts(
        &self,
        issuer: &Issuer,
        level: AlertLevel,
        content: &AlertContent,
        terms: &AlertTerms,
        now: Instant,
    ) -> Result<Vec<Upper>, Error> {
        if level == AlertLevel::City {
            return Ok(Vec::new());
        }
        let since = now - TimeDelta::days(i64::from(terms.repeat_days));
        let near_since = now - TimeDelta::hours(i64::from(terms.near_hours));
        let params = vec![
            issuer.unit.as_str().into(),
            to_millis(now).into(),
            to_millis(since).into(),
            level.as_str().into(),
            to_millis(near_since).into(),
        ];
        let rows: Vec<UpperRow> = self.json(&uppers_sql(), params).await?.unwrap_or_default();
        let mine = simhash(&content.whole());
        let near: Vec<&str> = rows
            .iter()
            .filter(|row| row.counts != 0 && distance(mine, row.simhash.cast_unsigned()) <= WORTH_COMPARING_BITS)
            .map(|row| row.id.as_str())
            .collect();
        let texts: Vec<(String, String)> = if near.is_empty() {
            Vec::new()
        } else {
            self.json(
                "SELECT json_group_array(json_array(a.id, a.text)) FROM json_each(?1) i JOIN alerts a ON a.id = i.value",
                vec![json!(near).to_string().into()],
            )
            .await?
            .unwrap_or_default()
        };
        rows.into_iter()
            .map(|row| {
                let text = texts.iter().find(|(id, _)| *id == row.id);
                Ok(Upper {
                    whole: text.map(|(_, text)| whole_text(&row.title, text)),
                    id: AlertId::new(row.id),
                    title: row.title,
                    event: named(&row.event, AlertEvent::parse)?,
                    area: row.area.into_iter().map(UnitId::new).collect(),
                    from: from_millis(row.from)?,
                    until: from_millis(row.until)?,
                    sent_at: from_millis(row.sent_at)?,
                    row: row.row,
                })
            })
            .collect()
    }

    /// How many accounts are in the audience of a unit at that level now.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alert_reach(&self, issuer: &Issuer, level: AlertLevel) -> Result<u64, Error> {
        let wards: Vec<&str> = issuer.covers.iter().map(UnitId::as_str).collect();
        let reach: Option<u64> = self
            .json(
                "SELECT json(coalesce(sum(accounts), 0)) FROM residents
                 WHERE ?1 = 'city' OR residence IN (SELECT value FROM json_each(?2))",
                vec![level.as_str().into(), json!(wards).to_string().into()],
            )
            .await?;
        Ok(reach.unwrap_or_default())
    }

    /// Notes that somebody has read an alert, once; gives when it was first noted. `None`, and nothing noted, for
    /// an alert that is not shown, or is for others.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn read_alert(
        &self,
        id: &AlertId,
        reader: &AccountId,
        residence: Option<&UnitId>,
        now: Instant,
    ) -> Result<Option<String>, Error> {
        // The parameters are numbered as in the inbox.
        let sql = format!(
            "INSERT INTO alert_reads(alert, account, at)
             SELECT a.id, ?4, ?2 FROM alerts a WHERE a.id = ?3 AND {shown}
               AND (a.audience = 'city' OR a.audience = ?1 OR a.audience = {DISTRICT_OF_RESIDENCE})
             ON CONFLICT(alert, account) DO UPDATE SET at = at RETURNING {at}",
            shown = shown("a"),
            at = instant("at"),
        );
        let params = vec![
            residence.map(UnitId::as_str).into(),
            to_millis(now).into(),
            id.as_str().into(),
            reader.as_str().into(),
        ];
        self.json_text(&sql, params).await
    }

    /// Writes what an act on an alert does.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted first, on this alert or on the one it updates, or when an upper level has
    /// sent one that this was not compared with;
    /// [`Error::FileTaken`] when a file belongs to another act by now.
    pub async fn commit_alert(&self, outcome: &AlertOutcome) -> Result<(), Error> {
        let text = outcome_json(outcome).to_string();
        let row = Row {
            subject: "alert",
            subject_id: outcome.alert.as_str(),
            seq: outcome.follows.seq.saturating_add(1),
            act: outcome.act.as_str(),
            actor: Some(outcome.actor.as_str()),
            unit: outcome.unit.as_str(),
            at: to_millis(outcome.at),
            from: outcome.from.map(AlertState::as_str),
            to: outcome.to.as_str(),
            outcome: &text,
        };
        self.append(&row, &outcome.follows.hash).await
    }
}

/// The outcome as the journal keeps it. The trigger reads these names; `0006_alerts.sql` is the other half.
fn outcome_json(outcome: &AlertOutcome) -> Json {
    let mut json = Map::new();
    if let Some(issue) = &outcome.issue {
        let audience = match &issue.audience {
            Audience::City => "city",
            Audience::District(unit) | Audience::Commune(unit) => unit.as_str(),
        };
        json.insert("level".into(), issue.level.as_str().into());
        json.insert("audience".into(), audience.into());
        json.insert("replaces".into(), issue.replaces.as_ref().map(AlertId::as_str).into());
        json.insert("root".into(), issue.root.as_str().into());
    }
    if let Some(content) = &outcome.content {
        let area: Vec<&str> = content.area.iter().map(UnitId::as_str).collect();
        let documents: Vec<Json> = content
            .documents
            .iter()
            .map(|document| {
                json!({
                    "id": document.media.id.as_str(), "type": document.media.media_type.as_str(),
                    "sha256": document.media.sha256, "title": document.title.as_str(),
                })
            })
            .collect();
        json.insert("kind".into(), content.kind.as_str().into());
        json.insert("event".into(), content.event.as_str().into());
        json.insert("title".into(), content.title.as_str().into());
        json.insert("text".into(), content.text.as_str().into());
        // SQLite has no unsigned numbers: the same 64 bits.
        json.insert("simhash".into(), simhash(&content.whole()).cast_signed().into());
        json.insert("area".into(), area.into());
        json.insert("valid_from".into(), content.valid_from.map(to_millis).into());
        json.insert("valid_until".into(), to_millis(content.valid_until).into());
        json.insert("documents".into(), documents.into());
        json.insert("near_reason".into(), content.reason.as_ref().map(Reason::as_str).into());
    }
    if let Some(reach) = outcome.reach {
        json.insert("reach".into(), reach.into());
    }
    if let Some(compared) = outcome.compared {
        json.insert("compared".into(), compared.into());
    }
    if let Some(reason) = &outcome.reason {
        json.insert("reason".into(), reason.as_str().into());
    }
    Json::Object(json)
}

fn day_of(at: Instant) -> String {
    at.with_timezone(&crate::hanoi()).date_naive().to_string()
}

fn date(text: &str) -> Result<NaiveDate, Error> {
    text.parse().map_err(|error: chrono::ParseError| Error::Fault(error.into()))
}

/// A text that was checked when it was written.
fn kept<T>(text: Result<T, domain::TextError>) -> Result<T, Error> {
    text.map_err(|error| Error::Fault(error.into()))
}

fn begun((at, event): (i64, String)) -> Result<ChainBegun, Error> {
    Ok(ChainBegun { at: from_millis(at)?, event: named(&event, AlertEvent::parse)? })
}

impl IssuerRow {
    fn into_issuer(self) -> Result<Issuer, Error> {
        Ok(Issuer {
            unit: UnitId::new(self.unit),
            kind: named(&self.kind, IssuerKind::parse)?,
            valid_from: date(&self.valid_from)?,
            valid_to: self.valid_to.as_deref().map(date).transpose()?,
            covers: self.covers.into_iter().map(UnitId::new).collect(),
        })
    }
}

impl AlertRow {
    fn into_alert(self, id: &AlertId) -> Result<Alert, Error> {
        let mut hash = [0; 32];
        hex::decode_to_slice(&self.hash, &mut hash).map_err(|error| Error::Fault(error.into()))?;
        let issuer = self.issuer.ok_or_else(|| Error::Fault(anyhow::anyhow!("the unit of the alert is not there")))?;
        Ok(Alert {
            id: id.clone(),
            tip: Tip { seq: self.version, hash },
            state: named(&self.state, AlertState::parse)?,
            issuer: issuer.into_issuer()?,
            authors: self.authors.into_iter().map(AccountId::new).collect(),
            content: AlertContent {
                kind: named(&self.kind, AlertKind::parse)?,
                event: named(&self.event, AlertEvent::parse)?,
                title: kept(Title::new(&self.title))?,
                text: kept(AlertText::new(&self.text))?,
                area: self.area.into_iter().map(UnitId::new).collect(),
                valid_from: self.valid_from.map(from_millis).transpose()?,
                valid_until: from_millis(self.valid_until)?,
                documents: self.documents.into_iter().map(DocumentRow::into_document).collect::<Result<_, Error>>()?,
                reason: self.reason.map(|reason| kept(Reason::new(&reason))).transpose()?,
            },
            replaces: self.replaces.map(AlertId::new),
            root: AlertId::new(self.root),
            replaced_by: self.replaced_by.map(AlertId::new),
            begun: self.begun.map(begun).transpose()?,
        })
    }
}

impl DocumentRow {
    fn into_document(self) -> Result<AlertDocument, Error> {
        Ok(AlertDocument {
            media: MediaRef {
                id: MediaId::new(self.id),
                media_type: named(&self.media_type, MediaType::parse)?,
                sha256: self.sha256,
            },
            title: kept(ShortText::new(&self.title))?,
        })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::{plan_of, recompilations_of};

    // what is compared is found by audience and time, however much was ever sent.
    #[test]
    fn what_upper_levels_sent_is_four_stretches_of_two_indexes() {
        let plan = plan_of(&uppers_sql());
        assert_eq!(plan.matches("INDEX alerts_valid (audience=? AND valid_until>?)").count(), 2, "{plan}");
        assert_eq!(plan.matches("INDEX alerts_sent (audience=? AND sent_at>?)").count(), 2, "{plan}");
        assert!(!plan.contains("SCAN alerts") && !plan.contains("SCAN a\n") && !plan.contains("TEMP B-TREE FOR ORDER"), "{plan}");
        assert_eq!(recompilations_of(&uppers_sql()), 0);
    }

    #[test]
    fn an_alert_is_loaded_by_its_keys() {
        let plan = plan_of(&alert_sql());
        assert_eq!(recompilations_of(&alert_sql()), 0);
        assert!(!plan.contains("SCAN a\n") && !plan.contains("SCAN alert_"), "{plan}");
    }
}
