//! A small runtime for [Spin](https://spinframework.dev) applications.
//!
//! It runs a `spin.toml` and the components it names, as Spin 4.1 would, on one machine: HTTP
//! (`wasi:http@0.3` and, one request per instance, `@0.2`), SQLite and key-value on local files,
//! variables, outbound HTTP, calls between components, read-only folders, cron. It knows nothing of
//! what the application is about. What it cannot do it refuses at start, with the manifest's line.
//!
//! # How it hangs together
//!
//! ```text
//! main ─► Host::start ─► manifest  what the application asks for
//!                        settings  where databases and stores are
//!                        variables the values of [variables]
//!                        app       components compiled, linked, granted what they may use
//!                          ├─ guest     the data of one instance; links the imports
//!                          │    ├─ sqlite, key_value, variables   Spin's interfaces
//!                          │    ├─ outbound                       requests a guest sends
//!                          │    └─ clock                          the time a guest sees
//!                          └─ routes    which component takes a path
//!                        server    connections; hands requests to app
//!                        cron      schedules; runs app's cron components
//!                        control   the door for tests, off by default
//! ```
//!
//! A request goes `server` → `app` (route, `spin-*` headers) → wasmtime's `ProxyHandler`, which
//! finds or makes an instance. A guest's request to `http://other.spin.internal` leaves through
//! `outbound` and re-enters at `app` without touching the network.
//!
//! # Where it is Spin to the letter
//!
//! Instances serve up to 128 requests, 16 at a time, and are dropped after a second without any; a
//! trap ends an instance and every request in it. `spin-*` headers come after the client's own. A
//! connection to SQLite is a new one per `open`; see [`sqlite`] for the rest of its habits.
//!
//! # Where it differs, and why
//!
//! - `TCP_NODELAY` is set: without it a body that comes after its head waits 40 ms.
//! - On SIGINT and SIGTERM requests in progress finish (bounded); Spin cuts them off.
//! - Two routes for the same paths are an error at start; Spin silently drops one.
//! - Folders are mounted, not copied: a changed file is seen at once.
//! - Nothing runs in memory only, and there are no remote databases: the type `libsql` is refused.
//! - A text in SQLite that is not UTF-8 is an error for the guest, not a panic of the host.

mod app;
mod bindings;
mod clock;
mod control;
mod counters;
mod cron;
mod guest;
pub mod key_value;
mod manifest;
mod outbound;
mod routes;
mod server;
mod settings;
pub mod sqlite;
mod variables;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use app::InstanceReuse;
pub use clock::Clock;
pub use counters::{Counters, Snapshot};

use app::{App, Surroundings};
use manifest::Manifest;
use server::Door;
use settings::Settings;
use variables::Values;

/// What to run and how. The defaults are those of the command line.
#[derive(Clone, Debug)]
pub struct HostOptions {
    /// The `spin.toml`.
    pub manifest: PathBuf,
    /// Where to serve the application; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// Where to offer the control port; `None` offers none.
    pub control: Option<SocketAddr>,
    /// Folder of the databases; `.spin` beside the manifest if neither this nor the runtime
    /// configuration names one.
    pub state_dir: Option<PathBuf>,
    /// Folder of the guests' output; `logs` in the state folder if neither this nor the runtime
    /// configuration names one.
    pub log_dir: Option<PathBuf>,
    /// Folder of compiled components; the user's cache folder if `None`.
    pub cache_dir: Option<PathBuf>,
    /// A runtime configuration file.
    pub runtime_config: Option<PathBuf>,
    /// Values of variables; they go before the environment.
    pub variables: Vec<(String, String)>,
    /// SQL, or `@file[:label]`, to run in this order before serving.
    pub sqlite: Vec<String>,
    /// The components to load; all if empty.
    pub components: Vec<String>,
    /// How long instances live.
    pub reuse: InstanceReuse,
    /// How long requests may take to finish when the host stops.
    pub drain: Duration,
    /// Told what is being done while starting.
    pub progress: fn(&str),
}

impl HostOptions {
    /// The defaults for a manifest: a free port of this machine only, no control port, silent.
    pub fn new(manifest: impl Into<PathBuf>) -> Self {
        Self {
            manifest: manifest.into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            control: None,
            state_dir: None,
            log_dir: None,
            cache_dir: None,
            runtime_config: None,
            variables: Vec::new(),
            sqlite: Vec::new(),
            components: Vec::new(),
            reuse: InstanceReuse::default(),
            drain: Duration::from_secs(10),
            progress: |_| {},
        }
    }
}

/// Starts applications.
#[derive(Debug)]
pub struct Host;

/// A running application. Dropping it cuts it off; [`Running::stop`] lets it finish.
pub struct Running {
    /// Where the application is served.
    pub addr: SocketAddr,
    /// Where the control port is, if there is one.
    pub control_addr: Option<SocketAddr>,
    app: Arc<App>,
    stop: watch::Sender<bool>,
    servers: JoinSet<()>,
    // Ends the schedules when dropped.
    schedules: JoinSet<()>,
}

impl Host {
    /// Loads an application, runs `options.sqlite` and begins to serve. Needs a multi-threaded tokio
    /// runtime.
    ///
    /// # Errors
    ///
    /// Anything that is not as it should be: the manifest or the runtime configuration, a missing
    /// variable, a component that does not load, SQL that fails, a port that is taken. The message
    /// says where, and what to do.
    pub async fn start(options: HostOptions) -> anyhow::Result<Running> {
        // First of all: who starts a second host by mistake should not wait for the compiler, nor
        // run SQL on the first one's database.
        let listener = server::listen(options.listen, "--listen").await?;
        let control = match options.control {
            Some(address) => Some(server::listen(address, "--control").await?),
            None => None,
        };
        let addr = listener.local_addr()?;
        let control_addr = control.as_ref().map(|c| c.local_addr()).transpose()?;

        let (drain, clock) = (options.drain, Clock::default());
        let app = tokio::task::spawn_blocking(move || load(&options, clock)).await??;
        app.listens_on(addr);
        let (stop, stopped) = watch::channel(false);
        let mut servers = JoinSet::new();
        if let Some(control) = control {
            let app = Arc::clone(&app);
            servers.spawn(server::serve(
                app,
                control,
                Door::Control,
                stopped.clone(),
                drain,
            ));
        }
        servers.spawn(server::serve(
            Arc::clone(&app),
            listener,
            Door::Application,
            stopped,
            drain,
        ));
        Ok(Running {
            addr,
            control_addr,
            schedules: cron::start(&app),
            app,
            stop,
            servers,
        })
    }
}

impl Running {
    /// The clock guests see.
    pub fn clock(&self) -> &Clock {
        &self.app.clock
    }

    /// What has happened so far.
    pub fn counters(&self) -> Snapshot {
        self.app.counters.snapshot()
    }

    /// Routes from best to worst, each with the id of its component.
    pub fn routes(&self) -> Vec<(String, String)> {
        let own = |(route, id): (&str, &str)| (route.to_owned(), id.to_owned());
        self.app.routes().map(own).collect()
    }

    /// Runs a cron component now and waits for its end.
    ///
    /// # Errors
    ///
    /// There is no such cron component, or it failed.
    pub async fn run_cron(&self, component: &str) -> anyhow::Result<()> {
        let job = self
            .app
            .cron
            .iter()
            .find(|job| job.component.id == component);
        let job = job.with_context(|| format!("there is no cron component {component:?}"))?;
        cron::run(&self.app, job).await
    }

    /// Stops accepting, waits until the requests in progress have finished or the time for that is
    /// over, and ends.
    pub async fn stop(mut self) {
        self.schedules.abort_all();
        _ = self.stop.send(true);
        while self.servers.join_next().await.is_some() {}
    }
}

fn load(options: &HostOptions, clock: Clock) -> anyhow::Result<Arc<App>> {
    let manifest = Manifest::load(&options.manifest, &options.components)?;
    if manifest.http.is_empty() && manifest.cron.is_empty() {
        bail!(
            "{} has no [[trigger.http]] and no [[trigger.cron]]",
            options.manifest.display()
        );
    }
    let settings = match &options.runtime_config {
        Some(file) => Settings::load(file)?,
        None => Settings::default(),
    };
    let state_dir = options
        .state_dir
        .clone()
        .or_else(|| settings.state_dir.clone())
        .unwrap_or_else(|| manifest.folder().join(".spin"));
    let log_dir = options
        .log_dir
        .clone()
        .or_else(|| settings.log_dir.clone())
        .unwrap_or_else(|| state_dir.join("logs"));
    for folder in [&state_dir, &log_dir] {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the folder {}", folder.display()))?;
    }
    let values = Values::resolve(&manifest, &options.variables, |name| {
        std::env::var(name).ok()
    })?;
    let counters = Arc::new(Counters::default());
    let storage = settings.storage(options.runtime_config.as_deref(), &state_dir, &counters)?;
    (options.progress)(&format!("loading {} components", manifest.components.len()));
    let around = Surroundings {
        storage,
        values: &values,
        log_dir: &log_dir,
        cache_dir: options.cache_dir.as_deref(),
        reuse: options.reuse,
        memory_bytes_max: settings.max_instance_memory,
        clock,
        counters,
        progress: &options.progress,
    };
    let app = App::load(&manifest, &around)?;
    for statement in &options.sqlite {
        run_sql(statement, &around.storage, options.progress)?;
    }
    Ok(app)
}

/// Runs one `--sqlite`: SQL on the default database, or `@file[:label]`.
fn run_sql(statement: &str, storage: &settings::Storage, progress: fn(&str)) -> anyhow::Result<()> {
    let (sql, label, what) = match statement.strip_prefix('@') {
        None => (
            statement.to_owned(),
            "default",
            format!("--sqlite {statement:?}"),
        ),
        Some(place) => {
            let (file, label) = match place.rsplit_once(':') {
                Some((file, label)) => (file.trim(), label.trim()),
                None => (place.trim(), "default"),
            };
            if file.is_empty() || label.is_empty() {
                bail!("--sqlite {statement}: write `@file` or `@file:label`");
            }
            let sql = std::fs::read_to_string(Path::new(file))
                .with_context(|| format!("--sqlite {statement}: cannot read {file}"))?;
            (sql, label, format!("--sqlite {statement}"))
        }
    };
    let database = storage
        .databases
        .get(label)
        .with_context(|| format!("{what}: there is no database {label:?}"))?;
    progress(&what);
    database
        .execute_batch(&sql)
        .with_context(|| format!("{what} failed on {}", database.path().display()))
}
