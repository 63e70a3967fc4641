//! Fixed-width lower-case hex, both directions. `A` to `F` are not hex here: the headers' grammar refuses them.

/// The value of one digit.
pub(crate) const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

/// The byte that two digits spell.
pub(crate) const fn byte(text: [u8; 2]) -> Option<u8> {
    match (digit(text[0]), digit(text[1])) {
        (Some(high), Some(low)) => Some(high << 4 | low),
        _ => None,
    }
}

/// The `N` bytes that `2 * N` digits spell.
pub(crate) fn decode<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let (pairs, rest) = text.as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (to, pair) in bytes.iter_mut().zip(pairs) {
        *to = byte(*pair)?;
    }
    Some(bytes)
}

/// Writes the digits of `bytes` over the start of `out`.
pub(crate) fn encode(bytes: &[u8], out: &mut [u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let (pairs, _) = out.as_chunks_mut::<2>();
    for (pair, byte) in pairs.iter_mut().zip(bytes) {
        *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lower_case_digits_are_hex() {
        let accepted: Vec<u8> = (0..=255).filter(|byte| digit(*byte).is_some()).collect();
        assert_eq!(accepted, b"0123456789abcdef");
    }

    #[test]
    fn the_width_is_exact() {
        assert_eq!(decode::<2>(b"00ff"), Some([0, 255]));
        for text in [&b"00f"[..], b"00fff", b"00ff0", b"", b"0g00", b"00FF"] {
            assert_eq!(decode::<2>(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_byte_comes_back_from_its_digits() {
        for value in 0..=255_u8 {
            let mut text = [0; 2];
            encode(&[value], &mut text);
            assert_eq!(byte(text), Some(value));
        }
    }
}
