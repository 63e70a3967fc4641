//! The oldest Rust that Cargo.toml promises: the crate has to compile with it.

use anyhow::Result;

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// What a program that depends on the crate makes of it.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut cargo = tools::of_toolchain(&workspace.rust_version, "cargo");
    cargo.args(["check", "--package=tracehop", "--lib", "--target-dir"]).arg(workspace.target.join("msrv"));
    process::run(
        cargo.current_dir(&workspace.root),
        "It uses what is newer than `rust-version` in Cargo.toml: do without, or raise that.",
    )
}
