//! The sweep as the cron trigger starts it.

#[cfg(target_arch = "wasm32")]
mod tick;
