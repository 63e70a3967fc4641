//! What a URL says in a log: every secret name in every spelling, and what stands beside it unharmed.

use tracehop::redact::{Instead, redact};

/// The names as they are met in the world.
const SECRETS: [&str; 51] = [
    "AWSAccessKeyId",
    "Signature",
    "sig",
    "X-Goog-Signature",
    "X-Amz-Signature",
    "X-Amz-Credential",
    "X-Amz-Security-Token",
    "token",
    "access_token",
    "access-token",
    "accessToken",
    "refresh_token",
    "id_token",
    "auth_token",
    "authtoken",
    "sessionToken",
    "api_key",
    "api-key",
    "apikey",
    "apiKey",
    "X-API-Key",
    "password",
    "passwd",
    "PASSWORD",
    "secret",
    "client_secret",
    "clientSecret",
    "code",
    "jwt",
    "Authorization",
    "credential",
    "__token__",
    "%74oken",
    "t%6Fken",
    "access%5Ftoken",
    "access%2dtoken",
    "user[password]",
    "user[a][api_key]",
    "user.password",
    "user%5Bpassword%5D",
    "password[]",
    "filter[token][eq]",
    "+token",
    "token%20",
    "session",
    "sessionid",
    "sid",
    "ticket",
    "oauth_token",
    "private_key",
    "jsessionid",
];

#[test]
fn a_secret_parameter_is_hidden_wherever_it_stands() {
    for name in SECRETS {
        for (before, after) in [
            ("https://a.example/p?", ""),
            ("https://a.example/p?", "&page=2"),
            ("https://a.example/p?page=2&", "&page=3"),
            ("https://a.example/p?page=2;", "&page=3"),
            ("https://a.example/p#", ""),
            ("https://a.example/p#page=2&", "&page=3"),
            ("https://a.example/#/callback?", "&page=2"),
            ("https://a.example?", ""),
            ("/p?", "&next=https://b.example/"),
            ("data:,x?", "&next=https://b.example/"),
            ("http://a.example:8443/p?next=https://b.example/?", ""),
        ] {
            for value in ["hunter2", "hunter2=hunter2", "%68unter2", "a/b:c@d", "a;b=c", "a?b=c", "a#b=c", ""] {
                let shown = redact(&format!("{before}{name}={value}{after}"));
                assert_eq!(shown, format!("{before}{name}=REDACTED{after}"));
            }
        }
    }
}

#[test]
fn a_name_that_only_resembles_a_secret_is_shown() {
    for name in
        ["tokens", "mytoken", "signal", "design", "codec", "encode", "pass", "keys", "key", "secretary", "a", "", "%"]
    {
        let url = format!("https://a.example/p?{name}=1&b=2");
        assert_eq!(redact(&url), url);
    }
}

#[test]
fn several_secrets_are_hidden_together() {
    assert_eq!(
        redact("https://me:pw@a.example/token=1?token=a&page=2&Code=b&page=3#sig=d&state=4&jwt=e"),
        "https://REDACTED:REDACTED@a.example/token=1\
         ?token=REDACTED&page=2&Code=REDACTED&page=3#sig=REDACTED&state=4&jwt=REDACTED",
    );
}

#[test]
fn user_info_is_hidden_before_any_end_of_the_authority() {
    for rest in ["/", "?a=1", "#a", "/x@y", ":8443/", "\\x", "/?mail=me@a.example"] {
        for user in ["me", "me:pw", ":pw", "me:", "me:p:w", "me@b.example:pw", "me%40b.example:pw"] {
            let shown = redact(&format!("https://{user}@a.example{rest}"));
            assert_eq!(shown, format!("https://REDACTED:REDACTED@a.example{rest}"));
        }
    }
}

#[test]
fn an_authority_that_was_cut_is_hidden_whole() {
    for cut in ["m", "me", "me:", "me:pw", "me:p@w", "me@b.example:pw", "a.example"] {
        assert_eq!(redact(&format!("https://{cut}")), "https://REDACTED:REDACTED", "{cut}");
    }
}

#[test]
fn an_at_sign_behind_the_authority_is_no_user_info() {
    for url in
        ["https://a.example/@me", "https://a.example/?q=me@b.example", "https://a.example/#@", "https://a.example:80/@"]
    {
        assert_eq!(redact(url), url);
    }
}

#[test]
fn characters_of_several_bytes_stay_whole() {
    assert_eq!(
        redact("https://\u{e9}:\u{4f60}@\u{e9}.example/\u{1f600}?\u{e9}=\u{4f60}&token=\u{1f600}&x=\u{e9}"),
        "https://REDACTED:REDACTED@\u{e9}.example/\u{1f600}?\u{e9}=\u{4f60}&token=REDACTED&x=\u{e9}",
    );
}

#[test]
fn what_is_shown_instead_says_that_something_was_hidden() {
    assert_eq!((Instead::Value.text(), Instead::UserInfo.text()), ("REDACTED", "REDACTED:REDACTED"));
}
