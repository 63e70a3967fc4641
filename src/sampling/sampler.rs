//! Which traces are recorded: the parent's decision, a share of the random bits, a rate.
//!
//! Nothing here asks for the time or makes an id: both come in as values, so a test decides with whatever clock and ids it likes.

use crate::{
    context::{Continuation, TraceContext},
    headers::{id::TraceId, trace_flags::TraceFlags, traceparent::Traceparent},
    sampling::{ot, token_bucket::TokenBucket},
};

/// Decides whether a trace is recorded.
///
/// # Examples
///
/// ```
/// use tracehop::{Continuation, TraceFlags, TraceId, sampler::{Ratio, Sampler}};
///
/// let sampler = Sampler::ParentBased(Box::new(Sampler::Ratio(Ratio::new(0.1).unwrap())));
/// let id = TraceId::from_bytes([0xff; 16]).unwrap();
/// assert!(sampler.should_sample(Continuation::Started, TraceFlags::RANDOM, id));
/// assert!(!sampler.should_sample(Continuation::Continued, TraceFlags::RANDOM, id));
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
    pub fn should_sample(&self, origin: Continuation, flags: TraceFlags, trace_id: TraceId) -> bool {
        self.decide(origin, flags, trace_id.randomness()).0
    }

    /// The same by the randomness that a share is to go by, and the share, where that is what decided.
    pub(crate) fn decide(&self, origin: Continuation, flags: TraceFlags, randomness: u64) -> (bool, Option<Ratio>) {
        match self {
            Self::AlwaysOn => (true, None),
            Self::AlwaysOff => (false, None),
            Self::Ratio(ratio) => (ratio.keeps(randomness), Some(*ratio)),
            Self::ParentBased(root) => match parent_decision(origin, flags) {
                Some(sampled) => (sampled, None),
                None => root.decide(origin, flags, randomness),
            },
        }
    }
}

impl TraceContext {
    /// The same context with the sampler's decision as its sampled flag. A flag changes only together with the parent-id, so
    /// ask for a child, or for a trace that starts here, before it is sent.
    ///
    /// The list-member [`ot`] then says what is true of that decision: the threshold of a ratio that sampled the trace, and none
    /// that contradicts it.
    #[must_use]
    pub fn sampled_by(mut self, sampler: &Sampler) -> Self {
        let (id, flags) = (self.traceparent().trace_id(), self.traceparent().flags());
        let received = self.tracestate().get(ot::KEY).unwrap_or_default().to_owned();
        let (sampled, ratio) =
            sampler.decide(self.origin(), flags, ot::randomness(received.as_bytes(), id.randomness()));
        let flags = flags.with_sampled(sampled);
        if let Some(change) = ot::change(received.as_bytes(), flags, ratio, id.randomness()) {
            let value = change.of(&received);
            let is_whole = if value.is_empty() {
                self.tracestate_mut().delete(ot::KEY)
            } else {
                self.tracestate_mut().set(ot::KEY, &value).is_ok()
            };
            debug_assert!(is_whole, "what changes was there, and what is written is a value: {value:?}");
        }
        let parent_id = self.traceparent().parent_id();
        self.with_traceparent(Traceparent::new(id, parent_id, flags))
    }
}

/// The caller's decision, where there is a caller.
pub(crate) fn parent_decision(origin: Continuation, flags: TraceFlags) -> Option<bool> {
    match origin {
        Continuation::Continued => Some(flags.is_sampled()),
        Continuation::Started | Continuation::Restarted => None,
    }
}

/// The caller's decision, but no more sampled traces than a purse pays for: a stranger who sets the flag on all of its requests
/// cannot make us record all of them.
///
/// # Examples
///
/// ```
/// use tracehop::{Continuation, TraceFlags, sampler::CappedParent, sampling::token_bucket::TokenBucket};
///
/// let mut parent = CappedParent::new(TokenBucket::new(1.0, 2.0).expect("a rate and a size"));
/// let mut ask = |flags| parent.decision(Continuation::Continued, flags, 0.0);
///
/// assert_eq!([(); 3].map(|()| ask(TraceFlags::SAMPLED)), [Some(true), Some(true), Some(false)]);
/// assert_eq!(ask(TraceFlags::default()), Some(false));
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CappedParent {
    purse: TokenBucket,
}

impl CappedParent {
    /// With the purse that pays for traces that callers want recorded.
    pub const fn new(purse: TokenBucket) -> Self {
        Self { purse }
    }

    /// What follows for a context, `elapsed_ms` after a caller wanted to be recorded before. `None` where there is no caller and
    /// the root sampler is to be asked; beyond the cap that is not asked, or it would let the flood in by another door.
    pub fn decision(&mut self, origin: Continuation, flags: TraceFlags, elapsed_ms: f64) -> Option<bool> {
        parent_decision(origin, flags).map(|sampled| sampled && self.purse.pays(elapsed_ms))
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

    /// The same for the [randomness](TraceId::randomness) of a trace-id, or for one that came in its place.
    pub const fn keeps(self, randomness: u64) -> bool {
        randomness >= self.threshold
    }

    /// Traces with this randomness, or more, are kept: 0 to 2^56.
    pub const fn threshold(self) -> u64 {
        self.threshold
    }
}

/// Just not a whole trace: what may be left over when a purse that was not full has earned one. If it were lost, a rate of one a
/// second would keep one in 1.2 seconds where they come every 0.6.
const PART: f64 = 0.999_999;

/// A rate of traces, whatever the load: a [`TokenBucket`] of one second pays for each trace kept.
///
/// In ten seconds it keeps at most a tenth more than its target, which is what was saved, and where more comes no less than it,
/// however the load jumps.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Adaptive {
    full: f64,
    purse: TokenBucket,
}

impl Adaptive {
    /// A full purse. `None` unless the target is a positive finite number.
    pub fn new(target_per_second: f64) -> Option<Self> {
        let full = Self::full(target_per_second);
        TokenBucket::new(target_per_second, full).map(|_| Self::resume(target_per_second, full))
    }

    /// The same sampler as it stood after an earlier decision, with this in its purse.
    pub const fn resume(target_per_second: f64, purse: f64) -> Self {
        let full = Self::full(target_per_second);
        Self { full, purse: TokenBucket::resume(target_per_second, full + PART, purse) }
    }

    /// What is in the purse, in traces.
    pub const fn purse(&self) -> f64 {
        self.purse.left()
    }

    /// Whether to keep a trace that comes `elapsed_ms` after the one before. A clock that went backwards earns nothing.
    pub const fn should_sample(&mut self, elapsed_ms: f64) -> bool {
        let is_full = self.purse.left() >= self.full;
        self.purse.pays(if is_full { 0.0 } else { elapsed_ms })
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
