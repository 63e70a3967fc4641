//! Which traces are recorded: the parent's decision, a share of the random bits, a rate.

use crate::{id::TraceId, origin::Origin, trace_flags::TraceFlags};

/// Decides whether a trace is recorded.
///
/// # Examples
///
/// ```
/// use tracehop::{Origin, TraceFlags, TraceId, sampler::{Ratio, Sampler}};
///
/// let sampler = Sampler::ParentBased(Box::new(Sampler::Ratio(Ratio::new(0.1).unwrap())));
/// let id = TraceId::from_bytes([0xff; 16]).unwrap();
/// assert!(sampler.should_sample(Origin::Started, TraceFlags::RANDOM, id));
/// assert!(!sampler.should_sample(Origin::Continued, TraceFlags::RANDOM, id));
/// ```
#[derive(Clone, PartialEq, Debug)]
pub enum Sampler {
    /// Every trace.
    AlwaysOn,
    /// None.
    AlwaysOff,
    /// A share of traces.
    Ratio(Ratio),
    /// The caller's decision where a trace is continued, else the root sampler's.
    ParentBased(Box<Sampler>),
}

impl Sampler {
    /// Whether to set the sampled flag, given how the context came to be and the flags it came with.
    pub fn should_sample(&self, origin: Origin, flags: TraceFlags, trace_id: TraceId) -> bool {
        match self {
            Self::AlwaysOn => true,
            Self::AlwaysOff => false,
            Self::Ratio(ratio) => ratio.should_sample(trace_id),
            Self::ParentBased(root) => {
                parent_decision(origin, flags).unwrap_or_else(|| root.should_sample(origin, flags, trace_id))
            }
        }
    }
}

/// The caller's decision, where there is a caller.
pub(crate) fn parent_decision(origin: Origin, flags: TraceFlags) -> Option<bool> {
    match origin {
        Origin::Continued => Some(flags.is_sampled()),
        Origin::Started | Origin::Restarted => None,
    }
}

/// A share of traces, decided from the 56 random bits of the trace-id, so that every service keeps the same ones.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Ratio {
    /// Traces whose random bits are at or above it are kept: 0 keeps all, 2^56 none.
    threshold: u64,
}

impl Ratio {
    /// Values that the random bits can take.
    const RANGE: f64 = (1_u64 << 56) as f64;

    /// `None` unless the probability is a number from 0 to 1.
    pub fn new(probability: f64) -> Option<Self> {
        match (0.0..=1.0).contains(&probability) {
            true => Some(Self { threshold: ((1.0 - probability) * Self::RANGE) as u64 }),
            false => None,
        }
    }

    /// Whether this trace is one of the share.
    pub const fn should_sample(self, trace_id: TraceId) -> bool {
        self.keeps(trace_id.randomness())
    }

    /// The same for the [randomness](TraceId::randomness) of a trace-id.
    pub(crate) const fn keeps(self, randomness: u64) -> bool {
        randomness >= self.threshold
    }
}

/// A rate of traces: a purse that fills with the target rate, holds one second's worth, and pays for each trace kept.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Adaptive {
    target_per_second: f64,
    purse: f64,
}

impl Adaptive {
    /// A full purse. `None` unless the target is a positive finite number.
    pub fn new(target_per_second: f64) -> Option<Self> {
        match target_per_second.is_finite() && target_per_second > 0.0 {
            true => Some(Self { target_per_second, purse: Self::size(target_per_second) }),
            false => None,
        }
    }

    /// The same sampler as it stood after an earlier decision, with this in its purse.
    pub const fn resume(target_per_second: f64, purse: f64) -> Self {
        Self { target_per_second, purse }
    }

    /// What is in the purse, in traces.
    pub const fn purse(&self) -> f64 {
        self.purse
    }

    /// Whether to keep a trace that comes `elapsed_ms` after the one before. A clock that went backwards earns nothing.
    pub fn should_sample(&mut self, elapsed_ms: f64) -> bool {
        let earned = elapsed_ms.max(0.0) / 1000.0 * self.target_per_second;
        self.purse = (self.purse + earned).min(Self::size(self.target_per_second));
        if self.purse < 1.0 {
            return false;
        }
        self.purse -= 1.0;
        true
    }

    /// One second's worth, and never less than the one trace that a slow rate saves for.
    const fn size(target_per_second: f64) -> f64 {
        target_per_second.max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_holds_its_target_under_a_jump_in_load() {
        let mut sampler = Adaptive::new(10.0).unwrap();
        let mut kept = |count: u32, gap_ms: f64| (0..count).filter(|_| sampler.should_sample(gap_ms)).count();
        assert_eq!(kept(100, 200.0), 100, "five a second are all kept");
        let burst = kept(10_000, 1.0);
        assert!((100..=110).contains(&burst), "ten seconds of a thousand a second keep {burst}");
    }

    #[test]
    fn a_clock_that_goes_backwards_or_breaks_earns_nothing() {
        let mut sampler = Adaptive::new(1.0).unwrap();
        assert!(sampler.should_sample(0.0));
        for elapsed in [-1e9, f64::NAN, f64::NEG_INFINITY] {
            assert!(!sampler.should_sample(elapsed));
        }
    }

    #[test]
    fn a_target_that_is_no_rate_is_refused() {
        for target in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Adaptive::new(target), None);
        }
    }
}
