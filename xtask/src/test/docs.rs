//! `cargo xtask docs`: what the comments of the sources say, as pages.

use std::process::Command;

use anyhow::Result;

use crate::process::{self, progress};
use crate::tools;
use crate::workspace::Workspace;

/// Writes `target/doc` (rustdoc, the crate) and `target/docs` (TypeDoc, the package). What is not documented, or links
/// to nothing, is an error.
pub fn build(workspace: &Workspace) -> Result<()> {
    let typedoc = workspace.root.join("xtask/typedoc");
    let node = tools::node()?;
    tools::npm_ci(&typedoc, &[])?;

    progress("rustdoc");
    process::run(
        workspace.cargo().args(["doc", "--no-deps", "--package=tracehop"]).env("RUSTDOCFLAGS", "--deny=warnings"),
        "rustdoc's message above names the place in src/.",
    )?;
    progress("TypeDoc");
    process::run(
        Command::new(node)
            .arg(typedoc.join("node_modules/typedoc/bin/typedoc"))
            .args(["--logLevel", "Warn", "--options", "typedoc.json"])
            .current_dir(&typedoc),
        "TypeDoc's message above names the place in pkg-template/types.",
    )?;
    let page = |path| workspace.target.join(path);
    progress(&format!("{}: the crate", page("doc/tracehop/index.html").display()));
    progress(&format!("{}: the package", page("docs/index.html").display()));
    Ok(())
}
