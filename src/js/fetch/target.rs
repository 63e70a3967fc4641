//! Decisions about an outgoing request, for JavaScript.

use wasm_bindgen::prelude::*;

use super::abi;
use crate::{
    href,
    redact::{self, Instead},
    target::{Decision, Entry, Rule, Url, decide_in_order},
};

/// Decides whether a request carries our headers. The input is text of one field a line: the page's origin (empty where
/// there is none), the request's origin, its path; then one line for each rule to ignore; then, if a list of targets was
/// given, the line `targets` and one line for each of them.
///
/// A rule is `y` or `n`, the answer of a pattern or function, or a prefix: its origin, a space, its path.
///
/// Returns what was decided in bits 0 to 7, in the order of [`Decision`], and the rule's index in its list from bit 8 on.
#[wasm_bindgen]
pub fn decide_target(length: usize) -> u32 {
    abi::with(|buffers| {
        let text = buffers.text(length).unwrap_or_default();
        let mut lines = text.split(|byte| *byte == b'\n');
        let mut line = || lines.next().unwrap_or_default();
        let (home, url) = (line(), Url::from_bytes(line(), line()));
        let home = Some(home).filter(|origin| !origin.is_empty());
        match decide_in_order(url, home, lines.map(entry)) {
            Decision::SameOrigin => 0,
            Decision::Target(index) => 1 | (index as u32) << 8,
            Decision::Outside => 2,
            Decision::Ignored(index) => 3 | (index as u32) << 8,
            Decision::NotHttp => 4,
        }
    })
}

fn entry(line: &[u8]) -> Entry<'_> {
    let space = line.iter().position(|byte| *byte == b' ');
    match space.and_then(|space| line.split_at_checked(space)) {
        Some((origin, [_, path @ ..])) => Entry::Rule(Rule::Below(Url::from_bytes(origin, path))),
        _ if line == b"targets" => Entry::Targets,
        _ => Entry::Rule(Rule::Answered(line == b"y")),
    }
}

/// What [`redact_url`] says about a URL that no parser has seen, whose origin is known; -1 where the parser has to be asked.
#[wasm_bindgen]
pub fn redact_url_below(origin_length: usize, length: usize) -> i32 {
    let is_serialised = abi::with(|buffers| buffers.input.get(origin_length..length).is_some_and(href::is_serialised));
    if is_serialised { redact_url(length) as i32 } else { -1 }
}

/// Finds the secrets of the URL in the input. The table gets three numbers for each: start, end, and 0 for a value or 1 for
/// a user and password. Returns how many there are.
///
/// Where there are more than the table holds, the last one reaches to the end of the URL.
#[wasm_bindgen]
pub fn redact_url(length: usize) -> usize {
    abi::with(|buffers| {
        let rows = buffers.table.as_chunks_mut::<3>().0;
        let Some(url) = buffers.input.get(..length) else {
            // What was not read is all secret.
            let all = rows.first_mut().map(|row| *row = [0, length as u32, 0]);
            return all.map_or(0, |()| 1);
        };
        let mut count = 0;
        redact::find(url, |secret| {
            let instead = match secret.instead {
                Instead::Value => 0,
                Instead::UserInfo => 1,
            };
            let row = [secret.start as u32, secret.end as u32, instead];
            if let Some(free) = rows.get_mut(count) {
                *free = row;
                count += 1;
            } else if let [.., last] = rows {
                last[1] = length as u32;
            }
        });
        count
    })
}
