//! What cargo alone cannot do: `cargo xtask <command>`.
//!
//! One file per command; `workspace` knows the folders and `spin.toml`, `process` runs programs,
//! `server` starts the application.

mod bench;
mod build;
mod components;
mod demo;
mod journal;
mod openapi;
mod process;
mod server;
mod setup_sql;
mod test;
mod up;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Build, run, test and try iHanoi.
///
/// Exit codes: 0 done, 1 something failed or was found wrong, 2 wrong arguments.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

// The text of a command stands on its type, but for those that have none of their own.
#[derive(Subcommand)]
enum Command {
    Build(build::Build),
    Up(up::Up),
    Test(test::Test),
    Demo(demo::Demo),
    /// Check that nobody changed the journal: every hash, every link, every end.
    VerifyJournal(journal::Journal),
    /// Check that replaying the journal gives the tables that stand.
    ReplayJournal(journal::Journal),
    SetupSql(setup_sql::SetupSql),
    Bench(bench::Bench),
    /// Write static/openapi.json anew from the components.
    Openapi,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Build(command) => command.run(),
        Command::Up(command) => command.run(),
        Command::Test(command) => command.run(),
        Command::Demo(command) => command.run(),
        Command::VerifyJournal(command) => command.verify(),
        Command::ReplayJournal(command) => command.replay(),
        Command::SetupSql(command) => command.run(),
        Command::Bench(command) => command.run(),
        Command::Openapi => openapi::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
