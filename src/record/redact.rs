//! URLs for logs, without user info and without the values of parameters that are secrets by their names.

use crate::text::{byte_set::ByteSet, hex};

/// Names of parameters whose values are secrets, in lower case and without dashes and underscores: `Access-Token` is
/// `accesstoken`.
/// [OpenTelemetry, url.full](https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/)
const SECRETS: [&str; 34] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "auth",
    "authorization",
    "authtoken",
    "awsaccesskeyid",
    "clientsecret",
    "code",
    "credential",
    "idtoken",
    "jsessionid",
    "jwt",
    "oauthtoken",
    "passwd",
    "password",
    "phpsessid",
    "privatekey",
    "pwd",
    "refreshtoken",
    "secret",
    "session",
    "sessionid",
    "sessiontoken",
    "sid",
    "sig",
    "signature",
    "ticket",
    "token",
    "xamzcredential",
    "xamzsecuritytoken",
    "xamzsignature",
    "xapikey",
    "xgoogsignature",
];

/// The same as the module has them: names by their hashes take less than their text. Another name has the hash of one
/// of these once in a hundred million, and is hidden then.
const HASHES: [u32; SECRETS.len()] = {
    let mut hashes = [NO_LETTERS; SECRETS.len()];
    let mut index = 0;
    while index < hashes.len() {
        let name = SECRETS[index].as_bytes();
        let mut place = 0;
        while place < name.len() {
            hashes[index] = with_letter(hashes[index], name[place]);
            place += 1;
        }
        index += 1;
    }
    hashes
};

/// The hash of an empty name. [FNV-1a](https://datatracker.ietf.org/doc/html/rfc9923)
const NO_LETTERS: u32 = 0x811c_9dc5;

/// The hash of a name that goes on with this letter.
const fn with_letter(hash: u32, letter: u8) -> u32 {
    (hash ^ letter as u32).wrapping_mul(0x0100_0193)
}

/// Bytes of a URL that JavaScript hands over. One of as many may have been cut.
pub(crate) const MAX_URL: usize = 8192;

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

/// Finds the secrets of a URL, from left to right, and those of URLs in its parameters, however often these are
/// percent-encoded. If the URL was cut inside an authority, all of that is treated as user info.
pub(crate) fn find(url: &[u8], mut found: impl FnMut(Secret)) {
    let (mut at, mut is_first) = (0, true);
    // A path has no names until a mark.
    let mut is_path = url.starts_with(b"/");
    // Where the latest name starts that ends at `=`, and the one that ends where this is encoded.
    let mut names = [Some(0).filter(|_| !is_path); 2];
    while let Some(skipped) = url.get(at..).and_then(|rest| MARKS.find(rest)) {
        let mark = Char::at(url, at + skipped);
        at = mark.end;
        let [plain, encoded] = &mut names;
        let name = if mark.is_plain() { *plain } else { *encoded };
        let mut next = Some(at);
        match mark.byte {
            b'=' if name.and_then(|name| url.get(name..mark.start)).is_some_and(is_secret) => {
                let end = value_end(url, &mark, is_path);
                found(Secret { start: at, end, instead: Instead::Value });
                at = end;
            }
            b'=' | b':' => {
                if let Some(authority) = authority(url, &mark) {
                    if let Some(end) = user_end(url, &authority, is_first) {
                        found(Secret { start: authority.end, end, instead: Instead::UserInfo });
                        at = end;
                    }
                    is_path |= is_first;
                    next = None;
                } else if mark.byte == b':' {
                    next = name;
                }
            }
            b'?' | b'#' if mark.is_plain() => is_path = false,
            b'?' | b'#' | b'&' | b';' => {}
            _ => next = name,
        }
        is_first = false;
        *encoded = next;
        if mark.is_plain() {
            *plain = next;
        }
    }
}

/// After each of these a name or a URL starts, or before it a name ends. `%` may be any of them, encoded.
const MARKS: ByteSet = ByteSet::of(b"&?#;=:%");

/// A character with percent-encoding undone.
struct Char {
    byte: u8,
    start: usize,
    end: usize,
}

impl Char {
    /// The one that starts here; a 0 of no length at the end. Not inlined, because it is long and used in many places.
    #[inline(never)]
    fn at(text: &[u8], start: usize) -> Self {
        let Some((byte, _)) = text.get(start..).and_then(<[u8]>::split_first) else {
            return Self { byte: 0, start, end: start };
        };
        let (mut byte, mut end) = (*byte, start + 1);
        // `%25` is a percent sign, with which another encoded character may start.
        while byte == b'%'
            && let Some(pair) = text.get(end..).and_then(<[u8]>::first_chunk::<2>)
            && let Some(decoded) = hex::byte(pair.map(|digit| digit.to_ascii_lowercase()))
        {
            (byte, end) = (decoded, end + 2);
        }
        Self { byte, start, end }
    }

    fn is_plain(&self) -> bool {
        self.end - self.start <= 1
    }

    fn is_end(&self) -> bool {
        self.end == self.start
    }

    /// Whether it can end what starts with another one: it is not encoded more often. From twice on this is not counted,
    /// so that nothing is read more than three times.
    fn ends(&self, other: &Self) -> bool {
        (self.end - self.start).min("%252F".len()) <= other.end - other.start
    }
}

/// Where the value ends whose equals sign is this: at an `&`, because it may contain the other marks. In a path it also
/// ends where the path does.
fn value_end(url: &[u8], equals: &Char, is_path: bool) -> usize {
    let mut next = Char::at(url, equals.end);
    while !next.is_end() {
        let is_mark = next.byte == b'&' || is_path && matches!(next.byte, b'?' | b'#');
        if is_mark && next.ends(equals) {
            break;
        }
        next = Char::at(url, next.end);
    }
    next.start
}

/// The second of the two slashes after a mark, with which an authority starts.
fn authority(url: &[u8], mark: &Char) -> Option<Char> {
    let is_slash = |slash: &Char| matches!(slash.byte, b'/' | b'\\');
    let first = Some(Char::at(url, mark.end)).filter(is_slash)?;
    Some(Char::at(url, first.end)).filter(is_slash)
}

/// Where the user and password end with which an authority starts, if it has them. What was cut may be both.
fn user_end(url: &[u8], slash: &Char, is_whole: bool) -> Option<usize> {
    let mut end = None;
    let mut next = Char::at(url, slash.end);
    loop {
        match next.byte {
            _ if next.is_end() => return if is_whole || url.len() >= MAX_URL { Some(next.start) } else { end },
            _ if !next.ends(slash) => {}
            b'/' | b'?' | b'#' | b'\\' => return end,
            b'&' if !is_whole => return end,
            b'@' => end = Some(next.start),
            _ => {}
        }
        next = Char::at(url, next.end);
    }
}

/// Whether the value of a parameter is a secret, by its name in any spelling. Of `filter[token][eq]` each part counts.
fn is_secret(name: &[u8]) -> bool {
    let mut hash = NO_LETTERS;
    let mut next = Char::at(name, 0);
    loop {
        if next.byte.is_ascii_alphanumeric() {
            hash = with_letter(hash, next.byte.to_ascii_lowercase());
        } else if !matches!(next.byte, b'-' | b'_') {
            if HASHES.contains(&hash) || next.is_end() {
                return HASHES.contains(&hash);
            }
            hash = NO_LETTERS;
        }
        next = Char::at(name, next.end);
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
    fn each_secret_has_a_hash_of_its_own() {
        let hashes: std::collections::HashSet<u32> = HASHES.into_iter().chain([NO_LETTERS]).collect();
        assert_eq!(hashes.len(), SECRETS.len() + 1);
    }

    #[test]
    fn everything_else_stays() {
        for url in [
            "https://a.example/",
            "https://a.example/token=1",
            "https://a.example/a@b?q=me@b.example&signal=1&tokens=3&encode=x",
            "https://a.example/?tokenize=1&monkey=2&sidebar=3&session_count=4&tickets=5",
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
    fn every_part_of_a_name_counts_after_decoding() {
        for name in [
            "user%5Bpassword%5D",
            "user%255Bpassword%255d",
            "password[]",
            "token[0]",
            "filter[token][eq]",
            "user%2Etoken",
            "+token",
            "token%20",
            "%00token",
            "a:token",
            "x%3Dtoken",
            "JSESSIONID",
            "connect.sid",
        ] {
            let shown = redact(&format!("https://a.example/p?a=1&{name}=hunter2&b=2"));
            assert_eq!(shown, format!("https://a.example/p?a=1&{name}=REDACTED&b=2"));
        }
    }

    #[test]
    fn urls_in_parameters_are_redacted_inside() {
        for (url, shown) in [
            ("https://b.example/?token=S", "https://b.example/?token=REDACTED"),
            ("https%3A%2F%2Fb.example%2F%3Ftoken%3DS%26b%3D2", "https%3A%2F%2Fb.example%2F%3Ftoken%3DREDACTED%26b%3D2"),
            (
                "https%253A%252F%252Fb%252F%253Ftoken%253DS%2526b",
                "https%253A%252F%252Fb%252F%253Ftoken%253DREDACTED%2526b",
            ),
            ("https://me:S@b.example/", "https://REDACTED:REDACTED@b.example/"),
            ("https%3A%2F%2Fme%3AS%40b.example%2F", "https%3A%2F%2FREDACTED:REDACTED%40b.example%2F"),
            ("https%3A%2F%2Fme%3AS%40b.example", "https%3A%2F%2FREDACTED:REDACTED%40b.example"),
            ("//me:S@b.example/", "//REDACTED:REDACTED@b.example/"),
            ("token%3DS%26b", "token%3DREDACTED%26b"),
            ("https://b.example", "https://b.example"),
            (
                "https%3A%2F%2Fb.example%2F%3Fmail%3Dme%40c.example",
                "https%3A%2F%2Fb.example%2F%3Fmail%3Dme%40c.example",
            ),
        ] {
            let [url, shown] = [url, shown].map(|inside| format!("https://a.example/p?a=1&next={inside}&c=3"));
            assert_eq!(redact(&url), shown);
        }
    }

    #[test]
    fn a_url_that_was_cut_inside_a_parameters_user_info_shows_none_of_it() {
        let start = "https://a.example/?next=https://";
        let cut = format!("{start}{}", "S".repeat(MAX_URL - start.len()));
        assert_eq!(redact(&cut), format!("{start}REDACTED:REDACTED"));
    }

    #[test]
    fn a_secret_in_a_path_ends_with_it() {
        assert_eq!(redact("/p;jsessionid=S?page=2"), "/p;jsessionid=REDACTED?page=2");
        assert_eq!(redact("https://a.example/p;sid=S#x"), "https://a.example/p;sid=REDACTED#x");
    }

    #[test]
    fn tokens_in_a_fragment_are_hidden() {
        assert_eq!(redact("https://a.example/#id_token=abc&state=1"), "https://a.example/#id_token=REDACTED&state=1");
    }
}
