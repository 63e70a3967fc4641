//! A Worker in Rust: it continues the caller's trace, asks another Worker through a service binding as a child of it, and writes the
//! lines that the JavaScript package would write.
//!
//! ```sh
//! cargo build --package rust-worker --target wasm32-unknown-unknown
//! wasm-bindgen --target web --out-dir OUT target/wasm32-unknown-unknown/debug/rust_worker.wasm    # and worker.js beside it
//! cargo xtask test examples    # does both, and asks it
//! ```
#![cfg(target_family = "wasm")]

use http_trace::line::{Line, Span};
use http_trace::{headers, ids};
use tracehop::TraceContext;
use tracehop::span::{Ending, Kind, duration_ms, status};
use worker::{Body, Context, Env, HttpRequest, HttpResponse, Result, console_log, event, js_sys};

const SERVICE: &str = "prices";

#[event(fetch)]
async fn fetch(request: HttpRequest, env: Env, _: Context) -> Result<HttpResponse> {
    let (context, parent) = headers::receive(request.headers());
    let (start, method) = (js_sys::Date::new_0(), request.method().clone());

    let mut response = prices(&env, &context).await?;

    headers::answer(&context, response.headers_mut());
    let ending = Ending::Response(response.status().as_u16());
    write(&context, &start, &span(method.as_str(), Kind::Server, parent, &start, ending));
    Ok(response)
}

/// What things cost, where the other Worker has them. The call is an operation of its own, below the one of `context`.
async fn prices(env: &Env, context: &TraceContext) -> Result<HttpResponse> {
    let now = js_sys::Date::new_0();
    console_log!("{}", Line::log(context, &iso(&now), SERVICE, "prices asked").json());

    let call = context.child(ids::span_id());
    let mut request = http::Request::get("https://stock/items").body(Body::empty())?;
    headers::send(&call, request.headers_mut());
    let result = env.service("STOCK")?.fetch_request(request).await;

    let ending = match &result {
        Ok(response) => Ending::Response(response.status().as_u16()),
        Err(_) => Ending::Failed,
    };
    write(&call, &now, &span("GET", Kind::Client, Some(context.traceparent().parent_id()), &now, ending));
    result
}

fn span<'a>(
    name: &'a str,
    kind: Kind,
    parent: Option<tracehop::SpanId>,
    start: &js_sys::Date,
    ending: Ending,
) -> Span<'a> {
    let duration_ms = duration_ms(start.get_time(), js_sys::Date::now());
    Span { name, kind, parent, duration_ms, status: status(kind, ending) }
}

fn write(context: &TraceContext, start: &js_sys::Date, span: &Span) {
    if context.traceparent().flags().is_sampled() {
        console_log!("{}", Line::span(context, &iso(start), SERVICE, span).json());
    }
}

/// As in `2025-03-15T14:02:05.123Z`.
fn iso(date: &js_sys::Date) -> String {
    date.to_iso_string().into()
}
