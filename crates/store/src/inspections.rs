//! What the Inspectorate reads (Điều 24), and looks at a confidential identity.

use crate::desk::{QueuePage, build_queue, person};
use crate::sql::{instant, unit_name};
use crate::{Error, Store};
use domain::{CaseId, Instant};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// As the index of the schema says it, word for word: only then does SQLite use it.
const VERIFIED_WASTE: &str = "c.kind = 'waste'
  AND c.state IN ('accepted', 'dispatched', 'handling', 'drafted', 'approved', 'resulted', 'published')";

static QUEUE: LazyLock<String> = LazyLock::new(|| build_queue(VERIFIED_WASTE));

/// Who sent a confidential report. It goes into one reply and nowhere else.
#[derive(Deserialize, Serialize)]
pub struct Identity {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Whether the identity was verified.
    pub verified: bool,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

impl Store {
    /// A page of the verified reports of waste that are not closed, in the whole city, soonest due first, as the
    /// queue of a desk. Closed ones only grow in number, and a page counts its queue.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn inspection_queue(&self, now: Instant, page: &QueuePage) -> Result<String, Error> {
        self.queue(&QUEUE, page.params(now)).await
    }

    /// A page of the inspections that run, wherever their cases are by now, on the newest case first, as
    /// `{"inspections": […], "next": …}`. `after` is the `next` of the page before: the code of its last case.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn running_inspections(&self, after: Option<&str>, limit: u32) -> Result<String, Error> {
        let page = self.json_text(&running_sql(), vec![after.into(), limit.into()]).await?;
        page.ok_or_else(|| Error::Fault(anyhow::anyhow!("the running inspections came back empty")))
    }

    /// The inspections on a case with their steps, and the looks at its sender, as
    /// `{"inspections": […], "looks": […]}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn inspections_of(&self, case: &CaseId) -> Result<String, Error> {
        let found = self.json_text(&of_case(), vec![case.as_str().into()]).await?;
        found.ok_or_else(|| Error::Fault(anyhow::anyhow!("the inspections came back empty")))
    }

    /// Who sent the report of that case: whoever was named when it was entered (R-18.3a), else whose account it
    /// is. Show it only behind a committed look.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn identity_of(&self, case: &CaseId) -> Result<Option<Identity>, Error> {
        self.json(
            "SELECT coalesce(
               (SELECT json_object('name', e.name, 'phone', e.phone, 'email', e.email, 'verified',
                  json(iif(EXISTS (SELECT 1 FROM accounts a WHERE a.id = c.reporter AND a.verified_at IS NOT NULL), 'true', 'false')))
                FROM entries e WHERE e.case_id = c.id),
               (SELECT json_object('name', a.name, 'phone', a.phone, 'email', a.email,
                  'verified', json(iif(a.verified_at IS NOT NULL, 'true', 'false')))
                FROM accounts a WHERE a.id = c.reporter))
             FROM cases c WHERE c.id = ?1",
            vec![case.as_str().into()],
        )
        .await
    }
}

fn body(f: &str) -> String {
    format!("json_object('id', {f}.body, 'name', {})", unit_name(&format!("{f}.body")))
}

/// ?1 the cursor, ?2 the length.
fn running_sql() -> String {
    format!(
        "SELECT json_object('inspections', json_group_array(json_object('code', c.code, 'state', c.state,
             'unit', json_object('id', c.unit, 'name', {unit}), 'category_name', (SELECT name FROM categories WHERE code = c.category),
             'body', {i_body}, 'decision', i.decision, 'opened_at', {at}, 'opened_by', {by},
             'steps', (SELECT count(*) FROM inspection_steps s WHERE s.case_id = i.case_id AND s.inspection = i.seq)))
             FILTER (WHERE i.n <= ?2),
           'next', iif(max(i.n) > ?2, max(iif(i.n = ?2, c.code, NULL)), NULL))
         FROM (SELECT row_number() OVER () AS n, p.* FROM (SELECT * FROM inspections WHERE ended_at IS NULL
             AND case_id < CASE WHEN ?1 IS NULL THEN '~' ELSE (SELECT id FROM cases WHERE code = ?1) END
             ORDER BY case_id DESC LIMIT ?2 + 1) p) i
         CROSS JOIN cases c ON c.id = i.case_id",
        unit = unit_name("c.unit"),
        i_body = body("i"),
        at = instant("i.at"),
        by = person("i.by"),
    )
}

fn of_case() -> String {
    format!(
        "SELECT json_object(
           'inspections', (SELECT json_group_array(json_object('seq', i.seq, 'at', {at}, 'body', {i_body}, 'by', {by},
               'decision', i.decision, 'scope', i.scope, 'reason', i.reason,
               'steps', (SELECT json_group_array(json_object('seq', s.seq, 'at', {step_at}, 'by', {step_by}, 'note', s.note,
                   'media', (SELECT json_group_array(json_object('id', m.media, 'type', m.media_type) ORDER BY m.position)
                     FROM case_media m WHERE m.case_id = s.case_id AND m.seq = s.seq)) ORDER BY s.seq)
                 FROM inspection_steps s WHERE s.case_id = i.case_id AND s.inspection = i.seq),
               'ended', iif(i.ended_at IS NULL, NULL, json_object('seq', i.ended_seq, 'at', {ended_at}, 'by', {ended_by},
                 'finding', i.finding, 'conclusion', i.conclusion))) ORDER BY i.seq)
             FROM inspections i WHERE i.case_id = ?1),
           'looks', (SELECT json_group_array(json_object('seq', l.seq, 'at', {look_at}, 'body', {l_body}, 'by', {look_by},
               'reason', l.reason) ORDER BY l.seq) FROM identity_looks l WHERE l.case_id = ?1))",
        at = instant("i.at"),
        i_body = body("i"),
        by = person("i.by"),
        step_at = instant("s.at"),
        step_by = person("s.by"),
        ended_at = instant("i.ended_at"),
        ended_by = person("i.ended_by"),
        look_at = instant("l.at"),
        l_body = body("l"),
        look_by = person("l.by"),
    )
}

/// What the case file of `c` says of inspections: that they run or ran, nothing else.
pub(crate) fn in_file() -> String {
    format!(
        "(SELECT json_group_array(json_object('seq', n.seq, 'body', {}, 'opened_at', {}, 'ended_at', {}) ORDER BY n.seq)
           FROM inspections n WHERE n.case_id = c.id)",
        body("n"),
        instant("n.at"),
        instant("n.ended_at"),
    )
}

/// What the reporter of `c` reads of looks: when, and for which body. No person, no reason.
pub(crate) fn looks_for_reporter() -> String {
    format!(
        "(SELECT json_group_array(json_object('at', {}, 'body', l.body, 'body_name', {}))
           FROM (SELECT * FROM identity_looks WHERE case_id = c.id ORDER BY seq) l)",
        instant("l.at"),
        unit_name("l.body"),
    )
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::{plan_of, recompilations_of};

    #[test]
    fn verified_waste_is_a_stretch_of_an_index_of_its_own() {
        let plan = plan_of(&QUEUE);
        assert!(plan.contains("USING INDEX cases_to_inspect") || plan.contains("USING COVERING INDEX cases_to_inspect"), "{plan}");
        assert!(!plan.lines().any(|line| line.contains("SCAN c") && !line.contains("cases_to_inspect")), "{plan}");
        assert_eq!(recompilations_of(&QUEUE), 0);
    }

    #[test]
    fn running_inspections_are_read_in_the_order_of_an_index() {
        let plan = plan_of(&running_sql());
        assert!(plan.contains("inspections USING INDEX inspections_open"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN c\n"), "{plan}");
        assert_eq!(recompilations_of(&running_sql()), 0);
    }

    #[test]
    fn the_inspections_of_a_case_are_found_by_its_id() {
        let plan = plan_of(&of_case());
        for table in ["SCAN i", "SCAN s", "SCAN l", "SCAN m"] {
            assert!(!plan.lines().any(|line| line == table), "{plan}");
        }
    }
}
