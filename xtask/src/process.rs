//! Running other programs.

use crate::workspace;
use anyhow::{Context, Result, anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Cargo, the one that started this program, in the root of the repository.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace::root());
    // What `cargo run` set for this program would look like a changed environment to build scripts.
    for (name, _) in std::env::vars_os() {
        let name_text = name.to_string_lossy();
        if name_text.starts_with("CARGO_PKG_") || name_text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs it to its end, with its output shown.
///
/// # Errors
/// It cannot be started, or it fails; `what` says what it was for.
pub fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().with_context(|| format!("{what}: cannot start {}", name(command)))?;
    if status.success() { Ok(()) } else { bail!("{what} failed: {} ended with {status}", name(command)) }
}

/// Runs it to its end and gives what it printed; `None` when it is not there or fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The program of the first of these names on the search path.
pub fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let in_folders = |name: &&str| std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    names.iter().find_map(in_folders)
}

/// A folder that is removed when this value goes.
pub struct ScratchFolder(PathBuf);

impl ScratchFolder {
    /// An empty folder that nobody else has.
    pub fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("ihanoi-{}", random_hex(8)?));
        std::fs::create_dir(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        // A folder left behind in the system's temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Random bytes in hex.
pub fn random_hex(bytes: usize) -> Result<String> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random).map_err(|error| anyhow!("the system gives no random bytes: {error}"))?;
    Ok(hex::encode(random))
}

/// Something that turns while one waits. Shown on a terminal only.
pub fn spinner(message: impl Into<String>) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_style(style("{spinner} {msg} [{elapsed}]"));
    bar.set_message(message.into());
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// A bar for that many steps. Shown on a terminal only.
pub fn bar(steps: usize) -> ProgressBar {
    ProgressBar::new(steps as u64).with_style(style("{bar:30} {pos}/{len} {msg} [{elapsed}]"))
}

fn style(template: &str) -> ProgressStyle {
    // The templates are those above; a broken one would show the plain style.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args().take(2));
    format!("`{}`", words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" "))
}
