//! `cargo xtask conformance`: the W3C's own test suite, which tests/agree/w3c/suite.mjs runs against the package.

use std::env;
use std::ffi::OsString;

use anyhow::Result;
use xshell::cmd;

use crate::workspace::Workspace;

/// Runs the suite. Fails if a test does, or is skipped.
pub fn run(workspace: &Workspace, options: &[OsString]) -> Result<()> {
    let (sh, script) = (workspace.sh.clone(), workspace.root.join("tests/agree/w3c/suite.mjs"));
    // The caller's folder, from which --suite may be named.
    sh.change_dir(env::current_dir()?);
    Ok(cmd!(sh, "node {script} {options...}").run()?)
}
