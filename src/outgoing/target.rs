//! Whether a request to a URL carries our headers.
//!
//! Headers that reach the wrong origin leak ids, and can make a browser refuse the request by CORS. So rules compare
//! the parts that a URL parser found: the complete origin, and the path segment by segment. The query does not matter.

/// A request's URL, as a URL parser serialises its parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Url<'a> {
    origin: &'a [u8],
    path: &'a [u8],
}

impl<'a> Url<'a> {
    /// Scheme, host, and port where it is not the default, as in `https://shop.example`; and the path from its first
    /// slash, without the query.
    pub const fn new(origin: &'a str, path: &'a str) -> Self {
        Self::from_bytes(origin.as_bytes(), path.as_bytes())
    }

    /// The same from the bytes of such text.
    pub const fn from_bytes(origin: &'a [u8], path: &'a [u8]) -> Self {
        Self { origin, path }
    }
}

/// One entry of a list of targets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule<'a> {
    /// This origin and everything below this path.
    Below(Url<'a>),
    /// The answer of a pattern or of a function of the application.
    Answered(bool),
    /// A function of the application that failed, or answered neither yes nor no. Nobody can say then that the URL may
    /// get headers: the rule matches in `ignore` and does not match in `targets`.
    Unanswered,
}

/// Whether a request carries our headers.
///
/// # Examples
///
/// ```
/// use tracehop::target::{Decision, Rule, Url, decide};
///
/// let stock = Rule::Below(Url::new("https://stock.example", "/v1"));
/// let to = |path| Url::new("https://stock.example", path);
///
/// assert_eq!(decide(to("/v1/items"), None, [], Some([stock])), Decision::Target(0));
/// assert_eq!(decide(to("/v10"), None, [], Some([stock])), Decision::Outside);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Sent: there are no targets, and this is the page's own origin.
    SameOrigin,
    /// Sent: the target at this index matches.
    Target(usize),
    /// Not sent: no target matches.
    Outside,
    /// Not sent, and not traced at all: the `ignore` entry at this index matches.
    Ignored(usize),
    /// Not sent: the URL is neither http nor https.
    NotHttp,
}

/// Decides by the first rule that matches, with those of `ignore` before `targets`. Without targets only `home`, the
/// page's own origin, gets headers. Without targets and without a page, no URL does.
pub fn decide<'a>(
    url: Url<'_>,
    home: Option<&[u8]>,
    ignore: impl IntoIterator<Item = Rule<'a>>,
    targets: Option<impl IntoIterator<Item = Rule<'a>>>,
) -> Decision {
    let border = targets.is_some().then_some(Entry::Targets);
    let targets = targets.into_iter().flatten().map(Entry::Rule);
    decide_in_order(url, home, ignore.into_iter().map(Entry::Rule).chain(border).chain(targets))
}

/// An entry of both lists, one after the other.
pub(crate) enum Entry<'a> {
    Rule(Rule<'a>),
    /// The rules before this are those of `ignore`, the rules after it `targets`. Without it there are no targets.
    Targets,
}

/// The same decision in one pass.
pub(crate) fn decide_in_order<'a>(
    url: Url<'_>,
    home: Option<&[u8]>,
    entries: impl Iterator<Item = Entry<'a>>,
) -> Decision {
    if !url.origin.starts_with(b"http://") && !url.origin.starts_with(b"https://") {
        return Decision::NotHttp;
    }
    let (mut listed, mut index) = (false, 0);
    for entry in entries {
        match entry {
            Entry::Targets => (listed, index) = (true, 0),
            Entry::Rule(rule) if !rule.matches(url, listed) => index += 1,
            Entry::Rule(_) if listed => return Decision::Target(index),
            Entry::Rule(_) => return Decision::Ignored(index),
        }
    }
    match home {
        Some(home) if !listed && home == url.origin => Decision::SameOrigin,
        _ => Decision::Outside,
    }
}

impl Rule<'_> {
    fn matches(&self, url: Url<'_>, is_target: bool) -> bool {
        match *self {
            Self::Answered(answer) => answer,
            Self::Unanswered => !is_target,
            Self::Below(prefix) => prefix.origin == url.origin && is_below(url.path, prefix.path),
        }
    }
}

/// Whether `path` is `prefix` or continues it after a slash: `/v1` covers `/v1/items` but not `/v10`.
pub(crate) fn is_below(path: &[u8], prefix: &[u8]) -> bool {
    match path.strip_prefix(prefix) {
        Some(rest) => matches!(rest, [] | [b'/', ..]) || prefix.ends_with(b"/"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [Rule<'static>; 0] = [];

    fn url(text: &str) -> Url<'_> {
        let path = text.find("//").and_then(|start| text[start + 2..].find('/').map(|slash| start + 2 + slash));
        let (origin, path) = text.split_at(path.unwrap_or(text.len()));
        Url::new(origin, path)
    }

    fn sent_to(text: &str, target: &str) -> bool {
        decide(url(text), None, NONE, Some([Rule::Below(url(target))])) == Decision::Target(0)
    }

    #[test]
    fn a_prefix_ends_at_a_segment_border() {
        for inside in ["https://a.example/v1", "https://a.example/v1/", "https://a.example/v1/x/y"] {
            assert!(sent_to(inside, "https://a.example/v1"), "{inside}");
        }
        for outside in ["https://a.example/v10", "https://a.example/", "https://a.example/V1", "https://a.example/x/v1"]
        {
            assert!(!sent_to(outside, "https://a.example/v1"), "{outside}");
        }
        assert!(!sent_to("https://a.example/v1", "https://a.example/v1/"));
        assert!(sent_to("https://a.example/v1/x", "https://a.example/v1/"));
    }

    #[test]
    fn an_origin_is_compared_from_start_to_end() {
        for outside in [
            "http://a.example/",
            "https://a.example:8443/",
            "https://a.example.evil.test/",
            "https://evil.test/https://a.example/",
            "https://b.a.example/",
        ] {
            assert!(!sent_to(outside, "https://a.example/"), "{outside}");
        }
    }

    #[test]
    fn the_pages_own_origin_is_the_default_only_without_targets() {
        let home = Some(&b"https://shop.example"[..]);
        let own = url("https://shop.example/cart");
        assert_eq!(decide(own, home, NONE, None::<[Rule; 0]>), Decision::SameOrigin);
        assert_eq!(decide(own, None, NONE, None::<[Rule; 0]>), Decision::Outside);
        assert_eq!(decide(own, home, NONE, Some(NONE)), Decision::Outside);
    }

    #[test]
    fn a_rule_without_an_answer_is_ignored_and_no_target() {
        let (any, none) = (url("https://a.example/"), [Rule::Unanswered]);
        assert_eq!(decide(any, None, none, Some([Rule::Answered(true)])), Decision::Ignored(0));
        assert_eq!(decide(any, None, NONE, Some(none)), Decision::Outside);
        assert_eq!(decide(any, None, NONE, Some([Rule::Unanswered, Rule::Answered(true)])), Decision::Target(1));
    }

    #[test]
    fn ignore_wins_and_only_http_is_traced() {
        let yes = [Rule::Answered(true)];
        assert_eq!(decide(url("https://a.example/"), None, yes, Some(yes)), Decision::Ignored(0));
        for origin in ["null", "", "ftp://a.example", "chrome-extension://abc", "httpsx://a.example"] {
            assert_eq!(
                decide(Url::new(origin, "/"), Some(origin.as_bytes()), NONE, Some(yes)),
                Decision::NotHttp,
                "{origin}"
            );
        }
    }
}
