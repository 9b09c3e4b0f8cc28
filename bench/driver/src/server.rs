//! The servers that are measured, as processes.

use crate::Options;
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server of ours on a free port; ended when dropped.
pub struct Server {
    child: Child,
    /// `http://HOST:PORT`.
    pub base: String,
}

impl Server {
    /// The embedded host on the application and a database.
    pub fn application(options: &Options, state: &Path) -> Result<Self> {
        let mut command = host(options, &options.root.join("spin.toml"), state);
        command.args(["--sqlite", "PRAGMA journal_mode=WAL"]);
        command.args(["--variable", "dev_sign_in=on", "--variable", "operator_token=bench"]);
        Self::start(command)
    }

    /// The embedded host on the hello component.
    pub fn hello(options: &Options, state: &Path) -> Result<Self> {
        Self::start(host(options, &options.root.join("bench/hello/spin.toml"), state))
    }

    /// The native comparator on a database.
    pub fn native(options: &Options, database: &Path) -> Result<Self> {
        let mut command = Command::new(options.root.join("target/release/bench-native"));
        command.arg(database);
        Self::start(command)
    }

    fn start(mut command: Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| format!("starting {command:?}"))?;
        let stdout = child.stdout.take().context("no output to read")?;
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let base = lines.find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
        let base = base.context("the server ended before it listened")?;
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, base })
    }

    /// Processor time the server has used, in seconds; the client's is not in it.
    pub fn cpu_seconds(&self) -> Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // After the name in brackets, user and system time are the 12th and 13th fields, in ticks of 10 ms.
        let after = stat.rsplit_once(')').context("an unknown form of /proc stat")?.1;
        let fields: Vec<&str> = after.split_whitespace().collect();
        let ticks = |at: usize| -> Result<f64> { Ok(fields.get(at).context("a short /proc stat")?.parse()?) };
        Ok((ticks(11)? + ticks(12)?) / 100.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Stopping by signal lets the host fold its write-ahead log; killing is the fallback.
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        if self.child.wait().is_err() {
            let _ = self.child.kill();
        }
    }
}

fn host(options: &Options, manifest: &Path, state: &Path) -> Command {
    let mut command = Command::new(options.root.join("target/debug/host"));
    command.args(["up", "--quiet", "--listen", "127.0.0.1:0", "--from"]).arg(manifest).arg("--state-dir").arg(state);
    command
}
