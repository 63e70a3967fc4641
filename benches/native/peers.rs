//! The peers, asked for what tracehop is asked for.

/// fastrace: text on both sides.
pub mod fastrace {
    use fastrace::collector::{SpanContext, SpanId};

    pub fn read(header: &str) -> SpanContext {
        SpanContext::decode_w3c_traceparent(header).expect("valid")
    }

    pub fn child(parent: &SpanContext, id: u64) -> SpanContext {
        SpanContext::new(parent.trace_id, SpanId(id)).sampled(parent.sampled)
    }
}

/// OpenTelemetry: it reads and writes carriers. A map is the carrier that the crate brings itself; filling the one that
/// it reads from is not measured.
pub mod opentelemetry {
    use std::collections::HashMap;

    use opentelemetry::Context;
    use opentelemetry::propagation::TextMapPropagator;
    use opentelemetry::trace::{SpanContext, TraceContextExt, TraceState};
    use opentelemetry_sdk::propagation::TraceContextPropagator;

    pub type Carrier = HashMap<String, String>;

    pub fn carrier(header: &str) -> Carrier {
        Carrier::from([("traceparent".to_owned(), header.to_owned())])
    }

    pub fn extract(carrier: &Carrier) -> Context {
        TraceContextPropagator::new().extract_with_context(&Context::new(), carrier)
    }

    pub fn child(parent: &Context, id: u64) -> Context {
        let span = parent.span();
        let parent = span.span_context();
        let child = SpanContext::new(parent.trace_id(), id.into(), parent.trace_flags(), false, TraceState::NONE);
        Context::new().with_remote_span_context(child)
    }

    pub fn inject(context: &Context) -> Carrier {
        let mut carrier = Carrier::new();
        TraceContextPropagator::new().inject_context(context, &mut carrier);
        carrier
    }
}
