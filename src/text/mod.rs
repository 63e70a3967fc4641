//! Stage 1: bytes. Hex digits, sets of characters and optional whitespace, which every grammar is made of, and JSON.

pub(crate) mod byte_set;
pub(crate) mod hex;
pub(crate) mod json;
pub(crate) mod ows;
