//! The list-member of OpenTelemetry's samplers against its vectors, and what a table of texts cannot show.

use serde_json::Value;
use tracehop::{
    SpanId, TraceContext, TraceFlags, TraceId,
    ot::{self, MAX_LENGTH, OtValue},
    sampler::{Ratio, Sampler},
    sampling::token_bucket::TokenBucket,
};

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/ot.json")).expect("the vectors are JSON")
}

fn number(digits: &str) -> u64 {
    u64::from_str_radix(digits, 16).expect("hex digits")
}

fn flags(sampled: bool) -> TraceFlags {
    TraceFlags::RANDOM.with_sampled(sampled)
}

fn written(received: &str, sampled: bool, ratio: Option<Ratio>, randomness: u64) -> String {
    let change = ot::change(received.as_bytes(), flags(sampled), ratio, randomness);
    change.map_or(received.to_owned(), |change| change.of(received))
}

#[test]
fn every_vector_is_decided_and_written_as_it_says() {
    let vectors = vectors();
    assert!(vectors.len() > 30);
    for vector in vectors {
        let text = |name: &str| vector[name].as_str().unwrap_or_else(|| panic!("no {name}: {vector}"));
        let (received, own) = (text("received"), number(text("randomness")));
        let ratio = vector["probability"].as_f64().map(|probability| Ratio::new(probability).expect("a probability"));
        let sampled = vector["sampled"].as_bool().expect("a decision");
        if let Some(ratio) = ratio {
            assert_eq!(ratio.keeps(ot::randomness(received.as_bytes(), own)), sampled, "{vector}");
        }
        assert_eq!(written(received, sampled, ratio, own), text("written"), "{vector}");
    }
}

#[test]
fn below_a_cap_a_caller_that_is_not_recorded_leaves_no_randomness() {
    let root = || Sampler::ratio(0.5).expect("a probability");
    let cap = || Sampler::parent_based(root()).with_cap(TokenBucket::new(1.0, 1.0).expect("a rate and a size"));
    let fresh = (TraceId::from_bytes([7; 16]).unwrap(), SpanId::from_bytes([7; 8]).unwrap());
    let state = "ot=rv:ffffffffffffff;x:1,vendor=x";
    let sent = |sampler: &Sampler, flags: &str| {
        let header = format!("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-{flags}");
        let context = TraceContext::receive(Some(&header), Some(state), fresh).sampled_by(sampler);
        (context.traceparent().flags().is_sampled(), context.tracestate().to_string())
    };
    let capped = cap();
    assert_eq!(sent(&capped, "01"), (true, state.to_owned()), "the cap pays for one");
    for flags in ["01", "00", "01"] {
        assert_eq!(sent(&capped, flags), (false, "vendor=x".to_owned()), "{flags}");
    }
    let follows = Sampler::parent_based(root());
    assert_eq!(sent(&follows, "00"), (false, state.to_owned()), "without a cap everybody decides alike");
}

#[test]
fn a_threshold_is_read_as_it_was_written_and_keeps_what_the_ratio_keeps() {
    for step in 1..=1000_u32 {
        let ratio = Ratio::new(f64::from(step) / 1000.0).expect("a probability");
        let text = written("", true, Some(ratio), u64::MAX >> 8);
        assert!(text.len() <= "th:".len() + 14 && (text == "th:0" || !text.ends_with('0')), "{text}");
        let threshold = OtValue::parse(text.as_bytes()).and_then(|value| value.threshold()).expect("a threshold");
        assert_eq!(threshold, ratio.threshold());
        assert!(ratio.keeps(threshold) && (threshold == 0 || !ratio.keeps(threshold - 1)), "{text}");
    }
}

#[test]
fn a_list_never_gets_longer_than_it_may_be_and_the_threshold_gives_way() {
    let quarter = Ratio::new(0.25);
    for length in MAX_LENGTH - 10..=MAX_LENGTH {
        let received = format!("a:{}", "x".repeat(length - 2));
        let fits = length + "th:c;".len() <= MAX_LENGTH;
        let expected = if fits { format!("th:c;{received}") } else { received.clone() };
        assert_eq!(written(&received, true, quarter, u64::MAX >> 8), expected, "{length}");
    }
    let full = format!("th:8;a:{}", "x".repeat(MAX_LENGTH - 7));
    assert_eq!(full.len(), MAX_LENGTH);
    assert_eq!(written(&full, true, quarter, u64::MAX >> 8), full.replace("th:8", "th:c"));
    let most = Ratio::new(0.1);
    assert_eq!(written(&full, true, most, u64::MAX >> 8), full["th:8;".len()..], "no room for fourteen digits");
    assert_eq!(OtValue::parse(format!("{full}x").as_bytes()), None);
}

#[test]
fn what_goes_on_is_a_list_whose_threshold_is_true_whatever_came() {
    // Texts that look random and are the same in every run, of what lists are made of.
    let pieces = ["th:", "rv:", "a:", "b1:", ";", "8", "c0000000000000", "", "X", ":", "=", "z.y", "th:8", "0"];
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..20_000 {
        let received: String = (0..next(9)).map(|_| pieces[next(pieces.len())]).collect();
        let own = (next(1 << 28) as u64) << 28;
        let (sampled, ratio) = (next(2) == 0, Ratio::new(0.25).filter(|_| next(2) == 0));
        let text = written(&received, sampled, ratio, own);
        let Some(value) = OtValue::parse(text.as_bytes()) else {
            assert_eq!(text, received, "only what came is ever no list");
            continue;
        };
        let randomness = value.randomness().unwrap_or(own);
        match (sampled, ratio) {
            (false, _) => assert_eq!(value.threshold(), None, "{received:?} {text:?}"),
            (true, Some(ratio)) => assert_eq!(value.threshold(), Some(ratio.threshold()), "{received:?}"),
            (true, None) => assert!(value.threshold().is_none_or(|threshold| randomness >= threshold), "{received:?}"),
        }
        assert_eq!(value.randomness(), OtValue::parse(received.as_bytes()).and_then(|value| value.randomness()));
        assert_eq!(written(&text, sampled, ratio, own), text, "said once, it stays");
    }
}

#[test]
fn a_context_says_what_its_sampler_decided() {
    let header = |low: &str, flags: &str| format!("00-{}{low}-00f067aa0ba902b7-{flags}", "a".repeat(18));
    let fresh = (TraceId::from_bytes([0xff; 16]).expect("an id"), SpanId::from_bytes([7; 8]).expect("an id"));
    let quarter = Sampler::Ratio(Ratio::new(0.25).expect("a probability"));
    let parent_based = Sampler::ParentBased(Box::new(quarter.clone()));
    let after = |traceparent: Option<&str>, tracestate: &str, sampler: &Sampler| {
        let context = TraceContext::receive(traceparent, Some(tracestate), fresh).sampled_by(sampler);
        (context.traceparent().flags().is_sampled(), context.tracestate().to_string())
    };
    let (kept, dropped) = (header("c0000000000000", "02"), header("bfffffffffffff", "03"));
    assert_eq!(after(None, "", &parent_based), (true, "ot=th:c".to_owned()), "a trace that starts");
    assert_eq!(after(Some(&kept), "vendor=x,ot=a:1", &quarter), (true, "ot=th:c;a:1,vendor=x".to_owned()));
    assert_eq!(after(Some(&dropped), "ot=th:8,vendor=x", &quarter), (false, "vendor=x".to_owned()));
    assert_eq!(after(Some(&dropped), "vendor=x,ot=th:8", &parent_based), (true, "vendor=x,ot=th:8".to_owned()));
    assert_eq!(after(Some(&kept), "ot=rv:00000000000000", &quarter), (false, "ot=rv:00000000000000".to_owned()));
    assert_eq!(after(Some(&dropped), "ot=th:c", &parent_based), (true, String::new()), "a threshold that is not true");
}
