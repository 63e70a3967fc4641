//! What JavaScript sees, in the engine where it runs: Node.js, or a browser when the test runner is told so.
#![cfg(target_family = "wasm")]

#[path = "wasm/arrivals.rs"]
mod arrivals;
#[path = "wasm/entropy.rs"]
mod entropy;
#[path = "vectors/fields.rs"]
mod fields;
#[path = "wasm/headers.rs"]
mod headers;
#[path = "wasm/lengths.rs"]
mod lengths;
#[path = "wasm/memory.rs"]
mod memory;
#[path = "wasm/numbers.rs"]
mod numbers;
#[path = "wasm/requests.rs"]
mod requests;
