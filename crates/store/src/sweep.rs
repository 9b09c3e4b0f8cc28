//! What periodic work asks the database. Each question is "what is due and not yet noted", so a missed
//! tick, a double tick and a restart all end in the same place.

use crate::{Error, Store, to_millis};
use domain::{CaseCode, Instant};

/// Clocks noted in one statement; what is left waits for the next minute.
const NOTED_MAX: i64 = 5_000;

/// Past its due instant. Acting at that instant itself was in time.
const OVERDUE: &str = "due_at < ?1 AND overdue_noted = 0";

/// A quarter of the time is left. What is late already is overdue, noted or not: nobody is told "due soon" of it.
const DUE_SOON: &str = "warn_at <= ?1 AND due_at >= ?1 AND due_soon_noted = 0";

const CLOSING: &str = "SELECT json_group_array(code) FROM (
  SELECT c.code FROM cases c WHERE c.state = 'published' AND c.closes_at < ?1
    AND NOT EXISTS (SELECT 1 FROM clocks k
      WHERE k.case_id = c.id AND k.kind = 'clarification' AND k.closed_at IS NULL)
  ORDER BY c.closes_at LIMIT ?2 + 0)";

impl Store {
    /// Puts one overdue notice into the outbox for each clock past its due instant that has none.
    /// One statement. How many.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn note_overdue(&self, now: Instant) -> Result<i64, Error> {
        self.note("overdue", OVERDUE, now).await
    }

    /// The same for clocks of which a quarter of the time is left and which are not late.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn note_due_soon(&self, now: Instant) -> Result<i64, Error> {
        self.note("due_soon", DUE_SOON, now).await
    }

    async fn note(&self, threshold: &'static str, which: &'static str, now: Instant) -> Result<i64, Error> {
        self.run(&note_sql(threshold, which), vec![to_millis(now).into()]).await?;
        // Of the statement before, on this connection, which nobody else uses; triggers do not count.
        let counted = self.json_text("SELECT CAST(changes() AS TEXT)", Vec::new()).await?;
        Ok(counted.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// Published cases whose window is over and whose question, if any, was answered; oldest first.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn cases_to_close(&self, now: Instant, limit: u32) -> Result<Vec<CaseCode>, Error> {
        let codes: Option<Vec<String>> = self.json(CLOSING, vec![to_millis(now).into(), limit.into()]).await?;
        Ok(codes.unwrap_or_default().into_iter().map(CaseCode::new).collect())
    }
}

fn note_sql(threshold: &'static str, which: &'static str) -> String {
    // `kind`, `closed_at` and the flag are spelled as in the partial indexes, which then hold only what is left.
    format!(
        "INSERT OR IGNORE INTO clock_notes(case_id, n, kind, threshold, unit, due_at, noted_at)
         SELECT case_id, n, kind, '{threshold}', unit, due_at, ?1 FROM clocks
         WHERE closed_at IS NULL AND kind <> 'question_window' AND {which} LIMIT {NOTED_MAX}"
    )
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::plan_of;

    // DESIGN: a sweep with 1,000 due among a million costs what it costs among ten thousand.
    #[test]
    fn the_sweep_reads_only_what_is_due_and_not_yet_noted() {
        let overdue = plan_of(&note_sql("overdue", OVERDUE));
        assert!(overdue.contains("USING INDEX clocks_to_note (due_at<?)"), "{overdue}");
        let due_soon = plan_of(&note_sql("due_soon", DUE_SOON));
        assert!(due_soon.contains("USING INDEX clocks_to_warn (warn_at<?)"), "{due_soon}");
        let closing = plan_of(CLOSING);
        assert!(closing.contains("USING INDEX cases_closing (closes_at<?)"), "{closing}");
        for plan in [overdue, due_soon, closing] {
            assert!(!plan.contains("SCAN clocks") && !plan.contains("SCAN c\n"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
