//! Addresses that look like a target, and whether they are one: what a URL parser makes of each, and what follows from
//! that.

use serde_json::Value;
use tracehop::target::{Decision, Rule, Url, decide};

const NONE: [Rule<'static>; 0] = [];

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/targets.json")).expect("the vectors are JSON")
}

/// A target as the package hands it over: its origin, and its path from the first slash behind it. None for a pattern,
/// which is JavaScript's.
fn prefix(target: &Value) -> Option<(String, &str)> {
    let text = target.as_str()?;
    let start = text.find("//").expect("an origin") + 2;
    let (origin, path) = text.split_at(text[start..].find('/').map_or(text.len(), |slash| start + slash));
    // The one international name among them, as a URL parser writes it.
    let origin = origin.replace("b\u{fc}cher", "xn--bcher-kva");
    Some((origin, if path.is_empty() { "/" } else { path }))
}

#[test]
fn only_the_target_itself_gets_headers() {
    let mut decided = 0;
    for vector in vectors() {
        let targets = vector["targets"].as_array().expect("a list");
        let prefixes: Option<Vec<_>> = targets.iter().map(prefix).collect();
        let (Some(prefixes), Some(origin)) = (prefixes, vector["origin"].as_str()) else { continue };
        let url = Url::new(origin, vector["path"].as_str().expect("a path"));
        let rules = prefixes.iter().map(|(origin, path)| Rule::Below(Url::new(origin, path)));
        let decision = decide(url, None, NONE, Some(rules));
        let sent = matches!(decision, Decision::Target(_));
        assert_eq!(Some(sent), vector["sent"].as_bool(), "{decision:?} for {vector}");
        decided += 1;
    }
    assert!(decided > 140, "only {decided} vectors were read");
}

#[test]
fn nothing_but_http_gets_headers_whatever_a_pattern_says() {
    for vector in vectors() {
        let Some(origin) = vector["origin"].as_str() else { continue };
        if origin.starts_with("http://") || origin.starts_with("https://") {
            continue;
        }
        let url = Url::new(origin, vector["path"].as_str().expect("a path"));
        let yes = [Rule::Answered(true)];
        assert_eq!(decide(url, Some(origin.as_bytes()), NONE, Some(yes)), Decision::NotHttp, "{vector}");
        assert_eq!(vector["sent"], false, "{vector}");
    }
}

#[test]
fn there_are_enough_of_both_kinds() {
    let sent = vectors().iter().filter(|vector| vector["sent"] == true).count();
    assert!(sent >= 60, "{sent} are sent");
    assert!(vectors().len() - sent >= 120, "{} of {}", vectors().len() - sent, vectors().len());
}
