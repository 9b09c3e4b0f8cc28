//! What the pages promise, read from their files: one frame, nothing from elsewhere, text as text.

use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../static"))
}

/// Every file with that ending: its name inside the folder, and its text.
fn files(ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let root = folder();
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    let files: Vec<_> = found
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == ending))
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    assert!(!files.is_empty(), "no .{ending}");
    files
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_has_the_same_frame() {
    let pages = files("html");
    let frame = |html: &str| {
        // Which entry is current differs, and the desk's own entry is shown on its page.
        let header = between(html, "<header", "</header>").replace(" aria-current=\"page\"", "").replace(" hidden", "");
        (header, between(html, "<footer", "</footer>").to_owned())
    };
    let first = frame(&pages[0].1);
    for (name, html) in &pages {
        assert!(frame(html) == first, "{name} has another header or footer");
        assert!(html.starts_with("<!doctype html>\n<html lang=\"vi\">"), "{name}");
        assert!(html.contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"), "{name}");
        assert!(html.contains("<noscript>") && html.contains("class=\"skip-link\""), "{name}");
    }
}

#[test]
fn pages_load_nothing_from_elsewhere_and_hold_no_code() {
    for (name, html) in files("html") {
        let lower = html.to_lowercase();
        assert!(!lower.contains("://"), "{name} names another host");
        assert!(!lower.contains("<style") && !lower.contains(" style="), "{name} has styles of its own");
        assert!(!lower.contains(" onclick=") && !lower.contains(" onload=") && !lower.contains("javascript:"), "{name}");
        assert_eq!(lower.matches("<script").count(), 1, "{name}");
        assert!(lower.contains("<script type=\"module\" src=\"/js/main.js\"></script>"), "{name}");
    }
    for (name, css) in files("css") {
        assert!(!css.contains("@import") && !css.contains("url("), "{name} loads something");
        assert!(css.contains("@layer"), "{name} is in no layer");
    }
}

#[test]
fn every_address_and_module_of_a_page_is_there() {
    for (name, html) in files("html") {
        for address in values(&html, "href").into_iter().chain(values(&html, "src")) {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let Some(path) = path.strip_prefix('/') else { continue };
            let file = match path {
                "" => "index.html".to_owned(),
                // Made from the components when the application is built.
                "api/openapi.json" => continue,
                page if !page.contains('.') => format!("{page}.html"),
                file => file.to_owned(),
            };
            assert!(folder().join(&file).is_file(), "{name}: {address}");
        }
        for module in values(&html, "data-module") {
            assert!(folder().join(format!("js/modules/{module}.js")).is_file(), "{name}: {module}");
        }
    }
}

#[test]
fn text_goes_in_as_text_and_one_file_talks_to_the_server() {
    for (name, script) in files("js") {
        for forbidden in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "http://", "https://"] {
            assert!(!script.contains(forbidden), "{name}: {forbidden}");
        }
        for talks in ["fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource"] {
            assert!(name == "js/api.js" || !script.contains(talks), "{name}: {talks}");
        }
    }
}
