//! `Server-Timing` against its vectors, and what a table of texts cannot show.

use serde_json::Value;
use tracehop::{
    Traceparent,
    server_timing::{MAX_RECEIVED, add, find},
};

const HEADER: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/server-timing.json")).expect("the vectors are JSON")
}

fn metric() -> String {
    format!("traceparent;desc=\"{HEADER}\"")
}

#[test]
fn every_vector_reads_as_it_says() {
    for vector in vectors() {
        let found = find(vector["input"].as_str().expect("an input").as_bytes());
        assert_eq!(
            found.map(|found| found.parent_id().to_string()).as_deref(),
            vector["parent_id"].as_str(),
            "{vector}"
        );
    }
}

#[test]
fn every_vector_gets_the_metric_as_it_says() {
    let mine: Traceparent = HEADER.replace("-00f0", "-abcd").parse().unwrap();
    for vector in vectors() {
        let with_mine = add(vector["input"].as_str().expect("an input"), &mine);
        let others = vector["stamped"].as_str().expect("what stays");
        let between = if others.is_empty() {
            ""
        } else if others.ends_with(',') {
            " "
        } else {
            ", "
        };
        assert_eq!(with_mine, format!("{others}{between}traceparent;desc=\"{mine}\""), "{vector}");
    }
}

#[test]
fn what_was_stamped_names_the_operation() {
    let mine: Traceparent = HEADER.replace("-00f0", "-abcd").parse().unwrap();
    for vector in vectors() {
        let input = vector["input"].as_str().expect("an input");
        // Behind a quote that is not closed, everything is that quote's.
        if input.contains("unclosed") || input.ends_with(",\"") {
            continue;
        }
        assert_eq!(find(add(input, &mine).as_bytes()), Some(mine), "{vector}");
    }
}

#[test]
fn a_header_beyond_the_limit_is_refused_unread() {
    let fits = format!("{:>width$}", metric(), width = MAX_RECEIVED);
    assert!(find(fits.as_bytes()).is_some());
    assert_eq!(find(format!(" {fits}").as_bytes()), None);
}
