//! The processing model: received headers become a context, and each operation gets a child of it.
//! [Trace Context, processing model](https://www.w3.org/TR/trace-context-2/#processing-model)

use crate::{
    context::continuation::Continuation,
    headers::{
        id::{SpanId, TraceId},
        trace_flags::START_FLAGS,
        traceparent::{ParseTraceparentError, Traceparent},
        tracestate::Tracestate,
    },
};

/// One operation's place in a trace.
///
/// # Examples
///
/// ```
/// use tracehop::{Continuation, SpanId, TraceContext, TraceId};
///
/// let fresh = (TraceId::from_bytes([7; 16]).unwrap(), SpanId::from_bytes([7; 8]).unwrap());
/// let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
///
/// let context = TraceContext::receive(Some(header), Some("shop=checkout"), fresh);
/// assert_eq!(context.origin(), Continuation::Continued);
/// assert_eq!(context.traceparent().to_string(), header);
///
/// let context = TraceContext::receive(Some("garbage"), Some("shop=checkout"), fresh);
/// assert_eq!(context.origin(), Continuation::Restarted);
/// assert!(context.tracestate().is_empty());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceContext {
    traceparent: Traceparent,
    tracestate: Tracestate,
    origin: Continuation,
}

impl TraceContext {
    /// Continues the trace that the headers name, or starts one with the `fresh` ids, which must be random.
    ///
    /// A `tracestate` is used only with a valid `traceparent`. A malformed one is dropped, and the trace is continued
    /// all the same.
    pub fn receive(traceparent: Option<&str>, tracestate: Option<&str>, fresh: (TraceId, SpanId)) -> Self {
        match receive(traceparent.map(str::parse), true) {
            Received::Continue(traceparent) => Self {
                traceparent,
                tracestate: tracestate.and_then(|list| list.parse().ok()).unwrap_or_default(),
                origin: Continuation::Continued,
            },
            Received::Start(origin) => {
                let (trace_id, span_id) = fresh;
                Self {
                    traceparent: Traceparent::new(trace_id, span_id, START_FLAGS),
                    tracestate: Tracestate::default(),
                    origin,
                }
            }
        }
    }

    /// A new operation below this one.
    #[must_use]
    pub fn child(&self, span_id: SpanId) -> Self {
        Self { traceparent: self.traceparent.child(span_id), ..self.clone() }
    }

    /// The ids and flags of this operation, as a header.
    pub const fn traceparent(&self) -> &Traceparent {
        &self.traceparent
    }

    /// The list-members that vendors sent.
    pub const fn tracestate(&self) -> &Tracestate {
        &self.tracestate
    }

    /// The same list, to change it.
    pub const fn tracestate_mut(&mut self) -> &mut Tracestate {
        &mut self.tracestate
    }

    /// The same context with other headers, for a decision that changes both.
    pub(crate) fn with_traceparent(self, traceparent: Traceparent) -> Self {
        Self { traceparent, ..self }
    }

    /// How this context came to be.
    pub const fn origin(&self) -> Continuation {
        self.origin
    }
}

/// What follows from the headers that arrived.
pub(crate) enum Received<T> {
    Continue(T),
    Start(Continuation),
}

/// A `traceparent` that does not parse, or whose sender is not trusted, is ignored. It is never repaired.
pub(crate) fn receive<T>(traceparent: Option<Result<T, ParseTraceparentError>>, trusted: bool) -> Received<T> {
    match traceparent {
        None => Received::Start(Continuation::Started),
        Some(Ok(traceparent)) if trusted => Received::Continue(traceparent),
        Some(_) => Received::Start(Continuation::Restarted),
    }
}
