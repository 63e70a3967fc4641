//! Lineage for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{context::lineage, js::wasm::abi};

/// Whether the parent-id in the input names another operation than the value of our list-member behind it.
#[wasm_bindgen]
pub fn is_hidden_hop(length: usize) -> bool {
    abi::with(|buffers| {
        let parts = buffers.text(length).and_then(|text| text.split_first_chunk());
        parts.is_some_and(|(parent_id, value)| lineage::is_hidden_hop(parent_id, value))
    })
}
