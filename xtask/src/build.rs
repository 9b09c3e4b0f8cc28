//! `cargo xtask build`.

use crate::components;
use crate::process::{self, cargo};
use crate::workspace::{self, Component};
use anyhow::{Result, bail};
use clap::Args;
use std::path::Path;
use std::process::Command;

const TARGET: &str = "wasm32-wasip2";
/// The profile whose folder `spin.toml` names.
const PROFILE: &str = "component";

/// Build every component of spin.toml and check it against the rights it is given.
///
/// For wasm32-wasip2; adds that target with rustup where it is missing. Fails when a component imports
/// other than what the manifest grants it, or is larger than it should be.
#[derive(Args)]
pub struct Build {
    /// Cargo profile. spin.toml takes its files from `component`; another one only checks.
    #[arg(long, value_name = "NAME", default_value = PROFILE)]
    profile: String,
}

impl Build {
    pub fn run(self) -> Result<()> {
        let components = build(&self.profile)?;
        components::print_table(&components)?;
        components::check(&components)
    }
}

/// Builds all components as `spin.toml` wants them, and checks them.
pub fn all() -> Result<()> {
    components::check(&build(PROFILE)?)
}

/// Builds the host, in the one profile of all native code.
///
/// The same packages are selected as for the tests, and an example beside the host: with it cargo counts the
/// features that only tests ask for, gives wasmtime the same ones in both, and compiles it once.
pub fn host() -> Result<()> {
    let mut build = cargo();
    build.arg("build").args(NATIVE_PACKAGES).args(["--bin", "host", "--example", "deadline_cost"]);
    process::run(&mut build, "building the host")
}

/// Cargo's choice of all packages that run natively: all but those made for a runtime.
pub const NATIVE_PACKAGES: &[&str] = &["--workspace", "--exclude", "guest-*"];

/// Builds the hello component, which reading is measured against.
pub fn hello() -> Result<()> {
    let mut build = cargo();
    build.args(["build", "--profile", PROFILE, "--target", TARGET, "-p", "guest-hello"]);
    build.arg("--target-dir").arg(workspace::root().join("target"));
    process::run(&mut build, "building the hello component")
}

fn build(profile: &str) -> Result<Vec<Component>> {
    add_target()?;
    let mut components = workspace::components()?;
    let (cron, http): (Vec<&Component>, Vec<&Component>) = components.iter().partition(|component| component.cron);
    // Apart: in one invocation cargo would give the cron component the features that the others ask
    // of spin-sdk, and with them imports that the cron trigger does not know.
    for together in [http, cron] {
        if together.is_empty() {
            continue;
        }
        let mut build = cargo();
        build.args(["build", "--profile", profile, "--target", TARGET]);
        // Where spin.toml looks, also when CARGO_TARGET_DIR says otherwise for the rest.
        build.arg("--target-dir").arg(workspace::root().join("target"));
        build.args(together.iter().flat_map(|component| ["-p", &component.id]));
        process::run(&mut build, "building the components")?;
    }
    if profile != PROFILE {
        let folder = if profile == "dev" { "debug" } else { profile };
        for component in &mut components {
            component.wasm = in_folder(&component.wasm, folder);
        }
    }
    Ok(components)
}

/// The file beside its folder: `…/component/x.wasm` → `…/debug/x.wasm`.
fn in_folder(wasm: &Path, folder: &str) -> std::path::PathBuf {
    let name = wasm.file_name().unwrap_or_default();
    wasm.parent().and_then(Path::parent).unwrap_or(wasm).join(folder).join(name)
}

fn add_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let libraries = process::output_of(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]));
    if libraries.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    if process::find_program(&["rustup"]).is_none() {
        bail!(
            "this Rust has no standard library for {TARGET}, and there is no rustup to add it. \
             Install rustup (https://rustup.rs) and run `rustup target add {TARGET}`, \
             or install your system's package of the Rust standard library for {TARGET}"
        );
    }
    eprintln!("The target {TARGET} is missing; adding it: rustup target add {TARGET}");
    let mut add = Command::new("rustup");
    process::run(add.args(["target", "add", TARGET]).current_dir(workspace::root()), "adding the target")
}
