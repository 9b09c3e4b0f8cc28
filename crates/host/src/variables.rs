//! `spin:variables@3.0.0`, and the templates of the manifest.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{anyhow, bail};
use wasmtime::component::{Accessor, HasData};

use crate::bindings::variables::{Error, Host, HostWithStore};
use crate::manifest::Manifest;

/// The values of the application's variables.
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// Looks every variable up: first among `given` (`--variable`), then in the environment as
    /// `SPIN_VARIABLE_<NAME>`, then its default.
    ///
    /// # Errors
    ///
    /// A required variable has no value, or `given` names one the manifest does not declare.
    pub fn resolve(
        manifest: &Manifest,
        given: &[(String, String)],
        environment: impl Fn(&str) -> Option<String>,
    ) -> anyhow::Result<Self> {
        for (name, _) in given {
            if !manifest.variables.contains_key(name) {
                bail!("--variable {name}: the manifest declares no variable of this name");
            }
        }
        let mut values = BTreeMap::new();
        for (name, variable) in &manifest.variables {
            let key = format!("SPIN_VARIABLE_{}", name.to_uppercase());
            let value = given
                .iter()
                .rev()
                .find(|(given_name, _)| given_name == name)
                .map(|(_, value)| value.clone())
                .or_else(|| environment(&key))
                .or_else(|| variable.get_ref().default.clone())
                .ok_or_else(|| {
                    anyhow!(manifest.at(
                        variable.span(),
                        format!(
                            "variable {name:?} is required and has no value; \
                             set {key} or pass --variable {name}=…"
                        )
                    ))
                })?;
            values.insert(name.clone(), value);
        }
        Ok(Self(values))
    }

    /// Fills the `{{ name }}` of a template.
    ///
    /// # Errors
    ///
    /// A name is not declared, or a brace is not closed.
    pub fn fill(&self, template: &str) -> anyhow::Result<String> {
        let mut filled = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after
                .split_once("}}")
                .ok_or_else(|| anyhow!("`{{{{` is not closed by `}}}}`"))?;
            let name = name.trim();
            let value = self
                .0
                .get(name)
                .ok_or_else(|| anyhow!("[variables] declares no {name:?}"))?;
            filled.push_str(before);
            filled.push_str(value);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

/// Checks the form of a variable's name, as Spin does.
pub(crate) fn check_name(name: &str) -> Result<(), &'static str> {
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err("a name must start with a lower-case letter");
    }
    if !name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    {
        return Err("a name has only lower-case letters, digits and underscores");
    }
    if name.ends_with('_') || name.contains("__") {
        return Err("underscores stand alone between letters or digits");
    }
    Ok(())
}

/// The variables one component sees.
pub struct Access(Arc<BTreeMap<String, String>>);

impl Access {
    pub(crate) fn new(values: Arc<BTreeMap<String, String>>) -> Self {
        Self(values)
    }

    fn get(&self, name: &str) -> Result<String, Error> {
        check_name(name).map_err(|problem| Error::InvalidName(format!("{name:?}: {problem}")))?;
        self.0
            .get(name)
            .cloned()
            .ok_or_else(|| Error::Undefined(format!("no variable for {name:?} is granted")))
    }
}

impl Host for Access {
    fn convert_error(&mut self, error: Error) -> wasmtime::Result<Error> {
        Ok(error)
    }
}

/// Marks the part of a store's data that these functions need.
pub struct Variables;

impl HasData for Variables {
    type Data<'a> = &'a mut Access;
}

impl<T> HostWithStore<T> for Variables {
    async fn get(accessor: &Accessor<T, Self>, name: String) -> Result<String, Error> {
        accessor.with(|mut access| access.get().get(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_filled() {
        let values = Values(BTreeMap::from([
            ("a".into(), "1".into()),
            ("b".into(), "2".into()),
        ]));
        assert_eq!(values.fill("x{{ a }}-{{b}}y").unwrap(), "x1-2y");
        assert_eq!(values.fill("plain").unwrap(), "plain");
        assert!(values.fill("{{ c }}").is_err());
        assert!(values.fill("{{ a").is_err());
    }

    #[test]
    fn names_are_lower_snake() {
        for name in ["a", "a_b", "a1", "a_1"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in ["", "_a", "a_", "a__b", "A", "a-b", "1a"] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }
}
