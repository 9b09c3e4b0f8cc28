//! A pool of Spin connections, kept by the instance. A request has one to itself: two requests on one
//! connection only queue locally, and wedge a libSQL server.

use super::Value;
use crate::Error;
use spin_sdk::sqlite;
use std::cell::RefCell;
use std::time::{Duration, Instant};

/// A remote stream left alone for ten seconds is closed by a libSQL server; stay well below.
const IDLE_MAX: Duration = Duration::from_secs(5);

/// More would outlive the burst that needed them; an instance serves 16 requests at once.
const POOL_MAX: usize = 16;

thread_local! {
    static POOL: RefCell<Vec<(sqlite::Connection, Instant)>> = const { RefCell::new(Vec::new()) };
}

/// A connection for one request; back in the pool when dropped, unless a statement failed or was cut off.
pub(crate) struct Connection {
    inner: RefCell<Option<sqlite::Connection>>,
}

impl Connection {
    pub(crate) async fn take() -> Result<Self, Error> {
        let pooled = POOL.with_borrow_mut(|pool| {
            // The stalest stand first; what is too old is closed here.
            pool.retain(|(_, since)| since.elapsed() < IDLE_MAX);
            pool.pop()
        });
        let inner = match pooled {
            Some((connection, _)) => connection,
            None => open().await?,
        };
        Ok(Self { inner: RefCell::new(Some(inner)) })
    }

    /// Runs one statement to its end and gives all its rows.
    pub(crate) async fn rows(&self, sql: &str, params: Vec<Value>) -> Result<Vec<Vec<Value>>, Error> {
        // The connection is out of its place while a statement runs: if this future is dropped
        // half-way, so is the connection, and nobody meets its undrained rows.
        let connection = match self.inner.take() {
            Some(connection) => connection,
            None => open().await?,
        };
        let params: Vec<sqlite::Value> = params.into_iter().map(to_spin).collect();
        match run(&connection, sql, params.clone()).await {
            Ok(rows) => {
                self.inner.replace(Some(connection));
                Ok(rows)
            }
            // The only error that says the statement never ran, so the only one to run it again after.
            Err(message) if message.contains("STREAM_EXPIRED") => {
                drop(connection);
                let fresh = open().await?;
                let rows = run(&fresh, sql, params).await.map_err(Error::from_database)?;
                self.inner.replace(Some(fresh));
                Ok(rows)
            }
            Err(message) => {
                let error = Error::from_database(message);
                // A rule of the database said no; the connection is sound.
                if !matches!(error, Error::Fault(_)) {
                    self.inner.replace(Some(connection));
                }
                Err(error)
            }
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(connection) = self.inner.take() {
            POOL.with_borrow_mut(|pool| {
                if pool.len() < POOL_MAX {
                    pool.push((connection, Instant::now()));
                }
            });
        }
    }
}

async fn open() -> Result<sqlite::Connection, Error> {
    sqlite::Connection::open_default().await.map_err(|error| Error::from_database(error.to_string()))
}

async fn run(
    connection: &sqlite::Connection,
    sql: &str,
    params: Vec<sqlite::Value>,
) -> Result<Vec<Vec<Value>>, String> {
    // Until it is collected a statement may not have run, and its error is not known.
    let rows = connection
        .execute(sql, params)
        .await
        .map_err(|error| error.to_string())?
        .collect()
        .await
        .map_err(|error| error.to_string())?;
    Ok(rows.into_iter().map(|row| row.values.into_iter().map(from_spin).collect()).collect())
}

fn to_spin(value: Value) -> sqlite::Value {
    match value {
        Value::Null => sqlite::Value::Null,
        Value::Integer(value) => sqlite::Value::Integer(value),
        Value::Real(value) => sqlite::Value::Real(value),
        Value::Text(value) => sqlite::Value::Text(value),
        Value::Blob(value) => sqlite::Value::Blob(value),
    }
}

fn from_spin(value: sqlite::Value) -> Value {
    match value {
        sqlite::Value::Null => Value::Null,
        sqlite::Value::Integer(value) => Value::Integer(value),
        sqlite::Value::Real(value) => Value::Real(value),
        sqlite::Value::Text(value) => Value::Text(value),
        sqlite::Value::Blob(value) => Value::Blob(value),
    }
}
