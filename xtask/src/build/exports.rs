//! In which WebAssembly module each export is, read from the sources of `src/js`.
//!
//! The first line of a folder's `mod.rs` names the module of the folder's exports, as `Module: page.`. A file whose
//! exports are in another one has such a line of its own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use syn::{Attribute, Expr, FnArg, Item, ItemFn, Lit, Meta, Pat, Visibility};
use walkdir::WalkDir;

/// A module that a browser loads by itself. Each comes with what needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The buffers, and what reads and makes `traceparent`. It stands alone, and all of it is in [`Part::Page`] again.
    Traceparent,
    /// What a page needs to trace its calls.
    Page,
    /// What reads `tracestate`, over the memory of one of those two.
    Tracestate,
    /// The rest: what servers and workers need, over the memory of [`Part::Page`].
    Edge,
}

const PARTS: [(&str, Part); 4] =
    [("traceparent", Part::Traceparent), ("page", Part::Page), ("tracestate", Part::Tracestate), ("edge", Part::Edge)];

/// A function with `#[wasm_bindgen]`.
#[derive(Debug, PartialEq)]
pub struct Export {
    pub name: String,
    pub part: Part,
    /// Whether it reads as many bytes of the input buffer as its argument `length` says.
    pub reads_text: bool,
    file: PathBuf,
}

/// Every export of the sources in a folder, which is `src/js`.
pub fn read(folder: &Path) -> Result<Vec<Export>> {
    let mut exports = Vec::new();
    for file in WalkDir::new(folder).min_depth(2).max_depth(2).sort_by_file_name() {
        let file = file?.into_path();
        if file.extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let (syntax, own) = (parse(&file)?, file.with_file_name("mod.rs"));
        let functions: Vec<&ItemFn> = syntax.items.iter().filter_map(exported).collect();
        if functions.is_empty() {
            continue;
        }
        let part = match named_part(&file, &syntax.attrs, usize::MAX)? {
            None => named_part(&own, &parse(&own)?.attrs, 1)?,
            part => part,
        };
        let part = part.with_context(|| {
            let names: Vec<_> = functions.iter().map(|function| function.sig.ident.to_string()).collect();
            format!(
                "{} is in no WebAssembly module: the first line of {} has to end with the name of one, as \
                 `Module: page.`",
                names.join(", "),
                own.display()
            )
        })?;
        exports.extend(functions.into_iter().map(|function| Export {
            name: function.sig.ident.to_string(),
            part,
            reads_text: has_length(function),
            file: file.clone(),
        }));
    }
    Ok(exports)
}

/// Fails unless the compiled module exports exactly what the sources do.
pub fn compare(sources: &[Export], compiled: &[String]) -> Result<()> {
    if let Some(lost) = sources.iter().find(|export| !compiled.contains(&export.name)) {
        bail!("`{}` of {} is not in the compiled module. Is its file in a `mod.rs`?", lost.name, lost.file.display());
    }
    if let Some(unknown) = compiled.iter().find(|name| sources.iter().all(|export| export.name != **name)) {
        bail!("the compiled module exports `{unknown}`, which no `#[wasm_bindgen] pub fn` in a folder of src/js is");
    }
    Ok(())
}

/// The module that one of the first lines of a file's own documentation names.
fn named_part(file: &Path, attributes: &[Attribute], lines: usize) -> Result<Option<Part>> {
    let Some(name) = attributes.iter().filter_map(doc).take(lines).find_map(|line| module_of(&line)) else {
        return Ok(None);
    };
    let part = PARTS.iter().find(|(known, _)| *known == name).map(|(_, part)| *part);
    let known = PARTS.map(|(known, _)| known).join(", ");
    part.map(Some).with_context(|| format!("{} names the module `{name}`; there are {known}", file.display()))
}

/// `page` of a line that ends with `Module: page.`
fn module_of(line: &str) -> Option<String> {
    let (_, name) = line.trim_end().strip_suffix('.')?.rsplit_once("Module: ")?;
    Some(name.to_owned())
}

fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(literal) = &pair.value else { return None };
    match &literal.lit {
        Lit::Str(text) if pair.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

fn exported(item: &Item) -> Option<&ItemFn> {
    let Item::Fn(function) = item else { return None };
    let is_export = function.attrs.iter().any(|attribute| attribute.path().is_ident("wasm_bindgen"));
    (is_export && matches!(function.vis, Visibility::Public(_))).then_some(function)
}

fn has_length(function: &ItemFn) -> bool {
    function.sig.inputs.iter().any(|argument| {
        let FnArg::Typed(argument) = argument else { return false };
        matches!(&*argument.pat, Pat::Ident(name) if name.ident == "length")
    })
}

fn parse(file: &Path) -> Result<syn::File> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    syn::parse_file(&text).with_context(|| format!("{} is no Rust", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exports of a folder `span` with these files, or what is wrong with them.
    fn exports(files: &[(&str, &str)]) -> Result<Vec<(String, Part, bool)>> {
        let root = tempfile::tempdir()?;
        fs::create_dir(root.path().join("span"))?;
        for (name, text) in files {
            fs::write(root.path().join("span").join(name), text)?;
        }
        let exports = read(root.path())?.into_iter();
        Ok(exports.map(|export| (export.name, export.part, export.reads_text)).collect())
    }

    const URL: &str = "#[wasm_bindgen]\npub fn redact_url(length: usize) -> usize { length }\nfn private() {}";

    #[test]
    fn an_export_is_in_the_module_of_its_folder() {
        let files = [("mod.rs", "//! Spans. Module: page.\n//! More."), ("redact.rs", URL)];
        assert_eq!(exports(&files).unwrap(), [("redact_url".to_owned(), Part::Page, true)]);
    }

    #[test]
    fn a_file_can_name_another_module() {
        let own = format!("//! URLs.\n//! Module: edge.\n{}", URL.replace("length", "count"));
        let files = [("mod.rs", "//! Spans. Module: page."), ("redact.rs", &own)];
        assert_eq!(exports(&files).unwrap(), [("redact_url".to_owned(), Part::Edge, false)]);
    }

    #[test]
    fn an_export_in_no_module_fails_the_build() {
        let error = exports(&[("mod.rs", "//! Spans.\n//! Module: page."), ("redact.rs", URL)]).unwrap_err();
        assert!(error.to_string().starts_with("redact_url is in no WebAssembly module: the first line of "), "{error}");
    }

    #[test]
    fn a_module_that_is_none_fails_the_build() {
        let error = exports(&[("mod.rs", "//! Spans. Module: lists."), ("redact.rs", URL)]).unwrap_err();
        assert!(error.to_string().ends_with("names the module `lists`; there are traceparent, page, tracestate, edge"));
    }

    #[test]
    fn sources_and_the_compiled_module_export_the_same() {
        let export = Export {
            name: "redact_url".to_owned(),
            part: Part::Page,
            reads_text: true,
            file: PathBuf::from("src/js/a/b.rs"),
        };
        let (names, sources) = (["redact_url".to_owned()], [export]);
        assert!(compare(&sources, &names).is_ok());
        let error = compare(&sources, &[]).unwrap_err().to_string();
        assert_eq!(error, "`redact_url` of src/js/a/b.rs is not in the compiled module. Is its file in a `mod.rs`?");
        let error = compare(&[], &names).unwrap_err().to_string();
        assert!(error.starts_with("the compiled module exports `redact_url`, which no "), "{error}");
    }
}
