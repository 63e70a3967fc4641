//! URLs for the laws of redaction.

use proptest::prelude::*;
use tracehop::redact::redact;

use super::config;
use crate::laws::redact::{self as law, NAMES};

/// What no log may show. Nothing else in these URLs has upper-case letters, but for the names, which have no `Q`.
fn secret() -> impl Strategy<Value = String> {
    // Everything that a URL parser leaves as it is in the value of a parameter.
    "Q[a-zQ0-9=/:@?;!$'()*,+._~%-]{0,12}Q"
}

fn parameter() -> impl Strategy<Value = String> {
    prop_oneof![
        (prop::sample::select(&NAMES[..]), secret()).prop_map(|(name, secret)| format!("{name}={secret}")),
        "[a-z]{1,5}(=[a-z0-9%/:@.]{0,8})?",
        Just("next=https://b.example/".to_owned()),
    ]
}

pub fn url() -> impl Strategy<Value = String> {
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
        law::shows_no_secret(&url);
    }

    #[test]
    fn what_is_no_secret_is_shown_in_its_order(url in url()) {
        law::shows_the_rest_in_its_order(&url);
    }

    #[test]
    fn redacting_twice_is_redacting_once(
        url in url(),
        text in prop_oneof!["[a-z:?#&;=@\u{e9}]{0,24}", any::<String>()],
    ) {
        law::is_the_same_twice(&url);
        law::is_the_same_twice(&law::query_of(&text));
    }

    #[test]
    fn a_url_that_was_cut_shows_no_secret_either(url in url(), share in 0.0..1.0_f64) {
        law::shows_no_secret(&url[..(url.len() as f64 * share) as usize]);
    }

    #[test]
    fn a_secret_is_hidden_whatever_stands_around_it(
        before in "[a-pr-z:/?#&;=@%]{0,24}",
        name in prop::sample::select(&NAMES[..]),
        secret in any::<String>(),
        after in "[a-pr-z:/?#&;=@%]{0,24}",
    ) {
        law::hides_the_value(&before, name, &secret, &after);
        law::hides_the_user(&secret, &after);
    }

    #[test]
    fn any_bytes_keep_the_laws(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        law::hold_for(&bytes);
    }
}

#[test]
fn a_url_of_10_mib_is_read_to_its_end() {
    let url = format!("https://a.example/?{}token=hunter2", "a=1&".repeat((10 << 20) / 4));
    assert!(redact(&url).ends_with("&token=REDACTED"));
}
