//! Whether one call carries our headers, and why: the decision about its URL, and what else is known of it.

use crate::outgoing::target::Decision;

/// What is known of a call besides its URL.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Call {
    /// The application asked for no headers on this call.
    pub declined: bool,
    /// The host does not let us add headers: a page's `no-cors` request, or a navigation that a service worker passes
    /// on.
    /// [Fetch, request mode](https://fetch.spec.whatwg.org/#concept-request-mode)
    pub headerless: bool,
    /// It has a `traceparent` of its own, which stays.
    pub own_header: bool,
    /// Its trace is not sampled, and headers of such traces are left out.
    pub omitted: bool,
    /// Our headers would have to be removed at redirects, but the response is checked for integrity, so only the host
    /// can follow them.
    pub unguarded: bool,
}

/// Why a call carries our headers, or does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The rules for its URL decided, either way.
    Url(Decision),
    /// The application asked for no headers on this call.
    Declined,
    /// The host does not let us add headers to such a request.
    Headerless,
    /// The call's own `traceparent` stays.
    OwnHeader,
    /// The trace is not sampled, and headers of such traces are left out.
    Omitted,
    /// Our headers could not be removed at a redirect to another origin.
    Unguarded,
}

impl Reason {
    /// Whether the call carries our headers.
    pub const fn sent(self) -> bool {
        matches!(self, Self::Url(Decision::SameOrigin | Decision::Target(_)))
    }
}

/// Decides by the first reason not to send. The URL comes first: no property of a call sends headers to a URL that is
/// no target.
///
/// # Examples
///
/// ```
/// use tracehop::{propagation::{Call, Reason, decide}, target::Decision};
///
/// let proxied = Call { own_header: true, ..Call::default() };
///
/// assert!(decide(Decision::Target(0), Call::default()).sent());
/// assert_eq!(decide(Decision::Target(0), proxied), Reason::OwnHeader);
/// assert_eq!(decide(Decision::Outside, proxied), Reason::Url(Decision::Outside));
/// ```
pub const fn decide(url: Decision, call: Call) -> Reason {
    let by_url = Reason::Url(url);
    match call {
        _ if !by_url.sent() => by_url,
        Call { declined: true, .. } => Reason::Declined,
        Call { headerless: true, .. } => Reason::Headerless,
        Call { own_header: true, .. } => Reason::OwnHeader,
        Call { omitted: true, .. } => Reason::Omitted,
        Call { unguarded: true, .. } => Reason::Unguarded,
        _ => by_url,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_call() -> impl Iterator<Item = Call> {
        (0..32).map(|bits| Call {
            declined: bits & 1 != 0,
            headerless: bits & 2 != 0,
            own_header: bits & 4 != 0,
            omitted: bits & 8 != 0,
            unguarded: bits & 16 != 0,
        })
    }

    #[test]
    fn nothing_known_of_a_call_sends_headers_where_the_url_forbids_them() {
        for url in [Decision::Outside, Decision::Ignored(3), Decision::NotHttp] {
            for call in every_call() {
                assert_eq!(decide(url, call), Reason::Url(url), "{call:?}");
                assert!(!decide(url, call).sent(), "{call:?}");
            }
        }
    }

    #[test]
    fn one_thing_against_it_is_enough_and_the_applications_wish_is_named_first() {
        for url in [Decision::SameOrigin, Decision::Target(2)] {
            for call in every_call() {
                assert_eq!(decide(url, call).sent(), call == Call::default(), "{call:?}");
                if call.declined {
                    assert_eq!(decide(url, call), Reason::Declined, "{call:?}");
                }
            }
        }
        let both = Call { own_header: true, omitted: true, ..Call::default() };
        assert_eq!(decide(Decision::SameOrigin, both), Reason::OwnHeader);
    }
}
