//! `cargo xtask pack`: the files that a release publishes. `cargo release` calls it before it commits: see release.toml.

use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::build::package;
use crate::process::{self, progress};
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

/// Writes the tarball of the npm package and its bill of materials to target/, and shows what npm and cargo would
/// publish.
pub fn pack(workspace: &Workspace) -> Result<()> {
    let version = &workspace.version;
    ensure!(!version.contains('+'), "{version} has build metadata, which npm drops");
    let advice = "cargo-cyclonedx is not installed. Install it with `cargo install cargo-cyclonedx@0.5.9 --locked`.";
    process::answers(workspace.cargo().args(["cyclonedx", "--version"]), advice)?;
    package::build(workspace)?;
    let tarball = package::pack(workspace)?;

    progress("what npm would publish");
    let tag = if version.contains('-') { "next" } else { "latest" };
    process::run(
        Command::new(tools::npm()?).args(["publish", "--dry-run", "--ignore-scripts", "--tag", tag]).arg(&tarball),
        "npm's message above says what is wrong with the tarball.",
    )?;
    progress("what cargo would publish");
    process::run(
        workspace.cargo().args(["publish", "--dry-run", "--allow-dirty", "--package=tracehop"]),
        "cargo's message above says what is wrong with the crate.",
    )?;

    let bill = tarball.with_extension("cdx.json");
    fs::write(&bill, bill_of_materials(workspace)?)?;
    progress(&format!("{} and {}", tarball.display(), bill.display()));
    Ok(())
}

/// The crates that are compiled into the WebAssembly, in CycloneDX. It is the same for everybody who packs a commit: its
/// time is the commit's, it has no serial number, and it does not name the folder.
fn bill_of_materials(workspace: &Workspace) -> Result<String> {
    let time = process::read(
        Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(&workspace.root),
        "git's message above says why.",
    )?;
    // `cargo publish --dry-run` has just unpacked the crate here. In the repository, each crate of it would get a file.
    let unpacked = workspace.target.join("package").join(format!("tracehop-{}", workspace.version));
    process::run(
        workspace
            .cargo()
            .args(["cyclonedx", "--quiet", "--format=json", "--spec-version=1.5", "--override-filename=bill"])
            .args(["--features=js", "--no-build-deps", "--target", WASM_TARGET])
            .current_dir(&unpacked)
            .env("SOURCE_DATE_EPOCH", time.trim()),
        "cargo-cyclonedx's message above says why.",
    )?;
    let bill = fs::read_to_string(unpacked.join("bill.json"))?;
    ensure!(bill.contains("pkg:cargo/wasm-bindgen@"), "the bill of materials lacks what is compiled in:\n{bill}");
    Ok(bill.replace(&format!("path+file://{}", unpacked.display()), ""))
}
