//! What JavaScript sees: numeric functions over static buffers, one file per room, each beside the JavaScript that carries
//! strings, objects and promises to it.
//!
//! No function here takes or gives a string, allocates, or calls out. JavaScript writes text into a buffer of [`abi`],
//! calls a function with numbers, and slices its own strings by the numbers that come back: a string that crosses the
//! border costs more than all the rules behind it.

pub mod abi;
pub mod context;
pub mod fetch;
pub mod handler;
pub mod host;
pub mod page;
pub mod propagation;
pub mod sampler;
pub mod server_timing;
pub mod span;
pub mod traceparent;
pub mod tracestate;
