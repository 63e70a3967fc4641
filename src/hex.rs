//! Fixed-width lower-case hex, both directions. `A` to `F` are not hex here: the headers' grammar refuses them.
//!
//! Ids are random, so a branch on a digit is guessed wrong one time in three and costs more than all else in a header. Eight
//! digits, or sixteen where the target has SIMD, are looked at together and without a branch.

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

/// Whether all of `text` is digits, and not all of them zeros. `N` is a multiple of 16.
pub(crate) fn is_non_zero<const N: usize>(text: &[u8; N]) -> bool {
    let (chunks, _) = text.as_chunks::<16>();
    let valid = chunks.iter().fold(true, |valid, chunk| valid & sixteen::are_digits(chunk));
    valid && *text != [b'0'; N]
}

/// The bytes that digits spell, which [`is_non_zero`] has accepted. Two digits a byte.
pub(crate) fn decode<const N: usize>(digits: &[u8]) -> [u8; N] {
    // A digit's low bits are its value, and a letter's are 9 less.
    let value = |digit: u8| (digit & 15) + 9 * (digit >> 6);
    let mut bytes = [0; N];
    for (to, [high, low]) in bytes.iter_mut().zip(digits.as_chunks().0) {
        *to = value(*high) << 4 | value(*low);
    }
    bytes
}

/// The digits of eight bytes.
pub(crate) fn encode(bytes: [u8; 8]) -> [u8; 16] {
    sixteen::digits_of(bytes)
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use scalar as sixteen;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use simd as sixteen;

#[cfg_attr(all(target_arch = "wasm32", target_feature = "simd128"), expect(dead_code, reason = "the law's other side"))]
mod scalar {
    const HIGH: u64 = repeat(0x80);

    /// A number of eight times the same byte.
    const fn repeat(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }

    pub(super) fn digits_of(bytes: [u8; 8]) -> [u8; 16] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 16];
        for (pair, byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
            *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        }
        text
    }

    pub(super) fn are_digits(text: &[u8; 16]) -> bool {
        let (words, _) = text.as_chunks::<8>();
        let wrong = words.iter().fold(0, |wrong, word| wrong | not_digits(u64::from_ne_bytes(*word)));
        wrong & HIGH == 0
    }

    /// The high bit of each byte says that it is no digit. No sum overflows into the next byte, for both are below 0x80.
    fn not_digits(word: u64) -> u64 {
        let low = word & !HIGH;
        let at_least = |first: u8| low.wrapping_add(repeat(0x80 - first));
        let number = at_least(b'0') & !at_least(b'9' + 1);
        let letter = at_least(b'a') & !at_least(b'f' + 1);
        !(number | letter) | word
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd {
    use core::arch::wasm32::{
        u8x16, u8x16_all_true, u8x16_le, u8x16_shr, u8x16_shuffle, u8x16_splat, u8x16_sub, u8x16_swizzle, u64x2,
        u64x2_extract_lane, v128_and, v128_or,
    };

    pub(super) fn digits_of(bytes: [u8; 8]) -> [u8; 16] {
        const DIGITS: [u8; 16] = *b"0123456789abcdef";
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = DIGITS;
        let digits = u8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
        let bytes = u64x2(u64::from_le_bytes(bytes), 0);
        let (high, low) = (u8x16_shr(bytes, 4), v128_and(bytes, u8x16_splat(15)));
        let values = u8x16_shuffle::<0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23>(high, low);
        let text = u8x16_swizzle(digits, values);
        let halves = [u64x2_extract_lane::<0>(text), u64x2_extract_lane::<1>(text)];
        u128::to_le_bytes(u128::from(halves[0]) | u128::from(halves[1]) << 64)
    }

    pub(super) fn are_digits(text: &[u8; 16]) -> bool {
        let (words, _) = text.as_chunks::<8>();
        let [low, high] = words else { return false };
        let text = u64x2(u64::from_le_bytes(*low), u64::from_le_bytes(*high));
        let within = |first: u8, last: u8| u8x16_le(u8x16_sub(text, u8x16_splat(first)), u8x16_splat(last - first));
        u8x16_all_true(v128_or(within(b'0', b'9'), within(b'a', b'f')))
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
    fn sixteen_at_once_are_digits_where_each_one_is() {
        for place in 0..16 {
            for byte in 0..=255 {
                let mut text = *b"0123456789abcdef";
                text[place] = byte;
                assert_eq!(scalar::are_digits(&text), digit(byte).is_some(), "{byte:#x} at {place}");
            }
        }
    }

    #[test]
    fn every_byte_comes_back_from_its_digits() {
        for value in 0..=255_u8 {
            let text = encode([value; 8]);
            assert_eq!(decode(&text), [value; 8]);
            assert_eq!(byte([text[0], text[1]]), Some(value));
        }
    }
}
