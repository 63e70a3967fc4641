//! What the contenders are given: always the same, and different enough from each other.

use tracehop::{SpanId, TraceFlags, TraceId, Traceparent};

pub const COUNT: u64 = 1024;

/// Valid headers of version 00. Half of them are sampled.
pub fn headers() -> Vec<String> {
    (0..COUNT).map(header).collect()
}

/// Headers with one character of the ids, anywhere in them, that is no hex digit.
pub fn invalid_headers() -> Vec<String> {
    let spoilt = |seed| {
        let mut header = header(seed);
        let at = 3 + random(seed, 4) as usize % 32;
        header.replace_range(at..=at, "g");
        header
    };
    (0..COUNT).map(spoilt).collect()
}

/// A number for each header's child. It is no part of the measurement: drawing one costs every contender the same.
pub fn span_ids() -> Vec<u64> {
    (0..COUNT).map(|seed| random(seed, 3)).collect()
}

/// Lists of this many members. 32 of them have less than the 512 characters that may leave: nobody has to drop any.
pub fn lists(members: u64) -> Vec<String> {
    let member = |seed, index| format!("v{index}={:x}", random(seed, index) >> 32);
    let list = |seed| (0..members).map(|index| member(seed, index)).collect::<Vec<_>>().join(",");
    (0..COUNT).map(list).collect()
}

fn header(seed: u64) -> String {
    let trace_id = u128::from(random(seed, 0)) << 64 | u128::from(random(seed, 1));
    let trace_id = TraceId::from_bytes(trace_id.to_be_bytes()).expect("not zero");
    let parent_id = SpanId::from_bytes(random(seed, 2).to_be_bytes()).expect("not zero");
    Traceparent::new(trace_id, parent_id, TraceFlags::from_bits(seed as u8 & 1)).to_string()
}

/// SplitMix64: as good as random, and the same in every run.
fn random(seed: u64, lane: u64) -> u64 {
    let mut bits = (seed << 8 | lane).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}
