//! Everything the application knows of SQL.
//!
//! An act is written by [`Store::commit`]: one INSERT into the journal, whose triggers apply it
//! (`schema.sql`). What is read comes as one row of JSON built by SQLite, which costs a third of
//! streamed rows on Spin. One [`Store`] belongs to one request: it holds a connection for itself
//! alone and gives it back when dropped.
//!
//! In a component the connection is Spin's; in native programs (tests, the bench comparator,
//! operator commands) it is `rusqlite` on the same file.

#![forbid(unsafe_code)]

mod alert_acts;
pub mod alerts;
pub mod callers;
pub mod cases;
mod commit;
pub mod conduct;
mod db;
pub mod desk;
mod error;
mod fold;
pub mod initiatives;
pub mod inspections;
mod journal;
pub mod keeping;
pub mod kinds;
pub mod ledger;
pub mod media;
pub mod organisation;
mod people;
pub mod profile;
pub mod publication;
pub mod reception;
mod records;
pub mod remarks;
pub mod reopening;
pub mod reply_templates;
pub mod schema;
pub mod services;
mod settings;
mod sql;
pub mod submission;
pub mod support;
pub mod sweep;
pub mod units;
#[cfg(not(target_arch = "wasm32"))]
pub mod seed;
#[cfg(not(target_arch = "wasm32"))]
pub mod verify;

pub use cases::{Asked, LoadedCase, Route, Seat};
pub use db::Value;
#[cfg(not(target_arch = "wasm32"))]
pub use db::set_native_path;
pub use error::Error;
pub use fold::{fold, search_expression};
pub use journal::row_hash;
pub use people::{NewSession, Person, Session};
pub use records::RecordCursor;
pub use units::{Unit, UnitKind};

use chrono::{DateTime, FixedOffset};
use domain::Instant;

/// A connection to the application's database, for one request alone.
pub struct Store {
    db: db::Connection,
}

impl Store {
    /// Takes a connection from the instance's pool, or opens one.
    ///
    /// # Errors
    /// [`Error::Fault`] when the database cannot be opened or is not granted.
    pub async fn open() -> Result<Self, Error> {
        Ok(Self { db: db::Connection::take().await? })
    }

    /// The text of the first column of the only row: JSON built by SQLite, passed on as it is.
    pub(crate) async fn json_text(&self, sql: &str, params: Vec<Value>) -> Result<Option<String>, Error> {
        let mut rows = self.db.rows(sql, params).await?;
        match rows.pop().and_then(|mut row| if row.is_empty() { None } else { Some(row.swap_remove(0)) }) {
            Some(Value::Text(text)) => Ok(Some(text)),
            _ => Ok(None),
        }
    }

    /// The only row as a value; `None` when there is no row.
    pub(crate) async fn json<T: serde::de::DeserializeOwned>(
        &self,
        sql: &str,
        params: Vec<Value>,
    ) -> Result<Option<T>, Error> {
        match self.json_text(sql, params).await? {
            Some(text) => {
                serde_json::from_str(&text).map(Some).map_err(|error| Error::Fault(anyhow::Error::new(error)))
            }
            None => Ok(None),
        }
    }

    pub(crate) async fn run(&self, sql: &str, params: Vec<Value>) -> Result<(), Error> {
        self.db.rows(sql, params).await.map(drop)
    }
}

/// Vietnam has no summer time; every instant the application shows is at this offset.
pub fn hanoi() -> FixedOffset {
    // 7 h is within a day, so the offset exists; UTC would still be an instant, only shown otherwise.
    FixedOffset::east_opt(7 * 3600).unwrap_or_else(|| chrono::Offset::fix(&chrono::Utc))
}

/// An instant as the database keeps it: milliseconds since 1970-01-01 UTC.
pub fn to_millis(at: Instant) -> i64 {
    at.timestamp_millis()
}

/// The instant of that many milliseconds since 1970-01-01 UTC.
///
/// # Errors
/// [`Error::Fault`] for a number no calendar reaches: the row is damaged.
pub fn from_millis(millis: i64) -> Result<Instant, Error> {
    DateTime::from_timestamp_millis(millis)
        .map(|at| at.with_timezone(&hanoi()))
        .ok_or_else(|| Error::Fault(anyhow::anyhow!("{millis} ms is no instant")))
}
