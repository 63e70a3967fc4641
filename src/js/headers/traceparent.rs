//! `traceparent` for JavaScript: one call reads a header, one makes sixteen.

use wasm_bindgen::prelude::*;

use crate::{
    headers::{
        id::{SpanId, TraceId},
        trace_flags::{START_FLAGS, TraceFlags},
        traceparent::{self, Traceparent},
    },
    js::wasm::{
        abi,
        codes::{self, BATCH},
    },
    text::hex,
};

const _: () = assert!(codes::READ_LENGTH == traceparent::MAX_RECEIVED + 1, "JavaScript shows that there is more");

/// Reads the header in the input.
///
/// Returns the flags in bits 0 to 7, whether the text is canonical in bit 8, and from bit 16 on where the fields start;
/// or -1 when the header is invalid.
#[wasm_bindgen]
pub fn parse_traceparent(length: usize) -> i32 {
    abi::with(|buffers| match buffers.text(length).map(traceparent::scan) {
        Some(Ok(scan)) => pack(&scan),
        Some(Err(_)) | None => -1,
    })
}

pub(in crate::js) fn pack(scan: &traceparent::Scan<'_>) -> i32 {
    let canonical = if scan.canonical { codes::CANONICAL } else { 0 };
    (u32::from(scan.flags.bits()) | canonical | (scan.start as u32) << codes::START_SHIFT) as i32
}

/// Writes sixteen fresh headers into the output, 55 characters each. Returns false when the host has to bring entropy.
#[wasm_bindgen]
pub fn fill_traceparents() -> bool {
    abi::with(|buffers| {
        (0..BATCH).all(|index| {
            let trace_id = buffers.draw().and_then(TraceId::from_bytes);
            let parent_id = buffers.draw().and_then(SpanId::from_bytes);
            let (Some(trace_id), Some(parent_id)) = (trace_id, parent_id) else { return false };
            let header = Traceparent::new(trace_id, parent_id, START_FLAGS).to_bytes();
            let out = buffers.output.as_chunks_mut().0.get_mut(index);
            out.map(|out| *out = header).is_some()
        })
    })
}

/// Writes sixteen fresh span ids into the output, 16 characters each. Returns false when the host has to bring entropy.
#[wasm_bindgen]
pub fn fill_span_ids() -> bool {
    abi::with(|buffers| {
        (0..BATCH).all(|index| {
            let Some(id) = buffers.draw() else { return false };
            let out = buffers.output.as_chunks_mut().0.get_mut(index);
            out.map(|out| *out = hex::encode(id)).is_some()
        })
    })
}

/// The bits of a flags byte that may be sent.
#[wasm_bindgen]
pub fn known_flags(flags: u8) -> u8 {
    TraceFlags::from_bits(flags).bits()
}

/// The flags of a trace that starts here.
#[wasm_bindgen]
pub fn start_flags() -> u8 {
    START_FLAGS.bits()
}
