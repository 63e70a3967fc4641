//! The npm package, `pkg/`: the template, the module, the JavaScript of `src/js` and the texts of the repository.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine};
use walkdir::WalkDir;
use wasm_encoder::{CustomSection, Section as _};
use xshell::cmd;

use crate::build::chunks;
use crate::build::entries;
use crate::build::module::{self, Modules};
use crate::build::module_text;
use crate::build::short_names::ShortNames;
use crate::build::translation;
use crate::progress;
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
    let (npm, sh, target) = (tools::npm()?, workspace.sh.clone(), &workspace.target);
    sh.change_dir(workspace.root.join("pkg"));
    cmd!(sh, "{npm} pack --silent --pack-destination {target}").ignore_stdout().quiet().run()?;
    Ok(tarball(workspace))
}

/// Where the packed package is.
pub fn tarball(workspace: &Workspace) -> PathBuf {
    workspace.target.join(format!("tracehop-{}.tgz", workspace.version))
}

fn write(workspace: &Workspace, modules: &Modules, translation: &str, package: &Path) -> Result<()> {
    let (template, javascript) = (workspace.root.join("pkg-template"), workspace.root.join("src/js"));
    for folder in ["", "parts/"] {
        copy_folder(&javascript, &package.join(format!("{folder}js")), is_javascript)?;
        copy_folder(&template.join("names"), &package.join(format!("{folder}names")), is_javascript)?;
    }
    // Here parts of the module take the place of the whole.
    copy_folder(&template.join("parts"), &package.join("parts"), is_javascript)?;
    for folder in ["load", "types"] {
        copy_folder(&template.join(folder), &package.join(folder), |_| true)?;
    }
    for text in TEXTS {
        copy(&workspace.root.join(text), &package.join(text))?;
    }
    fs::write(package.join("tracehop.wasm"), with_version(&modules.whole, &workspace.version))?;
    fs::write(package.join("load/core.js"), translation)?;

    fill(&package.join("load/slim-init.js"), "__VERSION__", &workspace.version)?;
    let short_names = ShortNames::put_into(&package.join("parts/js"), &modules.exports)?;
    let short = |module: &[u8]| short_names.in_module(module);
    for (file, module) in [
        ("load/inline.js", &short(&modules.page)?),
        ("load/inline-traceparent.js", &short(&modules.traceparent)?),
        ("load/node-module-text.js", &modules.whole),
        ("parts/js/wasm/edge.js", &short(&modules.edge)?),
        ("parts/js/wasm/tracestate.js", &short(&modules.tracestate)?),
    ] {
        // The formatter of the template prefers single quotes, and the text is made for double ones.
        fill(&package.join(file), "'__WASM_TEXT__'", &format!("\"{}\"", module_text::encode(module)))?;
    }
    fill(&package.join("load/node-traceparent.js"), "__WASM_BASE64__", &BASE64_STANDARD.encode(&modules.traceparent))?;

    let table = read(&template.join("entries.json"))?;
    let table = serde_json::from_str(&table).context("pkg-template/entries.json is no JSON")?;
    let node_entries = entries::write(&table, package, &chunks::SHARED)?;
    chunks::join(workspace, package, &node_entries)?;
    let manifest = entries::complete(&read(&template.join("package.json"))?, &table, package)?;
    fs::write(package.join("package.json"), manifest)?;
    fill(&package.join("package.json"), "__VERSION__", &workspace.version)
}

/// The module and, in a section that engines pass over, its release: load/slim-init.js refuses a file of another one.
fn with_version(module: &[u8], version: &str) -> Vec<u8> {
    let mut stamped = module.to_vec();
    CustomSection { name: "tracehop".into(), data: version.as_bytes().into() }.append_to(&mut stamped);
    stamped
}

pub(super) fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn is_javascript(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "js")
}

fn copy_folder(from: &Path, to: &Path, wanted: fn(&Path) -> bool) -> Result<()> {
    for file in WalkDir::new(from) {
        let file = file?;
        if !file.file_type().is_file() || !wanted(file.path()) {
            continue;
        }
        let copied = to.join(file.path().strip_prefix(from)?);
        fs::create_dir_all(copied.parent().unwrap_or(to))?;
        copy(file.path(), &copied)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("{} cannot be copied into pkg/", from.display()))?;
    Ok(())
}

/// Puts a value where a template says so, which it must do once.
fn fill(file: &Path, placeholder: &str, value: &str) -> Result<()> {
    let text = read(file)?;
    if text.matches(placeholder).count() != 1 {
        bail!("the template of {} must contain {placeholder} exactly once", file.display());
    }
    fs::write(file, text.replace(placeholder, value))?;
    Ok(())
}
