//! SQLite, with the traps of Spin's implementation.

mod support;

use std::time::{Duration, Instant};

use support::{App, Application, application, eventually};

const SQLITE: &str = r#"
[[trigger.http]]
route = "/..."
component = "sqlite"
[component.sqlite]
source = "{guest:sqlite}"
sqlite_databases = ["default", "other"]
"#;

fn sqlite() -> Application {
    let mut application = application(SQLITE);
    let config = application.path("runtime.toml");
    let other = application.path("data/other.db");
    let text = format!("[sqlite_database.other]\ntype = \"spin\"\npath = {other:?}\n");
    std::fs::write(&config, text).unwrap();
    application.options.runtime_config = Some(config);
    application.options.sqlite =
        vec!["CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)".to_owned()];
    application
}

async fn app() -> App {
    sqlite().start().await
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_run_and_values_keep_their_types() {
    let app = app().await;
    assert_eq!(
        app.text("/types").await,
        "a,b,c,d,e -9223372036854775808|1.5|chữ|[0, 255]|null"
    );
    assert_eq!(
        app.post("/changes", "INSERT INTO notes (text) VALUES ('a'), ('b')")
            .await,
        "changed 2 last 2"
    );
    assert_eq!(
        app.post("/run", "SELECT id, text FROM notes ORDER BY id")
            .await,
        "1|a\n2|b"
    );
    assert_eq!(
        app.post(
            "/direct",
            "INSERT INTO notes (text) VALUES ('c') RETURNING text"
        )
        .await,
        "[\"text\"] c changed 1 last 3"
    );
    let counters = app.running.counters();
    assert_eq!(counters.sqlite_statements, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_arrives_with_the_end_of_the_rows() {
    let app = app().await;
    app.post("/run", "INSERT INTO notes (text) VALUES ('a')")
        .await;
    assert_eq!(
        app.post("/when", "INSERT INTO notes (text) VALUES ('a')")
            .await,
        "execute ok: true; collect: Err(Error::Io(\"UNIQUE constraint failed: notes.text\"))"
    );
    let syntax = app.post("/when", "SELEC 1").await;
    assert!(
        syntax.starts_with("execute ok: true; collect: Err(Error::Io(\"near"),
        "{syntax}"
    );
    assert!(
        app.post("/direct", "SELEC 1")
            .await
            .contains("syntax error")
    );
    assert!(app.text("/parameters").await.contains("parameter"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_first_statement_runs() {
    let app = app().await;
    let two =
        "INSERT INTO notes (text) VALUES ('first'); INSERT INTO notes (text) VALUES ('second')";
    assert_eq!(app.post("/run", two).await, "");
    assert_eq!(app.post("/run", "SELECT text FROM notes").await, "first");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_must_be_granted_and_databases_are_apart() {
    let app = app().await;
    assert_eq!(app.text("/open?secret").await, "error: Error::AccessDenied");
    app.post("/run?other", "CREATE TABLE only_here (x)").await;
    assert_eq!(
        app.post("/run?other", "SELECT count(*) FROM only_here")
            .await,
        "0"
    );
    assert!(
        app.post("/run", "SELECT * FROM only_here")
            .await
            .contains("no such table")
    );
    assert!(app.path("data/other.db").is_file());
    assert!(app.path(".spin/sqlite_db.db").is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_has_foreign_keys_full_text_search_and_json() {
    let app = app().await;
    assert_eq!(app.post("/run", "PRAGMA foreign_keys").await, "1");
    assert_eq!(app.post("/run", "PRAGMA busy_timeout").await, "5000");
    assert_eq!(
        app.post("/run", "CREATE VIRTUAL TABLE words USING fts5(text)")
            .await,
        ""
    );
    assert_eq!(
        app.post(
            "/run",
            "SELECT json_group_array(value) FROM json_each('[1,2]')"
        )
        .await,
        "[1,2]"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_file_can_be_reached() {
    let app = app().await;
    let outside = app.path("outside.db");
    for sql in [
        format!("ATTACH '{}' AS o", outside.display()),
        format!("ATTACH '{}' || '' AS o", outside.display()),
        format!("VACUUM INTO '{}'", outside.display()),
    ] {
        let answer = app.post("/run", &sql).await;
        assert!(
            answer.contains("not authorized") || answer.contains("authorization denied"),
            "{sql}: {answer}"
        );
    }
    assert!(!outside.exists());
    assert_eq!(app.post("/run", "ATTACH ':memory:' AS m").await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_committed_is_gone_with_its_connection() {
    let app = app().await;
    assert_eq!(
        app.post("/abandon", "INSERT INTO notes (text) VALUES ('lost')")
            .await,
        "abandoned"
    );
    assert_eq!(app.post("/run", "SELECT count(*) FROM notes").await, "0");
    let reply = app
        .send(
            http::Method::POST,
            "/abandon-by-trap",
            "INSERT INTO notes (text) VALUES ('lost')",
        )
        .await;
    assert_eq!((reply.status.as_u16(), reply.body.as_str()), (500, ""));
    assert_eq!(
        app.post("/run", "INSERT INTO notes (text) VALUES ('kept')")
            .await,
        ""
    );
    assert_eq!(app.post("/run", "SELECT text FROM notes").await, "kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_open_is_a_connection_of_its_own_opened_by_its_first_statement() {
    let app = app().await;
    let before = app.running.counters().sqlite_connections;
    app.text("/open").await;
    assert_eq!(app.running.counters().sqlite_connections, before);
    app.post("/run", "SELECT 1").await;
    app.post("/run", "SELECT 1").await;
    assert_eq!(app.running.counters().sqlite_connections, before + 2);
    // Settings of one connection are not those of another.
    app.post("/run", "PRAGMA foreign_keys = 0").await;
    assert_eq!(app.post("/run", "PRAGMA foreign_keys").await, "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_has_a_limit_of_connections() {
    let app = app().await;
    assert_eq!(app.text("/many?256").await, "256 open");
    assert_eq!(
        app.text("/many?257").await,
        "error: Error::Io(\"too many connections opened\")"
    );
    assert_eq!(app.text("/many?256").await, "256 open");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_waits_for_the_rows_of_the_one_before() {
    let app = app().await;
    assert_eq!(
        app.text("/undrained?100").await,
        "second waited: true; rows of the first: 100"
    );
    // Four rows fit on the way, so that nothing is left to wait for.
    assert_eq!(
        app.text("/undrained?4").await,
        "second waited: false; rows of the first: 4"
    );
    assert_eq!(
        app.text("/count-rows?5000").await,
        "5000 Some([Value::Integer(5000)])"
    );
    assert_eq!(app.text("/leave-early").await, "free");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_waits_for_another_up_to_five_seconds() {
    let app = app().await;
    let insert = "INSERT INTO notes (text) VALUES ('late')";
    let waited = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        app.post("/run", insert).await
    };
    let (held, inserted) = tokio::join!(app.text("/hold?1000"), waited);
    assert_eq!((held.as_str(), inserted.as_str()), ("held", ""));

    let refused = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let started = Instant::now();
        let answer = app.post("/run", "DELETE FROM notes").await;
        (answer, started.elapsed())
    };
    let (held, (answer, waited)) = tokio::join!(app.text("/hold?6500"), refused);
    assert_eq!(held, "held");
    assert_eq!(answer, "error: Error::Io(\"database is locked\")");
    assert!(waited > Duration::from_millis(4500), "{waited:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn text_that_is_not_utf8_is_an_error() {
    let app = app().await;
    let answer = app.post("/run", "SELECT CAST(x'ff' AS TEXT)").await;
    assert!(answer.contains("utf-8"), "{answer}");
    assert_eq!(app.post("/run", "SELECT 1").await, "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn sql_at_start_runs_in_order_on_the_named_database() {
    let mut application = sqlite();
    let file = application.path("schema.sql");
    std::fs::write(
        &file,
        "BEGIN IMMEDIATE;\nCREATE TABLE a (x);\nINSERT INTO a VALUES (1);\nCOMMIT;\nINSERT INTO a VALUES (2);",
    )
    .unwrap();
    application.options.sqlite = vec![
        format!("@{}:other", file.display()),
        "CREATE TABLE b AS SELECT 3 AS x".to_owned(),
        "INSERT INTO b VALUES (4)".to_owned(),
    ];
    let app = application.start().await;
    assert_eq!(app.post("/run?other", "SELECT sum(x) FROM a").await, "3");
    assert_eq!(app.post("/run", "SELECT sum(x) FROM b").await, "7");
}

#[tokio::test(flavor = "multi_thread")]
async fn sql_that_fails_at_start_is_named() {
    let mut application = sqlite();
    application.options.sqlite = vec![
        "CREATE TABLE a (x)".to_owned(),
        "INSERT INTO missing VALUES (1)".to_owned(),
    ];
    let message = application.refusal().await;
    assert!(
        message.contains("INSERT INTO missing") && message.contains("no such table"),
        "{message}"
    );

    let mut application = sqlite();
    application.options.sqlite = vec!["@missing.sql:other".to_owned()];
    let message = application.refusal().await;
    assert!(message.contains("missing.sql"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_nobody_defined_fails_at_start() {
    let mut application = sqlite();
    application.options.runtime_config = None;
    let message = application.refusal().await;
    assert!(message.contains("spin.toml:11"), "{message}");
    assert!(message.contains("[sqlite_database.other]"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_of_a_dropped_instance_are_closed() {
    let mut application = sqlite();
    application.options.reuse.idle_timeout = Duration::from_millis(50);
    let app = application.start().await;
    app.post("/run", "PRAGMA journal_mode = WAL").await;
    app.post("/run", "INSERT INTO notes (text) VALUES ('a')")
        .await;
    // The last connection takes the log with it.
    let log = app.path(".spin/sqlite_db.db-wal");
    eventually("the last connection is closed", async || !log.exists()).await;
}
