//! The interface is described whole, and the file that is served says what the components say.

use std::collections::BTreeSet;
use tests::openapi::{components, whole};

#[test]
fn every_route_of_every_component_is_described() {
    for (name, routes, document) in components() {
        assert_eq!(edge::openapi::undescribed(&routes, &document), [""; 0], "{name}");
    }
}

#[test]
fn every_route_that_is_written_is_served() {
    for (name, routes, _) in components() {
        assert_eq!(routes.mistakes(), [""; 0], "{name}");
    }
}

#[test]
fn every_route_of_the_manifest_is_served_and_every_served_route_is_in_the_manifest() {
    let manifest = std::fs::read_to_string(tests::Town::workspace().join("spin.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let routed: BTreeSet<(String, String)> = manifest["trigger"]["http"]
        .as_array()
        .unwrap()
        .iter()
        .map(|trigger| {
            let text = |key: &str| trigger[key].as_str().unwrap().to_owned();
            (text("component"), text("route"))
        })
        .filter(|(component, _)| component != "site")
        .collect();
    let served: BTreeSet<(String, String)> = components()
        .into_iter()
        .flat_map(|(name, routes, _)| {
            // `{id}` here is `:id` there.
            let paths = routes.list().into_iter().map(|(_, path)| path.replace('{', ":").replace('}', ""));
            paths.map(|path| (name.to_owned(), path)).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(routed, served);
}

#[test]
fn the_served_document_is_what_the_components_say() {
    let path = tests::Town::workspace().join("static/openapi.json");
    let served = std::fs::read_to_string(path).unwrap_or_default();
    assert!(served == whole(), "static/openapi.json is out of date: run `cargo xtask openapi`");
}
