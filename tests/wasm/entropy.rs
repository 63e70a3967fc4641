//! Where ids come from: bytes that the host brought, each used once, never weak ones instead.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicBool, Ordering},
};

use tracehop::{
    SpanId, Traceparent,
    js::{
        headers::traceparent::{fill_span_ids, fill_traceparents},
        host::entropy::entropy_filled,
        wasm::{abi::ENTROPY, codes::BATCH},
    },
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::memory::{entropy, read, write_entropy};

/// Uses up what an earlier test left. The first call of all finds an instance that was never given anything.
fn drained() {
    static FIRST: AtomicBool = AtomicBool::new(true);
    if FIRST.swap(false, Ordering::Relaxed) {
        write_entropy(&numbered(1));
        assert!(!fill_traceparents() && !fill_span_ids(), "ids without entropy");
    }
    while fill_span_ids() {}
    assert!(!fill_traceparents());
}

fn fill(bytes: [u8; ENTROPY]) {
    drained();
    write_entropy(&bytes);
    entropy_filled();
}

/// Bytes of which every eight are different from every other eight.
fn numbered(offset: u64) -> [u8; ENTROPY] {
    let mut bytes = [0; ENTROPY];
    for (chunk, number) in bytes.as_chunks_mut().0.iter_mut().zip(offset..) {
        *chunk = (number | 0xa5 << 56).to_be_bytes();
    }
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn headers() -> Vec<String> {
    let text = read(BATCH * 55);
    (0..BATCH).map(|index| text[index * 55..][..55].to_owned()).collect()
}

fn span_ids() -> Vec<String> {
    let text = read(BATCH * 16);
    (0..BATCH).map(|index| text[index * 16..][..16].to_owned()).collect()
}

#[wasm_bindgen_test]
fn no_id_is_made_before_the_host_brings_entropy() {
    drained();
    write_entropy(&numbered(1));
    assert!(!fill_traceparents() && !fill_span_ids(), "bytes that nobody called fresh");
    entropy_filled();
    assert!(fill_traceparents());
}

#[wasm_bindgen_test]
fn a_batch_of_headers_is_the_entropy_in_hex() {
    let bytes = numbered(10_000);
    fill(bytes);
    assert!(fill_traceparents());
    for (header, bytes) in headers().iter().zip(bytes.chunks(24)) {
        assert_eq!(*header, format!("00-{}-{}-03", hex(&bytes[..16]), hex(&bytes[16..])));
        assert_eq!(header.parse::<Traceparent>().map(|header| header.to_string()).as_ref(), Ok(header));
    }
}

#[wasm_bindgen_test]
fn a_batch_of_span_ids_is_the_entropy_in_hex() {
    let bytes = numbered(20_000);
    fill(bytes);
    assert!(fill_span_ids());
    for (id, bytes) in span_ids().iter().zip(bytes.chunks(8)) {
        assert_eq!(*id, hex(bytes));
        assert!(SpanId::from_hex(id).is_some());
    }
}

#[wasm_bindgen_test]
fn every_byte_is_spelled_right_at_every_place() {
    // The first byte of each eight counts up, and each next one is another number ahead of it.
    let bytes: [u8; ENTROPY] = std::array::from_fn(|index| (index / 8 + index % 8 * 37) as u8);
    fill(bytes);
    let ids: Vec<String> = std::iter::from_fn(|| fill_span_ids().then(span_ids)).flatten().collect();
    assert_eq!(ids.concat(), hex(&bytes));
    for offset in [0, 85, 170] {
        let bytes: [u8; ENTROPY] = std::array::from_fn(|index| (index / 24 + index % 24 * 37 + offset) as u8);
        fill(bytes);
        let made: Vec<String> = std::iter::from_fn(|| fill_traceparents().then(headers)).flatten().collect();
        for (header, bytes) in made.iter().zip(bytes.chunks(24)) {
            assert_eq!(*header, format!("00-{}-{}-03", hex(&bytes[..16]), hex(&bytes[16..])));
        }
    }
}

#[wasm_bindgen_test]
fn entropy_is_used_once_and_then_wiped() {
    fill(numbered(30_000));
    let mut seen = HashSet::new();
    let mut batches = 0;
    loop {
        let pieces: Vec<String> = match batches % 2 {
            0 if fill_traceparents() => headers().iter().map(|header| header[3..52].to_owned()).collect(),
            1 if fill_span_ids() => span_ids(),
            _ => break,
        };
        batches += 1;
        let ids: Vec<String> = pieces.iter().flat_map(|piece| piece.split('-')).map(str::to_owned).collect();
        for id in ids.iter().flat_map(|id| id.as_bytes().chunks(16)) {
            assert!(seen.insert(id.to_vec()), "the same eight bytes twice");
        }
    }
    // 16 headers take 384 bytes and 16 span ids 128.
    assert_eq!(batches, ENTROPY / 512 * 2);
    drained();
    assert_eq!(entropy(), [0; ENTROPY]);
}

#[wasm_bindgen_test]
fn what_is_used_is_wiped_at_once() {
    let bytes = numbered(40_000);
    fill(bytes);
    assert!(fill_span_ids());
    assert_eq!(entropy()[..128], [0; 128]);
    assert_eq!(entropy()[128..], bytes[128..]);
}

#[wasm_bindgen_test]
fn a_batch_that_ends_early_hands_out_nothing_twice() {
    // 4096 bytes are ten batches of headers and two thirds of another.
    fill(numbered(50_000));
    let mut seen = HashSet::new();
    while fill_traceparents() {
        seen.extend(headers());
    }
    assert_eq!(seen.len(), ENTROPY / 384 * BATCH);
    fill(numbered(60_000));
    while fill_traceparents() {
        for header in headers() {
            assert!(seen.insert(header));
        }
    }
}

#[wasm_bindgen_test]
fn entropy_of_zeros_makes_no_id_and_no_endless_loop() {
    fill([0; ENTROPY]);
    assert!(!fill_traceparents());
    fill([0; ENTROPY]);
    assert!(!fill_span_ids());
}

#[wasm_bindgen_test]
fn zeros_within_the_entropy_are_passed_over() {
    let mut bytes = numbered(70_000);
    bytes[..64].fill(0);
    fill(bytes);
    assert!(fill_traceparents());
    assert_eq!(headers()[0], format!("00-{}-{}-03", hex(&bytes[64..80]), hex(&bytes[80..88])));

    // A parent-id of zeros behind a trace-id that is none, and a span id of zeros between others.
    bytes = numbered(80_000);
    bytes[16..24].fill(0);
    fill(bytes);
    assert!(fill_traceparents());
    assert_eq!(headers()[0], format!("00-{}-{}-03", hex(&bytes[..16]), hex(&bytes[24..32])));
    fill(bytes);
    assert!(fill_span_ids());
    assert_eq!(span_ids()[..3], [hex(&bytes[..8]), hex(&bytes[8..16]), hex(&bytes[24..32])]);
}

#[wasm_bindgen_test]
fn entropy_with_a_few_random_bytes_gives_only_valid_ids() {
    for step in [64, 128, 1_000, ENTROPY] {
        let mut bytes = [0; ENTROPY];
        bytes.iter_mut().step_by(step).for_each(|byte| *byte = 1);
        fill(bytes);
        while fill_traceparents() {
            assert!(headers().iter().all(|header| header.parse::<Traceparent>().is_ok()), "{step}");
        }
        fill(bytes);
        while fill_span_ids() {
            assert!(span_ids().iter().all(|id| SpanId::from_hex(id).is_some()), "{step}");
        }
    }
}
