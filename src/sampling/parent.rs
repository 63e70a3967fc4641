//! The caller's decision, and a limit to what callers can have recorded.

use crate::{context::Continuation, headers::trace_flags::TraceFlags, sampling::token_bucket::TokenBucket};

/// The caller's decision, where there is a caller.
/// [Trace Context, sampled flag](https://www.w3.org/TR/trace-context-2/#sampled-flag)
pub(crate) fn parent_decision(origin: Continuation, flags: TraceFlags) -> Option<bool> {
    match origin {
        Continuation::Continued => Some(flags.is_sampled()),
        Continuation::Started | Continuation::Restarted => None,
    }
}

/// The caller's decision, but no more sampled traces than a token bucket pays for: a caller who sets the flag on all of
/// its requests cannot make us record all of them.
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
    bucket: TokenBucket,
}

impl CappedParent {
    /// With the bucket that pays for traces that callers want recorded.
    pub const fn new(bucket: TokenBucket) -> Self {
        Self { bucket }
    }

    /// What follows for a context, `elapsed_ms` milliseconds after a caller wanted to be recorded before. `None` where
    /// there is no caller and the root sampler is to be asked. That is not asked about a caller's trace that the bucket
    /// does not pay for, or it would record what the cap refuses.
    pub fn decision(&mut self, origin: Continuation, flags: TraceFlags, elapsed_ms: f64) -> Option<bool> {
        parent_decision(origin, flags).map(|sampled| sampled && self.bucket.pays(elapsed_ms))
    }
}
