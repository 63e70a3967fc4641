//! Decisions about outgoing requests, with addresses that the host's own URL parser took apart.

use js_sys::{Function, JsString};
use tracehop::{
    js::{
        fetch::{reason::reason_of_call, target::decide_target},
        span::redact::{redact_url, redact_url_below},
        wasm::abi::{INPUT, TABLE},
    },
    propagation::{Call, decide},
    redact::redact,
    target::Decision,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::memory::{read_table, write};

const SAME_ORIGIN: u32 = 0;
const TARGET: u32 = 1;
const OUTSIDE: u32 = 2;
const IGNORED: u32 = 3;
const NOT_HTTP: u32 = 4;

/// Origin and path of an address, a line each; `None` where the host's parser refuses it. Not the parser's own idea of
/// an origin: a `blob:` address has its maker's.
fn parts(url: &str) -> Option<String> {
    let take_apart =
        "const { protocol, host, pathname } = new URL(url); return protocol + '//' + host + '\\n' + pathname";
    let parser = Function::new_with_args("url", take_apart);
    let parts = parser.call1(&JsValue::NULL, &url.into()).ok()?;
    Some(parts.unchecked_into::<JsString>().into())
}

fn decided(home: &str, url: &str, rules: &[&str]) -> u32 {
    let parts = parts(url).expect("an address");
    decide_target(write(format!("{home}\n{parts}\n{}", rules.join("\n"))))
}

#[wasm_bindgen_test]
fn a_confusable_address_gets_no_header() {
    let confusable = [
        "https://shop.example@evil.example/api",
        "https://shop.example:443@evil.example/api",
        "https://shop.example%40evil.example/api",
        "https://evil.example/https://shop.example/api",
        "https://evil.example#@shop.example/api",
        "https://evil.example?@shop.example/api",
        "https://evil.example\\@shop.example/api",
        "https:\\\\evil.example/api",
        "https:evil.example/api",
        "https:///evil.example/api",
        "http://shop.example/api",
        "https://shop.example:8443/api",
        "https://shop.example./api",
        "https://shop.example.evil.example/api",
        "https://shop.example\u{3002}evil.example/api",
        "https://evil-shop.example/api",
        "https://sh\u{43e}p.example/api",
        "https://shop.example/apis",
        "https://shop.example/api/../admin",
        "https://shop.example/api/%2e%2e/admin",
        "https://shop.example/api/..\\admin",
        "https://shop.example/./x/api",
        "https://shop.example//api",
        "https://shop.example/API",
        "https://shop.example/?/api",
        "https://shop.example/#/api",
        "wss://shop.example/api",
        "blob:https://shop.example/api",
        "data:text/plain,https://shop.example/api",
        "javascript:https://shop.example/api",
    ];
    let parsed = confusable.iter().filter(|url| parts(url).is_some());
    for url in parsed.clone() {
        for home in ["", "https://page.example"] {
            let decision = decided(home, url, &["targets", "https://shop.example /api"]);
            assert!(matches!(decision, OUTSIDE | NOT_HTTP), "{url} {decision}");
        }
    }
    assert!(parsed.count() >= 25, "the host's parser refuses few of them");
}

#[wasm_bindgen_test]
fn an_address_that_is_spelled_in_another_way_is_still_the_target() {
    for url in [
        "https://shop.example/api",
        "HTTPS://SHOP.example:443/api/items?x=https://evil.example",
        "https:\\\\shop.example\\api\\items",
        "https://me:pw@shop.example/api",
        "  https://shop.example/x/../api/items#evil ",
        "https://sh\nop.example/a\tpi",
    ] {
        assert_eq!(decided("", url, &["targets", "https://shop.example /api"]), TARGET, "{url}");
    }
}

#[wasm_bindgen_test]
fn a_decision_names_its_rule() {
    let (home, url) = ("https://page.example", "https://shop.example/api");
    assert_eq!(decided(home, "https://page.example/x", &[]), SAME_ORIGIN);
    assert_eq!(decided("", "https://page.example/x", &[]), OUTSIDE);
    assert_eq!(decided(home, url, &[]), OUTSIDE);
    assert_eq!(decided(home, "https://page.example/x", &["targets"]), OUTSIDE, "a list without entries is a list");
    assert_eq!(decided(home, url, &["targets", "y"]), TARGET);
    assert_eq!(decided(home, url, &["targets", "n", "https://x.example /", "y"]), TARGET | 2 << 8);
    assert_eq!(decided(home, url, &["n", "https://shop.example /", "targets", "y"]), IGNORED | 1 << 8);
    assert_eq!(decided(home, "https://page.example/x", &["y"]), IGNORED);
    assert_eq!(decided(home, url, &["n", "targets", "n"]), OUTSIDE);
    assert_eq!(decided("null", "data:,x", &["targets", "y"]), NOT_HTTP);
    let many: Vec<&str> = [&["targets"][..], &["n"; 1_000], &["y"]].concat();
    assert_eq!(decided(home, url, &many), TARGET | 1_000 << 8);
}

#[wasm_bindgen_test]
fn an_address_in_memory_gets_no_header() {
    let home = "https://page.example";
    for url in ["blob:https://page.example/9f0c", "blob:https://page.example/", "data:,https://page.example/"] {
        assert_eq!(decided(home, url, &[]), NOT_HTTP, "{url}");
        assert_eq!(decided(home, url, &["targets", "https://page.example /", "y"]), NOT_HTTP, "{url}");
    }
}

#[wasm_bindgen_test]
fn a_text_that_does_not_say_where_to_is_not_sent() {
    for text in ["", "\n", "\n\n", "https://page.example", "null\nnull\n/", "\n\n\nl\nty"] {
        assert_eq!(decide_target(write(text)), NOT_HTTP, "{text:?}");
    }
}

#[wasm_bindgen_test]
fn each_byte_of_an_address_is_kept_or_is_for_the_hosts_parser() {
    const KEPT: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-~!$&()*+,;=:@/?.%";
    let origin = "https://a.example";
    for byte in 0..=255_u8 {
        for place in 1..40 {
            let mut path = [b'a'; 40];
            (path[0], path[place]) = (b'/', byte);
            // A segment that starts so may be one of dots.
            let is_kept = KEPT.contains(&byte) && !(place == 1 && b".%".contains(&byte));
            let found = redact_url_below(origin.len(), write([origin.as_bytes(), &path].concat()));
            assert_eq!(found, if is_kept { 0 } else { -1 }, "{byte:#x} at {place}");
        }
    }
    for (start, length) in [(18, 17), (usize::MAX, 17), (17, INPUT + 1), (17, usize::MAX)] {
        assert_eq!(redact_url_below(start, length), -1, "{start} {length}");
    }
}

/// The address as JavaScript shows it, from the table.
fn shown(url: &str) -> String {
    let count = redact_url(write(url));
    let (mut shown, mut copied) = (String::new(), 0);
    for row in read_table(3 * count).chunks(3) {
        shown += &url[copied..row[0] as usize];
        shown += ["REDACTED", "REDACTED:REDACTED"][row[2] as usize];
        copied = row[1] as usize;
    }
    shown + &url[copied..]
}

#[wasm_bindgen_test]
fn secrets_stand_in_the_table_as_they_are_found_natively() {
    for url in [
        "",
        "https://a.example/?page=2",
        "https://me:pw@a.example/?token=1&page=2&api_key=3#code=4",
        "https://a.example/?token=",
        "https://me:passw",
        "https://\u{e9}:\u{4f60}@\u{e9}.example/?\u{e9}=1&token=\u{1f600}",
    ] {
        assert_eq!(shown(url), redact(url));
    }
}

#[wasm_bindgen_test]
fn more_secrets_than_the_table_holds_are_hidden_to_the_end() {
    let rows = TABLE / 3;
    let with = |count: usize| format!("https://a.example/?{}page=2", "token=Q&".repeat(count));
    assert_eq!(shown(&with(rows)), redact(&with(rows)));
    for count in [rows + 1, rows + 2, 10 * rows, (INPUT - 30) / 8] {
        let shown = shown(&with(count));
        assert!(!shown.contains('Q') && shown.ends_with("token=REDACTED"), "{count}");
        assert_eq!(shown.matches("REDACTED").count(), rows);
    }
}

#[wasm_bindgen_test]
fn a_call_is_decided_as_it_is_natively() {
    use Decision::{Ignored, NotHttp, Outside, SameOrigin, Target};
    for (decided, url) in [SameOrigin, Target(0), Outside, Ignored(0), NotHttp].into_iter().enumerate() {
        for bits in 0..32_u32 {
            for flags in 0..4_u8 {
                let is = |bit: u32| bits & (1 << bit) != 0;
                let omitted = is(3) && flags & 1 == 0;
                let call = Call { declined: is(0), headerless: is(1), own_header: is(2), omitted, unguarded: is(4) };
                let answer = reason_of_call(decided as u32, bits, flags);
                assert_eq!([SAME_ORIGIN, TARGET].contains(&answer), decide(url, call).sent(), "{url:?} {call:?}");
                assert_eq!(answer <= NOT_HTTP, answer == decided as u32, "{url:?} {call:?}");
            }
        }
    }
    let told = [1, 2, 4, 8, 16].map(|bit| reason_of_call(TARGET, bit, 2));
    assert_eq!(told, [5, 6, 7, 8, 9]);
}
