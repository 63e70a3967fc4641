//! Random ids, from the host's secure source.

use tracehop::{SpanId, TraceId};

/// An id for a trace that starts here.
pub fn trace_id() -> TraceId {
    loop {
        // All zeros is no id. It will not happen.
        if let Some(id) = TraceId::from_bytes(random()) {
            return id;
        }
    }
}

/// An id for one operation.
pub fn span_id() -> SpanId {
    loop {
        if let Some(id) = SpanId::from_bytes(random()) {
            return id;
        }
    }
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("a host without secure randomness must not make ids");
    bytes
}
