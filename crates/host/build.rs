//! Generates the bindings to Spin's interfaces from the `wit` folder that the `spin-sdk` crate
//! publishes, so that no copy of them has to be kept here.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The packages of `spin-sdk`'s `wit/deps` that this host implements.
const PACKAGES: [&str; 3] = [
    "spin-sqlite@3.1.0",
    "spin-key-value@3.0.0",
    "spin-variables@3.0.0",
];

fn main() {
    let manifest_dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    let deps = spin_sdk_folder(&manifest_dir).join("wit/deps");
    let paths: Vec<String> = PACKAGES
        .iter()
        .map(|package| {
            let folder = deps.join(package);
            assert!(
                folder.is_dir(),
                "{} is missing: this host needs the interfaces of spin-sdk 7",
                folder.display()
            );
            println!("cargo::rerun-if-changed={}", folder.display());
            format!("{:?}", folder.display().to_string())
        })
        .collect();
    let cron = manifest_dir.join("../../wit/cron.wit");
    println!("cargo::rerun-if-changed={}", cron.display());
    println!("cargo::rerun-if-changed=build.rs");

    let template = include_str!("src/bindings.rs.in");
    let generated = template
        .replace("@SPIN_PATHS@", &paths.join(", "))
        .replace("@CRON_PATH@", &format!("{:?}", cron.display().to_string()));
    println!("cargo::rerun-if-changed=src/bindings.rs.in");
    fs::write(out_dir.join("bindings.rs"), generated).expect("write bindings.rs");
}

/// The folder cargo unpacked `spin-sdk` 7 into.
fn spin_sdk_folder(manifest_dir: &Path) -> PathBuf {
    let output = Command::new(env::var_os("CARGO").expect("set by cargo"))
        .args(["metadata", "--format-version", "1"])
        .current_dir(manifest_dir)
        .output()
        .expect("run cargo metadata");
    assert!(
        output.status.success(),
        "cargo metadata failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| {
            package["name"] == "spin-sdk"
                && package["version"]
                    .as_str()
                    .is_some_and(|version| version.starts_with("7."))
        })
        .and_then(|package| package["manifest_path"].as_str())
        .and_then(|path| Path::new(path).parent())
        .expect("spin-sdk 7 is among the packages of the workspace")
        .to_path_buf()
}
