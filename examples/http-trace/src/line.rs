//! One line of a log, with the keys of [`tracehop::log::KEYS`] in their order.

use serde::Serialize;
use serde_json::{Map, Value};
use tracehop::span::{Kind, Status};
use tracehop::{SpanId, TraceContext};

#[derive(Serialize)]
pub struct Line<'a> {
    timestamp: &'a str,
    level: &'static str,
    message: &'a str,
    service: &'a str,
    trace_id: String,
    span_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<String>,
    trace_flags: String,
    #[serde(flatten)]
    span: Option<End>,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

/// What only the line of a span says.
#[derive(Serialize)]
struct End {
    kind: &'static str,
    duration_ms: f64,
    status: &'static str,
}

/// How one operation went.
pub struct Span<'a> {
    pub name: &'a str,
    pub kind: Kind,
    pub parent: Option<SpanId>,
    /// Between two readings of the host's clock.
    pub duration_ms: f64,
    pub status: Status,
}

impl<'a> Line<'a> {
    /// Says something from inside an operation.
    ///
    /// - `timestamp`: as in `2025-03-15T14:02:05.123Z`.
    pub fn log(context: &TraceContext, timestamp: &'a str, service: &'a str, message: &'a str) -> Self {
        let operation = context.traceparent();
        Self {
            timestamp,
            level: "info",
            message,
            service,
            trace_id: operation.trace_id().to_string(),
            span_id: operation.parent_id().to_string(),
            parent_id: None,
            trace_flags: format!("{:02x}", operation.flags().bits()),
            span: None,
            fields: Map::new(),
        }
    }

    /// Says how an operation went; `timestamp` is its start.
    pub fn span(context: &TraceContext, timestamp: &'a str, service: &'a str, span: &Span<'a>) -> Self {
        let &Span { name, kind, parent, duration_ms, status } = span;
        Self {
            level: if status == Status::Error { "error" } else { "info" },
            parent_id: parent.map(|id| id.to_string()),
            span: Some(End { kind: kind.as_str(), duration_ms, status: status.as_str() }),
            ..Self::log(context, timestamp, service, name)
        }
    }

    /// The same with one more field, whose name must be none of [`tracehop::log::KEYS`].
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// The text, without the line's end.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("a line has text and numbers only")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracehop::log::KEYS;

    #[test]
    fn a_line_has_the_keys_of_the_schema_in_their_order() {
        let header = Some("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        let context = TraceContext::receive(header, None, (crate::ids::trace_id(), crate::ids::span_id()));
        let parent = Some(context.traceparent().parent_id());
        let span = Span { name: "GET", kind: Kind::Server, parent, duration_ms: 1.5, status: Status::Ok };
        let json = Line::span(&context, "2025-03-15T14:02:05.123Z", "cart", &span).with("items", 3).json();
        let place = |key: &str| json.find(&format!("\"{key}\":"));
        let places: Vec<_> = KEYS.iter().filter_map(|key| place(key)).collect();
        assert_eq!(places.len(), 11);
        assert!(places.is_sorted());
        assert!(place("items") > places.last().copied());
    }
}
