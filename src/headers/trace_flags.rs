//! The trace-flags byte: two known bits. The other six are never kept, so they can never leave.

use core::fmt;

/// Sampled and random, the flags of Level 2. [Trace Context,
/// trace-flags](https://www.w3.org/TR/trace-context-2/#trace-flags)
///
/// # Examples
///
/// ```
/// use tracehop::TraceFlags;
///
/// let flags = TraceFlags::from_bits(0xff);
/// assert!(flags.is_sampled() && flags.is_random());
/// assert_eq!(flags.to_string(), "03");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TraceFlags(u8);

impl TraceFlags {
    /// Bit 0: the caller may have recorded this trace.
    pub const SAMPLED: Self = Self(1);
    /// Bit 1: the right-most 7 bytes of the trace-id are random.
    pub const RANDOM: Self = Self(2);

    /// Keeps the known bits of a received byte.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & (Self::SAMPLED.0 | Self::RANDOM.0))
    }

    /// The byte to send, 0 to 3.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether bit 0 is set.
    pub const fn is_sampled(self) -> bool {
        self.0 & Self::SAMPLED.0 != 0
    }

    /// Whether bit 1 is set.
    pub const fn is_random(self) -> bool {
        self.0 & Self::RANDOM.0 != 0
    }

    /// The same flags with bit 0 as given.
    #[must_use]
    pub const fn with_sampled(self, sampled: bool) -> Self {
        Self(self.0 & Self::RANDOM.0 | sampled as u8)
    }
}

/// Flags of a trace that starts here: our ids are random, and it is recorded until a sampler says otherwise.
pub const START_FLAGS: TraceFlags = TraceFlags::from_bits(TraceFlags::SAMPLED.bits() | TraceFlags::RANDOM.bits());

impl fmt::Display for TraceFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02x}", self.0)
    }
}

impl fmt::Debug for TraceFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TraceFlags({self})")
    }
}
