//! tracehop in native Rust beside the crates that do the same: `cargo bench`.
//!
//! Criterion measures every contender over the same 1,024 distinct inputs, so that no branch predictor learns one of
//! them by heart. A table at the end puts the contenders of one operation beside each other.

mod floor;
mod inputs;
mod peers;
mod table;
mod traceparent;
mod tracestate;

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion};

fn main() {
    // Two minutes for all, where Criterion's own times would take four.
    let times = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    let mut criterion = times.configure_from_args();
    traceparent::measure(&mut criterion);
    tracestate::measure(&mut criterion);
    criterion.final_summary();
    table::print();
}

/// Measures one contender: a call with each input in turn, its result consumed and dropped.
fn contend<I, R>(group: &mut BenchmarkGroup<'_, WallTime>, contender: &str, inputs: &[I], call: impl Fn(&I) -> R) {
    let mut next = inputs.iter().cycle();
    group.bench_function(contender, |bencher| bencher.iter(|| next.next().map(|input| call(black_box(input)))));
}
