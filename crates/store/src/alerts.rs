//! Alerts: loading one for an act, and the lists people read.

use crate::cases::named;
use crate::sql::{instant, unit_name};
use crate::{Error, Store, to_millis};
use domain::{AccountId, Alert, AlertId, AlertState, Instant, Tip, UnitId};
use serde::Deserialize;

/// Where a page of alerts goes on: what was sent or written before this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertCursor {
    /// Milliseconds of the last one shown.
    pub at: i64,
    /// Its id, for those of the same millisecond.
    pub id: String,
}

impl AlertCursor {
    /// Reads what an answer gave as `next`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        (!id.is_empty()).then_some(Self { at: at.parse().ok()?, id: id.to_owned() })
    }

    /// After everything.
    fn end() -> Self {
        Self { at: i64::MAX, id: String::new() }
    }
}

/// An alert with what decides who may read it.
#[derive(Clone, Debug)]
pub struct AlertView {
    /// The unit that issued it.
    pub unit: UnitId,
    /// Whether it was ever sent: then everybody may read it, also after it was taken back.
    pub sent: bool,
    /// The alert as everybody may read it, as JSON.
    pub public: String,
    /// The alert with the people behind it, for those of the unit, as JSON.
    pub internal: String,
}

impl Store {
    /// The alert of that id, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alert(&self, id: &AlertId) -> Result<Option<Alert>, Error> {
        #[derive(Deserialize)]
        struct Row {
            version: u32,
            hash: String,
            state: String,
            unit: String,
            written_by: String,
        }
        let row: Option<Row> = self
            .json(
                "SELECT json_object('version', version, 'hash', hex(hash), 'state', state, 'unit', unit,
                   'written_by', written_by) FROM alerts WHERE id = ?1",
                vec![id.as_str().into()],
            )
            .await?;
        row.map(|row| {
            let mut hash = [0; 32];
            hex::decode_to_slice(&row.hash, &mut hash).map_err(|error| Error::Fault(error.into()))?;
            Ok(Alert {
                id: id.clone(),
                tip: Tip { seq: row.version, hash },
                state: named(&row.state, AlertState::parse)?,
                unit: UnitId::new(row.unit),
                written_by: AccountId::new(row.written_by),
            })
        })
        .transpose()
    }

    /// The alert of that id as it is read, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alert_view(&self, id: &AlertId) -> Result<Option<AlertView>, Error> {
        #[derive(Deserialize)]
        struct Row {
            unit: String,
            sent: u8,
            public: serde_json::Value,
            internal: serde_json::Value,
        }
        let sql = format!(
            "SELECT json_object('unit', a.unit, 'sent', a.sent_at IS NOT NULL, 'public', {}, 'internal', {})
             FROM alerts a WHERE a.id = ?1",
            public("a"),
            internal("a")
        );
        let row: Option<Row> = self.json(&sql, vec![id.as_str().into()]).await?;
        Ok(row.map(|row| AlertView {
            unit: UnitId::new(row.unit),
            sent: row.sent != 0,
            public: row.public.to_string(),
            internal: row.internal.to_string(),
        }))
    }

    /// One page of what a unit wrote, newest first, as `{"alerts": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alerts_of_unit(
        &self,
        unit: &UnitId,
        after: Option<AlertCursor>,
        limit: u32,
    ) -> Result<String, Error> {
        let after = after.unwrap_or_else(AlertCursor::end);
        let list = self
            .json_text(
                &of_unit_sql(),
                vec![unit.as_str().into(), after.at.into(), after.id.into(), limit.into()],
            )
            .await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the list of alerts came back empty")))
    }

    /// One page of what a resident of that ward (or of none) sees at that instant, newest first, as
    /// `{"alerts": […], "next": cursor or null}`: what was sent and is valid still. What was taken back
    /// stays with the reason until then, so that nobody is left with half the news. The audience is
    /// resolved here and nowhere else: sending costs the same for one and for all.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alert_inbox(
        &self,
        residence: Option<&UnitId>,
        now: Instant,
        after: Option<AlertCursor>,
        limit: u32,
    ) -> Result<String, Error> {
        let after = after.unwrap_or_else(AlertCursor::end);
        let list = self
            .json_text(
                &inbox_sql(),
                vec![
                    residence.map(UnitId::as_str).into(),
                    to_millis(now).into(),
                    after.at.into(),
                    after.id.into(),
                    limit.into(),
                ],
            )
            .await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the inbox came back empty")))
    }
}

/// What everybody may read: the issuing unit is named and answers for it, no person is.
fn public_fields(a: &str) -> String {
    format!(
        "'id', {a}.id, 'state', {a}.state, 'kind', {a}.kind, 'title', {a}.title, 'text', {a}.text,
         'unit', json_object('id', {a}.unit, 'name', {unit_name}),
         'ward', iif({a}.audience = 'city', NULL, json_object('id', {a}.audience, 'name', {audience_name})),
         'sent_at', {sent_at}, 'valid_until', {valid_until}, 'cancelled_at', {cancelled_at},
         'cancel_reason', {a}.cancel_reason",
        unit_name = unit_name(&format!("{a}.unit")),
        audience_name = unit_name(&format!("{a}.audience")),
        sent_at = instant(&format!("{a}.sent_at")),
        valid_until = instant(&format!("{a}.valid_until")),
        cancelled_at = instant(&format!("{a}.cancelled_at")),
    )
}

fn public(a: &str) -> String {
    format!("json_object({})", public_fields(a))
}

fn internal(a: &str) -> String {
    let person = |column: &str| {
        format!("(SELECT json_object('id', w.id, 'name', w.name) FROM accounts w WHERE w.id = {a}.{column})")
    };
    format!(
        "json_object({}, 'version', {a}.version, 'written_at', {}, 'written_by', {}, 'approved_by', {})",
        public_fields(a),
        instant(&format!("{a}.written_at")),
        person("written_by"),
        person("approved_by"),
    )
}

/// A page found by `source` (at most `limit` + 1 rows, newest first) as JSON, with the cursor of the next.
fn page_sql(source: &str, at: &str, row: &str, limit: &str) -> String {
    format!(
        "WITH page AS MATERIALIZED ({source})
         SELECT json_object(
           'alerts', (SELECT json_group_array({row})
             FROM (SELECT * FROM page ORDER BY {at} DESC, id DESC LIMIT {limit}) o),
           'next', (SELECT {at} || '-' || id FROM page
             WHERE (SELECT count(*) FROM page) > {limit} ORDER BY {at} DESC, id DESC LIMIT 1 OFFSET {limit} - 1))"
    )
}

fn of_unit_sql() -> String {
    let source = "SELECT * FROM alerts WHERE unit = ?1 AND (written_at, id) < (?2, ?3)
      ORDER BY written_at DESC, id DESC LIMIT ?4 + 1";
    page_sql(source, "written_at", &internal("o"), "?4")
}

fn inbox_sql() -> String {
    // Two short stretches of the index instead of one list of everything ever sent.
    let one = |audience: &str| {
        format!(
            "SELECT * FROM (SELECT * FROM alerts WHERE audience = {audience} AND sent_at > 0
               AND (sent_at, id) < (?3, ?4) AND valid_until > ?2 ORDER BY sent_at DESC, id DESC LIMIT ?5 + 1)"
        )
    };
    let source = format!("{} UNION ALL {} ORDER BY sent_at DESC, id DESC LIMIT ?5 + 1", one("'city'"), one("?1"));
    page_sql(&source, "sent_at", &public("o"), "?5")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::plan_of;

    // DESIGN: an alert to two million accounts is stored once and found by two short look-ups.
    #[test]
    fn the_inbox_is_two_stretches_of_one_index() {
        let plan = plan_of(&inbox_sql());
        let looked_up = "SEARCH alerts USING INDEX alerts_inbox (audience=? AND sent_at>? AND (sent_at,id)<(?,?))";
        assert_eq!(plan.matches(looked_up).count(), 2, "{plan}");
        assert!(!plan.contains("SCAN alerts"), "{plan}");
    }

    #[test]
    fn the_list_of_a_unit_is_a_stretch_of_its_index() {
        let plan = plan_of(&of_unit_sql());
        assert!(plan.contains("SEARCH alerts USING INDEX alerts_of_unit (unit=? AND (written_at,id)<(?,?))"), "{plan}");
    }

    #[test]
    fn a_cursor_reads_what_an_answer_gave() {
        let cursor = AlertCursor::parse("1768000000000-01KAX").unwrap();
        assert_eq!(cursor, AlertCursor { at: 1_768_000_000_000, id: "01KAX".into() });
        for not_one in ["", "x", "1768000000000", "1768000000000-", "-01KAX", "x-01KAX"] {
            assert_eq!(AlertCursor::parse(not_one), None, "{not_one}");
        }
    }
}
