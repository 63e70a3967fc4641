//! Samplers for JavaScript. What a sampler remembers stays in its JavaScript object, as numbers.

use wasm_bindgen::prelude::*;

use crate::{
    context::Continuation,
    headers::trace_flags::TraceFlags,
    js::{context::ot::Decided, wasm::abi},
    sampling::{
        ot,
        sampler::{Adaptive, Ratio, parent_decision},
        token_bucket::TokenBucket,
    },
};

/// Whether a trace is one of this share. The input has its header, as version 00 writes it, and behind that the value
/// of the list-member `ot`, which may be empty.
#[wasm_bindgen]
pub fn ratio_samples(probability: f64, length: usize) -> bool {
    abi::with(|buffers| match (Ratio::new(probability), buffers.decided(length)) {
        (Some(ratio), Some(Decided { randomness, ot, .. })) => ratio.keeps(ot::randomness(ot, randomness)),
        _ => false,
    })
}

/// The caller's decision: 1 sampled, 0 not, -1 where there is no caller and the root sampler is to be asked.
#[wasm_bindgen]
pub fn parent_samples(continued: bool, flags: u8) -> i32 {
    let origin = if continued { Continuation::Continued } else { Continuation::Started };
    parent_decision(origin, TraceFlags::from_bits(flags)).map_or(-1, i32::from)
}

/// What an adaptive sampler starts with, or -1 when the target is no rate.
#[wasm_bindgen]
pub fn adaptive_start(target_per_second: f64) -> f64 {
    Adaptive::new(target_per_second).map_or(-1.0, |sampler| sampler.left())
}

/// Decides about a trace that comes `elapsed_ms` after the one before.
///
/// Returns what is left when the trace is kept, and what is left minus 1, so a negative number, when it is not.
#[wasm_bindgen]
pub fn adaptive_samples(target_per_second: f64, left: f64, elapsed_ms: f64) -> f64 {
    let mut sampler = Adaptive::resume(target_per_second, left);
    match sampler.should_sample(elapsed_ms) {
        true => sampler.left(),
        false => sampler.left() - 1.0,
    }
}

/// The same for a token bucket of this size, which fills at this rate and pays for one more, `elapsed_ms` after it was
/// asked before.
#[wasm_bindgen]
pub fn token_bucket_pays(per_second: f64, size: f64, left: f64, elapsed_ms: f64) -> f64 {
    let mut bucket = TokenBucket::resume(per_second, size, left);
    match bucket.pays(elapsed_ms) {
        true => bucket.left(),
        false => bucket.left() - 1.0,
    }
}
