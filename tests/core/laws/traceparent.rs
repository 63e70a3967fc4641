//! Laws of `traceparent`.

use tracehop::{ParseTraceparentError, SpanId, TraceFlags, TraceId, Traceparent};

use super::{ids, reference};

/// All of them: for the bytes as a header, as the text of ids, and as the ids and flags of a header to be sent.
pub fn hold_for(bytes: &[u8]) {
    reads_as_by_the_reference(bytes);
    leaves_as_version_00(bytes);
    digits_read_as_by_the_reference(bytes);
    let (trace_id, parent_id) = ids(bytes);
    let bits = bytes.get(24).copied().unwrap_or_default();
    parses_from_what_it_prints(Traceparent::new(trace_id, parent_id, TraceFlags::from_bits(bits)));
}

pub fn parses_from_what_it_prints(header: Traceparent) {
    let printed = header.to_string();
    assert_eq!(printed.len(), 55);
    assert_eq!(printed.as_bytes(), header.to_bytes());
    assert_eq!(printed.parse(), Ok(header));
}

/// Fields or error are those that splitting the text at its dashes gives.
pub fn reads_as_by_the_reference(received: &[u8]) {
    let read = Traceparent::from_bytes(received).map_err(ParseTraceparentError::code);
    let fields = read.map(|read| (read.trace_id().to_string(), read.parent_id().to_string(), read.flags().bits()));
    assert_eq!(fields, reference::traceparent(received), "{:?}", String::from_utf8_lossy(received));
}

/// What leaves is 55 lower-case hex digits and dashes, has only known flags, and parses to the same.
pub fn leaves_as_version_00(received: &[u8]) {
    let Ok(header) = Traceparent::from_bytes(received) else { return };
    let printed = header.to_string();
    assert!(printed.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-')), "{printed}");
    assert!(printed.starts_with("00-"), "{printed}");
    assert!(matches!(&printed[52..], "-00" | "-01" | "-02" | "-03"), "{printed}");
    parses_from_what_it_prints(header);
    let other = SpanId::from_bytes([7; 8]).expect("not zero");
    parses_from_what_it_prints(header.child(other));
}

/// Eight and sixteen digits at once, against one after the other.
pub fn digits_read_as_by_the_reference(text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    let is_id = |digits| reference::is_hex(&text, digits) && !reference::is_zero(&text);
    let trace_id = TraceId::from_hex(&text);
    assert_eq!(trace_id.map(|id| id.to_string()), is_id(32).then(|| text.to_string()));
    let span_id = SpanId::from_hex(&text);
    assert_eq!(span_id.map(|id| id.to_string()), is_id(16).then(|| text.to_string()));
}
