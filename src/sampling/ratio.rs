//! A share of traces, decided by their trace-id.

use crate::headers::id::TraceId;

/// A share of traces, decided from the 56 random bits of the trace-id, so that every service keeps the same ones.
/// [Trace Context, randomness of trace-id](https://www.w3.org/TR/trace-context-2/#randomness-of-trace-id)
///
/// # Examples
///
/// ```
/// use tracehop::{TraceId, sampler::Ratio};
///
/// let quarter = Ratio::new(0.25).expect("a probability");
/// assert!(quarter.should_sample(TraceId::from_bytes([0xff; 16]).unwrap()));
/// assert!(!quarter.should_sample(TraceId::from_bytes([0x7f; 16]).unwrap()));
/// assert_eq!(Ratio::new(1.5), None);
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Ratio {
    /// Traces whose random bits are at or above it are kept: 0 keeps all, 2^56 none.
    threshold: u64,
}

impl Ratio {
    /// Values that the random bits can take.
    const RANGE: f64 = (1_u64 << 56) as f64;

    /// `None` unless the probability is a number from 0 to 1. It is rounded to a multiple of 2^-56.
    pub fn new(probability: f64) -> Option<Self> {
        // The nearest number, as OpenTelemetry's samplers have it. Not of 1 - probability: it is 1 for a small share.
        let kept = (probability * Self::RANGE + 0.5) as u64;
        match (0.0..=1.0).contains(&probability) {
            true => Some(Self { threshold: (Self::RANGE as u64).saturating_sub(kept) }),
            false => None,
        }
    }

    /// Whether this trace is one of the share.
    pub const fn should_sample(self, trace_id: TraceId) -> bool {
        self.keeps(trace_id.randomness())
    }

    /// The same for the [randomness](TraceId::randomness) of a trace-id, or for one that came in its place.
    pub const fn keeps(self, randomness: u64) -> bool {
        randomness >= self.threshold
    }

    /// Traces with this randomness, or more, are kept: 0 to 2^56.
    pub const fn threshold(self) -> u64 {
        self.threshold
    }
}
