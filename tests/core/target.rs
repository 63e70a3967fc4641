//! To which URL context travels: addresses that look like a target and are not, and which rule decides.

use tracehop::target::{Decision, Rule, Url, decide};

const NONE: [Rule<'static>; 0] = [];

fn shop() -> Rule<'static> {
    Rule::Below(Url::new("https://shop.example", "/api"))
}

fn decided(origin: &str, path: &str) -> Decision {
    decide(Url::new(origin, path), Some(b"https://page.example"), NONE, Some([shop()]))
}

#[test]
fn an_origin_that_only_looks_like_the_target_gets_no_header() {
    for origin in [
        "http://shop.example",
        "https://shop.example:444",
        "https://shop.example.",
        "https://shop.example.evil.example",
        "https://evil-shop.example",
        "https://evilshop.example",
        "https://www.shop.example",
        "https://shop.example@evil.example",
        "https://evil.example",
        "https://shop.exampl",
        "https://shop.examples",
        "https://shop-example",
        "https://shop.example ",
        "https://SHOP.example",
        // What a URL parser makes of a name with a Cyrillic letter in it.
        "https://xn--shp-xlc.example",
        "https://",
        "https://page.example",
    ] {
        assert_eq!(decided(origin, "/api/items"), Decision::Outside, "{origin}");
    }
}

#[test]
fn a_path_that_only_looks_like_the_target_gets_no_header() {
    for path in [
        "/",
        "/ap",
        "/apis",
        "/api.evil",
        "/api-v2",
        "/api%2fitems",
        "/api\\items",
        "/API/items",
        "//api",
        "/x/api",
        "/%61pi",
    ] {
        assert_eq!(decided("https://shop.example", path), Decision::Outside, "{path}");
    }
    for path in ["/api", "/api/", "/api/items", "/api//"] {
        assert_eq!(decided("https://shop.example", path), Decision::Target(0), "{path}");
    }
}

#[test]
fn a_whole_origin_is_a_target_when_its_path_is_a_slash() {
    let whole = [Rule::Below(Url::new("https://shop.example", "/"))];
    for path in ["/", "/api", "//"] {
        let url = Url::new("https://shop.example", path);
        assert_eq!(decide(url, None, NONE, Some(whole)), Decision::Target(0), "{path}");
    }
}

#[test]
fn the_first_matching_rule_is_named() {
    let url = Url::new("https://shop.example", "/api/items");
    let rules =
        [Rule::Answered(false), Rule::Below(Url::new("https://shop.example", "/x")), shop(), Rule::Answered(true)];
    assert_eq!(decide(url, None, NONE, Some(rules)), Decision::Target(2));
    assert_eq!(decide(url, None, rules, Some(rules)), Decision::Ignored(2));
    assert_eq!(decide(url, None, rules, None::<[Rule; 0]>), Decision::Ignored(2));
    assert_eq!(decide(url, None, [Rule::Answered(false)], Some([Rule::Answered(false)])), Decision::Outside);
}

#[test]
fn without_targets_only_the_pages_own_origin_gets_headers() {
    let home = Some(&b"https://shop.example"[..]);
    let sent = |origin, home| decide(Url::new(origin, "/"), home, NONE, None::<[Rule; 0]>);
    assert_eq!(sent("https://shop.example", home), Decision::SameOrigin);
    for origin in ["https://shop.example:8443", "http://shop.example", "https://shop.example.evil.example"] {
        assert_eq!(sent(origin, home), Decision::Outside, "{origin}");
        assert_eq!(sent(origin, None), Decision::Outside, "{origin}");
    }
}

#[test]
fn headers_travel_over_http_and_https_only() {
    let yes = [Rule::Answered(true)];
    for origin in [
        "null",
        "",
        "file://",
        "ws://shop.example",
        "wss://shop.example",
        "data:",
        "blob:",
        "blob://",
        "data://",
        "http:",
        "https:/shop",
    ] {
        let url = Url::new(origin, "/");
        assert_eq!(decide(url, Some(origin.as_bytes()), NONE, None::<[Rule; 0]>), Decision::NotHttp, "{origin}");
        assert_eq!(decide(url, None, yes, Some(yes)), Decision::NotHttp, "{origin}");
    }
    for origin in ["http://localhost:8787", "https://shop.example"] {
        assert_eq!(decide(Url::new(origin, "/"), None, NONE, Some(yes)), Decision::Target(0), "{origin}");
    }
}
