//! That no export of the package's modules can panic: no function that one reaches has an instruction that a panic, or
//! anything else that traps by design, is made of; and no panic's text is in the data.
//!
//! The modules are those of `pkg/` as it is published: the `.wasm` file, and each one that is text in JavaScript.

mod function;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;
use wasmparser::{ElementItems, ExternalKind, Parser, Payload};

use crate::build::module_text;
use crate::progress;
use function::Function;

/// Words of the panics that Rust puts into code by itself. The paths and assertions of the allocator, which
/// wasm-bindgen's own exports once used, stay in the data after all code that knew of them is gone, so these are no
/// sign.
const TEXTS: [&str; 5] = ["panicked at", "index out of bounds", "out of range for slice", "called `", "attempt to "];

/// Reads every module of a package, and fails if one can panic.
pub fn check(package: &Path) -> Result<()> {
    let modules = modules(package)?;
    // The whole module twice, and its parts: page, traceparent, tracestate and edge.
    if modules.len() < 6 {
        bail!("the package has fewer modules than it should: {:?}", modules.keys());
    }
    let mut faults = Vec::new();
    for (name, bytes) in &modules {
        let seen = Module::read(bytes).with_context(|| format!("{name} is no valid module"))?;
        let found = seen.faults();
        if !found.is_empty() {
            faults.extend(found.iter().map(|fault| format!("\n  {name}: {fault}")));
            continue;
        }
        progress(&format!(
            "{name}: {} exports reach {} functions, and none can panic",
            seen.exports.len(),
            seen.reached().len()
        ));
    }
    if !faults.is_empty() {
        bail!("the published modules can panic or trap:{}", faults.concat());
    }
    Ok(())
}

fn modules(package: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut modules = BTreeMap::new();
    for file in WalkDir::new(package) {
        let path = file?.into_path();
        let name = path.strip_prefix(package)?.display().to_string();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("wasm") => drop(modules.insert(name, fs::read(&path)?)),
            Some("js") => {
                let module = module_text::find(&fs::read_to_string(&path)?).context(name.clone())?;
                modules.extend(module.map(|module| (name, module)));
            }
            _ => {}
        }
    }
    Ok(modules)
}

/// What a module may do, by function.
#[derive(Default)]
struct Module {
    exports: Vec<(String, u32)>,
    imports: Vec<String>,
    /// By index; the module imports none, so the first one has a body.
    functions: Vec<Function>,
    /// Functions that an indirect call may reach.
    in_tables: BTreeSet<u32>,
    start: Option<u32>,
    data: Vec<u8>,
}

impl Module {
    fn read(bytes: &[u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        // A part works in the memory of another part. A memory cannot be called.
                        if (import.module, import.name) == ("page", "memory") {
                            continue;
                        }
                        module.imports.push(format!("{}.{}", import.module, import.name));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            module.exports.push((export.name.to_owned(), export.index));
                        }
                    }
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        if let ElementItems::Functions(functions) = element?.items {
                            for function in functions {
                                module.in_tables.insert(function?);
                            }
                        }
                    }
                }
                Payload::StartSection { func, .. } => module.start = Some(func),
                Payload::DataSection(data) => {
                    for segment in data {
                        module.data.extend(segment?.data);
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    module.functions.push(Function::read(&body)?);
                }
                _ => {}
            }
        }
        Ok(module)
    }

    /// Everything that speaks against it.
    fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self.imports.iter().map(|import| format!("it imports {import}")).collect();
        if self.start.is_some() {
            faults.push("it runs code when it is instantiated".to_owned());
        }
        let data = String::from_utf8_lossy(&self.data);
        faults.extend(TEXTS.iter().filter(|text| data.contains(**text)).map(|text| format!("its data says `{text}`")));
        for (export, index) in &self.exports {
            let traps: BTreeSet<&str> =
                self.reached_from([*index]).iter().flat_map(|function| self.traps(*function)).collect();
            faults.extend(traps.iter().map(|trap| format!("`{export}` reaches {trap}")));
        }
        faults
    }

    fn traps(&self, function: u32) -> impl Iterator<Item = &'static str> {
        self.functions.get(function as usize).into_iter().flat_map(|function| function.traps.iter().copied())
    }

    fn reached(&self) -> BTreeSet<u32> {
        self.reached_from(self.exports.iter().map(|(_, index)| *index))
    }

    fn reached_from(&self, roots: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<u32> = roots.into_iter().collect();
        while let Some(index) = waiting.pop() {
            let Some(function) = self.functions.get(index as usize) else { continue };
            if reached.insert(index) {
                waiting.extend(&function.calls);
                if function.calls_any {
                    waiting.extend(&self.in_tables);
                }
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that exports `f`, which has this body; `$panic` is a function that panics.
    fn module(body: &str) -> Module {
        let text = format!("(module (func (export \"f\") {body}) (func $panic unreachable))");
        Module::read(&wat::parse_str(text).unwrap()).unwrap()
    }

    #[test]
    fn a_panic_in_a_function_that_is_called_is_found() {
        assert_eq!(module("call $panic").faults(), ["`f` reaches `unreachable`, which is how a panic ends"]);
    }

    #[test]
    fn a_panic_that_nothing_calls_is_none() {
        assert_eq!(module("").faults(), [""; 0]);
    }

    #[test]
    fn what_follows_an_endless_loop_is_never_run() {
        assert_eq!(module("loop br 0 end unreachable").faults(), [""; 0]);
        let left = "block loop i32.const 0 br_if 1 br 0 end end unreachable";
        assert_eq!(module(left).faults().len(), 1, "the loop's block is left");
    }

    #[test]
    fn a_panic_in_one_of_two_branches_is_found() {
        for code in ["if unreachable end", "if return else unreachable end", "if return end unreachable"] {
            assert_eq!(module(&format!("i32.const 0 {code}")).faults().len(), 1, "{code}");
        }
        assert_eq!(module("i32.const 0 if return else return end unreachable").faults(), [""; 0]);
    }

    #[test]
    fn a_division_and_a_panics_words_are_found() {
        let mut module = module("i32.const 1 i32.const 0 i32.div_s drop");
        module.data = b"attempt to divide by zero".to_vec();
        assert_eq!(module.faults(), ["its data says `attempt to `", "`f` reaches a division, which traps by zero"]);
    }
}
