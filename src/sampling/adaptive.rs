//! A rate of traces, whatever the load.

use crate::sampling::token_bucket::TokenBucket;

/// Just less than a trace: what may be left when a bucket that was not full has earned one. If it were lost, a rate of
/// one a second would keep one in 1.2 seconds where they come every 0.6.
const PART: f64 = 0.999_999;

/// A rate of traces, whatever the load: a [`TokenBucket`] of one second pays for each trace kept.
///
/// In ten seconds it keeps at most a tenth more than its target, which is what was saved, and where more comes no less
/// than it, however the load jumps.
///
/// # Examples
///
/// ```
/// use tracehop::sampler::Adaptive;
///
/// let mut sampler = Adaptive::new(2.0).expect("a rate");
/// assert_eq!((0..10).filter(|_| sampler.should_sample(0.0)).count(), 2);
/// assert!(sampler.should_sample(500.0), "half a second later there is one more");
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Adaptive {
    full: f64,
    bucket: TokenBucket,
}

impl Adaptive {
    /// With a full bucket. `None` unless the target is a positive finite number.
    pub fn new(target_per_second: f64) -> Option<Self> {
        let full = Self::full(target_per_second);
        TokenBucket::new(target_per_second, full).map(|_| Self::resume(target_per_second, full))
    }

    /// The same sampler as it stood after an earlier decision, with this many traces [left](Self::left).
    pub const fn resume(target_per_second: f64, left: f64) -> Self {
        let full = Self::full(target_per_second);
        Self { full, bucket: TokenBucket::resume(target_per_second, full + PART, left) }
    }

    /// What is left in the bucket, in traces.
    pub const fn left(&self) -> f64 {
        self.bucket.left()
    }

    /// Whether to keep a trace that comes `elapsed_ms` milliseconds after the one before. A clock that went backwards
    /// earns nothing.
    pub const fn should_sample(&mut self, elapsed_ms: f64) -> bool {
        let is_full = self.bucket.left() >= self.full;
        self.bucket.pays(if is_full { 0.0 } else { elapsed_ms })
    }

    /// One second's worth, and never less than the one trace that a slow rate saves for.
    const fn full(target_per_second: f64) -> f64 {
        target_per_second.max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_that_is_no_rate_is_refused() {
        for target in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Adaptive::new(target), None);
        }
    }
}
