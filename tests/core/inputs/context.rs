//! Callers and operations for the laws of the processing model.

use proptest::prelude::*;
use tracehop::sampler::{Ratio, Sampler};

use super::{config, edited, header, span_id, trace_id};
use crate::laws::context::{self as law, Step};

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
        law::keeps_trace_id_and_random_flag(header, &steps);
    }

    #[test]
    fn what_arrives_is_continued_whole_or_not_at_all(
        traceparent in edited(header().prop_map(|header| header.to_string())),
        tracestate in ".{0,20}",
        fresh in (trace_id(), span_id()),
    ) {
        law::arrives_whole_or_not_at_all(&String::from_utf8_lossy(&traceparent), &tracestate, fresh);
    }

    #[test]
    fn a_trace_kept_by_a_share_is_kept_by_every_greater_one(
        id in trace_id(),
        one in 0.0..=1.0_f64,
        other in 0.0..=1.0_f64,
    ) {
        law::a_greater_share_keeps_what_a_smaller_one_keeps(id, one, other);
    }

    #[test]
    fn any_bytes_keep_the_laws(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        law::hold_for(&bytes);
    }
}
