//! The programs in `examples/`, built as their users would build them, and asked over HTTP by `tests/docs/examples`.

use anyhow::Result;
use xshell::cmd;

use crate::build::module;
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

pub fn check(workspace: &Workspace) -> Result<()> {
    tools::npm_packages(workspace)?;
    let (sh, target) = (&workspace.sh, &workspace.target);
    cmd!(sh, "cargo test --package=http-trace").run()?;
    cmd!(sh, "cargo build --package=axum-service").run()?;
    // Other repositories have none of the flags in .cargo/config.toml.
    cmd!(sh, "cargo build --package=rust-worker --target {WASM_TARGET}").env("RUSTFLAGS", "").run()?;

    // The worker as a folder of modules: what the host loads, the glue that it imports, and the WebAssembly.
    let folder = target.join("examples/rust-worker");
    let compiled = target.join(WASM_TARGET).join("debug/rust_worker.wasm");
    module::bind(&compiled, &folder, &["--target=web"])?;
    sh.copy_file("examples/rust-worker/worker.js", &folder)?;
    let service = target.join("debug/axum-service");
    Ok(cmd!(sh, "node tests/docs/examples/run.mjs {service} {folder}").run()?)
}
