//! A context in the headers of a request or a response.

use http::{HeaderMap, HeaderName, HeaderValue};
use tracehop::{Origin, SpanId, TraceContext, server_timing};

use crate::ids;

const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
const TRACESTATE: HeaderName = HeaderName::from_static("tracestate");
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// What a server does for a request: its own operation, and the caller's where the trace is continued.
pub fn receive(headers: &HeaderMap) -> (TraceContext, Option<SpanId>) {
    let (traceparent, tracestate) = (text(headers, &TRACEPARENT), text(headers, &TRACESTATE));
    let received =
        TraceContext::receive(traceparent.as_deref(), tracestate.as_deref(), (ids::trace_id(), ids::span_id()));
    match received.origin() {
        Origin::Continued => (received.child(ids::span_id()), Some(received.traceparent().parent_id())),
        Origin::Started | Origin::Restarted => (received, None),
    }
}

/// Puts the operation that makes a call into the headers of the call.
pub fn send(context: &TraceContext, headers: &mut HeaderMap) {
    headers.insert(TRACEPARENT, value(&context.traceparent().to_string()));
    match context.tracestate().is_empty() {
        true => drop(headers.remove(TRACESTATE)),
        false => drop(headers.insert(TRACESTATE, value(&context.tracestate().to_string()))),
    }
}

/// Adds the operation that answers to the headers of the response.
pub fn answer(context: &TraceContext, headers: &mut HeaderMap) {
    let metrics = text(headers, &SERVER_TIMING).unwrap_or_default();
    headers.insert(SERVER_TIMING, value(&server_timing::add(&metrics, context.traceparent())));
}

/// A header that comes on several lines is one list, joined with commas: then a doubled `traceparent` is invalid, as it
/// should be.
fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let lines: Vec<_> =
        headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned()).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_bytes(text.as_bytes()).expect("neither tracehop nor a received header has control characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    fn headers(lines: &[(HeaderName, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, text) in lines {
            headers.append(name, HeaderValue::from_static(text));
        }
        headers
    }

    #[test]
    fn a_trace_is_continued_and_sent_on_with_its_list() {
        let (context, parent) = receive(&headers(&[(TRACEPARENT, HEADER), (TRACESTATE, "a=1"), (TRACESTATE, "b=2")]));
        assert_eq!(parent.unwrap().to_string(), "00f067aa0ba902b7");
        let mut sent = headers(&[(TRACEPARENT, "old"), (TRACESTATE, "old=1")]);
        send(&context, &mut sent);
        assert_eq!(text(&sent, &TRACEPARENT).unwrap(), context.traceparent().to_string());
        assert_eq!(text(&sent, &TRACESTATE).unwrap(), "a=1,b=2");
    }

    #[test]
    fn a_doubled_traceparent_restarts_the_trace() {
        let (context, parent) = receive(&headers(&[(TRACEPARENT, HEADER), (TRACEPARENT, HEADER)]));
        assert_eq!((context.origin(), parent), (Origin::Restarted, None));
    }
}
