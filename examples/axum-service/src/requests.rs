//! Requests that come in.

use std::time::{Instant, SystemTime};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http_trace::headers;
use tracehop::Record;
use tracehop::record::Span;
use tracehop::span::{Ending, Kind, status};

use crate::SERVICE;

/// Continues the caller's trace, or starts one. What comes next finds its context among the request's extensions.
pub async fn traced(mut request: Request, next: Next) -> Response {
    let (context, parent) = headers::receive(request.headers());
    let (start, time) = (Instant::now(), SystemTime::now());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    request.extensions_mut().insert(context.clone());

    let mut response = next.run(request).await;

    headers::answer(&context, response.headers_mut());
    if context.traceparent().flags().is_sampled() {
        let code = response.status().as_u16();
        let span = Span {
            parent_id: parent,
            status: status(Kind::Server, Ending::Response(code)),
            ..Span::new(method.as_str(), context.traceparent().into(), Kind::Server, start.elapsed())
        };
        let record = Record::new(time.into(), span)
            .with_service(SERVICE)
            .with_field("http.request.method", method.as_str())
            .with_field("url.path", path)
            .with_field("http.response.status_code", code);
        println!("{record}");
    }
    response
}
