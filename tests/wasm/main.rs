//! What JavaScript sees, in the engine where it runs: Node.js, or a browser when the test runner is told so.
#![cfg(target_family = "wasm")]

mod arrivals;
mod entropy;
#[path = "../vectors/fields.rs"]
mod fields;
mod headers;
mod lengths;
mod memory;
mod numbers;
mod requests;
