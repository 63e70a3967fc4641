//! Samplers for JavaScript. What a sampler remembers stays in its JavaScript object, as numbers.

use wasm_bindgen::prelude::*;

use super::abi;
use crate::{
    origin::Origin,
    sampler::{Adaptive, Ratio, parent_decision},
    trace_flags::TraceFlags,
};

/// Whether the trace of the header in the input is one of this share.
#[wasm_bindgen]
pub fn ratio_samples(probability: f64) -> bool {
    abi::with(|buffers| match (Ratio::new(probability), buffers.randomness()) {
        (Some(ratio), Some(randomness)) => ratio.keeps(randomness),
        _ => false,
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
