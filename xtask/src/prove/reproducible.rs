//! `cargo xtask reproducible`: whoever builds a release gets the bytes that were published.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::build::package;
use crate::process::progress;
use crate::workspace::Workspace;

/// Builds and packs what is committed twice, in folders whose names differ in length, and compares the tarballs.
pub fn check(workspace: &Workspace) -> Result<()> {
    let workshop = tempfile::Builder::new().prefix("two-builds-").tempdir()?;
    let mut builds = Vec::new();
    for name in ["a", "another/folder/further-down"] {
        progress(&format!("building in {name}/"));
        let folder = workshop.path().join(name);
        fs::create_dir_all(&folder)?;
        let clone = workspace.clone_into(&folder)?;
        package::build(&clone)?;
        let tarball = package::pack(&clone)?;
        builds.push((fs::read(&tarball).context("npm pack left no tarball")?, clone.root.join("pkg")));
    }
    let [(one, first), (other, second)] = &builds[..] else { unreachable!("there are two folders") };
    if one != other {
        bail!("two builds of the same commit differ in: {}", differences(first, second)?.join(", "));
    }
    progress(&format!("both tarballs are the same {} bytes", one.len()));
    Ok(())
}

/// The files that are not the same in both folders.
fn differences(one: &Path, other: &Path) -> Result<Vec<String>> {
    let mut names: Vec<PathBuf> = [files(one, one)?, files(other, other)?].concat();
    names.sort();
    names.dedup();
    names.retain(|name| fs::read(one.join(name)).ok() != fs::read(other.join(name)).ok());
    Ok(names.iter().map(|name| name.display().to_string()).collect())
}

fn files(root: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => names.extend(files(root, &path)?),
            false => names.push(path.strip_prefix(root)?.to_path_buf()),
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_differs_or_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
        for (root, text) in [(&one, "1"), (&other, "2")] {
            fs::create_dir_all(root.join("js")).unwrap();
            fs::write(root.join("js/same.js"), "").unwrap();
            fs::write(root.join("js/differs.js"), text).unwrap();
        }
        fs::write(one.join("only.js"), "").unwrap();
        assert_eq!(differences(&one, &other).unwrap(), ["js/differs.js", "only.js"]);
    }
}
