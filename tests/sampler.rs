//! Samplers: a share of traces that every service agrees on, the caller's decision, a rate.

use tracehop::{
    Origin, TraceFlags, TraceId,
    sampler::{Adaptive, Ratio, Sampler},
};

const ORIGINS: [Origin; 3] = [Origin::Started, Origin::Continued, Origin::Restarted];

fn ratio(probability: f64) -> Ratio {
    Ratio::new(probability).expect("a probability")
}

/// Trace ids that look random and are the same in every run. The left half is the same in all of them: it must not matter.
fn trace_ids(count: u64) -> impl Iterator<Item = TraceId> {
    (1..=count).map(|index| {
        // SplitMix64, whose whole output is uniform.
        let mut mixed = index.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        with_right_half(mixed ^ mixed >> 31)
    })
}

fn with_right_half(right: u64) -> TraceId {
    TraceId::from_bytes((u128::from(right) | 1 << 127).to_be_bytes()).expect("not zero")
}

#[test]
fn a_ratio_keeps_its_share() {
    let count = 100_000;
    for probability in [0.001, 0.01, 0.1, 0.25, 0.5, 0.9, 0.999] {
        let kept = trace_ids(count).filter(|id| ratio(probability).should_sample(*id)).count() as f64;
        let expected = count as f64 * probability;
        // Five standard deviations of a binomial distribution.
        let tolerance = 5.0 * (expected * (1.0 - probability)).sqrt();
        assert!((kept - expected).abs() <= tolerance, "{probability}: {kept} of {count}");
    }
}

#[test]
fn a_ratio_of_1_keeps_all_and_of_0_none() {
    let extremes = [0, 1, u64::MAX >> 8, u64::MAX, 0xff00_0000_0000_0000].map(with_right_half);
    for id in trace_ids(10_000).chain(extremes) {
        assert!(ratio(1.0).should_sample(id), "{id}");
        assert!(!ratio(0.0).should_sample(id) && !ratio(-0.0).should_sample(id), "{id}");
    }
}

#[test]
fn what_a_ratio_keeps_every_greater_ratio_keeps() {
    let ratios: Vec<Ratio> = (0..=100).map(|percent| ratio(f64::from(percent) / 100.0)).collect();
    for id in trace_ids(10_000) {
        let kept: Vec<bool> = ratios.iter().map(|ratio| ratio.should_sample(id)).collect();
        assert!(kept.is_sorted(), "{id}: {kept:?}");
    }
}

#[test]
fn a_ratio_keeps_the_traces_whose_random_bits_are_greatest() {
    let quarter = ratio(0.25);
    for (right, kept) in [
        (0x00ff_ffff_ffff_ffff, true),
        (0x00c0_0000_0000_0000, true),
        (0x00bf_ffff_ffff_ffff, false),
        (0x0000_0000_0000_0000, false),
        // The eighth byte from the right is not one of the seven.
        (0xffbf_ffff_ffff_ffff, false),
    ] {
        assert_eq!(quarter.should_sample(with_right_half(right)), kept, "{right:#018x}");
    }
}

#[test]
fn a_ratio_decides_by_the_trace_id_alone() {
    let sampler = Sampler::Ratio(ratio(0.5));
    for id in trace_ids(100) {
        for origin in ORIGINS {
            for bits in 0..4 {
                let decided = sampler.should_sample(origin, TraceFlags::from_bits(bits), id);
                assert_eq!(decided, ratio(0.5).should_sample(id));
            }
        }
    }
}

#[test]
fn a_probability_is_a_number_from_0_to_1() {
    for wrong in [-0.001, 1.001, 2.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MIN, f64::MAX] {
        assert_eq!(Ratio::new(wrong), None, "{wrong}");
    }
    for right in [0.0, f64::MIN_POSITIVE, 0.5, 1.0 - f64::EPSILON, 1.0] {
        assert!(Ratio::new(right).is_some(), "{right}");
    }
}

#[test]
fn the_constant_samplers_listen_to_nobody() {
    for id in trace_ids(10) {
        for origin in ORIGINS {
            for bits in 0..4 {
                assert!(Sampler::AlwaysOn.should_sample(origin, TraceFlags::from_bits(bits), id));
                assert!(!Sampler::AlwaysOff.should_sample(origin, TraceFlags::from_bits(bits), id));
            }
        }
    }
}

#[test]
fn a_parent_based_sampler_keeps_the_callers_decision_and_asks_its_root_where_there_is_no_caller() {
    for id in trace_ids(100) {
        for root in [Sampler::AlwaysOn, Sampler::AlwaysOff, Sampler::Ratio(ratio(0.5))] {
            let sampler = Sampler::ParentBased(Box::new(root.clone()));
            for bits in 0..4 {
                let flags = TraceFlags::from_bits(bits);
                assert_eq!(sampler.should_sample(Origin::Continued, flags, id), bits & 1 == 1);
                for origin in [Origin::Started, Origin::Restarted] {
                    assert_eq!(sampler.should_sample(origin, flags, id), root.should_sample(origin, flags, id));
                }
            }
        }
    }
}

#[test]
fn a_rate_above_the_load_keeps_everything() {
    let mut sampler = Adaptive::new(100.0).expect("a rate");
    assert!((0..1_000).all(|_| sampler.should_sample(11.0)));
}

#[test]
fn a_rate_saves_for_one_second_and_no_longer() {
    for (target, burst) in [(50.0, 50), (1.0, 1), (0.1, 1)] {
        let mut sampler = Adaptive::new(target).expect("a rate");
        assert!(sampler.should_sample(1e12), "{target}");
        let kept = (0..1_000).filter(|_| sampler.should_sample(0.0)).count();
        assert_eq!(kept, burst - 1, "{target} a second, after a day of silence");
    }
}

#[test]
fn a_rate_below_one_keeps_a_trace_whenever_it_has_saved_one() {
    let mut sampler = Adaptive::new(0.1).expect("a rate");
    let kept: Vec<u32> = (0..100).filter(|_| sampler.should_sample(1_000.0)).collect();
    assert_eq!(kept.len(), 10, "one hundred seconds of one trace a second: {kept:?}");
    assert!(kept.windows(2).all(|two| two[1] - two[0] >= 10), "{kept:?}");
}

#[test]
fn a_rate_resumes_with_what_was_in_its_purse() {
    let mut whole = Adaptive::new(3.0).expect("a rate");
    let mut purse = whole.purse();
    for step in 0..500_u32 {
        let elapsed = f64::from(step * 37 % 101) * 10.0;
        let mut resumed = Adaptive::resume(3.0, purse);
        assert_eq!(resumed.should_sample(elapsed), whole.should_sample(elapsed), "{step}");
        purse = resumed.purse();
        assert_eq!(purse, whole.purse());
    }
}
