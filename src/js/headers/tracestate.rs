//! `tracestate` for JavaScript: a scan that says where the members stand, the rule for a new one, and the limits.
//! Module: tracestate.

use wasm_bindgen::prelude::*;

use crate::{
    headers::tracestate::{self, MAX_LENGTH, MAX_MEMBERS, Place},
    js::wasm::{abi, codes},
};

/// Finds the members of the list in the input. The table gets two offsets for each: where it starts and where it ends.
///
/// Returns how many there are in bits 0 to 7, and whether the text is canonical in bit 8; or -1 when the list is
/// discarded.
#[wasm_bindgen]
pub fn scan_tracestate(length: usize) -> i32 {
    abi::with(|buffers| {
        let mut places = [Place::default(); MAX_MEMBERS];
        let Some(Ok(count)) = buffers.text(length).map(|text| tracestate::scan(text, &mut places)) else { return -1 };
        let mut canonical_length = count.saturating_sub(1);
        for (row, place) in buffers.table.as_chunks_mut().0.iter_mut().zip(&places).take(count) {
            *row = [place.key as u32, place.end as u32];
            canonical_length += place.end - place.key;
        }
        let canonical = if canonical_length == length { codes::CANONICAL } else { 0 };
        (count as u32 | canonical) as i32
    })
}

/// Whether a list may have the member whose key, and behind it the value, stand in the input.
#[wasm_bindgen]
pub fn check_member(key_length: usize, length: usize) -> bool {
    abi::with(|buffers| {
        let parts = buffers.text(length).and_then(|text| text.split_at_checked(key_length));
        parts.is_some_and(|(key, value)| tracestate::check_member(key, value).is_ok())
    })
}

/// Makes a list fit into a header. The table has the length of each member, and gets 0 for each that is dropped.
#[wasm_bindgen]
pub fn fit_tracestate(count: usize) {
    abi::with(|buffers| {
        let mut lengths = [0; MAX_MEMBERS];
        let Some(lengths) = lengths.get_mut(..count) else { return };
        for (length, entry) in lengths.iter_mut().zip(&buffers.table) {
            *length = *entry as usize;
        }
        tracestate::fit(lengths);
        for (entry, length) in buffers.table.iter_mut().zip(lengths) {
            *entry = *length as u32;
        }
    });
}

/// How many members a list may have.
#[wasm_bindgen]
pub fn max_members() -> usize {
    MAX_MEMBERS
}

/// How many characters a list may have when it leaves.
#[wasm_bindgen]
pub fn max_length() -> usize {
    MAX_LENGTH
}
