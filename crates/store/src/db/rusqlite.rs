//! The same connection for native programs: a pool per thread on the file that [`set_native_path`] named.

use super::Value;
use crate::Error;
use rusqlite::types::ValueRef;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::RwLock;

static PATH: RwLock<Option<PathBuf>> = RwLock::new(None);

thread_local! {
    static POOL: RefCell<Vec<(PathBuf, rusqlite::Connection)>> = const { RefCell::new(Vec::new()) };
}

/// Names the database file that every [`crate::Store`] of this process opens from now on.
pub fn set_native_path(path: &Path) {
    let mut named = PATH.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    *named = Some(path.to_owned());
}

pub(crate) struct Connection {
    path: PathBuf,
    inner: Option<rusqlite::Connection>,
}

impl Connection {
    #[allow(clippy::unused_async, reason = "the same signature as in a component")]
    pub(crate) async fn take() -> Result<Self, Error> {
        let named = PATH.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let path = named.ok_or_else(|| {
            Error::Fault(anyhow::anyhow!("no database named: call store::set_native_path first"))
        })?;
        let pooled = POOL.with_borrow_mut(|pool| {
            pool.retain(|(of, _)| *of == path);
            pool.pop().map(|(_, connection)| connection)
        });
        let inner = match pooled {
            Some(connection) => connection,
            None => rusqlite::Connection::open(&path).map_err(|e| Error::Fault(e.into()))?,
        };
        Ok(Self { path, inner: Some(inner) })
    }

    #[allow(clippy::unused_async, reason = "the same signature as in a component")]
    pub(crate) async fn rows(&self, sql: &str, params: Vec<Value>) -> Result<Vec<Vec<Value>>, Error> {
        let Some(connection) = &self.inner else { return Ok(Vec::new()) };
        let run = || -> rusqlite::Result<Vec<Vec<Value>>> {
            let mut statement = connection.prepare_cached(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query(rusqlite::params_from_iter(params.into_iter().map(to_sql)))?;
            let mut all = Vec::new();
            while let Some(row) = rows.next()? {
                let values = (0..columns).map(|i| row.get_ref(i).map(from_sql)).collect::<Result<_, _>>()?;
                all.push(values);
            }
            Ok(all)
        };
        run().map_err(|error| Error::from_database(error.to_string()))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(connection) = self.inner.take() {
            let path = std::mem::take(&mut self.path);
            POOL.with_borrow_mut(|pool| pool.push((path, connection)));
        }
    }
}

fn to_sql(value: Value) -> rusqlite::types::Value {
    match value {
        Value::Null => rusqlite::types::Value::Null,
        Value::Integer(value) => rusqlite::types::Value::Integer(value),
        Value::Real(value) => rusqlite::types::Value::Real(value),
        Value::Text(value) => rusqlite::types::Value::Text(value),
        Value::Blob(value) => rusqlite::types::Value::Blob(value),
    }
}

fn from_sql(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Blob(value) => Value::Blob(value.to_vec()),
    }
}
