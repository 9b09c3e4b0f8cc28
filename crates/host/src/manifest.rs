//! The application manifest, `spin.toml` version 2, as far as this host serves it.
//!
//! What it does not serve it refuses, with the line: an application must not half work. Unknown
//! keys are refused by the parser, everything else by [`Manifest::load`].

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use toml::Spanned;

/// A manifest that has passed all checks that need no other file.
#[derive(Debug)]
pub struct Manifest {
    path: PathBuf,
    text: String,
    /// The application's name.
    pub name: String,
    /// The application's version, empty if it says none.
    pub version: String,
    /// The application's variables.
    pub variables: BTreeMap<String, Spanned<Variable>>,
    /// HTTP triggers in the order of the file.
    pub http: Vec<Spanned<HttpTrigger>>,
    /// Cron triggers in the order of the file.
    pub cron: Vec<Spanned<CronTrigger>>,
    /// Components by id.
    pub components: BTreeMap<String, Component>,
}

/// One of `[variables]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Must be given from outside.
    #[serde(default)]
    pub required: bool,
    /// Its value if none is given.
    pub default: Option<String>,
    /// Must not be shown; this host shows none.
    #[serde(default, rename = "secret")]
    _secret: bool,
}

/// One of `[[trigger.http]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpTrigger {
    /// An optional name; nothing refers to it.
    #[serde(rename = "id")]
    _id: Option<String>,
    /// Which requests it takes.
    pub route: Route,
    /// The component that answers.
    pub component: Option<String>,
    /// The answer itself, in place of a component.
    pub static_response: Option<StaticResponse>,
    /// How the component is called; `{ type = "http" }` is the only way.
    #[serde(rename = "executor")]
    _executor: Option<Executor>,
}

/// `executor = { type = "http" }`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, tag = "type", rename_all = "lowercase")]
pub enum Executor {
    /// The component exports a `wasi:http` handler.
    Http {},
}

/// The route of an HTTP trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A path pattern.
    Path(String),
    /// Reachable by other components only.
    Private,
}

/// An answer that needs no component.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaticResponse {
    /// HTTP status, 200 if not given.
    pub status_code: Option<u16>,
    /// Headers by name.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Text of the body.
    pub body: Option<String>,
}

/// One of `[[trigger.cron]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CronTrigger {
    /// An optional name; nothing refers to it.
    #[serde(rename = "id")]
    _id: Option<String>,
    /// The component to run.
    pub component: String,
    /// Second, minute, hour, day, month, weekday; UTC.
    pub cron_expression: Spanned<String>,
}

/// One of `[component.*]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// The wasm file, relative to the manifest.
    pub source: Spanned<String>,
    /// For people.
    #[serde(default, rename = "description")]
    _description: String,
    /// Folders the guest may read.
    #[serde(default)]
    pub files: Vec<Spanned<Mount>>,
    /// Environment variables of the guest; it sees no others.
    #[serde(default)]
    pub environment: BTreeMap<String, Spanned<String>>,
    /// Variables of the guest, as templates over the application's.
    #[serde(default)]
    pub variables: BTreeMap<String, Spanned<String>>,
    /// Where the guest may send requests.
    #[serde(default)]
    pub allowed_outbound_hosts: Vec<Spanned<String>>,
    /// Labels of the stores the guest may open.
    #[serde(default)]
    pub key_value_stores: Vec<Spanned<String>>,
    /// Labels of the databases the guest may open.
    #[serde(default)]
    pub sqlite_databases: Vec<Spanned<String>>,
    /// How it is built, which is not this host's business.
    #[serde(rename = "build")]
    _build: Option<toml::Table>,
    /// Settings of other tools.
    #[serde(rename = "tool")]
    _tool: Option<toml::Table>,
}

/// A folder the guest sees, read-only.
#[derive(Clone, Debug)]
pub struct Mount {
    /// A folder, relative to the manifest.
    pub source: String,
    /// The absolute path the guest sees it under.
    pub destination: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    spin_manifest_version: Spanned<u64>,
    application: Application,
    #[serde(default)]
    variables: BTreeMap<String, Spanned<Variable>>,
    #[serde(default)]
    trigger: Triggers,
    #[serde(default)]
    component: BTreeMap<String, Component>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Application {
    name: String,
    #[serde(default)]
    version: String,
    #[serde(default, rename = "description")]
    _description: String,
    #[serde(default, rename = "authors")]
    _authors: Vec<String>,
    #[serde(rename = "tool")]
    _tool: Option<toml::Table>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Triggers {
    #[serde(default)]
    http: Vec<Spanned<HttpTrigger>>,
    #[serde(default)]
    cron: Vec<Spanned<CronTrigger>>,
}

impl Manifest {
    /// Reads a manifest and keeps what belongs to `only` (everything, if that is empty).
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not a manifest of version 2, or asks for something this host
    /// does not do. The message names the file, the line and the key.
    pub fn load(path: &Path, only: &[String]) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the manifest {}", path.display()))?;
        Self::parse(path, text, only)
    }

    fn parse(path: &Path, text: String, only: &[String]) -> anyhow::Result<Self> {
        let file: File = toml::from_str(&text)
            .map_err(|error| anyhow!("{}: {}", path.display(), error.to_string().trim_end()))?;
        let mut manifest = Self {
            path: path.to_owned(),
            text,
            name: file.application.name,
            version: file.application.version,
            variables: file.variables,
            http: file.trigger.http,
            cron: file.trigger.cron,
            components: file.component,
        };
        if *file.spin_manifest_version.get_ref() != 2 {
            bail!(manifest.at(
                file.spin_manifest_version.span(),
                "this host reads manifests of version 2 only"
            ));
        }
        manifest.check()?;
        manifest.select(only)?;
        Ok(manifest)
    }

    /// The folder that paths in the manifest are relative to.
    pub fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    /// A message about the place `span` of this manifest: file, line, that line's text, `problem`.
    pub fn at(&self, span: Range<usize>, problem: impl fmt::Display) -> String {
        let start = span.start.min(self.text.len());
        let before = self.text.get(..start).unwrap_or_default();
        let line_number = before.matches('\n').count() + 1;
        let line = self
            .text
            .lines()
            .nth(line_number - 1)
            .unwrap_or_default()
            .trim();
        format!("{}:{line_number}: `{line}`: {problem}", self.path.display())
    }

    fn check(&self) -> anyhow::Result<()> {
        for (name, variable) in &self.variables {
            if let Err(problem) = crate::variables::check_name(name) {
                bail!(self.at(variable.span(), format!("variable {name:?}: {problem}")));
            }
            if variable.get_ref().required && variable.get_ref().default.is_some() {
                bail!(self.at(
                    variable.span(),
                    format!(
                        "variable {name:?} is required and has a default; it can be one of both"
                    )
                ));
            }
            if !variable.get_ref().required && variable.get_ref().default.is_none() {
                bail!(self.at(
                    variable.span(),
                    format!("variable {name:?} needs `required = true` or a `default`")
                ));
            }
        }
        for trigger in &self.http {
            let span = trigger.span();
            match (
                &trigger.get_ref().component,
                &trigger.get_ref().static_response,
            ) {
                (Some(component), None) => self.check_reference(span, component)?,
                (None, Some(_)) => {}
                (None, None) => {
                    bail!(self.at(span, "a trigger needs `component` or `static_response`"))
                }
                (Some(_), Some(_)) => bail!(self.at(
                    span,
                    "a trigger has either `component` or `static_response`, not both"
                )),
            }
        }
        for trigger in &self.cron {
            self.check_reference(trigger.span(), &trigger.get_ref().component)?;
        }
        for (id, component) in &self.components {
            let kebab = id
                .split('-')
                .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric()));
            if !kebab {
                bail!(self.at(
                    component.source.span(),
                    format!(
                        "component id {id:?} must be words of letters and digits joined by `-`"
                    )
                ));
            }
            for (name, value) in &component.variables {
                if let Err(problem) = crate::variables::check_name(name) {
                    bail!(self.at(value.span(), format!("variable {name:?}: {problem}")));
                }
            }
            for mount in &component.files {
                if !mount.get_ref().destination.starts_with('/') {
                    bail!(self.at(mount.span(), "`destination` must be an absolute path"));
                }
            }
        }
        Ok(())
    }

    fn check_reference(&self, span: Range<usize>, component: &str) -> anyhow::Result<()> {
        if !self.components.contains_key(component) {
            bail!(self.at(span, format!("there is no [component.{component}]")));
        }
        Ok(())
    }

    fn select(&mut self, only: &[String]) -> anyhow::Result<()> {
        if only.is_empty() {
            return Ok(());
        }
        for id in only {
            if !self.components.contains_key(id) {
                let known: Vec<_> = self.components.keys().map(String::as_str).collect();
                bail!(
                    "{}: there is no component {id:?}; there are {}",
                    self.path.display(),
                    known.join(", ")
                );
            }
        }
        self.components.retain(|id, _| only.contains(id));
        self.http.retain(|trigger| {
            trigger
                .get_ref()
                .component
                .as_ref()
                .is_none_or(|id| only.contains(id))
        });
        self.cron
            .retain(|trigger| only.contains(&trigger.get_ref().component));
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Route {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RouteVisitor;

        impl<'de> Visitor<'de> for RouteVisitor {
            type Value = Route;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a path or `{ private = true }`")
            }

            fn visit_str<E: de::Error>(self, path: &str) -> Result<Route, E> {
                Ok(Route::Path(path.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Route, A::Error> {
                match map.next_entry::<String, bool>()? {
                    Some((key, true)) if key == "private" => {}
                    _ => {
                        return Err(de::Error::custom(
                            "a route is a path or `{ private = true }`",
                        ));
                    }
                }
                match map.next_key::<String>()? {
                    None => Ok(Route::Private),
                    Some(key) => Err(de::Error::unknown_field(&key, &["private"])),
                }
            }
        }

        deserializer.deserialize_any(RouteVisitor)
    }
}

impl<'de> Deserialize<'de> for Mount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MountVisitor;

        impl<'de> Visitor<'de> for MountVisitor {
            type Value = Mount;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("`{ source = \"folder\", destination = \"/path\" }`")
            }

            fn visit_str<E: de::Error>(self, pattern: &str) -> Result<Mount, E> {
                Err(E::custom(format!(
                    "this host does not copy files by pattern; mount the folder of {pattern:?} with \
                     `{{ source = \"folder\", destination = \"/path\" }}`"
                )))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Mount, A::Error> {
                let (mut source, mut destination) = (None, None);
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "source" => source = Some(map.next_value()?),
                        "destination" => destination = Some(map.next_value()?),
                        _ => {
                            return Err(de::Error::unknown_field(&key, &["source", "destination"]));
                        }
                    }
                }
                Ok(Mount {
                    source: source.ok_or_else(|| de::Error::missing_field("source"))?,
                    destination: destination
                        .ok_or_else(|| de::Error::missing_field("destination"))?,
                })
            }
        }

        deserializer.deserialize_any(MountVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "spin_manifest_version = 2\n[application]\nname = \"a\"\n";

    fn parse(rest: &str) -> anyhow::Result<Manifest> {
        Manifest::parse(Path::new("spin.toml"), format!("{HEAD}{rest}"), &[])
    }

    fn refusal(rest: &str) -> String {
        format!("{:#}", parse(rest).expect_err("must be refused"))
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let message = refusal("[component.hello]\nsource = \"a.wasm\"\nai_models = [\"x\"]\n");
        assert!(message.contains("line 6"), "{message}");
        assert!(message.contains("ai_models"), "{message}");
    }

    #[test]
    fn an_unknown_trigger_is_named_with_its_line() {
        let message = refusal("[[trigger.redis]]\nchannel = \"x\"\n");
        assert!(
            message.contains("line 4") && message.contains("redis"),
            "{message}"
        );
    }

    #[test]
    fn a_trigger_of_no_component_is_named_with_its_line() {
        let message = refusal("\n[[trigger.http]]\nroute = \"/\"\ncomponent = \"gone\"\n");
        assert!(message.contains("spin.toml:5"), "{message}");
        assert!(message.contains("[component.gone]"), "{message}");
    }

    #[test]
    fn a_pattern_of_files_is_refused_with_its_line() {
        let message = refusal("[component.a]\nsource = \"a.wasm\"\nfiles = [\"static/**\"]\n");
        assert!(
            message.contains("line 6") && message.contains("source"),
            "{message}"
        );
    }

    #[test]
    fn routes_are_paths_or_private() {
        let manifest = parse(
            "[component.a]\nsource = \"a.wasm\"\n\
             [[trigger.http]]\nroute = \"/a/...\"\ncomponent = \"a\"\n\
             [[trigger.http]]\nroute = { private = true }\ncomponent = \"a\"\n",
        )
        .unwrap();
        assert_eq!(
            manifest.http[0].get_ref().route,
            Route::Path("/a/...".into())
        );
        assert_eq!(manifest.http[1].get_ref().route, Route::Private);
        let message = refusal(
            "[component.a]\nsource = \"a.wasm\"\n\
             [[trigger.http]]\nroute = { private = false }\ncomponent = \"a\"\n",
        );
        assert!(message.contains("line 7"), "{message}");
    }

    #[test]
    fn a_variable_is_required_or_has_a_default() {
        assert!(refusal("[variables]\nx = {}\n").contains("spin.toml:5"));
        assert!(refusal("[variables]\nX = { default = \"\" }\n").contains("spin.toml:5"));
    }
}
