//! `cargo xtask docs`: what the comments of the sources say, as pages.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;

use crate::progress;
use crate::tools;
use crate::workspace::Workspace;

/// Writes `target/doc` (rustdoc, the crate) and `target/docs` (TypeDoc, the package). What is not documented, or links
/// to nothing, is an error.
pub fn build(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    cmd!(sh, "cargo doc --no-deps --package=tracehop").env("RUSTDOCFLAGS", "--deny=warnings").run()?;
    let typedoc = workspace.root.join("xtask/typedoc");
    tools::node(sh)?;
    tools::npm_ci(sh, &typedoc, &[])?;
    let types = types(&fs::read(workspace.root.join("pkg-template/entries.json"))?)?;
    let entry_points =
        types.iter().flat_map(|name| ["--entryPoints".into(), format!("../../pkg-template/types/{name}.d.ts")]);
    let _folder = sh.push_dir(typedoc);
    cmd!(sh, "node node_modules/typedoc/bin/typedoc --logLevel Warn --options typedoc.json")
        .args(entry_points)
        .run()?;
    for (page, of) in [("doc/tracehop/index.html", "crate"), ("docs/index.html", "package")] {
        progress(&format!("{}: the {of}", workspace.target.join(page).display()));
    }
    Ok(())
}

/// The declarations of everything that a program can import, each once.
fn types(table: &[u8]) -> Result<BTreeSet<String>> {
    let table: Value = serde_json::from_slice(table).context("pkg-template/entries.json is no JSON")?;
    let entries = table["entries"].as_object().context("there are no \"entries\"")?;
    entries.values().map(|row| Ok(row["types"].as_str().context("an entry has no \"types\"")?.to_owned())).collect()
}
