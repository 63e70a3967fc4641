//! A user's project, `target/consumer`: nothing in it but the package, packed and installed as from the registry.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use xshell::cmd;

use crate::build::package;
use crate::progress;
use crate::tools;
use crate::workspace::Workspace;

/// Builds the package, packs it, installs the tarball into an empty folder and returns that folder.
pub fn install(workspace: &Workspace) -> Result<PathBuf> {
    package::build(workspace)?;
    let tarball = package::pack(workspace)?;

    progress("installing the tarball into target/consumer");
    let consumer = workspace.target.join("consumer");
    let sh = workspace.sh.clone();
    sh.remove_path(&consumer)?;
    sh.create_dir(&consumer)?;
    fs::write(consumer.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    sh.change_dir(&consumer);
    let npm = tools::npm()?;
    cmd!(sh, "{npm} install --silent --no-audit --no-fund --offline {tarball}").quiet().run()?;
    Ok(consumer)
}
