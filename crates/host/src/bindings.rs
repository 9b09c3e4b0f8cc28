//! Bindings to the interfaces of Spin that guests import, and to the cron world they export.
//!
//! Generated at build time from the `wit` folder of the `spin-sdk` crate: see `build.rs`.

#![allow(
    unsafe_code,
    reason = "bindgen! implements wasmtime's unsafe traits for the generated types"
)]
#![allow(elided_lifetimes_in_paths, reason = "generated code")]

include!(concat!(env!("OUT_DIR"), "/bindings.rs"));

pub use cron_world::{SpinCronPre, spin::cron::cron_types};
pub use spin_world::spin::{key_value::key_value, sqlite::sqlite, variables::variables};
