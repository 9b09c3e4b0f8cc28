//! Alerts as people read them: one, those of a unit, an inbox.

use crate::sql::{instant, unit_name};
use crate::{Error, Store, to_millis};
use domain::{AccountId, AlertId, Instant, UnitId};
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
    /// Whether it was ever sent: then every unit may read it, also before it is shown.
    pub sent: bool,
    /// Whether it was ever shown: then everybody may read it, also after it was taken back.
    pub shown: bool,
    /// The alert as everybody may read it, as JSON.
    pub public: String,
    /// The alert with the people behind it, for those of the unit, as JSON.
    pub internal: String,
}

/// The district to which the ward or commune of `?1` belonged, as long as there were districts; NULL for
/// wards that came after them, and for no ward.
pub(crate) const DISTRICT_OF_RESIDENCE: &str = "(SELECT w.superior FROM units w JOIN units d ON d.id = w.superior
  WHERE w.id = ?1 AND w.kind IN ('ward', 'commune') AND d.kind = 'district' ORDER BY w.valid_from DESC LIMIT 1)";

/// Whether residents could see it by `?2`. One that was taken back before that was never shown.
pub(crate) fn shown(a: &str) -> String {
    format!("{a}.shown_from <= ?2 AND ({a}.cancelled_at IS NULL OR {a}.cancelled_at >= {a}.shown_from)")
}

/// Who reads: whose marks are shown, and when.
#[derive(Clone, Copy, Debug)]
pub struct AlertReader<'a> {
    /// Who, if signed in.
    pub account: Option<&'a AccountId>,
    /// When.
    pub now: Instant,
}

impl Store {
    /// The alert of that id as it is read, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alert_view(&self, id: &AlertId, reader: AlertReader<'_>) -> Result<Option<AlertView>, Error> {
        #[derive(Deserialize)]
        struct Row {
            unit: String,
            sent: u8,
            shown: u8,
            public: serde_json::Value,
            internal: serde_json::Value,
        }
        let params = vec![
            id.as_str().into(),
            to_millis(reader.now).into(),
            reader.account.map(AccountId::as_str).into(),
        ];
        let row: Option<Row> = self.json(&view_sql(), params).await?;
        Ok(row.map(|row| AlertView {
            unit: UnitId::new(row.unit),
            sent: row.sent != 0,
            shown: row.shown != 0,
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
        reader: AlertReader<'_>,
        after: Option<AlertCursor>,
        limit: u32,
    ) -> Result<String, Error> {
        let after = after.unwrap_or_else(AlertCursor::end);
        let params = vec![
            unit.as_str().into(),
            to_millis(reader.now).into(),
            reader.account.map(AccountId::as_str).into(),
            after.at.into(),
            after.id.into(),
            limit.into(),
        ];
        let list = self.json_text(&of_unit_sql(), params).await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the list of alerts came back empty")))
    }

    /// One page of what a resident of that ward (or of none) sees at that instant, newest first, as
    /// `{"alerts": […], "next": cursor or null}`: what was sent, is valid, and is the latest of its chain. What
    /// was taken back stays with the reason until then, so that nobody is left with half the news. The audience
    /// is resolved here and nowhere else: sending costs the same for one and for all.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alert_inbox(
        &self,
        residence: Option<&UnitId>,
        reader: AlertReader<'_>,
        after: Option<AlertCursor>,
        limit: u32,
    ) -> Result<String, Error> {
        let now = to_millis(reader.now);
        // What is shown from a later instant on is not there yet, wherever a page begins.
        let soon = AlertCursor { at: now.saturating_add(1), id: String::new() };
        let after = after.filter(|after| after.at <= now).unwrap_or(soon);
        let params = vec![
            residence.map(UnitId::as_str).into(),
            now.into(),
            reader.account.map(AccountId::as_str).into(),
            after.at.into(),
            after.id.into(),
            limit.into(),
        ];
        let list = self.json_text(&inbox_sql(), params).await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the inbox came back empty")))
    }
}

fn view_sql() -> String {
    format!(
        "SELECT json_object('unit', a.unit, 'sent', a.sent_at IS NOT NULL, 'shown', coalesce({}, 0), 'public', {},
           'internal', {}) FROM alerts a WHERE a.id = ?1",
        shown("a"),
        public("a"),
        internal("a")
    )
}

fn named_unit(id: &str) -> String {
    format!("json_object('id', {id}, 'name', {})", unit_name(id))
}

/// What everybody may read: the issuing unit is named and answers for it, no person is. `?2` is now,
/// `?3` the reader.
fn public_fields(a: &str) -> String {
    format!(
        "'id', {a}.id, 'state', {a}.state, 'kind', {a}.kind, 'event', {a}.event, 'title', {a}.title, 'text', {a}.text,
         'unit', {unit}, 'level', {a}.level, 'audience', iif({a}.audience = 'city', NULL, {audience}),
         'areas', (SELECT json_group_array({area}) FROM
           (SELECT ward FROM alert_areas WHERE alert = {a}.id ORDER BY position) r),
         'sent_at', {sent_at}, 'valid_from', {valid_from}, 'valid_until', {valid_until},
         'cancelled_at', {cancelled_at}, 'cancel_reason', {a}.cancel_reason,
         'documents', (SELECT json_group_array(json_object('id', m.media, 'media_type', m.media_type, 'title', m.title))
           FROM (SELECT * FROM alert_media WHERE alert = {a}.id ORDER BY position) m),
         'replaces', {a}.replaces, 'replaced_by', iif({a}.replaced_at <= ?2, {a}.replaced_by, NULL),
         'earlier', (SELECT json_group_array(json_object('id', e.id, 'title', e.title, 'sent_at', {earlier_at}))
           FROM (SELECT * FROM alerts c WHERE c.root = {a}.root AND c.shown_from < {a}.shown_from AND {shown}
             ORDER BY c.shown_from DESC, c.id DESC LIMIT {EARLIER_MAX}) e),
         'read_at', (SELECT {read_at} FROM alert_reads d WHERE d.alert = {a}.id AND d.account = ?3)",
        unit = named_unit(&format!("{a}.unit")),
        audience = named_unit(&format!("{a}.audience")),
        area = named_unit("r.ward"),
        sent_at = instant(&format!("{a}.sent_at")),
        valid_from = instant(&format!("{a}.valid_from")),
        valid_until = instant(&format!("{a}.valid_until")),
        cancelled_at = instant(&format!("{a}.cancelled_at")),
        earlier_at = instant("e.sent_at"),
        shown = shown("c"),
        read_at = instant("d.at"),
    )
}

/// So many earlier ones of a chain are shown.
const EARLIER_MAX: u32 = 20;

fn public(a: &str) -> String {
    format!("json_object({})", public_fields(a))
}

fn internal(a: &str) -> String {
    let person = |id: &str| format!("(SELECT json_object('id', w.id, 'name', w.name) FROM accounts w WHERE w.id = {id})");
    format!(
        "json_object({}, 'version', {a}.version, 'written_at', {written_at}, 'written_by', {written_by},
         'approved_by', {approved_by}, 'reason', {a}.reason, 'reach', {a}.reach,
         'reads', coalesce((SELECT n.reads FROM alert_read_counts n WHERE n.alert = {a}.id), 0),
         'versions', (SELECT json_group_array(json_object('version', v.seq, 'by', {by}, 'at', {at}, 'title', v.title,
             'text', v.text)) FROM (SELECT * FROM alert_versions WHERE alert = {a}.id ORDER BY seq) v))",
        public_fields(a),
        written_at = instant(&format!("{a}.written_at")),
        written_by = person(&format!("{a}.written_by")),
        approved_by = person(&format!("{a}.approved_by")),
        by = person("v.by"),
        at = instant("v.at"),
    )
}

/// A page found by `source` (at most `?6` + 1 rows, newest first) as JSON, with the cursor of the next.
fn page_sql(source: &str, at: &str, row: &str) -> String {
    format!(
        "WITH page AS MATERIALIZED ({source})
         SELECT json_object(
           'alerts', (SELECT json_group_array({row})
             FROM (SELECT * FROM page ORDER BY {at} DESC, id DESC LIMIT ?6 + 0) o),
           'next', (SELECT {at} || '-' || id FROM page
             WHERE (SELECT count(*) FROM page) > ?6 ORDER BY {at} DESC, id DESC LIMIT 1 OFFSET ?6 - 1))"
    )
}

fn of_unit_sql() -> String {
    let source = "SELECT * FROM alerts WHERE unit = ?1 AND (written_at, id) < (?4, ?5)
      ORDER BY written_at DESC, id DESC LIMIT ?6 + 1";
    page_sql(source, "written_at", &internal("o"))
}

fn inbox_sql() -> String {
    // Three short stretches of the index instead of one list of everything ever sent.
    let one = |audience: &str| {
        format!(
            "SELECT * FROM (SELECT * FROM alerts WHERE audience = {audience} AND shown_from > 0
               AND (shown_from, id) < (?4, ?5) AND valid_until > ?2
               AND (replaced_at IS NULL OR replaced_at > ?2) AND (cancelled_at IS NULL OR cancelled_at >= shown_from)
               ORDER BY shown_from DESC, id DESC LIMIT ?6 + 1)"
        )
    };
    let source = format!(
        "{} UNION ALL {} UNION ALL {} ORDER BY shown_from DESC, id DESC LIMIT ?6 + 1",
        one("'city'"),
        one("?1"),
        one(DISTRICT_OF_RESIDENCE)
    );
    page_sql(&source, "shown_from", &public("o"))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::{plan_of, recompilations_of};

    // DESIGN: an alert to two million accounts is stored once and found by short look-ups.
    #[test]
    fn the_inbox_is_three_stretches_of_one_index() {
        let plan = plan_of(&inbox_sql());
        let looked_up = "SEARCH alerts USING INDEX alerts_inbox (audience=? AND shown_from>? AND (shown_from,id)<(?,?))";
        assert_eq!(plan.matches(looked_up).count(), 3, "{plan}");
        assert!(!plan.contains("SCAN alert"), "{plan}");
        assert_eq!(recompilations_of(&inbox_sql()), 0);
    }

    #[test]
    fn the_list_of_a_unit_is_a_stretch_of_its_index() {
        let plan = plan_of(&of_unit_sql());
        assert!(plan.contains("SEARCH alerts USING INDEX alerts_of_unit (unit=? AND (written_at,id)<(?,?))"), "{plan}");
        assert!(!plan.contains("SCAN alert"), "{plan}");
        assert_eq!(recompilations_of(&of_unit_sql()), 0);
    }

    #[test]
    fn one_alert_is_read_by_its_keys_and_its_chain_by_an_index() {
        let plan = plan_of(&view_sql());
        assert!(plan.contains("INDEX alerts_of_chain (root=? AND shown_from<?)"), "{plan}");
        assert!(!plan.contains("SCAN a\n") && !plan.contains("SCAN alert"), "{plan}");
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
