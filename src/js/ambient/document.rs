//! A page's own document, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::context::document::{self, Navigation};

/// Until when spans of the page continue the trace that its HTML names, in milliseconds since the navigation started; 0
/// for never. The parameters are those of [`Navigation`], and the moments at which the HTML was written and at which
/// this is asked.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "it is asked once a page, so nothing is gained by a buffer")]
pub fn page_fresh_until(
    written: f64,
    now: f64,
    request_start: f64,
    response_end: f64,
    worker_start: f64,
    transfer_size: f64,
    encoded_body_size: f64,
    from_history: bool,
    from_store: bool,
) -> f64 {
    let navigation = Navigation {
        request_start,
        response_end,
        worker_start,
        transfer_size,
        encoded_body_size,
        from_history,
        from_store,
    };
    navigation.fresh_until(written, now).unwrap_or(0.0)
}

/// Whether a span of the page that starts now continues the trace of its document: the parameters are those of
/// [`document::is_joined`].
#[wasm_bindgen]
pub fn is_page_joined(until: f64, now: f64, has_loaded: bool, had_input: bool) -> bool {
    document::is_joined(until, now, has_loaded, had_input)
}
