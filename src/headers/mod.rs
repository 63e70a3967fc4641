//! Stage 2: W3C header text becomes values, and values become header text.
//!
//! ```text
//! traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01      traceparent, id, trace_flags
//! tracestate: shop=checkout,vendor=x                                        tracestate
//! Server-Timing: traceparent;desc="00-4bf92f35..."                          server_timing
//! ```

pub mod id;
pub mod server_timing;
pub mod trace_flags;
pub mod traceparent;
pub mod tracestate;
