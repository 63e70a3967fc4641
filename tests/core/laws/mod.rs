//! Laws that hold for every input, as functions that panic where one is broken.
//!
//! proptest hands them values (tests/core/inputs), and the fuzz targets bytes (fuzz/targets), through `hold_for` of
//! each room.

pub mod context;
pub mod redact;
pub mod reference;
pub mod server_timing;
pub mod target;
pub mod traceparent;
pub mod tracestate;

use tracehop::{SpanId, TraceId};

/// The lines of a fuzzer's input, which a person can read and write. Bytes that are no text become U+FFFD.
fn lines(bytes: &[u8]) -> Vec<String> {
    bytes.split(|byte| *byte == b'\n').map(|line| String::from_utf8_lossy(line).into_owned()).collect()
}

/// Ids out of a fuzzer's bytes: 24 of them, and an end of ones so that no id is zero.
fn ids(bytes: &[u8]) -> (TraceId, SpanId) {
    let mut ids = [1; 24];
    ids.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    let trace_id = ids.first_chunk().copied().and_then(TraceId::from_bytes);
    let span_id = ids.last_chunk().copied().and_then(SpanId::from_bytes);
    let one = (TraceId::from_bytes([1; 16]), SpanId::from_bytes([1; 8]));
    trace_id.or(one.0).zip(span_id.or(one.1)).expect("one is not zero")
}
