//! How an operation ended, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    headers::trace_flags::TraceFlags,
    js::wasm::codes,
    record::span::{self, Ending, Kind, Status},
};

/// The status of an operation of the kind with this index that ended with a response. Returns the status's index.
#[wasm_bindgen]
pub fn status_of_response(kind: usize, code: u16) -> u32 {
    status(kind, Ending::Response(code))
}

/// The status of an operation that ended with an error. Returns the status's index, with `CANCELLED` set where the
/// caller no longer wanted it.
#[wasm_bindgen]
pub fn status_of_error(kind: usize, aborted: bool, timeout: bool) -> u32 {
    let ending = Ending::of_error(aborted, timeout);
    let cancelled = if ending == Ending::Cancelled { codes::CANCELLED } else { 0 };
    status(kind, ending) | cancelled
}

/// The status of an operation that returned. Returns the status's index.
#[wasm_bindgen]
pub fn status_of_return(kind: usize) -> u32 {
    status(kind, Ending::Returned)
}

/// Milliseconds between two readings of a clock in milliseconds.
#[wasm_bindgen]
pub fn duration_ms(start: f64, end: f64) -> f64 {
    span::duration_ms(start, end)
}

/// Whether the sampled bit is set.
#[wasm_bindgen]
pub fn is_sampled(flags: u8) -> bool {
    TraceFlags::from_bits(flags).is_sampled()
}

fn status(kind: usize, ending: Ending) -> u32 {
    let kind = Kind::ALL.get(kind).copied().unwrap_or(Kind::Internal);
    let status = span::status(kind, ending);
    Status::ALL.iter().position(|other| *other == status).unwrap_or_default() as u32
}
