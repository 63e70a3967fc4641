//! Calls that go out.

use std::time::Instant;

use http_trace::line::{Line, Span};
use http_trace::{headers, ids};
use tracehop::TraceContext;
use tracehop::redact::redact;
use tracehop::span::{Ending, Kind, duration_ms, status};

use crate::{SERVICE, now};

/// The stock's service.
#[derive(Clone)]
pub struct Stock {
    address: String,
    client: reqwest::Client,
}

impl Stock {
    pub fn new(address: String) -> Self {
        Self { address, client: reqwest::Client::new() }
    }

    /// What is in stock. The call is an operation of its own, below the one of `context`.
    pub async fn items(&self, context: &TraceContext) -> reqwest::Result<String> {
        let call = context.child(ids::span_id());
        let mut request = self.client.get(format!("{}/items", self.address)).build()?;
        headers::send(&call, request.headers_mut());
        let (start, timestamp, url) = (Instant::now(), now(), redact(request.url().as_str()));

        let result = self.client.execute(request).await;

        if call.traceparent().flags().is_sampled() {
            let ending = match &result {
                Ok(response) => Ending::Response(response.status().as_u16()),
                Err(_) => Ending::Failed,
            };
            let span = Span {
                name: "GET",
                kind: Kind::Client,
                parent: Some(context.traceparent().parent_id()),
                duration_ms: duration_ms(0.0, start.elapsed().as_secs_f64() * 1000.0),
                status: status(Kind::Client, ending),
            };
            println!("{}", Line::span(&call, &timestamp, SERVICE, &span).with("url.full", url).json());
        }
        result?.error_for_status()?.text().await
    }
}
