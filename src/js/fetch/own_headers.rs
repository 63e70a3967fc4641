//! Whose headers leave with a call, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    js::wasm::codes,
    outgoing::own_headers::{Given, decide, is_foreign},
};

/// What becomes of a call's own headers, given the bits `GIVEN_...`. Returns the bits `KEPT_...` and `REMOVED`.
#[wasm_bindgen]
pub fn own_headers(given: u32) -> u32 {
    let is = |bit: u32| given & bit != 0;
    let given = Given {
        replace: is(codes::GIVEN_REPLACE),
        traceparent: is(codes::GIVEN_TRACEPARENT),
        received: is(codes::GIVEN_RECEIVED),
        tracestate: is(codes::GIVEN_TRACESTATE),
        received_state: is(codes::GIVEN_RECEIVED_STATE),
        continued: is(codes::GIVEN_CONTINUED),
    };
    let kept = decide(given);
    let bit = |is_kept: bool, bit: u32| if is_kept { bit } else { 0 };
    bit(kept.traceparent, codes::KEPT_TRACEPARENT)
        | bit(kept.tracestate, codes::KEPT_TRACESTATE)
        | bit(is_foreign(given), codes::REMOVED)
}
