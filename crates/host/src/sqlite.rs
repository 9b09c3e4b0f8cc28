//! `spin:sqlite@3.1.0` on local files, with the habits of Spin's own implementation.
//!
//! Habits a guest can notice, and this host therefore keeps: every `open` is a connection of its
//! own, really opened at the first statement; `execute-async` answers before the statement has run,
//! so that its errors arrive with the end of the rows; rows pass through four slots while the
//! connection is locked; of several statements in one text only the first runs; every error of
//! SQLite is `io` with SQLite's text.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use anyhow::Context as _;
use rusqlite::fallible_iterator::FallibleIterator as _;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio::sync::{mpsc, oneshot};
use wasmtime::StoreContextMut;
use wasmtime::component::{
    Accessor, Destination, FutureReader, HasData, Resource, ResourceTable, StreamProducer,
    StreamReader, StreamResult, VecBuffer,
};

use crate::bindings::sqlite::{
    Error, Host, HostConnection, HostConnectionWithStore, QueryResult, RowResult, Value,
};
use crate::counters::Counters;

/// Connections one instance may hold, as in Spin.
const CONNECTIONS_MAX: usize = 256;
/// Rows on their way to the guest, as in Spin.
const ROWS_IN_FLIGHT: usize = 4;
/// Bytes one row (one whole result, in the synchronous call) may have, as in Spin.
const RESULT_BYTES_MAX: usize = 128 * 1024 * 1024;
/// Prepared statements a connection keeps. Guests keep connections, and an application has more
/// statements than rusqlite's default of 16.
const STATEMENTS_CACHED: usize = 128;

/// One database file.
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    counters: Arc<Counters>,
}

impl Database {
    /// Names a database file and creates its folder. The file itself appears with the first
    /// statement.
    ///
    /// # Errors
    ///
    /// The folder cannot be created.
    pub fn new(path: PathBuf, counters: Arc<Counters>) -> anyhow::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| {
                format!(
                    "cannot create the folder of the database {}",
                    path.display()
                )
            })?;
        }
        Ok(Self { path, counters })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs all statements of `sql`, as `--sqlite` does before serving.
    ///
    /// # Errors
    ///
    /// SQLite refuses the file or one of the statements.
    pub fn execute_batch(&self, sql: &str) -> rusqlite::Result<()> {
        self.connect()?.execute_batch(sql)
    }

    fn connect(&self) -> rusqlite::Result<rusqlite::Connection> {
        Counters::count(&self.counters.sqlite_connections);
        let connection = rusqlite::Connection::open(&self.path)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
        // VACUUM INTO attaches its target, so that these rules also stop it.
        connection.authorizer(Some(|context: AuthContext<'_>| match context.action {
            AuthAction::Attach {
                filename: "" | ":memory:",
            } => Authorization::Allow,
            // A name that is a parameter or an expression is not told, and comes as unknown.
            AuthAction::Attach { .. }
            | AuthAction::Unknown {
                code: rusqlite::ffi::SQLITE_ATTACH,
                ..
            } => Authorization::Deny,
            _ => Authorization::Allow,
        }));
        Ok(connection)
    }
}

/// A connection as a guest holds it. Clones are the same connection.
#[derive(Clone)]
pub struct Connection(Arc<Inner>);

struct Inner {
    database: Arc<Database>,
    /// `None` until the first statement. The lock is what makes the calls on one connection queue.
    opened: Mutex<Option<rusqlite::Connection>>,
}

impl Connection {
    fn new(database: Arc<Database>) -> Self {
        Self(Arc::new(Inner {
            database,
            opened: Mutex::new(None),
        }))
    }

    /// Waits for the connection, opens it if need be, and lends it to `work`. Blocks the thread.
    fn with<T>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        Self::lend(&self.0.database, self.lock(), work)
    }

    fn lend<T>(
        database: &Database,
        mut opened: MutexGuard<'_, Option<rusqlite::Connection>>,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let connection = match &mut *opened {
            Some(connection) => connection,
            none => none.insert(database.connect().map_err(io)?),
        };
        work(connection)
    }

    fn lock(&self) -> MutexGuard<'_, Option<rusqlite::Connection>> {
        // A panic in the middle of a statement leaves SQLite's connection usable.
        self.0.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads something SQLite keeps in memory; leaves the thread only if a statement is running.
    async fn peek<T: Send + 'static>(
        &self,
        read: fn(&rusqlite::Connection) -> T,
    ) -> Result<T, Error> {
        if let Ok(opened) = self.0.opened.try_lock()
            && let Some(connection) = &*opened
        {
            return Ok(read(connection));
        }
        let connection = self.clone();
        blocking(move || connection.with(|connection| Ok(read(connection)))).await
    }

    fn query(&self, sql: &str, parameters: &[Value]) -> Result<QueryResult, Error> {
        Counters::count(&self.0.database.counters.sqlite_statements);
        self.with(|connection| {
            let mut statement = First::prepare(connection, sql).map_err(io)?;
            let statement = statement.get();
            let columns = column_names(statement);
            let mut source = statement.query(bound(parameters)).map_err(io)?;
            let mut rows = Vec::new();
            let mut bytes = 0;
            while let Some(row) = source.next().map_err(io)? {
                let row = read_row(row, columns.len())?;
                bytes += size(&row);
                if bytes > RESULT_BYTES_MAX {
                    return Err(too_big());
                }
                rows.push(row);
            }
            Ok(QueryResult { columns, rows })
        })
    }

    /// Runs a statement, sending its columns as soon as it is prepared and its rows as they come.
    fn stream(
        &self,
        sql: &str,
        parameters: &[Value],
        columns_to: oneshot::Sender<Vec<String>>,
        rows_to: &mpsc::Sender<RowResult>,
    ) -> Result<(), Error> {
        Counters::count(&self.0.database.counters.sqlite_statements);
        self.with(|connection| {
            // On an error here `columns_to` is dropped, which the other side reads as no columns.
            let mut statement = First::prepare(connection, sql).map_err(io)?;
            let statement = statement.get();
            let columns = column_names(statement);
            let column_count = columns.len();
            if columns_to.send(columns).is_err() {
                return Err(Error::Io("column send error".into()));
            }
            let mut rows = statement.query(bound(parameters)).map_err(io)?;
            while let Some(row) = rows.next().map_err(io)? {
                let row = read_row(row, column_count)?;
                if size(&row) > RESULT_BYTES_MAX {
                    return Err(too_big());
                }
                if rows_to.blocking_send(row).is_err() {
                    return Err(Error::Io("row send error".into()));
                }
            }
            Ok(())
        })
    }
}

/// The databases one component may open, and the connections one of its instances holds.
pub struct Access {
    granted: Arc<BTreeMap<String, Arc<Database>>>,
    connections: ResourceTable,
    open: usize,
}

impl Access {
    pub(crate) fn new(granted: Arc<BTreeMap<String, Arc<Database>>>) -> Self {
        Self {
            granted,
            connections: ResourceTable::new(),
            open: 0,
        }
    }

    fn open(&mut self, label: &str) -> Result<Resource<Connection>, Error> {
        // A granted label without a database is refused when the host starts, so that there is no
        // `no-such-database` left to answer.
        let database = self.granted.get(label).ok_or(Error::AccessDenied)?;
        if self.open >= CONNECTIONS_MAX {
            return Err(Error::Io("too many connections opened".into()));
        }
        let connection = Connection::new(Arc::clone(database));
        let handle = self
            .connections
            .push(connection)
            .map_err(|error| Error::Io(error.to_string()))?;
        self.open += 1;
        Ok(handle)
    }

    fn connection(&self, handle: &Resource<Connection>) -> Result<Connection, Error> {
        self.connections
            .get(handle)
            .cloned()
            .map_err(|_| Error::InvalidConnection)
    }
}

impl Host for Access {
    fn convert_error(&mut self, error: Error) -> wasmtime::Result<Error> {
        Ok(error)
    }
}

impl HostConnection for Access {
    async fn open(&mut self, database: String) -> Result<Resource<Connection>, Error> {
        Access::open(self, &database)
    }

    async fn execute(
        &mut self,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<Value>,
    ) -> Result<QueryResult, Error> {
        let connection = self.connection(&connection)?;
        blocking(move || connection.query(&statement, &parameters)).await
    }

    async fn last_insert_rowid(
        &mut self,
        connection: Resource<Connection>,
    ) -> wasmtime::Result<i64> {
        Ok(self
            .connection(&connection)?
            .peek(rusqlite::Connection::last_insert_rowid)
            .await?)
    }

    async fn changes(&mut self, connection: Resource<Connection>) -> wasmtime::Result<u64> {
        Ok(self
            .connection(&connection)?
            .peek(rusqlite::Connection::changes)
            .await?)
    }

    async fn drop(&mut self, connection: Resource<Connection>) -> wasmtime::Result<()> {
        let connection = self.connections.delete(connection)?;
        self.open -= 1;
        // Closing rolls back what is open and may write the WAL back: not on this thread. Waiting
        // for it keeps the order the guest expects.
        tokio::task::spawn_blocking(move || drop(connection)).await?;
        Ok(())
    }
}

/// Marks the part of a store's data that these functions need.
pub struct Sqlite;

impl HasData for Sqlite {
    type Data<'a> = &'a mut Access;
}

type Rows = (
    Vec<String>,
    StreamReader<RowResult>,
    FutureReader<Result<(), Error>>,
);

impl<T> HostConnectionWithStore<T> for Sqlite {
    async fn open_async(
        store: &Accessor<T, Self>,
        database: String,
    ) -> Result<Resource<Connection>, Error> {
        store.with(|mut access| access.get().open(&database))
    }

    async fn execute_async(
        store: &Accessor<T, Self>,
        connection: Resource<Connection>,
        statement: String,
        parameters: Vec<Value>,
    ) -> Result<Rows, Error> {
        let connection = store.with(|mut access| access.get().connection(&connection))?;
        let (columns_to, columns) = oneshot::channel();
        let (rows_to, rows) = mpsc::channel(ROWS_IN_FLIGHT);
        let (end_to, end) = oneshot::channel();
        tokio::task::spawn_blocking(move || {
            let result = connection.stream(&statement, &parameters, columns_to, &rows_to);
            // The connection goes first: when the guest learns that the statement is over and drops
            // its handle, closing must not wait for this thread.
            drop(connection);
            _ = end_to.send(result);
        });
        let columns = columns.await.unwrap_or_default();
        let end = async move {
            wasmtime::error::Ok(end.await.unwrap_or_else(|_| {
                Err(Error::Io("the statement was abandoned by the host".into()))
            }))
        };
        store
            .with(|mut access| {
                let rows = StreamReader::new(&mut access, RowProducer(rows))?;
                let end = FutureReader::new(&mut access, end)?;
                wasmtime::error::Ok((columns, rows, end))
            })
            .map_err(|error| Error::Io(error.to_string()))
    }

    async fn last_insert_rowid_async(
        store: &Accessor<T, Self>,
        connection: Resource<Connection>,
    ) -> wasmtime::Result<i64> {
        let connection = store.with(|mut access| access.get().connection(&connection))?;
        Ok(connection
            .peek(rusqlite::Connection::last_insert_rowid)
            .await?)
    }

    async fn changes_async(
        store: &Accessor<T, Self>,
        connection: Resource<Connection>,
    ) -> wasmtime::Result<u64> {
        let connection = store.with(|mut access| access.get().connection(&connection))?;
        Ok(connection.peek(rusqlite::Connection::changes).await?)
    }
}

/// Hands the rows a statement has sent to the guest's stream, as many as there are.
struct RowProducer(mpsc::Receiver<RowResult>);

impl<D> StreamProducer<D> for RowProducer {
    type Item = RowResult;
    type Buffer = VecBuffer<RowResult>;

    fn poll_produce<'a>(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        store: StoreContextMut<'a, D>,
        mut destination: Destination<'a, Self::Item, Self::Buffer>,
        finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        if destination.remaining(store) == Some(0) {
            return Poll::Ready(Ok(StreamResult::Completed));
        }
        let mut rows = Vec::with_capacity(ROWS_IN_FLIGHT);
        match self.0.poll_recv_many(context, &mut rows, ROWS_IN_FLIGHT) {
            Poll::Ready(0) => Poll::Ready(Ok(StreamResult::Dropped)),
            Poll::Ready(_) => {
                destination.set_buffer(rows.into());
                Poll::Ready(Ok(StreamResult::Completed))
            }
            Poll::Pending if finish => Poll::Ready(Ok(StreamResult::Cancelled)),
            Poll::Pending => Poll::Pending,
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(Error::Io(error.to_string())))
}

/// The first statement of a text. What follows it is not looked at, as in Spin.
enum First<'c> {
    Only(rusqlite::CachedStatement<'c>),
    /// rusqlite refuses a text of several statements unless it is run as a batch.
    OfSeveral(rusqlite::Statement<'c>),
}

impl<'c> First<'c> {
    fn prepare(connection: &'c rusqlite::Connection, sql: &str) -> rusqlite::Result<Self> {
        match connection.prepare_cached(sql) {
            Ok(statement) => Ok(Self::Only(statement)),
            Err(refused) => {
                // The text after the first statement may also be what is refused.
                match rusqlite::Batch::new(connection, sql).next() {
                    Ok(Some(statement)) => Ok(Self::OfSeveral(statement)),
                    Ok(None) | Err(_) => Err(refused),
                }
            }
        }
    }

    fn get(&mut self) -> &mut rusqlite::Statement<'c> {
        match self {
            Self::Only(statement) => statement,
            Self::OfSeveral(statement) => statement,
        }
    }
}

fn column_names(statement: &rusqlite::Statement<'_>) -> Vec<String> {
    statement
        .column_names()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

fn bound(parameters: &[Value]) -> impl rusqlite::Params + '_ {
    rusqlite::params_from_iter(parameters.iter().map(Parameter))
}

struct Parameter<'a>(&'a Value);

impl rusqlite::ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Integer(value) => ValueRef::Integer(*value),
            Value::Real(value) => ValueRef::Real(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Blob(value) => ValueRef::Blob(value),
            Value::Null => ValueRef::Null,
        }))
    }
}

fn read_row(row: &rusqlite::Row<'_>, column_count: usize) -> Result<RowResult, Error> {
    let values = (0..column_count)
        .map(|column| {
            Ok(match row.get_ref(column).map_err(io)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(value) => Value::Integer(value),
                ValueRef::Real(value) => Value::Real(value),
                ValueRef::Text(value) => Value::Text(
                    std::str::from_utf8(value)
                        .map_err(|error| Error::Io(format!("column {column}: {error}")))?
                        .to_owned(),
                ),
                ValueRef::Blob(value) => Value::Blob(value.to_vec()),
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(RowResult { values })
}

fn size(row: &RowResult) -> usize {
    row.values
        .iter()
        .map(|value| {
            size_of::<Value>()
                + match value {
                    Value::Text(value) => value.len(),
                    Value::Blob(value) => value.len(),
                    Value::Integer(_) | Value::Real(_) | Value::Null => 0,
                }
        })
        .sum()
}

fn io(error: rusqlite::Error) -> Error {
    Error::Io(error.to_string())
}

fn too_big() -> Error {
    Error::Io(format!(
        "query result exceeds limit of {RESULT_BYTES_MAX} bytes"
    ))
}
