//! Measures the goals of speed as ratios, both sides in one run on one machine.
//!
//! `cargo xtask bench` builds everything and calls this. Load is bounded in count and time and stays on
//! the loopback. The table goes to standard output, and as JSON to the file named by `--json`.

mod client;
mod deadlines;
mod growth;
mod serving;
mod server;
mod town;

use anyhow::Result;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// One line of the table.
pub struct Row {
    /// What is measured.
    pub what: &'static str,
    /// What the goal says, in words.
    pub goal: &'static str,
    /// The ratio, or the figure where the goal is one.
    pub measured: f64,
    /// Whether the goal is met.
    pub met: bool,
    /// Both sides as they were measured.
    pub detail: String,
}

impl Row {
    /// A ratio that must not be below its goal.
    pub fn at_least(what: &'static str, goal: &'static str, bound: f64, measured: f64, detail: String) -> Self {
        Self { what, goal, measured, met: measured >= bound, detail }
    }

    /// A ratio or figure that must not be above its goal.
    pub fn at_most(what: &'static str, goal: &'static str, bound: f64, measured: f64, detail: String) -> Self {
        Self { what, goal, measured, met: measured <= bound, detail }
    }
}

fn main() -> Result<()> {
    let options = Options::parse()?;
    let mut rows = Vec::new();
    rows.extend(deadlines::rows()?);
    rows.push(wasm_size(&options.root)?);
    rows.extend(serving::rows(&options)?);
    rows.extend(growth::rows(&options)?);
    print(&rows);
    if let Some(file) = &options.json {
        let all: Vec<Value> = rows
            .iter()
            .map(|row| json!({ "what": row.what, "goal": row.goal, "measured": row.measured, "met": row.met, "detail": row.detail }))
            .collect();
        std::fs::write(file, serde_json::to_string_pretty(&json!({ "rows": all, "large": options.large }))? + "\n")?;
    }
    Ok(())
}

/// What the call asks for.
pub struct Options {
    /// The repository.
    pub root: PathBuf,
    /// Cases in the large town; the small one has a hundredth.
    pub large: u32,
    /// Where the JSON goes.
    pub json: Option<PathBuf>,
}

impl Options {
    fn parse() -> Result<Self> {
        let mut options = Self { root: std::env::current_dir()?, large: 1_000_000, json: None };
        let mut args = std::env::args().skip(1);
        while let (Some(name), Some(value)) = (args.next(), args.next()) {
            match name.as_str() {
                "--root" => options.root = value.into(),
                "--large" => options.large = value.parse()?,
                "--json" => options.json = Some(value.into()),
                other => anyhow::bail!("unknown option {other}; there are --root, --large and --json"),
            }
        }
        Ok(options)
    }

    /// Where cargo puts components.
    pub fn components(&self) -> PathBuf {
        self.root.join("target/wasm32-wasip2/component")
    }
}

fn wasm_size(root: &Path) -> Result<Row> {
    let mut sizes = Vec::new();
    for file in std::fs::read_dir(root.join("target/wasm32-wasip2/component"))? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        let is_component = root.join("components").join(name.trim_end_matches(".wasm").replace('_', "-")).is_dir();
        if name.ends_with(".wasm") && is_component && name != "media.wasm" {
            sizes.push((file.metadata()?.len() as f64 / 1e6, name));
        }
    }
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (largest, name) = sizes.last().cloned().ok_or_else(|| anyhow::anyhow!("no components are built"))?;
    let detail = format!("largest of {}: {name}", sizes.len());
    Ok(Row::at_most("largest component but media, MB", "< 1.5 MB", 1.5, largest, detail))
}

fn print(rows: &[Row]) {
    println!("| what | goal | measured | met | both sides |");
    println!("|---|---|---|---|---|");
    for row in rows {
        let met = if row.met { "yes" } else { "**no**" };
        println!("| {} | {} | {:.2} | {met} | {} |", row.what, row.goal, row.measured, row.detail);
    }
}

/// The middle of several figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
