//! Inputs that proptest makes for the laws.

mod answers;
mod context;
mod record;
mod redact;
mod server_timing;
mod target;
mod traceparent;
mod tracestate;

use proptest::prelude::*;
use tracehop::{SpanId, TraceFlags, TraceId, Traceparent};

/// Many small cases; what fails is printed whole, so nothing is kept in files.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() }
}

fn trace_id() -> impl Strategy<Value = TraceId> {
    any::<[u8; 16]>().prop_filter_map("zero", TraceId::from_bytes)
}

fn span_id() -> impl Strategy<Value = SpanId> {
    any::<[u8; 8]>().prop_filter_map("zero", SpanId::from_bytes)
}

fn header() -> impl Strategy<Value = Traceparent> {
    (trace_id(), span_id(), any::<u8>())
        .prop_map(|(trace_id, parent_id, bits)| Traceparent::new(trace_id, parent_id, TraceFlags::from_bits(bits)))
}

/// A text with some bytes replaced, put in, taken out, or one piece doubled.
fn edited(text: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<u8>> {
    // Bytes that mean something in a header come as often as all others together.
    let byte = prop_oneof![any::<u8>(), prop::sample::select(b"-,= \t0fgAF@\xc3\xff".to_vec())];
    let edits = prop::collection::vec((0..4_u8, any::<prop::sample::Index>(), byte), 0..4);
    (text, edits).prop_map(|(text, edits)| {
        let mut bytes = text.into_bytes();
        for (edit, index, byte) in edits {
            let at = index.index(bytes.len() + 1);
            match edit {
                0 => bytes.insert(at, byte),
                1 if at < bytes.len() => bytes[at] = byte,
                2 if at < bytes.len() => drop(bytes.remove(at)),
                _ => bytes.extend_from_within(at.min(bytes.len())..),
            }
        }
        bytes
    })
}
