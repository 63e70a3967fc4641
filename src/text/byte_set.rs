//! Sets of ASCII characters, and the search for the first character of a set. Where the target has SIMD, sixteen
//! characters are compared together and without a branch.

/// Some of the 128 ASCII characters.
pub(crate) struct ByteSet {
    /// By the low half of a character; a bit for each high half.
    rows: [u8; 16],
}

impl ByteSet {
    /// The set of these characters. Bytes that are not ASCII are in no set.
    pub(crate) const fn of(members: &[u8]) -> Self {
        let mut rows = [0; 16];
        let mut index = 0;
        while index < members.len() {
            let byte = members[index];
            if byte.is_ascii() {
                rows[byte as usize & 15] |= 1 << (byte >> 4);
            }
            index += 1;
        }
        Self { rows }
    }

    /// The place of the first member.
    pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
        self.search(text, 0)
    }

    /// Whether every byte of a text is a member.
    pub(crate) fn covers(&self, text: &[u8]) -> bool {
        self.search(text, u16::MAX).is_none()
    }

    /// The place of the first byte that is a member; with all bits of `others`, of the first that is not. Not inlined,
    /// because it is long and used in many places.
    #[inline(never)]
    fn search(&self, text: &[u8], others: u16) -> Option<usize> {
        let (chunks, rest) = text.as_chunks::<16>();
        for (index, chunk) in chunks.iter().enumerate() {
            let hits = sixteen::members(&self.rows, chunk) ^ others;
            if hits != 0 {
                return Some(index * 16 + hits.trailing_zeros() as usize);
            }
        }
        match text.last_chunk() {
            _ if rest.is_empty() => None,
            // The last sixteen overlap with a chunk that has no hit.
            Some(last) => {
                let hits = sixteen::members(&self.rows, last) ^ others;
                (hits != 0).then(|| text.len() - 16 + hits.trailing_zeros() as usize)
            }
            None => rest.iter().position(|byte| scalar::is_member(&self.rows, *byte) == (others == 0)),
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use scalar as sixteen;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use simd as sixteen;

mod scalar {
    pub(super) fn is_member(rows: &[u8; 16], byte: u8) -> bool {
        byte.is_ascii() && rows[usize::from(byte & 15)] >> (byte >> 4) & 1 == 1
    }

    /// A bit for each of sixteen bytes.
    #[cfg_attr(
        all(target_arch = "wasm32", target_feature = "simd128"),
        expect(dead_code, reason = "the scalar reference that tests compare the SIMD version with")
    )]
    pub(super) fn members(rows: &[u8; 16], text: &[u8; 16]) -> u16 {
        text.iter().rev().fold(0, |hits, byte| hits << 1 | u16::from(is_member(rows, *byte)))
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd {
    use core::arch::wasm32::{
        u8x16, u8x16_bitmask, u8x16_ne, u8x16_shr, u8x16_splat, u8x16_swizzle, u64x2, v128, v128_and,
    };

    pub(super) fn members(rows: &[u8; 16], text: &[u8; 16]) -> u16 {
        let (text, rows) = (vector(text), vector(rows));
        // Nothing for the high halves from 8 on, which are not ASCII.
        let bits = u8x16(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
        let row = u8x16_swizzle(rows, v128_and(text, u8x16_splat(15)));
        let bit = u8x16_swizzle(bits, u8x16_shr(text, 4));
        u8x16_bitmask(u8x16_ne(v128_and(row, bit), u8x16_splat(0)))
    }

    fn vector(bytes: &[u8; 16]) -> v128 {
        let number = u128::from_le_bytes(*bytes);
        u64x2(number as u64, (number >> 64) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOME: ByteSet = ByteSet::of(b"\0=&?#;~\x7f");

    #[test]
    fn the_first_member_is_found_wherever_it_stands() {
        for length in 0..70 {
            let text = vec![b'x'; length];
            assert_eq!(SOME.find(&text), None);
            for place in 0..length {
                let mut text = text.clone();
                text[place..].fill(b'=');
                assert_eq!(SOME.find(&text), Some(place), "of {length}");
            }
        }
    }

    #[test]
    fn each_byte_is_recognised_at_each_place() {
        for byte in 0..=255 {
            let is_member = b"\0=&?#;~\x7f".contains(&byte);
            for place in 0..16 {
                let (mut outside, mut inside) = ([b'x'; 16], [b'='; 16]);
                outside[place] = byte;
                inside[place] = byte;
                assert_eq!(SOME.find(&outside), is_member.then_some(place), "{byte:#x} at {place}");
                assert_eq!(SOME.covers(&inside), is_member, "{byte:#x} at {place}");
            }
        }
    }
}
