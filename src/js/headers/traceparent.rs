//! `traceparent` for JavaScript: one call reads a header, one makes sixteen.

use wasm_bindgen::prelude::*;

use crate::{
    headers::{
        trace_flags::{START_FLAGS, TraceFlags},
        traceparent,
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
    fill(Some(&START), traceparent::LENGTH, &[3, 19, 36])
}

/// Writes sixteen fresh span ids into the output, 16 characters each. Returns false when the host has to bring entropy.
#[wasm_bindgen]
pub fn fill_span_ids() -> bool {
    fill(None, codes::SPAN_ID_LENGTH, &[0])
}

/// A header of a trace that starts here, but for its ids.
const START: [u8; traceparent::LENGTH] = *b"00-                                -                -03";

const _: () = assert!(START_FLAGS.bits() == 3, "the flags of a trace that starts are written out");

/// Writes this text sixteen times, every so many bytes, and sixteen fresh digits at each of these places of it. Half a
/// trace-id that is all zeros is passed over like a span-id, and nobody misses it. Not inlined, because the code for
/// digits is long.
#[inline(never)]
fn fill(text: Option<&[u8; traceparent::LENGTH]>, length: usize, places: &[usize]) -> bool {
    abi::with(|buffers| {
        (0..BATCH).all(|index| {
            let start = index * length;
            let out = buffers.output.get_mut(start..).and_then(<[u8]>::first_chunk_mut);
            if let (Some(out), Some(text)) = (out, text) {
                *out = *text;
            }
            places.iter().all(|place| {
                let Some(id) = buffers.draw() else { return false };
                let out = buffers.output.get_mut(start + place..).and_then(<[u8]>::first_chunk_mut);
                out.map(|out| *out = hex::encode(id)).is_some()
            })
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
