//! `spin:key-value@3.0.0` on a local file, in the format of Spin's own `spin` store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use anyhow::Context as _;
use rusqlite::OptionalExtension as _;
use tokio::sync::{mpsc, oneshot};
use wasmtime::StoreContextMut;
use wasmtime::component::{
    Accessor, Destination, FutureReader, HasData, Resource, ResourceTable, StreamProducer,
    StreamReader, StreamResult, VecBuffer,
};

use crate::bindings::key_value::{Error, Host, HostStore, HostStoreWithStore};
use crate::counters::Counters;

/// Stores one instance may hold open, as in Spin.
const STORES_MAX: usize = 256;
/// Keys on their way to the guest.
const KEYS_IN_FLIGHT: usize = 64;
/// Bytes one value may have, as in Spin.
const VALUE_BYTES_MAX: usize = 128 * 1024 * 1024;

/// One file with any number of stores in it, shared by all who use it.
pub struct File {
    path: PathBuf,
    counters: Arc<Counters>,
    /// `None` until first used.
    opened: Mutex<Option<rusqlite::Connection>>,
}

impl File {
    /// Names a key-value file and creates its folder.
    ///
    /// # Errors
    ///
    /// The folder cannot be created.
    pub fn new(path: PathBuf, counters: Arc<Counters>) -> anyhow::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| {
                format!(
                    "cannot create the folder of the key-value file {}",
                    path.display()
                )
            })?;
        }
        Ok(Self {
            path,
            counters,
            opened: Mutex::new(None),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        Counters::count(&self.counters.key_value_operations);
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = match &mut *opened {
            Some(connection) => connection,
            none => none.insert(self.connect().map_err(other)?),
        };
        work(connection).map_err(other)
    }

    fn connect(&self) -> rusqlite::Result<rusqlite::Connection> {
        let connection = rusqlite::Connection::open(&self.path)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        // One fsync per write instead of three. Readers of the format do not care.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS spin_key_value (
                store TEXT NOT NULL,
                key   TEXT NOT NULL,
                value BLOB NOT NULL,
                PRIMARY KEY (store, key)
            )",
        )?;
        Ok(connection)
    }
}

/// A store as a guest holds it: a name inside a file. Clones are the same store.
#[derive(Clone)]
pub struct Store {
    label: Arc<str>,
    file: Arc<File>,
}

impl Store {
    pub(crate) fn new(label: &str, file: Arc<File>) -> Self {
        Self {
            label: label.into(),
            file,
        }
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        let value: Option<Vec<u8>> = self.file.with(|connection| {
            connection
                .prepare_cached("SELECT value FROM spin_key_value WHERE store = ?1 AND key = ?2")?
                .query_row((&*self.label, key), |row| row.get(0))
                .optional()
        })?;
        if value
            .as_ref()
            .is_some_and(|value| value.len() > VALUE_BYTES_MAX)
        {
            return Err(Error::Other(format!(
                "query result exceeds limit of {VALUE_BYTES_MAX} bytes"
            )));
        }
        Ok(value)
    }

    fn set(&self, key: &str, value: &[u8]) -> Result<(), Error> {
        self.file.with(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO spin_key_value (store, key, value) VALUES (?1, ?2, ?3)
                     ON CONFLICT (store, key) DO UPDATE SET value = ?3",
                )?
                .execute((&*self.label, key, value))
                .map(drop)
        })
    }

    fn delete(&self, key: &str) -> Result<(), Error> {
        self.file.with(|connection| {
            connection
                .prepare_cached("DELETE FROM spin_key_value WHERE store = ?1 AND key = ?2")?
                .execute((&*self.label, key))
                .map(drop)
        })
    }

    fn exists(&self, key: &str) -> Result<bool, Error> {
        self.file.with(|connection| {
            connection
                .prepare_cached("SELECT 1 FROM spin_key_value WHERE store = ?1 AND key = ?2")?
                .exists((&*self.label, key))
        })
    }

    /// Reads all keys before any is handed on: the file's one connection must not stay locked while
    /// a guest takes its time.
    fn keys(&self) -> Result<Vec<String>, Error> {
        self.file.with(|connection| {
            connection
                .prepare_cached("SELECT key FROM spin_key_value WHERE store = ?1")?
                .query_map([&*self.label], |row| row.get(0))?
                .collect()
        })
    }
}

/// The stores one component may open, and those one of its instances holds open.
pub struct Access {
    granted: Arc<BTreeMap<String, Store>>,
    stores: ResourceTable,
    open: usize,
}

impl Access {
    pub(crate) fn new(granted: Arc<BTreeMap<String, Store>>) -> Self {
        Self {
            granted,
            stores: ResourceTable::new(),
            open: 0,
        }
    }

    fn open(&mut self, label: &str) -> Result<Resource<Store>, Error> {
        // A granted label without a store is refused when the host starts, so that there is no
        // `no-such-store` left to answer.
        let store = self.granted.get(label).ok_or(Error::AccessDenied)?.clone();
        if self.open >= STORES_MAX {
            return Err(Error::StoreTableFull);
        }
        let handle = self.stores.push(store).map_err(|_| Error::StoreTableFull)?;
        self.open += 1;
        Ok(handle)
    }

    fn store(&self, handle: &Resource<Store>) -> Result<Store, Error> {
        self.stores
            .get(handle)
            .cloned()
            .map_err(|_| Error::NoSuchStore)
    }
}

impl Host for Access {
    fn convert_error(&mut self, error: Error) -> wasmtime::Result<Error> {
        Ok(error)
    }
}

impl HostStore for Access {
    async fn drop(&mut self, store: Resource<Store>) -> wasmtime::Result<()> {
        self.stores.delete(store)?;
        self.open -= 1;
        Ok(())
    }
}

/// Marks the part of a store's data that these functions need.
pub struct KeyValue;

impl HasData for KeyValue {
    type Data<'a> = &'a mut Access;
}

impl<T> HostStoreWithStore<T> for KeyValue {
    async fn open(accessor: &Accessor<T, Self>, label: String) -> Result<Resource<Store>, Error> {
        accessor.with(|mut access| access.get().open(&label))
    }

    async fn get(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
        key: String,
    ) -> Result<Option<Vec<u8>>, Error> {
        let store = accessor.with(|mut access| access.get().store(&store))?;
        blocking(move || store.get(&key)).await
    }

    async fn set(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
        key: String,
        value: Vec<u8>,
    ) -> Result<(), Error> {
        let store = accessor.with(|mut access| access.get().store(&store))?;
        blocking(move || store.set(&key, &value)).await
    }

    async fn delete(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
        key: String,
    ) -> Result<(), Error> {
        let store = accessor.with(|mut access| access.get().store(&store))?;
        blocking(move || store.delete(&key)).await
    }

    async fn exists(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
        key: String,
    ) -> Result<bool, Error> {
        let store = accessor.with(|mut access| access.get().store(&store))?;
        blocking(move || store.exists(&key)).await
    }

    async fn get_keys(
        accessor: &Accessor<T, Self>,
        store: Resource<Store>,
    ) -> wasmtime::Result<(StreamReader<String>, FutureReader<Result<(), Error>>)> {
        let store = accessor.with(|mut access| access.get().store(&store))?;
        let (keys_to, keys) = mpsc::channel(KEYS_IN_FLIGHT);
        let (end_to, end) = oneshot::channel();
        tokio::spawn(async move {
            let result = match blocking(move || store.keys()).await {
                Ok(found) => {
                    for key in found {
                        if keys_to.send(key).await.is_err() {
                            break;
                        }
                    }
                    Ok(())
                }
                Err(error) => Err(error),
            };
            drop(keys_to);
            _ = end_to.send(result);
        });
        let end = async move {
            wasmtime::error::Ok(end.await.unwrap_or_else(|_| {
                Err(Error::Other("the listing was abandoned by the host".into()))
            }))
        };
        accessor.with(|mut access| {
            let keys = StreamReader::new(&mut access, KeyProducer(keys))?;
            let end = FutureReader::new(&mut access, end)?;
            Ok((keys, end))
        })
    }
}

struct KeyProducer(mpsc::Receiver<String>);

impl<D> StreamProducer<D> for KeyProducer {
    type Item = String;
    type Buffer = VecBuffer<String>;

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
        let mut keys = Vec::new();
        match self.0.poll_recv_many(context, &mut keys, KEYS_IN_FLIGHT) {
            Poll::Ready(0) => Poll::Ready(Ok(StreamResult::Dropped)),
            Poll::Ready(_) => {
                destination.set_buffer(keys.into());
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
        .unwrap_or_else(|error| Err(Error::Other(error.to_string())))
}

fn other(error: rusqlite::Error) -> Error {
    Error::Other(error.to_string())
}
