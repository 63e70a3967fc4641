//! How grave a log line is.

use core::{fmt, str::FromStr};

/// The severity of a line, the least grave first, so that levels compare.
///
/// # Examples
///
/// ```
/// use tracehop::record::Level;
///
/// assert!(Level::Debug < Level::Error);
/// assert_eq!("warn".parse(), Ok(Level::Warn));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// Of interest while a program is written.
    Debug,
    /// What happens in normal operation.
    Info,
    /// Worth a look, and nothing failed.
    Warn,
    /// Something failed.
    Error,
}

/// The word is not that of a [`Level`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ParseLevelError;

impl Level {
    /// All of them, the least grave first.
    pub const ALL: [Self; 4] = [Self::Debug, Self::Info, Self::Warn, Self::Error];

    /// The word in a line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Level {
    type Err = ParseLevelError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|level| level.as_str() == word).ok_or(ParseLevelError)
    }
}

impl fmt::Display for ParseLevelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a level must be debug, info, warn or error")
    }
}

impl core::error::Error for ParseLevelError {}
