//! The WebAssembly module: cargo compiles it, wasm-bindgen finishes it, wasm-opt shrinks it, and it is checked here.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, iter};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use wasmparser::{DataKind, Operator, Parser, Payload};

use crate::build::exports::{self, Part};
use crate::build::module_part;
use crate::process::{self, progress};
use crate::tools::{self, WASM_FEATURES, WASM_TARGET};
use crate::workspace::Workspace;

/// What JavaScript reaches the buffers by. The compiler exports it, so no source does.
const MEMORY: &str = "memory";

/// Lets wasm-opt fold additions into addresses: nothing has one below [`LOW_MEMORY`]. Not for the module that is
/// translated, whose JavaScript would compress worse.
const LOW_MEMORY_UNUSED: [&str; 1] = ["--low-memory-unused"];

/// What wasm-opt means by low memory.
const LOW_MEMORY: i32 = 1024;

/// The module, and its parts for programs that load no more than they need: see [`Part`].
pub struct Modules {
    pub whole: Vec<u8>,
    pub traceparent: Vec<u8>,
    pub page: Vec<u8>,
    pub tracestate: Vec<u8>,
    pub edge: Vec<u8>,
    /// The functions that the whole module exports.
    pub exports: Vec<String>,
}

/// Builds the modules and returns their bytes.
pub fn build(workspace: &Workspace) -> Result<Modules> {
    let node = tools::node()?;
    tools::wasm_target()?;
    tools::npm_packages(workspace)?;

    progress("compiling for WebAssembly");
    let optimised = finish(workspace, &node, &workspace.target, &[])?;
    let bytes = read(&optimised)?;
    check_low_memory(&bytes)?;
    let compiled = exported(&bytes)?;
    let sources = exports::read(&workspace.root.join("src/js"))?;
    let functions: Vec<String> = compiled.iter().filter(|name| *name != MEMORY).cloned().collect();
    exports::compare(&sources, &functions)?;

    let of = |parts: &[Part]| -> Vec<&str> {
        sources.iter().filter(|export| parts.contains(&export.part)).map(|export| export.name.as_str()).collect()
    };
    let binaryen = Binaryen { workspace, node: &node, options: &LOW_MEMORY_UNUSED };
    let part = |name, exports: &[&str]| read(&binaryen.part(&optimised, name, exports)?);
    let alone = |name, parts: &[Part]| part(name, &[&[MEMORY], &of(parts)[..]].concat());
    let over_another = |name, parts: &[Part]| module_part::over_given_memory(&part(name, &of(parts))?);
    let modules = Modules {
        whole: alone("whole", &[Part::Traceparent, Part::Page, Part::Tracestate, Part::Edge])?,
        traceparent: alone("traceparent", &[Part::Traceparent])?,
        page: alone("page", &[Part::Traceparent, Part::Page])?,
        tracestate: over_another("tracestate", &[Part::Tracestate])?,
        edge: over_another("edge", &[Part::Edge])?,
        exports: functions,
    };
    for module in [&modules.whole, &modules.page, &modules.traceparent] {
        check_imports(module, &[])?;
    }
    for module in [&modules.tracestate, &modules.edge] {
        check_imports(module, &[module_part::MEMORY])?;
    }
    Ok(modules)
}

/// Compiles into a target folder, finishes what the compiler wrote, and returns where it is: `bindgen/tracehop.wasm`
/// there.
pub fn finish(workspace: &Workspace, node: &Path, target: &Path, options: &[&str]) -> Result<PathBuf> {
    process::run(
        workspace
            .cargo()
            .args(["rustc", "--package=tracehop", "--lib", "--features=js"])
            .args(["--crate-type=cdylib", "--release", "--target", WASM_TARGET])
            .args(options)
            .arg("--target-dir")
            .arg(target)
            // Nothing in the module allocates: src/js/wasm/abi.rs.
            .args(["--", "--cfg=no_allocator"]),
        "The compiler's message above says why.",
    )?;
    let folder = target.join("bindgen");
    bind(&target.join(WASM_TARGET).join("release/tracehop.wasm"), &folder)?;
    let optimised = folder.join("tracehop.wasm");
    Binaryen { workspace, node, options: &[] }.optimise(&folder.join("tracehop_bg.wasm"), &optimised)?;
    Ok(optimised)
}

/// The module without the exports of wasm-bindgen, which serve tables that numeric functions do not use.
pub fn whole(workspace: &Workspace, node: &Path, module: &Path) -> Result<PathBuf> {
    let exports = exported(&read(module)?)?;
    let exports: Vec<&str> = exports.iter().map(String::as_str).collect();
    Binaryen { workspace, node, options: &[] }.part(module, "whole", &exports)
}

/// The programs of Binaryen, with options for the optimiser.
struct Binaryen<'a> {
    workspace: &'a Workspace,
    node: &'a Path,
    options: &'a [&'a str],
}

impl Binaryen<'_> {
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.node);
        command.arg(self.workspace.root.join("node_modules/binaryen/bin").join(name));
        command
    }

    /// The module without the exports that are not named, and without what only those need.
    fn part(&self, whole: &Path, name: &str, exports: &[&str]) -> Result<PathBuf> {
        let folder = whole.parent().context("a module stands in a folder")?;
        let (graph, cut, optimised) = (
            folder.join(format!("{name}.json")),
            folder.join(format!("{name}_cut.wasm")),
            folder.join(format!("{name}.wasm")),
        );
        let root = json!({ "name": "package", "root": true, "reaches": exports });
        let nodes = exports.iter().map(|export| json!({ "name": export, "export": export }));
        fs::write(&graph, Value::from_iter(iter::once(root).chain(nodes)).to_string())?;
        process::run(
            self.program("wasm-metadce")
                .args(WASM_FEATURES)
                .args([Path::new("--graph-file"), &graph, whole, Path::new("-o"), &cut])
                .stdout(Stdio::null()),
            "Its message above says why.",
        )?;
        self.optimise(&cut, &optimised)?;
        Ok(optimised)
    }

    fn optimise(&self, input: &Path, output: &Path) -> Result<()> {
        process::run(
            self.program("wasm-opt")
                .args(["-O3", "--strip-producers", "--strip-target-features"])
                .args(WASM_FEATURES)
                .args(self.options)
                .args([input, Path::new("-o"), output]),
            "If wasm-opt refuses the module, rustc enables a feature that xtask/src/tools.rs does not list.",
        )
    }
}

fn read(module: &Path) -> Result<Vec<u8>> {
    fs::read(module).with_context(|| format!("{} cannot be read", module.display()))
}

/// The names of its exports, but for those of wasm-bindgen.
fn exported(module: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ExportSection(exports) = payload.context("wasm-opt wrote no valid module")? else { continue };
        for export in exports {
            names.push(export?.name.to_owned());
        }
    }
    names.retain(|name| !name.starts_with("__"));
    Ok(names)
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

/// A module that needed another import would not start in the package: nobody hands it anything.
pub fn check_imports(module: &[u8], given: &[(&str, &str)]) -> Result<()> {
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ImportSection(imports) = payload.context("wasm-opt wrote no valid module")? else { continue };
        for import in imports.into_imports() {
            let import = import?;
            if given.contains(&(import.module, import.name)) {
                continue;
            }
            bail!(
                "the module imports `{}` from `{}`. Export numbers over the static buffers instead; what needs a \
                 host belongs in src/js/*.js.",
                import.name,
                import.module
            );
        }
    }
    Ok(())
}

/// Whether [`LOW_MEMORY_UNUSED`] is true: rustc puts the stack first, and the data after it.
fn check_low_memory(module: &[u8]) -> Result<()> {
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(segments) = payload.context("wasm-opt wrote no valid module")? else { continue };
        for segment in segments {
            let DataKind::Active { offset_expr, .. } = segment?.kind else { continue };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else { continue };
            if value < LOW_MEMORY {
                bail!("the module has data at {value}, below {LOW_MEMORY}, where `--low-memory-unused` allows none");
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
    fn an_import_fails_the_build() {
        let error = check_imports(&module_importing("./tracehop_bg.js", "__wbindgen_throw"), &[]).unwrap_err();
        assert!(error.to_string().starts_with("the module imports `__wbindgen_throw` from `./tracehop_bg.js`."));
    }

    #[test]
    fn an_import_that_somebody_gives_is_none() {
        assert!(check_imports(&module_importing("page", "memory"), &[("page", "memory")]).is_ok());
    }

    #[test]
    fn data_in_low_memory_fails_the_build() {
        // A memory of one page, and one byte of data at the address.
        let module = |address: &[u8]| {
            let data = [&[1, 0, 0x41][..], address, &[0x0b, 1, 120]].concat();
            [&b"\0asm\x01\0\0\0"[..], &[5, 3, 1, 0, 1], &[11, data.len() as u8], &data].concat()
        };
        assert!(check_low_memory(&module(&[0x80, 0x08])).is_ok());
        let error = check_low_memory(&module(&[8])).unwrap_err().to_string();
        assert!(error.starts_with("the module has data at 8, below 1024,"), "{error}");
    }

    #[test]
    fn what_is_no_module_fails_the_build() {
        assert_eq!(check_imports(b"\0asm", &[]).unwrap_err().to_string(), "wasm-opt wrote no valid module");
    }
}
