//! The npm package, `pkg/`: the template, the module, the JavaScript of `src/js` and the texts of the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine};

use crate::build::module::{self, Modules};
use crate::build::module_text;
use crate::build::module_version;
use crate::build::translation;
use crate::process::{self, progress};
use crate::tools;
use crate::workspace::Workspace;

/// Files of the repository's top folder that travel with the package.
const TEXTS: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Writes `pkg/`. If anything fails, the `pkg/` of the last build is still there as it was.
pub fn build(workspace: &Workspace) -> Result<()> {
    let modules = module::build(workspace)?;
    let translation = translation::build(workspace)?;

    let workshop = tempfile::Builder::new().prefix(".pkg-").tempdir_in(&workspace.root)?;
    let fresh = workshop.path().join("fresh");
    write(workspace, &modules, &translation, &fresh)?;

    let package = workspace.root.join("pkg");
    if package.exists() {
        fs::rename(&package, workshop.path().join("stale")).context("the old pkg/ cannot be moved away")?;
    }
    fs::rename(&fresh, &package).context("the new pkg/ cannot be moved to its place")?;

    progress(&format!("pkg/ is ready: tracehop {}, {} bytes of WebAssembly", workspace.version, modules.whole.len()));
    Ok(())
}

/// Packs `pkg/` as it would be published, and returns the tarball.
pub fn pack(workspace: &Workspace) -> Result<PathBuf> {
    process::read(
        Command::new(tools::npm()?)
            .args(["pack", "--pack-destination"])
            .arg(&workspace.target)
            .current_dir(workspace.root.join("pkg")),
        "npm's message above says what is wrong with pkg/.",
    )?;
    Ok(workspace.target.join(format!("tracehop-{}.tgz", workspace.version)))
}

fn write(workspace: &Workspace, modules: &Modules, translation: &str, package: &Path) -> Result<()> {
    let (template, javascript) = (workspace.root.join("pkg-template"), workspace.root.join("src/js"));
    let apart = package.join("inline/apart");
    copy_folder(&javascript, &package.join("js"), is_javascript)?;
    copy_folder(&javascript, &apart.join("js"), is_javascript)?;
    copy_folder(&template.join("names"), &apart.join("names"), is_javascript)?;
    // Last, for inline/apart has modules apart.
    copy_folder(&template, package, |_| true)?;
    for text in TEXTS {
        copy(&workspace.root.join(text), &package.join(text))?;
    }
    fs::write(package.join("tracehop.wasm"), module_version::stamp(&modules.whole, &workspace.version))?;
    fs::write(package.join("without-wasm/core.js"), translation)?;

    for file in ["package.json", "slim/init.js"] {
        fill(&package.join(file), "__VERSION__", &workspace.version)?;
    }
    for (file, module) in [
        ("node/whole.js", &modules.whole),
        ("inline/load.js", &modules.page),
        ("inline/load-traceparent.js", &modules.traceparent),
        ("inline/apart/js/wasm/edge.js", &modules.edge),
        ("inline/apart/js/wasm/tracestate.js", &modules.tracestate),
    ] {
        // The formatter of the template prefers single quotes, and the text is made for double ones.
        fill(&package.join(file), "'__WASM_TEXT__'", &format!("\"{}\"", module_text::encode(module)))?;
    }
    fill(&package.join("node/load-traceparent.js"), "__WASM_BASE64__", &BASE64_STANDARD.encode(&modules.traceparent))?;
    join_node_entries(workspace, &package.join("node"))
}

/// Makes few files of what Node's entries import: each file costs a fresh process a third of a millisecond. They share
/// chunks, so that all of them have the same state.
///
/// esbuild makes a chunk for each set of entries that need the same files. So the two entries for headers also
/// name each other's file, and the annotations that call these imports unused are ignored.
fn join_node_entries(workspace: &Workspace, folder: &Path) -> Result<()> {
    const ENTRIES: [&str; 8] = [
        "dialects.js",
        "index.js",
        "node.js",
        "opentelemetry.js",
        "slim.js",
        "traceparent.js",
        "tracestate.js",
        "without-wasm.js",
    ];
    process::run(
        Command::new(workspace.root.join("node_modules/.bin/esbuild"))
            .args(ENTRIES)
            .args(["--bundle", "--splitting", "--format=esm", "--platform=node", "--target=node20"])
            .args(["--ignore-annotations", "--chunk-names=shared-[hash]"])
            .args(["--outdir=.", "--allow-overwrite", "--log-level=warning"])
            .current_dir(folder),
        "An entry in pkg-template/node may import what is not there.",
    )?;
    for part in ["async-hooks.js", "load.js", "load-traceparent.js", "prepare.js", "whole.js"] {
        let what = || format!("node/{part}, which is in the chunks now, cannot be removed");
        fs::remove_file(folder.join(part)).with_context(what)?;
    }
    Ok(())
}

fn is_javascript(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "js")
}

fn copy_folder(from: &Path, to: &Path, wanted: fn(&Path) -> bool) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        let source = entry.path();
        let copied = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&source, &copied, wanted)?;
        } else if wanted(&source) {
            copy(&source, &copied)?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("{} cannot be copied into pkg/", from.display()))?;
    Ok(())
}

/// Puts a value where a template says so, which it must do once.
fn fill(file: &Path, placeholder: &str, value: &str) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    if text.matches(placeholder).count() != 1 {
        bail!("the template of {} must contain {placeholder} exactly once", file.display());
    }
    fs::write(file, text.replace(placeholder, value))?;
    Ok(())
}
