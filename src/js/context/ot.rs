//! The list-member `ot` for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    headers::{trace_flags::TraceFlags, traceparent},
    js::wasm::abi::{self, Buffers},
    sampling::{ot, sampler::Ratio},
    text::hex,
};

/// The value of `ot` that goes on behind a decision. The input is that of [`ratio_samples`], with the flags as decided:
/// by that share, or by NaN where it was no share.
///
/// Returns -1 where it goes on as it is. Else the part of it from the table's first number to its second goes, and a
/// threshold comes before the rest, whose digits are in the output. Returns how many there are; none where there is no
/// threshold.
#[wasm_bindgen]
pub fn change_ot(probability: f64, length: usize) -> i32 {
    abi::with(|buffers| {
        let change = buffers
            .decided(length)
            .and_then(|Decided { flags, randomness, ot }| ot::change(ot, flags, Ratio::new(probability), randomness));
        let Some(change) = change else { return -1 };
        let [start, end, ..] = &mut buffers.table;
        (*start, *end) = (change.cut().start as u32, change.cut().end as u32);
        for (to, from) in buffers.output.iter_mut().zip(change.threshold()) {
            *to = *from;
        }
        change.threshold().len() as i32
    })
}

/// What is decided about, and by.
pub(in crate::js) struct Decided<'a> {
    pub flags: TraceFlags,
    pub randomness: u64,
    pub ot: &'a [u8],
}

impl Buffers {
    /// JavaScript's contexts have valid headers only, so this one is not looked at again: its last digit is the known
    /// flags. Not inlined: it is asked for in two places.
    #[inline(never)]
    pub(in crate::js) fn decided(&self, length: usize) -> Option<Decided<'_>> {
        let (header, ot) = self.text(length)?.split_first_chunk::<{ traceparent::LENGTH }>()?;
        if ot.len() > ot::MAX_LENGTH {
            return None;
        }
        let [_, _, _, rest @ .., flags] = header;
        let trace_id = rest.first_chunk()?;
        Some(Decided { flags: TraceFlags::from_bits(*flags), randomness: hex::randomness(trace_id), ot })
    }
}
