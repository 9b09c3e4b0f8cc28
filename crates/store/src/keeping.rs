//! Dated settings (R-28.2, R-14.1), what a unit sets for itself, and its contact officers (R-18.2b).

use crate::journal::Row;
use crate::organisation::day_of;
use crate::settings::{check_alert_terms, check_conduct_terms, checked_terms, read_calendar, read_terms};
use crate::sql::{instant, unit_name};
use crate::{Error, Store, fold, from_millis, to_millis};
use domain::{AccountId, CaseCode, Instant, Kind, Tip, UnitId};
use serde_json::{Value as Json, json};
use working_time::{Calendar, Limit};

/// Contact officers not looked at for that long are to be checked (R-18.2b).
pub const CONTACT_STALE_DAYS: i64 = 90;

/// Open clocks looked at for a preview; beyond them the rest is estimated by nobody.
const PREVIEWED_MAX: u32 = 2_000;

/// A setting or a list that is kept: what is written of a change.
#[derive(Clone, Debug)]
pub struct Keeping<'a> {
    /// `setting` or `unit`.
    pub subject: &'static str,
    /// `calendar:city`, `terms:field`, `first_unit:cay-xanh`, `retention:sessions`, `unit:00070`.
    pub id: String,
    /// What was done.
    pub act: &'static str,
    /// By whom.
    pub actor: &'a AccountId,
    /// The unit whose it is, or in which it was set.
    pub unit: &'a UnitId,
    /// When.
    pub at: Instant,
    /// What the triggers read.
    pub outcome: Json,
}

/// A new version of a setting of the city.
#[derive(Clone, Debug)]
pub struct SettingVersion<'a> {
    /// `calendar`, `terms`, `first_unit` or `retention`.
    pub family: &'static str,
    /// Which one of the family.
    pub key: &'a str,
    /// Names the version.
    pub version: &'a str,
    /// The first day, `YYYY-MM-DD`.
    pub valid_from: String,
    /// Why.
    pub reason: &'a str,
    /// The setting itself.
    pub spec: &'a Json,
}

/// What has dated terms (R-28.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermsOf {
    /// The limits and requirements of a kind of report.
    Kind(Kind),
    /// When an alert repeats one of an upper level, and until when there are districts (R-16.1, R-16.2, R-17.2).
    Alerts,
    /// How many violations in a row are borne, and how long a lock lasts (R-27.3).
    Conduct,
}

impl TermsOf {
    /// By its word: a kind of report, `alerts` or `conduct`.
    pub fn parse(word: &str) -> Option<TermsOf> {
        match word {
            "alerts" => Some(TermsOf::Alerts),
            "conduct" => Some(TermsOf::Conduct),
            kind => Kind::parse(kind).map(TermsOf::Kind),
        }
    }

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            TermsOf::Kind(kind) => kind.as_str(),
            TermsOf::Alerts => "alerts",
            TermsOf::Conduct => "conduct",
        }
    }
}

/// How a new calendar changes what runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarPreview {
    /// Open clocks of the units that follow the calendar.
    pub open: u64,
    /// Those that were looked at.
    pub checked: u64,
    /// Of these, those whose end moves.
    pub moved: u64,
    /// Of these, those for which the new calendar has no answer.
    pub unanswered: u64,
}

/// A case whose clocks are to be counted anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseToRecount {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: CaseCode,
    /// The row of the journal that asks for it; a correction asks again.
    pub asked_by: i64,
}

/// A contact officer.
#[derive(Clone, Debug)]
pub struct Contact<'a> {
    /// Its id.
    pub id: &'a str,
    /// The officer's name.
    pub name: &'a str,
    /// The position.
    pub position: &'a str,
    /// The telephone number of the office.
    pub phone: &'a str,
    /// The e-mail address.
    pub email: Option<&'a str>,
    /// The field looked after.
    pub field: &'a str,
    /// Since which day.
    pub since: String,
}

impl Store {
    /// Writes a change of something that is kept.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else changed it in the same moment.
    pub async fn keep(&self, keeping: &Keeping<'_>) -> Result<(), Error> {
        let tip = self.kept_tip(&keeping.id).await?;
        let text = keeping.outcome.to_string();
        let row = Row {
            subject: keeping.subject,
            subject_id: &keeping.id,
            seq: tip.seq.saturating_add(1),
            act: keeping.act,
            actor: Some(keeping.actor.as_str()),
            unit: keeping.unit.as_str(),
            at: to_millis(keeping.at),
            from: (tip.seq > 0).then_some("kept"),
            to: "kept",
            outcome: &text,
        };
        self.append(&row, &tip.hash).await
    }

    async fn kept_tip(&self, id: &str) -> Result<Tip, Error> {
        let row: Option<(u32, String)> =
            self.json("SELECT json_array(version, hex(hash)) FROM keepings WHERE id = ?1", vec![id.into()]).await?;
        let Some((seq, text)) = row else { return Ok(Tip::START) };
        let mut hash = [0; 32];
        hex::decode_to_slice(&text, &mut hash).map_err(|error| Error::Fault(error.into()))?;
        Ok(Tip { seq, hash })
    }

    /// Writes a new version of a setting of the city (R-28.2). Of a calendar, what runs is counted anew by the
    /// sweep; of terms, a case that is open keeps those it was opened under.
    ///
    /// # Errors
    /// [`Error::Stale`]; [`Error::AlreadyDone`] when terms of that version are there.
    pub async fn put_setting(
        &self,
        setting: &SettingVersion<'_>,
        actor: &AccountId,
        unit: &UnitId,
        now: Instant,
    ) -> Result<(), Error> {
        let act = match (setting.family, setting.key) {
            ("calendar", _) => "put_calendar",
            ("terms", "alerts") => "put_alert_terms",
            ("terms", "conduct") => "put_conduct_terms",
            ("terms", _) => "put_terms",
            ("first_unit", _) => "put_first_unit",
            _ => "put_retention",
        };
        self.keep(&Keeping {
            subject: "setting",
            id: format!("{}:{}", setting.family, setting.key),
            act,
            actor,
            unit,
            at: now,
            outcome: json!({
                "key": setting.key, "version": setting.version, "valid_from": setting.valid_from,
                "reason": setting.reason, "spec": setting.spec,
            }),
        })
        .await
    }

    /// Whether that version of a setting was used before.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn version_used(&self, family: &str, key: &str, version: &str) -> Result<bool, Error> {
        let found = self
            .json_text(
                "SELECT 'used' WHERE EXISTS (SELECT 1 FROM setting_versions WHERE id = ?1 || ':' || ?2 AND version = ?3)
                   OR (?1 = 'calendar' AND EXISTS (SELECT 1 FROM calendars WHERE id = ?2 AND version = ?3))
                   OR (?1 = 'terms' AND EXISTS (SELECT 1 FROM terms WHERE kind = ?2 AND version = ?3))
                   OR (?1 = 'terms' AND ?2 = 'conduct' AND EXISTS (SELECT 1 FROM conduct_terms WHERE version = ?3))",
                vec![family.into(), key.into(), version.into()],
            )
            .await?;
        Ok(found.is_some())
    }

    /// The first day of the latest terms.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn latest_terms_since(&self, of: TermsOf) -> Result<Option<String>, Error> {
        let sql = match of {
            TermsOf::Kind(_) => "SELECT max(valid_from) FROM terms WHERE kind = ?1",
            TermsOf::Alerts => "SELECT max(valid_from) FROM alert_terms WHERE ?1 > ''",
            TermsOf::Conduct => "SELECT max(valid_from) FROM conduct_terms WHERE ?1 > ''",
        };
        self.json_text(sql, vec![of.as_str().into()]).await
    }

    /// Whether there is such a calendar.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn calendar_exists(&self, id: &str) -> Result<bool, Error> {
        Ok(self.json_text("SELECT id FROM calendars WHERE id = ?1", vec![id.into()]).await?.is_some())
    }

    /// A calendar with its versions and what follows it, as JSON.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn calendar_view(&self, id: &str) -> Result<Option<String>, Error> {
        let sql = format!(
            "SELECT json_object('id', l.id, 'version', l.version, 'calendar', json(l.spec),
               'units', (SELECT count(*) FROM current_units u WHERE u.calendar = l.id),
               'recounts_left', (SELECT count(*) FROM recount_work) + (SELECT count(*) FROM recount_bookings),
               'versions', {})
             FROM calendars l WHERE l.id = ?1",
            versions("'calendar:' || ?1")
        );
        self.json_text(&sql, vec![id.into()]).await
    }

    /// Terms, version by version, as JSON.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn terms_view(&self, of: TermsOf) -> Result<String, Error> {
        let rows = match of {
            TermsOf::Kind(_) => "SELECT version, valid_from, valid_to, spec FROM terms WHERE kind = ?1",
            // What stood from the beginning has no name but its day.
            TermsOf::Alerts => {
                "SELECT coalesce((SELECT v.version FROM setting_versions v WHERE v.id = 'terms:alerts'
                     AND v.valid_from = a.valid_from ORDER BY v.seq DESC LIMIT 1), a.valid_from) AS version,
                   valid_from, valid_to,
                   json_object('repeat_days', repeat_days, 'near_hours', near_hours, 'district_until', district_until) AS spec
                 FROM alert_terms a"
            }
            TermsOf::Conduct => {
                "SELECT version, valid_from, valid_to, json_object('in_row_max', in_row_max, 'lock_days', lock_days) AS spec
                 FROM conduct_terms"
            }
        };
        let sql = format!(
            "SELECT json_object('kind', ?1, 'terms', (SELECT json_group_array(json_object('version', t.version,
               'valid_from', t.valid_from, 'valid_to', t.valid_to, 'spec', json(t.spec)) ORDER BY t.valid_from DESC)
               FROM ({rows}) t), 'versions', {})",
            versions("'terms:' || ?1")
        );
        let view = self.json_text(&sql, vec![of.as_str().into()]).await?;
        view.ok_or_else(|| Error::Fault(anyhow::anyhow!("the terms came back empty")))
    }

    /// Who receives the reports of a category first, day by day, as JSON (R-28.2); `None` when there is no such category.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn first_units_view(&self, category: &str) -> Result<Option<String>, Error> {
        let sql = format!(
            "SELECT json_object('category', json_object('code', g.code, 'name', g.name, 'kind', g.kind),
               'first_units', (SELECT json_group_array(json_object('valid_from', f.valid_from,
                 'valid_to', (SELECT min(n.valid_from) FROM first_units n WHERE n.category = f.category AND n.valid_from > f.valid_from),
                 'unit', iif(f.unit IS NULL, NULL, json_object('id', f.unit, 'name', {unit}))) ORDER BY f.valid_from DESC)
                 FROM first_units f WHERE f.category = g.code),
               'versions', {versions})
             FROM categories g WHERE g.code = ?1",
            unit = unit_name("f.unit"),
            versions = versions("'first_unit:' || ?1"),
        );
        self.json_text(&sql, vec![category.into()]).await
    }

    /// How long what is kept, and how much is over, as JSON (R-14.1).
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn retention_view(&self, now: Instant) -> Result<String, Error> {
        let view = self.json_text(RETENTION, vec![to_millis(now).into()]).await?;
        view.ok_or_else(|| Error::Fault(anyhow::anyhow!("the retention rules came back empty")))
    }

    /// Takes out sessions that ended longer ago than they are to be kept; how many.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn forget_sessions(&self, now: Instant, limit: u32) -> Result<i64, Error> {
        self.run(FORGET_SESSIONS, vec![to_millis(now).into(), limit.into()]).await?;
        let counted = self.json_text("SELECT CAST(changes() AS TEXT)", Vec::new()).await?;
        Ok(counted.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// What another calendar would change of what runs now.
    ///
    /// # Errors
    /// [`Error::Fault`], also for a calendar that is none: it is checked before.
    pub async fn preview_calendar(&self, id: &str, spec: &Json) -> Result<CalendarPreview, Error> {
        let calendar = read_calendar(&spec.to_string()).map_err(Error::Fault)?;
        let row: Option<(u64, Vec<(i64, String, i64)>)> = self.json(PREVIEW, vec![id.into(), PREVIEWED_MAX.into()]).await?;
        let (open, clocks) = row.unwrap_or_default();
        let mut preview = CalendarPreview { open, checked: clocks.len() as u64, moved: 0, unanswered: 0 };
        for (origin, limit, due) in clocks {
            let limit: Limit = limit.parse().map_err(|error| Error::Fault(anyhow::Error::new(error)))?;
            match calendar.due(from_millis(origin)?, limit) {
                Ok(anew) => preview.moved += u64::from(to_millis(anew) != due),
                Err(_) => preview.unanswered += 1,
            }
        }
        Ok(preview)
    }

    /// Whether a calendar has an answer for today and for every clock that runs under the one of that id.
    ///
    /// # Errors
    /// [`Error::Fault`], also for a calendar that is none: it is checked before.
    pub async fn calendar_answers(&self, id: &str, spec: &Json, now: Instant) -> Result<bool, Error> {
        let calendar = read_calendar(&spec.to_string()).map_err(Error::Fault)?;
        self.answers(&calendar, RUNNING_UNDER, id, now).await
    }

    /// The same for the calendar of that id and what runs in a unit that is to follow it.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn calendar_answers_in(&self, id: &str, unit: &UnitId, now: Instant) -> Result<bool, Error> {
        let spec = self.json_text("SELECT spec FROM calendars WHERE id = ?1", vec![id.into()]).await?;
        let spec = spec.ok_or_else(|| Error::Fault(anyhow::anyhow!("there is no calendar {id:?}")))?;
        let calendar = read_calendar(&spec).map_err(Error::Fault)?;
        self.answers(&calendar, RUNNING_IN, unit.as_str(), now).await
    }

    async fn answers(&self, calendar: &Calendar, running: &str, of: &str, now: Instant) -> Result<bool, Error> {
        let rows: Option<Vec<(String, i64, i64)>> = self.json(running, vec![of.into()]).await?;
        if calendar.due(now, Limit::CalendarDays(1)).is_err() {
            return Ok(false);
        }
        for (limit, first, last) in rows.unwrap_or_default() {
            let limit: Limit = limit.parse().map_err(|error| Error::Fault(anyhow::Error::new(error)))?;
            // What begins in between ends in between.
            if calendar.due(from_millis(first)?, limit).is_err() || calendar.due(from_millis(last)?, limit).is_err() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Cases whose clocks are to be counted anew, from behind that id on.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn cases_to_recount(&self, after: &str, limit: u32) -> Result<Vec<CaseToRecount>, Error> {
        let rows: Option<Vec<(String, String, i64)>> = self.json(TO_RECOUNT, vec![after.into(), limit.into()]).await?;
        let one = |(id, code, asked_by)| CaseToRecount { id, code: CaseCode::new(code), asked_by };
        Ok(rows.unwrap_or_default().into_iter().map(one).collect())
    }

    /// Notes that a case was counted anew, unless it was asked for again meanwhile.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn recounted(&self, case: &CaseToRecount) -> Result<(), Error> {
        let sql = "DELETE FROM recount_work WHERE case_id = ?1 AND asked_by = ?2";
        self.run(sql, vec![case.id.as_str().into(), case.asked_by.into()]).await
    }

    /// What a unit sets for itself, with who set it last and why, as JSON; `None` when there is no such unit.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn unit_settings(&self, unit: &UnitId) -> Result<Option<String>, Error> {
        self.json_text(
            &format!(
                "SELECT json_object('unit', json_object('id', u.id, 'name', u.name), 'calendar', u.calendar,
                   'urgent_around_the_clock', json(iif(u.urgent_around_the_clock, 'true', 'false')),
                   'set', (SELECT json_object('reason', s.reason, 'at', {at},
                       'by', (SELECT a.name FROM accounts a WHERE a.id = s.by)) FROM unit_settings s WHERE s.unit = u.id))
                 FROM current_units u WHERE u.id = ?1",
                at = instant("s.at")
            ),
            vec![unit.as_str().into()],
        )
        .await
    }

    /// One page of contact officers, of a unit or all, with words of `q` in them, as `{"officers": […], "next"}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn contacts(
        &self,
        unit: Option<&UnitId>,
        q: &str,
        after: Option<(String, String)>,
        limit: u32,
        now: Instant,
    ) -> Result<String, Error> {
        let (after_unit, after_id) = after.unwrap_or_default();
        let stale = to_millis(now) - CONTACT_STALE_DAYS * 86_400_000;
        let list = self
            .json_text(
                &contacts_sql(),
                vec![
                    unit.map_or("", UnitId::as_str).into(),
                    fold(q).into(),
                    after_unit.into(),
                    after_id.into(),
                    limit.into(),
                    stale.into(),
                ],
            )
            .await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the contact officers came back empty")))
    }

    /// The unit whose contact officer that is.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn contact_unit(&self, id: &str) -> Result<Option<UnitId>, Error> {
        let unit = self.json_text("SELECT unit FROM contact_officers WHERE id = ?1", vec![id.into()]).await?;
        Ok(unit.map(UnitId::new))
    }
}

impl Contact<'_> {
    /// What the trigger reads.
    pub fn outcome(&self) -> Json {
        let words = [self.name, self.position, self.field, self.phone, self.email.unwrap_or_default()].join(" ");
        json!({
            "contact": self.id, "name": self.name, "position": self.position, "phone": self.phone,
            "email": self.email, "field": self.field, "since": self.since, "folded": fold(&words),
        })
    }
}

/// Whether that JSON is a calendar: its version.
///
/// # Errors
/// What is wrong with it.
pub fn calendar_version(spec: &Json) -> Result<String, String> {
    read_calendar(&spec.to_string()).map(|calendar| calendar.version().to_owned()).map_err(|error| format!("{error:#}"))
}

/// Whether that JSON is a set of terms within the sense of the regulation.
///
/// # Errors
/// What is wrong with it.
pub fn terms_fit(of: TermsOf, version: &str, spec: &Json) -> Result<(), String> {
    let fit = || match of {
        TermsOf::Kind(kind) => checked_terms(&read_terms(kind, version, &spec.to_string())?),
        TermsOf::Alerts => check_alert_terms(spec),
        TermsOf::Conduct => check_conduct_terms(spec),
    };
    fit().map_err(|error| format!("{error:#}"))
}

/// The day of an instant, as settings keep days.
pub fn day(at: Instant) -> String {
    day_of(at)
}

fn versions(id: &str) -> String {
    format!(
        "(SELECT json_group_array(json_object('version', v.version, 'valid_from', v.valid_from, 'reason', v.reason,
           'at', {}, 'by', (SELECT a.name FROM accounts a WHERE a.id = v.by)) ORDER BY v.seq DESC)
          FROM setting_versions v WHERE v.id = {id})",
        instant("v.at")
    )
}

const PREVIEW: &str = "SELECT json_array(
    (SELECT count(*) FROM clocks k JOIN current_units u ON u.id = k.unit WHERE k.closed_at IS NULL AND u.calendar = ?1),
    (SELECT json_group_array(json_array(origin_at, limit_text, due_at)) FROM (
      SELECT k.origin_at, k.limit_text, k.due_at FROM clocks k JOIN current_units u ON u.id = k.unit
      WHERE k.closed_at IS NULL AND u.calendar = ?1 LIMIT ?2 + 0)))";

/// The first and the last start of what runs, for each limit.
const RUNNING_UNDER: &str = "SELECT json_group_array(json_array(limit_text, first, last)) FROM (
  SELECT k.limit_text, min(k.origin_at) AS first, max(k.origin_at) AS last FROM clocks k JOIN current_units u ON u.id = k.unit
  WHERE k.closed_at IS NULL AND u.calendar = ?1 GROUP BY k.limit_text)";

const RUNNING_IN: &str = "SELECT json_group_array(json_array(limit_text, first, last)) FROM (
  SELECT k.limit_text, min(k.origin_at) AS first, max(k.origin_at) AS last FROM clocks k
  WHERE k.closed_at IS NULL AND k.unit = ?1 GROUP BY k.limit_text)";

const TO_RECOUNT: &str = "SELECT json_group_array(json_array(id, code, asked_by)) FROM (
  SELECT c.id, c.code, w.asked_by FROM recount_work w CROSS JOIN cases c ON c.id = w.case_id
  WHERE w.case_id > ?1 ORDER BY w.case_id LIMIT ?2 + 0)";

const FORGET_SESSIONS: &str = "DELETE FROM sessions WHERE token_hash IN (SELECT s.token_hash FROM sessions s
  WHERE s.expires_at < ?1 - (SELECT keep_days FROM retention WHERE what = 'sessions') * 86400000 LIMIT ?2 + 0)";

const RETENTION: &str = "SELECT json_object('rules', json_group_array(json_object('what', r.what, 'keep_days', r.keep_days,
    'deleted_by_the_sweep', json(iif(r.what = 'sessions', 'true', 'false')),
    'over', CASE r.what
      WHEN 'sessions' THEN (SELECT count(*) FROM sessions s WHERE s.expires_at < ?1 - r.keep_days * 86400000)
      WHEN 'unused_uploads' THEN (SELECT count(*) FROM media m WHERE m.stored_at < ?1 - r.keep_days * 86400000
        AND NOT EXISTS (SELECT 1 FROM case_media a WHERE a.media = m.id)
        AND NOT EXISTS (SELECT 1 FROM alert_media d WHERE d.media = m.id)
        AND NOT EXISTS (SELECT 1 FROM conduct_media b WHERE b.media = m.id))
      ELSE (SELECT count(*) FROM cases c JOIN case_media a ON a.case_id = c.id
        WHERE c.state = iif(r.what = 'refused_media', 'refused', 'withdrawn')
          AND c.updated_at < ?1 - r.keep_days * 86400000) END) ORDER BY r.what))
  FROM retention r";

fn contacts_sql() -> String {
    format!(
        "WITH page AS MATERIALIZED (SELECT * FROM contact_officers o WHERE (o.unit, o.id) > (?3, ?4)
           AND (?1 = '' OR o.unit = ?1) AND instr(o.folded, ?2) > 0 ORDER BY o.unit, o.id LIMIT ?5 + 1)
         SELECT json_object('officers', (SELECT json_group_array(json_object('id', o.id,
             'unit', json_object('id', o.unit, 'name', {name}), 'name', o.name, 'position', o.position, 'phone', o.phone,
             'email', o.email, 'field', o.field, 'since', o.since, 'updated_at', {updated_at},
             'to_check', json(iif(o.updated_at < ?6, 'true', 'false'))))
             FROM (SELECT * FROM page ORDER BY unit, id LIMIT ?5 + 0) o),
           'next', (SELECT unit || '/' || id FROM page WHERE (SELECT count(*) FROM page) > ?5
             ORDER BY unit, id LIMIT 1 OFFSET ?5 - 1))",
        name = unit_name("o.unit"),
        updated_at = instant("o.updated_at"),
    )
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::plan_of;

    #[test]
    fn what_is_over_is_found_by_index() {
        let plan = plan_of(FORGET_SESSIONS);
        assert!(plan.contains("USING INDEX sessions_by_end (expires_at<?)") || plan.contains("USING COVERING INDEX sessions_by_end (expires_at<?)"), "{plan}");
        for sql in [PREVIEW, RUNNING_UNDER, RUNNING_IN] {
            let plan = plan_of(sql);
            assert!(!plan.contains("SCAN k\n"), "only open clocks: {plan}");
        }
        let plan = plan_of(TO_RECOUNT);
        assert!(plan.contains("SEARCH w USING PRIMARY KEY (case_id>?)"), "{plan}");
        let plan = plan_of(&contacts_sql());
        assert!(plan.contains("contact_officers_of_unit"), "{plan}");
    }
}
