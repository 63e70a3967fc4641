//! Laws of `traceparent`.

use proptest::prelude::*;
use tracehop::Traceparent;

use super::{config, edited, header, reference};

/// Headers of any version, with and without a rest, in any whitespace.
fn any_version() -> impl Strategy<Value = String> {
    let version = prop_oneof![2 => Just(0), 1 => Just(0xff), 2 => any::<u8>()];
    (header(), version, any::<u8>(), "[ \t]{0,3}", prop_oneof![Just(String::new()), "-?[ -~]{0,8}"], "[ \t]{0,3}")
        .prop_map(|(header, version, flags, before, rest, after)| {
            let header = header.to_string();
            format!("{before}{version:02x}{}{flags:02x}{rest}{after}", &header[2..53])
        })
}

fn read(bytes: &[u8]) -> reference::Fields {
    let header = Traceparent::from_bytes(bytes).map_err(tracehop::ParseTraceparentError::code)?;
    Ok((header.trace_id().to_string(), header.parent_id().to_string(), header.flags().bits()))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_printed_parses_to_the_same(header in header()) {
        let printed = header.to_string();
        prop_assert_eq!(printed.len(), 55);
        prop_assert_eq!(printed.as_bytes(), header.to_bytes());
        prop_assert_eq!(printed.parse(), Ok(header));
    }

    #[test]
    fn what_leaves_is_lower_case_hex_and_dashes_of_version_00(received in edited(any_version())) {
        if let Ok(header) = Traceparent::from_bytes(&received) {
            let printed = header.to_string();
            prop_assert_eq!(printed.len(), 55);
            prop_assert!(printed.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-')));
            prop_assert!(printed.starts_with("00-"));
            prop_assert!(matches!(&printed[52..], "-00" | "-01" | "-02" | "-03"));
            prop_assert_eq!(printed.parse(), Ok(header));
        }
    }

    #[test]
    fn headers_of_any_version_read_as_by_the_reference(received in any_version()) {
        prop_assert_eq!(read(received.as_bytes()), reference::traceparent(received.as_bytes()));
    }

    #[test]
    fn headers_a_few_edits_away_read_as_by_the_reference(received in edited(any_version())) {
        prop_assert_eq!(read(&received), reference::traceparent(&received));
    }

    #[test]
    fn any_bytes_read_as_by_the_reference(received in prop::collection::vec(any::<u8>(), 0..700)) {
        prop_assert_eq!(read(&received), reference::traceparent(&received));
    }

    #[test]
    fn any_text_of_digits_and_dashes_reads_as_by_the_reference(received in "[0-9a-f-]{50,60}") {
        prop_assert_eq!(read(received.as_bytes()), reference::traceparent(received.as_bytes()));
    }
}

#[test]
fn a_header_of_10_mib_is_refused() {
    for byte in [b' ', b'0', b'-', 0xff] {
        assert_eq!(read(&vec![byte; 10 << 20]), Err("length"));
    }
}
