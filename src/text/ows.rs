//! Optional whitespace: the spaces and tabs that may stand around a header's value without being part of it.
//! [RFC 9110, whitespace](https://www.rfc-editor.org/rfc/rfc9110#name-whitespace)

/// `text` without the spaces and tabs before it.
pub(crate) fn trim_start(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = text {
        text = rest;
    }
    text
}

/// `text` without the spaces and tabs after it.
pub(crate) fn trim_end(mut text: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | b'\t'] = text {
        text = rest;
    }
    text
}
