//! The connection: Spin's in a component, `rusqlite` elsewhere. Both give the same rows for the same SQL.

#[cfg(not(target_arch = "wasm32"))]
mod rusqlite;
#[cfg(target_arch = "wasm32")]
mod spin;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::rusqlite::Connection;
#[cfg(not(target_arch = "wasm32"))]
pub use self::rusqlite::set_native_path;
#[cfg(target_arch = "wasm32")]
pub(crate) use self::spin::Connection;

/// A value of a parameter or a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// REAL.
    Real(f64),
    /// TEXT.
    Text(String),
    /// BLOB.
    Blob(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Integer(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::Integer(value.into())
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Real(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Value::Blob(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}
