//! A page's own document, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    context::document::{self, Navigation},
    js::wasm::codes,
};

/// How a page belongs to the trace that its HTML names: `PAGE_JOINED`, `PAGE_ENDED`, or 0 if it does not. The parameters
/// are those of [`Navigation`] and [`document::is_joined`], and the moments at which the HTML was written and at which
/// this is asked.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "it is asked a few times a page, so nothing is gained by a buffer")]
pub fn page_state(
    written: f64,
    now: f64,
    request_start: f64,
    response_end: f64,
    worker_start: f64,
    transfer_size: f64,
    encoded_body_size: f64,
    from_history: bool,
    from_store: bool,
    has_loaded: bool,
    had_input: bool,
) -> u32 {
    let navigation = Navigation {
        request_start,
        response_end,
        worker_start,
        transfer_size,
        encoded_body_size,
        from_history,
        from_store,
    };
    match navigation.fresh_until(written, now) {
        Some(until) if document::is_joined(until, now, has_loaded, had_input) => codes::PAGE_JOINED,
        Some(_) => codes::PAGE_ENDED,
        None => 0,
    }
}
