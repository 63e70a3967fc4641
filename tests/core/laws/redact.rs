//! Laws of what a URL says in a log.

use tracehop::redact::redact;

use super::lines;

/// Names of parameters that hold a secret. None has a `Q`, the mark of what must not be shown.
pub const NAMES: [&str; 8] =
    ["token", "Access_Token", "API-KEY", "sig", "code", "client_secret", "X-Amz-Signature", "%74oken"];

/// All of them: for the bytes as a URL; and for a URL made of four lines, of which the second is a secret, the third
/// what follows it, and the fourth a parameter's name by its first byte.
pub fn hold_for(bytes: &[u8]) {
    let url = String::from_utf8_lossy(bytes);
    shows_the_rest_in_its_order(&url);
    is_the_same_twice(&query_of(&url));
    shows_the_rest_in_its_order(&redact(&url));

    let lines = lines(bytes);
    let line = |index: usize| lines.get(index).map(|line| line.replace('Q', "")).unwrap_or_default();
    let name = NAMES[line(3).bytes().next().map_or(0, usize::from) % NAMES.len()];
    hides_the_value(&line(0), name, &line(1), &line(2));
    hides_the_user(&line(1), &line(2));
}

/// No `Q`, which marks secrets.
pub fn shows_no_secret(url: &str) {
    let shown = redact(url);
    assert!(!shown.contains('Q'), "{shown} from {url}");
}

/// A secret is hidden whatever stands before it and behind it.
pub fn hides_the_value(before: &str, name: &str, secret: &str, after: &str) {
    // A `/` ends the authority, and an `&` ends the value.
    let secret = secret.replace('&', "");
    shows_no_secret(&format!("{before}/?&{name}=Q{secret}Q&{after}"));
}

/// User and password are hidden whatever characters they have, but for those that end them.
pub fn hides_the_user(user: &str, after: &str) {
    let user = user.replace(['/', '?', '#', '\\'], "");
    shows_no_secret(&format!("https://Q{user}Q@{after}"));
}

/// What is shown is the URL with pieces replaced.
pub fn shows_the_rest_in_its_order(url: &str) {
    let shown = redact(url);
    let mut left = url;
    for piece in shown.split("REDACTED:REDACTED").flat_map(|piece| piece.split("REDACTED")) {
        let at = left.find(piece);
        assert!(at.is_some(), "{piece} of {shown}");
        left = &left[at.unwrap_or_default() + piece.len()..];
    }
}

/// Of a URL in which no secret takes the slash with it that ended an authority: then the second time hides more.
pub fn is_the_same_twice(url: &str) {
    let once = redact(url);
    assert_eq!(redact(&once), once);
}

/// A URL with this text as its query, which has no further authority.
pub fn query_of(text: &str) -> String {
    format!("https://a.example/?{}", text.replace(['/', '\\', '%'], ""))
}
