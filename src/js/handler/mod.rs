//! Requests and events that arrive. Module: edge.

pub mod trust;
