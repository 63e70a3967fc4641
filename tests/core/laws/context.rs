//! Laws of the processing model.

use tracehop::{
    Origin, SpanId, TraceContext, TraceFlags, TraceId, Traceparent, Tracestate,
    sampler::{Ratio, Sampler},
};

use super::{ids, lines};

#[derive(Clone, Debug)]
pub enum Step {
    Child(SpanId),
    Set(String),
    Delete(String),
    Sample(Sampler),
}

/// All of them. The first line is the `traceparent` that arrives, the second the `tracestate`, and each byte of the
/// third a step that follows.
pub fn hold_for(bytes: &[u8]) {
    let lines = lines(bytes);
    let line = |index: usize| lines.get(index).map_or("", String::as_str);
    let fresh = ids(bytes);
    arrives_whole_or_not_at_all(line(0), line(1), fresh);

    let steps: Vec<Step> = line(2).bytes().map(|byte| step(byte, fresh.1)).collect();
    let flags = TraceFlags::from_bits(bytes.len() as u8);
    let header = line(0).parse().unwrap_or(Traceparent::new(fresh.0, fresh.1, flags));
    keeps_trace_id_and_random_flag(header, &steps);

    let share =
        |text: &str| f64::from(text.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(257).wrapping_add(byte.into())));
    let (one, other) = (share(line(0)) / f64::from(u32::MAX), share(line(1)) / f64::from(u32::MAX));
    a_greater_share_keeps_what_a_smaller_one_keeps(fresh.0, one, other);
}

fn step(byte: u8, id: SpanId) -> Step {
    let key = char::from(b'a' + byte / 4 % 4).to_string();
    let root = match byte / 16 {
        0 => Sampler::AlwaysOff,
        1 => Sampler::AlwaysOn,
        share => Sampler::Ratio(Ratio::new(f64::from(share) / 16.0).expect("a probability")),
    };
    match byte % 5 {
        0 => {
            let bytes = id.to_bytes().map(|other| other.wrapping_add(byte));
            Step::Child(SpanId::from_bytes(bytes).unwrap_or(id))
        }
        1 => Step::Set(key),
        2 => Step::Delete(key),
        3 => Step::Sample(root),
        _ => Step::Sample(Sampler::ParentBased(Box::new(root))),
    }
}

/// Whatever is done to a context below the caller, the trace and its random flag stay.
pub fn keeps_trace_id_and_random_flag(header: Traceparent, steps: &[Step]) {
    let fresh = (header.trace_id(), header.parent_id());
    let mut context = TraceContext::receive(Some(&header.to_string()), Some("z=1"), fresh);
    let mut span_id = header.parent_id();
    for step in steps {
        match step {
            Step::Child(id) => {
                span_id = *id;
                context = context.child(*id);
            }
            Step::Set(key) => assert!(context.tracestate_mut().set(key, "1").is_ok()),
            Step::Delete(key) => drop(context.tracestate_mut().delete(key)),
            Step::Sample(sampler) => context = context.sampled_by(sampler),
        }
        let sent: Traceparent = context.traceparent().to_string().parse().expect("what leaves");
        assert_eq!((sent.trace_id(), sent.parent_id()), (header.trace_id(), span_id), "{step:?}");
        assert_eq!(sent.flags().is_random(), header.flags().is_random(), "{step:?}");
        assert_eq!(context.tracestate().get("z"), Some("1"), "what others sent is not touched: {step:?}");
    }
    assert_eq!(context.origin(), Origin::Continued);
}

/// An invalid `traceparent` takes its `tracestate` with it; an invalid `tracestate` goes alone.
pub fn arrives_whole_or_not_at_all(traceparent: &str, tracestate: &str, fresh: (TraceId, SpanId)) {
    let context = TraceContext::receive(Some(traceparent), Some(tracestate), fresh);
    let sent = context.traceparent();
    match traceparent.parse() {
        Ok(header) => {
            assert_eq!((sent, context.origin()), (&header, Origin::Continued));
            assert_eq!(context.tracestate(), &tracestate.parse::<Tracestate>().unwrap_or_default());
        }
        Err(_) => {
            assert_eq!((sent.trace_id(), sent.parent_id()), fresh);
            assert_eq!((sent.flags(), context.origin()), (TraceFlags::from_bits(3), Origin::Restarted));
            assert!(context.tracestate().is_empty());
        }
    }
}

/// Services with different shares record the same traces, as far as the smaller share goes.
pub fn a_greater_share_keeps_what_a_smaller_one_keeps(id: TraceId, one: f64, other: f64) {
    let keeps = |probability| Ratio::new(probability).expect("a probability").should_sample(id);
    let (less, more) = (one.min(other), one.max(other));
    assert!(!keeps(less) || keeps(more), "{id} {less} {more}");
}
