//! The `traceparent` header against its vectors, and rules that a table of texts cannot show: those about every byte.

use std::{collections::HashSet, error::Error};

use serde_json::Value;
use tracehop::{ParseTraceparentError, SpanId, TraceFlags, TraceId, Traceparent};

const HEADER: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/traceparent.json")).expect("the vectors are JSON")
}

/// What a text gives, in the words of the vectors.
fn read(input: &[u8]) -> Result<(String, String, u64), &'static str> {
    let header = Traceparent::from_bytes(input).map_err(ParseTraceparentError::code)?;
    Ok((header.trace_id().to_string(), header.parent_id().to_string(), header.flags().bits().into()))
}

fn parsed(text: &str) -> Traceparent {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The header with one byte in the place of another.
fn with_byte(position: usize, byte: u8) -> Vec<u8> {
    let mut header = HEADER.as_bytes().to_vec();
    header[position] = byte;
    header
}

fn is_hex(byte: u8) -> bool {
    b"0123456789abcdef".contains(&byte)
}

#[test]
fn every_vector_reads_as_it_says() {
    for vector in vectors() {
        let input = vector["input"].as_str().expect("an input");
        let expected = match (&vector["expected"], vector["error"].as_str()) {
            (Value::Object(fields), None) => Ok((
                fields["trace_id"].as_str().expect("a trace-id").to_owned(),
                fields["parent_id"].as_str().expect("a parent-id").to_owned(),
                fields["flags"].as_u64().expect("flags"),
            )),
            (Value::Null, Some(code)) => Err(code),
            _ => panic!("neither expected nor error: {vector}"),
        };
        let read = read(input.as_bytes());
        assert_eq!(read.as_ref().map_err(|code| *code), expected.as_ref().map_err(|code| *code), "{vector}");
        assert_eq!(input.parse::<Traceparent>(), Traceparent::from_bytes(input.as_bytes()), "{vector}");
    }
}

#[test]
fn what_is_read_is_written_in_version_00_with_known_flags_only() {
    for vector in vectors() {
        let Value::Object(fields) = &vector["expected"] else { continue };
        let printed = parsed(vector["input"].as_str().expect("an input")).to_string();
        let text = |name: &str| fields[name].as_str().expect("text").to_owned();
        assert_eq!(printed, format!("00-{}-{}-0{}", text("trace_id"), text("parent_id"), fields["flags"]), "{vector}");
        assert_eq!(parsed(&printed).to_bytes(), printed.as_bytes());
    }
}

#[test]
fn the_vectors_show_every_error() {
    let vectors = vectors();
    let codes: HashSet<_> = vectors.iter().filter_map(|vector| vector["error"].as_str()).collect();
    assert_eq!(codes, HashSet::from(["length", "version", "trace-id", "parent-id", "trace-flags"]));
}

#[test]
fn an_error_is_a_sentence_with_a_stable_code() {
    for (input, code, sentence) in [
        ("00-4bf9", "length", "header has not the length its version needs: 55 characters for version 00"),
        (&HEADER.replace("00-4", "ff-4"), "version", "version is not 2 lower-case hex digits and a dash, or is ff"),
        (
            &HEADER.replace("4bf9", "4BF9"),
            "trace-id",
            "trace-id is not 32 lower-case hex digits and a dash, or is all zeros",
        ),
        (
            &HEADER.replace("00f067aa0ba902b7", "0000000000000000"),
            "parent-id",
            "parent-id is not 16 lower-case hex digits and a dash, or is all zeros",
        ),
        (
            &HEADER.replace("-01", "-0g"),
            "trace-flags",
            "trace-flags is not 2 lower-case hex digits, or something other than a dash follows",
        ),
    ] {
        let error = input.parse::<Traceparent>().expect_err(input);
        assert_eq!((error.code(), error.to_string().as_str()), (code, sentence), "{input}");
        assert!((&error as &dyn Error).source().is_none());
    }
}

#[test]
fn each_byte_of_a_header_is_a_lower_case_hex_digit_or_its_dash() {
    for position in 0..HEADER.len() {
        let (code, is_dash) = match position {
            0..=2 => ("version", position == 2),
            3..=35 => ("trace-id", position == 35),
            36..=52 => ("parent-id", position == 52),
            _ => ("trace-flags", false),
        };
        // Whitespace at the ends is not part of the header, which is then too short.
        let code_of = |byte| match position {
            0 | 54 if matches!(byte, b' ' | b'\t') => "length",
            _ => code,
        };
        for byte in 0..=255 {
            let allowed = if is_dash { byte == b'-' } else { is_hex(byte) };
            let read = read(&with_byte(position, byte));
            assert_eq!(read.err(), (!allowed).then(|| code_of(byte)), "{byte:#04x} at {position}");
        }
    }
}

#[test]
fn future_version_needs_a_dash_after_flags() {
    for version in 1..=0xfe_u8 {
        for byte in 0..=255_u8 {
            let mut header = format!("{version:02x}{}", &HEADER[2..]).into_bytes();
            header.push(byte);
            let allowed = matches!(byte, b'-' | b' ' | b'\t');
            let expected = if allowed { None } else { Some("trace-flags") };
            assert_eq!(read(&header).err(), expected, "{byte:#04x} after version {version:02x}");
        }
    }
}

#[test]
fn version_00_has_nothing_after_flags() {
    for byte in (0..=255_u8).filter(|byte| !matches!(byte, b' ' | b'\t')) {
        let header = [HEADER.as_bytes(), &[byte]].concat();
        assert_eq!(read(&header), Err("length"), "{byte:#04x}");
        assert_eq!(read(&[header.as_slice(), b"-x"].concat()), Err("length"), "{byte:#04x}");
    }
}

#[test]
fn every_version_but_ff_is_read_and_written_as_00() {
    for version in 0..=255_u8 {
        let header = format!("{version:02x}{}", &HEADER[2..]);
        match version {
            0xff => assert_eq!(header.parse::<Traceparent>(), Err(ParseTraceparentError::Version)),
            _ => assert_eq!(parsed(&header).to_string(), HEADER),
        }
    }
}

#[test]
fn flags_are_a_bit_field_of_which_two_bits_are_kept() {
    for bits in 0..=255_u8 {
        let header = parsed(&format!("{}{bits:02x}", &HEADER[..53]));
        assert_eq!(header.flags().is_sampled(), bits & 1 == 1, "{bits:02x}");
        assert_eq!(header.flags().is_random(), bits & 2 == 2, "{bits:02x}");
        assert_eq!(header.to_string(), format!("{}{:02x}", &HEADER[..53], bits & 3));
    }
}

#[test]
fn only_space_and_tab_are_optional_whitespace() {
    for byte in (0..=255_u8).filter(|byte| !is_hex(*byte)) {
        let whitespace = matches!(byte, b' ' | b'\t');
        assert_eq!(read(&[&[byte], HEADER.as_bytes()].concat()).is_ok(), whitespace, "{byte:#04x} before");
        assert_eq!(read(&[HEADER.as_bytes(), &[byte]].concat()).is_ok(), whitespace, "{byte:#04x} after");
    }
}

#[test]
fn of_a_header_of_more_than_512_bytes_the_rest_is_not_read() {
    for length in [513, 1_000, 60_000] {
        let future = format!("cc{}-{}", &HEADER[2..], "x".repeat(length - HEADER.len() - 1));
        let broken = [&future.as_bytes()[..300], &vec![0xff; length - 300]].concat();
        assert_eq!(read(future.as_bytes()), read(&future.as_bytes()[..56]), "{length}");
        assert_eq!(read(&broken), read(future.as_bytes()), "{length}");
        assert!(read(&broken).is_ok());
        assert_eq!(read(&future.as_bytes()[2..]), Err("version"), "{length}");
    }
}

#[test]
fn version_00_has_no_more_than_512_bytes_with_the_spaces_around_it() {
    for length in [513, 1_000, 60_000] {
        for text in [format!("{HEADER:>length$}"), format!("{HEADER:<length$}"), format!("{HEADER}-{HEADER:>length$}")]
        {
            assert_eq!(read(text.as_bytes()), Err("length"), "{length}");
        }
        let future = format!("cc{:<length$}", &HEADER[2..]);
        assert_eq!(read(future.as_bytes()), Err("length"), "spaces may end with something else");
    }
}

#[test]
fn a_child_changes_the_parent_id_and_nothing_else() {
    let mine = SpanId::from_bytes([9; 8]).expect("not zero");
    for flags in ["00", "01", "02", "03"] {
        let received = parsed(&format!("{}{flags}", &HEADER[..53]));
        let child = received.child(mine);
        assert_eq!(child.parent_id(), mine);
        assert_eq!((child.trace_id(), child.flags()), (received.trace_id(), received.flags()));
        assert_eq!(child, Traceparent::new(received.trace_id(), mine, received.flags()));
    }
}

#[test]
fn an_id_has_all_its_digits_and_is_not_zero() {
    let digits = "0123456789abcdef0123456789abcdef";
    for length in 0..=33 {
        let text = digits.repeat(2)[..length].to_owned();
        assert_eq!(TraceId::from_hex(&text).map(|id| id.to_string()), (length == 32).then(|| text.clone()));
        assert_eq!(SpanId::from_hex(&text).map(|id| id.to_string()), (length == 16).then_some(text));
    }
    assert_eq!((TraceId::from_hex(&"0".repeat(32)), SpanId::from_hex(&"0".repeat(16))), (None, None));
    for position in 0..32 {
        let mut one = "0".repeat(32);
        one.replace_range(position..=position, "1");
        assert_eq!(TraceId::from_hex(&one).map(|id| id.to_string()), Some(one.clone()));
        assert_eq!(
            SpanId::from_hex(&one[16..]).map(|id| id.to_string()),
            (position >= 16).then(|| one[16..].to_owned())
        );
    }
    assert_eq!((TraceId::from_bytes([0; 16]), SpanId::from_bytes([0; 8])), (None, None));
    assert_eq!((TraceId::from_hex(&digits.to_uppercase()), SpanId::from_hex("0123456789ABCDEF")), (None, None));
    for position in 0..16 {
        let mut bytes = [0; 16];
        bytes[position] = 1;
        assert_eq!(TraceId::from_bytes(bytes).map(TraceId::to_bytes), Some(bytes));
    }
    for position in 0..8 {
        let mut bytes = [0; 8];
        bytes[position] = 0x80;
        assert_eq!(SpanId::from_bytes(bytes).map(SpanId::to_bytes), Some(bytes));
    }
}

#[test]
fn the_randomness_of_a_trace_id_is_its_rightmost_7_bytes() {
    let randomness = |text| TraceId::from_hex(text).map(TraceId::randomness);
    assert_eq!(randomness("ffffffffffffffffff00000000000000"), Some(0));
    assert_eq!(randomness("000000000000000000ffffffffffffff"), Some((1 << 56) - 1));
    assert_eq!(randomness("4bf92f3577b34da6a3ce929d0e0e4736"), Some(0x00ce_929d_0e0e_4736));
}

#[test]
fn setting_the_sampled_bit_keeps_the_random_bit() {
    assert_eq!(TraceFlags::default().bits(), 0);
    assert_eq!((TraceFlags::SAMPLED.bits(), TraceFlags::RANDOM.bits()), (1, 2));
    for bits in 0..=255 {
        for sampled in [false, true] {
            let flags = TraceFlags::from_bits(bits).with_sampled(sampled);
            assert_eq!(flags.bits(), bits & 2 | u8::from(sampled), "{bits:02x}");
            assert_eq!(flags.to_string(), format!("{:02x}", flags.bits()));
        }
    }
}
