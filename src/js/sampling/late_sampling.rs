//! Late sampling for JavaScript. Module: page.

use wasm_bindgen::prelude::*;

use crate::{record::span::Status, sampling::late::LateSampling};

/// Whether the line of an operation that is not sampled is written all the same, with the index of its status.
/// `slower_than_ms` is infinite where no operation is too slow.
#[wasm_bindgen]
pub fn is_sampled_late(status: usize, duration_ms: f64, errors: bool, slower_than_ms: f64) -> bool {
    let status = Status::ALL.get(status).copied().unwrap_or(Status::Unset);
    LateSampling { errors, slower_than_ms }.should_sample(status, duration_ms)
}
