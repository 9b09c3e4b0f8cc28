//! What a built component imports, against what `spin.toml` grants; and how large it is.

use crate::workspace::Component;
use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

/// The most bytes of one component. What is loaded at start and kept in memory should stay small.
const BYTES_MAX: u64 = 1_500_000;
/// Decodes and encodes pictures; that code is large.
const MAY_BE_LARGER: &str = "media";

/// Which right of the manifest an imported interface needs. What is not listed needs none: clocks,
/// randomness, output, and the sockets and files that Rust's standard library imports unused.
const RIGHTS: &[(&str, &str)] = &[
    ("spin:sqlite/", "sqlite_databases"),
    ("fermyon:spin/sqlite", "sqlite_databases"),
    ("spin:key-value/", "key_value_stores"),
    ("fermyon:spin/key-value", "key_value_stores"),
    ("wasi:keyvalue/", "key_value_stores"),
    ("spin:variables/", "variables"),
    ("fermyon:spin/variables", "variables"),
    ("wasi:config/", "variables"),
    ("wasi:http/client", "allowed_outbound_hosts"),
    ("wasi:http/outgoing-handler", "allowed_outbound_hosts"),
];

/// Links code of `edge` that it never calls. Without the right, calling it would only be refused.
/// This list may only shrink.
const LINKED_ONLY: &[(&str, &str)] = &[("site", "sqlite_databases")];

/// Prints a line for each component: its size, and the rights it uses.
///
/// # Errors
/// One of them was not built.
pub fn print_table(components: &[Component]) -> Result<()> {
    println!("{:<16} {:>10}  uses", "component", "bytes");
    for component in components {
        let (bytes, imports) = read(component)?;
        println!("{:<16} {bytes:>10}  {}", component.id, rights(&imports).join(", "));
    }
    Ok(())
}

/// Fails when a component does not fit what `spin.toml` says of it.
///
/// # Errors
/// Names every component that does not, and what is the matter.
pub fn check(components: &[Component]) -> Result<()> {
    let mut faults = Vec::new();
    for component in components {
        let (bytes, imports) = read(component)?;
        faults.extend(faults_of(component, bytes, &imports));
    }
    if faults.is_empty() {
        return Ok(());
    }
    bail!("the components do not fit spin.toml:\n  {}", faults.join("\n  "))
}

/// Its size and its imports.
fn read(component: &Component) -> Result<(u64, Vec<String>)> {
    let wasm = std::fs::read(&component.wasm)
        .with_context(|| format!("{} was not built: cannot read {}", component.id, component.wasm.display()))?;
    let imports = imports(&wasm).with_context(|| format!("{} is no component", component.wasm.display()))?;
    Ok((wasm.len() as u64, imports))
}

fn faults_of(component: &Component, bytes: u64, imports: &[String]) -> Vec<String> {
    let (id, used) = (&component.id, rights(imports));
    let mut faults = Vec::new();
    if bytes > BYTES_MAX && id != MAY_BE_LARGER {
        faults.push(format!("{id} has {bytes} bytes, more than {BYTES_MAX}"));
    }
    let unexplained = |right: &&&str| !LINKED_ONLY.contains(&(id.as_str(), **right));
    for right in used.iter().filter(|right| !component.rights.contains(right)).filter(unexplained) {
        faults.push(format!("{id} uses {right}, which spin.toml does not grant it"));
    }
    for right in component.rights.iter().filter(|right| !used.contains(right)) {
        faults.push(format!("{id} is granted {right} and does not use it; take it out of spin.toml"));
    }
    // The cron trigger is built on an earlier runtime than Spin 4.1 and knows no final WASI 0.3.
    if component.cron {
        for import in imports.iter().filter(|name| name.starts_with("wasi:") && name.ends_with("@0.3.0")) {
            faults.push(format!("{id} imports {import}, which the cron trigger does not have"));
        }
    }
    faults
}

fn rights(imports: &[String]) -> Vec<&'static str> {
    let mut used = Vec::new();
    for (_, right) in RIGHTS.iter().filter(|(prefix, _)| imports.iter().any(|import| import.starts_with(prefix))) {
        if !used.contains(right) {
            used.push(*right);
        }
    }
    used
}

/// The names of what a component imports.
fn imports(wasm: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut depth = 0_u32;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            // The outermost only: inside, components import from each other.
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    names.push(import?.name.name.to_owned());
                }
            }
            _ => {}
        }
    }
    Ok(names)
}
