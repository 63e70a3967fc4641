//! Lineage: a list-member of our own with the last operation that wrote a line, for calls on whose way another service
//! rewrites the parent-id.

use crate::{headers::id::SpanId, text::hex};

/// The key of the list-member. Its value is the span-id of the operation that sent the header. It differs from
/// parent-id only if a service between, which passes `tracestate` on, has made an operation of its own.
///
/// ```text
/// traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
/// tracestate:  tracehop=00f067aa0ba902b7,vendor=x
/// ```
pub const KEY: &str = "tracehop";

/// The operation in the list-member, if it is another one than `parent_id`: then there was a hop between that writes no
/// lines. `None` where there was none, and where the value is no span-id.
///
/// # Examples
///
/// ```
/// use tracehop::{SpanId, lineage::before_hidden_hop};
///
/// let (mine, theirs) = (SpanId::from_bytes([7; 8]).unwrap(), SpanId::from_bytes([9; 8]).unwrap());
/// assert_eq!(before_hidden_hop(mine, "0707070707070707"), None);
/// assert_eq!(before_hidden_hop(theirs, "0707070707070707"), Some(mine));
/// ```
pub fn before_hidden_hop(parent_id: SpanId, value: &str) -> Option<SpanId> {
    SpanId::from_hex(value).filter(|last| *last != parent_id)
}

/// Whether an operation puts its own span-id into the list-member: where it was asked to, and where the list has the
/// member already, so that the member always names the last operation. A context that was read from headers stays as it
/// arrived.
///
/// # Examples
///
/// ```
/// use tracehop::lineage::is_renewed;
///
/// assert!(is_renewed(false, true, false));
/// assert!(!is_renewed(false, false, false));
/// assert!(!is_renewed(false, true, true));
/// ```
pub const fn is_renewed(asked: bool, present: bool, remote: bool) -> bool {
    asked || (present && !remote)
}

/// The same for digits: whether the value is a span-id, and another one than `parent_id`.
#[cfg_attr(
    not(all(feature = "js", target_family = "wasm")),
    expect(dead_code, reason = "for JavaScript, which has the text of an id only")
)]
pub(crate) fn is_hidden_hop(parent_id: &[u8; 16], value: &[u8]) -> bool {
    value.try_into().is_ok_and(|last| hex::is_non_zero::<16>(last) && last != parent_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_member_is_renewed_where_it_is_asked_for_or_there_and_stays_as_it_came_in_a_remote_context() {
        for remote in [false, true] {
            assert!(is_renewed(true, false, remote) && is_renewed(true, true, remote));
            assert!(!is_renewed(false, false, remote));
        }
        assert!(is_renewed(false, true, false) && !is_renewed(false, true, true));
    }

    #[test]
    fn what_names_no_operation_says_nothing() {
        let parent_id = SpanId::from_bytes([7; 8]).unwrap();
        for value in [
            "",
            "0",
            "0000000000000000",
            "090909090909090",
            "09090909090909090",
            "ABCDEF0909090909",
            "0909-90909090909",
        ] {
            assert_eq!(before_hidden_hop(parent_id, value), None, "{value:?}");
        }
    }

    #[test]
    fn the_parent_itself_is_no_hidden_hop_and_any_other_operation_is_one() {
        let [mine, theirs] = [7, 9].map(|byte| SpanId::from_bytes([byte; 8]).unwrap());
        assert_eq!(before_hidden_hop(mine, &mine.to_string()), None);
        assert_eq!(before_hidden_hop(theirs, &mine.to_string()), Some(mine));
    }
}
