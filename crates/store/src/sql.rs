//! Pieces of SQL that the lists of several desks share.

/// The expression that shows an instant column as RFC 3339 at the office's offset; NULL stays NULL.
pub(crate) fn instant(column: &str) -> String {
    // Vietnam has had no summer time since before the system knows of anything: +07:00 is always right.
    format!("strftime('%Y-%m-%dT%H:%M:%S+07:00', {column} / 1000 + 25200, 'unixepoch')")
}

/// The expression that gives the name of the unit whose id the other expression gives. The latest of that
/// code, so that what a dissolved unit did keeps a name.
pub(crate) fn unit_name(id: &str) -> String {
    format!("(SELECT n.name FROM units n WHERE n.id = {id} AND n.standing > 0 ORDER BY n.valid_from DESC LIMIT 1)")
}

/// The unit in which the act of the journal row `j` was done: a supporter's are done in the supporter (R-8.2b),
/// all others in the unit that held the case.
pub(crate) const ACTING_UNIT: &str = "iif(j.act IN ('support_assign', 'support_draft', 'support_return', \
  'support_approve', 'support_decline'), j.outcome ->> '$.fact.unit', j.unit)";

/// The due instant of handling before and after the act of that number, as two fields; NULL where it moved none.
pub(crate) fn due_moved(case: &str, seq: &str) -> String {
    format!(
        "'due_before', (SELECT {} FROM clocks w WHERE w.case_id = {case} AND w.kind = 'handling' AND w.n < {seq}
           AND EXISTS (SELECT 1 FROM clocks x WHERE x.case_id = {case} AND x.kind = 'handling' AND x.n = {seq})
           ORDER BY w.n DESC LIMIT 1),
         'due_after', (SELECT {} FROM clocks w WHERE w.case_id = {case} AND w.kind = 'handling' AND w.n = {seq})",
        instant("w.due_at"),
        instant("w.due_at"),
    )
}

/// The condition under which row `f` of `first_units` says who receives reports of that category on that day.
macro_rules! first_unit_of {
    ($category:literal, $day:literal) => {
        concat!(
            "f.category = ", $category, " AND f.valid_from = (SELECT max(n.valid_from) FROM first_units n
               WHERE n.category = ", $category, " AND n.valid_from <= ", $day, ")"
        )
    };
}
pub(crate) use first_unit_of;
