//! Whose headers leave with a call: those that the application wrote on it, or ours.
//!
//! A proxy passes on the headers that it received. They name the operation before it, so they do not stay: with them,
//! the service behind it would be a child of the service before it. What was received and not continued, because it is
//! invalid or its sender is not trusted, leaves with no call.

/// What is known of the headers that a call already has.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Given {
    /// The application asked for ours in any case: option `override: 'replace'`.
    pub replace: bool,
    /// There is a `traceparent`.
    pub traceparent: bool,
    /// That `traceparent` is the one that arrived with the request which is being handled.
    pub received: bool,
    /// There is a `tracestate`.
    pub tracestate: bool,
    /// That `tracestate` is the one that arrived.
    pub received_state: bool,
    /// The trace that arrived is continued.
    pub continued: bool,
}

/// Which of a call's own headers stay on it. Those that do not stay give way to ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Its `traceparent`: the application made the operation itself, and our span is of that operation.
    pub traceparent: bool,
    /// Its `tracestate`, beside our `traceparent`.
    pub tracestate: bool,
}

/// Decides whose headers leave. A `tracestate` beside a `traceparent` belongs to it, and goes or stays with it; one
/// that stands alone is the application's own.
/// [Trace Context, tracestate](https://www.w3.org/TR/trace-context-2/#tracestate-header)
///
/// # Examples
///
/// ```
/// use tracehop::outgoing::own_headers::{Given, Kept, decide};
///
/// let written = Given { traceparent: true, ..Given::default() };
/// assert_eq!(decide(written), Kept { traceparent: true, tracestate: false });
/// assert_eq!(decide(Given { received: true, ..written }), Kept { traceparent: false, tracestate: false });
/// ```
pub const fn decide(given: Given) -> Kept {
    let Given { replace, traceparent, received, tracestate, received_state, .. } = given;
    Kept {
        traceparent: traceparent && !replace && !received,
        tracestate: tracestate && !replace && !traceparent && !received_state,
    }
}

/// Whether a call passes on the fields of a trace that was not continued. They go also where none of ours leaves. A
/// `tracestate` beside a `traceparent` of the application's own stays with it.
///
/// # Examples
///
/// ```
/// use tracehop::outgoing::own_headers::{Given, is_foreign};
///
/// let passed_on = Given { traceparent: true, received: true, ..Given::default() };
/// assert!(is_foreign(passed_on));
/// assert!(!is_foreign(Given { continued: true, ..passed_on }));
/// ```
pub const fn is_foreign(given: Given) -> bool {
    let Given { traceparent, received, tracestate, received_state, continued, .. } = given;
    !continued && if traceparent { received } else { tracestate && received_state }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replace_leaves_nothing_of_the_call() {
        for bits in 0..32 {
            let is = |bit: u32| bits & (1 << bit) != 0;
            let given = Given {
                replace: true,
                traceparent: is(0),
                received: is(1),
                tracestate: is(2),
                received_state: is(3),
                continued: is(4),
            };
            assert_eq!(decide(given), Kept { traceparent: false, tracestate: false }, "{given:?}");
        }
    }

    #[test]
    fn a_tracestate_stays_only_where_it_stands_alone() {
        let alone = Given { tracestate: true, ..Given::default() };
        assert!(decide(alone).tracestate);
        assert!(!decide(Given { traceparent: true, ..alone }).tracestate);
        assert!(!decide(Given { traceparent: true, received: true, ..alone }).tracestate);
        assert!(!decide(Given { received_state: true, ..alone }).tracestate, "and is not the one that arrived");
    }

    #[test]
    fn what_was_received_and_not_continued_leaves_with_no_call() {
        let alone = Given { tracestate: true, received_state: true, ..Given::default() };
        let both = Given { traceparent: true, received: true, tracestate: true, ..Given::default() };
        let own = Given { received: false, received_state: true, ..both };
        for (given, is_gone) in [(alone, true), (both, true), (own, false), (Given::default(), false)] {
            assert_eq!(is_foreign(given), is_gone, "{given:?}");
            assert!(!is_foreign(Given { continued: true, ..given }), "{given:?}");
        }
    }

    #[test]
    fn a_traceparent_that_was_received_gives_way_and_any_other_stays() {
        let written = Given { traceparent: true, ..Given::default() };
        assert!(decide(written).traceparent);
        assert!(!decide(Given { received: true, ..written }).traceparent);
        assert!(!decide(Given::default()).traceparent);
    }
}
