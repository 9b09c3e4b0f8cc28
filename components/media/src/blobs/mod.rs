//! Where the bytes lie: Spin's key-value store in a component, memory in tests.

#[cfg(not(target_arch = "wasm32"))]
mod memory;
#[cfg(target_arch = "wasm32")]
mod spin;

#[cfg(not(target_arch = "wasm32"))]
pub use memory::{Blobs, fail_puts_after, forget, keys};
#[cfg(target_arch = "wasm32")]
pub use spin::Blobs;

/// Bytes of a chunk. Key-value stores are made for values of this size: some take no more than a megabyte.
pub const CHUNK_SIZE: u32 = 512 * 1024;
