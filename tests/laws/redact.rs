//! Laws of what a URL says in a log.

use proptest::prelude::*;
use tracehop::redact::redact;

use super::config;

/// What no log may show. Nothing else in these URLs has upper-case letters, but for the names, which have no `Q`.
fn secret() -> impl Strategy<Value = String> {
    // Everything that a URL parser leaves as it is in the value of a parameter.
    "Q[a-zQ0-9=/:@?;!$'()*,+._~%-]{0,12}Q"
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "token",
        "Access_Token",
        "API-KEY",
        "sig",
        "code",
        "client_secret",
        "X-Amz-Signature",
        "%74oken",
    ])
    .prop_map(str::to_owned)
}

fn parameter() -> impl Strategy<Value = String> {
    prop_oneof![
        (name(), secret()).prop_map(|(name, secret)| format!("{name}={secret}")),
        "[a-z]{1,5}(=[a-z0-9%/:@.]{0,8})?",
        Just("next=https://b.example/".to_owned()),
    ]
}

fn url() -> impl Strategy<Value = String> {
    let user = prop_oneof![Just(String::new()), "Q[a-z0-9:%@.!-]{0,12}Q".prop_map(|user| format!("{user}@")),];
    let start = prop_oneof![
        8 => ("https?", user, "[a-z.-]{1,12}(:[0-9]{1,5})?")
            .prop_map(|(scheme, user, host)| format!("{scheme}://{user}{host}")),
        1 => Just("data:,x".to_owned()),
        1 => Just(String::new()),
    ];
    let parameters = || prop::collection::vec(parameter(), 0..4).prop_map(|parameters| parameters.join("&"));
    (start, "(/[a-z0-9.%:@=-]{0,6}){1,3}", parameters(), parameters())
        .prop_map(|(start, path, query, fragment)| format!("{start}{path}?{query}#{fragment}"))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_secret_is_never_shown(url in url()) {
        let shown = redact(&url);
        prop_assert!(!shown.contains('Q'), "{}", shown);
    }

    #[test]
    fn what_is_no_secret_is_shown_in_its_order(url in url()) {
        let shown = redact(&url);
        let mut left = url.as_str();
        for piece in shown.split("REDACTED:REDACTED").flat_map(|piece| piece.split("REDACTED")) {
            let at = left.find(piece);
            prop_assert!(at.is_some(), "{piece} of {shown}");
            left = &left[at.unwrap_or_default() + piece.len()..];
        }
    }

    #[test]
    fn redacting_twice_is_redacting_once(url in prop_oneof![url(), "[a-z:/?#&;=@%\\\\\u{e9}]{0,24}", any::<String>()]) {
        let once = redact(&url);
        prop_assert_eq!(redact(&once), once);
    }

    #[test]
    fn a_url_that_was_cut_shows_no_secret_either(url in url(), share in 0.0..1.0_f64) {
        let cut = &url[..(url.len() as f64 * share) as usize];
        let shown = redact(cut);
        prop_assert!(!shown.contains('Q'), "{} from {}", shown, cut);
    }
}

#[test]
fn a_url_of_10_mib_is_read_to_its_end() {
    let url = format!("https://a.example/?{}token=hunter2", "a=1&".repeat((10 << 20) / 4));
    assert!(redact(&url).ends_with("&token=REDACTED"));
}
