//! The runtime configuration file (`--runtime-config-file`): where databases and stores are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail};
use serde::Deserialize;

use crate::counters::Counters;
use crate::{key_value, sqlite};

/// The label every application has without any configuration.
const DEFAULT_LABEL: &str = "default";

/// A runtime configuration as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Folder of the databases; the command line goes before it.
    pub state_dir: Option<PathBuf>,
    /// Folder of the guests' output; the command line goes before it.
    pub log_dir: Option<PathBuf>,
    /// Bytes of memory one instance may have.
    pub max_instance_memory: Option<usize>,
    #[serde(default)]
    sqlite_database: BTreeMap<String, Backend>,
    #[serde(default)]
    key_value_store: BTreeMap<String, Backend>,
}

/// A backend with all its keys, so that one of another type is refused by its type and not by its
/// first unknown key.
#[derive(Debug, Deserialize)]
struct Backend {
    r#type: String,
    path: Option<PathBuf>,
    #[serde(flatten)]
    rest: toml::Table,
}

/// The databases and stores that exist, by label.
pub struct Storage {
    pub(crate) databases: BTreeMap<String, Arc<sqlite::Database>>,
    pub(crate) stores: BTreeMap<String, Arc<key_value::File>>,
}

impl Settings {
    /// Reads a runtime configuration.
    ///
    /// # Errors
    ///
    /// The file cannot be read or has keys this host does not know.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the runtime configuration {}", path.display()))?;
        toml::from_str(&text)
            .map_err(|error| anyhow!("{}: {}", path.display(), error.to_string().trim_end()))
    }

    /// Finds the place of every database and store. `file` is where these settings come from.
    ///
    /// As in Spin, a relative path of a database is relative to the working directory and one of a
    /// key-value store to the configuration file.
    ///
    /// # Errors
    ///
    /// A backend is not a local file, or its folder cannot be created.
    pub fn storage(
        &self,
        file: Option<&Path>,
        state_dir: &Path,
        counters: &Arc<Counters>,
    ) -> anyhow::Result<Storage> {
        let mut databases = BTreeMap::new();
        for (label, backend) in &self.sqlite_database {
            let path = backend
                .local_path("sqlite_database", label)
                .with_context(|| place(file))?;
            let database = sqlite::Database::new(path.to_owned(), Arc::clone(counters))?;
            databases.insert(label.clone(), Arc::new(database));
        }
        if !databases.contains_key(DEFAULT_LABEL) {
            let path = state_dir.join("sqlite_db.db");
            let database = sqlite::Database::new(path, Arc::clone(counters))?;
            databases.insert(DEFAULT_LABEL.to_owned(), Arc::new(database));
        }

        let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
        let mut stores = BTreeMap::new();
        for (label, backend) in &self.key_value_store {
            let path = backend
                .local_path("key_value_store", label)
                .with_context(|| place(file))?;
            let store = key_value::File::new(folder.join(path), Arc::clone(counters))?;
            stores.insert(label.clone(), Arc::new(store));
        }
        if !stores.contains_key(DEFAULT_LABEL) {
            let path = state_dir.join("sqlite_key_value.db");
            let store = key_value::File::new(path, Arc::clone(counters))?;
            stores.insert(DEFAULT_LABEL.to_owned(), Arc::new(store));
        }
        Ok(Storage { databases, stores })
    }
}

impl Backend {
    fn local_path(&self, table: &str, label: &str) -> anyhow::Result<&Path> {
        if self.r#type != "spin" {
            bail!(
                "[{table}.{label}] has type {:?}; this host keeps data in local files only \
                 (type \"spin\"); to use {:?}, run the application with Spin itself",
                self.r#type,
                self.r#type
            );
        }
        if let Some(key) = self.rest.keys().next() {
            bail!("[{table}.{label}] has the unknown key {key:?}");
        }
        self.path.as_deref().with_context(|| {
            format!(
                "[{table}.{label}] needs a `path`; data that is only in memory is not supported"
            )
        })
    }
}

fn place(file: Option<&Path>) -> String {
    file.map_or_else(
        || "runtime configuration".to_owned(),
        |file| file.display().to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn storage(text: &str) -> anyhow::Result<Storage> {
        let settings: Settings = toml::from_str(text)?;
        let folder = tempfile::tempdir()?;
        settings.storage(
            Some(&folder.path().join("runtime.toml")),
            folder.path(),
            &Arc::new(Counters::default()),
        )
    }

    #[test]
    fn only_local_files_are_served() {
        let refused = |text| format!("{:#}", storage(text).err().expect("must be refused"));
        let libsql = "[sqlite_database.a]\ntype = \"libsql\"\nurl = \"http://x\"\ntoken = \"\"\n";
        assert!(
            refused(libsql).contains("Spin itself"),
            "{}",
            refused(libsql)
        );
        let in_memory = "[sqlite_database.a]\ntype = \"spin\"\n";
        assert!(refused(in_memory).contains("path"));
        let unknown = "[key_value_store.a]\ntype = \"spin\"\npath = \"x\"\nttl = 1\n";
        assert!(refused(unknown).contains("ttl"));
        assert!(toml::from_str::<Settings>("otel = true").is_err());
    }

    #[test]
    fn the_default_label_always_exists() {
        let storage = storage("").unwrap();
        assert!(
            storage.databases["default"]
                .path()
                .ends_with("sqlite_db.db")
        );
        assert!(
            storage.stores["default"]
                .path()
                .ends_with("sqlite_key_value.db")
        );
    }
}
