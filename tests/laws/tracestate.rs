//! Laws of `tracestate`.

use proptest::prelude::*;
use tracehop::{ParseTracestateError, Tracestate};

use super::{config, edited, reference};

/// Few keys, so that they come twice.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-d0-3]", 1 => "[a-z0-9][a-z0-9_*/@-]{0,40}", 1 => "k{250,258}"]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[!-+.-<>-~]{1,4}", 2 => "v{90,140}", 1 => "v{250,258}", 1 => " {0,3}[!-+ .-<>-~]{0,9}[!-+.-<>-~]"]
}

fn list() -> impl Strategy<Value = String> {
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

fn read(bytes: &[u8]) -> Result<Vec<(String, String)>, &'static str> {
    Tracestate::from_bytes(bytes).map(|list| pairs(&list)).map_err(ParseTracestateError::code)
}

fn pairs(list: &Tracestate) -> Vec<(String, String)> {
    list.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn texts(members: &[(String, String)]) -> Vec<String> {
    members.iter().map(|(key, value)| format!("{key}={value}")).collect()
}

#[derive(Clone, Debug)]
enum Change {
    Set(String, String),
    Delete(String),
}

fn change() -> impl Strategy<Value = Change> {
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
        prop_assert_eq!(read(received.as_bytes()), reference::tracestate(received.as_bytes()));
    }

    #[test]
    fn lists_a_few_edits_away_read_as_by_the_reference(received in edited(list())) {
        prop_assert_eq!(read(&received), reference::tracestate(&received));
    }

    #[test]
    fn any_bytes_read_as_by_the_reference(received in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(read(&received), reference::tracestate(&received));
    }

    #[test]
    fn any_text_of_the_grammars_characters_reads_as_by_the_reference(received in "[ab1=,@ \t]{0,24}") {
        prop_assert_eq!(read(received.as_bytes()), reference::tracestate(received.as_bytes()));
    }

    #[test]
    fn what_leaves_parses_and_keeps_the_limits(received in edited(list())) {
        if let Ok(list) = Tracestate::from_bytes(&received) {
            let printed = list.to_string();
            prop_assert!(printed.len() <= 512 && list.len() <= 32);
            prop_assert!(printed.bytes().all(|byte| (0x20..=0x7e).contains(&byte)));
            prop_assert_eq!(&printed, &reference::fitting(texts(&pairs(&list))));
            let again: Tracestate = printed.parse().expect("what was printed");
            prop_assert_eq!(again.to_string(), printed);
        }
    }

    #[test]
    fn what_fits_is_printed_whole_and_parses_to_the_same(received in list()) {
        if let Ok(list) = received.parse::<Tracestate>() {
            let whole = texts(&pairs(&list)).join(",");
            if whole.len() <= 512 {
                prop_assert_eq!(list.to_string(), whole);
                prop_assert_eq!(list.to_string().parse(), Ok(list));
            }
        }
    }

    #[test]
    fn changes_keep_order_uniqueness_and_limits(
        received in list(),
        changes in prop::collection::vec(change(), 0..60),
    ) {
        let mut list: Tracestate = received.parse().unwrap_or_default();
        let mut model = pairs(&list);
        for change in changes {
            match change {
                Change::Set(key, value) => {
                    let member = format!("{key}={value}");
                    // A key with an equals sign in it would split elsewhere.
                    let valid = reference::pair(&member) == Some((key.clone(), value.clone()));
                    prop_assert_eq!(list.set(&key, &value).is_ok(), valid, "{:?}", member);
                    if valid {
                        model.retain(|(name, _)| *name != key);
                        model.insert(0, (key, value));
                        model.truncate(32);
                    }
                }
                Change::Delete(key) => {
                    let known = model.iter().position(|(name, _)| *name == key);
                    prop_assert_eq!(list.delete(&key), known.is_some());
                    known.map(|index| model.remove(index));
                }
            }
            prop_assert_eq!(pairs(&list), model.clone());
        }
        for (key, value) in &model {
            prop_assert_eq!(list.get(key), Some(value.as_str()));
        }
        prop_assert_eq!(list.to_string(), reference::fitting(texts(&model)));
    }
}

#[test]
fn a_list_of_10_mib_is_refused() {
    for bytes in [" ", ",", "a=1,", "\u{e9}"] {
        assert_eq!(read(bytes.repeat((10 << 20) / bytes.len()).as_bytes()), Err("list"), "{bytes}");
    }
}
