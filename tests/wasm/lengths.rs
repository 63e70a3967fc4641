//! Lengths that JavaScript should never give: the documented answer, no trap, and an instance that works afterwards.

use tracehop::js::{
    context::receive::receive_traceparent,
    fetch::target::decide_target,
    headers::{
        traceparent::parse_traceparent,
        tracestate::{check_member, fit_tracestate, max_members, scan_tracestate},
    },
    span::redact::redact_url,
    wasm::abi::{INPUT, TABLE},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::memory::{read_table, write, write_table};

const TOO_LONG: [usize; 7] =
    [INPUT + 1, INPUT * 2, 1 << 20, u16::MAX as usize + 1, i32::MAX as usize, i32::MAX as usize + 1, usize::MAX];

fn still_works() {
    let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assert_eq!(parse_traceparent(write(header)), 0x101);
}

#[wasm_bindgen_test]
fn text_that_does_not_fit_is_refused() {
    // What the buffer holds is valid; only the length says that there was more.
    for length in TOO_LONG {
        write("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assert_eq!(parse_traceparent(length), -1, "{length}");
        for trusted in [false, true] {
            assert_eq!(receive_traceparent(true, trusted, length), -2, "{length}");
            assert_eq!(receive_traceparent(false, trusted, length), -1, "{length}");
        }
        write("a=1");
        assert_eq!(scan_tracestate(length), -1, "{length}");
        assert!(!check_member(1, length), "{length}");
        write("\nhttps://shop.example\n/\nl\nty");
        assert_eq!(decide_target(length), 4, "{length}");
        assert_eq!(
            (redact_url(length), read_table(3)),
            (1, vec![0, length as u32, 0]),
            "all of it is secret: {length}"
        );
        still_works();
    }
}

#[wasm_bindgen_test]
fn text_that_just_fits_is_read() {
    let spaces = |text: &str| format!("{text}{}", " ".repeat(INPUT - text.len()));
    assert_eq!(scan_tracestate(write(spaces("a=1"))), 1);
    assert_eq!(parse_traceparent(write(spaces("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))), -1);
    let url = format!("https://a.example/?{}token=Q", "a".repeat(INPUT - 27) + "&");
    assert_eq!(write(&url), INPUT);
    assert_eq!(redact_url(INPUT), 1);
    assert_eq!(read_table(3), [INPUT as u32 - 1, INPUT as u32, 0]);
}

#[wasm_bindgen_test]
fn a_key_longer_than_the_member_is_refused() {
    for key in [3, 4, INPUT, INPUT + 1, usize::MAX] {
        assert!(!check_member(key, write("kv")), "{key}");
    }
    still_works();
}

#[wasm_bindgen_test]
fn a_list_of_more_members_than_there_may_be_is_left_alone() {
    for count in [max_members() + 1, TABLE, TABLE + 1, usize::MAX] {
        let lengths = vec![100; TABLE];
        write_table(&lengths);
        fit_tracestate(count);
        assert_eq!(read_table(TABLE), lengths, "{count}");
    }
    fit_tracestate(0);
    still_works();
}

#[wasm_bindgen_test]
fn a_list_of_members_that_are_too_long_is_emptied() {
    for count in [1, 2, 32] {
        for length in [513, 1 << 20] {
            write_table(&vec![length; count]);
            fit_tracestate(count);
            assert_eq!(read_table(count), vec![0; count], "{count} of {length}");
        }
        // Their sum is no number that fits; nothing is promised but an end.
        for length in [u32::MAX, u32::MAX / 2, 1 << 27] {
            write_table(&vec![length; count]);
            fit_tracestate(count);
        }
    }
    still_works();
}
