//! Trace ids and span ids. An id that exists is valid: it is never all zeros.

use core::fmt;

use crate::text::hex;

/// The id of a trace: 16 bytes, not all zeros. [Trace Context,
/// trace-id](https://www.w3.org/TR/trace-context-2/#trace-id)
///
/// # Examples
///
/// ```
/// use tracehop::TraceId;
///
/// let id = TraceId::from_hex("4bf92f3577b34da6a3ce929d0e0e4736").expect("32 lower-case hex digits");
/// assert_eq!(id.to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
/// assert_eq!(TraceId::from_bytes([0; 16]), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TraceId([u8; 16]);

/// The id of one operation of a trace, its span: 8 bytes, not all zeros. In a header this is the field parent-id.
/// [Trace Context, parent-id](https://www.w3.org/TR/trace-context-2/#parent-id)
///
/// # Examples
///
/// ```
/// use tracehop::SpanId;
///
/// let id = SpanId::from_bytes(*b"\x01\x23\x45\x67\x89\xab\xcd\xef").expect("not all zeros");
/// assert_eq!(id.to_string(), "0123456789abcdef");
/// assert_eq!(SpanId::from_hex("0000000000000000"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpanId([u8; 8]);

impl TraceId {
    /// `None` when all bytes are zero.
    pub const fn from_bytes(bytes: [u8; 16]) -> Option<Self> {
        match u128::from_be_bytes(bytes) {
            0 => None,
            _ => Some(Self(bytes)),
        }
    }

    /// `None` unless `text` is 32 lower-case hex digits, not all zeros.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes().try_into().ok()?;
        hex::is_non_zero(digits).then(|| Self::from_digits(digits))
    }

    /// The id of digits that are known to be one.
    pub(crate) fn from_digits(digits: &[u8; 32]) -> Self {
        Self(hex::decode(digits))
    }

    /// The bytes, in the order of the header.
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    /// The first and the second eight bytes.
    pub(crate) const fn halves(self) -> ([u8; 8], [u8; 8]) {
        let number = u128::from_be_bytes(self.0);
        (((number >> 64) as u64).to_be_bytes(), (number as u64).to_be_bytes())
    }

    /// The right-most 7 bytes as a number below 2^56: random where the random flag is set, and what ratio samplers
    /// decide by.
    pub const fn randomness(self) -> u64 {
        let [.., b9, b10, b11, b12, b13, b14, b15] = self.0;
        u64::from_be_bytes([0, b9, b10, b11, b12, b13, b14, b15])
    }
}

impl SpanId {
    /// `None` when all bytes are zero.
    pub const fn from_bytes(bytes: [u8; 8]) -> Option<Self> {
        match u64::from_be_bytes(bytes) {
            0 => None,
            _ => Some(Self(bytes)),
        }
    }

    /// `None` unless `text` is 16 lower-case hex digits, not all zeros.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes().try_into().ok()?;
        hex::is_non_zero(digits).then(|| Self::from_digits(digits))
    }

    /// The id of digits that are known to be one.
    pub(crate) fn from_digits(digits: &[u8; 16]) -> Self {
        Self(hex::decode(digits))
    }

    /// The bytes, in the order of the header.
    pub const fn to_bytes(self) -> [u8; 8] {
        self.0
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (high, low) = self.halves();
        hex::write(f, &hex::encode(high))?;
        hex::write(f, &hex::encode(low))
    }
}

impl fmt::Display for SpanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(f, &hex::encode(self.0))
    }
}

impl fmt::Debug for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TraceId({self})")
    }
}

impl fmt::Debug for SpanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SpanId({self})")
    }
}
