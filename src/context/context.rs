//! The processing model: what arrives becomes a context, and each operation below it a child.
//! [Trace Context, processing model](https://www.w3.org/TR/trace-context-2/#processing-model)

use crate::{
    id::{SpanId, TraceId},
    origin::Origin,
    ot,
    sampler::Sampler,
    trace_flags::TraceFlags,
    traceparent::{ParseTraceparentError, Traceparent},
    tracestate::Tracestate,
};

/// One operation's place in a trace.
///
/// # Examples
///
/// ```
/// use tracehop::{Origin, SpanId, TraceContext, TraceId};
///
/// let fresh = (TraceId::from_bytes([7; 16]).unwrap(), SpanId::from_bytes([7; 8]).unwrap());
/// let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
///
/// let context = TraceContext::receive(Some(header), Some("shop=checkout"), fresh);
/// assert_eq!(context.origin(), Origin::Continued);
/// assert_eq!(context.traceparent().to_string(), header);
///
/// let context = TraceContext::receive(Some("garbage"), Some("shop=checkout"), fresh);
/// assert_eq!(context.origin(), Origin::Restarted);
/// assert!(context.tracestate().is_empty());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceContext {
    traceparent: Traceparent,
    tracestate: Tracestate,
    origin: Origin,
}

impl TraceContext {
    /// Continues the trace that the headers name, or starts one with the `fresh` ids, which must be random.
    ///
    /// A `tracestate` is read only beside a valid `traceparent`, and a malformed one does not harm the trace.
    pub fn receive(traceparent: Option<&str>, tracestate: Option<&str>, fresh: (TraceId, SpanId)) -> Self {
        match receive(traceparent.map(str::parse), true) {
            Received::Continue(traceparent) => Self {
                traceparent,
                tracestate: tracestate.and_then(|list| list.parse().ok()).unwrap_or_default(),
                origin: Origin::Continued,
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

    /// The same context with the sampler's decision as its sampled flag. A flag changes only together with the parent-id, so
    /// ask for a child, or for a trace that starts here, before it is sent.
    ///
    /// The list-member [`ot`] then says what is true of that decision: the threshold of a ratio that sampled the trace, and none
    /// that contradicts it.
    #[must_use]
    pub fn sampled_by(mut self, sampler: &Sampler) -> Self {
        let (id, flags) = (self.traceparent.trace_id(), self.traceparent.flags());
        let received = self.tracestate.get(ot::KEY).unwrap_or_default();
        let (sampled, ratio) = sampler.decide(self.origin, flags, ot::randomness(received.as_bytes(), id.randomness()));
        let flags = flags.with_sampled(sampled);
        if let Some(change) = ot::change(received.as_bytes(), flags, ratio, id.randomness()) {
            let value = change.of(received);
            let is_whole = if value.is_empty() {
                self.tracestate.delete(ot::KEY)
            } else {
                self.tracestate.set(ot::KEY, &value).is_ok()
            };
            debug_assert!(is_whole, "what changes was there, and what is written is a value: {value:?}");
        }
        self.traceparent = Traceparent::new(id, self.traceparent.parent_id(), flags);
        self
    }

    /// The ids and flags of this operation, as a header.
    pub const fn traceparent(&self) -> &Traceparent {
        &self.traceparent
    }

    /// What vendors sent along.
    pub const fn tracestate(&self) -> &Tracestate {
        &self.tracestate
    }

    /// What vendors sent along, to be changed.
    pub const fn tracestate_mut(&mut self) -> &mut Tracestate {
        &mut self.tracestate
    }

    /// How this context came to be.
    pub const fn origin(&self) -> Origin {
        self.origin
    }
}

/// Flags of a trace that starts here: our ids are random, and it is recorded until a sampler says otherwise.
pub const START_FLAGS: TraceFlags = TraceFlags::from_bits(TraceFlags::SAMPLED.bits() | TraceFlags::RANDOM.bits());

/// What follows from what arrived.
pub(crate) enum Received<T> {
    Continue(T),
    Start(Origin),
}

/// A `traceparent` that does not parse, or whose sender is not trusted, is ignored whole; it is never repaired.
pub(crate) fn receive<T>(traceparent: Option<Result<T, ParseTraceparentError>>, trusted: bool) -> Received<T> {
    match traceparent {
        None => Received::Start(Origin::Started),
        Some(Ok(traceparent)) if trusted => Received::Continue(traceparent),
        Some(_) => Received::Start(Origin::Restarted),
    }
}
