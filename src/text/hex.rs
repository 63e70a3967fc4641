//! Fixed-width lower-case hex, both directions. `A` to `F` are not hex here: the headers' grammar refuses them.
//!
//! Ids are random, so a processor mispredicts a branch on a digit one time in three, and that costs more than all else
//! in a header. Eight digits, or sixteen where the target has SIMD, are read together and without a branch.

use core::{fmt, str};

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

/// Whether all of `text` is hex digits, and at least one is not zero. `N` is a multiple of 16.
pub(crate) fn is_non_zero<const N: usize>(text: &[u8; N]) -> bool {
    let (chunks, _) = text.as_chunks::<16>();
    let valid = chunks.iter().fold(true, |valid, chunk| valid & sixteen::are_digits(chunk));
    valid && *text != [b'0'; N]
}

/// The bytes that digits spell, which [`is_non_zero`] has accepted. Two digits a byte; `N` is a multiple of 4.
pub(crate) fn decode<const N: usize>(digits: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    for (to, from) in bytes.as_chunks_mut().0.iter_mut().zip(digits.as_chunks().0) {
        *to = scalar::joined(scalar::values_of(u64::from_be_bytes(*from))).to_be_bytes();
    }
    bytes
}

/// The number of a trace-id's last 14 digits: its [randomness](crate::TraceId::randomness).
#[cfg_attr(
    not(all(feature = "js", target_family = "wasm")),
    expect(dead_code, reason = "for JavaScript, which has the text of an id only")
)]
pub(crate) fn randomness(trace_id: &[u8; 32]) -> u64 {
    let [_, last] = trace_id.as_chunks::<16>().0 else { return 0 };
    u64::from_be_bytes(decode(last)) & ((1 << 56) - 1)
}

/// Writes digits and dashes in one piece: `{:02x}` for each byte costs ten times as much.
pub(crate) fn write(f: &mut fmt::Formatter<'_>, text: &[u8]) -> fmt::Result {
    f.write_str(str::from_utf8(text).map_err(|_| fmt::Error)?)
}

/// The digits of eight bytes.
pub(crate) fn encode(bytes: [u8; 8]) -> [u8; 16] {
    sixteen::digits_of(bytes)
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use scalar as sixteen;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use simd as sixteen;

#[cfg_attr(
    all(target_arch = "wasm32", target_feature = "simd128"),
    expect(dead_code, reason = "the scalar reference that tests compare the SIMD version with")
)]
mod scalar {
    /// A number of eight times the same byte.
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }

    pub(super) fn digits_of(bytes: [u8; 8]) -> [u8; 16] {
        let mut text = [0; 16];
        for (to, from) in text.as_chunks_mut().0.iter_mut().zip(bytes.as_chunks().0) {
            *to = spelt(parted(u32::from_be_bytes(*from))).to_be_bytes();
        }
        text
    }

    pub(super) fn are_digits(text: &[u8; 16]) -> bool {
        let (words, _) = text.as_chunks();
        words.iter().fold(0, |wrong, word| wrong | wrong_in(u64::from_ne_bytes(*word))) == 0
    }

    /// Not zero where one of eight characters is no digit: only a digit is what its value is spelt with.
    fn wrong_in(text: u64) -> u64 {
        let values = values_of(text);
        spelt(values) ^ text | values & each(0xf0)
    }

    /// The values of eight digits: the low half of a number, 9 more than that of a letter, which has bit 6 set.
    pub(super) fn values_of(text: u64) -> u64 {
        (text & each(0x0f)) + (text >> 6 & each(1)) * 9
    }

    /// The digits of eight values: `0` and the value, and from `a` on 39 more.
    fn spelt(values: u64) -> u64 {
        each(b'0') + values + ((values + each(6)) >> 4 & each(1)) * 39
    }

    /// The 32 bits of eight values.
    pub(super) fn joined(values: u64) -> u32 {
        let pairs = (values | values >> 4) & 0x00ff_00ff_00ff_00ff;
        let fours = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff;
        (fours | fours >> 16) as u32
    }

    /// The opposite of [`joined`].
    fn parted(bits: u32) -> u64 {
        let fours = u64::from(bits);
        let pairs = (fours | fours << 16) & 0x0000_ffff_0000_ffff;
        let ones = (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff;
        (ones | ones << 4) & each(0x0f)
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
