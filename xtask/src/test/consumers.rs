//! `cargo xtask consumers`: the packed package in an empty folder with each tool that its users have, and README.md's
//! table of them. The quick ones are also a part of `cargo xtask test`.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;
use crate::test::consumer;
use crate::tools;
use crate::workspace::Workspace;

/// Builds and installs the package, and runs the named ones, or all. When all have passed, README.md says so.
pub fn run(workspace: &Workspace, names: &[String]) -> Result<()> {
    let folder = workspace.root.join("tests/consumers");
    if let Some(unknown) = names.iter().find(|name| !folder.join(name).join("check.mjs").exists()) {
        bail!("there is no tests/consumers/{unknown}/check.mjs. The names stand in tests/consumers/list.json.");
    }
    let consumer = consumer::install(workspace)?;
    let mut node = Command::new(tools::node()?);
    node.arg("tests/consumers/run.mjs").arg(consumer).args(names);
    node.env("CHROMIUM", tools::chromium()?).current_dir(&workspace.root);
    process::run(&mut node, "What it printed above says why.")
}
