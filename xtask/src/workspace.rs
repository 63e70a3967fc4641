//! Where things are, and what the package is called: cargo's own answer.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::{Shell, cmd};

#[derive(Clone)]
pub struct Workspace {
    /// The folder of the repository.
    pub root: PathBuf,
    /// Runs programs, in that folder.
    pub sh: Shell,
    /// cargo's target folder; everything that can be thrown away goes there.
    pub target: PathBuf,
    /// The version of the crate `tracehop`, which is also the npm package's.
    pub version: String,
    /// The oldest Rust that the crate promises to compile with, such as `1.88`.
    pub rust_version: String,
}

impl Workspace {
    pub fn open() -> Result<Self> {
        let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = xtask.parent().context("xtask does not stand in a workspace")?.to_path_buf();
        let sh = Shell::new()?;
        sh.change_dir(&root);
        let metadata = cmd!(sh, "cargo metadata --no-deps --format-version=1").quiet().read()?;
        let metadata: Value = serde_json::from_str(&metadata).context("`cargo metadata` did not print JSON")?;
        let target = metadata["target_directory"].as_str().context("`cargo metadata` names no target folder")?.into();
        let mut packages = metadata["packages"].as_array().into_iter().flatten();
        let package = packages.find(|package| package["name"] == "tracehop");
        let package = package.context("the workspace has no package called tracehop")?;
        let text = |key| package[key].as_str().map(str::to_owned).with_context(|| format!("tracehop has no {key}"));
        Ok(Self { root, sh, target, version: text("version")?, rust_version: text("rust_version")? })
    }

    /// What is committed, in a folder of its own, with the npm packages that are installed here.
    pub fn clone_into(&self, folder: &Path) -> Result<Self> {
        let (sh, root) = (&self.sh, &self.root);
        cmd!(sh, "git clone --quiet --no-hardlinks {root} {folder}").run()?;
        self.in_copy(folder, &folder.join("target"))
    }

    /// A copy of the repository, with the npm packages that are installed here.
    pub fn in_copy(&self, folder: &Path, target: &Path) -> Result<Self> {
        let lock = File::options().write(true).open(folder.join("package-lock.json"))?;
        // It is as old as the installation that it describes, not as the copy.
        lock.set_modified(SystemTime::UNIX_EPOCH)?;
        let modules = folder.join("node_modules");
        if !modules.is_symlink() {
            link(&self.root.join("node_modules"), &modules)?;
        }
        let sh = self.sh.clone();
        sh.change_dir(folder);
        Ok(Self { root: folder.to_path_buf(), sh, target: target.to_path_buf(), ..self.clone() })
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
