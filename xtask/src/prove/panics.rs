//! That no export of the package's modules can panic: no function that one reaches has an instruction that a panic, or
//! anything else that traps by design, is made of; and no panic's text is in the data.
//!
//! The modules are those of `pkg/` as it is published: the `.wasm` file, and each one that is text in JavaScript.

mod function;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasmparser::{ElementItems, ExternalKind, Parser, Payload};

use crate::build::module_text;
use crate::process::progress;
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
    let mut folders = vec![package.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let path = entry?.path();
            let name = path.strip_prefix(package)?.display().to_string();
            match path.extension().and_then(|extension| extension.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("wasm") => drop(modules.insert(name, fs::read(&path)?)),
                Some("js") => {
                    let module = module_text::find(&fs::read_to_string(&path)?).context(name.clone())?;
                    modules.extend(module.map(|module| (name, module)));
                }
                _ => {}
            }
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

    /// A module that exports `f`, the first of its functions. A body is what stands between its locals and its `end`.
    fn module(bodies: &[&[u8]]) -> Module {
        let count = bodies.len() as u8;
        let section = |id: u8, content: &[u8]| [&[id, content.len() as u8], content].concat();
        let body = |code: &&[u8]| [&[code.len() as u8 + 2, 0], *code, &[0x0b]].concat();
        let code: Vec<u8> = bodies.iter().flat_map(body).collect();
        let bytes = [
            b"\0asm\x01\0\0\0".to_vec(),
            section(1, &[1, 0x60, 0, 0]),
            section(3, &[&[count][..], &vec![0; bodies.len()]].concat()),
            section(7, &[1, 1, b'f', 0, 0]),
            section(10, &[&[count][..], &code].concat()),
        ];
        Module::read(&bytes.concat()).unwrap()
    }

    const CALL_SECOND: &[u8] = &[0x10, 1];
    const UNREACHABLE: &[u8] = &[0x00];

    #[test]
    fn a_panic_behind_a_call_is_found() {
        let faults = module(&[CALL_SECOND, UNREACHABLE]).faults();
        assert_eq!(faults, ["`f` reaches `unreachable`, which is how a panic ends"]);
    }

    #[test]
    fn a_panic_that_nothing_calls_is_none() {
        assert_eq!(module(&[&[], UNREACHABLE]).faults(), [""; 0]);
    }

    #[test]
    fn what_follows_an_endless_loop_is_never_run() {
        let endless = &[0x03, 0x40, 0x0c, 0, 0x0b, 0x00];
        let ended = &[0x02, 0x40, 0x03, 0x40, 0x41, 0, 0x0d, 1, 0x0c, 0, 0x0b, 0x0b, 0x00];
        assert_eq!(module(&[endless]).faults(), [""; 0]);
        assert_eq!(module(&[ended]).faults().len(), 1, "the loop's block is left");
    }

    #[test]
    fn a_panic_in_one_of_two_branches_is_found() {
        let in_then = &[0x41, 0, 0x04, 0x40, 0x00, 0x0b];
        let in_else = &[0x41, 0, 0x04, 0x40, 0x0f, 0x05, 0x00, 0x0b];
        let behind = &[0x41, 0, 0x04, 0x40, 0x0f, 0x0b, 0x00];
        let dead = &[0x41, 0, 0x04, 0x40, 0x0f, 0x05, 0x0f, 0x0b, 0x00];
        for code in [&in_then[..], in_else, behind] {
            assert_eq!(module(&[code]).faults().len(), 1, "{code:?}");
        }
        assert_eq!(module(&[dead]).faults(), [""; 0]);
    }

    #[test]
    fn a_division_and_a_panics_words_are_found() {
        let mut module = module(&[&[0x41, 1, 0x41, 0, 0x6d, 0x1a]]);
        module.data = b"attempt to divide by zero".to_vec();
        assert_eq!(module.faults(), ["its data says `attempt to `", "`f` reaches a division, which traps by zero"]);
    }
}
