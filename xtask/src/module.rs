//! The WebAssembly module: cargo compiles it, wasm-bindgen finishes it, wasm-opt shrinks it, and it is checked here.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

use crate::process::{self, progress};
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

/// What rustc itself enables for [`WASM_TARGET`], and so what every supported host can run. wasm-opt must not be given
/// more (`--all-features`): it would use what Node 20 and the bundlers' parsers refuse.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// The one import wasm-bindgen always leaves. js/instance.js gives an empty function for it.
const EXPECTED_IMPORT: (&str, &str) = ("./tracehop_bg.js", "__wbindgen_init_externref_table");

/// Builds the module and returns its bytes.
pub fn build(workspace: &Workspace) -> Result<Vec<u8>> {
    let node = tools::node()?;
    tools::wasm_target()?;
    tools::npm_packages(workspace)?;

    progress("compiling for WebAssembly");
    process::run(
        workspace.cargo().args(["build", "--package=tracehop", "--lib", "--release", "--target", WASM_TARGET]),
        "The compiler's message above says why.",
    )?;
    let compiled = workspace.target.join(WASM_TARGET).join("release/tracehop.wasm");

    progress("wasm-bindgen and wasm-opt");
    let folder = workspace.target.join("bindgen");
    bind(&compiled, &folder)?;
    let optimised = folder.join("tracehop.wasm");
    optimise(workspace, &node, &folder.join("tracehop_bg.wasm"), &optimised)?;

    let bytes = fs::read(&optimised).with_context(|| format!("{} cannot be read", optimised.display()))?;
    check_imports(&bytes)?;
    Ok(bytes)
}

/// Only the module that this writes is used. The JavaScript beside it is not: strings cross by our own static buffers.
fn bind(compiled: &Path, folder: &Path) -> Result<()> {
    let arguments = [
        "wasm-bindgen".as_ref(),
        compiled.as_os_str(),
        "--target=bundler".as_ref(),
        "--no-typescript".as_ref(),
        "--out-name=tracehop".as_ref(),
        "--out-dir".as_ref(),
        folder.as_os_str(),
    ];
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments).context("wasm-bindgen could not process the module")
}

fn optimise(workspace: &Workspace, node: &Path, input: &Path, output: &Path) -> Result<()> {
    process::run(
        Command::new(node)
            .arg(workspace.root.join("node_modules/binaryen/bin/wasm-opt"))
            .args(["-O3", "--strip-producers", "--strip-target-features"])
            .args(FEATURES)
            .args([input, Path::new("-o"), output]),
        "If wasm-opt refuses the module, rustc enables a feature that xtask/src/module.rs does not list.",
    )
}

/// A module that needed more than [`EXPECTED_IMPORT`] would not start in the package: nobody hands it anything else.
fn check_imports(module: &[u8]) -> Result<()> {
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ImportSection(imports) = payload.context("wasm-opt wrote no valid module")? else { continue };
        for import in imports.into_imports() {
            let import = import?;
            if (import.module, import.name) != EXPECTED_IMPORT {
                bail!(
                    "the module imports `{}` from `{}`. Export numbers over the static buffers instead; what needs a \
                     host belongs in src/js/*.js.",
                    import.name,
                    import.module
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one type, `() -> ()`, and one imported function of that type.
    fn module_importing(module: &str, name: &str) -> Vec<u8> {
        let text = |text: &str| [&[text.len() as u8], text.as_bytes()].concat();
        let import = [&[1][..], &text(module), &text(name), &[0, 0]].concat();
        [&b"\0asm\x01\0\0\0"[..], &[1, 4, 1, 0x60, 0, 0], &[2, import.len() as u8], &import].concat()
    }

    #[test]
    fn the_import_of_wasm_bindgen_is_expected() {
        let (module, name) = EXPECTED_IMPORT;
        check_imports(&module_importing(module, name)).unwrap();
    }

    #[test]
    fn any_other_import_fails_the_build() {
        let error = check_imports(&module_importing("./tracehop_bg.js", "__wbindgen_throw")).unwrap_err();
        assert!(error.to_string().starts_with("the module imports `__wbindgen_throw` from `./tracehop_bg.js`."));
    }

    #[test]
    fn what_is_no_module_fails_the_build() {
        assert_eq!(check_imports(b"\0asm").unwrap_err().to_string(), "wasm-opt wrote no valid module");
    }
}
