//! Laws of `tracestate`.

use tracehop::{ParseTracestateError, Tracestate};

use super::{lines, reference};

#[derive(Clone, Debug)]
pub enum Change {
    Set(String, String),
    Delete(String),
}

/// All of them: for the bytes as a header, and for the first line as a header that each other line changes: `-key`
/// deletes, `key=value` sets.
pub fn hold_for(bytes: &[u8]) {
    reads_as_by_the_reference(bytes);
    leaves_within_the_limits(bytes);
    let lines = lines(bytes);
    let Some((received, changes)) = lines.split_first() else { return };
    reads_as_by_the_reference(received.as_bytes());
    leaves_within_the_limits(received.as_bytes());
    let change = |line: &String| match line.strip_prefix('-') {
        Some(key) => Change::Delete(key.to_owned()),
        None => {
            let (key, value) = line.split_once('=').unwrap_or((line, ""));
            Change::Set(key.to_owned(), value.to_owned())
        }
    };
    changes_keep_order_uniqueness_and_limits(received, &changes.iter().map(change).collect::<Vec<_>>());
}

/// Members or error are those that splitting the text at its commas gives.
pub fn reads_as_by_the_reference(received: &[u8]) {
    let read = Tracestate::from_bytes(received).map(|list| pairs(&list)).map_err(ParseTracestateError::code);
    assert_eq!(read, reference::tracestate(received), "{:?}", String::from_utf8_lossy(received));
}

/// What leaves is printable ASCII, has at most 32 members and 512 characters, drops no member without need, and parses.
pub fn leaves_within_the_limits(received: &[u8]) {
    let Ok(list) = Tracestate::from_bytes(received) else { return };
    let printed = list.to_string();
    assert!(printed.len() <= 512 && list.len() <= 32, "{printed}");
    assert!(printed.bytes().all(|byte| (0x20..=0x7e).contains(&byte)), "{printed}");
    let whole = texts(&pairs(&list));
    assert_eq!(printed, reference::fitting(whole.clone()));
    let again: Tracestate = printed.parse().expect("what was printed");
    assert_eq!(again.to_string(), printed);
    if whole.join(",").len() <= 512 {
        assert_eq!(again, list);
    }
}

/// A list that is changed is what a list of strings would be.
pub fn changes_keep_order_uniqueness_and_limits(received: &str, changes: &[Change]) {
    let mut list: Tracestate = received.parse().unwrap_or_default();
    let mut model = pairs(&list);
    for change in changes {
        match change {
            Change::Set(key, value) => {
                let member = format!("{key}={value}");
                // A key with an equals sign in it would split elsewhere.
                let valid = reference::pair(&member) == Some((key.clone(), value.clone()));
                assert_eq!(list.set(key, value).is_ok(), valid, "{member:?}");
                if valid {
                    model.retain(|(name, _)| name != key);
                    model.insert(0, (key.clone(), value.clone()));
                    model.truncate(32);
                }
            }
            Change::Delete(key) => {
                let known = model.iter().position(|(name, _)| name == key);
                assert_eq!(list.delete(key), known.is_some(), "{key:?}");
                known.map(|index| model.remove(index));
            }
        }
        assert_eq!(pairs(&list), model, "{change:?}");
        assert_eq!((list.len(), list.is_empty()), (model.len(), model.is_empty()));
    }
    for (key, value) in &model {
        assert_eq!(list.get(key), Some(value.as_str()));
    }
    assert_eq!(list.to_string(), reference::fitting(texts(&model)));
}

fn pairs(list: &Tracestate) -> Vec<(String, String)> {
    list.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn texts(members: &[(String, String)]) -> Vec<String> {
    members.iter().map(|(key, value)| format!("{key}={value}")).collect()
}
