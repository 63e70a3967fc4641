//! The processing model for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    context::{
        Continuation,
        context::{Received, receive},
    },
    headers::traceparent::{self, ParseTraceparentError},
    js::{
        headers::traceparent::pack,
        wasm::{abi, codes},
    },
};

/// Decides what follows from the `traceparent` in the input, or from its absence, and from whether its sender is
/// trusted.
///
/// Returns `STARTED`, `RESTARTED`, or to continue the trace what
/// [`parse_traceparent`](crate::js::headers::traceparent::parse_traceparent) returns.
#[wasm_bindgen]
pub fn receive_traceparent(present: bool, trusted: bool, length: usize) -> i32 {
    abi::with(|buffers| {
        let scan = || buffers.text(length).map_or(Err(ParseTraceparentError::Length), traceparent::scan);
        match receive(present.then(scan), trusted) {
            Received::Continue(scan) => pack(&scan),
            Received::Start(Continuation::Restarted) => codes::RESTARTED,
            Received::Start(_) => codes::STARTED,
        }
    })
}
