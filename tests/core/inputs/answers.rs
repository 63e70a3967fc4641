//! The same inputs once more, written down with what native Rust makes of them: WebAssembly has to answer the same.
//! tests/agree/native/run.mjs reads the file; `cargo xtask test same` does both.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::{Value, json};
use tracehop::{
    Traceparent, Tracestate,
    redact::redact,
    sampler::Ratio,
    target::{Decision, Rule, Url, decide},
};

use super::{edited, record, redact::url, target, trace_id, traceparent::any_version, tracestate};
use crate::{
    laws::{target::ORIGIN, tracestate::Change},
    records,
};

/// Of each kind.
const COUNT: usize = 1_000;

#[test]
#[ignore = "a step of `cargo xtask test same`"]
fn are_written() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers.jsonl");
    let mut answers =
        Answers { runner: TestRunner::default(), file: BufWriter::new(File::create(path).expect("a file")) };

    answers.of("traceparent", any_version().prop_map(String::into_bytes), traceparent);
    answers.of("traceparent", edited(any_version()), traceparent);
    answers.of("traceparent", "[0-9a-f-]{50,60}".prop_map(String::into_bytes), traceparent);
    answers.of("traceparent", prop::collection::vec(any::<u8>(), 0..700), traceparent);
    answers.of("tracestate", tracestate::list().prop_map(String::into_bytes), list);
    answers.of("tracestate", edited(tracestate::list()), list);
    answers.of("tracestate", "[ab1=,@ \t]{0,24}".prop_map(String::into_bytes), list);
    answers.of("redact", url().prop_map(String::into_bytes), redacted);
    answers.of("redact", edited(url()), redacted);

    let changes = prop::collection::vec(tracestate::change(), 0..40);
    answers.write("changes", (tracestate::list(), changes), |(received, changes)| {
        (json!(received), changed(received, changes))
    });
    let requests = (target::confusable_origin(), target::path(), target::path(), "[yn]{0,3}", any::<bool>());
    answers.write("target", requests, |(origin, path, prefix, answers, own)| {
        let origin = if *own { ORIGIN } else { origin };
        decided(origin, path, prefix, answers)
    });
    answers.write("ratio", (trace_id(), 0.0..=1.0_f64), |(id, probability)| {
        let ratio = Ratio::new(*probability).expect("a probability");
        (json!([id.to_string(), probability]), json!(ratio.should_sample(*id)))
    });
    answers.write("record", record::in_dialect(), |(record, dialect)| {
        let line = records::record(record).to_line(&records::dialect(*dialect, "shop"));
        (json!([record, dialect]), json!(line))
    });
}

struct Answers {
    runner: TestRunner,
    file: BufWriter<File>,
}

impl Answers {
    /// Inputs of bytes: one character each.
    fn of(&mut self, kind: &str, inputs: impl Strategy<Value = Vec<u8>>, answer: impl Fn(&[u8]) -> Value) {
        self.write(kind, inputs, |bytes| {
            (json!(bytes.iter().copied().map(char::from).collect::<String>()), answer(bytes))
        });
    }

    fn write<S: Strategy>(&mut self, kind: &str, inputs: S, answer: impl Fn(&S::Value) -> (Value, Value)) {
        for _ in 0..COUNT {
            let input = inputs.new_tree(&mut self.runner).expect("an input").current();
            let (input, answer) = answer(&input);
            writeln!(self.file, "{}", json!([kind, input, answer])).expect("the file takes it");
        }
    }
}

/// Where the fields start, the header as it leaves, and whether it came as it leaves.
fn traceparent(received: &[u8]) -> Value {
    let Ok(header) = Traceparent::from_bytes(received) else { return Value::Null };
    let start = received.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let canonical = received[start..].starts_with(&header.to_bytes());
    json!([start, header.to_string(), canonical])
}

fn list(received: &[u8]) -> Value {
    let Ok(list) = Tracestate::from_bytes(received) else { return Value::Null };
    json!([members(&list), list.to_string()])
}

fn members(list: &Tracestate) -> Vec<(&str, &str)> {
    list.iter().collect()
}

/// Each change and whether it was taken, and the list that is left.
fn changed(received: &str, changes: &[Change]) -> Value {
    let mut list: Tracestate = received.parse().unwrap_or_default();
    let steps: Vec<Value> = changes
        .iter()
        .map(|change| match change {
            Change::Set(key, value) => json!([key, value, list.set(key, value).is_ok()]),
            Change::Delete(key) => json!([key, null, list.delete(key)]),
        })
        .collect();
    json!([steps, members(&list), list.to_string()])
}

fn redacted(url: &[u8]) -> Value {
    // What native Rust redacts is text; bytes that are none are left out of the comparison.
    std::str::from_utf8(url).map_or(Value::Null, |url| json!(redact(url)))
}

/// The lines that `decide_target` reads, and its number.
fn decided(origin: &str, path: &str, prefix: &str, answers: &str) -> (Value, Value) {
    let ignore = answers.chars().take(1).map(|answer| Rule::Answered(answer == 'y'));
    let patterns = answers.chars().skip(1).map(|answer| Rule::Answered(answer == 'y'));
    let targets = [Rule::Below(Url::new(ORIGIN, prefix))].into_iter().chain(patterns);
    let number = match decide(Url::new(origin, path), Some(b"https://page.example"), ignore, Some(targets)) {
        Decision::SameOrigin => 0,
        Decision::Target(index) => 1 | index << 8,
        Decision::Outside => 2,
        Decision::Ignored(index) => 3 | index << 8,
        Decision::NotHttp => 4,
    };
    let (first, others) = answers.split_at(answers.len().min(1));
    let mut lines = vec!["https://page.example".to_owned(), origin.to_owned(), path.to_owned()];
    lines.extend(first.chars().map(String::from));
    lines.extend(["targets".to_owned(), format!("{ORIGIN} {prefix}")]);
    lines.extend(others.chars().map(String::from));
    (json!(lines.join("\n")), json!(number))
}
