//! Operations that a record names: its own, and those it links.

use crate::headers::{
    id::{SpanId, TraceId},
    trace_flags::TraceFlags,
    traceparent::Traceparent,
};
use crate::record::schema::MAX_LINKS;

/// Which operation of which trace, and the trace's flags.
/// [OpenTelemetry, SpanContext](https://opentelemetry.io/docs/specs/otel/trace/api/#spancontext)
///
/// # Examples
///
/// ```
/// use tracehop::{Traceparent, record::SpanContext};
///
/// let header: Traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse()?;
/// let context = SpanContext::from(header);
/// assert_eq!(context.span_id.to_string(), "00f067aa0ba902b7");
/// # Ok::<(), tracehop::ParseTraceparentError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct SpanContext {
    /// The trace.
    pub trace_id: TraceId,
    /// The operation.
    pub span_id: SpanId,
    /// Sampled and random.
    pub trace_flags: TraceFlags,
}

/// The operation that sends the header, which the header calls parent-id.
impl From<Traceparent> for SpanContext {
    fn from(header: Traceparent) -> Self {
        Self { trace_id: header.trace_id(), span_id: header.parent_id(), trace_flags: header.flags() }
    }
}

/// An operation of another trace that a span works for.
/// [OpenTelemetry, links between spans](https://opentelemetry.io/docs/specs/otel/overview/#links-between-spans)
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Link {
    /// The trace.
    pub trace_id: TraceId,
    /// The operation.
    pub span_id: SpanId,
}

/// The same of a header that is kept.
impl From<&Traceparent> for SpanContext {
    fn from(header: &Traceparent) -> Self {
        Self::from(*header)
    }
}

impl From<SpanContext> for Link {
    fn from(context: SpanContext) -> Self {
        Self { trace_id: context.trace_id, span_id: context.span_id }
    }
}

impl From<Traceparent> for Link {
    fn from(header: Traceparent) -> Self {
        SpanContext::from(header).into()
    }
}

/// The links of a span: each operation once, and at most [`MAX_LINKS`]. Those that come later are dropped.
///
/// # Examples
///
/// ```
/// use tracehop::{SpanId, TraceId, record::{Link, Links}};
///
/// let trace_id = TraceId::from_bytes([7; 16]).unwrap();
/// let link = |byte| Link { trace_id, span_id: SpanId::from_bytes([byte; 8]).unwrap() };
/// let links = Links::from_iter([link(1), link(2), link(1)]);
/// assert_eq!(links.as_slice(), [link(1), link(2)]);
/// ```
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Links(Vec<Link>);

impl Links {
    /// No links. Nothing is allocated.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a link. Returns whether it is among the links now.
    pub fn push(&mut self, link: impl Into<Link>) -> bool {
        let link = link.into();
        if self.0.contains(&link) {
            return true;
        }
        let fits = self.0.len() < MAX_LINKS;
        if fits {
            self.0.push(link);
        }
        fits
    }

    /// The links in their order.
    pub fn as_slice(&self) -> &[Link] {
        &self.0
    }
}

impl<L: Into<Link>> Extend<L> for Links {
    fn extend<T: IntoIterator<Item = L>>(&mut self, links: T) {
        for link in links {
            self.push(link);
        }
    }
}

impl<L: Into<Link>> FromIterator<L> for Links {
    fn from_iter<T: IntoIterator<Item = L>>(links: T) -> Self {
        let mut all = Self::new();
        all.extend(links);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_no_more_links_than_it_may_have() {
        let trace_id = TraceId::from_bytes([7; 16]).unwrap();
        let link =
            |number: usize| Link { trace_id, span_id: SpanId::from_bytes((number as u64 + 1).to_be_bytes()).unwrap() };
        let mut links: Links = (0..MAX_LINKS - 1).map(link).collect();
        assert!(links.push(link(MAX_LINKS - 1)));
        assert!(!links.push(link(MAX_LINKS)));
        assert!(links.push(link(0)), "it is there already");
        assert_eq!(links.as_slice().len(), MAX_LINKS);
    }
}
