//! `cargo xtask setup-sql`.

use anyhow::{Context, Result};
use clap::Args;
use std::io::Write;
use store::seed::{self, Demo};

/// Print the script that sets up a database: schema, units, categories, calendar.
///
/// For `spin up --sqlite @setup.sql` or a libSQL server. It may run again at every start, and in two
/// processes at once.
#[derive(Args)]
pub struct SetupSql {
    /// With invented people. Never where real people sign in.
    #[arg(long)]
    demo: bool,
    /// With the 556 units of before July 2025, which are over, and who took over from each.
    #[arg(long)]
    history: bool,
}

impl SetupSql {
    pub fn run(self) -> Result<()> {
        let mut script = seed::script(if self.demo { Demo::Yes } else { Demo::No })?;
        if self.history {
            script.push_str(&seed::history()?);
        }
        std::io::stdout().write_all(script.as_bytes()).context("writing the script")
    }
}
