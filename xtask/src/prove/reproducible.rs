//! `cargo xtask reproducible`: whoever builds a release gets the bytes that were published.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::build::package;
use crate::progress;
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
        bail!("two builds of the same commit differ in:\n{}", differences(first, second)?);
    }
    progress(&format!("both tarballs are the same {} bytes", one.len()));
    Ok(())
}

/// The files that are not the same in both folders, a line each: `M`, `D` or `A`, and the path.
fn differences(one: &Path, other: &Path) -> Result<String> {
    let mut git = Command::new("git");
    // Its exit code says only whether there are any.
    let output = git.args(["diff", "--no-index", "--name-status", "--no-renames"]).args([one, other]).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_differs_or_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
        for (root, text) in [(&one, "1"), (&other, "2")] {
            fs::create_dir(root).unwrap();
            fs::write(root.join("same.js"), "").unwrap();
            fs::write(root.join("differs.js"), text).unwrap();
        }
        fs::write(one.join("only.js"), "").unwrap();
        let text = differences(&one, &other).unwrap();
        let names: Vec<_> = text.lines().filter_map(|line| line.rsplit('/').next()).collect();
        assert_eq!(names, ["differs.js", "only.js"]);
    }
}
