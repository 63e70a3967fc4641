//! Decisions about an outgoing request, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    js::wasm::{abi, codes},
    outgoing::target::{Decision, Entry, Rule, Url, decide_in_order},
};

/// Decides whether a request carries our headers. The input is text of one field a line: the page's origin (empty where
/// there is none), the request's origin, its path; then one line for each rule to ignore; then, if a list of targets
/// was given, the line `targets` and one line for each of them.
///
/// A rule is `y` or `n`, the answer of a pattern or function, `?` where there was none, or a prefix: its origin, a space,
/// its path.
///
/// Returns what was decided in bits 0 to 7, and the rule's index in its list from bit 8 on.
#[wasm_bindgen]
pub fn decide_target(length: usize) -> u32 {
    abi::with(|buffers| {
        let text = buffers.text(length).unwrap_or_default();
        let mut lines = Lines(Some(text));
        let mut line = || lines.next().unwrap_or_default();
        let (home, url) = (line(), Url::from_bytes(line(), line()));
        let home = Some(home).filter(|origin| !origin.is_empty());
        match decide_in_order(url, home, lines.map(entry)) {
            Decision::SameOrigin => codes::SAME_ORIGIN,
            Decision::Target(index) => codes::TARGET | (index as u32) << codes::RULE_SHIFT,
            Decision::Outside => codes::OUTSIDE,
            Decision::Ignored(index) => codes::IGNORED | (index as u32) << codes::RULE_SHIFT,
            Decision::NotHttp => codes::NOT_HTTP,
        }
    })
}

/// The lines of a text. The standard library's iterator would be inlined at each of its four uses.
struct Lines<'a>(Option<&'a [u8]>);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    #[inline(never)]
    fn next(&mut self) -> Option<&'a [u8]> {
        let text = self.0.take()?;
        let Some(end) = text.iter().position(|byte| *byte == b'\n') else { return Some(text) };
        self.0 = text.get(end + 1..);
        text.get(..end)
    }
}

fn entry(line: &[u8]) -> Entry<'_> {
    let space = line.iter().position(|byte| *byte == b' ');
    match space.and_then(|space| line.split_at_checked(space)) {
        Some((origin, [_, path @ ..])) => Entry::Rule(Rule::Below(Url::from_bytes(origin, path))),
        _ if line == b"targets" => Entry::Targets,
        _ if line == b"?" => Entry::Rule(Rule::Unanswered),
        _ => Entry::Rule(Rule::Answered(line == b"y")),
    }
}
