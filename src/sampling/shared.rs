//! What a sampler remembers from one decision to the next, for many threads.

use core::time::Duration;
use std::sync::{Arc, Mutex, PoisonError};

/// A state that many threads decide by, one after the other. Clones are the same state.
///
/// Time comes in with each question: the time since a moment that is the same for all, as `Instant::elapsed` gives it.
/// Threads may ask out of order. No time is counted twice.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use tracehop::{sampler::Shared, sampling::token_bucket::TokenBucket};
///
/// let bucket = Shared::new(TokenBucket::new(1.0, 1.0).expect("a rate and a size"));
/// let pays = |seconds| bucket.ask(Duration::from_secs(seconds), |bucket, elapsed_ms| bucket.pays(elapsed_ms));
/// assert_eq!([10, 10, 11].map(pays), [true, false, true]);
/// ```
#[derive(Debug)]
pub struct Shared<T>(Arc<Mutex<Remembered<T>>>);

#[derive(Debug)]
struct Remembered<T> {
    state: T,
    /// The latest time that anybody asked at.
    latest: Option<Duration>,
}

impl<T> Shared<T> {
    /// A state that nobody has asked yet.
    pub fn new(state: T) -> Self {
        Self(Arc::new(Mutex::new(Remembered { state, latest: None })))
    }

    /// Decides by the state and the milliseconds that have passed since the latest time before; 0 at first.
    pub fn ask<R>(&self, now: Duration, decide: impl FnOnce(&mut T, f64) -> R) -> R {
        // A thread that panicked while it decided has left numbers that are good enough.
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let latest = remembered.latest.unwrap_or(now).max(now);
        let elapsed = latest - remembered.latest.unwrap_or(now);
        remembered.latest = Some(latest);
        decide(&mut remembered.state, elapsed.as_secs_f64() * 1000.0)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Whether both are the same state, and not only equal ones.
impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
