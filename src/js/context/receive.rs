//! The processing model for JavaScript.

use wasm_bindgen::prelude::*;

use crate::js::{headers::traceparent::pack, wasm::abi};
use crate::{
    context::{
        Continuation,
        context::{Received, receive},
    },
    headers::traceparent::{self, ParseTraceparentError},
};

/// What [`receive_traceparent`] says when a trace starts because nothing arrived.
const STARTED: i32 = -1;
/// What it says when a trace starts because what arrived is invalid.
const RESTARTED: i32 = -2;

/// Decides what follows from the `traceparent` in the input, or from its absence, and from whether its sender is trusted.
///
/// Returns -1 to start a trace, -2 to restart it, and else what [`parse_traceparent`](crate::js::headers::traceparent::parse_traceparent)
/// returns, to continue it.
#[wasm_bindgen]
pub fn receive_traceparent(present: bool, trusted: bool, length: usize) -> i32 {
    abi::with(|buffers| {
        let scan = || buffers.text(length).map_or(Err(ParseTraceparentError::Length), traceparent::scan);
        match receive(present.then(scan), trusted) {
            Received::Continue(scan) => pack(&scan),
            Received::Start(Continuation::Restarted) => RESTARTED,
            Received::Start(_) => STARTED,
        }
    })
}
