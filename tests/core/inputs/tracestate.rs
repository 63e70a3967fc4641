//! Lists for the laws of `tracestate`.

use proptest::prelude::*;
use tracehop::{ParseTracestateError, Tracestate};

use super::{config, edited};
use crate::laws::tracestate::{self as law, Change};

/// Few keys, so that they come twice.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-d0-3]", 1 => "[a-z0-9][a-z0-9_*/@-]{0,40}", 1 => "k{250,258}"]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[!-+.-<>-~]{1,4}", 2 => "v{90,140}", 1 => "v{250,258}", 1 => " {0,3}[!-+ .-<>-~]{0,9}[!-+.-<>-~]"]
}

pub fn list() -> impl Strategy<Value = String> {
    let member = prop_oneof![
        8 => (key(), value()).prop_map(|(key, value)| format!("{key}={value}")),
        1 => Just(String::new()),
    ];
    let whitespace = prop_oneof![6 => Just(""), 1 => Just(" "), 1 => Just("\t ")];
    let members = prop::collection::vec((whitespace.clone(), member, whitespace), 0..40);
    members.prop_map(|members| {
        let text: Vec<String> =
            members.iter().map(|(before, member, after)| [*before, member, after].concat()).collect();
        text.join(",")
    })
}

/// Lists that have as many members as there may be, or a few less.
fn full_list() -> impl Strategy<Value = String> {
    (28..=32).prop_map(|count| (0..count).map(|index| format!("{index:02}=x")).collect::<Vec<_>>().join(","))
}

pub fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (key(), value()).prop_map(|(key, value)| Change::Set(key, value)),
        1 => ("[ -~]{0,4}", "[ -~\t\u{e9}]{0,4}").prop_map(|(key, value)| Change::Set(key, value)),
        1 => key().prop_map(Change::Delete),
    ]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn lists_read_as_by_the_reference(received in list()) {
        law::reads_as_by_the_reference(received.as_bytes());
    }

    #[test]
    fn lists_a_few_edits_away_read_as_by_the_reference(received in edited(list())) {
        law::reads_as_by_the_reference(&received);
    }

    #[test]
    fn any_bytes_read_as_by_the_reference(received in prop::collection::vec(any::<u8>(), 0..200)) {
        law::hold_for(&received);
    }

    #[test]
    fn any_text_of_the_grammars_characters_reads_as_by_the_reference(received in "[ab1=,@ \t]{0,24}") {
        law::reads_as_by_the_reference(received.as_bytes());
    }

    #[test]
    fn what_leaves_parses_and_keeps_the_limits(received in edited(list())) {
        law::leaves_within_the_limits(&received);
    }

    #[test]
    fn what_fits_is_printed_whole_and_parses_to_the_same(received in list()) {
        law::leaves_within_the_limits(received.as_bytes());
    }

    #[test]
    fn changes_keep_order_uniqueness_and_limits(
        received in prop_oneof![list(), full_list()],
        changes in prop::collection::vec(change(), 0..60),
    ) {
        law::changes_keep_order_uniqueness_and_limits(&received, &changes);
    }
}

#[test]
fn a_list_of_10_mib_is_refused() {
    for bytes in [" ", ",", "a=1,", "\u{e9}"] {
        let received = bytes.repeat((10 << 20) / bytes.len());
        assert_eq!(Tracestate::from_bytes(received.as_bytes()), Err(ParseTracestateError::List), "{bytes}");
    }
}
