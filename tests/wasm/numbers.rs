//! Exports that take and give numbers only: the same answers as natively.

use tracehop::{
    Origin, TraceFlags, TraceId,
    js::{
        sampling::{
            late_sampling::is_sampled_late,
            sampler::{adaptive_samples, adaptive_start, parent_samples, ratio_samples, token_bucket_pays},
        },
        span::span::{duration_ms, status_of_error, status_of_response, status_of_return},
    },
    late::LateSampling,
    sampler::{Adaptive, Ratio, Sampler},
    span::{self, Ending, Kind, Status},
    token_bucket::TokenBucket,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::memory::write;

/// Set beside a status when the operation was cancelled.
const CANCELLED: u32 = 4;

fn index(status: Status) -> u32 {
    Status::ALL.iter().position(|other| *other == status).expect("a status") as u32
}

#[wasm_bindgen_test]
fn a_share_decides_as_it_does_natively() {
    for right in [0, 1, 1 << 55, (1 << 55) - 1, (1 << 56) - 1, 0x00ce_929d_0e0e_4736_u64] {
        // What stands left of the random bits decides nothing.
        for left in [1 << 127, u128::MAX << 56] {
            let id = TraceId::from_bytes((u128::from(right) | left).to_be_bytes()).expect("not zero");
            let length = write(format!("00-{id}-00f067aa0ba902b7-02"));
            for probability in [0.0, 0.1, 0.5, 0.9, 1.0] {
                let ratio = Ratio::new(probability).expect("a probability");
                assert_eq!(ratio_samples(probability, length), ratio.should_sample(id), "{id} {probability}");
            }
            for wrong in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
                assert!(!ratio_samples(wrong, length), "{wrong}");
            }
        }
    }
    let length = write("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0");
    assert!(!ratio_samples(1.0, length), "no header, no decision");
}

#[wasm_bindgen_test]
fn the_callers_decision_is_told_from_none() {
    let ask = |root, origin, flags| {
        let id = TraceId::from_bytes([1; 16]).expect("not zero");
        Sampler::ParentBased(Box::new(root)).should_sample(origin, TraceFlags::from_bits(flags), id)
    };
    for flags in 0..=255 {
        assert_eq!(
            parent_samples(true, flags),
            i32::from(ask(Sampler::AlwaysOff, Origin::Continued, flags)),
            "{flags:02x}"
        );
        assert_eq!(parent_samples(false, flags), -1);
    }
}

#[wasm_bindgen_test]
fn a_rate_decides_as_it_does_natively() {
    for target in [0.1, 1.0, 3.0, 50.0] {
        let mut sampler = Adaptive::new(target).expect("a rate");
        let mut left = adaptive_start(target);
        assert_eq!(left, sampler.left());
        for step in 0..300_u32 {
            let elapsed = f64::from(step * 37 % 101) * 10.0 - 50.0;
            let answer = adaptive_samples(target, left, elapsed);
            assert_eq!(answer >= 0.0, sampler.should_sample(elapsed), "{target} {step}");
            left = if answer < 0.0 { answer + 1.0 } else { answer };
            assert!((left - sampler.left()).abs() < 1e-9);
        }
    }
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(adaptive_start(wrong), -1.0, "{wrong}");
    }
}

#[wasm_bindgen_test]
fn a_span_ends_as_it_does_natively() {
    for (kind, number) in Kind::ALL.into_iter().zip(0..) {
        for code in [0, 99, 100, 200, 304, 399, 400, 404, 499, 500, 504, 599, 999, u16::MAX] {
            assert_eq!(status_of_response(number, code), index(span::status(kind, Ending::Response(code))));
        }
        assert_eq!(status_of_return(number), index(Status::Ok));
        assert_eq!(status_of_error(number, true, false), index(Status::Unset) | CANCELLED);
        for (aborted, timeout) in [(false, false), (false, true), (true, true)] {
            assert_eq!(status_of_error(number, aborted, timeout), index(Status::Error));
        }
    }
    for unknown in [Kind::ALL.len(), usize::MAX] {
        assert_eq!(status_of_response(unknown, 404), index(span::status(Kind::Internal, Ending::Response(404))));
    }
}

#[wasm_bindgen_test]
fn a_duration_is_what_it_is_natively() {
    let clock = [0.0, 1.0, 4_512.412_345, 1.7e12, -5.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX];
    for start in clock {
        for end in clock {
            let duration = duration_ms(start, end);
            assert_eq!(duration, span::duration_ms(start, end));
            assert!(duration >= 0.0 && duration.is_finite(), "{start} to {end}");
        }
    }
}

#[wasm_bindgen_test]
fn a_token_bucket_pays_as_it_does_natively() {
    for (per_second, size) in [(0.1, 1.0), (10.0, 50.0), (3.0, 1.5)] {
        let mut bucket = TokenBucket::new(per_second, size).expect("a rate and a size");
        let mut left = size;
        for step in 0..300_u32 {
            let elapsed = f64::from(step * 37 % 101) - 5.0;
            let answer = token_bucket_pays(per_second, size, left, elapsed);
            assert_eq!(answer >= 0.0, bucket.pays(elapsed), "{per_second} {size} {step}");
            left = if answer < 0.0 { answer + 1.0 } else { answer };
            assert!((left - bucket.left()).abs() < 1e-9);
        }
    }
}

#[wasm_bindgen_test]
fn late_sampling_decides_as_it_does_natively() {
    for (status, number) in Status::ALL.into_iter().zip(0..) {
        for errors in [true, false] {
            for (slower_than_ms, duration) in [(100.0, 100.0), (100.0, 100.5), (f64::INFINITY, 1e9)] {
                let natively = LateSampling { errors, slower_than_ms }.should_sample(status, duration);
                assert_eq!(is_sampled_late(number, duration, errors, slower_than_ms), natively);
            }
        }
    }
    assert!(!is_sampled_late(usize::MAX, 1.0, true, f64::INFINITY), "no status is no error");
}
