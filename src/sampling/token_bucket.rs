//! A token bucket: it fills at a rate, holds a limited number of tokens, and each trace that is kept takes one.

/// A bucket of tokens. The clock is the caller's: time comes in as milliseconds since the decision before.
///
/// In any time of `s` seconds it pays for at most `per_second * s + size`.
///
/// # Examples
///
/// ```
/// use tracehop::sampling::token_bucket::TokenBucket;
///
/// let mut bucket = TokenBucket::new(2.0, 3.0).expect("a rate and a size");
/// assert_eq!((0..10).filter(|_| bucket.pays(0.0)).count(), 3);
/// assert!(bucket.pays(500.0), "half a second later there is one more");
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TokenBucket {
    per_second: f64,
    size: f64,
    left: f64,
}

impl TokenBucket {
    /// A full bucket. `None` unless the rate is a positive finite number, and the size a finite number of at least 1: a
    /// smaller bucket could never pay.
    pub const fn new(per_second: f64, size: f64) -> Option<Self> {
        let is_rate = per_second.is_finite() && per_second > 0.0;
        match is_rate && size.is_finite() && size >= 1.0 {
            true => Some(Self { per_second, size, left: size }),
            false => None,
        }
    }

    /// A bucket as it was after an earlier decision, with this many tokens left.
    pub const fn resume(per_second: f64, size: f64, left: f64) -> Self {
        Self { per_second, size, left }
    }

    /// The tokens that are left.
    pub const fn left(&self) -> f64 {
        self.left
    }

    /// Takes a token, if there is one, `elapsed_ms` milliseconds after the call before. Returns whether there was one.
    /// A clock that went backwards earns nothing.
    pub const fn pays(&mut self, elapsed_ms: f64) -> bool {
        let earned = elapsed_ms.max(0.0) / 1000.0 * self.per_second;
        self.left = (self.left + earned).min(self.size);
        // Ten times a tenth is less than one in floating point.
        if self.left < 1.0 - 1e-9 {
            return false;
        }
        self.left = (self.left - 1.0).max(0.0);
        true
    }
}

/// The name until version 0.1.
pub use TokenBucket as Purse;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "so many steps take Miri minutes")]
    fn a_flood_is_paid_for_at_the_rate_and_what_was_saved() {
        // 100,000 in 60 seconds. What a small bucket cannot hold is lost to it, a few in a hundred.
        for (per_second, size) in [(10.0, 20.0), (1.0, 1.0), (0.5, 30.0), (100.0, 1.0), (7.3, 11.9)] {
            let mut bucket = TokenBucket::new(per_second, size).unwrap();
            let kept = (0..100_000).filter(|_| bucket.pays(0.6)).count() as f64;
            let rate = per_second * 60.0;
            assert!(kept <= rate + size && kept > rate * 0.95, "{per_second} {size}: {kept}");
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "so many steps take Miri minutes")]
    fn tokens_earned_in_small_parts_add_up() {
        for (parts, per_second) in [(10, 1.0), (3, 1.0), (7, 0.1), (1000, 5.0)] {
            let mut bucket = TokenBucket::new(per_second, 1.0).unwrap();
            assert!(bucket.pays(0.0));
            let gap = 1000.0 / per_second / f64::from(parts);
            let kept = (0..parts * 100).filter(|_| bucket.pays(gap)).count();
            assert_eq!(kept, 100, "one in {parts}");
        }
    }

    #[test]
    fn a_clock_that_goes_backwards_or_breaks_earns_nothing() {
        let mut bucket = TokenBucket::new(1.0, 1.0).unwrap();
        assert!(bucket.pays(0.0));
        for elapsed in [-1e9, f64::NAN, f64::NEG_INFINITY] {
            assert!(!bucket.pays(elapsed));
        }
    }

    #[test]
    fn what_is_no_rate_or_holds_not_even_one_is_refused() {
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(TokenBucket::new(wrong, 1.0), None, "{wrong}");
            assert_eq!(TokenBucket::new(1.0, wrong), None, "{wrong}");
        }
        assert_eq!(TokenBucket::new(1.0, 0.99), None);
    }

    #[test]
    fn a_bucket_goes_on_with_what_was_left_in_it() {
        let mut lasting = TokenBucket::new(3.0, 5.0).unwrap();
        let mut left = lasting.left();
        for step in 0..500_u32 {
            let elapsed = f64::from(step * 37 % 101) * 10.0;
            let mut resumed = TokenBucket::resume(3.0, 5.0, left);
            assert_eq!(resumed.pays(elapsed), lasting.pays(elapsed), "{step}");
            left = resumed.left();
            assert_eq!(left, lasting.left());
        }
    }
}
