//! `tracestate`: a list is read, a member is set, and the list is written.

use criterion::Criterion;
use opentelemetry::trace::TraceState;
use tracehop::Tracestate;

use crate::{contend, inputs};

/// The key of a member that every list has, so that it moves to the front.
const KEY: &str = "v1";

pub fn measure(criterion: &mut Criterion) {
    for members in [3, 32] {
        let lists = inputs::lists(members);
        let mut group = criterion.benchmark_group(format!("tracestate-{members}"));
        contend(&mut group, "tracehop", &lists, |list| {
            let mut tracestate: Tracestate = list.parse().expect("valid");
            tracestate.set(KEY, "new").expect("valid");
            tracestate.to_string()
        });
        contend(&mut group, "opentelemetry", &lists, |list| {
            let tracestate: TraceState = list.parse().expect("valid");
            tracestate.insert(KEY, "new").expect("valid").header()
        });
    }
}
