//! `cargo xtask verify-journal` and `cargo xtask replay-journal`.

use crate::process;
use crate::workspace;
use anyhow::{Result, bail};
use clap::Args;
use std::path::{Path, PathBuf};
use store::verify::{self, Verified};

/// Reads the database only; the application may be running.
#[derive(Args)]
pub struct Journal {
    /// The database file [default: .spin/sqlite_db.db].
    #[arg(long, value_name = "PATH")]
    db: Option<PathBuf>,
}

impl Journal {
    pub fn verify(self) -> Result<()> {
        let verified = verify_journal(&self.database()?)?;
        println!("{} rows of the journal: every hash, every link and every end is right", verified.rows);
        Ok(())
    }

    pub fn replay(self) -> Result<()> {
        let verified = replay_journal(&self.database()?)?;
        println!("{} rows follow from the journal, and stand as they follow", verified.rows);
        Ok(())
    }

    fn database(&self) -> Result<PathBuf> {
        let path = self.db.clone().unwrap_or_else(|| workspace::state_dir().join("sqlite_db.db"));
        if !path.is_file() {
            bail!(
                "there is no database {}; `cargo xtask up` makes one, and --db names another",
                path.display()
            );
        }
        Ok(path)
    }
}

/// Checks the chain of hashes.
///
/// # Errors
/// With every flaw and its place.
pub fn verify_journal(database: &Path) -> Result<Verified> {
    let waiting = process::spinner("computing every hash of the journal");
    let verified = verify::verify_journal(&verify::open_read_only(database)?);
    waiting.finish_and_clear();
    flawless(verified?, "the journal was changed")
}

/// Checks that the journal gives the tables that stand.
///
/// # Errors
/// With every flaw and its place.
pub fn replay_journal(database: &Path) -> Result<Verified> {
    let waiting = process::spinner("replaying the journal into an empty database");
    let verified = verify::verify_replay(&verify::open_read_only(database)?);
    waiting.finish_and_clear();
    flawless(verified?, "what stands does not follow from the journal")
}

fn flawless(verified: Verified, otherwise: &str) -> Result<Verified> {
    if verified.flaws.is_empty() {
        return Ok(verified);
    }
    for flaw in &verified.flaws {
        println!("{}: {}", flaw.place, flaw.what);
    }
    bail!("{otherwise}: {} flaws in {} rows", verified.flaws.len(), verified.rows)
}
