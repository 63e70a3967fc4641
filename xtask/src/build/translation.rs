//! The Rust side as JavaScript, for pages whose policy forbids WebAssembly: compiled once more, and translated by
//! wasm2js.

use std::fs;

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::build::module;
use crate::progress;
use crate::tools::WASM_FEATURES;
use crate::workspace::Workspace;

/// What wasm2js does not know. Cargo adds this to the flags of .cargo/config.toml, and what comes last counts.
const FLAGS: &str = "target.wasm32-unknown-unknown.rustflags=['-Ctarget-feature=-simd128,-nontrapping-fptoint']";

/// The text of a module that exports `instantiate()`, which gives what an instance of the WebAssembly exports.
pub fn build(workspace: &Workspace) -> Result<String> {
    progress("compiling without SIMD, and translating to JavaScript");
    let (sh, target) = (&workspace.sh, workspace.target.join("translated"));
    let compiled = module::finish(workspace, &target, &["--config", FLAGS])?;
    let module = module::whole(workspace, &compiled)?;
    module::check_imports(&fs::read(&module)?, &[])?;
    // The form of Emscripten is one function that makes an instance; the other form makes it at import.
    let translated = cmd!(sh, "node node_modules/binaryen/bin/wasm2js -O3 --emscripten {WASM_FEATURES...} {module}")
        .read()
        .context("rustc may enable a feature that xtask/src/build/translation.rs has to switch off")?;
    check_traps(&translated)?;
    let script = target.join("core.js");
    fs::write(&script, translated + "\nexport { instantiate };\n")?;
    let options = ["--minify", "--format=esm", "--target=es2022", "--log-level=warning"];
    let banner = "--banner:js=// The Rust side, translated to JavaScript by wasm2js.";
    let minified = cmd!(sh, "node_modules/.bin/esbuild {script} {options...} {banner}").read();
    Ok(minified.context("wasm2js may have written what is no JavaScript")? + "\n")
}

/// wasm2js calls `abort` for a trap, which nobody gives it: the translation must have none, as the module has no panic.
fn check_traps(translated: &str) -> Result<()> {
    match translated.contains("abort") {
        true => bail!("the translated module can trap. `cargo xtask test panics` names what panics in src/*.rs."),
        false => Ok(()),
    }
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
