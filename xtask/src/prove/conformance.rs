//! `cargo xtask conformance`: the W3C's own test suite, which tests/agree/w3c/suite.mjs runs against the package.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// Runs the suite. Fails if a test does, or is skipped.
pub fn run(workspace: &Workspace, options: &[OsString]) -> Result<()> {
    // In the folder of the caller, from which --suite may be named.
    let script = workspace.root.join("tests/agree/w3c/suite.mjs");
    process::run(Command::new(tools::node()?).arg(script).args(options), "What it printed above says why.")
}
