//! `cargo xtask isolation`: 100,000 interleaved requests in Node and workerd. The tests take a thousand in each
//! runtime.

use std::process::Command;

use anyhow::Result;

use crate::process::{self, progress};
use crate::test::consumer;
use crate::tools;
use crate::workspace::Workspace;

/// Builds and installs the package, and sends that many requests through it.
pub fn run(workspace: &Workspace, requests: u32) -> Result<()> {
    let consumer = consumer::install(workspace)?;
    progress(&format!("{requests} requests, 200 at a time, in Node and in workerd"));
    let mut node = Command::new(tools::node()?);
    node.arg("tests/stress/isolation/run.mjs").arg(consumer).arg("--requests").arg(requests.to_string());
    process::run(node.current_dir(&workspace.root), "What it printed above says which requests were mixed up.")
}
