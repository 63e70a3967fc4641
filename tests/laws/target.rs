//! Laws of the decision whether a request carries headers.

use proptest::prelude::*;
use tracehop::target::{Decision, Rule, Url, decide};

use super::config;

const ORIGIN: &str = "https://shop.example";
const NONE: [Rule<'static>; 0] = [];

fn is_sent(decision: Decision) -> bool {
    matches!(decision, Decision::SameOrigin | Decision::Target(_))
}

/// Origins one or two edits away from the target's, and those that contain it.
fn confusable_origin() -> impl Strategy<Value = String> {
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
fn path() -> impl Strategy<Value = String> {
    prop_oneof!["/(/|v1|v10|v1/|\\.|%2f|x){0,4}", "/v1[/a-z%.]{0,6}"]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_confusable_origin_gets_no_header(origin in confusable_origin(), path in path()) {
        prop_assume!(origin != ORIGIN);
        for prefix in ["/", "", "/v1"] {
            let rule = Rule::Below(Url::new(ORIGIN, prefix));
            let url = Url::new(&origin, &path);
            let decision = decide(url, Some(ORIGIN.as_bytes()), NONE, Some([rule]));
            prop_assert!(!is_sent(decision), "{origin} {decision:?}");
            let decision = decide(url, Some(ORIGIN.as_bytes()), NONE, None::<[Rule; 0]>);
            prop_assert!(!is_sent(decision), "{origin} {decision:?}");
        }
    }

    #[test]
    fn a_prefix_covers_whole_segments(path in path(), prefix in prop_oneof![Just(String::new()), path()]) {
        let rule = Rule::Below(Url::new(ORIGIN, &prefix));
        let sent = is_sent(decide(Url::new(ORIGIN, &path), None, NONE, Some([rule])));
        // Segment by segment; an empty last segment of the prefix stands for everything below it.
        let mut segments: Vec<&str> = prefix.split('/').collect();
        let below = segments.last() == Some(&"");
        if below {
            segments.pop();
        }
        let given: Vec<&str> = path.split('/').collect();
        let covered = given.starts_with(&segments) && (!below || given.len() > segments.len());
        prop_assert_eq!(sent, covered, "{} under {}", path, prefix);
    }

    #[test]
    fn what_is_ignored_is_never_sent(
        answers in prop::collection::vec(any::<bool>(), 0..5),
        ignored in prop::collection::vec(any::<bool>(), 0..5),
    ) {
        let rules = |answers: &[bool]| answers.iter().copied().map(Rule::Answered).collect::<Vec<_>>();
        let first = |answers: &[bool]| answers.iter().position(|answer| *answer);
        let decision = decide(Url::new(ORIGIN, "/"), None, rules(&ignored), Some(rules(&answers)));
        prop_assert_eq!(decision, match (first(&ignored), first(&answers)) {
            (Some(index), _) => Decision::Ignored(index),
            (None, Some(index)) => Decision::Target(index),
            (None, None) => Decision::Outside,
        });
    }
}
