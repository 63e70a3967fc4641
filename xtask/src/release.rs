//! `cargo xtask pack`: the files that a release publishes. `cargo release` calls it before it commits: see
//! release.toml.

use std::fs;

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::build::package;
use crate::progress;
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

/// Writes the tarball of the npm package and its bill of materials to target/, and shows what npm and cargo would
/// publish.
pub fn pack(workspace: &Workspace) -> Result<()> {
    let Workspace { sh, version, .. } = workspace;
    ensure!(!version.contains('+'), "{version} has build metadata, which npm drops");
    let advice = "cargo-cyclonedx is not installed. Install it with `cargo install cargo-cyclonedx@0.5.9 --locked`.";
    tools::answers(cmd!(sh, "cargo cyclonedx --version"), advice)?;
    package::build(workspace)?;
    let tarball = package::pack(workspace)?;

    let (npm, tag) = (tools::npm()?, if version.contains('-') { "next" } else { "latest" });
    cmd!(sh, "{npm} publish --dry-run --ignore-scripts --tag {tag} {tarball}").run()?;
    cmd!(sh, "cargo publish --dry-run --allow-dirty --package=tracehop").run()?;

    let bill = tarball.with_extension("cdx.json");
    fs::write(&bill, bill_of_materials(workspace)?)?;
    progress(&format!("{} and {}", tarball.display(), bill.display()));
    Ok(())
}

/// The crates that are compiled into the WebAssembly, in CycloneDX. It is the same for everybody who packs a commit:
/// its time is the commit's, it has no serial number, and it does not name the folder.
fn bill_of_materials(workspace: &Workspace) -> Result<String> {
    let sh = workspace.sh.clone();
    let time = cmd!(sh, "git log -1 --format=%ct").quiet().read()?;
    // `cargo publish --dry-run` has just unpacked the crate here. In the repository, each crate of it would get a file.
    let unpacked = workspace.target.join("package").join(format!("tracehop-{}", workspace.version));
    sh.change_dir(&unpacked);
    cmd!(sh, "cargo cyclonedx --quiet --format=json --spec-version=1.5 --override-filename=bill")
        .args(["--features=js", "--no-build-deps", "--target", WASM_TARGET])
        .env("SOURCE_DATE_EPOCH", time)
        .run()?;
    let bill = sh.read_file("bill.json")?;
    ensure!(bill.contains("pkg:cargo/wasm-bindgen@"), "the bill of materials lacks what is compiled in:\n{bill}");
    Ok(bill.replace(&format!("path+file://{}", unpacked.display()), ""))
}
