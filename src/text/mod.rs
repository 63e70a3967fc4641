//! Stage 1: bytes. Hex digits, sets of characters and optional whitespace, which every grammar is made of.

pub(crate) mod byte_set;
pub(crate) mod hex;
pub(crate) mod ows;
