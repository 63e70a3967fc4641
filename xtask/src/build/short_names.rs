//! Exports with names of one letter or two, for hosts that get the module as text: the names of the sources are 2 % of
//! a page.
//!
//! JavaScript calls an export as a member, `pageExports().redact_url(...)`. A name that its code mentions in any other
//! way, as the key `duration_ms` of a line, stays as it is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;
use wasm_encoder::{ExportKind, ExportSection, Module, RawSection};
use wasmparser::{ExternalKind, Parser, Payload};

use crate::build::package::read;

/// Pairs of the name in the sources and the short one.
pub struct ShortNames(Vec<(String, String)>);

impl ShortNames {
    /// Short names for those of the exports that the scripts of a folder mention as members only, which they then do by
    /// these.
    pub fn put_into(folder: &Path, exports: &[String]) -> Result<Self> {
        let mut scripts = Vec::new();
        for file in WalkDir::new(folder) {
            let file = file?.into_path();
            if file.is_file() {
                scripts.push((file.clone(), read(&file)?));
            }
        }
        let is_member = |name: &&String| scripts.iter().all(|(_, script)| members(script, name).is_some());
        let names: Vec<&String> = exports.iter().filter(is_member).collect();
        let short = Self(names.into_iter().enumerate().map(|(index, name)| (name.clone(), letters(index))).collect());
        for (file, script) in scripts {
            fs::write(file, short.in_script(script))?;
        }
        Ok(short)
    }

    /// The same module with short names; what has none keeps its own.
    pub fn in_module(&self, module: &[u8]) -> Result<Vec<u8>> {
        let mut renamed = Module::new();
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload.context("wasm-opt wrote no valid module")?;
            if let Payload::ExportSection(exports) = payload {
                let mut section = ExportSection::new();
                for export in exports {
                    let export = export?;
                    let pair = self.0.iter().find(|(name, _)| name == export.name);
                    section.export(pair.map_or(export.name, |(_, short)| short), kind(export.kind)?, export.index);
                }
                renamed.section(&section);
            } else if let Some((id, range)) = payload.as_section() {
                renamed.section(&RawSection { id, data: &module[range] });
            }
        }
        Ok(renamed.finish())
    }

    fn in_script(&self, mut script: String) -> String {
        for (name, short) in &self.0 {
            // From the end, so that the places before stay where they are.
            for start in members(&script, name).into_iter().flatten().rev() {
                script.replace_range(start..start + name.len(), short);
            }
        }
        script
    }
}

/// Where a script's code has the name as a member; `None` if it also has it as something else.
fn members(script: &str, name: &str) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    for (start, _) in script.match_indices(name) {
        let (before, after) = (&script[..start], &script[start + name.len()..]);
        let line = before.rsplit('\n').next().unwrap_or(before).trim_start();
        let is_comment = ["//", "/*", "*"].iter().any(|begin| line.starts_with(begin));
        let is_longer = before.ends_with(is_word) || after.starts_with(is_word);
        if is_comment || is_longer {
            continue;
        }
        if !before.ends_with('.') || before.ends_with("...") {
            return None;
        }
        starts.push(start);
    }
    Some(starts)
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_$".contains(character)
}

fn kind(kind: ExternalKind) -> Result<ExportKind> {
    match kind {
        ExternalKind::Func => Ok(ExportKind::Func),
        ExternalKind::Memory => Ok(ExportKind::Memory),
        other => bail!("the module exports a {other:?}, and JavaScript uses only functions and the memory"),
    }
}

/// `a` to `z`, then `aa` and so on.
fn letters(index: usize) -> String {
    let last = char::from(b'a' + (index % 26) as u8);
    match index / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of a script that would get short ones.
    fn shortened(script: &str) -> bool {
        members(script, "redact_url").is_some_and(|places| !places.is_empty())
    }

    #[test]
    fn a_name_is_shortened_where_all_code_has_it_as_a_member() {
        assert!(shortened("// redact_url\npageExports().redact_url(1);\nexports\n  .redact_url();"));
        assert!(!shortened("exports.redact_url();\nconst keys = { redact_url: 1 };"));
        assert!(!shortened("exports.redact_url();\nconst keys = ['redact_url'];"));
        assert!(!shortened("exports.redact_url();\nfunction redact_url() {}"));
        assert!(!shortened("exports.redact_url();\ncall(...redact_url);"));
    }

    #[test]
    fn scripts_call_the_exports_by_their_short_names() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("redact.js");
        fs::write(&file, "x.redact_url(x.redact_url_below()); x.duration_ms(keys.length);\n").unwrap();
        fs::write(folder.path().join("line.js"), "const keys = ['duration_ms'];\n").unwrap();
        let exports = ["duration_ms", "redact_url", "redact_url_below"].map(str::to_owned);
        ShortNames::put_into(folder.path(), &exports).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "x.a(x.b()); x.duration_ms(keys.length);\n");
    }

    #[test]
    fn there_is_a_name_for_every_index() {
        assert_eq!([0, 25, 26, 27, 51, 52].map(letters), ["a", "z", "aa", "ab", "az", "ba"]);
    }

    #[test]
    fn an_export_gets_its_short_name_and_the_memory_keeps_its_own() {
        let module = |name: &str| {
            let text = format!("(module (memory 1) (func (export \"{name}\")) (export \"memory\" (memory 0)))");
            wat::parse_str(text).unwrap()
        };
        let names = ShortNames(vec![("redact_url".to_owned(), "a".to_owned())]);
        assert_eq!(names.in_module(&module("redact_url")).unwrap(), module("a"));
    }
}
