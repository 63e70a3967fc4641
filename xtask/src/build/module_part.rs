//! A part of the module that works in the memory of another part.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process;
use crate::tools::WASM_FEATURES;
use crate::workspace::Workspace;

/// The same module over the memory `page.memory`, which it is given. All parts come from one link, so the same things have the
/// same addresses in each: the data is there already, and so are the buffers.
pub fn without_memory(workspace: &Workspace, node: &Path, module: &[u8]) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let [whole, text, part] = ["whole.wasm", "part.wat", "part.wasm"].map(|name| folder.path().join(name));
    fs::write(&whole, module)?;
    binaryen(workspace, node, "wasm-dis", &[&whole, Path::new("-o"), &text])?;
    fs::write(&text, import_memory(&fs::read_to_string(&text)?)?)?;
    binaryen(workspace, node, "wasm-as", &[&text, Path::new("-o"), &part])?;
    fs::read(&part).context("wasm-as wrote no module")
}

/// A module's text with an imported memory in place of its own, and without data. An import has to come first.
fn import_memory(text: &str) -> Result<String> {
    let (mut pages, mut rest) = (None, Vec::new());
    for line in text.lines().skip(1) {
        match line.strip_prefix(" (memory $0 ").and_then(|rest| rest.strip_suffix(')')) {
            Some(number) => pages = Some(number),
            None if line.starts_with(" (data ") => {}
            None => rest.push(line),
        }
    }
    let pages = pages.context("wasm-dis wrote a module without a memory")?;
    Ok(format!("(module\n (import \"page\" \"memory\" (memory $0 {pages}))\n{}", rest.join("\n")))
}

fn binaryen(workspace: &Workspace, node: &Path, tool: &str, arguments: &[&Path]) -> Result<()> {
    process::run(
        Command::new(node)
            .arg(workspace.root.join("node_modules/binaryen/bin").join(tool))
            .args(WASM_FEATURES)
            .args(arguments)
            .stdout(Stdio::null()),
        "Its message above says why.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_becomes_an_import_and_data_goes() {
        let text = "(module\n (type $0 (func))\n (memory $0 17)\n (data $0 (i32.const 8) \"x\")\n (func $0\n )\n)";
        let given = "(module\n (import \"page\" \"memory\" (memory $0 17))\n (type $0 (func))\n (func $0\n )\n)";
        assert_eq!(import_memory(text).unwrap(), given);
    }

    #[test]
    fn a_module_without_a_memory_is_no_part() {
        assert!(import_memory("(module\n)").is_err());
    }
}
