//! Calls that go out.

use std::time::{Instant, SystemTime};

use http_trace::{headers, ids};
use tracehop::record::Span;
use tracehop::redact::redact;
use tracehop::span::{Ending, Kind, status};
use tracehop::{Record, TraceContext};

use crate::SERVICE;

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
        let (start, time, url) = (Instant::now(), SystemTime::now(), redact(request.url().as_str()));

        let result = self.client.execute(request).await;

        if call.traceparent().flags().is_sampled() {
            let ending = match &result {
                Ok(response) => Ending::Response(response.status().as_u16()),
                Err(_) => Ending::Failed,
            };
            let span = Span {
                parent_id: Some(context.traceparent().parent_id()),
                status: status(Kind::Client, ending),
                ..Span::new("GET", call.traceparent().into(), Kind::Client, start.elapsed())
            };
            println!("{}", Record::new(time.into(), span).with_service(SERVICE).with_field("url.full", url));
        }
        result?.error_for_status()?.text().await
    }
}
