//! The entries of the package, from `pkg-template/entries.json`: the files that programs import, `exports` and
//! `sideEffects`. pkg-template/README.md says what is in the table.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

/// In which form a host gets the files of `src/js`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As they are: one module has every export.
    Whole,
    /// Over a module in parts, for hosts that get it as text in the script.
    Parts,
    /// Joined to a few chunks, for Node.
    Joined,
}

/// What a program imports: a subpath of the package, under a condition.
struct Entry<'a> {
    subpath: &'a str,
    names: &'a str,
    form: Form,
    /// The file of `load/`.
    load: Option<&'a str>,
    /// What that file exports for the program.
    and: Vec<&'a str>,
}

impl<'a> Entry<'a> {
    fn new(table: &'a Value, subpath: &'a str, condition: &str) -> Result<Self> {
        let row = &table["entries"][subpath];
        let text = |key: &str| row[key].as_str().with_context(|| format!("\"{subpath}\" has no \"{key}\""));
        let load = text("load")?;
        let way = table["loads"][load][condition].as_str();
        let way = way.with_context(|| format!("the loads \"{load}\" have none for {condition}"))?;
        let (form, load) = way.split_once('/').map_or((way, None), |(form, load)| (form, Some(load)));
        let form = match form {
            "whole" => Form::Whole,
            "parts" => Form::Parts,
            "joined" => Form::Joined,
            _ => bail!("\"{way}\" begins with none of whole, parts and joined"),
        };
        let and = row["and"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        Ok(Self { subpath, names: text("names")?, form, load, and })
    }

    /// Where it is in the package. What loads nothing is the file of names itself, but where all entries share chunks.
    fn path(&self) -> String {
        let name = file_name(self.subpath);
        match (self.form, self.load) {
            (Form::Joined, _) => format!("node/{name}.js"),
            (_, Some(load)) => format!("entries/{load}/{name}.js"),
            (form, None) => format!("{}names/{}.js", folder(form), self.names),
        }
    }

    /// What stands there; nothing where the file is there anyway.
    fn text(&self, shared: &[&str]) -> Option<String> {
        let up = if self.form == Form::Joined { "../" } else { "../../" };
        if self.form != Form::Joined && self.load.is_none() {
            return None;
        }
        let mut text = String::new();
        if let Some(load) = self.load {
            text += &match &self.and[..] {
                [] => format!("import '{up}load/{load}.js';\n"),
                names => format!("export {{ {} }} from '{up}load/{load}.js';\n", names.join(", ")),
            };
        }
        if self.form == Form::Joined {
            text.extend(shared.iter().map(|file| format!("import '{up}{file}';\n")));
        }
        Some(text + &format!("export * from '{up}{}names/{}.js';\n", folder(self.form), self.names))
    }
}

/// The folder that has the files of a form, which end with a slash if it is not the root.
fn folder(form: Form) -> &'static str {
    if form == Form::Parts { "parts/" } else { "" }
}

/// `index` of `.`, and `js-traceparent` of `./js/traceparent`.
fn file_name(subpath: &str) -> String {
    match subpath.strip_prefix("./") {
        Some(rest) => rest.replace('/', "-"),
        None => "index".to_owned(),
    }
}

/// Writes the entries into the package, those at the root too. Returns the names of Node's, which wait to be joined.
///
/// `shared` are files that each of Node's entries imports, whether it needs them or not.
pub fn write(table: &Value, package: &Path, shared: &[&str]) -> Result<Vec<String>> {
    let mut joined = Vec::new();
    for (subpath, row) in rows(table)? {
        for condition in conditions(table, row)? {
            let entry = Entry::new(table, subpath, condition)?;
            let Some(text) = entry.text(shared) else { continue };
            put(&package.join(entry.path()), &text)?;
            if entry.form == Form::Joined {
                joined.push(format!("{}.js", file_name(subpath)));
            }
        }
        // A folder of the package's own is in the way of the others.
        if subpath.matches('/').count() < 2 {
            let name = file_name(subpath);
            let default = Entry::new(table, subpath, "default")?.path();
            put(
                &package.join(format!("{name}.js")),
                &format!(
                    "// Tools that do not read \"exports\" look here, as Parcel does.\nexport * from './{default}';\n"
                ),
            )?;
            put(
                &package.join(format!("{name}.d.ts")),
                &format!(
                    "// TypeScript looks here if it does not read \"exports\".\nexport * from './types/{}.js';\n",
                    types(row)?
                ),
            )?;
        }
    }
    Ok(joined)
}

/// The manifest with what the table says.
pub fn complete(manifest: &str, table: &Value, package: &Path) -> Result<String> {
    let manifest: Map<String, Value> =
        serde_json::from_str(manifest).context("pkg-template/package.json is no JSON")?;
    let mut complete = Map::new();
    for (key, value) in manifest {
        let is_type = key == "type";
        complete.insert(key, value);
        if is_type {
            complete.insert("exports".to_owned(), exports(table)?);
            complete.insert("sideEffects".to_owned(), json!(side_effects(table, package)?));
        }
    }
    Ok(serde_json::to_string_pretty(&complete)? + "\n")
}

/// Conditions are tried in the order in which they stand, and that of the types comes first.
fn exports(table: &Value) -> Result<Value> {
    let mut exports = Map::new();
    for (subpath, row) in rows(table)? {
        let mut targets = Map::new();
        targets.insert("types".to_owned(), json!(format!("./types/{}.d.ts", types(row)?)));
        for condition in conditions(table, row)? {
            let path = Entry::new(table, subpath, condition)?.path();
            targets.insert(condition.to_owned(), json!(format!("./{path}")));
        }
        exports.insert(subpath.to_owned(), Value::Object(targets));
    }
    for file in table["files"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        exports.insert(file.to_owned(), json!(file));
    }
    Ok(Value::Object(exports))
}

/// The files that a bundler must keep although nothing is imported from them, each by its name: Vite 8 reads a pattern
/// such as `./*.js` as every file.
fn side_effects(table: &Value, package: &Path) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for folder in ["load", "node"] {
        for entry in fs::read_dir(package.join(folder)).with_context(|| format!("there is no {folder}/"))? {
            files.insert(format!("./{folder}/{}", entry?.file_name().to_string_lossy()));
        }
    }
    for (subpath, row) in rows(table)? {
        for condition in conditions(table, row)? {
            let entry = Entry::new(table, subpath, condition)?;
            files.extend(entry.load.is_some().then(|| format!("./{}", entry.path())));
            let root = format!("{}.js", file_name(subpath));
            files.extend((entry.load.is_some() && package.join(&root).exists()).then(|| format!("./{root}")));
        }
    }
    for file in table["sideEffects"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        files.extend([Form::Whole, Form::Parts].map(|form| format!("./{}{file}", folder(form))));
    }
    for file in &files {
        if !package.join(file).exists() {
            bail!("{file} has side effects, and is not in the package");
        }
    }
    Ok(files)
}

fn rows(table: &Value) -> Result<impl Iterator<Item = (&str, &Value)>> {
    let rows = table["entries"].as_object().context("there are no \"entries\"")?;
    Ok(rows.iter().map(|(subpath, row)| (subpath.as_str(), row)))
}

fn conditions<'a>(table: &'a Value, row: &Value) -> Result<impl Iterator<Item = &'a str>> {
    let load = row["load"].as_str().context("an entry has no \"load\"")?;
    let ways = table["loads"][load].as_object().with_context(|| format!("there are no loads \"{load}\""))?;
    Ok(ways.keys().map(String::as_str))
}

fn types(row: &Value) -> Result<&str> {
    row["types"].as_str().context("an entry has no \"types\"")
}

fn put(file: &PathBuf, text: &str) -> Result<()> {
    fs::create_dir_all(file.parent().context("a file is in a folder")?)?;
    fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Value {
        json!({
            "loads": {
                "all": { "node": "joined/node", "browser": "parts/inline", "default": "whole/slim" },
                "nothing": { "node": "joined", "default": "parts" }
            },
            "entries": {
                ".": { "names": "index", "types": "index", "load": "all", "and": ["init"] },
                "./js/log": { "names": "log", "types": "log", "load": "nothing" }
            },
            "files": ["./package.json"],
            "sideEffects": ["js/a.js"]
        })
    }

    /// A package with the files that the table needs.
    fn package() -> tempfile::TempDir {
        let package = tempfile::tempdir().unwrap();
        for file in ["load/inline.js", "js/a.js", "parts/js/a.js"] {
            put(&package.path().join(file), "").unwrap();
        }
        assert_eq!(write(&table(), package.path(), &["js/a.js"]).unwrap(), ["index.js", "js-log.js"]);
        package
    }

    #[test]
    fn an_entry_loads_in_its_way_and_has_its_names() {
        let package = package();
        let text = |file: &str| fs::read_to_string(package.path().join(file)).unwrap();
        assert_eq!(
            text("entries/inline/index.js"),
            "export { init } from '../../load/inline.js';\nexport * from '../../parts/names/index.js';\n"
        );
        assert_eq!(text("node/js-log.js"), "import '../js/a.js';\nexport * from '../names/log.js';\n");
        assert!(text("index.js").ends_with("export * from './entries/slim/index.js';\n"));
        assert!(text("index.d.ts").ends_with("export * from './types/index.js';\n"));
        assert!(!package.path().join("js-log.js").exists());
    }

    #[test]
    fn the_manifest_has_every_condition_in_order_and_each_file_with_side_effects() {
        let manifest = complete("{ \"name\": \"a\", \"type\": \"module\", \"files\": [] }", &table(), package().path());
        let manifest: Map<String, Value> = serde_json::from_str(&manifest.unwrap()).unwrap();
        assert_eq!(manifest.keys().collect::<Vec<_>>(), ["name", "type", "exports", "sideEffects", "files"]);
        let exports = json!({
            ".": {
                "types": "./types/index.d.ts",
                "node": "./node/index.js",
                "browser": "./entries/inline/index.js",
                "default": "./entries/slim/index.js"
            },
            "./js/log": { "types": "./types/log.d.ts", "node": "./node/js-log.js", "default": "./parts/names/log.js" },
            "./package.json": "./package.json"
        });
        // As text, for objects are equal in any order.
        assert_eq!(manifest["exports"].to_string(), exports.to_string());
        let effects = [
            "./entries/inline/index.js",
            "./entries/slim/index.js",
            "./index.js",
            "./js/a.js",
            "./load/inline.js",
            "./node/index.js",
            "./node/js-log.js",
            "./parts/js/a.js",
        ];
        assert_eq!(manifest["sideEffects"], json!(effects));
    }

    #[test]
    fn a_way_that_is_none_fails_the_build() {
        let mut table = table();
        table["loads"]["all"]["browser"] = json!("apart/inline");
        let error = exports(&table).unwrap_err();
        assert_eq!(error.to_string(), "\"apart/inline\" begins with none of whole, parts and joined");
    }
}
