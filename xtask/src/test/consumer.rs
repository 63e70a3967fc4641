//! A stranger's project, `target/consumer`: nothing in it but the package, packed and installed as from the registry.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::build::package;
use crate::process::{self, progress};
use crate::tools;
use crate::workspace::Workspace;

/// Builds the package, packs it, installs the tarball into an empty folder and returns that folder.
pub fn install(workspace: &Workspace) -> Result<PathBuf> {
    package::build(workspace)?;

    progress("packing, and installing the tarball into target/consumer");
    let consumer = workspace.target.join("consumer");
    if consumer.exists() {
        fs::remove_dir_all(&consumer).context("the old target/consumer cannot be removed")?;
    }
    fs::create_dir_all(&consumer)?;
    fs::write(consumer.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;

    let tarball = package::pack(workspace)?;
    process::read(
        Command::new(tools::npm()?)
            .args(["install", "--no-audit", "--no-fund", "--offline"])
            .arg(tarball)
            .current_dir(&consumer),
        "npm's message above says what is wrong with the tarball.",
    )?;
    Ok(consumer)
}
