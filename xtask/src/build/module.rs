//! The WebAssembly module: cargo compiles it, wasm-bindgen finishes it, wasm-opt shrinks it, and it is checked here.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, iter};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use wasmparser::{DataKind, Operator, Parser, Payload};
use xshell::{Shell, cmd};

use crate::build::exports::{self, Part};
use crate::build::module_part;
use crate::progress;
use crate::tools::{self, WASM_FEATURES, WASM_TARGET};
use crate::workspace::Workspace;

const BINARYEN: &str = "node_modules/binaryen/bin";

/// What JavaScript reaches the buffers by. The compiler exports it, so no source does.
const MEMORY: &str = "memory";

/// Lets wasm-opt fold additions into addresses: nothing has one below [`LOW_MEMORY`]. Not for the module that is
/// translated, whose JavaScript would compress worse.
const LOW_MEMORY_UNUSED: [&str; 1] = ["--low-memory-unused"];

/// What wasm-opt means by low memory.
const LOW_MEMORY: i32 = 1024;

const ALL: [Part; 4] = [Part::Traceparent, Part::Page, Part::Tracestate, Part::Edge];

/// The module, and its parts for programs that load no more than they need: see [`Part`].
pub struct Modules {
    pub whole: Vec<u8>,
    pub traceparent: Vec<u8>,
    pub page: Vec<u8>,
    pub tracestate: Vec<u8>,
    pub edge: Vec<u8>,
    /// The functions that the whole module exports, first those that most programs load: they get the shortest names.
    pub exports: Vec<String>,
}

/// Builds the modules and returns their bytes.
pub fn build(workspace: &Workspace) -> Result<Modules> {
    tools::wasm_target(&workspace.sh)?;
    tools::npm_packages(workspace)?;

    progress("compiling for WebAssembly");
    let optimised = finish(workspace, &workspace.target, &[])?;
    let bytes = read(&optimised)?;
    check_low_memory(&bytes)?;
    let compiled = exported(&bytes)?;
    let sources = exports::read(&workspace.root.join("src/js"))?;
    let functions: Vec<String> = compiled.iter().filter(|name| *name != MEMORY).cloned().collect();
    exports::compare(&sources, &functions)?;

    let of = |parts: &[Part]| -> Vec<&str> {
        sources.iter().filter(|export| parts.contains(&export.part)).map(|export| export.name.as_str()).collect()
    };
    let part = |name, exports: &[&str]| read(&cut(workspace, &optimised, name, exports, &LOW_MEMORY_UNUSED)?);
    let alone = |name, parts: &[Part]| part(name, &[&[MEMORY], &of(parts)[..]].concat());
    let over_another = |name, parts: &[Part]| module_part::over_given_memory(&part(name, &of(parts))?);
    let modules = Modules {
        whole: alone("whole", &ALL)?,
        traceparent: alone("traceparent", &[Part::Traceparent])?,
        page: alone("page", &[Part::Traceparent, Part::Page])?,
        tracestate: over_another("tracestate", &[Part::Tracestate])?,
        edge: over_another("edge", &[Part::Edge])?,
        exports: ALL.iter().flat_map(|part| of(&[*part])).map(str::to_owned).collect(),
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
pub fn finish(workspace: &Workspace, target: &Path, options: &[&str]) -> Result<PathBuf> {
    let sh = &workspace.sh;
    let crate_type = ["--package=tracehop", "--lib", "--features=js", "--crate-type=cdylib", "--release"];
    // Nothing in the module allocates: src/js/wasm/abi.rs.
    let no_allocator = ["--", "--cfg=no_allocator"];
    cmd!(sh, "cargo rustc {crate_type...} --target {WASM_TARGET} {options...} --target-dir {target} {no_allocator...}")
        .run()?;
    let folder = target.join("bindgen");
    // Only the module is used. The JavaScript beside it is not: strings cross by our own static buffers.
    let module = target.join(WASM_TARGET).join("release/tracehop.wasm");
    bind(&module, &folder, &["--target=bundler", "--out-name=tracehop"])?;
    let optimised = folder.join("tracehop.wasm");
    optimise(sh, &folder.join("tracehop_bg.wasm"), &optimised, &[])?;
    Ok(optimised)
}

/// The module without the exports of wasm-bindgen, which serve tables that numeric functions do not use.
pub fn whole(workspace: &Workspace, module: &Path) -> Result<PathBuf> {
    let exports = exported(&read(module)?)?;
    let exports: Vec<&str> = exports.iter().map(String::as_str).collect();
    cut(workspace, module, "whole", &exports, &[])
}

/// The module without the exports that are not named, and without what only those need.
fn cut(workspace: &Workspace, whole: &Path, name: &str, exports: &[&str], options: &[&str]) -> Result<PathBuf> {
    let (sh, file) = (&workspace.sh, |end: &str| whole.with_file_name(format!("{name}{end}")));
    let (graph, cut, optimised) = (file(".json"), file("_cut.wasm"), file(".wasm"));
    let root = json!({ "name": "package", "root": true, "reaches": exports });
    let nodes = exports.iter().map(|export| json!({ "name": export, "export": export }));
    fs::write(&graph, Value::from_iter(iter::once(root).chain(nodes)).to_string())?;
    cmd!(sh, "node {BINARYEN}/wasm-metadce {WASM_FEATURES...} --graph-file {graph} {whole} -o {cut}")
        .ignore_stdout()
        .quiet()
        .run()?;
    optimise(sh, &cut, &optimised, options)?;
    Ok(optimised)
}

fn optimise(sh: &Shell, input: &Path, output: &Path, options: &[&str]) -> Result<()> {
    let strip = ["--strip-producers", "--strip-target-features"];
    cmd!(sh, "node {BINARYEN}/wasm-opt -O3 {strip...} {WASM_FEATURES...} {options...} {input} -o {output}")
        .quiet()
        .run()
        .context("rustc may enable a feature that xtask/src/tools.rs does not list")
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

/// What wasm-bindgen makes of a compiled module, in a folder.
pub fn bind(compiled: &Path, folder: &Path, options: &[&str]) -> Result<()> {
    let options = options.iter().map(OsStr::new);
    let arguments = ["wasm-bindgen".as_ref(), compiled.as_os_str(), "--no-typescript".as_ref(), "--out-dir".as_ref()];
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments.into_iter().chain([folder.as_os_str()]).chain(options))
        .context("wasm-bindgen could not process the module")
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

    #[test]
    fn an_import_fails_the_build_unless_somebody_gives_it() {
        let module = wat::parse_str("(module (import \"page\" \"f\" (func)))").unwrap();
        let error = check_imports(&module, &[]).unwrap_err().to_string();
        assert!(error.starts_with("the module imports `f` from `page`."), "{error}");
        assert!(check_imports(&module, &[("page", "f")]).is_ok());
    }

    #[test]
    fn data_in_low_memory_fails_the_build() {
        let module =
            |address| wat::parse_str(format!("(module (memory 1) (data (i32.const {address}) \"x\"))")).unwrap();
        assert!(check_low_memory(&module(LOW_MEMORY)).is_ok());
        let error = check_low_memory(&module(8)).unwrap_err().to_string();
        assert!(error.starts_with("the module has data at 8, below 1024,"), "{error}");
    }

    #[test]
    fn what_is_no_module_fails_the_build() {
        assert_eq!(check_imports(b"\0asm", &[]).unwrap_err().to_string(), "wasm-opt wrote no valid module");
    }
}
