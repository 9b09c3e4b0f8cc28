//! `cargo xtask test`.

use crate::build;
use crate::demo;
use crate::journal;
use crate::process::{self, ScratchFolder, cargo};
use crate::server::{Runtime, Server, Setup};
use crate::workspace;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Run every test there is.
///
/// The documentation's examples, the demo on a running host, the pages in a browser, rules and
/// components natively, the application from outside. Goes on after a failure and sums up at the end.
///
/// With cargo-nextest where it is installed. The pages need node and Chromium; where CI=true, Chromium
/// is installed on a Debian machine that lacks it.
#[derive(Args)]
pub struct Test {
    /// Also run the demo on the real Spin, and check its journal.
    #[arg(long)]
    spin: bool,

    /// Only the tests whose names contain one of these; no documentation, demo and pages then.
    filter: Vec<String>,
}

enum Outcome {
    Passed,
    Failed(anyhow::Error),
    Skipped(String),
}

impl Test {
    pub fn run(self) -> Result<()> {
        let mut report = Report { started: Instant::now(), parts: Vec::new() };
        // What everything after them needs.
        report.part("the components build and fit spin.toml", build::all);
        report.part("the host builds", build::host);
        if report.failed() > 0 {
            return report.sum_up();
        }
        if self.filter.is_empty() {
            report.part("examples in the documentation", doc_tests);
            report.part("the demo on the embedded host", || demo_on(Runtime::EmbeddedHost));
            match missing_for_pages() {
                None => report.part("pages", pages),
                Some(missing) => report.skip("pages", missing),
            }
        }
        if self.spin {
            report.part("the demo on Spin", || demo_on(Runtime::Spin));
        }
        // Last, so that what failed and the counts stand right above the summary.
        report.part("tests", || native_tests(&self.filter));
        report.sum_up()
    }
}

struct Report {
    started: Instant,
    parts: Vec<(&'static str, Outcome, Duration)>,
}

impl Report {
    fn part(&mut self, name: &'static str, part: impl FnOnce() -> Result<()>) {
        eprintln!("\n── {name}");
        let started = Instant::now();
        let outcome = part().map_or_else(Outcome::Failed, |()| Outcome::Passed);
        if let Outcome::Failed(error) = &outcome {
            eprintln!("error: {error:#}");
        }
        self.parts.push((name, outcome, started.elapsed()));
    }

    fn skip(&mut self, name: &'static str, why: String) {
        eprintln!("\n── {name}: SKIPPED, {why}");
        self.parts.push((name, Outcome::Skipped(why), Duration::ZERO));
    }

    fn failed(&self) -> usize {
        self.parts.iter().filter(|(_, outcome, _)| matches!(outcome, Outcome::Failed(_))).count()
    }

    fn sum_up(&self) -> Result<()> {
        println!("\n── summary");
        for (name, outcome, took) in &self.parts {
            match outcome {
                Outcome::Passed => println!("passed   {name} ({} s)", took.as_secs()),
                Outcome::Failed(error) => println!("FAILED   {name} ({} s): {error:#}", took.as_secs()),
                Outcome::Skipped(why) => println!("SKIPPED  {name}: {why}"),
            }
        }
        let elapsed = self.started.elapsed().as_secs();
        println!("{} min {} s in all", elapsed / 60, elapsed % 60);
        match self.failed() {
            0 => Ok(()),
            failed => bail!("{failed} of {} parts failed", self.parts.len()),
        }
    }
}

fn native_tests(filter: &[String]) -> Result<()> {
    let mut tests = cargo();
    if process::output_of(cargo().args(["nextest", "--version"])).is_some() {
        tests.args(["nextest", "run", "--no-fail-fast"]).args(build::NATIVE_PACKAGES).args(filter);
    } else {
        tests.args(["test", "--no-fail-fast", "--all-targets"]).args(build::NATIVE_PACKAGES).arg("--").args(filter);
    }
    process::run(&mut tests, "the tests")
}

fn doc_tests() -> Result<()> {
    process::run(cargo().args(["test", "--doc", "--no-fail-fast"]).args(build::NATIVE_PACKAGES), "the examples")
}

/// A whole demo on an empty database, and the proofs about what it left.
fn demo_on(runtime: Runtime) -> Result<()> {
    let scratch = ScratchFolder::new()?;
    let server = start_in(&scratch, runtime)?;
    demo::run(&server.url, server.control_url.as_deref())?;
    let database = scratch.path().join("sqlite_db.db");
    journal::verify_journal(&database)?;
    journal::replay_journal(&database).map(drop)
}

fn start_in(scratch: &ScratchFolder, runtime: Runtime) -> Result<Server> {
    let setup = Setup {
        runtime,
        listen: free_address()?,
        control: (runtime == Runtime::EmbeddedHost).then_some(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))),
        state_dir: scratch.path().to_owned(),
        demo: true,
    };
    Server::start(&setup, || std::process::exit(130))
}

/// An address that was free a moment ago: Spin, unlike the host, does not say which one it took.
fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("there is no free port")?;
    listener.local_addr().context("there is no free port")
}

/// The page tests: `node --test` in this folder, with the application's addresses and the browser in
/// BASE_URL, CONTROL_URL and CHROMIUM.
fn page_tests() -> PathBuf {
    workspace::root().join("tests/pages")
}

fn chromium() -> Option<PathBuf> {
    process::find_program(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
}

/// What is not there and cannot be installed.
fn missing_for_pages() -> Option<String> {
    if process::find_program(&["node"]).is_none() || process::find_program(&["npm"]).is_none() {
        return Some("node and npm are not installed".to_owned());
    }
    if chromium().is_none() && may_install() {
        eprintln!("\nChromium is missing; installing it: apt-get install chromium");
        for arguments in [&["update", "-qq"][..], &["install", "-qq", "-y", "--no-install-recommends", "chromium"]] {
            let mut apt = Command::new("apt-get");
            apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(std::process::Stdio::null());
            if let Err(error) = process::run(&mut apt, "installing Chromium") {
                return Some(format!("{error:#}"));
            }
        }
    }
    chromium().is_none().then(|| "Chromium is not installed (on Debian: apt-get install chromium)".to_owned())
}

fn may_install() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true")
        && rustix::process::geteuid().is_root()
        && Path::new("/etc/debian_version").exists()
}

fn pages() -> Result<()> {
    let folder = page_tests();
    if !folder.join("node_modules").is_dir() {
        let mut install = Command::new("npm");
        install.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
        process::run(&mut install, "installing what the page tests need")?;
    }
    let scratch = ScratchFolder::new()?;
    let server = start_in(&scratch, Runtime::EmbeddedHost)?;
    let mut node = Command::new("node");
    // One file at a time: two browsers on two cores only wait for each other.
    node.args(["--test", "--test-concurrency=1"]).current_dir(&folder).env("BASE_URL", &server.url);
    node.envs(server.control_url.iter().map(|control| ("CONTROL_URL", control)));
    node.envs(chromium().iter().map(|program| ("CHROMIUM", program)));
    process::run(&mut node, "the page tests")
}
