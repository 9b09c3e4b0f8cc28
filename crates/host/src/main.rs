//! The command line of the host. See the library for what it does.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use clap::{Args, Parser, Subcommand};
use host::{Host, HostOptions, InstanceReuse};
use tokio::signal::unix::{SignalKind, signal};

/// A small runtime for Spin applications on one machine.
///
/// Exit codes: 0 stopped as asked, 1 could not start or run, 2 wrong arguments.
#[derive(Parser)]
#[command(name = "host", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Load an application and serve it until SIGINT or SIGTERM.
    Up(Box<Up>),
}

#[derive(Args)]
struct Up {
    /// The application's manifest, or the folder it is in.
    #[arg(short, long, value_name = "FILE", default_value = "spin.toml")]
    from: PathBuf,

    /// Address to serve the application on; port 0 takes a free one.
    #[arg(
        long,
        value_name = "ADDR",
        default_value = "127.0.0.1:3000",
        env = "SPIN_HTTP_LISTEN_ADDR"
    )]
    listen: SocketAddr,

    /// Folder for databases and logs [default: .spin beside the manifest].
    #[arg(long, value_name = "DIR")]
    state_dir: Option<PathBuf>,

    /// Folder for what guests print [default: logs in the state folder].
    #[arg(short = 'L', long, value_name = "DIR")]
    log_dir: Option<PathBuf>,

    /// Folder for compiled components [default: the user's cache folder].
    #[arg(long, value_name = "DIR")]
    cache_dir: Option<PathBuf>,

    /// Runtime configuration: where databases and key-value stores are.
    #[arg(long, value_name = "FILE", env = "RUNTIME_CONFIG_FILE")]
    runtime_config_file: Option<PathBuf>,

    /// Value of a variable: name=value, or name=@file. May be repeated. Goes before
    /// SPIN_VARIABLE_<NAME> in the environment.
    #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = variable)]
    variables: Vec<(String, String)>,

    /// SQL, or @file[:label], to run before serving. May be repeated; runs in the order given, at
    /// every start.
    #[arg(long = "sqlite", value_name = "SQL|@FILE[:LABEL]")]
    sqlite: Vec<String>,

    /// Load this component only. May be repeated.
    #[arg(short = 'c', long = "component", value_name = "ID")]
    components: Vec<String>,

    /// Address of the control port (set the guests' clock, run cron components, read counters).
    /// For tests: whoever reaches it controls the application.
    #[arg(long, value_name = "ADDR")]
    control: Option<SocketAddr>,

    /// Requests an instance serves before it is replaced.
    #[arg(long, value_name = "N", default_value_t = InstanceReuse::default().count_max, value_parser = positive)]
    max_instance_reuse_count: usize,

    /// Requests an instance serves at the same time.
    #[arg(long, value_name = "N", default_value_t = InstanceReuse::default().concurrent_max, value_parser = positive)]
    max_instance_concurrent_reuse_count: usize,

    /// How long a request may take until its response begins, such as 30s [default: no limit].
    #[arg(long, value_name = "TIME", value_parser = duration)]
    request_timeout: Option<Duration>,

    /// How long an instance without requests is kept.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = duration)]
    idle_instance_timeout: Duration,

    /// How long requests may take to finish after SIGINT or SIGTERM.
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = duration)]
    drain_timeout: Duration,

    /// Say nothing but the address and what goes wrong.
    #[arg(short, long)]
    quiet: bool,
}

fn main() -> ExitCode {
    let Cli {
        command: Command::Up(up),
    } = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(*up) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(up: Up) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the threads")?;
    let result = runtime.block_on(serve(up));
    // What is still running was given its time to finish.
    runtime.shutdown_background();
    result
}

async fn serve(up: Up) -> anyhow::Result<()> {
    let quiet = up.quiet;
    // Before anything is started, so that no signal finds the default of dying at once.
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot watch for SIGINT")?;
    let mut terminate = signal(SignalKind::terminate()).context("cannot watch for SIGTERM")?;
    let started = tokio::select! {
        started = Host::start(options(up)) => started?,
        _ = interrupt.recv() => return Ok(()),
        _ = terminate.recv() => return Ok(()),
    };
    if !quiet {
        for (route, component) in started.routes() {
            eprintln!("  {route} → {component}");
        }
        if let Some(address) = started.control_addr {
            eprintln!("control port on http://{address}");
        }
    }
    println!("listening on http://{}", started.addr);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    if !quiet {
        eprintln!("stopping: letting requests finish");
    }
    tokio::select! {
        () = started.stop() => {}
        // Asked twice: at once.
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn options(up: Up) -> HostOptions {
    let manifest = if up.from.is_dir() {
        up.from.join("spin.toml")
    } else {
        up.from
    };
    HostOptions {
        listen: up.listen,
        control: up.control,
        state_dir: up.state_dir,
        log_dir: up.log_dir,
        cache_dir: up.cache_dir,
        runtime_config: up.runtime_config_file,
        variables: up.variables,
        sqlite: up.sqlite,
        components: up.components,
        reuse: InstanceReuse {
            count_max: up.max_instance_reuse_count,
            concurrent_max: up.max_instance_concurrent_reuse_count,
            idle_timeout: up.idle_instance_timeout,
            request_timeout: up.request_timeout,
        },
        drain: up.drain_timeout,
        progress: if up.quiet {
            |_| {}
        } else {
            |message| eprintln!("{message}")
        },
        ..HostOptions::new(manifest)
    }
}

fn variable(text: &str) -> anyhow::Result<(String, String)> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| anyhow!("write NAME=VALUE"))?;
    let value = match value.strip_prefix('@') {
        Some(file) => {
            std::fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?
        }
        None => value.to_owned(),
    };
    Ok((name.to_owned(), value))
}

fn duration(text: &str) -> anyhow::Result<Duration> {
    let split = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let number: u64 = number
        .parse()
        .map_err(|_| anyhow!("write a number and ms, s, m or h"))?;
    Ok(match unit {
        "ms" => Duration::from_millis(number),
        "" | "s" => Duration::from_secs(number),
        "m" => Duration::from_secs(number * 60),
        "h" => Duration::from_secs(number * 3600),
        _ => return Err(anyhow!("{unit:?} is not one of ms, s, m and h")),
    })
}

fn positive(text: &str) -> anyhow::Result<usize> {
    match text.parse() {
        Ok(0) | Err(_) => Err(anyhow!("write a number from 1 on")),
        Ok(number) => Ok(number),
    }
}
