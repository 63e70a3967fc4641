//! Whose trace is continued, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{context::secret, js::wasm::abi};

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
