//! What the stories in `tests/tests/` are told with: a town with citizens, officers and a clock.
//!
//! A [`Town`] is the real application: the host's own process on a free port, the components' wasm, a
//! database file of its own. Its clock is moved, never waited for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a story that cannot go on has failed")]

mod host;
mod people;
pub mod openapi;
mod town;

pub use host::HostProcess;
pub use people::{Answer, CaseHandle, Person, at, checklist};
pub use town::{Town, photo};
