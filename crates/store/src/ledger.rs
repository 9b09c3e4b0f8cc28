//! Stretches of clocks as they stand in the books, with the calendar each ran under (R-8.5c).

use crate::cases::{named, parse_limit};
use crate::{Error, Store, Value, from_millis, to_millis};
use domain::ledger::Stretch;
use domain::{CaseId, ClockKind, Instant, UnitId};
use serde::Deserialize;
use std::rc::Rc;
use std::str::FromStr;
use working_time::Calendar;

/// A stretch and what it is counted with.
#[derive(Debug)]
pub struct Booked {
    /// Code of the case.
    pub code: String,
    /// The stretch.
    pub stretch: Stretch,
    /// Name of the unit.
    pub unit_name: Option<String>,
    /// The calendar of the unit.
    pub calendar: Rc<Calendar>,
    /// Where the list goes on behind it.
    pub place: LedgerPlace,
}

/// A place in a unit's list of stretches. Shown to clients as an opaque word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerPlace {
    opened_at: i64,
    case: String,
    n: i64,
    kind: String,
}

/// A word that is no place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in the ledger")]
pub struct NotAPlace;

impl FromStr for LedgerPlace {
    type Err = NotAPlace;

    fn from_str(word: &str) -> Result<Self, NotAPlace> {
        let plain = hex::decode(word).ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(NotAPlace)?;
        let mut parts = plain.split('|');
        match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(opened_at), Some(case), Some(n), Some(kind), None) => Ok(Self {
                opened_at: opened_at.parse().map_err(|_| NotAPlace)?,
                case: case.to_owned(),
                n: n.parse().map_err(|_| NotAPlace)?,
                kind: kind.to_owned(),
            }),
            _ => Err(NotAPlace),
        }
    }
}

impl std::fmt::Display for LedgerPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(format!("{}|{}|{}|{}", self.opened_at, self.case, self.n, self.kind)))
    }
}

/// Which stretches of a unit are wanted: those that began at `from` or later and before `until`.
#[derive(Clone, Debug)]
pub struct LedgerPage {
    /// The unit.
    pub unit: UnitId,
    /// From this instant.
    pub from: Option<Instant>,
    /// Before this one.
    pub until: Option<Instant>,
    /// Behind this place.
    pub after: Option<LedgerPlace>,
    /// At most that many.
    pub limit: u32,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    case: String,
    n: i64,
    unit: String,
    unit_name: Option<String>,
    kind: String,
    limit: String,
    opened: i64,
    due: i64,
    closed: Option<i64>,
    calendar: String,
    calendar_version: String,
}

// The unit as it is today, or as it was last: one that was dissolved keeps its minutes.
macro_rules! stretches {
    ($from:literal) => {
        concat!(
            "SELECT json_group_array(json_object('code', c.code, 'case', k.case_id, 'n', k.n, 'unit', k.unit,
               'unit_name', u.name, 'kind', k.kind, 'limit', k.limit_text, 'opened', k.opened_at, 'due', k.due_at,
               'closed', k.closed_at, 'calendar', l.id, 'calendar_version', l.version)
               ORDER BY k.opened_at, k.case_id, k.n, k.kind)
             FROM (",
            $from,
            ") k CROSS JOIN cases c ON c.id = k.case_id
             CROSS JOIN units u ON u.id = k.unit
               AND u.valid_from = (SELECT max(v.valid_from) FROM units v WHERE v.id = k.unit AND v.standing > 0)
             CROSS JOIN calendars l ON l.id = u.calendar"
        )
    };
}

const OF_CASE: &str = stretches!("SELECT * FROM clocks WHERE case_id = ?1 AND kind <> 'question_window'");
// Bookings have clocks, too: sorted out before the page is cut, or it would look like the last.
const OF_UNIT: &str = stretches!(
    "SELECT * FROM clocks WHERE unit = ?1 AND opened_at >= ?2 AND opened_at < ?3 AND kind <> 'question_window'
       AND (opened_at, case_id, n, kind) > (?4, ?5, ?6, ?7)
       AND EXISTS (SELECT 1 FROM cases b WHERE b.id = clocks.case_id)
     ORDER BY opened_at, case_id, n, kind LIMIT ?8 + 1"
);

impl Store {
    /// Every stretch of every clock of a case that an agency answers for, in the order in which they began.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn stretches_of_case(&self, case: &CaseId) -> Result<Vec<Booked>, Error> {
        self.booked(OF_CASE, vec![case.as_str().into()]).await
    }

    /// A page of the stretches a unit answers for, in the order in which they began, and whether there are more.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn stretches_of_unit(&self, page: &LedgerPage) -> Result<(Vec<Booked>, bool), Error> {
        // Behind a place lies only what began then or later: one range for the index.
        let begins = page.after.as_ref().map(|place| place.opened_at);
        let from = begins.or(page.from.map(to_millis)).unwrap_or(i64::MIN);
        let until = page.until.map_or(i64::MAX, to_millis);
        let (opened_at, case, n, kind) = match &page.after {
            Some(place) => (place.opened_at, place.case.as_str(), place.n, place.kind.as_str()),
            None => (i64::MIN, "", 0, ""),
        };
        let params = vec![
            page.unit.as_str().into(),
            from.into(),
            until.into(),
            opened_at.into(),
            case.into(),
            n.into(),
            kind.into(),
            page.limit.into(),
        ];
        let mut booked = self.booked(OF_UNIT, params).await?;
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let more = booked.len() > limit;
        booked.truncate(limit);
        Ok((booked, more))
    }

    async fn booked(&self, sql: &str, params: Vec<Value>) -> Result<Vec<Booked>, Error> {
        let rows: Option<Vec<Row>> = self.json(sql, params).await?;
        let mut booked = Vec::new();
        for row in rows.unwrap_or_default() {
            booked.push(Booked {
                calendar: self.calendar(&row.calendar, &row.calendar_version).await?,
                stretch: Stretch {
                    unit: UnitId::new(row.unit),
                    kind: named(&row.kind, ClockKind::parse)?,
                    limit: parse_limit(&row.limit)?,
                    opened_at: from_millis(row.opened)?,
                    due_at: from_millis(row.due)?,
                    closed_at: row.closed.map(from_millis).transpose()?,
                },
                unit_name: row.unit_name,
                place: LedgerPlace { opened_at: row.opened, case: row.case, n: row.n, kind: row.kind },
                code: row.code,
            });
        }
        Ok(booked)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::{plan_of, recompilations_of};

    #[test]
    fn a_units_ledger_is_read_in_the_order_of_an_index() {
        let plan = plan_of(OF_UNIT);
        assert!(plan.contains("SEARCH clocks USING INDEX clocks_of_unit (unit=? AND opened_at"), "{plan}");
        assert!(!plan.contains("SCAN clocks") && !plan.contains("SCAN c\n") && !plan.contains("SCAN u\n"), "{plan}");
        assert!(!plan_of(OF_CASE).contains("SCAN clocks"));
        assert_eq!(recompilations_of(OF_UNIT) + recompilations_of(OF_CASE), 0);
    }

    #[test]
    fn a_place_is_read_back_as_it_was_written() {
        let place = LedgerPlace { opened_at: -5, case: "01J".into(), n: 3, kind: "handling".into() };
        assert_eq!(place.to_string().parse(), Ok(place));
        for word in ["", "zz", "00", &hex::encode("1|a|b|c"), &hex::encode("1|a|2|c|d")] {
            assert_eq!(word.parse::<LedgerPlace>(), Err(NotAPlace));
        }
    }
}
