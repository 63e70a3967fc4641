//! How a context came to be: its trace was started, continued or restarted.

/// Whether a trace is continued, by the `traceparent` that arrived.
/// [Trace Context, processing model](https://www.w3.org/TR/trace-context-2/#processing-model)
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Continuation {
    /// No `traceparent` arrived.
    Started,
    /// A valid one arrived.
    Continued,
    /// An invalid one arrived, or one from a caller who is not trusted. Nothing of it is kept, nor of its `tracestate`.
    Restarted,
}
