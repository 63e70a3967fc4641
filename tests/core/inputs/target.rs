//! Origins, paths and rules for the laws of targets.

use proptest::prelude::*;

use super::config;
use crate::laws::target::{self as law, ORIGIN};

/// Origins one or two edits away from the target's, and those that contain it.
pub fn confusable_origin() -> impl Strategy<Value = String> {
    let characters = prop::sample::select("az09.-:/@%?#\\ \t\u{430}ASE".chars().collect::<Vec<_>>());
    let edit = (any::<prop::sample::Index>(), 0..3_u8, characters);
    prop_oneof![
        prop::collection::vec(edit, 1..3).prop_map(|edits| {
            let mut text: Vec<char> = ORIGIN.chars().collect();
            for (index, edit, character) in edits {
                let at = index.index(text.len());
                match edit {
                    0 => text.insert(at, character),
                    1 => text[at] = character,
                    _ => drop(text.remove(at)),
                }
            }
            text.into_iter().collect()
        }),
        "[a-z.:@/]{1,8}".prop_map(|after| format!("{ORIGIN}{after}")),
        "[a-z.:@/]{1,8}".prop_map(|before| format!("https://{before}shop.example")),
    ]
}

/// Paths as a URL parser gives them: they start with a slash.
pub fn path() -> impl Strategy<Value = String> {
    prop_oneof!["/(/|v1|v10|v1/|\\.|%2f|x){0,4}", "/v1[/a-z%.]{0,6}"]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_confusable_origin_gets_no_header(origin in confusable_origin(), path in path()) {
        prop_assume!(origin != ORIGIN);
        law::a_confusable_origin_gets_no_header(&origin, &path);
    }

    #[test]
    fn a_prefix_covers_whole_segments(path in path(), prefix in prop_oneof![Just(String::new()), path()]) {
        law::a_prefix_covers_whole_segments(&path, &prefix);
    }

    #[test]
    fn what_is_ignored_is_never_sent(
        answers in prop::collection::vec(any::<bool>(), 0..5),
        ignored in prop::collection::vec(any::<bool>(), 0..5),
    ) {
        law::what_is_ignored_is_never_sent(&answers, &ignored);
    }

    #[test]
    fn any_bytes_keep_the_laws(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        law::hold_for(&bytes);
    }
}
