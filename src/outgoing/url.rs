//! URLs that a URL parser would leave unchanged, so that it does not have to be called.

use crate::text::byte_set::ByteSet;

/// Whether a URL parser leaves `rest` as it is where it follows an `http` or `https` origin: a path, and perhaps a
/// query, without characters that are escaped and without segments that are resolved.
/// [URL Standard, path state](https://url.spec.whatwg.org/#path-state)
///
/// If this returns `false`, the parser has to be called. It does so for every segment that starts with a dot or an
/// escape, and for every fragment, although the parser leaves some of them unchanged.
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

/// Characters that the parser escapes neither in a path nor in a query.
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
