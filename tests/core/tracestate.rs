//! The `tracestate` header against its vectors, and what may be done with a list.

use std::{collections::HashSet, error::Error};

use crate::changes;

use serde_json::Value;
use tracehop::{ParseTracestateError, Tracestate};

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/tracestate.json")).expect("the vectors are JSON")
}

fn parsed(text: &str) -> Tracestate {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn pairs(list: &Tracestate) -> Vec<(String, String)> {
    list.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn join(members: &[(String, String)]) -> String {
    members.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(",")
}

/// A list whose members have these lengths, the key and equals sign included.
fn of_lengths(lengths: &[usize]) -> String {
    let member = |(index, length): (usize, &usize)| format!("{index:02}={}", "v".repeat(length - 3));
    lengths.iter().enumerate().map(member).collect::<Vec<_>>().join(",")
}

/// Which members of such a list are left when it is printed.
fn left_of(lengths: &[usize]) -> Vec<usize> {
    let printed = parsed(&of_lengths(lengths)).to_string();
    let whole: Vec<String> = of_lengths(lengths).split(',').map(str::to_owned).collect();
    let sent = printed.split(',').filter(|member| !member.is_empty());
    sent.map(|member| whole.iter().position(|other| other == member).expect("a whole member")).collect()
}

#[test]
fn every_vector_reads_as_it_says() {
    for vector in vectors() {
        let input = vector["input"].as_str().expect("an input");
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let expected: Vec<(String, String)> = vector["expected"]
            .as_array()
            .expect("members")
            .iter()
            .map(|member| (text(&member[0]), text(&member[1])))
            .collect();
        match input.parse::<Tracestate>() {
            Ok(list) => {
                assert!(vector["discarded"].is_null() && vector["error"].is_null(), "{vector}");
                assert_eq!(pairs(&list), expected, "{vector}");
                assert_eq!((list.len(), list.is_empty()), (expected.len(), expected.is_empty()));
                let printed = vector["printed"].as_str().map_or_else(|| join(&expected), str::to_owned);
                assert_eq!(list.to_string(), printed, "{vector}");
            }
            Err(error) => {
                assert_eq!(vector["discarded"], true, "{vector}");
                assert_eq!(Some(error.code()), vector["error"].as_str(), "{vector}");
                assert!(expected.is_empty());
            }
        }
        assert_eq!(input.parse::<Tracestate>(), Tracestate::from_bytes(input.as_bytes()), "{vector}");
    }
}

#[test]
fn every_vector_with_changes_leaves_as_it_says() {
    let mut count = 0;
    for vector in vectors().iter().filter(|vector| !vector["changes"].is_null()) {
        let mut list: Tracestate = vector["input"].as_str().expect("an input").parse().unwrap_or_default();
        changes::apply(&mut list, vector);
        assert_eq!(list.to_string(), vector["changed"], "{vector}");
        count += 1;
    }
    assert!(count > 10, "{count}");
}

#[test]
fn the_vectors_show_every_error() {
    let vectors = vectors();
    let codes: HashSet<_> = vectors.iter().filter_map(|vector| vector["error"].as_str()).collect();
    assert_eq!(codes, HashSet::from(["list-member", "list"]));
}

#[test]
fn an_error_is_a_sentence_with_a_stable_code() {
    let member = "list-member is not a key of 1 to 256 of a-z 0-9 _ - * / @ that starts with a letter or digit, \
                  an equals sign, and a value of 1 to 256 printable characters without comma and equals sign";
    let list = "list has more than 32 list-members, or more than 32 KiB";
    for (input, code, sentence) in
        [("A=1", "list-member", member), (&of_lengths(&[4; 33]), "list", list), (&" ".repeat(32_769), "list", list)]
    {
        let error = input.parse::<Tracestate>().expect_err(input);
        assert_eq!((error.code(), error.to_string().as_str()), (code, sentence));
        assert!((&error as &dyn Error).source().is_none());
    }
}

#[test]
fn every_byte_may_or_may_not_stand_in_a_key() {
    for byte in 0..=255_u8 {
        let first = byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let later = first || b"_-*/@".contains(&byte);
        assert_eq!(Tracestate::from_bytes(&[byte, b'k', b'=', b'1']).is_ok(), first || b" \t,".contains(&byte));
        // A comma ends the member, which then has no equals sign.
        assert_eq!(Tracestate::from_bytes(&[b'k', byte, b'k', b'=', b'1']).is_ok(), later, "{byte:#04x} inside");
        assert_eq!(Tracestate::from_bytes(&[b'k', byte, b'=', b'1']).is_ok(), later, "{byte:#04x} last");
    }
}

#[test]
fn every_byte_may_or_may_not_stand_in_a_value() {
    for byte in 0..=255_u8 {
        let printable = (0x20..=0x7e).contains(&byte) && byte != b',' && byte != b'=';
        assert_eq!(Tracestate::from_bytes(&[b'k', b'=', byte, b'v']).is_ok(), printable, "{byte:#04x} first");
        assert_eq!(Tracestate::from_bytes(&[b'k', b'=', b'v', byte, b'v']).is_ok(), printable, "{byte:#04x} inside");
        // A comma ends the member, a space or tab is whitespace around it.
        let ends = printable || b", \t".contains(&byte);
        assert_eq!(Tracestate::from_bytes(&[b'k', b'=', b'v', byte]).is_ok(), ends, "{byte:#04x} last");
    }
}

#[test]
fn set_moves_a_key_to_the_front_and_keeps_the_order_of_the_others() {
    let mut list = parsed("z=1,a=2,m=3");
    assert_eq!(list.set("m", "4"), Ok(()));
    assert_eq!(list.to_string(), "m=4,z=1,a=2");
    assert_eq!(list.set("a", "2"), Ok(()), "the same value is a modification too");
    assert_eq!(list.to_string(), "a=2,m=4,z=1");
    assert_eq!(list.set("new", " 5"), Ok(()));
    assert_eq!(list.to_string(), "new= 5,a=2,m=4,z=1");
}

#[test]
fn set_on_a_received_duplicate_leaves_the_key_once() {
    let mut list = parsed("a=1,b=2,a=3");
    assert_eq!(list.set("a", "4"), Ok(()));
    assert_eq!(list.to_string(), "a=4,b=2");
}

#[test]
fn a_33rd_member_pushes_the_rightmost_out() {
    let mut list = parsed(&of_lengths(&[4; 32]));
    assert_eq!(list.set("new", "1"), Ok(()));
    assert_eq!((list.len(), list.get("31"), list.get("30"), list.get("new")), (32, None, Some("v"), Some("1")));
    assert_eq!(list.set("00", "2"), Ok(()), "a key that is there pushes nothing out");
    assert_eq!((list.len(), list.get("30"), list.iter().next()), (32, Some("v"), Some(("00", "2"))));
}

#[test]
fn set_refuses_what_the_grammar_refuses_and_leaves_the_list_as_it_was() {
    let (long, longer) = ("k".repeat(256), "k".repeat(257));
    let mut list = parsed("a=1,b=2");
    for (key, value) in [
        ("", "1"),
        ("B", "1"),
        ("@b", "1"),
        ("b c", "1"),
        ("b=", "1"),
        ("b,c", "1"),
        ("\u{e9}", "1"),
        (&longer, "1"),
        ("b", ""),
        ("b", " "),
        ("b", "1 "),
        ("b", "1,c=2"),
        ("b", "1=2"),
        ("b", "1\t"),
        ("b", "1\r\nx-evil: 1"),
        ("b", "\u{e9}"),
        ("b", &longer),
    ] {
        assert_eq!(list.set(key, value), Err(ParseTracestateError::ListMember), "{key:?} {value:?}");
        assert_eq!(list.to_string(), "a=1,b=2");
    }
    assert_eq!(list.set(&long, &long), Ok(()));
    assert_eq!(list.get(&long), Some(long.as_str()));
}

#[test]
fn delete_removes_one_key_and_says_whether_it_was_there() {
    let mut list = parsed("a=1,b=2,c=3");
    assert!(list.delete("b"));
    assert!(!list.delete("b") && !list.delete("B") && !list.delete(""));
    assert_eq!((list.to_string().as_str(), list.get("b"), list.get("c")), ("a=1,c=3", None, Some("3")));
    assert!(list.delete("a") && list.delete("c") && list.is_empty());
    assert_eq!(list, Tracestate::default());
    assert_eq!(list.to_string(), "");
}

#[test]
fn members_longer_than_128_are_removed_first_from_the_right() {
    for (lengths, left) in [
        (&[128, 128, 128, 125][..], &[0, 1, 2, 3][..]),
        (&[128, 128, 128, 126], &[0, 1, 2]),
        (&[129, 128, 128, 124], &[0, 1, 2, 3]),
        (&[129, 128, 128, 125], &[1, 2, 3]),
        (&[128, 129, 128, 128], &[0, 2, 3]),
        (&[200, 100, 200, 100], &[0, 1, 3]),
        (&[200, 200, 4, 200], &[0, 1, 2]),
        (&[250, 250, 250, 250], &[0, 1]),
        (&[259, 259], &[0]),
        (&[4, 259, 259, 4], &[0, 1, 3]),
    ] {
        assert_eq!(left_of(lengths), left, "{lengths:?}");
    }
}

#[test]
fn then_members_are_removed_from_the_right_until_512_characters_are_left() {
    for (lengths, left) in [
        (&[104; 8][..], &[0, 1, 2, 3][..]),
        (&[102; 5], &[0, 1, 2, 3]),
        (&[128, 128, 128, 125, 4], &[0, 1, 2, 3]),
        (&[128, 128, 128, 122, 4, 4, 4], &[0, 1, 2, 3]),
        (&[4, 128, 128, 128, 128], &[0, 1, 2, 3]),
        (&[128, 128, 128, 128, 4, 4], &[0, 1, 2]),
        (&[259, 128, 128, 128, 128, 128], &[1, 2, 3]),
        (&[200, 128, 128, 128, 128, 200], &[1, 2, 3]),
    ] {
        assert_eq!(left_of(lengths), left, "{lengths:?}");
    }
}

#[test]
fn printing_removes_nothing_from_the_list_itself() {
    let mut list = parsed(&of_lengths(&[104; 8]));
    assert_eq!(list.to_string(), list.to_string());
    assert_eq!((list.len(), list.get("07").is_some()), (8, true));
    for key in ["00", "01", "02", "03"] {
        list.delete(key);
    }
    assert_eq!(list.to_string().len(), 4 * 104 + 3, "what did not fit before fits now");
}

#[test]
fn a_list_longer_than_32_kib_is_refused_whatever_it_says() {
    let spaces = |count| format!("a=1{}", " ".repeat(count));
    assert_eq!(parsed(&spaces(32 * 1024 - 3)).to_string(), "a=1");
    assert_eq!(spaces(32 * 1024 - 2).parse::<Tracestate>(), Err(ParseTracestateError::List));
    assert_eq!(",".repeat(32 * 1024 + 1).parse::<Tracestate>(), Err(ParseTracestateError::List));
    assert_eq!(format!("BAD{}", ",".repeat(32 * 1024)).parse::<Tracestate>(), Err(ParseTracestateError::List));
}

#[test]
fn the_longest_valid_list_is_read() {
    let member = |index: usize| format!("{index:02}{}={}", "k".repeat(254), "v".repeat(256));
    let list: Vec<_> = (0..32).map(member).collect();
    assert_eq!(parsed(&list.join(" ,\t")).len(), 32);
}
