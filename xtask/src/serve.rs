//! `cargo xtask demo`: the page and its workers, served by `www/serve.mjs`.

use std::net::TcpListener;
use std::process::Command;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::build::package;
use crate::workspace::Workspace;

/// Builds the package and serves the demo until Ctrl-C.
pub fn demo(workspace: &Workspace, port: u16) -> Result<()> {
    let advice = || format!("port {port} cannot be used: choose another with `--port N`");
    // The server would notice as well, but only after the build.
    TcpListener::bind(("127.0.0.1", port)).with_context(advice)?;
    package::build(workspace)?;
    let (sh, port) = (&workspace.sh, port.to_string());
    become_program(&mut cmd!(sh, "node www/serve.mjs --port {port}").into())
}

/// Continues as the other program, so that Ctrl-C and every other signal reach it alone.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    anyhow::ensure!(command.status()?.success(), "the demo ended with an error");
    Ok(())
}
