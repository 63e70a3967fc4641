//! Texts and numbers as JSON, to the byte as the npm package writes them.

use core::fmt::{self, Write};

/// Characters that have to be escaped: quotation mark, reverse solidus and the control characters. And those that other
/// readers take for the end of a line, that a terminal obeys, or that change the order of others.
/// [RFC 8259, strings](https://www.rfc-editor.org/rfc/rfc8259#section-7)
const fn is_escaped(char: char) -> bool {
    matches!(
        char,
        '"' | '\\'
            | '\0'..='\x1f'
            | '\x7f'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
    )
}

/// Adds a text in quotation marks.
/// [ECMAScript, QuoteJSONString](https://tc39.es/ecma262/#sec-quotejsonstring)
pub(crate) fn push_text(out: &mut String, text: &str) {
    out.push('"');
    push_escaped(out, text);
    out.push('"');
}

/// Adds the first so many UTF-16 code units of a text. Where they end between the two of a pair, the first one is
/// escaped, as `JSON.stringify` does with half a pair.
pub(crate) fn push_start(out: &mut String, text: &str, units: usize) {
    let mut left = units;
    let cut = text.char_indices().find(|(_, char)| match left.checked_sub(char.len_utf16()) {
        Some(less) => {
            left = less;
            false
        }
        None => true,
    });
    let Some((end, char)) = cut else { return push_text(out, text) };
    out.push('"');
    push_escaped(out, text.get(..end).unwrap_or_default());
    if left > 0 {
        push(out, format_args!("\\u{:04x}", char.encode_utf16(&mut [0; 2])[0]));
    }
    out.push('"');
}

/// Adds what stands between the quotation marks of a text.
pub(crate) fn push_escaped(out: &mut String, mut text: &str) {
    while let Some((place, char)) = text.char_indices().find(|(_, char)| is_escaped(*char)) {
        out.push_str(text.get(..place).unwrap_or_default());
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\x08' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\x0c' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            other => push(out, format_args!("\\u{:04x}", u32::from(other))),
        }
        text = text.get(place + char.len_utf8()..).unwrap_or_default();
    }
    out.push_str(text);
}

/// Adds a number as JavaScript writes it: in decimals from a millionth to below 10^21, else with an exponent. What is
/// not finite is `null`.
/// [ECMAScript, Number::toString](https://tc39.es/ecma262/#sec-numeric-types-number-tostring)
pub(crate) fn push_number(out: &mut String, number: f64) {
    if !number.is_finite() {
        return out.push_str("null");
    }
    if number == 0.0 {
        // JavaScript writes no sign before a zero.
        return out.push('0');
    }
    let start = out.len();
    let is_decimal = (1e-6..1e21).contains(&number.abs());
    match is_decimal {
        true => push(out, number),
        false => push(out, format_args!("{number:e}")),
    }
    prefer_even(out, start, number, is_decimal);
    if number.abs() >= 1e21 {
        // Rust writes no sign before a positive exponent.
        let exponent = out.rfind('e').map_or(out.len(), |place| place + 1);
        out.insert(exponent, '+');
    }
}

/// Of two shortest texts that are as far from the number, JavaScript writes the even one and Rust the greater one. A
/// number between two texts has a fraction, and 16 digits or more.
fn prefer_even(out: &mut String, start: usize, number: f64, is_decimal: bool) {
    let written = out.get(start..).unwrap_or_default();
    let Some((_, fraction)) = written.split_once('.').filter(|_| written.len() > 16) else { return };
    let digits = fraction.find('e').unwrap_or(fraction.len());
    let end = out.len();
    // Rounded to so many digits, Rust writes the even one, too.
    match is_decimal {
        true => push(out, format_args!("{number:.digits$}")),
        false => push(out, format_args!("{number:.digits$e}")),
    }
    // The nearest text can be that of another number where the numbers below stand closer than those above.
    match out.get(end..).and_then(|text| text.parse().ok()) == Some(number) {
        true => drop(out.drain(start..end)),
        false => out.truncate(end),
    }
}

/// Adds what can be written.
pub(crate) fn push(out: &mut String, piece: impl fmt::Display) {
    let written = write!(out, "{piece}");
    debug_assert!(written.is_ok(), "a String takes every text");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text);
        out
    }

    #[test]
    fn exactly_quotation_mark_reverse_solidus_and_control_characters_are_escaped() {
        for char in (0..0x3000).filter_map(char::from_u32) {
            let is_escaped = text(&String::from(char)) != format!("\"{char}\"");
            let is_line_end = matches!(char, '\u{2028}' | '\u{2029}');
            let is_bidi =
                "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
            let is_escape = char.is_control() || matches!(char, '"' | '\\') || is_line_end || is_bidi.contains(char);
            assert_eq!(is_escaped, is_escape, "{char:?}");
        }
    }

    #[test]
    fn escapes_are_short_where_json_has_short_ones() {
        assert_eq!(text("\u{0}\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\"\\"), r#""\u0000\u0001\b\t\n\u000b\f\r\u001f\"\\""#);
        assert_eq!(text("a\nä\u{2028}\u{7f}\u{85}\n😀"), r#""a\nä\u2028\u007f\u0085\n😀""#);
    }

    #[test]
    fn a_start_is_counted_in_utf_16_and_may_end_in_half_a_pair() {
        let start = |units| {
            let mut out = String::new();
            push_start(&mut out, "a😀\n", units);
            out
        };
        assert_eq!([0, 1, 2, 3].map(start), ["\"\"", "\"a\"", "\"a\\ud83d\"", "\"a😀\""]);
        assert_eq!([4, 5].map(start), ["\"a😀\\n\"", "\"a😀\\n\""]);
    }

    #[test]
    fn numbers_are_those_of_javascript() {
        for (number, written) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e-6, "0.000001"),
            (9.99e-7, "9.99e-7"),
            (-1e-7, "-1e-7"),
            (999_999_999_999_999_900_000.0, "999999999999999900000"),
            (1e21, "1e+21"),
            (-1.5e300, "-1.5e+300"),
            (5e-324, "5e-324"),
            // It is …33.25, as far from …33.2 as from …33.3.
            (1_573_715_043_945_933.3, "1573715043945933.2"),
            (1.0 / 33_554_432.0, "2.9802322387695312e-8"),
            (1.0 / 16_777_216.0, "5.960464477539063e-8"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
            (f64::MAX, "1.7976931348623157e+308"),
            (9_007_199_254_740_993.0, "9007199254740992"),
            (f64::NAN, "null"),
            (f64::NEG_INFINITY, "null"),
        ] {
            let mut out = String::new();
            push_number(&mut out, number);
            assert_eq!(out, written);
        }
    }
}
