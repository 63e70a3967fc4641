//! The processing model against its vectors, and what holds for every context.

use serde_json::Value;
use tracehop::{
    Origin, SpanId, TraceContext, TraceId,
    context::START_FLAGS,
    sampler::{Ratio, Sampler},
};

use crate::{changes, fields};

const HEADER: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/context.json")).expect("the vectors are JSON")
}

fn fresh() -> (TraceId, SpanId) {
    (TraceId::from_bytes([0xf1; 16]).expect("not zero"), span(0xf2))
}

fn span(byte: u8) -> SpanId {
    SpanId::from_bytes([byte; 8]).expect("not zero")
}

fn received(traceparent: &str, tracestate: &str) -> TraceContext {
    TraceContext::receive(Some(traceparent), Some(tracestate), fresh())
}

fn flags(context: &TraceContext) -> u8 {
    context.traceparent().flags().bits()
}

fn sampler(name: &str) -> Sampler {
    let parent_based = |root| Sampler::ParentBased(Box::new(root));
    match name {
        "always_on" => Sampler::AlwaysOn,
        "always_off" => Sampler::AlwaysOff,
        "parent_based_on" => parent_based(Sampler::AlwaysOn),
        "parent_based_off" => parent_based(Sampler::AlwaysOff),
        _ => panic!("no sampler {name}"),
    }
}

/// The header of a vector with the ids that a test knows in place of `*`, which stands for a new one.
fn with_ids(pattern: &Value, child: SpanId) -> String {
    let parts: Vec<&str> = pattern.as_str().expect("a header").split('-').collect();
    let (trace_id, child) = (fresh().0.to_string(), child.to_string());
    let or_new = |part, new| if part == "*" { new } else { part };
    [parts[0], or_new(parts[1], &trace_id), or_new(parts[2], &child), parts[3]].join("-")
}

/// Whom to trust is for the handler to say, so vectors about that are read by the tests of the package, and by
/// tests/wasm.
fn vectors_of_trusted_callers() -> Vec<Value> {
    vectors().into_iter().filter(|vector| vector["trust"].is_null()).collect()
}

#[test]
fn every_vector_is_received_and_sent_as_it_says() {
    let child = span(0xc1);
    let read = vectors_of_trusted_callers();
    assert!(read.len() > 120, "{}", read.len());
    // A host joins fields with a comma, and most put a space behind it.
    for (vector, separator) in read.iter().flat_map(|vector| [(vector, ","), (vector, ", ")]) {
        let [traceparent, tracestate] =
            ["traceparent", "tracestate"].map(|name| fields::received(vector, name, separator));
        let context = TraceContext::receive(traceparent.as_deref(), tracestate.as_deref(), fresh());
        let origin = match context.origin() {
            Origin::Started => "started",
            Origin::Continued => "continued",
            Origin::Restarted => "restarted",
        };
        assert_eq!(origin, vector["origin"], "{vector}");

        let mut sent = context.child(child);
        if let Some(name) = vector["sampler"].as_str() {
            sent = sent.sampled_by(&sampler(name));
        }
        changes::apply(sent.tracestate_mut(), vector);
        assert_eq!(sent.traceparent().to_string(), with_ids(&vector["sent"]["traceparent"], child), "{vector}");
        assert_eq!(
            sent.tracestate().to_string(),
            vector["sent"]["tracestate"].as_str().unwrap_or_default(),
            "{vector}"
        );
    }
}

#[test]
fn the_vectors_show_each_origin() {
    let vectors = vectors();
    for origin in ["started", "continued", "restarted"] {
        assert!(vectors.iter().filter(|vector| vector["origin"] == origin).count() >= 10, "{origin}");
    }
}

#[test]
fn a_header_is_never_repaired_in_part() {
    for wrong in [
        HEADER.replace("4bf92f3577b34da6a3ce929d0e0e4736", "00000000000000000000000000000000"),
        HEADER.replace("00f067aa0ba902b7", "0000000000000000"),
        HEADER.replace("-01", "-0g"),
        HEADER.replace("00-4bf9", "ff-4bf9"),
    ] {
        let context = received(&wrong, "a=1");
        let header = context.traceparent();
        assert_eq!((header.trace_id(), header.parent_id(), header.flags()), (fresh().0, fresh().1, START_FLAGS));
        assert!(context.tracestate().is_empty(), "{wrong}");
    }
}

#[test]
fn a_trace_that_starts_here_is_sampled_and_random() {
    assert_eq!(START_FLAGS.bits(), 3);
    for context in [TraceContext::receive(None, None, fresh()), received("garbage", "")] {
        assert_eq!(flags(&context), 3);
    }
}

#[test]
fn a_trace_that_is_continued_keeps_its_flags_but_not_the_unknown_ones() {
    for bits in 0..=255_u8 {
        let context = received(&format!("{}{bits:02x}", &HEADER[..53]), "");
        assert_eq!(flags(&context), bits & 3, "{bits:02x}");
        assert_eq!(flags(&context.child(span(1))), bits & 3, "{bits:02x}");
    }
}

#[test]
fn a_child_keeps_trace_id_flags_tracestate_and_origin() {
    let context = received(&HEADER.replace("-01", "-02"), "b=2,a=1");
    let child = context.child(span(7));
    assert_eq!(child.traceparent().to_string(), "00-4bf92f3577b34da6a3ce929d0e0e4736-0707070707070707-02");
    assert_eq!((child.tracestate(), child.origin()), (context.tracestate(), Origin::Continued));
    assert_eq!(TraceContext::receive(None, None, fresh()).child(span(7)).origin(), Origin::Started);
}

#[test]
fn a_child_has_a_tracestate_of_its_own() {
    let mut context = received(HEADER, "a=1");
    let mut child = context.child(span(7));
    assert_eq!(child.tracestate_mut().set("b", "2"), Ok(()));
    assert!(context.tracestate_mut().delete("a"));
    assert_eq!(
        (context.tracestate().to_string(), child.tracestate().to_string()),
        (String::new(), "b=2,a=1".to_owned())
    );
}

#[test]
fn three_calls_of_one_request_have_three_parent_ids_and_one_trace_id() {
    let context = received(HEADER, "");
    let children = [1, 2, 3].map(|byte| context.child(span(byte)).traceparent().to_string());
    let expected = [1, 2, 3].map(|byte| format!("{}{}-01", &HEADER[..36], format!("{byte:02x}").repeat(8)));
    assert_eq!(children, expected);
}

#[test]
fn a_samplers_decision_changes_the_sampled_bit_and_nothing_else() {
    for (sampler, sampled) in [(Sampler::AlwaysOn, 1), (Sampler::AlwaysOff, 0)] {
        for bits in 0..4_u8 {
            let context = received(&format!("{}{bits:02x}", &HEADER[..53]), "a=1");
            let decided = context.clone().sampled_by(&sampler);
            assert_eq!(decided.traceparent().to_string(), format!("{}{:02x}", &HEADER[..53], bits & 2 | sampled));
            assert_eq!((decided.tracestate(), decided.origin()), (context.tracestate(), context.origin()));
        }
    }
}

#[test]
fn a_sampler_is_told_how_the_context_came_to_be() {
    let parent_based = |root| Sampler::ParentBased(Box::new(root));
    let (on, off) = (parent_based(Sampler::AlwaysOn), parent_based(Sampler::AlwaysOff));
    for (traceparent, kept_by_on, kept_by_off) in
        [(None, 3, 2), (Some("garbage"), 3, 2), (Some(HEADER), 1, 1), (Some(&HEADER.replace("-01", "-02")), 2, 2)]
    {
        let context = || TraceContext::receive(traceparent, None, fresh());
        assert_eq!(flags(&context().sampled_by(&on)), kept_by_on, "{traceparent:?}");
        assert_eq!(flags(&context().sampled_by(&off)), kept_by_off, "{traceparent:?}");
    }
}

#[test]
fn a_share_is_decided_by_the_trace_id_of_the_context() {
    let half = Sampler::Ratio(Ratio::new(0.5).expect("a probability"));
    for (byte, sampled) in [(0x00, false), (0x7f, false), (0x80, true), (0xff, true)] {
        let mut id = [0xaa; 16];
        id[9] = byte;
        let id = TraceId::from_bytes(id).expect("not zero");
        let context = TraceContext::receive(None, None, (id, span(1))).sampled_by(&half);
        assert_eq!(context.traceparent().flags().is_sampled(), sampled, "{byte:#04x}");
    }
}
