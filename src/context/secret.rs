//! Whether a caller knows a secret, compared in constant time.

use core::hint::black_box;

/// Whether a caller sent the secret. The time that this takes depends only on the length of what was sent.
///
/// # Examples
///
/// ```
/// use tracehop::secret::is_same;
///
/// assert!(is_same(b"correct horse battery", b"correct horse battery"));
/// assert!(!is_same(b"correct horse battery", b"correct horse batterx"));
/// assert!(!is_same(b"correct horse battery", b""));
/// ```
pub fn is_same(secret: &[u8], sent: &[u8]) -> bool {
    // At its end the secret starts again, so that every byte of a longer text is compared, too.
    let differences =
        sent.iter().zip(secret.iter().cycle()).fold(0, |seen, (one, other)| black_box(seen | (one ^ other)));
    let is_complete = secret.len() == sent.len() && !secret.is_empty();
    is_complete & (differences == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"0123456789abcdef";

    #[test]
    fn one_bit_anywhere_is_a_difference() {
        assert!(is_same(SECRET, SECRET));
        for place in 0..SECRET.len() {
            for bit in 0..8 {
                let mut sent = SECRET.to_vec();
                sent[place] ^= 1 << bit;
                assert!(!is_same(SECRET, &sent), "{place} {bit}");
            }
        }
    }

    #[test]
    fn a_part_of_it_and_more_than_it_are_not_it() {
        for end in 0..SECRET.len() {
            assert!(!is_same(SECRET, &SECRET[..end]), "{end}");
        }
        assert!(!is_same(SECRET, &[SECRET, SECRET].concat()));
        assert!(!is_same(SECRET, &[SECRET, b" "].concat()));
        assert!(!is_same(b"", b"") && !is_same(b"", b"x"));
    }
}
