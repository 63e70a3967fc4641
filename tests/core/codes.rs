//! `src/js/wasm/codes.js` says the numbers of `src/js/wasm/codes.rs`, which is Rust that only WebAssembly compiles
//! otherwise.

#[path = "../../src/js/wasm/codes.rs"]
mod numbers;

use std::fmt::Write as _;

/// The text of the file, as the formatter of JavaScript leaves it.
fn text() -> String {
    let mut text = String::from(
        "// Numbers that both sides of the border know. Written from codes.rs by `BLESS=1 cargo test --test core codes`.\n\n",
    );
    for (comment, name, value) in numbers::ALL {
        let comment = comment.trim();
        let value = if *value > 255 && value.count_ones() == 1 { format!("{value:#x}") } else { value.to_string() };
        let _ = writeln!(text, "/** {comment} */\nexport const {name} = {value};");
    }
    text
}

#[test]
fn javascript_has_the_same_numbers() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/js/wasm/codes.js");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text()).expect("src/js/wasm/codes.js is written");
    }
    let stated = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(stated, text(), "src/js/wasm/codes.js is old: `BLESS=1 cargo test --test core codes` writes it");
}
