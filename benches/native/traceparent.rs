//! `traceparent`: read, written, and both with a new operation between.

use criterion::Criterion;
use tracehop::{SpanId, Traceparent};

use crate::peers::{fastrace, opentelemetry};
use crate::{contend, floor, inputs};

pub fn measure(criterion: &mut Criterion) {
    parse(criterion, "parse", &inputs::headers());
    parse(criterion, "parse-invalid", &inputs::invalid_headers());
    format(criterion);
    child_and_format(criterion);
    hop(criterion);
}

fn parse(criterion: &mut Criterion, operation: &str, headers: &[String]) {
    use ::fastrace::collector::SpanContext;

    let mut group = criterion.benchmark_group(operation);
    contend(&mut group, "tracehop", headers, |header| header.parse::<Traceparent>());
    contend(&mut group, "floor", headers, |header| floor::parse(header.as_bytes()));
    contend(&mut group, "fastrace", headers, |header| SpanContext::decode_w3c_traceparent(header));
    contend(&mut group, "opentelemetry", &carriers(headers), opentelemetry::extract);
}

fn format(criterion: &mut Criterion) {
    let headers = inputs::headers();
    let mut group = criterion.benchmark_group("format");
    let values: Vec<_> = headers.iter().map(|header| read(header)).collect();
    contend(&mut group, "tracehop", &values, Traceparent::to_bytes);
    contend(&mut group, "tracehop-string", &values, Traceparent::to_string);
    let values: Vec<_> = headers.iter().map(|header| fastrace::read(header)).collect();
    contend(&mut group, "fastrace", &values, |context| context.encode_w3c_traceparent());
    let values: Vec<_> = carriers(&headers).iter().map(opentelemetry::extract).collect();
    contend(&mut group, "opentelemetry", &values, opentelemetry::inject);
}

fn child_and_format(criterion: &mut Criterion) {
    let headers = inputs::headers();
    let mut group = criterion.benchmark_group("child-and-format");
    let parents = with_ids(headers.iter().map(|header| read(header)));
    contend(&mut group, "tracehop", &parents, |(parent, id)| child(parent, *id).to_bytes());
    contend(&mut group, "tracehop-string", &parents, |(parent, id)| child(parent, *id).to_string());
    let parents = with_ids(headers.iter().map(|header| fastrace::read(header)));
    contend(&mut group, "fastrace", &parents, |(parent, id)| fastrace::child(parent, *id).encode_w3c_traceparent());
    let parents = with_ids(carriers(&headers).iter().map(opentelemetry::extract));
    contend(&mut group, "opentelemetry", &parents, |(parent, id)| {
        opentelemetry::inject(&opentelemetry::child(parent, *id))
    });
}

fn hop(criterion: &mut Criterion) {
    let headers = inputs::headers();
    let mut group = criterion.benchmark_group("hop");
    let received = with_ids(headers.iter());
    contend(&mut group, "tracehop", &received, |(header, id)| child(&read(header), *id).to_bytes());
    contend(&mut group, "tracehop-string", &received, |(header, id)| child(&read(header), *id).to_string());
    contend(&mut group, "fastrace", &received, |(header, id)| {
        fastrace::child(&fastrace::read(header), *id).encode_w3c_traceparent()
    });
    let received = with_ids(carriers(&headers).into_iter());
    contend(&mut group, "opentelemetry", &received, |(carrier, id)| {
        opentelemetry::inject(&opentelemetry::child(&opentelemetry::extract(carrier), *id))
    });
}

fn carriers(headers: &[String]) -> Vec<opentelemetry::Carrier> {
    headers.iter().map(|header| opentelemetry::carrier(header)).collect()
}

fn with_ids<T>(values: impl Iterator<Item = T>) -> Vec<(T, u64)> {
    values.zip(inputs::span_ids()).collect()
}

fn read(header: &str) -> Traceparent {
    header.parse().expect("valid")
}

fn child(parent: &Traceparent, id: u64) -> Traceparent {
    parent.child(SpanId::from_bytes(id.to_be_bytes()).expect("not zero"))
}
