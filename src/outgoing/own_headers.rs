//! Whose headers leave with a call: those that the application wrote on it, or ours.
//!
//! A proxy passes on the headers that it received. They name the operation before it, so they do not stay: with them,
//! the service behind it would be a child of the service before it.

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
    let Given { replace, traceparent, received, tracestate } = given;
    Kept { traceparent: traceparent && !replace && !received, tracestate: tracestate && !replace && !traceparent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replace_leaves_nothing_of_the_call() {
        for bits in 0..8 {
            let is = |bit: u32| bits & (1 << bit) != 0;
            let given = Given { replace: true, traceparent: is(0), received: is(1), tracestate: is(2) };
            assert_eq!(decide(given), Kept { traceparent: false, tracestate: false }, "{given:?}");
        }
    }

    #[test]
    fn a_tracestate_stays_only_where_it_stands_alone() {
        let alone = Given { tracestate: true, ..Given::default() };
        assert!(decide(alone).tracestate);
        assert!(!decide(Given { traceparent: true, ..alone }).tracestate);
        assert!(!decide(Given { traceparent: true, received: true, ..alone }).tracestate);
    }

    #[test]
    fn a_traceparent_that_was_received_gives_way_and_any_other_stays() {
        let written = Given { traceparent: true, ..Given::default() };
        assert!(decide(written).traceparent);
        assert!(!decide(Given { received: true, ..written }).traceparent);
        assert!(!decide(Given::default()).traceparent);
    }
}
