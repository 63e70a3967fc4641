//! Late sampling: log failed and slow operations even when their trace is not sampled.

use crate::record::span::Status;

/// Which operations are logged although their trace is not sampled. So a caller that sends the flags `00` cannot hide
/// errors.
///
/// # Examples
///
/// ```
/// use tracehop::{late::LateSampling, span::Status};
///
/// let late = LateSampling { errors: true, slower_than_ms: 2000.0 };
/// assert!(late.should_sample(Status::Error, 3.0));
/// assert!(late.should_sample(Status::Ok, 2000.5));
/// assert!(!late.should_sample(Status::Ok, 2000.0));
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LateSampling {
    /// Whether failed operations are.
    pub errors: bool,
    /// Operations that took longer than this many milliseconds are; with infinity, none.
    pub slower_than_ms: f64,
}

impl LateSampling {
    /// Whether an operation is logged that ended with this status after so many milliseconds. One with a duration of 0,
    /// which the clock could not measure, is not slow.
    pub const fn should_sample(self, status: Status, duration_ms: f64) -> bool {
        (self.errors && matches!(status, Status::Error)) || duration_ms > self.slower_than_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_counts_alone() {
        for status in Status::ALL {
            let is_error = status == Status::Error;
            for (errors, slower_than_ms, fast, slow) in [
                (true, f64::INFINITY, is_error, is_error),
                (false, 100.0, false, true),
                (true, 100.0, is_error, true),
                (false, f64::INFINITY, false, false),
            ] {
                let late = LateSampling { errors, slower_than_ms };
                assert_eq!(late.should_sample(status, 100.0), fast, "{late:?} {status:?}");
                assert_eq!(late.should_sample(status, 100.001), slow, "{late:?} {status:?}");
                assert_eq!(late.should_sample(status, f64::NAN), fast, "{late:?} {status:?}");
            }
        }
    }
}
