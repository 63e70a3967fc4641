//! A moment, and its text in a line.

use core::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A moment in milliseconds, within 100,000,000 days of the start of 1970, as in JavaScript.
/// [ECMAScript, time values](https://tc39.es/ecma262/#sec-time-values-and-time-range)
///
/// # Examples
///
/// ```
/// use tracehop::record::Timestamp;
///
/// let time = Timestamp::from_ms(1_742_047_325_123).expect("a moment in 2025");
/// assert_eq!(time.to_string(), "2025-03-15T14:02:05.123Z");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Timestamp(i64);

const MS_PER_DAY: i64 = 24 * 60 * 60 * 1000;

impl Timestamp {
    /// A moment so many milliseconds after the start of 1970 in UTC. `None` where it is out of range.
    pub const fn from_ms(ms: i64) -> Option<Self> {
        match ms.unsigned_abs() <= 100_000_000 * MS_PER_DAY as u64 {
            true => Some(Self(ms)),
            false => None,
        }
    }

    /// Milliseconds since the start of 1970 in UTC.
    pub const fn as_ms(self) -> i64 {
        self.0
    }
}

/// The start of 1970 where a clock gives a moment that is out of range.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let ms = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_millis()),
            // A part of a millisecond before 1970 is in the millisecond that starts before it.
            Err(error) => i64::try_from(error.duration().as_nanos().div_ceil(1_000_000)).map(|before| -before),
        };
        ms.ok().and_then(Self::from_ms).unwrap_or_default()
    }
}

/// [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) in UTC with milliseconds. A year before 0 or after
/// 9999, which RFC 3339 does not have, is written with a sign and six digits, as in JavaScript.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, ms) = (self.0.div_euclid(MS_PER_DAY), self.0.rem_euclid(MS_PER_DAY));
        let (year, month, day) = date_of(days);
        match year {
            0..=9999 => write!(f, "{year:04}")?,
            _ => write!(f, "{year:+07}")?,
        }
        let (seconds, ms) = (ms / 1000, ms % 1000);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{ms:03}Z")
    }
}

/// Year, month and day of the Gregorian calendar, so many days after the start of 1970.
/// [Howard Hinnant, civil_from_days](https://howardhinnant.github.io/date_algorithms.html#civil_from_days)
const fn date_of(days: i64) -> (i64, i64, i64) {
    // Days since 1 March of the year 0. Years that start in March have their leap day at their end, and 400 of them
    // repeat.
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = 400 * era + year_of_era + (month <= 2) as i64;
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::*;

    #[test]
    fn every_moment_has_the_text_that_javascript_gives_it() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (253_402_300_800_000, "+010000-01-01T00:00:00.000Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (-62_167_219_200_001, "-000001-12-31T23:59:59.999Z"),
            (8_640_000_000_000_000, "+275760-09-13T00:00:00.000Z"),
            (-8_640_000_000_000_000, "-271821-04-20T00:00:00.000Z"),
        ] {
            assert_eq!(Timestamp::from_ms(ms).map(|time| time.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_moment_that_javascript_does_not_have_is_none() {
        for ms in [8_640_000_000_000_001, -8_640_000_000_000_001, i64::MAX, i64::MIN] {
            assert_eq!(Timestamp::from_ms(ms), None);
        }
    }

    #[test]
    fn a_system_time_is_cut_to_milliseconds() {
        let after = UNIX_EPOCH + Duration::from_micros(1_999);
        let before = UNIX_EPOCH - Duration::from_micros(1_999);
        assert_eq!((Timestamp::from(after).as_ms(), Timestamp::from(before).as_ms()), (1, -2));
    }
}
