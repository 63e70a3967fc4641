//! `cargo xtask docs`: what the comments of the sources say, as pages.

use anyhow::Result;
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
    let _folder = sh.push_dir(typedoc);
    cmd!(sh, "node node_modules/typedoc/bin/typedoc --logLevel Warn --options typedoc.json").run()?;
    for (page, of) in [("doc/tracehop/index.html", "crate"), ("docs/index.html", "package")] {
        progress(&format!("{}: the {of}", workspace.target.join(page).display()));
    }
    Ok(())
}
