//! Few files for Node instead of many: each file costs a fresh process a third of a millisecond.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::build::package::read;
use crate::workspace::Workspace;

/// What all of Node's entries import, needed or not. esbuild makes a chunk for each set of entries that need the same
/// files: with these imports, all that is about headers is one chunk.
pub const SHARED: [&str; 2] = ["js/headers/traceparent.js", "js/headers/tracestate.js"];

/// What the names of files in `load/` begin with that only Node's entries import.
const NODE: &str = "node";

/// Joins the entries in `node/` with what they import, to chunks that they share, so that all of them have the same
/// state.
pub fn join(workspace: &Workspace, package: &Path, entries: &[String]) -> Result<()> {
    let (sh, esbuild) = (workspace.sh.clone(), workspace.root.join("node_modules/.bin/esbuild"));
    sh.change_dir(package.join("node"));
    cmd!(sh, "{esbuild} {entries...} --bundle --splitting --format=esm --platform=node --target=node20")
        // Annotations would call the imports of SHARED unused.
        .args(["--ignore-annotations", "--chunk-names=shared-[hash]"])
        .args(["--outdir=.", "--allow-overwrite", "--log-level=warning", "--tsconfig-raw={}"])
        .quiet()
        .run()
        .context("a file of pkg-template/load or pkg-template/names may import what is not there")?;
    remove_empty(&package.join("node"))?;
    for file in fs::read_dir(package.join("load"))? {
        let file = file?;
        if file.file_name().to_string_lossy().starts_with(NODE) {
            fs::remove_file(file.path()).context("a file of load/, which is in the chunks now, cannot be removed")?;
        }
    }
    Ok(())
}

/// A file that only imports others leaves an empty chunk when several entries share it, and a process would load that
/// too.
fn remove_empty(folder: &Path) -> Result<()> {
    let mut imports = Vec::new();
    let mut texts = Vec::new();
    for file in fs::read_dir(folder)? {
        let file = file?;
        let text = read(&file.path())?;
        if text.is_empty() {
            imports.push(format!("import \"./{}\";\n", file.file_name().to_string_lossy()));
            fs::remove_file(file.path())?;
        } else {
            texts.push((file.path(), text));
        }
    }
    for (file, text) in texts {
        fs::write(file, imports.iter().fold(text, |text, import| text.replace(import, "")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_imports_an_empty_chunk() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name| folder.path().join(name);
        fs::write(file("shared-A.js"), "").unwrap();
        fs::write(file("index.js"), "import \"./shared-A.js\";\nimport \"./shared-B.js\";\n").unwrap();
        remove_empty(folder.path()).unwrap();
        assert_eq!(read(&file("index.js")).unwrap(), "import \"./shared-B.js\";\n");
        assert!(!file("shared-A.js").exists());
    }
}
