//! Samplers for JavaScript. What a sampler remembers stays in its JavaScript object, as numbers.

use wasm_bindgen::prelude::*;

use super::abi::{self, Buffers};
use crate::{
    hex,
    origin::Origin,
    ot,
    purse::Purse,
    route::{self, Route},
    sampler::{Adaptive, Ratio, parent_decision},
    trace_flags::TraceFlags,
    traceparent,
};

/// Whether a trace is one of this share. The input has its header, as version 00 writes it, and behind that the value of the
/// list-member `ot`, which may be empty.
#[wasm_bindgen]
pub fn ratio_samples(probability: f64, length: usize) -> bool {
    abi::with(|buffers| match (Ratio::new(probability), buffers.decided(length)) {
        (Some(ratio), Some(Decided { randomness, ot, .. })) => ratio.keeps(ot::randomness(ot, randomness)),
        _ => false,
    })
}

/// The value of `ot` that goes on behind a decision. The input is that of [`ratio_samples`], with the flags as decided: by that
/// share, or by NaN where it was no share.
///
/// Returns -1 where it goes on as it is. Else the part of it from the table's first number to its second goes, and a threshold
/// comes before the rest, whose digits are in the output. Returns how many there are; none where there is no threshold.
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

/// The caller's decision: 1 sampled, 0 not, -1 where there is no caller and the root sampler is to be asked.
#[wasm_bindgen]
pub fn parent_samples(continued: bool, flags: u8) -> i32 {
    let origin = if continued { Origin::Continued } else { Origin::Started };
    parent_decision(origin, TraceFlags::from_bits(flags)).map_or(-1, i32::from)
}

/// What an adaptive sampler starts with, or -1 when the target is no rate.
#[wasm_bindgen]
pub fn adaptive_start(target_per_second: f64) -> f64 {
    Adaptive::new(target_per_second).map_or(-1.0, |sampler| sampler.purse())
}

/// Decides about a trace that comes `elapsed_ms` after the one before.
///
/// Returns what is left when the trace is kept, and what is left minus 1, so a negative number, when it is not.
#[wasm_bindgen]
pub fn adaptive_samples(target_per_second: f64, left: f64, elapsed_ms: f64) -> f64 {
    let mut sampler = Adaptive::resume(target_per_second, left);
    match sampler.should_sample(elapsed_ms) {
        true => sampler.purse(),
        false => sampler.purse() - 1.0,
    }
}

/// The same of a purse of this size, which fills at this rate and pays for one more, `elapsed_ms` after it was asked before.
#[wasm_bindgen]
pub fn purse_pays(per_second: f64, size: f64, left: f64, elapsed_ms: f64) -> f64 {
    let mut purse = Purse::resume(per_second, size, left);
    match purse.pays(elapsed_ms) {
        true => purse.left(),
        false => purse.left() - 1.0,
    }
}

/// Finds the first route that covers a request. The input is text of one line each: the request, then the routes. A line is a
/// method, a space, and a path; a route for any method has none.
///
/// Returns the index of the route, or -1.
#[wasm_bindgen]
pub fn find_route(length: usize) -> i32 {
    abi::with(|buffers| {
        let mut lines = buffers.text(length).unwrap_or_default().split(|byte| *byte == b'\n').filter_map(words);
        let Some((method, path)) = lines.next() else { return -1 };
        let routes =
            lines.map(|(method, path)| Route { method: Some(method).filter(|method| !method.is_empty()), path });
        route::find(routes, method, path).map_or(-1, |index| index as i32)
    })
}

/// What stands before and behind the first space.
fn words(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let space = line.iter().position(|byte| *byte == b' ')?;
    let (method, [_, path @ ..]) = line.split_at_checked(space)? else { return None };
    Some((method, path))
}

/// What is decided about, and by.
struct Decided<'a> {
    flags: TraceFlags,
    randomness: u64,
    ot: &'a [u8],
}

impl Buffers {
    /// JavaScript's contexts have valid headers only, so this one is not looked at again: its last digit is the known flags. Not
    /// inlined: it is asked for in two places.
    #[inline(never)]
    fn decided(&self, length: usize) -> Option<Decided<'_>> {
        let (header, ot) = self.text(length)?.split_first_chunk::<{ traceparent::LENGTH }>()?;
        if ot.len() > ot::MAX_LENGTH {
            return None;
        }
        let [_, _, _, rest @ .., flags] = header;
        let trace_id = rest.first_chunk()?;
        Some(Decided { flags: TraceFlags::from_bits(*flags), randomness: hex::randomness(trace_id), ot })
    }
}
