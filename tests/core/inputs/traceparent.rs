//! Headers for the laws of `traceparent`.

use proptest::prelude::*;
use tracehop::{ParseTraceparentError, Traceparent};

use super::{config, edited, header};
use crate::laws::traceparent as law;

/// Headers of any version, with and without a rest, in any whitespace.
pub fn any_version() -> impl Strategy<Value = String> {
    let version = prop_oneof![2 => Just(0), 1 => Just(0xff), 2 => any::<u8>()];
    (header(), version, any::<u8>(), "[ \t]{0,3}", prop_oneof![Just(String::new()), "-?[ -~]{0,8}"], "[ \t]{0,3}")
        .prop_map(|(header, version, flags, before, rest, after)| {
            let header = header.to_string();
            format!("{before}{version:02x}{}{flags:02x}{rest}{after}", &header[2..53])
        })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_printed_has_55_bytes_and_parses_to_the_same(header in header()) {
        law::parses_from_what_it_prints(header);
    }

    #[test]
    fn what_leaves_is_lower_case_hex_and_dashes_of_version_00(received in edited(any_version())) {
        law::leaves_as_version_00(&received);
    }

    #[test]
    fn headers_of_any_version_read_as_by_the_reference(received in any_version()) {
        law::reads_as_by_the_reference(received.as_bytes());
    }

    #[test]
    fn headers_a_few_edits_away_read_as_by_the_reference(received in edited(any_version())) {
        law::reads_as_by_the_reference(&received);
    }

    #[test]
    fn any_bytes_read_as_by_the_reference(received in prop::collection::vec(any::<u8>(), 0..700)) {
        law::hold_for(&received);
    }

    #[test]
    fn any_text_of_digits_and_dashes_reads_as_by_the_reference(received in "[0-9a-f-]{50,60}") {
        law::reads_as_by_the_reference(received.as_bytes());
    }

    #[test]
    fn digits_at_once_read_as_one_after_the_other(text in edited(prop_oneof!["[0-9a-f]{16}", "[0-9a-f]{32}"])) {
        law::digits_read_as_by_the_reference(&text);
    }
}

#[test]
fn a_header_of_10_mib_is_refused() {
    for byte in [b' ', b'0', b'-', 0xff] {
        let read = Traceparent::from_bytes(&vec![byte; 10 << 20]);
        let error = if byte == b' ' { ParseTraceparentError::Length } else { ParseTraceparentError::Version };
        assert_eq!(read, Err(error));
    }
}
