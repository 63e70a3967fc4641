//! Lines as each backend wants to read them: the written examples of `vectors/dialects.json`.

use serde_json::{Map, Value, json};
use tracehop::dialect::{DIALECTS, Record, SpanRecord, Value as Field};
use tracehop::log::LEVELS;
use tracehop::span::{Kind, Status};
use tracehop::{SpanId, TraceFlags, TraceId};

fn examples() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/dialects.json")).expect("dialects.json is a list")
}

fn record(given: &Value) -> Record<'_> {
    let text = |key: &str| given[key].as_str();
    let operation = text("trace_id").map(|trace_id| {
        let flags = text("trace_flags").and_then(|bits| bits.parse().ok()).expect("trace_flags");
        let span_id = text("span_id").and_then(SpanId::from_hex).expect("span_id");
        (TraceId::from_hex(trace_id).expect("trace_id"), span_id, TraceFlags::from_bits(flags))
    });
    Record {
        time: (given["time"].as_i64().expect("time"), text("timestamp").expect("timestamp")),
        level: LEVELS.iter().position(|level| Some(*level) == text("level")).expect("level"),
        message: text("message").expect("message"),
        service: text("service"),
        operation,
        span: given.get("span").map(|span| SpanRecord {
            parent_id: span["parent_id"].as_str().and_then(SpanId::from_hex),
            kind: Kind::ALL.into_iter().find(|kind| kind.as_str() == span["kind"]).expect("kind"),
            duration_ms: span["duration_ms"].as_f64().expect("duration_ms"),
            status: Status::ALL.into_iter().find(|status| status.as_str() == span["status"]).expect("status"),
        }),
    }
}

fn json_of(field: Field) -> Value {
    match field {
        Field::Text(text) => json!(text),
        Field::Flag(flag) => json!(flag),
        Field::Number(number) if number.fract() == 0.0 => json!(number as i64),
        Field::Number(number) => json!(number),
    }
}

#[test]
fn every_written_example_is_what_its_dialect_says() {
    for example in examples() {
        let dialect = DIALECTS.iter().find(|dialect| dialect.name == example["dialect"]).expect("a dialect");
        let project = example["options"]["project"].as_str().unwrap_or_default();
        let fields = dialect.fields(&record(&example["record"]), project);
        let count = fields.len();
        let line: Map<_, _> = fields.into_iter().map(|(key, field)| (key.to_owned(), json_of(field))).collect();
        assert_eq!(line.len(), count, "{}: a key stands twice", example["why"]);
        assert_eq!(Value::Object(line), example["line"], "{}: {}", dialect.name, example["why"]);
    }
}

#[test]
fn every_dialect_has_an_example_of_a_log_line_and_of_a_span() {
    let examples = examples();
    for dialect in DIALECTS {
        let of = |is_span: bool| {
            let mine = examples.iter().filter(|example| example["dialect"] == dialect.name);
            mine.filter(|example| example["record"].get("span").is_some() == is_span).count()
        };
        assert!(of(false) > 0 && of(true) > 0, "{}", dialect.name);
    }
}
