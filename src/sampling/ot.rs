//! The list-member `ot`, in which OpenTelemetry's samplers write the probability that a trace was recorded with.
//! [OpenTelemetry, tracestate handling](https://opentelemetry.io/docs/specs/otel/trace/tracestate-handling/)
//!
//! ```text
//! tracestate: ot=th:c;rv:1234567890abcd
//!                |    |
//!                |    the randomness to decide by, in place of the last 7 bytes of the trace-id
//!                the threshold: traces with a randomness below 0xc0000000000000 were dropped, so one in four is left
//! ```

use core::ops::Range;

use crate::{headers::trace_flags::TraceFlags, sampling::sampler::Ratio, text::hex};

/// The key of the list-member.
pub const KEY: &str = "ot";

/// Characters that its value may have.
pub const MAX_LENGTH: usize = 256;

/// Digits of a threshold with all its zeros, and of a randomness.
const DIGITS: usize = 14;

/// The value of the list-member: a valid list of sub-keys and values.
///
/// - It has at most 256 characters: sub-keys and values with `:` between, and `;` between one and the next.
/// - A sub-key is a lower-case letter, and then lower-case letters and digits. `th` and `rv` come once at most.
/// - A value is letters, digits and `.` `_` `-`.
///
/// # Examples
///
/// ```
/// use tracehop::ot::OtValue;
///
/// let value = OtValue::parse(b"th:c;rv:1234567890abcd").expect("a list");
/// assert_eq!(value.threshold(), Some(0xc0_0000_0000_0000));
/// assert_eq!(value.randomness(), Some(0x12_3456_7890_abcd));
/// assert_eq!(OtValue::parse(b"th=c"), None);
/// ```
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct OtValue {
    threshold: Option<u64>,
    randomness: Option<u64>,
    /// The place of `th`, with the semicolon that is removed with it.
    th: Option<Range<usize>>,
}

impl OtValue {
    /// Reads a value. `None` where it is not valid.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let mut value = Self::default();
        if text.is_empty() {
            return Some(value);
        }
        if text.len() > MAX_LENGTH {
            return None;
        }
        let (mut start, mut has_rv) = (0, false);
        for part in text.split(|byte| *byte == b';') {
            let end = start + part.len();
            match (key_of(part)?, part) {
                (2, [b't', b'h', _, digits @ ..]) => {
                    // With the semicolon after it, or, at the end, the semicolon before it.
                    let with_semicolon = if end < text.len() { start..end + 1 } else { start.saturating_sub(1)..end };
                    if value.th.replace(with_semicolon).is_some() {
                        return None;
                    }
                    value.threshold = number(digits);
                }
                (2, [b'r', b'v', _, digits @ ..]) => {
                    if has_rv {
                        return None;
                    }
                    has_rv = true;
                    value.randomness = number(digits).filter(|_| digits.len() == DIGITS);
                }
                _ => {}
            }
            start = end + 1;
        }
        Some(value)
    }

    /// `th`: traces whose randomness is below it were dropped. It has 1 to 14 digits, without zeros at the end.
    pub const fn threshold(&self) -> Option<u64> {
        self.threshold
    }

    /// `rv`: the randomness to decide by. It has 14 digits.
    pub const fn randomness(&self) -> Option<u64> {
        self.randomness
    }
}

/// How many characters the sub-key of a part has; `None` unless the part is valid.
fn key_of(part: &[u8]) -> Option<usize> {
    let colon = part.iter().position(|byte| *byte == b':')?;
    let is_valid = part.iter().enumerate().all(|(place, byte)| match byte {
        b'a'..=b'z' => true,
        b'0'..=b'9' => place > 0,
        b':' => place == colon && place > 0,
        b'A'..=b'Z' | b'.' | b'_' | b'-' => place > colon,
        _ => false,
    });
    is_valid.then_some(colon)
}

/// The number of 1 to 14 digits, filled up with zeros at the end.
fn number(digits: &[u8]) -> Option<u64> {
    let missing = DIGITS.checked_sub(digits.len()).filter(|missing| *missing < DIGITS)?;
    let number = digits.iter().try_fold(0, |number, byte| Some(number << 4 | u64::from(hex::digit(*byte)?)))?;
    Some(number << (4 * missing))
}

/// The randomness to decide by: that of `rv` in the received value, else that of the trace-id.
pub fn randomness(received: &[u8], trace_id_randomness: u64) -> u64 {
    OtValue::parse(received).and_then(|value| value.randomness).unwrap_or(trace_id_randomness)
}

/// How a received value changes before it is sent: a part is removed, and a threshold put before the rest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    cut: Range<usize>,
    digits: [u8; 16],
    /// The number of digits; 0 without a threshold.
    length: usize,
}

impl Change {
    /// Removes the threshold, and adds the new one if it fits. What others wrote stays.
    fn new(received: &[u8], value: Option<OtValue>, threshold: Option<u64>) -> Self {
        // A list that is not valid is replaced.
        let cut = value.map_or(0..received.len(), |value| value.th.unwrap_or(0..0));
        let rest = received.len() - cut.len();
        let number = threshold.unwrap_or_default() << 8;
        // Without zeros at the end, but with one digit at least.
        let length = 16 - (number.trailing_zeros() as usize / 4).min(15);
        let digits = hex::encode(number.to_be_bytes());
        let fits = rest + "th:;".len() + length <= MAX_LENGTH;
        Self { cut, digits, length: if threshold.is_some() && fits { length } else { 0 } }
    }

    /// The part of the received value that is removed.
    pub const fn cut(&self) -> &Range<usize> {
        &self.cut
    }

    /// The digits of the new threshold; empty where there is none.
    pub fn threshold(&self) -> &[u8] {
        self.digits.get(..self.length).unwrap_or_default()
    }

    /// The new value. If it is empty, the list-member is removed.
    pub fn of(&self, received: &str) -> String {
        let rest = received.get(..self.cut.start).zip(received.get(self.cut.end..));
        let rest = rest.map(|(before, behind)| [before, behind].concat()).unwrap_or_default();
        let digits = String::from_utf8_lossy(self.threshold());
        match (digits.is_empty(), rest.is_empty()) {
            (true, _) => rest,
            (false, true) => format!("th:{digits}"),
            (false, false) => format!("th:{digits};{rest}"),
        }
    }
}

/// How a received value changes after a decision. `flags` has the decision, and `ratio` is the share that decided, if
/// one did.
///
/// `None` where it stays as it was received. Otherwise the new value has a threshold only if that is true: that of the
/// ratio if it sampled the trace, or the received one if a trace with this randomness is sampled by it.
///
/// # Examples
///
/// ```
/// use tracehop::{TraceFlags, ot::change, sampler::Ratio};
///
/// let sampled = change(b"a:1", TraceFlags::SAMPLED, Ratio::new(0.25), 0xff_ffff_ffff_ffff).expect("a threshold");
/// assert_eq!(sampled.of("a:1"), "th:c;a:1");
///
/// // A sampled trace that this threshold would have dropped: whoever wrote it did not decide.
/// let received = "th:c;rv:00000000000001";
/// let untrue = change(received.as_bytes(), TraceFlags::SAMPLED, None, 0).expect("a change");
/// assert_eq!(untrue.of(received), "rv:00000000000001");
/// ```
pub fn change(received: &[u8], flags: TraceFlags, ratio: Option<Ratio>, trace_id_randomness: u64) -> Option<Change> {
    let value = OtValue::parse(received);
    let sampled_by = ratio.filter(|_| flags.is_sampled()).map(Ratio::threshold);
    if sampled_by.is_none() {
        let value = value.as_ref()?;
        let randomness = value.randomness.unwrap_or(trace_id_randomness);
        let is_true = flags.is_sampled() && value.threshold.is_some_and(|threshold| randomness >= threshold);
        if value.th.is_none() || is_true {
            return None;
        }
    }
    Some(Change::new(received, value, sampled_by))
}
