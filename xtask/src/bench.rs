//! `cargo xtask bench`.

use crate::build;
use crate::process::{self, cargo};
use crate::workspace;
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;
use std::process::Command;

/// Measure the goals of speed as ratios, both sides in one run, and print them as a table.
///
/// The comparator and the client are built with --release, the host in the profile it is used in. The load is
/// bounded and stays on the loopback; a town of a million cases takes about 2 GB of the temporary folder.
#[derive(Args)]
pub struct Bench {
    /// Cases in the large town; the small one has a hundredth.
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    large: u32,

    /// Where the table goes as JSON.
    #[arg(long, value_name = "FILE", default_value = "docs/bench.json")]
    json: PathBuf,
}

impl Bench {
    pub fn run(self) -> Result<()> {
        build::all()?;
        build::hello()?;
        build::host()?;
        let mut release = cargo();
        release.args(["build", "--release", "-p", "bench", "-p", "bench-native"]);
        process::run(&mut release, "building the comparator and the client")?;
        let mut bench = Command::new(workspace::root().join("target/release/bench"));
        bench.arg("--root").arg(workspace::root()).arg("--large").arg(self.large.to_string());
        bench.arg("--json").arg(workspace::root().join(self.json));
        process::run(&mut bench, "measuring")
    }
}
