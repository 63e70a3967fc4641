//! A Worker in Rust: it continues the caller's trace, asks another Worker through a service binding as a child of it,
//! and writes the lines that the JavaScript package would write.
//!
//! ```sh
//! cargo build --package rust-worker --target wasm32-unknown-unknown
//! wasm-bindgen --target web --out-dir OUT target/wasm32-unknown-unknown/debug/rust_worker.wasm
//! cp examples/rust-worker/worker.js OUT
//! cargo xtask test examples    # does both, and asks it
//! ```
#![cfg(target_family = "wasm")]

use std::time::Duration;

use http_trace::{headers, ids};
use tracehop::record::{Event, Level, Log, Span, SpanContext, Timestamp};
use tracehop::span::{Ending, Kind, status};
use tracehop::{Record, SpanId, TraceContext};
use worker::{Body, Context, Env, HttpRequest, HttpResponse, Result, console_log, event, js_sys};

const SERVICE: &str = "prices";

#[event(fetch)]
async fn fetch(request: HttpRequest, env: Env, _: Context) -> Result<HttpResponse> {
    let (context, parent) = headers::receive(request.headers());
    let (start, method) = (now(), request.method().clone());

    let mut response = prices(&env, &context).await?;

    headers::answer(&context, response.headers_mut());
    let ending = Ending::Response(response.status().as_u16());
    write_span(start, &context, parent, method.as_str(), Kind::Server, ending);
    Ok(response)
}

/// What things cost, where the other Worker has them. The call is an operation of its own, below the one of `context`.
async fn prices(env: &Env, context: &TraceContext) -> Result<HttpResponse> {
    let start = now();
    write(start, Log { context: Some(operation(context)), ..Log::new(Level::Info, "prices asked") });

    let call = context.child(ids::span_id());
    let mut request = http::Request::get("https://stock/items").body(Body::empty())?;
    headers::send(&call, request.headers_mut());
    let result = env.service("STOCK")?.fetch_request(request).await;

    let ending = match &result {
        Ok(response) => Ending::Response(response.status().as_u16()),
        Err(_) => Ending::Failed,
    };
    write_span(start, &call, Some(context.traceparent().parent_id()), "GET", Kind::Client, ending);
    result
}

/// Writes the line of an operation that ends now, if its trace is sampled.
fn write_span(
    start: Timestamp,
    context: &TraceContext,
    parent_id: Option<SpanId>,
    name: &str,
    kind: Kind,
    ending: Ending,
) {
    if context.traceparent().flags().is_sampled() {
        // A clock that was set back has measured nothing.
        let ms = u64::try_from(now().as_ms() - start.as_ms()).unwrap_or_default();
        let span = Span::new(name, operation(context), kind, Duration::from_millis(ms));
        write(start, Span { parent_id, status: status(kind, ending), ..span });
    }
}

fn write<'a>(time: Timestamp, event: impl Into<Event<'a>>) {
    console_log!("{}", Record::new(time, event).with_service(SERVICE));
}

fn operation(context: &TraceContext) -> SpanContext {
    context.traceparent().into()
}

/// A Worker's clock is JavaScript's.
fn now() -> Timestamp {
    Timestamp::from_ms(js_sys::Date::now() as i64).unwrap_or_default()
}
