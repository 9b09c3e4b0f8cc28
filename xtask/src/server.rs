//! The application as a process: the embedded host, or Spin.

use crate::process;
use crate::workspace;
use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{BufRead, BufReader, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use store::seed::{self, Demo};

/// What runs the components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// `crates/host`.
    EmbeddedHost,
    /// The real `spin`.
    Spin,
}

/// How to start the application.
pub struct Setup {
    /// What runs it.
    pub runtime: Runtime,
    /// Where it serves.
    pub listen: SocketAddr,
    /// Where the control port is; only the embedded host has one.
    pub control: Option<SocketAddr>,
    /// Databases and logs.
    pub state_dir: PathBuf,
    /// Invented people, who may sign in without proof.
    pub demo: bool,
}

/// A running application; ended when dropped.
pub struct Server {
    child: Child,
    /// `http://address:port`.
    pub url: String,
    /// The same of the control port.
    pub control_url: Option<String>,
}

/// How long Spin may take until it answers: it compiles every component at each start.
const SPIN_START_MAX: Duration = Duration::from_secs(180);

impl Server {
    /// Starts it and waits until it answers. SIGINT and SIGTERM are passed on to it from now on;
    /// `after_signal` is called each time one was.
    ///
    /// # Errors
    /// It ended before that; it has said why.
    pub fn start(setup: &Setup, after_signal: fn()) -> Result<Self> {
        std::fs::create_dir_all(&setup.state_dir)
            .with_context(|| format!("cannot create the folder {}", setup.state_dir.display()))?;
        keep_operator_token(setup)?;
        let script = setup.state_dir.join("setup.sql");
        let demo = if setup.demo { Demo::Yes } else { Demo::No };
        std::fs::write(&script, seed::script(demo)?).with_context(|| format!("cannot write {}", script.display()))?;

        let mut command = match setup.runtime {
            Runtime::EmbeddedHost => Command::new(workspace::native_programs()?.join("host")),
            Runtime::Spin => spin()?,
        };
        command.arg("up").arg("--from").arg(workspace::root().join("spin.toml"));
        command.args(["--listen", &setup.listen.to_string()]).arg("--state-dir").arg(&setup.state_dir);
        command.args(["--sqlite", "PRAGMA journal_mode=WAL", "--sqlite"]).arg(format!("@{}", script.display()));
        command.args(["--variable", if setup.demo { "dev_sign_in=on" } else { "dev_sign_in=off" }]);
        // By file: a command line can be read by everybody on the machine.
        command.arg("--variable").arg(format!("operator_token=@{}", token_file(setup).display()));
        match setup.runtime {
            Runtime::EmbeddedHost => {
                if let Some(control) = setup.control {
                    command.args(["--control", &control.to_string()]);
                }
                start_host(command, setup.control.is_some(), after_signal)
            }
            Runtime::Spin => {
                if !has_cron_plugin() {
                    for component in workspace::components()?.iter().filter(|component| !component.cron) {
                        command.args(["-c", &component.id]);
                    }
                }
                start_spin(command, setup.listen, after_signal)
            }
        }
    }

    /// Waits until it has ended.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        self.child.wait().context("waiting for the application to end")
    }
}

/// Asks that process to finish its requests and end. Asked again, the host ends at once.
fn ask_to_stop(process: Pid) {
    // It may be gone already, which is what was wanted.
    let _ = rustix::process::kill_process(process, Signal::INT);
}

/// Starts it in a process group of its own: Ctrl-C then reaches this program alone, which passes it on
/// once. The host takes a second one for impatience.
fn spawn(command: &mut Command, after_signal: fn()) -> Result<Child> {
    let mut signals = Signals::new([SIGINT, SIGTERM]).context("cannot watch for Ctrl-C")?;
    let child = command
        .process_group(0)
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let process = Pid::from_child(&child);
    std::thread::spawn(move || {
        for _ in signals.forever() {
            ask_to_stop(process);
            after_signal();
        }
    });
    Ok(child)
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            ask_to_stop(Pid::from_child(&self.child));
            let asked = Instant::now();
            while asked.elapsed() < Duration::from_secs(15) {
                if !matches!(self.child.try_wait(), Ok(None)) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Whether the port is free, in a sentence when it is not.
///
/// # Errors
/// Says who has it, as far as it tells, and how to choose another.
pub fn require_free(address: SocketAddr, option: &str) -> Result<()> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let holder = if answers_as_the_application(address) {
                "iHanoi itself runs there already, in another terminal perhaps"
            } else {
                "another program runs there"
            };
            bail!("the address {address} is taken: {holder}; stop it, or choose another address with {option}")
        }
        Err(error) => bail!("cannot listen on {address}: {error}; choose another address with {option}"),
    }
}

/// Our control port and our application both answer in a way of their own.
fn answers_as_the_application(address: SocketAddr) -> bool {
    let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_millis(500))).build().into();
    let text = |path: &str| agent.get(format!("http://{address}{path}")).call().ok()?.body_mut().read_to_string().ok();
    text("/.well-known/spin/info").is_some_and(|info| info.contains("\"ihanoi\""))
        || text("/clock").is_some_and(|clock| clock.contains("\"real\""))
}

/// `spin`, when it is there and recent enough.
///
/// # Errors
/// Says how to install it.
pub fn spin() -> Result<Command> {
    const INSTALL: &str = "install Spin 4.1 or later: https://spinframework.dev/install";
    let Some(program) = process::find_program(&["spin"]) else {
        bail!("there is no `spin` on the search path; {INSTALL}");
    };
    let version = process::output_of(Command::new(&program).arg("--version")).unwrap_or_default();
    let number = version.split_whitespace().nth(1).unwrap_or_default();
    let mut parts = number.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    if (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) < (4, 1) {
        bail!("{} is version {number:?}, and the components need 4.1; {INSTALL}", program.display());
    }
    Ok(Command::new(program))
}

/// Whether `spin` can start cron components.
pub fn has_cron_plugin() -> bool {
    process::output_of(Command::new("spin").args(["plugins", "list", "--installed"]))
        .is_some_and(|plugins| plugins.contains("trigger-cron"))
}

fn start_host(mut command: Command, with_control: bool, after_signal: fn()) -> Result<Server> {
    let waiting = process::spinner("starting the host");
    let mut child = spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()), after_signal)?;

    // What it says before it is ready is progress, or why it did not get there; afterwards it is news.
    let (sender, said) = mpsc::channel();
    if let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) {
        let errors = sender.clone();
        std::thread::spawn(move || pass_on(stdout, |line| drop(sender.send(line))));
        std::thread::spawn(move || pass_on(stderr, |line| drop(errors.send(line))));
    }
    let (mut url, mut control_url) = (None, None);
    let mut before = Vec::new();
    // Two streams keep no order between them, so wait for what comes on each.
    while url.is_none() || control_url.is_some() != with_control {
        let Ok(line) = said.recv() else {
            waiting.finish_and_clear();
            // Its reason, and not a second one of ours below it.
            let status = child.wait().context("waiting for the host")?;
            if status.success() {
                bail!("stopped before it was ready");
            }
            let reason: Vec<&str> = before.iter().filter_map(|line: &String| line.strip_prefix("error: ")).collect();
            if reason.is_empty() {
                bail!("the host ended with {status}:\n{}", before.join("\n"));
            }
            bail!("{}", reason.join("\n"));
        };
        if let Some(address) = line.strip_prefix("listening on ") {
            url = Some(address.to_owned());
        } else if let Some(address) = line.strip_prefix("control port on ") {
            control_url = Some(address.to_owned());
        } else if !is_route(&line) {
            waiting.set_message(line.clone());
            before.push(line);
        }
    }
    waiting.finish_and_clear();
    std::thread::spawn(move || said.into_iter().filter(|line| !is_route(line)).for_each(|line| eprintln!("{line}")));
    let url = url.context("the host named no address")?;
    Ok(Server { child, url, control_url })
}

/// The host lists its routes, which `spin.toml` shows better.
fn is_route(line: &str) -> bool {
    line.starts_with("  ") && line.contains(" → ")
}

fn pass_on(from: impl std::io::Read, mut to: impl FnMut(String)) {
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        to(String::from_utf8_lossy(&line).trim_end().to_owned());
    }
}

fn start_spin(mut command: Command, listen: SocketAddr, after_signal: fn()) -> Result<Server> {
    let child = spawn(&mut command, after_signal)?;
    let mut server = Server { child, url: format!("http://{listen}"), control_url: None };
    let waiting = process::spinner("waiting for spin to answer");
    let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(1))).build().into();
    let started = Instant::now();
    loop {
        if agent.get(format!("{}/.well-known/spin/health", server.url)).call().is_ok() {
            waiting.finish_and_clear();
            return Ok(server);
        }
        if let Some(status) = server.child.try_wait().context("waiting for spin")? {
            waiting.finish_and_clear();
            bail!("spin ended with {status}; what it says is above");
        }
        if started.elapsed() > SPIN_START_MAX {
            waiting.finish_and_clear();
            bail!("spin did not answer on {} within {} s", server.url, SPIN_START_MAX.as_secs());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Where the token lies that may run the sweep over HTTP.
pub fn token_file(setup: &Setup) -> PathBuf {
    setup.state_dir.join("operator-token")
}

/// The token of this state folder: made at the first start, kept where its owner alone can read it.
fn keep_operator_token(setup: &Setup) -> Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let path = token_file(setup);
    if path.exists() {
        return Ok(());
    }
    let token = process::random_hex(24)?;
    let file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
    file.and_then(|mut file| file.write_all(token.as_bytes()))
        .with_context(|| format!("cannot write the operator token to {}", path.display()))
}
