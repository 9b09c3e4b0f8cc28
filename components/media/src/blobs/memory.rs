use anyhow::Result;
use bytes::Bytes;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

thread_local! {
    static VALUES: RefCell<BTreeMap<String, Bytes>> = const { RefCell::new(BTreeMap::new()) };
    static PUTS_LEFT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// A store in memory, one for each thread.
pub struct Blobs(());

#[allow(clippy::unused_async, reason = "the same signatures as in a component")]
impl Blobs {
    /// Opens it.
    ///
    /// # Errors
    /// None.
    pub async fn open() -> Result<Self> {
        Ok(Self(()))
    }

    /// Stores a value.
    ///
    /// # Errors
    /// Once the store is full, see [`fail_puts_after`].
    pub async fn put(&self, key: &str, value: &Bytes) -> Result<()> {
        match PUTS_LEFT.get() {
            Some(0) => anyhow::bail!("the store is full"),
            Some(left) => PUTS_LEFT.set(Some(left - 1)),
            None => {}
        }
        VALUES.with_borrow_mut(|values| values.insert(key.to_owned(), value.clone()));
        Ok(())
    }

    /// The value of that key.
    ///
    /// # Errors
    /// None.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>> {
        Ok(VALUES.with_borrow(|values| values.get(key).cloned()))
    }

    /// Takes a value away; one that is not there is no error.
    ///
    /// # Errors
    /// None.
    pub async fn delete(&self, key: &str) -> Result<()> {
        VALUES.with_borrow_mut(|values| values.remove(key));
        Ok(())
    }
}

/// Every key that has a value, in order.
pub fn keys() -> Vec<String> {
    VALUES.with_borrow(|values| values.keys().cloned().collect())
}

/// Loses the value of a key, as a damaged store does.
pub fn forget(key: &str) {
    VALUES.with_borrow_mut(|values| values.remove(key));
}

/// Makes the store full after that many more values; `None` makes room again.
pub fn fail_puts_after(puts: Option<u32>) {
    PUTS_LEFT.set(puts);
}
