//! `cargo xtask openapi`.

use crate::process::{self, cargo};
use anyhow::Result;

/// Collects the documents of all components into `static/openapi.json`. What does it links every
/// component, so it is a program of the tests' package and not this one.
pub fn run() -> Result<()> {
    process::run(cargo().args(["run", "-p", "tests", "--bin", "openapi"]), "writing static/openapi.json")
}
