//! The oldest Rust that Cargo.toml promises: the crate has to compile with it.

use std::process::Command;

use anyhow::{Result, anyhow, bail};

use crate::process;
use crate::workspace::Workspace;

/// Makes sure that this Rust is there.
pub fn toolchain(workspace: &Workspace) -> Result<()> {
    let version = &workspace.rust_version;
    which::which("rustup").map_err(|_| {
        anyhow!("There is no rustup, and so no Rust {version} beside the newest one. Install it: https://rustup.rs.")
    })?;
    if !process::succeeds(run(version, "rustc").arg("--version")) {
        bail!("Rust {version} is not installed. Add it with `rustup toolchain install {version} --profile minimal`.");
    }
    Ok(())
}

/// What a program that depends on the crate makes of it.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut cargo = run(&workspace.rust_version, "cargo");
    cargo.args(["check", "--package=tracehop", "--lib", "--target-dir"]).arg(workspace.target.join("msrv"));
    process::run(
        cargo.current_dir(&workspace.root),
        "It uses what is newer than `rust-version` in Cargo.toml: do without, or raise that.",
    )
}

fn run(version: &str, program: &str) -> Command {
    let mut rustup = Command::new("rustup");
    // Newer versions of rustup would bring a toolchain in silence.
    rustup.env("RUSTUP_AUTO_INSTALL", "0").args(["run", version, program]);
    rustup
}
