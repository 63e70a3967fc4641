//! Requests that come in.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http_trace::headers;
use http_trace::line::{Line, Span};
use tracehop::span::{Ending, Kind, duration_ms, status};

use crate::{SERVICE, now};

/// Continues the caller's trace, or starts one. What comes next finds its context among the request's extensions.
pub async fn traced(mut request: Request, next: Next) -> Response {
    let (context, parent) = headers::receive(request.headers());
    let (start, timestamp) = (Instant::now(), now());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    request.extensions_mut().insert(context.clone());

    let mut response = next.run(request).await;

    headers::answer(&context, response.headers_mut());
    if context.traceparent().flags().is_sampled() {
        let code = response.status().as_u16();
        let span = Span {
            name: method.as_str(),
            kind: Kind::Server,
            parent,
            duration_ms: duration_ms(0.0, start.elapsed().as_secs_f64() * 1000.0),
            status: status(Kind::Server, Ending::Response(code)),
        };
        let line = Line::span(&context, &timestamp, SERVICE, &span)
            .with("http.request.method", method.as_str())
            .with("url.path", path)
            .with("http.response.status_code", code);
        println!("{}", line.json());
    }
    response
}
