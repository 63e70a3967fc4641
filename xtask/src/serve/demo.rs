//! `cargo xtask demo`: the page and its workers, served by `www/serve.mjs`.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::Command;

use anyhow::{Result, bail};

use crate::build::package;
use crate::process::progress;
use crate::tools;
use crate::workspace::Workspace;

/// Reads the value of `--port`.
pub fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "a port is a whole number from 0 to 65535, where 0 means any free one")
}

/// Builds the package and serves the demo until Ctrl-C.
pub fn serve(workspace: &Workspace, port: u16) -> Result<()> {
    // The server would notice as well, but only after the build.
    match TcpListener::bind(("127.0.0.1", port)) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!("port {port} is taken. End the program that uses it, or choose another with `--port N`.")
        }
        Err(error) => bail!("port {port} cannot be used: {error}. Choose another with `--port N`."),
        Ok(_) => {}
    }
    package::build(workspace)?;
    progress("starting the demo");
    let mut server = Command::new(tools::node()?);
    server.arg("www/serve.mjs").arg("--port").arg(port.to_string()).current_dir(&workspace.root);
    become_program(&mut server)
}

/// Continues as the other program, so that Ctrl-C and every other signal reach it alone.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    crate::process::run(command, "Its message above says why.")
}
