//! The WebAssembly instance and the buffers that both sides share. Module: traceparent.

pub mod abi;
pub mod codes;
