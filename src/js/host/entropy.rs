//! Randomness comes from the host, and only through here. JavaScript fills the buffer: the same through the getrandom
//! crate costs 3.2 KB gzip of WebAssembly and 1 KB of glue, measured, for the same call to `crypto.getRandomValues`.

use wasm_bindgen::prelude::*;

use crate::js::wasm::abi::{self, Buffers};

/// Says that the entropy buffer holds fresh random bytes.
#[wasm_bindgen]
pub fn entropy_filled() {
    abi::with(|buffers| buffers.unused = buffers.entropy.len());
}

impl Buffers {
    /// Random bytes that were never used and never will be again; `None` when the host has to bring more. Bytes that
    /// are all zeros are passed over, for no id may be.
    pub(crate) fn draw<const N: usize>(&mut self) -> Option<[u8; N]> {
        while self.unused >= N {
            let start = self.entropy.len() - self.unused;
            let bytes = self.entropy.get_mut(start..)?.first_chunk_mut::<N>()?;
            let drawn = core::mem::replace(bytes, [0; N]);
            self.unused -= N;
            if drawn != [0; N] {
                return Some(drawn);
            }
        }
        None
    }
}
