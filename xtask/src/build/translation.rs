//! The Rust side as JavaScript, for pages whose policy forbids WebAssembly: compiled once more, and translated by
//! wasm2js.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::build::module;
use crate::process::{self, progress};
use crate::tools;
use crate::workspace::Workspace;

/// What wasm2js does not know. Cargo adds this to the flags of .cargo/config.toml, and what comes last counts.
const FLAGS: &str = "target.wasm32-unknown-unknown.rustflags=['-Ctarget-feature=-simd128,-nontrapping-fptoint']";

/// The text of a module that exports `instantiate()`, which gives what an instance of the WebAssembly exports.
pub fn build(workspace: &Workspace) -> Result<String> {
    let node = tools::node()?;
    progress("compiling without SIMD, and translating to JavaScript");
    let target = workspace.target.join("translated");
    let compiled = module::finish(workspace, &node, &target, &["--config", FLAGS])?;
    let module = module::whole(workspace, &node, &compiled)?;
    module::check_imports(&fs::read(&module)?, &[])?;
    let mut wasm2js = Command::new(&node);
    wasm2js
        .arg(workspace.root.join("node_modules/binaryen/bin/wasm2js"))
        // The form of Emscripten is one function that makes an instance; the other form makes it at import.
        .args(["-O3", "--emscripten"])
        .args(tools::WASM_FEATURES)
        .arg(module);
    let translated = process::read(
        &mut wasm2js,
        "If wasm2js refuses the module, rustc enables a feature that xtask/src/build/translation.rs has to switch off.",
    )?;
    check_traps(&translated)?;
    minify(workspace, &(translated + "export { instantiate };\n"))
}

/// wasm2js calls `abort` for a trap, which nobody gives it: the translation must have none, as the module has no panic.
fn check_traps(translated: &str) -> Result<()> {
    match translated.contains("abort") {
        true => bail!("the translated module can trap. `cargo xtask test panics` names what panics in src/*.rs."),
        false => Ok(()),
    }
}

fn minify(workspace: &Workspace, script: &str) -> Result<String> {
    let input = workspace.target.join("translated/core.js");
    fs::write(&input, script).with_context(|| format!("{} cannot be written", input.display()))?;
    process::read(
        Command::new(workspace.root.join("node_modules/.bin/esbuild"))
            .arg(input)
            .args(["--minify", "--format=esm", "--target=es2022", "--log-level=warning"])
            .arg("--banner:js=// The Rust side, translated to JavaScript by wasm2js."),
        "wasm2js may have written what is no JavaScript.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trap_fails_the_build() {
        assert!(check_traps("function $0() { wasm2js_trap(); abort(); }").is_err());
        assert!(check_traps("function $0() { return 1; }").is_ok());
    }
}
