//! Laws that hold for every input, tried with inputs that nobody thought of.
#![cfg(not(target_family = "wasm"))]

#[path = "inputs/mod.rs"]
mod inputs;
#[path = "laws/mod.rs"]
mod laws;
