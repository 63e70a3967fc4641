//! The programs in `examples/`, built as their users would build them, and asked over HTTP by `tests/docs/examples`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{self, progress};
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

pub fn check(workspace: &Workspace) -> Result<()> {
    let node = tools::node()?;
    tools::npm_packages(workspace)?;
    progress("compiling the examples");
    let advice = "The compiler's message above says why.";
    process::run(workspace.cargo().args(["test", "--package=http-trace"]), advice)?;
    process::run(workspace.cargo().args(["build", "--package=axum-service"]), advice)?;
    process::run(
        workspace
            .cargo()
            .args(["build", "--package=rust-worker", "--target", WASM_TARGET])
            // Other repositories have none of the flags in .cargo/config.toml.
            .env("RUSTFLAGS", ""),
        advice,
    )?;
    let folder = workspace.target.join("examples/rust-worker");
    bind(workspace, &folder)?;
    let service = workspace.target.join("debug/axum-service");
    let mut check = Command::new(node);
    check.arg("tests/docs/examples/run.mjs").args([&service, &folder]).current_dir(&workspace.root);
    process::run(&mut check, "What it printed above says why.")
}

/// The worker as a folder of modules: what the host loads, the glue that it imports, and the WebAssembly.
fn bind(workspace: &Workspace, folder: &Path) -> Result<()> {
    let compiled = workspace.target.join(WASM_TARGET).join("debug/rust_worker.wasm");
    let arguments = [
        "wasm-bindgen".as_ref(),
        compiled.as_os_str(),
        "--target=web".as_ref(),
        "--no-typescript".as_ref(),
        "--out-dir".as_ref(),
        folder.as_os_str(),
    ];
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)
        .context("wasm-bindgen could not process the worker")?;
    fs::copy(workspace.root.join("examples/rust-worker/worker.js"), folder.join("worker.js"))?;
    Ok(())
}
