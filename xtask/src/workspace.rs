//! Where things are, and what the package is called: cargo's own answer.

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

pub struct Workspace {
    /// The folder of the repository.
    pub root: PathBuf,
    /// cargo's target folder; everything that can be thrown away goes there.
    pub target: PathBuf,
    /// The version of the crate `tracehop`, which is also the npm package's.
    pub version: String,
    /// The oldest Rust that the crate promises to compile with, such as `1.88`.
    pub rust_version: String,
}

impl Workspace {
    /// What is committed, in a folder of its own, with the npm packages that are installed here.
    pub fn clone_into(&self, folder: &Path) -> Result<Self> {
        let git = ["clone", "--quiet", "--no-hardlinks"];
        process::run(Command::new("git").args(git).arg(&self.root).arg(folder), "git's message above says why.")?;
        self.in_copy(folder, &folder.join("target"))
    }

    /// A copy of the repository, with the npm packages that are installed here.
    pub fn in_copy(&self, folder: &Path, target: &Path) -> Result<Self> {
        let lock = File::options().write(true).open(folder.join("package-lock.json"))?;
        // It is as old as the installation that it describes, not as the copy.
        lock.set_modified(SystemTime::UNIX_EPOCH)?;
        link(&self.root.join("node_modules"), &folder.join("node_modules"))?;
        Ok(Self {
            root: folder.to_path_buf(),
            target: target.to_path_buf(),
            version: self.version.clone(),
            rust_version: self.rust_version.clone(),
        })
    }

    pub fn open() -> Result<Self> {
        let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = xtask.parent().context("xtask does not stand in a workspace")?.to_path_buf();
        let metadata = process::read(
            cargo_in(&root).args(["metadata", "--no-deps", "--format-version=1"]),
            "Cargo.toml cannot be read as it stands.",
        )?;
        let metadata: Value = serde_json::from_str(&metadata).context("`cargo metadata` did not print JSON")?;
        let target = metadata["target_directory"].as_str().context("`cargo metadata` names no target folder")?;
        let package = metadata["packages"]
            .as_array()
            .and_then(|packages| packages.iter().find(|package| package["name"] == "tracehop"))
            .context("the workspace has no package called tracehop")?;
        let version = package["version"].as_str().context("tracehop has no version")?;
        let rust_version = package["rust_version"].as_str().context("tracehop has no rust-version")?;
        Ok(Self { root, target: target.into(), version: version.to_owned(), rust_version: rust_version.to_owned() })
    }

    /// The cargo that runs us, at the root of the repository.
    pub fn cargo(&self) -> Command {
        cargo_in(&self.root)
    }
}

#[cfg(unix)]
fn link(folder: &Path, at: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(folder, at)?)
}

#[cfg(windows)]
fn link(folder: &Path, at: &Path) -> Result<()> {
    Ok(std::os::windows::fs::symlink_dir(folder, at)?)
}

fn cargo_in(root: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root);
    cargo
}
