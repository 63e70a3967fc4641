//! Decisions about a request that arrives, for JavaScript.

use wasm_bindgen::prelude::*;

use super::abi;
use crate::{late::LateSampling, lineage, secret, span::Status};

/// Whether what a caller sent is the secret. The input has the secret and behind it what was sent, and is wiped.
#[wasm_bindgen]
pub fn is_secret(secret_length: usize, length: usize) -> bool {
    abi::with(|buffers| {
        let Some(text) = buffers.input.get_mut(..length) else { return false };
        let is_same = text.split_at_checked(secret_length).is_some_and(|(secret, sent)| secret::is_same(secret, sent));
        text.fill(0);
        is_same
    })
}

/// Whether the parent-id in the input names another operation than the value of our list-member behind it.
#[wasm_bindgen]
pub fn is_hidden_hop(length: usize) -> bool {
    abi::with(|buffers| {
        let parts = buffers.text(length).and_then(|text| text.split_first_chunk());
        parts.is_some_and(|(parent_id, value)| lineage::is_hidden_hop(parent_id, value))
    })
}

/// Whether the line of an operation that is not sampled is written all the same, with the index of its status. `slower_than_ms`
/// is infinite where no operation is too slow.
#[wasm_bindgen]
pub fn is_sampled_late(status: usize, duration_ms: f64, errors: bool, slower_than_ms: f64) -> bool {
    let status = Status::ALL.get(status).copied().unwrap_or(Status::Unset);
    LateSampling { errors, slower_than_ms }.should_sample(status, duration_ms)
}
