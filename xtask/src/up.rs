//! `cargo xtask up`.

use crate::build;
use crate::server::{self, Runtime, Server, Setup};
use crate::workspace;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Build and run the application on this machine, with demo people, until Ctrl-C.
///
/// The demo people sign in without proof: this is for development and for trying it out.
/// docs/operations.md says how to run it for real. Started again, it goes on with what is there.
#[derive(Args)]
pub struct Up {
    /// Where to serve the application.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3000")]
    listen: SocketAddr,

    /// Where to serve the control port, which sets the application's clock and runs its cron jobs.
    /// `cargo xtask demo` uses it to let cases run late.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3001")]
    control: SocketAddr,

    /// No control port.
    #[arg(long, conflicts_with = "control")]
    no_control: bool,

    /// Folder of databases and logs [default: .spin beside spin.toml].
    #[arg(long, value_name = "DIR")]
    state_dir: Option<PathBuf>,

    /// No demo people and no development sign-in.
    #[arg(long)]
    no_demo: bool,

    /// Run it on the real Spin instead of the embedded host.
    #[arg(long)]
    spin: bool,

    /// Delete the databases and logs of the state folder first.
    #[arg(long)]
    fresh: bool,
}

impl Up {
    pub fn run(self) -> Result<()> {
        let setup = Setup {
            runtime: if self.spin { Runtime::Spin } else { Runtime::EmbeddedHost },
            listen: self.listen,
            control: (!self.no_control && !self.spin).then_some(self.control),
            state_dir: self.state_dir.unwrap_or_else(workspace::state_dir),
            demo: !self.no_demo,
        };
        // Before minutes of compiling.
        server::require_free(setup.listen, "--listen")?;
        if let Some(control) = setup.control {
            server::require_free(control, "--control (or leave it out with --no-control)")?;
        }
        match setup.runtime {
            Runtime::Spin => drop(server::spin()?),
            Runtime::EmbeddedHost => build::host()?,
        }
        build::all()?;
        if self.fresh {
            delete_state(&setup.state_dir)?;
        }
        // After a signal the server ends, and with it the wait below.
        let mut server = Server::start(&setup, || {})?;
        welcome(&setup, &server);
        let status = server.wait()?;
        if status.success() { Ok(()) } else { bail!("the application ended with {status}") }
    }
}

/// What `up` makes, and nothing else that may be in that folder.
fn delete_state(folder: &Path) -> Result<()> {
    const FILES: [&str; 4] = ["sqlite_db.db", "sqlite_key_value.db", "setup.sql", "operator-token"];
    for name in FILES.iter().flat_map(|name| ["", "-wal", "-shm", "-journal"].map(|end| format!("{name}{end}"))) {
        let file = folder.join(name);
        if file.exists() {
            std::fs::remove_file(&file).with_context(|| format!("cannot delete {}", file.display()))?;
        }
    }
    let logs = folder.join("logs");
    if logs.exists() {
        std::fs::remove_dir_all(&logs).with_context(|| format!("cannot delete {}", logs.display()))?;
    }
    Ok(())
}

fn welcome(setup: &Setup, server: &Server) {
    let url = &server.url;
    println!("\niHanoi runs at {url}\n");
    if setup.demo {
        println!(
            "DEVELOPMENT SIGN-IN IS ON: whoever reaches this address may sign in as any demo person,
without proof. Do not let the internet reach it.

Demo people
  citizens      citizen-lan  citizen-minh  citizen-hoa   verified: may send reports
                citizen-new                              not verified: may only prepare them
  a ward        00070-intake  00070-head  00070-deputy  00070-handler  00070-handler2   (phường Hoàn Kiếm)
  a department  so-xay-dung-intake  so-xay-dung-head  …                 (every unit has these five)
  the Centre    pvhcc-centre           administrator  admin
"
        );
    } else {
        println!("Without demo people nobody can sign in until accounts exist. The public pages work.\n");
    }
    println!("Next");
    println!("  the pages    {url}/");
    if setup.demo {
        println!("  some life    cargo xtask demo{}", demo_options(server));
    }
    println!("  the units    curl {url}/api/units");
    if setup.demo {
        println!(
            "  sign in      curl -X POST {url}/api/sessions -H 'content-type: application/json' -d '{{\"account\":\"citizen-lan\"}}'"
        );
    }
    println!("  the books    cargo xtask verify-journal{}", database_option(setup));
    println!();
    match (&server.control_url, setup.runtime) {
        (Some(control), _) => {
            println!("Control port {control} (sets the clock, runs cron jobs; for development only; --no-control leaves it out)");
        }
        (None, Runtime::Spin) if !server::has_cron_plugin() => println!(
            "Spin's cron plugin is not installed, so nothing sweeps by itself: `spin plugins install trigger-cron`, or every minute
  curl -X POST {url}/api/internal/sla-sweep -H \"authorization: Bearer $(cat {})\"",
            server::token_file(setup).display()
        ),
        (None, _) => {}
    }
    println!("Data in {}; stop with Ctrl-C, nothing is lost.\n", setup.state_dir.display());
}

/// What the demo has to be told where the addresses are not the usual ones.
fn demo_options(server: &Server) -> String {
    let control = server.control_url.as_deref();
    if server.url == "http://127.0.0.1:3000" && matches!(control, None | Some("http://127.0.0.1:3001")) {
        return String::new();
    }
    let control = control.map(|control| format!(" --control {control}")).unwrap_or_default();
    format!(" --url {}{control}", server.url)
}

fn database_option(setup: &Setup) -> String {
    if setup.state_dir == workspace::state_dir() {
        return String::new();
    }
    format!(" --db {}", setup.state_dir.join("sqlite_db.db").display())
}
