//! Reorganisations: planning, looking ahead, and what the sweep moves when the day has come.

use crate::cases::named;
use crate::journal::Row;
use crate::sql::{instant, unit_name};
use crate::{Error, Store, hanoi, to_millis};
use domain::{
    AccountId, Candidate, CaseCode, Instant, Plan, Point, Reorganisation, ReorganisationId, ReorganisationOutcome,
    ReorganisationState, Tip, UnitId,
};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// An open case that waits to be passed on, with those who may take over.
#[derive(Clone, Debug)]
pub struct MovingCase {
    /// The reorganisation.
    pub reorganisation: ReorganisationId,
    /// The case.
    pub id: String,
    /// Its code.
    pub code: CaseCode,
    /// The unit that held it on the day.
    pub from_unit: UnitId,
    /// The ward or commune it lay in on the day.
    pub from_ward: UnitId,
    /// Where it lies.
    pub point: Option<Point>,
    /// Whether it stands on the list that was made on the day; the others came to a unit as it ended.
    pub listed: bool,
    /// The successors of the unit; none when the unit did not end.
    pub units: Vec<Candidate>,
    /// The successors of the ward; none when the ward did not end.
    pub wards: Vec<Candidate>,
    /// Supporters that ended while they owed a contribution, each with its successors.
    pub supporters: Vec<(UnitId, Vec<Candidate>)>,
}

#[derive(Deserialize)]
struct MovingRow {
    reorganisation: String,
    id: String,
    code: String,
    from_unit: String,
    from_ward: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    listed: u8,
    units: Vec<CandidateRow>,
    wards: Vec<CandidateRow>,
    supporters: Vec<(String, Vec<CandidateRow>)>,
}

#[derive(Deserialize)]
struct CandidateRow {
    unit: String,
    default: u8,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

#[derive(Deserialize)]
struct ReorganisationRow {
    id: String,
    version: u32,
    hash: String,
    state: String,
    unit: String,
    planned_by: String,
    effective_at: i64,
}

const REORGANISATION: &str = "SELECT json_object('id', id, 'version', version, 'hash', hex(hash), 'state', state,
  'unit', unit, 'planned_by', planned_by, 'effective_at', effective_at) FROM reorganisations";

/// Those who took over from the unit that the expression names, after a reorganisation's last day.
fn candidates(unit: &str, last_day: &str) -> String {
    format!(
        "(SELECT json_group_array(json_object('unit', s.successor, 'default', s.is_default, 'latitude', n.latitude,
            'longitude', n.longitude))
          FROM unit_successors s LEFT JOIN current_units n ON n.id = s.successor
          WHERE s.unit = {unit} AND s.ended_on = {last_day})"
    )
}

/// Supporters of case `c` that ended after a reorganisation's last day and owe still, with those who took over. Who
/// was asked since the day is meant in new codes, unless nobody goes on with the code.
fn ended_supporters(last_day: &str) -> String {
    format!(
        "(SELECT json_group_array(json_array(p.unit, json({successors}))) FROM contributions p
          WHERE p.case_id = c.id AND p.waiting = 1
            AND EXISTS (SELECT 1 FROM unit_successors s WHERE s.unit = p.unit AND s.ended_on = {last_day})
            AND (p.invited_at < o.took_effect_at OR NOT EXISTS (SELECT 1 FROM current_units n WHERE n.id = p.unit)))",
        successors = candidates("p.unit", last_day),
    )
}

fn moving_sql() -> String {
    format!(
        "SELECT json_group_array(json_object('reorganisation', w.reorganisation, 'id', c.id, 'code', c.code,
           'from_unit', w.from_unit, 'from_ward', w.from_ward, 'latitude', r.latitude, 'longitude', r.longitude,
           'listed', 1, 'units', {units}, 'wards', {wards}, 'supporters', {supporters}))
         FROM (SELECT * FROM reorganisation_cases WHERE settled_at IS NULL AND case_id > ?1
           ORDER BY case_id LIMIT ?2 + 0) w
         JOIN reorganisations o ON o.id = w.reorganisation
         JOIN cases c ON c.id = w.case_id JOIN reports r ON r.case_id = w.case_id",
        units = candidates("w.from_unit", "o.last_day"),
        wards = candidates("w.from_ward", "o.last_day"),
        supporters = ended_supporters("o.last_day"),
    )
}

/// Open cases that a unit holds or supports that is over and whose code nobody goes on with: they came in while a
/// reorganisation took effect. The latest end of the unit says who took over.
fn stranded_sql() -> String {
    let of_the_past = |unit: &str| {
        let successors = candidates(unit, "u.last_day");
        format!("iif(EXISTS (SELECT 1 FROM current_units n WHERE n.id = {unit}), '[]', {successors})")
    };
    format!(
        "SELECT json_group_array(json_object('reorganisation', o.id, 'id', c.id, 'code', c.code, 'from_unit', c.unit,
           'from_ward', c.ward, 'latitude', r.latitude, 'longitude', r.longitude,
           'listed', 0, 'units', json({units}), 'wards', json({wards}), 'supporters', {supporters}))
         FROM (SELECT id, max(valid_to) AS last_day FROM units WHERE standing = 2 GROUP BY id
             HAVING NOT EXISTS (SELECT 1 FROM current_units n WHERE n.id = units.id)) u
         CROSS JOIN cases c ON c.id IN (SELECT h.id FROM cases h WHERE h.unit = u.id AND h.desk > ''
             UNION SELECT p.case_id FROM contributions p WHERE p.unit = u.id AND p.waiting = 1)
           AND NOT EXISTS (SELECT 1 FROM reorganisation_cases w WHERE w.case_id = c.id AND w.settled_at IS NULL)
         JOIN reports r ON r.case_id = c.id
         JOIN reorganisations o ON o.last_day = u.last_day AND o.state IN ('in_effect', 'done')
           AND EXISTS (SELECT 1 FROM json_each(o.plan, '$.ended') e WHERE e.value ->> 'unit' = u.id)",
        units = of_the_past("c.unit"),
        wards = of_the_past("c.ward"),
        supporters = ended_supporters("u.last_day"),
    )
}

const TURN: &str = "UPDATE units SET standing = iif(valid_from > ?1, 0, iif(valid_to < ?1, 2, 1))
  WHERE standing <> iif(valid_from > ?1, 0, iif(valid_to < ?1, 2, 1))";

/// A batch of residents. What was said before the units changed moves, once; what was said since is meant in new
/// codes. Between the day and a late tick only the old codes could be said.
const RESIDENTS: &str = "UPDATE accounts SET
    residence_at = (SELECT o.took_effect_at FROM reorganisations o WHERE o.id = ?1),
    residence_confirm = iif((SELECT count(*) FROM unit_successors s
      WHERE s.unit = accounts.residence AND s.ended_on = ?2) > 1, 1, residence_confirm),
    residence = (SELECT s.successor FROM unit_successors s
      WHERE s.unit = accounts.residence AND s.ended_on = ?2 AND s.is_default = 1)
  WHERE id IN (SELECT a.id FROM reorganisations o, json_each(o.plan, '$.ended') e
    CROSS JOIN accounts a ON a.residence = e.value ->> 'unit' AND a.residence > '' AND a.residence_at < o.took_effect_at
    WHERE o.id = ?1 LIMIT ?3 + 0)";

/// How many residents wait still, before the day how many will.
const RESIDENTS_LEFT: &str = "(SELECT count(*) FROM json_each(o.plan, '$.ended') e
  CROSS JOIN accounts a ON a.residence = e.value ->> 'unit' AND a.residence > ''
    AND a.residence_at < coalesce(o.took_effect_at, o.effective_at))";

const CASES_LEFT: &str = "(SELECT count(*) FROM reorganisation_cases w WHERE w.reorganisation = o.id AND w.settled_at IS NULL)";

impl Store {
    /// Lets the units that begin today stand, and those whose last day is over end. One statement over a few
    /// hundred rows; it may run twice.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn turn_units(&self, now: Instant) -> Result<(), Error> {
        self.run(TURN, vec![day_of(now).into()]).await
    }

    /// The units that stand.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn standing_units(&self) -> Result<BTreeSet<UnitId>, Error> {
        Ok(self.units(None).await?.into_iter().map(|unit| unit.id).collect())
    }

    /// Writes what an act on a reorganisation does.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted first; [`Error::AlreadyDone`] when another reorganisation is under way.
    pub async fn commit_reorganisation(&self, outcome: &ReorganisationOutcome) -> Result<(), Error> {
        let mut fields = Map::new();
        if let Some(content) = &outcome.content {
            fields.insert("title".into(), content.title.as_str().into());
            fields.insert("legal_basis".into(), content.legal_basis.as_str().into());
            fields.insert("effective_on".into(), day_of(content.effective_at).into());
            fields.insert("effective_at".into(), to_millis(content.effective_at).into());
            fields.insert("plan".into(), plan_json(&content.plan));
        }
        if let Some(reason) = &outcome.reason {
            fields.insert("reason".into(), reason.as_str().into());
        }
        let text = Json::Object(fields).to_string();
        let row = Row {
            subject: "reorganisation",
            subject_id: outcome.id.as_str(),
            seq: outcome.follows.seq.saturating_add(1),
            act: outcome.act.as_str(),
            actor: outcome.actor.as_ref().map(AccountId::as_str),
            unit: outcome.unit.as_str(),
            at: to_millis(outcome.at),
            from: outcome.from.map(ReorganisationState::as_str),
            to: outcome.to.as_str(),
            outcome: &text,
        };
        self.append(&row, &outcome.follows.hash).await
    }

    /// The reorganisation of that id, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reorganisation(&self, id: &ReorganisationId) -> Result<Option<Reorganisation>, Error> {
        let sql = format!("{REORGANISATION} WHERE id = ?1");
        let row: Option<ReorganisationRow> = self.json(&sql, vec![id.as_str().into()]).await?;
        row.map(ReorganisationRow::into_reorganisation).transpose()
    }

    /// The reorganisation that the sweep works on: approved and its day has come, or in effect.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reorganisation_under_way(&self, now: Instant) -> Result<Option<Reorganisation>, Error> {
        let sql = format!("{REORGANISATION} WHERE state IN ('approved', 'in_effect') AND effective_at <= ?1");
        let row: Option<ReorganisationRow> = self.json(&sql, vec![to_millis(now).into()]).await?;
        row.map(ReorganisationRow::into_reorganisation).transpose()
    }

    /// Open cases that wait to be passed on, from behind that case id on.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn cases_to_pass_on(&self, after: &str, limit: u32) -> Result<Vec<MovingCase>, Error> {
        let rows: Option<Vec<MovingRow>> = self.json(&moving_sql(), vec![after.into(), limit.into()]).await?;
        Ok(rows.unwrap_or_default().into_iter().map(MovingRow::into_moving).collect())
    }

    /// Open cases that came to a unit in the moment in which it ended.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn stranded_cases(&self) -> Result<Vec<MovingCase>, Error> {
        let rows: Option<Vec<MovingRow>> = self.json(&stranded_sql(), Vec::new()).await?;
        Ok(rows.unwrap_or_default().into_iter().map(MovingRow::into_moving).collect())
    }

    /// Moves a batch of residents to the default successors of their wards; how many were moved. Those of a
    /// ward that was split are asked to confirm. May run twice.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn move_residents(&self, of: &Reorganisation, limit: u32) -> Result<i64, Error> {
        let last_day = day_of(of.effective_at - chrono::TimeDelta::days(1));
        self.run(RESIDENTS, vec![of.id.as_str().into(), last_day.into(), limit.into()]).await?;
        let counted = self.json_text("SELECT CAST(changes() AS TEXT)", Vec::new()).await?;
        Ok(counted.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// Whether nothing of a reorganisation waits any more.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn nothing_left_to_move(&self, id: &ReorganisationId) -> Result<bool, Error> {
        let left: Option<i64> = self
            .json(
                &format!("SELECT CAST({CASES_LEFT} + {RESIDENTS_LEFT} AS TEXT) FROM reorganisations o WHERE o.id = ?1"),
                vec![id.as_str().into()],
            )
            .await?;
        Ok(left == Some(0))
    }

    /// Whether a plan still fits the units that stand: what ends or is renamed stands, what begins finds its
    /// code free, whoever takes over or is above stands afterwards, and nobody stands under themself.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn plan_still_fits(&self, id: &ReorganisationId) -> Result<bool, Error> {
        Ok(self.json_text(STILL_FITS, vec![id.as_str().into()]).await?.is_some())
    }

    /// One page of reorganisations, the latest first, as `{"reorganisations": […], "next"}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reorganisations(&self, before: Option<(i64, String)>, limit: u32) -> Result<String, Error> {
        let (at, id) = before.unwrap_or((i64::MAX, String::new()));
        let list = self.json_text(&list_sql(), vec![at.into(), id.into(), limit.into()]).await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the list of reorganisations came back empty")))
    }

    /// A reorganisation with its plan and how far it is, as JSON.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reorganisation_view(&self, id: &ReorganisationId) -> Result<Option<String>, Error> {
        self.json_text(&view_sql(), vec![id.as_str().into()]).await
    }

    /// What a planned reorganisation will move, unit by unit, as `{"units": […], "totals": {…}}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reorganisation_preview(&self, id: &ReorganisationId) -> Result<Option<String>, Error> {
        self.json_text(&preview_sql(), vec![id.as_str().into()]).await
    }

    /// Whether a unit ends in a reorganisation.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn ends_in(&self, of: &ReorganisationId, unit: &UnitId) -> Result<bool, Error> {
        let sql = "SELECT unit FROM planned_successors WHERE reorganisation = ?1 AND unit = ?2 LIMIT 1";
        Ok(self.json_text(sql, vec![of.as_str().into(), unit.as_str().into()]).await?.is_some())
    }

    /// One page of the open cases of a unit that ends, oldest first, as `{"cases": […], "next"}`. Once the
    /// reorganisation took effect, of those it held on the day, each with who took it over.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn reorganisation_cases(
        &self,
        of: &ReorganisationId,
        unit: &UnitId,
        after: &str,
        limit: u32,
    ) -> Result<String, Error> {
        let params = vec![unit.as_str().into(), after.into(), limit.into(), of.as_str().into()];
        let list = self.json_text(&cases_sql(), params).await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the list of cases came back empty")))
    }
}

const STILL_FITS: &str = "WITH RECURSIVE o AS (SELECT * FROM reorganisations WHERE id = ?1),
    ended AS MATERIALIZED (SELECT e.value ->> 'unit' AS unit, e.value AS value FROM o, json_each(o.plan, '$.ended') e),
    founded AS MATERIALIZED (SELECT e.value ->> 'unit' AS unit, e.value ->> 'superior' AS superior
      FROM o, json_each(o.plan, '$.founded') e),
    renamed AS MATERIALIZED (SELECT e.value ->> 'unit' AS unit FROM o, json_each(o.plan, '$.renamed') e),
    heir AS MATERIALIZED (SELECT ended.unit, s.value ->> 'unit' AS heir FROM ended, json_each(ended.value, '$.successors') s
      WHERE s.value ->> 'default'),
    after AS MATERIALIZED (SELECT id FROM current_units WHERE id NOT IN (SELECT unit FROM ended)
      UNION SELECT unit FROM founded),
    above AS MATERIALIZED (
      SELECT u.id AS unit, nullif(coalesce((SELECT h.heir FROM heir h WHERE h.unit = u.superior), u.superior), u.id) AS superior
        FROM current_units u WHERE u.id NOT IN (SELECT unit FROM ended)
      UNION ALL SELECT unit, superior FROM founded),
    way(unit, superior) AS (SELECT unit, superior FROM above WHERE superior IS NOT NULL
      UNION SELECT w.unit, a.superior FROM way w JOIN above a ON a.unit = w.superior WHERE a.superior IS NOT NULL)
  SELECT o.id FROM o
  WHERE NOT EXISTS (SELECT unit FROM ended UNION ALL SELECT unit FROM renamed EXCEPT SELECT id FROM current_units)
    AND NOT EXISTS (SELECT 1 FROM founded JOIN current_units u ON u.id = founded.unit
      WHERE founded.unit NOT IN (SELECT unit FROM ended))
    AND NOT EXISTS (SELECT s.value ->> 'unit' FROM ended, json_each(ended.value, '$.successors') s
      EXCEPT SELECT id FROM after)
    AND NOT EXISTS (SELECT superior FROM founded WHERE superior IS NOT NULL EXCEPT SELECT id FROM after)
    AND NOT EXISTS (SELECT 1 FROM way WHERE unit = superior)";

fn cases_sql() -> String {
    format!(
        "WITH page AS MATERIALIZED (
           SELECT * FROM (SELECT c.id FROM cases c WHERE c.unit = ?1 AND c.desk > '' AND c.id > ?2
             AND (SELECT o.took_effect_at FROM reorganisations o WHERE o.id = ?4) IS NULL ORDER BY c.id LIMIT ?3 + 1)
           UNION ALL SELECT * FROM (SELECT w.case_id FROM reorganisation_cases w
             WHERE w.reorganisation = ?4 AND w.case_id > ?2 AND w.from_unit = ?1 ORDER BY w.case_id LIMIT ?3 + 1))
         SELECT json_object('cases', (SELECT json_group_array(json_object('code', c.code, 'state', c.state,
             'passed_to', (SELECT json_object('id', s.to_unit, 'name', {name}) FROM successions s
               WHERE s.case_id = c.id AND s.reorganisation = ?4 ORDER BY s.seq DESC LIMIT 1)))
             FROM (SELECT id FROM page ORDER BY id LIMIT ?3 + 0) p JOIN cases c ON c.id = p.id),
           'next', (SELECT id FROM page WHERE (SELECT count(*) FROM page) > ?3 ORDER BY id LIMIT 1 OFFSET ?3 - 1))",
        name = unit_name("s.to_unit"),
    )
}

fn summary_fields() -> String {
    format!(
        "'id', o.id, 'version', o.version, 'state', o.state, 'title', o.title, 'legal_basis', o.legal_basis,
         'effective_on', o.effective_on, 'unit', json_object('id', o.unit, 'name', {unit}),
         'planned_at', {planned_at}, 'planned_by', {planned_by}, 'approved_at', {approved_at},
         'approved_by', {approved_by}, 'cancelled_at', {cancelled_at}, 'cancel_reason', o.cancel_reason,
         'took_effect_at', {took_effect_at}, 'completed_at', {completed_at}",
        unit = unit_name("o.unit"),
        planned_at = instant("o.planned_at"),
        planned_by = person("o.planned_by"),
        approved_at = instant("o.approved_at"),
        approved_by = person("o.approved_by"),
        cancelled_at = instant("o.cancelled_at"),
        took_effect_at = instant("o.took_effect_at"),
        completed_at = instant("o.completed_at"),
    )
}

fn person(account: &str) -> String {
    format!("(SELECT json_object('id', a.id, 'name', a.name) FROM accounts a WHERE a.id = {account})")
}

fn list_sql() -> String {
    format!(
        "WITH page AS MATERIALIZED (SELECT * FROM reorganisations WHERE (planned_at, id) < (?1, ?2)
           ORDER BY planned_at DESC, id DESC LIMIT ?3 + 1)
         SELECT json_object('reorganisations', (SELECT json_group_array(json_object({fields}))
             FROM (SELECT * FROM page ORDER BY planned_at DESC, id DESC LIMIT ?3 + 0) o),
           'next', (SELECT planned_at || '-' || id FROM page WHERE (SELECT count(*) FROM page) > ?3
             ORDER BY planned_at DESC, id DESC LIMIT 1 OFFSET ?3 - 1))",
        fields = summary_fields(),
    )
}

fn view_sql() -> String {
    format!(
        "SELECT json_object({fields}, 'plan', json(o.plan), 'progress', json_object(
           'cases', (SELECT count(*) FROM reorganisation_cases w WHERE w.reorganisation = o.id),
           'cases_left', {CASES_LEFT}, 'residents_left', {RESIDENTS_LEFT}))
         FROM reorganisations o WHERE o.id = ?1",
        fields = summary_fields(),
    )
}

fn preview_sql() -> String {
    let fields = "'open_cases', sum(open_cases), 'residents', sum(residents), 'staff', sum(staff), 'categories', sum(categories)";
    format!(
        "WITH ended AS MATERIALIZED (SELECT e.value ->> 'unit' AS unit, e.value -> '$.successors' AS successors,
           (SELECT count(*) FROM cases c WHERE c.unit = e.value ->> 'unit' AND c.desk > '') AS open_cases,
           (SELECT count(*) FROM accounts a WHERE a.residence = e.value ->> 'unit' AND a.residence > '') AS residents,
           (SELECT count(DISTINCT m.account) FROM memberships m WHERE m.unit = e.value ->> 'unit') AS staff,
           (SELECT count(*) FROM categories g WHERE g.escalates_to = e.value ->> 'unit' OR EXISTS (
             SELECT 1 FROM first_units f WHERE f.category = g.code AND f.unit = e.value ->> 'unit'
               AND NOT EXISTS (SELECT 1 FROM first_units n WHERE n.category = g.code AND n.valid_from > f.valid_from
                 AND n.valid_from <= o.effective_on))) AS categories
           FROM reorganisations o, json_each(o.plan, '$.ended') e WHERE o.id = ?1)
         SELECT json_object(
           'units', (SELECT json_group_array(json_object('unit', json_object('id', e.unit, 'name', {name}),
             'successors', json(e.successors), 'open_cases', e.open_cases, 'residents', e.residents,
             'staff', e.staff, 'categories', e.categories)) FROM ended e),
           'totals', (SELECT json_object({fields}) FROM (SELECT * FROM ended
             UNION ALL SELECT NULL, NULL, 0, 0, 0, 0)))
         FROM reorganisations WHERE id = ?1",
        name = unit_name("e.unit"),
    )
}

/// The plan as the journal keeps it. The trigger reads these names.
fn plan_json(plan: &Plan) -> Json {
    json!({
        "founded": plan.founded.iter().map(|new| json!({
            "unit": new.unit.as_str(),
            "name": new.name.as_str(),
            "kind": new.kind,
            "superior": new.superior.as_ref().map(UnitId::as_str),
            "latitude": new.centroid.map(|point| point.latitude()),
            "longitude": new.centroid.map(|point| point.longitude()),
        })).collect::<Vec<_>>(),
        "ended": plan.ended.iter().map(|end| json!({
            "unit": end.unit.as_str(),
            "successors": end.successors.iter()
                .map(|to| json!({ "unit": to.unit.as_str(), "default": to.default })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "renamed": plan.renamed.iter()
            .map(|(unit, name)| json!({ "unit": unit.as_str(), "name": name.as_str() })).collect::<Vec<_>>(),
    })
}

/// The day of an instant in Hanoi, as the database keeps days.
pub(crate) fn day_of(at: Instant) -> String {
    at.with_timezone(&hanoi()).date_naive().to_string()
}

impl ReorganisationRow {
    fn into_reorganisation(self) -> Result<Reorganisation, Error> {
        let mut hash = [0; 32];
        hex::decode_to_slice(&self.hash, &mut hash).map_err(|error| Error::Fault(error.into()))?;
        Ok(Reorganisation {
            id: ReorganisationId::new(self.id),
            tip: Tip { seq: self.version, hash },
            state: named(&self.state, ReorganisationState::parse)?,
            unit: UnitId::new(self.unit),
            planned_by: AccountId::new(self.planned_by),
            effective_at: crate::from_millis(self.effective_at)?,
        })
    }
}

fn point(latitude: Option<f64>, longitude: Option<f64>) -> Option<Point> {
    Point::new(latitude?, longitude?)
}

impl MovingRow {
    fn into_moving(self) -> MovingCase {
        let candidates = |rows: Vec<CandidateRow>| {
            let one = |row: CandidateRow| Candidate {
                unit: UnitId::new(row.unit),
                default: row.default != 0,
                centroid: point(row.latitude, row.longitude),
            };
            rows.into_iter().map(one).collect()
        };
        MovingCase {
            reorganisation: ReorganisationId::new(self.reorganisation),
            id: self.id,
            code: CaseCode::new(self.code),
            from_unit: UnitId::new(self.from_unit),
            from_ward: UnitId::new(self.from_ward),
            point: point(self.latitude, self.longitude),
            listed: self.listed != 0,
            units: candidates(self.units),
            wards: candidates(self.wards),
            supporters: self.supporters.into_iter().map(|(unit, rows)| (UnitId::new(unit), candidates(rows))).collect(),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::plan_of;

    #[test]
    fn the_sweep_reads_only_what_waits() {
        let plan = plan_of(&moving_sql());
        assert!(plan.contains("USING INDEX reorganisation_cases_open (case_id>?)"), "{plan}");
        let plan = plan_of(&stranded_sql());
        assert!(plan.contains("SEARCH h USING COVERING INDEX cases_queue (unit=? AND desk>?)"), "{plan}");
        assert!(plan.contains("SEARCH p USING COVERING INDEX contributions_queue (unit=? AND waiting=?)"), "{plan}");
        let plan = plan_of(RESIDENTS);
        assert!(plan.contains("SEARCH a USING COVERING INDEX accounts_of_residence (residence=? AND residence_at<?)"), "{plan}");
        for sql in [moving_sql(), stranded_sql(), RESIDENTS.to_owned()] {
            let plan = plan_of(&sql);
            assert!(!plan.contains("SCAN c\n") && !plan.contains("SCAN a\n") && !plan.contains("SCAN accounts"), "{plan}");
        }
    }

    #[test]
    fn lists_are_stretches_of_an_index() {
        let plan = plan_of(&list_sql());
        assert!(plan.contains("SEARCH reorganisations USING INDEX reorganisations_by_time"), "{plan}");
        for sql in [preview_sql(), cases_sql()] {
            let plan = plan_of(&sql);
            assert!(!plan.contains("SCAN c\n") && !plan.contains("SCAN a\n") && !plan.contains("SCAN m\n"), "{plan}");
        }
    }
}
