//! Where things are, and what `spin.toml` says of the components.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Where this program lies, and beside it the host: cargo puts all native programs of one profile in
/// one folder, wherever the target folder is.
pub fn native_programs() -> Result<PathBuf> {
    let own = std::env::current_exe().context("cannot find this program's own folder")?;
    own.parent().map(Path::to_owned).context("this program lies in no folder")
}

/// The folder of databases and logs where none is named.
pub fn state_dir() -> PathBuf {
    root().join(".spin")
}

/// A component as the manifest describes it.
#[derive(Debug)]
pub struct Component {
    /// Its id, which is also its package and its folder.
    pub id: String,
    /// The file the manifest expects.
    pub wasm: PathBuf,
    /// Started by a schedule and not by requests.
    pub cron: bool,
    /// The rights it is given, by the manifest's own names.
    pub rights: Vec<&'static str>,
}

#[derive(Deserialize)]
struct Manifest {
    trigger: Triggers,
    component: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Triggers {
    #[serde(default)]
    http: Vec<Trigger>,
    #[serde(default)]
    cron: Vec<Trigger>,
}

#[derive(Deserialize)]
struct Trigger {
    component: String,
}

#[derive(Deserialize)]
struct Entry {
    source: PathBuf,
    #[serde(default)]
    sqlite_databases: Vec<String>,
    #[serde(default)]
    key_value_stores: Vec<String>,
    #[serde(default)]
    variables: BTreeMap<String, String>,
    #[serde(default)]
    allowed_outbound_hosts: Vec<String>,
}

/// The components of `spin.toml`, in the order of their first trigger: that in which a case travels.
pub fn components() -> Result<Vec<Component>> {
    let path = root().join("spin.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut manifest: Manifest = toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
    let http = manifest.trigger.http.iter().map(|trigger| (&trigger.component, false));
    let cron = manifest.trigger.cron.iter().map(|trigger| (&trigger.component, true));
    let mut components = Vec::new();
    for (id, cron) in http.chain(cron) {
        // A second trigger of the same component.
        let Some(entry) = manifest.component.remove(id) else { continue };
        components.push(Component { id: id.clone(), wasm: root().join(&entry.source), cron, rights: entry.rights() });
    }
    Ok(components)
}

impl Entry {
    fn rights(&self) -> Vec<&'static str> {
        let given = [
            ("sqlite_databases", !self.sqlite_databases.is_empty()),
            ("key_value_stores", !self.key_value_stores.is_empty()),
            ("variables", !self.variables.is_empty()),
            ("allowed_outbound_hosts", !self.allowed_outbound_hosts.is_empty()),
        ];
        given.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
    }
}
