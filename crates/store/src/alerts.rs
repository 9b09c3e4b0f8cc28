//! Alerts: loading one for an act, and the lists people read.

use crate::cases::named;
use crate::{Error, Store, to_millis};
use domain::{AccountId, Alert, AlertId, AlertState, Instant, Tip, UnitId};
use serde::Deserialize;

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

    /// What a resident of that ward (or of none) sees at that instant: sent, not taken back longer than it was
    /// valid, newest first. The audience is resolved here and nowhere else.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn alert_inbox(
        &self,
        residence: Option<&UnitId>,
        now: Instant,
        before: Option<i64>,
        limit: u32,
    ) -> Result<String, Error> {
        // Two short index scans instead of one list of everything ever sent.
        let one = |audience: &str| {
            format!(
                "SELECT * FROM (SELECT * FROM alerts WHERE audience = {audience} AND sent_at < ?3
                   AND valid_until > ?2 ORDER BY sent_at DESC LIMIT ?4)"
            )
        };
        let sql = format!(
            "SELECT json_object('alerts', coalesce(json_group_array(json_object('id', a.id, 'kind', a.kind,
               'title', a.title, 'text', a.text, 'unit', a.unit, 'unit_name', u.name, 'audience', a.audience,
               'sent_at', a.sent_at, 'valid_until', a.valid_until, 'cancelled_at', a.cancelled_at,
               'cancel_reason', a.cancel_reason)), '[]'))
             FROM (SELECT * FROM ({} UNION ALL {}) ORDER BY sent_at DESC LIMIT ?4) a
             LEFT JOIN current_units u ON u.id = a.unit",
            one("'city'"),
            one("?1")
        );
        let list = self
            .json_text(
                &sql,
                vec![
                    residence.map(UnitId::as_str).into(),
                    to_millis(now).into(),
                    before.unwrap_or(i64::MAX).into(),
                    limit.into(),
                ],
            )
            .await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the inbox came back empty")))
    }
}
