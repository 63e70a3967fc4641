//! What a URL parser would leave as it is, so that it need not be asked.

use crate::text::byte_set::ByteSet;

/// Whether `rest` can stand behind an `http` or `https` origin, and be just what a URL parser makes of it: a path, and
/// perhaps a query, of characters that are not escaped and of no segment that is resolved away.
/// [URL Standard, path state](https://url.spec.whatwg.org/#path-state)
///
/// A `false` only says that the parser has to be asked: a segment that starts with a dot, or with an escape that may be
/// one, is looked at no closer. Nor is a fragment.
///
/// # Examples
///
/// ```
/// use tracehop::href::is_serialised;
///
/// assert!(is_serialised(b"/api/orders/1?page=2"));
/// assert!(!is_serialised(b"/api/../admin"));
/// assert!(!is_serialised("/caf\u{e9}".as_bytes()));
/// ```
pub fn is_serialised(rest: &[u8]) -> bool {
    let is_segment_kept = |pair: &[u8]| !matches!(pair, [b'/', b'.' | b'%']);
    rest.first() == Some(&b'/') && KEPT.covers(rest) && rest.windows(2).all(is_segment_kept)
}

/// What is in neither of the parser's sets of characters to escape, in a path and in a query.
const KEPT: ByteSet = ByteSet::of(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-~!$&()*+,;=:@/?.%");

#[cfg(test)]
mod tests {
    use super::is_serialised;

    #[test]
    fn what_a_parser_would_change_is_for_the_parser() {
        for changed in [
            "", "api", "?a", "/a b", "/a\tb", "/a\\b", "/a\"", "/<", "/>", "/`", "/{", "/}", "/|", "/^", "/'", "/a#b",
            "/a\u{7f}", "/é",
        ] {
            assert!(!is_serialised(changed.as_bytes()), "{changed:?}");
        }
    }

    #[test]
    fn a_segment_that_may_be_dots_is_for_the_parser() {
        for dots in ["/.", "/..", "/a/./b", "/a/../b", "/%2e", "/a/%2E%2e/b", "/.%2e", "/a?/..", "/.hidden"] {
            assert!(!is_serialised(dots.as_bytes()), "{dots:?}");
        }
    }

    #[test]
    fn everything_else_stays() {
        for kept in ["/", "//", "/a//b", "/a.b/c.", "/a%2Fb", "/a%", "/?", "/a?b=c&d=%20;e", "/~a/(b)*c+d,e!$:@-_"] {
            assert!(is_serialised(kept.as_bytes()), "{kept:?}");
        }
    }
}
