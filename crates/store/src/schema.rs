//! The schema's steps, and what a fresh installation holds.

/// The numbered steps, in order. Each is safe to run twice and by two processes at once.
pub const STEPS: &[(&str, &str)] = &[
    ("0001_foundation", include_str!("../migrations/0001_foundation.sql")),
    ("0002_journal", include_str!("../migrations/0002_journal.sql")),
    ("0003_kinds", include_str!("../migrations/0003_kinds.sql")),
    ("0004_cohandling", include_str!("../migrations/0004_cohandling.sql")),
    ("0005_initiatives", include_str!("../migrations/0005_initiatives.sql")),
    ("0006_alerts", include_str!("../migrations/0006_alerts.sql")),
    ("0007_reception", include_str!("../migrations/0007_reception.sql")),
    ("0008_conduct", include_str!("../migrations/0008_conduct.sql")),
    ("0009_organisation", include_str!("../migrations/0009_organisation.sql")),
];

/// The whole schema in one text, the same as all steps.
pub const WHOLE: &str = include_str!("../schema.sql");

/// All steps as one script, wrapped so that two processes that run it at the same moment take turns.
pub fn script() -> String {
    let mut script = String::from("BEGIN IMMEDIATE;\n");
    for (name, step) in STEPS {
        script.push_str(&format!("-- {name}\n{step}\n"));
    }
    script.push_str("COMMIT;\n");
    script
}

/// How SQLite would run a statement on the whole schema, a line a step: lists are checked not to scan.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) fn plan_of(sql: &str) -> String {
    let db = rusqlite::Connection::open_in_memory().unwrap();
    db.execute_batch(WHOLE).unwrap();
    let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let mut found = statement.raw_query(); // what stands for a parameter does not matter
    let mut steps = String::new();
    while let Some(row) = found.next().unwrap() {
        steps.push_str(&row.get::<_, String>(3).unwrap());
        steps.push('\n');
    }
    steps
}

/// How often SQLite compiles a statement anew when it is bound and run a second time. The components keep
/// their statements; one that is compiled at every use costs several times what it does.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) fn recompilations_of(sql: &str) -> i32 {
    let db = rusqlite::Connection::open_in_memory().unwrap();
    db.execute_batch(WHOLE).unwrap();
    let mut statement = db.prepare(sql).unwrap();
    for value in ["a", "b", "c"] {
        for parameter in 1..=statement.parameter_count() {
            statement.raw_bind_parameter(parameter, value).unwrap();
        }
        // What the values mean does not matter, only that they were bound.
        let mut rows = statement.raw_query();
        while let Ok(Some(_)) = rows.next() {}
    }
    statement.get_status(rusqlite::StatementStatus::RePrepare)
}
