//! `cargo xtask size`: how many bytes the package costs the programs that use it. `benches/size` bundles, measures,
//! and compares with `benches/size.snap`; `limits.mjs` there says what is too much.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process::{self, progress};
use crate::test::consumer;
use crate::tools;
use crate::workspace::Workspace;

/// Builds and installs the package, and compares with the snapshot, or replaces it.
pub fn run(workspace: &Workspace, bless: bool) -> Result<()> {
    let consumer = consumer::install(workspace)?;
    check(workspace, &consumer, bless)
}

/// The same for a package that is installed already.
pub fn check(workspace: &Workspace, consumer: &Path, bless: bool) -> Result<()> {
    tools::npm_packages(workspace)?;
    progress("bundling and measuring");
    let mut node = Command::new(tools::node()?);
    node.arg("benches/size/run.mjs").arg(consumer).args(bless.then_some("--bless")).current_dir(&workspace.root);
    process::run(&mut node, "What it printed above names what is too large.")
}
