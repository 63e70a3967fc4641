//! The operation of the server in a `Server-Timing` response header, so that a caller knows which span answered it.
//! [Server Timing](https://www.w3.org/TR/server-timing/)
//!
//! ```text
//! Server-Timing: db;dur=5.2, traceparent;desc="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
//!                |           |           |
//!                metric      name        parameter
//! ```

use core::ops::Range;

use crate::{
    headers::traceparent::{self, Traceparent},
    text::ows,
};

/// Bytes that a received header may have. In a longer one nothing is found.
pub const MAX_RECEIVED: usize = 16 * 1024;

/// A metric that names an operation, or that has the name of one that does.
pub(crate) struct Metric<'a> {
    /// Its bytes in the header, with the comma after it.
    pub place: Range<usize>,
    /// The value of its `desc`, where that is a valid `traceparent`.
    pub operation: Option<&'a [u8]>,
}

/// The server's operation, from the `desc` of a metric called `traceparent` or `trace`. `None` where no metric names
/// one.
///
/// - Each service adds its metric at the end, so the last valid one is that of the service that answered.
/// - Commas and semicolons in quoted strings do not separate. Names are compared without case; the first `desc` of a
///   metric counts.
/// - The value is read as strictly as a [`Traceparent`]: one that is cut, or has quotes or escapes, is ignored.
///
/// # Examples
///
/// ```
/// use tracehop::server_timing;
///
/// let header = br#"db;dur=5.2, traceparent;desc="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01""#;
/// let server = server_timing::find(header).expect("a valid traceparent");
/// assert_eq!(server.parent_id().to_string(), "00f067aa0ba902b7");
/// ```
pub fn find(header: &[u8]) -> Option<Traceparent> {
    let mut last = None;
    scan(header, |metric| last = metric.operation.or(last.take()));
    last.and_then(|value| Traceparent::from_bytes(value).ok())
}

/// The header with a metric for this operation at its end. Metrics that name another operation are removed.
///
/// # Examples
///
/// ```
/// use tracehop::server_timing;
///
/// let mine = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse()?;
/// assert_eq!(
///     server_timing::add("traceparent;desc=another, db;dur=5.2", &mine),
///     r#"db;dur=5.2, traceparent;desc="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01""#,
/// );
/// # Ok::<(), tracehop::ParseTraceparentError>(())
/// ```
pub fn add(header: &str, operation: &Traceparent) -> String {
    let (mut others, mut copied) = (String::new(), 0);
    scan(header.as_bytes(), |metric| {
        others.push_str(&header[copied..metric.place.start]);
        copied = metric.place.end;
    });
    others.push_str(&header[copied..]);
    let others = others.trim_matches([' ', '\t']);
    let between = match others {
        "" => "",
        _ if others.ends_with(',') => " ",
        _ => ", ",
    };
    format!("{others}{between}traceparent;desc=\"{operation}\"")
}

/// The name until version 0.1.
pub use add as stamp;

/// Calls `found` for each metric called `traceparent`, and for each called `trace` that has a valid `traceparent`.
/// [Server Timing, the header field](https://www.w3.org/TR/server-timing/#the-server-timing-header-field)
pub(crate) fn scan<'a>(header: &'a [u8], mut found: impl FnMut(Metric<'a>)) {
    if header.len() > MAX_RECEIVED {
        return;
    }
    let mut rest = Some(header);
    while let Some(metrics) = rest {
        let (metric, behind) = split(metrics, b',');
        rest = behind;
        let (name, parameters) = split(metric, b';');
        let is_ours = is(name, b"traceparent");
        if !is_ours && !is(name, b"trace") {
            continue;
        }
        // The tail of a future version may be anything, but a value with a quote is neither a token nor one string.
        let is_valid = |value: &&[u8]| !value.contains(&b'"') && traceparent::scan(value).is_ok();
        let operation = parameters.and_then(description).filter(is_valid);
        if is_ours || operation.is_some() {
            let end = header.len() - behind.map_or(0, <[u8]>::len);
            found(Metric { place: header.len() - metrics.len()..end, operation });
        }
    }
}

/// The value of the first `desc`.
fn description(mut parameters: &[u8]) -> Option<&[u8]> {
    loop {
        let (parameter, behind) = split(parameters, b';');
        let (name, value) = split(parameter, b'=');
        if is(name, b"desc") {
            let value = trim(value?);
            return value.strip_prefix(b"\"").map_or(Some(value), |value| value.strip_suffix(b"\""));
        }
        parameters = behind?;
    }
}

/// The text before the first `end` outside of quoted strings, and the text after it. Not inlined, because a copy for
/// each caller would double the size of this file in WebAssembly.
#[inline(never)]
fn split(text: &[u8], end: u8) -> (&[u8], Option<&[u8]>) {
    let mut quoted = false;
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => quoted = !quoted,
            b'\\' if quoted => drop(bytes.next()),
            byte if *byte == end && !quoted => {
                let behind = bytes.as_slice();
                return (text.get(..text.len() - behind.len() - 1).unwrap_or_default(), Some(behind));
            }
            _ => {}
        }
    }
    (text, None)
}

#[inline(never)]
fn is(name: &[u8], expected: &[u8]) -> bool {
    trim(name).eq_ignore_ascii_case(expected)
}

#[inline(never)]
fn trim(text: &[u8]) -> &[u8] {
    ows::trim_end(ows::trim_start(text))
}
