//! What periodic work asks the database. Each question is "what is due and not yet noted", so a missed
//! tick, a double tick and a restart all end in the same place.

use crate::{Error, Store, to_millis};
use domain::{CaseCode, Instant};

/// Clocks noted in one statement; what is left waits for the next minute.
const NOTED_MAX: i64 = 5_000;

impl Store {
    /// Puts one overdue notice into the outbox for each clock past its due instant that has none.
    /// One statement. How many.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn note_overdue(&self, now: Instant) -> Result<i64, Error> {
        self.note("overdue", "due_at < ?1 AND overdue_noted = 0", now).await
    }

    /// The same for clocks of which a quarter of the time is left. Run after [`Store::note_overdue`], which
    /// marks a clock for both: nobody is told "due soon" of what is late.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn note_due_soon(&self, now: Instant) -> Result<i64, Error> {
        self.note("due_soon", "warn_at <= ?1 AND due_soon_noted = 0", now).await
    }

    async fn note(&self, threshold: &'static str, which: &'static str, now: Instant) -> Result<i64, Error> {
        self.run(
            &format!(
                "INSERT OR IGNORE INTO clock_notes(case_id, n, kind, threshold, unit, due_at, noted_at)
                 SELECT case_id, n, kind, '{threshold}', unit, due_at, ?1 FROM clocks
                 WHERE closed_at IS NULL AND kind <> 'question_window' AND {which} LIMIT {NOTED_MAX}"
            ),
            vec![to_millis(now).into()],
        )
        .await?;
        // Of the statement before, on this connection, which nobody else uses; triggers do not count.
        let counted = self.json_text("SELECT CAST(changes() AS TEXT)", Vec::new()).await?;
        Ok(counted.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// Published cases whose window is over and whose question, if any, was answered; oldest first.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn cases_to_close(&self, now: Instant, limit: u32) -> Result<Vec<CaseCode>, Error> {
        let codes: Option<Vec<String>> = self
            .json(
                "SELECT json_group_array(code) FROM (
                   SELECT c.code FROM cases c WHERE c.state = 'published' AND c.closes_at < ?1
                     AND NOT EXISTS (SELECT 1 FROM clocks k
                       WHERE k.case_id = c.id AND k.kind = 'clarification' AND k.closed_at IS NULL)
                   ORDER BY c.closes_at LIMIT ?2)",
                vec![to_millis(now).into(), limit.into()],
            )
            .await?;
        Ok(codes.unwrap_or_default().into_iter().map(CaseCode::new).collect())
    }
}
