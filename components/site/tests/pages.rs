//! What the pages promise, read from their files: no frame of their own, nothing from elsewhere, text as text.

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

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_has_its_head_and_its_main_part_and_no_frame_of_its_own() {
    for (name, html) in files("html") {
        let (head, main) = html.split_once("<!-- main -->\n").unwrap_or_else(|| panic!("{name} has no main part"));
        assert!(head.starts_with("<title>") && head.matches('<').count() <= 3, "{name} has more than title and description: {head}");
        assert_eq!(main.matches("<h1>").count(), 1, "{name}");
        for frame in ["<!doctype", "<html", "<head>", "<link", "<script", "<header", "<main", "<footer", "<!-- "] {
            assert!(!main.to_lowercase().contains(frame), "{name} has a {frame} of its own");
        }
    }
}

#[test]
fn the_frame_links_every_sheet_and_has_one_place_for_head_and_main() {
    let (_, frame) = files("part").pop().unwrap();
    for (name, _) in files("css") {
        assert_eq!(frame.matches(&format!("<link rel=\"stylesheet\" href=\"/{name}\">")).count(), 1, "{name}");
    }
    for (mark, before) in [("<!-- head -->\n", "</head>"), ("<!-- main -->\n", "</main>")] {
        assert_eq!(frame.matches(mark).count(), 1, "{mark}");
        assert!(frame.find(mark) < frame.find(before), "{mark}");
    }
    assert!(!frame.contains("aria-current"), "no entry is current before a page is put in");
}

/// The pages and the frame around them.
fn markup() -> Vec<(String, String)> {
    [files("html"), files("part")].concat()
}

#[test]
fn pages_load_nothing_from_elsewhere_and_hold_no_code() {
    for (name, html) in markup() {
        let lower = html.to_lowercase();
        assert!(!lower.contains("://"), "{name} names another host");
        assert!(!lower.contains("<style") && !lower.contains(" style="), "{name} has styles of its own");
        assert!(!lower.contains(" onclick=") && !lower.contains(" onload=") && !lower.contains("javascript:"), "{name}");
        let module = "<script type=\"module\" src=\"/js/main.js\"></script>";
        assert_eq!(lower.replace(module, "").matches("<script").count(), 0, "{name}");
    }
    for (name, css) in files("css") {
        assert!(!css.contains("@import") && !css.contains("url("), "{name} loads something");
        assert!(css.contains("@layer"), "{name} is in no layer");
    }
}

#[test]
fn every_address_and_module_of_a_page_is_there() {
    for (name, html) in markup() {
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
