//! `cargo xtask test-runner`: wasm-bindgen's test runner, named in .cargo/config.toml, with the version that fits.

use std::ffi::OsString;

use anyhow::Result;

/// Runs one test module in Node.js, or in a browser if the environment says so.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    let program = OsString::from("wasm-bindgen-test-runner");
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(program).chain(arguments))
}
