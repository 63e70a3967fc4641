//! Samplers: a share of traces that every service agrees on, the caller's decision, a rate.

use tracehop::{
    Origin, TraceFlags, TraceId,
    sampler::{Adaptive, CappedParent, Ratio, Sampler},
    sampling::token_bucket::TokenBucket,
};

const ORIGINS: [Origin; 3] = [Origin::Started, Origin::Continued, Origin::Restarted];

fn ratio(probability: f64) -> Ratio {
    Ratio::new(probability).expect("a probability")
}

/// Trace ids that look random and are the same in every run. The left half is the same in all of them: it must not
/// matter.
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
fn a_rate_resumes_with_what_was_left() {
    let mut lasting = Adaptive::new(3.0).expect("a rate");
    let mut left = lasting.left();
    for step in 0..500_u32 {
        let elapsed = f64::from(step * 37 % 101) * 10.0;
        let mut resumed = Adaptive::resume(3.0, left);
        assert_eq!(resumed.should_sample(elapsed), lasting.should_sample(elapsed), "{step}");
        left = resumed.left();
        assert_eq!(left, lasting.left());
    }
}

/// Gaps between arrivals in milliseconds, as a load of so many a second has them: random, and the same in every run.
fn arrivals(per_second: f64, seconds: f64, seed: u64) -> impl Iterator<Item = f64> {
    let mut elapsed = 0.0;
    trace_ids(u64::MAX)
        .skip(seed as usize)
        .map(move |id| {
            let uniform = (id.randomness() as f64 + 1.0) / (1_u64 << 56) as f64;
            -uniform.ln() * 1000.0 / per_second
        })
        .take_while(move |gap| {
            elapsed += gap;
            elapsed < seconds * 1000.0
        })
}

#[test]
fn a_rate_holds_its_target_within_a_tenth_when_the_load_jumps_a_hundredfold() {
    for target in [5.0, 10.0, 50.0] {
        // A load at the target, below it, and above it, that jumps and falls back.
        for before in [0.2, 1.0, 4.0] {
            let mut sampler = Adaptive::new(target).expect("a rate");
            let mut kept_at = Vec::new();
            let mut now = 0.0;
            let low = target * before;
            for (load, seed) in [(low, 0), (low * 100.0, 1000), (low, 9000), (low * 100.0, 20_000)] {
                for gap in arrivals(load, 30.0, seed) {
                    now += gap;
                    if sampler.should_sample(gap) {
                        kept_at.push(now);
                    }
                }
            }
            let kept_from = |start: f64, seconds: f64| {
                kept_at.iter().filter(|at| (start..start + seconds * 1000.0).contains(*at)).count() as f64
            };
            for start in (0..1100).map(|step| f64::from(step) * 100.0) {
                assert!(kept_from(start, 10.0) <= target * 10.0 * 1.1 + 1.0, "{target} {before}: from {start} ms on");
            }
            // The seconds 31 to 59, and 91 to 119, are those of the flood.
            for start in [31_000.0, 91_000.0] {
                let share = kept_from(start, 28.0) / (target * 28.0);
                assert!((0.9..=1.1).contains(&share), "{target} {before}: {share} of the target");
            }
        }
    }
}

#[test]
fn a_rate_loses_nothing_to_the_rhythm_of_what_comes() {
    for target in [0.1, 1.0, 1.5, 7.0] {
        for faster in [1.0, 1.1, 1.5, 1.7, 1.99, 3.3] {
            let mut sampler = Adaptive::new(target).expect("a rate");
            let gap = 1000.0 / (target * faster);
            let count = 10_000;
            let kept = (0..count).filter(|_| sampler.should_sample(gap)).count() as f64;
            let share = kept * faster / f64::from(count);
            assert!((0.99..=1.01).contains(&share), "{target} a second of {faster} times that: {share}");
        }
    }
}

#[test]
fn forced_sampling_stays_within_its_cap() {
    for (per_second, burst) in [(1.0, 1.0), (10.0, 50.0), (0.1, 5.0)] {
        let mut parent = CappedParent::new(TokenBucket::new(per_second, burst).expect("a rate and a size"));
        let sampled = TraceFlags::SAMPLED;
        // 100,000 within 60 seconds, half of them at once.
        let gaps = (0..100_000).map(|n| if n % 2 == 0 { 0.0 } else { 1.2 });
        let kept = gaps.filter(|gap| parent.decision(Origin::Continued, sampled, *gap) == Some(true)).count() as f64;
        assert!(kept <= per_second * 60.0 + burst, "{per_second} {burst}: {kept}");
        assert!(kept >= per_second * 57.0 + burst - 1.0, "{per_second} {burst}: {kept}");
    }
}

#[test]
fn a_cap_is_about_what_callers_force_and_nothing_else() {
    let mut parent = CappedParent::new(TokenBucket::new(1.0, 1.0).expect("a rate and a size"));
    for origin in [Origin::Started, Origin::Restarted] {
        for bits in 0..4 {
            assert_eq!(parent.decision(origin, TraceFlags::from_bits(bits), 0.0), None, "the root is to be asked");
        }
    }
    for _ in 0..100 {
        assert_eq!(parent.decision(Origin::Continued, TraceFlags::RANDOM, 0.0), Some(false), "and costs nothing");
    }
    assert_eq!(parent.decision(Origin::Continued, TraceFlags::SAMPLED, 0.0), Some(true));
    assert_eq!(parent.decision(Origin::Continued, TraceFlags::SAMPLED, 0.0), Some(false));
}
