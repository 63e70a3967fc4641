//! URLs for logs, without user info and without the values of parameters that are secrets by their names.

use crate::text::{byte_set::ByteSet, hex};

/// Names of parameters whose values are secrets, in lower case and without dashes and underscores: `Access-Token` is
/// `accesstoken`. Each is in the row of its length.
/// [OpenTelemetry, url.full](https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/)
const SECRETS: [&str; 18] = [
    "",
    "",
    "",
    "jwt pwd sig",
    "auth code",
    "token",
    "apikey passwd secret",
    "idtoken xapikey",
    "password",
    "accesskey authtoken signature",
    "credential",
    "accesstoken",
    "clientsecret refreshtoken sessiontoken",
    "authorization xamzsignature",
    "awsaccesskeyid xamzcredential xgoogsignature",
    "",
    "",
    "xamzsecuritytoken",
];

/// A part of the URL, in bytes, that is replaced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Secret {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What replaces it.
    pub instead: Instead,
}

/// What replaces a secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Instead {
    /// `REDACTED`, for a parameter's value.
    Value,
    /// `REDACTED:REDACTED`, for a user and password.
    UserInfo,
}

impl Instead {
    /// The text.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Value => "REDACTED",
            Self::UserInfo => "REDACTED:REDACTED",
        }
    }
}

/// A copy of `url` without its secrets.
///
/// # Examples
///
/// ```
/// use tracehop::redact::redact;
///
/// assert_eq!(redact("https://a.example/?token=1&page=2"), "https://a.example/?token=REDACTED&page=2");
/// assert_eq!(redact("https://me:pw@a.example/"), "https://REDACTED:REDACTED@a.example/");
/// ```
pub fn redact(url: &str) -> String {
    let (mut shown, mut copied) = (String::with_capacity(url.len()), 0);
    find(url.as_bytes(), |secret| {
        shown.push_str(&url[copied..secret.start]);
        shown.push_str(secret.instead.text());
        copied = secret.end;
    });
    shown.push_str(&url[copied..]);
    shown
}

/// Finds the secrets of an absolute URL, from left to right. If the URL was cut inside its authority, all of that is
/// treated as user info.
pub(crate) fn find(url: &[u8], mut found: impl FnMut(Secret)) {
    let mut at = 0;
    if let Some(start) = authority_start(url) {
        let rest = url.get(start..).unwrap_or_default();
        let end = AUTHORITY_ENDS.find(rest);
        let authority = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let user_info = match end {
            Some(_) => authority.iter().rposition(|byte| *byte == b'@'),
            None => Some(authority.len()),
        };
        if let Some(length) = user_info {
            found(Secret { start, end: start + length, instead: Instead::UserInfo });
        }
        at = start + authority.len();
    }
    // The start of the latest name, until its equals sign is found.
    let mut name = Some(at);
    while let Some(skipped) = url.get(at..).and_then(|rest| MARKS.find(rest)) {
        let mark = at + skipped;
        at = mark + 1;
        if url.get(mark) != Some(&b'=') {
            name = Some(at);
        } else if name.take().and_then(|first| url.get(first..mark)).is_some_and(is_secret) {
            // A secret ends only at `&`, because it may contain the other marks.
            let value = url.get(at..).unwrap_or_default();
            let end = at + value.iter().position(|byte| *byte == b'&').unwrap_or(value.len());
            found(Secret { start: at, end, instead: Instead::Value });
            at = end;
        }
    }
}

/// After each of these a name starts, or before it a name ends.
const MARKS: ByteSet = ByteSet::of(b"&?#;=");
const AUTHORITY_ENDS: ByteSet = ByteSet::of(b"/?#\\");

/// The start of the authority, after a scheme and `://`. A URL such as `data:` has none.
fn authority_start(url: &[u8]) -> Option<usize> {
    let is_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let scheme = url.iter().position(|byte| !is_scheme(byte))?;
    url.get(scheme..)?.starts_with(b"://").then_some(scheme + 3)
}

/// Whether the value of a parameter is a secret, by its name in any spelling. Of `user[password]` and `user.password`
/// the last part counts.
fn is_secret(name: &[u8]) -> bool {
    let part = name.iter().rposition(|byte| matches!(byte, b'[' | b'.')).map_or(0, |separator| separator + 1);
    let name = name.get(part..).unwrap_or_default();
    let length = Letters(name).count();
    let row = SECRETS.get(length).filter(|_| length > 0).map(|row| row.as_bytes());
    row.is_some_and(|row| row.split(|byte| *byte == b' ').any(|secret| Letters(name).eq(secret.iter().copied())))
}

/// A parameter's name with percent-encoding undone, in lower case, without dashes, underscores and closing brackets.
struct Letters<'a>(&'a [u8]);

impl Iterator for Letters<'_> {
    type Item = u8;

    // It is long, and used in two places.
    #[inline(never)]
    fn next(&mut self) -> Option<u8> {
        loop {
            let (byte, rest) = match self.0 {
                [] => return None,
                [b'%', high, low, rest @ ..] => {
                    let pair = [high.to_ascii_lowercase(), low.to_ascii_lowercase()];
                    (hex::byte(pair).unwrap_or(b'%'), rest)
                }
                [byte, rest @ ..] => (*byte, rest),
            };
            self.0 = rest;
            if !matches!(byte, b'-' | b'_' | b']') {
                return Some(byte.to_ascii_lowercase());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_any_spelling_are_hidden() {
        for name in ["token", "access_token", "Access-Token", "API_KEY", "X-Amz-Signature", "sig", "to%6Ben", "code"] {
            let shown = redact(&format!("https://a.example/p?a=1&{name}=hunter2&b=2#x"));
            assert_eq!(shown, format!("https://a.example/p?a=1&{name}=REDACTED&b=2#x"));
        }
    }

    #[test]
    fn each_secret_stands_in_the_row_of_its_length() {
        for (length, row) in SECRETS.iter().enumerate() {
            assert!(row.split(' ').all(|secret| secret.is_empty() || secret.len() == length), "{row}");
        }
    }

    #[test]
    fn everything_else_stays() {
        for url in [
            "https://a.example/",
            "https://a.example/token=1",
            "https://a.example/a@b?q=me@b.example&signal=1&tokens=3&encode=x",
            "https://a.example:8443/?token",
            "",
            "%",
        ] {
            assert_eq!(redact(url), url);
        }
    }

    #[test]
    fn user_info_is_hidden_even_with_an_at_sign_in_it() {
        assert_eq!(redact("https://me:p@ss@a.example/x"), "https://REDACTED:REDACTED@a.example/x");
        assert_eq!(redact("https://me@a.example?token=1"), "https://REDACTED:REDACTED@a.example?token=REDACTED");
    }

    #[test]
    fn a_url_cut_inside_its_user_info_shows_none_of_it() {
        assert_eq!(redact("https://me:passw"), "https://REDACTED:REDACTED");
    }

    #[test]
    fn tokens_in_a_fragment_are_hidden() {
        assert_eq!(redact("https://a.example/#id_token=abc&state=1"), "https://a.example/#id_token=REDACTED&state=1");
    }
}
