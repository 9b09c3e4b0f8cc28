//! The host as a process.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

/// A running host. Killed when dropped.
pub struct HostProcess {
    child: Mutex<Child>,
    /// `http://127.0.0.1:PORT` of the application.
    pub base: String,
    /// The same of the control port.
    pub control: String,
}

impl HostProcess {
    /// Starts the application on a state folder and waits until it answers.
    pub fn start(state: &Path) -> Self {
        let binary = target_dir().join("debug/host");
        assert!(
            binary.exists() && workspace().join("target/wasm32-wasip2/component/submission.wasm").exists(),
            "the host and the components are not built; run `cargo xtask test`, which builds them first"
        );
        let setup = state.join("setup.sql");
        if !setup.exists() {
            std::fs::write(&setup, store::seed::script(store::seed::Demo::Yes).unwrap()).unwrap();
        }
        let mut child = Command::new(binary)
            .args(["up", "--from"])
            .arg(workspace().join("spin.toml"))
            .args(["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"])
            .arg("--state-dir")
            .arg(state)
            .args(["--sqlite", "PRAGMA journal_mode=WAL", "--sqlite"])
            .arg(format!("@{}", setup.display()))
            .args(["--variable", "dev_sign_in=on", "--variable", "operator_token=test-operator-token"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let control = std::thread::spawn({
            let stderr = child.stderr.take().unwrap();
            move || {
                let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
                let found = lines.by_ref().find_map(|line| line.split_once("control port on ").map(|(_, at)| at.to_owned()));
                // Read on for the life of the process, or its pipe fills and it stops.
                std::thread::spawn(move || {
                    for line in lines {
                        eprintln!("host: {line}");
                    }
                });
                found
            }
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let base = stdout.find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
        std::thread::spawn(move || stdout.for_each(drop));
        let base = base.expect("the host ended before it listened");
        let control = control.join().unwrap().expect("the host named no control port");
        Self { child: Mutex::new(child), base, control }
    }

    /// Ends the process as a power cut would.
    pub fn kill(&self) {
        let mut child = self.child.lock().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Asks the process to end, and waits until it has.
    pub fn stop(&self) {
        let mut child = self.child.lock().unwrap();
        let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        assert!(child.wait().unwrap().success(), "the host did not stop cleanly");
    }
}

impl Drop for HostProcess {
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// The root of the repository.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Where cargo put this test, and beside it the host.
fn target_dir() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().find(|folder| folder.ends_with("debug")).unwrap().parent().unwrap().to_owned()
}
