//! The `tracestate` header: list, list-member, limits, mutations and its error.

use core::{error, fmt, str::FromStr};

use crate::text::ows;

/// Members that a list may have. [Trace Context, list](https://www.w3.org/TR/trace-context-2/#list)
pub const MAX_MEMBERS: usize = 32;

/// Characters that a list may have when it leaves, commas included.
pub const MAX_LENGTH: usize = 512;

/// Members with more characters than this are dropped first when a list is too long.
pub const LONG_MEMBER: usize = 128;

/// Characters that a key may have, and that a value may have.
pub const MAX_PART: usize = 256;

/// Bytes that a received list may have: twice what 32 of the longest members need. A longer list is refused before
/// it is read.
pub const MAX_RECEIVED: usize = 32 * 1024;

/// An ordered list of `key=value` members, the most recent one first.
///
/// - A key has 1 to 256 of `a-z 0-9 _ - * / @` and starts with a letter or digit.
/// - A value has 1 to 256 printable ASCII characters but no comma and no equals sign, and does not end with a space.
/// - A list with one malformed member, or with more than 32, is discarded. Where a key comes twice, the first member
///   counts.
/// - When printed, it is cut to 512 characters: members longer than 128 are dropped first, then members from the right.
///
/// # Errors
///
/// Parsing gives a [`ParseTracestateError`].
///
/// # Examples
///
/// ```
/// use tracehop::Tracestate;
///
/// let mut tracestate: Tracestate = "shop=checkout, vendor=x".parse()?;
/// tracestate.set("vendor", "y")?;
/// assert_eq!(tracestate.to_string(), "vendor=y,shop=checkout");
/// # Ok::<(), tracehop::ParseTracestateError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Tracestate {
    /// The members as `key=value`, joined with commas. One text is cheaper to hold, copy and send than a list of
    /// strings.
    text: String,
}

/// Why a list was discarded, or a member refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum ParseTracestateError {
    /// A key or value that the grammar does not allow.
    ListMember,
    /// More than 32 members, or more bytes than [`MAX_RECEIVED`].
    List,
}

impl Tracestate {
    /// Reads a header's bytes, as they came. Several header lines are joined with commas first.
    ///
    /// # Errors
    ///
    /// As for `parse::<Tracestate>()`.
    pub fn from_bytes(header: &[u8]) -> Result<Self, ParseTracestateError> {
        let mut places = [Place::default(); MAX_MEMBERS];
        let count = scan(header, &mut places)?;
        let mut text = String::with_capacity(header.len());
        for place in &places[..count] {
            push(&mut text, &String::from_utf8_lossy(&header[place.key..place.end]));
        }
        Ok(Self { text })
    }

    /// The number of members, 0 to 32.
    pub fn len(&self) -> usize {
        let commas = self.text.bytes().filter(|byte| *byte == b',').count();
        if self.is_empty() { 0 } else { commas + 1 }
    }

    /// Whether there are no members. An empty list is not sent.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Keys and values in the order of the header.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.members().filter_map(|member| member.split_once('='))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// Puts a member at the front and removes the one with the same key. If the list is full, the rightmost member is
    /// removed.
    /// [Trace Context, mutating](https://www.w3.org/TR/trace-context-2/#mutating-the-tracestate-field)
    ///
    /// # Errors
    ///
    /// [`ParseTracestateError::ListMember`] for a key or value that the grammar does not allow.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), ParseTracestateError> {
        check_member(key.as_bytes(), value.as_bytes())?;
        self.delete(key);
        if self.len() == MAX_MEMBERS {
            self.text.truncate(self.text.rfind(',').unwrap_or_default());
        }
        let comma = if self.is_empty() { "" } else { "," };
        self.text = [key, "=", value, comma, &self.text].concat();
        Ok(())
    }

    /// Removes a key. Returns whether it was there.
    pub fn delete(&mut self, key: &str) -> bool {
        let Some((start, end)) = self.place(key) else { return false };
        // With the comma after the member, or, for the last member, the comma before it.
        match end < self.text.len() {
            true => self.text.replace_range(start..=end, ""),
            false => self.text.truncate(start.saturating_sub(1)),
        }
        true
    }

    /// Start and end of the member with this key.
    fn place(&self, key: &str) -> Option<(usize, usize)> {
        let mut start = 0;
        for member in self.members() {
            let end = start + member.len();
            if member.strip_prefix(key).is_some_and(|rest| rest.starts_with('=')) {
                return Some((start, end));
            }
            start = end + 1;
        }
        None
    }

    fn members(&self) -> impl Iterator<Item = &str> {
        self.text.split_terminator(',')
    }
}

fn push(list: &mut String, member: &str) {
    if !list.is_empty() {
        list.push(',');
    }
    list.push_str(member);
}

/// The place of a member in the text: its key is `key..equals`, its value `equals + 1..end`.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place {
    pub key: usize,
    pub equals: usize,
    pub end: usize,
    /// The key's last byte: what differs most often between the keys of a list.
    last: u8,
}

impl Place {
    fn new(start: usize, key: &[u8], value: &[u8]) -> Self {
        let equals = start + key.len();
        Self { key: start, equals, end: equals + 1 + value.len(), last: key.last().copied().unwrap_or_default() }
    }

    /// Whether the keys may be equal, so that they have to be compared.
    fn is_like(&self, key: &[u8]) -> bool {
        self.equals - self.key == key.len() && Some(&self.last) == key.last()
    }
}

/// Finds the members of a list. A list that is not valid as a whole is not used at all.
/// [Trace Context, list](https://www.w3.org/TR/trace-context-2/#list)
pub(crate) fn scan(text: &[u8], places: &mut [Place; MAX_MEMBERS]) -> Result<usize, ParseTracestateError> {
    if text.len() > MAX_RECEIVED {
        return Err(ParseTracestateError::List);
    }
    let (mut received, mut kept) = (0, 0);
    let mut rest = ows::trim_start(text);
    loop {
        while let [b',', behind @ ..] = rest {
            rest = ows::trim_start(behind);
        }
        if rest.is_empty() {
            return Ok(kept);
        }
        received += 1;
        if received > MAX_MEMBERS {
            return Err(ParseTracestateError::List);
        }
        let start = text.len() - rest.len();
        let (key, value, behind) = list_member(rest).ok_or(ParseTracestateError::ListMember)?;
        rest = behind;
        let is_same = |place: &Place| place.is_like(key) && text.get(place.key..place.equals) == Some(key);
        if places.iter().take(kept).any(is_same) {
            continue;
        }
        if let Some(free) = places.get_mut(kept) {
            *free = Place::new(start, key, value);
            kept += 1;
        }
    }
}

/// Key and value of the list-member that a text starts with, and the rest of the list from the next comma on.
fn list_member(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (key, rest) = run(text, KEY);
    let (value, rest) = run(rest.strip_prefix(b"=")?, VALUE);
    let rest = ows::trim_start(rest);
    let value = ows::trim_end(value);
    let ends = matches!(rest, [] | [b',', ..]);
    (ends && are_complete(key, value)).then_some((key, value, rest))
}

/// The longest start of a text that is of this class, and what follows.
fn run(text: &[u8], class: u8) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| CLASSES[usize::from(*byte)] & class == 0);
    text.split_at_checked(end.unwrap_or(text.len())).unwrap_or_default()
}

/// Bits of [`CLASSES`]: the byte may start a key, be in a key, be in a value.
const KEY_START: u8 = 1;
const KEY: u8 = 2;
const VALUE: u8 = 4;

/// What each byte may be. [Trace Context, key and value](https://www.w3.org/TR/trace-context-2/#key)
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' => KEY_START | KEY | VALUE,
            b'_' | b'-' | b'*' | b'/' | b'@' => KEY | VALUE,
            b',' | b'=' => 0,
            b' '..=b'~' => VALUE,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Whether a list may have this member.
pub(crate) fn check_member(key: &[u8], value: &[u8]) -> Result<(), ParseTracestateError> {
    let is_all = |text, class| run(text, class).1.is_empty();
    let is_member = is_all(key, KEY) && is_all(value, VALUE) && !value.ends_with(b" ");
    match is_member && are_complete(key, value) {
        true => Ok(()),
        false => Err(ParseTracestateError::ListMember),
    }
}

/// Whether a key and a value of allowed characters also have an allowed start and length.
fn are_complete(key: &[u8], value: &[u8]) -> bool {
    let starts = key.first().is_some_and(|byte| CLASSES[usize::from(*byte)] & KEY_START != 0);
    starts && key.len() <= MAX_PART && !value.is_empty() && value.len() <= MAX_PART
}

/// Drops members of a list until it fits. The members are given by their lengths, and a dropped one gets length 0.
/// [Trace Context, limits](https://www.w3.org/TR/trace-context-2/#tracestate-limits)
pub(crate) fn fit(lengths: &mut [usize]) {
    let commas = lengths.len().saturating_sub(1);
    let mut total = lengths.iter().fold(commas, |total, length| total.saturating_add(*length));
    for least in [LONG_MEMBER + 1, 1] {
        for length in lengths.iter_mut().rev() {
            if total <= MAX_LENGTH {
                return;
            }
            if *length >= least {
                total = total.saturating_sub(length.saturating_add(1));
                *length = 0;
            }
        }
    }
}

impl FromStr for Tracestate {
    type Err = ParseTracestateError;

    fn from_str(header: &str) -> Result<Self, Self::Err> {
        Self::from_bytes(header.as_bytes())
    }
}

impl fmt::Display for Tracestate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.text.len() <= MAX_LENGTH {
            return f.write_str(&self.text);
        }
        let mut lengths = [0; MAX_MEMBERS];
        for (length, member) in lengths.iter_mut().zip(self.members()) {
            *length = member.len();
        }
        fit(&mut lengths[..self.len()]);
        let mut comma = "";
        for (member, _) in self.members().zip(lengths).filter(|(_, length)| *length > 0) {
            write!(f, "{comma}{member}")?;
            comma = ",";
        }
        Ok(())
    }
}

impl ParseTracestateError {
    /// A stable name for programs: `list-member` or `list`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ListMember => "list-member",
            Self::List => "list",
        }
    }
}

impl fmt::Display for ParseTracestateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ListMember => {
                "list-member is not a key of 1 to 256 of a-z 0-9 _ - * / @ that starts with a letter or digit, \
                 an equals sign, and a value of 1 to 256 printable characters without comma and equals sign"
            }
            Self::List => "list has more than 32 list-members, or more than 32 KiB",
        })
    }
}

impl error::Error for ParseTracestateError {}
