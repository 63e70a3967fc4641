//! Where `unsafe` stands: in one module, each with its reason. What the compiler is told about that is checked here as
//! well.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The one module that may: JavaScript and Rust share its buffers.
const MAY: &str = "src/js/wasm/abi.rs";

/// Every folder with Rust of ours.
const FOLDERS: [&str; 6] = ["src", "tests", "xtask", "benches", "examples", "fuzz"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let is_ours = !path.ends_with("node_modules") && !path.ends_with("fuzz/target");
        if path.is_dir() && is_ours {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A line without its comment and without what stands in quotation marks.
fn code(line: &str) -> String {
    let code = line.split("//").next().unwrap_or_default();
    code.split('"').step_by(2).collect()
}

/// Whether the line opens unsafe code, or lets the compiler accept it.
fn is_unsafe(line: &str) -> bool {
    let code = code(line);
    let mut words = code.split(|char: char| !char.is_alphanumeric() && char != '_');
    let allows = ["allow", "expect", "warn"].iter().any(|level| code.contains(&format!("{level}(unsafe_")));
    allows || words.any(|word| word == "unsafe")
}

fn places(text: &str) -> Vec<usize> {
    text.lines().enumerate().filter(|(_, line)| is_unsafe(line)).map(|(number, _)| number).collect()
}

/// Whether the comment directly above a line, or above its attributes, gives the reason.
fn has_reason(text: &str, place: usize) -> bool {
    let above: Vec<&str> = text.lines().take(place).map(str::trim).collect();
    let near = above.iter().rev().take_while(|line| line.starts_with("//") || line.starts_with("#["));
    near.into_iter().any(|line| line.starts_with("// SAFETY: "))
}

#[test]
fn unsafe_stands_in_one_module_only() {
    let mut files = Vec::new();
    FOLDERS.iter().for_each(|folder| rust_files(&root().join(folder), &mut files));
    assert!(files.len() > 40, "few files: {files:?}");
    let with = files.iter().filter(|file| !places(&fs::read_to_string(file).expect("a text")).is_empty());
    let names: Vec<PathBuf> = with.map(|file| file.strip_prefix(root()).expect("ours").to_owned()).collect();
    assert_eq!(names, [Path::new(MAY)]);
}

#[test]
fn every_unsafe_says_why_it_is_sound() {
    let text = fs::read_to_string(root().join(MAY)).expect("a text");
    let places: Vec<usize> =
        places(&text).into_iter().filter(|place| !line(&text, *place).contains("allow(")).collect();
    assert_eq!(
        places.len(),
        5,
        "the inventory: one for sharing the buffers, one for lending them, and three for having no allocator"
    );
    for place in places {
        assert!(has_reason(&text, place), "{MAY}:{}: {}", place + 1, line(&text, place));
    }
}

#[test]
fn the_compiler_refuses_it_everywhere_else() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("a text");
    assert!(lib.lines().any(|line| matches!(line, "#![deny(unsafe_code)]" | "#![forbid(unsafe_code)]")));
}

fn line(text: &str, place: usize) -> &str {
    text.lines().nth(place).unwrap_or_default()
}

#[test]
fn the_word_counts_in_code_only() {
    for line in ["unsafe { x }", "    unsafe impl Sync for A {}", "#[allow(unsafe_code)]", "call(unsafe { x }) // why"]
    {
        assert!(is_unsafe(line), "{line}");
    }
    for line in ["// unsafe", "#![deny(unsafe_code)]", "let unsafe_count = 1;", "print(\"unsafe\")"] {
        assert!(!is_unsafe(line), "{line}");
    }
    let text = "// SAFETY: it is.\n// So.\n#[inline]\nunsafe {}\n\nunsafe {}\n";
    assert!(has_reason(text, 3) && !has_reason(text, 5));
}
