//! The list of mutants: small edits, each with the reason why somebody has to notice it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

const FOLDER: &str = "tests/mutants";

/// One edit of one file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutant {
    pub name: String,
    /// From the repository's root.
    pub file: String,
    /// Text that stands in the file once.
    find: String,
    replace: String,
    /// What goes wrong for somebody when this goes unnoticed.
    pub why: String,
    pub tests: Tests,
}

/// Which tests have to notice: the fastest that can.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Tests {
    /// The core's, natively.
    Core,
    /// Those of the exports and of what only WebAssembly has, in Node.
    Wasm,
    /// The suite over the installed package, in Node.
    Package,
    /// The same in Deno, whose runtime traces by itself.
    Deno,
}

/// Every mutant of every file in the list's folder.
pub fn read(root: &Path) -> Result<Vec<Mutant>> {
    let entries = fs::read_dir(root.join(FOLDER)).with_context(|| format!("{FOLDER} cannot be read"))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.sort();
    let lists = files.iter().map(|file| {
        serde_json::from_slice(&fs::read(file)?).with_context(|| format!("{} is no list of mutants", file.display()))
    });
    Ok(lists.collect::<Result<Vec<Vec<_>>>>()?.into_iter().flatten().collect())
}

impl Mutant {
    /// The broken text of its file in this tree.
    pub fn broken(&self, root: &Path) -> Result<String> {
        let Self { name, file, find, replace, .. } = self;
        let text = fs::read_to_string(root.join(file)).with_context(|| format!("{file} cannot be read"))?;
        let count = text.matches(find).count();
        ensure!(
            count == 1,
            "mutant {name} no longer applies: its text stands {count} times in {file}, and has to stand there once. \
             Give it the text that stands there now, in {FOLDER}."
        );
        Ok(text.replace(find, replace))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_mutant_applies_exactly_once_differs_and_says_why() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let mutants = read(root).unwrap();
        assert!(mutants.len() >= 30, "{} mutants", mutants.len());
        let broken: Vec<_> = mutants.iter().map(|mutant| mutant.broken(root)).collect();
        let complaints: Vec<_> =
            broken.iter().filter_map(|text| text.as_ref().err()).map(|error| error.to_string()).collect();
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));

        let names: HashSet<_> = mutants.iter().map(|mutant| &mutant.name).collect();
        let edits: HashSet<_> =
            mutants.iter().zip(&broken).map(|(mutant, text)| (&mutant.file, text.as_ref().unwrap())).collect();
        assert_eq!((names.len(), edits.len()), (mutants.len(), mutants.len()));
        for mutant in &mutants {
            assert!(mutant.find != mutant.replace && !mutant.why.is_empty(), "{}", mutant.name);
            // Only the package has the JavaScript, and only the sources the Rust.
            let is_javascript = matches!(mutant.tests, Tests::Package | Tests::Deno);
            assert_eq!(mutant.file.ends_with(".js"), is_javascript, "{}", mutant.name);
            assert!(mutant.file.starts_with("src/"), "{}", mutant.name);
        }
    }

    #[test]
    fn an_edit_applies_where_its_text_stands_once() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.rs"), "one two two").unwrap();
        let edit = |find: &str| {
            let entry = serde_json::json!({
                "name": "n", "file": "a.rs", "find": find, "replace": "three", "why": "w", "tests": "core",
            });
            serde_json::from_value::<Mutant>(entry).unwrap().broken(folder.path()).map_err(|error| error.to_string())
        };
        assert_eq!(edit("one").unwrap(), "three two two");
        assert!(edit("two").unwrap_err().contains("stands 2 times in a.rs"));
        assert!(edit("four").unwrap_err().contains("stands 0 times in a.rs"));
    }
}
