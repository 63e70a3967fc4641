//! Laws of the decision whether a request carries headers.

use tracehop::target::{Decision, Rule, Url, decide};

use super::lines;

pub const ORIGIN: &str = "https://shop.example";
const NONE: [Rule<'static>; 0] = [];

/// All of them, with the lines as an origin, a path and a prefix, and the bits of the fourth line as patterns' answers.
pub fn hold_for(bytes: &[u8]) {
    let lines = lines(bytes);
    let line = |index: usize| lines.get(index).map_or("", String::as_str);
    // A URL parser's path starts with a slash, and so does a prefix that is not empty.
    let (path, prefix) = (format!("/{}", line(1)), line(2));
    let prefix = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
    if line(0) != ORIGIN {
        a_confusable_origin_gets_no_header(line(0), &path);
    }
    a_prefix_covers_whole_segments(&path, &prefix);
    let answers: Vec<bool> = line(3).bytes().map(|byte| byte % 2 == 1).collect();
    let (ignored, answers) = answers.split_at(answers.len() / 2);
    what_is_ignored_is_never_sent(answers, ignored);
}

/// An origin that is not the target's, letter by letter.
pub fn a_confusable_origin_gets_no_header(origin: &str, path: &str) {
    for prefix in ["/", "", "/v1"] {
        let rule = Rule::Below(Url::new(ORIGIN, prefix));
        let url = Url::new(origin, path);
        let decision = decide(url, Some(ORIGIN.as_bytes()), NONE, Some([rule]));
        assert!(!is_sent(decision), "{origin} {decision:?}");
        let decision = decide(url, Some(ORIGIN.as_bytes()), NONE, None::<[Rule; 0]>);
        assert!(!is_sent(decision), "{origin} {decision:?}");
    }
}

pub fn a_prefix_covers_whole_segments(path: &str, prefix: &str) {
    let rule = Rule::Below(Url::new(ORIGIN, prefix));
    let sent = is_sent(decide(Url::new(ORIGIN, path), None, NONE, Some([rule])));
    // Segment by segment; an empty last segment of the prefix stands for everything below it.
    let mut segments: Vec<&str> = prefix.split('/').collect();
    let below = segments.last() == Some(&"");
    if below {
        segments.pop();
    }
    let given: Vec<&str> = path.split('/').collect();
    let covered = given.starts_with(&segments) && (!below || given.len() > segments.len());
    assert_eq!(sent, covered, "{path} under {prefix}");
}

/// The first answer that is yes decides, and `ignore` is asked first.
pub fn what_is_ignored_is_never_sent(answers: &[bool], ignored: &[bool]) {
    let rules = |answers: &[bool]| answers.iter().copied().map(Rule::Answered).collect::<Vec<_>>();
    let first = |answers: &[bool]| answers.iter().position(|answer| *answer);
    let decision = decide(Url::new(ORIGIN, "/"), None, rules(ignored), Some(rules(answers)));
    let expected = match (first(ignored), first(answers)) {
        (Some(index), _) => Decision::Ignored(index),
        (None, Some(index)) => Decision::Target(index),
        (None, None) => Decision::Outside,
    };
    assert_eq!(decision, expected);
}

fn is_sent(decision: Decision) -> bool {
    matches!(decision, Decision::SameOrigin | Decision::Target(_))
}
