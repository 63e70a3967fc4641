//! What JavaScript sees: numeric functions over static buffers, in the folder of the JavaScript that calls
//! them. The first line of each `mod.rs` names the WebAssembly module that its exports are in;
//! a file may name another one.
//!
//! No function here takes or gives a string, allocates, or calls out. JavaScript writes text into a buffer of
//! [`wasm::abi`], calls a function with numbers, and slices its own strings by the numbers that come back: a string
//! that crosses the border costs more than all the rules behind it.

pub mod ambient;
pub mod context;
pub mod fetch;
pub mod handler;
pub mod headers;
pub mod host;
pub mod sampling;
pub mod span;
pub mod wasm;
