//! Records as lines: the written examples of `vectors/records.json`, which hold for the npm package as well.
//!
//! A vector is `{ why, record, dialect?, options?, line }`, with the record as JavaScript has it. `{ "repeat": [text,
//! times] }` stands for a long text, and a long line is a list of its parts.

use std::{borrow::Cow, time::Duration};

use serde_json::Value as Json;
use tracehop::{
    SpanId, TraceFlags, TraceId,
    dialect::{self, DEFAULT, Dialect},
    record::{Event, Fields, KEYS, Level, Link, Log, Record, SPAN_KEYS, Span, SpanContext, Timestamp, Value},
    span::{Kind, Status},
};

fn vectors() -> Vec<Json> {
    serde_json::from_str(include_str!("../vectors/records.json")).expect("the vectors are JSON")
}

/// A text as it stands in a vector, or one that repeats, or the parts of one.
fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Array(parts) => parts.iter().map(text).collect(),
        _ => {
            let repeated = json.get("repeat")?;
            Some(repeated[0].as_str()?.repeat(repeated[1].as_u64()? as usize))
        }
    }
}

fn value(json: &Json) -> Value<'static> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(number) => Value::Number(number.as_f64().expect("a number of JavaScript")),
        Json::Array(values) => Value::List(values.iter().map(value).collect()),
        Json::String(_) => Value::from(text(json).expect("a text")),
        Json::Object(_) => text(json).map_or_else(|| Value::Object(fields(json)), Value::from),
    }
}

fn fields(json: &Json) -> Fields<'static> {
    json.as_object().expect("fields").iter().map(|(name, json)| (name.clone(), value(json))).collect()
}

fn trace_id(json: &Json) -> TraceId {
    json.as_str().and_then(TraceId::from_hex).expect("a trace-id")
}

fn span_id(json: &Json) -> Option<SpanId> {
    json.as_str().map(|text| SpanId::from_hex(text).expect("a span-id"))
}

fn context(json: &Json) -> Option<SpanContext> {
    let trace_flags = TraceFlags::from_bits(json["traceFlags"].as_u64()? as u8);
    Some(SpanContext { trace_id: trace_id(&json["traceId"]), span_id: span_id(&json["spanId"])?, trace_flags })
}

/// The record of a vector. What it does not say is as in a record that says nothing.
pub fn record(json: &Json) -> Record<'static> {
    let time = Timestamp::from_ms(json["time"].as_i64().expect("a time")).expect("a time of JavaScript");
    let level = json["level"].as_str().and_then(|word| word.parse().ok()).expect("a level");
    let event = match json.get("kind") {
        Some(kind) => Event::Span(span(json, Kind::ALL.into_iter().find(|own| own.as_str() == kind).expect("a kind"))),
        None => Event::Log(Log {
            context: context(&json["context"]),
            ..Log::new(level, text(&json["message"]).expect("a message"))
        }),
    };
    let record = Record {
        service: text(&json["service"]).map(Cow::Owned),
        fields: fields(&json["fields"]),
        ..Record::new(time, event)
    };
    assert_eq!(record.level(), level);
    record
}

fn span(json: &Json, kind: Kind) -> Span<'static> {
    let duration = Duration::from_micros((json["durationMs"].as_f64().expect("a duration") * 1000.0).round() as u64);
    let name = text(&json["name"]).expect("a name");
    let status = Status::ALL.into_iter().find(|status| status.as_str() == json["status"]).expect("a status");
    let span = Span {
        parent_id: span_id(&json["parentId"]),
        status,
        unfinished: json["unfinished"] == true,
        sampled_late: json["sampled"] == "late",
        links: json["links"].as_array().into_iter().flatten().map(link).collect(),
        hidden_hop: span_id(&json["hiddenHop"]),
        ..Span::new(name, context(&json["context"]).expect("a span is an operation"), kind, duration)
    };
    assert_eq!(json["clock"] == "coarse", span.duration_ms() == 0.0, "{json}");
    span
}

fn link(json: &Json) -> Link {
    Link { trace_id: trace_id(&json["traceId"]), span_id: span_id(&json["spanId"]).expect("a link's span-id") }
}

fn dialect_of(vector: &Json) -> Dialect<'_> {
    dialect(vector["dialect"].as_str(), vector["options"]["project"].as_str().unwrap_or_default())
}

/// The dialect of this name.
pub fn dialect<'a>(name: Option<&str>, project: &'a str) -> Dialect<'a> {
    match name {
        None => DEFAULT,
        Some(name) => dialect::all(project).into_iter().find(|dialect| dialect.name == name).expect("a dialect"),
    }
}

#[test]
fn every_record_is_the_line_that_its_vector_says() {
    let vectors = vectors();
    assert!(vectors.len() > 100);
    for vector in vectors {
        let expected = text(&vector["line"]).expect("a line");
        let line = record(&vector["record"]).to_line(&dialect_of(&vector));
        let same = line.chars().zip(expected.chars()).take_while(|(own, other)| own == other).count();
        let from: String = line.chars().skip(same.saturating_sub(20)).take(100).collect();
        assert!(line == expected, "{}: not at {same}: {from}\n{expected:.2000}", vector["why"]);
    }
}

#[test]
fn a_record_prints_the_line_of_the_default_dialect_and_can_be_added_to_a_text() {
    let records: Vec<_> = vectors().iter().map(|vector| record(&vector["record"])).collect();
    let mut together = String::new();
    for record in &records {
        record.write_line(&DEFAULT, &mut together);
        together.push('\n');
    }
    assert_eq!(together, records.iter().map(|record| format!("{record}\n")).collect::<String>());
}

#[test]
fn every_line_is_json_with_each_name_once_and_not_too_long() {
    for vector in vectors() {
        let record = record(&vector["record"]);
        for dialect in dialect::all("shop").into_iter().chain([DEFAULT]) {
            let line = record.to_line(&dialect);
            let names = line.len() <= tracehop::record::MAX_LINE && !line.contains(['\n', '\r']);
            assert!(names, "{}: {}", dialect.name, vector["why"]);
            // Half a pair is no text in Rust.
            let json: Json = serde_json::from_str(&line.replace("\\ud83d\"", "\"")).expect(&line);
            let count = json.as_object().expect("an object").len();
            assert_eq!(count, commas(&line) + 1, "{}: a name comes twice: {line}", dialect.name);
        }
    }
}

/// Commas between the names of a line, and not inside of values.
fn commas(line: &str) -> usize {
    let (mut depth, mut is_text, mut is_escaped, mut count) = (0, false, false, 0);
    for byte in line.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_text = !is_text,
            b'{' | b'[' if !is_text => depth += 1,
            b'}' | b']' if !is_text => depth -= 1,
            b',' if !is_text && depth == 1 => count += 1,
            _ => {}
        }
    }
    count
}

#[test]
fn the_vectors_have_every_key_and_every_word_in_every_dialect() {
    let vectors = vectors();
    for dialect in dialect::all("").into_iter().chain([DEFAULT]) {
        let name = (dialect.name != DEFAULT.name).then_some(dialect.name);
        let mine: Vec<_> = vectors.iter().filter(|vector| vector["dialect"].as_str() == name).collect();
        let has = |test: &dyn Fn(&Json) -> bool| mine.iter().any(|vector| test(&vector["record"]));
        for level in Level::ALL {
            assert!(
                has(&|record| record.get("kind").is_none() && record["level"] == level.as_str()),
                "{name:?} {level}"
            );
        }
        for status in Status::ALL.map(Status::as_str) {
            assert!(has(&|record| record["status"] == status), "{name:?} {status}");
        }
        for key in ["parentId", "clock", "unfinished", "sampled", "links", "hiddenHop"] {
            assert!(has(&|record| record.get(key).is_some()), "{name:?} {key}");
        }
    }
    for kind in Kind::ALL.map(Kind::as_str) {
        assert!(vectors.iter().any(|vector| vector["record"]["kind"] == kind), "{kind}");
    }
    let lines: Vec<_> = vectors.iter().filter_map(|vector| text(&vector["line"])).collect();
    for key in KEYS {
        assert!(lines.iter().any(|line| line.contains(&format!("\"{key}\":"))), "{key}");
    }
}

#[test]
fn each_key_of_spans_is_one_of_the_keys_in_their_order() {
    let places: Vec<_> =
        SPAN_KEYS.map(|key| KEYS.iter().position(|other| *other == key)).into_iter().flatten().collect();
    assert_eq!(places.len(), SPAN_KEYS.len());
    assert!(places.is_sorted());
}

#[test]
fn numbers_that_json_does_not_have_are_null() {
    let record = Record::new(Timestamp::default(), Log::new(Level::Info, "m"))
        .with_field("nan", f64::NAN)
        .with_field("infinite", Value::List(vec![f64::INFINITY.into()]));
    assert!(record.to_string().ends_with(r#","nan":null,"infinite":[null]}"#), "{record}");
}
