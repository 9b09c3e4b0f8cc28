//! What SQLite can do, and what it refuses. The request's body is SQL.

use std::time::Duration;

use futures::future::{Either, select};
use spin_sdk::http::body::IncomingBodyExt as _;
use spin_sdk::http::{IntoResponse, Request};
use spin_sdk::http_service;
use spin_sdk::sqlite::wit::sqlite as direct;
use spin_sdk::sqlite::{Connection, Error, RowResult, Value};
use spin_sdk::time::sleep;

#[http_service]
async fn handle(request: Request) -> impl IntoResponse {
    let path = request.uri().path().to_owned();
    let argument = request.uri().query().unwrap_or_default().to_owned();
    let sql = match request.into_body().bytes().await {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => return format!("body: {error:?}"),
    };
    run(&path, &argument, &sql)
        .await
        .unwrap_or_else(|error| format!("error: {error:?}"))
}

async fn run(path: &str, argument: &str, sql: &str) -> Result<String, Error> {
    let label = if argument.is_empty() {
        "default"
    } else {
        argument
    };
    let number = argument.parse().unwrap_or(0);
    match path {
        "/run" => {
            let connection = Connection::open(label).await?;
            Ok(shown(&connection.execute(sql, []).await?.collect().await?))
        }
        "/open" => Connection::open(label).await.map(|_| "opened".to_owned()),
        // Where an error shows itself.
        "/when" => {
            let connection = Connection::open_default().await?;
            let executed = connection.execute(sql, []).await;
            let early = executed.is_ok();
            let late = executed?.collect().await;
            Ok(format!("execute ok: {early}; collect: {late:?}"))
        }
        "/direct" => {
            let connection = direct::Connection::open("default")?;
            let result = connection.execute(sql, &[])?;
            Ok(format!(
                "{:?} {} changed {} last {}",
                result.columns,
                shown(&result.rows),
                connection.changes(),
                connection.last_insert_rowid(),
            ))
        }
        "/changes" => {
            let connection = Connection::open_default().await?;
            connection.execute(sql, []).await?.collect().await?;
            let (changes, last) = (
                connection.changes().await,
                connection.last_insert_rowid().await,
            );
            Ok(format!("changed {changes} last {last}"))
        }
        "/types" => {
            let connection = Connection::open_default().await?;
            let values = [
                Value::Integer(i64::MIN),
                Value::Real(1.5),
                Value::Text("chữ".to_owned()),
                Value::Blob(vec![0, 255]),
                Value::Null,
            ];
            let result = connection
                .execute("SELECT ?1 AS a, ?2 AS b, ?3 AS c, ?4 AS d, ?5 AS e", values)
                .await?;
            let columns = result.columns().join(",");
            Ok(format!("{columns} {}", shown(&result.collect().await?)))
        }
        "/parameters" => {
            let connection = Connection::open_default().await?;
            let result = connection.execute("SELECT ?1, ?2", [Value::Null]).await?;
            Ok(shown(&result.collect().await?))
        }
        // An act that is never finished.
        "/abandon" => {
            let connection = Connection::open_default().await?;
            for statement in ["BEGIN IMMEDIATE", sql] {
                connection.execute(statement, []).await?.collect().await?;
            }
            Ok("abandoned".to_owned())
        }
        "/abandon-by-trap" => {
            let connection = Connection::open_default().await?;
            for statement in ["BEGIN IMMEDIATE", sql] {
                connection.execute(statement, []).await?.collect().await?;
            }
            panic!("with a transaction open")
        }
        // Keeps the write lock for so many milliseconds.
        "/hold" => {
            let connection = Connection::open_default().await?;
            connection
                .execute("BEGIN IMMEDIATE", [])
                .await?
                .collect()
                .await?;
            sleep(Duration::from_millis(number)).await;
            connection.execute("COMMIT", []).await?.collect().await?;
            Ok("held".to_owned())
        }
        // A second statement while rows of the first are still to come.
        "/undrained" => {
            let connection = Connection::open_default().await?;
            let mut rows = connection.execute(&series(number), []).await?;
            let second = Box::pin(connection.execute("SELECT 1", []));
            let pause = Box::pin(sleep(Duration::from_millis(300)));
            let waited = matches!(select(second, pause).await, Either::Right(_));
            let mut count = 0;
            while rows.next().await.is_some() {
                count += 1;
            }
            rows.result().await?;
            Ok(format!(
                "second waited: {waited}; rows of the first: {count}"
            ))
        }
        "/count-rows" => {
            let connection = Connection::open_default().await?;
            let rows = connection
                .execute(&series(number), [])
                .await?
                .collect()
                .await?;
            Ok(format!(
                "{} {:?}",
                rows.len(),
                rows.last().map(|row| &row.values)
            ))
        }
        "/leave-early" => {
            let connection = Connection::open_default().await?;
            let mut rows = connection.execute(&series(100_000), []).await?;
            rows.next().await;
            drop(rows);
            // The connection is free again.
            Ok(shown(
                &connection
                    .execute("SELECT 'free'", [])
                    .await?
                    .collect()
                    .await?,
            ))
        }
        "/many" => {
            let mut connections = Vec::new();
            for _ in 0..number {
                connections.push(Connection::open_default().await?);
            }
            Ok(format!("{} open", connections.len()))
        }
        _ => Ok(format!("no test for {path}")),
    }
}

/// A statement of so many rows.
fn series(rows: u64) -> String {
    format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i FROM n"
    )
}

fn shown(rows: &[RowResult]) -> String {
    let row = |row: &RowResult| {
        let values: Vec<_> = row
            .values
            .iter()
            .map(|value| match value {
                Value::Integer(value) => value.to_string(),
                Value::Real(value) => format!("{value:?}"),
                Value::Text(value) => value.clone(),
                Value::Blob(value) => format!("{value:?}"),
                Value::Null => "null".to_owned(),
            })
            .collect();
        values.join("|")
    };
    rows.iter().map(row).collect::<Vec<_>>().join("\n")
}
