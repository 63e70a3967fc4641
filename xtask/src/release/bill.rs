//! The bill of materials (CycloneDX) of the npm package: npm's own, and the crates that were compiled into its
//! WebAssembly.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::process;
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

/// The bill of `pkg/`, as JSON. The same package has the same bill, so it has no time and no number of its own.
pub fn of_materials(workspace: &Workspace) -> Result<String> {
    let printed = process::read(
        Command::new(tools::npm()?).args(["sbom", "--sbom-format=cyclonedx"]).current_dir(workspace.root.join("pkg")),
        "npm's message above says what is wrong with pkg/.",
    )?;
    let mut bill: Value = serde_json::from_str(&printed).context("`npm sbom` did not print JSON")?;
    let crates = process::read(
        workspace.cargo().args(["tree", "--package=tracehop", "--features=js", "--target", WASM_TARGET]).args([
            "--edges=no-dev",
            "--prefix=none",
            "--no-dedupe",
            "--format={p}|{l}",
        ]),
        "cargo's message above says why.",
    )?;
    ensure!(crates.contains("wasm-bindgen v"), "the tree of crates lacks what is compiled into the module:\n{crates}");
    let top = bill.as_object_mut().context("`npm sbom` printed no object")?;
    top.remove("serialNumber");
    top["metadata"].as_object_mut().context("`npm sbom` printed no metadata")?.remove("timestamp");
    // npm calls a package by its folder.
    top["metadata"]["component"]["name"] = json!("tracehop");
    top["components"].as_array_mut().context("`npm sbom` printed no components")?.extend(components(&crates));
    Ok(format!("{bill:#}\n"))
}

/// Lines such as `wasm-bindgen v0.2.130|MIT OR Apache-2.0`, the first of which is tracehop itself.
fn components(crates: &str) -> Vec<Value> {
    let mut lines: Vec<&str> = crates.lines().skip(1).collect();
    lines.sort_unstable();
    lines.dedup();
    let component = |line: &str| {
        let (package, license) = line.split_once('|')?;
        let mut words = package.split_whitespace();
        let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
        let purl = format!("pkg:cargo/{name}@{version}");
        Some(json!({
            "bom-ref": purl, "type": "library", "name": name, "version": version, "purl": purl,
            "licenses": [{ "expression": license }],
        }))
    };
    lines.into_iter().filter_map(component).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_crate_is_named_once() {
        let tree = "tracehop v0.1.0 (/somewhere)|MIT OR Apache-2.0\nwasm-bindgen v0.2.130|MIT OR Apache-2.0\n\
                    cfg-if v1.0.5|MIT OR Apache-2.0\nwasm-bindgen v0.2.130|MIT OR Apache-2.0\nquote v1.0.42 (proc-macro)|MIT\n";
        let found = components(tree);
        let names: Vec<&str> = found.iter().filter_map(|one| one["purl"].as_str()).collect();
        assert_eq!(names, ["pkg:cargo/cfg-if@1.0.5", "pkg:cargo/quote@1.0.42", "pkg:cargo/wasm-bindgen@0.2.130"]);
        assert_eq!(found[1]["licenses"][0]["expression"], "MIT");
    }
}
