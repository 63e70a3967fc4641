//! The `traceparent` header: grammar, versions and its error.
//!
//! ```text
//! 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
//! |  |                                |                |
//! |  trace-id (32 hex)                parent-id (16)   trace-flags (2)
//! version (2 hex)
//! ```

use core::{error, fmt, str::FromStr};

use crate::{
    headers::{
        id::{SpanId, TraceId},
        trace_flags::TraceFlags,
    },
    text::{hex, ows},
};

/// Characters of a version 00 header, and the least that a header of any later version has.
pub const LENGTH: usize = 55;

/// Bytes of a received header that are read. Version 00 needs 55, so a longer one of that version is refused. Of a later
/// version what follows does not count.
pub const MAX_RECEIVED: usize = 512;

/// The values of one valid header.
///
/// - A version 00 header has exactly 55 characters. Spaces and tabs around it are not part of it.
/// - Hex digits are lower case. Ids are not all zeros. Version `ff` is invalid.
/// - A later version is read by its first 55 characters, which end the header or are followed by a dash, and is written
///   as 00.
///
/// # Errors
///
/// Parsing gives a [`ParseTraceparentError`] that names the first field that is wrong.
///
/// # Examples
///
/// ```
/// use tracehop::{ParseTraceparentError, Traceparent};
///
/// let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
/// let traceparent: Traceparent = header.parse()?;
/// assert!(traceparent.flags().is_sampled());
/// assert_eq!(traceparent.to_string(), header);
///
/// assert_eq!("00-4bf9".parse::<Traceparent>(), Err(ParseTraceparentError::Length));
/// # Ok::<(), ParseTraceparentError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Traceparent {
    trace_id: TraceId,
    parent_id: SpanId,
    flags: TraceFlags,
}

/// Why a header was refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum ParseTraceparentError {
    /// Fewer than 55 characters among the first [`MAX_RECEIVED`], or more than 55 in version 00.
    Length,
    /// Not two hex digits and a dash, or `ff`.
    Version,
    /// Not 32 hex digits and a dash, or all zeros.
    TraceId,
    /// Not 16 hex digits and a dash, or all zeros.
    ParentId,
    /// Not two hex digits, or something other than a dash follows.
    TraceFlags,
}

impl Traceparent {
    /// Puts a header's values together.
    pub const fn new(trace_id: TraceId, parent_id: SpanId, flags: TraceFlags) -> Self {
        Self { trace_id, parent_id, flags }
    }

    /// The id of the trace.
    pub const fn trace_id(&self) -> TraceId {
        self.trace_id
    }

    /// The id of the operation that sends this header.
    pub const fn parent_id(&self) -> SpanId {
        self.parent_id
    }

    /// Sampled and random.
    pub const fn flags(&self) -> TraceFlags {
        self.flags
    }

    /// A new operation in the same trace.
    #[must_use]
    pub const fn child(&self, span_id: SpanId) -> Self {
        Self::new(self.trace_id, span_id, self.flags)
    }

    /// The header's text: 55 ASCII bytes.
    pub fn to_bytes(&self) -> [u8; LENGTH] {
        let mut header = *b"00-................................-................-00";
        let (high, low) = self.trace_id.halves();
        header[3..19].copy_from_slice(&hex::encode(high));
        header[19..35].copy_from_slice(&hex::encode(low));
        header[36..52].copy_from_slice(&hex::encode(self.parent_id.to_bytes()));
        header[54] += self.flags.bits();
        header
    }

    /// Reads a header's bytes, as they came.
    ///
    /// # Errors
    ///
    /// As for `parse::<Traceparent>()`.
    pub fn from_bytes(header: &[u8]) -> Result<Self, ParseTraceparentError> {
        let Scan { trace_id, parent_id, flags, .. } = scan(header)?;
        Ok(Self::new(TraceId::from_digits(trace_id), SpanId::from_digits(parent_id), flags))
    }
}

/// The fields of a valid header, with its ids still as digits.
pub(crate) struct Scan<'a> {
    pub trace_id: &'a [u8; 32],
    pub parent_id: &'a [u8; 16],
    pub flags: TraceFlags,
    /// How many spaces and tabs stood before the fields.
    #[cfg_attr(
        not(all(feature = "js", target_family = "wasm")),
        expect(dead_code, reason = "for JavaScript, which slices its own string")
    )]
    pub start: usize,
    /// Whether the 55 characters from there on are the header as version 00 writes it.
    #[cfg_attr(
        not(all(feature = "js", target_family = "wasm")),
        expect(dead_code, reason = "for JavaScript, which then keeps its own string")
    )]
    pub canonical: bool,
}

/// Reads a header in the order of its grammar.
/// [Trace Context, versioning](https://www.w3.org/TR/trace-context-2/#versioning-of-traceparent)
pub(crate) fn scan(received: &[u8]) -> Result<Scan<'_>, ParseTraceparentError> {
    use ParseTraceparentError as Error;

    let read = received.get(..MAX_RECEIVED).unwrap_or(received);
    let is_whole = read.len() == received.len();
    let header = ows::trim_start(read);
    let start = read.len() - header.len();
    let header = ows::trim_end(header);
    if header.len() < LENGTH {
        return Err(Error::Length);
    }
    let (version, rest) = field::<2>(header).ok_or(Error::Version)?;
    let version = hex::byte(*version).filter(|version| *version != 0xff).ok_or(Error::Version)?;
    let (trace_id, rest) = field(rest).filter(|(id, _)| hex::is_non_zero::<32>(id)).ok_or(Error::TraceId)?;
    let (parent_id, rest) = field(rest).filter(|(id, _)| hex::is_non_zero::<16>(id)).ok_or(Error::ParentId)?;
    let (bits, rest) = rest.split_first_chunk::<2>().ok_or(Error::TraceFlags)?;
    let bits = hex::byte(*bits).ok_or(Error::TraceFlags)?;
    match (version, rest) {
        (_, []) if is_whole => {}
        // Where the end was not read, only a dash shows that the fields end here.
        (0, _) | (_, []) => return Err(Error::Length),
        (_, [b'-', ..]) => {}
        (_, _) => return Err(Error::TraceFlags),
    }
    let flags = TraceFlags::from_bits(bits);
    Ok(Scan { trace_id, parent_id, flags, start, canonical: version == 0 && bits == flags.bits() })
}

/// A field of `N` characters, and what follows the dash that ends it.
fn field<const N: usize>(text: &[u8]) -> Option<(&[u8; N], &[u8])> {
    let (field, rest) = text.split_first_chunk()?;
    Some((field, rest.strip_prefix(b"-")?))
}

impl FromStr for Traceparent {
    type Err = ParseTraceparentError;

    fn from_str(header: &str) -> Result<Self, Self::Err> {
        Self::from_bytes(header.as_bytes())
    }
}

impl fmt::Display for Traceparent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(f, &self.to_bytes())
    }
}

impl ParseTraceparentError {
    /// A stable name for programs: `length`, `version`, `trace-id`, `parent-id` or `trace-flags`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Version => "version",
            Self::TraceId => "trace-id",
            Self::ParentId => "parent-id",
            Self::TraceFlags => "trace-flags",
        }
    }
}

impl fmt::Display for ParseTraceparentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "header has not the length its version needs: 55 characters for version 00",
            Self::Version => "version is not 2 lower-case hex digits and a dash, or is ff",
            Self::TraceId => "trace-id is not 32 lower-case hex digits and a dash, or is all zeros",
            Self::ParentId => "parent-id is not 16 lower-case hex digits and a dash, or is all zeros",
            Self::TraceFlags => "trace-flags is not 2 lower-case hex digits, or something other than a dash follows",
        })
    }
}

impl error::Error for ParseTraceparentError {}
