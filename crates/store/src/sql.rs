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
