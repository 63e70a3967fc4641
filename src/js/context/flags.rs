//! Trace-flags of a context, for JavaScript. Module: page.

use wasm_bindgen::prelude::*;

use crate::headers::trace_flags::TraceFlags;

/// The same flags with the sampled bit as given.
#[wasm_bindgen]
pub fn with_sampled(flags: u8, sampled: bool) -> u8 {
    TraceFlags::from_bits(flags).with_sampled(sampled).bits()
}
