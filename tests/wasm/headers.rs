//! The headers' vectors through the exports: what JavaScript is told is what native Rust decides.

use serde_json::Value;
use tracehop::{
    Origin, ParseTraceparentError, SpanId, TraceContext, TraceFlags, TraceId, Traceparent, Tracestate,
    js::{
        context::{flags::with_sampled, receive::receive_traceparent},
        headers::{
            traceparent::{known_flags, parse_traceparent, start_flags},
            tracestate::{check_member, fit_tracestate, max_length, max_members, scan_tracestate},
        },
        span::span::is_sampled,
    },
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fields;
use crate::memory::{read_table, write, write_table};

fn vectors(json: &str) -> Vec<Value> {
    serde_json::from_str(json).expect("the vectors are JSON")
}

fn traceparents() -> Vec<Value> {
    vectors(include_str!("../vectors/traceparent.json"))
}

fn tracestates() -> Vec<Value> {
    vectors(include_str!("../vectors/tracestate.json"))
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// The number that says of a text what the header says: flags, whether it is canonical, and where it starts.
fn packed(input: &str, header: &Traceparent) -> i32 {
    let start = input.len() - input.trim_start_matches([' ', '\t']).len();
    let canonical = input[start..].starts_with(&header.to_string());
    i32::from(header.flags().bits()) | i32::from(canonical) << 8 | (start as i32) << 16
}

#[wasm_bindgen_test]
fn every_traceparent_vector_reads_as_it_says() {
    for vector in traceparents() {
        let input = text(&vector["input"]);
        let read = parse_traceparent(write(input));
        assert_eq!(input.parse::<Traceparent>().map_err(ParseTraceparentError::code).err(), vector["error"].as_str());
        let Value::Object(fields) = &vector["expected"] else {
            assert_eq!(read, -1, "{vector}");
            continue;
        };
        let start = (read >> 16) as usize;
        assert_eq!(Some(u64::from(read as u8)), fields["flags"].as_u64(), "{vector}");
        assert_eq!(&input[start + 3..start + 35], fields["trace_id"], "{vector}");
        assert_eq!(&input[start + 36..start + 52], fields["parent_id"], "{vector}");
        assert_eq!(read, packed(input, &input.parse().expect("a header")), "{vector}");
    }
}

#[wasm_bindgen_test]
fn each_byte_of_a_header_is_a_lower_case_hex_digit_or_its_dash() {
    let header = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    for position in 0..header.len() {
        for byte in 0..=255_u8 {
            let mut changed = *header;
            changed[position] = byte;
            let allowed = match position {
                2 | 35 | 52 => byte == b'-',
                _ => b"0123456789abcdef".contains(&byte),
            };
            assert_eq!(parse_traceparent(write(changed)) >= 0, allowed, "{byte:#04x} at {position}");
        }
    }
}

#[wasm_bindgen_test]
fn an_id_is_zero_only_when_all_its_digits_are() {
    let zero = "00-00000000000000000000000000000000-0000000000000000-00";
    let with_ones = |positions: &[usize]| {
        let mut header = zero.as_bytes().to_vec();
        positions.iter().for_each(|position| header[*position] = b'1');
        parse_traceparent(write(header))
    };
    for trace_id in 3..35 {
        assert_eq!(with_ones(&[trace_id]), -1, "a zero parent-id");
        for parent_id in 36..52 {
            assert_eq!(with_ones(&[trace_id, parent_id]), 0x100, "{trace_id} {parent_id}");
            assert_eq!(with_ones(&[parent_id]), -1, "a zero trace-id");
        }
    }
}

#[wasm_bindgen_test]
fn every_flags_byte_means_what_it_means_natively() {
    for bits in 0..=255_u8 {
        let flags = TraceFlags::from_bits(bits);
        assert_eq!(known_flags(bits), flags.bits());
        assert_eq!(is_sampled(bits), flags.is_sampled());
        for sampled in [false, true] {
            assert_eq!(with_sampled(bits, sampled), flags.with_sampled(sampled).bits());
        }
        let input = format!("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-{bits:02x}");
        let canonical = i32::from(bits < 4) << 8;
        assert_eq!(parse_traceparent(write(input)), i32::from(flags.bits()) | canonical, "{bits:02x}");
    }
    assert_eq!(start_flags(), 3);
}

#[wasm_bindgen_test]
fn every_tracestate_vector_reads_as_it_says() {
    for vector in tracestates() {
        let input = text(&vector["input"]);
        let answer = scan_tracestate(write(input));
        if vector["discarded"] == true {
            assert_eq!((answer, input.parse::<Tracestate>().is_err()), (-1, true), "{vector}");
            continue;
        }
        let expected = vector["expected"].as_array().expect("members");
        assert_eq!((answer & 0xff) as usize, expected.len(), "{vector}");
        let offsets = read_table(2 * expected.len());
        let texts: Vec<&str> = offsets.chunks(2).map(|row| &input[row[0] as usize..row[1] as usize]).collect();
        assert_eq!(answer >> 8 == 1, texts.join(",") == input, "canonical: {vector}");
        let members: Vec<[&str; 2]> = texts.iter().map(|text| text.split_once('=').expect("a member").into()).collect();
        for ([key, value], member) in members.iter().zip(expected) {
            assert_eq!((*key, *value), (text(&member[0]), text(&member[1])), "{vector}");
            assert!(check_member(write(key), write([*key, value].concat())), "{vector}");
        }

        let lengths: Vec<u32> = members.iter().map(|[key, value]| (key.len() + 1 + value.len()) as u32).collect();
        write_table(&lengths);
        fit_tracestate(lengths.len());
        let left = read_table(lengths.len());
        assert!(left.iter().zip(&lengths).all(|(left, length)| left == length || *left == 0), "{vector}");
        let sent = members.iter().zip(left).filter(|(_, left)| *left > 0);
        let printed = sent.map(|([key, value], _)| format!("{key}={value}")).collect::<Vec<_>>().join(",");
        assert_eq!(printed, input.parse::<Tracestate>().expect("a list").to_string(), "{vector}");
        if let Some(expected) = vector["printed"].as_str() {
            assert_eq!(printed, expected, "{vector}");
        }
    }
    assert_eq!((max_members(), max_length()), (32, 512));
}

#[wasm_bindgen_test]
fn a_member_is_checked_as_it_is_natively() {
    for (key, value) in [
        ("k", "v"),
        ("", "v"),
        ("k", ""),
        ("", ""),
        ("K", "v"),
        ("@k", "v"),
        ("k", " v"),
        ("k", "v "),
        ("k", "a=b"),
        ("k", "\u{e9}"),
    ] {
        let valid = Tracestate::default().set(key, value).is_ok();
        assert_eq!(check_member(key.len(), write([key, value].concat())), valid, "{key:?} {value:?}");
    }
    assert!(!check_member(3, write("kv")), "a key longer than the text");
    assert!(!check_member(1, write("\u{e9}v")), "a key that ends inside a character");
}

#[wasm_bindgen_test]
fn every_context_vector_is_received_as_it_says() {
    let fresh = (TraceId::from_bytes([1; 16]).expect("not zero"), SpanId::from_bytes([1; 8]).expect("not zero"));
    for vector in vectors(include_str!("../vectors/context.json")) {
        let [traceparent, tracestate] = ["traceparent", "tracestate"].map(|name| fields::received(&vector, name, ","));
        let trusted = vector["trust"] != "restart";
        let text = traceparent.as_deref().unwrap_or_default();
        let received = receive_traceparent(traceparent.is_some(), trusted, write(text));
        let origin = match received {
            -1 => "started",
            -2 => "restarted",
            _ => "continued",
        };
        assert_eq!(origin, vector["origin"], "{vector}");
        let context = TraceContext::receive(traceparent.as_deref(), tracestate.as_deref(), fresh);
        let expected = match context.origin() {
            Origin::Started => -1,
            Origin::Restarted => -2,
            Origin::Continued if !trusted => -2,
            Origin::Continued => packed(text, context.traceparent()),
        };
        assert_eq!(received, expected, "{vector}");
    }
}

#[wasm_bindgen_test]
fn a_sender_who_is_not_trusted_restarts_the_trace() {
    for vector in vectors(include_str!("../vectors/context.json")) {
        let traceparent = fields::received(&vector, "traceparent", ", ");
        let text = traceparent.as_deref().unwrap_or_default();
        let received = receive_traceparent(traceparent.is_some(), false, write(text));
        assert_eq!(received, if traceparent.is_some() { -2 } else { -1 }, "{vector}");
    }
}

#[wasm_bindgen_test]
fn what_was_in_the_input_before_does_not_matter() {
    let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assert_eq!(parse_traceparent(write(header)), 0x101);
    assert_eq!(parse_traceparent(write("")), -1);
    assert_eq!(parse_traceparent(write("00-")), -1);
    assert_eq!(receive_traceparent(false, true, header.len()), -1);
    assert_eq!(scan_tracestate(write("a=1,b=2")), 0x102);
    assert_eq!(scan_tracestate(write("c=3 ")), 1);
    assert_eq!(scan_tracestate(write("")), 0x100);
}
