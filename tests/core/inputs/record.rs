//! Records, as JavaScript has them: log lines and spans of any text, number and name.

use proptest::{prelude::*, sample::select, strategy::Union};
use serde_json::{Map, Value, json};
use tracehop::{
    dialect,
    record::{KEYS, Level, MAX_LINE},
    span::{Kind, Status},
};

use super::{span_id, trace_id};

/// A record and the name of a dialect, or of none.
pub fn in_dialect() -> impl Strategy<Value = (Value, Option<&'static str>)> {
    let names = dialect::all("").map(|dialect| Some(dialect.name));
    (prop_oneof![log(), span()], prop_oneof![Just(None), select(names.to_vec())])
}

fn log() -> impl Strategy<Value = Value> {
    let context = prop::option::of(context());
    (time(), select(&Level::ALL[..]), message(), prop::option::of(text()), context, fields()).prop_map(
        |(time, level, message, service, context, fields)| {
            object([
                ("time", Some(json!(time))),
                ("level", Some(json!(level.as_str()))),
                ("message", Some(message)),
                ("service", service.map(Value::from)),
                ("context", context),
                ("fields", Some(fields)),
            ])
        },
    )
}

fn span() -> impl Strategy<Value = Value> {
    let ended =
        (select(&Kind::ALL[..]), prop_oneof![1 => Just(0), 9 => 0..1_000_000_000_u64], select(&Status::ALL[..]));
    let id = || prop::option::of(span_id().prop_map(|id| json!(id.to_string())));
    // Two operations are never the same, so a set of links is what it is in Rust.
    let links = prop::collection::vec((trace_id(), span_id()), 0..4);
    let marks = (any::<bool>(), any::<bool>());
    (time(), message(), prop::option::of(text()), context(), id(), ended, marks, links, id(), fields()).prop_map(
        |(time, name, service, context, parent_id, (kind, micros, status), (open, late), links, hidden_hop, fields)| {
            let links =
                links.iter().map(|(trace, span)| json!({"traceId": trace.to_string(), "spanId": span.to_string()}));
            let links: Vec<_> = links.collect();
            object([
                ("time", Some(json!(time))),
                ("level", Some(json!(if status == Status::Error { "error" } else { "info" }))),
                ("name", Some(name)),
                ("service", service.map(Value::from)),
                ("context", Some(context)),
                ("parentId", parent_id),
                ("kind", Some(json!(kind.as_str()))),
                ("durationMs", Some(json!(micros as f64 / 1000.0))),
                ("status", Some(json!(status.as_str()))),
                ("clock", (micros == 0).then(|| json!("coarse"))),
                ("unfinished", open.then(|| json!(true))),
                ("sampled", late.then(|| json!("late"))),
                ("links", (!links.is_empty()).then(|| json!(links))),
                ("hiddenHop", hidden_hop),
                ("fields", Some(fields)),
            ])
        },
    )
}

/// The properties that a record has.
fn object<const N: usize>(properties: [(&str, Option<Value>); N]) -> Value {
    properties.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect::<Map<_, _>>().into()
}

fn time() -> impl Strategy<Value = i64> {
    prop_oneof![3 => 0..4_102_444_800_000_i64, 1 => -8_640_000_000_000_000..=8_640_000_000_000_000_i64]
}

fn context() -> impl Strategy<Value = Value> {
    (trace_id(), span_id(), 0..4_u8).prop_map(|(trace_id, span_id, flags)| {
        json!({"traceId": trace_id.to_string(), "spanId": span_id.to_string(), "traceFlags": flags})
    })
}

fn text() -> impl Strategy<Value = String> {
    let any_characters = prop::collection::vec(any::<char>(), 0..12).prop_map(|chars| chars.iter().collect());
    prop_oneof!["[ -~]{0,16}", "[\\x00-\\x20\"\\\\\u{7f}ż😀]{0,8}", any_characters]
}

/// A text that is sometimes longer than a line may be.
fn message() -> impl Strategy<Value = Value> {
    let long = (text(), 1..MAX_LINE).prop_map(|(text, bytes)| json!({"repeat": [text, bytes / text.len().max(1)]}));
    prop_oneof![29 => text().prop_map(Value::from), 1 => long]
}

/// A name. JavaScript puts names that are numbers first, so a letter is in each.
fn name() -> impl Strategy<Value = String> {
    let keys = || select(&KEYS[..]).prop_map(str::to_owned);
    prop_oneof![keys(), keys().prop_map(|key| format!("_{key}")), text().prop_map(|text| format!("{text}x"))]
}

fn fields() -> impl Strategy<Value = Value> {
    named(value())
}

fn named(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::vec((name(), value), 0..5).prop_map(|fields| fields.into_iter().collect::<Map<_, _>>().into())
}

fn value() -> impl Strategy<Value = Value> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    let number = Union::new([
        (POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO).boxed(),
        any::<i32>().prop_map(f64::from).boxed(),
        // Many of these lie in the middle between the two shortest texts.
        (1_u64 << 49..1 << 53).prop_map(|quarters| quarters as f64 / 4.0).boxed(),
        (any::<i32>(), 1..1_000_u32).prop_map(|(number, part)| f64::from(number) / f64::from(part)).boxed(),
    ]);
    let leaf =
        prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number.prop_map(Value::from), message(),];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from), named(inner)]
    })
}
