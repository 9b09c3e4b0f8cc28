//! What of the house rules and of `docs/regulation.md` can be checked by reading files.
//!
//! Lists of exceptions may only shrink: an exception that nothing needs any more fails too.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    tests::Town::workspace().components().collect()
}

/// Every file under a folder of the workspace, as its path from the root with `/`, sorted.
fn files(folder: &str) -> Vec<String> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let entry = entry.unwrap();
            let name = entry.file_name();
            if [".git", "target", "node_modules", ".spin"].iter().any(|skipped| name == *skipped) {
                continue;
            }
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                walk(&entry.path(), root, found);
            } else if kind.is_file() {
                let path = entry.path();
                found.push(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    let root = root();
    let mut found = Vec::new();
    walk(&root.join(folder), &root, &mut found);
    found.sort();
    found
}

fn rust_files(folders: &[&str]) -> Vec<String> {
    folders.iter().flat_map(|folder| files(folder)).filter(|path| path.ends_with(".rs")).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Names of the folders in a folder that hold a `Cargo.toml`.
fn packages(folder: &str) -> BTreeSet<String> {
    let here = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap());
    let packages = here.filter(|entry| entry.path().join("Cargo.toml").is_file());
    packages.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

fn all_fine(rule: &str, mut wrong: Vec<String>) {
    wrong.dedup();
    assert!(wrong.is_empty(), "{rule}:\n  {}", wrong.join("\n  "));
}

// ------------------------------------------------------------------------------------------------
// Rust as a reader sees it: code without comments, and string literals apart.

/// A source file taken apart. Line numbers begin at 1.
struct Source {
    /// The code, line by line, without comments and with empty string literals.
    code: String,
    /// Every string literal outside attributes, with its line.
    strings: Vec<(usize, String)>,
}

impl Source {
    /// All of it.
    fn whole(text: &str) -> Source {
        let (code, literals) = split(text);
        let attributes = spans_of(&code, |rest| rest.starts_with("#[") || rest.starts_with("#!["), end_of_attribute);
        Source::without(code, literals, &[], &attributes)
    }

    /// Without what only tests compile.
    fn shipped(text: &str) -> Source {
        let (code, literals) = split(text);
        let tests = spans_of(&code, is_test_attribute, end_of_item);
        let attributes = spans_of(&code, |rest| rest.starts_with("#[") || rest.starts_with("#!["), end_of_attribute);
        Source::without(code, literals, &tests, &attributes)
    }

    fn without(code: String, literals: Vec<(usize, String)>, cut: &[(usize, usize)], quiet: &[(usize, usize)]) -> Source {
        let inside = |at: usize, spans: &[(usize, usize)]| spans.iter().any(|(from, to)| (*from..*to).contains(&at));
        let strings = literals
            .into_iter()
            .filter(|(at, _)| !inside(*at, cut) && !inside(*at, quiet))
            .map(|(at, text)| (line_of(&code, at), text))
            .collect();
        let kept = code.char_indices().map(|(at, c)| if c != '\n' && inside(at, cut) { ' ' } else { c });
        Source { code: kept.collect(), strings }
    }

    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(n, line)| (n + 1, line))
    }

    /// Whether a name stands in the code as a word.
    fn names(&self, name: &str) -> bool {
        has_word(&self.code, name)
    }
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// Code without comments, its literals emptied, and the literals with the place of their first quote in that code.
fn split(text: &str) -> (String, Vec<(usize, String)>) {
    let text: Vec<char> = text.chars().collect();
    let at = |i: usize| text.get(i).copied().unwrap_or('\0');
    let (mut code, mut literals, mut i) = (String::new(), Vec::new(), 0);
    while i < text.len() {
        let word_before = code.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        if at(i) == '/' && at(i + 1) == '/' {
            while i < text.len() && at(i) != '\n' {
                i += 1;
            }
        } else if at(i) == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            while i < text.len() {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    ('\n', _) => {
                        code.push('\n');
                        i += 1;
                    }
                    _ => i += 1,
                }
                if depth == 0 {
                    break;
                }
            }
        } else if let Some(hashes) = raw_string(&text[i..]).filter(|_| !word_before) {
            i += text[i..].iter().position(|c| *c == '"').unwrap_or(0) + 1;
            let (from, place) = (i, code.len());
            while i < text.len() && !(at(i) == '"' && (1..=hashes).all(|n| at(i + n) == '#')) {
                i += 1;
            }
            take_literal(&mut code, &mut literals, place, &text[from..i]);
            i += 1 + hashes;
        } else if at(i) == '"' {
            let (from, place) = (i + 1, code.len());
            i += 1;
            while i < text.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            take_literal(&mut code, &mut literals, place, &text[from..i.min(text.len())]);
            i += 1;
        } else if at(i) == '\'' && at(i + 1) == '\\' {
            // A character that is escaped: up to its closing quote.
            i += 3;
            while i < text.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
            code.push_str("' '");
        } else if at(i) == '\'' && at(i + 2) == '\'' {
            i += 3;
            code.push_str("' '");
        } else {
            code.push(at(i));
            i += 1;
        }
    }
    (code, literals)
}

fn take_literal(code: &mut String, literals: &mut Vec<(usize, String)>, place: usize, content: &[char]) {
    literals.push((place, content.iter().collect()));
    code.push('"');
    code.extend(content.iter().filter(|c| **c == '\n'));
    code.push('"');
}

/// The number of `#` when a raw string begins here.
fn raw_string(text: &[char]) -> Option<usize> {
    let start = match text {
        ['r', ..] => 1,
        ['b', 'r', ..] => 2,
        _ => return None,
    };
    let hashes = text[start..].iter().take_while(|c| **c == '#').count();
    (text.get(start + hashes) == Some(&'"')).then_some(hashes)
}

fn is_test_attribute(rest: &str) -> bool {
    rest.starts_with("#[cfg(test)]") || rest.starts_with("#[cfg(all(test")
}

/// The stretches of code that begin as asked for.
fn spans_of(code: &str, begins: impl Fn(&str) -> bool, end: impl Fn(&str) -> usize) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (from, _) in code.match_indices('#') {
        if spans.last().is_none_or(|(_, to)| from >= *to) && begins(&code[from..]) {
            spans.push((from, from + end(&code[from..])));
        }
    }
    spans
}

fn end_of_attribute(rest: &str) -> usize {
    closing(rest, '[', ']')
}

/// The end of the item behind its attributes: its last brace, or the semicolon before any.
fn end_of_item(rest: &str) -> usize {
    let mut at = 0;
    while rest[at..].trim_start().starts_with("#[") {
        at += rest[at..].find("#[").unwrap_or(0);
        at += end_of_attribute(&rest[at..]);
    }
    match rest[at..].find(['{', ';']) {
        Some(found) if rest[at + found..].starts_with(';') => at + found + 1,
        Some(found) => at + found + closing(&rest[at + found..], '{', '}'),
        None => rest.len(),
    }
}

/// Where what is opened first is closed again.
fn closing(rest: &str, open: char, close: char) -> usize {
    let mut depth = 0;
    for (at, c) in rest.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return at + 1;
            }
        }
    }
    rest.len()
}

fn has_word(text: &str, word: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(in_word) && !text[at + word.len()..].chars().next().is_some_and(in_word)
    })
}

#[test]
fn source_is_taken_apart_as_the_compiler_would() {
    let text = "// \"no\"\nlet a = \"one // \\\" two\"; /* \"no\" /* */ */ let b = r#\"th\"ree\"#; let c = '\"';\n\
                #[doc = \"no\"]\nfn f<'a>(x: &'a str) {}\n#[cfg(test)]\nmod tests {\n  fn g() { h(\"no\").unwrap(); }\n}\nlet d = \"four\";";
    let source = Source::shipped(text);
    let strings: Vec<_> = source.strings.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(strings, [(2, "one // \\\" two"), (2, "th\"ree"), (9, "four")]);
    assert!(source.names("f") && !source.names("unwrap"), "{}", source.code);
    assert!(Source::whole(text).names("unwrap"));
}

// ------------------------------------------------------------------------------------------------
// docs/regulation.md

struct Clause {
    id: String,
    code: Vec<String>,
    tests: Vec<String>,
}

/// The rows under «Built».
fn clauses() -> Vec<Clause> {
    let page = read("docs/regulation.md");
    let (_, built) = page.split_once("## Built").unwrap();
    let (built, _) = built.split_once("## Not built yet").unwrap();
    let rows = built.lines().filter_map(|line| line.strip_prefix("| "));
    rows.filter(|row| row.starts_with(|c: char| c.is_ascii_digit()))
        .map(|row| {
            let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
            let [id, _, _, code, tests] = cells[..] else { panic!("a row of five cells: {row}") };
            let paths = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            Clause { id: id.to_owned(), code: paths(code), tests: paths(tests) }
        })
        .collect()
}

/// The ids a text cites: article, paragraph, letter.
fn cited(text: &str) -> Vec<String> {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let mut ids = Vec::new();
    for (at, _) in text.match_indices("R-") {
        let rest = &text[at + 2..];
        let article = digits(rest);
        if article == 0 || text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-') {
            continue;
        }
        let mut id = rest[..article].to_owned();
        if let Some(rest) = rest[article..].strip_prefix('.').filter(|rest| digits(rest) > 0) {
            id.push('.');
            id.push_str(&rest[..digits(rest)]);
            id.extend(rest[digits(rest)..].chars().next().filter(|c| c.is_lowercase()));
        }
        ids.push(id);
    }
    ids
}

#[test]
fn every_clause_that_code_or_tests_cite_has_its_row() {
    let rows: BTreeSet<String> = clauses().into_iter().map(|clause| clause.id).collect();
    // An article or a paragraph alone cites what stands under it.
    let known = |id: &str| {
        let under = |row: &String| row.strip_prefix(id).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        rows.iter().any(under)
    };
    let mut wrong = Vec::new();
    let folders = ["crates", "components", "tests"].into_iter().flat_map(files);
    for path in folders.filter(|path| path.ends_with(".rs") || path.ends_with(".sql")) {
        for (line, text) in read(&path).lines().enumerate() {
            let unknown = cited(text).into_iter().filter(|id| !known(id));
            wrong.extend(unknown.map(|id| format!("{path}:{}: R-{id}", line + 1)));
        }
    }
    all_fine("cited clauses without a row in docs/regulation.md", wrong);
}

/// The clauses that ask something of the software, article by article.
#[rustfmt::skip]
const CLAUSES: &[&str] = &[
    "1.3", "2", "3.9", "4.3", "4.5", "4.6", "5.1", "5.2", "5.3", "5.4", "5.5", "5.7", "5.8", "5.9", "5.10",
    "6.1", "6.2", "6.2c", "6.2d", "7.1a", "7.1b", "7.2a", "7.2b", "7.2c", "7.2d",
    "8.1a", "8.1b", "8.1c", "8.1d", "8.1đ", "8.2a", "8.2b", "8.2c", "8.3", "8.4", "8.5a", "8.5b", "8.5c",
    "9.1", "9.2", "9.3", "9.4", "10.1", "10.4", "11.1", "11.4", "12.1", "12.2", "12.3", "13.1", "13.2", "14.1", "14.2",
    "15.1", "15.4", "15.6", "16.1", "16.2", "17.1", "17.2", "18.2a", "18.2b", "18.3a", "18.3b", "18.4a", "18.4b", "18.5",
    "18.9", "19", "22", "24", "25.4", "26.2", "26.3", "27.2", "27.3", "27.4", "28.1", "28.2", "28.3",
];

#[test]
fn every_clause_is_built_or_said_to_be_missing() {
    let rows: BTreeSet<String> = clauses().into_iter().map(|clause| clause.id).collect();
    let page = read("docs/regulation.md");
    let (_, open) = page.split_once("## Not built yet").unwrap();
    let missing = || open.lines().filter_map(|line| line.strip_prefix("- ")?.split_once(": "));
    let mut wrong = Vec::new();
    for id in CLAUSES {
        let (whole, rest) = (missing().any(|(ids, _)| ids == *id), missing().any(|(ids, _)| ids == format!("{id}, rest")));
        if rows.contains(*id) == whole || (rest && !rows.contains(*id)) {
            wrong.push((*id).to_owned());
        }
    }
    all_fine("clauses with neither a row nor a line under «Not built yet», or with both", wrong);
}

#[test]
fn no_clause_has_two_rows() {
    let ids: Vec<String> = clauses().into_iter().map(|clause| clause.id).collect();
    assert!(ids.len() > 40, "the table is read: {ids:?}");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
}

/// Whether a path is there, with every name behind it.
fn stands(place: &str, names: impl Fn(&str, &str) -> bool) -> bool {
    let mut parts = place.split("::");
    let path = parts.next().unwrap_or_default();
    let Ok(text) = std::fs::read_to_string(root().join(path)) else { return false };
    let text = if path.ends_with(".rs") { Source::whole(&text).code } else { text };
    let parts: Vec<&str> = parts.collect();
    !parts.is_empty() && parts.iter().all(|name| names(&text, name))
}

#[test]
fn every_clause_that_is_built_names_code_and_tests_that_exist() {
    let mut wrong = Vec::new();
    for Clause { id, code, tests } in clauses() {
        if code.is_empty() || tests.is_empty() {
            wrong.push(format!("{id}: no code or no test"));
        }
        let gone = code.iter().filter(|place| !stands(place, has_word));
        wrong.extend(gone.map(|place| format!("{id}: no such code: {place}")));
        let is_test = |text: &str, name: &str| has_word(text, &format!("fn {name}"));
        let gone = tests.iter().filter(|place| !stands(place, is_test));
        wrong.extend(gone.map(|place| format!("{id}: no such test: {place}")));
    }
    all_fine("docs/regulation.md names what is not there", wrong);
}

#[test]
fn every_ruling_names_code_that_exists() {
    let page = read("docs/regulation.md");
    let (_, rulings) = page.split_once("## Where the text is silent").unwrap();
    let (rulings, _) = rulings.split_once("## Built").unwrap();
    let places = rulings.split('`').skip(1).step_by(2).filter(|place| place.contains("::"));
    let gone = places.filter(|place| !stands(place, has_word)).map(str::to_owned);
    all_fine("rulings of docs/regulation.md that stand nowhere", gone.collect());
}

// ------------------------------------------------------------------------------------------------
// Rust

const SHIPPED: [&str; 6] = ["components", "crates/domain", "crates/edge", "crates/store", "crates/sweep", "crates/working-time"];

/// What is compiled into components: no test folders, no examples.
fn shipped_files() -> Vec<String> {
    rust_files(&SHIPPED).into_iter().filter(|path| path.contains("/src/")).collect()
}

#[test]
fn nothing_is_left_to_be_done() {
    let mut wrong = Vec::new();
    for path in rust_files(&["crates", "components", "tests", "bench", "xtask"]) {
        for (n, line) in Source::whole(&read(&path)).lines() {
            if ["todo!", "unimplemented!", "#[ignore"].iter().any(|word| line.contains(word)) {
                wrong.push(format!("{path}:{n}: {}", line.trim()));
            }
        }
    }
    all_fine("unfinished code and tests that are left out", wrong);
}

/// An offset and hours that are written there and are right. This list may only shrink.
const MAY_PANIC: [&str; 1] = ["crates/working-time/src/spec.rs"];

#[test]
fn shipped_code_has_no_call_that_panics() {
    let (mut wrong, mut needed) = (Vec::new(), BTreeSet::new());
    for path in shipped_files() {
        for (n, line) in Source::shipped(&read(&path)).lines() {
            if [".unwrap()", ".expect(", "panic!(", "unreachable!("].iter().any(|word| line.contains(word)) {
                if MAY_PANIC.contains(&path.as_str()) {
                    needed.insert(path.clone());
                } else {
                    wrong.push(format!("{path}:{n}: {}", line.trim()));
                }
            }
        }
    }
    wrong.extend(MAY_PANIC.iter().filter(|path| !needed.contains(**path)).map(|path| format!("{path}: needs no exception")));
    all_fine("code that panics (an error is a value here)", wrong);
}

#[test]
fn sql_stands_in_the_store_only() {
    let is_sql = |text: &str| {
        let update = text.find("UPDATE ").is_some_and(|at| text[at..].contains(" SET "));
        update || ["SELECT ", "INSERT INTO ", "DELETE FROM ", "REPLACE INTO "].iter().any(|word| text.contains(word))
    };
    let mut wrong = Vec::new();
    for path in shipped_files().into_iter().filter(|path| !path.starts_with("crates/store/")) {
        for (n, text) in Source::shipped(&read(&path)).strings {
            if is_sql(&text) {
                wrong.push(format!("{path}:{n}: {}", text.lines().next().unwrap_or_default()));
            }
        }
    }
    all_fine("SQL outside crates/store", wrong);
}

/// Where Vietnamese may stand: the two files of words, the mask of public texts, the names of demo people.
/// This list may only shrink.
const VIETNAMESE: [&str; 4] = [
    "crates/domain/src/public_text.rs",
    "crates/edge/src/words.rs",
    "crates/store/src/seed.rs",
    "crates/working-time/src/words.rs",
];

/// «Điều 6 khoản 2 điểm đ»: a reference, not a sentence.
fn is_article(text: &str) -> bool {
    let short = |word: &str| word.parse::<u8>().is_ok() || word.chars().count() == 1;
    text.starts_with("Điều ") && text.split(' ').all(|word| ["Điều", "khoản", "điểm"].contains(&word) || short(word))
}

#[test]
fn vietnamese_sentences_stand_with_the_words() {
    const LETTERS: &str = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";
    let (mut wrong, mut needed) = (Vec::new(), BTreeSet::new());
    for path in shipped_files() {
        for (n, text) in Source::shipped(&read(&path)).strings {
            if !is_article(&text) && text.to_lowercase().contains(|c| LETTERS.contains(c)) {
                if VIETNAMESE.contains(&path.as_str()) {
                    needed.insert(path.clone());
                } else {
                    wrong.push(format!("{path}:{n}: {text}"));
                }
            }
        }
    }
    wrong.extend(VIETNAMESE.iter().filter(|path| !needed.contains(**path)).map(|path| format!("{path}: needs no exception")));
    all_fine("Vietnamese outside the files of words", wrong);
}

// ------------------------------------------------------------------------------------------------
// Who depends on whom

fn manifest(path: &str) -> toml::Table {
    read(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What a package is built with: not what its tests need.
fn dependencies(folder: &str) -> BTreeSet<String> {
    let manifest = manifest(&format!("{folder}/Cargo.toml"));
    let targets = manifest.get("target").and_then(|targets| targets.as_table()).into_iter().flat_map(|all| all.values());
    let parts = std::iter::once(&toml::Value::Table(manifest.clone())).chain(targets).cloned().collect::<Vec<_>>();
    let tables = parts.iter().flat_map(|part| [part.get("dependencies"), part.get("build-dependencies")]);
    tables.flatten().filter_map(|table| table.as_table()).flat_map(|table| table.keys().cloned()).collect()
}

#[test]
fn crates_depend_only_on_what_lies_below() {
    let below: [(&str, &[&str]); 6] = [
        ("working-time", &[]),
        ("domain", &["working-time"]),
        ("store", &["working-time", "domain"]),
        ("edge", &["working-time", "domain", "store"]),
        ("sweep", &["working-time", "domain", "store"]),
        ("host", &[]),
    ];
    let ours: BTreeSet<String> = packages("crates").into_iter().chain(packages("components")).collect();
    assert_eq!(packages("crates"), below.iter().map(|(name, _)| (*name).to_owned()).collect(), "a row for every crate");
    let mut wrong = Vec::new();
    for (name, allowed) in below {
        let found = dependencies(&format!("crates/{name}"));
        let above = found.iter().filter(|other| ours.contains(*other) && !allowed.contains(&other.as_str()));
        wrong.extend(above.map(|other| format!("{name} depends on {other}")));
    }
    all_fine("crates that depend on what does not lie below them", wrong);
}

#[test]
fn the_rules_know_no_input_no_output_and_no_json() {
    let mut wrong = Vec::new();
    for name in ["domain", "working-time"] {
        let found = dependencies(&format!("crates/{name}"));
        let io = ["serde", "serde_json", "rusqlite", "spin-sdk", "anyhow", "tokio", "http", "getrandom"];
        wrong.extend(io.iter().filter(|other| found.contains(**other)).map(|other| format!("{name} depends on {other}")));
    }
    all_fine("rules that could do more than decide", wrong);
}

#[test]
fn components_do_not_depend_on_each_other() {
    let components = packages("components");
    let mut wrong = Vec::new();
    for name in &components {
        let found = dependencies(&format!("components/{name}"));
        let others = found.iter().filter(|other| components.contains(*other) || other.as_str() == "host");
        wrong.extend(others.map(|other| format!("{name} depends on {other}")));
        if found.contains("sweep") && !name.starts_with("sla-sweep") {
            wrong.push(format!("{name} depends on sweep"));
        }
        // With the HTTP part of the SDK a component does not start under the cron trigger.
        if name == "sla-sweep" && found.contains("edge") {
            wrong.push("sla-sweep depends on edge".to_owned());
        }
    }
    all_fine("components meet in the database, not in code", wrong);
}

#[test]
fn the_manifest_and_the_folders_name_the_same_components() {
    let manifest = manifest("spin.toml");
    let named: BTreeSet<String> = manifest["component"].as_table().unwrap().keys().cloned().collect();
    assert_eq!(named, packages("components"), "spin.toml on the left, components/ on the right");
}

// ------------------------------------------------------------------------------------------------
// Pages

#[test]
fn the_map_names_every_crate_and_every_component() {
    let (map, list) = (read("ARCHITECTURE.md"), read("components/README.md"));
    let crates = packages("crates").into_iter().filter(|name| !map.contains(&format!("`crates/{name}`")));
    let mut wrong: Vec<String> = crates.map(|name| format!("ARCHITECTURE.md: `crates/{name}`")).collect();
    let components = packages("components").into_iter().filter(|name| !list.contains(&format!("| `{name}` |")));
    wrong.extend(components.map(|name| format!("components/README.md: `{name}`")));
    all_fine("not on the map", wrong);
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut wrong = Vec::new();
    let pages = ["README.md", "ARCHITECTURE.md", "GLOSSARY.md", "data/README.md", "components/README.md"];
    let docs = files("docs").into_iter().filter(|path| path.ends_with(".md"));
    for page in pages.map(str::to_owned).into_iter().chain(docs) {
        let folder = root().join(&page).parent().unwrap().to_owned();
        let text = read(&page);
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        for target in targets.filter(|target| !target.contains("://") && !target.starts_with(['#', '/'])) {
            let path = target.split('#').next().unwrap_or_default();
            if !folder.join(path).exists() {
                wrong.push(format!("{page}: {target}"));
            }
        }
    }
    all_fine("links to what is not there", wrong);
}

#[test]
fn nothing_names_the_place_where_it_was_made() {
    let home = concat!("/ro", "ot/");
    let here = root().to_str().unwrap().to_owned();
    // A workspace at `/app` proves nothing about texts that name `/app`.
    let here = Some(here).filter(|here| here.matches('/').count() > 1);
    let mut wrong = Vec::new();
    for path in files("") {
        let Ok(text) = std::fs::read_to_string(root().join(&path)) else { continue };
        for (n, line) in text.lines().enumerate() {
            if line.contains(home) || here.as_deref().is_some_and(|here| has_word(line, here)) {
                wrong.push(format!("{path}:{}", n + 1));
            }
        }
    }
    all_fine("paths of one machine", wrong);
}
