use anyhow::Context;
use bytes::Bytes;
use spin_sdk::key_value::Store;

/// The key-value store `default`.
pub struct Blobs(Store);

impl Blobs {
    /// Opens it.
    pub async fn open() -> anyhow::Result<Self> {
        Store::open_default().await.map(Self).context("opening the key-value store")
    }

    /// Stores a value.
    pub async fn put(&self, key: &str, value: &Bytes) -> anyhow::Result<()> {
        self.0.set(key, value).await.context("storing a chunk")
    }

    /// The value of that key.
    pub async fn get(&self, key: &str) -> anyhow::Result<Option<Bytes>> {
        Ok(self.0.get(key).await.context("reading a chunk")?.map(Bytes::from))
    }

    /// Takes a value away; one that is not there is no error.
    pub async fn delete(&self, key: &str) -> anyhow::Result<()> {
        self.0.delete(key).await.context("deleting a chunk")
    }
}
