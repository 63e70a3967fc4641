//! What Criterion measured, side by side, with how many times tracehop's time each contender takes.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

/// The operations in the order in which they are measured.
const OPERATIONS: [&str; 7] =
    ["parse", "parse-invalid", "format", "child-and-format", "hop", "tracestate-3", "tracestate-32"];
const CONTENDERS: [&str; 5] = ["tracehop", "tracehop-string", "floor", "fastrace", "opentelemetry"];

/// Prints the latest measurement of each, also of those that this run left out.
pub fn print() {
    let measured = env::args().any(|argument| argument == "--bench");
    let Some(folder) = folder().filter(|_| measured) else { return };
    println!("Nanoseconds a call in the fastest sample, and how many times tracehop's that is:\n");
    println!("{:18}{}", "", CONTENDERS.map(|contender| format!("{contender:>18}")).concat());
    for operation in OPERATIONS {
        let ours = nanoseconds(&folder, operation, "tracehop");
        let cell = |contender| cell(nanoseconds(&folder, operation, contender), ours);
        println!("{operation:18}{}", CONTENDERS.map(cell).concat());
    }
}

fn cell(time: Option<f64>, ours: Option<f64>) -> String {
    let text = time.map(|time| match ours {
        Some(ours) => format!("{time:.1} {:>7}", format!("({:.1}x)", time / ours)),
        None => format!("{time:.1}"),
    });
    format!("{:>18}", text.unwrap_or_default())
}

/// The fastest of the samples that Criterion took last. What else a machine does can only add to the others, and does
/// not add the same to each contender, for they are measured one after another.
fn nanoseconds(folder: &Path, operation: &str, contender: &str) -> Option<f64> {
    let samples = fs::read(folder.join(operation).join(contender).join("new/sample.json")).ok()?;
    let samples: Value = serde_json::from_slice(&samples).ok()?;
    let list = |name: &str| samples[name].as_array().into_iter().flatten().filter_map(Value::as_f64);
    list("times").zip(list("iters")).map(|(time, calls)| time / calls).min_by(f64::total_cmp)
}

/// Where Criterion writes: beside the folder of the profile in which this program stands.
fn folder() -> Option<PathBuf> {
    Some(env::current_exe().ok()?.ancestors().nth(3)?.join("criterion"))
}
