//! `cargo xtask release VERSION`: a rehearsal in a copy, which shows what would be published; then the stamps, a commit
//! and a tag. Nothing is published from here: .github/workflows/release.yml does that for the tag, with provenance.

mod bill;
mod stamp;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail, ensure};
use clap::Args;
use semver::Version;

use crate::build::package;
use crate::process::{self, progress};
use crate::tools;
use crate::workspace::Workspace;

#[derive(Args)]
pub struct Options {
    /// The version to release, by SemVer: `1.2.3`, `1.2.3-rc.1`
    version: Version,
    /// Show what would be published, and change nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let version = &options.version;
    ensure!(version.build.is_empty(), "{version} has build metadata, which npm drops");
    let current = Version::parse(&workspace.version)?;
    let tag = format!("v{version}");
    let is_released = !git(workspace, &["tag", "--list", &tag])?.is_empty();
    ensure!(!is_released, "{version} is released: there is a tag {tag}");
    ensure!(*version >= current, "{version} is lower than {current}, the version in Cargo.toml");
    let changes = git(workspace, &["status", "--porcelain"])?;
    match changes.is_empty() {
        true => {}
        false if options.dry_run => {
            progress("the rehearsal is of the last commit, without the changes that are not committed")
        }
        false => bail!("commit these changes first, or put them away:\n{changes}"),
    }
    // The same for everybody who builds this commit.
    let date = git(workspace, &["log", "-1", "--format=%cs"])?;

    rehearse(workspace, version, &date)?;
    if options.dry_run {
        progress("a dry run: this folder is as it was");
        return Ok(());
    }
    stamp::write(&workspace.root, version, &date)?;
    git(workspace, &["commit", "--quiet", "--all", "--message", &format!("tracehop {version}")])?;
    git(workspace, &["tag", "--annotate", &tag, "--message", &format!("tracehop {version}")])?;
    progress(&format!("{tag} is committed and tagged. `git push --follow-tags` has it published by GitHub Actions"));
    Ok(())
}

/// All that a release does, in a copy, up to the moment of publishing.
fn rehearse(workspace: &Workspace, version: &Version, date: &str) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("rehearsal-").tempdir()?;
    let mut copy = workspace.clone_into(&folder.path().join("tracehop"))?;
    copy.version = version.to_string();
    stamp::write(&copy.root, version, date)?;
    print!("{}", git(&copy, &["diff", "--unified=0"])?);
    println!();

    let (tarball, bill) = pack(&copy)?;
    for file in [&tarball, &bill] {
        fs::copy(file, workspace.target.join(file.file_name().unwrap_or_default()))?;
    }

    progress("what npm would publish");
    let tag = if version.pre.is_empty() { "latest" } else { "next" };
    process::run(
        Command::new(tools::npm()?).args(["publish", "--dry-run", "--ignore-scripts", "--tag", tag]).arg(&tarball),
        "npm's message above says what is wrong with the tarball.",
    )?;
    progress("what cargo would publish");
    process::run(
        copy.cargo().args(["publish", "--dry-run", "--allow-dirty", "--package=tracehop"]),
        "cargo's message above says what is wrong with the crate.",
    )?;
    progress(&format!(
        "for a look: tracehop-{version}.tgz and its bill of materials, in {}",
        workspace.target.display()
    ));
    Ok(())
}

/// Builds and packs what stands here. Returns the tarball and its bill of materials, side by side in the target folder.
pub fn pack(workspace: &Workspace) -> Result<(PathBuf, PathBuf)> {
    package::build(workspace)?;
    let tarball = package::pack(workspace)?;
    let bill = tarball.with_extension("cdx.json");
    fs::write(&bill, bill::of_materials(workspace)?)?;
    progress(&format!("{} and {}", tarball.display(), bill.display()));
    Ok((tarball, bill))
}

fn git(workspace: &Workspace, arguments: &[&str]) -> Result<String> {
    let printed = process::read(
        Command::new("git").args(arguments).current_dir(&workspace.root),
        "git's message above says why.",
    )?;
    Ok(printed.trim_end().to_owned())
}
