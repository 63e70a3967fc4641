//! Trace context for the web's edge: W3C `traceparent` and `tracestate`, and what follows from them.
//!
//! The data flows one way, and each step is a module:
//!
//! ```text
//! header text -> values        byte_set, hex, ows, id, trace_flags, traceparent, tracestate, ot, server_timing
//! values -> decisions          origin, secret, context, lineage, purse, route, sampler, href, target, propagation, page, redact
//! decisions -> records         span, late, log, dialect
//! the same for JavaScript      js (only with feature `js`, in builds for wasm)
//! ```
//!
//! Nothing here asks for randomness, time or the network: ids and timestamps come in as values, so every decision can be tested
//! with ids and a clock of the test's own. The same functions serve native Rust, and JavaScript through WebAssembly.
//!
//! # Examples
//!
//! ```
//! use tracehop::{SpanId, Traceparent};
//!
//! let received: Traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse()?;
//! let mine = SpanId::from_bytes(*b"\x01\x23\x45\x67\x89\xab\xcd\xef").expect("not all zeros");
//! assert_eq!(
//!     received.child(mine).to_string(),
//!     "00-4bf92f3577b34da6a3ce929d0e0e4736-0123456789abcdef-01",
//! );
//! # Ok::<(), tracehop::ParseTraceparentError>(())
//! ```

#![deny(unsafe_code)]
#![warn(missing_docs)]

mod byte_set;
mod hex;
mod ows;

pub mod context;
pub mod dialect;
pub mod href;
pub mod id;
pub mod late;
pub mod lineage;
pub mod log;
pub mod origin;
pub mod ot;
pub mod page;
pub mod propagation;
pub mod purse;
pub mod redact;
pub mod route;
pub mod sampler;
pub mod secret;
pub mod server_timing;
pub mod span;
pub mod target;
pub mod trace_flags;
pub mod traceparent;
pub mod tracestate;

#[cfg(all(feature = "js", target_family = "wasm"))]
pub mod js;

pub use context::TraceContext;
pub use id::{SpanId, TraceId};
pub use origin::Origin;
pub use trace_flags::TraceFlags;
pub use traceparent::{ParseTraceparentError, Traceparent};
pub use tracestate::{ParseTracestateError, Tracestate};
