//! The rules of the crate, natively: what the vectors say, what holds for every input, and where `unsafe` stands.
#![cfg(not(target_family = "wasm"))]

#[path = "../vectors/changes.rs"]
mod changes;
#[path = "../vectors/fields.rs"]
mod fields;
mod laws;
mod seeds;
mod span;
mod target;

// These read files or make thousands of inputs, which takes Miri hours.
#[cfg(not(miri))]
mod checklist;
#[cfg(not(miri))]
mod codes;
#[cfg(not(miri))]
mod context;
#[cfg(not(miri))]
mod document;
#[cfg(not(miri))]
mod generated;
#[cfg(not(miri))]
mod imports;
#[cfg(not(miri))]
mod inputs;
#[cfg(not(miri))]
mod ot;
#[cfg(not(miri))]
mod records;
#[cfg(not(miri))]
mod redact;
#[cfg(not(miri))]
mod sampler;
#[cfg(not(miri))]
mod sampler_compositions;
#[cfg(not(miri))]
mod server_timing;
#[cfg(not(miri))]
mod target_vectors;
#[cfg(not(miri))]
mod traceparent;
#[cfg(not(miri))]
mod tracestate;
#[cfg(not(miri))]
mod unsafe_inventory;
