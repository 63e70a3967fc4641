//! Which stage may use which: `crate::` paths of `src`, against the order of the folders.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The stages of the crate. One uses only those of the groups before its own, and nothing of its own group but itself.
const STAGES: &[&[&str]] = &[
    &["text"],
    &["headers", "outgoing"],
    &["context", "formats", "record"],
    &["sampling", "export", "analyze"],
    // May use all of them: they are what it gives to JavaScript.
    &["js"],
];

/// The same of the folders in `src/js`.
const JS_STAGES: &[&[&str]] = &[
    &["wasm", "record"],
    &["host"],
    &["options", "headers"],
    &["context"],
    &["ambient", "sampling", "formats"],
    &["lines", "export"],
    &["span"],
    &["fetch", "handler"],
    &["entry", "analyze"],
];

/// The Rust files of a folder and of those in it.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file: without comments, and without what stands in quotation marks.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.map(|line| line.split('"').step_by(2).collect::<String>()).collect::<Vec<_>>().join("\n")
}

/// The paths that follow each `crate::`, with what stands in braces written out.
fn paths(code: &str) -> Vec<String> {
    code.split("crate::").skip(1).flat_map(|tree| branches(tree, "")).collect()
}

/// The paths of the tree of imports that a text starts with, each with what comes before the tree.
fn branches(text: &str, before: &str) -> Vec<String> {
    let text = text.trim_start();
    if let Some(inside) = text.strip_prefix('{') {
        return items(inside).into_iter().flat_map(|item| branches(item, before)).collect();
    }
    let end = text.find(|char: char| !char.is_alphanumeric() && char != '_' && char != '*').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    match rest.strip_prefix("::") {
        Some(rest) => branches(rest, &format!("{before}{name}::")),
        None => vec![format!("{before}{name}")],
    }
}

/// What stands between the commas of a list in braces, up to the brace that closes it.
fn items(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    for (place, char) in text.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                items.push(&text[start..place]);
                start = place + 1;
            }
            _ => {}
        }
        if char == '}' && start == place + 1 {
            break;
        }
    }
    items.into_iter().filter(|item| !item.trim().is_empty()).collect()
}

fn place(stages: &[&[&str]], name: &str) -> Option<usize> {
    stages.iter().position(|group| group.contains(&name))
}

/// What is wrong with a path that a file of this folder uses.
fn wrong(stages: &[&[&str]], own: &str, other: &str) -> Option<String> {
    let Some(own_place) = place(stages, own) else { return Some(format!("{own} is no stage that this test knows")) };
    let Some(other_place) = place(stages, other) else {
        return Some(format!("{other} is no stage: import what it is from the folder that has it"));
    };
    if own == other || other_place < own_place {
        return None;
    }
    let order: Vec<_> = stages.iter().map(|group| group.join(", ")).collect();
    Some(format!("{own} must not use {other}. A stage uses only stages before it: {}", order.join(" < ")))
}

/// What is wrong with the imports of a file, a sentence each. `path` is below `src`.
fn findings(path: &str, text: &str) -> Vec<String> {
    let folders: Vec<_> = path.split('/').collect();
    let mut found = Vec::new();
    for used in paths(&code(text)) {
        let names: Vec<_> = used.split("::").collect();
        let sentence = match (&folders[..], &names[..]) {
            (["js", own, _, ..], ["js", other, ..]) => wrong(JS_STAGES, own, other),
            ([own, _, ..], [other, ..]) => wrong(STAGES, own, other),
            _ => None,
        };
        found.extend(sentence.map(|sentence| format!("src/{path} imports crate::{used}: {sentence}.")));
    }
    if code(text).contains("super::super::") {
        found.push(format!(
            "src/{path} imports super::super::...: write crate:: and the stage, so that it can be checked."
        ));
    }
    found
}

#[test]
fn a_stage_uses_only_stages_before_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    assert!(all.len() > 50, "few files: {all:?}");
    let found = all.iter().flat_map(|file| {
        let path = file.strip_prefix(&source).expect("in src").to_str().expect("a path").replace('\\', "/");
        findings(&path, &fs::read_to_string(file).expect("a text"))
    });
    let found: Vec<_> = found.collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_tree_of_imports_is_its_paths() {
    let text = "use crate::{\n  a::{b, c::*, d as e,},\n  f,\n};\nuse crate::g::h; // crate::i\n\
                let x = crate::j::k(\"crate::l\");";
    assert_eq!(paths(&code(text)), ["a::b", "a::c::*", "a::d", "f", "g::h", "j::k"]);
}

#[test]
fn an_import_against_the_order_is_named() {
    for (path, text, named) in [
        ("context/a.rs", "use crate::sampling::ot;", "context must not use sampling"),
        ("headers/a.rs", "use crate::outgoing::url;", "headers must not use outgoing"),
        ("record/a.rs", "use crate::{headers::id, js::wasm::abi};", "record must not use js"),
        ("record/a.rs", "use crate::SpanId;", "SpanId is no stage"),
        ("js/fetch/a.rs", "use crate::js::handler::trust;", "fetch must not use handler"),
        ("js/a/a.rs", "use crate::js::wasm::abi;", "a is no stage"),
        ("text/a.rs", "use super::super::headers::id;", "super::super"),
    ] {
        let found = findings(path, text);
        assert!(found.len() == 1 && found[0].contains(named), "{path}: {found:?}");
    }
    for (path, text) in [
        ("sampling/a.rs", "use crate::{context::TraceContext, sampling::ot, text::hex};"),
        ("js/handler/a.rs", "use crate::{context::secret, js::{span::span, wasm::abi}};"),
        ("lib.rs", "use crate::js::wasm;"),
    ] {
        assert!(findings(path, text).is_empty(), "{path}");
    }
}
