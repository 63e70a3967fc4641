//! Laws of the processing model.

use proptest::prelude::*;
use tracehop::{
    Origin, SpanId, TraceContext, TraceFlags,
    sampler::{Ratio, Sampler},
};

use super::{config, edited, header, span_id, trace_id};

#[derive(Clone, Debug)]
enum Step {
    Child(SpanId),
    Set(String),
    Delete(String),
    Sample(Sampler),
}

fn sampler() -> impl Strategy<Value = Sampler> {
    let leaf = prop_oneof![
        Just(Sampler::AlwaysOn),
        Just(Sampler::AlwaysOff),
        (0.0..=1.0).prop_filter_map("no probability", Ratio::new).prop_map(Sampler::Ratio),
    ];
    leaf.prop_recursive(2, 4, 1, |root| root.prop_map(|root| Sampler::ParentBased(Box::new(root))))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        span_id().prop_map(Step::Child),
        "[a-c]".prop_map(Step::Set),
        "[a-c]".prop_map(Step::Delete),
        sampler().prop_map(Step::Sample),
    ]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn trace_id_and_random_flag_survive_any_chain_of_operations(
        header in header(),
        steps in prop::collection::vec(step(), 0..30),
    ) {
        let fresh = (header.trace_id(), header.parent_id());
        let mut context = TraceContext::receive(Some(&header.to_string()), Some("z=1"), fresh);
        let mut span_id = header.parent_id();
        for step in steps {
            match step {
                Step::Child(id) => {
                    span_id = id;
                    context = context.child(id);
                }
                Step::Set(key) => prop_assert!(context.tracestate_mut().set(&key, "1").is_ok()),
                Step::Delete(key) => drop(context.tracestate_mut().delete(&key)),
                Step::Sample(sampler) => context = context.sampled_by(&sampler),
            }
            let sent = context.traceparent();
            prop_assert_eq!((sent.trace_id(), sent.parent_id()), (header.trace_id(), span_id));
            prop_assert_eq!(sent.flags().is_random(), header.flags().is_random());
            prop_assert_eq!(context.tracestate().get("z"), Some("1"), "what others sent is not touched");
        }
        prop_assert_eq!(context.origin(), Origin::Continued);
    }

    #[test]
    fn what_arrives_is_continued_whole_or_not_at_all(
        traceparent in edited(header().prop_map(|header| header.to_string())),
        tracestate in ".{0,20}",
        fresh in (trace_id(), span_id()),
    ) {
        let traceparent = String::from_utf8_lossy(&traceparent);
        let context = TraceContext::receive(Some(&traceparent), Some(&tracestate), fresh);
        let sent = context.traceparent();
        match traceparent.parse() {
            Ok(header) => {
                prop_assert_eq!((sent, context.origin()), (&header, Origin::Continued));
                prop_assert_eq!(context.tracestate(), &tracestate.parse().unwrap_or_default());
            }
            Err(_) => {
                prop_assert_eq!((sent.trace_id(), sent.parent_id()), fresh);
                prop_assert_eq!((sent.flags(), context.origin()), (TraceFlags::from_bits(3), Origin::Restarted));
                prop_assert!(context.tracestate().is_empty());
            }
        }
    }

    #[test]
    fn a_trace_kept_by_a_share_is_kept_by_every_greater_one(
        id in trace_id(),
        one in 0.0..=1.0_f64,
        other in 0.0..=1.0_f64,
    ) {
        let keeps = |probability| Ratio::new(probability).expect("a probability").should_sample(id);
        let (less, more) = (one.min(other), one.max(other));
        prop_assert!(!keeps(less) || keeps(more));
    }
}
